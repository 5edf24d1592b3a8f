"""A signed graph as arrays of numbers: compressed sparse rows, and the part of it that one question uses.

Nodes are numbered in the order of their names, so that an order by number is the order by name. Signs are 0 (+),
1 (−) and 2 (?), in the order of their characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from kg import limits

#: Edges that are read at a time.
CHUNK = 1 << 16
#: The direction "unknown", and the sign "?"; ``TURN[direction][sign]`` is the direction of the head.
UNKNOWN = 2
TURN = ((0, 1, 2), (1, 0, 2), (2, 2, 2))
#: The greatest cost that an edge can have.
DEAREST = (1 << 31) - 1
#: The bits of the flags that hold the sign, and those for "stated for + of the tail" and "stated for −".
SIGN, STATED, _FLAGS = 3, (4, 8), 15

Integers = npt.NDArray[np.integer[Any]]
Mask = npt.NDArray[np.bool_]


class Csr(NamedTuple):
    """The edges of a graph by tail; arrays may be memory-mapped and are only read.

    ``start`` (int64, n + 1): the edges of node v are ``start[v]`` to ``start[v + 1]``. ``head`` (int32, m) is sorted
    within a tail by head, then sign. ``flags`` (uint8, m): bits 0 and 1 are the sign, bit 2 means stated for + of the
    tail, bit 3 for −. ``cost`` (int32, m) is that of :func:`kg.model.influence.cost`. Nine bytes an edge, eight a node.
    """

    start: npt.NDArray[np.int64]
    head: npt.NDArray[np.int32]
    flags: npt.NDArray[np.uint8]
    cost: npt.NDArray[np.int32]


class Extra(NamedTuple):
    """A few further edges; their ends may be nodes beyond those of the CSR."""

    tail: Sequence[int]
    head: Sequence[int]
    flags: Sequence[int]
    cost: Sequence[int]


def csr(n: int, tail: Integers, head: Integers, flags: Integers, cost: Integers) -> Csr:
    """The CSR of edges between ``n`` nodes, in any order."""
    start = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(tail, minlength=n), out=start[1:])
    key = (tail.astype(np.int64) * n + head) * 4 + (flags & SIGN)
    order = np.argsort(key, kind="stable")
    return Csr(
        start, head[order].astype(np.int32), (flags[order] & _FLAGS).astype(np.uint8), cost[order].astype(np.int32)
    )


class Part(NamedTuple):
    """The part of a graph that one question uses, with its further edges sorted by tail, head and sign.

    No stored edge leads on from a ``barred`` node, and no edge of a cost above ``dearest`` is used. There are ``nodes``
    nodes; ``closed`` are the barred ones, ``further`` those with further edges.
    """

    graph: Csr
    extra: Csr
    nodes: int
    barred: Integers
    dearest: int
    closed: frozenset[int]
    further: frozenset[int]

    def edges(self, node: int) -> tuple[Integers, Integers, Integers]:
        """The heads, flags and costs of the edges from a node, in the order of heads and signs."""
        graph, extra = self.graph, self.extra
        a = b = 0
        if node < graph.start.size - 1 and node not in self.closed:
            a, b = graph.start[node : node + 2].tolist()
        stored = graph.head[a:b], graph.flags[a:b], graph.cost[a:b]
        if node not in self.further:
            return stored
        a, b = extra.start[node : node + 2].tolist()
        others = extra.head[a:b], extra.flags[a:b], extra.cost[a:b]
        head, flags, cost = (np.concatenate([one, other]) for one, other in zip(stored, others, strict=True))
        order = np.lexsort((flags & SIGN, head))
        return head[order], flags[order], cost[order]

    @property
    def greatest(self) -> int:
        """The greatest cost of an edge that may be used."""
        return min(self.dearest, max(int(one.cost.max(initial=0)) for one in (self.graph, self.extra)))

    def holds(self, *nodes: int) -> bool:
        """Whether all these are nodes."""
        return all(0 <= node < self.nodes for node in nodes)


def part(graph: Csr, barred: Sequence[int] = (), extra: Extra | None = None, dearest: int | None = None) -> Part:
    """The part of a graph that a question with these conditions uses."""
    further = extra or Extra((), (), (), ())
    tail, head = np.asarray(further.tail, np.int64), np.asarray(further.head, np.int64)
    graph = Csr(*map(np.asarray, graph))  # slices of a memory map are slow
    n = graph.start.size - 1
    nodes = max(n, int(tail.max(initial=-1)) + 1, int(head.max(initial=-1)) + 1)
    added = csr(nodes, tail, head, np.asarray(further.flags, np.uint8), np.asarray(further.cost, np.int32))
    closed = frozenset(int(node) for node in barred if 0 <= node < n)
    most = DEAREST if dearest is None else max(0, min(dearest, DEAREST))
    return Part(
        graph, added, nodes, np.array(sorted(closed), np.int64), most, closed, frozenset(map(int, further.tail))
    )


class Rows(NamedTuple):
    """Some edges of a graph, by their numbers, or a range of them: their ``tails``, and where those of each begin."""

    edges: slice | Integers
    tails: Integers
    begins: Integers


def chunks(graph: Csr) -> Iterator[Rows]:
    """All edges, some at a time; those of one tail may be in several chunks."""
    for first in range(0, graph.head.size, CHUNK):
        limits.check()
        last = min(first + CHUNK, graph.head.size)
        a = int(np.searchsorted(graph.start, first, side="right")) - 1
        b = int(np.searchsorted(graph.start, last, side="left"))
        begins = np.maximum(graph.start[a:b], first)
        tails = np.flatnonzero(np.minimum(graph.start[a + 1 : b + 1], last) > begins)
        yield Rows(slice(first, last), tails + a, begins[tails] - first)


def leading(graph: Csr, tails: Integers) -> Iterator[Rows]:
    """The edges from these nodes, about ``CHUNK`` at a time, or as many as one node has."""
    count = graph.start[tails + 1] - graph.start[tails]
    tails, count = tails[count > 0], count[count > 0]
    total = np.cumsum(count)
    a = 0
    while a < tails.size:
        limits.check()
        done = int(total[a] - count[a])
        b = max(a + 1, int(np.searchsorted(total, done + CHUNK, side="right")))
        yield Rows(places(graph.start, tails[a:b]), tails[a:b], total[a:b] - count[a:b] - done)
        a = b


def places(start: Integers, nodes: Integers) -> Integers:
    """The numbers of all edges from these nodes, one node after the other; those of v begin at ``start[v]``."""
    first, count = start[nodes], start[nodes + 1] - start[nodes]
    found: Integers = np.arange(int(count.sum())) + np.repeat(first - np.cumsum(count) + count, count)
    return found
