"""What changes when one or more things are fixed high or low."""

import random

import pytest

from kg.model.core import Sign
from tests import drawn, toy
from tests.moves import moves, what_if

STATES = {"low-d": ("d", "Low"), "low-c": ("c", "Low")}


def test_several_things_may_change_at_once():
    """Chains of both count together: they agree, or they oppose each other."""
    graph = toy.graph("x increases y", "z increases y", "z increases w @cohort")
    assert moves(what_if(graph, ["x", "z"])) == {"w": "+", "y": "+"}
    against = what_if(graph, ["x", "z down"])
    assert moves(against) == {"w": "-", "y": "?"}
    assert [m["reason"] for m in against["moves"]] == ["agreeing-chains", "opposing-chains"]
    assert [change["direction"] for change in against["question"]["changes"]] == [None, "-"]


def test_what_is_held_stays():
    """A held thing is not listed, whatever acts on it, and what acts on it does not act through it."""
    lines = ("x increases a", "a increases y @cohort", "y increases z @cohort")
    assert moves(what_if(toy.graph(*lines), ["x"])) == {"a": "+", "y": "+", "z": "+"}
    assert moves(what_if(toy.graph(*lines), ["x", "a down"])) == {"y": "-", "z": "-"}
    null = toy.graph("x hasNoEffectOn a", "x increases b", "b increases c denied")
    assert moves(what_if(null, ["x", "a"])) == {"b": "+"}


def test_a_kind_that_is_held_does_not_move_its_genus():
    """The genus of what is held moves by other chains only, and these are shown."""
    alone = toy.graph("k increases q", broader={"k": "y"})
    assert moves(what_if(alone, ["k"])) == {"q": "+"}
    graph = toy.graph("k increases q", "q increases y", broader={"k": "y"})
    assert moves(what_if(graph, ["k"])) == {"q": "+", "y": "+"}
    assert all(move["chain"] for move in what_if(graph, ["k"])["moves"])


@pytest.mark.parametrize("seed", range(30))
def test_several_changes_are_heeded_together(seed):
    """What two changes do together is never surer than what each does alone: a sign needs one and has no contrary."""
    graph = drawn.drawn(seed, feedback=False)
    one, two = random.Random(seed).sample(drawn.quantities(graph), 2)
    network = drawn.used(graph)
    told = {move["id"]: move for move in what_if(graph, [one, f"{two} down"])["moves"]}
    assert not {one, two} & told.keys()
    for target in set(drawn.quantities(graph)) - {one, two}:
        signs = {drawn.sign_of(walk) for walk in _around(network, one, target, two)}
        signs |= {(Sign(drawn.sign_of(w)) * Sign.MINUS).value for w in _around(network, two, target, one)}
        effect = told[target]["effect"] if target in told else None
        assert (effect in (None, "0")) == (not signs) or told[target]["reason"] == "contested-step"
        assert effect in (None, "0", "?") or {effect} == signs


def _around(network, source, target, held):
    """The chains that do not pass what is held."""
    return [walk for walk in drawn.chains(network, source, target) if held not in {head for _, head, _ in walk}]
