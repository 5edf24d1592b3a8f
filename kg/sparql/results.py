"""What comes back from a query: columns, and rows of terms as SPARQL 1.1 JSON writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kg.errors import SearchLimit
from kg.turtle.names import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

#: A term such as ``{"type": "uri", "value": "https://…"}``; None where a variable is not bound.
Cell = dict[str, str] | None
TRUTH = PREFIXES["xsd"] + "boolean"


class Answer(Struct, frozen=True):
    """The rows of a query; ``form`` is ``select``, ``ask`` (one cell) or ``graph``, whose triples are also ``turtle``.

    ``source`` tells what was asked: the version and digest of the data, or the address of a server.
    """

    form: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    turtle: str
    source: dict[str, str]


def of_truth(value: bool, source: dict[str, str]) -> Answer:
    """The answer of ASK."""
    return Answer(
        "ask", ["answer"], [[{"type": "literal", "value": str(value).lower(), "datatype": TRUTH}]], "", source
    )


def of_solutions(solutions: ox.QuerySolutions, most: int, source: dict[str, str]) -> Answer:
    """The answer of SELECT; raises SearchLimit past ``most`` rows."""
    rows = []
    for solution in solutions:
        rows.append([_cell(value) for value in solution])
        within(rows, most)
    return Answer("select", [variable.value for variable in solutions.variables], rows, "", source)


def of_triples(triples: Iterable[ox.Triple], most: int, source: dict[str, str]) -> Answer:
    """The answer of CONSTRUCT or DESCRIBE, each triple once and in order; raises SearchLimit past ``most``."""
    import pyoxigraph as ox

    found: dict[str, ox.Triple] = {}
    for triple in triples:
        found[str(triple)] = triple
        within(found, most)
    ordered = [found[text] for text in sorted(found)]
    prefixes = {prefix: iri for prefix, iri in PREFIXES.items() if any(f"<{iri}" in text for text in found)}
    lines = (ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode().split("\n")
    lines.sort(key=lambda line: (not line.startswith("@prefix"), line if line.startswith("@prefix") else ""))
    rows = [[_cell(part) for part in triple] for triple in ordered]
    return Answer("graph", ["subject", "predicate", "object"], rows, "\n".join(lines).expandtabs(4), source)


def within(rows: Sequence[object] | dict[str, Any], most: int) -> None:
    """Raise SearchLimit if there are more rows than were allowed."""
    if len(rows) > most:
        raise SearchLimit(f"more than {most} rows; add LIMIT to the query, narrow it, or allow more with --limit")


def too_large(size: int) -> SearchLimit:
    """The error for an answer of more bytes than are read."""
    return SearchLimit(f"the answer has more than {size // 1_000_000} MB; add LIMIT to the query, or ask for less")


def _cell(value: Any) -> Cell:
    """A term of pyoxigraph as SPARQL 1.1 JSON writes it."""
    import pyoxigraph as ox

    if value is None:
        return None
    if isinstance(value, ox.NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, ox.BlankNode):
        return {"type": "bnode", "value": value.value}
    if isinstance(value, ox.Triple):
        return {"type": "triple", "value": str(value)}
    cell = {"type": "literal", "value": value.value}
    if value.language:
        return {**cell, "xml:lang": value.language}
    return cell if value.datatype.value == PREFIXES["xsd"] + "string" else {**cell, "datatype": value.datatype.value}
