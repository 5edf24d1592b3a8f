"""Edges that say what is a kind of what, without cycles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

Pair = tuple[str, str]


def acyclic(pairs: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """The pairs that form no cycle, and those that would close one with the pairs before them."""
    core = _cyclic(pairs)
    above: dict[str, list[str]] = defaultdict(list)
    joined: dict[str, str] = {}
    kept, closing = [], []
    for kind, broader in pairs:
        if kind == broader:
            closing.append((kind, broader))
            continue
        if (kind, broader) in core:
            ends = _root(joined, kind), _root(joined, broader)
            if ends[0] == ends[1] and _reaches(above, broader, kind):
                closing.append((kind, broader))
                continue
            joined[ends[0]] = ends[1]
            above[kind].append(broader)
        kept.append((kind, broader))
    return kept, closing


def _cyclic(pairs: Iterable[Pair]) -> set[Pair]:
    """The pairs that may lie on a cycle: what remains when all ends of chains are taken away, again and again."""
    left = set(pairs)
    for end in (0, 1):
        beside: dict[str, list[Pair]] = defaultdict(list)
        count: dict[str, int] = defaultdict(int)
        for pair in left:
            beside[pair[end]].append(pair)
            count[pair[1 - end]] += 1
        open_ = [name for name in beside if not count[name]]
        while open_:
            for pair in beside[open_.pop()]:
                left.discard(pair)
                count[pair[1 - end]] -= 1
                if not count[pair[1 - end]]:
                    open_.append(pair[1 - end])
    return left


def _root(joined: dict[str, str], name: str) -> str:
    """The name that stands for everything joined with this one."""
    while (parent := joined.get(name, name)) != name:
        joined[name] = joined.get(parent, parent)
        name = joined[name]
    return name


def _reaches(above: dict[str, list[str]], start: str, goal: str) -> bool:
    found, open_ = {start}, [start]
    while open_ and goal not in found:
        more = set(above[open_.pop()]) - found
        found |= more
        open_ += more
    return goal in found
