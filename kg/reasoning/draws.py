"""The random draws behind possible worlds: which influences there are, how strong each is, and what moves.

The draws for an influence depend only on its two ends, so the same question always gets the same answer, in Python and
in the browser. In each world, how far a quantity moves is a sum over what acts on it. So it can be found along the
influences, from what is held to all targets, or against them, from one target to all sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from random import Random
from zlib import crc32

from kg import limits
from kg.model.core import Sign
from kg.model.influence import Influence
from kg.reasoning.components import strong
from kg.reasoning.steady import Column, plus, steady, times
from kg.reasoning.walks import Walks

#: Number of worlds.
WORLDS = 500
#: What is kept for further questions: columns of each kind, components, and targets.
DRAWN, COMPONENTS, TARGETS = 2048, 16, 8
#: Chance of every influence under the second prior.
EVEN = 0.8
_NUMBER = {Sign.PLUS: 1, Sign.MINUS: -1, Sign.UNKNOWN: 0}

#: The influences between two quantities: the sign of each (1, -1, or 0 for unknown), and its confidence.
Arcs = tuple[tuple[int, float], ...]
#: tail → head → the influences between them.
Network = Mapping[str, Mapping[str, Arcs]]


def arcs(influences: Iterable[Influence]) -> dict[str, dict[str, Arcs]]:
    """Influences as a network for :class:`Worlds`; null findings are left out."""
    found: dict[str, dict[str, Arcs]] = {}
    for i in influences:
        if i.sign is not Sign.NULL:
            heads = found.setdefault(i.source, {})
            heads[i.target] = (*heads.get(i.target, ()), (_NUMBER[i.sign], float(i.confidence.value)))
    return found


class Draws:
    """The draws for each influence, shared by all questions on a network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._drawn = lru_cache(DRAWN)(numbers)
        self._made = lru_cache(DRAWN)(self._act)
        #: The influences within a component, by their ends, scaled so that those on a quantity stay below its decay.
        self.damped = lru_cache(COMPONENTS)(self._damp)
        #: How far a target moves if each of the others is held up.
        self.toward = lru_cache(TARGETS)(lambda target: Moves(self, {target: 1}, against=True))

    @cached_property
    def walks(self) -> Walks:
        """The walks along the influences."""
        signs = {t: {h: [s for s, _ in each] for h, each in heads.items()} for t, heads in self.network.items()}
        return Walks(signs)

    def acting(self, tail: str, head: str, *, even: bool) -> Column:
        """The signed strength of the influences between two quantities in each world; 0 where there is none."""
        return self._made(tail, head, even)

    def _act(self, tail: str, head: str, even: bool) -> Column:
        found = self.network[tail][head]
        chances = [EVEN if even else confidence for _, confidence in found]
        absent = 1.0
        for chance in chances:
            absent *= 1 - chance
        some = 1 - absent
        there, strength = self._drawn(f"{tail} {head}", 2)
        sign = found[0][0]
        if len(found) == 1 and sign:
            return [sign * s if u < some else 0.0 for u, s in zip(there, strength, strict=True)]
        # one of several signs: the first with a chance in proportion, an unknown one by a coin
        first = chances[0] / sum(chances) if len(found) > 1 else 0.5
        signs = [each[0] for each in found] if len(found) > 1 else [1, -1]
        (side,) = self._drawn(f"side {tail} {head}", 1)
        return [
            (signs[0] if c < first else signs[1]) * s if u < some else 0.0
            for u, s, c in zip(there, strength, side, strict=True)
        ]

    def _damp(self, part: tuple[str, ...], even: bool) -> dict[tuple[str, str], Column]:
        inside = set(part)
        found = {}
        for head in part:
            tails = sorted(tail for tail in self.walks.back.get(head, ()) if tail in inside and tail != head)
            around = [self.acting(tail, head, even=even) for tail in tails]
            rest = numbers(f"decay {head}", 1)[0]
            for acting in around:
                rest = [r + abs(a) for r, a in zip(rest, acting, strict=True)]
            for tail, acting in zip(tails, around, strict=True):
                found[tail, head] = [a / r for a, r in zip(acting, rest, strict=True)]
        return found


def numbers(name: str, columns: int) -> list[Column]:
    """Columns of random numbers from 0 to 1, one for each world, by the Mersenne Twister seeded with a name."""
    following = Random(crc32(name.encode())).random  # noqa: S311 - no secret
    return [[following() for _ in range(WORLDS)] for _ in range(columns)]


