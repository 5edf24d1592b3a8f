"""SHACL validation of a data file against ``data/shapes.ttl``, by pySHACL.

pySHACL takes much time and memory, so it sees only descriptions that may break a shape (:mod:`kg.turtle.shapes`), some
at a time. Whether a description conforms depends only on it and on the classes of what it names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg import resources
from kg.model.core import Problem
from kg.turtle.canonical import Object
from kg.turtle.facts import facts
from kg.turtle.names import compact, expand
from kg.turtle.parse import quads, runs

if TYPE_CHECKING:
    from pyoxigraph import Quad
    from rdflib import Graph, Literal, URIRef

#: Maximum number of descriptions that pySHACL gets at a time.
MOST = 1_000
_TYPE, _SUBCLASS = expand("rdf:type"), expand("rdfs:subClassOf")


def validate(data: bytes, name: Path) -> list[Problem]:
    """Each validation result of a valid file; the message of a shape reads "what is wrong; how to fix it"."""
    found = _by_parts(data)
    if found is None:
        found = _validated(_graph(quads(data, name)))
    return sorted(found, key=lambda p: (p.subject, p.message))


def _by_parts(data: bytes) -> set[Problem] | None:
    """What is found in the descriptions that may break a shape; None if classes have subclasses."""
    from pyoxigraph import NamedNode

    from kg.turtle.shapes import Shapes, properties

    shapes = Shapes()
    told: set[str] = set()
    scattered: dict[str, list[Quad]] = {}
    for subject, some in runs(data):
        if subject in told:
            scattered[subject] = []
        told.add(subject)
        for quad in some:
            if (predicate := quad.predicate.value) == _TYPE and isinstance(kind := quad.object, NamedNode):
                if kind.value in shapes.members:
                    shapes.members[kind.value].add(subject)
            elif predicate == _SUBCLASS:
                return None
    found: set[Problem] = set()
    doubtful: dict[str, list[Quad]] = {}
    for subject, some in chain(runs(data), scattered.items()):
        if some is not scattered.get(subject, some):
            scattered[subject] += some
        elif not shapes.kept(properties(some)):
            doubtful[subject] = some
            if len(doubtful) == MOST:
                found |= _thoroughly(doubtful, shapes.members)
                doubtful = {}
    return found | _thoroughly(doubtful, shapes.members)


def _thoroughly(descriptions: Mapping[str, list[Quad]], members: Mapping[str, Collection[str]]) -> set[Problem]:
    """What pySHACL finds in some descriptions, with the classes of what they name."""
    if not descriptions:
        return set()
    from rdflib import RDF, URIRef

    graph = _graph(quad for some in descriptions.values() for quad in some)
    named = {str(term) for term in graph.objects() if isinstance(term, URIRef)}
    for kind, known in members.items():
        for name in named.intersection(known):
            graph.add((URIRef(name), RDF.type, URIRef(kind)))
    return _validated(graph, descriptions)


def _graph(given: Iterable[Quad]) -> Graph:
    """Triples as a graph of rdflib."""
    from rdflib import Graph, URIRef

    graph = Graph(bind_namespaces="none")
    for subject, predicate, object_ in facts(given):
        graph.add((URIRef(subject), URIRef(predicate), _node(object_)))
    return graph


def _node(object_: Object) -> URIRef | Literal:
    """An object as a term of rdflib."""
    from rdflib import Literal, URIRef

    if not object_.literal:
        return URIRef(object_.text)
    if object_.ending.startswith("@"):
        return Literal(object_.text, lang=object_.ending[1:])
    return Literal(object_.text, datatype=URIRef(object_.ending[2:]) if object_.ending else None)


def _validated(graph: Graph, asked: Collection[str] | None = None) -> set[Problem]:
    """What pySHACL finds in an RDF graph, about some of its subjects or all."""
    import pyshacl
    from rdflib import Graph, Namespace
    from rdflib.namespace import RDF

    sh = Namespace("http://www.w3.org/ns/shacl#")
    shapes = Graph(bind_namespaces="none")
    shapes.parse(data=resources.data("shapes.ttl").read_bytes(), format="turtle")
    _, found, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", do_owl_imports=False)
    report = cast(Graph, found)
    problems = set()
    for result in report.subjects(RDF.type, sh.ValidationResult):
        focus = str(report.value(result, sh.focusNode))
        if asked is None or focus in asked:
            subject = compact(focus)
            what, _, repair = str(report.value(result, sh.resultMessage)).partition("; ")
            problems.add(Problem("shape", subject, f"{subject} {what}", repair))
    return problems
