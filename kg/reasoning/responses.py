"""What changes downstream of some quantities, and what upstream changes one, each with its strongest chain.

The outcomes come from :mod:`kg.reasoning.effects`; here each gets the best supported chain among the influences that
decided it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush

from msgspec import Struct

from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from kg.model.kinds import Kind, kind_of
from kg.reasoning.effects import Grades, Outcome, Reason, counted, together
from kg.reasoning.network import Network

#: The influences along a path, from its first quantity to its last.
Links = tuple[Influence, ...]


class Response(Struct, frozen=True):
    """One concept and its outcome, with the strongest chain among those that count; empty if there is none."""

    concept: str
    outcome: Outcome
    links: Links


def downstream(graph: KnowledgeGraph, held: Mapping[str, Sign], kind: Kind | None = None) -> list[Response]:
    """The outcomes for everything that can be reached when some quantities are held up or down."""
    return _ordered(graph, [Grades(graph).outcomes(held)], tuple(held), kind)


def upstream(graph: KnowledgeGraph, goal: str, reference: Sign, kind: Kind | None = None) -> list[Response]:
    """The outcomes for one quantity or its kinds, as seen in direction ``reference``, when each other one rises."""
    grades = Grades(graph, upstream=True)
    members = (goal, *graph.kinds(goal))
    found = [grades.outcomes({member: reference}) for member in members]
    return _ordered(graph, found, members, kind, upstream=True)


def _ordered(
    graph: KnowledgeGraph,
    found: Sequence[Mapping[str, Outcome]],
    roots: Sequence[str],
    kind: Kind | None,
    *,
    upstream: bool = False,
) -> list[Response]:
    """The outcomes with their strongest chains, best supported first; downstream, a concept includes its kinds."""
    network = Network(graph)
    best: dict[Reason, dict[str, Links]] = {}
    responses = []
    for name, concept in graph.concepts.items():
        if concept.is_level or name in roots or kind not in (None, kind_of(concept.category)):
            continue
        members = (name,) if upstream else (name, *(k for k in graph.kinds(name) if k not in roots))
        outcome = together(part[member] for part in found for member in members if member in part)
        if outcome is None:
            continue
        if outcome.reason not in best:
            best[outcome.reason] = strongest(counted(network, outcome.reason), roots, upstream=upstream)
        known = best[outcome.reason]
        candidates = [known[member] for member in members if member in known and outcome.response]
        responses.append(Response(name, outcome, min(candidates, key=_order, default=())))
    return sorted(responses, key=lambda r: (not r.links, *_order(r.links), r.concept))


def _order(links: Links) -> tuple[int, int, tuple[str, ...]]:
    return sum(i.cost for i in links), len(links), tuple(i.target for i in links)


def strongest(influences: Iterable[Influence], roots: Iterable[str], *, upstream: bool = False) -> dict[str, Links]:
    """The best supported path from the roots to each quantity, or from each quantity to a root (Dijkstra 1959).

    Ties go to fewer steps, then to the names along the path. If two quantities have influences of both signs, the
    better supported one is used.
    """
    onward: dict[str, list[Influence]] = {}
    for i in influences:
        onward.setdefault(i.target if upstream else i.source, []).append(i)
    found: dict[str, Links] = {}
    heap: list[tuple[int, int, tuple[str, ...], str, int, Links]] = []
    pushed = 0
    for root in roots:
        heappush(heap, (0, 0, (), root, pushed, ()))
        pushed += 1
    while heap:
        cost, hops, names, node, _, links = heappop(heap)
        if node in found:
            continue
        found[node] = links
        for i in onward.get(node, ()):
            head = i.source if upstream else i.target
            if head not in found:
                pushed += 1
                longer = (i, *links) if upstream else (*links, i)
                heappush(heap, (cost + i.cost, hops + 1, (*names, head), head, pushed, longer))
    return found
