"""The results of queries: columns, and rows of terms as in SPARQL 1.1 JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, Literal

from msgspec import UNSET, Struct, UnsetType, field

from kg.errors import SearchLimit
from kg.model.answer import Data
from kg.turtle.names import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

Form = Literal["select", "ask", "graph"]


class Cell(Struct, frozen=True, omit_defaults=True):
    """A term as in SPARQL 1.1 JSON."""

    type: Annotated[Literal["uri", "literal", "bnode", "triple"], "An IRI, a literal, a blank node, or a triple."]
    value: Annotated[str, "The IRI or the text."]
    lang: Annotated[str | UnsetType, "Language of a literal."] = field(default=UNSET, name="xml:lang")
    datatype: Annotated[str | UnsetType, "IRI of the datatype of a literal that is not a plain string."] = UNSET


class Result(Struct, frozen=True):
    """The rows of a query; ``form`` is ``select``, ``ask`` (one cell) or ``graph``, whose triples are also ``turtle``.

    A cell is None if its variable is not bound.
    """

    form: Form
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    turtle: str
    data: Data


def of_solutions(solutions: ox.QuerySolutions, most: int, data: Data) -> Result:
    """The answer to SELECT; raises SearchLimit if it has more than ``most`` rows."""
    rows = tuple(tuple(map(_cell, solution)) for solution in islice(solutions, most + 1))
    within(rows, most)
    return Result("select", tuple(variable.value for variable in solutions.variables), rows, "", data)


def of_triples(triples: Iterable[ox.Triple], most: int, data: Data) -> Result:
    """The answer to CONSTRUCT or DESCRIBE: sorted triples, each once; raises SearchLimit if there are too many."""
    import pyoxigraph as ox

    found: dict[str, ox.Triple] = {}
    for triple in triples:
        found[str(triple)] = triple
        within(found, most)
    ordered = [found[text] for text in sorted(found)]
    prefixes = {prefix: iri for prefix, iri in PREFIXES.items() if any(f"<{iri}" in text for text in found)}
    lines = (ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode().split("\n")
    lines.sort(key=lambda line: (not line.startswith("@prefix"), line if line.startswith("@prefix") else ""))
    rows = tuple(tuple(_cell(part) for part in triple) for triple in ordered)
    return Result("graph", ("subject", "predicate", "object"), rows, "\n".join(lines).expandtabs(4), data)


def within(rows: Sequence[object] | dict[str, Any], most: int) -> None:
    """Raise SearchLimit if there are more rows than allowed."""
    if len(rows) > most:
        raise SearchLimit(f"more than {most} rows; add LIMIT to the query, narrow it, or allow more with --limit")


def _cell(value: Any) -> Cell | None:
    """A term of pyoxigraph as in SPARQL 1.1 JSON."""
    import pyoxigraph as ox

    if value is None:
        return None
    if isinstance(value, ox.NamedNode):
        return Cell("uri", value.value)
    if isinstance(value, ox.BlankNode):
        return Cell("bnode", value.value)
    if isinstance(value, ox.Triple):
        return Cell("triple", str(value))
    if value.language:
        return Cell("literal", value.value, value.language)
    datatype = value.datatype.value
    return Cell("literal", value.value, datatype=UNSET if datatype == PREFIXES["xsd"] + "string" else datatype)
