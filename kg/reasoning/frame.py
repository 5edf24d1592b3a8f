"""A strongly connected component of a signed graph as numbers, shared by all searches in it.

Quantities are numbers here, and a *state* is a quantity going up (2n) or down (2n + 1), so a walk through states has a
sign. What a frame holds does not depend on what is held.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from functools import cached_property, lru_cache, partial

from kg import limits
from kg.reasoning.components import BOTH, MINUS, PLUS, Signed, balance, times

#: Targets whose distances are kept.
KEPT = 32


class Frame:
    """The members of a component, and the influences between them."""

    def __init__(self, graph: Signed, members: Sequence[str]) -> None:
        self.names = members
        self.number = {name: i for i, name in enumerate(members)}
        self.side = balance(graph, members)
        self.growing = 0  # quantities that may reinforce themselves
        self.heads: dict[int, dict[int, int]] = {i: {} for i in range(len(members))}
        self.states: list[list[int]] = [[] for _ in range(2 * len(members))]
        for i, tail in enumerate(members):
            self.lead(i, graph.get(tail, {}))
        self.size = len(members) + sum(map(len, self.heads.values()))
        self.lengths = lru_cache(KEPT)(self._lengths)

    def lead(self, tail: int, influences: Mapping[str, int]) -> None:
        """Note the influences of one member, by its number."""
        heads: dict[int, int] = {}
        up: list[int] = []
        for head, signs in sorted(influences.items()):
            if (j := self.number.get(head)) == tail:
                self.growing |= (signs & PLUS) << tail
            elif j is not None:
                heads[j] = signs
                up += [2 * j + (each == MINUS) for each in steps(signs)]
        self.heads[tail] = heads
        self.states[2 * tail], self.states[2 * tail + 1] = up, [state ^ 1 for state in up]

    def leading(self, graph: Signed, tails: Collection[str]) -> Frame:
        """The frame in which some members have the further influences of another graph; no walk enters these members.

        So the distances from all other members remain.
        """
        more = self._changed(graph, tails)
        side = self.side
        if side is not None and any(
            times(side[tail], signs) != side[head]
            for tail in tails
            for head, signs in graph[tail].items()
            if head in side and head != tail
        ):
            more.side = None
        return more

    def without(self, graph: Signed, tail: str) -> Frame:
        """The frame in which a member has only the influences that another graph leaves it."""
        less = self._changed(graph, [tail])
        vars(less).pop("_into", None)
        less.lengths = lru_cache(KEPT)(partial(Frame._lengths, less))
        less.side = self.side or balance(graph, self.names)
        return less

    def _changed(self, graph: Signed, tails: Collection[str]) -> Frame:
        """A frame in which some members have the influences of another graph."""
        other = copy(self)
        other.heads, other.states = dict(self.heads), list(self.states)
        for tail in tails:
            i = self.number[tail]
            other.size -= len(other.heads[i])
            other.lead(i, graph[tail])
            other.size += len(other.heads[i])
        return other

    @cached_property
    def _into(self) -> list[list[int]]:
        """The states that lead to each state."""
        into: list[list[int]] = [[] for _ in self.states]
        for state, heads in enumerate(self.states):
            for head in heads:
                into[head].append(state)
        return into

    def _lengths(self, end: int) -> list[int]:
        """The number of steps from each state to a quantity going up; -1 if nothing leads there."""
        limits.check()
        into = self._into
        found = [-1] * len(self.states)
        found[2 * end] = 0
        queue = [2 * end]
        for state in queue:  # it grows during the loop
            further = found[state] + 1
            for tail in into[state]:
                if found[tail] < 0:
                    found[tail] = further
                    queue.append(tail)
        return found


def steps(signs: int) -> tuple[int, ...]:
    """The signs that an influence may have, one by one."""
    return (PLUS, MINUS) if signs == BOTH else (signs,)
