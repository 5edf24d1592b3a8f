"""What a person types."""

import pytest
from msgspec.structs import replace as changed

from kg.errors import UnknownConcept, UsageError
from kg.model.core import Sign
from kg.model.lookup import join_directions, moving, normal, resolve
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
        ("high serum calcium", "hypercalcemia", None),
        ("serum calcium high", "hypercalcemia", None),
        ("raised PTH", "elevated-parathyroid-hormone", "+"),
        ("PTH up", "parathyroid-hormone", "+"),
        ("increased PTH", "parathyroid-hormone", "+"),
        ("too much vitamin D", "vitamin-d-toxicity", None),
        ("excess of vitamin D", "vitamin-d-toxicity", None),
        ("calcium absorption low", "low-intestinal-calcium-absorption", "-"),
        ("deficiency of vitamin D", "vitamin-d-deficiency", "-"),
        ("magnesium lack", "magnesium-deficiency", "-"),
        ("not enough vitamin B12", "vitamin-b12", "-"),
        ("back pain low", "back-pain", "-"),
        ("drop in bone resorption", "bone-resorption", "-"),
        ("25OHD", "serum-25-hydroxyvitamin-d", None),
        ("25(OH)D", "serum-25-hydroxyvitamin-d", None),
        ("25 OH D", "serum-25-hydroxyvitamin-d", None),
        ("calcidiol", "serum-25-hydroxyvitamin-d", None),
        ("Calcifediol", "serum-25-hydroxyvitamin-d", None),
        ("LBP", "low-back-pain", None),
        ("VDD", "vitamin-d-deficiency", "-"),
        ("back ache", "back-pain", None),
        ("ageing", "older-age", None),
        ("phosphate", "serum-phosphate", None),
        ("TNF-α", "tumor-necrosis-factor", None),
        ("TNFα", "tumor-necrosis-factor", None),
        ("TNF alpha", "tumor-necrosis-factor", None),
        ("tumour necrosis factor", "tumor-necrosis-factor", None),
        ("bone mineralisation", "bone-mineralization", None),
        ("hypercalcaemia", "hypercalcemia", None),
        ("diarrhœa", "diarrhea", None),
        ("nerve signalling", "nerve-signaling", None),
        ("fractures", "fracture", None),
        ("muscle cramps", "muscle-cramp", None),
        ("NSAIDs", "nsaids", None),
        ("interleukins-6", "interleukin-6", None),
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


@pytest.mark.parametrize(
    ("typed", "label", "read"),
    [
        ("high serum calcium", "hypercalcemia", "hypercalcemia"),
        ("serum  calcium up", "rising serum calcium", "rising serum calcium, within its range"),
        ("rising serum calcium", "rising serum calcium", "rising serum calcium, within its range"),
        ("magnesium low", "magnesium deficiency", "magnesium deficiency"),
        ("calcium low", "hypocalcemia", "hypocalcemia"),
        ("calcium down", "falling calcium", "falling calcium (“low calcium” is hypocalcemia)"),
        ("low calcium", "hypocalcemia", ""),
        ("back pain low", "less back pain", "less back pain"),
        ("serum calcium down", "low serum calcium", "low serum calcium"),
        ("bone resorption ↑", "high bone resorption", "high bone resorption"),
        ("high bone resorption", "high bone resorption", ""),
        ("low serum calcium", "hypocalcemia", ""),
        ("hypercalcemia", "hypercalcemia", ""),
        ("hypercalcemia down", "less hypercalcemia", "less hypercalcemia"),
        ("serum calcium", "serum calcium", ""),
    ],
)
def test_what_is_no_name_tells_how_it_was_read(graph, typed, label, read):
    """The selection keeps what was typed, unless it is a name or the label; its label means the same."""
    found = resolve(graph, typed)
    assert (found.label, found.read, found.typed) == (label, read, " ".join(typed.split()) if read else "")
    again = resolve(graph, label)
    assert (again.concept.quantity, again.direction) == (found.concept.quantity, found.direction)


@pytest.mark.parametrize(
    ("typed", "concept", "direction"),
    [
        ("high c", "too-much-c", None),
        ("low c", "too-little-c", None),
        ("c up", "c", "+"),
        ("falling c", "c", "-"),
        ("high d", "d", "+"),
        ("low d", "d", "-"),
        ("excess e", "e", "+"),
    ],
)
def test_a_level_is_the_only_state_beyond_the_range(typed, concept, direction):
    """Not one of two, and not a state within the range that is called otherwise; a move is never a state."""
    levels = {"too-much-c": "High", "too-little-c": "Low", "much-d": "High", "more-d": "High", "little-d": "Low"}
    states = {name: (name[-1], level) for name, level in levels.items()} | {"plenty-e": ("e", "High")}
    graph = toy.graph("c increases d", "d increases e", states=states)
    concepts = {
        name: changed(concept, beyond_range=name.removeprefix("concept:") in {*levels} - {"little-d"})
        for name, concept in graph.concepts.items()
    }
    found = resolve(changed(graph, concepts=concepts), typed)
    assert (found.concept.id, found.direction and found.direction.value) == (f"concept:{concept}", direction)


def test_no_two_concepts_have_the_same_name_in_any_spelling(graph):
    """So no spelling makes a name ambiguous."""
    assert all(len(set(concepts)) == 1 for concepts in graph.spelled.values())


def test_the_exact_spelling_is_preferred():
    """If two concepts differ by the plural alone, each is found by its own name."""
    graph = toy.graph("cramp increases cramps", "cramp increases y-z")
    assert resolve(graph, "Cramp").concept.id == "concept:cramp"
    assert resolve(graph, "cramps!").concept.id == "concept:cramps"
    assert resolve(graph, "yz").concept.id == "concept:y-z"
    with pytest.raises(UsageError, match="“cram-p” names 2 concepts"):
        resolve(graph, "cram-p")


def test_an_unknown_name_offers_the_nearest_three(graph):
    """A slip of the pen is met with what may have been meant."""
    with pytest.raises(UnknownConcept) as caught:
        resolve(graph, "osteomalcia")
    assert caught.value.candidates[0] == "osteomalacia"
    assert len(caught.value.candidates) <= 3
    assert "did you mean “osteomalacia”" in str(caught.value)


def test_a_name_like_nothing_points_to_find(graph):
    """Where nothing is alike, nothing is offered."""
    with pytest.raises(UnknownConcept, match="“xyzzy”; no similar name; try: kg find WORDS"):
        resolve(graph, "xyzzy")


@pytest.mark.parametrize("typed", ["", "   ", "up", "low", "?", "HP:9999999", "up down", "high low", "estrogen", "VDX"])
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
        (["a b", "low", "c"], ["a b low", "c"]),
        (["a", "lower", "c"], ["a", "lower", "c"]),
    ],
)
def test_directions_are_joined_to_the_names_before_them(words, expected):
    """Any number of names; a direction with no name before it stays a word of its own."""
    assert join_directions(words) == expected


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
