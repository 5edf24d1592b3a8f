"""Separate two nodes of a graph: minimum cuts, and the nodes that every path passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg import limits

#: Tail and head.
Ends = tuple[str, str]


def minimum_cut(capacities: Mapping[Ends, int], source: str, target: str) -> list[Ends]:
    """The edges of a cut of minimum capacity between source and target; of several, the one nearest the source.

    Empty if there is no path.

    >>> minimum_cut({("a", "b"): 2, ("b", "c"): 1, ("a", "c"): 1, ("c", "a"): 9}, "a", "c")
    [('a', 'c'), ('b', 'c')]
    """
    import networkx as nx

    limits.check()
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from((source, target))
    graph.add_weighted_edges_from(((*ends, capacity) for ends, capacity in capacities.items()), weight="capacity")
    # networkx returns the cut nearest the end, which is the source in the reversed graph
    _, (after, before) = nx.minimum_cut(graph.reverse(), target, source)
    return sorted(ends for ends in capacities if ends[0] in before and ends[1] in after)


def passed(steps: Iterable[Ends], source: str, target: str) -> tuple[str, ...]:
    """The nodes between source and target that every path passes, in order: the dominators of the target.

    >>> passed([("a", "b"), ("b", "c"), ("b", "d"), ("c", "e"), ("d", "e")], "a", "e")
    ('b',)
    """
    import networkx as nx

    limits.check()
    above = nx.immediate_dominators(nx.DiGraph(list(steps)), source)
    found: list[str] = []
    node = above.get(target, source)
    while node != source:
        found.append(node)
        node = above[node]
    return tuple(reversed(found))