class Moves:
    """How far quantities move when some are held up (1) or down (-1).

    If it is ``against`` the influences, these are turned round.
    """

    def __init__(self, draws: Draws, held: Mapping[str, int], *, against: bool = False) -> None:
        self.draws = draws
        self.held = held
        self.against = against
        self._columns: dict[tuple[str, bool], Column] = {}

    @cached_property
    def onward(self) -> dict[str, list[str]]:
        """Where the influences lead that can be reached from what is held; none leads to a held quantity."""
        steps = self.draws.walks.back if self.against else self.draws.walks.onward
        found: dict[str, list[str]] = {}
        open_ = list(self.held)
        while open_:
            tail = open_.pop()
            if tail not in found:
                found[tail] = [head for head in steps.get(tail, ()) if head not in self.held]
                open_ += found[tail]
        return found

    @cached_property
    def into(self) -> dict[str, list[str]]:
        """What acts on each of these quantities, other than itself."""
        found: dict[str, list[str]] = {node: [] for node in self.onward}
        for tail, heads in self.onward.items():
            for head in heads:
                if head != tail:
                    found[head].append(tail)
        return {head: sorted(tails) for head, tails in found.items()}

    @cached_property
    def _parts(self) -> list[list[str]]:
        """The strongly connected components, upstream first."""
        return strong(self.onward)

    @cached_property
    def _place(self) -> dict[str, int]:
        """The place of the component of each quantity."""
        return {node: place for place, part in enumerate(self._parts) for node in part}

    @cached_property
    def component(self) -> dict[str, list[str]]:
        """The strongly connected component of each quantity that is not one by itself."""
        return {node: part for part in self._parts if len(part) > 1 for node in part}

    def around(self, target: str) -> list[list[str]]:
        """The components within that of a target, without what it acts on."""
        members = self.component.get(target, [target])
        inside = set(members)
        return strong({n: [h for h in self.onward[n] if h in inside] for n in members if n != target}, members)

    def at(self, target: str, left_out: set[str], *, even: bool) -> Column:
        """How far a target moves in each world, without what it acts on and what is ``left_out`` of what acts on it."""
        self._prepare(self.component.get(target, [target]), even=even)
        inner: dict[str, Column] = {}
        for part in self.around(target):
            inner |= self._settle(part, inner, target, left_out, even=even)
        return inner[target]

    def _prepare(self, members: Sequence[str], *, even: bool) -> None:
        """Find the columns upstream of a component."""
        if len(self._columns) > DRAWN:
            self._columns.clear()
        needed = set(members)
        open_ = list(members)
        while open_:
            new = [tail for tail in self.into[open_.pop()] if tail not in needed]
            needed.update(new)
            open_ += [tail for tail in new if (tail, even) not in self._columns]
        for place in sorted({self._place[name] for name in needed.difference(members)}):
            part = self._parts[place]
            if (part[0], even) in self._columns:
                continue
            if part[0] in self.held:
                self._columns[part[0], even] = [float(self.held[part[0]])] * WORLDS
                continue
            for name, column in self._settle(part, {}, None, set(), even=even).items():
                self._columns[name, even] = column

    def _settle(
        self, part: Sequence[str], before: Mapping[str, Column], target: str | None, left_out: set[str], *, even: bool
    ) -> dict[str, Column]:
        """How far the members of a component move, without what the target acts on and what is ``left_out`` of it."""
        inside = set(part)
        base: dict[str, Column] = {}
        acting: dict[str, dict[str, Column]] = {}
        damped = self.draws.damped(tuple(part), even) if len(part) > 1 else {}
        for node in part:
            tails = [tail for tail in self.into[node] if tail != target and not (node == target and tail in left_out)]
            base[node] = self._sum(node, [tail for tail in tails if tail not in inside], before, even=even)
            acting[node] = {tail: damped[self._ends(tail, node)] for tail in tails if tail in inside}
        return base if len(part) == 1 else steady(base, acting)

    def _sum(self, node: str, tails: Sequence[str], inner: Mapping[str, Column], *, even: bool) -> Column:
        """The sum of what acts on a quantity, where the columns of its tails are known."""
        total: Column = []
        for tail in tails:
            limits.check()
            column = inner[tail] if tail in inner else self._columns[tail, even]
            acting = self.draws.acting(*self._ends(tail, node), even=even)
            total = plus(total, acting, column) if total else times(acting, column)
        return total or [0.0] * WORLDS

    def _ends(self, tail: str, head: str) -> tuple[str, str]:
        """The two ends of an influence, from what acts to what is acted on."""
        return (head, tail) if self.against else (tail, head)
