"""Networks of claims: GraphML, CX2, node-link JSON."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from kg.model.graph import KnowledgeGraph
from tests.exchange.readers.common import SIDES, Facts, Result, ends, result, sides, signs, supported

#: Two ends, by the names of the concepts, and the attributes.
Edge = tuple[str, str, Mapping[str, Any]]


def graphml_networkx(graph: KnowledgeGraph, place: Path) -> Result:
    """GraphML by networkx."""
    import networkx as nx

    read = nx.read_graphml(place, force_multigraph=True)
    nodes = {str(name): data for name, data in read.nodes(data=True)}
    return _compare(graph, nodes, [(str(a), str(b), data) for a, b, data in read.edges(data=True)])


def graphml_xml(graph: KnowledgeGraph, place: Path) -> Result:
    """GraphML by Python's XML library, from the definition of the format."""
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ET.parse(place).getroot()  # noqa: S314 - our own file
    names = {key.attrib["id"]: key.attrib["attr.name"] for key in root.iter(f"{space}key")}

    def data(element: ET.Element) -> dict[str, Any]:
        return {names[item.attrib["key"]]: item.text or "" for item in element.findall(f"{space}data")}

    nodes = {node.attrib["id"]: data(node) for node in root.iter(f"{space}node")}
    edges = [(e.attrib["source"], e.attrib["target"], data(e)) for e in root.iter(f"{space}edge")]
    return _compare(graph, nodes, edges)


def node_link(graph: KnowledgeGraph, place: Path) -> Result:
    """Node-link JSON by networkx."""
    import networkx as nx

    read = nx.node_link_graph(json.loads(place.read_text(encoding="utf-8")), edges="edges")
    return _compare(graph, dict(read.nodes(data=True)), list(read.edges(data=True)))


def cx2(graph: KnowledgeGraph, place: Path) -> Result:
    """CX2 by ndex2."""
    from ndex2.cx2 import RawCX2NetworkFactory

    read = RawCX2NetworkFactory().get_cx2network(json.loads(place.read_text(encoding="utf-8")))
    number = {key: node["v"]["concept"] for key, node in read.get_nodes().items()}
    nodes = {node["v"]["concept"]: node["v"] for node in read.get_nodes().values()}
    edges = [(number[edge["s"]], number[edge["t"]], edge["v"]) for edge in read.get_edges().values()]
    return _compare(graph, nodes, edges)


def _list(value: Any) -> set[str]:
    return set(value.split() if isinstance(value, str) else value)


def _compare(graph: KnowledgeGraph, nodes: Mapping[str, Mapping[str, Any]], edges: Iterable[Edge]) -> Result:
    wanted, cited, good = signs(graph), sides(graph), supported(graph)
    told: Facts = {}
    for claim in graph.claims.values():
        sign = wanted[claim.id]
        pair = ends(graph, claim) if sign else (claim.subject, claim.object)
        held = (sign, "") if claim.id in good else ("", sign)
        told[claim.id] = (*pair, *held, claim.subject, claim.object, cited[claim.id])
    read: Facts = {}
    kinds: Facts = {}
    for source, target, data in edges:
        if data["relation"] == "broader":
            kinds[source, target] = None
            continue
        by_side = {stance: _list(data[name]) for stance, name in SIDES.items()}
        held = (data["sign"], data["unsupported_sign"])
        read[data["claim"]] = (source, target, *held, data["subject"], data["object"], by_side)
    states = {c.id: (c.state_of, c.level) for c in graph.concepts.values() if c.state_of}
    levels = {name: (data["quantity"], data["level"]) for name, data in nodes.items() if data.get("level")}
    names = [*graph.concepts, *graph.values]
    hierarchy = {(concept.id, genus): None for concept in graph.concepts.values() for genus in concept.broader}
    return result(
        claims=(told, read),
        states=(states, levels),
        nodes=(dict.fromkeys(names), dict.fromkeys(nodes)),
        kinds=(hierarchy, kinds),
    )
