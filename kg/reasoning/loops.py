"""Feedback loops of a signed graph, the best supported first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import islice
from typing import Literal, get_args

from msgspec import Struct

from kg import limits
from kg.errors import SearchLimit
from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection
from kg.reasoning import paths
from kg.reasoning.network import Chain, Network

Kind = Literal["reinforcing", "balancing", "of unknown sign"]
KINDS: tuple[Kind, ...] = get_args(Kind)
#: The kind of a loop by the product of its signs.
KIND: dict[Sign, Kind] = dict(zip((Sign.PLUS, Sign.MINUS, Sign.UNKNOWN), KINDS, strict=True))
#: Defaults: maximum length of a loop, and number of loops.
LENGTH, COUNT = 8, 20
#: Maximum work of a search for loops: quantities × influences among them × steps of a loop.
LIMIT = 1_000_000_000
#: Partial loops that may be examined at each quantity, at least; the limit of a path search is shared by all.
LOOKED = 10_000


def find(
    graph: KnowledgeGraph,
    *,
    through: str | None = None,
    max_length: int = LENGTH,
    k: int = COUNT,
    kind: Kind | None = None,
) -> list[Chain]:
    """The ``k`` best supported loops as chains that return to their start, each once.

    ``through`` keeps those through one quantity, ``kind`` those of one kind. They are found within each strongly
    connected component. Raises SearchLimit if the component is so large that the search would take too long.
    """
    import networkx as nx

    network = Network(graph, leading=[through] if through else [])
    linked: nx.DiGraph[str] = nx.DiGraph([i.ends for i in network.used])
    starts: list[tuple[str, range]] = []
    places: dict[str, int] = {}
    work = 0
    for component in map(sorted, nx.strongly_connected_components(linked)):
        limits.check()
        first, end = len(places), len(places) + len(component)
        for place, root in enumerate(component, first):  # each loop is found at the first of its quantities
            places[root] = place
            if len(component) > 1 or linked.has_edge(root, root):
                work += 0 if through else (place - first + 1) * len(linked[root])
                if through in (None, root):
                    starts.append((root, range(first if through else place, end)))
    if work * max_length > LIMIT:
        message = (
            f"{len(starts):,} quantities act on each other; name one with --through, or try a smaller --max-length"
        )
        raise SearchLimit(message)
    signs = frozenset(sign for sign, word in KIND.items() if kind in (None, word))
    edges = network.links.edges
    limit = max(LOOKED, paths.LIMIT // max(1, len(starts)))
    found: list[paths.Path] = []
    for root, inside in starts:
        limits.check()
        worst = paths.weight(found[-1]) if len(found) == k else math.inf
        ranked = paths.ranked(
            edges,
            root,
            root,
            max_length,
            start=Sign.PLUS,
            ends=signs,
            inside=_Part(places, inside),
            most=worst,
            limit=limit,
        )
        try:
            found = sorted([*found, *islice(ranked, k)], key=_order)[:k]
        except SearchLimit:
            raise SearchLimit(
                f"the search was stopped after {limit:,} partial loops; try a smaller --max-length or -k"
            ) from None
    return [_chain(network, path) for path in found]


class _Part(Struct, frozen=True):
    """The quantities at some places."""

    places: Mapping[str, int]
    within: range

    def __contains__(self, name: object, /) -> bool:
        return self.places.get(str(name), -1) in self.within


def _order(loop: paths.Path) -> tuple[int, int, list[tuple[str, str]]]:
    return loop.cost, len(loop.keys), list(zip(loop.nodes, loop.keys, strict=False))


def _chain(network: Network, loop: paths.Path) -> Chain:
    """A loop as a chain that returns to its start."""
    concept = network.graph.concepts[loop.nodes[0]]
    there = Selection(concept, None, concept.label)
    return network.chain(there, there, loop.nodes, [Sign(key) for key in loop.keys])


def name(graph: KnowledgeGraph, loop: Chain) -> str:
    """The name of a loop: its quantities in order."""
    labels = [graph.concepts[step.influence.source].label for step in loop.steps]
    there_and_back = 2
    return " ⇄ ".join(labels) if len(labels) == there_and_back else " → ".join([*labels, labels[0]])
