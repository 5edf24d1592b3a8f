"""The random draws behind possible worlds: which influences there are, and how strong each is.

The draws for an influence depend only on its two ends, so the same question always gets the same answer, in Python and
in the browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from random import Random
from zlib import crc32

from kg.model.core import Sign
from kg.model.influence import Influence
from kg.reasoning.walks import Walks

#: Number of worlds.
WORLDS = 500
#: Columns of each kind that are kept for further questions.
DRAWN = 2048
#: Chance of every influence under the second prior.
EVEN = 0.8
_NUMBER = {Sign.PLUS: 1, Sign.MINUS: -1, Sign.UNKNOWN: 0}

#: The influences between two quantities: the sign of each (1, -1, or 0 for unknown), and its confidence.
Arcs = tuple[tuple[int, float], ...]
#: tail → head → the influences between them.
Network = Mapping[str, Mapping[str, Arcs]]
Column = list[float]


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


def numbers(name: str, columns: int) -> list[Column]:
    """Columns of random numbers from 0 to 1, one for each world, by the Mersenne Twister seeded with a name."""
    following = Random(crc32(name.encode())).random  # noqa: S311 - no secret
    return [[following() for _ in range(WORLDS)] for _ in range(columns)]
