"""The nodes that every path between some nodes and others passes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from kg import limits
from kg.reasoning.flow import Ends


def heads(steps: Iterable[Ends]) -> Mapping[str, list[str]]:
    """Where steps lead, by their tails."""
    found: dict[str, list[str]] = {}
    for tail, head in steps:
        found.setdefault(tail, []).append(head)
    return found


def passed(steps: Mapping[str, Iterable[str]], sources: Iterable[str], targets: Collection[str]) -> tuple[str, ...]:
    """The nodes between sources and targets that every path passes, in order: the dominators of the targets.

    All of them are on any one path, and without one of them there is none.

    >>> passed({"a": "b", "b": "cd", "c": "e", "d": "e"}, ["a"], ["e"])
    ('b',)
    """
    starts = tuple(sources)

    def path(avoided: str | None = None) -> list[str] | None:
        """The nodes of a shortest path, backwards, without its ends."""
        limits.check()
        before: dict[str, str | None] = dict.fromkeys(starts)
        for node in (queue := list(starts)):  # it grows during the loop
            for head in steps.get(node, ()):
                if head in before or head == avoided:
                    continue
                if head in targets:
                    found = [node]
                    while (above := before[found[-1]]) is not None:
                        found.append(above)
                    return found[:-1]
                before[head] = node
                queue.append(head)
        return None

    return tuple(node for node in reversed(path() or []) if path(node) is None)
