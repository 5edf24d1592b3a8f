"""The network of claims for tools that draw and analyse networks: GraphML, CX2, node-link JSON, SIF.

Nodes are concepts and values, edges are claims and the graph's own hierarchy. A claim with a sign connects the
quantities of its subject and object, and ``sign`` is the sign between those: "vitamin D deficiency decreases
absorption" is an edge from vitamin D to absorption with ``+``, ``subject`` the deficiency and ``subject_level`` Low. A
claim that no source supports has ``unsupported_sign`` instead of ``sign``.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import networkx as nx

from kg.exchange.made import OWN, Made, Statement, hierarchy, joined, label, level, statements, unique
from kg.model.characters import one_line
from kg.model.core import Sign, Stance
from kg.model.graph import KnowledgeGraph
from kg.questions.parts.claims import citation
from kg.turtle.names import expand

Attributes = dict[str, Any]
#: Source, target, a unique key, and attributes.
Edge = tuple[str, str, str, Attributes]
INTERACTIONS = {Sign.PLUS: "increases", Sign.MINUS: "decreases", Sign.UNKNOWN: "affects"}
#: What the attributes of an edge mean; written into the file for its readers.
ABOUT = (
    "Each edge is a claim of its sources. sign is what the target of the edge does when its source rises: "
    "+ rises, - falls, 0 does not change, ? not stated; without a sign the claim is not causal, or no source supports "
    "it (see status). subject and object are the concepts that the sources name, with their level; the edge joins the "
    "quantities behind them. An association (causal is false) is not a cause."
)


def graphml(graph: KnowledgeGraph) -> Made:
    """GraphML by networkx; a list is one text, separated by spaces."""
    stream = io.BytesIO()
    nx.write_graphml_xml(_network(graph, flat=True), stream)
    return _made(graph, stream.getvalue().decode() + "\n")


def node_link(graph: KnowledgeGraph) -> Made:
    """Node-link JSON, as ``networkx.node_link_graph(data, edges="edges")`` reads it."""
    data = nx.node_link_data(_network(graph, flat=False), edges="edges")
    return _made(graph, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def cx2(graph: KnowledgeGraph) -> Made:
    """CX2, with each attribute declared."""
    nodes, edges = _nodes(graph), _edges(graph)
    number = {name: place for place, name in enumerate(nodes)}
    aspects: dict[str, list[Any]] = {
        "attributeDeclarations": [
            {
                "networkAttributes": {name: {"d": "string"} for name in ("name", "description", "version")},
                "nodes": _declared(nodes.values()),
                "edges": _declared(known for *_, known in edges),
            }
        ],
        "networkAttributes": [{"name": graph.name or OWN, "description": ABOUT, "version": graph.version}],
        "nodes": [{"id": number[name], "v": known} for name, known in nodes.items()],
        "edges": [
            {"id": place, "s": number[source], "t": number[target], "v": known}
            for place, (source, target, _, known) in enumerate(edges)
        ],
    }
    counts = [{"name": aspect, "elementCount": len(content)} for aspect, content in aspects.items()]
    parts = [
        {"CXVersion": "2.0", "hasFragments": False},
        {"metaData": counts},
        *({aspect: content} for aspect, content in aspects.items()),
        {"status": [{"success": True}]},
    ]
    return _made(graph, json.dumps(parts, ensure_ascii=False, indent=1) + "\n")


def sif(graph: KnowledgeGraph) -> Made:
    """SIF, the simple interaction format of Cytoscape: source, interaction and target, separated by tabs.

    The interaction is ``increases``, ``decreases`` or ``affects`` for an effect, else the relation; equal lines are
    written once. What no source supports, and findings of no effect, are left out.
    """
    names, lines, left_out = unique(graph), set(), Counter[str]()
    for statement in statements(graph):
        if not statement.supported:
            left_out["claims that no source supports"] += 1
        elif statement.sign is Sign.NULL:
            left_out["findings of no effect"] += 1
        elif statement.target not in names:
            left_out["claims about a number or a date"] += 1
        else:
            if statement.status == "contested":
                left_out["sources that dispute exported arrows"] += len(statement.cited(Stance.DISPUTES))
            causal = graph.relations[statement.claim.relation].causal and statement.sign
            word = INTERACTIONS[statement.sign] if causal and statement.sign else statement.claim.relation
            lines.add(f"{names[statement.source]}\t{word}\t{names[statement.target]}\n")
    lines.update(f"{names[kind]}\tisA\t{names[broader]}\n" for kind, broader in hierarchy(graph))
    return Made({"": "".join(sorted(lines))}, {"arrows": len(lines)}, left_out)


def _made(graph: KnowledgeGraph, text: str) -> Made:
    kinds = hierarchy(graph)
    nodes = len(graph.concepts) + len(graph.values)
    return Made({"": text}, {"nodes": nodes, "edges": len(graph.claims) + len(kinds), "claims": len(graph.claims)})


def _network(graph: KnowledgeGraph, *, flat: bool) -> nx.MultiDiGraph[Any]:
    """The network as a networkx graph; ``flat`` turns lists into texts, because GraphML has no lists."""

    def held(known: Attributes) -> Attributes:
        return {name: joined(value) if flat and isinstance(value, list) else value for name, value in known.items()}

    network: nx.MultiDiGraph[Any] = nx.MultiDiGraph(name=graph.name or OWN, description=ABOUT, version=graph.version)
    network.add_nodes_from((name, held(known)) for name, known in _nodes(graph).items())
    for source, target, key, known in _edges(graph):
        network.add_edge(source, target, key, **held(known))
    return network


def _nodes(graph: KnowledgeGraph) -> dict[str, Attributes]:
    concepts = {
        concept.id: {
            "name": one_line(concept.label),
            "concept": concept.id,
            "iri": expand(concept.id),
            "category": concept.category,
            "definition": one_line(concept.definition),
            "quantity": concept.state_of or "",
            "level": concept.level or "",
            "beyond_range": concept.beyond_range,
            "matches": list(concept.exact),
        }
        for concept in graph.concepts.values()
    }
    values = {
        value.id: {"name": one_line(label(value)), "concept": value.id, "iri": expand(value.id), "category": "Value"}
        for value in graph.values.values()
    }
    return {**concepts, **values}


def _edges(graph: KnowledgeGraph) -> list[Edge]:
    kind = {"relation": "broader", "interaction": "is a kind of"}
    return [
        *((s.source, s.target, s.claim.id, _claim(graph, s)) for s in statements(graph)),
        *((name, broader, f"{name}--broader--{broader}", kind) for name, broader in hierarchy(graph)),
    ]


def _claim(graph: KnowledgeGraph, statement: Statement) -> Attributes:
    claim, relation = statement.claim, graph.relations[statement.claim.relation]
    sign = statement.sign.value if statement.sign else ""
    sides = {Stance.SUPPORTS: "supported_by", Stance.DISPUTES: "disputed_by", Stance.INCONCLUSIVE: "undecided_by"}
    links = (citation(graph, item).url for item in statement.evidence[Stance.SUPPORTS])
    return {
        "claim": claim.id,
        "sentence": one_line(statement.sentence),
        "interaction": relation.label,
        "relation": claim.relation,
        "causal": relation.causal,
        "sign": sign if statement.supported else "",
        "unsupported_sign": "" if statement.supported else sign,
        "status": statement.status,
        "confidence": float(statement.confidence.value),
        "confidence_for": float(statement.confidence.for_),
        "confidence_against": float(statement.confidence.against),
        "subject": claim.subject,
        "subject_level": level(graph, claim.subject),
        "object": claim.object,
        "object_level": level(graph, claim.object),
        **{name: list(statement.cited(stance)) for stance, name in sides.items()},
        "links": list(dict.fromkeys(link for link in links if link)),
    }


def _declared(items: Any) -> Mapping[str, Mapping[str, str]]:
    """The CX2 type of each attribute."""
    types = {bool: "boolean", float: "double", list: "list_of_string", str: "string"}
    return {name: {"d": types[type(value)]} for known in items for name, value in known.items()}
