"""List claims and how well each is supported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Unpack

from msgspec import Struct

from kg.errors import UnknownName
from kg.model.answer import Data, ListAnswer
from kg.model.filters import Sources, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import resolve
from kg.questions.parts.claims import ClaimLine, best_supported, claim_line
from kg.signature import Concept, Range, asked

#: Maximum number of choices in a message.
MOST_NAMED = 40


class ClaimsQuestion(Struct, frozen=True):
    """What was asked."""

    concept: Annotated[str | None, "The concept, as it was typed; null for any."]
    relation: Annotated[str | None, "The relation; null for any."]
    document: Annotated[str | None, "The document or study; null for any."]
    modality: Annotated[str | None, "How firmly a source states it; null for any."]
    contested: Annotated[bool, "Whether only claims with evidence on both sides were asked for."]
    limit: Annotated[int | None, "Maximum number of claims listed; 0 or null for no limit."]


class ListedClaims(ListAnswer, frozen=True, tag="kg-claims/2"):
    """The claims that pass some filters."""

    question: Annotated[ClaimsQuestion, "What was asked, as it was interpreted."]
    found: Annotated[int, "How many claims pass; more than are listed if there is a limit."]
    claims: Annotated[tuple[ClaimLine, ...], "The claims; if limited, the best supported, best first."]


@asked
def claims(
    graph: KnowledgeGraph,
    *,
    concept: Annotated[Concept | None, "Only claims about this concept."] = None,
    relation: Annotated[str | None, "Only claims with this relation, such as increases."] = None,
    document: Annotated[str | None, "Only claims of this document or study, such as 002 or zadro-2018."] = None,
    modality: Annotated[
        str | None, "Only claims that a source states in this way: asserted, hedged, emerging, disputed or denied."
    ] = None,
    contested: Annotated[bool, "Only claims with evidence on both sides."] = False,
    limit: Annotated[
        int | None,
        "Maximum number of claims, the best supported; 0 for all (default: all; as text, one screen).",
        Range(0),
    ] = None,
    **filters: Unpack[Sources],
) -> ListedClaims:
    """List claims and how well each is supported.

    Filters combine: a claim is listed if it passes all of them.

    Example: kg claims --contested

    Raises UnknownName, with the choices, for an unknown relation, document, study or modality, and UnknownConcept.
    """
    graph = filtered(graph, **filters)
    about = set(graph.concepts)
    if concept is not None:
        quantity = resolve(graph, concept).quantity
        about = {quantity, *(state.id for state in graph.states.get(quantity, ()))}
    relation = _choice(relation, list(graph.relations), "relation")
    source = _choice(document, [*graph.sources, *(s.partition(":")[2] for s in graph.sources)], "document or study")
    modality = _choice(modality, [t.id for t in graph.terms.values() if t.scheme == "Modality"], "modality")
    kept = [
        claim
        for claim in graph.claims.values()
        if about & {claim.subject, claim.object}
        and relation in (None, claim.relation)
        and any(
            (source is None or source in (e.source, e.source.partition(":")[2])) and modality in (None, e.modality)
            for e in graph.evidence_of[claim.id]
        )
        and (not contested or graph.confidence(claim.id).contested)
    ]
    return ListedClaims(
        Data.of(graph),
        ClaimsQuestion(concept, relation, source, modality, contested, limit),
        len(kept),
        tuple(claim_line(graph, claim) for claim in best_supported(graph, kept, limit)),
    )


def _choice(value: str | None, known: Sequence[str], what: str) -> str | None:
    """The matching known value, ignoring case and spaces."""
    if value is None:
        return None
    wanted = "".join(value.split()).casefold()
    for name in known:
        if name.casefold() == wanted:
            return name
    raise UnknownName(f"unknown {what} “{value}”; choose one of: {', '.join(known[:MOST_NAMED])}")
