"""Annotations: the claims that a reader finds in passages, from a table or from the graph.

A table has one row per claim; a passage without a claim has one row with the relation ``none``. Names are resolved as
in questions. A name that the graph does not know is a new concept; new concepts are compared by their names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct

from kg.errors import DataError, KgError, UnknownConcept
from kg.model.core import Claim, Concept, Sign, Stance
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import normal, resolve
from kg.model.values import words
from kg.model.vocabulary import Relation
from kg.turtle.parse import read_raw, utf8

HEADER = "passage subject relation object stance modality".split()
#: The relation of a passage without a claim.
NONE = "none"
_PASSAGE = re.compile(r"passage:[\w.-]+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class End(Struct, frozen=True):
    """The subject or object of a claim.

    ``concept`` is its identifier, or the name of a new concept or a value; ``direction`` is minus for a low level of
    ``quantity``. ``numbers`` are the numbers of a value.
    """

    name: str
    concept: str
    quantity: str
    direction: Sign = Sign.PLUS
    value: bool = False
    numbers: frozenset[str] = frozenset()


class Annotation(Struct, frozen=True):
    """A claim that a reader found in a passage."""

    passage: str
    subject: End
    relation: Relation
    object: End
    stance: Stance
    modality: str

    @property
    def sign(self) -> str:
        """The sign between the two quantities, for an association its correlation; ``none`` if there is neither."""
        sign = self.relation.sign or self.relation.correlation
        return NONE if sign is None else (self.subject.direction * sign * self.object.direction).value

    @property
    def symmetric(self) -> bool:
        """Whether subject and object can be exchanged: the relation reads the same in both directions."""
        return self.relation.label == self.relation.inverse

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it a claim of its own within a passage."""
        return self.subject.concept, self.relation.id, self.object.concept

    @property
    def words(self) -> str:
        """The claim with its stance and modality on one line."""
        return f"{self.subject.name} {self.relation.id} {self.object.name}, {self.stance}, {self.modality}"


#: The annotations of each passage.
Annotations = Mapping[str, tuple[Annotation, ...]]


def read(graph: KnowledgeGraph, path: Path) -> Annotations:
    """The annotations in a table; raises DataError with a line for each invalid row."""
    lines = utf8(read_raw(path), path).split("\n")
    rows = [(number, [cell.strip() for cell in line.split("\t")]) for number, line in enumerate(lines, 1) if line]
    if not rows or rows[0][1] != HEADER:
        raise DataError(f"{path}:1: not a table of annotations; give these columns (tab-separated): {' '.join(HEADER)}")
    if len(rows) == 1:
        raise DataError(f"{path}: has no annotations; give a row for each claim, or with the relation {NONE}")
    table, problems = _Table(graph), []
    for number, cells in rows[1:]:
        try:
            table.add(cells)
        except KgError as error:
            problems.append(f"{path}:{number}: {error}")
    if problems:
        raise DataError(*problems)
    return {passage: tuple(claims.values()) for passage, claims in table.found.items()}


def of_graph(graph: KnowledgeGraph, passages: Collection[str]) -> Annotations:
    """The claims of the graph in these passages."""
    found: dict[str, list[Annotation]] = {passage: [] for passage in passages}
    for item in graph.evidence.values():
        if item.passage in found:
            claim = graph.claims[item.claim]
            ends = _concept(graph.concepts[claim.subject]), _object(graph, claim)
            relation = graph.relations[claim.relation]
            found[item.passage].append(Annotation(item.passage, ends[0], relation, ends[1], item.stance, item.modality))
    return {passage: tuple(claims) for passage, claims in found.items()}


class _Table:
    """The annotations of a table, row by row; names are resolved once."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph
        self.found: dict[str, dict[tuple[str, str, str], Annotation]] = {}  # by passage; empty if it has no claim
        self.known: dict[str, End] = {}

    def add(self, cells: list[str]) -> None:
        """Add a row; raises DataError."""
        passage, made = self._row(cells)
        if passage in self.found and (made is None or not self.found[passage]):
            raise DataError(f"{passage} has the relation {NONE} and another row; keep one of them")
        claims = self.found.setdefault(passage, {})
        if made is not None:
            if made.key in claims:
                raise DataError(f"repeats a claim of {passage}; keep one of the rows")
            claims[made.key] = made

    def _row(self, cells: list[str]) -> tuple[str, Annotation | None]:
        """The passage of a row, and its annotation unless the passage has no claim."""
        if cells[2:3] == [NONE]:
            cells = [*cells, *[""] * (len(HEADER) - len(cells))]  # empty cells at the end may be missing
        if len(cells) != len(HEADER):
            raise DataError(f"has {len(cells)} cells instead of {len(HEADER)}; correct the row")
        passage, subject, relation, object_, stance, modality = cells
        if not _PASSAGE.fullmatch(passage):
            raise DataError(f"“{passage}” is not a passage; write it as passage:000-123")
        if relation == NONE:
            if any((subject, object_, stance, modality)):
                raise DataError(f"has the relation {NONE} and other cells; empty them, or name the relation")
            return passage, None
        for what, name, names in (
            ("relation", relation, [*self.graph.relations, NONE]),
            ("stance", stance, list(Stance)),
            ("modality", modality, [term.id for term in self.graph.terms.values() if term.scheme == "Modality"]),
        ):
            if name not in names:
                raise DataError(f"unknown {what} “{name}”; use one of {', '.join(names)}")
        if not subject or not object_:
            raise DataError("has no subject or no object; name both")
        found = self.graph.relations[relation]
        ends = self._end(subject), value(object_) if found.valued else self._end(object_)
        return passage, Annotation(passage, ends[0], found, ends[1], Stance(stance), modality)

    def _end(self, name: str) -> End:
        """What a name means."""
        if name not in self.known:
            try:
                selection = resolve(self.graph, name)
            except UnknownConcept:
                self.known[name] = End(name, normal(name), normal(name))
            else:
                direction, own = selection.direction or Sign.PLUS, _direction(selection.concept)
                level = "" if direction == own else f" {direction}"
                self.known[name] = End(name, f"{selection.concept.id}{level}", selection.quantity, direction)
        return self.known[name]


def _direction(concept: Concept) -> Sign:
    return concept.direction if concept.is_level else Sign.PLUS


def _concept(concept: Concept) -> End:
    return End(concept.label, concept.id, concept.quantity, _direction(concept))


def _object(graph: KnowledgeGraph, claim: Claim) -> End:
    if claim.object in graph.concepts:
        return _concept(graph.concepts[claim.object])
    return value(words(graph.values[claim.object]))


def value(text: str) -> End:
    """A value as written.

    >>> sorted(value("between 200 and 1,000 pg/mL").numbers)
    ['1000', '200']
    """
    numbers = frozenset(number.replace(",", "") for number in _NUMBER.findall(text))
    return End(text, normal(text), normal(text), value=True, numbers=numbers)
