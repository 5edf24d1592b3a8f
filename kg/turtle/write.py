"""Write canonical Turtle with rdflib: one object per line, in a fixed order, the same bytes each time."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.plugins.serializers.longturtle import LongTurtleSerializer
from rdflib.term import Node

from kg.errors import DataError
from kg.model.core import Claim, Evidence, Passage, Stance, Withdrawal
from kg.model.graph import KnowledgeGraph
from kg.turtle.fields import STANCES, TABLES, Count, Field, Form, Item
from kg.turtle.names import BASE, DATASET, IMPORT, KINDS, PREFIXES, expand, foreign
from kg.turtle.parse import parse, terms, unmarked, utf8

# rdflib logs a traceback for each literal that does not match its datatype; the checks report it in one line.
logging.getLogger("rdflib").addHandler(logging.NullHandler())

Triple = tuple[URIRef, URIRef, URIRef | Literal]
Fact = tuple[str, URIRef | Literal]

_FIRST = ["rdf:type", "skos:prefLabel", "rdfs:label", "rdf:subject", "rdf:predicate", "rdf:object", *STANCES]
#: The prefix of an IRI, and the datatype of a text.
_PREFIX = {Form.NAME: "", Form.TERM: "vocab:", Form.RELATION: "vocab:", Form.CATEGORY: "biolink:"}
_DATATYPE = {Form.DECIMAL: XSD.decimal, Form.DATE: XSD.date, Form.YEAR: XSD.gYear}
# An IRI, a string, an escaped character of a name, or the # of a comment.
_TOKEN = re.compile(
    r'''<[^<>"{}|^`\\\s]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"'''
    r"""|'''(?:[^'\\]|\\.|'(?!''))*'''|'(?:[^'\\\n]|\\.)*'|\\.|(#)""",
    re.DOTALL,
)
# From this number of digits, a number in a name is sorted as a text.
_LONGEST = 1_000
# A name that needs no escapes: rdflib does not write all escapes that Turtle requires.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*:(?:[A-Za-z0-9_:%](?:[A-Za-z0-9_:.%-]*[A-Za-z0-9_:%-])?)?")


class _Canonical(LongTurtleSerializer):
    """rdflib's one-object-a-line Turtle, with subjects in natural order (its own order changes with references)."""

    predicateOrder = [URIRef(expand(name)) for name in _FIRST]  # noqa: N815, RUF012 - names of the base class

    def orderSubjects(self) -> list[Node]:  # noqa: N802 - name of the base class
        return sorted(self._subjects, key=_place)

    def get_pname(self, uri: Node, gen_prefix: bool = True) -> str | None:
        """The short name of an IRI if a namespace matches; if none does, this avoids a slow search in rdflib."""
        start = str(uri)[: str(uri).rfind(":") + 1]  # where rdflib splits an IRI, or later
        if not gen_prefix and not any(known.startswith(start) for known in self.known):
            return None
        name: str | None = super().get_pname(uri, gen_prefix)  # type: ignore[no-untyped-call]
        return name

    @cached_property
    def known(self) -> list[str]:
        """The namespaces that have a prefix."""
        return [str(iri) for _, iri in self.store.namespaces()]

    def label(self, node: Node, position: int) -> str:
        """The short name if it needs no escapes, otherwise the full IRI."""
        written: str = super().label(node, position)  # type: ignore[no-untyped-call]
        named = isinstance(node, URIRef) and ":" in written
        return node.n3() if named and not _PLAIN.fullmatch(written) else written


def _place(subject: Node) -> tuple[int, list[tuple[bool, int | str]]]:
    kind, _, local = str(subject).removeprefix(BASE).partition("/")
    pieces = [piece for piece in re.split(r"([0-9]+)", local) if piece]
    rank = KINDS.index(kind) if str(subject).startswith(BASE) and kind in KINDS else -1  # the rest comes first
    digits = [piece.isascii() and piece.isdigit() and len(piece) < _LONGEST for piece in pieces]
    natural = [(number, int(piece) if number else piece) for number, piece in zip(digits, pieces, strict=True)]
    return rank, natural if rank >= 0 else [(False, str(subject))]


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


def serialize(graph: Graph) -> str:
    """A graph without blank nodes in canonical form."""
    for prefix, iri in {**_foreign(graph), **PREFIXES}.items():
        graph.bind(prefix, iri, replace=True)
    stream = io.BytesIO()
    _Canonical(graph).serialize(stream)  # type: ignore[no-untyped-call]
    return stream.getvalue().decode().strip() + "\n"


def _foreign(graph: Graph) -> dict[str, str]:
    """The prefixes of imported CURIEs among the terms of a graph, with their namespaces."""
    ours = [str(term) for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(IMPORT)]
    parts = {iri.removeprefix(IMPORT).partition("/")[0] for iri in ours}
    return {prefix: iri for prefix in sorted(parts) if foreign(iri := f"{IMPORT}{prefix}/")}


def turtle(graph: KnowledgeGraph) -> str:
    """A whole knowledge graph as a data file."""
    described = Graph(bind_namespaces="none")
    if graph.version:
        described.add((URIRef(DATASET), URIRef(expand("owl:versionInfo")), Literal(graph.version)))
    if graph.read_until:
        day = Literal(graph.read_until, datatype=XSD.date)
        described.add((URIRef(DATASET), URIRef(expand("vocab:readUntil")), day))
    parts = "concepts values claims withdrawn evidence passages omissions documents studies".split()
    for items in (getattr(graph, part) for part in parts):
        add(described, items.values())
    supported = {item.claim for item in graph.evidence.values() if item.stance == Stance.SUPPORTS}
    for claim in graph.claims.values():
        if claim.id in supported:
            described.add(plain(claim))
    return serialize(described)


def add(graph: Graph, items: Iterable[Item]) -> None:
    """Add the descriptions of some items to an RDF graph."""
    for item in items:
        for predicate, value in _describe(item):
            graph.add((URIRef(expand(item.id)), URIRef(expand(predicate)), value))


def described(passage: Passage) -> list[str]:
    """The description of a passage as it is written in a data file, line by line."""
    graph = Graph(bind_namespaces="none")
    add(graph, [passage])
    return [line for line in serialize(graph).splitlines() if line and not line.startswith("PREFIX")]


def plain(claim: Claim) -> Triple:
    """The plain triple of a claim."""
    return URIRef(expand(claim.subject)), URIRef(expand(f"vocab:{claim.relation}")), URIRef(expand(claim.object))


def _describe(item: Item) -> Iterator[Fact]:
    table = TABLES[type(item)]
    yield "rdf:type", _iri(table.kind)
    for flag in table.flags:
        yield flag, Literal(True)
    for field in table.fields:
        for value in _values(item, field):
            yield field.predicate, _node(field.form, value)


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


def _node(form: Form, value: Any) -> URIRef | Literal:
    """A value as a term of RDF."""
    if form in _PREFIX:
        return _iri(_PREFIX[form] + value)
    if form is Form.ENGLISH:
        return Literal(value, lang="en")
    if form is Form.DECIMAL and "." not in value:
        value = f"{value}.0"
    return Literal(value, datatype=_DATATYPE.get(form))


def _iri(name: str) -> URIRef:
    return URIRef(expand(name))
