"""Claims and sources in words."""

from __future__ import annotations

from kg.model import values
from kg.model.core import Claim, Document, Passage, Study
from kg.model.graph import KnowledgeGraph


def sentence(graph: KnowledgeGraph, claim: Claim) -> str:
    """A claim as its sources state it: "vitamin D deficiency decreases intestinal calcium absorption"."""
    subject, relation = graph.concepts[claim.subject].label, graph.relations[claim.relation].label
    if claim.object in graph.concepts:
        return f"{subject} {relation} {graph.concepts[claim.object].label}"
    value = graph.values[claim.object]
    of = f" of {graph.concepts[value.of].label}" if value.of and value.of != claim.subject else ""
    return f"{subject} {relation} {values.words(value)}{of}"


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


#: Words whose final "s" is not a plural, and plurals without one.
_SINGULAR = frozenset("ascites caries diabetes gas herpes lens measles mumps rickets scabies series".split())
_PLURAL = frozenset("bacteria calves children feet men mitochondria people teeth women".split())
#: Words that end the main part of a name: "loss of the vitamin D receptor" is one loss.
_AFTER = frozenset("after along at depends during for from in of on that to with".split())
#: Words that are the main part of a name by themselves: "difficulty climbing stairs" is one difficulty.
_WHOLE = frozenset({"difficulty", "trouble"})

#: The length of the shortest plural: a symbol such as "Ts" is none.
_LEAST = 4


def is_plural(label: str) -> bool:
    """Whether a name is plural.

    >>> is_plural("kidney stones"), is_plural("loss of vitamins"), is_plural("fingers and toes"), is_plural("diabetes")
    (True, False, True, False)
    """
    words = label.split()
    ends = (n for n, word in enumerate(words) if n and (word in _AFTER or words[n - 1] in _WHOLE))
    main = words[: next(ends, None)]
    if "and" in main:
        return True
    last = main[-1] if main else ""
    if last.casefold() in _PLURAL | _SINGULAR:
        return last.casefold() in _PLURAL
    return len(last) >= _LEAST and last.endswith("s") and not last.endswith(("ss", "us", "is", "ics", "’s", "'s"))


def asks(subject: str, rest: str) -> str:
    """A question about what something does.

    >>> asks("magnesium", "act on bone"), asks("falls", "raise pain")
    ('does magnesium act on bone?', 'do falls raise pain?')
    """
    return f"{'do' if is_plural(subject) else 'does'} {subject} {rest}?"


def source_name(source: Document | Study) -> str:
    """The display name of a source: number and publisher of a document, first author and year of a study."""
    name = short_name(source)
    return f"{name}, {source.journal}" if isinstance(source, Study) and source.journal else name


def short_name(source: Document | Study) -> str:
    """The display name of a source, for a study without its journal; of a group only the group, not its members."""
    if isinstance(source, Document):
        return f"document {source.id.partition(':')[2]}, {source.publisher}"
    first, comma, _ = source.authors.partition(",")
    group, within, members = first.rpartition(" (")
    who = group if within and ")" not in members else f"{first} et al." if comma else first
    return " ".join(filter(None, [who, source.year])) if who else f"“{source.title}”" if source.title else source.id


#: The kind of a source that stands for a source of knowledge, because no study is named.
KNOWLEDGE_SOURCE = "knowledge source"


def design(graph: KnowledgeGraph, source: Document | Study) -> str:
    """The kind of a source, in words."""
    if source.id in graph.knowledge_sources:
        return KNOWLEDGE_SOURCE
    return graph.terms[source.kind if isinstance(source, Document) else source.design].label


def status(graph: KnowledgeGraph, source: Document | Study) -> str:
    """What readers must know of the record of a study: corrected, retracted, not identified and so on; else empty."""
    if isinstance(source, Document):
        return ""
    names = (source.record_status, source.trace_status if source.is_void else None)
    known = (graph.terms[name].label for name in names if name not in (None, "NoneSeen", "Verified"))
    return next(known, "")


def link(document: Document, passage: Passage) -> str:
    """The address of a passage on the original page; empty if the document has none."""
    return f"{document.url}#{passage.fragment}" if document.url and passage.fragment else document.url
