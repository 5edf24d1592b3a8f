"""Minimum cuts: the narrowest place between two nodes, counted in edges."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

#: Tail and head.
Ends = tuple[str, str]


def minimum_cut(capacities: Mapping[Ends, int], source: str, target: str) -> list[Ends]:
    """The pairs of a cut of least total capacity between source and target, of several the one nearest the source.

    By shortest augmenting paths (Edmonds and Karp 1972). Empty if there is no path.

    >>> minimum_cut({("a", "b"): 2, ("b", "c"): 1, ("a", "c"): 1, ("c", "a"): 9}, "a", "c")
    [('a', 'c'), ('b', 'c')]
    """
    left = dict(capacities)
    heads: dict[str, set[str]] = {}
    for tail, head in capacities:
        heads.setdefault(tail, set()).add(head)
        heads.setdefault(head, set()).add(tail)
        left.setdefault((head, tail), 0)

    def reach() -> dict[str, str]:
        before = {source: source}
        open_ = deque([source])
        while open_ and target not in before:
            tail = open_.popleft()
            for head in sorted(heads.get(tail, ())):
                if head not in before and left[tail, head]:
                    before[head] = tail
                    open_.append(head)
        return before

    while target in (before := reach()):
        path = [target]
        while path[-1] != source:
            path.append(before[path[-1]])
        steps = list(zip(path[1:], path, strict=False))
        amount = min(left[step] for step in steps)
        for tail, head in steps:
            left[tail, head] -= amount
            left[head, tail] += amount
    return sorted(ends for ends in capacities if ends[0] in before and ends[1] not in before)
