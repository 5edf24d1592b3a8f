"""Claims, influences and their evidence, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict

from kg.errors import UsageError
from kg.model.confidence import Confidence
from kg.model.core import Claim, Document, Evidence, Sign, Stance, Value
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from kg.model.words import design, link, sentence, source_name, status

#: What the fields of a confidence mean, wherever they occur.
CONFIDENCE = "How well it is supported, from 0.01 to 0.99; not a probability: for × (1 − against)."
FOR = "What all evidence for it counts together, from 0 to 1."
PARTS = (
    "The independent witnesses that count, for it first; each side is 1 − (1 − web pages) · Π(1 − points of a study)."
)
GRAPHS = "The graphs that contain it; absent if only one was asked."
AGAINST = "What all evidence against it counts together, from 0 to 1."


class Points(Struct, frozen=True):
    """What one independent witness counts in a confidence: kind × modality × citation."""

    evidence: Annotated[str, "The evidence item that counts."]
    supports: Annotated[bool, "Whether it supports the claim; if not, it disputes it."]
    page: Annotated[bool, "Whether it is a web page: all web pages of a side count at most 0.30 together."]
    kind: Annotated[float, "Weight of the design of the study, or of a web page."]
    modality: Annotated[float, "Factor for how firmly it is stated."]
    citation: Annotated[float, "Factor for a cited study that cannot be traced or says something else."]
    points: Annotated[float, "What it counts on its side: the product of the three."]


class Sum(Struct, frozen=True, rename={"for_": "for"}):
    """A confidence and its calculation: for and against, each with its parts."""

    value: Annotated[float, CONFIDENCE]
    for_: Annotated[float, FOR]
    against: Annotated[float, AGAINST]
    direction: Annotated[Stance, "The larger side: supports or disputes; inconclusive if they are equal."]
    parts: Annotated[tuple[Points, ...], PARTS]


class Cited(Struct, frozen=True):
    """A study on which a document says it relies."""

    id: Annotated[str, "The study."]
    trace: Annotated[str, "The trace status of the study in small letters, such as verified or misdescribed."]


class Citation(Struct, frozen=True, kw_only=True):
    """One evidence item for readers: who says what, where, how firmly, and the link to check it."""

    id: Annotated[str, "The evidence item."]
    source: Annotated[str, "The document or study."]
    source_name: Annotated[str, "The display name of the source."]
    kind: Annotated[str, "The kind of source."]
    section: Annotated[str | None, "The section of the document; null for a study."]
    says: Annotated[str, "What the source says, in our own words."]
    start: Annotated[int | None, "The first code point of the passage; null for a study."]
    end: Annotated[int | None, "The code point after the passage; null for a study."]
    passage: Annotated[str | None, "The passage; null for a study."]
    digest: Annotated[str | None, "SHA-256 of the text of the passage in UTF-8, in hexadecimal; null for a study."]
    direction: Annotated[Stance, "Whether it supports the claim, disputes it, or is inconclusive."]
    modality: Annotated[str, "How firmly it is stated: asserted, hedged, emerging, disputed or denied."]
    context: Annotated[dict[str, tuple[str, ...]], "Population, severity, dose and so on, if the source limits them."]
    cites: Annotated[tuple[Cited, ...], "The studies on which the source says it relies."]
    url: Annotated[str | None, "The address at which to check it; null if there is none."]
    status: Annotated[
        str | UnsetType,
        "The status of the record of a study, if it is corrected, retracted, under an expression of concern, or not "
        "identified; what is retracted or not identified counts for nothing.",
    ] = UNSET
    read_at: Annotated[str | UnsetType, "Where the study was read: an address or DOI."] = UNSET
    accessed: Annotated[str | UnsetType, "The day on which it was read."] = UNSET
    place: Annotated[str | UnsetType, "Where in it the finding is reported."] = UNSET
    sample: Annotated[str | UnsetType, "The participants or trials on which the evidence rests."] = UNSET
    effect: Annotated[str | UnsetType, "The effect as printed, with its interval."] = UNSET
    graphs: Annotated[tuple[str, ...] | UnsetType, GRAPHS] = UNSET
    score: Annotated[str | UnsetType, "How certain the graph of an imported claim says it is, in its own terms."] = (
        UNSET
    )


class SourceCitation(Citation, frozen=True):
    """One evidence item of a source, with its claim."""

    claim: Annotated[str, "The claim that it is about."]
    sentence: Annotated[str, "The claim in words."]


class Sides(Struct, frozen=True):
    """The names of the sources on each side."""

    supports: Annotated[tuple[str, ...], "Those that support the claim."]
    disputes: Annotated[tuple[str, ...], "Those that dispute it."]
    inconclusive: Annotated[tuple[str, ...], "Those that are undecided."]


class ClaimLine(Struct, frozen=True, rename={"for_": "for"}):
    """A claim in a list: its sentence, how well it is supported, and by whom."""

    id: Annotated[str, "The claim."]
    sentence: Annotated[str, "The claim as its sources state it."]
    subject: Annotated[str, "The concept that it is about."]
    relation: Annotated[str, "The relation."]
    object: Annotated[str, "The other concept, or a value."]
    confidence: Annotated[float, CONFIDENCE]
    for_: Annotated[float, FOR]
    against: Annotated[float, AGAINST]
    sum: Annotated[tuple[Points, ...], PARTS]
    contested: Annotated[bool, "Whether there is evidence on both sides."]
    supports: Annotated[int, "How many evidence items support it."]
    disputes: Annotated[int, "How many evidence items dispute it."]
    inconclusive: Annotated[int, "How many evidence items are undecided."]
    sides: Annotated[Sides, "The names of the sources on each side."]
    value: Annotated[Value | None, "The value, if its object is one."]
    sources: Annotated[tuple[str, ...], "Its sources."]
    graphs: Annotated[tuple[str, ...] | UnsetType, GRAPHS] = UNSET


class Said(Struct, frozen=True):
    """A claim in a sentence."""

    id: Annotated[str, "The claim."]
    sentence: Annotated[str, "The claim as its sources state it."]


class InfluenceLine(Struct, frozen=True, rename={"for_": "for"}):
    """One quantity acting on another."""

    source: Annotated[str, "The quantity that acts."]
    target: Annotated[str, "The quantity that is acted on."]
    sign: Annotated[Sign, "The sign between the two."]
    confidence: Annotated[float, CONFIDENCE]
    for_: Annotated[float, FOR]
    against: Annotated[float, AGAINST]
    contested: Annotated[bool, "Whether there is evidence on both sides, or another sign between the two."]
    claims: Annotated[tuple[Said, ...], "The claims that say so, best supported first."]
    graphs: Annotated[tuple[str, ...] | UnsetType, GRAPHS] = UNSET


def points(confidence: Confidence) -> tuple[Points, ...]:
    """The parts of a confidence."""
    return tuple(
        Points(
            part.evidence,
            part.supports,
            part.page,
            float(part.kind),
            float(part.modality),
            float(part.citation),
            float(part.points),
        )
        for part in confidence.parts
    )


def rated(confidence: Confidence) -> tuple[float, float, float]:
    """A confidence, and what counts for and against."""
    return float(confidence.value), float(confidence.for_), float(confidence.against)


def citation(graph: KnowledgeGraph, item: Evidence | str) -> Citation:
    """One evidence item for readers: who says what, where, how firmly, and the link to check it.

    ``item`` is an evidence item or its identifier. Raises UsageError for another identifier.
    """
    if isinstance(item, str):
        item = _evidence(graph, item)
    source = graph.sources[item.source]
    passage = graph.passages[item.passage] if item.passage else None
    url = link(source, passage) if isinstance(source, Document) and passage else source.url
    cites = (graph.studies[name] for name in item.cites if name in graph.studies)
    return Citation(
        id=item.id,
        source=item.source,
        source_name=source_name(source),
        kind=design(graph, source),
        section=passage.section if passage else None,
        says=item.says,
        start=passage.start if passage else None,
        end=passage.end if passage else None,
        passage=passage.id if passage else None,
        digest=passage.digest if passage else None,
        direction=item.stance,
        modality=item.modality.lower(),
        context={axis: tuple(v for a, v in item.context if a == axis) for axis, _ in item.context},
        cites=tuple(Cited(study.id, study.trace_status.lower()) for study in cites),
        url=url or None,
        status=status(graph, source) or UNSET,
        read_at=item.read_at or UNSET,
        accessed=item.accessed or UNSET,
        place=item.place or UNSET,
        sample=item.sample or UNSET,
        effect=item.effect or UNSET,
        graphs=item.graphs or UNSET,
        score=item.score or UNSET,
    )


def _evidence(graph: KnowledgeGraph, name: str) -> Evidence:
    if name in graph.evidence:
        return graph.evidence[name]
    other = f"; for the reference of a source: kg.cite(graph, [“{name}”])" if name in graph.sources else ""
    raise UsageError(f"“{name}” is not an evidence item; kg.show lists those of a claim, passage or source{other}")


def source_citation(graph: KnowledgeGraph, item: Evidence) -> SourceCitation:
    """One evidence item with its claim."""
    return SourceCitation(item.claim, sentence(graph, graph.claims[item.claim]), **asdict(citation(graph, item)))


def graphs_of(items: Iterable[Evidence]) -> tuple[str, ...] | UnsetType:
    """The graphs from which some evidence items are, each once; nothing if there is only one graph."""
    return tuple(dict.fromkeys(name for item in items for name in item.graphs)) or UNSET


def claim_line(graph: KnowledgeGraph, claim: Claim) -> ClaimLine:
    """A claim in one line of a list: its sentence, how well it is supported, and by whom."""
    items = graph.evidence_of[claim.id]
    confidence = graph.confidence(claim.id)
    return ClaimLine(
        claim.id,
        sentence(graph, claim),
        claim.subject,
        claim.relation,
        claim.object,
        *rated(confidence),
        points(confidence),
        confidence.contested,
        sum(item.stance is Stance.SUPPORTS for item in items),
        sum(item.stance is Stance.DISPUTES for item in items),
        sum(item.stance is Stance.INCONCLUSIVE and item.source not in graph.void for item in items),
        Sides(*(_names(graph, items, stance) for stance in Stance)),
        graph.values.get(claim.object),
        tuple(sorted({item.source for item in items})),
        graphs_of(items),
    )


def _names(graph: KnowledgeGraph, items: Iterable[Evidence], stance: Stance) -> tuple[str, ...]:
    named = {item.source for item in items if item.stance == stance} - graph.void
    return tuple(sorted({source_name(graph.sources[name]) for name in named}))


def best_supported(graph: KnowledgeGraph, found: Sequence[Claim], limit: int | None) -> Sequence[Claim]:
    """At most ``limit`` claims, the best supported first; without a limit (0 or None), all, in their own order."""
    if not limit:
        return found
    return sorted(found, key=lambda claim: (-graph.confidence(claim.id).value, claim.id))[:limit]


def said(graph: KnowledgeGraph, claim: Claim) -> Said:
    """A claim in a sentence."""
    return Said(claim.id, sentence(graph, claim))


def influence_line(graph: KnowledgeGraph, used: Influence) -> InfluenceLine:
    """An influence with the sentences of its claims."""
    return InfluenceLine(
        used.source,
        used.target,
        used.sign,
        *rated(used.confidence),
        used.contested,
        tuple(said(graph, claim) for claim in used.claims),
        graphs_of(item for claim in used.claims for item in graph.evidence_of[claim.id]),
    )
