"""What what-if, effects and why have in common."""

from decimal import Decimal

import pytest
from msgspec.structs import replace as changed

from tests import drawn, toy
from tests.moves import effects, moves, what_if, why


def test_a_kind_of_concept_selects():
    """Only concepts of the wanted kind are listed."""
    graph = toy.graph("x increases y", "x increases z")
    concepts = {**graph.concepts, "concept:z": changed(graph.concepts["concept:z"], category="Disease")}
    graph = type(graph)(concepts, graph.relations, graph.claims, graph.evidence, documents=graph.documents)
    assert moves(effects(graph, "x", kind="disease")) == {"z": "+"}
    assert moves(what_if(graph, ["x"], kind="symptom")) == {"y": "+"}
    assert why(graph, "z", kind="disease")["causes"] == []


def test_a_concept_moves_with_its_kinds():
    """Downstream a genus is listed with what becomes of its kinds, by a chain to one of them."""
    graph = toy.graph("x increases k", "k increases z", broader={"k": "y"})
    (move,) = [move for move in effects(graph, "x")["effects"] if move["id"] == "concept:y"]
    assert (move["effect"], [node["id"] for node in move["chain"]["nodes"]]) == ("+", ["concept:x", "concept:k"])
    assert moves(why(graph, "y")) == {"x": "+"}
    assert moves(why(graph, "z")) == {"k": "+", "x": "+"}


def test_a_denied_kind_makes_its_genus_contested():
    """What only sources against it say of a kind is not listed, and yet leaves its genus open."""
    graph = toy.graph("x increases y", "x increases k denied", broader={"k": "y"})
    assert moves(effects(graph, "x")) == {"y": "?"}
    assert why(graph, "y")["causes"][0]["reason"] == "contested-step"
    assert effects(toy.graph("x increases k denied"), "x")["effects"] == []


@pytest.mark.parametrize("seed", range(30))
def test_the_chain_of_a_thing_bears_out_its_effect(seed):
    """A known direction is that of the chain shown, and chains run from the source to the thing, or to a kind of it."""
    graph = drawn.drawn(seed, kinds=True)
    for root in drawn.quantities(graph):
        goals = {root, *graph.kinds(root)}
        for move in effects(graph, root)["effects"]:
            if chain := move["chain"]:
                assert chain["nodes"][0]["id"] == (move["answered_for"] or root)
                assert chain["nodes"][-1]["id"] in {move["id"], *graph.kinds(move["id"])} - {root}
                assert move["effect"] in ("?", chain["sign"])
            else:
                assert move["reason"] in ("found-no-effect", "contested-step")
        for cause in why(graph, root)["causes"]:
            if chain := cause["chain"]:
                assert (chain["nodes"][0]["id"], chain["nodes"][-1]["id"] in goals) == (cause["id"], True)
                assert cause["effect"] in ("?", chain["sign"])


@pytest.mark.parametrize("seed", range(30))
def test_answers_are_ordered_and_do_not_hang_on_the_order_of_claims(seed):
    """The best supported chain comes first, what has none last; claims in another order give the same answer."""
    graph = drawn.drawn(seed, kinds=True)
    other = drawn.shuffled(graph, seed)
    for root in drawn.quantities(graph):
        answer = what_if(graph, [root])
        scores = [Decimal(str(m["chain"]["confidence"])) if m["chain"] else Decimal(-1) for m in answer["moves"]]
        assert scores == sorted(scores, reverse=True)
        assert answer == what_if(other, [root])
        assert why(graph, root) == why(other, root)
