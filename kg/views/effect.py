"""How a net effect is shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from kg.model.core import Sign
from kg.questions.effect import EffectAnswer
from kg.questions.parts.chains import Chain
from kg.questions.parts.claims import Citation
from kg.reasoning.outcomes import Reason
from kg.views import chains
from kg.views.chains import ALL_EVIDENCE, EXPLAIN, HEADER, Shown, add_head, add_step, evidence_of
from kg.views.page import Page

#: What each effect means, for a reader.
MOVES = {
    Sign.PLUS: "raises it",
    Sign.MINUS: "lowers it",
    Sign.NULL: "does not change it",
    Sign.UNKNOWN: "undetermined",
}
#: What each reason means, for a reader.
REASON = {
    Reason.agreeing: "all chains agree, and no feedback can reverse them",
    Reason.worlds: "chains or feedback oppose, but in nearly all possible worlds it goes this way",
    Reason.studies: "chains oppose, but a study states it and nobody disputes it",
    Reason.null: "sources looked for an effect and found none, and no chain suggests one",
    Reason.contested: "sources dispute it, or it depends on a disputed claim",
    Reason.opposing: "chains of both signs lead there",
    Reason.feedback: "feedback may reverse the chain",
    Reason.unsigned: "no source says in which direction a step goes",
    Reason.mirrored: "web pages alone, and they only state the contrary case",
    Reason.beyond: "no claim that names the excess leads there",
    Reason.populations: "what leads there holds in other people",
    Reason.none: "no chain leads there; kg path says why",
}


def text(
    page: Page,
    answer: EffectAnswer,
    *,
    all_evidence: Annotated[bool, ALL_EVIDENCE] = False,
    explain: Annotated[bool, EXPLAIN] = False,
) -> None:
    """The effect with its reason, the chains that decide it, and the supporting steps."""
    ends = f"{answer.source.label} → {answer.target.label}"
    moves = f"{answer.effect.symbol}  {MOVES[answer.effect]}: {REASON[answer.reason]} ({answer.reason.value})"
    page.add(f"{ends}: {moves}", hang=2, bold=True)
    for chain in answer.chains:
        page.add()
        add_head(page, answer.graph, chain, chain.sign.symbol)
    if answer.loop:
        page.add()
        add_head(page, answer.graph, answer.loop, "loop")
    if answer.because:
        page.add()
        page.add("Because:")
    shown = Shown(all_evidence, explain)
    for place, step in enumerate(answer.because, 1):
        add_step(page, answer.graph, step, str(place), shown)


def _shown(answer: EffectAnswer) -> list[Chain]:
    """The chains, and the loop if there is one."""
    return [*answer.chains, *filter(None, [answer.loop])]


def rows(answer: EffectAnswer) -> list[list[object]]:
    """One row per evidence item of each step of the chains and the loop."""
    return chains.rows(answer.graph, _shown(answer))


def cite(answer: EffectAnswer) -> Iterable[Citation]:
    """The evidence of the chains, the loop and the supporting steps."""
    return evidence_of([*(step for chain in _shown(answer) for step in chain.steps), *answer.because])


__all__ = ["HEADER", "REASON", "cite", "rows", "text"]
