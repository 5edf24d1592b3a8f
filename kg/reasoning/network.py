"""Chains of cited steps along the influences that a question may use."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from copy import copy
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from kg.model.core import Claim, Concept, Evidence, Sign, Stance
from kg.model.graph import Beyond, KnowledgeGraph
from kg.model.influence import Influence
from kg.model.kept import kept
from kg.model.lookup import Selection, level_label
from kg.reasoning import paths
from kg.reasoning.feedback import Feedback, Meaning


class Step(Struct, frozen=True):
    """One step of a chain: an influence used with its source quantity going in direction ``before``.

    ``claims`` are those of the influence: first those stated for this direction, then the better supported.
    ``stated`` is false if sources state it only for the contrary direction (the step is mirrored). ``kinds`` are the
    kinds of the target that the sources name, if they do not name the target itself.
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


class Chain(Struct, frozen=True):
    """A causal chain; ``sign`` is the direction of the target when the source holds or rises, both as in the question.

    ``bridges`` are the indices i such that no single source supports both step i and step i+1. ``feedback`` says how it
    contradicts itself, if that was looked for.
    """

    steps: tuple[Step, ...]
    sign: Sign
    documents: tuple[str, ...]
    bridges: tuple[int, ...]
    feedback: Feedback | None = None

    @property
    def confidence(self) -> Decimal:
        """The product of the confidences of the steps."""
        return product(step.influence.confidence.value for step in self.steps)

    @property
    def contested(self) -> bool:
        """Whether a step is contested."""
        return any(step.contested for step in self.steps)

    @property
    def weakest(self) -> int:
        """Index of the step with the least confidence, the first of several."""
        return min(range(len(self.steps)), key=lambda i: self.steps[i].influence.confidence.value)


def product(confidences: Iterable[Decimal]) -> Decimal:
    """The confidence of a chain from those of its steps, to four places, and to two significant digits if it is less.

    >>> [str(product(map(Decimal, some))) for some in (["0.37", "0.333"], ["0.1"] * 5)]
    ['0.1232', '0.000010']
    """
    exact = math.prod(confidences, start=Decimal(1))
    places = max(4, 1 - exact.adjusted())
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


class Links:
    """Influences, and what searches need of them, each found when first needed."""

    def __init__(self, influences: Iterable[Influence], beyond: Beyond | None = None) -> None:
        self.influences = tuple(influences)
        self.beyond = beyond

    def only(self, influences: Iterable[Influence]) -> Links:
        """Some of the influences."""
        return Links(influences, self.beyond)

    @cached_property
    def by_key(self) -> dict[tuple[str, str, Sign], Influence]:
        """Each influence by source, target and sign."""
        return {(i.source, i.target, i.sign): i for i in self.influences}

    @cached_property
    def used(self) -> tuple[Influence, ...]:
        """The influences that a chain may use: no null findings, and unsigned ones only if no other gives a sign."""
        return used(self.influences)

    @cached_property
    def meaning(self) -> Meaning:
        """What the used influences can stand for."""
        return Meaning(self.used, self.beyond)

    @cached_property
    def searched(self) -> paths.Adjacency:
        """The used influences as the nested mappings that :func:`kg.reasoning.paths.best_paths` searches."""
        graph: dict[str, dict[str, dict[str, dict[str, object]]]] = {}
        for i in self.used:
            data = {"sign": i.sign, "cost": i.cost, "stated": i.stated}
            graph.setdefault(i.source, {}).setdefault(i.target, {})[i.sign.value] = data
        return graph

    @cached_property
    def edges(self) -> paths.Edges:
        """The used influences as edges for :func:`kg.reasoning.paths.search`, for any direction of their sources."""
        return self._edges(stated_only=False)

    @cached_property
    def stated(self) -> paths.Edges:
        """The same, only for the directions in which sources state them."""
        return self._edges(stated_only=True)

    def _edges(self, *, stated_only: bool) -> paths.Edges:
        onward: dict[str, list[paths.Edge]] = {}
        for i in self.used:
            edge = paths.edge(i.target, i.sign.value, i.sign, i.cost, i.stated if stated_only else None)
            onward.setdefault(i.source, []).append(edge)
        return paths.Edges(onward)


