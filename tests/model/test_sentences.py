"""Questions in words."""

import pytest

from kg.errors import UsageError
from kg.model.sentences import split


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("does vitamin D help back pain?", "vitamin D supplementation", "back pain"),
        ("Does vitamin D help with “back pain”?", "vitamin D supplementation", "back pain"),
        ("is vitamin D deficiency a cause of osteomalacia", "vitamin D deficiency", "osteomalacia"),
        ("what does low magnesium do to muscle cramps", "low magnesium", "muscle cramps"),
        ("What is the effect of magnesium on muscle cramps?", "magnesium", "muscle cramps"),
        ("what effect does magnesium have on vitamin D activation", "magnesium", "vitamin D activation"),
        ("does vitamin D lower PTH", "vitamin D", "PTH"),
        ("does vitamin D cause lower PTH", "vitamin D", "lower PTH"),
        ("does vitamin D cause less back pain", "vitamin D", "less back pain"),
        ("is osteomalacia caused by VDD?", "VDD", "osteomalacia"),
        ("Can muscle cramps come from low magnesium?", "low magnesium", "muscle cramps"),
        ("is bone pain a symptom of osteomalacia", "osteomalacia", "bone pain"),
        ("does calcium deficiency cause cramps", "calcium deficiency", "cramps"),
        ("does serum calcium up raise PTH", "serum calcium up", "PTH"),
        ("does PTH drive serum calcium up", "PTH", "serum calcium up"),
        ("is raised PTH bad for bones", "raised PTH", "bones"),
        ("can too much vitamin D lead to kidney stones", "too much vitamin D", "kidney stones"),
        ("does HP:0003419 affect falls", "HP:0003419", "falls"),
        ("is rest good for back pain", "rest", "back pain"),
        ("does vitamin D reduce the risk of fractures", "vitamin D supplementation", "fractures"),
        ("does taking vitamin D cause hypercalcemia", "vitamin D supplementation", "hypercalcemia"),
        ("is vitamin D good for bones", "vitamin D supplementation", "bones"),
        ("does low vitamin D prevent falls", "low vitamin D", "falls"),
        ("does calcitriol prevent falls", "calcitriol", "falls"),
        ("does vitamin D suppresses PTH", "vitamin D", "PTH"),
    ],
)
def test_two_names_with_an_effect_between_them_are_a_question(graph, text, source, target):
    """Directions go with their names; the passive and symptoms turn the question round."""
    assert split(graph, text) == (source, target, "")


def test_words_that_are_left_out_are_told(graph):
    """Nothing that was typed is dropped in silence."""
    text = "in winter does daily vitamin D possibly really help back pain in children"
    assert split(graph, text) == (
        "vitamin D supplementation",
        "back pain",
        "winter daily possibly children",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("vitamin D", "expected 2 concepts, got 1 (vitamin D); put names of several words in quotes, or ask in words"),
        ("", "expected 2 concepts, got 0; put names"),
        ("??", "expected 2 concepts, got 0; put names"),
        ("does it help", "expected 2 concepts, got 0; put names"),
        (
            "does ibuprofen help back pain",
            "expected 2 concepts, got 1 (back pain); no name is known in “ibuprofen”",
        ),
        (
            "does vitamin D help rickets and falls",
            "expected 2 concepts, got 3 (vitamin D | rickets | falls);",
        ),
        ("vitamin D back pain", "expected an effect between “vitamin D” and “back pain”, such as “cause” or “help”;"),
        ("is vitamin D linked to back pain", "expected an effect between “vitamin D” and “back pain”"),
        ("vitamin D on back pain", "expected an effect between"),
        ("what causes vitamin D deficiency and falls", "expected an effect between"),
        ("does vitamin D not help back pain", "“not” cannot be read in a question; ask what the effect is, without it"),
        ("doesn’t vitamin D help back pain", "“doesn't” cannot be read"),
        ("does vitamin D help more than calcium", "“than” cannot be read"),
    ],
)
def test_what_is_no_such_question_is_refused(graph, text, message):
    """One line that says what is missing; nothing is guessed."""
    with pytest.raises(UsageError) as caught:
        split(graph, text)
    assert str(caught.value).startswith(message)
