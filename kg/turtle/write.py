"""Data files: their canonical form, changes to them, and whole graphs."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import DataError
from kg.model.core import Claim, Evidence, Passage
from kg.model.graph import KnowledgeGraph
from kg.model.withdrawn import Withdrawal
from kg.turtle.canonical import Fact, Object
from kg.turtle.canonical import canonical as written
from kg.turtle.fields import TABLES, Item
from kg.turtle.forms import Count, Field, Form
from kg.turtle.names import DATASET, PREFIXES, expand
from kg.turtle.parse import parse, terms, unmarked, utf8

# rdflib logs a traceback for each literal that does not match its datatype; the checks report it in one line.
logging.getLogger("rdflib").addHandler(logging.NullHandler())

Triple = tuple[URIRef, URIRef, URIRef | Literal]

#: The parts of a graph that a data file describes.
PARTS = "concepts withdrawn_concepts values claims withdrawn evidence passages omissions documents studies".split()
#: The prefix of an IRI, and the ending of a literal.
_PREFIX = {Form.NAME: "", Form.TERM: "vocab:", Form.RELATION: "vocab:", Form.CATEGORY: "biolink:"}
_DATATYPES = {
    Form.DECIMAL: "decimal",
    Form.DATE: "date",
    Form.YEAR: "gYear",
    Form.WHOLE: "integer",
    Form.TRUE: "boolean",
}
_ENDING = {Form.ENGLISH: "@en", **{form: f"^^{expand(f'xsd:{name}')}" for form, name in _DATATYPES.items()}}
# An IRI, a string, an escaped character of a name, or the # of a comment.
_TOKEN = re.compile(
    r'''<[^<>"{}|^`\\\s]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"'''
    r"""|'''(?:[^'\\]|\\.|'(?!''))*'''|'(?:[^'\\\n]|\\.)*'|\\.|(#)""",
    re.DOTALL,
)


def canonical(data: bytes, name: Path) -> str:
    """The canonical form of a Turtle text; nothing is lost.

    Raises DataError if the text is not valid, has blank nodes, or contains what would be lost: comments, or values that
    are not in canonical form.
    """
    return _kept(data, name, rdf(data, name))


def extended(data: bytes, name: Path, items: Iterable[Item], claims: Iterable[Claim]) -> str:
    """A data file with more items, and the plain triples of ``claims``, in canonical form; raises DataError."""
    graph = rdf(data, name)
    add(graph, items)
    for claim in claims:
        graph.add(plain(claim))
    return _kept(data, name, graph)


def without(
    data: bytes, name: Path, claim: Claim, evidence: Iterable[Evidence], instead: Collection[Withdrawal]
) -> str:
    """A data file without a claim, its evidence and its plain triple, with withdrawals instead; raises DataError."""
    graph = rdf(canonical(data, name).encode(), name)
    for gone in (claim.id, *(item.id for item in evidence), *(item.id for item in instead)):
        graph.remove((URIRef(expand(gone)), None, None))
    graph.remove(plain(claim))
    add(graph, instead)
    return serialize(graph)


def rdf(data: bytes, name: Path) -> Graph:
    """A Turtle text as an rdflib graph; raises DataError if either of the two parsers rejects it."""
    parse(data, name)
    graph = Graph(bind_namespaces="none")
    try:
        graph.parse(data=unmarked(data), format="turtle")
    except Exception as error:  # noqa: BLE001 - rdflib raises errors of many kinds
        raise DataError(
            f"{name}: uses Turtle that rdflib does not read ({type(error).__name__}); use Turtle 1.1"
        ) from None
    return graph


def _kept(data: bytes, name: Path, graph: Graph) -> str:
    """The canonical text of a graph, verified to contain every triple of ``data`` exactly."""
    text = utf8(data, name)
    for match in _TOKEN.finditer(text):
        if match[1]:
            line = text.count("\n", 0, match.start()) + 1
            raise DataError(f"{name}:{line}: has a comment, which would be lost; make it an rdfs:comment or remove it")
    wanted = serialize(graph)
    lost = terms(data, name) - terms(wanted.encode(), name)
    if lost:
        raise DataError(f"{name}: formatting would change {min(lost)}; write its value in canonical form")
    return wanted


