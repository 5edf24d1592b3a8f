"""Concepts and sources, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeVar

from msgspec import Struct, field

from kg.model.core import Concept, Document, Passage, Study
from kg.model.graph import KnowledgeGraph
from kg.model.grouped import grouped
from kg.model.words import link, source_name

S = TypeVar("S", bound=Struct)
#: An address, which is not left out if it is empty.
ADDRESS: str = field(default_factory=str)


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


class SourceFacts(Struct, frozen=True, kw_only=True):
    """A document or a study."""

    if TYPE_CHECKING:  # without fields of its own, it represents its subclasses: see kg.model.schema
        id: str

        @property
        def name(self) -> str:
            """Its display name."""


class DocumentParts(Document, frozen=True, omit_defaults=True):
    """What a data file says about a document; what is not known is left out."""

    url: Annotated[str, "Its address; empty if none is known."] = ADDRESS


class StudyParts(Study, frozen=True, omit_defaults=True):
    """What a data file says about a study; what is not known is left out."""

    record_status: Annotated[
        str, "What its record says about corrections and retractions: a term of the vocabulary."
    ] = ""
    name: Annotated[str, "Its display name."] = ""
    url: Annotated[str, "Its address; empty if there is none."] = ADDRESS


class DocumentFacts(DocumentParts, SourceFacts, frozen=True):
    """A document."""

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
    cited = source.references if isinstance(source, Document) else ()
    return dict(sorted(grouped((graph.terms[graph.studies[name].trace_status].label, name) for name in cited).items()))
