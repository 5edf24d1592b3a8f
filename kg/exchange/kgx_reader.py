"""Another graph, as KGX tables of nodes and edges → a knowledge graph, and what of it was not understood.

A node keeps its CURIE. A prefix that this program does not know gets a namespace of our own, as a table does not tell
its IRI. Tables are read as KGX reads them: tab-separated, without quoting, ``|`` between values; only a cell that a
spreadsheet has quoted is unwrapped.
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
#: The columns that each table must have, and those that are read.
NEEDED: Mapping[str, tuple[str, ...]] = {"nodes": ("id",), "edges": ENDS}
READ: Mapping[str, tuple[str, ...]] = {
    "nodes": ("id", "category", "name", "description", "synonym", "xref", "same_as"),
    "edges": ("id", *ENDS, *biolink.COLUMNS, "publications", "primary_knowledge_source"),
}
#: Biolink's class of everything, for a node of which no class is told.
ANYTHING = "NamedThing"
#: Field of a study and form of its value, by prefix of a publication.
PUBLICATIONS = {
    "PMID": ("pmid", re.compile(r"[0-9]{1,8}")),
    "DOI": ("doi", re.compile(r"10[.][0-9]{4,}/\S+")),
    "PMC": ("pmcid", re.compile(r"PMC[0-9]+")),
    "PMCID": ("pmcid", re.compile(r"PMC[0-9]+")),
}


def read(nodes: Path, edges: Path) -> tuple[KnowledgeGraph, Report]:
    """The graph that two KGX tables describe; raises DataError if one is no such table, or no node is understood."""
    reader = _Reader()
    for line, row in reader.rows("nodes", nodes):
        reader.node(line, row)
    for line, row in reader.rows("edges", edges):
        reader.edge(line, row)
    if not reader.concepts:
        raise DataError(f"{nodes}: no node was understood; give each a CURIE, such as HP:0003419, in the column id")
    return reader.graph(), reader.report


class _Reader:
    """Makes the graph row by row."""

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
        """All that was read."""
        relations, terms = vocabulary()
        concepts = {
            name: replace(concept, broader=tuple(sorted(self.broader.get(name, ()))))
            for name, concept in self.concepts.items()
        }
        return KnowledgeGraph(concepts, relations, self.claims, self.evidence, studies=self.studies, terms=terms)

    def rows(self, table: str, path: Path) -> Iterator[tuple[int, Row]]:
        """The rows of a table with their lines; raises DataError if it is no such table."""
        text = read_bytes(path).decode("utf-8-sig")
        lines = [(number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        header = [_cell(cell) for cell in lines[0][1].split("\t")] if lines else []
        if "\0" in text or any(header.count(column) != 1 for column in NEEDED[table]):
            wanted = ", ".join(NEEDED[table])
            raise DataError(
                f"{path}: is not a KGX table of {table}; give tab-separated text with the columns {wanted}, each once"
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
        """Take a row of the nodes."""
        name = row["id"]
        if not self._may(name, f"nodes, line {line}"):
            return
        if name in self.concepts:
            self.report.miss("node that stands there already, left out", name)
            return
        label = plain(row.get("name", "")) or name
        synonyms = {normal(label): ""}
        for synonym in map(plain, _many(row, "synonym")):
            synonyms.setdefault(normal(synonym), synonym)
        others = {*_many(row, "xref"), *_many(row, "same_as")} - {name}
        for other in sorted(others):
            if not is_curie(other):
                self.report.miss("cross-reference that is no CURIE, left out", f"{other} ({name})")
        self.concepts[name] = Concept(
            name,
            label,
            plain(row.get("description", "")),
            self._category(row),
            tuple(sorted(filter(None, synonyms.values()))),
            exact=tuple(sorted(filter(is_curie, others))),
        )

    def _may(self, name: str, place: str) -> bool:
        """Whether a concept may be called so."""
        if not is_curie(name):
            self.report.miss("identifier that is no CURIE, left out", f"{name} ({place})")
        elif name.partition(":")[0] in {*KINDS} - {"concept"}:
            self.report.miss("identifier under a prefix that has another use here, left out", f"{name} ({place})")
        else:
            return True
        return False

    def _category(self, row: Row) -> str:
        """The first Biolink class that says more than that there is something."""
        classes = []
        for text in _many(row, "category"):
            if re.fullmatch(r"biolink:[A-Z][A-Za-z0-9]*", text):
                classes.append(biolink.local(text))
            else:
                self.report.miss("category that is no Biolink class, left out", f"{text} ({row['id']})")
        return next((name for name in classes if name != ANYTHING), ANYTHING)

    def edge(self, line: int, row: Row) -> None:
        """Take a row of the edges."""
        name = row.get("id", "")
        label = short(plain(name) or f"line {line}")
        subject, object_ = row["subject"], row["object"]
        if not all(row[end] for end in ENDS):
            self.report.miss("edge without subject, predicate or object, left out", label)
        elif name and name in self.seen:
            self.report.miss("edge that stands there already, left out", label)
        elif self._may(subject, label) and self._may(object_, label):
            self.seen.add(name)
            hierarchy = biolink.local(row["predicate"]) == "subclass_of"
            reading, unclear = biolink.read(row)
            for what, value in unclear:
                self.report.miss(what, f"{value} ({label})")
            if reading and hierarchy:
                self._kind(subject, object_, reading, label)
            elif reading:
                self._claim(
                    Claim(claim_id(subject, reading.relation, object_), subject, reading.relation, object_),
                    reading,
                    row,
                    label,
                )

    def _kind(self, kind: str, genus: str, reading: Reading, label: str) -> None:
        """Put one concept above another, unless it stands below it."""
        above, open_ = {genus}, [genus]
        while open_:
            more = self.broader.get(open_.pop(), set()) - above
            above |= more
            open_ += more
        if reading.negated:
            self.report.miss("negated subclass_of, left out", label)
        elif kind in above:
            self.report.miss("subclass_of that closes a circle, left out", label)
        else:
            self._known(kind, genus)
            self.broader.setdefault(kind, set()).add(genus)
            self.report.became["hierarchy"] += 1

    def _known(self, *names: str) -> None:
        for name in names:
            if name not in self.concepts:
                self.report.miss("node that only edges name, taken", name)
                self.concepts[name] = Concept(name, name, category=ANYTHING)

    def _claim(self, claim: Claim, reading: Reading, row: Row, label: str) -> None:
        """Take what an edge states as a claim, with an evidence for each publication or for the table alone."""
        self._known(claim.subject, claim.object)
        self.claims[claim.id] = claim
        relation = vocabulary()[0][claim.relation]
        sort = relation.sign.value if relation.sign else "associations" if relation.correlation else "not_causal"
        self.report.became[sort] += 1
        origin = plain(row.get("primary_knowledge_source", ""))
        if not origin:
            self.report.miss("edge without a primary_knowledge_source, taken", label)
            origin = "an unnamed source"
        published = dict.fromkeys(map(self._publication, _many(row, "publications")))
        says = f"{'Denied' if reading.negated else 'Stated'} in the table of {short(origin)} (edge {label})"
        says += ", which names this publication." if published else "."
        says += " It speaks of the lowered subject and is turned round here." if reading.turned else ""
        stance = Stance.DISPUTES if reading.negated else Stance.SUPPORTS
        for study in published or [self._study(origin, title=origin)]:
            self.last[study] += 1
            name = f"evidence:{study.partition(':')[2]}-{self.last[study]:03d}"
            self.evidence[name] = Evidence(name, claim.id, stance, study, None, reading.modality, reading.type, says)

    def _publication(self, text: str) -> str:
        """The identifier of the study that stands for a publication."""
        prefix, _, value = text.partition(":")
        part, form = PUBLICATIONS.get(prefix.upper(), ("", None))
        if form and form.fullmatch(value):
            return self._study(f"{part}:{value}", **{part: value})
        if form:
            self.report.miss("publication with a malformed number, taken by its name", text)
        return self._study(text, title=plain(text))

    def _study(self, called: str, **known: str) -> str:
        """The identifier of the study of that name, which nobody has read."""
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
    """A cell without the quotes of a spreadsheet."""
    text = text.strip()
    inner = text[1:-1].replace('""', "")
    quoted = len(text) > 1 and text[0] == text[-1] == '"' and '"' not in inner
    return text[1:-1].replace('""', '"').strip() if quoted else text


def _many(row: Row, column: str) -> list[str]:
    """The values of a cell."""
    return [part.strip() for part in row.get(column, "").split("|") if part.strip()]
