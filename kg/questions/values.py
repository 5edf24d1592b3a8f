"""Thresholds, reference ranges, doses, durations and prevalences, and who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Unpack

from msgspec import Struct

from kg.model import core
from kg.model import values as units
from kg.model.answer import Data, ListAnswer
from kg.model.core import Claim, Stance, Value
from kg.model.filters import Sources, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.grouped import grouped
from kg.model.kinds import kind_of
from kg.model.lookup import resolve
from kg.model.words import counted, sentence
from kg.questions.parts.chains import End, end
from kg.questions.parts.claims import AGAINST, CONFIDENCE, FOR, Citation, citation, rated
from kg.signature import Concept, Range, asked

#: Relations whose values should agree: they say what level something is, or what level is normal.
LEVELS = ("hasThreshold", "hasReferenceRange")
#: Kinds of concepts that stand for the quantity that they indicate.
MEASURES = ("measurement", "procedure")


class ValuesQuestion(Struct, frozen=True):
    """What was asked, as it was interpreted."""

    concept: Annotated[End, "The concept."]
    limit: Annotated[int, "Maximum number of values listed; 0 for no limit."]


class StatedValue(Struct, frozen=True, rename={"for_": "for"}):
    """A value, and who states or disputes it."""

    claim: Annotated[str, "The claim."]
    sentence: Annotated[str, "The claim as its sources state it."]
    subject: Annotated[str, "The concept that has the value."]
    subject_label: Annotated[str, "Its display name."]
    value: Annotated[Value, "The value."]
    words: Annotated[str, "The value in words, converted if two units are in use."]
    confidence: Annotated[float, CONFIDENCE]
    for_: Annotated[float, FOR]
    against: Annotated[float, AGAINST]
    contested: Annotated[bool, "Whether there is evidence on both sides."]
    evidence: Annotated[tuple[Citation, ...], "Who says so, who disputes it, and in which context."]


class Meaning(Struct, frozen=True):
    """Values that mean the same: thresholds of one measured concept, doses and so on."""

    relation: Annotated[str, "The relation, such as hasThreshold."]
    means: Annotated[str, "What the relation means."]
    measured: Annotated[str | None, "What is measured; null if it is the concept that has the value."]
    measured_label: Annotated[str | None, "Its display name."]
    values: Annotated[tuple[StatedValue, ...], "The values, ordered by unit and size."]
    differ: Annotated[tuple[str, ...], "A sentence for each threshold or range of which sources give several values."]


class Values(ListAnswer, frozen=True, tag="kg-values/1"):
    """Thresholds, reference ranges, doses, durations and prevalences of a concept."""

    question: Annotated[ValuesQuestion, "What was asked, as it was interpreted."]
    found: Annotated[int, "How many values there are; more than are listed if there is a limit."]
    meanings: Annotated[tuple[Meaning, ...], "The values, by what they mean."]
    others: Annotated[tuple[str, ...], "If there is no value: concepts that have some, those with most first."]

    @property
    def instead_of(self) -> str | None:
        """The concept whose values these are, if the one that was asked for is a state of it without values."""
        asked_for = self.graph.concepts[self.question.concept.id]
        own = {asked_for.id, *self.graph.kinds(asked_for.id)}
        claims = (claim for claim in self.graph.claims.values() if self.graph.relations[claim.relation].valued)
        has_own = any(own & {claim.subject, self.graph.values[claim.object].of} for claim in claims)
        return None if has_own else asked_for.state_of


@asked
def values(
    graph: KnowledgeGraph,
    concept: Annotated[Concept, "The concept."],
    *,
    limit: Annotated[int, "Maximum number of values; 0 for all.", Range(0, None)] = 15,
    **filters: Unpack[Sources],
) -> Values:
    """Thresholds, reference ranges, doses, durations and prevalences.

    Finds the values of a concept, of its levels and kinds, and of what indicates or measures it: vitamin D, vitamin D
    deficiency and serum 25-hydroxyvitamin D have the same thresholds. Says so if a level has no value of its own. Shows
    who states or disputes each value.

    Example: kg values "vitamin D deficiency"

    Raises UsageError or UnknownConcept.
    """
    graph = filtered(graph, **filters)
    selection = resolve(graph, concept)
    valued = [claim for claim in graph.claims.values() if graph.relations[claim.relation].valued]
    about = _about(graph, _root(selection.concept))
    found = [claim for claim in valued if about & {claim.subject, graph.values[claim.object].of}]
    place = {relation: number for number, relation in enumerate(graph.relations)}
    found.sort(key=lambda c: (place[c.relation], _measured(graph, c) or "", units.order(graph.values[c.object]), c.id))
    others = Counter(graph.concepts[_root(graph.concepts[claim.subject])].label for claim in valued)
    question = ValuesQuestion(end(selection), limit)
    named = () if found else tuple(sorted(others, key=lambda label: (-others[label], label)))
    return Values(Data.of(graph), question, len(found), tuple(_meanings(graph, found, limit)), named)


def _root(concept: core.Concept) -> str:
    """The concept itself, or what it is a state of, within the range or beyond."""
    return concept.state_of or concept.id


def _about(graph: KnowledgeGraph, quantity: str) -> set[str]:
    """A quantity with its states and kinds, and the quantities that it indicates or measures, or that do so for it."""
    own = {quantity, *graph.kinds(quantity)}
    joined = set(own)
    for claim in graph.claims.values():
        ends = [_root(graph.concepts[name]) for name in (claim.subject, claim.object) if name in graph.concepts]
        if own.intersection(ends) and _joins(graph, claim):
            joined.update(ends)
    return {state.id for name in joined for state in graph.states.get(name, ())} | joined


def _joins(graph: KnowledgeGraph, claim: Claim) -> bool:
    """Whether a supported claim says that something indicates or measures a quantity."""
    measure = claim.relation == "indicates" and kind_of(graph.concepts[claim.subject].category) in MEASURES
    return claim.id in graph.supported and (measure or claim.relation == "isMeasuredBy")


def _measured(graph: KnowledgeGraph, claim: Claim) -> str | None:
    of = graph.values[claim.object].of
    return of if of != claim.subject else None


def _meanings(graph: KnowledgeGraph, found: Sequence[Claim], limit: int) -> Iterator[Meaning]:
    """The claims by relation and by what is measured; differences are those of all, not just of those listed."""
    groups = grouped(((claim.relation, _measured(graph, claim)), claim) for claim in found)
    room = limit or len(found)
    for (relation, measured), claims in groups.items():
        if room <= 0:
            return
        yield Meaning(
            relation,
            graph.relations[relation].definition,
            measured,
            graph.concepts[measured].label if measured else None,
            tuple(_stated(graph, claim) for claim in claims[:room]),
            tuple(_differ(graph, claims)) if relation in LEVELS else (),
        )
        room -= len(claims)


def _stated(graph: KnowledgeGraph, claim: Claim) -> StatedValue:
    value, confidence = graph.values[claim.object], graph.confidence(claim.id)
    items = sorted(graph.evidence_of[claim.id], key=lambda item: (list(Stance).index(item.stance), item.id))
    return StatedValue(
        claim.id,
        sentence(graph, claim),
        claim.subject,
        graph.concepts[claim.subject].label,
        value,
        units.words(value),
        *rated(confidence),
        confidence.contested,
        tuple(citation(graph, item) for item in items),
    )


def _differ(graph: KnowledgeGraph, claims: Sequence[Claim]) -> Iterator[str]:
    """A sentence for each subject of which sources give several values; one that is disputed is marked as contested."""
    for subject in dict.fromkeys(claim.subject for claim in claims):
        same = [claim for claim in claims if claim.subject == subject]
        items = [item for claim in same for item in graph.evidence_of[claim.id]]
        stated = {item.claim for item in items if item.stance is Stance.SUPPORTS}
        against = {item.source for item in items if item.stance is Stance.DISPUTES}
        given = [units.stated(graph.values[claim.object]) for claim in same if claim.id in stated]
        if len(given) > 1:
            listed = f"{', '.join(given[:-1])} or {given[-1]}"
            disputed = f"; disputed by {counted(len(against), 'source')}" if against else ""
            yield f"sources differ on {graph.concepts[subject].label}: {listed}{disputed}"
