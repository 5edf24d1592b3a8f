"""Why there is no chain: what hides it, or which claim is missing."""

from itertools import pairwise

import kg
from kg.errors import SearchLimit
from kg.model.core import Sign
from kg.model.kinds import kind_of
from kg.model.lookup import pair
from kg.reasoning import missing
from kg.reasoning.chains import Options, find
from kg.reasoning.likely import BODY
from tests import toy

STATES = {"low-d": ("d", "Low")}
#: A chain of two steps that can be hidden in every way.
HIDDEN = ("low-d increases y hedged", "y increases z", "w increases v")


def why(graph, source, target, **options):
    """Why there is no chain."""
    start, goal = pair(graph, source, target)
    asked = Options(**{name: tuple(value) if isinstance(value, list) else value for name, value in options.items()})
    assert find(graph, start, goal, asked).chains == ()
    return missing.why_none(graph, start, goal, asked)


def told(graph, source, target):
    """Cause and text of why there is no chain."""
    reason = why(graph, source, target)
    return reason.cause, reason.text


def links(reason):
    """The missing claims with their hints."""
    return [
        (link.source.removeprefix("concept:"), link.target.removeprefix("concept:"), link.hint)
        for link in reason.missing
    ]


def test_options_that_hide_chains_only_together_are_all_named():
    """Each option that was asked for is told, none that was left as it is, and the steps that are needed besides."""
    reason = why(toy.graph(*HIDDEN, states=STATES), "d", "z", via=["w"], min_confidence=0.9, sign=Sign.PLUS)
    assert reason.text == "there are chains only without --sign and without --via and without --min-confidence"
    long = toy.graph(*(f"x{n} increases x{n + 1}" for n in range(12)))
    for options in ({"sign": Sign.MINUS}, {"sign": Sign.MINUS, "max_hops": 3}):
        assert why(long, "x0", "x12", **options).text == "there are chains only without --sign and with --max-hops 12"
    assert why(long, "x0", "x3", sign=Sign.MINUS).text == "no chain lowers “x3”; without --sign there are others"


def test_two_options_of_which_each_hides_the_chains_are_both_named():
    """Where leaving out any one of two options helps, both are told."""
    graph = toy.graph("x increases a hedged", "a increases y", "x increases b", "b increases y")
    reason = why(graph, "x", "y", min_confidence=0.15, avoid=["b"])
    assert reason.text == "there are chains without --avoid or without --min-confidence"
    assert reason.hides == ("--avoid", "--min-confidence")


def test_a_sign_is_told_beside_another_option_that_hides_the_chains():
    """The sentence about the sign alone is for where nothing else hides the chains."""
    graph = toy.graph("x decreases y", "x increases y hedged")
    reason = why(graph, "x", "y", sign=Sign.PLUS, min_confidence=0.15)
    assert reason.text == "there are chains without --sign or without --min-confidence"
    assert (reason.cause, reason.hides) == ("filter", ("--sign", "--min-confidence"))


def test_a_shortest_chain_that_is_too_long_is_told_with_its_length():
    """The number to try is never less than the default, and enough."""
    names = "abcdefghijk"
    graph = toy.graph(*(f"{tail} increases {head}" for tail, head in pairwise(names)))
    assert str(why(graph, "a", "d", max_hops=2)) == "the shortest chain has 3 steps; try --max-hops 8"
    assert str(why(graph, "a", "k")) == "the shortest chain has 10 steps; try --max-hops 10"
    assert kg.path(graph, "a", "k", max_hops=10).chains


def test_the_length_to_try_is_one_at_which_a_chain_of_the_sign_is_found():
    """The shortest chain of any sign says nothing about the sign that was asked for."""
    names = "abcdefghijkl"
    up = [f"{tail} increases {head}" for tail, head in pairwise(names[:10])]
    graph = toy.graph(*up, "j increases z", "j decreases k", "k increases l", "l increases z")
    reason = why(graph, "a", "z", sign=Sign.MINUS)
    assert str(reason) == "the shortest such chain has 12 steps; try --max-hops 12"
    assert kg.path(graph, "a", "z", sign="-", max_hops=12).chains
    assert not kg.path(graph, "a", "z", sign="-", max_hops=11).chains
    nearer = why(graph, "a", "z", sign=Sign.MINUS, max_hops=10)
    assert str(nearer) == "there are chains without --sign or with --max-hops 12"
    long = toy.graph(*(f"x{n} increases x{n + 1}" for n in range(21)))
    assert str(why(long, "x0", "x21")) == "the shortest chain has 21 steps, more than 20, the maximum"
    assert kg.path(long, "x0", "x20", max_hops=20).chains


def test_a_longer_way_through_a_concept_is_told():
    """Where only the detour that was asked for is too long, the number of steps is what hides it."""
    names = "abcdefghijk"
    lines = [f"{tail} increases {head}" for tail, head in pairwise(names)]
    reason = why(toy.graph(*lines, "a increases k"), "a", "k", via=["e"])
    assert reason.hides == ("--via", "--max-hops")


def test_nothing_downstream_and_nothing_upstream():
    """Where one end has no claims on its side, that is what is told."""
    graph = toy.graph("x increases y", "z increases w", "u hasNoEffectOn y")
    assert told(graph, "y", "w") == ("nothing-downstream", "this graph has nothing that “y” acts on")
    assert told(graph, "u", "y") == ("nothing-downstream", "this graph has nothing that “u” acts on")
    assert told(graph, "x", "z") == ("nothing-upstream", "this graph has nothing that acts on “z”")
    assert why(graph, "x", "z").missing == ()


