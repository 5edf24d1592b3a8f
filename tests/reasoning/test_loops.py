"""The search for feedback loops."""

import random

import pytest

from kg.reasoning import loops as search
from tests import drawn, toy


@pytest.mark.parametrize("seed", range(30))
def test_filters_keep_the_best_of_all_loops(seed):
    """Through a concept, up to a length, of a kind, the best few: always those of all the loops, in one order."""
    graph = drawn.drawn(seed)
    every = search.find(graph, k=100, max_length=20)

    def steps(loops):
        return [sorted((s.influence.source, s.influence.sign.value) for s in loop.steps) for loop in loops]

    for k in (1, 3):
        assert search.find(graph, k=k, max_length=20) == every[:k]
    short = [loop for loop in every if len(loop.steps) <= 3]
    assert search.find(graph, k=100, max_length=3) == short
    for sign, kind in search.KIND.items():
        wanted = [loop for loop in every if loop.sign is sign]
        assert search.find(graph, k=100, max_length=20, kind=kind) == wanted
    for name in drawn.quantities(graph):
        through = [loop for loop in every if name in {step.influence.source for step in loop.steps}]
        found = search.find(graph, through=name, k=100, max_length=20)
        assert sorted(steps(found)) == sorted(steps(through))
        assert {loop.steps[0].influence.source for loop in found} <= {name}


def test_loops_of_a_large_component_are_found():
    """Each search looks only for loops that are as well supported as the worst of those kept."""
    dice = random.Random(1)
    pairs = {(f"q{dice.randrange(150)}", f"q{dice.randrange(150)}") for _ in range(600)}
    graph = toy.graph(*(f"{tail} increases {head}" for tail, head in sorted(pairs) if tail != head))
    best = search.find(graph, k=3)
    assert best == search.find(graph, k=10)[:3]
    assert [len(loop.steps) for loop in best] == sorted(len(loop.steps) for loop in best)
