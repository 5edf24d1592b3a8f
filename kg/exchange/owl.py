"""The data with its vocabulary as OWL in RDF/XML, for ontology editors and libraries.

These show only what is declared. The vocabulary declares its own classes and properties; here those of other
vocabularies are declared as far as the data use them, and everything else that has a class as an individual.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

import pyoxigraph as ox

from kg.exchange.made import Made
from kg.exchange.rdf import TYPE, Term, Triple, triples
from kg.model.graph import KnowledgeGraph
from kg.turtle.names import PREFIXES, expand

#: What OWL itself defines; it needs no declaration.
BUILT_IN = (TYPE, *(PREFIXES[prefix] for prefix in ("rdfs", "owl", "xsd")))
#: What describes classes and properties as well as individuals, or names a property: annotations.
NOTES = (*(PREFIXES[prefix] for prefix in ("dcterms", "skos")), expand("rdf:predicate"))
CLASS, INDIVIDUAL, ONTOLOGY = (expand(f"owl:{kind}") for kind in ("Class", "NamedIndividual", "Ontology"))
OBJECT, DATATYPE, ANNOTATION = (expand(f"owl:{kind}Property") for kind in ("Object", "Datatype", "Annotation"))
PROPERTIES = (OBJECT, DATATYPE, ANNOTATION)
SUB_CLASS, SUB_PROPERTY = expand("rdfs:subClassOf"), expand("rdfs:subPropertyOf")
RELATION = expand("vocab:Relation")


def rdf_xml(graph: KnowledgeGraph) -> Made:
    """One description per resource, sorted, with its class first, as pronto reads it."""
    found = [triple for triple in triples(graph).values() if triple[1] != TYPE or triple[2].value != RELATION]
    left_out = len(triples(graph)) - len(found)
    declared = dict(declarations(found))
    found += [(name, TYPE, ox.NamedNode(kind)) for name, kind in declared.items()]
    found.sort(key=lambda triple: (triple[0], triple[1] != TYPE, triple[1], str(triple[2])))
    made = [
        ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), _plain(term)) for subject, predicate, term in found
    ]
    used = {predicate for _, predicate, _ in found}
    prefixes = {prefix: iri for prefix, iri in PREFIXES.items() if any(name.startswith(iri) for name in used)}
    text = ox.serialize(made, format=ox.RdfFormat.RDF_XML, prefixes=prefixes) or b""
    kinds = Counter(term.value for _, predicate, term in found if predicate == TYPE)
    counts = {"triples": len(made), "classes": kinds[CLASS], "properties": sum(kinds[kind] for kind in PROPERTIES)}
    return Made(
        {"": text.decode() + "\n"},
        {**counts, "claims": len(graph.claims)},
        {"statements that a property is a vocab:Relation, which OWL libraries do not read": left_out},
    )


def _plain(term: Term) -> Term:
    """A term without control characters, which XML cannot hold; line breaks become spaces."""
    if isinstance(term, ox.NamedNode) or term.value.isprintable():
        return term
    text = re.sub(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]", " ", term.value)
    return ox.Literal(text, language=term.language, datatype=None if term.language else term.datatype)


def declarations(found: Collection[Triple]) -> Iterator[tuple[str, str]]:
    """What must be declared, and as what: classes and properties of other vocabularies, and individuals."""
    kinds: dict[str, set[str]] = {}
    for subject, predicate, term in found:
        if predicate == TYPE:
            kinds.setdefault(subject, set()).add(term.value)
    classes = {term.value for _, predicate, term in found if predicate in (TYPE, SUB_CLASS)}
    for name in sorted(classes - kinds.keys()):
        if not name.startswith(BUILT_IN):
            yield name, CLASS
    for name, kind in sorted(_properties(found, kinds).items()):
        if name not in kinds and not name.startswith(BUILT_IN):
            yield name, kind
    for name, types in sorted(kinds.items()):
        if not types & {CLASS, ONTOLOGY, *PROPERTIES}:
            yield name, INDIVIDUAL


def _properties(found: Collection[Triple], kinds: dict[str, set[str]]) -> dict[str, str]:
    """The kind of each property: by its values, or by a property that it includes."""
    made: dict[str, str] = {}
    for _, predicate, term in found:
        if made.get(predicate) != DATATYPE:
            made[predicate] = OBJECT if isinstance(term, ox.NamedNode) else DATATYPE
    made = {name: ANNOTATION if name.startswith(NOTES) else kind for name, kind in made.items()}
    for subject, predicate, term in found:
        if predicate == SUB_PROPERTY:
            made[term.value] = min(kinds[subject] & set(PROPERTIES))
    return made
