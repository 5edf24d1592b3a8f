"""What several concepts have in common: causes, effects, and what lies between two of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import permutations

from msgspec import Struct

from kg.errors import UsageError
from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from kg.model.lookup import Selection, resolve
from kg.questions.legacy import Json, end_json, influence_json, stamp
from kg.reasoning.chains import MOST_HOPS
from kg.reasoning.network import Network


class Way(Struct, frozen=True):
    """A walk of influences in the order of cause and effect, and the sign of all walks that it stands for."""

    steps: tuple[Influence, ...]
    sign: Sign

    @property
    def strength(self) -> Decimal:
        """The product of the confidences of its steps."""
        return math.prod((step.confidence.value for step in self.steps), start=Decimal(1))


def common(graph: KnowledgeGraph, *concepts: str, max_hops: int = 1) -> Json:
    """Causes and effects that all the concepts share, and what lies between any two of them.

    Each is reached from or reaches every concept by at most ``max_hops`` influences that pass through none of the
    concepts themselves; as in :func:`kg.path`, what leads to a kind of a concept leads to it. The sign tells where the
    effect moves when its cause rises, each of the concepts taken as it was asked for; it is that of all walks within
    so many steps, or ? where they do not agree. The walk that is shown is the best supported of the shortest. Raises
    UsageError for fewer than two different quantities.
    """
    if not 1 <= max_hops <= MOST_HOPS:
        raise UsageError(f"max hops is {max_hops}; give a number from 1 to {MOST_HOPS}")
    asked = _asked(graph, concepts)
    quantities = {end.quantity for end in asked}
    used = Network(graph).used
    kinds = [{end.quantity, *graph.narrower.get(end.quantity, ())} - (quantities - {end.quantity}) for end in asked]
    causes = [_reach(end, ends, used, max_hops, quantities, up=True) for end, ends in zip(asked, kinds, strict=True)]
    effects = [_reach(end, {end.quantity}, used, max_hops, quantities, up=False) for end in asked]
    between = []
    for one, other in permutations(range(len(asked)), 2):
        ends = asked[one], asked[other]
        direct = [i for i in used if i.source == ends[0].quantity and i.target in kinds[other]]
        through = _shared(graph, ends, (effects[one], causes[other]), "sign", _product)
        if direct or through:
            joined = {"source": end_json(ends[0]), "target": end_json(ends[1])}
            between.append({**joined, "direct": [influence_json(graph, i) for i in direct], "through": through})
    return {
        **stamp(graph, "kg-common/1"),
        "question": {"concepts": [end_json(end) for end in asked], "max_hops": max_hops},
        "causes": _shared(graph, asked, causes, "together", _agreed),
        "effects": _shared(graph, asked, effects, "together", _agreed),
        "between": between,
    }


def _asked(graph: KnowledgeGraph, concepts: Sequence[str]) -> list[Selection]:
    """The concepts of the question."""
    asked = [resolve(graph, text) for text in concepts]
    if len(asked) < 2:  # noqa: PLR2004
        raise UsageError(f"expected two concepts or more, got {len(asked)}; put names of several words in quotes")
    seen: dict[str, Selection] = {}
    for end in asked:
        if (same := seen.setdefault(end.quantity, end)) is not end:
            raise UsageError(f"“{same.label}” and “{end.label}” are the same quantity; give different concepts")
    return asked


def _reach(
    end: Selection, start: set[str], used: Iterable[Influence], hops: int, barred: set[str], *, up: bool
) -> dict[str, Way]:
    """What leads to a concept (``up``) or what it leads to, within so many steps, round the barred ones.

    The walks begin at the concept, or at one of its kinds, as ``start`` says.
    Every state, a quantity with a sign, is reached by its shortest walks first, and of these by the best supported.
    """
    edges: dict[str, list[Influence]] = {}
    for i in used:
        edges.setdefault(i.target if up else i.source, []).append(i)
    found: dict[tuple[str, Sign], Way] = {}
    frontier = {(name, Sign.PLUS): Way((), end.direction or Sign.PLUS) for name in start}
    for _ in range(hops):
        reached: dict[tuple[str, Sign], Way] = {}
        for (node, sign), way in frontier.items():
            for i in edges.get(node, ()):
                state = (i.source if up else i.target, sign * i.sign)
                if state[0] in barred or state[0] in start or state in found:
                    continue
                steps = (i, *way.steps) if up else (*way.steps, i)
                longer = Way(steps, way.sign * i.sign)
                if state not in reached or _rank(longer) < _rank(reached[state]):
                    reached[state] = longer
        found |= reached
        frontier = reached
    best: dict[str, Way] = {}
    for (node, _), way in found.items():  # in the order of length
        rival = best.get(node)
        if rival is None:
            best[node] = way
        else:
            kept = min(rival, way, key=lambda w: (len(w.steps), *_rank(w)))
            best[node] = Way(kept.steps, Sign.UNKNOWN)
    return best


def _rank(way: Way) -> tuple[Decimal, list[tuple[str, str, str]]]:
    return -way.strength, [(i.source, i.target, i.sign.value) for i in way.steps]


def _shared(
    graph: KnowledgeGraph,
    ends: Sequence[Selection],
    ways: Sequence[dict[str, Way]],
    key: str,
    sign_of: Callable[[list[Way]], str],
) -> list[Json]:
    """The quantities that all the ways have, fewest steps first, then best supported."""
    found = []
    for name in set.intersection(*(set(reached) for reached in ways)):
        each = [reached[name] for reached in ways]
        rank = sum(len(way.steps) for way in each), -min(way.strength for way in each), name
        told = [_way_json(graph, end, way) for end, way in zip(ends, each, strict=True)]
        label = graph.concepts[name].label
        found.append((rank, {"id": name, "label": label, key: sign_of(each), "ways": told}))
    return [told for _, told in sorted(found, key=lambda pair: pair[0])]


def _agreed(ways: list[Way]) -> str:
    """The sign of all, "opposite" where they have contrary ones, ? where one is not known."""
    signs = {way.sign.value for way in ways}
    if Sign.UNKNOWN.value in signs:
        return Sign.UNKNOWN.value
    return signs.pop() if len(signs) == 1 else "opposite"


def _product(ways: list[Way]) -> str:
    """The sign of one way after the other; the concept between is a quantity that rises."""
    return (ways[0].sign * ways[1].sign).value


def _way_json(graph: KnowledgeGraph, end: Selection, way: Way) -> Json:
    along = [way.steps[0].source, *(step.target for step in way.steps)]
    return {
        "concept": end.concept.id,
        "label": end.label,
        "sign": way.sign.value,
        "hops": len(way.steps),
        "along": [graph.concepts[name].label for name in along],
        "strength": float(way.strength),
        "steps": [influence_json(graph, i) for i in way.steps],
    }
