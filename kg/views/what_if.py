"""How the answer of what-if is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from kg.model.core import Sign
from kg.questions.what_if import WhatIf
from kg.signature import Range
from kg.views import moves
from kg.views.moves import HEADER
from kg.views.page import Page


def text(
    page: Page,
    answer: WhatIf,
    *,
    by: Annotated[moves.By, moves.BY] = "kind",
    limit: Annotated[int, moves.LIMIT, Range(0)] = 10,
    explain: Annotated[bool, moves.EXPLAIN] = False,
) -> None:
    """What changes, by kind of concept."""
    label = {name: concept.label for name, concept in answer.graph.concepts.items()}
    fixed = [f"{label[change.quantity]} {(change.direction or Sign.PLUS).arrow}" for change in answer.question.changes]
    title = f"If {' and '.join(fixed)}"
    moves.add(page, title, answer.moves, by, limit, explain=explain)


def rows(answer: WhatIf) -> Iterator[Sequence[object]]:
    """A row for each thing."""
    return moves.rows(answer.moves)


__all__ = ["HEADER", "rows", "text"]
