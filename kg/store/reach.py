"""The claims of a store that lie around quantities, or between some and others, whatever their relation."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from kg import limits
from kg.store.csr import Csr, Integers, Mask, places
from kg.store.reading import Store


def claims_between(store: Store, sources: Collection[int], targets: Collection[int]) -> list[int]:
    """The claims on ways from some quantities to others; without one of both, all that lead on from the other.

    Then they include what can answer for the quantities on the way, otherwise what acts on sources and on targets.
    """
    sides = ((sources, "from"), (targets, "to"))
    masks = [_reached(store, roots, way) for roots, way in sides if roots]
    inside = masks[0] & masks[-1]
    inside[[*sources, *targets]] = True
    if len(masks) == 1:
        inside[_answered_for(store, inside)] = True
        return _among(store, inside)
    return sorted({*_among(store, inside), *_tested(store, sources, targets)})


def claims_near(store: Store, roots: Collection[int], hops: int) -> list[int]:
    """The claims among what leads to some quantities in some steps, and among what they lead to."""
    return [claim for way in ("to", "from") for claim in _among(store, _reached(store, roots, way, hops))]


def leads(graph: Csr, sources: Collection[int], targets: Collection[int], barred: Collection[int]) -> bool:
    """Whether influences that chains use lead from some quantities to others; nothing leads on from barred ones."""
    nodes = graph.start.size - 1
    found = _spread(graph.start, lambda edges: graph.head[edges], sources, nodes, barred=barred)
    return bool(found[list(targets)].any())


def _tested(store: Store, sources: Collection[int], targets: Collection[int]) -> list[int]:
    """The claims from what acts on the sources, to these and to the targets."""
    acting, ends = np.zeros((2, len(store.concepts)), np.bool_)
    arriving = store.lists("claims.to")
    acting[store.tail[[claim for source in sources for claim in arriving[source]]]] = True
    ends[[*sources, *targets]] = True
    found: list[int] = np.flatnonzero(acting[store.tail] & ends[store.head] & (store.head >= 0)).tolist()
    return found


def _answered_for(store: Store, inside: Mask) -> list[int]:
    """What some quantities may answer for: their kinds, and what indicates them."""
    kinds, found = store.lists("kinds"), list[int]()
    open_ = np.flatnonzero(inside).tolist()
    while open_:
        below = kinds[open_.pop()]
        found += below
        open_ += below
    indicating = store.of_relation("indicates")
    return [*found, *store.tail[indicating[inside[store.head[indicating]]]].tolist()]


def _among(store: Store, inside: Mask) -> list[int]:
    """The claims between some quantities, and those about the value of one."""
    found: list[int] = np.flatnonzero(inside[store.tail] & (inside[store.head] | (store.head < 0))).tolist()
    return found


def _reached(store: Store, roots: Collection[int], way: str, hops: int | None = None) -> Mask:
    """What can be reached ``from`` some quantities, or leads ``to`` them, in at most ``hops`` steps."""
    at, numbers = store.lists(f"claims.{way}").arrays
    ends = store.head if way == "from" else store.tail
    return _spread(at, lambda found: ends[numbers[found]], roots, len(store.concepts), hops)


def _spread(
    at: Integers,
    led: Callable[[Integers], Integers],
    roots: Collection[int],
    nodes: int,
    hops: int | None = None,
    barred: Collection[int] = (),
) -> Mask:
    """What can be reached: from a node lead the places from ``at`` to the next, each to the node ``led``."""
    found = np.zeros(nodes, np.bool_)
    found[list(barred)] = True
    level: Integers = np.array(sorted(roots), np.int64)
    while level.size:
        limits.check()
        found[level] = True
        if hops == 0:
            break
        hops = None if hops is None else hops - 1
        heads = led(places(at, level))
        level = np.unique(heads[heads >= 0])
        level = level[~found[level]]
    return found
