"""States beyond the range of their quantity, and populations that a concept excludes."""

from msgspec.structs import replace

import kg
from kg.model.core import Sign
from kg.turtle.read import examine
from kg.turtle.write import turtle
from tests import tea


def marked(tmp_path, **fields):
    """The tea graph in which poor sleep has these fields, as read again from a file."""
    graph = tea.graph()
    poor = replace(graph.concepts["concept:poor-sleep"], **fields)
    path = tmp_path / "marked.ttl"
    path.write_text(turtle(replace(graph, concepts={**graph.concepts, poor.id: poor})), encoding="utf-8")
    return path


def test_a_state_beyond_the_range_is_a_quantity_of_its_own(tmp_path):
    """It keeps the quantity of which it is a state, but goes up and down by itself."""
    graph = kg.load(marked(tmp_path, level="High", beyond_range=True))
    state = graph.concepts["concept:poor-sleep"]
    assert (state.state_of, state.beyond_range) == ("concept:sleep", True)
    assert (state.quantity, state.direction, state.is_level) == (state.id, Sign.PLUS, False)
    assert graph.states["concept:sleep"] == (state,)
    assert {"concept:poor-sleep"} <= {end for i in graph.influences for end in i.ends}


def test_a_state_within_the_range_is_a_level_of_its_quantity(tmp_path):
    """It is not a quantity in the graph of influences."""
    graph = kg.load(marked(tmp_path))
    state = graph.concepts["concept:poor-sleep"]
    assert (state.quantity, state.direction, state.is_level) == ("concept:sleep", Sign.MINUS, True)
    assert "concept:poor-sleep" not in {end for i in graph.influences for end in i.ends}


def test_excluded_populations_are_kept(tmp_path):
    """They are read and written in alphabetical order."""
    graph = kg.load(marked(tmp_path, excludes=("Infants", "Children")))
    assert graph.concepts["concept:poor-sleep"].excludes == ("Children", "Infants")


def test_wrong_marks_are_problems(tmp_path):
    """The mark is true or absent, and a population is one of the vocabulary."""
    path = marked(tmp_path, beyond_range=True, excludes=("Children",))
    text = path.read_text(encoding="utf-8")
    for there, instead, message in (
        ("vocab:beyondRange true", "vocab:beyondRange false", "has vocab:beyondRange “false”"),
        ("vocab:Children", "vocab:Dragons", "has the unknown Population vocab:Dragons"),
    ):
        assert there in text
        path.write_text(text.replace(there, instead), encoding="utf-8")
        assert f"concept:poor-sleep {message}" in [problem.message for problem in examine(path).problems]