def serialize(graph: Graph, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """A graph without blank nodes in canonical form, with these prefixes for names."""
    facts = ((str(subject), str(predicate), _object(object_)) for subject, predicate, object_ in graph)
    return written(facts, prefixes)


def _object(node: Node) -> Object:
    """An object of an rdflib graph."""
    if not isinstance(node, Literal):
        return Object(False, str(node))
    ending = f"@{node.language}" if node.language else f"^^{node.datatype}" if node.datatype else ""
    return Object(True, str(node), ending)


def turtle(graph: KnowledgeGraph) -> str:
    """A whole knowledge graph as a data file, in canonical form."""
    return written(_facts(graph))


def _facts(graph: KnowledgeGraph) -> Iterator[Fact]:
    if graph.version:
        yield DATASET, expand("owl:versionInfo"), Object(True, graph.version)
    if graph.attributed_to:
        yield DATASET, expand("prov:wasAttributedTo"), Object(False, expand(graph.attributed_to))
    if graph.read_until:
        yield DATASET, expand("vocab:readUntil"), Object(True, graph.read_until, _ENDING[Form.DATE])
    for part in PARTS:
        for item in getattr(graph, part).values():
            yield from _describe(item)
    for claim in graph.claims.values():
        if claim.id in graph.supported:
            subject, predicate, object_ = map(expand, (claim.subject, f"vocab:{claim.relation}", claim.object))
            yield subject, predicate, Object(False, object_)


def add(graph: Graph, items: Iterable[Item]) -> None:
    """Add the descriptions of some items to an RDF graph."""
    for item in items:
        for subject, predicate, object_ in _describe(item):
            graph.add((URIRef(subject), URIRef(predicate), _node(object_)))


def _node(object_: Object) -> URIRef | Literal:
    """An object as a term of rdflib."""
    if not object_.literal:
        return URIRef(object_.text)
    if object_.ending.startswith("@"):
        return Literal(object_.text, lang=object_.ending[1:])
    return Literal(object_.text, datatype=URIRef(object_.ending[2:]) if object_.ending else None)


def described(passage: Passage) -> list[str]:
    """The description of a passage as it is written in a data file, line by line."""
    return [line for line in written(_describe(passage)).splitlines() if line and not line.startswith("PREFIX")]


def plain(claim: Claim) -> Triple:
    """The plain triple of a claim."""
    return URIRef(expand(claim.subject)), URIRef(expand(f"vocab:{claim.relation}")), URIRef(expand(claim.object))


def _describe(item: Item) -> Iterator[Fact]:
    table, subject = TABLES[type(item)], expand(item.id)
    yield subject, _expand("rdf:type"), Object(False, _expand(table.kind))
    for flag in table.flags:
        yield subject, _expand(flag), Object(True, "true", _ENDING[Form.TRUE])
    for field in table.fields:
        for value in _values(item, field):
            yield subject, _expand(field.predicate), _valued(field.form, value)


def _values(item: Item, field: Field) -> Iterable[Any]:
    """The values of a field; an empty text counts as none, unless the field is required and not plain text."""
    if field.when is not None and getattr(item, field.when[0]) != field.when[1]:
        return ()
    value = getattr(item, field.name)
    if field.key:
        return [each for key, each in value if key == field.key]
    if field.count is Count.MANY:
        return tuple(value)
    empty = value == "" and (field.count is not Count.ONE or field.form is Form.TEXT)
    return () if value is None or value is False or empty else (value,)


def _valued(form: Form, value: Any) -> Object:
    """A value as an object."""
    if form in _PREFIX:
        return Object(False, expand(_PREFIX[form] + value))
    if form is Form.TRUE:
        return Object(True, "true", _ENDING[form])
    if form is Form.DECIMAL and "." not in value:
        value = f"{value}.0"
    return Object(True, str(value), _ENDING.get(form, ""))


_expand = cache(expand)
