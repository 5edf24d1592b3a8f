"""How the list of sources is shown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kg.model.core import Study
from kg.model.graph import KnowledgeGraph
from kg.model.words import counted, design, status
from kg.questions.sources import ListedSources, SourceLine
from kg.views.evidence import balance
from kg.views.page import Page
from kg.views.screen import Group, Limit, add_groups, entries

COUNTS = ("id", "name", "claims", "on_it_alone", "evidence_items", "supports", "disputes", "inconclusive", "cited_by")
HEADER = (*COUNTS, "references", "status")


def text(page: Page, answer: ListedSources, *, limit: Limit = None) -> None:
    """Documents, studies and sources of knowledge, those with the most claims first."""
    graph = answer.graph
    add = partial(_source, graph=graph)
    kinds = {"Documents": graph.documents, "Studies": graph.studies.keys() - graph.knowledge_sources}
    groups = []
    for title, kind in (*kinds.items(), ("Knowledge sources", graph.knowledge_sources)):
        listed = sorted((s for s in answer.sources if s.id in kind), key=lambda s: (-s.claims, s.id))
        groups.append(Group(f"{title} ({len(listed)})", entries(add, listed)))
    add_groups(page, groups, limit)


def _source(page: Page, source: SourceLine, graph: KnowledgeGraph) -> None:
    """A source with its kind, its counts, and the status of its references."""
    page.add(f"{source.name}  ({source.id})", indent=2, hang=2, bold=True)
    known = graph.sources[source.id]
    study = known if isinstance(known, Study) and known.id not in graph.knowledge_sources else None
    traced = graph.terms[study.trace_status].label if study else ""
    void = ", counts for nothing" if source.id in graph.void else ""
    standing = status(graph, known)
    sides = balance(source.supports, source.disputes, source.inconclusive)
    parts = [
        design(graph, known),
        traced if traced not in ("verified", standing) else "",
        f"{standing}{void}" if standing else "",
        f"{counted(source.claims, 'claim', 'no')}, {source.on_it_alone} from this source only",
        f"evidence: {sides}" if sides else "",
        f"cited by {counted(source.cited_by, 'evidence item')}" if source.cited_by else "",
        f"references: {_references(source, ', ')}" if source.references else "",
    ]
    page.add("; ".join(filter(None, parts)), indent=6, hang=2)


def rows(answer: ListedSources) -> Iterator[list[object]]:
    """Each source with its counts."""
    for source in answer.sources:
        counts = (getattr(source, name) for name in COUNTS)
        yield [*counts, _references(source, "; "), status(answer.graph, answer.graph.sources[source.id])]


def _references(source: SourceLine, separator: str) -> str:
    return separator.join(f"{count} {status}" for status, count in source.references.items())
