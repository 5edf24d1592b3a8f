"""KGX tables of another graph → a data file that every command reads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Struct

from kg import files
from kg.errors import OutputError, UsageError
from kg.exchange import kgx_reader
from kg.exchange.report import Became, Missed, Read, Unused
from kg.model.answer import Data, GraphAnswer
from kg.signature import Flag, Metavar, asked
from kg.turtle.read import graph_of

Form = Literal["kgx"]


class ImportQuestion(Struct, frozen=True):
    """What was asked."""

    format: Annotated[Form, "The format of the tables."]
    nodes: Annotated[str, "The node table."]
    edges: Annotated[str, "The edge table."]
    output: Annotated[str, "The data file that was written."]


class Written(Struct, frozen=True):
    """What a data file contains."""

    concepts: Annotated[int, "Concepts."]
    claims: Annotated[int, "Claims."]
    evidence_items: Annotated[int, "Evidence items."]
    studies: Annotated[int, "Studies."]


class Import(GraphAnswer, frozen=True, tag="kg-import/2"):
    """What the tables of another graph became."""

    question: Annotated[ImportQuestion, "What was asked."]
    written: Annotated[Written, "What the data file contains."]
    read: Annotated[Read, "What was read."]
    edges: Annotated[Became, "What the edges became."]
    unused_columns: Annotated[Unused, "Columns that are not used."]
    not_understood: Annotated[tuple[Missed, ...], "What was not understood, the most frequent first."]


@asked
def import_(
    *,
    nodes: Annotated[Path | str, "The node table.", Metavar("NODES.tsv")],
    edges: Annotated[Path | str, "The edge table.", Metavar("EDGES.tsv")],
    output: Annotated[Path | str, "The data file to write.", Metavar("FILE.ttl")],
    form: Annotated[Form, "The format of the tables.", Flag("--format")] = "kgx",
    force: Annotated[bool, "Replace the data file if it exists."] = False,
) -> Import:
    """Import a signed graph.

    Every command can then read the new data file with --data. The report lists anything not understood.

    Example: kg import --nodes nodes.tsv --edges edges.tsv --output theirs.ttl

    Raises UsageError, DataError or OutputError.
    """
    from kg.turtle.write import turtle

    tables, place = (Path(nodes), Path(edges)), Path(output)
    if place.exists() and not force:
        raise OutputError(f"{place}: already exists; give --force to replace it, or another name")
    if any(files.same(place, table) for table in tables):
        raise UsageError(f"{place} is one of the tables; give another name")
    before = files.current(place)
    graph, report = kgx_reader.read(*tables)
    text = turtle(graph)
    made = graph_of(place, text.encode())  # before it replaces anything
    files.update(place, before, text)
    return Import(
        Data.of(made),
        ImportQuestion(form, str(nodes), str(edges), str(place)),
        Written(len(made.concepts), len(made.claims), len(made.evidence), len(made.studies)),
        report.read,
        report.edges,
        report.unused_columns,
        report.not_understood,
    )
