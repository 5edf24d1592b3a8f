"""Inferred links between neighbouring steps."""

import pytest

import kg
from tests import toy


def test_a_bridge_names_both_sides():
    """Where no source supports both steps, the answer names the claims before and behind and who makes them."""
    graph = toy.graph("x causes a @a", "a causes y @b", "x causes b @c", "b causes y @c")
    answer = kg.bridges(graph, "x", "y").plain()
    assert answer["schema"] == "kg-bridges/2"
    assert [chain["bridges"] for chain in answer["chains"]] == [[0], []]
    assert answer["chains"][0]["chain"] == "x ↑ → a ↑ → y ↑"
    assert answer["bridges"] == [
        {
            "at": "concept:a",
            "label": "a",
            "before": {"claim": "claim:x--causes--a", "sentence": "x causes a", "sources": ["document:a"]},
            "behind": {"claim": "claim:a--causes--y", "sentence": "a causes y", "sources": ["document:b"]},
            "chains": [1],
        }
    ]


def test_a_bridge_of_several_chains_is_told_once():
    """A bridge that two chains use is one bridge with two numbers."""
    graph = toy.graph("x causes a @a", "a causes b @b", "b causes y @b", "b causes c @b", "c causes y @b")
    answer = kg.bridges(graph, "x", "y").plain()
    assert [(bridge["label"], bridge["chains"]) for bridge in answer["bridges"]] == [("a", [1, 2])]
    assert [len(kg.bridges(graph, "x", "y", k=k).plain()["chains"]) for k in (1, 2)] == [1, 2]
    assert len(kg.bridges(graph, "x", "y", max_hops=3).plain()["chains"]) == 1


def test_without_a_chain_there_is_no_bridge():
    """The answer says why there is no chain."""
    answer = kg.bridges(toy.graph("x causes y"), "y", "x").plain()
    assert (answer["chains"], answer["bridges"]) == ([], [])
    assert answer["why"] == "this graph has nothing that “y” acts on"
    assert answer["gap"]["cause"] == "nothing-downstream"
    found = kg.bridges(toy.graph("x causes y"), "x", "y").plain()
    assert "why" not in found
    assert (found["question"]["k"], found["question"]["max_hops"]) == (5, 8)


@pytest.mark.parametrize(("source", "target"), [("vitamin D receptor", "back pain"), ("vitamin D", "falls")])
def test_bridges_are_those_of_the_chains(graph, source, target):
    """Every bridge of a chain of kg.path is told, with its number, and no other."""
    chains = kg.path(graph, source, target, k=9).chains
    expected = {
        (number, chain.steps[place].object) for number, chain in enumerate(chains, 1) for place in chain.bridges
    }
    answer = kg.bridges(graph, source, target, k=9).plain()
    assert [tuple(chain["bridges"]) for chain in answer["chains"]] == [chain.bridges for chain in chains]
    told = [(number, bridge) for bridge in answer["bridges"] for number in bridge["chains"]]
    assert len(told) == len(expected) > 0
    for number, bridge in told:
        assert (number, bridge["at"]) in expected
        assert not set(bridge["before"]["sources"]) & set(bridge["behind"]["sources"])


def test_a_source_that_supports_both_steps_is_no_bridge():
    """One more source that says both takes the bridge away."""
    lines = ("x causes a @a", "a causes y @b", "x affects a @b", "x increases a @b")
    assert kg.bridges(toy.graph(*lines), "x", "y").bridges == ()


def test_what_is_avoided_is_told():
    """A bridge through what is avoided is none; if that hides all chains, the answer says so."""
    graph = toy.graph("x causes a @a", "a causes y @b", "x causes b @c", "b causes y @c")
    answer = kg.bridges(graph, "x", "y", avoid=["a"], without=["b"]).plain()
    assert answer["data"] == {"version": "", "sha256": "", "without": ["document:b"], "avoid": ["a"]}
    assert ([chain["chain"] for chain in answer["chains"]], answer["bridges"]) == (["x ↑ → b ↑ → y ↑"], [])
    assert kg.bridges(graph, "x", "y", avoid=["a", "b"]).plain()["gap"]["hides"] == ["--avoid"]


def test_a_chain_that_contradicts_itself_is_marked():
    """Bridges are those of the chains of a path, in its order, with what it says of them."""
    lines = ("x increases c", "c decreases r", "x decreases r", "r increases c @b")
    answer = kg.bridges(toy.graph(*lines), "x", "c")
    assert [str(chain.feedback or "") for chain in answer.chains] == ["", "step 1 already stands for c ↑"]
    assert "feedback: step 1 already stands for c ↑" in str(answer)
