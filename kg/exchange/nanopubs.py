"""Nanopublications in TriG, unsigned: the publisher signs them.

Each side of a claim is one nanopublication. For supporting evidence it asserts the claim; for disputing or inconclusive
evidence it asserts only that the evidence disputes the claim or leaves it open. Each gives the quantity and level of
its states, and its provenance holds the evidence with passages and sources. Evidence that counts for nothing leaves the
claim open there, whatever it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kg import resources
from kg.exchange.made import Made, Statement, statements
from kg.exchange.rdf import Triple, triples
from kg.model.core import Stance
from kg.model.graph import KnowledgeGraph
from kg.turtle.names import BASE, PREFIXES, expand

NANOPUB = "http://www.nanopub.org/nschema#"
DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
STANCE = {
    Stance.SUPPORTS: "vocab:supports",
    Stance.DISPUTES: "vocab:disputes",
    Stance.INCONCLUSIVE: "vocab:inconclusiveOn",
}
#: Predicates of a source that are not needed to find it.
LONG = frozenset(map(expand, ("dcterms:references", "vocab:finding", "vocab:traceNote", "vocab:sampleSize")))

#: The triples of each resource, by its IRI.
Described = dict[str, list[Triple]]


def trig(graph: KnowledgeGraph) -> Made:
    """All nanopublications of a graph in one file."""
    described: Described = {}
    for triple in triples(graph).values():
        described.setdefault(triple[0], []).append(triple)
    quads: list[ox.Quad] = []
    number = 0
    licensed = resources.is_bundled(graph.sha256)
    for statement in statements(graph):
        for stance in STANCE:
            if statement.evidence[stance]:
                number += 1
                quads += _nanopub(graph, statement, stance, described, licensed=licensed)
    prefixes = {"np": NANOPUB, "prov": DERIVED.partition("was")[0], **PREFIXES}
    text = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=prefixes)
    counts = {"nanopublications": number, "claims": len(graph.claims)}
    return Made({"": text or b""}, counts)


def _nanopub(
    graph: KnowledgeGraph, statement: Statement, stance: Stance, described: Described, *, licensed: bool
) -> Iterator[ox.Quad]:
    name = f"{BASE}nanopub/{expand(statement.claim.id).removeprefix(PREFIXES['claim'])}/{stance}"
    head, assertion, provenance, info = (f"{name}#{part}" for part in ("Head", "assertion", "provenance", "pubinfo"))
    node, text = ox.NamedNode, ox.Literal
    parts: dict[str, list[Triple]] = {
        head: [
            (name, expand("rdf:type"), node(f"{NANOPUB}Nanopublication")),
            (name, f"{NANOPUB}hasAssertion", node(assertion)),
            (name, f"{NANOPUB}hasProvenance", node(provenance)),
            (name, f"{NANOPUB}hasPublicationInfo", node(info)),
        ],
        assertion: [*_assertion(graph, statement, stance, described)],
        provenance: [
            *((assertion, DERIVED, node(expand(source))) for source in statement.cited(stance)),
            *_provenance(statement, stance, described),
        ],
        info: [
            (name, expand("rdfs:label"), text(f"{statement.sentence} ({stance})", language="en")),
            *([(name, expand("owl:versionInfo"), text(graph.version))] if graph.version else []),
            *([(name, expand("dcterms:license"), node(LICENCE))] if licensed else []),
        ],
    }
    for place, content in parts.items():
        for subject, predicate, object_ in content:
            yield ox.Quad(node(subject), node(predicate), object_, node(place))


def _assertion(graph: KnowledgeGraph, statement: Statement, stance: Stance, described: Described) -> Iterator[Triple]:
    claim = statement.claim
    if stance == Stance.SUPPORTS:
        yield expand(claim.subject), expand(f"vocab:{claim.relation}"), ox.NamedNode(expand(claim.object))
    else:
        for item in statement.evidence[stance]:
            yield expand(item.id), expand(STANCE[stance]), ox.NamedNode(expand(claim.id))
    yield from _all(described, [claim.id, *([claim.object] if claim.object in graph.values else [])])
    for name in (claim.subject, claim.object):
        concept = graph.concepts.get(name)
        if concept and concept.state_of and concept.level:
            yield expand(name), expand("vocab:stateOf"), ox.NamedNode(expand(concept.state_of))
            yield expand(name), expand("vocab:level"), ox.NamedNode(expand(f"vocab:{concept.level}"))
            if concept.beyond_range:
                yield expand(name), expand("vocab:beyondRange"), ox.Literal(value=True)


def _provenance(statement: Statement, stance: Stance, described: Described) -> Iterator[Triple]:
    items = statement.evidence[stance]
    passages = [item.passage for item in items if item.passage]
    cited = [study for item in items for study in item.cites]
    sources = [*statement.cited(stance), *cited]
    left_out = LONG | {expand(predicate) for side, predicate in STANCE.items() if side != stance}
    for triple in _all(described, [*(item.id for item in items), *passages, *sources]):
        if triple[1] not in left_out:
            yield triple


def _all(described: Described, names: Sequence[str]) -> Iterator[Triple]:
    """The triples of some resources, without repeats."""
    for name in dict.fromkeys(names):
        yield from described[expand(name)]
