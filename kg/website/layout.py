"""Where boxes and arrows go: columns ordered by barycentre sweeps, with lanes for the arrows that pass a column.

The method is that of layered drawings (Sugiyama, Tagawa and Toda 1981). Nothing is random: ties keep the given order,
so the same input gives the same picture. Lengths are canvas units, y grows downwards, (0, 0) is the middle.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

SWEEPS, RELAXATIONS = 24, 24
#: Free space between neighbours in a column, and the height of a lane.
GAP, LANE = 14.0, 2.0
#: Height that an arrow takes of the side of a box on which it ends, and on which it begins.
PORT_IN, PORT_OUT = 16.0, 6.0
#: Width between columns: the least, the part that each arrow adds, and the most.
AISLE, AISLE_PART, AISLE_MOST = 90.0, 2.0, 170.0

Arrow = tuple[str, str]
Point = tuple[float, float]
#: A box by its identifier, or the lane of an arrow (by its number) through a column.
Lane = tuple[int, int]
Item = str | Lane
Order = list[list[Item]]
Near = Mapping[Item, list[Item]]


@dataclass(frozen=True, slots=True)
class Frame:
    """A box: its middle and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The frame of each box, and for each arrow the points that it runs through, from the side of a box to another's.

    An arrow from a box onto itself has no points.
    """

    frames: Mapping[str, Frame]
    routes: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class _Track:
    """What an arrow passes, from box to box; ``way`` is 1 to the right and −1 to the left."""

    source: str
    target: str
    lanes: tuple[Lane, ...]
    way: int

    @property
    def items(self) -> tuple[Item, ...]:
        """All that it passes; nothing where it stays on one box."""
        return (self.source, *self.lanes, self.target) if self.source != self.target else ()

    @property
    def ends(self) -> tuple[tuple[str, int, bool], ...]:
        """Box, side (−1 left, 1 right), and whether it ends there."""
        return ((self.source, self.way, False), (self.target, -self.way, True)) if self.items else ()


def levels(nodes: Iterable[str], arrows: Iterable[Arrow]) -> dict[str, int]:
    """A column for each node such that arrows go right, but for those that close a cycle.

    The nodes are ranked as by Eades, Lin and Smyth (1993), so that few arrows go left; then each takes the first column
    right of all that act on it, and what nothing acts on moves next to what it acts on.

    >>> levels("abc", [("a", "b"), ("b", "c"), ("c", "b")])
    {'a': 0, 'b': 1, 'c': 2}
    """
    pairs = sorted({(a, b) for a, b in arrows if a != b})
    order = _ranked(sorted(nodes), pairs)
    rank = {node: i for i, node in enumerate(order)}
    into: dict[str, list[str]] = defaultdict(list)
    out: dict[str, list[str]] = defaultdict(list)
    for a, b in pairs:
        if rank[a] < rank[b]:
            into[b].append(a)
            out[a].append(b)
    level: dict[str, int] = {}
    for node in order:
        level[node] = max((level[a] + 1 for a in into[node]), default=0)
    return {
        node: min(level[b] for b in out[node]) - 1 if out[node] and not into[node] else level[node] for node in order
    }


def _ranked(nodes: list[str], pairs: list[Arrow]) -> list[str]:
    left: list[str] = []
    right: list[str] = []
    while nodes:
        into, out = dict.fromkeys(nodes, 0), dict.fromkeys(nodes, 0)
        for a, b in pairs:
            out[a] += 1
            into[b] += 1
        sink = next((node for node in nodes if not out[node]), None)
        if sink is not None:
            taken = sink
            right.append(sink)
        else:
            taken = min(nodes, key=lambda node: (into[node] > 0, into[node] - out[node]))
            left.append(taken)
        nodes = [node for node in nodes if node != taken]
        pairs = [(a, b) for a, b in pairs if taken not in (a, b)]
    return left + right[::-1]


def place(
    columns: Sequence[Sequence[str]], arrows: Sequence[Arrow], sizes: Mapping[str, tuple[float, float]]
) -> Layout:
    """Lay out boxes in the given columns; ``sizes`` are the width and the least height of each box."""
    column = {box: c for c, boxes in enumerate(columns) for box in boxes}
    tracks = [_track(number, arrow, column) for number, arrow in enumerate(arrows)]
    left, right = _neighbours(tracks)
    order = _sweep(_start(columns, column, tracks), left, right)
    room = _room(tracks)
    height = {box: max(sizes[box][1], room[box, -1], room[box, 1]) for box in column}
    middle = _rows(order, left, right, height)
    width = [max((sizes[box][0] for box in boxes), default=0.0) for boxes in columns]
    centre = _centres(width, order, right)
    frames = {box: Frame(centre[c], round(middle[box], 1), sizes[box][0], height[box]) for box, c in column.items()}
    ports = _ports(tracks, middle, height)
    routes = tuple(_route(number, track, frames, ports, centre, width, middle) for number, track in enumerate(tracks))
    return Layout(frames, routes)


def _route(
    number: int,
    track: _Track,
    frames: Mapping[str, Frame],
    ports: Mapping[tuple[int, bool], float],
    centre: Sequence[float],
    width: Sequence[float],
    middle: Mapping[Item, float],
) -> tuple[Point, ...]:
    points = [(frames[box].x + side * frames[box].width / 2, ports[number, end]) for box, side, end in track.ends]
    for lane in track.lanes:
        x, half = centre[lane[1]], track.way * width[lane[1]] / 2
        points[-1:-1] = [(x - half, middle[lane]), (x + half, middle[lane])]
    return tuple((round(x, 1), round(y, 1)) for x, y in points)


def _track(number: int, arrow: Arrow, column: Mapping[str, int]) -> _Track:
    a, b = arrow
    way = 1 if column[a] <= column[b] else -1
    return _Track(a, b, tuple((number, c) for c in range(column[a] + way, column[b], way)), way)


def _neighbours(tracks: Sequence[_Track]) -> tuple[Near, Near]:
    left: dict[Item, list[Item]] = defaultdict(list)
    right: dict[Item, list[Item]] = defaultdict(list)
    for track in tracks:
        for a, b in pairwise(track.items[:: track.way]):
            right[a].append(b)
            left[b].append(a)
    return left, right


def _start(columns: Sequence[Sequence[str]], column: Mapping[str, int], tracks: Sequence[_Track]) -> Order:
    """The given order, each lane level with that end of its arrow that stands in the fuller column."""
    key: dict[Item, float] = {box: (i + 0.5) / len(boxes) for boxes in columns for i, box in enumerate(boxes)}
    order: Order = [list(boxes) for boxes in columns]
    for track in tracks:
        for lane in track.lanes:
            key[lane] = key[max(track.source, track.target, key=lambda end: len(columns[column[end]]))]
            order[lane[1]].append(lane)
    return [sorted(items, key=lambda item: key[item]) for items in order]


def _sweep(order: Order, left: Near, right: Near) -> Order:
    """The order with the fewest crossings that the sweeps come by."""
    best, fewest = [list(items) for items in order], _crossings(order, right)
    for sweep in range(SWEEPS):
        near = right if sweep % 2 else left
        for c in range(len(order))[:: -1 if sweep % 2 else 1]:
            where = _shares(order)
            order[c] = sorted(order[c], key=lambda item: _mean((where[n] for n in near.get(item, ())), where[item]))
        crossings = _crossings(order, right)
        if crossings < fewest:
            best, fewest = [list(items) for items in order], crossings
    return best


def _shares(order: Order) -> dict[Item, float]:
    return {item: (i + 0.5) / len(items) for items in order for i, item in enumerate(items)}


def _mean(values: Iterable[float], default: float) -> float:
    found = list(values)
    return sum(found) / len(found) if found else default


def _crossings(order: Order, right: Near) -> int:
    where = _shares(order)
    crossings = 0
    for items in order:
        seen: list[float] = []
        for item in items:
            ends = [where[n] for n in right.get(item, ())]
            crossings += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return crossings


def _room(tracks: Sequence[_Track]) -> Mapping[tuple[str, int], float]:
    """The height that each side of each box needs for the arrows on it."""
    room: dict[tuple[str, int], float] = defaultdict(float)
    for track in tracks:
        for box, side, end in track.ends:
            room[box, side] += PORT_IN if end else PORT_OUT
    return room


def _rows(order: Order, left: Near, right: Near, height: Mapping[str, float]) -> dict[Item, float]:
    """The middle of each item: as near to its neighbours' as order and gaps allow."""

    def tall(item: Item) -> float:
        return height[item] if isinstance(item, str) else LANE

    gaps = [[(tall(a) + tall(b)) / 2 + GAP for a, b in pairwise(items)] for items in order]
    middle: dict[Item, float] = {}
    for items, between in zip(order, gaps, strict=True):
        middle.update(zip(items, _settle([0.0] * len(items), between), strict=True))
    for turn in range(RELAXATIONS):
        for c in range(len(order))[:: -1 if turn % 2 else 1]:
            near = [[*left.get(item, ()), *right.get(item, ())] for item in order[c]]
            wanted = [_mean((middle[n] for n in ns), middle[i]) for i, ns in zip(order[c], near, strict=True)]
            middle.update(zip(order[c], _settle(wanted, gaps[c]), strict=True))
    top = min((y - tall(item) / 2 for item, y in middle.items()), default=0.0)
    bottom = max((y + tall(item) / 2 for item, y in middle.items()), default=0.0)
    return {item: y - (top + bottom) / 2 for item, y in middle.items()}


