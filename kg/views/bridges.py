"""How inferred links are shown."""

from __future__ import annotations

from kg.model.confidence import significant
from kg.model.words import counted
from kg.questions.bridges import Bridges
from kg.views.page import Page

HEADER = ["at", "chains", "before", "before_sentence", "behind", "behind_sentence"]


def text(page: Page, answer: Bridges) -> None:
    """Each chain on one line, then each bridge with the steps before and after it."""
    ends = f"{answer.question.source.label} → {answer.question.target.label}"
    chains = counted(len(answer.chains), "chain", "no")
    found = f"{counted(len(answer.bridges), 'bridge', 'no')} in {chains}" if answer.chains else chains
    page.add(f"{ends}: {found}", bold=True)
    if answer.why:
        page.add(answer.why)
    for number, chain in enumerate(answer.chains, 1):
        page.add(f"{number}. {chain.chain}  ({significant(chain.confidence)})", hang=3)
        if chain.feedback:
            page.add(f"feedback: {chain.feedback}", indent=3, hang=2)
    for bridge in answer.bridges:
        page.add()
        numbers = ", ".join(map(str, bridge.chains))
        page.add(f"at {bridge.label} (in chain {numbers})", bold=True, colour="yellow")
        for word, side in (("before", bridge.before), ("after", bridge.behind)):
            page.add(f"{word}: {side.sentence}", indent=2, hang=4)
            page.add(f"{side.claim}: {', '.join(side.sources)}", indent=4, hang=2, dim=True)


def rows(answer: Bridges) -> list[list[object]]:
    """One row for each bridge."""
    return [
        [
            bridge.at,
            bridge.chains,
            bridge.before.claim,
            bridge.before.sentence,
            bridge.behind.claim,
            bridge.behind.sentence,
        ]
        for bridge in answer.bridges
    ]
