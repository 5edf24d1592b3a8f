"""The net effect of one thing on another, or why it is undetermined."""

from __future__ import annotations

from typing import Annotated, Unpack

from msgspec import UNSET, Struct, UnsetType

from kg.model.answer import Data, GraphAnswer
from kg.model.core import Sign, Stance
from kg.model.filters import Filters, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection, direction_of, level_label, moving, pair
from kg.questions.parts.chains import Chain, End, Sentence, Step, chain, end, ends, step
from kg.questions.parts.nearby import Tested, associations, tested
from kg.questions.parts.stated import Stated, stated
from kg.reasoning import denials, region, witnesses
from kg.reasoning.judge import judge_of
from kg.reasoning.judgement import Situation
from kg.reasoning.outcomes import Reason
from kg.reasoning.support import Support
from kg.reasoning.verdict import Certainty, Verdict
from kg.signature import Concept, asked


class EffectQuestion(Struct, frozen=True):
    """What was asked, as it was interpreted."""

    source: Annotated[End, "What changes."]
    target: Annotated[End, "What may be affected."]
    sentence: Annotated[Sentence | UnsetType, "The question in words; absent if it was given as two names."] = UNSET


class Conclusion(Struct, frozen=True):
    """The answer to the same question from other evidence."""

    effect: Annotated[Sign, "The direction of the target: up (+), down (-), no change (0) or undetermined (?)."]
    certainty: Annotated[Certainty, "How sure it is: certain, likely or open."]
    reason: Annotated[Reason, "The rule that decided."]
    support: Annotated[
        Support | None, "What the sign rests on: strong, moderate, unnamed or weak; null if there is none."
    ]


class Literature(Conclusion, frozen=True):
    """The answer to the same question from studies alone."""

    studies: Annotated[
        tuple[str, ...], "The studies that state the sign for this very pair, or for kinds of the target."
    ]


class Shares(Struct, frozen=True):
    """The possible worlds in which the target moves, under the prior with the lower weight."""

    up: Annotated[float, "The share of worlds in which the target goes up, as asked, without direct statements."]
    down: Annotated[float, "The share of worlds in which it goes down."]
    stated_up: Annotated[float, "The chance that a direct statement that it goes up holds."]
    stated_down: Annotated[float, "The chance that a direct statement that it goes down holds."]


