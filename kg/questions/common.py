"""The question ``kg common``: what several concepts share: causes, effects, and what lies between two of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import permutations
from typing import Annotated, NamedTuple, Unpack

import msgspec
from msgspec import Struct

from kg import limits
from kg.errors import UsageError
from kg.model.answer import Data, GraphAnswer
from kg.model.core import Sign
from kg.model.filters import Steps, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.grouped import grouped
from kg.model.influence import Influence
from kg.model.lookup import Selection, several
from kg.questions.parts import chains
from kg.questions.parts.chains import End
from kg.questions.parts.claims import InfluenceLine, influence_line
from kg.reasoning import region
from kg.reasoning.chains import MOST_HOPS
from kg.reasoning.network import Network
from kg.signature import Concept, Fewest, Range, asked


class Together(StrEnum):
    """What the signs of several paths have in common."""

    RAISE = Sign.PLUS.value
    LOWER = Sign.MINUS.value
    OPPOSITE = "opposite"
    UNKNOWN = Sign.UNKNOWN.value


class PathLine(Struct, frozen=True):
    """A path from cause to effect, to or from one of the concepts."""

    concept: Annotated[str, "The concept of the question at which it begins or ends."]
    label: Annotated[str, "Its display name."]
    sign: Annotated[Sign, "The direction of the effect when its cause rises; ? if unknown, or if paths differ."]
    hops: Annotated[int, "How many steps it has."]
    along: Annotated[tuple[str, ...], "Names of the quantities along it."]
    strength: Annotated[float, "The product of the confidences of its steps."]
    steps: Annotated[tuple[InfluenceLine, ...], "Its steps, from cause to effect."]


class Shared(Struct, frozen=True):
    """A cause or an effect that all the concepts share."""

    id: Annotated[str, "The quantity."]
    label: Annotated[str, "Its display name."]
    together: Annotated[Together, "The sign of all paths; opposite if they have contrary signs, ? if one is unknown."]
    paths: Annotated[tuple[PathLine, ...], "One path for each concept of the question, in their order."] = (
        msgspec.field(name="ways")
    )


class Mediator(Struct, frozen=True):
    """A quantity between two of the concepts."""

    id: Annotated[str, "The quantity between."]
    label: Annotated[str, "Its display name."]
    sign: Annotated[Sign, "The direction of the second concept when the first rises."]
    paths: Annotated[tuple[PathLine, ...], "The path to it, and the path on."] = msgspec.field(name="ways")


class Between(Struct, frozen=True):
    """What leads from one of the concepts to another."""

    source: Annotated[End, "The first."]
    target: Annotated[End, "The second."]
    direct: Annotated[tuple[InfluenceLine, ...], "How the first acts on the second in one step."]
    through: Annotated[tuple[Mediator, ...], "What lies between."]


class CommonQuestion(Struct, frozen=True):
    """What was asked."""

    concepts: Annotated[tuple[End, ...], "The concepts."]
    max_hops: Annotated[int, "Maximum number of steps from or to each of them."]


class Common(GraphAnswer, frozen=True, tag="kg-common/2"):
    """What concepts have in common."""

    question: Annotated[CommonQuestion, "What was asked, as it was interpreted."]
    causes: Annotated[tuple[Shared, ...], "What changes all of them."]
    effects: Annotated[tuple[Shared, ...], "What all of them change."]
    between: Annotated[tuple[Between, ...], "Paths from one of them to another."]

    @property
    def answered(self) -> bool:
        """Whether they have something in common, or one leads to another."""
        return bool(self.causes or self.effects or self.between)


class _Path(NamedTuple):
    """Influences in the order of cause and effect, and the sign of all paths that they represent."""

    steps: tuple[Influence, ...]
    sign: Sign

    @property
    def strength(self) -> Decimal:
        """The product of the confidences of its steps."""
        return math.prod((step.confidence.value for step in self.steps), start=Decimal(1))


@asked
def common(
    graph: KnowledgeGraph,
    *concepts: Annotated[Concept, "Two concepts or more.", Fewest(2)],
    max_hops: Annotated[int, "Maximum number of steps from or to each concept.", Range(1, MOST_HOPS)] = 1,
    **filters: Unpack[Steps],
) -> Common:
    """Find what concepts have in common: shared causes, shared effects, and what lies between them.

    A sign is the direction of the effect when its cause rises. It is ? if it is unknown, or if the paths found differ.
    The best supported of the shortest paths is shown.

    Example: kg common "bone pain" "muscle weakness"

    No path passes through one of the concepts themselves. As in :func:`kg.path`, a path to a kind of a concept counts
    as a path to the concept. Signs refer to the concepts as asked: what raises vitamin D lowers vitamin D deficiency.
    Raises UsageError for fewer than two different quantities, and UnknownConcept.
    """
    graph = filtered(region.near(graph, concepts, max_hops, filters), *concepts, **filters)
    ends = _ends(graph, concepts)
    quantities = {end.quantity for end in ends}
    used = Network(graph, leading=quantities).used
    kinds = [{end.quantity, *graph.narrower.get(end.quantity, ())} - (quantities - {end.quantity}) for end in ends]
    causes = [_reach(end, names, used, max_hops, quantities, up=True) for end, names in zip(ends, kinds, strict=True)]
    effects = [_reach(end, {end.quantity}, used, max_hops, quantities, up=False) for end in ends]
    between = []
    for one, other in permutations(range(len(ends)), 2):
        pair = ends[one], ends[other]
        direct = [i for i in used if i.source == pair[0].quantity and i.target in kinds[other]]
        through = [
            Mediator(name, graph.concepts[name].label, paths[0].sign * paths[1].sign, _lines(graph, pair, paths))
            for name, paths in _meeting((effects[one], causes[other]))
        ]
        if direct or through:
            lines = tuple(influence_line(graph, i) for i in direct)
            between.append(Between(chains.end(pair[0]), chains.end(pair[1]), lines, tuple(through)))
    return Common(
        Data.of(graph),
        CommonQuestion(tuple(map(chains.end, ends)), max_hops),
        _shared(graph, ends, causes),
        _shared(graph, ends, effects),
        tuple(between),
    )


def _ends(graph: KnowledgeGraph, concepts: Sequence[str]) -> list[Selection]:
    """The concepts of the question."""
    asked = several(graph, concepts)
    seen: dict[str, Selection] = {}
    for end in asked:
        if (same := seen.setdefault(end.quantity, end)) is not end:
            raise UsageError(f"“{same.label}” and “{end.label}” are the same quantity; give different concepts")
    return asked


def _reach(
    end: Selection, start: set[str], used: Iterable[Influence], hops: int, barred: set[str], *, up: bool
) -> dict[str, _Path]:
    """What leads to a concept (``up``) or what it leads to, within ``hops`` steps, without the barred concepts.

    Paths begin at the concepts in ``start``: the concept, or also its kinds. For each quantity and sign the shortest
    path counts, and of several the best supported.
    """
    edges = grouped((i.target if up else i.source, i) for i in used)
    found: dict[tuple[str, Sign], _Path] = {}
    frontier = {(name, Sign.PLUS): _Path((), end.direction or Sign.PLUS) for name in start}
    for _ in range(hops):
        reached: dict[tuple[str, Sign], _Path] = {}
        for (node, sign), path in frontier.items():
            limits.check()
            for i in edges.get(node, ()):
                state = (i.source if up else i.target, sign * i.sign)
                if state[0] in barred or state[0] in start or state in found:
                    continue
                steps = (i, *path.steps) if up else (*path.steps, i)
                longer = _Path(steps, path.sign * i.sign)
                if state not in reached or _rank(longer) < _rank(reached[state]):
                    reached[state] = longer
        found |= reached
        frontier = reached
    best: dict[str, _Path] = {}
    for (node, _), path in found.items():  # in the order of length
        rival = best.get(node)
        if rival is None:
            best[node] = path
        else:
            kept = min(rival, path, key=lambda one: (len(one.steps), *_rank(one)))
            best[node] = _Path(kept.steps, Sign.UNKNOWN)
    return best


def _rank(path: _Path) -> tuple[Decimal, list[tuple[str, str, str]]]:
    return -path.strength, [(i.source, i.target, i.sign.value) for i in path.steps]


def _meeting(reached: Sequence[dict[str, _Path]]) -> list[tuple[str, list[_Path]]]:
    """The quantities that all concepts reach, with the path of each, fewest steps first, then best supported."""

    def rank(name: str) -> tuple[int, Decimal, str]:
        paths = [found[name] for found in reached]
        return sum(len(path.steps) for path in paths), -min(path.strength for path in paths), name

    names = sorted(set.intersection(*(set(found) for found in reached)), key=rank)
    return [(name, [found[name] for found in reached]) for name in names]


def _shared(
    graph: KnowledgeGraph, ends: Sequence[Selection], reached: Sequence[dict[str, _Path]]
) -> tuple[Shared, ...]:
    return tuple(
        Shared(name, graph.concepts[name].label, _together(paths), _lines(graph, ends, paths))
        for name, paths in _meeting(reached)
    )


def _together(paths: Iterable[_Path]) -> Together:
    signs = {path.sign for path in paths}
    if Sign.UNKNOWN in signs:
        return Together.UNKNOWN
    return Together(signs.pop().value) if len(signs) == 1 else Together.OPPOSITE


def _lines(graph: KnowledgeGraph, ends: Sequence[Selection], paths: Sequence[_Path]) -> tuple[PathLine, ...]:
    return tuple(
        PathLine(
            end.concept.id,
            end.label,
            path.sign,
            len(path.steps),
            tuple(graph.concepts[n].label for n in (path.steps[0].source, *(step.target for step in path.steps))),
            float(path.strength),
            tuple(influence_line(graph, i) for i in path.steps),
        )
        for end, path in zip(ends, paths, strict=True)
    )
