"""Convert between full IRIs and compact identifiers."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from itertools import count

from kg.model.characters import harmless

BASE = "https://w3id.org/vitamin-d-kg/"
#: The identifier of the data set itself.
DATASET = BASE
OBO = "http://purl.obolibrary.org/obo/"
#: The namespace of imported identifiers, followed by their prefix: a CURIE alone does not determine its IRI.
IMPORT = f"{BASE}import/"
#: The kinds of resources of a data file, each under a prefix of its own, in the order in which a file lists them.
KINDS = ("concept", "quantity", "claim", "evidence", "passage", "omission", "document", "study")

#: The prefixes of this graph. Ontologies have their usual prefixes.
PREFIXES: Mapping[str, str] = {
    **{kind: f"{BASE}{kind}/" for kind in KINDS},
    "vocab": f"{BASE}vocab#",
    "biolink": "https://w3id.org/biolink/vocab/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "sh": "http://www.w3.org/ns/shacl#",
    "dcterms": "http://purl.org/dc/terms/",
    "bibo": "http://purl.org/ontology/bibo/",
    "cito": "http://purl.org/spar/cito/",
    "schema": "https://schema.org/",
    "void": "http://rdfs.org/ns/void#",
    "HGNC": "http://identifiers.org/hgnc/",
    "MESH": "http://id.nlm.nih.gov/mesh/",
    **{name: f"{OBO}{name}_" for name in "BFO CHEBI CL DOID ECO GO HP IAO MONDO RO SEPIO UBERON".split()},
}


_PREFIX = re.compile(r"[A-Za-z](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_OBO = re.compile(r"([A-Za-z]+)_(\w+)")
_SCHEME = re.compile(r"https?://")
#: Characters that the last part of an IRI cannot contain, or at which it would be split.
_UNSAFE = re.compile(r"[^\w.~!$&'()*+,;=:@-]")


#: Namespace → prefix.
NAMESPACES: Mapping[str, str] = {iri: prefix for prefix, iri in PREFIXES.items()}


def compactor(prefixes: Mapping[str, str]) -> dict[str, str]:
    """Namespace → prefix; the prefixes of the graph have priority over those of a file."""
    return {**{iri: prefix for prefix, iri in prefixes.items()}, **NAMESPACES}


def compact(iri: str, namespaces: Mapping[str, str] = NAMESPACES) -> str:
    """The compact form of an IRI, or the IRI itself if no prefix matches.

    >>> compact("http://purl.obolibrary.org/obo/HP_0003419")
    'HP:0003419'
    >>> compact("https://w3id.org/vitamin-d-kg/import/X/a%20b")
    'X:a b'

    With a character that cannot be seen it is the whole IRI, with that character percent-encoded:

    >>> compact("https://w3id.org/vitamin-d-kg/concept/a%1Bb")
    'https://w3id.org/vitamin-d-kg/concept/a%1Bb'
    """
    end = len(iri)
    while (end := max(iri.rfind(mark, 0, end) for mark in "_#/")) >= 0:
        namespace, local = iri[: end + 1], iri[end + 1 :]
        prefix = foreign(namespace) or namespaces.get(namespace)
        if prefix is not None and (local or iri[end] != "_"):
            name = decoded(local)
            if _encoded(name) == local and _visible(short := f"{prefix}:{name}"):
                return short
            break
    return iri if _visible(iri) else "".join(c if _visible(c) else _percent(c) for c in iri)


class Compacted(dict[str, str]):
    """The compact form of each IRI by some namespaces, made once.

    >>> Compacted(NAMESPACES)["https://w3id.org/vitamin-d-kg/concept/vitamin-d"]
    'concept:vitamin-d'
    """

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self._namespaces = namespaces
        #: What letters, digits and hyphens follow as they are, by the namespace without its last slash; empty if none.
        self._starts: dict[str, str] = {}

    def __missing__(self, iri: str) -> str:
        place, _, local = iri.rpartition("/")
        if (start := self._starts.get(place)) is None:
            prefix = foreign(f"{place}/") or self._namespaces.get(f"{place}/")
            start = self._starts[place] = f"{prefix}:" if prefix is not None and _visible(prefix) else ""
        plain = start and local.isascii() and local.replace("-", "").isalnum()
        self[iri] = made = start + local if plain else compact(iri, self._namespaces)
        return made


def expand(name: str) -> str:
    """The full IRI of a compact identifier; anything that is not a CURIE is taken as an IRI.

    A CURIE with a prefix that this graph does not know gets an IRI in the import namespace.

    >>> expand("concept:vitamin-d")
    'https://w3id.org/vitamin-d-kg/concept/vitamin-d'
    >>> expand("X:a b")
    'https://w3id.org/vitamin-d-kg/import/X/a%20b'
    """
    prefix, _, local = name.partition(":")
    if prefix in PREFIXES:
        return PREFIXES[prefix] + _encoded(local)
    return f"{IMPORT}{prefix}/{_encoded(local)}" if is_curie(name) else name


def is_curie(text: str) -> bool:
    """Whether a text is PREFIX:local, and not an IRI.

    >>> [is_curie(text) for text in ("HP:0003419", "a b", "https://x.example/a", "urn:isbn:1", ":x", "x:")]
    [True, False, False, False, False, False]
    """
    prefix, _, local = text.partition(":")
    plain = local != "" and not local.startswith("//") and _visible(text)
    return plain and prefix != "urn" and _PREFIX.fullmatch(prefix) is not None


def curie(name: str) -> str:
    """An identifier as a CURIE, if it is the address of a known ontology, or of an OBO ontology of any name.

    >>> curie("http://purl.obolibrary.org/obo/HP_0003419"), curie("https://identifiers.org/hgnc/1"), curie("X:1")
    ('HP:0003419', 'HGNC:1', 'X:1')
    """
    if "://" not in name:
        return name
    name = name.removeprefix("<").removesuffix(">")
    for scheme in ("http://", "https://"):
        iri = _SCHEME.sub(scheme, name, count=1)
        if (found := compact(iri)) != iri:
            return found
        if iri.startswith(OBO) and (term := _OBO.fullmatch(iri.removeprefix(OBO))):
            return f"{term[1]}:{term[2]}"
    return name


def foreign(iri: str) -> str | None:
    """The prefix of an IRI that is a namespace of imported CURIEs, otherwise None."""
    prefix = iri[len(IMPORT) : -1]
    made = iri.startswith(IMPORT) and iri.endswith("/") and prefix not in PREFIXES and is_curie(f"{prefix}:x")
    return prefix if made else None


def _encoded(local: str) -> str:
    """A local name as the last part of an IRI, percent-encoded where necessary."""
    return _UNSAFE.sub(lambda match: _percent(match[0]), local)


def _visible(text: str) -> bool:
    return text.isprintable() and harmless(text) == text


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


def decoded(local: str) -> str:
    """A local name from the last part of an IRI."""
    if "%" not in local:
        return local
    from urllib.parse import unquote

    return unquote(local)


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
    >>> claim_id("X:a", "increases", "X:b--c")
    'claim:X:a--increases--X:b-%2Dc'
    """
    return f"claim:{_part(subject)}--{slug(relation)}--{_part(object_)}"


def free(name: str, graph: str, used: Container[str]) -> str:
    """An identifier of the same kind that is not used, with the name of a graph in it.

    >>> free("document:002", "tea", {"document:002"})
    'document:tea-002'
    >>> free("document:002", "tea", {"document:002", "document:tea-002"})
    'document:tea-002-2'
    """
    kind, _, local = name.partition(":")
    return unused(f"{kind}:{slug(graph) or 'graph'}-{local}", used)


def unused(name: str, used: Container[str]) -> str:
    """A name that is not used: the given one, or with the first number from 2 that makes it so."""
    return next(made for number in count(1) if (made := f"{name}-{number}" if number > 1 else name) not in used)


def _part(name: str) -> str:
    """A subject or object in the identifier of a claim: without our own prefix, and escaped so that it is unique."""
    prefix, _, local = name.partition(":")
    part = local.replace("%", "%25").replace(":", "%3A") if prefix in KINDS else name.replace("%", "%25")
    return part.replace("--", "-%2D")
