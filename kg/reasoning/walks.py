"""The signs of the walks between quantities, by one search for many pairs.

A *state* is a quantity going up (1) or down (-1). A walk to a target that does not pass the target before is what
counts. The shortest walk to each state nearly always is such a walk, and one search finds all of these.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache

from kg import limits
from kg.reasoning.components import strong

State = tuple[str, int]
#: The state before each one on a shortest walk; that of a root is the root itself.
Before = Mapping[State, State]
#: The signs of the influences between two quantities, by the tail or the head: 1, -1, or 0 for unknown.
Steps = Mapping[str, Mapping[str, Iterable[int]]]
#: Targets whose approaches are kept.
KEPT = 8
#: The ways in which a step of each sign may turn a direction.
_TURNS = {1: (1,), -1: (-1,), 0: (1, -1)}


def spread(steps: Steps, roots: Iterable[State], done: Callable[[Before], bool] | None = None) -> Before:
    """The states that walks from the roots reach, breadth first; no walk returns to the quantity of a root.

    The search ends early once it is ``done``.
    """
    before = {root: root for root in roots}
    closed = {name for name, _ in before}
    queue = list(before)
    for state in queue:  # it grows during the loop
        limits.check()
        if done is not None and done(before):
            break
        name, way = state
        for head, signs in steps.get(name, {}).items():
            if head not in closed:
                for sign in signs:
                    for turn in _TURNS[sign]:
                        reached = (head, way * turn)
                        if reached not in before:
                            before[reached] = state
                            queue.append(reached)
    return before


def passes(before: Before, state: State) -> bool:
    """Whether the walk to a state passes its quantity going the other way."""
    contrary = (state[0], -state[1])
    while state not in (contrary, before[state]):
        state = before[state]
    return state == contrary


class Approach:
    """What leads to a target, for questions from many quantities, each held: no walk returns to it."""

    def __init__(self, walks: Walks, target: str) -> None:
        self._walks, self._target = walks, target
        self._before = spread(walks.back, [(target, 1)])
        self._crowd = cache(self._count)

    def signs(self, source: str) -> set[int]:
        """The signs of the walks from a quantity."""
        met = [way for way in (1, -1) if (source, way) in self._before]
        if len(met) > 1 and any(passes(self._before, (source, way)) for way in met):
            steps = {name: heads for name, heads in self._walks.back.items() if name != source}
            before = spread(steps, [(self._target, 1)], lambda found: {(source, 1), (source, -1)} <= found.keys())
            met = [way for way in (1, -1) if (source, way) in before]
        return set(met)

    def returns(self, source: str) -> bool:
        """Whether the target is on a loop, of at least two quantities, without a source that leads to it."""
        if source not in self._loop:
            return bool(self._loop)
        return bool(self._around(source))

    @cached_property
    def _loop(self) -> frozenset[str]:
        """The quantities of a shortest loop through the target; empty if there is none."""
        return self._around(None)

    def _around(self, avoided: str | None) -> frozenset[str]:
        component = self._walks.component.get(self._target, frozenset())
        ways: dict[str, tuple[str, ...]] = {self._target: (self._target,)}
        for name, way in (queue := list(ways.items())):  # it grows during the loop
            limits.check()
            for tail in self._walks.back.get(name, ()):
                if tail == self._target != name:
                    return frozenset(way)
                if tail in component and tail != avoided and tail not in ways:
                    ways[tail] = (*way, tail)
                    queue.append((tail, ways[tail]))
        return frozenset()

    def crowded(self, source: str, most: int) -> bool:
        """Whether more than ``most`` influences among what a source leads to are upstream of the target."""
        number, known = self._walks.number[source], self._walks.downstream[source]
        crowd, passed = self._crowd(most)
        if crowd and not crowd & ~known and not passed >> number & 1:
            return True
        return self._upstream(most, known, number)[0] > most

    def _count(self, most: int) -> tuple[int, int]:
        """Quantities on loops whose influences upstream of the target are more than ``most``; none if there are not.

        And those among them on which these influences act.
        """
        size, met, passed = self._upstream(most, self._walks.looping)
        return (met, passed) if size > most else (0, 0)

    def _upstream(self, most: int, counted: int, source: int = -1) -> tuple[int, int, int]:
        """How many influences are upstream of the target, of which quantities, and on which they act.

        Until they are more than ``most``; only those of the quantities that are ``counted``; none leads to the source.
        """
        size, open_ = 0, 1 << self._walks.number[self._target]
        met = open_
        while open_ and size <= most:
            number = open_.bit_length() - 1
            open_ ^= 1 << number
            if number != source:
                tails = self._walks.tails[number] & counted
                size += tails.bit_count()
                open_ |= tails & ~met
                met |= tails
        return size, met, met & ~open_


class Walks:
    """The walks along the influences of a network."""

    def __init__(self, onward: Steps) -> None:
        self.onward = onward
        self.toward = lru_cache(KEPT)(lambda target: Approach(self, target))

    @cached_property
    def back(self) -> Steps:
        """The influences by their heads."""
        found: dict[str, dict[str, Iterable[int]]] = {}
        for tail, heads in self.onward.items():
            for head, signs in heads.items():
                found.setdefault(head, {})[tail] = signs
        return found

    @cached_property
    def _parts(self) -> list[list[str]]:
        return strong(self.onward)

    @cached_property
    def component(self) -> Mapping[str, Collection[str]]:
        """The strongly connected component of each quantity that is not one by itself."""
        return {name: part for part in map(frozenset, self._parts) if len(part) > 1 for name in part}

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The bit of each quantity in a set of quantities."""
        return {name: number for number, name in enumerate(name for part in self._parts for name in part)}

    @cached_property
    def looping(self) -> int:
        """The quantities that are in a component, as bits."""
        return sum(1 << self.number[name] for name in self.component)

    @cached_property
    def tails(self) -> Sequence[int]:
        """What acts on each quantity by its number, other than itself, as bits."""
        found = [0] * len(self.number)
        for tail, heads in self.onward.items():
            for head in heads:
                if head != tail:
                    found[self.number[head]] |= 1 << self.number[tail]
        return found

    @cached_property
    def downstream(self) -> Mapping[str, int]:
        """What each quantity leads to, and itself, as bits."""
        found: dict[str, int] = {}
        for part in reversed(self._parts):
            reached = sum(1 << self.number[name] for name in part)
            for head in {head for name in part for head in self.onward.get(name, ())}.difference(part):
                reached |= found[head]
            found.update(dict.fromkeys(part, reached))
        return found
