"""Data files: their canonical form, changes to them, and whole graphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import DataError
from kg.model.core import Claim, Evidence, Passage
from kg.model.graph import KnowledgeGraph
from kg.model.withdrawn import Withdrawal
from kg.turtle.canonical import Fact, Object, Writer
from kg.turtle.canonical import canonical as written
from kg.turtle.facts import facts
from kg.turtle.fields import TABLES, Item
from kg.turtle.forms import Field, Form
from kg.turtle.names import DATASET, expand
from kg.turtle.parse import Scattered, quads, runs, utf8

if TYPE_CHECKING:
    from pyoxigraph import Quad

#: The parts of a graph that a data file describes.
PARTS = "concepts withdrawn_concepts values claims withdrawn evidence passages omissions documents studies".split()
#: The prefix of an IRI, and the ending of a literal.
_PREFIX: Mapping[Form, str] = {"name": "", "term": "vocab:", "relation": "vocab:", "category": "biolink:"}
_DATATYPES: Mapping[Form, str] = {
    "decimal": "decimal",
    "date": "date",
    "year": "gYear",
    "whole": "integer",
    "true": "boolean",
}
_ENDING: Mapping[Form, str] = {
    "english": "@en",
    **{form: f"^^{expand(f'xsd:{name}')}" for form, name in _DATATYPES.items()},
}
#: An IRI, a string, an escaped character of a name, or the # of a comment.
_TOKEN = re.compile(
    r'''<[^<>"{}|^`\\\s]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"'''
    r"""|'''(?:[^'\\]|\\.|'(?!''))*'''|'(?:[^'\\\n]|\\.)*'|\\.|(#)""",
    re.DOTALL,
)
#: Number of descriptions that are verified at a time.
PART = 1_000


def canonical(data: bytes, name: Path) -> str:
    """The canonical form of a Turtle text; nothing is lost.

    Raises DataError if the text is not valid, has blank nodes, or contains what would be lost: comments, or values that
    are not in canonical form.
    """
    with suppress(Scattered):
        return _in_parts(data, name)
    return _kept(data, name)


def _in_parts(data: bytes, name: Path) -> str:
    """The canonical text of a text that is read in parts; raises DataError, or Scattered if it must be read whole."""
    writer = Writer()
    told: set[str] = set()
    for subject, some in runs(data):
        if subject in told:
            raise Scattered
        told.add(subject)
        node: dict[str, set[Object]] = {}
        for _, predicate, object_ in facts(some):
            node.setdefault(predicate, set()).add(object_)
        writer.add(subject, node)
    text = writer.text()
    if text.encode() != data:
        _uncommented(data, name)
        _unchanged(_lost(data, writer), name)
    return text


def _lost(data: bytes, writer: Writer) -> set[Quad]:
    """The triples that are not in what was written of them, looked for in some descriptions at a time."""
    lost: set[Quad] = set()
    given = runs(data)
    while part := [*islice(given, PART)]:
        again = runs(writer.text(subject for subject, _ in part).encode())
        lost |= {quad for _, some in part for quad in some}.difference(*(some for _, some in again))
    return lost


def _kept(data: bytes, name: Path, more: Iterable[Fact] = ()) -> str:
    """The canonical text of a text and of more facts."""
    given = quads(data, name)
    _uncommented(data, name)
    text = written(chain(facts(given), more))
    _unchanged(given - quads(text.encode(), name), name)
    return text


def _uncommented(data: bytes, name: Path) -> None:
    """Raise DataError for a comment."""
    text = utf8(data, name)
    for match in _TOKEN.finditer(text):
        if match[1]:
            line = text.count("\n", 0, match.start()) + 1
            raise DataError(f"{name}:{line}: has a comment, which would be lost; make it an rdfs:comment or remove it")


def _unchanged(lost: Collection[Quad], name: Path) -> None:
    """Raise DataError for a triple that would be lost."""
    if lost:
        changed = min(map(str, lost))
        raise DataError(f"{name}: formatting would change {changed}; write its value in canonical form")


def extended(data: bytes, name: Path, items: Iterable[Item], claims: Iterable[Claim]) -> str:
    """A data file with more items, and the plain triples of ``claims``, in canonical form; raises DataError."""
    return _kept(data, name, chain(chain.from_iterable(map(_describe, items)), map(plain, claims)))


def without(
    data: bytes, name: Path, claim: Claim, evidence: Iterable[Evidence], instead: Collection[Withdrawal]
) -> str:
    """A data file without a claim, its evidence and its plain triple, with withdrawals instead; raises DataError."""
    gone = {*map(expand, (claim.id, *(item.id for item in evidence), *(item.id for item in instead)))}
    known = facts(quads(canonical(data, name).encode(), name))
    kept = (fact for fact in known if fact[0] not in gone and fact != plain(claim))
    return written(chain(kept, *map(_describe, instead)))


def turtle(graph: KnowledgeGraph) -> str:
    """A whole knowledge graph as a data file, in canonical form."""
    return written(_facts(graph))


def _facts(graph: KnowledgeGraph) -> Iterator[Fact]:
    if graph.version:
        yield DATASET, expand("owl:versionInfo"), Object(True, graph.version)
    if graph.attributed_to:
        yield DATASET, expand("prov:wasAttributedTo"), Object(False, expand(graph.attributed_to))
    if graph.read_until:
        yield DATASET, expand("vocab:readUntil"), Object(True, graph.read_until, _ENDING["date"])
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
        yield subject, _expand(flag), Object(True, "true", _ENDING["true"])
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
    if field.count == "many":
        return tuple(value)
    empty = value == "" and (field.count != "one" or field.form == "text")
    return () if value is None or value is False or empty else (value,)


def _valued(form: Form, value: Any) -> Object:
    """A value as an object."""
    if form in _PREFIX:
        return Object(False, expand(_PREFIX[form] + value))
    if form == "true":
        return Object(True, "true", _ENDING[form])
    if form == "decimal" and "." not in value:
        value = f"{value}.0"
    return Object(True, str(value), _ENDING.get(form, ""))


_expand = cache(expand)
