"""How the list of claims is shown."""

from __future__ import annotations

from collections.abc import Sequence

from kg.questions.claims import ListedClaims
from kg.questions.parts.claims import ClaimLine
from kg.views.evidence import add_claim
from kg.views.page import Page

HEADER = "id sentence confidence contested supports disputes inconclusive sources".split()


def text(page: Page, answer: ListedClaims) -> None:
    """Each claim with its support, then the number of claims."""
    for claim in answer.claims:
        add_claim(page, claim)
    shown = len(answer.claims)
    if not shown:
        page.add("no claim matches all filters; try fewer filters")
    elif shown < answer.found:
        page.add(f"the {shown} best supported of {answer.found} claims")
    else:
        page.add(f"{shown} of {len(answer.graph.claims)} claims")


def rows(answer: ListedClaims) -> Sequence[ClaimLine]:
    """Each claim with its support."""
    return answer.claims
