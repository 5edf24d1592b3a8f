"""How the list of claims is shown."""

from __future__ import annotations

from kg.model.words import counted
from kg.questions.claims import ListedClaims
from kg.views.evidence import add_claim, best_first
from kg.views.page import Page
from kg.views.screen import Group, add_groups, entries

HEADER = "id sentence confidence for against contested supports disputes inconclusive sources".split()


def text(page: Page, answer: ListedClaims) -> None:
    """The number of claims, then each claim with its support, the best supported first."""
    page.add(f"{answer.found:,} of {counted(len(answer.graph.claims), 'claim')}", bold=True)
    listed = entries(add_claim, best_first(answer.claims))
    add_groups(page, [Group("", listed, answer.found - len(listed))], answer.question.limit)
    if not answer.claims:
        page.add("no claim matches all filters; try fewer filters")
