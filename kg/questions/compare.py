"""Concepts compared: what sources say of each, row by row, with what is shared and what is contrary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from kg.errors import UsageError
from kg.model.core import Claim, Sign, Stance
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection, resolve
from kg.model.values import words
from kg.questions.legacy import Json, claim_json, end_json, stamp

#: Qualities, told of the manifestations of a condition where none is told of the condition itself.
QUALITIES = ("hasCharacteristic", "locatedIn")
STATUSES = ("shared", "contrary", "only", "through", "unsupported")
#: Relations that tell one condition from another: relatives are offered for these where they are missing.
TELLING = ("manifestsAs", "isDiagnosedBy", *QUALITIES)


class Entry(Struct, frozen=True):
    """One claim in the column of a concept.

    ``own`` is the concept of the claim that is the compared one, a state of it, or (``through``) its manifestation;
    ``other`` the other end; ``topic`` what two columns must have alike to share it or to contradict each other.
    """

    claim: Claim
    own: str
    other: str
    label: str
    topic: tuple[str, str, str]
    sign: Sign | None
    through: bool = False


class Column(Struct, frozen=True):
    """A compared concept, its states among them, and its entries."""

    end: Selection
    about: frozenset[str]
    entries: list[Entry]


def compare(graph: KnowledgeGraph, *concepts: str) -> Json:
    """What sources say of two or more concepts, side by side.

    A row is a relation in one direction ("manifests as", "is caused by"); where several of the other ends are kinds of
    one thing, these have a row of their own. Each entry is a claim, with a status:

    - ``shared``: another column says the same of the same thing. Causal relations are the same, whichever word was used
      (causes, manifests as), where no signs are contrary; the other end and its states are one quantity;
    - ``contrary``: another column has the contrary sign, or finds no effect;
    - ``only``: no other column speaks of it;
    - ``through``: a quality (characteristic, place) of what the concept manifests as, where none is told of itself;
    - ``unsupported``: no source supports the claim.

    For a quantity its states are included. Claims that join the compared concepts stand apart (``joined``). ``kin``
    names relatives of a concept that fill rows in which it is missing. Raises UsageError for fewer than two concepts,
    or if one is the other or a state of it, or is a level that has no name.
    """
    columns = _columns(graph, concepts)
    joined = _joined(graph, columns)
    for column in columns:
        column.entries.extend(_entries(graph, column, joined))
    through = [_through(graph, column, columns) for column in columns]
    for column, entries in zip(columns, through, strict=True):
        column.entries.extend(entries)
    statuses = _statuses(graph, columns)
    rows = _rows(graph, columns, statuses)
    return {
        **stamp(graph, "kg-compare/1"),
        "question": {"concepts": [end_json(column.end) for column in columns]},
        "concepts": [_concept_json(graph, column) for column in columns],
        "joined": [claim_json(graph, claim) for claim in joined],
        "rows": rows,
        "kin": [kin for column in columns for kin in _kin(graph, column, columns)],
    }


def _columns(graph: KnowledgeGraph, concepts: Sequence[str]) -> list[Column]:
    ends = [resolve(graph, text) for text in concepts]
    if len(ends) < 2:  # noqa: PLR2004
        raise UsageError(f"expected two concepts or more, got {len(ends)}; put names of several words in quotes")
    columns = []
    for end in ends:
        if end.direction not in (None, end.concept.direction if end.concept.state_of else None):
            named = [s.label for s in graph.states.get(end.quantity, ()) if s.direction is end.direction]
            better = " or ".join(f"“{label}”" for label in named or [end.concept.label])
            raise UsageError(f"“{end.label}” is no concept of its own; compare {better}")
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
    """What is said of a concept: its claims as subject, then as object."""
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
    """Qualities of what the concept manifests as, for the qualities that others have and it has not."""
    has = {e.claim.relation for e in column.entries if e.claim.subject == e.own}
    others = {e.claim.relation for c in columns if c is not column for e in c.entries if e.claim.subject == e.own}
    lacks = {name for name in QUALITIES if name in others and name not in has}
    shown = {
        e.other
        for e in column.entries
        if e.claim.relation == "manifestsAs" and e.claim.subject == e.own and _supported(graph, e.claim)
    }
    return [
        _entry(graph, column, claim, through=True)
        for claim in graph.claims.values()
        if claim.relation in lacks and claim.subject in shown
    ]


def _supported(graph: KnowledgeGraph, claim: Claim) -> bool:
    return any(item.stance == Stance.SUPPORTS for item in graph.evidence_of[claim.id])


def _statuses(graph: KnowledgeGraph, columns: Sequence[Column]) -> dict[tuple[str, str, str], str]:
    """Topic → shared, contrary or only, from the claims that sources support."""
    signs: dict[tuple[str, str, str], dict[int, set[Sign | None]]] = {}
    for number, column in enumerate(columns):
        for entry in column.entries:
            if not entry.through and _supported(graph, entry.claim):
                signs.setdefault(entry.topic, {}).setdefault(number, set()).add(entry.sign)
    found = {}
    for topic, said in signs.items():
        told = [one - {None, Sign.UNKNOWN} for one in said.values()]
        contrary = any(one and other and not one & other for one, other in combinations(told, 2))
        found[topic] = "only" if len(said) == 1 else "contrary" if contrary else "shared"
    return found


def _rows(graph: KnowledgeGraph, columns: Sequence[Column], statuses: dict[tuple[str, str, str], str]) -> list[Json]:
    """The rows, those that most columns fill first, then in the order of the vocabulary."""
    genera = _genera(graph, columns)
    order = {name: number for number, name in enumerate(graph.relations)}
    found: dict[tuple[str, str], list[list[Entry]]] = {}
    rank: dict[tuple[str, str], tuple[int, bool]] = {}
    for number, column in enumerate(columns):
        for entry in column.entries:
            key = entry.label, genera.get((entry.label, entry.other), "")
            found.setdefault(key, [[] for _ in columns])[number].append(entry)
            rank.setdefault(key, (order[entry.claim.relation], entry.own == entry.claim.object))
    keys = sorted(found, key=lambda key: (-sum(map(bool, found[key])), rank[key], key[1]))
    return [
        {
            "label": label,
            "genus": genus or None,
            "genus_label": graph.concepts[genus].label if genus else None,
            "cells": [_cell_json(graph, *pair, statuses) for pair in zip(columns, found[label, genus], strict=True)],
        }
        for label, genus in keys
    ]


def _cell_json(
    graph: KnowledgeGraph, column: Column, entries: list[Entry], statuses: dict[tuple[str, str, str], str]
) -> Json:
    """A cell: the concept itself before its states and manifestations, and what is shared before the rest."""
    concept = column.end.concept.id

    def status(entry: Entry) -> str:
        if not _supported(graph, entry.claim):
            return "unsupported"
        return "through" if entry.through else statuses[entry.topic]

    def place(entry: Entry) -> tuple[bool, str, int, str]:
        return entry.own != concept, entry.own, STATUSES.index(status(entry)), entry.claim.id

    return {"concept": concept, "entries": [_entry_json(graph, e, status(e)) for e in sorted(entries, key=place)]}


def _genera(graph: KnowledgeGraph, columns: Sequence[Column]) -> dict[tuple[str, str], str]:
    """The genus of the other end of an entry, where the same row has several concepts of that genus."""
    others = dict.fromkeys((e.label, e.other) for column in columns for e in column.entries)
    top = {(label, other): _top(graph, other) for label, other in others}
    count = Counter((label, genus) for (label, _), genus in top.items())
    return {key: genus for key, genus in top.items() if count[key[0], genus] > 1}


def _top(graph: KnowledgeGraph, name: str) -> str:
    """The highest genus of a concept, itself if it has none."""
    while name in graph.concepts and (broader := graph.concepts[name].broader):
        name = broader[0]
    return name


def _entry_json(graph: KnowledgeGraph, entry: Entry, status: str) -> Json:
    concepts = graph.concepts
    other = concepts[entry.other].label if entry.other in concepts else words(graph.quantities[entry.other])
    items = graph.evidence_of[entry.claim.id]
    return {
        "other": entry.other,
        "other_label": other,
        "of": entry.own,
        "of_label": concepts[entry.own].label,
        "status": status,
        "sign": entry.sign.value if entry.sign else None,
        "hedged": not any(e.modality == "Asserted" for e in items if e.stance == Stance.SUPPORTS),
        "for": sorted({e.source for e in items if e.stance == Stance.SUPPORTS}),
        "against": sorted({e.source for e in items if e.stance == Stance.DISPUTES}),
        "undecided": sorted({e.source for e in items if e.stance == Stance.INCONCLUSIVE}),
        "claim": claim_json(graph, entry.claim),
    }


def _concept_json(graph: KnowledgeGraph, column: Column) -> Json:
    concept = column.end.concept
    return {
        "id": concept.id,
        "label": column.end.label,
        "definition": concept.definition,
        "broader": [{"id": name, "label": graph.concepts[name].label} for name in concept.broader],
        "states": sorted(column.about - {concept.id}),
        "claims": len({entry.claim.id for entry in column.entries if not entry.through}),
    }


def _kin(graph: KnowledgeGraph, column: Column, columns: Sequence[Column]) -> list[Json]:
    """Genera, kinds and siblings of a concept of which sources tell what they do not tell of it, but of others."""
    told = {e.claim.relation for e in column.entries if e.claim.subject in column.about}
    others = {e.claim.relation for c in columns for e in c.entries if e.claim.subject in c.about}
    missing = {name for name in TELLING if name in others - told}
    taken = {name for c in columns for name in c.about}
    above = set(column.end.concept.broader)
    below = {c.id for c in graph.concepts.values() if {column.end.concept.id, *above} & set(c.broader)}
    fills: dict[str, set[str]] = {}
    for claim in graph.claims.values():
        if claim.relation in missing and claim.subject in (above | below) - taken and _supported(graph, claim):
            fills.setdefault(claim.subject, set()).add(graph.relations[claim.relation].label)
    return [
        {"of": column.end.concept.id, "id": name, "label": graph.concepts[name].label, "rows": sorted(fills[name])}
        for name in sorted(fills, key=lambda name: (-len(fills[name]), name))
    ]
