"""What follows for concepts in a deep hierarchy, from their kinds and for them."""

import random
from collections import Counter

import pytest

import kg
from kg.model.core import Sign
from kg.reasoning import responses
from kg.reasoning.judge import judge_of
from kg.reasoning.judgement import Situation
from kg.reasoning.outcomes import Reason
from kg.reasoning.reached import onward
from tests import drawn, toy

PLUS, MINUS = Sign.PLUS, Sign.MINUS


def deep(seed):
    """A random graph with a chain of kinds, from which some branch off, and claims of all sorts."""
    dice = random.Random(seed)
    kinds = [f"k{n}" for n in range(dice.randint(4, 9))]
    names = [*kinds, *(f"q{n}" for n in range(dice.randint(3, 6)))]
    broader = {kind: kinds[min(n + dice.choice((1, 1, 1, 2)), len(kinds) - 1)] for n, kind in enumerate(kinds[:-1])}
    excess, low = dice.sample(names, 2)
    states = {"excess": (excess, "High"), "low": (low, "Low")}
    relations = (*drawn.SIGNED * 2, "affects", "hasNoEffectOn", "hasNoEffectOn", "indicates")
    ways = ("", "", "@b", "@trial", "@cohort", "@a prose", "@b denied", "@meta denied", "#Children")
    lines = []
    for _ in range(dice.randint(6, 24)):
        subject, object_ = dice.sample([*names, *states], 2)
        lines.append(f"{subject} {dice.choice(relations)} {object_} {dice.choice(ways)}")
    excludes = {name: ("Children",) for name in names if dice.random() < 0.15}
    return toy.graph(*lines, states=states, broader=broader, beyond=["excess"], excludes=excludes)


def plain(verdict):
    """What a verdict says, without the example that establishes it."""
    found = (verdict.sign, verdict.certainty, verdict.reason, verdict.source, verdict.target, verdict.support)
    return *found, verdict.leaning, verdict.population, verdict.weight and verdict.weight.sign


@pytest.mark.parametrize("seed", range(60))
def test_everything_downstream_is_judged_as_if_asked_alone(seed):
    """A question about one target looks at all its kinds, and at all that may stand in for the source."""
    graph = deep(seed)
    for name in drawn.quantities(graph):
        for way in (PLUS, MINUS):
            found = {r.concept: r.verdict for r in responses.downstream(graph, {name: way})}
            for target in drawn.quantities(graph):
                alone = Situation(judge_of(graph), {name: way}).verdict(target)
                if target in found:
                    assert plain(found[target]) == plain(alone)
                else:
                    assert target == name or alone.reason in (Reason.none, Reason.beyond, Reason.populations)


@pytest.mark.parametrize("seed", range(60))
def test_the_chain_to_a_concept_is_the_best_to_it_or_one_of_its_kinds(seed):
    """Of those that end at a kind, the one with the least cost, then with the fewest steps."""
    graph = deep(seed)
    judge = judge_of(graph)
    for name in drawn.quantities(graph):
        for response in responses.downstream(graph, {name: PLUS}):
            verdict = response.verdict
            if verdict.outcome is None or verdict.outcome.response is None:
                assert response.links == ()
                continue
            counted = [i for i in judge.counted(verdict.outcome.reason) if i.key not in judge.left_out({name: PLUS})]
            best = responses.strongest(onward(counted), (verdict.source,))
            ends = {verdict.target, *graph.kinds(verdict.target)}.intersection(best) - {verdict.source}
            costs = [(sum(i.cost for i in best[end]), len(best[end])) for end in ends]
            assert bool(costs) == bool(response.links)
            if costs:
                assert (sum(i.cost for i in response.links), len(response.links)) == min(costs)
                assert response.links[-1].target in ends


@pytest.mark.parametrize("source", ["x", "k0"])
def test_the_work_grows_with_the_levels(monkeypatch, source):
    """Not with their square: kinds and stand-ins to which nothing leads are not looked at for each level."""
    calls = Counter()

    def counted(method):
        real = getattr(Situation, method)

        def counting(*given):
            calls[levels] += 1
            return real(*given)

        monkeypatch.setattr(Situation, method, counting)

    for method in ("_judged", "structure", "_null"):
        counted(method)
    for levels in (20, 80):
        broader = {f"k{n}": f"k{n + 1}" for n in range(levels)}
        lines = ("x increases k0", *(f"k{n} increases y{n}" for n in range(levels)))
        found = kg.effects(toy.graph(*lines, broader=broader), source).effects
        assert len(found) == (levels + 2 if source == "x" else levels)
    assert calls[80] <= 4 * calls[20] + 10
