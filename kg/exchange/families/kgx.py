"""KGX: nodes and edges in terms of the Biolink Model, as tables or JSON lines, distinguished by their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.errors import DataError
from kg.exchange.delimited import columns, rows
from kg.exchange.families import Edge, Item, Node, Options
from kg.exchange.given import Given
from kg.exchange.kgx.reader import ENDS, READ
from kg.exchange.report import Report

#: Columns of tables of edges in other forms, which may have identifiers, too.
_OTHER = {*ENDS, "source", "target"}


def recognises(file: Given) -> bool:
    """Whether a table has the columns of nodes or edges."""
    return _table(columns(file)) is not None


def _table(names: Sequence[str]) -> str | None:
    if set(ENDS) <= set(names):
        return "edges"
    return "nodes" if "id" in names and not {*names} & _OTHER else None


def read(files: Sequence[Given], _: Options, report: Report) -> Iterator[Item]:
    """The nodes of all files, then the edges."""
    tables: Mapping[str, list[Given]] = {"nodes": [], "edges": []}
    for file in files:
        names = columns(file)
        table = _table(names) or ("nodes" if "id" in names else None)
        if table is None or any(names.count(name) > 1 for name in ("id", *ENDS)):
            raise DataError(
                f"{file.shown}: not a KGX table; give the column id, or the columns {', '.join(ENDS)}, each once"
            )
        tables[table].append(file)
    for file in tables["nodes"]:
        for line, row in rows(file, "nodes", READ["nodes"], report):
            yield Node(file.place(line), {"id": "", **row})
    for file in tables["edges"]:
        for line, row in rows(file, "edges", READ["edges"], report):
            yield Edge(file.place(line), {**dict.fromkeys(ENDS, ""), **row})
