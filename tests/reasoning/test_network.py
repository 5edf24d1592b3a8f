"""Chains of cited steps, and the search for them."""

from decimal import Decimal

import pytest

import kg
from kg.errors import SearchLimit, UsageError
from kg.model.core import Sign
from kg.model.lookup import resolve
from kg.reasoning import chains as search
from kg.reasoning.chains import Options, avoiding, best, find
from kg.reasoning.network import Network, product
from tests import toy

STATES = {"low-d": ("d", "Low")}


def ends(influences):
    """Influences as short text."""
    return [f"{i.source[8:]} {i.sign.value} {i.target[8:]}" for i in influences]


def test_a_network_holds_what_a_question_may_use():
    """Null findings are known and not used; unsigned claims are used where no other tells the sign."""
    network = Network(toy.graph("x increases y", "x affects y", "x affects z", "x hasNoEffectOn w"))
    assert ends(network.influences) == ["x 0 w", "x + y", "x ? y", "x ? z"]
    assert ends(network.used) == ["x + y", "x ? z"]
    assert network.links.searched["concept:x"].keys() == {"concept:y", "concept:z"}
    assert network.links.by_key["concept:x", "concept:y", Sign.UNKNOWN].claims[0].relation == "affects"


def test_weak_influences_and_associations_are_let_in_as_asked():
    """At least the least confidence stays in; associations stay out unless they are asked for."""
    graph = toy.graph("x increases y hedged", "x associatedWith z", "x increases w")
    assert ends(Network(graph, min_confidence=0.14).influences) == ["x + w", "x + y"]
    assert ends(Network(graph, min_confidence=0.15).influences) == ["x + w"]
    assert "x ? z" in ends(Network(graph, associations=True).influences)
    assert "x ? z" not in ends(Network(graph).influences)


def test_kinds_stand_for_the_goal_but_not_those_asked_for():
    """Without a goal nothing is widened; with one, its kinds are it, except those that are named in the question."""
    graph = toy.graph("x increases k", "x increases l", broader={"k": "y", "l": "y"})
    assert ends(Network(graph).influences) == ["x + k", "x + l"]
    assert ends(Network(graph, "concept:y").influences) == ["x + y"]
    assert ends(Network(graph, "concept:y", {"concept:l"}).influences) == ["x + l", "x + y"]


def test_a_part_of_a_network_is_a_network():
    """Some influences alone make chains of their own; the whole stays as it was."""
    network = Network(toy.graph("x increases y", "y increases z", "x increases z"))
    part = network.only(i for i in network.influences if i.target != "concept:z" or i.source != "concept:x")
    start, goal = (resolve(network.graph, name) for name in "xz")
    assert [len(c.steps) for c in best(part, start, goal, Options()).chains] == [2]
    assert [len(c.steps) for c in best(network, start, goal, Options()).chains] == [1, 2]
    assert part.goal is network.goal


def test_a_chain_is_contested_if_a_step_is():
    """One step with evidence on both sides is enough."""
    (chain,) = kg.path(toy.graph("x increases y", "y increases z", "y increases z @b denied"), "x", "z").chains
    assert (chain.contested, [step.contested for step in chain.steps]) == (True, [False, True])
    (chain,) = kg.path(toy.graph("x increases y", "y increases z"), "x", "z").chains
    assert not chain.contested


def test_a_quantity_is_called_by_the_state_that_is_spoken_of():
    """Of several names for a level that of the claims is told; a target that moves the other way keeps its own name."""
    states = {"low-d": ("d", "Low"), "d-deficit": ("d", "Low"), "d-lack": ("d", "Low")}
    (chain,) = kg.path(toy.graph("x decreases d", "d-lack causes y", states=states), "x", "y").chains
    assert [step.object_label for step in chain.steps] == ["d lack", "y"]
    for target, label in (("d", "d"), ("low d", "d"), ("d lack", "d")):
        (chain,) = kg.path(toy.graph("x increases d", states=states), "x", target).chains
        assert chain.steps[0].object_label == label
    (chain,) = kg.path(toy.graph("x decreases d", states=states), "x", "low d").chains
    assert chain.steps[0].object_label == "low d"


def test_a_state_that_nobody_speaks_of_is_not_named():
    """More of something is not called its excess where neither the question nor a claim does."""
    states = {"d-excess": ("d", "High"), "d-lack": ("d", "Low")}
    for sign, label in (("increases", "d"), ("decreases", "less d")):
        (chain,) = kg.path(toy.graph(f"x {sign} d", "d increases y", states=states), "x", "y").chains
        assert (chain.steps[0].object_label, chain.steps[1].subject_label) == (label, label)


def test_what_is_stated_for_a_direction_comes_first():
    """Of the claims of a step those about the direction in which the chain uses it are told first."""
    graph = toy.graph("d increases y", "low-d decreases y hedged", states=STATES)
    for source, first in (("d", "d--increases--y"), ("low d", "low-d--decreases--y")):
        (chain,) = kg.path(graph, source, "y").chains
        assert chain.steps[0].claims[0] == f"claim:{first}"
        assert len(chain.steps[0].claims) == 2


def test_the_confidence_of_a_chain_is_a_product():
    """To four places or two significant digits, halves up; of no steps it is one, and of many never zero."""
    assert product([Decimal("0.35"), Decimal("0.25")]) == Decimal("0.0875")
    assert product([Decimal("0.35"), Decimal("0.05"), Decimal("0.09")]) == Decimal("0.0016")
    assert product([Decimal("0.05"), Decimal("0.25"), Decimal("0.05")]) == Decimal("0.00063")
    assert product([Decimal("0.05"), Decimal("0.05"), Decimal("0.18")]) == Decimal("0.00045")
    assert str(product([Decimal("0.1")] * 5)) == "0.000010"
    assert product([]) == 1


def test_the_first_of_several_weakest_steps_is_named():
    """Ties go to the step nearer the source."""
    (chain,) = kg.path(toy.graph("w increases x", "x increases y hedged", "y increases z hedged"), "w", "z").chains
    assert chain.weakest == 1


def test_a_search_that_takes_too_long_says_so(monkeypatch):
    """A search that is stopped gives nothing partial; the look at the other sign is given up quietly."""
    graph = toy.graph("x increases y", "x decreases a", "a increases y")
    network = Network(graph)
    start, goal = resolve(graph, "x"), resolve(graph, "y")
    with pytest.raises(SearchLimit, match="the search was stopped after 1 partial paths; try a smaller --max-hops"):
        best(network, start, goal, Options(), limit=1)
    assert find(graph, start, goal, Options(k=1)).opposite.sign is Sign.MINUS
    monkeypatch.setattr(search, "LOOK_ASIDE", 0)
    found = find(graph, start, goal, Options(k=1))
    assert (len(found.chains), found.opposite) == (1, None)


def test_what_is_avoided_is_as_if_it_had_not_been_said():
    """A claim by its identifier, a concept by any name with its states; nothing to avoid leaves the graph as it is."""
    graph = toy.graph("x increases y", "low-d increases y", "d increases z", "x affects y", states=STATES)
    assert avoiding(graph, (), set()) is graph
    assert list(avoiding(graph, ["claim:x--affects--y"], {"concept:x"}).claims) == [
        "claim:d--increases--z",
        "claim:low-d--increases--y",
        "claim:x--increases--y",
    ]
    assert list(avoiding(graph, ["D"], set()).claims) == ["claim:x--affects--y", "claim:x--increases--y"]
    with pytest.raises(UsageError, match="“d” is both asked for and avoided; remove it from one"):
        avoiding(graph, ["low d"], {"concept:d"})
