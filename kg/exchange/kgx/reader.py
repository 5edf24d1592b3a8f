"""Another graph, as KGX rows of nodes and edges → a knowledge graph and a report of what was not understood.

A node keeps its CURIE; the address of a term of a known ontology becomes one. An unknown prefix gets a namespace of our
own, because a row does not give its IRI. Edges that state the same by the same source are one evidence item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from msgspec.structs import replace

from kg.exchange.delimited import values
from kg.exchange.families import Edge, Item, Node
from kg.exchange.families.parts import groundings
from kg.exchange.kgx import own, readings
from kg.exchange.kgx.claims import SCORE, Claims
from kg.exchange.kgx.own import Own
from kg.exchange.kgx.predicates import local
from kg.exchange.kgx.readings import Reading, Row
from kg.exchange.report import Outcome, Report, short
from kg.model.characters import one_line
from kg.model.core import Concept, Stance
from kg.model.graph import KnowledgeGraph
from kg.model.hierarchy import acyclic
from kg.model.kinds import kind_of
from kg.model.lookup import normal
from kg.turtle.names import KINDS, curie, is_curie
from kg.turtle.parse import vocabulary

ENDS = ("subject", "predicate", "object")
#: The columns that are read.
READ: Mapping[str, tuple[str, ...]] = {
    "nodes": ("id", "category", "name", "description", "synonym", "xref", "same_as", "has_attribute_type"),
    "edges": ("id", *ENDS, *readings.COLUMNS, "publications", "primary_knowledge_source", SCORE),
}
#: Biolink's most general class, for a node without a class.
ANYTHING = "NamedThing"
#: What is said of the word for an edge without a sign, or that is not causal, by what it became.
WEAK = {"?": "has no sign", "associations": "is an association", "not_causal": "is not a cause"}
#: Prefixes of databases whose identifiers have no spaces.
DATABASES = frozenset(groundings.PREFIXES.values())
_CLASS = re.compile(r"(?:biolink:|https?://w3id\.org/biolink/vocab/)([A-Z][A-Za-z0-9]*)")
#: Prefixes that no concept can have.
_RESERVED = frozenset(KINDS) - {"concept"}


def read(items: Iterable[Item], report: Report) -> KnowledgeGraph:
    """The graph that rows describe; the rows of nodes come before the edges that name them."""
    reader = _Reader(report)
    for item in items:
        if isinstance(item, Node):
            reader.node(item)
        else:
            reader.edge(item)
    return reader.graph()


class _Reader:
    """Builds the graph row by row."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.concepts: dict[str, Concept] = {}
        self.broader: list[tuple[str, str, str, Outcome]] = []
        self.claims = Claims(self.report)
        self.own = Own(self.report)
        self.seen: dict[str, int] = {}
        self.described: dict[str, Concept] = {}
        self.spaced: dict[str, Outcome] = {}

    def graph(self) -> KnowledgeGraph:
        """The graph of everything that was read."""
        relations, terms = vocabulary()
        broader = self._hierarchy()
        concepts = {
            name: replace(concept, broader=tuple(sorted(broader[name]))) if name in broader else concept
            for name, concept in sorted(self.own.concepts(self.concepts).items())
        }
        numbers = {
            name: replace(value, of=value.of if value.of in concepts else None)
            for name, value in sorted(self.own.values.items())
        }
        self._spaces()
        for index in (self.seen, self.spaced):
            index.clear()  # the memory is needed now
        claims, evidence, studies = self.claims.done()
        return KnowledgeGraph(concepts, relations, claims, evidence, studies=studies, terms=terms, values=numbers)

    def node(self, item: Node) -> None:
        """Add a row of nodes."""
        row = item.row
        self.report.row("nodes", item.place)
        name = curie(row["id"])
        if self.own.node(row):
            self.report.became("values")
        elif not self._allowed(name):
            pass
        elif name in self.concepts:
            self.report.miss("duplicate node, left out", name)
        else:
            self._add(self._concept(name, row))
            self.report.became("concepts")

    def _concept(self, name: str, row: Row) -> Concept:
        label = one_line(row.get("name", "")) or name
        synonyms = {normal(label): ""}
        for synonym in map(one_line, values(row.get("synonym", ""))):
            synonyms.setdefault(normal(synonym), synonym)
        others = {curie(other) for column in ("xref", "same_as") for other in values(row.get(column, ""))} - {name}
        for other in sorted(others):
            if not is_curie(other):
                self.report.miss("cross-reference that is not a CURIE, left out", f"{other} of {name}")
        return Concept(
            name,
            label,
            one_line(row.get("description", "")),
            self._category(row),
            tuple(sorted(filter(None, synonyms.values()))),
            exact=tuple(sorted(filter(is_curie, others))),
        )

    def _allowed(self, name: str, relation: str = "") -> bool:
        """Whether a concept may have this identifier, or the object of a relation that takes values."""
        valued = relation != "" and _valued(relation)
        if name in (self.own.values if valued else self.concepts):
            return True
        problems = {
            "value that is not understood, left out": valued,
            "identifier that is not a CURIE, left out": not is_curie(name),
            "identifier with a reserved prefix, left out": name.partition(":")[0] in _RESERVED,
        }
        why = next((what for what, found in problems.items() if found), None)
        if why:
            self.report.miss(why, name)
        return why is None

    def _category(self, row: Row) -> str:
        """The first Biolink class of a known kind, otherwise the first that is more specific than NamedThing."""
        classes = []
        for text in values(row.get("category", "")):
            if match := _CLASS.fullmatch(text):
                classes.append(match[1])
            else:
                self.report.miss("category that is not a Biolink class, left out", f"{text} of {row['id']}")
        kinds = [name for name in classes if kind_of(name) != "other"]
        return next((name for name in (*kinds, *classes) if name != ANYTHING), ANYTHING)

    def edge(self, item: Edge) -> None:
        """Add a row of edges."""
        row = item.row
        outcome = self.report.row("edges", item.place)
        name = row.get("id", "")
        label = short(one_line(name) or item.place)
        if missing := [end for end in ENDS if not row[end]]:
            self.report.miss(f"edge without {' and '.join(missing)}, left out", label)
            return
        notes = [note if isinstance(note, tuple) else (note, label) for note in item.notes]
        for note in notes:
            self.report.miss(*note)
        self.described = self._ends(item.ends) if item.ends else {}
        if self.own.edge(row, label, outcome):
            return
        if own.is_own(row) and row.get("original_predicate") == own.BROADER:
            if self._allowed(row["subject"]) and self._allowed(row["object"]):
                self.broader.append((row["subject"], row["object"], label, outcome))
            return
        ends = hash((row["subject"], row["predicate"], row["object"]))  # a large graph has no room for the texts
        if name and self.seen.setdefault(name, ends) != ends:
            self.report.miss("identifier of several edges, all kept", label)
        reading, unclear = readings.read(row, self._class_of)
        for what, value in unclear:
            self.report.miss(what, value)
        if reading and self._allowed(reading.subject) and self._allowed(reading.object, reading.relation):
            for name in reading.ends:
                if name in self.described:
                    self._add(self.described[name])
            if reading.relation == "isA" and row.get("original_predicate") != "vocab:isA":
                self._subclass(reading, label, outcome)
            else:
                noted = any("imported" in what for what, _ in (*notes, *unclear))  # with what became of its sign
                self._claim(reading, row, label, "" if noted else item.word or _said(row))

    def _claim(self, reading: Reading, row: Row, label: str, word: str) -> None:
        """Add what an edge states as a claim; the word for it is reported if it has no sign and nothing else is."""
        self._ensure(*reading.ends)
        became = self.claims.add(reading, row, label)
        if became == "merged":
            self._merged(label)
        else:
            self.report.became(became, f"“{short(one_line(word))}” {WEAK[became]}" if word and became in WEAK else "")

    def _ends(self, ends: Iterable[Row]) -> dict[str, Concept]:
        """The ends of an edge that the same row describes, if they are new."""
        named = {curie(row["id"]): row for row in ends}
        return {name: self._concept(name, row) for name, row in named.items() if name not in self.concepts}

    def _class_of(self, name: str) -> str:
        known = self.concepts.get(name) or self.described.get(name)
        return known.category if known else ""

    def _subclass(self, reading: Reading, label: str, outcome: Outcome) -> None:
        """Note that one concept is broader than another."""
        if reading.stance is not Stance.SUPPORTS:
            self.report.miss("negated subclass_of, left out", label)
        else:
            self.broader.append((reading.subject, reading.object, label, outcome))

    def _hierarchy(self) -> Mapping[str, set[str]]:
        """The broader concepts of each concept, without cycles."""
        first: dict[tuple[str, str], tuple[str, Outcome]] = {}
        for kind, broader, label, outcome in self.broader:
            if (kind, broader) in first:
                self.report.current = outcome
                self._merged(label)
            first.setdefault((kind, broader), (label, outcome))
        kept, closing = acyclic(list(first))
        for pair in closing:
            label, outcome = first[pair]
            self.report.current = outcome
            self.report.miss("subclass_of that would form a cycle, left out", label)
        found: dict[str, set[str]] = {}
        for pair in kept:
            self.report.current = first[pair][1]
            self._ensure(*pair)
            found.setdefault(pair[0], set()).add(pair[1])
            self.report.became("hierarchy")
        return found

    def _merged(self, label: str) -> None:
        self.report.became("merged")
        self.report.miss("edge like another one, merged with it", label)

    def _ensure(self, *names: str) -> None:
        for name in names:
            if name not in self.concepts and name not in self.own.values:
                self.report.miss("node named only by edges, kept", name)
                self._add(Concept(name, name, category=ANYTHING))

    def _add(self, concept: Concept) -> None:
        self.concepts[concept.id] = concept
        if len(concept.id.split()) > 1:
            self.spaced[concept.id] = self.report.current

    def _spaces(self) -> None:
        """Report identifiers with spaces that another has not, or most with their prefix, or all of their database."""
        first: dict[str, str] = {}
        every = Counter(name.partition(":")[0] for name in self.concepts)
        spaced = Counter(name.partition(":")[0] for name in self.spaced)
        for name, outcome in self.spaced.items():
            self.report.current = outcome
            plain = "".join(name.split())
            other = plain if plain in self.concepts else first.setdefault(plain, name)
            if other != name:
                self.report.miss("identifier that differs from another by spaces alone, not merged", f"{name}, {other}")
            elif (prefix := name.partition(":")[0]) in DATABASES or 2 * spaced[prefix] < every[prefix]:
                self.report.miss("identifier with a space, kept as it is", name)


def _said(row: Row) -> str:
    """The relation in the words of the row."""
    return row.get("original_predicate", "") or local(row["predicate"])


@cache
def _valued(relation: str) -> bool:
    """Whether the objects of a relation are values."""
    return vocabulary()[0][relation].valued
