"""The state of quantities that act on each other, in many worlds at once."""

from __future__ import annotations

from collections.abc import Mapping

from kg import limits

#: A number for each world.
Column = list[float]


def steady(base: Mapping[str, Column], acting: Mapping[str, Mapping[str, Column]]) -> dict[str, Column]:
    """The state of quantities that act on each other: head → tail → strength, beside what acts on each from outside.

    By Gauss's elimination in each world, the quantity with the fewest others around it first (Markowitz 1957). It is
    exact to rounding in any order, since the strengths on a quantity, taken as positive, add up to less than 1.
    """
    base = dict(base)
    left = {head: dict(tails) for head, tails in acting.items()}
    heads: dict[str, dict[str, None]] = {node: {} for node in acting}
    for head, tails in acting.items():
        for tail in tails:
            heads[tail][head] = None
    solved: list[tuple[str, dict[str, Column]]] = []
    while left:
        node = min(left, key=lambda name: len(left[name]) * len(heads[name]))
        tails, onward = left.pop(node), heads.pop(node)
        if node in onward:
            own = [1 / (1 - a) for a in tails.pop(node)]
            base[node] = times(own, base[node])
            tails = {tail: times(own, column) for tail, column in tails.items()}
            del onward[node]
        for tail in tails:
            del heads[tail][node]
        for head in onward:
            limits.check()
            row = left[head]
            share = row.pop(node)
            base[head] = plus(base[head], share, base[node])
            for tail, column in tails.items():
                row[tail] = plus(row[tail], share, column) if tail in row else times(share, column)
                heads[tail][head] = None
        solved.append((node, tails))
    for node, tails in reversed(solved):
        for tail, column in tails.items():
            base[node] = plus(base[node], column, base[tail])
    return base


def times(one: Column, other: Column) -> Column:
    """The product in each world."""
    return [a * b for a, b in zip(one, other, strict=True)]


def plus(total: Column, one: Column, other: Column) -> Column:
    """The product of two columns in each world, added to a third."""
    return [t + a * b for t, a, b in zip(total, one, other, strict=True)]
