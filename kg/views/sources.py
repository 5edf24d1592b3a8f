"""How the list of sources is shown."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.words import counted
from kg.questions.sources import DocumentLine, ListedSources, SourceLine, StudyLine
from kg.views.page import Page

COUNTS = ("id", "name", "claims", "on_it_alone", "evidences", "supports", "disputes", "inconclusive", "cited_by")
HEADER = (*COUNTS, "references")


def text(page: Page, answer: ListedSources) -> None:
    """Each source with its counts and the status of its references."""
    for source in answer.sources:
        page.add(f"{source.name}  ({source.id})", hang=2, bold=True)
        page.add(
            f"{_kind(source)}; {source.claims} claims, {source.on_it_alone} from this source only; "
            f"evidence +{source.supports} −{source.disputes} ~{source.inconclusive}; "
            f"cited by {counted(source.cited_by, 'evidence item')}",
            indent=4,
            hang=2,
        )
        if source.references:
            page.add(f"references: {_references(source, ', ')}", indent=4, hang=2)


def rows(answer: ListedSources) -> Iterator[list[object]]:
    """Each source with its counts."""
    for source in answer.sources:
        yield [*(getattr(source, name) for name in COUNTS), _references(source, "; ")]


def _kind(source: SourceLine) -> str:
    if isinstance(source, StudyLine):
        return source.trace_status
    return source.kind if isinstance(source, DocumentLine) else ""


def _references(source: SourceLine, separator: str) -> str:
    return separator.join(f"{count} {status}" for status, count in source.references.items())
