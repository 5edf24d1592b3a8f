"""How the agreement of two readers is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from kg.curation.agreement import COLUMNS, F1, Agreement, Kappa
from kg.model.words import counted
from kg.signature import Range
from kg.views.page import Page

HEADER = COLUMNS
#: The choices of readers, and what they are made for.
CHOICES = (
    ("claim or none", "claimed", "passages"),
    ("relation", "relation", "pairs"),
    ("sign", "sign", "pairs"),
    ("modality", "modality", "pairs"),
    ("stance", "stance", "pairs"),
)


def text(
    page: Page,
    answer: Agreement,
    *,
    limit: Annotated[int, "Maximum number of disagreements to list as text; 0 lists all.", Range(0)] = 10,
) -> None:
    """The measures with their intervals, then the disagreements."""
    names = answer.question.first, answer.question.second or f"the graph {answer.data.version}".rstrip()
    page.add(f"{names[0]} and {names[1]}", bold=True)
    one, two = answer.claims
    page.add(f"{counted(answer.passages, 'passage')}, {one:,} and {counted(two, 'claim')}")
    if answer.left_out:
        page.add(f"Not in the data: {', '.join(answer.left_out)}")
    page.add()
    for name, part in (("claims, exact", answer.exact), ("claims, relaxed", answer.relaxed)):
        page.put(f"{name:16} F1 {_measure(part.f1, part)} {part.matched:,} matched")
    for name, field, items in CHOICES:
        kappa: Kappa = getattr(answer, field)
        page.put(f"{name:16} κ  {_measure(kappa.kappa, kappa)} {kappa.agreed:,} of {kappa.items:,} {items}")
    page.title(counted(len(answer.disagreements), "disagreement"))
    for each in answer.disagreements[: limit or None]:
        page.add(f"{each.passage}: {', '.join(each.differs)}", indent=2)
        for name, claim in zip(names, (each.first, each.second), strict=True):
            if claim:
                page.add(f"{name}: {claim}", indent=4, hang=4)
    if limit and len(answer.disagreements) > limit:
        page.add(f"… and {len(answer.disagreements) - limit} more; --limit 0 lists all", indent=2)


def rows(answer: Agreement) -> Iterator[Sequence[object]]:
    """A row for each disagreement."""
    for each in answer.disagreements:
        yield each.passage, each.differs, each.first, each.second


def _measure(value: float | None, part: F1 | Kappa) -> str:
    """A measure with its interval: 0.83 (0.79 to 0.88)."""
    shown = "–" if value is None else f"{value:.2f} ({part.low:.2f} to {part.high:.2f})".replace("-", "−")
    return f"{shown:20}"
