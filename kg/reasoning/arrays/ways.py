"""The mechanisms of an influence that include a given change, found on the arrays of a graph.

They are simple chains of two to four influences with a sign; see :mod:`kg.reasoning.mechanisms`. Those through a node
are put together from the ways to it and the ways on, which are few even between nodes of many influences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from kg import limits
from kg.store.csr import SIGN, TURN, UNKNOWN, Integers, Mask, Part, leading

#: Nodes with the direction of each as the source rises: 0 for +, 1 for −.
Mechanism = tuple[tuple[int, int], ...]


class Way(NamedTuple):
    """The nodes between two nodes, with the direction of each, and the sign from end to end."""

    between: Mechanism
    sign: int


class Edges(NamedTuple):
    """Influences with a sign."""

    tail: Integers
    head: Integers
    sign: Integers

    def where(self, mask: Mask) -> Edges:
        """Some of them."""
        return Edges(*(column[mask] for column in self))


class Ways:
    """The ways along the influences of a part; ``into`` gives the nodes from which one may lead to a node."""

    def __init__(self, part: Part, into: Callable[[int], Integers]) -> None:
        self._part = part
        self._into = into
        self._known: dict[tuple[int, int, int], list[Way]] = {}

    def through(self, source: int, target: int, sign: int, size: int, change: tuple[int, int]) -> Iterator[Mechanism]:
        """The mechanisms of ``size`` steps with a sign from a source to a target that include a change."""
        node, direction = change
        for steps in range(1, size):
            for first in self.of(source, node, steps):
                if first.sign != direction or any(name == target for name, _ in first.between):
                    continue
                seen = {source, *(name for name, _ in first.between)}
                for then in self.of(node, target, size - steps):
                    if TURN[direction][then.sign] == sign and seen.isdisjoint(name for name, _ in then.between):
                        onward = tuple((name, TURN[direction][way]) for name, way in then.between)
                        yield (*first.between, change, *onward)

    def of(self, source: int, target: int, steps: int) -> list[Way]:
        """The simple ways of one to three steps between two different nodes."""
        if (source, target, steps) not in self._known:
            limits.check()
            self._known[source, target, steps] = [] if source == target else list(self._found(source, target, steps))
        return self._known[source, target, steps]

    def _found(self, source: int, target: int, steps: int) -> Iterator[Way]:
        first = self._leaving(np.array([source]))
        if steps == 1:
            yield from (Way((), sign) for sign in first.sign[first.head == target].tolist())
            return
        first = first.where((first.head != target) & (first.head != source))
        last_tails = self._into(target)
        if steps == 2:  # noqa: PLR2004
            first = first.where(np.isin(first.head, last_tails))
            middle = Edges(first.head, first.head, np.zeros(first.head.size, np.int64))
        else:
            middle = self._leaving(np.unique(first.head))
            middle = middle.where(np.isin(middle.head, last_tails) & (middle.head != target) & (middle.head != source))
        last = self._leaving(np.unique(middle.head))
        last = last.where(last.head == target)
        ends, between = _by_tail(last), _by_tail(middle)
        for one, sign in zip(first.head.tolist(), first.sign.tolist(), strict=True):
            for _, other, step in between.get(one, ()):
                direction = TURN[sign][step]
                passed = ((one, sign),) if one == other else ((one, sign), (other, direction))
                yield from (Way(passed, TURN[direction][end]) for *_, end in ends.get(other, ()))

    def _leaving(self, nodes: Integers) -> Edges:
        """The influences with a sign from some nodes."""
        part, found = self._part, [Edges(*(np.empty(0, np.int64) for _ in Edges._fields))]
        stored = nodes[nodes < part.graph.start.size - 1]
        for graph, tails in ((part.graph, stored[~np.isin(stored, part.barred)]), (part.extra, nodes)):
            for rows in leading(graph, tails):
                head = graph.head[rows.edges]
                counts = np.append(rows.begins[1:], head.size) - rows.begins
                sign = (graph.flags[rows.edges] & SIGN).astype(np.int64)
                edges = Edges(np.repeat(rows.tails, counts), head, sign)
                found.append(edges.where((edges.sign < UNKNOWN) & (graph.cost[rows.edges] <= part.dearest)))
        return Edges(*(np.concatenate(columns) for columns in zip(*found, strict=True)))


def _by_tail(edges: Edges) -> dict[int, list[tuple[int, int, int]]]:
    found: dict[int, list[tuple[int, int, int]]] = {}
    for edge in zip(*(column.tolist() for column in edges), strict=True):
        found.setdefault(edge[0], []).append(edge)
    return found
