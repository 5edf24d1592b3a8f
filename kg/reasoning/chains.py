"""The search for causal chains between two selected concepts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kg.errors import SearchLimit
from kg.model.core import Sign
from kg.model.filters import avoiding
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection, resolve
from kg.reasoning import paths
from kg.reasoning.feedback import Feedback, Meaning
from kg.reasoning.network import Chain, Network

MOST_CHAINS, MOST_HOPS = 100, 20
#: Maximum number of partial paths in a search for a chain of the other sign.
LOOK_ASIDE = 50_000
#: A path, and how it contradicts itself.
Route = tuple[paths.Path, Feedback | None]
EVERY = frozenset({Sign.PLUS, Sign.MINUS, Sign.UNKNOWN})


class Options(Struct, frozen=True):
    """The conditions that a chain must meet; see :func:`kg.path`."""

    k: int = 5
    max_hops: int = 8
    sign: Sign | None = None
    via: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    stated_only: bool = False
    min_confidence: float = 0.0
    with_associations: bool = False


class Judged(Protocol):
    """A chain of which it is known whether it contradicts itself."""

    @property
    def sign(self) -> Sign:
        """Its sign."""

    @property
    def feedback(self) -> object:
        """How it contradicts itself; false if it does not."""


AnyChain = TypeVar("AnyChain", bound=Judged)


class Found(Struct, frozen=True):
    """The chains found: first those that do not contradict themselves, then the others, each best first.

    ``examined`` is the number of best chains that were looked at, if the search ended there although there may be more
    chains that do not contradict themselves; otherwise None. ``opposite`` is the best chain of the other sign if all
    chains that count have one sign and a short search finds one.
    """

    chains: tuple[Chain, ...]
    examined: int | None = None
    opposite: Chain | None = None


def find(graph: KnowledgeGraph, start: Selection, goal: Selection, options: Options) -> Found:
    """The best chains between two selections."""
    through = [resolve(graph, name).quantity for name in options.via]
    graph = avoiding(graph, options.avoid, {start.quantity, goal.quantity, *through})
    network = Network(
        graph,
        goal.quantity,
        {start.quantity, *through},
        associations=options.with_associations,
        min_confidence=options.min_confidence,
    )
    wanted = frozenset({options.sign}) if options.sign else EVERY
    found = best(network, start, goal, options, wanted, through=through)
    unseen = frozenset({Sign.PLUS, Sign.MINUS}) - {chain.sign for chain in counted(found.chains)}
    if not found.chains or len(unseen) != 1 or options.sign:
        return found
    with suppress(SearchLimit):  # the opposite chain is optional
        other = best(network, start, goal, replace(options, k=1), unseen, through=through, limit=LOOK_ASIDE)
        if other.examined not in (None, MOST_CHAINS):  # a longer search may find one that does not contradict itself
            return found
        return replace(found, opposite=next((chain for chain in other.chains if chain not in found.chains), None))
    return found


def counted(chains: Sequence[AnyChain]) -> Sequence[AnyChain]:
    """The chains that do not contradict themselves, or all if there are no others."""
    return [chain for chain in chains if not chain.feedback] or chains


def best(
    network: Network,
    start: Selection,
    goal: Selection,
    options: Options,
    signs: frozenset[Sign] = EVERY,
    *,
    through: Sequence[str] = (),
    limit: int = paths.LIMIT,
    most: int = MOST_CHAINS,
) -> Found:
    """The best chains of some signs in a network; raises SearchLimit after ``limit`` partial paths.

    If some of the best chains contradict themselves, further ones are examined, up to ``most``, until there are enough
    that do not.
    """
    reference = goal.direction or Sign.PLUS
    ranked = paths.ranked(
        network.links.stated if options.stated_only else network.links.edges,
        start.quantity,
        goal.quantity,
        options.max_hops,
        start=start.direction or Sign.PLUS,
        ends=frozenset(sign * reference for sign in signs),
        via=through,
        limit=limit,
    )
    routes, examined = _first(ranked, network.links.meaning, options.k, most)
    made = (network.chain(start, goal, path.nodes, [Sign(key) for key in path.keys]) for path, _ in routes)
    chains = (replace(chain, feedback=feedback) for chain, (_, feedback) in zip(made, routes, strict=True))
    return Found(tuple(chains), examined)


def _first(ranked: Iterable[paths.Path], meaning: Meaning, k: int, most: int) -> tuple[list[Route], int | None]:
    """The first ``k`` paths, those last that contradict themselves; and how many were examined, if it was too few."""
    sound: list[Route] = []
    contrary: list[Route] = []
    examined = None
    try:
        for path in ranked:
            if len(sound) + len(contrary) == max(most, k):
                examined = max(most, k)
                break
            feedback = meaning.reversed(tuple(zip(path.nodes, path.directions, strict=True)))
            (contrary if feedback else sound).append((path, feedback))
            if len(sound) == k:
                break
    except SearchLimit:
        examined = len(sound) + len(contrary)
        if examined < k:
            raise
    return [*sound, *contrary][:k], examined
