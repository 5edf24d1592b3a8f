"""How missing claims are shown."""

from __future__ import annotations

from kg.model.words import counted
from kg.questions.gaps import Gap, Gaps
from kg.views.page import Page
from kg.views.screen import Group, Limit, add_groups, entries


def text(page: Page, answer: Gaps, *, limit: Limit = None) -> None:
    """The questions by kind."""
    page.add(counted(len(answer.gaps), "question", "no"), bold=True)
    kinds = {name: [gap for gap in answer.gaps if gap.kind == name] for name in answer.kinds}
    groups = [
        Group(f"{name} ({kind.count}): {kind.means}", entries(_gap, kinds[name])) for name, kind in answer.kinds.items()
    ]
    add_groups(page, groups, limit)


def _gap(page: Page, gap: Gap) -> None:
    page.add(gap.question, indent=2, hang=2)
