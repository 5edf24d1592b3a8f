"""Strong components against networkx, and balance against listing all loops."""

import random
from itertools import pairwise

import networkx

from kg.model.core import Sign
from kg.reasoning.components import BOTH, MINUS, PLUS, balance, strong, times
from tests.signed import drawn, network, quantities, shuffled, signed, simple_loops


def test_signs_as_bits_multiply_as_signs_do():
    """Bits and signs have one multiplication table; a step of unknown sign may be of either."""
    bits = {Sign.PLUS: PLUS, Sign.MINUS: MINUS, Sign.UNKNOWN: BOTH}
    assert all(times(bits[a], bits[b]) == bits[a * b] for a in bits for b in bits)
    assert PLUS | MINUS == BOTH


def test_strong_components_are_those_of_networkx():
    """The components are the same, each sorted, and no influence goes back to an earlier one."""
    for seed in range(300):
        graph = drawn(seed)
        found = strong(graph)
        assert {frozenset(part) for part in found} == set(
            map(frozenset, networkx.strongly_connected_components(network(graph)))
        )
        assert all(part == sorted(part) for part in found)
        place = {name: number for number, part in enumerate(found) for name in part}
        assert all(place[tail] <= place[head] for tail, heads in graph.items() for head in heads)
        assert found == strong(shuffled(graph, seed))


def test_a_part_of_a_graph_has_its_own_components():
    """What lies outside the part joins nothing inside it."""
    ring = signed("a+b b+c c+a a+d d+a")
    assert strong(ring) == [["a", "b", "c", "d"]]
    assert strong(ring, ["a", "b", "d"]) == [["a", "d"], ["b"]]
    for seed in range(100):
        graph = drawn(seed)
        part = random.Random(seed).sample(quantities(graph), len(quantities(graph)) // 2)
        expected = networkx.strongly_connected_components(network(graph).subgraph(part))
        assert {frozenset(each) for each in strong(graph, part)} == set(map(frozenset, expected))


def test_a_long_chain_is_no_deep_recursion():
    """Ten thousand quantities in a row, and in a ring, are gone through."""
    names = [f"{number:05}" for number in range(10_000)]
    row = {tail: {head: PLUS} for tail, head in pairwise(names)}
    assert strong(row) == [[name] for name in names]
    assert strong({**row, names[-1]: {names[0]: PLUS}}) == [names]


def test_a_component_is_balanced_if_all_its_loops_are_reinforcing():
    """Balance is found just where no loop is, or may be, balancing; what a quantity does to itself plays no part."""
    met = set()
    for seed in range(400):
        graph = drawn(seed)
        for part in strong(graph):
            loops = [signs for loop, signs in simple_loops(graph, set(part)) if len(loop) > 1]
            side = balance(graph, part)
            assert (side is not None) == all(signs == {PLUS} for signs in loops), graph
            if len(part) > 2:
                met.add(side is not None)
            if side is not None:
                inner = [(a, b) for a in part for b in graph.get(a, ()) if b in side and a != b]
                assert all(graph[a][b] == times(side[a], side[b]) for a, b in inner)
                assert side.keys() == set(part)
    assert met == {True, False}
