"""Chains that contradict themselves: they run against what one of their own steps stands for.

A drug lowers a hormone because it raises what the hormone regulates. A chain from the drug by the lower hormone to a
*lower* regulated quantity takes the response of a regulator for more than the change that it responds to. So a chain
contradicts itself if it has a step that can stand for a mechanism (:mod:`kg.reasoning.mechanisms`), and later comes to
a quantity of this mechanism in the other direction. Mechanisms are chains too: one that a shorter one contradicts in
this way does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from msgspec import Struct

from kg.model.core import Sign
from kg.model.graph import Beyond
from kg.model.influence import Influence
from kg.reasoning.mechanisms import LONGEST, Mechanism, Mechanisms, Place

#: Steps whose mechanisms are kept.
KEPT = 4096


class Feedback(Struct, frozen=True):
    """The step, from 0, that stands for a change of ``concept`` in ``direction``, which the chain reverses later."""

    step: int
    concept: str
    direction: Sign


class Meaning:
    """What the steps of chains along some influences can stand for; the mechanisms of each step are found once."""

    def __init__(self, influences: Sequence[Influence], beyond: Beyond | None = None) -> None:
        self._influences = influences
        self._beyond = beyond
        self._changes_of = lru_cache(KEPT)(self._changes)

    @cached_property
    def _mechanisms(self) -> Mechanisms:
        return Mechanisms(self._influences)

    def reversed(self, chain: Sequence[Place], longest: int = LONGEST) -> Feedback | None:
        """How a chain contradicts itself, if it does, by mechanisms of at most ``longest`` steps.

        Of several ways, the one by the shortest mechanism is named, then the one at the first step, then the first
        quantity.
        """
        for size in range(2, longest + 1):
            for step, ((tail, before), (head, after)) in enumerate(pairwise(chain)):
                sign, contrary = before * after, before * Sign.MINUS
                for name, direction in chain[step + 2 :]:
                    if direction is Sign.UNKNOWN:
                        break
                    ways = self._through((tail, head, sign), size, (name, direction * contrary))
                    if ways and self._stands_for(ways, (tail, head, sign), size):
                        return Feedback(step, name, direction * Sign.MINUS)
        return None

    def _stands_for(self, ways: Iterable[Mechanism], step: tuple[str, str, Sign], size: int) -> bool:
        """Whether one of some mechanisms of ``size`` steps, with the ends and the sign of a step, is sound itself."""
        tail, head, sign = step
        return any(not self.reversed(((tail, Sign.PLUS), *way, (head, sign)), size - 1) for way in ways)

    def _through(self, step: tuple[str, str, Sign], size: int, change: Place) -> Iterable[Mechanism]:
        """The mechanisms of ``size`` steps of a step that include a change."""
        if self._beyond is not None:
            return self._beyond.through(*step, size, change)
        return self._changes_of(*step, size).get(change, ())

    def _changes(self, tail: str, head: str, sign: Sign, size: int) -> dict[Place, list[Mechanism]]:
        """The mechanisms of ``size`` steps of a step, by the changes that they include."""
        found: dict[Place, list[Mechanism]] = {}
        for way in self._mechanisms.of(tail, head, sign, size):
            if len(way) + 1 == size:
                for change in way:
                    found.setdefault(change, []).append(way)
        return found