def test_the_most_telling_missing_claim_comes_first():
    """An association before what is known of a kind, and that before what is merely near, however far they are."""
    lines = ("x increases a", "a increases z", "v increases w", "w increases y", "x increases k", "g increases y")
    graph = toy.graph(*lines, "v associatedWith z @b", broader={"k": "g"})
    reason = why(graph, "x", "y")
    assert reason.cause == "missing-claim"
    assert links(reason)[:3] == [("z", "v", "associated"), ("k", "y", "kind"), ("x", "g", "kind")]
    assert {hint for *_, hint in links(reason)[3:]} == {"near"}
    assert len(reason.missing) == missing.MOST_LINKS
    assert [link.claims for link in reason.missing[:2]] == [
        ("claim:v--associated-with--z",),
        ("claim:g--increases--y",),
    ]
    assert ("x", "y", "near") not in links(reason)
    assert reason.text == "no claim joins what “x” leads to with what leads to “y”; does z act on v?"


def test_a_thing_and_its_kind_are_not_asked_about():
    """What is known of a kind gives a question, but not whether one of the two acts on the other, at any level."""
    for broader, below, above in (({"k": "g"}, "k", "g"), ({"k": "g"}, "g", "k"), ({"k": "m", "m": "g"}, "k", "g")):
        graph = toy.graph(f"x increases {below}", f"{above} increases y", broader=broader)
        told = links(why(graph, "x", "y"))
        assert told[:2] == [(below, "y", "kind"), ("x", above, "kind")]
        assert (below, above) not in {(source, target) for source, target, _ in told}


def test_what_a_source_denies_is_not_asked():
    """A null finding answers the question."""
    lines = ("x increases a", "b increases y", "c increases b")
    assert ("a", "b", "near") in links(why(toy.graph(*lines), "x", "y"))
    assert ("a", "b", "near") not in links(why(toy.graph(*lines, "a hasNoEffectOn b"), "x", "y"))


def test_what_nothing_acts_on_is_taken_as_given():
    """What is near but only begins chains is no target, nor is what people do; the goal itself is one."""
    lines = ("x increases a", "b increases y", "c increases b", "b increases c")
    assert {target for _, target, _ in links(why(toy.graph(*lines), "x", "y"))} == {"y", "b", "c"}
    assert {target for _, target, _ in links(why(toy.graph(*lines[:3]), "x", "y"))} == {"y", "b"}
    eaten = toy.of_categories(toy.graph(*lines[:3]), b="Behavior")
    assert {target for _, target, _ in links(why(eaten, "x", "y"))} == {"y"}
    eaten = toy.of_categories(toy.graph(*lines[:3]), y="Behavior")
    assert {target for _, target, _ in links(why(eaten, "x", "y"))} == {"y", "b"}


def test_a_question_against_the_order_is_not_asked():
    """Symptoms act on no substance; if that leaves nothing to ask, nothing is asked."""
    graph = toy.graph("x increases a", "b increases y", "a associatedWith b")
    inside = toy.of_categories(graph, b="SmallMolecule", y="Protein")
    reason = why(inside, "x", "y")
    assert (reason.cause, reason.missing) == ("missing-claim", ())
    assert reason.text == (
        "no claim joins what “x” leads to with what leads to “y” (associations lead there: kg path --with-associations)"
    )
    assert why(graph, "x", "y").missing


def test_no_likely_question_of_the_real_graph_is_against_the_order(graph):
    """From pairs across the graph that have no chain, no question goes from a symptom or disease into the body."""
    ends = sorted({name for i in graph.influences for name in i.ends})
    asked = []
    for a, b in zip(ends[::3], ends[100::3], strict=False):
        start, goal = pair(graph, a, b)
        if not find(graph, start, goal, Options()).chains:
            asked += missing.why_none(graph, start, goal, Options()).missing
    kinds = [[kind_of(graph.concepts[name].category) for name in link.ends] for link in asked]
    assert len(asked) > 20
    assert not [pair for pair in kinds if pair[0] in ("symptom", "disease") and pair[1] in BODY]


def test_associations_that_would_join_the_two_are_told():
    """Where associations make a chain, the option that lets them in is named; where it is given, it is not."""
    graph = toy.graph("x increases a", "a associatedWith b", "b increases y", "c increases z")
    reason = why(graph, "x", "y")
    assert reason.text == (
        "no claim joins what “x” leads to with what leads to “y” "
        "(associations lead there: kg path --with-associations); does a act on b?"
    )
    assert kg.path(graph, "x", "y", with_associations=True).chains
    for source, target in (("a", "b"), ("a", "y"), ("x", "b")):  # nothing lies downstream, or nothing upstream
        assert why(graph, source, target).text.endswith(" (associations lead there: kg path --with-associations)")
        assert kg.path(graph, source, target, with_associations=True).chains
    assert "--with-associations" not in why(graph, "x", "z").text
    assert "--with-associations" not in why(graph, "x", "z", with_associations=True).text


def test_a_missing_claim_would_make_a_chain():
    """Each link that is told would, as a claim, join source and target."""
    lines = ("x increases a", "a increases b", "c increases y", "d increases c")
    for link in why(toy.graph(*lines), "x", "y").missing:
        claim = f"{link.source.removeprefix('concept:')} increases {link.target.removeprefix('concept:')}"
        assert kg.path(toy.graph(*lines, claim), "x", "y").chains


def test_a_search_that_takes_too_long_counts_as_none(monkeypatch):
    """If a look without an option would take too long, that option is not said to hide anything."""
    graph = toy.graph(*HIDDEN, states=STATES)
    reached = []

    def too_long(*_):
        reached.append(1)
        raise SearchLimit

    monkeypatch.setattr(missing, "find", too_long)
    assert why(graph, "d", "z", min_confidence=0.9).hides == ()
    assert reached
