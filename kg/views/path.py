"""How the chains of a path are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

from kg.model.core import Sign
from kg.model.words import counted
from kg.questions.parts.claims import Citation
from kg.questions.path import PathAnswer
from kg.views import chains
from kg.views.chains import ALL_EVIDENCE, EXPLAIN, HEADER, Shown, add_chain, add_missing, evidence_of
from kg.views.page import Page


def text(
    page: Page,
    answer: PathAnswer,
    *,
    all_evidence: Annotated[bool, ALL_EVIDENCE] = False,
    explain: Annotated[bool, EXPLAIN] = False,
) -> None:
    """The verdict, then each chain with the evidence of its steps."""
    ends = f"{answer.source.label} → {answer.target.label}"
    if answer.why:
        page.add(f"{ends}: no chain", bold=True)
        page.add(answer.why if answer.why.endswith("?") else f"{answer.why}.")
    if answer.gap:
        add_missing(page, answer.gap)
    if not answer.chains:
        return
    page.add(ends, bold=True)
    page.add(f"{counted(len(answer.chains), 'chain', 'no')}: {_verdict(answer)}", bold=True)
    if (other := answer.opposite) is not None:
        hint = f"--sign {other.sign.value} shows chains of the other sign; the best has confidence"
        page.add(f"{hint} {other.confidence:.4f}", dim=True)
    shown = Shown(all_evidence, explain)
    for number, chain in enumerate(answer.chains, 1):
        add_chain(page, answer.graph, chain, str(number), shown)


def _verdict(answer: PathAnswer) -> str:
    """What the chains do to the target: "raises back pain", "all raise back pain", "1 raises it, 2 lower it"."""
    counts = Counter(chain.sign for chain in answer.chains)
    signs = [sign for sign in Sign if sign in counts]
    if len(signs) == 1:
        every = "all " if len(answer.chains) > 1 else ""
        return f"{every}{_verb(signs[0], len(answer.chains))} {answer.target.label}"
    objects = [answer.target.label, *["it"] * (len(signs) - 1)]
    pairs = zip(signs, objects, strict=True)
    return ", ".join(f"{counts[sign]} {_verb(sign, counts[sign])} {target}" for sign, target in pairs)


def _verb(sign: Sign, count: int) -> str:
    verb = {Sign.PLUS: "raise", Sign.MINUS: "lower"}.get(sign, "change")
    return verb if count > 1 else f"{verb}s"


def rows(answer: PathAnswer) -> list[list[object]]:
    """One row per evidence item of each step."""
    return chains.rows(answer.graph, answer.chains)


def cite(answer: PathAnswer) -> Iterable[Citation]:
    """The evidence of the chains."""
    return evidence_of(step for chain in answer.chains for step in chain.steps)


__all__ = ["HEADER", "cite", "rows", "text"]
