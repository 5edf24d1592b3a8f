"""Least costs to a target by backward sweeps over the edges of a graph, a chunk of edges at a time.

After j sweeps there is, for each node, direction and set of nodes still to visit, the least cost of a walk of at most
j steps to the target (the recurrence of Bellman 1958). A layer is as large as the nodes; nothing is as large as the
edges.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from kg import limits
from kg.errors import SearchLimit
from kg.reasoning.arrays.reach import after
from kg.store.csr import DEAREST, SIGN, STATED, TURN, UNKNOWN, Integers, Mask, Part, Rows, chunks, leading

#: Maximum number of costs that the layers of a search hold together, in units of 32 bits: 0.6 GB.
STATES = 150_000_000
#: Maximum number of rows of a layer.
_ROWS = 1024
#: Costs of 32 bits: an infinite one, and the bits for the steps; and an infinite cost of 64 bits.
_INFINITE, _SHIFT, _HUGE = 1 << 31, 5, 1 << 61
#: A chunk is read in part if at most one of so many edges is needed.
_SPARSE = 12

Layer = npt.NDArray[Any]


class Planes(NamedTuple):
    """Rows of a layer: for each set of nodes still to visit, one per direction, or one for several of equal costs.

    ``of[direction]`` is the plane of a direction, None if no walk from there ends as wanted. ``onto[row][flags]`` is
    the row in which the head of such an edge is looked up; the number of rows if the edge may not be used. A row is
    ``plain`` if that is the same row for all edges.
    """

    of: tuple[int | None, ...]
    each: int
    onto: npt.NDArray[np.int64]
    plain: tuple[bool, ...]

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.onto)

    def row(self, direction: int, to_visit: int) -> int:
        """The row of a direction from which a walk can end as wanted, and of a set of nodes still to visit."""
        return to_visit * self.each + (self.of[direction] or 0)


def planes(ends: Collection[int], visits: int, *, stated_only: bool) -> Planes:
    """The rows that a search needs for walks that end in these directions, with 2 to the power ``visits`` sets."""
    unknown = UNKNOWN in ends
    if stated_only:
        of: tuple[int | None, ...] = (0, 1, 2 if unknown else None)
    elif (0 in ends) == (1 in ends):  # + and − are alike
        of = (0, 0, None if not unknown else 0 if 0 in ends else 1)
    else:
        of = (0, 1, 2 if unknown else None)
    used = [plane for plane in of if plane is not None]
    each = max(used) + 1
    rows = each << visits
    onto = np.full((rows, 16), rows, np.int64)
    for row in range(rows):
        direction = of.index(row % each)
        for flags in range(16):
            sign = min(flags & SIGN, UNKNOWN)
            if stated_only and direction != UNKNOWN and not flags & STATED[direction]:
                continue
            plane = of[TURN[direction][sign]]
            if plane is not None:
                onto[row, flags] = row - row % each + plane
    plain = tuple(bool((line == i).all()) for i, line in enumerate(onto))
    return Planes(of, each, onto, plain)


class Bounds:
    """Least costs of walks to the target: ``layers[j][row, node]`` for at most j steps, the last for any more.

    A cost is ``cost << shift`` plus the number of steps; ``infinite`` where there is no walk. A row after those of the
    planes, if any edge needs it, is infinite. Costs that fit have 32 bits.
    """

    def __init__(self, part: Part, target: int, steps: int, ends: Collection[int], table: Planes) -> None:
        self.planes = table
        self.steps = steps
        self.full = (steps + 1).bit_length()
        self.shift = min(self.full, _SHIFT)
        small = ((part.greatest << self.shift) + 1) * min(steps + 1, 1 << self.shift) < _INFINITE
        self.infinite = _INFINITE if small else _HUGE
        height = table.rows + bool((table.onto == table.rows).any())
        self._offsets = table.onto * part.nodes
        layer = np.full((height, part.nodes), self.infinite, np.uint32 if small else np.int64)
        for direction in ends:
            layer[table.of[direction], target] = 0
        self.layers: list[Layer] = [layer]
        if not small:
            self.widen()

    @property
    def few(self) -> int:
        """The bits of a cost that hold the number of steps."""
        return (1 << self.shift) - 1

    def rest(self, row: int, left: int, head: Integers, flags: Integers) -> Layer:
        """The least costs from these heads on, with ``left`` steps left before the edges to them."""
        layer = self.layers[min(left, len(self.layers)) - 1]
        rest: Layer = layer[row] if self.planes.plain[row] else layer.ravel()
        return rest.take(head if self.planes.plain[row] else self._offsets[row].take(flags) + head)

    def add(self, layer: Layer) -> None:
        """Add a layer. Raises SearchLimit if there are too many."""
        _bounded(layer.nbytes // 4 * (len(self.layers) + 1))
        self.layers.append(layer)
        if len(self.layers) >> self.shift and self.steps >> self.shift:
            self.widen()

    def widen(self) -> None:
        """Give the costs 64 bits, and the number of steps in them as many as it can need."""
        for i, layer in enumerate(self.layers):
            wide = layer.astype(np.int64)
            wide = np.where(layer < self.infinite, (wide >> self.shift << self.full) + (wide & self.few), _HUGE)
            self.layers[i] = wide
        self.shift, self.infinite = self.full, _HUGE


def bounds(
    part: Part,
    source: int,
    target: int,
    steps: int,
    ends: Collection[int],
    bits: Mapping[int, int],
    *,
    stated_only: bool,
) -> Bounds:
    """Bounds for walks of at most ``steps`` steps that a path may end with, after its first step.

    ``bits`` numbers the nodes to visit. No walk leads on from the target or through the source. Layer j holds for the
    nodes that the source reaches within ``steps + 1 - j`` steps. Raises SearchLimit if they would take too much memory.
    """
    _bounded(part.nodes << len(bits), 1 << len(bits))
    table = planes(ends, len(bits), stated_only=stated_only)
    found = Bounds(part, target, steps, ends, table)
    first = found.layers[0][:, target].copy()
    all_rows = list(chunks(part.graph))
    near = _near(part, source, steps)
    changed = np.zeros(part.nodes, np.bool_)
    changed[target] = True
    for j in range(1, steps + 1):
        tails = near[steps + 1 - j] if steps + 1 - j < len(near) else None
        layer = _sweep(part, found, all_rows if tails is None else leading(part.graph, tails), changed)
        layer[:, source] = found.infinite
        layer[:, target] = np.where(first < found.infinite, 0, found.infinite)
        for node, bit in bits.items():
            for mask in range(1 << len(bits)):
                if mask & bit:
                    row, done = mask * table.each, (mask ^ bit) * table.each
                    layer[row : row + table.each, node] = layer[done : done + table.each, node]
        changed = np.logical_or.reduce(layer[: table.rows] != found.layers[-1][: table.rows])
        if not changed.any():
            break
        found.add(layer)
    return found


def _bounded(states: int, rows: int = 1) -> None:
    """Raise SearchLimit for too many states or rows."""
    if states > STATES or rows > _ROWS:
        message = f"the search was stopped after {STATES:,} states; try fewer --via or a smaller --max-hops"
        raise SearchLimit(message)


def _near(part: Part, source: int, steps: int) -> list[Integers]:
    """For each number of steps, the nodes with edges that the source reaches, while these are a small part of all."""
    seen = np.zeros(part.nodes, np.bool_)
    new = np.array([source])
    near: list[Integers] = []
    while new.size and len(near) <= steps:
        seen[new] = True
        nodes = np.flatnonzero(seen[: part.graph.start.size - 1])
        if int((part.graph.start[nodes + 1] - part.graph.start[nodes]).sum()) * 4 > part.graph.head.size:
            break
        near.append(np.setdiff1d(nodes, part.barred))
        new = np.flatnonzero(after(part, new) & ~seen)
    return near


def _sweep(part: Part, found: Bounds, some: Iterable[Rows], changed: Mask) -> Layer:
    """The next layer, by these edges; only those whose heads changed in the last one can better it."""
    last, graph = found.layers[-1], part.graph
    layer = last.copy()
    few = int(np.count_nonzero(changed)) * 8 < changed.size
    for rows in some:
        limits.check()
        head = graph.head[rows.edges].astype(np.int64)
        edges, tails, begins = rows
        if few and isinstance(edges, slice):
            picked = np.flatnonzero(changed.take(head))
            if picked.size * _SPARSE < head.size:
                if not picked.size:
                    continue
                head, edges = head[picked], picked + edges.start
                of = np.searchsorted(begins, picked, side="right") - 1
                begins = np.flatnonzero(np.diff(of, prepend=-1))
                tails = tails[of[begins]]
        for row, costs in enumerate(_through(part, found, head, graph.flags[edges], graph.cost[edges])):
            best = np.minimum.reduceat(costs, begins)
            best += 1
            layer[row, tails] = np.minimum(layer[row, tails], best)
    layer[:, part.barred] = last[:, part.barred]
    for rows in chunks(part.extra):
        extra = (column[rows.edges] for column in part.extra[1:])
        for row, costs in enumerate(_through(part, found, *extra)):
            layer[row, rows.tails] = np.minimum(layer[row, rows.tails], np.minimum.reduceat(costs, rows.begins) + 1)
    return layer


def _through(part: Part, found: Bounds, head: Integers, flags: Integers, cost: Integers) -> Iterator[Layer]:
    """For each row, the costs of walks that begin with these edges, less one step."""
    weight = cost.astype(found.layers[-1].dtype)
    weight <<= found.shift
    dear = cost > part.dearest if part.dearest < DEAREST else None
    for row in range(found.planes.rows):
        limits.check()
        rest = found.rest(row, len(found.layers), head, flags)
        if dear is not None:
            rest[dear] = found.infinite
        rest += weight
        yield rest
