"""Agreement of two readers beyond chance, with intervals.

Cohen's κ is (observed − expected) / (1 − expected), where the expected agreement follows from how often each reader
uses each category (Cohen 1960). F1 is the harmonic mean of precision and recall of one reader measured by the other; it
is the same for both, and κ approaches it where nobody can count what both left out (Hripcsak and Rothschild 2005,
doi:10.1197/jamia.M1733). Claims of one passage depend on each other, so the intervals are from a bootstrap that
resamples whole passages (Field and Welsh 2007, J. R. Statist. Soc. B 69:369; for κ: Kang et al. 2013,
doi:10.1002/sim.5796), with percentiles of the resampled values.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

#: How often the passages are resampled, and the seed of the draws.
RESAMPLES, SEED = 2_000, 20261129
#: What a reader chose for an item, and the other reader.
Choices = tuple[str, str]
Weights = Sequence[int]


def kappa(choices: Counter[Choices]) -> float | None:
    """Cohen's κ of counted pairs of choices; None if there are none, or both readers chose one category only.

    >>> kappa(Counter({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}))
    0.4
    """
    total = sum(choices.values())
    firsts, seconds = Counter[str](), Counter[str]()
    for (first, second), count in choices.items():
        firsts[first] += count
        seconds[second] += count
    # In whole numbers until the division: the result does not depend on the order.
    expected = sum(count * seconds[name] for name, count in firsts.items())
    observed = sum(count for (first, second), count in choices.items() if first == second)
    chance = total * total - expected
    return (observed * total - expected) / chance if chance else None


def kappas(items: Sequence[tuple[int, Choices]]) -> Callable[[Weights], float | None]:
    """κ of items in passages, as a function of how often each passage counts."""

    def measure(weights: Weights) -> float | None:
        counts = Counter[Choices]()
        for place, choices in items:
            counts[choices] += weights[place]
        return kappa(counts)

    return measure


def f1s(matched: Sequence[int], found: Sequence[int]) -> Callable[[Weights], float | None]:
    """F1 as a function of how often each passage counts.

    ``matched`` holds the matched claims of each passage, ``found`` the claims of both readers together.
    """

    def measure(weights: Weights) -> float | None:
        total = sum(map(int.__mul__, found, weights))
        return 2 * sum(map(int.__mul__, matched, weights)) / total if total else None

    return measure


@cache
def draws(passages: int) -> tuple[Weights, ...]:
    """How often each passage is drawn in each resample."""
    source = random.Random(SEED)  # noqa: S311 - the same draws each time
    every = range(passages)
    counted = (Counter(source.choices(every, k=passages)) for _ in range(RESAMPLES))
    return tuple([counts[place] for place in every] for counts in counted)


def interval(measure: Callable[[Weights], float | None], passages: int) -> tuple[float, float] | None:
    """The 95 % interval of a measure; resamples in which it is undefined are left out.

    None if the measure itself is undefined.
    """
    from statistics import quantiles

    if measure([1] * passages) is None:
        return None
    found = [value for weights in draws(passages) if (value := measure(weights)) is not None]
    cuts = quantiles(found, n=40, method="inclusive")
    return cuts[0], cuts[-1]
