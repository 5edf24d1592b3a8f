"""The weight of a sign over possible worlds."""

import pytest

from kg.model.core import Sign
from kg.reasoning.worlds import ALONE, Draws, Weight, Worlds


@pytest.mark.parametrize("around", [{}, {"b": ((-1, 0.5),)}, {"b": ((1, 0.3), (-1, 0.5)), "c": ((1, 0.5),)}])
def test_what_a_target_acts_on_is_left_out_even_if_it_is_the_target_itself(around):
    """No walk passes the target, so one chain alone has the weight of a chain without opposition."""
    worlds = Worlds(Draws({"a": {"b": ((1, 0.4),)}, "b": around}), {"a": 1})
    assert worlds.weight("b") == Weight(Sign.PLUS, ALONE)
