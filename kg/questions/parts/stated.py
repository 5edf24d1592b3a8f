"""What sources say directly about two things, on each side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Struct, field

from kg.model.confidence import witness
from kg.model.core import Sign, Stance
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection
from kg.reasoning.denials import denied


class Statements(Struct, frozen=True):
    """The claims of one sign, and the sources on either side of them."""

    confidence: Annotated[float, "The confidence of the claims together, from 0.01 to 0.99; not a probability."]
    pages: Annotated[int, "Number of web pages that support them."]
    studies: Annotated[int, "Number of studies that support them."]
    against_pages: Annotated[int, "Number of web pages that dispute them."]
    against_studies: Annotated[int, "Number of studies that dispute them."]
    claims: Annotated[tuple[str, ...], "The claims."]
    independent: Annotated[int, "Number of independent witnesses among those that support them."]
    against_independent: Annotated[int, "Number of independent witnesses among those that dispute them."]
    knowledge_sources: Annotated[int, "Number of imported sources of knowledge that support them and name no study."]
    against_knowledge_sources: Annotated[int, "Number of imported ones that dispute them and name no study."]


class Stated(Struct, frozen=True):
    """What sources say about this very pair, by the direction of the target as asked."""

    up: Annotated[Statements | None, "Claims that the target goes up; null if there are none."] = field(name="+")
    down: Annotated[Statements | None, "Claims that the target goes down; null if there are none."] = field(name="-")
    none: Annotated[Statements | None, "Claims that there is no effect; null if there are none."] = field(name="0")
    undecided: Annotated[int, "Number of sources that are undecided on the effect."]

    def side(self, sign: Sign) -> Statements | None:
        """The claims of one sign."""
        return {Sign.PLUS: self.up, Sign.MINUS: self.down, Sign.NULL: self.none}.get(sign)


def stated(graph: KnowledgeGraph, start: Selection, goal: Selection) -> Stated:
    """What sources say about two quantities, or the first and a kind of the second."""
    return each(graph, {start.quantity: start.direction or Sign.PLUS}, goal)[start.quantity]


def each(graph: KnowledgeGraph, held: Mapping[str, Sign], goal: Selection) -> dict[str, Stated]:
    """What sources say about each quantity, in its direction, and the goal or a kind of it."""
    members = {goal.quantity, *graph.kinds(goal.quantity)}
    way = goal.direction or Sign.PLUS
    found: dict[str, dict[Sign, dict[str, None]]] = {name: {} for name in held}
    for used in graph.influences:
        if used.target in members and used.source in held and used.source != used.target:
            side = found[used.source].setdefault(used.sign * held[used.source] * way, {})
            side.update({claim.id: None for claim in used.claims})
    for claim, source, target, sign in denied(graph):
        if target in members and source in held and source != target:
            found[source].setdefault(sign * held[source] * way, {})[claim.id] = None
    open_: dict[str, set[str]] = {name: set() for name in held}
    for claim, source, target, _ in denied(graph, Stance.INCONCLUSIVE):
        if target in members and source in held and source != target:
            open_[source].add(claim.id)
    return {name: _stated(graph, sides, open_[name] if sides else set()) for name, sides in found.items()}


def _stated(graph: KnowledgeGraph, sides: Mapping[Sign, Mapping[str, None]], undecided: set[str]) -> Stated:
    every = undecided.union(*sides.values())
    return Stated(
        _side(graph, tuple(sides.get(Sign.PLUS, ()))),
        _side(graph, tuple(sides.get(Sign.MINUS, ()))),
        _side(graph, tuple(sides.get(Sign.NULL, ()))),
        len(_sources(graph, every, Stance.INCONCLUSIVE)),
    )


def _side(graph: KnowledgeGraph, claims: tuple[str, ...]) -> Statements | None:
    if not claims:
        return None
    (pages, studies, *for_), against = (_counts(graph, claims, stance) for stance in (Stance.SUPPORTS, Stance.DISPUTES))
    value = float(graph.confidence(*claims).value)
    return Statements(value, pages, studies, *against[:2], claims, for_[1], against[3], for_[0], against[2])


def _counts(graph: KnowledgeGraph, claims: tuple[str, ...], stance: Stance) -> tuple[int, int, int, int]:
    """The numbers of pages, studies, sources of knowledge and independent witnesses with a stance on some claims."""
    found = _sources(graph, claims, stance)
    kinds = (graph.pages, graph.literature, graph.knowledge_sources)
    pages, studies, others = (len(found & kind) for kind in kinds)
    return pages, studies, others, len({witness(graph.sources[name]) for name in found})


def _sources(graph: KnowledgeGraph, claims: set[str] | tuple[str, ...], stance: Stance) -> set[str]:
    found = {item.source for claim in claims for item in graph.evidence_of[claim] if item.stance is stance}
    return found - graph.void
