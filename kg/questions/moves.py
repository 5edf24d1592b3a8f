"""What moves, and what moves it: what-if, everything downstream, everything upstream. Answers are JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush

from msgspec import Struct

from kg.errors import UsageError
from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from kg.model.lookup import direction_of, moving, resolve
from kg.questions.legacy import Json, end_json, stamp
from kg.reasoning.effects import Grades, Outcome, Reason, counted, together
from kg.reasoning.network import Network, product

#: Words for kinds of concepts, in the order in which they are listed, and the Biolink classes that each stands for.
KINDS = {
    "symptom": ("PhenotypicFeature",),
    "disease": ("Disease",),
    "measurement": ("ClinicalAttribute",),
    "process": ("BiologicalProcess", "PhysiologicalProcess"),
    "substance": ("ChemicalEntity", "SmallMolecule"),
    "protein": ("Protein",),
    "anatomy": ("AnatomicalEntity", "Cell", "CellularComponent"),
    "treatment": ("Treatment",),
    "food": ("Food",),
    "behaviour": ("Behavior",),
    "environment": ("EnvironmentalFeature",),
    "procedure": ("Procedure",),
    "other": (),
}
_KIND = {category: kind for kind, categories in KINDS.items() for category in categories}

Trail = tuple[Influence, ...]


class Moved(Struct, frozen=True):
    """One quantity and what becomes of it, with the strongest chain among those that count."""

    concept: str
    outcome: Outcome
    trail: Trail


def what_if(graph: KnowledgeGraph, changes: Sequence[str], *, kind: str | None = None) -> Json:
    """Everything that would move if some things were held up or down, as typed: "vitamin D", "serum calcium down".

    Directions are as :func:`kg.effect` tells them; what is held stays so, whatever acts on it. Raises UsageError if a
    thing is named twice, UnknownConcept if it is not known.
    """
    selections = [moving(resolve(graph, text), Sign.PLUS) for text in changes]
    held: dict[str, Sign] = {}
    for selection in selections:
        if selection.quantity in held:
            raise UsageError(f"“{graph.concepts[selection.quantity].label}” is changed twice; name it once")
        held[selection.quantity] = selection.direction or Sign.PLUS
    if not held:
        raise UsageError("nothing is changed; name a concept, with up or down behind it")
    return {
        **stamp(graph, "kg-what-if/1"),
        "question": {"changes": [end_json(selection) for selection in selections], "kind": kind},
        "moves": [_moved(graph, moved, held) for moved in _downstream(graph, held, kind)],
    }


def effects(graph: KnowledgeGraph, source: str, direction: Sign | str = Sign.PLUS, *, kind: str | None = None) -> Json:
    """Everything downstream of one thing with the direction in which it moves, the best supported chain first.

    ``kind`` keeps the concepts of one kind, such as symptom. Raises UsageError or UnknownConcept.
    """
    start = moving(resolve(graph, source), direction_of(direction))
    held = {start.quantity: start.direction or Sign.PLUS}
    return {
        **stamp(graph, "kg-effects/1"),
        "question": {"source": end_json(start), "kind": kind},
        "effects": [_moved(graph, moved, held) for moved in _downstream(graph, held, kind)],
    }


def why(graph: KnowledgeGraph, target: str, *, kind: str | None = None) -> Json:
    """Everything upstream that would raise or lower one thing if it were raised, the best supported chain first.

    ``kind`` keeps the concepts of one kind, such as symptom. Raises UsageError or UnknownConcept.
    """
    goal = resolve(graph, target)
    reference = goal.direction or Sign.PLUS
    grades = Grades(graph, upstream=True)
    members = (goal.quantity, *graph.kinds(goal.quantity))
    found = [grades.outcomes({member: reference}) for member in members]
    causes = []
    for moved in _listed(graph, found, members, kind, upstream=True):
        body = _moved(graph, moved, {moved.concept: Sign.PLUS})
        if moved.trail:  # the chain is told as the target was asked for
            body["chain"]["sign"] = (Sign(body["chain"]["sign"]) * reference).value
        causes.append(body)
    return {
        **stamp(graph, "kg-why/1"),
        "question": {"target": end_json(goal), "kind": kind},
        "causes": causes,
    }


def _downstream(graph: KnowledgeGraph, held: Mapping[str, Sign], kind: str | None) -> list[Moved]:
    return _listed(graph, [Grades(graph).outcomes(held)], tuple(held), kind)


def _listed(
    graph: KnowledgeGraph,
    found: Sequence[Mapping[str, Outcome]],
    roots: Sequence[str],
    kind: str | None,
    *,
    upstream: bool = False,
) -> list[Moved]:
    """The outcomes with their strongest chains, best supported first; downstream a concept moves with its kinds."""
    if kind not in (None, *KINDS):
        raise UsageError(f"“{kind}” is no kind of concept; use one of: {', '.join(KINDS)}")
    network = Network(graph)
    trails: dict[Reason, dict[str, Trail]] = {}
    listed = []
    for name, concept in graph.concepts.items():
        if concept.state_of or name in roots or kind not in (None, kind_of(concept.category)):
            continue
        members = (name,) if upstream else (name, *(k for k in graph.kinds(name) if k not in roots))
        outcome = together(part[member] for part in found for member in members if member in part)
        if outcome is None:
            continue
        if outcome.reason not in trails:
            trails[outcome.reason] = strongest(counted(network, outcome.reason), roots, upstream=upstream)
        known = trails[outcome.reason]
        ways = [known[member] for member in members if member in known and outcome.gain]
        listed.append(Moved(name, outcome, min(ways, key=_order, default=())))
    return sorted(listed, key=lambda m: (not m.trail, *_order(m.trail), m.concept))


def kind_of(category: str) -> str:
    """The word for a kind of concept, by its Biolink class.

    >>> kind_of("PhenotypicFeature"), kind_of("Agent")
    ('symptom', 'other')
    """
    return _KIND.get(category, "other")


def _order(trail: Trail) -> tuple[int, int, tuple[str, ...]]:
    return sum(i.cost for i in trail), len(trail), tuple(i.target for i in trail)


def strongest(influences: Iterable[Influence], roots: Iterable[str], *, upstream: bool = False) -> dict[str, Trail]:
    """The best supported chain from the roots to each quantity, or from each quantity to a root (Dijkstra 1959).

    Ties go to fewer steps, then to the names along the chain. Of influences of both signs between two quantities the
    better supported one is used.
    """
    onward: dict[str, list[Influence]] = {}
    for i in influences:
        onward.setdefault(i.target if upstream else i.source, []).append(i)
    found: dict[str, Trail] = {}
    heap: list[tuple[int, int, tuple[str, ...], str, int, Trail]] = []
    pushed = 0
    for root in roots:
        heappush(heap, (0, 0, (), root, pushed, ()))
        pushed += 1
    while heap:
        cost, hops, names, node, _, trail = heappop(heap)
        if node in found:
            continue
        found[node] = trail
        for i in onward.get(node, ()):
            head = i.source if upstream else i.target
            if head not in found:
                pushed += 1
                way = (i, *trail) if upstream else (*trail, i)
                heappush(heap, (cost + i.cost, hops + 1, (*names, head), head, pushed, way))
    return found


def _moved(graph: KnowledgeGraph, moved: Moved, held: Mapping[str, Sign]) -> Json:
    concept = graph.concepts[moved.concept]
    return {
        "id": concept.id,
        "label": concept.label,
        "kind": kind_of(concept.category),
        "effect": moved.outcome.sign.value,
        "reason": moved.outcome.reason.value,
        "chain": _chain(graph, moved.trail, held[moved.trail[0].source]) if moved.trail else None,
    }


def _chain(graph: KnowledgeGraph, trail: Trail, start: Sign) -> Json:
    """A chain in short: its quantities with their directions, and the best supported claim of each step."""
    direction = start
    nodes = [{"id": trail[0].source, "label": graph.concepts[trail[0].source].label, "direction": direction.value}]
    for i in trail:
        direction *= i.sign
        nodes.append({"id": i.target, "label": graph.concepts[i.target].label, "direction": direction.value})
    return {
        "sign": direction.value,
        "confidence": float(product(i.confidence.value for i in trail)),
        "factors": [float(i.confidence.value) for i in trail],
        "nodes": nodes,
        "claims": [i.claims[0].id for i in trail],
        "contested": any(i.contested for i in trail),
    }
