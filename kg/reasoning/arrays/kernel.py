"""The k best signed simple paths on a graph of arrays: the paths of :mod:`kg.reasoning.paths`, in the same order.

Sweeps give bounds (:mod:`~kg.reasoning.arrays.sweeps`); a best-first search over partial simple paths then finds the
paths in their total order. Of the edges that lead on from a partial path only the best is in the queue; the next
follows when it is taken out (as Eppstein 1998 does with sidetracks).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import Any, NamedTuple

import numpy as np

from kg import limits
from kg.errors import SearchLimit
from kg.reasoning.arrays.reach import between, distances
from kg.reasoning.arrays.sweeps import Bounds, bounds
from kg.reasoning.paths import LIMIT
from kg.store.csr import DEAREST, SIGN, TURN, Csr, Extra, Integers, Part, csr, part

__all__ = ["FREE", "Conditions", "Csr", "Extra", "Route", "between", "csr", "distances", "routes"]

#: Directions in which a path may end.
ANY = frozenset({0, 1, 2})
#: The least total cost from the tail on, the head, the sign, and the weight: the cost and one step.
Edge = tuple[int, int, int, int]
#: Most steps of a path: more would outweigh a unit of cost.
_STEPS = 4095
#: Edges from a node that are put in order at a time.
_BLOCK = 16
#: Maximum number of edges in order that a search keeps for the next partial path at the same node.
_KEPT = 4_000_000


class Route(NamedTuple):
    """A simple path: its nodes, the sign of each edge (0 +, 1 −, 2 ?), and its cost."""

    nodes: tuple[int, ...]
    signs: tuple[int, ...]
    cost: int


class Onward:
    """The edges that lead on from a node, best first, put in order as far as they are asked for.

    Each is the least total cost from there, the head, the sign and the weight of the edge.
    """

    def __init__(self, asked: Part, found: Bounds, node: int, row: int, left: int) -> None:
        head, flags, cost = asked.edges(node)
        rest = found.rest(row, left, head, flags)
        usable = rest < found.infinite
        if asked.dearest < DEAREST:
            usable &= cost <= asked.dearest
        edges = usable.nonzero()[0]
        self.size = edges.size
        self.ready: list[Edge] = []
        self._more: Iterator[list[Edge]] = iter(())
        if edges.size > 2 * _BLOCK:
            self._more = _sorted(head[edges], flags[edges], cost[edges], rest[edges], found)
        else:
            self.ready = _put(head[edges], flags[edges], cost[edges], rest[edges], found)

    def more(self, i: int) -> bool:
        """Put further edges in order; whether there is one after ``i`` better ones."""
        self.ready += next(self._more, ())
        return i < len(self.ready)


def _sorted(head: Integers, flags: Integers, cost: Integers, rest: Integers, found: Bounds) -> Iterator[list[Edge]]:
    """Edges in order, some at a time: those up to the total cost of one some places further on."""
    total = rest.astype(np.int64)
    total = (total >> found.shift << found.full) + (total & found.few) + (cost.astype(np.int64) << found.full)
    while total.size > 2 * _BLOCK:
        now = total <= np.partition(total, _BLOCK)[_BLOCK]
        yield _put(head[now], flags[now], cost[now], rest[now], found)
        total, head, flags, cost, rest = (column[~now] for column in (total, head, flags, cost, rest))
    yield _put(head, flags, cost, rest, found)


def _put(head: Integers, flags: Integers, cost: Integers, rest: Integers, found: Bounds) -> list[Edge]:
    """These edges in order: by their total cost, head and sign."""
    full, shift, few = found.full, found.shift, found.few
    edges = []
    for h, f, c, r in zip(head.tolist(), flags.tolist(), cost.tolist(), rest.tolist(), strict=True):
        weight = (c << full) + 1
        edges.append(((r >> shift << full) + (r & few) + weight, h, f & SIGN, weight))
    edges.sort()
    return edges


class Partial(NamedTuple):
    """A partial simple path: its heads and signs in turn, and its nodes; what it cost, and what it leads to."""

    path: tuple[int, ...]
    nodes: tuple[int, ...]
    direction: int
    to_visit: int
    spent: int
    onward: Onward


class Conditions(NamedTuple):
    """What paths must meet.

    A path begins in direction ``start`` and ends in one of ``ends`` (0 +, 1 −, 2 ?), and visits all of ``via``.
    ``extra`` are edges besides those of the graph. No edge of the graph leads on from a ``barred`` node; those of
    ``extra`` do. With ``stated_only``, an edge is used only in the directions of its flags. Edges of a cost above
    ``dearest`` are not used. ``limit`` is the maximum number of partial paths.
    """

    start: int = 0
    ends: frozenset[int] = ANY
    via: Sequence[int] = ()
    barred: Sequence[int] = ()
    extra: Extra | None = None
    stated_only: bool = False
    dearest: int | None = None
    limit: int = LIMIT


#: Any path will do.
FREE = Conditions()


def routes(graph: Csr, source: int, target: int, max_hops: int, conditions: Conditions = FREE) -> Iterator[Route]:
    """All simple paths between two nodes of at most ``max_hops`` steps, best first, each found when it is asked for.

    Order: lower cost, fewer steps, then nodes and signs along the path. Raises SearchLimit after the maximum number of
    partial paths, and if the bounds would take too much memory.
    """
    start, ends, via, barred, extra, stated_only, dearest, limit = conditions
    asked = part(graph, barred, extra, dearest)
    if source == target or not ends or max_hops < 1 or not asked.holds(source, target, *via):
        return
    bits = {node: 1 << i for i, node in enumerate(dict.fromkeys(v for v in via if v not in (source, target)))}
    hops = min(max_hops, asked.nodes - 1, _STEPS)
    found = bounds(asked, source, target, hops - 1, ends, bits, stated_only=stated_only)
    kept: dict[tuple[int, int, int], Onward] = {}
    held = looked = serial = 0

    def onward(node: int, direction: int, to_visit: int, left: int) -> Onward:
        nonlocal held
        row = found.planes.row(direction, to_visit)
        key = node, row, min(left, len(found.layers))
        if key not in kept:
            if held > _KEPT:
                kept.clear()
                held = 0
            kept[key] = Onward(asked, found, node, row, left)
            held += kept[key].size
        return kept[key]

    heap: list[tuple[int, tuple[int, ...], int, Partial, int, int]] = []

    def push(before: Partial, i: int) -> None:
        """Put the next path that leads on from a partial one into the queue, from its edge ``i``."""
        nonlocal looked, serial
        edges, nodes = before.onward, before.nodes
        while i < len(edges.ready) or edges.more(i):
            total, head, sign, weight = edges.ready[i]
            if head not in nodes:
                looked += 1
                if looked > limit:
                    message = f"the search was stopped after {limit:,} partial paths; try a smaller --max-hops or -k"
                    raise SearchLimit(message)
                serial += 1
                item: Any = (before.spent + total, (*before.path, head, sign), serial, before, i, weight)
                heappush(heap, item)
                return
            i += 1

    if found.planes.of[start] is not None:
        every = sum(bits.values())
        push(Partial((), (source,), start, every, 0, onward(source, start, every, hops)), 0)
    while heap:
        limits.check()
        _, path, _, before, i, weight = heappop(heap)
        push(before, i + 1)
        spent = before.spent + weight
        node, sign = path[-2:]
        if node == target:
            yield Route((*before.nodes, node), path[1::2], spent >> found.full)
            continue
        direction, to_visit = TURN[before.direction][sign], before.to_visit & ~bits.get(node, 0)
        edges = onward(node, direction, to_visit, hops - len(path) // 2)
        push(Partial(path, (*before.nodes, node), direction, to_visit, spent, edges), 0)
