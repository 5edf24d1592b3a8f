"""Knowledge graph → Turtle in canonical form, by rdflib: one object a line, a fixed order, the same bytes each time."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.plugins.serializers.longturtle import LongTurtleSerializer
from rdflib.term import Node

from kg.errors import DataError
from kg.model.core import Claim, Concept, Document, Evidence, Omission, Passage, Quantity, Stance, Study, Withdrawal
from kg.model.graph import KnowledgeGraph
from kg.turtle.build import CONTEXT, DATASET, STANCES, STUDY
from kg.turtle.names import BASE, IMPORT, KINDS, PREFIXES, expand, foreign
from kg.turtle.parse import parse, terms

# rdflib logs a traceback for each literal that is not of its datatype; the checks say it in one line.
logging.getLogger("rdflib").addHandler(logging.NullHandler())

Item = Concept | Quantity | Claim | Withdrawal | Passage | Omission | Evidence | Document | Study
Triple = tuple[URIRef, URIRef, URIRef | Literal]
Fact = tuple[str, URIRef | Literal]

_FIRST = ["rdf:type", "skos:prefLabel", "rdfs:label", "rdf:subject", "rdf:predicate", "rdf:object", *STANCES]
# An IRI, a string, an escaped character of a name, or the # of a comment.
_TOKEN = re.compile(
    r'''<[^<>"{}|^`\\\s]*>|"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"'''
    r"""|'''(?:[^'\\]|\\.|'(?!''))*'''|'(?:[^'\\\n]|\\.)*'|\\.|(#)""",
    re.DOTALL,
)
# A name that needs no escapes: rdflib does not make all that Turtle asks for.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*:(?:[A-Za-z0-9_:%](?:[A-Za-z0-9_:.%-]*[A-Za-z0-9_:%-])?)?")


class _Canonical(LongTurtleSerializer):
    """rdflib's one-object-a-line Turtle, with subjects in natural order (its own order changes with references)."""

    predicateOrder = [URIRef(expand(name)) for name in _FIRST]  # noqa: N815, RUF012 - names of the base class

    def orderSubjects(self) -> list[Node]:  # noqa: N802 - name of the base class
        return sorted(self._subjects, key=_place)

    def get_pname(self, uri: Node, gen_prefix: bool = True) -> str | None:
        """The short name of an IRI, if one of the namespaces fits: where none does, rdflib would search ever longer."""
        start = str(uri)[: str(uri).rfind(":") + 1]  # where rdflib takes an IRI apart, or later
        if not gen_prefix and not any(known.startswith(start) for known in self.known):
            return None
        name: str | None = super().get_pname(uri, gen_prefix)  # type: ignore[no-untyped-call]
        return name

    @cached_property
    def known(self) -> list[str]:
        """The namespaces that have a prefix."""
        return [str(iri) for _, iri in self.store.namespaces()]

    def label(self, node: Node, position: int) -> str:
        """A name where it is a plain one, else the whole IRI."""
        written: str = super().label(node, position)  # type: ignore[no-untyped-call]
        named = isinstance(node, URIRef) and ":" in written
        return node.n3() if named and not _PLAIN.fullmatch(written) else written


def _place(subject: Node) -> tuple[int, list[tuple[bool, int | str]]]:
    kind, _, local = str(subject).removeprefix(BASE).partition("/")
    pieces = [piece for piece in re.split(r"([0-9]+)", local) if piece]
    rank = KINDS.index(kind) if str(subject).startswith(BASE) and kind in KINDS else -1  # the rest comes first
    digits = [piece.isascii() and piece.isdigit() for piece in pieces]
    natural = [(number, int(piece) if number else piece) for number, piece in zip(digits, pieces, strict=True)]
    return rank, natural if rank >= 0 else [(False, str(subject))]


def canonical(data: bytes, name: Path) -> str:
    """The canonical form of a Turtle text; nothing is lost.

    Raises DataError if the text is not valid, has blank nodes, or holds what could not be kept: comments, or values in
    another form than the canonical one.
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
    """A Turtle text as an rdflib graph; raises DataError if either of the two parsers refuses it."""
    parse(data, name)
    graph = Graph(bind_namespaces="none")
    try:
        graph.parse(data=data, format="turtle")
    except Exception as error:  # noqa: BLE001 - rdflib raises errors of many kinds
        raise DataError(
            f"{name}: uses Turtle that rdflib does not read ({type(error).__name__}); use Turtle 1.1"
        ) from None
    return graph


def _kept(data: bytes, name: Path, graph: Graph) -> str:
    """The canonical text of a graph, proved to hold every triple of ``data`` to the letter."""
    text = data.decode()
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
    """The prefixes of other people's CURIEs among the terms of a graph, with the namespaces we gave them."""
    ours = [str(term) for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(IMPORT)]
    parts = {iri.removeprefix(IMPORT).partition("/")[0] for iri in ours}
    return {prefix: iri for prefix in sorted(parts) if foreign(iri := f"{IMPORT}{prefix}/")}


def turtle(graph: KnowledgeGraph) -> str:
    """A whole knowledge graph as a data file."""
    described = Graph(bind_namespaces="none")
    if graph.version:
        described.add((URIRef(DATASET), URIRef(expand("owl:versionInfo")), Literal(graph.version)))
    parts = "concepts quantities claims withdrawn evidence passages omissions documents studies".split()
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


