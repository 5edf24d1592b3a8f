"""Which influences only sum up others.

A page that says "A increases D" may sum up A → B ↓ → C ↑ → D ↑. Taken as one more mechanism beside these, it would
oppose its own mediators. Adverse outcome pathways distinguish adjacent and non-adjacent relationships in the same way.
So an uncontested influence that is supported by a passage of prose counts as a summary if a chain of two to four other
uncontested influences has its sign. The chains consist of influences that stay, so what reaches what, and with which
signs, remains the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg import limits
from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from kg.reasoning.support import supporting

#: Maximum number of steps of the chain that a summary sums up.
LONGEST = 4


def summaries(graph: KnowledgeGraph, firm: Iterable[Influence]) -> frozenset[tuple[str, str, Sign]]:
    """The keys of the influences that are summaries, among the uncontested influences with a sign, taken in order."""
    listed = list(firm)
    heads: dict[str, dict[tuple[str, Sign], None]] = {}
    tails: dict[str, set[str]] = {}
    for i in listed:
        heads.setdefault(i.source, {})[i.target, i.sign] = None
        tails.setdefault(i.target, set()).add(i.source)
    near: dict[str, dict[str, int]] = {}
    found = set()
    for i in listed:
        if len(heads[i.source]) > 1 and len(tails[i.target]) > 1 and _prose(graph, i):
            if i.target not in near:
                near[i.target] = _near(tails, i.target)
            if _spanned(heads, near[i.target], i):
                del heads[i.source][i.target, i.sign]
                found.add(i.key)
    return frozenset(found)


def _prose(graph: KnowledgeGraph, used: Influence) -> bool:
    """Whether a passage of a document supports it."""
    return any(item.passage is not None for item in supporting(graph, used))


def _near(tails: Mapping[str, set[str]], target: str) -> dict[str, int]:
    """The quantities fewer than LONGEST steps upstream of a target, with the number of steps."""
    found = {target: 0}
    level = {target}
    for steps in range(1, LONGEST):
        level = set().union(*(tails.get(node, ()) for node in level)) - found.keys()
        found.update(dict.fromkeys(level, steps))
    return found


def _spanned(heads: Mapping[str, Iterable[tuple[str, Sign]]], near: Mapping[str, int], used: Influence) -> bool:
    """Whether a simple chain of two to four other influences has the ends and the sign of this one."""
    open_: list[tuple[tuple[str, ...], Sign]] = [((used.source,), Sign.PLUS)]
    while open_:
        limits.check()
        path, sign = open_.pop()
        for head, step in heads.get(path[-1], ()):
            if head == used.target:
                if len(path) > 1 and sign * step is used.sign:
                    return True
            elif head in near and len(path) + near[head] <= LONGEST and head not in path:
                open_.append(((*path, head), sign * step))
    return False
