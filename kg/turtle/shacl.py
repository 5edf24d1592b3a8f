"""SHACL validation of a data file against ``data/shapes.ttl``, by pySHACL.

pySHACL takes much time and memory, so it sees only descriptions that may break a shape (:mod:`kg.turtle.shapes`), some
at a time. Whether a description conforms depends only on it and on the classes of what it names.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kg import resources
from kg.model.core import Problem
from kg.turtle.names import compact, compactor, expand
from kg.turtle.parse import Scattered, runs, utf8
from kg.turtle.plain import is_plain

if TYPE_CHECKING:
    from pyoxigraph import Quad

#: Maximum number of descriptions that pySHACL gets at a time.
MOST = 1_000
_TYPE, _SUBCLASS = expand("rdf:type"), expand("rdfs:subClassOf")


def validate(data: bytes, name: Path) -> list[Problem]:
    """Each validation result as a problem; the message of a shape reads "what is wrong; how to fix it"."""
    try:
        found = _by_parts(data) if is_plain(utf8(data, name)) else None
    except Scattered:
        found = None
    if found is None:
        from kg.turtle.rdf import rdf

        found = _validated(rdf(data, name))
    return sorted(found, key=lambda p: (p.subject, p.message))


def _by_parts(data: bytes) -> set[Problem] | None:
    """What is found in the descriptions that may break a shape; None if classes have subclasses. Raises Scattered."""
    from pyoxigraph import NamedNode

    from kg.turtle.shapes import Shapes, properties

    shapes = Shapes()
    told: set[str] = set()
    scattered: dict[str, list[Quad]] = {}
    for subject, quads in runs(data):
        if subject in told:
            scattered[subject] = []
        told.add(subject)
        for quad in quads:
            if (predicate := quad.predicate.value) == _TYPE and isinstance(kind := quad.object, NamedNode):
                if kind.value in shapes.members:
                    shapes.members[kind.value].add(subject)
            elif predicate == _SUBCLASS:
                return None
    found: set[Problem] = set()
    doubtful: dict[str, list[Quad]] = {}
    for subject, quads in chain(runs(data), scattered.items()):
        if quads is not scattered.get(subject, quads):
            scattered[subject] += quads
        elif not shapes.kept(properties(quads)):
            doubtful[subject] = quads
            if len(doubtful) == MOST:
                found |= _thoroughly(doubtful, shapes.members)
                doubtful = {}
    return found | _thoroughly(doubtful, shapes.members)


def _thoroughly(descriptions: Mapping[str, list[Quad]], members: Mapping[str, Collection[str]]) -> set[Problem]:
    """What pySHACL finds in some descriptions, with the classes of what they name."""
    if not descriptions:
        return set()
    from rdflib import RDF, Graph, URIRef

    from kg.turtle.plain import facts
    from kg.turtle.rdf import node

    graph = Graph(bind_namespaces="none")
    for subject, predicate, object_ in facts(quad for quads in descriptions.values() for quad in quads):
        graph.add((URIRef(subject), URIRef(predicate), named := node(object_)))
        for kind in (kind for kind, known in members.items() if object_.text in known and not object_.literal):
            graph.add((named, RDF.type, URIRef(kind)))
    return _validated(graph, descriptions)


def _validated(graph: Any, asked: Collection[str] | None = None) -> set[Problem]:
    """What pySHACL finds in an RDF graph, about some of its subjects or all."""
    import pyshacl
    from rdflib import Graph, Namespace
    from rdflib.namespace import RDF

    sh = Namespace("http://www.w3.org/ns/shacl#")
    shapes = Graph(bind_namespaces="none")
    shapes.parse(data=resources.data("shapes.ttl").read_bytes(), format="turtle")
    _, found, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", do_owl_imports=False)
    report = cast(Graph, found)
    namespaces = compactor({})
    problems = set()
    for result in report.subjects(RDF.type, sh.ValidationResult):
        focus = str(report.value(result, sh.focusNode))
        if asked is None or focus in asked:
            subject = compact(focus, namespaces)
            what, _, repair = str(report.value(result, sh.resultMessage)).partition("; ")
            problems.add(Problem("shape", subject, f"{subject} {what}", repair))
    return problems
