"""Everything about one concept, claim, passage or source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Unpack

import msgspec
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import astuple

from kg.errors import IDENTIFIED, UnknownConcept
from kg.model.answer import Data, GraphAnswer
from kg.model.core import Claim, Document, Passage, Sign, Stance, Study
from kg.model.core import Concept as Node
from kg.model.filters import Sources, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.grouped import grouped
from kg.model.influence import Influence, polarity
from kg.model.lookup import resolve, used, withdrawn
from kg.model.withdrawn import Withdrawal, WithdrawnConcept
from kg.questions.parts.card import ReportCard, report_card
from kg.questions.parts.claims import (
    Citation,
    ClaimLine,
    InfluenceLine,
    SourceCitation,
    Sum,
    citation,
    claim_line,
    influence_line,
    points,
    rated,
    source_citation,
)
from kg.questions.parts.facts import (
    ConceptFacts,
    PassageFacts,
    SourceFacts,
    concept_facts,
    passage_facts,
    resting,
    source_facts,
    traced,
)
from kg.reasoning import region
from kg.signature import Concept, asked


class BySign(Struct, frozen=True):
    """Influences by sign."""

    raises: Annotated[tuple[InfluenceLine, ...], "Those that raise."] = msgspec.field(name="raise")
    lowers: Annotated[tuple[InfluenceLine, ...], "Those that lower."] = msgspec.field(name="lower")
    changes: Annotated[tuple[InfluenceLine, ...], "Those that change, in a direction that no source gives."] = (
        msgspec.field(name="change")
    )
    leaves: Annotated[tuple[InfluenceLine, ...], "Those that do not change."] = msgspec.field(name="do not change")


class ShownConcept(GraphAnswer, frozen=True, tag="kg-show-concept/2"):
    """A concept with its causes and effects."""

    concept: Annotated[ConceptFacts, "The concept itself."]
    quantity: Annotated[str, "The quantity whose influences are listed."]
    what_changes_it: Annotated[BySign, "Influences on it, by sign."]
    what_it_changes: Annotated[BySign, "Influences of it on others, by sign."]
    other_claims: Annotated[tuple[ClaimLine, ...], "Claims about it that are not causal."]
    unsupported_claims: Annotated[tuple[ClaimLine, ...], "Causal claims about it that no source supports."]
    claims_about_kinds: Annotated[tuple[ClaimLine, ...], "Claims about its kinds."]


class RelationFacts(Struct, frozen=True):
    """A relation of the vocabulary."""

    id: Annotated[str, "Its name in the vocabulary."]
    label: Annotated[str, "Its name in words."]
    definition: Annotated[str, "What it means."]


class SignedEnds(Struct, frozen=True):
    """A claim as an influence between quantities."""

    source: Annotated[str, "The quantity that acts."]
    target: Annotated[str, "The quantity that is acted on."]
    sign: Annotated[Sign, "Whether the first raises (+), lowers (-), does not change (0) or changes (?) the second."]


class EvidenceBySide(Struct, frozen=True):
    """Evidence items by side."""

    supports: Annotated[tuple[Citation, ...], "Those that support the claim."]
    disputes: Annotated[tuple[Citation, ...], "Those that dispute it."]
    inconclusive: Annotated[tuple[Citation, ...], "Those that are undecided on it."]
    not_counted: Annotated[tuple[Citation, ...], "Those of studies that are retracted or were not identified."]


class ShownClaim(GraphAnswer, frozen=True, tag="kg-show-claim/2"):
    """A claim with all its evidence."""

    claim: Annotated[ClaimLine, "The claim in brief."]
    relation: Annotated[RelationFacts, "The relation of the claim."]
    influence: Annotated[SignedEnds | None, "The claim as an influence between quantities; null if it is not causal."]
    confidence: Annotated[Sum, "How well it is supported, and how that is calculated."]
    evidence: Annotated[EvidenceBySide, "All evidence, by side."]


class Rests(Struct, frozen=True):
    """How much of the graph rests on a source."""

    claims: Annotated[int, "How many claims it has evidence on."]
    of: Annotated[int, "How many claims there are."]
    on_it_alone: Annotated[int, "How many claims have evidence from this source only."]


class ShownSource(GraphAnswer, frozen=True, tag="kg-show-source/2"):
    """A document or study with all its evidence."""

    source: Annotated[SourceFacts, "The document or study itself."]
    rests_on_it: Annotated[Rests, "How much of the graph rests on it."]
    cited_by: Annotated[tuple[str, ...], "Evidence items that cite this study."]
    references: Annotated[
        dict[str, tuple[str, ...]], "The studies that a document cites, by the result of tracing them."
    ]
    evidence: Annotated[tuple[SourceCitation, ...], "All its evidence items."]
    card: Annotated[
        ReportCard | UnsetType, "What the literature says about the claims of a document; absent for a study."
    ] = UNSET


class ShownPassage(GraphAnswer, frozen=True, tag="kg-show-passage/1"):
    """A passage of a document, with the evidence that rests on it."""

    passage: Annotated[PassageFacts, "The passage itself."]
    evidence: Annotated[tuple[SourceCitation, ...], "The evidence items that cite it, each with its claim."]


class WithdrawnFacts(Withdrawal, frozen=True):
    """The record of a withdrawn claim."""


class ShownWithdrawn(GraphAnswer, frozen=True, tag="kg-show-withdrawn/2"):
    """A withdrawn claim."""

    withdrawn: Annotated[WithdrawnFacts, "The record of the claim."]
    replacement: Annotated[ClaimLine | None, "The claim that replaces it, in brief; null if there is none."]


class WithdrawnConceptFacts(Struct, frozen=True):
    """The record of a withdrawn concept."""

    concept: Annotated[str, "Its identifier, which is never reused."]
    label: Annotated[str, "The name that it had."]
    reason: Annotated[str, "Why it was withdrawn."]
    date: Annotated[str, "The date of withdrawal, such as 2026-11-28."]
    replaced_by: Annotated[tuple[str, ...], "The concepts that replace it."]


class ShownWithdrawnConcept(GraphAnswer, frozen=True, tag="kg-show-withdrawn-concept/1"):
    """A withdrawn concept."""

    withdrawn: Annotated[WithdrawnConceptFacts, "The record of the concept."]
    replacements: Annotated[tuple[ConceptFacts, ...], "The concepts that replace it."]


@asked
def show(
    graph: KnowledgeGraph,
    thing: Annotated[Concept, "A concept, claim, evidence item, passage, document or study."],
    **filters: Unpack[Sources],
) -> ShownConcept | ShownClaim | ShownSource | ShownPassage | ShownWithdrawn | ShownWithdrawnConcept:
    """Show everything about one concept, claim, passage or source.

    An evidence item shows its claim. A passage shows its place, its digest, and the claims that rest on it. A withdrawn
    claim or concept shows why it was withdrawn, and what replaces it.

    Example: kg show osteomalacia

    Raises UnknownConcept if nothing has that name.
    """
    name = thing.strip()
    graph = filtered(region.about(graph, name, filters), **filters)
    if name in graph.evidence:
        name = graph.evidence[name].claim
    if name in graph.passages:
        return _passage(graph, graph.passages[name])
    if name in graph.claims:
        return _claim(graph, graph.claims[name])
    if name in graph.withdrawn:
        return _withdrawn(graph, graph.withdrawn[name])
    if (gone := withdrawn(graph, name)) is not None and used(graph, name) is None:
        return _withdrawn_concept(graph, gone)
    for known in (name, f"document:{name}", f"study:{name}"):
        if known in graph.sources:
            return _source(graph, graph.sources[known])
    if name.partition(":")[0] in IDENTIFIED:
        from kg.model.nearest import nearest

        raise UnknownConcept(name, nearest(graph, name.partition(":")[2]))
    return _concept(graph, resolve(graph, name).concept)


def _concept(graph: KnowledgeGraph, concept: Node) -> ShownConcept:
    quantity = concept.quantity
    about = {concept.id, quantity, *(state.id for state in graph.states.get(quantity, ()))}
    kinds = {kind for name in (concept.id, quantity) for kind in graph.narrower.get(name, ())}
    own = [claim for claim in graph.claims.values() if about & {claim.subject, claim.object}]
    causal = [claim for claim in own if graph.relations[claim.relation].causal]
    of_kinds = [
        claim
        for claim in graph.claims.values()
        if kinds & {claim.subject, claim.object} and not about & {claim.subject, claim.object}
    ]
    return ShownConcept(
        Data.of(graph),
        concept_facts(graph, concept),
        quantity,
        _by_sign(graph, [i for i in graph.influences if i.target == quantity]),
        _by_sign(graph, [i for i in graph.influences if i.source == quantity]),
        _lines(graph, (claim for claim in own if not graph.relations[claim.relation].causal)),
        _lines(graph, (claim for claim in causal if claim.id not in graph.supported)),
        _lines(graph, of_kinds),
    )


def _by_sign(graph: KnowledgeGraph, influences: Iterable[Influence]) -> BySign:
    listed = list(influences)
    order = (Sign.PLUS, Sign.MINUS, Sign.UNKNOWN, Sign.NULL)
    return BySign(*(tuple(influence_line(graph, i) for i in listed if i.sign is sign) for sign in order))


def _lines(graph: KnowledgeGraph, claims: Iterable[Claim]) -> tuple[ClaimLine, ...]:
    return tuple(claim_line(graph, claim) for claim in claims)


def _claim(graph: KnowledgeGraph, claim: Claim) -> ShownClaim:
    relation = graph.relations[claim.relation]
    items = graph.evidence_of[claim.id]
    sided = ((None if item.source in graph.void else item.stance, citation(graph, item)) for item in items)
    confidence = graph.confidence(claim.id)
    return ShownClaim(
        Data.of(graph),
        claim_line(graph, claim),
        RelationFacts(relation.id, relation.label, relation.definition),
        SignedEnds(*polarity(claim, graph.concepts, relation.sign)) if relation.sign else None,
        Sum(*rated(confidence), confidence.direction, points(confidence)),
        EvidenceBySide(*grouped(sided, (*Stance, None)).values()),
    )


def _passage(graph: KnowledgeGraph, passage: Passage) -> ShownPassage:
    items = (item for item in graph.evidence_from[passage.document] if item.passage == passage.id)
    return ShownPassage(
        Data.of(graph), passage_facts(graph, passage), tuple(source_citation(graph, item) for item in items)
    )


def _withdrawn(graph: KnowledgeGraph, item: Withdrawal) -> ShownWithdrawn:
    replacement = graph.claims.get(item.replaced_by or "")
    return ShownWithdrawn(
        Data.of(graph),
        WithdrawnFacts(*astuple(item)),
        claim_line(graph, replacement) if replacement else None,
    )


def _withdrawn_concept(graph: KnowledgeGraph, item: WithdrawnConcept) -> ShownWithdrawnConcept:
    return ShownWithdrawnConcept(
        Data.of(graph),
        WithdrawnConceptFacts(item.id, item.label, item.reason, item.date, item.replaced_by),
        tuple(concept_facts(graph, graph.concepts[name]) for name in item.replaced_by),
    )


def _source(graph: KnowledgeGraph, source: Document | Study) -> ShownSource:
    claims, alone = resting(graph, source)
    return ShownSource(
        Data.of(graph),
        source_facts(source),
        Rests(claims, len(graph.claims), alone),
        graph.cited_by.get(source.id, ()),
        traced(graph, source),
        tuple(source_citation(graph, item) for item in graph.evidence_from[source.id]),
        report_card(graph, source.id) if isinstance(source, Document) else UNSET,
    )
