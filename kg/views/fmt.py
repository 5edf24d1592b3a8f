"""How the formatting of a data file is shown."""

from __future__ import annotations

from collections.abc import Iterator

from kg.curation.fmt import Fmt
from kg.views.page import Page

BUSY = "formatting the data file …"
HEADER = ("file", "result")


def text(page: Page, answer: Fmt) -> None:
    """One line with the result for the file."""
    hint = f"; run: kg fmt {answer.file}" if answer.result == "not canonical" else ""
    page.put(f"{answer.file}: {answer.result}{hint}")


def rows(answer: Fmt) -> Iterator[Fmt]:
    """The file with its result."""
    yield answer
