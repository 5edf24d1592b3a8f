"""Generic concepts, which are no quantities: they may end a chain, but none runs through them."""

import pytest

import kg
from tests import toy

LINES = ("a increases b", "b increases health", "health increases c", "b decreases d", "low-health causes e")
STATES = {"low-health": ("health", "Low")}


@pytest.fixture
def graph():
    """A graph with a chain to a generic concept, and what follows from it."""
    return toy.graph(*LINES, states=STATES, generic=["health"])


def test_a_chain_ends_there_or_begins_there_or_passes_it_if_asked(graph):
    """By kg path, for the concept and its states."""
    assert not kg.path(graph, "a", "c").chains
    assert kg.path(graph, "a", "health").chains
    assert kg.path(graph, "low health", "e").chains
    assert kg.path(graph, "a", "c", via=["health"]).chains


def test_effects_and_causes_name_it_last(graph):
    """It is reached, and what it does follows only from itself."""
    assert [move.label for move in kg.effects(graph, "a").effects] == ["b", "d", "health"]
    assert [move.label for move in kg.effects(graph, "health").effects] == ["c", "e"]
    assert [move.label for move in kg.why(graph, "c").causes] == ["health"]
    assert [(m.label, bool(m.chain)) for m in kg.why(graph, "health").causes] == [("b", True), ("a", True)]
    assert [(m.label, m.chain.nodes[0].label) for m in kg.why(graph, "e").causes] == [("less health", "health")]
    assert [move.label for move in kg.what_if(graph, ["a"]).moves] == ["b", "d", "health"]


def test_no_loop_runs_through_it_unless_it_is_asked():
    """A loop is a chain that returns."""
    graph = toy.graph("a increases health", "health increases a", generic=["health"])
    assert not kg.loops(graph).loops
    assert kg.loops(graph, through="health").loops


def test_it_answers_for_nothing():
    """Neither as a broader concept nor as what is indicated."""
    graph = toy.graph("health increases y", "a increases b", "a indicates health", broader={"a": "health"})
    assert kg.effect(graph, "a", "y").answered_for is not None
    marked = toy.graph(
        "health increases y", "a increases b", "a indicates health", broader={"a": "health"}, generic=["health"]
    )
    assert kg.effect(marked, "a", "y").reason == "no-path"


def test_no_missing_claim_would_lead_through_it():
    """What is asked joins what can be joined."""
    lines = ("a increases health", "b increases c", "health associatedWith b", "a associatedWith b")
    gap = kg.path(toy.graph(*lines, generic=["health"]), "a", "c").gap
    assert [link.source for link in gap.missing] == ["concept:a"]


def test_shared_causes_do_not_act_through_it():
    """Within two steps."""
    lines = ("a increases health", "health increases x", "a increases y", "health increases y")
    assert [thing.label for thing in kg.common(toy.graph(*lines), "x", "y", max_hops=2).causes] == ["health", "a"]
    assert [
        thing.label for thing in kg.common(toy.graph(*lines, generic=["health"]), "x", "y", max_hops=2).causes
    ] == []
