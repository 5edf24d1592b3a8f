"""Concepts and sources, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

from msgspec import UNSET, Struct, UnsetType

from kg.model.core import Concept, Document, Passage, Study
from kg.model.graph import KnowledgeGraph
from kg.model.words import link, source_name

S = TypeVar("S", bound=Struct)


class Identifiers(Struct, frozen=True):
    """Terms of ontologies."""

    exact: Annotated[tuple[str, ...], "Terms that mean the same."]
    close: Annotated[tuple[str, ...], "Terms that mean nearly the same."]
    broad: Annotated[tuple[str, ...], "Terms with a broader meaning."]


class ConceptFacts(Struct, frozen=True):
    """Everything known about a concept itself."""

    id: Annotated[str, "The concept."]
    label: Annotated[str, "Its display name."]
    definition: Annotated[str, "What it is, in our own words."]
    category: Annotated[str, "Its Biolink class."]
    synonyms: Annotated[tuple[str, ...], "Other names."]
    state_of: Annotated[str | None, "The quantity of which it is a state; null if it is not a state."]
    beyond_range: Annotated[bool, "Whether it is a state beyond the range of its quantity, such as an excess."]
    level: Annotated[str | None, "The level: Low or High; null if it is not a level."]
    states: Annotated[tuple[str, ...], "Its levels that have a name."]
    broader: Annotated[tuple[str, ...], "The broader concepts, of which it is a kind."]
    narrower: Annotated[tuple[str, ...], "The narrower concepts: its kinds, at all levels."]
    generic: Annotated[bool, "Whether it is not a quantity, such as overall health: no chain runs through it."]
    identifiers: Annotated[Identifiers, "Terms of ontologies."]


def concept_facts(graph: KnowledgeGraph, concept: Concept) -> ConceptFacts:
    """Everything known about a concept itself."""
    return ConceptFacts(
        concept.id,
        concept.label,
        concept.definition,
        concept.category,
        concept.synonyms,
        concept.state_of,
        concept.beyond_range,
        concept.level,
        tuple(state.id for state in graph.states.get(concept.id, ())),
        concept.broader,
        graph.narrower.get(concept.id, ()),
        concept.quantity in graph.generic,
        Identifiers(concept.exact, concept.close, concept.broad),
    )


class SourceFacts(Struct, frozen=True):
    """A document or a study."""

    if TYPE_CHECKING:  # without fields of its own, it represents its subclasses: see kg.model.schema
        id: str
        name: str


class DocumentParts(Struct, frozen=True, omit_defaults=True):
    """What a data file says about a document; what is not known is left out."""

    id: Annotated[str, "The document."]
    title: Annotated[str, "Its title."] = ""
    publisher: Annotated[str, "Who published it."] = ""
    url: Annotated[str | UnsetType, "Its address; empty if none is known."] = UNSET
    sha256: Annotated[str, "SHA-256 of its text, in hexadecimal."] = ""
    code_points: Annotated[int, "The length of its text in Unicode code points."] = 0
    kind: Annotated[str, "The kind of source: a term of the vocabulary."] = ""
    group: Annotated[str, "Documents of one group count as one witness."] = ""


class StudyParts(Struct, frozen=True, omit_defaults=True):
    """What a data file says about a study; what is not known is left out."""

    id: Annotated[str, "The study."]
    design: Annotated[str, "Its design: a term of the vocabulary."] = ""
    trace_status: Annotated[str, "Whether the study could be traced and says what is cited from it."] = ""
    title: Annotated[str, "Its title."] = ""
    authors: Annotated[str, "Its authors."] = ""
    journal: Annotated[str, "Where it was published."] = ""
    year: Annotated[str, "When it was published."] = ""
    volume: Annotated[str, "The volume."] = ""
    issue: Annotated[str, "The issue."] = ""
    pages: Annotated[str, "The pages."] = ""
    doi: Annotated[str, "Its DOI."] = ""
    pmid: Annotated[str, "Its PubMed identifier."] = ""
    pmcid: Annotated[str, "Its PubMed Central identifier."] = ""
    sample: Annotated[str, "Who or what was studied."] = ""
    finding: Annotated[str, "What it found, in the curator's words."] = ""
    trace_note: Annotated[str, "How a page names it, how it was identified, and where the page differs from it."] = ""
    verified_at: Annotated[str, "The page where it was read."] = ""
    group: Annotated[str, "Studies of one group share trials or people and count as one witness."] = ""
    group_reason: Annotated[str, "Which trials or people they share."] = ""
    population: Annotated[str, "Who or what was studied, in our words."] = ""
    baseline: Annotated[str, "The vitamin D status of the participants at the start."] = ""
    dose: Annotated[str, "What was given."] = ""
    effect: Annotated[str, "The effect as printed, with its interval."] = ""
    record_status: Annotated[
        str, "What its record says about corrections and retractions: a term of the vocabulary."
    ] = ""
    status_date: Annotated[str, "The day on which that was looked up."] = ""
    status_note: Annotated[str, "What was corrected or retracted, where and why."] = ""
    name: Annotated[str, "Its display name."] = ""
    url: Annotated[str | UnsetType, "Its address; empty if there is none."] = UNSET


class DocumentFacts(DocumentParts, SourceFacts, frozen=True):
    """A document."""

    references: Annotated[tuple[str, ...], "The studies that it lists or mentions."] = ()
    name: Annotated[str, "Its display name."] = ""


class StudyFacts(StudyParts, SourceFacts, frozen=True):
    """A study."""


class PassageFacts(Struct, frozen=True):
    """A passage: where it is, and how to check that it is unaltered."""

    id: Annotated[str, "The passage."]
    document: Annotated[str, "The document."]
    document_name: Annotated[str, "The display name of the document."]
    section: Annotated[str, "The section of the document; empty if it has none."]
    start: Annotated[int, "The first code point of the passage."]
    end: Annotated[int, "The code point after the passage."]
    digest: Annotated[str, "SHA-256 of the text of the passage in UTF-8, in hexadecimal."]
    document_sha256: Annotated[str, "SHA-256 of the text of the document in UTF-8, in hexadecimal."]
    url: Annotated[str | None, "The address at which to read it; null if none is known."]
    omitted: Annotated[str | None, "Why the passage makes no claim; null if it was not left out."]


def passage_facts(graph: KnowledgeGraph, passage: Passage) -> PassageFacts:
    """Everything known about a passage itself."""
    document = graph.documents[passage.document]
    reasons = (graph.terms[o.reason].label for o in graph.omissions.values() if o.passage == passage.id)
    return PassageFacts(
        passage.id,
        document.id,
        source_name(document),
        passage.section,
        passage.start,
        passage.end,
        passage.digest,
        document.sha256,
        link(document, passage) or None,
        next(reasons, None),
    )


def source_facts(source: Document | Study) -> SourceFacts:
    """A source with everything known about it."""
    return with_parts(DocumentFacts if isinstance(source, Document) else StudyFacts, source)


def with_parts(kind: type[S], source: Document | Study, **values: object) -> S:
    """A struct with the values of a source in the fields of the same name, its display name, and more values."""
    parts = {name: getattr(source, name) for name in kind.__struct_fields__ if hasattr(source, name)}
    known = {name: value for name, value in parts.items() if value is not None}
    return kind(**{"name": source_name(source), **known, **values})


def resting(graph: KnowledgeGraph, source: Document | Study) -> tuple[int, int]:
    """The number of claims with evidence from a source, and of those with evidence from this source only."""
    claims = {item.claim for item in graph.evidence_from[source.id]}
    return len(claims), sum({item.source for item in graph.evidence_of[claim]} == {source.id} for claim in claims)


def traced(graph: KnowledgeGraph, source: Document | Study) -> dict[str, tuple[str, ...]]:
    """The studies that a document cites, by the result of tracing them: verified, misdescribed and so on."""
    found: dict[str, list[str]] = {}
    for name in source.references if isinstance(source, Document) else ():
        found.setdefault(graph.terms[graph.studies[name].trace_status].label, []).append(name)
    return {status: tuple(names) for status, names in sorted(found.items())}
