"""The data with its vocabulary as RDF, for any RDF tool: N-Triples and JSON-LD.

Nothing is left out. A state keeps its own name, its quantity and its level; the vocabulary gives the signs of the
relations, so the file alone is enough to read the sign of every claim.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox

from kg import files, resources
from kg.exchange.made import Made
from kg.model.graph import KnowledgeGraph
from kg.turtle.names import PREFIXES
from kg.turtle.write import turtle

TYPE = f"{PREFIXES['rdf']}type"
STRING = f"{PREFIXES['xsd']}string"

Term = ox.NamedNode | ox.Literal
#: Keyword and value of a plain text, which JSON-LD does not annotate.
PLAIN = ("", "")
#: The IRIs of subject and predicate, and the object.
Triple = tuple[str, str, Term]


def triples(graph: KnowledgeGraph) -> Mapping[str, Triple]:
    """Every triple of the data and the vocabulary by its line of N-Triples, sorted."""
    texts = (files.encoded(turtle(graph), "the data"), resources.data("vocabulary.ttl").read_bytes())
    quads: list[Any] = [quad for text in texts for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    found: dict[str, Triple] = {
        f"{quad.subject} {quad.predicate} {quad.object} .": (quad.subject.value, quad.predicate.value, quad.object)
        for quad in quads
    }
    return dict(sorted(found.items()))


def n_triples(graph: KnowledgeGraph) -> Made:
    """One triple per line, sorted."""
    lines = triples(graph)
    return Made({"": "\n".join([*lines, ""])}, {"triples": len(lines), "claims": len(graph.claims)})


def json_ld(graph: KnowledgeGraph) -> Made:
    """One object per resource, with an inline context, so that nothing is fetched."""
    found = triples(graph).values()
    kinds: dict[str, set[tuple[str, str]]] = {}
    for _, predicate, term in found:
        kinds.setdefault(predicate, set()).add(_kind(term))
    #: What the context declares for all values of a predicate; nothing if they differ.
    common = {predicate: next(iter(some)) if len(some) == 1 else PLAIN for predicate, some in kinds.items()}
    context: dict[str, dict[str, Any]] = {prefix: {"@id": iri, "@prefix": True} for prefix, iri in PREFIXES.items()}
    context |= {_short(name): dict([kind]) for name, kind in sorted(common.items()) if kind != PLAIN and name != TYPE}
    nodes: dict[str, dict[str, list[Any]]] = {}
    for subject, predicate, term in found:
        key = "@type" if predicate == TYPE else _short(predicate)
        nodes.setdefault(subject, {}).setdefault(key, []).append(_value(term, common[predicate]))
    described = [
        {"@id": _short(name), **{key: parts[0] if len(parts) == 1 else parts for key, parts in sorted(node.items())}}
        for name, node in sorted(nodes.items())
    ]
    text = json.dumps({"@context": context, "@graph": described}, ensure_ascii=False, indent=1)
    return Made({"": text + "\n"}, {"triples": len(found), "claims": len(graph.claims)})


def _short(iri: str) -> str:
    """An IRI shortened with the longest matching prefix."""
    fits = [(len(space), prefix) for prefix, space in PREFIXES.items() if iri.startswith(space) and iri != space]
    length, prefix = max(fits, default=(0, ""))
    return f"{prefix}:{iri[length:]}" if fits and not iri[length:].startswith("//") else iri


def _kind(term: Term) -> tuple[str, str]:
    """The JSON-LD keyword and value that give the type of a term; empty for a plain text."""
    if isinstance(term, ox.NamedNode):
        return "@type", "@id"
    if term.language:
        return "@language", term.language
    return PLAIN if term.datatype.value == STRING else ("@type", _short(term.datatype.value))


def _value(term: Term, common: tuple[str, str]) -> Any:
    text = _short(term.value) if isinstance(term, ox.NamedNode) else term.value
    kind = _kind(term)
    if kind in (common, PLAIN):
        return text
    return {"@id": text} if kind == ("@type", "@id") else {"@value": text, kind[0]: kind[1]}
