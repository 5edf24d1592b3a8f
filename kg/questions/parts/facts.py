"""Concepts and sources, as plain values."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Struct, UnsetType

from kg.model.core import Concept, Document, Study
from kg.model.graph import KnowledgeGraph
from kg.model.words import source_name


class Identifiers(Struct, frozen=True):
    """Terms of ontologies."""

    exact: Annotated[tuple[str, ...], "Terms that mean the same."]
    close: Annotated[tuple[str, ...], "Terms that mean nearly the same."]
    broad: Annotated[tuple[str, ...], "Terms that mean something wider."]


class ConceptFacts(Struct, frozen=True):
    """All that is said of a concept itself."""

    id: Annotated[str, "The concept."]
    label: Annotated[str, "What a reader calls it."]
    definition: Annotated[str, "What it is, in our own words."]
    category: Annotated[str, "Its Biolink class."]
    synonyms: Annotated[tuple[str, ...], "Other names."]
    state_of: Annotated[str | None, "The quantity of which it is a level; null if it is none."]
    level: Annotated[str | None, "The level: Low or High; null if it is none."]
    states: Annotated[tuple[str, ...], "The levels of it that have a name."]
    broader: Annotated[tuple[str, ...], "What it is a kind of."]
    narrower: Annotated[tuple[str, ...], "Its kinds, and the kinds of these."]
    identifiers: Annotated[Identifiers, "Terms of ontologies."]


def concept_facts(graph: KnowledgeGraph, concept: Concept) -> ConceptFacts:
    """All that is said of a concept itself."""
    return ConceptFacts(
        concept.id,
        concept.label,
        concept.definition,
        concept.category,
        concept.synonyms,
        concept.state_of,
        concept.level,
        tuple(state.id for state in graph.states.get(concept.id, ())),
        concept.broader,
        graph.narrower.get(concept.id, ()),
        Identifiers(concept.exact, concept.close, concept.broad),
    )


class DocumentFacts(Struct, frozen=True, omit_defaults=True):
    """A document; what is not known is left out."""

    id: Annotated[str, "The document."]
    title: Annotated[str, "Its title."] = ""
    publisher: Annotated[str, "Who published it."] = ""
    url: Annotated[str, "Where it is."] = ""
    sha256: Annotated[str, "SHA-256 of its text, in hexadecimal."] = ""
    code_points: Annotated[int, "How long its text is."] = 0
    kind: Annotated[str, "What kind of document it is."] = ""
    group: Annotated[str, "Documents of one group are one witness."] = ""
    references: Annotated[tuple[str, ...], "The studies that it lists or speaks of."] = ()
    name: Annotated[str, "What a reader calls it."] = ""


class StudyFacts(Struct, frozen=True, omit_defaults=True):
    """A study; what is not known is left out."""

    id: Annotated[str, "The study."]
    design: Annotated[str, "Its design."] = ""
    trace_status: Annotated[str, "Whether it could be traced, and says what is said of it."] = ""
    title: Annotated[str, "Its title."] = ""
    authors: Annotated[str, "Its authors."] = ""
    journal: Annotated[str, "Where it was published."] = ""
    year: Annotated[str, "When it was published."] = ""
    volume: Annotated[str, "The volume."] = ""
    issue: Annotated[str, "The issue."] = ""
    pages: Annotated[str, "The pages."] = ""
    doi: Annotated[str, "Its DOI."] = ""
    pmid: Annotated[str, "Its number in PubMed."] = ""
    pmcid: Annotated[str, "Its number in PubMed Central."] = ""
    sample: Annotated[str, "How many took part."] = ""
    finding: Annotated[str, "What it found, in our own words."] = ""
    trace_note: Annotated[str, "What a reader must know of its identity."] = ""
    verified_at: Annotated[str, "Where it was read."] = ""
    name: Annotated[str, "What a reader calls it."] = ""
    url: Annotated[str | UnsetType, "Where a reader finds it; empty if nowhere."] = UNSET


SourceFacts = DocumentFacts | StudyFacts


def source_facts(source: Document | Study) -> SourceFacts:
    """A source with everything that is known of it."""
    values = {name: getattr(source, name) for name in source.__struct_fields__}
    if isinstance(source, Document):
        return DocumentFacts(**values, name=source_name(source))
    return StudyFacts(**values, name=source_name(source), url=source.url)
