"""The Parquet tables of a store: nodes, edges and evidence, for other programs and for engines of SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from kg.model.core import Document, Sign
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence

#: Rows of a group: an engine reads whole groups.
GROUP = 100_000
#: How a sign and the directions for which it is stated are numbered in the table of edges, and in the search.
SIGNS = {Sign.PLUS: 0, Sign.MINUS: 1, Sign.UNKNOWN: 2, Sign.NULL: 3}
STATED = {Sign.PLUS: 4, Sign.MINUS: 8, Sign.UNKNOWN: 0}
#: An influence with the numbers of its ends, and whether chains use it.
Numbered = tuple[int, int, Influence, bool]


def write_tables(folder: Path, graph: KnowledgeGraph, edges: Iterable[Numbered]) -> None:
    """Write the three tables; the edges are taken one by one."""
    text, number = pa.string(), pa.int32()
    shared = pa.dictionary(number, text)
    nodes = {"node": number, "id": text, "label": text, "category": shared, "quantity": text}
    _write(folder / "nodes.parquet", nodes, _nodes(graph))
    influences = {"tail": number, "head": number, "flags": pa.uint8(), "cost": number, "used": pa.bool_()}
    influences |= {"source": shared, "target": shared, "sign": shared, "confidence": pa.float32(), "claims": text}
    _write(folder / "edges.parquet", influences, map(_edge, edges))
    items = {"id": text, "claim": text, "subject": shared, "relation": shared, "object": shared, "stance": shared}
    items |= {"source": shared, "design": shared, "pmid": shared, "doi": shared, "says": text, "score": text}
    _write(folder / "evidence.parquet", items, _evidence(graph))


def _nodes(graph: KnowledgeGraph) -> Iterator[tuple[Any, ...]]:
    for number, name in enumerate(sorted(graph.concepts)):
        concept = graph.concepts[name]
        yield number, name, concept.label, concept.category, concept.quantity


def _edge(edge: Numbered) -> tuple[Any, ...]:
    tail, head, i, used = edge
    ends = (i.source, i.target, i.sign.value, float(i.confidence.value), " ".join(claim.id for claim in i.claims))
    return tail, head, flags(i), i.cost, used, *ends


def flags(used: Influence) -> int:
    """The bits of an edge: its sign, and the directions of the source for which it is stated."""
    return SIGNS[used.sign] | sum(STATED[sign] for sign in used.stated)


def _evidence(graph: KnowledgeGraph) -> Iterator[tuple[Any, ...]]:
    for name in sorted(graph.evidence):
        item = graph.evidence[name]
        claim, source = graph.claims[item.claim], graph.sources[item.source]
        about = (source.kind, "", "") if isinstance(source, Document) else (source.design, source.pmid, source.doi)
        ends = (claim.subject, claim.relation, claim.object)
        yield name, item.claim, *ends, item.stance.value, item.source, *about, item.says, item.score


def _write(path: Path, columns: Mapping[str, pa.DataType], rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows in groups, so that few are in memory."""
    rows, schema = iter(rows), pa.schema(list(columns.items()))
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in iter(lambda: list(islice(rows, GROUP)), []):
            by_column = zip(columns.values(), zip(*group, strict=True), strict=True)
            arrays = [pa.array(values, kind) for kind, values in by_column]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
