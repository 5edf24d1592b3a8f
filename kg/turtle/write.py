"""Data files: their canonical form, changes to them, and whole graphs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from kg.errors import DataError
from kg.model.core import Claim, Evidence, Passage
from kg.model.graph import KnowledgeGraph
from kg.model.withdrawn import Withdrawal
from kg.turtle.canonical import Fact, Object, Writer
from kg.turtle.canonical import canonical as written
from kg.turtle.fields import TABLES, Item
from kg.turtle.forms import Count, Field, Form
from kg.turtle.names import DATASET, expand
from kg.turtle.parse import Scattered, runs, utf8
from kg.turtle.plain import facts, is_plain

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
#: Number of descriptions that are verified at a time.
PART = 1_000


def canonical(data: bytes, name: Path) -> str:
    """The canonical form of a Turtle text; nothing is lost.

    Raises DataError if the text is not valid, has blank nodes, or contains what would be lost: comments, or values that
    are not in canonical form.
    """
    if is_plain(utf8(data, name)):
        with suppress(Scattered):
            return _in_parts(data, name)
    from kg.turtle import rdf

    return rdf.kept(data, name, rdf.rdf(data, name))


def _in_parts(data: bytes, name: Path) -> str:
    """The canonical text of a plain text, read in parts; raises Scattered, or DataError like ``rdf.kept``."""
    writer = Writer()
    told: set[str] = set()
    for subject, quads in runs(data):
        if subject in told:
            raise Scattered
        told.add(subject)
        node: dict[str, set[Object]] = {}
        for _, predicate, object_ in facts(quads):
            node.setdefault(predicate, set()).add(object_)
        writer.add(subject, node)
    text = writer.text()
    if text.encode() != data and (lost := _lost(data, writer)):
        raise DataError(f"{name}: formatting would change {min(lost)}; write its value in canonical form")
    return text


def _lost(data: bytes, writer: Writer) -> set[str]:
    """The triples that are not in what was written of them, looked for in some descriptions at a time."""
    lost: set[str] = set()
    given = runs(data)
    while part := [*islice(given, PART)]:
        again = runs(writer.text(subject for subject, _ in part).encode())
        lost.update(map(str, {quad for _, quads in part for quad in quads}.difference(*(quads for _, quads in again))))
    return lost


def extended(data: bytes, name: Path, items: Iterable[Item], claims: Iterable[Claim]) -> str:
    """A data file with more items, and the plain triples of ``claims``, in canonical form; raises DataError."""
    from kg.turtle import rdf

    return rdf.extended(data, name, chain(chain.from_iterable(map(_describe, items)), map(plain, claims)))


def without(
    data: bytes, name: Path, claim: Claim, evidence: Iterable[Evidence], instead: Collection[Withdrawal]
) -> str:
    """A data file without a claim, its evidence and its plain triple, with withdrawals instead; raises DataError."""
    from kg.turtle import rdf

    gone = (claim.id, *(item.id for item in evidence), *(item.id for item in instead))
    added = chain.from_iterable(map(_describe, instead))
    return rdf.without(canonical(data, name).encode(), name, map(expand, gone), [plain(claim)], added)


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
            yield plain(claim)


def plain(claim: Claim) -> Fact:
    """The plain triple of a claim."""
    return expand(claim.subject), expand(f"vocab:{claim.relation}"), Object(False, expand(claim.object))


def described(passage: Passage) -> list[str]:
    """The description of a passage as it is written in a data file, line by line."""
    return [line for line in written(_describe(passage)).splitlines() if line and not line.startswith("PREFIX")]


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
