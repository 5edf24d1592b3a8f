"""Commands that take a query: sparql."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer
from msgspec.structs import asdict

from kg.cli import options, table
from kg.cli.app import app
from kg.cli.output import Format, Text, View, harmless, show
from kg.errors import UsageError
from kg.sparql import library
from kg.sparql.ask import ROWS, SECONDS, ask
from kg.sparql.results import Answer, Cell
from kg.turtle.names import compact, compactor

NAMESPACES = compactor({})


@app.command()
def sparql(
    query: Annotated[
        str | None, typer.Argument(metavar="QUERY|FILE.rq", help="A SPARQL query, or a file that holds one.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Ask this ready query.")] = None,
    listed: Annotated[
        bool,
        typer.Option("--list", help="List the ready queries; with --name print that one, as a start for your own."),
    ] = False,
    data: options.Data = None,
    endpoint: Annotated[
        str | None, typer.Option("--endpoint", metavar="URL", help="Ask this SPARQL 1.1 server instead.")
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="S", help="The most seconds that an answer may take.")
    ] = SECONDS,
    limit: Annotated[
        int, typer.Option("--limit", metavar="ROWS", help="The most rows that an answer may have.")
    ] = ROWS,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """Ask the data a SPARQL query, of your own or a ready one.

    SELECT, ASK, CONSTRUCT and DESCRIBE; the prefixes of the graph are declared.

    Example: kg sparql --name deficiency-effects
    """
    if listed:
        if query is not None:
            raise UsageError("--list shows the ready queries; leave the query out")
        show(
            _shelf([library.named(name)] if name else list(library.ready()), whole=name is not None),
            form,
            as_json=as_json,
        )
        return
    text = library.given(query, name)
    answer = ask(text, data=data, endpoint=endpoint, timeout=timeout, limit=limit)
    question = {"query": text, "name": name, "endpoint": endpoint, "timeout": timeout, "limit": limit}
    show(_view(answer, question), form, as_json=as_json)


def _shelf(queries: list[library.Ready], *, whole: bool) -> View:
    def text(page: Text) -> None:
        for query in queries:
            if whole:
                page.put(*query.text.splitlines())
            else:
                page.add(query.name, bold=True)
                page.add(query.title, indent=4)
                page.add(query.about, indent=4, dim=True)

    rows = [[query.name, query.title, query.about] for query in queries]
    return View(
        lambda: {"schema": "kg-sparql-list/1", "queries": [asdict(query) for query in queries]},
        text,
        ["name", "title", "about"],
        lambda: rows,
    )


def _view(answer: Answer, question: Mapping[str, object]) -> View:
    header = [harmless(name) for name in answer.columns]
    rows = [[_cell(cell) for cell in row] for row in answer.rows]

    def text(page: Text) -> None:
        if not rows:
            page.add(
                "no rows; kg show CONCEPT --json tells identifiers, kg sparql --list shows queries that find some",
                hang=2,
            )
        elif answer.form == "ask":
            page.add(rows[0][0])
        elif answer.form == "graph":
            page.put(*answer.turtle.split("\n"))
        else:
            table.add(page, header, rows)
            page.add()
            page.add(f"{len(rows)} row{'s' * (len(rows) != 1)}")

    def json() -> dict[str, object]:
        content = {"form": answer.form, "columns": answer.columns, "rows": answer.rows}
        return {"schema": "kg-sparql/1", "data": answer.source, "question": question, **content}

    return View(json, text, header, lambda: rows, bool(rows))


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return harmless(compact(cell["value"], NAMESPACES) if cell["type"] == "uri" else cell["value"])
