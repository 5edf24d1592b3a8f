"""What a person types."""

import pytest
from msgspec.structs import replace as changed

from kg.errors import UnknownConcept, UsageError
from kg.model.core import Sign
from kg.model.lookup import direction_of, group, join_directions, moving, normal, pair, resolve
from tests import toy


@pytest.mark.parametrize(
    ("typed", "concept", "direction"),
    [
        ("vitamin D deficiency", "vitamin-d-deficiency", "-"),
        ("Vitamin-D DEFICIENCY", "vitamin-d-deficiency", "-"),
        ("low vitamin D", "vitamin-d-deficiency", "-"),
        ("concept:back-pain", "back-pain", None),
        ("Concept:Back-Pain", "back-pain", None),
        ("back-pain", "back-pain", None),
        ("lumbago", "low-back-pain", None),
        ("HP:0003419", "low-back-pain", None),
        ("hp:0003419", "low-back-pain", None),
        ("low back pain", "low-back-pain", None),
        ("vitamin D", "vitamin-d", None),
        ("vitamin D down", "vitamin-d", "-"),
        ("vitamin D ↑", "vitamin-d", "+"),
        ("hypocalcaemia", "hypocalcemia", "-"),
        ("serum calcium up", "serum-calcium", "+"),
        ("high serum calcium", "serum-calcium", "+"),
        ("lack of osteoblast activity", "osteoblast-activity", "-"),
        ("neurotrophin deficiency", "neurotrophins", "-"),
        ("hypocalcemia down", "hypocalcemia", "+"),
        ("raised bone resorption", "bone-resorption", "+"),
    ],
)
def test_a_name_in_any_form_is_understood(graph, typed, concept, direction):
    """Labels, synonyms, identifiers, groundings, spellings, and levels that have no name of their own."""
    found = resolve(graph, typed)
    assert (found.concept.id, found.direction and found.direction.value) == (f"concept:{concept}", direction)


def test_a_level_without_a_name_is_called_by_its_words(graph):
    """The label of an unnamed level tells the direction in words."""
    assert resolve(graph, "bone resorption down").label == "low bone resorption"
    assert resolve(graph, "bone resorption up").label == "high bone resorption"
    assert resolve(graph, "bone resorption").label == "bone resorption"
    assert resolve(graph, "back pain down").label == "less back pain"
    assert resolve(graph, "osteomalacia up").label == "more osteomalacia"


def test_an_unknown_name_offers_the_nearest_three(graph):
    """A slip of the pen is met with what may have been meant."""
    with pytest.raises(UnknownConcept) as caught:
        resolve(graph, "osteomalcia")
    assert caught.value.candidates[0] == "osteomalacia"
    assert len(caught.value.candidates) <= 3
    assert "did you mean “osteomalacia”" in str(caught.value)


def test_a_name_like_nothing_points_to_find(graph):
    """Where nothing is alike, nothing is offered."""
    with pytest.raises(UnknownConcept, match="try: kg find"):
        resolve(graph, "xyzzy")


@pytest.mark.parametrize("typed", ["", "   ", "up", "low", "?", "HP:9999999"])
def test_what_names_nothing_is_refused(graph, typed):
    """An empty name, a direction alone and an unknown identifier are no concepts."""
    with pytest.raises(UnknownConcept):
        resolve(graph, typed)


def test_an_ambiguous_name_lists_the_identifiers():
    """If several concepts have the name, the person must choose."""
    graph = toy.graph("x increases y", "z increases y")
    twins = {
        name: changed(concept, label="twin") if name != "concept:y" else concept
        for name, concept in graph.concepts.items()
    }
    both = type(graph)(twins, graph.relations, graph.claims, graph.evidence)
    with pytest.raises(UsageError, match="“twin” names 2 concepts \\(concept:x, concept:z\\)"):
        resolve(both, "twin")


