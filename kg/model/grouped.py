"""Values by key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def grouped(pairs: Iterable[tuple[K, V]], keys: Iterable[K] = ()) -> dict[K, tuple[V, ...]]:
    """The values of each key, in the order of the pairs; each of ``keys`` has an entry in any case.

    >>> grouped([("a", 1), ("b", 2), ("a", 3)], "bc")
    {'b': (2,), 'c': (), 'a': (1, 3)}
    """
    found: dict[K, list[V]] = {key: [] for key in keys}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
