"""The states that influences reach from what is held, each with a shortest walk there, breadth first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from kg.model.core import Sign
from kg.model.influence import Influence

#: A quantity with its direction.
State = tuple[str, Sign]
#: Influences by their source.
Onward = Mapping[str, Sequence[Influence]]
#: What an influence of each sign makes of a direction.
_TURNED = {way: {sign: way * sign for sign in Sign} for way in Sign}


class Reached:
    """The states that are reached, and the walks to those found; the search goes on only until what is asked is found.

    No walk returns to what is held. With ``stated``, influences are used only in the directions in which sources state
    them. An excess that is not there cannot fall: that something causes one of ``excesses`` is not turned round on the
    way, but for what is held or is itself an excess.
    """

    def __init__(
        self,
        influences: Onward,
        held: Mapping[str, Sign],
        *,
        stated: bool = False,
        excesses: Collection[str] = frozenset(),
    ) -> None:
        self._before: dict[State, tuple[State, Influence] | None] = dict.fromkeys(held.items())
        self._search = self._spread(influences, held, stated, excesses)

    def __contains__(self, state: object) -> bool:
        return state in self._before or any(found == state for found in self._search)

    def __getitem__(self, state: State) -> tuple[Influence, ...]:
        walk = []
        while (step := self._before[state]) is not None:
            state, used = step
            walk.append(used)
        return tuple(reversed(walk))

    def __iter__(self) -> Iterator[State]:
        for _ in self._search:
            pass
        return iter(self._before)

    def _spread(
        self, influences: Onward, held: Mapping[str, Sign], stated: bool, excesses: Collection[str]
    ) -> Iterator[State]:
        before = self._before
        for state in (queue := list(before)):  # it grows during the loop
            node, direction = state
            turned = _TURNED[direction]
            moved = before[state] is not None
            for i in influences.get(node, ()):
                absent = moved and i.target in excesses and i.sign is Sign.PLUS and i.source not in excesses
                if i.target in held or ((stated or absent) and i.mirrored(direction)):
                    continue
                found = (i.target, turned[i.sign])
                if found not in before:
                    before[found] = (state, i)
                    queue.append(found)
                    yield found


def onward(influences: Iterable[Influence]) -> Onward:
    """Influences by their source."""
    found: dict[str, list[Influence]] = {}
    for i in influences:
        found.setdefault(i.source, []).append(i)
    return found


def simple(walk: Iterable[Influence]) -> bool:
    """Whether a walk visits no quantity twice."""
    heads = [i.target for i in walk]
    return len(set(heads)) == len(heads)
