"""Which influences only sum up others, and that nothing is reached otherwise without them."""

import random

import pytest

from kg.reasoning.judge import Judge
from kg.reasoning.mechanisms import LONGEST
from kg.reasoning.summaries import summaries
from tests import toy


def summed(*lines, **options):
    """The summaries of a toy graph, as ``x + y``."""
    return [f"{s[8:]} {sign.value} {t[8:]}" for s, t, sign in sorted(Judge(toy.graph(*lines, **options)).summaries)]


CHAIN = ("x increases a", "a increases y")
#: From a to y in four steps.
FIVE = ("a increases b", "b increases c", "c increases d", "d increases y")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["x increases y prose", *CHAIN], ["x + y"]),
        (["x decreases y prose", "x decreases a", "a increases y"], ["x - y"]),
        # without a passage, of the other sign, or with other ends
        (["x increases y", *CHAIN], []),
        (["x increases y @trial", *CHAIN], []),
        (["x increases y prose undecided", "x increases y @trial", *CHAIN], []),
        (["x decreases y prose", *CHAIN], []),
        (["y increases x prose", *CHAIN], []),
        (["x increases y prose"], []),
        # a study beside the passage changes nothing
        (["x increases y prose", "x increases y @trial", *CHAIN], ["x + y"]),
        # contested or unsigned influences neither sum up nor are summed up
        (["x increases y prose", "x increases y @b denied", *CHAIN], []),
        (["x increases y prose", *CHAIN, "a increases y @b denied"], []),
        (["x increases y prose", "x affects a", "a increases y"], []),
        (["x affects y prose", *CHAIN], []),
        # a chain of four steps and not of five
        (["x increases y prose", "x increases a", "a increases b", "b increases c", "c increases y"], ["x + y"]),
        (
            [
                "x increases y prose",
                "x increases a",
                "a increases b",
                "b increases c",
                "c increases d",
                "d increases y",
            ],
            [],
        ),
        (["x increases y prose", "x increases a", "a decreases y", *FIVE], []),
        # a chain that returns to its start, or passes the target, is none
        (["x increases y prose", "x increases a", "a increases x", "z increases y"], []),
        (["x increases y prose", "y increases b", "b increases y", "x increases b"], ["x + y"]),
        (["x increases y prose", "x decreases a", "a decreases b", "b decreases a", "b increases y"], ["x + y"]),
        (["x decreases y prose", "x increases a", "a decreases b", "b increases a", "a increases y"], []),
        # of two that sum each other up, the first in order goes and the other stays
        (["a increases b prose", "b increases c prose", "a increases c prose", "c increases b prose"], ["a + b"]),
    ],
)
def test_what_sums_up_others(lines, expected):
    """A passage of prose whose sign a chain of two to four other firm influences has, and that only."""
    assert summed(*lines) == expected


def test_a_summary_is_no_step_of_the_chain_that_another_sums_up():
    """Once left out, an influence no longer serves as a step: two that need each other are not both left out."""
    lines = ("a increases y prose", "x increases y prose", "x increases a", "a increases b", "b increases y")
    assert summed(*lines) == ["a + y", "x + y"]  # x + a, a + b, b + y remain
    assert LONGEST == 4


def signs_between(influences):
    """The signs of walks between any two quantities."""
    onward, names = {}, set()
    for i in influences:
        onward.setdefault(i.source, []).append(i)
        names |= set(i.ends)
    found = set()
    for start in names:
        # the first steps are taken by hand, so that walks may return to their start
        for first in onward.get(start, ()):
            found |= {(start, end, sign) for end, sign in walks(onward, first.target, first.sign)}
    return found


def walks(onward, start, sign):
    """The quantities that walks lead to, with their signs."""
    seen = {(start, sign)}
    open_ = list(seen)
    while open_:
        node, way = open_.pop()
        for i in onward.get(node, ()):
            if (i.target, way * i.sign) not in seen:
                seen.add((i.target, way * i.sign))
                open_.append((i.target, way * i.sign))
    return seen


def prose(seed):
    """A random graph all of whose claims are supported by passages, dense enough to have summaries."""
    dice = random.Random(seed)
    names = "abcdefg"[: dice.randint(4, 7)]
    relations = ("increases", "decreases") if seed % 2 else ("increases", "increases", "increases", "decreases")
    made = {}
    for _ in range(dice.randint(8, 24)):
        ends = tuple(dice.sample(names, 2))
        made.setdefault(ends, f"{ends[0]} {dice.choice(relations)} {ends[1]} @a prose")
    return toy.graph(*made.values())


@pytest.mark.parametrize("seed", range(60))
def test_without_its_summaries_a_graph_has_the_same_walks(seed):
    """What reaches what, and with which signs, does not change, between any two quantities."""
    judge = Judge(prose(seed))
    rest = [i for i in judge.firm if i.key not in judge.summaries]
    assert signs_between(rest) == signs_between(judge.firm)


@pytest.mark.parametrize("seed", range(60))
def test_without_a_claim_the_summaries_are_those_of_the_graph_without_it(seed):
    """Those that are known are used again only where they still hold."""
    judge = Judge(prose(seed))
    for claim in judge.graph.claims:
        found = judge.without(claim)
        fresh = Judge(judge.graph.without(frozenset({claim})))
        assert found.summaries.keys() == fresh.summaries.keys()
        assert found.grades(frozenset()).used == fresh.grades(frozenset()).used


def test_the_random_graphs_have_summaries_and_the_real_one_keeps_its_walks(graph):
    """The law is not empty; it holds for the real graph, in any order of its influences."""
    assert sum(len(Judge(prose(seed)).summaries) for seed in range(60)) > 100
    judge = Judge(graph)
    assert len(judge.summaries) > 50
    every = signs_between(judge.firm)
    for order in (judge.firm, judge.firm[::-1]):
        found = summaries(graph, order)
        assert signs_between(i for i in order if i.key not in found) == every
