"""How a withdrawn claim is shown."""

from __future__ import annotations

from collections.abc import Iterator

from kg.curation.withdraw import Withdraw
from kg.model.words import counted
from kg.views.page import Page

HEADER = ("claim", "reason", "date", "replaced_by", "statement", "evidence")


def text(page: Page, answer: Withdraw) -> None:
    """The notes, then what was withdrawn."""
    page.put(*(f"{answer.file}: {note.message}; {note.repair}" for note in answer.notes))
    page.put(f"{answer.file}: withdrew {answer.claim}, with {counted(len(answer.evidence), 'evidence item')}")


def rows(answer: Withdraw) -> Iterator[Withdraw]:
    """The claim with the reason for withdrawing it."""
    yield answer
