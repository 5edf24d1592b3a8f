"""Everything upstream of one thing."""

from tests import toy
from tests.moves import moves, why

STATES = {"low-d": ("d", "Low"), "low-c": ("c", "Low")}


def test_what_moves_a_thing_is_told_as_if_it_rose():
    """Upstream: + for what raises the thing as it was asked for, - for what lowers it."""
    graph = toy.graph("x increases c", "d decreases c", "y increases x", "c increases z", states=STATES)
    assert moves(why(graph, "c")) == {"d": "-", "x": "+", "y": "+"}
    assert moves(why(graph, "c down")) == {"d": "+", "x": "-", "y": "-"}
    low = why(graph, "low c")
    assert moves(low) == {"d": "+", "x": "-", "y": "-"}
    assert low["question"]["target"]["label"] == "low c"
    assert [cause["chain"]["sign"] for cause in low["causes"]] == ["+", "-", "-"]
    assert [node["direction"] for node in low["causes"][2]["chain"]["nodes"]] == ["+", "+", "+"]
