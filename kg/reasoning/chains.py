"""The search for causal chains between two selected concepts."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from kg.errors import SearchLimit
from kg.model.core import Sign
from kg.model.filters import avoiding
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection, resolve
from kg.reasoning import paths
from kg.reasoning.network import Chain, Network

MOST_CHAINS, MOST_HOPS = 100, 20
#: Maximum number of partial paths in a search for a chain of the other sign.
LOOK_ASIDE = 50_000
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


class Found(Struct, frozen=True):
    """The chains found, best first.

    ``opposite`` is the best chain of the other sign if all chains found have one sign and a short search finds one.
    """

    chains: tuple[Chain, ...]
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
    chains = best(network, start, goal, options, wanted, through=through)
    unseen = frozenset({Sign.PLUS, Sign.MINUS}) - {chain.sign for chain in chains}
    other: tuple[Chain, ...] = ()
    if chains and len(unseen) == 1 and options.sign is None:
        with suppress(SearchLimit):  # the opposite chain is optional
            other = best(network, start, goal, replace(options, k=1), unseen, through=through, limit=LOOK_ASIDE)
    return Found(chains, other[0] if other else None)


def best(
    network: Network,
    start: Selection,
    goal: Selection,
    options: Options,
    signs: frozenset[Sign] = EVERY,
    *,
    through: Sequence[str] = (),
    limit: int = paths.LIMIT,
) -> tuple[Chain, ...]:
    """The best chains of some signs in a network; raises SearchLimit after ``limit`` partial paths."""
    reference = goal.direction or Sign.PLUS
    found = paths.search(
        network.edges(stated_only=options.stated_only),
        start.quantity,
        goal.quantity,
        options.k,
        options.max_hops,
        start=start.direction or Sign.PLUS,
        ends=frozenset(sign * reference for sign in signs),
        via=through,
        limit=limit,
    )
    return tuple(network.chain(start, goal, path.nodes, [Sign(key) for key in path.keys]) for path in found)
