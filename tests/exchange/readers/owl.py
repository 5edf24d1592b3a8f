"""OWL, read by libraries of ontologies and by rdflib."""

import warnings
from pathlib import Path
from typing import Any

from owlready2 import World
from rdflib import RDF, RDFS, Graph, URIRef

from kg.model.graph import KnowledgeGraph
from kg.turtle.names import PREFIXES, expand
from tests.exchange.readers.common import Result, result
from tests.exchange.readers.rdf import _our_data, _rdf_claims

OWL = PREFIXES["owl"]


def rdflib(graph: KnowledgeGraph, place: Path) -> Result:
    """RDF/XML by rdflib: every triple, and no others but declarations."""
    read = Graph()
    read.parse(data=place.read_bytes(), format="xml")
    wanted = dict.fromkeys(t for t in _our_data(graph) if t[1:] != (RDF.type, URIRef(expand("vocab:Relation"))))
    kinds = {URIRef(f"{OWL}{kind}") for kind in ("Class", "NamedIndividual", *(f"{k}Property" for k in KINDS))}
    found = dict.fromkeys(t for t in read if t in wanted or t[1] != RDF.type or t[2] not in kinds)
    compared, triples = _rdf_claims(graph, read), result(triples=(wanted, found))
    return Result({**compared.compared, **triples.compared}, [*compared.differences, *triples.differences])


KINDS = ("Object", "Datatype", "Annotation")


def _ours(graph: KnowledgeGraph, *kinds: str) -> dict[str, str]:
    """The classes, or the vocabulary's properties of these kinds, with their labels."""
    wanted = _our_data(graph)
    if kinds:
        named = {name for kind in kinds for name in wanted.subjects(RDF.type, URIRef(f"{OWL}{kind}Property"))}
    else:
        listed = (*wanted.objects(None, RDF.type), *wanted.objects(None, RDFS.subClassOf))
        named = {*wanted.subjects(RDF.type, URIRef(f"{OWL}Class")), *listed}
        named = {name for name in named if not str(name).startswith(OWL)}
    return {str(name): str(wanted.value(name, RDFS.label) or "") for name in named}


def owlready2(graph: KnowledgeGraph, place: Path) -> Result:
    """owlready2: every class, every property of the vocabulary, and the two ends of every claim."""
    world: Any = World()
    read = world.get_ontology(place.resolve().as_uri()).load()
    listed = (*read.object_properties(), *read.data_properties(), *read.annotation_properties())
    claim = expand("vocab:Claim")
    subject, object_ = (world[f"{PREFIXES['rdf']}{end}"] for end in ("subject", "object"))
    ends = {one.iri: (subject[one][0].iri, object_[one][0].iri) for one in world[claim].instances()}
    return result(
        classes=(_ours(graph), {one.iri: _label(one) for one in read.classes()}),
        properties=(
            _ours(graph, *KINDS),
            {one.iri: _label(one) for one in listed if one.iri.startswith(PREFIXES["vocab"])},
        ),
        claims=({expand(c.id): (expand(c.subject), expand(c.object)) for c in graph.claims.values()}, ends),
    )


def _label(one: Any) -> str:
    return str((one.label or [""])[0])


def pronto(graph: KnowledgeGraph, place: Path) -> Result:
    """pronto: every class, and every property of the vocabulary that joins things."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it reads no annotation properties, and says so for each
        from pronto import Ontology

        read = Ontology(str(place))
    ours = (one for one in read.relationships() if one.id.startswith(PREFIXES["vocab"]))
    return result(
        classes=(_ours(graph), {term.id: term.name or "" for term in read.terms()}),
        relationships=(_ours(graph, "Object"), {relation.id: relation.name or "" for relation in ours}),
    )
