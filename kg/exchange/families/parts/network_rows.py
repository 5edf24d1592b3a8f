"""A network of nodes and edges with attributes, from any program → rows of KGX.

An edge that has the columns of KGX is taken as it is, an edge of this program's own networks as the claim that it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.errors import UsageError
from kg.exchange.families import Edge, Item, Node, Options
from kg.exchange.families.parts import own_network
from kg.exchange.families.parts.attributes import (
    REFERENCES,
    RELATIONS,
    SCORES,
    SIGNS,
    UNKNOWN,
    Attributes,
    cell,
    normal,
    published,
    said,
    score,
    texts,
    undirected,
)
from kg.exchange.families.parts.groundings import class_of, curie_of
from kg.exchange.families.parts.signed import identifier, prefix_of
from kg.exchange.given import Given
from kg.exchange.kgx import claims, reader
from kg.exchange.report import Report
from kg.turtle.names import curie, is_curie

NAMES = ("name", "n", "label", "shared_name", "display_name")
IDENTIFIERS = ("represents", "r", "curie", "identifier", "id")
CLASSES = ("category", "type", "node_type")
DEFINITIONS = ("description", "definition")
_LISTED = 20


class Link(NamedTuple):
    """An edge: its place, the nodes that it joins, its attributes, and whether it has a direction."""

    place: str
    source: str
    target: str
    known: Attributes
    directed: bool = True


class Network(NamedTuple):
    """A network: the nodes with their attributes, and the edges."""

    nodes: Mapping[str, Attributes]
    edges: Sequence[Link]


def items(file: Given, network: Network, options: Options, report: Report) -> Iterator[Item]:
    """The rows of a network; raises UsageError if no edge has an attribute that a user names."""
    if any(own_network.is_own(link.known) for link in network.edges):
        yield from _own(file, network)
        return
    report.columns("edges", _names(network), _used(file, network, options))
    names = _identifiers(network.nodes, prefix_of([file], options))
    for number, (name, known) in enumerate(network.nodes.items(), 1):
        yield Node(f"node {number} of {file.name}", _node(names[name], name, known))
    for link in network.edges:
        if link.source in names and link.target in names:
            yield from _edge(link, names, file, options, report)
        else:
            report.leave("edges", link.place, "edge to a node that is not in the file, left out")


def _own(file: Given, network: Network) -> Iterator[Item]:
    names = {name: cell(known.get("concept", name)) for name, known in network.nodes.items()}
    for number, (name, known) in enumerate(network.nodes.items(), 1):
        yield from own_network.node(f"node {number} of {file.name}", names[name], known)
    for link in network.edges:
        ends = names.get(link.source, ""), names.get(link.target, "")
        yield from own_network.edge(link.place, *ends, link.known)


def _edge(link: Link, names: Mapping[str, str], file: Given, options: Options, report: Report) -> Iterator[Edge]:
    """The row of an edge, unless it is not understood."""
    ends = {"subject": names[link.source], "object": names[link.target]}
    known = {normal(name): value for name, value in link.known.items()}
    if "predicate" in known and not (options.sign or options.relation):
        cells = {name: cell(known[name]) for name in reader.READ["edges"] if name in known}
        yield Edge(link.place, {"primary_knowledge_source": file.name, **cells, **ends})
        return
    found = said(link.known, options)
    if isinstance(found, str):
        report.leave("edges", link.place, UNKNOWN, found)
        return
    row = {
        **(found.cells if link.directed else undirected(found.cells)),
        **ends,
        "publications": published(link.known, options),
        claims.SCORE: score(link.known),
        "primary_knowledge_source": file.name,
    }
    yield Edge(link.place, row, (), found.notes, found.word)


def _identifiers(nodes: Mapping[str, Attributes], prefix: str) -> dict[str, str]:
    """The identifier of each node: a CURIE that it has, else its name, or what the file calls it if names repeat."""
    called = {name: _name(known) for name, known in nodes.items()}
    times = Counter(called.values())
    plain = {name: text if text and times[text] == 1 else name for name, text in called.items()}
    return {name: _curie(name, known) or identifier(plain[name], prefix) for name, known in nodes.items()}


def _curie(name: str, known: Attributes) -> str:
    """The CURIE of a node: of what it represents, or its name; empty if it has none."""
    for text in (*(text for _, text in texts(known, IDENTIFIERS)), name, _name(known)):
        if is_curie(found := curie(text)):
            database, _, local = found.partition(":")
            return curie_of(database, local) or found
    return ""


def _name(known: Attributes) -> str:
    return next((text for _, text in texts(known, NAMES)), "")


def _node(name: str, called: str, known: Attributes) -> dict[str, str]:
    classes = (text for _, text in texts(known, CLASSES) if text.startswith("biolink:"))
    kind = class_of(name)
    return {
        "id": name,
        "name": _name(known) or called,
        "category": next(classes, f"biolink:{kind}" if kind else ""),
        "description": next((text for _, text in texts(known, DEFINITIONS)), ""),
    }


def _names(network: Network) -> list[str]:
    """The names of the attributes of edges."""
    return list(dict.fromkeys(name for link in network.edges for name in link.known))


def _used(file: Given, network: Network, options: Options) -> set[str]:
    """The attributes of edges that are used."""
    if options.source or options.target:
        raise UsageError(
            f"{file.shown}: a network format names the ends of its edges itself; leave out --source and --target"
        )
    names = _names(network)
    wanted = [name for name in (options.sign, options.relation, options.reference) if name]
    for name in wanted:
        if normal(name) not in map(normal, names):
            there = ", ".join(names[:_LISTED]) or "none"
            raise UsageError(f"{file.shown}: no edge has the attribute “{name}”; its edges have: {there}")
    used = {*reader.READ["edges"], *SIGNS, *RELATIONS, *REFERENCES, *SCORES, *map(normal, wanted)}
    return {name for name in names if normal(name) in used}
