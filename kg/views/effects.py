"""How everything downstream of one thing is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from kg.questions.effects import Effects
from kg.views import moves
from kg.views.moves import HEADER
from kg.views.page import Page
from kg.views.screen import Limit


def text(
    page: Page,
    answer: Effects,
    *,
    by: Annotated[moves.By, moves.BY] = "confidence",
    limit: Limit = None,
    explain: Annotated[bool, moves.EXPLAIN] = False,
) -> None:
    """What changes, the best supported first."""
    title = f"What follows from {answer.question.source.label}"
    moves.add(page, answer.graph, title, answer.effects, by, limit, explain=explain)


def rows(answer: Effects) -> Iterator[Sequence[object]]:
    """A row for each thing."""
    return moves.rows(answer.effects)


__all__ = ["HEADER", "rows", "text"]