def test_a_close_match_is_found_where_no_exact_one_is(graph):
    """An identifier that is only near to a concept still leads to it."""
    close = next(
        c
        for c in graph.concepts.values()
        if c.close and not any(c.close[0] in o.exact for o in graph.concepts.values())
    )
    assert resolve(graph, close.close[0]).concept.id == close.id


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["a b", "c"], ["a b", "c"]),
        (["a", "up", "c", "down"], ["a up", "c down"]),
        (["a", "-", "c"], ["a -", "c"]),
    ],
)
def test_a_direction_may_be_a_word_of_its_own(words, expected):
    """A direction behind a name belongs to it."""
    assert group(words, 2) == expected


def test_too_many_names_are_named():
    """Unquoted names of several words are met with the advice to quote them."""
    with pytest.raises(UsageError, match="expected 2 concepts, got 3 \\(back \\| pain \\| x\\); put names"):
        group(["back", "pain", "x"], 2)


def test_accents_do_not_matter():
    """A name typed with accents is the same name."""
    assert normal("Sjögren’s  Süd") == "sjogren s sud"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], []),
        (["a"], ["a"]),
        (["a", "DOWN", "b", "↑", "c"], ["a DOWN", "b ↑", "c"]),
        (["a", "down", "up"], ["a down up"]),
        (["up", "a"], ["up", "a"]),
        (["a", "upper"], ["a", "upper"]),
    ],
)
def test_directions_are_joined_to_the_names_before_them(words, expected):
    """Any number of names; a direction with no name before it stays a word of its own."""
    assert join_directions(words) == expected


def test_one_name_too_many_is_told_in_the_singular():
    """A question about one concept says so."""
    with pytest.raises(UsageError, match=r"expected 1 concept, got 2 \(a \| b\)"):
        group(["a", "b"], 1)
    with pytest.raises(UsageError, match="expected 2 concepts, got 0"):
        group([], 2)


@pytest.mark.parametrize("text", [*"+↑", "up", "UP", Sign.PLUS])
def test_what_goes_up(text):
    """Every way to say up."""
    assert direction_of(text) is Sign.PLUS


@pytest.mark.parametrize("text", [*"-−↓", "down", "Down", Sign.MINUS])
def test_what_goes_down(text):
    """Every way to say down."""
    assert direction_of(text) is Sign.MINUS


@pytest.mark.parametrize("text", ["low", "", "0", "?", Sign.NULL, Sign.UNKNOWN])
def test_what_goes_nowhere(text):
    """What is neither up nor down is refused."""
    with pytest.raises(UsageError, match=r"unknown direction “.*”; choose one of: up, down"):
        direction_of(text)


@pytest.mark.parametrize(
    ("typed", "direction", "moved", "label"),
    [
        ("d", Sign.PLUS, None, "d"),
        ("d", Sign.MINUS, "-", "less d"),
        ("low d", Sign.PLUS, "-", "low d"),
        ("low d", Sign.MINUS, "+", "less low d"),
        ("d down", Sign.PLUS, "-", "less d"),
        ("d down", Sign.MINUS, "+", "more d"),
        ("low d down", Sign.PLUS, "+", "less low d"),
        ("low d down", Sign.MINUS, "-", "more low d"),
    ],
)
def test_what_moves_is_called_by_its_direction(typed, direction, moved, label):
    """A thing that goes down is less of it; a state that holds keeps its name; moving it twice brings it back."""
    graph = toy.graph("d increases c", states={"low-d": ("d", "Low")})
    found = moving(resolve(graph, typed), direction)
    assert (found.direction and found.direction.value, found.label) == (moved, label)
    assert found.quantity == "concept:d"


def test_a_question_has_two_ends():
    """Source and target are understood in that order, and must be two quantities."""
    graph = toy.graph("d increases c", states={"low-d": ("d", "Low")})
    start, goal = pair(graph, "low d", "c down")
    assert (start.concept.id, goal.concept.id, goal.direction) == ("concept:low-d", "concept:c", Sign.MINUS)
    with pytest.raises(UsageError, match="“d” and “low d” are the same quantity; give two different concepts"):
        pair(graph, "d", "low d")
