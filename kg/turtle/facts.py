"""Triples of pyoxigraph as facts, with each value in the form that rdflib gives it.

rdflib writes some values in another form, so a text with such a value is not one that every program reads alike.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from kg.turtle.canonical import Fact, Object
from kg.turtle.names import expand
from kg.turtle.parse import Scattered

# rdflib logs a traceback for each literal that does not match its datatype; the checks report it in one line.
logging.getLogger("rdflib").addHandler(logging.NullHandler())


def facts(quads: Iterable[ox.Quad]) -> Iterator[Fact]:
    """Triples as facts; raises Scattered for blank nodes."""
    for subject, predicate, object_, _ in quads:
        yield subject.value, predicate.value, _object(object_)


def _object(term: Any) -> Object:
    if isinstance(term, ox.NamedNode):
        return Object(False, term.value)
    if not isinstance(term, ox.Literal):
        raise Scattered
    if term.language:
        return Object(True, term.value, f"@{term.language}")
    if (datatype := term.datatype.value) == _STRING:
        return Object(True, term.value)
    return Object(True, term.value if settled(term.value, datatype) else _normal(term.value, datatype), f"^^{datatype}")


@lru_cache(maxsize=1_000)
def _normal(value: str, datatype: str) -> str:
    """A value in the form that rdflib gives it."""
    from rdflib import Literal, URIRef

    return str(Literal(value, datatype=URIRef(datatype)))


def settled(value: str, datatype: str) -> bool:
    """Whether a value is of a known datatype, and no RDF library writes it in another form.

    >>> settled("34", expand("xsd:integer")), settled("034", expand("xsd:integer"))
    (True, False)
    """
    form = _FORMS.get(datatype)
    return form is not None and bool(form(value))


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_STRING = expand("xsd:string")
_FORMS: Mapping[str, Callable[[str], object]] = {
    _STRING: lambda _: True,
    expand("rdf:langString"): lambda _: True,
    expand("xsd:integer"): re.compile(r"0|-?[1-9][0-9]{0,17}").fullmatch,
    expand("xsd:decimal"): re.compile(r"(?:0|-?[1-9][0-9]{0,8})\.[0-9]{1,4}").fullmatch,
    expand("xsd:boolean"): re.compile(r"true|false").fullmatch,
    expand("xsd:gYear"): re.compile(r"[12][0-9]{3}").fullmatch,
    expand("xsd:date"): _is_date,
}
