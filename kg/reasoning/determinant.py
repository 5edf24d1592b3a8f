"""The sign of a response within one strongly connected component: all simple paths, and the loops disjoint from them.

Quantities and states are numbers (:mod:`kg.reasoning.frame`), and sets of quantities are bit masks. Simple paths are
enumerated only while the walks through the remaining quantities differ in sign, or while a reinforcing loop remains
that the path may still break. The result for a pair of quantities does not depend on earlier calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property

from msgspec import Struct
from msgspec.structs import replace

from kg import limits
from kg.reasoning.components import BOTH, MINUS, PLUS, strong, times
from kg.reasoning.frame import Frame, steps

#: Maximum number of influences examined for one pair of quantities; beyond it the sign is unknown.
LIMIT = 75_000

Path = tuple[str, ...]
_Path = tuple[int, ...]


class Response(Struct, frozen=True):
    """The sign of the response: PLUS, MINUS or BOTH, with a simple path for each sign that was found.

    If it is BOTH without two contrary paths, ``loop`` is a reinforcing loop disjoint from a path (its quantities), or
    empty if the proof exceeded its limit.
    """

    signs: int
    paths: dict[int, Path]
    loop: Path = ()


class _LimitReached(Exception):
    """A proof would examine too many influences."""


class Component:
    """The searches in one component; paths avoid the ``held`` quantities, except to start at one.

    If it is ``aimed``, few ends are asked for, each from many starts: a search back from an end serves all starts.
    """

    def __init__(self, frame: Frame, held: Iterable[str] = (), *, aimed: bool = False) -> None:
        self.frame = frame
        self.aimed = aimed
        self.heads, self.states = frame.heads, frame.states
        self.area = (1 << len(frame.names)) - 1
        for name in held:
            if name in frame.number:
                self.area &= ~(1 << frame.number[name])
        self.left = LIMIT
        self.clear: list[int] = []  # sets without a reinforcing loop
        self.spread = cache(self._spread)
        self.shortest = cache(self._shortest)
        self.through = cache(self._through)

    def example(self, start: str, end: str) -> Response | None:
        """A shortest path from start to end, of any sign; None if there is none."""
        if start == end:
            return Response(PLUS, {PLUS: (start,)})
        a, b = self.frame.number[start], self.frame.number[end]
        found = self.shortest(a, b)
        if not found:
            return None
        sign = min(found, key=lambda s: (len(found[s]), s))
        return Response(sign, {sign: self._named(found[sign])})

    def _shortest(self, start: int, end: int) -> dict[int, _Path]:
        """A shortest walk of each sign between two quantities; the search at one start serves all ends."""
        if self.aimed and (walks := self._aimed(start, end)) is not None:
            return walks
        return _traced(self.spread(start, self.area & ~(1 << start)), start, end)

    def _aimed(self, start: int, end: int) -> dict[int, _Path] | None:
        """The same by the distances to the end; None if they may be those of walks through what is held.

        The search looks only at states on shortest walks, in the order of one that looks at all.
        """
        lengths = self.frame.lengths(end)
        area = self.area & ~(1 << start)
        found = {}
        for sign, flip in ((PLUS, 0), (MINUS, 1)):
            left = min((left for head in self.states[2 * start] if (left := lengths[head ^ flip]) >= 0), default=-1)
            before = {2 * start: 2 * start}
            layer = [2 * start]
            for rest in range(left, -1, -1):
                following = []
                for state in layer:
                    for head in self.states[state]:
                        if lengths[head ^ flip] == rest and head not in before:
                            if not area >> (head >> 1) & 1:
                                return None
                            before[head] = state
                            following.append(head)
                layer = following
            if left >= 0:
                found[sign] = _walk(before, start, 2 * end + flip)
        return found

    def response(self, example: Response) -> Response:
        """The response over all simple paths that have the same ends as an example."""
        if self.frame.side is not None:
            return example  # if all loops are reinforcing, all walks agree
        (path,) = example.paths.values()
        if contrary := self._contrary(path[0], path[-1]):
            return contrary
        self.clear = [self.area] if self.damped else []
        self.left = LIMIT
        try:
            return self._prove(self.frame.number[path[0]], self.frame.number[path[-1]])
        except _LimitReached:
            return replace(example, signs=BOTH)

    def _contrary(self, start: str, end: str) -> Response | None:
        """Both signs, if the shortest walks of both are simple paths.

        A simple walk does not pass through its end, so it is also a shortest walk of those that stop there.
        """
        a, b = self.frame.number[start], self.frame.number[end]
        if a == b or self.frame.size > LIMIT:
            return None
        walks = self.shortest(a, b)
        if len(walks) == 1 or not all(map(_simple, walks.values())):
            return None
        return Response(BOTH, {sign: self._named(walk) for sign, walk in walks.items()})

    @cached_property
    def damped(self) -> bool:
        """Whether the component provably has no reinforcing loop; computed once, so it may take longer."""
        self.left = 10 * LIMIT
        try:
            return not any(map(self.through, self.heads)) and not self._search(self.area)
        except _LimitReached:
            return False

    def _prove(self, start: int, end: int) -> Response:
        found: dict[int, _Path] = {}
        stack: list[tuple[_Path, int, int]] = [((start,), PLUS, self.area & ~(1 << start))]
        while stack:
            path, sign, rest = stack.pop()
            walks = self._walks(path[-1], end, rest) if path[-1] != end else {PLUS: (end,)}
            paths = {times(sign, s): path + walk[1:] for s, walk in walks.items() if _simple(walk)}
            found = paths | found
            if len(found) > 1:
                break
            loose = walks and self._reinforcing(rest)
            for met, whole in paths.items() if loose else ():
                if loop := self._reinforcing(rest & ~_bits(whole)):
                    return Response(BOTH, {met: self._named(whole)}, self._named(loop))
            if loose or len(walks) > 1:
                stack += self._longer(path, sign, rest)
        return Response(sum(found), {sign: self._named(path) for sign, path in found.items()})

    def _longer(self, path: _Path, sign: int, rest: int) -> Iterator[tuple[_Path, int, int]]:
        """The extensions of a path by one step through the rest: each with its sign and what then remains."""
        for head, signs in self.heads[path[-1]].items():
            if rest >> head & 1:
                for each in steps(signs):
                    yield (*path, head), times(sign, each), rest & ~(1 << head)

    def _walks(self, start: int, end: int, rest: int) -> dict[int, _Path]:
        """For each possible sign, a shortest walk of at least one step through the rest."""
        self.left -= self.frame.size
        if self.left < 0:
            raise _LimitReached
        return _traced(self._spread(start, rest, end), start, end)

    def _spread(self, start: int, rest: int, last: int = -1) -> list[int]:
        """The predecessor of each state on shortest walks from a quantity through the rest; negative if there is none.

        Walks end at the quantity ``last``, and the search ends when both its states are reached.
        """
        limits.check()
        inside = f"{rest:0{len(self.heads)}b}"[::-1]
        before = [-1 if bit == "1" else -2 for bit in inside for _ in (0, 1)]
        queue = [2 * start]
        for state in queue:  # it grows during the loop
            for head in self.states[state]:
                if before[head] == -1:
                    before[head] = state
                    if head >> 1 != last:
                        queue.append(head)
                    elif before[head ^ 1] >= 0:
                        return before
        return before

    def _reinforcing(self, rest: int) -> _Path:
        """A loop within the rest that is, or may be, reinforcing; empty if there is none."""
        if any(rest & bits == rest for bits in self.clear):
            return ()
        for pivot in self.heads:
            if rest >> pivot & 1 and (loop := self.through(pivot)) and not _bits(loop) & ~rest:
                return loop
        if not (loop := self._search(rest)):
            self.clear.append(rest)
        return loop

    def _through(self, pivot: int) -> _Path:
        """A shortest reinforcing walk from a quantity back to itself, if it is a simple loop; otherwise empty."""
        if self.frame.growing >> pivot & 1:
            return (pivot,)
        walk = _traced(self._spread(pivot, self.area, pivot), pivot, pivot).get(PLUS, ())
        return walk[:-1] if _simple(walk[:-1]) else ()

    def _search(self, rest: int) -> _Path:
        """A reinforcing loop of at least two quantities within the rest, by full search; empty if there is none."""
        open_ = [rest]
        while open_:
            within = open_.pop()
            for part in strong(self.heads, [i for i in self.heads if within >> i & 1]):
                if len(part) > 1:
                    inside = _bits(part)
                    pivot, loop = self._settled(part, inside)
                    if loop:
                        return loop
                    open_.append(inside & ~(1 << pivot))
        return ()

    def _settled(self, part: Sequence[int], inside: int) -> tuple[int, _Path]:
        """A quantity of a strongly connected part, and a reinforcing loop through it; empty if there is none."""
        effort = 8
        while True:
            for pivot in part:
                loop = self._loop(pivot, inside, effort)
                if loop is not None:
                    return pivot, loop
            effort *= 8

    def _loop(self, pivot: int, inside: int, effort: int) -> _Path | None:
        """A reinforcing loop through one quantity; empty if there is none, None if ``effort`` steps do not decide."""
        stack: list[tuple[_Path, int, int]] = [((pivot,), PLUS, inside)]
        for _ in range(effort):
            path, sign, rest = stack.pop()
            walk = self._walks(path[-1], pivot, rest).get(sign, ())
            if walk and _simple(walk[1:]):
                return path + walk[1:-1]
            if walk:
                stack += self._longer(path, sign, rest)
            if not stack:
                return ()
        return None

    def _named(self, path: _Path) -> Path:
        names = self.frame.names
        return tuple([names[i] for i in path])


def _traced(before: Sequence[int], start: int, end: int) -> dict[int, _Path]:
    """The walk to each state of a quantity that was reached, by sign."""
    found = {}
    for sign, state in ((PLUS, 2 * end), (MINUS, 2 * end + 1)):
        if before[state] >= 0:
            found[sign] = _walk(before, start, state)
    return found


def _walk(before: Sequence[int] | Mapping[int, int], start: int, state: int) -> _Path:
    """The walk of at least one step from a quantity to a state, by the predecessor of each state."""
    path = [state, before[state]]
    while path[-1] != 2 * start:
        path.append(before[path[-1]])
    return tuple([s >> 1 for s in reversed(path)])


def _simple(walk: _Path) -> bool:
    return len(set(walk)) == len(walk)


def _bits(numbers: Iterable[int]) -> int:
    return sum(1 << i for i in numbers)
