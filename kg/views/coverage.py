"""How the coverage of documents is shown."""

from __future__ import annotations

from collections.abc import Iterator

from kg.curation.coverage import Coverage
from kg.model.words import counted
from kg.views.page import Page

HEADER = ("document", "share", "evidence_items", "omissions", "start", "end", "missing")


def text(page: Page, answer: Coverage) -> None:
    """The coverage of each document, and the passages that are missing."""
    for c in answer.documents:
        counts = f"{counted(c.evidence_items, 'evidence item')}, {counted(c.omissions, 'omission')}"
        page.add(f"{c.document}: {c.share:.2%} accounted for, {counts}")
        words = answer.texts[c.document]
        page.put(*(f"  {s.start}–{s.end}: {' '.join(words[s.start : s.end].split())}" for s in c.missing))


def rows(answer: Coverage) -> Iterator[list[object]]:
    """A row for each missing passage; one row for a document without any."""
    for c in answer.documents:
        whole = [c.document, round(c.share, 4), c.evidence_items, c.omissions]
        yield from ([*whole, s.start, s.end, answer.texts[c.document][s.start : s.end]] for s in c.missing)
        if not c.missing:
            yield [*whole, "", "", ""]
