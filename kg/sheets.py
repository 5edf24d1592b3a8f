"""Curation sheets: tab-separated tables of concepts or evidence that become claims, passages and evidence.

A sheet is checked as a whole against the graph and the documents; every bad row is named, and nothing is written
unless all rows are good. ``docs/curation.md`` describes the columns.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg import passages
from kg.errors import DataError, KgError
from kg.graph import KnowledgeGraph
from kg.model import Claim, Concept, Evidence, Passage
from kg.turtle.names import claim_id
from kg.turtle.parse import read_bytes

CONCEPTS = "id label category synonyms definition state_of level broader exact close broad".split()
EVIDENCE = "document passage subject relation object stance modality says context cites type section".split()
Row = Mapping[str, str]


@dataclass
class Additions:
    """What a sheet adds, by identifier."""

    concepts: dict[str, Concept] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    passages: dict[str, Passage] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)


class _BadRow(Exception):
    """A row that cannot be taken, with the reason."""


def read_sheet(path: Path) -> tuple[list[str], list[Row]]:
    """Header and rows of a sheet; raises DataError."""
    text = read_bytes(path).decode("utf-8-sig")
    rows = [
        row for row in csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE) if any(map(str.strip, row))
    ]
    if not rows or rows[0] not in (CONCEPTS, EVIDENCE):
        columns = " | ".join(", ".join(header) for header in (CONCEPTS, EVIDENCE))
        raise DataError(f"{path}:1: the columns are not those of a sheet; use (tab-separated) one of: {columns}")
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(rows[0]):
            raise DataError(f"{path}:{number}: has {len(row)} cells instead of {len(rows[0])}; mend the row")
    return rows[0], [dict(zip(rows[0], map(str.strip, row), strict=True)) for row in rows[1:]]


def additions(graph: KnowledgeGraph, sheet: Path, documents: Path | None) -> tuple[Additions, list[str]]:
    """What a sheet adds to a graph, and a line for each row that cannot be taken."""
    header, rows = read_sheet(sheet)
    added, problems = Additions(), []
    texts = _Texts(graph, documents)
    for number, row in enumerate(rows, 2):
        try:
            if header == CONCEPTS:
                _concept(graph, row, added)
            else:
                _evidence(graph, row, added, texts)
        except (_BadRow, KgError) as error:
            problems.append(f"{sheet}:{number}: {error}")
    return added, problems


def _concept(graph: KnowledgeGraph, row: Row, added: Additions) -> None:
    name = f"concept:{row['id']}"
    if name in graph.concepts or name in added.concepts:
        raise _BadRow(f"{name} exists already; add to it in the data file")
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


def _evidence(graph: KnowledgeGraph, row: Row, added: Additions, texts: _Texts) -> None:
    ends = [f"concept:{row[end]}" for end in ("subject", "object")]
    for concept in ends:
        if concept not in graph.concepts:
            raise _BadRow(f"{concept} is unknown; add the concept first")
    if row["relation"] not in graph.relations:
        raise _BadRow(f"the relation “{row['relation']}” is unknown; use one of data/vocabulary.ttl")
    if not all("=" in pair for pair in _list(row["context"])):
        raise _BadRow(f"the context “{row['context']}” is not of the form axis=Value|axis=Value")
    claim = Claim(claim_id(ends[0], row["relation"], ends[1]), ends[0], row["relation"], ends[1])
    passage = None
    if row["document"].startswith("study:"):
        source = row["document"]
        if source not in graph.studies:
            raise _BadRow(f"{source} is unknown; add the study first")
    else:
        source = f"document:{row['document']}"
        passage = texts.passage(source, row["passage"], row["section"] or None, added)
        if (run := passages.Runs(texts[source]).shared(row["says"])) is not None:
            raise _BadRow(f"says repeats the document (“{run}”); use your own words")
    item = Evidence(
        _next_id(graph, added, source),
        claim.id,
        row["stance"],
        source,
        passage.id if passage else None,
        row["modality"],
        row["type"],
        row["says"],
        tuple(sorted(f"study:{study}" for study in _list(row["cites"]))),
        tuple((axis, value) for axis, _, value in (pair.partition("=") for pair in _list(row["context"]))),
    )
    for other in (*graph.evidence_of.get(claim.id, ()), *added.evidence.values()):
        if (other.claim, other.passage or other.source) == (item.claim, item.passage or item.source):
            raise _BadRow(f"repeats {other.id}: same claim, same place")
    if claim.id not in graph.claims:
        added.claims[claim.id] = claim
    if passage is not None and passage.id not in graph.passages:
        added.passages[passage.id] = passage
    added.evidence[item.id] = item


def _next_id(graph: KnowledgeGraph, added: Additions, source: str) -> str:
    stem = f"evidence:{source.partition(':')[2]}-"
    taken = [name[len(stem) :] for name in (*graph.evidence, *added.evidence) if name.startswith(stem)]
    return f"{stem}{max((int(number) for number in taken if number.isdigit()), default=0) + 1:03d}"


class _Texts:
    """The documents at hand, read when they are needed."""

    def __init__(self, graph: KnowledgeGraph, folder: Path | None) -> None:
        self.graph, self.folder = graph, folder
        self.read: dict[str, str] = {}

    def __getitem__(self, document: str) -> str:
        if document not in self.graph.documents:
            raise _BadRow(f"{document} is unknown; describe the document first")
        if self.folder is None:
            raise _BadRow("a passage needs the text of its document; give --documents DIR")
        if document not in self.read:
            text = passages.read_text(passages.document_path(self.folder, document))
            if passages.digest(text) != self.graph.documents[document].sha256:
                raise _BadRow(f"the text of {document} is not the one that was curated (sha256 differs)")
            self.read[document] = text
        return self.read[document]

    def passage(self, document: str, words: str, section: str | None, added: Additions) -> Passage:
        found = passages.locate(self[document], words)
        if len(found) != 1:
            how_often = "not" if not found else f"{len(found)} times"
            raise _BadRow(f"the passage “{words[:60]}” stands {how_often} in {document}; give words that stand once")
        known = {**self.graph.passages, **added.passages}
        same = [p for p in known.values() if (p.document, p.start) == (document, found[0].start)]
        for passage in same:
            if passage.end == found[0].end:
                return passage
        return passages.make_passage(document, self[document], found[0], section, taken=bool(same))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def merged(graph: KnowledgeGraph, added: Additions) -> KnowledgeGraph:
    """The graph with what a sheet adds."""
    return replace(
        graph,
        concepts={**graph.concepts, **added.concepts},
        claims={**graph.claims, **added.claims},
        passages={**graph.passages, **added.passages},
        evidence={**graph.evidence, **added.evidence},
    )


def summary(added: Additions) -> Iterator[str]:
    """How many things of each kind are added."""
    for name in ("concepts", "claims", "passages", "evidence"):
        yield f"{len(getattr(added, name))} {name}"
