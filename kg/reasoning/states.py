"""The states that influences reach from what is held: which sign a chain gives, how well supported, and stated how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from itertools import chain

from kg.model.core import Sign
from kg.model.influence import Influence
from kg.reasoning import denials
from kg.reasoning.judge import Judge, Key
from kg.reasoning.reached import Reached, simple
from kg.reasoning.support import Support


class States:
    """The states that are reached when some quantities are held, each with a shortest walk there, found when needed."""

    def __init__(
        self, judge: Judge, held: Mapping[str, Sign], left_out: frozenset[Key], *, by_statement: bool = False
    ) -> None:
        self.judge = judge
        self.held = held
        self.left_out = left_out
        self.by_statement = by_statement
        self.supported = cache(self._supported)

    def chains(self, least: Support, members: Iterable[str], sign: Sign) -> list[tuple[Influence, ...]]:
        """The shortest chain to each member of uncontested influences that are at least so well supported.

        A shortest walk that visits a quantity twice is no chain. A longer chain beside it is not looked for, so the
        support may be given as lower than it is, never as higher.
        """
        walks = self.supported(least)
        found = [walks[member, sign] for member in members if (member, sign) in walks]
        return sorted((walk for walk in found if simple(walk)), key=len)

    def is_stated(self, members: Iterable[str], sign: Sign) -> bool:
        """Whether a chain of this sign is stated in the direction in which it is used."""
        return any(simple(self._stated[member, sign]) for member in members if (member, sign) in self._stated)

    @cached_property
    def every(self) -> Reached:
        """The states reached by all influences."""
        return Reached(self.judge.onward(self.left_out), self.held)

    @cached_property
    def possible(self) -> Reached:
        """The states reached by all influences, where no excess falls that is not there."""
        return Reached(self.judge.onward(self.left_out), self.held, excesses=self.judge.excesses)

    @cached_property
    def _stated(self) -> Reached:
        return Reached(self.judge.onward(self.left_out), self.held, stated=True)

    @cached_property
    def ends(self) -> frozenset[str]:
        """Of what something may be concluded: where chains lead, or single statements alone, and null findings end."""
        statements = (i.target for name in self.held for i in self.judge.onward(self.left_out).get(name, ()))
        return frozenset(chain(self._missed, statements if self.by_statement else (name for name, _ in self.every)))

    @cached_property
    def met(self) -> frozenset[str]:
        """Where influences lead from what is held, or from what that is an excess of, also those that do not apply."""
        concepts = [self.judge.graph.concepts[name] for name in self.held]
        plain = {str(concept.state_of): Sign.PLUS for concept in concepts if concept.beyond_range}
        walks = Reached(self.judge.onward(self.judge.unstated(self.held)), {**plain, **self.held})
        return frozenset(name for name, _ in walks)

    @cached_property
    def within(self) -> Mapping[str, list[str]]:
        """The quantities where influences lead or null findings end, by each concept of which they are kinds.

        A concept that is such a quantity itself comes first.
        """
        names = sorted(self.met.union(self._missed).difference(self.held))
        found = {name: [name] for name in names}
        for name in names:
            for above in denials.above(self.judge.graph, name)[1:]:
                found.setdefault(above, []).append(name)
        return found

    @property
    def _missed(self) -> set[str]:
        """Where null findings on what is held end."""
        return {end for name in self.held for end in self.judge.missed.get(name, ())}

    def _supported(self, least: Support) -> Reached:
        """The states reached by uncontested influences that are at least so well supported."""
        return Reached(self.judge.onward(self.left_out, least), self.held)
