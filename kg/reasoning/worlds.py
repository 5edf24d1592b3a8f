"""The weight of a sign: the share of possible worlds in which a quantity moves that way.

A world keeps each influence with a chance that follows from its confidence and gives it a strength between 0 and 1, all
independently; an influence without a sign gets one by the toss of a coin. What is held stays fixed, and what the target
acts on is left out. Within a strongly connected component the influences on a quantity are scaled so that their sum
stays below its own decay: each world is stable. A direct statement, an influence between the very two quantities, is
evidence of the total effect: where it holds, it settles the sign; otherwise the chains decide.

The family of methods is qualitative press perturbation with random strengths (Melbourne-Thomas et al. 2012) and
prediction weights (Dambacher, Li and Rossignol 2003). Such shares depend on the prior, so there are two priors for the
chance: the confidence itself, and one chance for all. The lower weight is told, and only if both agree on the sign. A
large component gives no weight: there the shares are close to a coin (docs/method.md has the figures).

The draws are in :mod:`kg.reasoning.draws`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property

from msgspec import Struct
from msgspec.structs import replace

from kg import limits
from kg.model.core import Sign
from kg.reasoning.components import strong
from kg.reasoning.draws import EVEN, WORLDS, Column, Draws, numbers
from kg.reasoning.walks import Before, passes, spread

#: Maximum size of a strongly connected component for which there is a weight.
LARGEST = 24
#: Maximum number of pairs of quantities upstream of a target for which there is a weight.
REGION = 600
#: Rounds of the iteration that finds the state of a component in a world.
SWEEPS = 12
#: The weight where all walks agree, so that only feedback beside them could reverse the sign.
ALONE = 0.94
#: Maximum weight of a quantity within feedback of which nothing is stated directly: one such sign in four was wrong.
REGULATED = 0.75
#: Maximum weight.
MOST = 0.99
#: A smaller movement counts as none.
_STILL = 1e-9


class Weight(Struct, frozen=True):
    """The weight of a sign, from 0.5 to 0.99, and the shares of worlds in which the target rises and falls.

    ``direct`` are the chances of the direct statements of a rise and of a fall. Shares are those under the prior with
    the lower weight; both are 0 if all walks agree, since no worlds were drawn.
    """

    sign: Sign
    weight: float
    shares: tuple[float, float] = (0.0, 0.0)
    direct: tuple[float, float] = (0.0, 0.0)


class Worlds:
    """The possible worlds when some quantities are held up (1) or down (-1), for any number of targets.

    If they are ``aimed``, few targets are asked for, each perhaps from many sources, one of which is held.
    """

    def __init__(self, draws: Draws, held: Mapping[str, int], *, aimed: bool = False) -> None:
        self.draws = draws
        self.held = held
        self.aimed = aimed and len(held) == 1
        self.is_hopeless = cache(self._is_hopeless)
        self._columns: dict[tuple[str, bool], Column] = {}

    @cached_property
    def _onward(self) -> dict[str, list[str]]:
        """Where the influences lead that can be reached from what is held; none leads to a held quantity."""
        found: dict[str, list[str]] = {}
        open_ = list(self.held)
        while open_:
            tail = open_.pop()
            if tail not in found:
                found[tail] = [head for head in self.draws.network.get(tail, ()) if head not in self.held]
                open_ += found[tail]
        return found

    @cached_property
    def _into(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {node: [] for node in self._onward}
        for tail, heads in self._onward.items():
            for head in heads:
                if head != tail:
                    found[head].append(tail)
        return {head: sorted(tails) for head, tails in found.items()}

    @cached_property
    def _parts(self) -> list[list[str]]:
        """The strongly connected components, upstream first."""
        return strong(self._onward)

    @cached_property
    def _place(self) -> dict[str, int]:
        """The place of the component of each quantity."""
        return {node: place for place, part in enumerate(self._parts) for node in part}

    @cached_property
    def _component(self) -> dict[str, list[str]]:
        """The strongly connected component of each quantity that is not one by itself."""
        return {node: part for part in self._parts if len(part) > 1 for node in part}

    def weight(self, target: str) -> Weight | None:
        """The weight for a target; None if nothing leads there, a large component does, or the priors disagree."""
        signs = self._signs(target)
        if not signs:
            return None
        stated = any(sign for node in self.held for sign, _ in self.draws.network.get(node, {}).get(target, ()))
        most = MOST if stated or not self._returns(target) else REGULATED
        if len(signs) == 1:
            return Weight(Sign.PLUS if signs == {1} else Sign.MINUS, min(most, ALONE))
        found = [self._weigh(target, even=even) for even in (False, True)]
        if None in found or len({each.sign for each in found if each}) > 1:
            return None
        lowest = min((each for each in found if each), key=lambda each: each.weight)
        return replace(lowest, weight=min(most, lowest.weight))

    def _signs(self, target: str) -> set[int]:
        """The signs of the walks to the target that do not pass it; what it acts on is left out."""
        if self.aimed:
            [(source, way)] = self.held.items()
            return {way * each for each in self.draws.walks.toward(target).signs(source)}
        before = self._walks
        ends = {(target, 1), (target, -1)}
        if ends <= before.keys() and any(passes(before, end) for end in ends):
            steps = {name: heads for name, heads in self.draws.walks.onward.items() if name != target}
            before = spread(steps, self.held.items(), lambda found: ends <= found.keys())
        return {way for name, way in ends if (name, way) in before}

    @cached_property
    def _walks(self) -> Before:
        return spread(self.draws.walks.onward, self.held.items())

    def _returns(self, target: str) -> bool:
        """Whether the target is on a loop of several quantities."""
        if self.aimed:
            return all(map(self.draws.walks.toward(target).returns, self.held))
        return target in self._component

    def _is_hopeless(self, target: str) -> bool:
        """Whether too much is upstream of a target, or a large component."""
        if self.aimed and any(self.draws.walks.toward(target).crowded(source, REGION) for source in self.held):
            return True
        return self._hopeless[self._place[target]]

    @cached_property
    def _hopeless(self) -> list[bool]:
        """The same for each component."""
        found: list[bool] = []
        for place, part in enumerate(self._parts):
            before = {self._place[tail] for node in part for tail in self._into[node]} - {place}
            large = any(found[each] or len(self._parts[each]) > LARGEST for each in before)
            found.append(large or self._upstream(part) is None)
        return found

    def _upstream(self, members: Sequence[str]) -> set[str] | None:
        """What is upstream of some quantities, and these; None if it is too much."""
        limits.check()
        needed = set(members)
        open_, size = list(members), 0
        while open_:
            tails = self._into[open_.pop()]
            size += len(tails)
            if size > REGION:
                return None
            new = [tail for tail in tails if tail not in needed]
            needed.update(new)
            open_ += new
        return needed

    def _weigh(self, target: str, *, even: bool) -> Weight | None:
        direct = [0.0, 0.0]
        stated = set()
        for node, way in self.held.items():
            for sign, confidence in self.draws.network.get(node, {}).get(target, ()):
                if sign:
                    stated.add(node)
                    side = int(sign * way < 0)
                    direct[side] = 1 - (1 - direct[side]) * (1 - (EVEN if even else confidence))
        moved = self._at(target, stated, even=even)
        if moved is None and not any(direct):
            return None
        up = down = 0.5  # the chains decide nothing; what is stated of the total effect remains
        if moved is not None:
            up = len([x for x in moved if x > _STILL]) / WORLDS
            down = len([x for x in moved if x < -_STILL]) / WORLDS
        rise, fall = direct
        both = rise * fall / (rise + fall) if any(direct) else 0.0  # contrary statements share what both hold
        neither = (1 - rise) * (1 - fall)
        plus = rise * (1 - fall) + rise * both + neither * up
        minus = fall * (1 - rise) + fall * both + neither * down
        if plus == minus:
            return None
        weight = min(MOST, max(plus, minus) / (plus + minus))
        return Weight(Sign.PLUS if plus > minus else Sign.MINUS, round(weight, 4), (up, down), (rise, fall))

    def _at(self, target: str, stated: set[str], *, even: bool) -> Column | None:
        """How far the target moves in each world without the direct statements; None if it cannot be said."""
        if self.is_hopeless(target):
            return None
        members = self._component.get(target, [target])
        self._prepare(members, even=even)
        if len(members) == 1:
            return self._sum(target, [tail for tail in self._into[target] if tail not in stated], even=even)
        inside = set(members)
        onward = {node: [h for h in self._onward[node] if h in inside] for node in members if node != target}
        inner: dict[str, Column] = {}
        for part in strong(onward, members):
            if len(part) > LARGEST:
                return None
            inner |= self._settle(part, inner, target, stated, even=even)
        return inner[target]

    def _prepare(self, members: Sequence[str], *, even: bool) -> None:
        """Find the columns upstream of a component."""
        needed = self._upstream(members) or set()
        for place in sorted({self._place[name] for name in needed.difference(members)}):
            part = self._parts[place]
            if (part[0], even) in self._columns:
                continue
            if part[0] in self.held:
                self._columns[part[0], even] = [float(self.held[part[0]])] * WORLDS
                continue
            for name, column in self._settle(part, {}, None, set(), even=even).items():
                self._columns[name, even] = column

    def _sum(self, node: str, tails: Sequence[str], inner: Mapping[str, Column] = {}, *, even: bool) -> Column:
        """The sum of what acts on a quantity, where the columns of its tails are known."""
        total: Column = []
        for tail in tails:
            limits.check()
            column = inner[tail] if tail in inner else self._columns[tail, even]
            acting = self.draws.acting(tail, node, even=even)
            if total:
                total = [t + a * x for t, a, x in zip(total, acting, column, strict=True)]
            else:
                total = [a * x for a, x in zip(acting, column, strict=True)]
        return total or [0.0] * WORLDS

    def _settle(
        self, part: Sequence[str], before: Mapping[str, Column], target: str | None, stated: set[str], *, even: bool
    ) -> dict[str, Column]:
        """How far the members of a component move, without what the target acts on and what is ``stated`` of it."""
        inside = set(part)
        base: dict[str, Column] = {}
        loops: dict[str, list[tuple[str, Column]]] = {}
        for node in part:
            tails = [tail for tail in self._into[node] if tail != target and not (node == target and tail in stated)]
            base[node] = self._sum(node, [tail for tail in tails if tail not in inside], before, even=even)
            around = [(tail, self.draws.acting(tail, node, even=even)) for tail in tails if tail in inside]
            loops[node] = _damped(node, around)
        if len(part) == 1:
            return base
        found = {node: [0.0] * WORLDS for node in part}
        for _ in range(SWEEPS):
            for node in part:
                limits.check()
                total = base[node]
                for tail, acting in loops[node]:
                    total = [t + a * x for t, a, x in zip(total, acting, found[tail], strict=True)]
                found[node] = total
        return found


def _damped(node: str, around: Sequence[tuple[str, Column]]) -> list[tuple[str, Column]]:
    """The influences on a quantity from within its component, scaled below its own decay."""
    if not around:
        return []
    rest = numbers(f"decay {node}", 1)[0]
    for _, acting in around:
        rest = [r + abs(a) for r, a in zip(rest, acting, strict=True)]
    return [(tail, [a / r for a, r in zip(acting, rest, strict=True)]) for tail, acting in around]
