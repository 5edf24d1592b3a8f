"""How feedback loops are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated

from kg.model.words import counted
from kg.questions.loops import Loops
from kg.views.chains import ALL_EVIDENCE, EXPLAIN, Shown, add_chain
from kg.views.page import Page

HEADER = "loop name kind confidence step subject object sign claims".split()


def text(
    page: Page,
    answer: Loops,
    *,
    all_evidence: Annotated[bool, ALL_EVIDENCE] = False,
    explain: Annotated[bool, EXPLAIN] = False,
) -> None:
    """The loops by confidence, each with its kind, its steps and their evidence."""
    shown = Shown(all_evidence, explain)
    page.add(counted(len(answer.loops), "feedback loop", "no"), bold=True)
    for number, loop in enumerate(answer.loops, 1):
        page.add()
        page.add(f"{loop.kind}: {loop.name}", bold=True, colour="cyan")
        add_chain(page, answer.graph, loop, str(number), shown)


def rows(answer: Loops) -> Iterator[Sequence[object]]:
    """A row for each step of each loop."""
    label = {name: concept.label for name, concept in answer.graph.concepts.items()}
    for number, loop in enumerate(answer.loops, 1):
        for place, step in enumerate(loop.steps, 1):
            confidence = Decimal(f"{loop.confidence:.4f}")
            start = [number, loop.name, loop.kind, confidence, place]
            yield [*start, label[step.subject], label[step.object], step.sign, step.claims]
