"""Where sources disagree, on a claim, on the sign of an influence, or on a value: the sides of each dispute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, groupby

from msgspec import Struct

from kg.model import values as units
from kg.model.confidence import assess, witness
from kg.model.core import Claim, Evidence, Quantity, Sign, Stance
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import resolve
from kg.model.words import design, sentence
from kg.questions.legacy import STANCES, Json, citation, stamp

#: Relations that say what a word is taken to mean: of these alone two values contradict each other.
CONVENTIONS = ("hasThreshold", "hasReferenceRange")
SIDES = dict(zip(STANCES, ("for", "against", "undecided"), strict=True))
ACTS = {Sign.PLUS: "raises it", Sign.MINUS: "lowers it", Sign.NULL: "has no effect on it"}


class Side(Struct, frozen=True):
    """What is held on one side, by which claims, and all evidence about it; ``stance`` is that of who holds it."""

    name: str
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    stance: Stance = Stance.SUPPORTS

    @property
    def held(self) -> tuple[Evidence, ...]:
        """The evidence of those who hold it."""
        return tuple(item for item in self.evidence if item.stance == self.stance)


class Dispute(Struct, frozen=True):
    """A question on which sources take sides, what it is about, and the claim or the two ends that it is known by."""

    kind: str
    id: str
    about: str
    sides: tuple[Side, ...]


def contested(graph: KnowledgeGraph, *, concept: str | None = None) -> Json:
    """All disputes, or those about a quantity, its states and its kinds.

    Three kinds, each told once:

    - ``claim``: evidence supports it, and evidence disputes it;
    - ``influence``: claims join the same two quantities with contrary signs, or one finds no effect; also where one
      claim has all the support and another of the same sign all that is held against it;
    - ``value``: different sources give different bounds of the same end of a threshold or reference range, for the
      same subject, by the same measure, in the same population. An open end says nothing: "at least 30" and "30 to
      50" do not contradict each other, "at least 20" contradicts both. Thresholds of different things (deficiency,
      insufficiency) do not, nor do doses, durations and prevalences, which belong to a treatment or to the people
      who were counted.

    A side is as strong as the points of its independent witnesses (docs/method.md). The dispute with the strongest
    second side comes first.
    """
    about = None if concept is None else _near(graph, concept)
    found = [*_by_claim(graph), *_by_influence(graph), *_by_value(graph)]
    disputes = [_dispute_json(graph, one) for one in found if about is None or about & _touched(graph, one)]
    return {
        **stamp(graph, "kg-contested/1"),
        "question": {"concept": concept},
        "disputes": sorted(disputes, key=lambda d: (-_second(d), d["id"])),
    }


def _near(graph: KnowledgeGraph, concept: str) -> set[str]:
    asked = resolve(graph, concept)
    ends = {asked.concept.id, asked.quantity}
    kinds = {kind for name in ends for kind in graph.narrower.get(name, ())}
    return {name for name, c in graph.concepts.items() if {name, c.quantity} & (ends | kinds)}


def _touched(graph: KnowledgeGraph, dispute: Dispute) -> set[str]:
    claims = [claim for side in dispute.sides for claim in side.claims]
    measured = {graph.quantities[c.object].of for c in claims if c.object in graph.quantities}
    return {name for c in claims for name in (c.subject, c.object)} | {name for name in measured if name}


def _by_claim(graph: KnowledgeGraph) -> Iterator[Dispute]:
    for claim in graph.claims.values():
        if _two_sided(graph, claim):
            yield Dispute("claim", claim.id, sentence(graph, claim), _stances(graph, (claim,)))


def _two_sided(graph: KnowledgeGraph, claim: Claim) -> bool:
    return {Stance.SUPPORTS, Stance.DISPUTES} <= {item.stance for item in graph.evidence_of[claim.id]}


def _stances(graph: KnowledgeGraph, claims: tuple[Claim, ...]) -> tuple[Side, ...]:
    """Who is for the claims, against them, and undecided."""
    items = [item for claim in claims for item in graph.evidence_of[claim.id]]
    sides = (Side(name, claims, tuple(e for e in items if e.stance == s), s) for s, name in SIDES.items())
    return tuple(side for side in sides if side.evidence)


def _by_influence(graph: KnowledgeGraph) -> Iterator[Dispute]:
    for (source, target), group in groupby(graph.influences, key=lambda i: (i.source, i.target)):
        joined = list(group)
        ends, name = (graph.concepts[source].label, graph.concepts[target].label), f"{source} {target}"
        opposed = [i for i in joined if i.opposed]
        if opposed:
            sides = [
                Side(ACTS[i.sign], i.claims, tuple(e for c in i.claims for e in graph.evidence_of[c.id]))
                for i in opposed
            ]
            yield Dispute("influence", name, f"how {ends[0]} acts on {ends[1]}", tuple(sides))
        for i in joined:
            if i.confidence.contested and not any(_two_sided(graph, claim) for claim in i.claims):
                yield Dispute("influence", name, f"{ends[0]} → {ends[1]} ({i.sign.symbol})", _stances(graph, i.claims))


def _by_value(graph: KnowledgeGraph) -> Iterator[Dispute]:
    given: dict[tuple[str, str, str | None], list[Claim]] = {}
    for claim in graph.claims.values():
        if claim.relation in CONVENTIONS and claim.object in graph.quantities:
            given.setdefault((claim.subject, claim.relation, graph.quantities[claim.object].of), []).append(claim)
    for (subject, relation, measured), claims in given.items():
        pairs = [pair for pair in combinations(claims, 2) if _differ(graph, *pair)]
        apart = {claim.id for pair in pairs for claim in pair}
        values = sorted((c for c in claims if c.id in apart), key=lambda c: _order(graph.quantities[c.object]))
        if values:
            of = f" of {graph.concepts[measured].label}" if measured and measured != subject else ""
            about = f"{graph.concepts[subject].label} {graph.relations[relation].label} …{of}"
            name = f"{subject} {relation}" + (f" {measured}" if measured else "")
            sides = tuple(Side(units.words(graph.quantities[c.object]), (c,), graph.evidence_of[c.id]) for c in values)
            yield Dispute("value", name, about, sides)


def _differ(graph: KnowledgeGraph, one: Claim, other: Claim) -> bool:
    """Whether two values contradict each other, and different sources give them for the same population."""
    return _apart(graph, one, other) and any(
        witness(graph.sources[a.source]) != witness(graph.sources[b.source]) and _population(a) == _population(b)
        for a in graph.evidence_of[one.id]
        for b in graph.evidence_of[other.id]
        if a.stance == b.stance == Stance.SUPPORTS
    )


def _apart(graph: KnowledgeGraph, one: Claim, other: Claim) -> bool:
    """Whether two values have a different bound at the same end, in the same unit."""
    (unit, first), (same, second) = (_bounds(graph.quantities[claim.object]) for claim in (one, other))
    ends = zip(first, second, strict=True)
    return unit == same and any(a is not None and b is not None and a != b for a, b in ends)


def _bounds(quantity: Quantity) -> tuple[str, tuple[Decimal | None, Decimal | None]]:
    """Unit and bounds, with 25-hydroxyvitamin D in ng/mL."""
    low, high = (Decimal(bound) if bound else None for bound in (quantity.minimum, quantity.maximum))
    if quantity.of != units.VITAMIN_D or quantity.unit != "nmol/L":
        return quantity.unit, (low, high)
    factor = units.NMOL_PER_NG
    return "ng/mL", (None if low is None else low / factor, None if high is None else high / factor)


def _order(quantity: Quantity) -> tuple[Decimal, Decimal]:
    low, high = _bounds(quantity)[1]
    return Decimal(0) if low is None else low, Decimal("Infinity") if high is None else high


def _population(item: Evidence) -> frozenset[str]:
    return frozenset(value for axis, value in item.context if axis == "population")


def _dispute_json(graph: KnowledgeGraph, dispute: Dispute) -> Json:
    sides = [_side_json(graph, side) for side in dispute.sides]
    facing = [_counted(side["witnesses"]) for side in sides if side["side"] != SIDES[Stance.INCONCLUSIVE]]
    return {
        "id": dispute.id,
        "kind": dispute.kind,
        "about": dispute.about,
        "facing": " against ".join(facing),
        "on_several_sides": _on_several_sides(graph, dispute),
        "sides": sides,
    }


def _side_json(graph: KnowledgeGraph, side: Side) -> Json:
    strength = sum((abs(part.points) for part in assess(side.held, graph.sources).parts), Decimal(0))
    kinds = {witness(graph.sources[e.source]): design(graph, graph.sources[e.source]) for e in side.held}
    return {
        "side": side.name,
        "strength": float(strength),
        "witnesses": dict(sorted(Counter(kinds.values()).items())),
        "claims": [{"id": claim.id, "sentence": sentence(graph, claim)} for claim in side.claims],
        "evidence": [
            {"claim": item.claim, **citation(graph, item)}
            for item in sorted(side.evidence, key=lambda e: (STANCES.index(e.stance), e.id))
        ],
    }


def _on_several_sides(graph: KnowledgeGraph, dispute: Dispute) -> list[str]:
    """The witnesses that contradict themselves."""
    decided = [side for side in dispute.sides if side.stance != Stance.INCONCLUSIVE]
    pairs = [
        pair
        for pair in combinations(decided, 2)
        if dispute.kind != "value" or _apart(graph, *(side.claims[0] for side in pair))
    ]
    speakers = {side.name: {witness(graph.sources[item.source]) for item in side.held} for side in decided}
    return sorted({name for one, other in pairs for name in speakers[one.name] & speakers[other.name]})


def _second(dispute: Json) -> float:
    """How strong the second strongest side is."""
    return float(sorted(side["strength"] for side in dispute["sides"])[-2])


def _counted(kinds: dict[str, int]) -> str:
    """Kinds of sources with their numbers: "2 unreviewed web pages, 1 meta-analysis"."""
    return ", ".join(f"{count} {kind if count == 1 else _plural(kind)}" for kind, count in kinds.items())


def _plural(kind: str) -> str:
    if kind.endswith("series"):
        return kind
    if kind.endswith("sis"):
        return f"{kind[:-2]}es"
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
