"""From claims to signed influences between quantities.

A state is its quantity with a direction, so "deficiency lowers absorption" and "vitamin D raises absorption" become
evidence for one influence, vitamin D → absorption (+), which records the directions in which it is stated.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kg import limits
from kg.model.confidence import Confidence
from kg.model.core import Claim, Concept, Evidence, Sign, Stance
from kg.model.vocabulary import Relation

if TYPE_CHECKING:
    import networkx

#: Units of cost per unit of −ln(confidence); costs are integers so that equal sums are equal.
COST_UNIT = 1_000_000
#: Source, target and sign.
Key = tuple[str, str, Sign]
#: Looked up once: a member of an enumeration is slow to find, and these are asked of every claim.
_PLUS, _UNKNOWN, _SUPPORTS = Sign.PLUS, Sign.UNKNOWN, Stance.SUPPORTS
#: The directions of the subject for which a claim on something required states its influence.
_BOTH = frozenset({Sign.PLUS, Sign.MINUS})
_ONE = {sign: frozenset({sign}) for sign in Sign}


class Influence(Struct, frozen=True, gc=False):
    """The effect of one quantity on another with one sign, and the claims that state it, best supported first.

    ``stated`` holds the directions of the source quantity for which a claim states it; a chain that uses another
    direction mirrors the claim. ``association`` is true if no claim is causal, ``opposed`` if other claims give the
    same quantities the contrary sign, or no effect. Claims without a supporting source come last: evidence against
    them counts against the influence.
    """

    source: str
    target: str
    sign: Sign
    claims: tuple[Claim, ...]
    stated: frozenset[Sign]
    confidence: Confidence
    association: bool = False
    opposed: bool = False

    @property
    def ends(self) -> tuple[str, str]:
        """Source and target."""
        return self.source, self.target

    @property
    def key(self) -> Key:
        """Source, target and sign, unique within a graph."""
        return self.source, self.target, self.sign

    @property
    def contested(self) -> bool:
        """Whether its claims have evidence on both sides, or another influence has the same ends and another sign."""
        return self.confidence.contested or self.opposed

    @property
    def cost(self) -> int:
        """−ln(confidence) in integer units: the cost of a chain is the sum over its steps."""
        return cost(self.confidence.value)

    def mirrored(self, direction: Sign) -> bool:
        """Whether using it with the source quantity going in ``direction`` is contrary to how it is stated."""
        return direction is not Sign.UNKNOWN and direction not in self.stated


@lru_cache(1024)
def cost(confidence: Decimal | float) -> int:
    """−ln(confidence) in integer units, for a confidence above 0 and at most 1.

    >>> cost(1), cost(0.5)
    (0, 693147)
    """
    return round(-math.log(confidence) * COST_UNIT)


def order(used: Influence) -> tuple[str, str, str]:
    """The sort key of an influence: source, target and sign."""
    return used.source, used.target, used.sign.value


def polarity(claim: Claim, concepts: Mapping[str, Concept], sign: Sign) -> tuple[str, str, Sign]:
    """Source quantity, target quantity, and the sign between them, of a claim whose relation has ``sign``."""
    subject, object_ = concepts[claim.subject], concepts[claim.object]
    return subject.quantity, object_.quantity, subject.direction * sign * object_.direction


def project(
    claims: Collection[Claim],
    concepts: Mapping[str, Concept],
    relations: Mapping[str, Relation],
    evidence_of: Mapping[str, tuple[Evidence, ...]],
    confidence: Callable[..., Confidence],
    *,
    associations: bool = False,
    alias: Mapping[str, str] | None = None,
) -> tuple[Influence, ...]:
    """Combine claims into influences, ordered by source, target and sign.

    An influence needs a causal claim, and at least one claim with supporting evidence. With ``associations``, an
    association gives one if no causal claim gives the same quantities the same sign. ``alias`` replaces one quantity
    by another; a quantity that then acts on itself gives no influence. ``confidence`` returns the confidence of some
    claims together, by identifier.
    """
    groups = _grouped(claims, concepts, relations, alias or {}, associations=associations)
    supported = {c.id for c in claims for e in evidence_of[c.id] if e.stance == _SUPPORTS}
    joined = {
        key: members
        for group in groups
        for key, members in group.items()
        if not supported.isdisjoint([claim.id for claim in members])
    }
    influences = []
    for (source, target), alike in groupby(sorted(joined), itemgetter(0, 1)):
        limits.check()
        signs = [sign for *_, sign in alike]
        decided = len(signs) - (_UNKNOWN in signs)
        for sign in signs:
            ranked = joined[source, target, sign]
            if len(ranked) > 1:
                alone = {c.id: confidence(c.id).value for c in ranked}
                ranked.sort(key=lambda c: (c.id not in supported, -alone[c.id], c.id))
            ways = {_stated(c, concepts[c.subject]) for c in ranked if c.id in supported}
            stated = _BOTH if len(ways) > 1 else ways.pop()  # the same set for the same directions, as there are many
            pooled = confidence(*[c.id for c in ranked])
            association = not relations[ranked[0].relation].causal  # of a group, all are causal or none is
            opposed = decided > 1 and sign is not _UNKNOWN
            influences.append(Influence(source, target, sign, tuple(ranked), stated, pooled, association, opposed))
    return tuple(influences)


def _grouped(
    claims: Iterable[Claim],
    concepts: Mapping[str, Concept],
    relations: Mapping[str, Relation],
    same: Mapping[str, str],
    *,
    associations: bool,
) -> tuple[dict[Key, list[Claim]], dict[Key, list[Claim]]]:
    """The associations (only on request), then the causal claims, by source, target and sign."""
    correlated: dict[Key, list[Claim]] = {}
    causal: dict[Key, list[Claim]] = {}
    states: dict[str, tuple[str, Sign]] = {}
    for claim in claims:
        relation = relations[claim.relation]
        sign = relation.sign if relation.causal else relation.correlation if associations else None
        if sign is None:
            continue
        for name in (claim.subject, claim.object):
            if name not in states:
                quantity = concepts[name].quantity
                states[name] = same.get(quantity, quantity), concepts[name].direction
        (source, risen), (target, rises) = states[claim.subject], states[claim.object]
        product = sign if risen is rises is _PLUS else risen * sign * rises
        if not same or source != target:
            (causal if relation.causal else correlated).setdefault((source, target, product), []).append(claim)
    return correlated, causal


def _stated(claim: Claim, subject: Concept) -> frozenset[Sign]:
    """The directions of the subject for which a claim states its influence: both for what is required."""
    return _BOTH if claim.relation == "requiredFor" else _ONE[subject.direction]


def to_networkx(
    influences: Iterable[Influence],
    concepts: Mapping[str, Concept],
    relations: Mapping[str, Relation],
    evidence_of: Mapping[str, tuple[Evidence, ...]],
) -> networkx.MultiDiGraph[Any]:
    """A MultiDiGraph of quantities for any networkx algorithm; edge keys are signs.

    Nodes have ``label``, ``category`` and ``states``; edges have ``label``, ``sign`` ("+", "-", "0", "?"),
    ``confidence`` (0 to 1), ``cost`` (−ln confidence in millionths), ``association``, ``stated`` (the directions of the
    source for which a claim states it, such as "+-"), ``claims`` and ``citations`` (identifiers separated by spaces).
    All are plain values, so any networkx writer accepts the graph; :func:`kg.best_paths` searches it.
    """
    import networkx

    graph: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph()
    for concept in concepts.values():
        if not concept.is_level:
            graph.add_node(concept.id, label=concept.label, category=concept.category, states="")
    for concept in concepts.values():
        if concept.is_level:
            node = graph.nodes[concept.quantity]
            node["states"] = f"{node['states']} {concept.id}".strip()
    for influence in influences:
        cited = {e.passage or e.source for c in influence.claims for e in evidence_of[c.id]}
        graph.add_edge(
            influence.source,
            influence.target,
            key=influence.sign.value,
            label=", ".join(dict.fromkeys(relations[c.relation].label for c in influence.claims)),
            sign=influence.sign.value,
            confidence=float(influence.confidence.value),
            cost=influence.cost,
            association=influence.association,
            stated="".join(sorted(sign.value for sign in influence.stated)),
            claims=" ".join(c.id for c in influence.claims),
            citations=" ".join(sorted(cited)),
        )
    return graph
