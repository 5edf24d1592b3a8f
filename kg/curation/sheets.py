"""Curation sheets: tab-separated tables of concepts, studies or evidence that become claims, passages and evidence.

A sheet is checked as a whole against the graph and the documents; every invalid row is reported, and nothing is written
unless all rows are valid. ``docs/curation.md`` describes the columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from kg.curation import literature
from kg.curation.literature import READING, STUDIES, Row, slug
from kg.errors import DataError, KgError
from kg.model import passages
from kg.model.core import Claim, Concept, Document, Evidence, Omission, Passage, Problem, Stance, Study, Value
from kg.model.graph import KnowledgeGraph
from kg.turtle.fields import AXES
from kg.turtle.names import claim_id
from kg.turtle.parse import read_raw, utf8

DOCUMENTS = "id title publisher url kind group".split()
CONCEPTS = "id label category synonyms definition state_of level broader exact close broad".split()
EVIDENCE = "document passage subject relation object stance modality says context cites type section".split()
QUANTITIES = "id minimum maximum unit of".split()
OMISSIONS = "document passage reason section".split()
_ECO = re.compile(r"ECO:\d{7}")


@dataclass
class Additions:
    """What a sheet adds, by identifier."""

    documents: dict[str, Document] = field(default_factory=dict)
    studies: dict[str, Study] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    passages: dict[str, Passage] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    omissions: dict[str, Omission] = field(default_factory=dict)

    origin: dict[str, int] = field(default_factory=dict)

    def parts(self) -> dict[str, dict[str, Any]]:
        """Each kind of addition by its name."""
        return {name: made for name, made in vars(self).items() if name != "origin"}

    def line(self, problem: Problem) -> int:
        """The line of the sheet that caused a problem."""
        words = {problem.subject, *problem.message.split()}
        return max((line for name, line in self.origin.items() if name in words), default=1)

    def made(self) -> set[str]:
        """The identifiers of everything that is added; ``origin`` has the line of each."""
        return set().union(*self.parts().values())


def read_sheet(path: Path) -> tuple[tuple[str, ...], list[tuple[int, Row]]]:
    """Header and rows of a sheet, each row with its line; raises DataError."""
    text = utf8(read_raw(path), path)
    lines = [(number, line.split("\t")) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    header = tuple(cell.strip() for cell in lines[0][1]) if lines else ()
    if header not in SHEETS:
        columns = " | ".join(map(", ".join, SHEETS))
        raise DataError(f"{path}:1: the columns are not those of a sheet; use (tab-separated) one of: {columns}")
    for number, cells in lines[1:]:
        if len(cells) != len(header):
            raise DataError(f"{path}:{number}: has {len(cells)} cells instead of {len(header)}; correct the row")
    return header, [(number, dict(zip(header, map(str.strip, cells), strict=True))) for number, cells in lines[1:]]


def additions(graph: KnowledgeGraph, sheet: Path, documents: Path | None) -> tuple[Additions, list[str]]:
    """What a sheet adds to a graph, and a message for each row that cannot be added."""
    header, rows = read_sheet(sheet)
    added, problems = Additions(), []
    texts = _Texts(graph, documents)
    for number, row in rows:
        before = added.made()
        try:
            SHEETS[header](graph, row, added, texts)
        except KgError as error:
            problems.append(f"{sheet}:{number}: {error}")
        added.origin.update(dict.fromkeys(added.made() - before, number))
    return added, problems


def _new(name: str, *known: Container[str]) -> str:
    """A name that nothing has yet; raises DataError."""
    if any(name in part for part in known):
        raise DataError(f"{name} already exists; edit it in the data file")
    return name


def _document(graph: KnowledgeGraph, row: Row, added: Additions, texts: _Texts) -> None:
    name = _new(f"document:{slug(row['id'])}", graph.documents, added.documents)
    if texts.folder is None:
        raise DataError("a document needs its text; give --documents DIR")
    text = passages.read_text(passages.document_path(texts.folder, name))
    added.documents[name] = Document(
        name,
        row["title"],
        row["publisher"],
        row["url"],
        passages.digest(text),
        len(text),
        row["kind"],
        row["group"] or row["publisher"],
    )


def _study(graph: KnowledgeGraph, row: Row, added: Additions, _: _Texts) -> None:
    study = literature.study(row)
    added.studies[_new(study.id, graph.studies, added.studies)] = study


def _concept(graph: KnowledgeGraph, row: Row, added: Additions, _: _Texts) -> None:
    name = _new(f"concept:{slug(row['id'])}", graph.concepts, added.concepts)
    if not row["label"]:
        raise DataError("has no label")
    added.concepts[name] = Concept(
        name,
        row["label"],
        row["definition"],
        row["category"],
        _list(row["synonyms"]),
        f"concept:{row['state_of']}" if row["state_of"] else None,
        row["level"] or None,
        _list(row["exact"]),
        _list(row["close"]),
        _list(row["broad"]),
        tuple(f"concept:{broader}" for broader in _list(row["broader"])),
    )


def _quantity(graph: KnowledgeGraph, row: Row, added: Additions, _: _Texts) -> None:
    name = _new(f"quantity:{slug(row['id'])}", graph.values, added.values)
    of = f"concept:{row['of']}" if row["of"] else None
    if of is not None and of not in graph.concepts:
        raise DataError(f"{of} is unknown; add the concept first")
    added.values[name] = Value(name, row["minimum"], row["maximum"], row["unit"], of)


def _omission(graph: KnowledgeGraph, row: Row, added: Additions, texts: _Texts) -> None:
    document = f"document:{row['document']}"
    passage = texts.passage(document, row["passage"], row["section"] or None, added)
    name = passage.id.replace("passage:", "omission:")
    if name in graph.omissions or name in added.omissions:
        raise DataError(f"{passage.id} is already omitted")
    if passage.id not in graph.passages:
        added.passages[passage.id] = passage
    added.omissions[name] = Omission(name, passage.id, row["reason"])


def _check(graph: KnowledgeGraph, row: Row) -> None:
    """Reject invalid cells of an evidence row, as far as each can be checked on its own."""
    context = [pair.partition("=") for pair in _list(row["context"])]
    axes = ", ".join(AXES)
    refusals = {
        f"the relation “{row['relation']}” is unknown; use one of data/vocabulary.ttl": row["relation"]
        not in graph.relations,
        f"the stance “{row['stance']}” is unknown; use one of {', '.join(Stance)}": row["stance"] not in tuple(Stance),
        f"the type “{row['type']}” is not an ECO identifier; write it as ECO:0000303": not _ECO.fullmatch(row["type"]),
        "says is empty; state in your own words what the passage says": not row["says"],
        f"the context “{row['context']}” is not of the form axis=Value|axis=Value, with an axis of {axes}": any(
            axis not in AXES or not value for axis, _, value in context
        ),
    }
    for message, refused in refusals.items():
        if refused:
            raise DataError(message)


def _evidence(graph: KnowledgeGraph, row: Row, added: Additions, texts: _Texts) -> None:
    ends = [row[end] if ":" in row[end] else f"concept:{row[end]}" for end in ("subject", "object")]
    for name in ends:
        if name not in graph.concepts and name not in graph.values:
            raise DataError(f"{name} is unknown; add it first")
    _check(graph, row)
    claim = Claim(claim_id(ends[0], row["relation"], ends[1]), ends[0], row["relation"], ends[1])
    passage = None
    if row["document"].startswith("study:"):
        source = row["document"]
        if source not in graph.studies:
            raise DataError(f"{source} is unknown; add the study first")
    else:
        source = f"document:{row['document']}"
        passage = texts.passage(source, row["passage"], row["section"] or None, added)
        if (run := passages.Runs(texts[source]).shared(row["says"])) is not None:
            raise DataError(f"says repeats the document (“{run}”); use your own words")
    item = Evidence(
        _next_id(graph, added, source),
        claim.id,
        Stance(row["stance"]),
        source,
        passage.id if passage else None,
        row["modality"],
        row["type"],
        row["says"],
        tuple(sorted(f"study:{study}" for study in _list(row["cites"]))),
        tuple((axis, value) for axis, _, value in (pair.partition("=") for pair in _list(row["context"]))),
    )
    item = literature.read(item, row)
    if claim.id not in graph.claims:
        added.claims[claim.id] = claim
    if passage is not None and passage.id not in graph.passages:
        added.passages[passage.id] = passage
    added.evidence[item.id] = item


def _next_id(graph: KnowledgeGraph, added: Additions, source: str) -> str:
    stem = f"evidence:{source.partition(':')[2]}-"
    taken = [name[len(stem) :] for name in (*graph.evidence, *added.evidence) if name.startswith(stem)]
    numbers = (int(number) for number in taken if re.fullmatch("[0-9]{1,15}", number))
    return f"{stem}{max(numbers, default=0) + 1:03d}"


class _Texts:
    """The texts of the documents, read on demand."""

    def __init__(self, graph: KnowledgeGraph, folder: Path | None) -> None:
        self.graph, self.folder = graph, folder
        self.read: dict[str, str] = {}

    def __getitem__(self, document: str) -> str:
        if document not in self.graph.documents:
            raise DataError(f"{document} is unknown; describe the document first")
        if self.folder is None:
            raise DataError("a passage needs the text of its document; give --documents DIR")
        if document not in self.read:
            text = passages.read_text(passages.document_path(self.folder, document))
            if passages.digest(text) != self.graph.documents[document].sha256:
                raise DataError(f"the text of {document} is not the one that was curated (sha256 differs)")
            self.read[document] = text
        return self.read[document]

    def passage(self, document: str, words: str, section: str | None, added: Additions) -> Passage:
        place, marked, rest = words.partition(" ")
        at = int(place[1:]) if marked and re.fullmatch("@[0-9]{1,15}", place) else None
        found = passages.locate(self[document], words if at is None else rest)
        found = [span for span in found if at in (None, span.start)]
        if len(found) != 1:
            occurs = f"occurs {len(found)} times" if found else "does not occur"
            raise DataError(f"the passage “{words[:60]}” {occurs} in {document}; give words that occur exactly once")
        known = {**self.graph.passages, **added.passages}
        same = [p for p in known.values() if (p.document, p.start) == (document, found[0].start)]
        for passage in same:
            if passage.end == found[0].end:
                return passage
        return passages.make_passage(document, self[document], found[0], section, taken=bool(same))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


#: What reads a row of a sheet, by the columns of the sheet.
SHEETS: Mapping[tuple[str, ...], Callable[[KnowledgeGraph, Row, Additions, _Texts], None]] = {
    (*DOCUMENTS,): _document,
    (*STUDIES,): _study,
    (*CONCEPTS,): _concept,
    (*QUANTITIES,): _quantity,
    (*EVIDENCE,): _evidence,
    (*EVIDENCE, *READING): _evidence,
    (*OMISSIONS,): _omission,
}


def merged(graph: KnowledgeGraph, added: Additions) -> KnowledgeGraph:
    """The graph with what a sheet adds."""
    parts: dict[str, Any] = {name: {**getattr(graph, name), **items} for name, items in added.parts().items()}
    return replace(graph, **parts)
