"""The net effect of one thing on another, or why it is undetermined."""

from __future__ import annotations

from typing import Annotated, Unpack

from msgspec import Struct

from kg.model.answer import Data, GraphAnswer
from kg.model.core import Sign
from kg.model.filters import Filters, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection, direction_of, moving, pair
from kg.questions.parts.chains import Chain, End, Step, chain, end, step
from kg.reasoning import network
from kg.reasoning.effects import (
    Grades,
    Outcome,
    Reason,
    around,
    denials,
    leaves_open,
    overruling,
    together,
    witnesses,
)
from kg.signature import Concept, asked


class EffectQuestion(Struct, frozen=True):
    """What was asked, as it was interpreted."""

    source: Annotated[End, "What changes."]
    target: Annotated[End, "What may be affected."]


class EffectAnswer(GraphAnswer, frozen=True, tag="kg-effect/1"):
    """The net effect of one thing on another."""

    question: Annotated[EffectQuestion, "What was asked, as it was interpreted."]
    effect: Annotated[
        Sign,
        "The direction of the target when the source changes, both as asked: up (+), down (-), no change (0) or "
        "undetermined (?).",
    ]
    reason: Annotated[Reason, "Why the effect is what it is."]
    because: Annotated[
        tuple[Step, ...],
        "The steps that decide it: all steps of the chains that agree, or those that leave it undetermined.",
    ]
    chains: Annotated[tuple[Chain, ...], "The best chain of each sign that counts."]
    loop: Annotated[Chain | None, "The feedback loop that may reverse the effect; null if that is not the reason."]

    @property
    def answered(self) -> bool:
        """Whether anything leads from the source to the target."""
        return self.reason is not Reason.none

    @property
    def source(self) -> End:
        """What changes."""
        return self.question.source

    @property
    def target(self) -> End:
        """What may be affected."""
        return self.question.target


@asked
def effect(
    graph: KnowledgeGraph,
    source: Annotated[Concept, "What changes."],
    target: Annotated[Concept, "What may be affected."],
    direction: Sign | str = Sign.PLUS,
    **filters: Unpack[Filters],
) -> EffectAnswer:
    """The net effect of one thing on another: +, −, 0, or ?.

    Takes all chains, feedback and disputes into account. The effect is + or − only if all chains agree, it does not
    depend on a disputed claim, and no feedback can reverse it; 0 if sources found no effect and there is no chain.
    Otherwise it is ?, with the reason. Kinds of the target count as the target if their effects agree.

    Example: kg effect "vitamin D deficiency" "serum calcium"

    ``direction`` is the direction of the source, + (up) by default; for a state such as a deficiency, + means that it
    holds. Raises UsageError or UnknownConcept.
    """
    graph = filtered(graph, source, target, **filters)
    start, goal = pair(graph, source, target)
    start = moving(start, direction_of(direction))
    data, question = Data.of(graph), EffectQuestion(end(start), end(goal))
    outcome = _outcome(graph, start, goal)
    if outcome is None:
        return EffectAnswer(data, question, Sign.UNKNOWN, Reason.none, (), (), None)
    used = network.Network(graph, goal.quantity, {start.quantity})
    chains, loop = witnesses(used, start, goal, outcome), overruling(graph, outcome)
    because = [each for known in (*chains, *([loop] if loop else ())) for each in known.steps]
    if outcome.reason in (Reason.contested, Reason.unsigned):
        denied = denials(used, start, goal) if outcome.reason is Reason.contested else []
        because = [*denied, *(s for s in because if leaves_open(s.influence, outcome.reason))]
        because = because or around(graph, outcome)
    elif outcome.reason is Reason.feedback and loop:
        because = list(loop.steps)
    return EffectAnswer(
        data,
        question,
        outcome.sign * (goal.direction or Sign.PLUS),
        outcome.reason,
        tuple(step(graph, each) for each in {each.influence.key: each for each in because}.values()),
        tuple(chain(graph, each) for each in chains),
        chain(graph, loop) if loop else None,
    )


def _outcome(graph: KnowledgeGraph, start: Selection, goal: Selection) -> Outcome | None:
    """The outcome for the target with its kinds; None if no path leads there."""
    grades = Grades(graph)
    held = {start.quantity: start.direction or Sign.PLUS}
    members = [name for name in (goal.quantity, *graph.kinds(goal.quantity)) if name != start.quantity]
    found = {name: grades.outcomes(held, name) for name in members}
    return together(found[name][name] for name in members if name in found[name])
