"""Write triples as canonical Turtle: one object per line, in a fixed order, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.turtle.fields import STANCES
from kg.turtle.names import BASE, IMPORT, KINDS, PREFIXES, expand, foreign


class Object(NamedTuple):
    """An object: an IRI, or a literal with its ending: ``@en``, ``^^`` and a datatype, or nothing."""

    literal: bool
    text: str
    ending: str = ""


#: Subject, predicate and object, with full IRIs.
Fact = tuple[str, str, Object]
#: The objects of each predicate of a subject.
Node = Mapping[str, Collection[Object]]

_TYPE = expand("rdf:type")
_FIRST = ["rdf:type", "skos:prefLabel", "rdfs:label", "rdf:subject", "rdf:predicate", "rdf:object", *STANCES]
_RANK = {expand(name): rank for rank, name in enumerate(_FIRST)}
#: The last part of a short name: it needs no escapes, and has no second colon.
_PLAIN = re.compile(r"[A-Za-z0-9_%](?:[A-Za-z0-9_.%-]*[A-Za-z0-9_%-])?")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
#: From this number of digits, a number in a name is sorted as a text.
_LONGEST = 1_000
#: Literals that Turtle writes without quotes and a datatype.
_BARE = {
    f"^^{expand('xsd:boolean')}": re.compile(r"true|false"),
    f"^^{expand('xsd:integer')}": re.compile(r"[+-]?[0-9]+"),
    f"^^{expand('xsd:decimal')}": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
}


def canonical(facts: Iterable[Fact], prefixes: Mapping[str, str] = PREFIXES) -> str:
    """The canonical text of some facts, with these prefixes for names; those given twice are written once."""
    nodes: dict[str, dict[str, set[Object]]] = {}
    for subject, predicate, object_ in facts:
        nodes.setdefault(subject, {}).setdefault(predicate, set()).add(object_)
    writer = Writer(prefixes)
    for subject, node in nodes.items():
        writer.add(subject, node)
    return writer.text()


class Writer:
    """Writes descriptions one by one; they are put in order at the end."""

    def __init__(self, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self._names = _Names(prefixes)
        self._blocks: dict[str, str] = {}

    def add(self, subject: str, node: Node) -> None:
        """Write the description of a subject that has not been written."""
        names = self._names
        lines = [f"\n{names[subject]}\n"]
        for predicate in sorted(node, key=lambda iri: (_RANK.get(iri, len(_RANK)), iri)):
            objects = [names.object(object_) for object_ in sorted(node[predicate])]
            verb = "a" if predicate == _TYPE else names[predicate]
            shown = f" {objects[0]}" if len(objects) == 1 else "\n        " + " ,\n        ".join(objects)
            lines.append(f"    {verb}{shown} ;\n")
        lines.append(".\n")
        self._blocks[subject] = "".join(lines)

    def text(self, subjects: Iterable[str] | None = None) -> str:
        """The canonical text of what was written, or the text of some subjects."""
        body = map(self._blocks.__getitem__, sorted(self._blocks, key=_place) if subjects is None else subjects)
        head = (f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in sorted(self._names.used.items()))
        return "".join([*head, *body]).strip() + "\n"


class _Names(dict[str, str]):
    """The short name of each IRI, or the whole IRI in brackets if it has none that needs no escapes."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.used: dict[str, str] = {}
        self.prefixes = {iri: prefix for prefix, iri in prefixes.items()}

    def __missing__(self, iri: str) -> str:
        self[iri] = next(self._short(iri), f"<{iri}>")
        return self[iri]

    def _short(self, iri: str) -> Iterator[str]:
        """The short name by the longest namespace, if there is one."""
        end = len(iri)
        while (end := max(iri.rfind(mark, 0, end) for mark in "_#/")) >= 0:
            namespace, local = iri[: end + 1], iri[end + 1 :]
            prefix = self.prefixes.get(namespace) or (foreign(namespace) if namespace.startswith(IMPORT) else None)
            if prefix is not None:
                if _PLAIN.fullmatch(local) and not _PERCENT.search(local):
                    self.used[prefix] = namespace
                    yield f"{prefix}:{local}"
                return

    def object(self, object_: Object) -> str:
        """An object as it is written."""
        if not object_.literal:
            return self[object_.text]
        text, ending = object_.text, object_.ending
        if (bare := _BARE.get(ending)) and bare.fullmatch(text):
            return text
        return _quoted(text) + (f"^^{self[ending[2:]]}" if ending.startswith("^^") else ending)


def _quoted(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("\r", "\\r")
    if "\n" not in text:
        return '"' + text.replace('"', '\\"') + '"'
    return '"""' + re.sub(r'"""|"\Z', lambda quotes: quotes[0].replace('"', '\\"'), text) + '"""'


def _place(subject: str) -> tuple[int, list[tuple[bool, int | str]]]:
    kind, _, local = subject.removeprefix(BASE).partition("/")
    rank = KINDS.index(kind) if subject.startswith(BASE) and kind in KINDS else -1  # the rest comes first
    if rank < 0:
        return rank, [(False, subject)]
    pieces = [piece for piece in re.split(r"([0-9]+)", local) if piece]
    digits = [piece.isascii() and piece.isdigit() and len(piece) < _LONGEST for piece in pieces]
    return rank, [(number, int(piece) if number else piece) for number, piece in zip(digits, pieces, strict=True)]
