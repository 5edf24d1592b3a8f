"""Feedback loops of a signed graph, the best supported first."""

from __future__ import annotations

from typing import Literal, get_args

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
LIMIT = 20_000_000
#: Partial loops that may be examined at each quantity, at least; the limit of a path search is shared by all.
LOOKED = 10_000
_BACK = "\0"  # within a search, the start of a loop under a second name, as its end


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
    starts: list[tuple[int, list[str]]] = []
    work = 0
    for component in map(sorted, nx.strongly_connected_components(linked)):
        limits.check()
        for place, root in enumerate(component):  # each loop is found at the first of its quantities
            if len(component) > 1 or linked.has_edge(root, root):
                work += 0 if through else (place + 1) * len(linked[root])
                if through in (None, root):
                    starts.append((place, component))
    if work * max_length > LIMIT:
        message = (
            f"{len(starts):,} quantities act on each other; name one with --through, or try a smaller --max-length"
        )
        raise SearchLimit(message)
    signs = frozenset(sign for sign, word in KIND.items() if kind in (None, word))
    chains: list[Chain] = []
    for place, component in starts:
        inside = set(component if through else component[place:])
        limit = max(LOOKED, paths.LIMIT // len(starts))
        chains += _at(network, component[place], inside, signs, max_length=max_length, k=k, limit=limit)
        chains = sorted(chains, key=_order)[:k]
    return chains


def _order(loop: Chain) -> tuple[int, int, list[tuple[str, str]]]:
    used = [step.influence for step in loop.steps]
    return sum(i.cost for i in used), len(used), [(i.source, i.sign.value) for i in used]


def _at(
    network: Network, start: str, inside: set[str], signs: frozenset[Sign], *, max_length: int, k: int, limit: int
) -> list[Chain]:
    """The best loops through one quantity that stay inside: the best paths from it to a copy of it."""
    searched = network.searched
    around = {
        tail: {_BACK if head == start else head: keyed for head, keyed in searched[tail].items() if head in inside}
        for tail in sorted(inside & searched.keys())
    }
    try:
        found = paths.best_paths(around, start, _BACK, k=k, max_hops=max_length, ends=signs, limit=limit)
    except SearchLimit:
        raise SearchLimit(
            f"the search was stopped after {limit:,} partial loops; try a smaller --max-length or -k"
        ) from None
    concept = network.graph.concepts[start]
    there = Selection(concept, None, concept.label)
    return [network.chain(there, there, (*path.nodes[:-1], start), [Sign(key) for key in path.keys]) for path in found]


def name(graph: KnowledgeGraph, loop: Chain) -> str:
    """The name of a loop: its quantities in order."""
    labels = [graph.concepts[step.influence.source].label for step in loop.steps]
    there_and_back = 2
    return " ⇄ ".join(labels) if len(labels) == there_and_back else " → ".join([*labels, labels[0]])