def _settle(wanted: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The places nearest to those wanted, by least squares, that keep order and gaps (isotonic regression).

    >>> _settle([0, 0, 9], [2, 2])
    [-1.0, 1.0, 9.0]
    """
    offsets = [0.0]
    for gap in gaps:
        offsets.append(offsets[-1] + gap)
    blocks: list[tuple[float, int]] = []
    for place_, offset in zip(wanted, offsets, strict=False):
        total, count = place_ - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            before = blocks.pop()
            total, count = total + before[0], count + before[1]
        blocks.append((total, count))
    level = [total / count for total, count in blocks for _ in range(count)]
    return [base + offset for base, offset in zip(level, offsets, strict=False)]


def _centres(width: Sequence[float], order: Order, right: Near) -> list[float]:
    """The middle of each column; the more arrows run between two columns, the farther apart they are."""
    centres: list[float] = []
    x = 0.0
    for c, items in enumerate(order):
        centres.append(x + width[c] / 2)
        arrows = sum(len(right.get(item, ())) for item in items)
        aisle = min(AISLE + AISLE_PART * arrows, AISLE_MOST)
        x += width[c] + (aisle if c < len(order) - 1 else 0)
    return [round(centre - x / 2, 1) for centre in centres]


def _ports(
    tracks: Sequence[_Track], middle: Mapping[Item, float], height: Mapping[str, float]
) -> dict[tuple[int, bool], float]:
    """Where on the side of its boxes each arrow begins (False) and ends (True), in the order of what it comes from."""
    on: dict[tuple[str, int], list[tuple[float, int, bool]]] = defaultdict(list)
    for number, track in enumerate(tracks):
        for box, side, end in track.ends:
            on[box, side].append((middle[track.items[-2 if end else 1]], number, end))
    ports: dict[tuple[int, bool], float] = {}
    for (box, _), arrows in on.items():
        stretch = height[box] / sum(PORT_IN if end else PORT_OUT for *_, end in arrows)
        y = middle[box] - height[box] / 2
        for _, number, end in sorted(arrows):
            part = stretch * (PORT_IN if end else PORT_OUT)
            ports[number, end] = y + part / 2
            y += part
    return ports
