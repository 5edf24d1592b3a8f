"""The page concludes what the program concludes, to the last digit: worlds.js and judge.js, run outside a browser."""

import json
import random
from itertools import product
from random import Random
from zlib import crc32

import pytest

import kg
from kg.model.core import Sign
from kg.reasoning import worlds
from kg.reasoning.judge import Judge
from kg.reasoning.judgement import LIKELY, Situation
from kg.reasoning.outcomes import Reason
from kg.views.effect import REASON, SUPPORT
from kg.website.data import data
from tests import drawn, toy
from tests.website.scripts import needs_node, place, run

pytestmark = [needs_node, pytest.mark.thorough]
SEEDS = range(60)
WAYS = {1: Sign.PLUS, -1: Sign.MINUS}
#: The concepts are taken in so many parts, of which two are compared: all of them take two minutes.
PARTS = 14


@pytest.fixture(scope="module")
def page(graph):
    """What the page of the real graph knows."""
    return shipped(graph)


def concluded(graph, judge, name, way):
    """What the program concludes of everything, as the page tells it."""
    place_of = place(graph)
    concept = graph.concepts[name]
    situation = Situation(judge, {concept.quantity: concept.direction * WAYS[way]}).know_all()
    found = []
    for target in situation.targets():
        verdict = situation.verdict(target)
        if verdict.reason is not Reason.none:
            found.append(
                {
                    "n": place_of[target],
                    "sign": verdict.sign.value,
                    "certainty": verdict.certainty.value,
                    "reason": verdict.reason.value,
                    "source": place_of[verdict.source],
                    "target": place_of[verdict.target],
                    "support": verdict.support and verdict.support.value,
                    "weight": verdict.weight and verdict.weight.weight,
                    "leaning": verdict.leaning and verdict.leaning.value,
                    "population": verdict.population,
                }
            )
    return found


def shipped(graph):
    """What the page of a graph knows, as it reads it."""
    return json.loads(json.dumps(data(graph)))


def asked(graph, names):
    """The questions about some concepts, up and down."""
    numbers = place(graph)
    return [["moves", numbers[name], way] for name in names for way in WAYS]


def compare(graph, names, answers):
    """Both conclusions for some concepts; all verdicts."""
    judge = Judge(graph)
    seen = []
    for (name, way), (moves, _) in zip(product(names, WAYS), answers, strict=True):
        wanted = concluded(graph, judge, name, way)
        assert moves == wanted, (name, way)
        seen += wanted
    return seen


@pytest.mark.parametrize("part", [1, pytest.param(PARTS // 2 + 1, marks=pytest.mark.slow)])
def test_the_page_concludes_what_the_program_concludes(graph, page, part):
    """For all that acts, held up or down, and every target: sign, certainty, weight, support, reason and leaning."""
    acting = sorted({i.source for i in graph.influences})
    names = (acting + [name for name in graph.concepts if name not in acting][::5])[part::PARTS]
    seen = compare(graph, names, run([page, asked(graph, names)])[0])
    assert len(seen) > 1_000
    assert {each["certainty"] for each in seen} == {"certain", "likely", "open"}
    assert {each["support"] for each in seen} == {"strong", "moderate", "weak", None}
    assert len({each["weight"] for each in seen if each["certainty"] == "likely"}) > 10
    assert any(each["weight"] and each["weight"] < LIKELY for each in seen)


def test_the_page_concludes_in_random_graphs_what_the_program_concludes():
    """Every reason is met, and populations, stand-ins and leanings."""
    graphs = [toy.with_passages(drawn.judged(seed, repeated=True)) for seed in SEEDS]
    answers = run(*([shipped(made), asked(made, made.concepts)] for made in graphs))
    seen = [each for made, found in zip(graphs, answers, strict=True) for each in compare(made, made.concepts, found)]
    assert {each["reason"] for each in seen} == {reason.value for reason in Reason} - {"no-path"}
    assert {each["population"] for each in seen} == {None, "Children", "Women", "Adults"}
    assert {each["leaning"] for each in seen} == {None, "+", "-"}
    assert {each["sign"] for each in seen} == {"+", "-", "0", "?"}
    assert {each["support"] for each in seen} == {"strong", "moderate", "unnamed", "weak", None}
    assert any(each["target"] != each["n"] for each in seen)


def test_what_if_lists_what_the_page_lists(graph, page):
    """The command tells the same things, each with the same effect, weight and reason."""
    numbers = place(graph)
    named = {"vitamin-d-deficiency": 1, "serum-calcium": -1, "vitamin-d3": 1}
    answers = run([page, [["moves", numbers[f"concept:{name}"], way] for name, way in named.items()]])[0]
    for (name, way), (moves, _) in zip(named.items(), answers, strict=True):
        answer = kg.what_if(graph, [f"concept:{name} {'up' if way > 0 else 'down'}"])
        told = {numbers[m.id]: (m.effect.value, m.certainty.value, m.weight, m.reason.value) for m in answer.moves}
        assert {m["n"]: (m["sign"], m["certainty"], m["weight"], m["reason"]) for m in moves} == told
        assert len(told) > 5


def test_random_numbers_are_those_of_python(graph):
    """The checksum of a name, and the numbers that follow from it as a seed."""
    names = ["", "a", "concept:a concept:b", "side ä → β", "decay 😀", *list(graph.concepts)[:20]]
    seeds = [0, 1, 2**31, 2**32 - 1, *(crc32(name.encode()) for name in names)]
    calls = [["crc32", name] for name in names] + [["random", seed, 1000] for seed in seeds]
    answers = [answer for answer, _ in run([data(toy.graph()), calls])[0]]
    assert answers[: len(names)] == [crc32(name.encode()) for name in names]
    for seed, found in zip(seeds, answers[len(names) :], strict=True):
        following = Random(seed)
        assert list(found.values()) == [following.random() for _ in range(1000)]


def test_weights_are_rounded_as_in_python():
    """Of two numbers that are equally near the even one is taken."""
    dice = random.Random(1)
    given = [n / 64 for n in range(65)] + [dice.random() for _ in range(2000)] + [0.94, worlds.MOST, 0.12345, 0.00005]
    answers = run([data(toy.graph()), [["rounded", x] for x in given]])[0]
    assert [answer for answer, _ in answers] == [round(x, 4) for x in given]
    assert [round(x * 1e4) for x in (17 / 32, 19 / 32)] == [5312, 5938]


def test_reasons_supports_and_populations_are_worded_as_in_the_program(graph, page):
    """A reader of the page reads the same as one of the terminal; what has no words is told by its name."""
    wanted = {**REASON, **SUPPORT, "Children": graph.terms["Children"].label, "x": "x"}
    answers = [answer for answer, _ in run([page, [["words", name] for name in wanted]])[0]]
    assert answers == list(wanted.values())


def test_a_junk_target_has_no_verdict(page):
    """Nor has a junk source."""
    calls = [["verdict", 0, 1, junk] for junk in (None, -1, 0.5, 10**9, "x")] + [["verdict", None, 1, 0]]
    assert [answer for answer, _ in run([page, calls])[0]] == [None] * len(calls)
