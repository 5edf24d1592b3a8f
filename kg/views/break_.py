"""How the support of a conclusion is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from kg.model.words import counted
from kg.questions.break_ import Break
from kg.questions.parts.claims import ClaimLine
from kg.views.calculation import add_calculation
from kg.views.evidence import rated
from kg.views.page import Page
from kg.views.screen import EXPLAIN

HEADER = ["part", "what", "confidence", "sources"]


def text(page: Page, answer: Break, *, explain: Annotated[bool, EXPLAIN] = False) -> None:
    """The fewest claims to remove, the concepts on every chain, and the chains left without each source."""
    graph, count = answer.graph, answer.disjoint_chains
    ends = f"{answer.question.source.label} → {answer.question.target.label}"
    page.add(f"{ends}: {counted(count, 'chain', 'no')}{' that share no claim' if count > 1 else ''}", bold=True)
    if isinstance(answer.why, str):
        page.add(answer.why)
        return
    several = "; other sets are as small, this one is nearest the source" if answer.other_cuts else ""
    page.add(f"The fewest claims whose removal leaves no chain ({count}{several}):", hang=2)
    for claim in answer.cut:
        _add(page, claim)
        if explain:
            add_calculation(page, graph, claim.sum, [claim.id], indent=8)
    if answer.against:
        page.add("Claims by which sources deny or dispute the effect itself, or did not find it:")
    for claim in answer.against:
        _add(page, claim)
    passed = [graph.concepts[name].label for name in answer.through]
    page.add(f"Every chain passes through: {', '.join(passed) or 'no common concept'}.", hang=2)
    if not graph.documents:
        return
    page.add("Independent chains left without each source:")
    for left in (*answer.without, answer.literature_only):
        every = "all documents and knowledge sources" if graph.knowledge_sources else "all documents"
        name = left.names[0] if len(left.names) == 1 else f"{every} (the literature alone)"
        page.add(f"{left.disjoint_chains:3}  without {name}", indent=2, hang=7)


def _add(page: Page, claim: ClaimLine) -> None:
    """Add a claim with its sources."""
    page.add(f"{rated(claim)}  {claim.sentence}", indent=2, hang=6)
    sides = claim.sides
    sources = "; ".join((*sides.supports, *sides.disputes, *sides.inconclusive))
    page.add(f"{claim.id}: {sources}", indent=8, hang=2, dim=True)


def rows(answer: Break) -> Iterator[Sequence[object]]:
    """A row for each claim of the cut, each concept on every chain, and each source left out."""
    for part, claims in (("cut", answer.cut), ("against", answer.against)):
        yield from ([part, claim.id, claim.confidence, claim.sources] for claim in claims)
    for name in answer.through:
        yield ["through", name, None, None]
    for left in (*answer.without, answer.literature_only):
        yield ["without", str(left.disjoint_chains), None, left.sources]