class EffectAnswer(GraphAnswer, frozen=True, tag="kg-effect/2"):
    """The net effect of one thing on another."""

    question: Annotated[EffectQuestion, "What was asked, as it was interpreted."]
    effect: Annotated[
        Sign,
        "The direction of the target when the source changes, both as asked: up (+), down (-), no change (0) or "
        "undetermined (?).",
    ]
    certainty: Annotated[Certainty, "How sure the effect is: certain, likely or open; an open effect is ?."]
    weight: Annotated[
        float | None,
        "The weight of the sign over possible worlds, from 0.5 to 0.99, where chains or feedback disagree; not a "
        "probability. Null if it was not needed or cannot be given.",
    ]
    support: Annotated[
        Support | None,
        "What the sign rests on: strong (trials or several studies at each step), moderate (a study at each step), "
        "unnamed (at some step, an imported graph that names no study) or weak (web pages alone at some step).",
    ]
    reason: Annotated[Reason, "The rule that decided."]
    leaning: Annotated[Sign | None, "The sign towards which an undetermined answer leans; null if there is none."]
    population: Annotated[
        str | None, "The only population in which a reported effect was found; null if there is none."
    ]
    answered_for: Annotated[
        tuple[End, End] | None, "The source and target that answer in place of those asked for; null if none do."
    ]
    stated: Annotated[Stated, "What sources say about this very pair, or about kinds of the target."]
    denied: Annotated[
        tuple[str, ...], "The claims by which sources deny or dispute the effect, or looked for it and did not find it."
    ]
    associations: Annotated[
        tuple[str, ...], "Claims about the two that do not say that one acts on the other, such as associations."
    ]
    tested: Annotated[
        tuple[Tested, ...],
        "What acts on the source and was tested for its effect on the target in trials: worth asking too.",
    ]
    literature: Annotated[Literature, "The answer from studies alone."]
    unfiltered: Annotated[
        Conclusion | None, "The answer without the filters, which may be less sure; null if there are no filters."
    ]
    decisive: Annotated[tuple[str, ...], "Claims without any one of which an open question would be settled."]
    because: Annotated[
        tuple[Step, ...],
        "The steps that decide it: all steps of the chains, or those that leave it undetermined.",
    ]
    chains: Annotated[tuple[Chain, ...], "The best chain of each sign that counts."]
    loop: Annotated[Chain | None, "The feedback loop that may reverse the effect; null if that is not the reason."]
    worlds: Annotated[Shares | None, "The shares behind the weight; null if no worlds were drawn."]
    summaries: Annotated[
        tuple[str, ...], "The claims that were left out because they only sum up the chains that were used."
    ]

    @property
    def answered(self) -> bool:
        """Whether anything leads from the source to the target."""
        return self.reason is not Reason.none

    @property
    def beside(self) -> list[str]:
        """The claims that the answer cites and no chain uses: what is stated, denied, tested or an association."""
        said = (self.stated, *(other.stated for other in self.tested))
        sides = (side for stated in said for side in (stated.up, stated.down, stated.none) if side)
        named = [*(claim for side in sides for claim in side.claims), *self.denied, *self.associations]
        chains = [*self.chains, *filter(None, [self.loop])]
        used = {claim for chain in chains for step in chain.steps for claim in step.claims}
        return [claim for claim in dict.fromkeys(named) if claim not in used]

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
    source: Annotated[Concept, "What changes; or the whole question in words, without a target."],
    target: Annotated[Concept | None, "What may be affected."] = None,
    direction: Sign | str = Sign.PLUS,
    **filters: Unpack[Filters],
) -> EffectAnswer:
    """The net effect of one thing on another: +, −, 0, or ?.

    Takes all chains, feedback and disputes into account. The effect is certain if all chains agree and no feedback can
    reverse it, and likely if it holds in nine of ten possible worlds or a study states it. It is 0 if sources looked
    for an effect and found none, and no chain suggests one. Otherwise it is ?, with the reason. Kinds of the target
    count as the target if their effects agree.

    A question in words is read if it has two known names and words for an effect, such as “cause”, “is linked to” or
    “what happens to … when”.

    Example: kg effect "vitamin D deficiency" "serum calcium"

    ``direction`` is the direction of the source, + (up) by default; for a state such as a deficiency, + means that it
    holds. The rules are in docs/method.md. Raises UsageError or UnknownConcept.
    """
    source, target, sentence = ends(graph, source, target, "the effect of {} on {}")
    whole = region.between(graph, source, target, filters)
    graph = filtered(whole, source, target, **filters)
    start, goal = pair(graph, source, target)
    start = moving(start, direction_of(direction))
    question = EffectQuestion(end(start), end(goal), sentence)
    held = {start.quantity: start.direction or Sign.PLUS}
    judge = judge_of(graph).of(held)
    found = Situation(judge, held).verdict(goal.quantity)
    other = (_stands_in(graph, start, found.source), _stands_in(graph, goal, found.target))
    shown = witnesses.Evidence(judge, *other, found)
    way = goal.direction or Sign.PLUS
    return EffectAnswer(
        Data.of(graph),
        question,
        found.sign * way,
        found.certainty,
        found.weight.weight if found.weight else None,
        found.support,
        found.reason,
        found.leaning * way if found.leaning else None,
        found.population,
        (end(other[0]), end(other[1])) if other != (start, goal) else None,
        stated(graph, *other),
        denials.denied_claims(graph, found.source, found.target),
        associations(graph, start, goal),
        tested(graph, start, goal),
        _literature(graph, start, goal),
        _compared(whole, start, goal) if graph.filters != whole.filters else None,
        witnesses.decisive(judge, held, goal.quantity, found, shown.because),
        tuple(step(graph, each) for each in shown.because),
        tuple(chain(graph, each) for each in shown.chains),
        chain(graph, shown.loop) if shown.loop else None,
        _shares(found, way),
        shown.summaries,
    )


def _stands_in(graph: KnowledgeGraph, asked_for: Selection, quantity: str) -> Selection:
    """The end that answers: the one that was asked, or a quantity that stands in for it and goes the same way."""
    if quantity == asked_for.quantity:
        return asked_for
    concept = graph.concepts[quantity]
    way = asked_for.direction
    return Selection(concept, way, level_label(concept, way) if way else concept.label)


def _compared(graph: KnowledgeGraph, start: Selection, goal: Selection) -> Conclusion:
    found = Situation(judge_of(graph), {start.quantity: start.direction or Sign.PLUS}).verdict(goal.quantity)
    return Conclusion(found.sign * (goal.direction or Sign.PLUS), found.certainty, found.reason, found.support)


def _literature(graph: KnowledgeGraph, start: Selection, goal: Selection) -> Literature:
    studies = filtered(graph, sources="literature") if graph.pages or graph.knowledge_sources else graph
    alone = _compared(studies, start, goal)
    said = stated(studies, start, goal)
    side = said.side(alone.effect)
    items = (item for claim in (side.claims if side else ()) for item in studies.evidence_of[claim])
    named = sorted({item.source for item in items if item.stance is Stance.SUPPORTS})
    return Literature(alone.effect, alone.certainty, alone.reason, alone.support, tuple(named))


def _shares(found: Verdict, way: Sign) -> Shares | None:
    if found.weight is None or not any((*found.weight.shares, *found.weight.direct)):
        return None
    up, down = found.weight.shares if way is Sign.PLUS else found.weight.shares[::-1]
    stated_up, stated_down = found.weight.direct if way is Sign.PLUS else found.weight.direct[::-1]
    return Shares(up, down, round(stated_up, 4), round(stated_down, 4))
