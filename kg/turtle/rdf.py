"""Data files read by rdflib, the second parser, which holds all triples in memory."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import DataError
from kg.turtle.canonical import Fact, Object
from kg.turtle.canonical import canonical as written
from kg.turtle.names import PREFIXES
from kg.turtle.parse import parse, terms, unmarked, utf8

# rdflib logs a traceback for each literal that does not match its datatype; the checks report it in one line.
logging.getLogger("rdflib").addHandler(logging.NullHandler())

# An IRI, a string, an escaped character of a name, or the # of a comment.
_TOKEN = re.compile(
    r'''<[^<>"{}|^`\\\s]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"'''
    r"""|'''(?:[^'\\]|\\.|'(?!''))*'''|'(?:[^'\\\n]|\\.)*'|\\.|(#)""",
    re.DOTALL,
)


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


def kept(data: bytes, name: Path, graph: Graph) -> str:
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


def extended(data: bytes, name: Path, facts: Iterable[Fact]) -> str:
    """A data file with more facts, in canonical form; raises DataError."""
    graph = rdf(data, name)
    _add(graph, facts)
    return kept(data, name, graph)


def without(data: bytes, name: Path, subjects: Iterable[str], gone: Iterable[Fact], instead: Iterable[Fact]) -> str:
    """A data file without some subjects and some other facts, and with facts instead; raises DataError."""
    graph = rdf(data, name)
    for subject in subjects:
        graph.remove((URIRef(subject), None, None))
    for subject, predicate, object_ in gone:
        graph.remove((URIRef(subject), URIRef(predicate), node(object_)))
    _add(graph, instead)
    return serialize(graph)


def _add(graph: Graph, facts: Iterable[Fact]) -> None:
    for subject, predicate, object_ in facts:
        graph.add((URIRef(subject), URIRef(predicate), node(object_)))


def node(object_: Object) -> URIRef | Literal:
    """An object as a term of rdflib."""
    if not object_.literal:
        return URIRef(object_.text)
    if object_.ending.startswith("@"):
        return Literal(object_.text, lang=object_.ending[1:])
    return Literal(object_.text, datatype=URIRef(object_.ending[2:]) if object_.ending else None)
