"""Strongly connected components of a signed graph, and whether all their loops are reinforcing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

#: The signs that an influence may have, as bits.
PLUS, MINUS, BOTH = 1, 2, 3

#: tail → head → the signs that the influence between them may have: PLUS, MINUS or BOTH.
Signed = Mapping[str, Mapping[str, int]]
_Node = TypeVar("_Node", int, str)


def times(a: int, b: int) -> int:
    """The signs of two steps in sequence.

    >>> times(PLUS, MINUS) == MINUS, times(MINUS, MINUS) == PLUS, times(MINUS, BOTH) == BOTH
    (True, True, True)
    """
    return BOTH if BOTH in (a, b) else PLUS if a == b else MINUS


def strong(graph: Mapping[_Node, Iterable[_Node]], within: Collection[_Node] | None = None) -> list[list[_Node]]:
    """The strongly connected components of a graph, or of its part ``within``, upstream first (Tarjan 1972).

    The members of each component are sorted.

    >>> strong({"a": {"b": 1}, "b": {"c": 1}, "c": {"b": 2}})
    [['a'], ['b', 'c']]
    """
    inside = set(graph).union(*graph.values()) if within is None else set(within)
    index: dict[_Node, int] = {}
    low: dict[_Node, int] = {}
    stack: list[_Node] = []
    waiting: set[_Node] = set()
    found: list[list[_Node]] = []
    for root in sorted(inside):
        if root in index:
            continue
        work = [(root, iter(sorted(graph.get(root, ()))))]
        index[root] = low[root] = len(index)
        stack.append(root)
        waiting.add(root)
        while work:
            node, heads = work[-1]
            for head in heads:
                if head not in inside:
                    continue
                if head not in index:
                    index[head] = low[head] = len(index)
                    stack.append(head)
                    waiting.add(head)
                    work.append((head, iter(sorted(graph.get(head, ())))))
                    break
                if head in waiting:
                    low[node] = min(low[node], index[head])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    members = [stack.pop()]
                    while members[-1] != node:
                        members.append(stack.pop())
                    waiting.difference_update(members)
                    found.append(sorted(members))
    return found[::-1]


def balance(graph: Signed, component: Collection[str]) -> dict[str, int] | None:
    """The side of each quantity, PLUS or MINUS, if all loops of a component are reinforcing; otherwise None.

    Quantities on the same side raise each other, those on different sides lower each other (structural balance: Harary
    1953). The influence of a quantity on itself is ignored.

    >>> balance({"a": {"b": 2}, "b": {"a": 2}}, ["a", "b"])
    {'a': 1, 'b': 2}
    >>> balance({"a": {"b": 1}, "b": {"a": 2}}, ["a", "b"]) is None
    True
    """
    inside = set(component)
    root = min(inside)
    side = {root: PLUS}
    open_ = [root]
    while open_:
        node = open_.pop()
        for head, signs in graph.get(node, {}).items():
            if head not in inside or head == node:
                continue
            wanted = times(side[node], signs)
            if head not in side:
                side[head] = wanted
                open_.append(head)
            elif side[head] != wanted:
                return None
    return side
