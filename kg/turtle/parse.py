"""Parse Turtle to triples with pyoxigraph, which is fast and strict about syntax."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import resources
from kg.errors import DataError, unreadable
from kg.model.core import Sign
from kg.model.vocabulary import Relation, Term
from kg.store.layout import is_store
from kg.turtle.names import Compacted, compactor

if TYPE_CHECKING:
    from pyoxigraph import Quad, QuadParser

Node = Mapping[str, list[str]]
#: Subject → predicate → objects, all compact; literals by their text.
Triples = Mapping[str, Node]


#: Maximum size of a file that is read, and of a text in Turtle, which is the limit of the parser.
LARGEST, LONGEST = 512 << 20, 16 << 20
#: How the name of a data file ends.
SUFFIXES = (".ttl", ".turtle", ".nt", "")


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that must be UTF-8; raises DataError."""
    data = read_raw(path)
    utf8(data, path)
    return data


def read_raw(path: Path) -> bytes:
    """The bytes of a file; raises DataError."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        if is_store(path):
            raise DataError(
                f"{path}: is a store, which this command cannot read; give a data file (kg import … --output OUT.ttl)"
            ) from None
        raise unreadable(path, error) from None
    except ValueError:
        raise DataError(f"{path}: is not a path (it has a null character); give another") from None
    if len(data) > LARGEST:
        raise DataError(f"{path}: is larger than {LARGEST >> 20} MiB; split it, or leave out what is not needed")
    return data


def unmarked(data: bytes) -> bytes:
    """The bytes of a file without a byte order mark at the start."""
    return data.removeprefix(b"\xef\xbb\xbf")


def utf8(data: bytes, path: Path) -> str:
    """The bytes of a file as text, without a byte order mark; raises DataError with the line if they are not UTF-8."""
    try:
        return unmarked(data).decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(f"{path}:{line}: not UTF-8 (byte {error.start}); save the file as UTF-8") from None


def parse(data: bytes, name: Path) -> Triples:
    """The triples of a Turtle text, with compact names; raises DataError with the line."""
    import pyoxigraph as ox

    try:
        parser = _parser(data)
        quads = list(parser)
    except MemoryError:
        if len(data) <= LONGEST:
            raise
        raise DataError(f"{name}: has a text longer than {LONGEST >> 20} MiB; shorten it") from None
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        said = " ".join(str(getattr(error, "msg", error)).split())
        repair = f"import a graph of another format first: kg import {name.name} --output {name.stem}.ttl"
        if name.suffix.casefold() in SUFFIXES:
            repair = "fix the syntax near this line"
        raise DataError(f"{name}:{line}: not valid Turtle ({said}); {repair}") from None
    short = Compacted(compactor(parser.prefixes))
    triples: dict[str, dict[str, list[str]]] = {}

    def name_of(term: object) -> str:
        if not isinstance(term, ox.NamedNode):
            raise DataError(f"{name}: has a blank node; give every resource an IRI of its own")
        return short[term.value]

    for subject, predicate, object_, _ in quads:
        if (node := triples.get(about := name_of(subject))) is None:
            node = triples[about] = {}
        value = object_.value if isinstance(object_, ox.Literal) else name_of(object_)
        node.setdefault(name_of(predicate), []).append(value)
    return triples


class Scattered(Exception):
    """A text does not describe one subject after the other, or is not valid: only ``parse`` reads it."""


def descriptions(data: bytes) -> Iterator[tuple[str, Node]]:
    """Each subject of a Turtle text with its description, as ``parse`` has it, without holding the others in memory.

    Raises Scattered, at the latest at the end, if a description is in several places, if a prefix is declared too late
    for the names before it, or if ``parse`` would raise an error.
    """
    import pyoxigraph as ox

    literal, named, parser = ox.Literal, ox.NamedNode, _parser(data)
    declared: dict[str, str] = {}
    told: set[str] = set()
    for iri, some in _runs(parser):
        if not told:
            declared = parser.prefixes
            short = Compacted(compactor(declared))
        if (about := short[iri]) in told:
            raise Scattered
        told.add(about)
        node: dict[str, list[str]] = {}
        for quad in some:
            object_: Any = quad.object
            if (kind := type(object_)) is named:
                value = short[object_.value]
            elif kind is literal:
                value = object_.value
            else:
                raise Scattered
            if (verb := short[quad.predicate.value]) in node:
                node[verb].append(value)
            else:
                node[verb] = [value]
        yield about, node
    if parser.prefixes != declared:
        raise Scattered


def runs(data: bytes) -> Iterator[tuple[str, list[Quad]]]:
    """The triples of a Turtle text, some at a time: those in a row with the same subject, after its full IRI.

    Raises Scattered if the text is not valid, or has a blank node as a subject.
    """
    return _runs(_parser(data))


def _runs(parser: QuadParser) -> Iterator[tuple[str, list[Quad]]]:
    import pyoxigraph as ox

    quads: list[Quad] = []
    about = None
    try:
        for quad in parser:
            if (subject := quad.subject) != about:
                if not isinstance(subject, ox.NamedNode):
                    raise Scattered
                if about is not None:
                    yield about.value, quads
                about, quads = subject, []
            quads.append(quad)
    except (SyntaxError, ValueError, MemoryError):
        raise Scattered from None
    if about is not None:
        yield about.value, quads


def _parser(data: bytes) -> QuadParser:
    import pyoxigraph as ox

    return ox.parse(unmarked(data), format=ox.RdfFormat.TURTLE)


def first(node: Node, predicate: str) -> str:
    """The first value of a predicate, empty if there is none."""
    return node.get(predicate, [""])[0]


def quads(data: bytes, name: Path) -> set[Quad]:
    """Every triple of a Turtle text, as it is written; raises DataError."""
    parse(data, name)
    return set(_parser(data))


@cache
def vocabulary() -> tuple[Mapping[str, Relation], Mapping[str, Term]]:
    """Relations and controlled values, by local name, from ``data/vocabulary.ttl``."""
    path = resources.data("vocabulary.ttl")
    relations, terms = {}, {}
    for subject, node in parse(read_bytes(path), path).items():
        name = subject.removeprefix("vocab:")
        definition = first(node, "skos:definition")
        if "vocab:Relation" in node["rdf:type"]:
            sign, correlation = node.get("vocab:sign"), node.get("vocab:correlation")
            relations[name] = Relation(
                name,
                node["rdfs:label"][0],
                node["vocab:inverseLabel"][0],
                definition,
                node["vocab:causal"] == ["true"],
                Sign(sign[0]) if sign else None,
                Sign(correlation[0]) if correlation else None,
                "schema:QuantitativeValue" in node.get("rdfs:range", []),
            )
        elif "skos:inScheme" in node:
            scheme = node["skos:inScheme"][0].removeprefix("vocab:")
            terms[name] = Term(name, node["skos:prefLabel"][0], definition, scheme, "vocab:byStatus" in node)
    return relations, terms