class Network:
    """The influences that a question may use, and chains of steps along them.

    With a ``goal``, its kinds count as the goal, except those in ``asked``: a chain to a kind is a chain to the goal.
    Named states do not count as kinds. Nothing leads on from a generic concept, unless it is in ``asked`` or
    ``leading``: no chain runs through it. Questions that use the same influences share what searches need of them.
    """

    def __init__(
        self,
        graph: KnowledgeGraph,
        goal: str | None = None,
        asked: Collection[str] = (),
        *,
        leading: Collection[str] = (),
        associations: bool = False,
        min_confidence: float = 0.0,
    ) -> None:
        alias = tuple((kind, goal) for kind in graph.kinds(goal) if kind not in asked) if goal else ()
        barred = graph.generic.difference(asked, leading)
        self.graph = graph
        self.goal = goal
        self.links = _links(graph, alias, barred, associations, Decimal(str(min_confidence)))

    def only(self, influences: Iterable[Influence]) -> Network:
        """The same network with some of its influences."""
        return self.along(self.links.only(influences))

    def along(self, links: Links) -> Network:
        """The same network with these of its influences."""
        part = copy(self)
        part.links = links
        return part

    @property
    def influences(self) -> tuple[Influence, ...]:
        """All its influences."""
        return self.links.influences

    @property
    def used(self) -> tuple[Influence, ...]:
        """The influences that a chain may use; see :attr:`Links.used`."""
        return self.links.used

    def chain(self, start: Selection, goal: Selection, nodes: Sequence[str], signs: Sequence[Sign]) -> Chain:
        """The chain along these quantities, by influences of these signs."""
        used = [self.links.by_key[a, b, sign] for (a, b), sign in zip(pairwise(nodes), signs, strict=True)]
        directions = [start.direction or Sign.PLUS]
        for sign in signs:
            directions.append(directions[-1] * sign)
        labels = [self._name(start, goal, used, nodes, directions, i) for i in range(len(nodes))]
        ends = list(zip(labels, directions, strict=True))
        steps = tuple(self._step(i, *pair) for i, pair in zip(used, pairwise(ends), strict=True))
        sources = [{e.source for e in step.evidence if e.stance == Stance.SUPPORTS} for step in steps]
        return Chain(
            steps,
            directions[-1] * (goal.direction or Sign.PLUS),
            tuple(sorted({s for group in sources for s in group if s in self.graph.documents})),
            tuple(i for i in range(len(steps) - 1) if not sources[i] & sources[i + 1]),
        )

    def _step(self, used: Influence, tail: tuple[str, Sign], head: tuple[str, Sign]) -> Step:
        concepts = self.graph.concepts
        ends = {concepts[c.object].quantity for c in used.claims} if used.target == self.goal else {used.target}
        kinds = () if used.target in ends else tuple(concepts[name] for name in sorted(ends))
        order = {Stance.SUPPORTS: 0, Stance.INCONCLUSIVE: 1, Stance.DISPUTES: 2}
        items = (item for claim in used.claims for item in self.graph.evidence_of[claim.id])
        evidence = sorted(items, key=lambda e: (order[e.stance], e.id))
        claims = sorted(used.claims, key=lambda c: concepts[c.subject].direction is not tail[1])
        return Step(used, tuple(claims), tail[1], head[1], tail[0], head[0], tuple(evidence), kinds)

    def _name(
        self,
        start: Selection,
        goal: Selection,
        used: Sequence[Influence],
        nodes: Sequence[str],
        directions: Sequence[Sign],
        i: int,
    ) -> str:
        """The label of a quantity going in a direction: that of a state in the question or the claims, if any."""
        for asked in (start, goal):
            if asked.quantity == nodes[i] and (asked.direction or Sign.PLUS) is directions[i]:
                return asked.label
        near = [c for influence in used[max(i - 1, 0) : i + 1] for c in influence.claims]
        named = {name for c in near for name in (c.subject, c.object)}
        levels = [s for s in self.graph.states.get(nodes[i], ()) if s.is_level and s.id in named]
        if states := [state for state in levels if state.direction is directions[i]]:
            return min(states, key=lambda state: state.id).label
        concept = self.graph.concepts[nodes[i]]
        return level_label(concept, directions[i]) if directions[i] is Sign.MINUS else concept.label


def into(graph: KnowledgeGraph, goal: str, asked: Collection[str] = ()) -> list[Influence]:
    """The used influences on a goal as in its :class:`Network`, from the claims about it and its kinds alone.

    Generic concepts lead on.
    """
    alias = {kind: goal for kind in graph.kinds(goal) if kind not in asked}
    claims = {claim.id: claim for name in (goal, *alias) for claim in _about(graph).get(name, ())}
    known = [i for i in graph.projected(claims.values(), alias=alias) if i.target == goal]
    return list(used(known))


@kept(4)
def _links(
    graph: KnowledgeGraph,
    alias: tuple[tuple[str, str], ...],
    barred: frozenset[str],
    associations: bool,
    least: Decimal,
) -> Links:
    """The influences for a question: with kinds that count as another concept, and none from the barred ones."""
    every = graph.project(associations=associations, alias=dict(alias)) if associations or alias else graph.influences
    return Links((i for i in every if i.source not in barred and i.confidence.value >= least), graph.beyond)


@kept(1)
def _about(graph: KnowledgeGraph) -> dict[str, list[Claim]]:
    """The claims that may act on each quantity."""
    found: dict[str, list[Claim]] = {}
    for claim in graph.claims.values():
        if claim.object in graph.concepts:
            found.setdefault(graph.concepts[claim.object].quantity, []).append(claim)
    return found


def used(influences: Sequence[Influence]) -> tuple[Influence, ...]:
    """The influences that a chain may use: no null findings, and unsigned ones only if no other gives a sign."""
    signed = {i.ends for i in influences if i.sign in (Sign.PLUS, Sign.MINUS)}
    return tuple(
        i for i in influences if i.sign is not Sign.NULL and (i.sign is not Sign.UNKNOWN or i.ends not in signed)
    )
