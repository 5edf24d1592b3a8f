"""Least numbers of steps from or to a node, and the edges between two nodes, on a graph of arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from kg.reasoning.csr import CHUNK, Csr, Extra, Integers, Mask, Part, chunks, part


def distances(
    graph: Csr,
    root: int,
    *,
    backward: bool = False,
    max_hops: int | None = None,
    barred: Sequence[int] = (),
    extra: Extra | None = None,
    dearest: int | None = None,
) -> npt.NDArray[np.int32]:
    """The least number of steps from the root to each node, or with ``backward`` from each node to the root.

    It is −1 for a node that is not reached within ``max_hops`` steps. For the other options see
    :func:`kg.reasoning.kernel.routes`.
    """
    asked = part(graph, barred, extra, dearest)
    found = np.full(asked.nodes, -1, np.int32)
    if not asked.holds(root):
        return found
    found[root] = steps = 0
    new = np.array([root])
    while new.size and (max_hops is None or steps < max_hops):
        steps += 1
        reached = before(asked, new) if backward else after(asked, new)
        new = np.flatnonzero(reached & (found < 0))
        found[new] = steps
    return found


def after(asked: Part, tails: Integers) -> Mask:
    """Which nodes an edge from one of these nodes leads to."""
    graph, extra = asked.graph, asked.extra
    reached = np.zeros(asked.nodes, np.bool_)
    stored = np.setdiff1d(tails[tails < graph.start.size - 1], asked.barred)
    for edges in _edges(graph, stored):
        heads = graph.head[edges]
        reached[heads if asked.dearest is None else heads[graph.cost[edges] <= asked.dearest]] = True
    for edges in _edges(extra, tails):
        reached[extra.head[edges][extra.cost[edges] <= _most(asked)]] = True
    return reached


def before(asked: Part, heads: Integers) -> Mask:
    """Which nodes an edge to one of these nodes comes from."""
    graph, extra = asked.graph, asked.extra
    wanted = np.zeros(asked.nodes, np.bool_)
    wanted[heads] = True
    reached = np.zeros(asked.nodes, np.bool_)
    for rows in chunks(graph):
        edges = np.flatnonzero(wanted[graph.head[rows.first : rows.last]]) + rows.first
        if asked.dearest is not None:
            edges = edges[graph.cost[edges] <= asked.dearest]
        reached[np.searchsorted(graph.start, edges, side="right") - 1] = True
    reached[asked.barred] = False
    edges = np.flatnonzero(wanted[extra.head] & (extra.cost <= _most(asked)))
    reached[np.searchsorted(extra.start, edges, side="right") - 1] = True
    return reached


def between(graph: Csr, source: int, target: int, max_hops: int | None = None) -> npt.NDArray[np.int64]:
    """The numbers, in order, of all edges on walks from source to target of at most ``max_hops`` steps."""
    from_, to = distances(graph, source, max_hops=max_hops), distances(graph, target, backward=True, max_hops=max_hops)
    parts = [np.empty(0, np.int64)]
    for rows in chunks(graph):
        counts = np.diff(rows.begins, append=rows.last - rows.first)
        before, after = np.repeat(from_[rows.tails], counts), to[graph.head[rows.first : rows.last]]
        on = (before >= 0) & (after >= 0)
        if max_hops is not None:
            on &= before + after < max_hops
        parts.append(np.flatnonzero(on) + rows.first)
    return np.concatenate(parts)


def _edges(graph: Csr, tails: Integers) -> Iterator[Integers]:
    """The numbers of the edges from these nodes, about ``CHUNK`` at a time, or as many as one node has."""
    first, count = graph.start[tails], graph.start[tails + 1] - graph.start[tails]
    total = np.cumsum(count)
    a = 0
    while a < tails.size:
        b = max(a + 1, int(np.searchsorted(total, total[a] - count[a] + CHUNK, side="right")))
        begins = total[a:b] - count[a:b] - (total[a] - count[a])
        yield np.arange(int(count[a:b].sum())) + np.repeat(first[a:b] - begins, count[a:b])
        a = b


def _most(asked: Part) -> int:
    return int(np.iinfo(np.int32).max) if asked.dearest is None else asked.dearest
