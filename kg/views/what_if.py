"""How the answer of what-if is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from kg.questions.what_if import WhatIf
from kg.views import moves
from kg.views.moves import HEADER
from kg.views.page import Page
from kg.views.screen import Limit


def text(
    page: Page,
    answer: WhatIf,
    *,
    by: Annotated[moves.By, moves.BY] = "kind",
    limit: Limit = None,
    explain: Annotated[bool, moves.EXPLAIN] = False,
) -> None:
    """What changes, by kind of concept."""
    held = [moves.fixed(answer.graph, change.quantity, change.direction) for change in answer.question.changes]
    title = f"If {' and '.join(held)}"
    moves.add(page, answer.graph, title, answer.moves, by, limit, explain=explain)


def rows(answer: WhatIf) -> Iterator[Sequence[object]]:
    """A row for each thing."""
    return moves.rows(answer.moves)


__all__ = ["HEADER", "rows", "text"]
