"""The families of formats that graphs come in: the one registry of what ``kg import`` reads.

A family is a module here that turns files into rows of KGX: :class:`Node` and :class:`Edge`. What a row means is
decided in one place, :mod:`kg.exchange.kgx.reader`. A family consists of its module and a line in :data:`FAMILIES`. The
module has two functions; what several modules share is in :mod:`kg.exchange.families.parts`:

- ``recognises(file)``: whether a file seems to be of the family, by the beginning of its content;
- ``read(files, options, report)``: the rows of the files, one by one. It reports a row that it leaves out itself
  (:meth:`~kg.exchange.report.Report.leave`), so that every row of the files is counted once.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Literal, NamedTuple

#: The name of a family.
Form = Literal["kgx", "indra", "bel", "cx", "graphml", "node-link", "sif", "signor", "omnipath", "ctd", "table"]
#: A row of KGX: the texts of its cells by column.
Row = Mapping[str, str]


class Node(NamedTuple):
    """A row of a table of nodes, and its place."""

    place: str
    row: Row


class Edge(NamedTuple):
    """A row of a table of edges, and its place.

    ``ends`` describe its subject and object as rows of nodes, if the same row does. ``notes`` say what was not
    understood or was changed, in words that end in what became of it, each with the value if it has one. ``word`` is
    what the file calls the relation, if that is not the predicate.
    """

    place: str
    row: Row
    ends: tuple[Row, ...] = ()
    notes: tuple[str | tuple[str, str], ...] = ()
    word: str = ""


Item = Node | Edge


class Options(NamedTuple):
    """What a user specifies for the files: names of columns, and the prefix of identifiers that are not CURIEs."""

    source: str = ""
    target: str = ""
    sign: str = ""
    relation: str = ""
    reference: str = ""
    prefix: str = ""


class Family(NamedTuple):
    """A family: its module, and what it is in a few words."""

    module: str
    title: str
    #: Whether a user can name the columns or attributes of sign, relation and reference.
    named: bool = False

    @property
    def reader(self) -> ModuleType:
        """Its functions ``recognises`` and ``read``."""
        return import_module(f"kg.exchange.families.{self.module}")


FAMILIES: Mapping[Form, Family] = {
    "kgx": Family("kgx", "KGX (nodes and edges in TSV, CSV or JSON lines)"),
    "indra": Family("indra", "INDRA statements (JSON)"),
    "bel": Family("bel", "BEL (node-link JSON of PyBEL)"),
    "cx": Family("cx", "CX and CX2 (Cytoscape, NDEx)", named=True),
    "graphml": Family("graphml", "GraphML", named=True),
    "node-link": Family("node_link", "node-link JSON (networkx)", named=True),
    "sif": Family("sif", "SIF"),
    "signor": Family("signor", "SIGNOR"),
    "omnipath": Family("omnipath", "OmniPath"),
    "ctd": Family("ctd", "CTD"),
    "table": Family(
        "table", "any table of edges, by its columns --source, --target and --sign or --relation", named=True
    ),
}
