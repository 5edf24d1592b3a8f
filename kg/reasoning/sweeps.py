"""Least costs to a target by backward sweeps over the edges of a graph, a chunk of edges at a time.

After j sweeps there is, for each node, direction and set of nodes still to visit, the least cost of a walk of at most
j steps to the target (the recurrence of Bellman 1958). A layer is as large as the nodes; nothing is as large as the
edges.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from kg.errors import SearchLimit
from kg.reasoning.csr import SIGN, STATED, TURN, UNKNOWN, Integers, Mask, Part, Rows, chunks

#: Maximum number of costs that the layers of a search hold together.
STATES = 64_000_000

Layer = npt.NDArray[Any]


class Planes(NamedTuple):
    """Rows of a layer: for each set of nodes still to visit, one per direction, or one for several of equal costs.

    ``of[direction]`` is the plane of a direction, None if no walk from there ends as wanted. ``onto[row][flags]`` is
    the row in which the head of such an edge is looked up; the number of rows if the edge may not be used.
    """

    of: tuple[int | None, ...]
    each: int
    onto: npt.NDArray[np.int64]

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.onto)


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
            sign = flags & SIGN
            if sign > UNKNOWN or (stated_only and direction != UNKNOWN and not flags & STATED[direction]):
                continue
            plane = of[TURN[direction][sign]]
            if plane is not None:
                onto[row, flags] = row - row % each + plane
    return Planes(of, each, onto)


class Bounds(NamedTuple):
    """Least costs of walks to the target: ``layers[j][row, node]`` for at most j steps, the last for any more.

    A cost is ``cost << shift`` plus the number of steps; ``infinite`` where there is no walk. The row after the last is
    infinite.
    """

    layers: list[Layer]
    planes: Planes
    shift: int
    infinite: int


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
    """Bounds for walks of at most ``steps`` steps; ``bits`` numbers the nodes to visit.

    No walk leads on from the target or through the source. Raises SearchLimit if there would be too many.
    """
    table = planes(ends, len(bits), stated_only=stated_only)
    if (table.rows + 1) * part.nodes * (steps + 1) > STATES:
        message = (
            f"the search was stopped: it needs more than {STATES:,} states; try fewer --via or a smaller --max-hops"
        )
        raise SearchLimit(message)
    shift = (steps + 1).bit_length()
    small = ((part.greatest << shift) + 1) * (steps + 1) < 1 << 31
    kind, infinite = (np.uint32, 1 << 31) if small else (np.int64, 1 << 61)
    first = np.full((table.rows + 1, part.nodes), infinite, kind)
    for direction in ends:
        plane = table.of[direction]
        first[plane, target] = 0
    found = Bounds([first], table, shift, infinite)
    changed = np.zeros(part.nodes, np.bool_)
    changed[target] = True
    for _ in range(steps):
        layer = _sweep(part, found, changed)
        layer[:, source] = infinite
        layer[:, target] = first[:, target]
        for node, bit in bits.items():
            for mask in range(1 << len(bits)):
                if mask & bit:
                    row, done = mask * table.each, (mask ^ bit) * table.each
                    layer[row : row + table.each, node] = layer[done : done + table.each, node]
        changed = (layer != found.layers[-1]).any(axis=0)
        if not changed.any():
            break
        found.layers.append(layer)
    return found


def _sweep(part: Part, found: Bounds, changed: Mask) -> Layer:
    """The next layer; only edges whose heads changed in the last one can better it."""
    last = found.layers[-1]
    layer = last.copy()
    few = int(np.count_nonzero(changed)) * 4 < changed.size
    for rows in chunks(part.graph):
        head = part.graph.head[rows.first : rows.last]
        edges = np.flatnonzero(changed[head]) if few else None
        if edges is None or edges.size * 4 > head.size:
            tails: Integers = rows.tails
            begins: Integers = rows.begins
            flags, cost = part.graph.flags[rows.first : rows.last], part.graph.cost[rows.first : rows.last]
        elif edges.size:
            head = head[edges]
            flags, cost = part.graph.flags[rows.first + edges], part.graph.cost[rows.first + edges]
            tails, begins = _grouped(part, rows, edges)
        else:
            continue
        for row, costs in enumerate(_through(part, found, head, flags, cost)):
            best = np.minimum.reduceat(costs, begins)
            best += 1
            layer[row, tails] = np.minimum(layer[row, tails], best)
    layer[:, part.barred] = last[:, part.barred]
    extra = part.extra
    if extra.head.size:
        tails = np.repeat(np.arange(part.nodes), np.diff(extra.start))
        for row, costs in enumerate(_through(part, found, extra.head, extra.flags, extra.cost)):
            np.minimum.at(layer[row], tails, costs + 1)
    return layer


def _grouped(part: Part, rows: Rows, edges: npt.NDArray[np.int64]) -> tuple[Integers, Integers]:
    """The tails of some edges of a chunk, and where those of each begin."""
    tails = np.searchsorted(part.graph.start, edges + rows.first, side="right") - 1
    begins = np.flatnonzero(np.diff(tails, prepend=-1))
    return tails[begins], begins


def _through(part: Part, found: Bounds, head: Integers, flags: Integers, cost: Integers) -> list[Layer]:
    """For each row, the costs of walks that begin with these edges, less one step."""
    last = found.layers[-1]
    weight = cost.astype(last.dtype) << found.shift
    dear = None if part.dearest is None else cost > part.dearest
    costs = []
    for onto in found.planes.onto:
        rest = last.ravel()[(onto * part.nodes)[flags] + head]
        if dear is not None:
            rest[dear] = found.infinite
        rest += weight
        costs.append(rest)
    return costs
