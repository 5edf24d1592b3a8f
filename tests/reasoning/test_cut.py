"""What every path passes, minimum cuts and maximum flows."""

import random
from itertools import combinations

import networkx
import pytest

from kg.reasoning.cut import heads, passed
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


@pytest.mark.parametrize("seed", range(100))
def test_whether_there_is_another_minimum_cut(seed):
    """It is the only one if no other edges of the same capacity separate the two ends."""
    dice = random.Random(seed)
    names = "abcde"[: dice.randint(2, 5)]
    pairs = [(tail, head) for tail in names for head in names if tail != head]
    capacities = {pair: dice.randint(0, 2) for pair in dice.sample(pairs, dice.randint(1, min(len(pairs), 9)))}
    used = [pair for pair, capacity in capacities.items() if capacity]
    flow = Flow(capacities, "a", names[-1])
    found = []
    for size in range(len(used) + 1):
        for some in combinations(used, size):
            network = networkx.DiGraph([pair for pair in used if pair not in some])
            network.add_nodes_from(names)
            if sum(capacities[pair] for pair in some) == flow.value and not networkx.has_path(network, "a", names[-1]):
                found.append(sorted(some))
    assert flow.cut() in found
    assert flow.only_cut is (len(found) == 1)


@pytest.mark.parametrize("seed", range(200))
def test_what_every_path_passes_are_the_dominators_of_networkx(seed):
    """Also from several sources to several targets, around loops, and where there is no path."""
    dice = random.Random(seed)
    names = "abcdefghijkl"[: dice.randint(4, 12)]
    edges = [tuple(dice.sample(names, 2)) for _ in range(dice.randint(3, 2 * len(names)))]
    sources, targets = names[: dice.randint(1, 2)], names[-dice.randint(1, 2) :]
    network = networkx.DiGraph([("from", name) for name in sources] + [(name, "to") for name in targets])
    network.add_edges_from((tail, head) for tail, head in edges if head not in sources)
    above, node, expected = networkx.immediate_dominators(network, "from"), "to", []
    while node in above and (node := above[node]) not in (None, "from"):
        expected.append(node)
    inside = [name for name in reversed(expected) if name not in (*sources, *targets)]
    assert [*passed(heads(edges), sources, targets)] == inside


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
