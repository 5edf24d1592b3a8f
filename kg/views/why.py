"""How everything upstream of one thing is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from kg.questions.why import Why
from kg.views import moves
from kg.views.moves import HEADER
from kg.views.page import Page
from kg.views.screen import Limit


def text(
    page: Page,
    answer: Why,
    *,
    by: Annotated[moves.By, moves.BY] = "confidence",
    limit: Limit = None,
    explain: Annotated[bool, moves.EXPLAIN] = False,
) -> None:
    """What raises or lowers it, the best supported first."""
    title = f"What changes {answer.question.target.label}"
    moves.add(page, answer.graph, title, answer.causes, by, limit, explain=explain)


def rows(answer: Why) -> Iterator[Sequence[object]]:
    """A row for each thing."""
    return moves.rows(answer.causes)


__all__ = ["HEADER", "rows", "text"]
