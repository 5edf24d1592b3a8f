"""How well an influence and a chain are supported."""

import pytest
from msgspec.structs import replace

from kg.model.core import Sign
from kg.reasoning.reached import Reached, onward
from kg.reasoning.support import ORDER, Support, grade, outranked, populations
from tests import toy

PLUS, MINUS = Sign.PLUS, Sign.MINUS


@pytest.mark.parametrize(
    ("lines", "support"),
    [
        (["x increases y"], "weak"),
        (["x increases y @a", "x increases y @b", "x increases y @c prose"], "weak"),
        (["x increases y @cohort"], "moderate"),
        (["x increases y @cell"], "moderate"),
        (["x increases y @import"], "moderate"),
        (["x increases y @cohort", "x causes y @cohort"], "moderate"),  # one study, twice
        (["x increases y @cohort", "x causes y @cohort2"], "strong"),
        # studies that nobody has read, however many
        (["x increases y @import", "x causes y @import2"], "moderate"),
        (["x increases y @cohort", "x causes y @import"], "moderate"),
        (["x increases y @cohort", "x causes y @import", "x causes y @cohort2"], "strong"),
        # what names no study, whatever says the same
        (["x increases y @table"], "unnamed"),
        (["x increases y @table", "x causes y @table"], "unnamed"),
        (["x increases y @table", "x increases y @a"], "unnamed"),
        (["x increases y @table", "x increases y @import"], "moderate"),
        (["x increases y @a", "x increases y @table undecided"], "weak"),
        (["x increases y @trial"], "strong"),
        (["x increases y @meta"], "strong"),
        (["x increases y @guideline", "x increases y @a"], "strong"),
        # what does not support adds nothing
        (["x increases y", "x increases y @trial undecided"], "weak"),
        (["x increases y", "x increases y @trial denied"], "weak"),
        (["x increases y @cohort", "x increases y @cohort2 undecided"], "moderate"),
    ],
)
def test_the_support_of_an_influence(lines, support):
    """One trial, synthesis or guideline, or two studies: strong; one other study: moderate; none: unnamed or weak."""
    graph = toy.graph(*lines)
    assert grade(graph, graph.influences[0]) == support
    assert list(ORDER) == [Support.weak, Support.unnamed, Support.moderate, Support.strong]


def test_what_an_imported_graph_states_is_no_more_than_moderate_support():
    """Beside a graph whose authors read the same studies, its items do not add to them."""
    graph = toy.graph("x increases y @cohort", "x causes y @cohort2")
    (used,) = graph.influences
    (first, *_) = used.claims
    items = {name: replace(item, imported=item.claim == first.id) for name, item in graph.evidence.items()}
    beside = replace(graph, evidence=items)
    assert [grade(each, used) for each in (graph, beside)] == ["strong", "moderate"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["x increases y @cohort", "x increases y @meta undecided"], True),
        (["x increases y @cohort", "x causes y @trial denied"], True),
        (["x increases y", "x increases y @cohort undecided"], True),
        (["x increases y @meta", "x increases y @cohort undecided"], False),
        (["x increases y @cohort", "x increases y @cohort2 undecided"], False),
        (["x increases y @cohort", "x increases y @retracted undecided"], False),
        (["x increases y @cohort", "x decreases y @meta"], False),
    ],
)
def test_a_stronger_design_outranks_what_supports(lines, expected):
    """It denies the influence or leaves it open; equal or void studies, and other influences, do not."""
    graph = toy.graph(*lines)
    assert outranked(graph, graph.influences[0]) is expected


def test_the_populations_of_an_influence():
    """Each supporting evidence item tells to whom it is limited; others do not count."""
    graph = toy.graph("x increases y #Children #Women", "x causes y @b", "x causes y @c #Adults denied")
    assert sorted(map(sorted, populations(graph, graph.influences[0]))) == [[], ["Children", "Women"]]


def influences(*lines, **options):
    """The influences of a toy graph."""
    return toy.graph(*lines, **options).influences


def states(found):
    """States as ``y-``."""
    return {f"{name[8:]}{sign.value}" for name, sign in found}


def test_walks_are_the_shortest_and_do_not_enter_what_is_held():
    """Each state once, breadth first; nothing returns to what is held."""
    lines = ("x increases a", "a decreases y", "x decreases y", "x increases y @b", "y increases x", "z increases y")
    found = Reached(onward(influences(*lines)), {"concept:x": PLUS})
    assert states(found) == {"x+", "a+", "y-", "y+"}
    assert [i.target[8:] for i in found["concept:y", MINUS]] == ["y"]
    both = Reached(onward(influences(*lines)), {"concept:x": PLUS, "concept:z": MINUS})
    assert states(both) == {"x+", "a+", "y-", "y+", "z-"}


def test_a_stated_walk_uses_influences_as_sources_state_them():
    """A step that sources state only of the contrary is not taken; requirements are stated both ways."""
    lines = ("low-x decreases y", "y increases z", "x requiredFor n", "x increases a")
    stated = influences(*lines, states={"low-x": ("x", "Low")})
    assert states(Reached(onward(stated), {"concept:x": PLUS}, stated=True)) == {"x+", "n+", "a+"}
    assert states(Reached(onward(stated), {"concept:x": MINUS}, stated=True)) == {"x-", "y-", "n-"}
    assert states(Reached(onward(stated), {"concept:x": MINUS})) == {"x-", "y-", "z-", "n-", "a-"}
