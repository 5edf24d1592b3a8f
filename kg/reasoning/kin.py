"""The concepts that can answer for others in a store, and the claims about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from kg.reasoning.denials import above

if TYPE_CHECKING:
    from kg.store.reading import Store

#: Maximum number of claims that are taken out of a store for a question.
MOST_CLAIMS = 100_000


def touching(store: Store, names: Collection[str]) -> set[int]:
    """The claims about some quantities."""
    lists = [store.lists(name) for name in ("claims.from", "claims.to")]
    return {claim for number in numbers(store, names) for listed in lists for claim in listed[number]}


def of(store: Store, names: Iterable[str]) -> set[str]:
    """What can answer for some concepts, or of which they are states: see ``Judge.stand_ins``.

    That is what they are levels of, its states and kinds, what they indicate, and all broader concepts.
    """
    graph, found, open_ = store.graph, set[str](), list(names)
    while open_:
        name = open_.pop()
        leaving = map(store.claims.at, _leaving(store, name))
        indicated = [claim.object for claim in leaving if claim.relation == "indicates"]
        for one in {name, graph.concepts[name].quantity, graph.concepts[name].state_of or name, *indicated}:
            found |= {*above(graph, one), *graph.narrower.get(one, ()), *(s.id for s in graph.states.get(one, ()))}
    return found | {graph.concepts[name].quantity for name in found}


def _leaving(store: Store, name: str) -> list[int]:
    """The claims from a quantity."""
    number = store.concepts.number(name)
    return [] if number is None else store.lists("claims.from")[number]


def numbers(store: Store, names: Iterable[str]) -> list[int]:
    """The numbers of some concepts, in order."""
    found = (store.concepts.number(name) for name in names)
    return sorted(number for number in found if number is not None)
