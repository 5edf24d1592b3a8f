"""How the results of a query and the list of ready queries are shown."""

from __future__ import annotations

from kg.sparql.query import Queries, Rows
from kg.sparql.results import Cell
from kg.turtle.names import compact
from kg.views.page import Page


def text(page: Page, answer: Rows | Queries) -> None:
    """Rows as a table, triples as Turtle, or the ready queries."""
    if isinstance(answer, Queries):
        _shelf(page, answer)
    elif not answer.rows:
        page.add("no rows; kg show CONCEPT --json shows identifiers, kg sparql --list shows ready queries", hang=2)
    elif answer.form == "ask":
        page.add(cell(answer.rows[0][0]))
    elif answer.form == "graph":
        page.put(*answer.turtle.split("\n"))
    else:
        page.table(*cells(answer))
        page.add()
        page.add(f"{len(answer.rows)} row{'s' * (len(answer.rows) != 1)}")


def cells(answer: Rows | Queries) -> tuple[list[str], list[list[str]]]:
    """The rows with the columns of the query; for the ready queries, their names and descriptions."""
    if isinstance(answer, Queries):
        return ["name", "title", "about"], [[query.name, query.title, query.about] for query in answer.queries]
    return list(answer.columns), [[cell(value) for value in row] for row in answer.rows]


def cell(value: Cell | None) -> str:
    """A term in readable form: an IRI with its prefix, a literal as its text."""
    if value is None:
        return ""
    return compact(value.value) if value.type == "uri" else value.value


def _shelf(page: Page, answer: Queries) -> None:
    for query in answer.queries:
        if answer.whole:
            page.put(*query.text.splitlines())
        else:
            page.add(query.name, bold=True)
            page.add(query.title, indent=4)
            page.add(query.about, indent=4, dim=True)
