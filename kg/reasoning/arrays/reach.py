"""Least numbers of steps from or to a node, and the edges between two nodes, on a graph of arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kg.store.csr import Csr, Extra, Integers, Mask, Part, chunks, leading, part


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
    :func:`kg.reasoning.arrays.kernel.routes`.
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
    reached = np.zeros(asked.nodes, np.bool_)
    stored = np.setdiff1d(tails[tails < asked.graph.start.size - 1], asked.barred)
    for graph, some in ((asked.graph, stored), (asked.extra, tails)):
        for rows in leading(graph, some):
            reached[graph.head[rows.edges][graph.cost[rows.edges] <= asked.dearest]] = True
    return reached


def before(asked: Part, heads: Integers) -> Mask:
    """Which nodes an edge to one of these nodes comes from."""
    wanted = np.zeros(asked.nodes, np.bool_)
    wanted[heads] = True
    reached = np.zeros(asked.nodes, np.bool_)
    for graph in (asked.graph, asked.extra):
        for rows in chunks(graph):
            on = wanted.take(graph.head[rows.edges])
            on &= graph.cost[rows.edges] <= asked.dearest
            reached[rows.tails[np.logical_or.reduceat(on, rows.begins)]] = True
        if graph is asked.graph:
            reached[asked.barred] = False
    return reached


def between(graph: Csr, source: int, target: int, max_hops: int | None = None) -> npt.NDArray[np.int64]:
    """The numbers, in order, of all edges on walks from source to target of at most ``max_hops`` steps."""
    graph = part(graph).graph
    from_ = distances(graph, source, max_hops=max_hops)
    to = distances(graph, target, backward=True, max_hops=max_hops)
    found, first = [np.empty(0, np.int64)], 0
    for rows in chunks(graph):
        head = graph.head[rows.edges]
        gone, left = np.repeat(from_[rows.tails], np.diff(rows.begins, append=head.size)), to.take(head)
        on = (gone >= 0) & (left >= 0)
        if max_hops is not None:
            on &= gone + left < max_hops
        found.append(np.flatnonzero(on) + first)
        first += head.size
    return np.concatenate(found)
