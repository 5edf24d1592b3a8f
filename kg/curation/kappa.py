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
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TypeVar

#: How often the passages are resampled, and the seed of the draws.
RESAMPLES, SEED = 2_000, 20261129
#: What a reader chose for an item, and the other reader.
Choices = tuple[str, str]
#: What is known of a passage.
P = TypeVar("P")


def kappa(passages: Iterable[Iterable[Choices]]) -> float | None:
    """Cohen's κ of the choices in some passages; None if there are none, or both readers chose one category only.

    >>> kappa([[("yes", "yes")] * 20, [("yes", "no")] * 5, [("no", "yes")] * 10 + [("no", "no")] * 15])
    0.4
    """
    choices = Counter(chain.from_iterable(passages))
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


def f1(passages: Sequence[tuple[int, int]]) -> float | None:
    """F1 of some passages: of each, the matched claims, and the claims of both readers together."""
    total = sum(found for _, found in passages)
    return 2 * sum(matched for matched, _ in passages) / total if total else None


def interval(
    measure: Callable[[Sequence[P]], float | None], passages: Sequence[P]
) -> tuple[float | None, float | None]:
    """The 95 % interval of a measure; resamples in which it is undefined are left out.

    There is none if the measure itself is undefined.
    """
    from statistics import quantiles

    if measure(passages) is None:
        return None, None
    source = random.Random(SEED)  # noqa: S311 - the same draws each time
    drawn = (measure(source.choices(passages, k=len(passages))) for _ in range(RESAMPLES))
    cuts = quantiles([value for value in drawn if value is not None], n=40, method="inclusive")
    return cuts[0], cuts[-1]
