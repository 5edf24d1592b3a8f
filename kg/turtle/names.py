"""Full IRIs ⇄ compact identifiers."""

from __future__ import annotations

from collections.abc import Mapping

BASE = "https://w3id.org/vitamin-d-kg/"
OBO = "http://purl.obolibrary.org/obo/"
#: The kinds of resources of a data file, each under a prefix of its own, in the order in which a file lists them.
KINDS = ("concept", "quantity", "claim", "evidence", "passage", "omission", "document", "study")

#: The prefixes of this graph. Ontologies appear under the prefix that people know them by.
PREFIXES: Mapping[str, str] = {
    **{kind: f"{BASE}{kind}/" for kind in KINDS},
    "vocab": f"{BASE}vocab#",
    "biolink": "https://w3id.org/biolink/vocab/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "oa": "http://www.w3.org/ns/oa#",
    "sh": "http://www.w3.org/ns/shacl#",
    "dcterms": "http://purl.org/dc/terms/",
    "bibo": "http://purl.org/ontology/bibo/",
    "cito": "http://purl.org/spar/cito/",
    "schema": "https://schema.org/",
    "void": "http://rdfs.org/ns/void#",
    "HGNC": "http://identifiers.org/hgnc/",
    "MESH": "http://id.nlm.nih.gov/mesh/",
    **{name: f"{OBO}{name}_" for name in ("BFO", "CHEBI", "CL", "DOID", "ECO", "GO", "HP", "MONDO", "RO", "UBERON")},
}


def compactor(prefixes: Mapping[str, str]) -> dict[str, str]:
    """Namespace → prefix, the graph's own prefixes first, then those of a file."""
    return {**{iri: prefix for prefix, iri in prefixes.items()}, **{iri: prefix for prefix, iri in PREFIXES.items()}}


def compact(iri: str, namespaces: Mapping[str, str]) -> str:
    """The compact form of an IRI, or the IRI itself where no prefix fits.

    >>> compact("http://purl.obolibrary.org/obo/HP_0003419", compactor({}))
    'HP:0003419'
    """
    for mark in "_#/":
        head, found, tail = iri.rpartition(mark)
        if found and (prefix := namespaces.get(head + mark)) is not None and (tail or mark != "_"):
            return f"{prefix}:{tail}"
    return iri


def expand(curie: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """The full IRI of a compact identifier; what has no known prefix is taken as an IRI.

    >>> expand("concept:vitamin-d")
    'https://w3id.org/vitamin-d-kg/concept/vitamin-d'
    """
    prefix, colon, local = curie.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else curie


def slug(text: str) -> str:
    """A readable identifier made of lower-case letters, digits and hyphens.

    >>> slug("contributesTo"), slug("25(OH)D level")
    ('contributes-to', '25-oh-d-level')
    """
    spaced = "".join(f"-{c}" if c.isupper() and i and text[i - 1].islower() else c for i, c in enumerate(text))
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in spaced.lower()).split())


def claim_id(subject: str, relation: str, object_: str) -> str:
    """The identifier of a claim, made from its subject, relation and object.

    >>> claim_id("concept:a", "contributesTo", "concept:b")
    'claim:a--contributes-to--b'
    """
    return f"claim:{subject.partition(':')[2]}--{slug(relation)}--{object_.partition(':')[2]}"
