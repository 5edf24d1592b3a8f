"""Names and questions in words."""

import pytest

from kg.model.words import asks, is_plural

#: All plural names of the graph.
PLURALS = """
B vitamins|bleeding gums|bowed legs|calves|cytokines|diabetic complications|extremities|falls|feet|fingers and toes
glial cells|hips|kidney stones|leg cramps|legs|long-term consequences of vitamin D deficiency
medicines that interfere with vitamin D metabolism|micronutrients|mood changes|muscle cells|neurological processes
neurons|nonspecific symptoms|pro-inflammatory cytokines|proteins|proximal muscles|red blood cells|shoulders|thighs
upper arms|weight-bearing bones
"""


def test_the_plural_names_of_the_graph(graph):
    """Each is found, and no other name is taken for a plural."""
    known = set(PLURALS.replace("\n", "|").strip("|").split("|"))
    labels = {concept.label for concept in graph.concepts.values()}
    assert {label for label in labels if is_plural(label)} == known & labels
    assert len(known & labels) > 25


@pytest.mark.parametrize(
    ("label", "plural"),
    [
        ("kidney stones", True),
        ("Falls", True),
        ("older people", True),
        ("Bacteria", True),
        ("rickets", False),
        ("case series", False),
        ("osteoporosis", False),
        ("bone loss", False),
        ("thymus", False),
        ("genetics", False),
        ("Paget's", False),
        ("AIDS", False),
        ("Ts", False),
        ("absence of symptoms", False),
        ("difficulty climbing stairs", False),
        ("from milk and bones", True),
        ("", False),
    ],
)
def test_a_plural_is_told_by_the_main_part_of_a_name(label, plural):
    """Words that only look like plurals, and plurals after a preposition, do not count."""
    assert is_plural(label) is plural


def test_a_question_agrees_with_its_subject():
    """A plural takes "do"."""
    assert asks("kidney stones", "act on bone") == "do kidney stones act on bone?"
    assert asks("rickets", "act on bone") == "does rickets act on bone?"
