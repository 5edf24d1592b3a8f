"""Things that change, each with its strongest chain in brief, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

from msgspec import Struct

from kg.model.core import Concept, Sign
from kg.model.graph import KnowledgeGraph
from kg.model.kinds import Kind, kind_of
from kg.model.lookup import level_label
from kg.reasoning.network import product
from kg.reasoning.outcomes import Reason
from kg.reasoning.responses import Links, Response
from kg.reasoning.support import Support
from kg.reasoning.verdict import Certainty


class Node(Struct, frozen=True):
    """One quantity along a chain."""

    id: Annotated[str, "The quantity."]
    label: Annotated[str, "Its display name."]
    direction: Annotated[Sign, "Its direction in this chain: up (+), down (-) or unknown (?)."]


class ShortChain(Struct, frozen=True):
    """A chain in brief."""

    sign: Annotated[Sign, "The direction of its last quantity; in kg-why, the direction of the target as asked."]
    confidence: Annotated[float, "The product of the confidences of its steps, to four places or two digits."]
    factors: Annotated[tuple[float, ...], "The confidences of its steps."]
    nodes: Annotated[tuple[Node, ...], "The quantities along it, with their directions."]
    claims: Annotated[tuple[str, ...], "The best supported claim of each step."]
    contested: Annotated[bool, "Whether a step is contested."]


class Move(Struct, frozen=True):
    """The outcome for one quantity."""

    id: Annotated[str, "The quantity."]
    label: Annotated[str, "Its display name."]
    kind: Annotated[Kind, "The kind of concept."]
    effect: Annotated[
        Sign,
        "Its direction: up (+), down (-), no change (0), or undetermined (?). "
        "In kg-why it is the direction of the target when this quantity goes in its ``direction``.",
    ]
    certainty: Annotated[Certainty, "How sure the effect is: certain, likely or open; an open effect is ?."]
    weight: Annotated[float | None, "The weight of the sign over possible worlds; null if it was not needed."]
    support: Annotated[
        Support | None, "What the sign rests on: strong, moderate, unnamed or weak; null if there is none."
    ]
    reason: Annotated[Reason, "The rule that decided."]
    direction: Annotated[Sign, "In kg-why, the direction of this quantity: + or, if only that is stated, -; else +."]
    answered_for: Annotated[str | None, "The quantity that stands in for this one or for the source; null if none."]
    chain: Annotated[
        ShortChain | None, "The best supported chain among those that count; null if there is none to show."
    ]


def moves(
    graph: KnowledgeGraph, found: Iterable[Response], held: Mapping[str, Sign], reference: Sign = Sign.PLUS
) -> tuple[Move, ...]:
    """The outcome for each quantity; its chain begins with a held quantity, or with itself going up.

    The sign of a chain is that of its last quantity, as seen in direction ``reference``.
    """
    return tuple(
        Move(
            response.concept,
            _label(graph.concepts[response.concept], response.direction),
            kind_of(graph.concepts[response.concept].category),
            response.verdict.sign * reference,
            response.verdict.certainty,
            response.verdict.weight.weight if response.verdict.weight else None,
            response.verdict.support,
            response.verdict.reason,
            response.direction,
            _stand_in(response, held),
            _chain(graph, response.links, held, reference, response.direction) if response.links else None,
        )
        for response in found
    )


def _label(concept: Concept, direction: Sign) -> str:
    return level_label(concept, direction) if direction is Sign.MINUS else concept.label


def _stand_in(response: Response, held: Mapping[str, Sign]) -> str | None:
    verdict = response.verdict
    if held and verdict.source not in held:
        return verdict.source
    return verdict.target if held and verdict.target != response.concept else None


def _chain(graph: KnowledgeGraph, links: Links, held: Mapping[str, Sign], reference: Sign, way: Sign) -> ShortChain:
    stands_in = next(iter(held.values())) if len(held) == 1 else Sign.PLUS
    direction = held.get(links[0].source, stands_in) * way
    nodes = [Node(links[0].source, graph.concepts[links[0].source].label, direction)]
    for i in links:
        direction *= i.sign
        nodes.append(Node(i.target, graph.concepts[i.target].label, direction))
    return ShortChain(
        direction * reference,
        float(product(i.confidence.value for i in links)),
        tuple(float(i.confidence.value) for i in links),
        tuple(nodes),
        tuple(i.claims[0].id for i in links),
        any(i.contested for i in links),
    )
