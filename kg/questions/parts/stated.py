"""What sources say directly of two things, on each side."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct, field

from kg.model.core import Sign, Stance
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from kg.model.lookup import Selection


class Side(Struct, frozen=True):
    """The claims that state one sign, and the sources on either side of them."""

    confidence: Annotated[float, "The confidence of the claims together, from 0.01 to 0.99; not a probability."]
    pages: Annotated[int, "Number of web pages that support them."]
    studies: Annotated[int, "Number of studies that support them."]
    against: Annotated[int, "Number of sources that dispute them."]
    claims: Annotated[tuple[str, ...], "The claims."]


class Stated(Struct, frozen=True):
    """What sources say of the very pair, by the direction of the target as asked."""

    up: Annotated[Side | None, "Claims that the target goes up; null if there are none."] = field(name="+")
    down: Annotated[Side | None, "Claims that the target goes down; null if there are none."] = field(name="-")
    none: Annotated[Side | None, "Claims that there is no effect; null if there are none."] = field(name="0")
    undecided: Annotated[int, "Number of sources that are undecided on these claims."]


def stated(graph: KnowledgeGraph, start: Selection, goal: Selection) -> Stated:
    """What sources say of two quantities, or of the first and a kind of the second."""
    members = {goal.quantity, *graph.kinds(goal.quantity)} - {start.quantity}
    sides: dict[Sign, list[Influence]] = {}
    for used in graph.influences:
        if used.source == start.quantity and used.target in members:
            way = used.sign * (start.direction or Sign.PLUS) * (goal.direction or Sign.PLUS)
            sides.setdefault(way, []).append(used)
    claims = {claim.id for some in sides.values() for used in some for claim in used.claims}
    return Stated(
        _side(graph, sides.get(Sign.PLUS, [])),
        _side(graph, sides.get(Sign.MINUS, [])),
        _side(graph, sides.get(Sign.NULL, [])),
        len(_sources(graph, claims, Stance.INCONCLUSIVE)),
    )


def _side(graph: KnowledgeGraph, influences: list[Influence]) -> Side | None:
    if not influences:
        return None
    claims = tuple(claim.id for used in influences for claim in used.claims)
    supporting = _sources(graph, claims, Stance.SUPPORTS)
    pages = len(supporting & graph.documents.keys())
    disputing = _sources(graph, claims, Stance.DISPUTES)
    value = float(graph.confidence(*claims).value)
    return Side(value, pages, len(supporting) - pages, len(disputing), claims)


def _sources(graph: KnowledgeGraph, claims: set[str] | tuple[str, ...], stance: Stance) -> set[str]:
    return {item.source for claim in claims for item in graph.evidence_of[claim] if item.stance is stance}
