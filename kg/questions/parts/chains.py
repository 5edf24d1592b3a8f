"""Ends of a question, and cited chains between them, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import UNSET, Struct, UnsetType

from kg.model.core import Sign, Stance
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection
from kg.questions.parts.claims import (
    AGAINST,
    CONFIDENCE,
    FOR,
    GRAPHS,
    PARTS,
    Citation,
    Points,
    citation,
    graphs_of,
    points,
    rated,
)
from kg.reasoning import missing, network
from kg.reasoning.support import ORDER, Support, grade

#: The axes of context that are shown at a step.
AXES = ("condition", "population")


class End(Struct, frozen=True):
    """One end of a question, as it was interpreted."""

    id: Annotated[str, "The concept."]
    label: Annotated[str, "Its display name."]
    quantity: Annotated[str, "The quantity that goes up and down: the concept itself, or what it is a level of."]
    direction: Annotated[Sign | None, "The direction of the quantity: up (+) or down (-); null if none was given."]
    typed: Annotated[str | UnsetType, "What was typed, if it is neither a name of the concept nor the label."] = UNSET
    read: Annotated[
        str | UnsetType, "How that was read: as a named state, as a move, or as what an old name is now."
    ] = UNSET


class Sentence(Struct, frozen=True):
    """A question in words."""

    typed: Annotated[str, "The question as it was typed."]
    read: Annotated[str, "How it was read."]


class Limit(Struct, frozen=True):
    """A condition or population to which evidence for a step is limited."""

    axis: Annotated[str, "condition or population."]
    value: Annotated[str, "The condition or population."]
    label: Annotated[str, "Its display name."]
    items: Annotated[int, "How many of the supporting evidence items are limited to it."]
    of: Annotated[int, "How many supporting evidence items there are."]


class Step(Struct, frozen=True, rename={"for_": "for"}):
    """One step of a chain, with its claims and their evidence."""

    subject: Annotated[str, "The quantity that acts."]
    subject_label: Annotated[str, "Its display name, with its direction."]
    subject_direction: Annotated[Sign, "Its direction in this chain."]
    object: Annotated[str, "The quantity that is acted on."]
    object_label: Annotated[str, "Its display name, with its direction."]
    object_direction: Annotated[Sign, "Its direction in this chain."]
    sign: Annotated[Sign, "The sign of the influence: + in the same direction, - in the contrary one, ? unknown."]
    stated: Annotated[bool, "Whether a source states it in this direction; if not, it is mirrored."]
    contested: Annotated[bool, "Whether there is evidence on both sides, or another sign between the two."]
    association: Annotated[bool, "Whether no claim is causal."]
    kinds: Annotated[
        tuple[str, ...], "The kinds of the target that the sources name, if they do not name the target itself."
    ]
    limits: Annotated[tuple[Limit, ...], "The conditions and populations to which its supporting evidence is limited."]
    relation: Annotated[str, "The relation of the first claim."]
    confidence: Annotated[float, CONFIDENCE]
    for_: Annotated[float, FOR]
    against: Annotated[float, AGAINST]
    sum: Annotated[tuple[Points, ...], PARTS]
    claims: Annotated[tuple[str, ...], "The claims, those stated in this direction first."]
    evidence: Annotated[tuple[Citation, ...], "The evidence of the claims."]
    graphs: Annotated[tuple[str, ...] | UnsetType, GRAPHS] = UNSET


class Feedback(Struct, frozen=True):
    """How a chain contradicts itself: a step already stands for a change that the chain reverses later."""

    step: Annotated[int, "The index of the step, from 0."]
    concept: Annotated[str, "The quantity whose change the step stands for."]
    label: Annotated[str, "Its display name."]
    direction: Annotated[Sign, "Its direction there; later the chain reaches it in the opposite direction."]

    def __str__(self) -> str:
        return f"step {self.step + 1} already stands for {self.label} {self.direction.arrow}"


class Chain(Struct, frozen=True):
    """A causal chain."""

    sign: Annotated[Sign, "The direction of the target when the source holds or rises: + up, - down, ? unknown."]
    confidence: Annotated[float, "The product of the confidences of the steps, to four places or two digits."]
    support: Annotated[
        Support,
        "What its weakest step rests on: strong (trials or several studies), moderate (a study), unnamed (no study is "
        "named) or weak (pages alone).",
    ]
    hops: Annotated[int, "How many steps it has."]
    weakest: Annotated[int, "The index of the step with the lowest confidence, from 0."]
    documents: Annotated[tuple[str, ...], "The documents that support a step."]
    bridges: Annotated[tuple[int, ...], "Each i such that no single source supports both step i and step i + 1."]
    steps: Annotated[tuple[Step, ...], "The steps, from the source to the target."]
    feedback: Annotated[Feedback | UnsetType, "How the chain contradicts itself; absent if it does not."] = UNSET

    @property
    def contested(self) -> bool:
        """Whether a step is contested."""
        return any(step.contested for step in self.steps)


class MissingLink(Struct, frozen=True):
    """A missing claim that would complete a chain."""

    source: Annotated[str, "What would act."]
    source_label: Annotated[str, "Its display name."]
    target: Annotated[str, "What would be acted on."]
    target_label: Annotated[str, "Its display name."]
    hint: Annotated[str, "The reason to ask: associated, kind or near."]
    claims: Annotated[tuple[str, ...], "The claims that are the reason, if there are any."]


class Missing(Struct, frozen=True):
    """Why there is no chain."""

    cause: Annotated[str, "The cause: nothing-downstream, nothing-upstream, sign, filter or missing-claim."]
    hides: Annotated[tuple[str, ...], "The options that hide all chains on their own."]
    missing: Annotated[tuple[MissingLink, ...], "The claims that would complete a chain, the most promising first."]


def ends(graph: KnowledgeGraph, source: str, target: str | None, reading: str) -> tuple[str, str, Sentence | UnsetType]:
    """The two names of a question; without a target, those in a question in words. Raises UsageError.

    ``reading`` says how such a question is read, with places for the names: "the effect of {} on {}".
    """
    if target is not None:
        return source, target, UNSET
    from kg.model.sentences import split

    start, goal, ignored = split(graph, source)
    read = reading.format(start, goal) + (f" (“{ignored}” was ignored)" if ignored else "")
    return start, goal, Sentence(source, read)


def one(graph: KnowledgeGraph, text: str, command: str) -> str:
    """The name of a question about one thing, which may be in words, "what raises B?"; raises UsageError."""
    if len(text.split()) == 1:
        return text
    from kg.model.sentences import single

    return single(graph, text, command)


def end(selection: Selection) -> End:
    """One end of a question, as it was interpreted."""
    read = (selection.typed, selection.read) if selection.read else (UNSET, UNSET)
    return End(selection.concept.id, selection.label, selection.quantity, selection.direction, *read)


def step(graph: KnowledgeGraph, taken: network.Step) -> Step:
    """A step with its claims and their evidence."""
    used = taken.influence
    return Step(
        used.source,
        taken.subject_label,
        taken.before,
        used.target,
        taken.object_label,
        taken.after,
        used.sign,
        taken.stated,
        taken.contested,
        used.association,
        tuple(kind.id for kind in taken.kinds),
        tuple(_limits(graph, taken)),
        taken.claims[0].relation,
        *rated(used.confidence),
        points(used.confidence),
        tuple(claim.id for claim in taken.claims),
        tuple(citation(graph, item) for item in taken.evidence),
        graphs_of(taken.evidence),
    )


def _limits(graph: KnowledgeGraph, taken: network.Step) -> Iterator[Limit]:
    """The conditions and populations of the supporting evidence of a step, conditions first."""
    items = [item for item in taken.evidence if item.stance is Stance.SUPPORTS]
    found = Counter(pair for item in items for pair in set(item.context) if pair[0] in AXES)
    for axis, value in sorted(found, key=lambda pair: (AXES.index(pair[0]), -found[pair], pair)):
        yield Limit(axis, value, graph.terms[value].label, found[axis, value], len(items))


def chain(graph: KnowledgeGraph, found: network.Chain) -> Chain:
    """A chain with its steps."""
    return Chain(
        found.sign,
        float(found.confidence),
        min((grade(graph, taken.influence) for taken in found.steps), key=ORDER.index),
        len(found.steps),
        found.weakest,
        found.documents,
        found.bridges,
        tuple(step(graph, taken) for taken in found.steps),
        _feedback(graph, found),
    )


def _feedback(graph: KnowledgeGraph, found: network.Chain) -> Feedback | UnsetType:
    """How a chain contradicts itself."""
    known = found.feedback
    return Feedback(known.step, known.concept, graph.concepts[known.concept].label, known.direction) if known else UNSET


def gap(graph: KnowledgeGraph, why: missing.Why) -> Missing:
    """Which options hide the chains, or which claims are missing."""
    label = {name: concept.label for name, concept in graph.concepts.items()}
    links = (
        MissingLink(link.source, label[link.source], link.target, label[link.target], link.hint, link.claims)
        for link in why.missing
    )
    return Missing(why.cause, why.hides, tuple(links))


def arrows(graph: KnowledgeGraph, steps: Sequence[Step]) -> str:
    """A chain in one line: ``vitamin D ↓ → intestinal calcium absorption ↓ → osteomalacia ↑``."""
    names = [f"{graph.concepts[steps[0].subject].label} {steps[0].subject_direction.arrow}"]
    names += [f"{graph.concepts[step.object].label} {step.object_direction.arrow}" for step in steps]
    return " → ".join(names)
