"""The sign of a response within one strong component: all simple paths, and the loops that they leave aside.

Quantities are numbers here, a *state* is a quantity going up (2n) or down (2n + 1). A search branches only where walks
through what remains still differ in sign, or while a reinforcing loop remains that the path may yet break.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from kg.components import BOTH, MINUS, PLUS, Signed, balance, strong, times

#: Looks at one component, for one pair of its quantities, after which a proof is given up and the sign is unknown.
LIMIT = 300

Path = tuple[str, ...]
_Trail = tuple[int, ...]


class Gain(NamedTuple):
    """The sign of the response: PLUS, MINUS or BOTH, with a simple path for each sign that was met.

    Where it is BOTH for want of two contrary paths, ``loop`` is a reinforcing loop beside a path (its quantities), or
    else the proof was given up.
    """

    signs: int
    paths: dict[int, Path]
    loop: Path = ()


class _GaveUp(Exception):
    """A proof would take too many looks."""


class Component:
    """One strong component of a graph; paths avoid the quantities that are ``held``, except to start at one."""

    def __init__(self, graph: Signed, members: Sequence[str], held: Collection[str] = ()) -> None:
        self.names = members
        self.number = {name: i for i, name in enumerate(members)}
        self.side = balance(graph, members)
        self.heads: list[list[tuple[int, int]]] = [[] for _ in members]
        self.states: list[list[int]] = [[] for _ in range(2 * len(members))]
        self.growing = 0  # quantities that may reinforce themselves, as bits
        for i, tail in enumerate(members):
            for head, signs in graph.get(tail, {}).items():
                if (j := self.number.get(head)) == i:
                    self.growing |= (signs & PLUS) << i
                elif j is not None:
                    self.heads[i].append((j, signs))
                    for up in (0, 1):
                        self.states[2 * i + up] += [2 * j + (up ^ (each == MINUS)) for each in _each(signs)]
        self.area = sum(1 << i for i, name in enumerate(members) if name not in held)
        self.known: list[tuple[int, _Trail]] = []
        self.clear: set[int] = set()
        self.left = 0

    def example(self, start: str, end: str) -> Gain | None:
        """A shortest path from start to end, whatever its sign."""
        a, b = self.number[start], self.number[end]
        found = self._walks(a, b, self.area & ~(1 << a))
        if not found:
            return None
        sign = min(found, key=lambda s: (len(found[s]), s))
        return Gain(sign, {sign: self._named(found[sign])})

    def gain(self, start: str, end: str) -> Gain | None:
        """What all simple paths from start to end come to; None if there is none."""
        example = self.example(start, end)
        if example is None or self.side is not None:
            return example  # where all loops are reinforcing, all walks agree
        self.left = LIMIT
        try:
            return self._prove(self.number[start], self.number[end])
        except _GaveUp:
            return example._replace(signs=BOTH)

    def _prove(self, start: int, end: int) -> Gain:
        found: dict[int, _Trail] = {}
        stack: list[tuple[_Trail, int, int]] = [((start,), PLUS, self.area & ~(1 << start))]
        while stack and sum(found) != BOTH:
            trail, sign, rest = stack.pop()
            self._look()
            walks = self._walks(trail[-1], end, rest)
            if not walks:
                continue
            loop = self._reinforcing(rest)
            if trail[-1] == end:
                found.setdefault(sign, trail)
                if loop:
                    return Gain(BOTH, {sign: self._named(trail)}, self._named(loop))
            elif len(walks) == 1 and not loop:
                ((onward, walk),) = walks.items()
                found.setdefault(times(sign, onward), trail + walk[1:])
            else:
                nearest = min(walks.values(), key=len)[1]
                for head, signs in sorted(self.heads[trail[-1]], key=lambda edge: edge[0] == nearest):
                    if rest >> head & 1:
                        stack += [((*trail, head), times(sign, s), rest & ~(1 << head)) for s in _each(signs)]
        return Gain(sum(found), {sign: self._named(trail) for sign, trail in found.items()})

    def _walks(self, start: int, end: int, rest: int) -> dict[int, _Trail]:
        """For each sign that a walk from start to end through the rest (bits) can have, a shortest one."""
        if start == end:
            return {PLUS: (start,)}
        before = [-1] * len(self.states)
        for i in range(len(self.names)):
            if not rest >> i & 1:
                before[2 * i] = before[2 * i + 1] = -2
        missing = {2 * end, 2 * end + 1}
        level = [2 * start]
        while level and missing:
            onward = []
            for state in level:
                for head in self.states[state]:
                    if before[head] == -1:
                        before[head] = state
                        if head in missing:
                            missing.discard(head)
                        else:
                            onward.append(head)
            level = onward
        walks = {}
        for sign, state in ((PLUS, 2 * end), (MINUS, 2 * end + 1)):
            if state not in missing:
                trail = [state]
                while trail[-1] != 2 * start:
                    trail.append(before[trail[-1]])
                walks[sign] = tuple(s >> 1 for s in reversed(trail))
        return walks if rest >> end & 1 else {}

    def _reinforcing(self, rest: int) -> _Trail:
        """A loop within the rest that is, or may be, reinforcing; empty if there is none."""
        for bits, loop in self.known:
            if bits & rest == bits:
                return loop
        if rest in self.clear:
            return ()
        if loop := self._any_loop(rest):
            self.known.append((sum(1 << i for i in loop), loop))
        else:
            self.clear.add(rest)
        return loop

    def _any_loop(self, rest: int) -> _Trail:
        if grows := self.growing & rest:
            return (grows.bit_length() - 1,)
        open_ = [rest]
        while open_:
            for inside in self._parts(open_.pop()):
                self._look()
                members = [i for i in range(len(self.names)) if inside >> i & 1]
                for pivot in members:
                    loop = self._closed(pivot, inside)
                    if loop and len(set(loop)) == len(loop):
                        return loop
                pivot = max(members, key=lambda i: len(self.heads[i]))
                if loop := self._loop(pivot, inside):
                    return loop
                open_.append(inside & ~(1 << pivot))
        return ()

    def _parts(self, rest: int) -> list[int]:
        """The strong components of the rest that have more than one member, as bits."""
        graph = {
            str(i): {str(j): s for j, s in heads if rest >> j & 1}
            for i, heads in enumerate(self.heads)
            if rest >> i & 1
        }
        return [sum(1 << int(i) for i in part) for part in strong(graph) if len(part) > 1]

    def _closed(self, pivot: int, inside: int) -> _Trail:
        """A shortest reinforcing closed walk through one quantity, which may cross itself; empty if there is none."""
        found = []
        for head, signs in self.heads[pivot]:
            if inside >> head & 1:
                back = self._walks(head, pivot, inside)
                found += [(pivot, *back[sign][:-1]) for sign in _each(signs) if sign in back]
        return min(found, key=len, default=())

    def _loop(self, pivot: int, inside: int) -> _Trail:
        """A reinforcing loop through one quantity; empty if there is none."""
        stack: list[tuple[_Trail, int, int]] = [((pivot,), PLUS, inside)]
        while stack:
            trail, sign, rest = stack.pop()
            self._look()
            for head, signs in self.heads[trail[-1]]:
                for turned in {times(sign, each) for each in _each(signs)} if rest >> head & 1 else ():
                    if head != pivot and turned in self._walks(head, pivot, rest & ~(1 << head)):
                        stack.append(((*trail, head), turned, rest & ~(1 << head)))
                    elif head == pivot and turned == PLUS:
                        return trail
        return ()

    def _look(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise _GaveUp

    def _named(self, trail: _Trail) -> Path:
        return tuple(self.names[i] for i in trail)


def _each(signs: int) -> tuple[int, ...]:
    return (PLUS, MINUS) if signs == BOTH else (signs,)
