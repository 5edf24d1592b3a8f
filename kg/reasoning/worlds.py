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

from collections.abc import Mapping
from functools import cache, cached_property

from msgspec import Struct
from msgspec.structs import replace

from kg import limits
from kg.model.core import Sign
from kg.reasoning.draws import EVEN, WORLDS, Draws, Moves
from kg.reasoning.steady import Column
from kg.reasoning.walks import Before, passes, spread

#: Maximum size of a strongly connected component for which there is a weight.
LARGEST = 24
#: Maximum number of pairs of quantities upstream of a target for which there is a weight.
REGION = 600
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

    If they are ``aimed``, few targets are asked for, each perhaps from many sources, one of which is held: what is
    found back from a target serves all sources.
    """

    def __init__(self, draws: Draws, held: Mapping[str, int], *, aimed: bool = False) -> None:
        self.draws = draws
        self.held = held
        self.aimed = aimed and len(held) == 1
        self.is_hopeless = cache(self._is_hopeless)
        self._crowded = cache(self._is_crowded)
        self._moves = Moves(draws, held)

    def weight(self, target: str) -> Weight | None:
        """The weight for a target; None if nothing leads there, a large component does, or the priors disagree."""
        signs = self._signs(target)
        if not signs:
            return None
        stated = any(sign for node in self.held for sign, _ in self.draws.network.get(node, {}).get(target, ()))
        most = MOST if stated or not self._returns(target) else REGULATED
        if len(signs) == 1:
            return Weight(Sign.PLUS if signs == {1} else Sign.MINUS, min(most, ALONE))
        first = self._weigh(target, even=False)
        other = self._weigh(target, even=True) if first else None
        if first is None or other is None or first.sign is not other.sign:
            return None
        lowest = min(first, other, key=lambda each: each.weight)
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
        return target in self._moves.component

    def _is_hopeless(self, target: str) -> bool:
        """Whether too much is upstream of a target, or a large component, or one remains around it."""
        if self.aimed and any(self.draws.walks.toward(target).crowded(source, REGION) for source in self.held):
            return True
        first, *_ = self._moves.component.get(target, [target])
        return self._crowded(first) or any(len(part) > LARGEST for part in self._moves.around(target))

    def _is_crowded(self, first: str) -> bool:
        """The same for the component with a first member, or for a quantity that is one by itself."""
        component, into = self._moves.component, self._moves.into
        open_ = list(component.get(first, [first]))
        needed, size = set(open_), 0
        while open_:
            limits.check()
            tails = into[open_.pop()]
            size += len(tails)
            new = [tail for tail in tails if tail not in needed]
            if size > REGION or any(len(component.get(tail, ())) > LARGEST for tail in new):
                return True
            needed.update(new)
            open_ += new
        return False

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
        if not self.aimed:
            return self._moves.at(target, stated, even=even)
        [(source, way)] = self.held.items()
        column = self.draws.toward(target).at(source, {target} if stated else set(), even=even)
        return column if way > 0 else [-x for x in column]
