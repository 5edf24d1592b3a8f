"""The state of quantities that act on each other."""

import random

import numpy as np
import pytest

from kg.reasoning.steady import steady


@pytest.mark.parametrize("seed", range(8))
def test_it_is_that_of_the_linear_system(seed):
    """x = base + A·x in each world, as numpy solves it, whatever the order; what is given stays as it was."""
    rng = random.Random(seed)
    names, worlds = [f"n{n}" for n in range(rng.randint(2, 12))], 3
    base = {name: [rng.uniform(-1, 1) for _ in range(worlds)] for name in names}
    acting = {}
    for head in names:
        tails = rng.sample([name for name in names if name != head], rng.randint(0, min(4, len(names) - 1)))
        acting[head] = {
            t: [rng.choice((-1, 1)) * rng.random() / (len(tails) + 0.1) for _ in range(worlds)] for t in tails
        }
    given = str((base, acting))
    found = steady(base, acting)
    assert str((base, acting)) == given
    for world in range(worlds):
        matrix = np.eye(len(names))
        for head, tails in acting.items():
            for tail, column in tails.items():
                matrix[names.index(head), names.index(tail)] -= column[world]
        wanted = np.linalg.solve(matrix, [base[name][world] for name in names])
        assert [found[name][world] for name in names] == pytest.approx(list(wanted), abs=1e-9)
