"""Small signed graphs for tests: written as text, drawn at random, and searched by brute force."""

import random
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise, product

import networkx

from kg.reasoning.components import BOTH, MINUS, PLUS, Signed, times

SIGNS = {"+": PLUS, "-": MINUS, "?": BOTH}


def signed(text: str) -> dict[str, dict[str, int]]:
    """The graph of a text such as ``"s+a a-t"``; ``?`` stands for a step that may be of either sign."""
    graph: dict[str, dict[str, int]] = {}
    for tail, sign, head in (re.split(r"([-+?])", edge) for edge in text.split()):
        graph.setdefault(tail, {})[head] = SIGNS[sign]
    return graph


def drawn(seed: int, *, feedback: bool = True) -> dict[str, dict[str, int]]:
    """A random graph of two to seven quantities, with loops and self-loops if there is feedback."""
    dice = random.Random(seed)
    names = "abcdefg"[: dice.randint(2, 7)]
    weights = dice.choice(((9, 1, 0), (7, 3, 0), (5, 5, 0), (6, 2, 1)))
    graph: dict[str, dict[str, int]] = {}
    for _ in range(dice.randint(len(names), 2 * len(names) + 2)):
        tail, head = dice.choice(names), dice.choice(names)
        if feedback or tail < head:
            graph.setdefault(tail, {})[head] = dice.choices((PLUS, MINUS, BOTH), weights)[0]
    return graph


def shuffled(graph: Signed, seed: int) -> dict[str, dict[str, int]]:
    """The same graph, its data in another order."""
    dice = random.Random(seed)
    tails = dice.sample(sorted(graph), len(graph))
    return {
        tail: {head: graph[tail][head] for head in dice.sample(sorted(graph[tail]), len(graph[tail]))} for tail in tails
    }


def quantities(graph: Signed) -> list[str]:
    """All quantities of a graph, sorted."""
    return sorted(set(graph).union(*graph.values()))


def network(graph: Signed) -> networkx.DiGraph:
    """The graph for networkx."""
    made = networkx.DiGraph((tail, head) for tail, heads in graph.items() for head in heads)
    made.add_nodes_from(graph)
    return made


def signs_of(graph: Signed, walk: tuple[str, ...]) -> set[int]:
    """The signs that a walk may have, one for each choice at its steps."""
    signs = {PLUS}
    for tail, head in pairwise(walk):
        steps = [each for each in (PLUS, MINUS) if graph[tail][head] & each]
        signs = {times(a, b) for a, b in product(signs, steps)}
    return signs


def simple_paths(graph: Signed, held: Mapping[str, int], target: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Every simple path to the target from what is held, with each sign that it passes on; none enters what is held."""
    for start, moved in held.items():
        others = [name for name in held if name != start]
        part = network(graph)
        part.remove_nodes_from(others)
        if start in part and target in part:
            for path in networkx.all_simple_paths(part, start, target):
                for sign in signs_of(graph, tuple(path)):
                    yield tuple(path), times(moved, sign)


def simple_loops(graph: Signed, within: set[str]) -> Iterator[tuple[tuple[str, ...], set[int]]]:
    """Every loop inside a set of quantities, self-loops included, with the signs that it may have."""
    for loop in networkx.simple_cycles(network(graph).subgraph(within)):
        yield tuple(loop), signs_of(graph, (*loop, loop[0]))
