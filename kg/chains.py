"""The main question: how does one thing lead to another? Signed, cited causal chains."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import NamedTuple

from kg import paths
from kg.errors import SearchLimit, UsageError
from kg.graph import KnowledgeGraph
from kg.influence import Influence
from kg.lookup import Selection, level_label, resolve
from kg.model import Claim, Concept, Evidence, Sign

MOST_CHAINS, MOST_HOPS = 100, 20
#: Partial paths looked at for a chain of the other sign.
LOOK_ASIDE = 50_000


class Step(NamedTuple):
    """One link of a chain: an influence used with its source quantity going in ``before``.

    ``claims`` are those of the influence, the ones stated for this direction first, then the better supported.
    ``stated`` is false where the sources state it only for the contrary direction (the step is mirrored). ``kind``
    names the kind of the target that the sources speak of, where they do not speak of the target itself.
    """

    influence: Influence
    claims: tuple[Claim, ...]
    before: Sign
    after: Sign
    subject_label: str
    object_label: str
    evidence: tuple[Evidence, ...]
    kinds: tuple[Concept, ...] = ()

    @property
    def stated(self) -> bool:
        """Whether a source states it in the direction in which the chain uses it."""
        return not self.influence.mirrored(self.before)

    @property
    def contested(self) -> bool:
        """Whether there is evidence on both sides."""
        return self.influence.contested


class Chain(NamedTuple):
    """A causal chain; ``sign`` is where the target, as asked for, moves when the source, as asked for, holds or rises.

    ``bridges`` are the indices i such that no single source supports both step i and step i+1.
    """

    steps: tuple[Step, ...]
    sign: Sign
    documents: tuple[str, ...]
    bridges: tuple[int, ...]

    @property
    def confidence(self) -> Decimal:
        """The product of the confidences of the steps, to four places."""
        product = math.prod((step.influence.confidence.value for step in self.steps), start=Decimal(1))
        return product.quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)

    @property
    def weakest(self) -> int:
        """Index of the step with the least confidence, the first of several."""
        return min(range(len(self.steps)), key=lambda i: self.steps[i].influence.confidence.value)


class Options(NamedTuple):
    """What a chain must be like; see :func:`path`."""

    k: int = 5
    max_hops: int = 8
    sign: Sign | None = None
    via: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    stated_only: bool = False
    min_confidence: float = 0.0
    with_associations: bool = False

    def check(self) -> None:
        """Raise UsageError if a number is out of range."""
        if not 1 <= self.k <= MOST_CHAINS:
            raise UsageError(f"k is {self.k}; give a number from 1 to {MOST_CHAINS}")
        if not 1 <= self.max_hops <= MOST_HOPS:
            raise UsageError(f"max hops is {self.max_hops}; give a number from 1 to {MOST_HOPS}")
        if not 0 <= self.min_confidence <= 1:
            raise UsageError(f"min confidence is {self.min_confidence}; give a number from 0 to 1")
        if self.sign is Sign.NULL:
            raise UsageError("a chain has the sign +, - or ?; give one of these")


class PathAnswer(NamedTuple):
    """The chains from ``source`` to ``target``, best first, and what was asked.

    ``opposite`` is the best chain of the other sign where all those shown have one sign, if a short search finds one.
    """

    source: Selection
    target: Selection
    options: Options
    chains: tuple[Chain, ...]
    opposite: Chain | None = None
    why: str = ""

    @property
    def verdict(self) -> str:
        """``incoherent`` if chains of both signs were found, ``coherent`` if not, ``none`` without a chain."""
        if not self.chains:
            return "none"
        signs = {chain.sign for chain in self.chains}
        return "incoherent" if {Sign.PLUS, Sign.MINUS} <= signs else "coherent"


def path(
    graph: KnowledgeGraph,
    source: str,
    target: str,
    *,
    k: int = 5,
    max_hops: int = 8,
    sign: Sign | str | None = None,
    via: Sequence[str] = (),
    avoid: Sequence[str] = (),
    stated_only: bool = False,
    min_confidence: float = 0.0,
    with_associations: bool = False,
) -> PathAnswer:
    """The ``k`` best causal chains between two concepts.

    ``source`` and ``target`` are what a person types: a label, synonym, identifier, or a name with a direction ("low
    calcium absorption"). A chain may end at a kind of the target. ``sign`` keeps only chains of that sign, ``via`` only
    those through all of these concepts; ``avoid`` leaves out concepts or claims. Chains are ordered by confidence, then
    by fewer steps, then by the names along them. Raises UsageError or UnknownConcept if the question is put wrongly.
    """
    wanted = None if sign is None else _sign(sign)
    options = Options(k, max_hops, wanted, tuple(via), tuple(avoid), stated_only, min_confidence, with_associations)
    options.check()
    start, goal = resolve(graph, source), resolve(graph, target)
    if start.quantity == goal.quantity:
        same = f"“{start.label}” and “{goal.label}” are the same quantity"
        raise UsageError(f"{same}; give two different concepts")
    return find(graph, start, goal, options)


def find(graph: KnowledgeGraph, start: Selection, goal: Selection, options: Options) -> PathAnswer:
    """The chains between two selections; see :func:`path`."""
    through = [resolve(graph, name).quantity for name in options.via]
    graph = _without(graph, options.avoid, {start.quantity, goal.quantity, *through})
    influences = [
        i
        for i in graph.project(associations=options.with_associations, alias=_kinds(graph, goal, start, *through))
        if i.confidence.value >= Decimal(str(options.min_confidence))
    ]
    by_key = {(i.source, i.target, i.sign.value): i for i in influences}
    searched = adjacency(influences)

    def best(k: int, wanted: frozenset[Sign], limit: int = paths.LIMIT) -> tuple[Chain, ...]:
        reference = goal.direction or Sign.PLUS
        routes = paths.best_paths(
            searched,
            start.quantity,
            goal.quantity,
            k=k,
            max_hops=options.max_hops,
            start=start.direction or Sign.PLUS,
            ends=frozenset(sign * reference for sign in wanted),
            via=through,
            stated_only=options.stated_only,
            limit=limit,
        )
        return tuple(_chain(graph, start, goal, route, by_key) for route in routes)

    every = frozenset({Sign.PLUS, Sign.MINUS, Sign.UNKNOWN})
    chains = best(options.k, frozenset({options.sign}) if options.sign else every)
    if not chains:
        return PathAnswer(start, goal, options, chains, why=_why_none(graph, start, goal, options))
    unseen = frozenset({Sign.PLUS, Sign.MINUS}) - {chain.sign for chain in chains}
    other: tuple[Chain, ...] = ()
    if len(unseen) == 1 and options.sign is None:
        with suppress(SearchLimit):  # an answer is not lost for what may stand beside it
            other = best(1, unseen, LOOK_ASIDE)
    return PathAnswer(start, goal, options, chains, other[0] if other else None)


def adjacency(influences: Sequence[Influence]) -> paths.Graph:
    """Influences as the nested mappings that :func:`kg.paths.best_paths` searches.

    An unsigned influence is left out where another says the sign: it is the same step, told less exactly.
    """
    signed = {(i.source, i.target) for i in influences if i.sign in (Sign.PLUS, Sign.MINUS)}
    graph: dict[str, dict[str, dict[str, dict[str, object]]]] = {}
    for i in influences:
        if i.sign is Sign.UNKNOWN and (i.source, i.target) in signed:
            continue
        data = {"sign": i.sign, "cost": i.cost, "stated": i.stated}
        graph.setdefault(i.source, {}).setdefault(i.target, {})[i.sign.value] = data
    return graph


def _sign(sign: Sign | str) -> Sign:
    try:
        return Sign("-" if sign == "−" else sign)
    except ValueError:
        raise UsageError(f"“{sign}” is no sign; give +, - or ?") from None


def _without(graph: KnowledgeGraph, avoid: Sequence[str], asked: set[str]) -> KnowledgeGraph:
    """The graph as if avoided claims, and all claims about avoided quantities, had not been made."""
    claims = {name for name in avoid if name in graph.claims}
    quantities = {resolve(graph, name).quantity for name in avoid if name not in claims}
    for name in quantities & asked:
        raise UsageError(f"“{graph.concepts[name].label}” is both asked for and avoided; leave it out of one")
    about = {name for name, concept in graph.concepts.items() if concept.quantity in quantities}
    claims |= {claim.id for claim in graph.claims.values() if about & {claim.subject, claim.object}}
    return graph.without(frozenset(claims)) if claims else graph


def _kinds(graph: KnowledgeGraph, goal: Selection, start: Selection, *through: str) -> dict[str, str]:
    """The kinds of the target, which stand for it: low back pain is a back pain.

    Named states keep their quantity, and what was asked for stays itself.
    """
    kinds = graph.narrower.get(goal.quantity, ())
    asked = {start.quantity, *through}
    return {kind: goal.quantity for kind in kinds if kind not in asked and graph.concepts[kind].state_of is None}


def _chain(
    graph: KnowledgeGraph,
    start: Selection,
    goal: Selection,
    route: paths.Route,
    by_key: Mapping[tuple[str, str, str], Influence],
) -> Chain:
    used = [by_key[a, b, key] for (a, b), key in zip(pairwise(route.nodes), route.keys, strict=True)]
    labels = [_name(graph, start, goal, used, route, i) for i in range(len(route.nodes))]
    ends = list(zip(labels, route.directions, strict=True))
    steps = tuple(_step(graph, i, goal, *pair) for i, pair in zip(used, pairwise(ends), strict=True))
    sources = [{e.source for e in step.evidence if e.stance == "supports"} for step in steps]
    return Chain(
        steps,
        route.directions[-1] * (goal.direction or Sign.PLUS),
        tuple(sorted({s for group in sources for s in group if s in graph.documents})),
        tuple(i for i in range(len(steps) - 1) if not sources[i] & sources[i + 1]),
    )


def _step(
    graph: KnowledgeGraph, used: Influence, goal: Selection, tail: tuple[str, Sign], head: tuple[str, Sign]
) -> Step:
    ends = {graph.concepts[c.object].quantity for c in used.claims} if used.target == goal.quantity else {used.target}
    kinds = () if used.target in ends else tuple(graph.concepts[name] for name in sorted(ends))
    order = {"supports": 0, "inconclusive": 1, "disputes": 2}
    evidence = sorted(
        (item for claim in used.claims for item in graph.evidence_of[claim.id]), key=lambda e: (order[e.stance], e.id)
    )
    claims = sorted(used.claims, key=lambda c: graph.concepts[c.subject].direction is not tail[1])
    return Step(used, tuple(claims), tail[1], head[1], tail[0], head[0], tuple(evidence), kinds)


def _name(
    graph: KnowledgeGraph,
    start: Selection,
    goal: Selection,
    used: Sequence[Influence],
    route: paths.Route,
    i: int,
) -> str:
    """What a reader calls a quantity going in a direction: the name of a state where the claims or question use one."""
    node, direction = route.nodes[i], route.directions[i]
    for asked in (start, goal):
        if asked.quantity == node and (asked.direction or Sign.PLUS) is direction:
            return asked.label
    near = [c for influence in used[max(i - 1, 0) : i + 1] for c in influence.claims]
    spoken = {name for c in near for name in (c.subject, c.object)}
    states = [s for s in graph.states.get(node, ()) if s.direction is direction]
    for state in sorted(states, key=lambda s: (s.id not in spoken, s.id)):
        return state.label
    concept = graph.concepts[node]
    return level_label(concept, direction) if direction is Sign.MINUS else concept.label


def _why_none(graph: KnowledgeGraph, start: Selection, goal: Selection, options: Options) -> str:
    """One line on why there is no chain: in the graph as it is, or for the limits of the question."""
    if not any(i.source == start.quantity for i in graph.influences):
        return f"nothing is known that “{start.label}” acts on"
    targets = {goal.quantity, *graph.narrower.get(goal.quantity, ())}
    if not any(i.target in targets for i in graph.influences):
        return f"nothing is known that acts on “{goal.label}”"
    more = "" if options.with_associations else ", or --with-associations"
    return f"no chain joins them within these limits; try fewer filters, more --max-hops{more}"
