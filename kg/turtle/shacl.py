"""SHACL validation of a data file against ``data/shapes.ttl``, by pySHACL."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from kg import resources
from kg.model.core import Problem
from kg.turtle.names import compact, compactor


def validate(data: bytes, name: Path) -> list[Problem]:
    """Each validation result as a problem; the message of a shape reads "what is wrong; how to fix it"."""
    import pyshacl
    from rdflib import Graph, Namespace
    from rdflib.namespace import RDF

    from kg.turtle.write import rdf

    sh = Namespace("http://www.w3.org/ns/shacl#")
    graph, shapes = rdf(data, name), Graph(bind_namespaces="none")
    shapes.parse(data=resources.data("shapes.ttl").read_bytes(), format="turtle")
    _, found, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", do_owl_imports=False)
    report = cast(Graph, found)
    namespaces = compactor({})
    problems = set()
    for result in report.subjects(RDF.type, sh.ValidationResult):
        subject = compact(str(report.value(result, sh.focusNode)), namespaces)
        what, _, repair = str(report.value(result, sh.resultMessage)).partition("; ")
        problems.add(Problem("shape", subject, f"{subject} {what}", repair))
    return sorted(problems, key=lambda p: (p.subject, p.message))
