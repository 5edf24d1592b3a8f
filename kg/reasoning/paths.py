"""The k best signed simple paths, exact and in a documented order.

The search runs over (node, direction) pairs: an edge of sign − reverses the direction, an unsigned edge makes it
unknown. Bounds on the cost to the target, by node, direction, nodes still to visit and steps left, come from dynamic
programming backwards from the target; a best-first search over partial simple paths then finds the paths in their total
order (A* with an exact bound for walks: Hart, Nilsson and Raphael 1968). The graph is any mapping of mappings of keyed
edges, such as a ``networkx.MultiDiGraph`` or plain dicts.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush
from itertools import islice
from typing import TYPE_CHECKING, Any, Union

from msgspec import Struct

from kg import limits
from kg.errors import SearchLimit
from kg.model.core import Sign
from kg.model.influence import cost

if TYPE_CHECKING:
    import networkx

#: Maximum number of partial paths in a search.
LIMIT = 1_000_000
#: Maximum number of states for which a search keeps a bound: each node and direction, with the nodes still to visit.
STATES = 2_000_000
_HOP = 1 << 12  # one unit of cost outweighs any number of steps

_DIRECTIONS = (Sign.PLUS, Sign.MINUS, Sign.UNKNOWN)
#: By the sign of an edge and the direction at its head, the directions at its tail.
_BEFORE = {
    sign: {way: [each for each in _DIRECTIONS if each * sign is way] for way in _DIRECTIONS} for sign in _DIRECTIONS
}

#: ``graph[u][v][key]`` is the data of an edge.
Adjacency = Mapping[str, Mapping[str, Mapping[str, Mapping[str, Any]]]]
#: A ``networkx.MultiDiGraph``, or nested mappings of the same shape.
Graph = Union[Adjacency, "networkx.MultiDiGraph[str]"]
State = tuple[str, Sign, int]


class Path(Struct, frozen=True):
    """A simple path: its nodes, the key of the edge into each node but the first, directions at each node, cost."""

    nodes: tuple[str, ...]
    keys: tuple[str, ...]
    directions: tuple[Sign, ...]
    cost: int


def weight(path: Path) -> int:
    """The weight by which paths are ordered: the cost, then the number of steps."""
    return path.cost * _HOP + len(path.keys)


class Edge(Struct, frozen=True):
    """An edge prepared for a search; its weight includes the step."""

    head: str
    key: str
    sign: Sign
    weight: int
    stated: frozenset[Sign] | None

    def turn(self, direction: Sign) -> Sign | None:
        """The direction at the head, or None if the edge may not be used in this direction."""
        if self.stated is not None and direction is not Sign.UNKNOWN and direction not in self.stated:
            return None
        return direction * self.sign

    def before(self, direction: Sign) -> Sequence[Sign]:
        """The directions at the tail that become a direction at the head."""
        ways = _BEFORE[self.sign][direction]
        stated = self.stated
        return ways if stated is None else [way for way in ways if way is Sign.UNKNOWN or way in stated]


class Edges:
    """Edges prepared for searches, by tail and by head; any number of searches share them."""

    def __init__(self, onward: Mapping[str, list[Edge]]) -> None:
        self.onward = onward

    @cached_property
    def back(self) -> Mapping[str, list[tuple[str, Edge]]]:
        """The edges by their heads, each with its tail."""
        into: dict[str, list[tuple[str, Edge]]] = {}
        for tail, outgoing in self.onward.items():
            for used in outgoing:
                into.setdefault(used.head, []).append((tail, used))
        return into


def edge(head: str, key: str, sign: Sign, paid: int, stated: frozenset[Sign] | None) -> Edge:
    """An edge with its cost; ``stated`` limits the directions in which it may be used."""
    return Edge(head, key, sign, paid * _HOP + 1, stated)


def best_paths(
    graph: Graph,
    source: str,
    target: str,
    *,
    k: int = 5,
    max_hops: int = 8,
    start: Sign = Sign.PLUS,
    ends: frozenset[Sign] = frozenset({Sign.PLUS, Sign.MINUS, Sign.UNKNOWN}),
    via: Sequence[str] = (),
    stated_only: bool = False,
    limit: int = LIMIT,
) -> list[Path]:
    """The ``k`` best simple paths from ``source`` (moving in direction ``start``) to ``target``.

    ``graph`` is a ``networkx.MultiDiGraph``, or nested mappings of the same shape. The data of an edge has ``sign``
    ("+", "-", "?", or a :class:`kg.model.core.Sign`; "0" is never followed), ``cost`` (a positive integer) or instead
    ``confidence`` (above 0, at most 1), and, for ``stated_only``, ``stated`` (the directions of u in which the edge may
    be used).
    Paths visit all of ``via`` and end with a direction in ``ends``. Order: lower cost, fewer steps, then the names of
    nodes and edge keys along the path. Raises SearchLimit after ``limit`` partial paths.
    """
    edges = prepared(graph, stated_only=stated_only)
    if source == target:
        return []
    return search(edges, source, target, k, max_hops, start=start, ends=ends, via=via, limit=limit)


def search(
    edges: Edges,
    source: str,
    target: str,
    k: int,
    max_hops: int,
    *,
    start: Sign,
    ends: frozenset[Sign],
    via: Sequence[str] = (),
    limit: int = LIMIT,
) -> list[Path]:
    """The best paths along prepared edges; see :func:`best_paths`."""
    return list(islice(ranked(edges, source, target, max_hops, start=start, ends=ends, via=via, limit=limit), k))


def ranked(
    edges: Edges,
    source: str,
    target: str,
    max_hops: int,
    *,
    start: Sign,
    ends: frozenset[Sign],
    via: Sequence[str] = (),
    inside: Container[str] | None = None,
    most: float = math.inf,
    limit: int = LIMIT,
) -> Iterator[Path]:
    """All paths along prepared edges, best first, each found when it is asked for; see :func:`best_paths`.

    If the source is the target, they are the loops through it. They stay ``inside``, and weigh at most ``most``.
    """
    if source not in edges.onward:
        return
    bits = {node: 1 << i for i, node in enumerate(dict.fromkeys(via)) if node not in (source, target)}
    bounds = _bounds(edges, target, max_hops, ends, bits, inside, most)

    def bound(state: State, left: int) -> int | None:
        least = None
        for steps, spent in bounds.get(state, ()):
            if steps > left:
                break
            least = spent
        return least

    first = (source, start, sum(bits.values()))
    heap: list[tuple[int, tuple[str, ...], State, int, tuple[Sign, ...]]] = []
    if source == target:
        heap.append((0, (), first, 0, (start,)))
    elif (rest := bound(first, max_hops)) is not None:
        heap.append((rest, (), first, 0, (start,)))
    looked = 0
    while heap:
        limits.check()
        _, path, (node, direction, left_to_visit), spent, directions = heappop(heap)
        if node == target and path:
            yield Path((source, *path[::2]), path[1::2], directions, spent // _HOP)
            continue
        hops_left = max_hops - len(directions)
        passed = path[::2]
        for used in edges.onward.get(node, ()):
            if (used.head == source != target) or used.head in passed or (turned := used.turn(direction)) is None:
                continue
            state = (used.head, turned, left_to_visit & ~bits.get(used.head, 0))
            if (rest := bound(state, hops_left)) is None:
                continue
            total = spent + used.weight
            if total + rest > most:
                continue
            looked += 1
            if looked > limit:
                message = f"the search was stopped after {limit:,} partial paths; try a smaller --max-hops or -k"
                raise SearchLimit(message)
            heappush(heap, (total + rest, (*path, used.head, used.key), state, total, (*directions, turned)))


def prepared(graph: Graph, *, stated_only: bool = False) -> Edges:
    """The edges of a graph prepared for searches."""
    edges: dict[str, list[Edge]] = {}
    for tail in graph:
        for head, parallel in graph[tail].items():
            for key, data in parallel.items():
                sign = Sign(data["sign"])
                if sign is not Sign.NULL:
                    stated = frozenset(map(Sign, data["stated"])) if stated_only else None
                    paid = data["cost"] if "cost" in data else cost(data["confidence"])
                    edges.setdefault(tail, []).append(edge(head, key, sign, paid, stated))
    return Edges(edges)


def _bounds(
    edges: Edges,
    target: str,
    max_hops: int,
    ends: frozenset[Sign],
    bits: Mapping[str, int],
    inside: Container[str] | None,
    most: float,
) -> dict[State, list[tuple[int, int]]]:
    """For each state, the numbers of steps with which its minimum cost to the target improves, and these costs."""
    best: dict[State, int] = {(target, end, 0): 0 for end in ends}
    bounds = {state: [(0, 0)] for state in best}
    last = dict(best)
    for steps in range(1, max_hops + 1):
        improved: dict[State, int] = {}
        for (head, direction, to_visit), spent in last.items():
            limits.check()
            if len(best) + len(improved) > STATES:
                raise SearchLimit(f"the search was stopped after {STATES:,} states; try fewer --via")
            visited = bits.get(head, 0)
            if visited & to_visit:
                continue
            for tail, used in edges.back.get(head, ()):
                total = spent + used.weight
                if tail == target or total > most or (inside is not None and tail not in inside):
                    continue
                for before in used.before(direction):
                    state = (tail, before, to_visit | visited)
                    if total < improved.get(state, best.get(state, total + 1)):
                        improved[state] = total
        best.update(improved)
        for state, total in improved.items():
            bounds.setdefault(state, []).append((steps, total))
        last = improved
    return bounds
