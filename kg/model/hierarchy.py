"""Which concept is a kind of which: what is below each, and edges without cycles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.model.core import Concept

if TYPE_CHECKING:
    import networkx

Pair = tuple[str, str]
#: How many concepts are looked at to find cycles: for each pair, and at least.
LOOKED, LEAST = 50, 100_000


class Kinds(Mapping[str, tuple[str, ...]]):
    """The narrower concepts of each concept that has any, at all levels; each list is made on demand."""

    def __init__(self, concepts: Mapping[str, Concept]) -> None:
        self._below: dict[str, list[str]] = defaultdict(list)
        for concept in concepts.values():
            for broader in concept.broader:
                self._below[broader].append(concept.id)
        self._below.default_factory = None
        self._known: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, name: str) -> tuple[str, ...]:
        if name not in self._known:
            found, open_ = set[str](), list(self._below[name])
            while open_:
                kind = open_.pop()
                if kind not in found:
                    found.add(kind)
                    open_ += self._below.get(kind, ())
            self._known[name] = tuple(sorted(found))
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._below)

    def __len__(self) -> int:
        return len(self._below)


def circular(concepts: Mapping[str, Concept]) -> set[str]:
    """The concepts that are kinds of themselves."""
    pairs = [(concept.id, broader) for concept in concepts.values() for broader in concept.broader]
    return {kind for kind, _ in _cyclic(pairs)}


def acyclic(pairs: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """The pairs that form no cycle, and those that would close one with the pairs before them.

    If this takes more than ``LOOKED`` steps a pair, because most pairs lie on cycles, the rest of the cycles is kept as
    far as it agrees with the order of what was kept before.
    """
    import networkx

    core = _cyclic(pairs)
    above: networkx.DiGraph[str] = networkx.DiGraph()
    joined: networkx.utils.UnionFind[str] = networkx.utils.UnionFind()
    kept, closing = list[Pair](), list[Pair]()
    left, place = max(LEAST, LOOKED * len(pairs)), dict[str, int]()
    for kind, broader in pairs:
        if (kind, broader) not in core:
            kept.append((kind, broader))
            continue
        if left < 0 and not place:
            place = {name: -number for number, name in enumerate(networkx.topological_sort(above))}
        if place:
            closes = place.setdefault(broader, -len(place)) >= place.setdefault(kind, len(place))
        else:
            found = _upwards(above, broader, kind) if joined[kind] == joined[broader] else set[str]()
            left -= len(found)
            closes = kind in found
            joined.union(kind, broader)
        if not closes:
            above.add_edge(kind, broader)
        (closing if closes else kept).append((kind, broader))
    return kept, closing


def _cyclic(pairs: Sequence[Pair]) -> set[Pair]:
    """The pairs that lie on cycles."""
    import networkx

    parts = networkx.strongly_connected_components(networkx.DiGraph(pairs))
    part = {name: number for number, names in enumerate(parts) for name in names}
    return {(kind, broader) for kind, broader in pairs if part[kind] == part[broader]}


def _upwards(above: networkx.DiGraph[str], start: str, goal: str) -> set[str]:
    """A concept and what is above it, until the goal is found."""
    found, open_ = {start}, [start]
    while open_ and goal not in found:
        more = set(above.adj.get(open_.pop(), ())) - found
        found |= more
        open_ += more
    return found
