"""How an added curation sheet is shown."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import asdict

from kg.curation.add import Add
from kg.model.words import counted
from kg.views.page import Page

HEADER = ("what", "count")
#: Names of the counts that differ from the names of the fields.
NAMES = {"studies": "study", "values": "value", "evidence": "evidence item"}


def text(page: Page, answer: Add) -> None:
    """The notes, then what was added."""
    page.put(*(f"{answer.file}: {note.message}; {note.repair}" for note in answer.notes))
    added = [counted(count, NAMES.get(name, name.removesuffix("s"))) for name, count in rows(answer) if count]
    page.put(f"{answer.file}: added {', '.join(added) or 'nothing'}")


def rows(answer: Add) -> Iterator[tuple[str, int]]:
    """How many things of each kind were added."""
    yield from asdict(answer.added).items()
