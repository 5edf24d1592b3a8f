"""Whether a text is Turtle of the plain sort that our writer uses, which every parser reads alike.

Of other Turtle, the two parsers of this program may differ: rdflib does not read all that pyoxigraph reads, writes some
values in another form, and keeps ``"a"`` and ``"a"^^xsd:string`` apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.turtle.canonical import Fact, Object
from kg.turtle.names import expand

if TYPE_CHECKING:
    from pyoxigraph import Quad

_IRI = r"<[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*+>"
_XSD = "xsd: <http://www.w3.org/2001/XMLSchema#>"
#: What may follow each other; numbers and keywords end at a space, so that no name begins like them.
_TOKENS = (
    r"[ \n]++",
    r"[A-Za-z][A-Za-z0-9_-]*+:[A-Za-z0-9_](?:[A-Za-z0-9_.%-]*[A-Za-z0-9_%-])?+",
    r'"""(?:[^"\\\x00-\x09\x0b-\x1f]|\\[tnr"\\]|"(?!""))*+"""(?:@[a-z]++)?+',
    r'"(?:[^"\\\x00-\x1f]|\\[tnr"\\])*+"(?!")(?:@[a-z]++|\^\^xsd:(?:date|gYear|integer|decimal|boolean)(?=[ \n]))?+',
    _IRI,
    r"[;,.](?=[ \n])(?![ \n]*+[;,])",
    r"(?:a|true|false|-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,17})?)(?=[ \n])",
    rf"PREFIX (?:{re.escape(_XSD)}|(?!xsd:)[A-Za-z][A-Za-z0-9_-]*: {_IRI})(?=\n)",
)
#: Some of them at a time, because a pattern does not repeat without end.
_SOME = re.compile(f"(?:{'|'.join(_TOKENS)}){{1,10000}}+")


def is_plain(text: str) -> bool:
    r"""Whether a text has only names, IRIs, values and marks that are read alike; it may still be invalid Turtle.

    >>> is_plain('x:a x:b "c"@en ;\n .\n'), is_plain("x:a x:b 'c' .\n")
    (True, False)
    """
    place = 0
    while place < len(text):
        if (found := _SOME.match(text, place)) is None:
            return False
        place = found.end()
    return True


def facts(quads: Iterable[Quad]) -> Iterator[Fact]:
    """Triples of a plain text as facts; values are in the form that rdflib gives them."""
    for subject, predicate, object_, _ in quads:
        yield subject.value, predicate.value, _object(object_)


def _object(term: Any) -> Object:
    if not hasattr(term, "datatype"):
        return Object(False, term.value)
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
