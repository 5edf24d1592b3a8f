"""How missing claims are shown."""

from __future__ import annotations

from kg.model.words import counted
from kg.questions.gaps import Gaps
from kg.views.page import Page


def text(page: Page, answer: Gaps) -> None:
    """The questions by kind."""
    page.add(counted(len(answer.gaps), "question", "no"), bold=True)
    for name, kind in answer.kinds.items():
        if kind.count:
            page.add()
            page.add(f"{name} ({kind.count}): {kind.means}", bold=True, hang=2)
        for gap in answer.gaps:
            if gap.kind == name:
                page.add(gap.question, indent=2, hang=2)
