"""CX and CX2, the formats of NDEx and Cytoscape: a list of aspects, of which the nodes and edges are read.

CX keeps attributes and citations in aspects of their own, CX2 keeps attributes with the nodes and edges, and may give
them short names and default values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.errors import DataError
from kg.exchange.families import Item, Options
from kg.exchange.families.parts.network_rows import Link, Network, items
from kg.exchange.families.parts.whole import mapping, sequence, shown, value
from kg.exchange.given import Given
from kg.exchange.report import Report

Aspects = Mapping[str, list[dict[str, Any]]]
_SEEMS = re.compile(
    r'\[\s*\{\s*"(?:CXVersion|numberVerification|metaData|nodes|edges|@context|networkAttributes|status)"\s*:'
)


def recognises(file: Given) -> bool:
    """Whether a file of JSON is a list of aspects."""
    return bool(_SEEMS.match(file.start.lstrip()))


def read(files: Sequence[Given], options: Options, report: Report) -> Iterator[Item]:
    """The nodes and edges of each file."""
    for file in files:
        parts = value(file)
        aspects: dict[str, list[dict[str, Any]]] = {}
        for part in map(mapping, sequence(parts)):
            for name, content in part.items():
                aspects.setdefault(name, []).extend(map(mapping, sequence(content)))
        if "nodes" not in aspects:
            raise DataError(f"{file.shown}: has no aspect of nodes; give CX or CX2 as NDEx or Cytoscape writes it")
        second = any("CXVersion" in mapping(part) for part in sequence(parts))
        yield from items(file, (_cx2 if second else _cx)(aspects, file), options, report)


def _cx(aspects: Aspects, file: Given) -> Network:
    """The network of CX: nodes and edges by ``@id``, attributes and citations that point to them."""
    nodes = {shown(node.get("@id")): _called(node, n="name", r="represents") for node in aspects["nodes"]}
    edges = {shown(edge.get("@id")): _called(edge, i="interaction") for edge in aspects.get("edges", ())}
    for aspect, known in (("nodeAttributes", nodes), ("edgeAttributes", edges)):
        for item in aspects.get(aspect, ()):
            for of in _several(item.get("po")):
                if (name := shown(item.get("n"))) and of in known:
                    known[of].setdefault(name, item.get("v", ""))
    for of, cited in _cited(aspects):
        if of in edges:
            edges[of].setdefault("citations", []).append(cited)
    links = [
        Link(f"edge {number} of {file.name}", shown(edge.get("s")), shown(edge.get("t")), edges[shown(edge.get("@id"))])
        for number, edge in enumerate(aspects.get("edges", ()), 1)
    ]
    return Network(nodes, links)


def _called(item: dict[str, Any], **names: str) -> dict[str, Any]:
    """The parts of a node or an edge that are not empty, under full names."""
    return {name: item[part] for part, name in names.items() if item.get(part)}


def _cited(aspects: Aspects) -> Iterator[tuple[str, str]]:
    """Each edge with each identifier of a publication that it cites."""
    called = {shown(item.get("@id")): shown(item.get("dc:identifier")) for item in aspects.get("citations", ())}
    for item in aspects.get("edgeCitations", ()):
        for of in _several(item.get("po")):
            yield from ((of, called[name]) for name in _several(item.get("citations")) if called.get(name))


def _several(value: object) -> list[str]:
    return list(map(shown, value if isinstance(value, list) else [value]))


def _cx2(aspects: Aspects, file: Given) -> Network:
    """The network of CX2."""
    declared = next(iter(aspects.get("attributeDeclarations", ())), {})
    of_nodes, of_edges = (mapping(declared.get(aspect)) for aspect in ("nodes", "edges"))
    nodes = {shown(node.get("id")): _known(node, of_nodes) for node in aspects["nodes"]}
    links = [
        Link(f"edge {number} of {file.name}", shown(edge.get("s")), shown(edge.get("t")), _known(edge, of_edges))
        for number, edge in enumerate(aspects.get("edges", ()), 1)
    ]
    return Network(nodes, links)


def _known(item: dict[str, Any], declared: dict[str, Any]) -> dict[str, Any]:
    """The attributes of a node or an edge under their full names, with default values."""
    described = {name: mapping(about) for name, about in declared.items()}
    full = {shown(about.get("a")): name for name, about in described.items() if about.get("a")}
    defaults = {name: about["v"] for name, about in described.items() if "v" in about}
    return {**defaults, **{full.get(name, name): value for name, value in mapping(item.get("v")).items()}}
