"""The mechanisms that an influence can stand for: simple chains of two to four other influences, of the same sign.

A source that says "A increases D" may sum up A → B ↓ → C ↑ → D ↑, and so does a trial that measures only A and D.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from kg import limits
from kg.model.core import Sign
from kg.model.influence import Influence

#: Maximum number of steps of a mechanism.
LONGEST = 4
#: Maximum number of steps from what is known to be near a target; a search begins with the others.
NEAR = 2
#: Targets of which it is kept what is near.
KEPT = 1024

#: A quantity and its direction.
Place = tuple[str, Sign]
#: The quantities between the two ends, with their directions as the source rises.
Mechanism = tuple[Place, ...]


class Mechanisms:
    """The mechanisms of influences, made of influences with a sign; those that are dropped no longer count."""

    def __init__(self, influences: Iterable[Influence]) -> None:
        self.heads: dict[str, dict[tuple[str, Sign], None]] = {}
        self.tails: dict[str, set[str]] = {}
        for i in influences:
            if i.sign in (Sign.PLUS, Sign.MINUS):
                self.heads.setdefault(i.source, {})[i.target, i.sign] = None
                self.tails.setdefault(i.target, set()).add(i.source)
        self._near = lru_cache(KEPT)(self._upstream)

    def drop(self, used: Influence) -> None:
        """Leave an influence out from now on."""
        del self.heads[used.source][used.target, used.sign]

    def holds(self, used: Influence, way: Mechanism) -> bool:
        """Whether a mechanism of an influence, found before some others were left out, still is one."""
        places = pairwise(((used.source, Sign.PLUS), *way, (used.target, used.sign)))
        return all((head, before * after) in self.heads.get(tail, ()) for (tail, before), (head, after) in places)

    def of(self, source: str, target: str, sign: Sign, longest: int = LONGEST) -> Iterator[Mechanism]:
        """The mechanisms of at most ``longest`` steps from a source to a target with a sign, without the two ends."""
        if not self.heads.get(source, {}).keys() - {(target, sign)} or not self.tails.get(target, set()) - {source}:
            return
        near = self._near(target)
        open_: list[tuple[tuple[str, ...], Mechanism, Sign]] = [((source,), (), Sign.PLUS)]
        while open_:
            limits.check()
            nodes, way, before = open_.pop()
            left = longest - len(nodes)
            far = left > NEAR
            for head, step in self.heads.get(nodes[-1], ()):
                after = before * step
                if head == target:
                    if way and after is sign:
                        yield way
                elif (far or (head in near and near[head] <= left)) and head not in nodes:
                    open_.append(((*nodes, head), (*way, (head, after)), after))

    def _upstream(self, target: str) -> dict[str, int]:
        """The quantities at most NEAR steps upstream of a target, with the number of steps."""
        found, level = {target: 0}, {target}
        for steps in range(1, NEAR + 1):
            level = set().union(*(self.tails.get(node, ()) for node in level)) - found.keys()
            found.update(dict.fromkeys(level, steps))
        return found
