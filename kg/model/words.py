"""Claims and sources in words."""

from __future__ import annotations

from kg.model.core import Claim, Document, Passage, Study
from kg.model.graph import KnowledgeGraph
from kg.model.values import words


def sentence(graph: KnowledgeGraph, claim: Claim) -> str:
    """A claim as its sources state it: "vitamin D deficiency decreases intestinal calcium absorption"."""
    subject, relation = graph.concepts[claim.subject].label, graph.relations[claim.relation].label
    if claim.object in graph.concepts:
        return f"{subject} {relation} {graph.concepts[claim.object].label}"
    value = graph.values[claim.object]
    of = f" of {graph.concepts[value.of].label}" if value.of and value.of != claim.subject else ""
    return f"{subject} {relation} {words(value)}{of}"


def counted(number: int, noun: str, zero: str = "0") -> str:
    """A number with its noun.

    >>> counted(1, "claim"), counted(1293, "evidence item"), counted(0, "chain", zero="no")
    ('1 claim', '1,293 evidence items', 'no chains')
    >>> counted(2, "case series"), counted(2, "meta-analysis"), counted(2, "study")
    ('2 case series', '2 meta-analyses', '2 studies')
    """
    return f"{f'{number:,}' if number else zero} {noun if number == 1 else _plural(noun)}"


def _plural(noun: str) -> str:
    if noun.endswith("series"):
        return noun
    if noun.endswith("sis"):
        return f"{noun[:-2]}es"
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def source_name(source: Document | Study) -> str:
    """The display name of a source: number and publisher of a document, first author and year of a study."""
    if isinstance(source, Document):
        return f"document {source.id.partition(':')[2]}, {source.publisher}"
    first, comma, _ = source.authors.partition(",")
    who = f"{first} et al." if comma else first
    name = " ".join(filter(None, [who, source.year])) if who else f"“{source.title}”" if source.title else source.id
    return f"{name}, {source.journal}" if source.journal else name


def design(graph: KnowledgeGraph, source: Document | Study) -> str:
    """The kind of a source, in words."""
    return graph.terms[source.kind if isinstance(source, Document) else source.design].label


def link(document: Document, passage: Passage) -> str:
    """The address of a passage on the original page; empty if the document has none."""
    return f"{document.url}#{passage.fragment}" if document.url and passage.fragment else document.url
