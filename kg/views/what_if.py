"""How the answer of what-if is shown."""

from __future__ import annotations

from typing import Annotated

from kg.model.core import Sign
from kg.questions.what_if import WhatIf
from kg.views import moves
from kg.views.moves import HEADER, rows
from kg.views.page import Page
from kg.views.screen import EXPLAIN, Limit


def text(
    page: Page,
    answer: WhatIf,
    *,
    by: Annotated[moves.By, moves.BY] = "kind",
    limit: Limit = None,
    explain: Annotated[bool, EXPLAIN] = False,
) -> None:
    """What changes, by kind of concept."""
    held = [(answer.graph.concepts[each.quantity], each.direction or Sign.PLUS) for each in answer.question.changes]
    title = f"If {' and '.join(f'{concept.label} {way.arrow}' for concept, way in held)}"
    moves.add(page, answer, title, by, limit, explain=explain)


__all__ = ["HEADER", "rows", "text"]
