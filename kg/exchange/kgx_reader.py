"""Another graph, as KGX tables of nodes and edges → a knowledge graph and a report of what was not understood.

A node keeps its CURIE. An unknown prefix gets a namespace of our own, because a table does not give its IRI. Tables are
read as KGX reads them: tab-separated, unquoted, ``|`` between values; cells quoted by a spreadsheet are unquoted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from kg.errors import DataError
from kg.exchange import biolink
from kg.exchange.biolink import Reading, Row
from kg.exchange.report import Report, plain, short
from kg.model.core import Claim, Concept, Evidence, Stance, Study
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import normal
from kg.turtle.names import KINDS, claim_id, is_curie, slug
from kg.turtle.parse import read_bytes, vocabulary

ENDS = ("subject", "predicate", "object")
#: The columns that each table must have, and the columns that are read.
NEEDED: Mapping[str, tuple[str, ...]] = {"nodes": ("id",), "edges": ENDS}
READ: Mapping[str, tuple[str, ...]] = {
    "nodes": ("id", "category", "name", "description", "synonym", "xref", "same_as"),
    "edges": ("id", *ENDS, *biolink.COLUMNS, "publications", "primary_knowledge_source"),
}
#: Biolink's most general class, for a node without a class.
ANYTHING = "NamedThing"
#: Field of a study and pattern of its value, by prefix of a publication.
PUBLICATIONS = {
    "PMID": ("pmid", re.compile(r"[0-9]{1,8}")),
    "DOI": ("doi", re.compile(r"10[.][0-9]{4,}/\S+")),
    "PMC": ("pmcid", re.compile(r"PMC[0-9]+")),
    "PMCID": ("pmcid", re.compile(r"PMC[0-9]+")),
}


def read(nodes: Path, edges: Path) -> tuple[KnowledgeGraph, Report]:
    """The graph that two KGX tables describe; raises DataError if a table is malformed or no node is understood."""
    reader = _Reader()
    for line, row in reader.rows("nodes", nodes):
        reader.node(line, row)
    for line, row in reader.rows("edges", edges):
        reader.edge(line, row)
    if not reader.concepts:
        raise DataError(f"{nodes}: no node was understood; give each a CURIE, such as HP:0003419, in the column id")
    return reader.graph(), reader.report


class _Reader:
    """Builds the graph row by row."""

    def __init__(self) -> None:
        self.report = Report()
        self.concepts: dict[str, Concept] = {}
        self.broader: dict[str, set[str]] = {}
        self.claims: dict[str, Claim] = {}
        self.evidence: dict[str, Evidence] = {}
        self.studies: dict[str, Study] = {}
        self.study_of: dict[str, str] = {}
        self.last = Counter[str]()
        self.seen: set[str] = set()

    def graph(self) -> KnowledgeGraph:
        """The graph of everything that was read."""
        relations, terms = vocabulary()
        concepts = {
            name: replace(concept, broader=tuple(sorted(self.broader.get(name, ()))))
            for name, concept in self.concepts.items()
        }
        return KnowledgeGraph(concepts, relations, self.claims, self.evidence, studies=self.studies, terms=terms)

    def rows(self, table: str, path: Path) -> Iterator[tuple[int, Row]]:
        """The rows of a table with their line numbers; raises DataError if it is not such a table."""
        text = read_bytes(path).decode("utf-8-sig")
        lines = [(number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        header = [_cell(cell) for cell in lines[0][1].split("\t")] if lines else []
        if "\0" in text or any(header.count(column) != 1 for column in NEEDED[table]):
            wanted = ", ".join(NEEDED[table])
            raise DataError(
                f"{path}: not a KGX table of {table}; give tab-separated text with the columns {wanted}, each once"
            )
        self.report.unused[table] = tuple(column for column in header if column not in READ[table])
        for number, line in lines[1:]:
            self.report.rows[table] += 1
            cells = line.split("\t")
            if len(cells) == len(header):
                yield number, dict(zip(header, map(_cell, cells), strict=True))
            else:
                place = f"{table}, line {number}: {len(cells)} instead of {len(header)}"
                self.report.miss("row with a wrong number of cells, left out", place)

    def node(self, line: int, row: Row) -> None:
        """Add a row of the node table."""
        name = row["id"]
        if not self._allowed(name, f"nodes, line {line}"):
            return
        if name in self.concepts:
            self.report.miss("duplicate node, left out", name)
            return
        label = plain(row.get("name", "")) or name
        synonyms = {normal(label): ""}
        for synonym in map(plain, _values(row, "synonym")):
            synonyms.setdefault(normal(synonym), synonym)
        others = {*_values(row, "xref"), *_values(row, "same_as")} - {name}
        for other in sorted(others):
            if not is_curie(other):
                self.report.miss("cross-reference that is not a CURIE, left out", f"{other} ({name})")
        self.concepts[name] = Concept(
            name,
            label,
            plain(row.get("description", "")),
            self._category(row),
            tuple(sorted(filter(None, synonyms.values()))),
            exact=tuple(sorted(filter(is_curie, others))),
        )

    def _allowed(self, name: str, place: str) -> bool:
        """Whether a concept may have this identifier."""
        if not is_curie(name):
            self.report.miss("identifier that is not a CURIE, left out", f"{name} ({place})")
        elif name.partition(":")[0] in {*KINDS} - {"concept"}:
            self.report.miss("identifier with a reserved prefix, left out", f"{name} ({place})")
        else:
            return True
        return False

    def _category(self, row: Row) -> str:
        """The first Biolink class that is more specific than NamedThing."""
        classes = []
        for text in _values(row, "category"):
            if re.fullmatch(r"biolink:[A-Z][A-Za-z0-9]*", text):
                classes.append(biolink.local(text))
            else:
                self.report.miss("category that is not a Biolink class, left out", f"{text} ({row['id']})")
        return next((name for name in classes if name != ANYTHING), ANYTHING)

    def edge(self, line: int, row: Row) -> None:
        """Add a row of the edge table."""
        name = row.get("id", "")
        label = short(plain(name) or f"line {line}")
        subject, object_ = row["subject"], row["object"]
        if not all(row[end] for end in ENDS):
            self.report.miss("edge without subject, predicate or object, left out", label)
        elif name and name in self.seen:
            self.report.miss("duplicate edge, left out", label)
        elif self._allowed(subject, label) and self._allowed(object_, label):
            self.seen.add(name)
            hierarchy = biolink.local(row["predicate"]) == "subclass_of"
            reading, unclear = biolink.read(row)
            for what, value in unclear:
                self.report.miss(what, f"{value} ({label})")
            if reading and hierarchy:
                self._subclass(subject, object_, reading, label)
            elif reading:
                self._claim(
                    Claim(claim_id(subject, reading.relation, object_), subject, reading.relation, object_),
                    reading,
                    row,
                    label,
                )

    def _subclass(self, kind: str, broader: str, reading: Reading, label: str) -> None:
        """Make one concept broader than another, unless that would form a cycle."""
        above, open_ = {broader}, [broader]
        while open_:
            more = self.broader.get(open_.pop(), set()) - above
            above |= more
            open_ += more
        if reading.negated:
            self.report.miss("negated subclass_of, left out", label)
        elif kind in above:
            self.report.miss("subclass_of that would form a cycle, left out", label)
        else:
            self._ensure(kind, broader)
            self.broader.setdefault(kind, set()).add(broader)
            self.report.became["hierarchy"] += 1

    def _ensure(self, *names: str) -> None:
        for name in names:
            if name not in self.concepts:
                self.report.miss("node named only by edges, kept", name)
                self.concepts[name] = Concept(name, name, category=ANYTHING)

    def _claim(self, claim: Claim, reading: Reading, row: Row, label: str) -> None:
        """Add an edge as a claim, with an evidence item for each publication, or one for the table itself."""
        self._ensure(claim.subject, claim.object)
        self.claims[claim.id] = claim
        relation = vocabulary()[0][claim.relation]
        sort = relation.sign.value if relation.sign else "associations" if relation.correlation else "not_causal"
        self.report.became[sort] += 1
        origin = plain(row.get("primary_knowledge_source", ""))
        if not origin:
            self.report.miss("edge without a primary_knowledge_source, kept", label)
            origin = "an unnamed source"
        published = dict.fromkeys(map(self._publication, _values(row, "publications")))
        says = f"{'Denied' if reading.negated else 'Stated'} in the table of {short(origin)} (edge {label})"
        says += ", which names this publication." if published else "."
        says += " The edge is about the lowered subject; its sign is reversed here." if reading.reversed else ""
        stance = Stance.DISPUTES if reading.negated else Stance.SUPPORTS
        for study in published or [self._study(origin, title=origin)]:
            self.last[study] += 1
            name = f"evidence:{study.partition(':')[2]}-{self.last[study]:03d}"
            self.evidence[name] = Evidence(name, claim.id, stance, study, None, reading.modality, reading.type, says)

    def _publication(self, text: str) -> str:
        """The identifier of the study for a publication."""
        prefix, _, value = text.partition(":")
        part, form = PUBLICATIONS.get(prefix.upper(), ("", None))
        if form and form.fullmatch(value):
            return self._study(f"{part}:{value}", **{part: value})
        if form:
            self.report.miss("publication with a malformed number, kept by name", text)
        return self._study(text, title=plain(text))

    def _study(self, called: str, **known: str) -> str:
        """The identifier of the study of that name, added with an unknown design if it is new."""
        if called not in self.study_of:
            stem = name = f"study:{slug(called) or 'source'}"
            number = 1
            while name in self.studies:
                number += 1
                name = f"{stem}-{number}"
            self.study_of[called] = name
            self.studies[name] = Study(name, "UnknownDesign", "Plausible", **known)
        return self.study_of[called]


def _cell(text: str) -> str:
    """A cell without the quotes that a spreadsheet adds."""
    text = text.strip()
    inner = text[1:-1].replace('""', "")
    quoted = len(text) > 1 and text[0] == text[-1] == '"' and '"' not in inner
    return text[1:-1].replace('""', '"').strip() if quoted else text


def _values(row: Row, column: str) -> list[str]:
    """The values of a cell."""
    return [part.strip() for part in row.get(column, "").split("|") if part.strip()]
