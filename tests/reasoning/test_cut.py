"""Minimum cuts and maximum flows."""

import random

import networkx
import pytest

from kg.reasoning.flow import Flow


@pytest.mark.parametrize("seed", range(200))
def test_a_minimum_cut_is_that_of_networkx(seed):
    """The capacity of the cut is that of networkx, also with edges back from the target, and the cut separates."""
    dice = random.Random(seed)
    names = "abcdefg"[: dice.randint(2, 7)]
    pairs = [(tail, head) for tail in names for head in names]
    capacities = {pair: dice.randint(1, 4) for pair in dice.sample(pairs, dice.randint(1, min(len(pairs), 20)))}
    capacities |= {(names[-1], "a"): 3} if dice.random() < 0.5 else {}
    network = networkx.DiGraph()
    network.add_nodes_from(names)
    for (tail, head), capacity in capacities.items():
        network.add_edge(tail, head, capacity=capacity)
    found = Flow(capacities, "a", names[-1]).cut()
    assert sum(capacities[pair] for pair in found) == networkx.minimum_cut_value(network, "a", names[-1])
    network.remove_edges_from(found)
    assert not networkx.has_path(network, "a", names[-1])
    assert Flow(dict(sorted(capacities.items(), reverse=True)), "a", names[-1]).cut() == found


def test_of_several_cuts_the_one_nearest_the_source_is_told():
    """Where two places are equally narrow, the first on the way is named."""
    assert Flow({("a", "b"): 1, ("b", "c"): 1}, "a", "c").cut() == [("a", "b")]
    assert Flow({("a", "b"): 1, ("c", "b"): 1}, "a", "c").cut() == []
    assert Flow({}, "a", "c").cut() == []


@pytest.mark.parametrize("seed", range(100))
def test_what_is_left_of_a_flow_is_that_of_networkx(seed):
    """Where capacities fall, also to nothing, the value is that of a new search."""
    dice = random.Random(seed)
    names = "abcdefgh"[: dice.randint(2, 8)]
    pairs = [(tail, head) for tail in names for head in names]
    capacities = {pair: dice.randint(0, 4) for pair in dice.sample(pairs, dice.randint(1, min(len(pairs), 30)))}
    flow = Flow(capacities, "a", names[-1])
    for _ in range(5):
        lost = {pair: dice.randint(0, capacity) for pair, capacity in capacities.items() if dice.random() < 0.5}
        network = networkx.DiGraph()
        network.add_nodes_from(names)
        for (tail, head), capacity in capacities.items():
            network.add_edge(tail, head, capacity=capacity - lost.get((tail, head), 0))
        assert flow.without(lost) == networkx.maximum_flow_value(network, "a", names[-1])
