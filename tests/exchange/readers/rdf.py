"""RDF files, read by libraries that did not write them."""

import json
import warnings
from functools import cache
from pathlib import Path
from typing import Any

import rdflib
from pyld import jsonld
from rdflib import RDF, ConjunctiveGraph, Graph, Literal, URIRef

from kg import resources
from kg.model.graph import KnowledgeGraph
from kg.turtle.write import turtle
from tests.exchange.readers.common import SIDES, SIGNS, Facts, Result, result, sides, signs, supported, turned

BASE = "https://w3id.org/vitamin-d-kg/"
VOCAB = f"{BASE}vocab#"
#: How an evidence item takes a side.
PREDICATES = {"supports": "supports", "disputes": "disputes", "inconclusive": "inconclusiveOn"}


def _our_data(graph: KnowledgeGraph) -> Any:
    """What the data file and the vocabulary say, read by rdflib; a graph without a file is written to one first."""
    return _read(resources.data().read_bytes() if graph.sha256 else turtle(graph).encode())


@cache
def _read(data: bytes) -> Any:
    found = Graph()
    for text in (data, resources.data("vocabulary.ttl").read_bytes()):
        found.parse(data=text, format="turtle")
    return found


def n_triples(graph: KnowledgeGraph, place: Path) -> Result:
    """N-Triples by rdflib."""
    read = Graph()
    read.parse(data=place.read_bytes(), format="nt")
    return _rdf(graph, read)


def json_ld_pyld(graph: KnowledgeGraph, place: Path) -> Result:
    """JSON-LD by PyLD, which is not allowed to load anything."""

    def refuse(url: str, *_: object) -> None:
        raise AssertionError(f"{url} was asked for")

    told = json.loads(place.read_text(encoding="utf-8"))
    options = {"format": "application/n-quads", "documentLoader": refuse}
    read = Graph()
    read.parse(data=jsonld.to_rdf(told, options), format="nt")
    return _rdf(graph, read)


def json_ld_rdflib(graph: KnowledgeGraph, place: Path) -> Result:
    """JSON-LD by rdflib."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's reader uses rdflib's old graph class
        return _rdf(graph, Graph().parse(data=place.read_bytes(), format="json-ld"))


def _rdf(graph: KnowledgeGraph, read: Any) -> Result:
    wanted = _our_data(graph)
    compared = _rdf_claims(graph, read)
    triples = result(triples=(dict.fromkeys(wanted), dict.fromkeys(read)))
    return Result({**compared.compared, **triples.compared}, [*compared.differences, *triples.differences])


def _rdf_claims(graph: KnowledgeGraph, read: Any) -> Result:
    """Signs and citations, from the triples of the file alone."""

    def one(subject: Any, predicate: str) -> Any:
        return read.value(subject, URIRef(VOCAB + predicate))

    found: Facts = {}
    cited: dict[str, dict[str, set[str]]] = {claim: {stance: set() for stance in SIDES} for claim in graph.claims}
    for claim in read.subjects(RDF.type, URIRef(f"{VOCAB}Claim")):
        relation = read.value(claim, RDF.predicate)
        told = one(relation, "sign") or one(relation, "correlation")
        sign = str(told) if told is not None and "/quantity/" not in str(read.value(claim, RDF.object)) else ""
        if sign in SIGNS:
            states = [read.value(claim, RDF.subject), read.value(claim, RDF.object)]
            sign = turned(sign, [_low(read, state) for state in states])
        found[_local(claim)] = sign
    for stance, predicate in PREDICATES.items():
        for evidence, claim in read.subject_objects(URIRef(VOCAB + predicate)):
            passage = one(evidence, "passage")
            source = read.value(passage, URIRef("http://www.w3.org/ns/oa#hasSource")) if passage else None
            cited[_local(claim)][stance].add(_local(source or one(evidence, "study")))
    return result(signs=(signs(graph), found), citations=(sides(graph, stated=True), cited))


def _low(read: Any, state: Any) -> bool:
    """Whether a state is a low level of its quantity; beyond the range it is a quantity of its own."""
    beyond = read.value(state, URIRef(f"{VOCAB}beyondRange")) == Literal(True)
    return read.value(state, URIRef(f"{VOCAB}level")) == URIRef(f"{VOCAB}Low") and not beyond


def _local(iri: Any) -> str:
    return str(iri).removeprefix(BASE).replace("/", ":", 1)


def trig(graph: KnowledgeGraph, place: Path, *, every: int = 1) -> Result:
    """Nanopublications, each checked by the nanopub library (or one in so many), claims and citations by rdflib."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nanopub import Nanopub

        rdflib.NORMALIZE_LITERALS = True  # the library turns it off for everything that is read from then on
        read = ConjunctiveGraph()
        read.parse(data=place.read_bytes(), format="trig")
        schema = "http://www.nanopub.org/nschema#"
        told: Facts = {}
        invalid: Facts = {}
        asserted = set()
        vocabulary = _our_data(graph)
        names = sorted(read.subjects(RDF.type, URIRef(f"{schema}Nanopublication")))
        for number, name in enumerate(names):
            parts = [URIRef(f"{name}#{part}") for part in ("Head", "assertion", "provenance", "pubinfo")]
            if number % every == 0:
                own = ConjunctiveGraph()
                for part in parts:
                    own.addN((*triple, own.get_context(part)) for triple in read.get_context(part))
                try:
                    if not Nanopub(rdf=own).is_valid:
                        invalid[name] = "not valid"
                except Exception as error:  # noqa: BLE001 - whatever the library says against it
                    invalid[name] = str(error)
            assertion, provenance = read.get_context(parts[1]), read.get_context(parts[2])
            side = str(name).rpartition("/")[2]
            other = {URIRef(VOCAB + predicate) for stance, predicate in PREDICATES.items() if stance != side}
            if any(predicate in other for part in (assertion, provenance) for predicate in part.predicates()):
                invalid[name] = f"says more than {side}"
            claim = assertion.value(None, RDF.type, URIRef(f"{VOCAB}Claim"))
            subject, predicate, object_ = (assertion.value(claim, p) for p in (RDF.subject, RDF.predicate, RDF.object))
            if (subject, predicate, object_) in assertion:
                asserted.add(_local(claim))
            sign = _nanopub_sign(assertion, vocabulary, (subject, predicate, object_))
            sources = provenance.objects(parts[1], URIRef("http://www.w3.org/ns/prov#wasDerivedFrom"))
            told[_local(claim), side] = (sign, {_local(source) for source in sources})
    wanted_signs = signs(graph)
    wanted = {
        (claim, stance): (wanted_signs[claim], names)
        for claim, by_side in sides(graph).items()
        for stance, names in by_side.items()
        if names
    }
    return result(
        nanopublications=(wanted, told),
        asserted=(dict.fromkeys(supported(graph)), dict.fromkeys(asserted)),
        errors=({}, invalid),
    )


def _nanopub_sign(assertion: Any, vocabulary: Any, claim: tuple[Any, Any, Any]) -> str:
    """The sign of a claim from its nanopublication; only the sign of the relation is from the vocabulary."""
    told = vocabulary.value(claim[1], URIRef(f"{VOCAB}sign")) or vocabulary.value(
        claim[1], URIRef(f"{VOCAB}correlation")
    )
    sign = str(told) if told is not None and "/quantity/" not in str(claim[2]) else ""
    if sign in SIGNS:
        sign = turned(sign, [_low(assertion, end) for end in (claim[0], claim[2])])
    return sign
