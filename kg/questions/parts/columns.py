"""Concepts as columns of a comparison: the claims in each, and what two columns share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from kg.errors import UsageError
from kg.model.core import Claim, Sign
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection, several

Status = Literal["shared", "contrary", "only", "through", "unsupported"]
#: Relation family, side and the other end: entries of two columns with the same topic are shared or contrary.
Topic = tuple[str, str, str]
#: Qualities, taken from the manifestations of a condition if none is known of the condition itself.
QUALITIES = ("hasCharacteristic", "locatedIn")
#: Relations that distinguish conditions: relatives are suggested if a condition has no claims with one of these.
TELLING = ("manifestsAs", "isDiagnosedBy", *QUALITIES)


class Entry(NamedTuple):
    """One claim in the column of a concept.

    ``own`` is the concept of the claim that is the compared one, a state of it, or (``through``) its manifestation;
    ``other`` is the other end.
    """

    claim: Claim
    own: str
    other: str
    label: str
    topic: Topic
    sign: Sign | None
    through: bool = False


class Column(NamedTuple):
    """A compared concept, ``about`` with its states, and its entries."""

    end: Selection
    about: frozenset[str]
    entries: list[Entry]


def filled(graph: KnowledgeGraph, concepts: Sequence[str]) -> tuple[list[Column], list[Claim]]:
    """The columns of the concepts, and the claims from one of them to another, which are in no column.

    Raises UsageError or UnknownConcept.
    """
    columns = _columns(graph, concepts)
    joined = _joined(graph, columns)
    for column in columns:
        column.entries.extend(_entries(graph, column, joined))
    through = [_through(graph, column, columns) for column in columns]
    for column, entries in zip(columns, through, strict=True):
        column.entries.extend(entries)
    return columns, joined


def _columns(graph: KnowledgeGraph, concepts: Sequence[str]) -> list[Column]:
    ends, columns = several(graph, concepts), []
    for end in ends:
        if end.direction not in (None, end.concept.direction if end.concept.is_level else None):
            named = [s.label for s in graph.states.get(end.quantity, ()) if s.direction is end.direction]
            better = " or ".join(f"“{label}”" for label in named or [end.concept.label])
            raise UsageError(f"“{end.label}” is a level without a name; compare {better}")
        states = () if end.concept.state_of else graph.states.get(end.concept.id, ())
        columns.append(Column(end, frozenset({end.concept.id, *(s.id for s in states)}), []))
    for one, other in combinations(columns, 2):
        if one.about & other.about:
            same = f"“{one.end.label}” and “{other.end.label}” are the same, or one is a state of the other"
            raise UsageError(f"{same}; give different concepts")
    return columns


def _joined(graph: KnowledgeGraph, columns: Sequence[Column]) -> list[Claim]:
    """The claims from one compared concept to another."""
    place = {name: number for number, column in enumerate(columns) for name in column.about}
    ends = ((claim, place.get(claim.subject), place.get(claim.object)) for claim in graph.claims.values())
    return [claim for claim, one, other in ends if one is not None and other is not None and one != other]


def _entries(graph: KnowledgeGraph, column: Column, joined: Sequence[Claim]) -> Iterator[Entry]:
    """The claims about a concept, as subject and as object."""
    apart = {claim.id for claim in joined}
    for claim in graph.claims.values():
        if claim.id not in apart:
            if claim.subject in column.about:
                yield _entry(graph, column, claim)
            elif claim.object in column.about:
                yield _entry(graph, column, claim, inverse=True)


def _entry(
    graph: KnowledgeGraph, column: Column, claim: Claim, *, inverse: bool = False, through: bool = False
) -> Entry:
    relation = graph.relations[claim.relation]
    label = relation.inverse if inverse else relation.label
    own, other = (claim.object, claim.subject) if inverse else (claim.subject, claim.object)
    sign = relation.sign if relation.causal else relation.correlation
    family = "cause" if relation.causal else "association" if sign else claim.relation
    side = "both" if relation.label == relation.inverse else "object" if inverse else "subject"
    quantity = other
    if other in graph.concepts and sign:
        quantity = graph.concepts[other].quantity
        asked = column.end.direction or Sign.PLUS
        sign = sign * graph.concepts[own].direction * graph.concepts[other].direction * asked
    return Entry(claim, own, other, label, (family, side, quantity), sign, through)


def _through(graph: KnowledgeGraph, column: Column, columns: Sequence[Column]) -> list[Entry]:
    """Qualities of what the concept manifests as, for those that other concepts have and it does not."""
    has = {e.claim.relation for e in column.entries if e.claim.subject == e.own}
    others = {e.claim.relation for c in columns if c is not column for e in c.entries if e.claim.subject == e.own}
    lacks = {name for name in QUALITIES if name in others and name not in has}
    shown = {
        e.other
        for e in column.entries
        if e.claim.relation == "manifestsAs" and e.claim.subject == e.own and e.claim.id in graph.supported
    }
    return [
        _entry(graph, column, claim, through=True)
        for claim in graph.claims.values()
        if claim.relation in lacks and claim.subject in shown
    ]


def statuses(graph: KnowledgeGraph, columns: Sequence[Column]) -> dict[Topic, Status]:
    """Topic → shared, contrary or only, from the claims that sources support."""
    signs: dict[Topic, dict[int, set[Sign | None]]] = {}
    for number, column in enumerate(columns):
        for entry in column.entries:
            if not entry.through and entry.claim.id in graph.supported:
                signs.setdefault(entry.topic, {}).setdefault(number, set()).add(entry.sign)
    found: dict[Topic, Status] = {}
    for topic, said in signs.items():
        known = [one - {None, Sign.UNKNOWN} for one in said.values()]
        contrary = any(one and other and not one & other for one, other in combinations(known, 2))
        found[topic] = "only" if len(said) == 1 else "contrary" if contrary else "shared"
    return found


def status_of(graph: KnowledgeGraph, entry: Entry, topics: Mapping[Topic, Status]) -> Status:
    """The status of an entry, compared with the other columns."""
    if entry.claim.id not in graph.supported:
        return "unsupported"
    return "through" if entry.through else topics[entry.topic]


def broadest(graph: KnowledgeGraph, columns: Sequence[Column]) -> dict[tuple[str, str], str]:
    """The broadest concept of the other end of an entry, if the same row has several kinds of it."""
    others = dict.fromkeys((e.label, e.other) for column in columns for e in column.entries)
    top = {(label, other): _top(graph, other) for label, other in others}
    count = Counter((label, name) for (label, _), name in top.items())
    return {key: name for key, name in top.items() if count[key[0], name] > 1}


def _top(graph: KnowledgeGraph, name: str) -> str:
    """The broadest concept of which this is a kind; the concept itself if it has no broader one."""
    while name in graph.concepts and (broader := graph.concepts[name].broader):
        name = broader[0]
    return name


def relatives(graph: KnowledgeGraph, column: Column, columns: Sequence[Column]) -> list[tuple[str, tuple[str, ...]]]:
    """Broader concepts, kinds and siblings of a concept, with the relations of claims that it lacks and others have."""
    known = {e.claim.relation for e in column.entries if e.claim.subject in column.about}
    others = {e.claim.relation for c in columns for e in c.entries if e.claim.subject in c.about}
    missing = {name for name in TELLING if name in others - known}
    taken = {name for c in columns for name in c.about}
    above = set(column.end.concept.broader)
    below = {c.id for c in graph.concepts.values() if {column.end.concept.id, *above} & set(c.broader)}
    fills: dict[str, set[str]] = {}
    for claim in graph.claims.values():
        if claim.relation in missing and claim.subject in (above | below) - taken and claim.id in graph.supported:
            fills.setdefault(claim.subject, set()).add(graph.relations[claim.relation].label)
    ranked = sorted(fills, key=lambda name: (-len(fills[name]), name))
    return [(name, tuple(sorted(fills[name]))) for name in ranked]
