"""Run a SPARQL query, your own or a ready one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, overload

from msgspec import Struct

from kg import files
from kg.errors import UsageError
from kg.model.answer import Answer, Data, Kept
from kg.model.graph import KnowledgeGraph
from kg.signature import Flag, Metavar, asked
from kg.sparql import library
from kg.sparql.ask import ROWS, SECONDS, ask
from kg.sparql.library import Ready
from kg.sparql.results import Cell, Form


class QueryQuestion(Struct, frozen=True):
    """What was asked."""

    query: Annotated[str, "The text of the query."]
    name: Annotated[str | None, "Name of the ready query; null for one of your own."]
    timeout: Annotated[float, "Maximum time in seconds."]
    limit: Annotated[int, "Maximum number of rows."]


class Rows(Answer, frozen=True, tag="kg-sparql/2", dict=True):
    """The rows of a query."""

    data: Annotated[Data, "The data that were asked."]
    question: Annotated[QueryQuestion, "What was asked."]
    form: Annotated[
        Form,
        "select: rows of a SELECT; ask: one row with true or false; graph: the triples of a CONSTRUCT or DESCRIBE.",
    ]
    columns: Annotated[tuple[str, ...], "Names of the columns."]
    rows: Annotated[tuple[tuple[Cell | None, ...], ...], "The rows; null where a variable has no value."]
    turtle = Kept[str]()  # the triples of a graph

    @property
    def answered(self) -> bool:
        """Whether there is a row."""
        return bool(self.rows)


class Queries(Answer, frozen=True, tag="kg-sparql-list/1", dict=True):
    """The ready queries."""

    queries: Annotated[tuple[Ready, ...], "The queries."]
    whole = Kept[bool]()  # whether one query was requested by name, to be shown in full


Place = Path | str | KnowledgeGraph | None


@overload
def query(
    data: Place = None,
    text: str | None = None,
    *,
    name: str | None = None,
    listed: Literal[False] = False,
    timeout: float = SECONDS,
    limit: int = ROWS,
) -> Rows: ...
@overload
def query(*, name: str | None = None, listed: Literal[True]) -> Queries: ...
@asked
def query(
    data: Annotated[Path | str | KnowledgeGraph | None, "Query another data file.", Flag("--data")] = None,
    text: Annotated[str | None, "A SPARQL query, or a file that contains one.", Metavar("QUERY|FILE.rq")] = None,
    *,
    name: Annotated[str | None, "Run this ready query."] = None,
    listed: Annotated[
        bool, "List the ready queries; with --name, print that query, as a starting point.", Flag("--list")
    ] = False,
    timeout: Annotated[float, "Maximum time in seconds.", Metavar("S")] = SECONDS,
    limit: Annotated[int, "Maximum number of rows.", Metavar("ROWS")] = ROWS,
) -> Rows | Queries:
    """Run a SPARQL query, your own or a ready one.

    SELECT, ASK, CONSTRUCT and DESCRIBE; the prefixes of the graph are declared.

    Example: kg sparql --name deficiency-effects

    The query runs on a graph, or on a data file as it is (by default that of the program). Raises UsageError,
    DataError, and SearchLimit if the answer takes too much time or memory, or is too large.
    """
    if listed:
        if text is not None:
            raise UsageError("--list takes no query; leave the query out")
        listing = Queries((library.named(name),) if name else tuple(library.ready()))
        vars(listing)["whole"] = name is not None
        return listing
    asked_for = library.given(text, name)
    given: Path | bytes | None = None
    if isinstance(data, KnowledgeGraph):
        from kg.turtle.write import turtle

        given = files.encoded(turtle(data), "the graph")
    elif data is not None:
        given = Path(data)
    result = ask(asked_for, data=given, timeout=timeout, limit=limit)
    of = Data.of(data) if isinstance(data, KnowledgeGraph) else result.data
    question = QueryQuestion(asked_for, name, timeout, limit)
    found = Rows(of, question, result.form, result.columns, result.rows)
    vars(found)["turtle"] = result.turtle
    return found
