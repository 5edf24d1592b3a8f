"""Where sources disagree on a claim, on the sign of an influence, or on a value: the sides of each dispute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations, groupby
from typing import Annotated, Literal, NamedTuple, Unpack

from msgspec import Struct
from msgspec.structs import asdict

from kg.model import values as units
from kg.model.answer import Data, GraphAnswer
from kg.model.confidence import assess, witness
from kg.model.core import Claim, Evidence, Sign, Stance
from kg.model.filters import Sources, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.grouped import grouped
from kg.model.lookup import resolve
from kg.model.words import counted, design, sentence
from kg.questions.parts.claims import Citation, Said, citation, said
from kg.signature import Concept, asked

Kind = Literal["claim", "influence", "value"]
#: Relations that define a term: only for these do two values contradict each other.
CONVENTIONS = ("hasThreshold", "hasReferenceRange")
ACTS = {Sign.PLUS: "raises it", Sign.MINUS: "lowers it", Sign.NULL: "has no effect on it"}


class ClaimCitation(Citation, frozen=True):
    """One evidence item, with the claim that it is about."""

    claim: Annotated[str, "The claim that it is about."]


class Side(Struct, frozen=True):
    """One side of a dispute."""

    side: Annotated[str, "The side: for, against or undecided; what happens according to it; or a value."]
    strength: Annotated[float, "What the evidence of those on this side counts together, from 0 to 1."]
    witnesses: Annotated[dict[str, int], "Independent witnesses of this side, counted by kind of source."]
    claims: Annotated[tuple[Said, ...], "The claims of this side."]
    evidence: Annotated[tuple[ClaimCitation, ...], "All evidence about these claims."]


class Dispute(Struct, frozen=True):
    """A question on which sources take sides."""

    id: Annotated[str, "Its identifier: the claim, or the two ends."]
    kind: Annotated[Kind, "What is disputed: one claim, the sign of an influence, or a value."]
    about: Annotated[str, "What it is about, in words."]
    facing: Annotated[str, "The kinds of sources on each side, in words."]
    on_several_sides: Annotated[tuple[str, ...], "Witnesses (a study, or a group of documents) on several sides."]
    sides: Annotated[tuple[Side, ...], "The sides."]


class ContestedQuestion(Struct, frozen=True):
    """What was asked."""

    concept: Annotated[str | None, "The concept, as it was typed; null for any."]


class Disputes(GraphAnswer, frozen=True, tag="kg-contested/2"):
    """Where sources disagree."""

    question: Annotated[ContestedQuestion, "What was asked, as it was interpreted."]
    disputes: Annotated[tuple[Dispute, ...], "The disputes; the one with the strongest second side comes first."]
    denied: Annotated[tuple[Said, ...], "Claims that sources deny and that no source supports."]

    @property
    def answered(self) -> bool:
        """Whether sources disagree, or deny something."""
        return bool(self.disputes or self.denied)


class _Position(NamedTuple):
    """One side: its name, its claims and all evidence about them; ``stance`` is the stance of those on this side."""

    name: str
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    stance: Stance = Stance.SUPPORTS

    @property
    def held(self) -> tuple[Evidence, ...]:
        """The evidence of those on this side."""
        return tuple(item for item in self.evidence if item.stance is self.stance)


class _Conflict(NamedTuple):
    """A dispute, before it becomes part of an answer."""

    kind: Kind
    id: str
    about: str
    sides: tuple[_Position, ...]


@asked
def contested(
    graph: KnowledgeGraph,
    *,
    concept: Annotated[Concept | None, "Only disputes about this concept, its states and kinds."] = None,
    **filters: Unpack[Sources],
) -> Disputes:
    """Show where sources disagree, with the evidence on each side.

    Sources may disagree on a claim, on the sign of an influence, or on a value. The
    strength of a side is what its independent witnesses count together (docs/method.md). The dispute with the strongest
    second side comes first.

    Example: kg contested --concept "back pain"

    Each dispute is listed once, as one of three kinds:

    - ``claim``: one claim has evidence for it and evidence against it;
    - ``influence``: claims give the same two quantities contrary signs, or one finds no effect; or all supporting
      evidence is on one claim and all disputing evidence on another of the same sign;
    - ``value``: different sources give different bounds at the same end of a threshold or reference range, for the
      same subject, by the same measure, in the same population. An open end excludes nothing: "at least 30" and "30 to
      50" do not contradict each other, "at least 20" contradicts both. Thresholds of different things (deficiency,
      insufficiency) do not, nor do doses, durations and prevalences, which depend on the treatment or on the people
      who were counted.

    Raises UsageError or UnknownConcept.
    """
    graph = filtered(graph, **filters)
    about = None if concept is None else _near(graph, concept)
    found = [*_by_claim(graph), *_by_influence(graph), *_by_value(graph)]
    disputes = [_dispute(graph, one) for one in found if about is None or about & _touched(graph, one)]
    ordered = sorted(disputes, key=lambda dispute: (-_second(dispute), dispute.id))
    denied = (claim for claim in graph.claims.values() if claim.id not in graph.supported and _disputed(graph, claim))
    listed = (said(graph, claim) for claim in denied if about is None or about & {claim.subject, claim.object})
    return Disputes(Data.of(graph), ContestedQuestion(concept), tuple(ordered), tuple(listed))


def _near(graph: KnowledgeGraph, concept: str) -> set[str]:
    asked = resolve(graph, concept)
    ends = {asked.concept.id, asked.quantity}
    kinds = {kind for name in ends for kind in graph.narrower.get(name, ())}
    return {name for name, c in graph.concepts.items() if {name, c.quantity} & (ends | kinds)}


def _touched(graph: KnowledgeGraph, conflict: _Conflict) -> set[str]:
    claims = [claim for side in conflict.sides for claim in side.claims]
    measured = {graph.values[c.object].of for c in claims if c.object in graph.values}
    return {name for c in claims for name in (c.subject, c.object)} | {name for name in measured if name}


def _by_claim(graph: KnowledgeGraph) -> Iterator[_Conflict]:
    for claim in graph.claims.values():
        if _two_sided(graph, claim):
            yield _Conflict("claim", claim.id, sentence(graph, claim), _stances(graph, (claim,)))


def _two_sided(graph: KnowledgeGraph, claim: Claim) -> bool:
    return claim.id in graph.supported and _disputed(graph, claim)


def _disputed(graph: KnowledgeGraph, claim: Claim) -> bool:
    return any(item.stance is Stance.DISPUTES for item in graph.evidence_of[claim.id])


def _stances(graph: KnowledgeGraph, claims: tuple[Claim, ...]) -> tuple[_Position, ...]:
    """The sides for the claims, against them, and undecided."""
    items = tuple(item for item in _all(graph, claims) if item.source not in graph.void)
    sides = (_Position(stance.side, claims, tuple(e for e in items if e.stance is stance), stance) for stance in Stance)
    return tuple(side for side in sides if side.evidence)


def _all(graph: KnowledgeGraph, claims: tuple[Claim, ...]) -> tuple[Evidence, ...]:
    return tuple(item for claim in claims for item in graph.evidence_of[claim.id])


def _by_influence(graph: KnowledgeGraph) -> Iterator[_Conflict]:
    for (source, target), group in groupby(graph.influences, key=lambda i: (i.source, i.target)):
        joined = list(group)
        ends, name = (graph.concepts[source].label, graph.concepts[target].label), f"{source} {target}"
        opposed = [i for i in joined if i.opposed]
        if opposed:
            sides = [_Position(ACTS[i.sign], i.claims, _all(graph, i.claims)) for i in opposed]
            yield _Conflict("influence", name, f"how {ends[0]} acts on {ends[1]}", tuple(sides))
        for i in joined:
            if i.confidence.contested and not any(_two_sided(graph, claim) for claim in i.claims):
                yield _Conflict(
                    "influence", name, f"{ends[0]} → {ends[1]} ({i.sign.symbol})", _stances(graph, i.claims)
                )


def _by_value(graph: KnowledgeGraph) -> Iterator[_Conflict]:
    given = grouped(
        ((claim.subject, claim.relation, graph.values[claim.object].of), claim)
        for claim in graph.claims.values()
        if claim.relation in CONVENTIONS and claim.object in graph.values
    )
    for (subject, relation, measured), claims in given.items():
        pairs = [pair for pair in combinations(claims, 2) if _differ(graph, *pair)]
        apart = {claim.id for pair in pairs for claim in pair}
        values = sorted((c for c in claims if c.id in apart), key=lambda c: units.order(graph.values[c.object])[1:])
        if values:
            of = f" of {graph.concepts[measured].label}" if measured and measured != subject else ""
            about = f"{graph.concepts[subject].label} {graph.relations[relation].label} …{of}"
            name = f"{subject} {relation}" + (f" {measured}" if measured else "")
            sides = tuple(_Position(units.words(graph.values[c.object]), (c,), graph.evidence_of[c.id]) for c in values)
            yield _Conflict("value", name, about, sides)


def _differ(graph: KnowledgeGraph, one: Claim, other: Claim) -> bool:
    """Whether two values contradict each other, and different sources give them for the same population."""
    return _apart(graph, one, other) and any(
        witness(graph.sources[a.source]) != witness(graph.sources[b.source]) and _population(a) == _population(b)
        for a in graph.evidence_of[one.id]
        for b in graph.evidence_of[other.id]
        if a.stance is b.stance is Stance.SUPPORTS
    )


def _apart(graph: KnowledgeGraph, one: Claim, other: Claim) -> bool:
    """Whether two values have a different bound at the same end, in the same unit."""
    (unit, *first), (same, *second) = (units.order(graph.values[claim.object]) for claim in (one, other))
    ends = zip(first, second, strict=True)
    return unit == same and any(a.is_finite() and b.is_finite() and a != b for a, b in ends)


def _population(item: Evidence) -> frozenset[str]:
    return frozenset(value for axis, value in item.context if axis == "population")


def _dispute(graph: KnowledgeGraph, conflict: _Conflict) -> Dispute:
    sides = tuple(_side(graph, position) for position in conflict.sides)
    facing = [tally(side.witnesses) for side in sides if side.side != Stance.INCONCLUSIVE.side]
    return Dispute(
        conflict.id,
        conflict.kind,
        conflict.about,
        " against ".join(facing),
        _on_several_sides(graph, conflict),
        sides,
    )


def _side(graph: KnowledgeGraph, position: _Position) -> Side:
    rated = assess(position.held, graph.sources, graph.claims)
    kinds = {witness(graph.sources[e.source]): design(graph, graph.sources[e.source]) for e in position.held}
    stances = list(Stance)
    items = sorted(position.evidence, key=lambda item: (stances.index(item.stance), item.id))
    return Side(
        position.name,
        float(max(rated.for_, rated.against)),  # all positions are on one side
        dict(sorted(Counter(kinds.values()).items())),
        tuple(said(graph, claim) for claim in position.claims),
        tuple(ClaimCitation(item.claim, **asdict(citation(graph, item))) for item in items),
    )


def _on_several_sides(graph: KnowledgeGraph, conflict: _Conflict) -> tuple[str, ...]:
    """The witnesses that are on several sides, and so contradict themselves."""
    decided = [side for side in conflict.sides if side.stance is not Stance.INCONCLUSIVE]
    pairs = [
        pair
        for pair in combinations(decided, 2)
        if conflict.kind != "value" or _apart(graph, *(side.claims[0] for side in pair))
    ]
    speakers = {side.name: {witness(graph.sources[item.source]) for item in side.held} for side in decided}
    return tuple(sorted({name for one, other in pairs for name in speakers[one.name] & speakers[other.name]}))


def _second(dispute: Dispute) -> float:
    """The strength of the second strongest side."""
    return sorted(side.strength for side in dispute.sides)[-2]


def tally(kinds: Mapping[str, int]) -> str:
    """Kinds of sources with their numbers.

    >>> tally({"cohort study": 2, "meta-analysis": 1})
    '2 cohort studies, 1 meta-analysis'
    """
    return ", ".join(counted(count, kind) for kind, count in kinds.items())