def plain(claim: Claim) -> Triple:
    """The plain triple of a claim."""
    return URIRef(expand(claim.subject)), URIRef(expand(f"vocab:{claim.relation}")), URIRef(expand(claim.object))


def _describe(item: Item) -> Iterator[Fact]:
    match item:
        case Concept():
            yield from _concept(item)
        case Quantity():
            yield from _quantity(item)
        case Claim():
            yield from [("rdf:type", _iri("vocab:Claim")), ("rdf:subject", _iri(item.subject))]
            yield from [("rdf:predicate", _iri(f"vocab:{item.relation}")), ("rdf:object", _iri(item.object))]
        case Withdrawal():
            yield "rdf:type", _iri("vocab:WithdrawnClaim")
            yield "rdfs:label", Literal(item.statement, lang="en")
            yield "skos:historyNote", Literal(item.reason, lang="en")
            yield "vocab:withdrawnOn", Literal(item.date, datatype=XSD.date)
            yield "owl:deprecated", Literal(True)
            if item.replaced_by is not None:
                yield "dcterms:isReplacedBy", _iri(item.replaced_by)
        case Passage():
            yield from [("rdf:type", _iri("vocab:Passage")), ("oa:hasSource", _iri(item.document))]
            yield "oa:start", Literal(item.start)
            yield "oa:end", Literal(item.end)
            texts = {"vocab:digest": item.digest, "vocab:section": item.section, "vocab:fragment": item.fragment}
            yield from _texts(texts)
        case Omission():
            yield from [("rdf:type", _iri("vocab:Omission")), ("vocab:passage", _iri(item.passage))]
            yield "vocab:reason", _iri(f"vocab:{item.reason}")
        case Evidence():
            yield from _evidence(item)
        case Document():
            yield from [("rdf:type", _iri("vocab:Document")), ("vocab:kind", _iri(f"vocab:{item.kind}"))]
            yield "vocab:codePoints", Literal(item.code_points)
            yield from _texts({"dcterms:title": item.title, "dcterms:publisher": item.publisher})
            texts = {"schema:url": item.url, "vocab:independenceGroup": item.group, "vocab:sha256": item.sha256}
            yield from _texts(texts)
            yield from (("dcterms:references", _iri(study)) for study in item.references)
        case _:
            yield from _study(item)


def _study(item: Study) -> Iterator[Fact]:
    yield from [("rdf:type", _iri("vocab:Study")), ("vocab:design", _iri(f"vocab:{item.design}"))]
    yield "vocab:traceStatus", _iri(f"vocab:{item.trace_status}")
    texts = {predicate: str(getattr(item, name)) for name, predicate in STUDY.items() if name != "year"}
    yield from _texts(texts)
    if item.year:
        yield STUDY["year"], Literal(item.year, datatype=XSD.gYear)


def _concept(item: Concept) -> Iterator[Fact]:
    yield "rdf:type", _iri("skos:Concept")
    yield "skos:prefLabel", Literal(item.label, lang="en")
    if item.category:
        yield "rdf:type", _iri(f"biolink:{item.category}")
    if item.definition:
        yield "skos:definition", Literal(item.definition, lang="en")
    for synonym in item.synonyms:
        yield "skos:altLabel", Literal(synonym, lang="en")
    if item.state_of and item.level:
        yield from [("vocab:stateOf", _iri(item.state_of)), ("vocab:level", _iri(f"vocab:{item.level}"))]
    matches = {"skos:exactMatch": item.exact, "skos:closeMatch": item.close, "skos:broadMatch": item.broad}
    for predicate, names in {**matches, "skos:broader": item.broader}.items():
        for name in names:
            yield predicate, _iri(name)


def _quantity(item: Quantity) -> Iterator[Fact]:
    yield "rdf:type", _iri("schema:QuantitativeValue")
    for predicate, bound in (("schema:minValue", item.minimum), ("schema:maxValue", item.maximum)):
        if bound:
            yield predicate, Literal(bound if "." in bound else f"{bound}.0", datatype=XSD.decimal)
    yield "schema:unitCode", Literal(item.unit)
    if item.of:
        yield "vocab:quantityOf", _iri(item.of)


def _evidence(item: Evidence) -> Iterator[Fact]:
    stance = {word: predicate for predicate, word in STANCES.items()}[item.stance]
    yield from [("rdf:type", _iri("vocab:Evidence")), (stance, _iri(item.claim))]
    yield ("vocab:passage", _iri(item.passage)) if item.passage else ("vocab:study", _iri(item.source))
    yield from [("vocab:modality", _iri(f"vocab:{item.modality}")), ("vocab:evidenceType", _iri(item.type))]
    yield "rdfs:comment", Literal(item.says, lang="en")
    for study in item.cites:
        yield "cito:citesAsEvidence", _iri(study)
    for axis, value in item.context:
        yield f"vocab:{axis}", _iri(f"vocab:{value}") if f"vocab:{axis}" in CONTEXT else Literal(value)


def _iri(name: str) -> URIRef:
    return URIRef(expand(name))


def _texts(texts: dict[str, str]) -> Iterator[tuple[str, Literal]]:
    for predicate, text in texts.items():
        if text:
            yield predicate, Literal(text)
