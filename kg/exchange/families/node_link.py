"""Node-link JSON, as networkx writes it (``node_link_data``), and as D3 draws it: nodes, and links or edges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from kg.errors import DataError
from kg.exchange.families import Item, Options, bel
from kg.exchange.families.parts.network_rows import Link, Network, items
from kg.exchange.families.parts.whole import mapping, sequence, shown, value
from kg.exchange.given import Given
from kg.exchange.report import Report

_NODES = re.compile(r'"nodes"\s*:\s*\[')
_LINKS = re.compile(r'"(?:links|edges)"\s*:\s*\[')
_GRAPH = re.compile(r'\{\s*"(?:directed|multigraph|graph|nodes|links|edges)"\s*:')


def recognises(file: Given) -> bool:
    """Whether a file of JSON begins as node-link data, and is not of BEL."""
    start = file.start.lstrip()
    seems = bool(_NODES.search(start)) and (bool(_LINKS.search(start)) or bool(_GRAPH.match(start)))
    return start.startswith("{") and seems and not bel.recognises(file)


def read(files: Sequence[Given], options: Options, report: Report) -> Iterator[Item]:
    """The nodes and edges of each file."""
    for file in files:
        yield from items(file, _network(file), options, report)


def _network(file: Given) -> Network:
    found = mapping(value(file))
    nodes, links = found.get("nodes"), found.get("links", found.get("edges"))
    if not isinstance(nodes, list) or not isinstance(links, list):
        raise DataError(f"{file.shown}: has no lists of nodes and of links; give what networkx.node_link_data writes")
    known = {_key(node.get("id", place)): node for place, node in enumerate(map(mapping, nodes))}
    directed = found.get("directed") is not False
    edges = [
        Link(f"link {number} of {file.name}", _key(link.get("source")), _key(link.get("target")), _rest(link), directed)
        for number, link in enumerate(map(mapping, links), 1)
    ]
    return Network({name: _rest(node) for name, node in known.items()}, edges)


def _key(value: object) -> str:
    """The identifier of a node; D3 puts the node itself in the place of its identifier."""
    parts = [_key(part) for part in sequence(value)]
    return ", ".join(parts) if parts else shown(mapping(value).get("id", value))


def _rest(known: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in known.items() if name not in ("id", "source", "target", "key")}
