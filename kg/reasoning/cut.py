"""The nodes that every path between two nodes passes."""

from __future__ import annotations

from collections.abc import Iterable

from kg import limits
from kg.reasoning.flow import Ends


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
