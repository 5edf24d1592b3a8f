"""Questions in words."""

import pytest
from msgspec.structs import replace

import kg
from kg.errors import UnknownConcept, UsageError
from kg.model import phrases
from kg.model.sentences import single, split
from tests import toy


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
        # a verb of change that something else turns round
        ("does PTH decrease due to calcium", "calcium", "PTH"),
        ("does serum calcium increase because of PTH", "PTH", "serum calcium"),
        ("does PTH increase really because of low magnesium", "low magnesium", "PTH"),
        ("does PTH rise in response to low calcium", "low calcium", "PTH"),
        ("does bone pain improve with vitamin D", "vitamin D supplementation", "bone pain"),
        ("does PTH change with magnesium", "magnesium", "PTH"),
        ("does PTH increase with low magnesium", "low magnesium", "PTH up"),
        ("does calcium fall due to low vitamin D", "low vitamin D", "calcium"),
        ("does serum calcium fall when PTH falls", "PTH down", "serum calcium down"),
        ("does bone pain get worse after falls", "falls", "bone pain"),
        ("is bone pain worsened with low magnesium", "low magnesium", "bone pain"),
        ("is PTH high in vitamin D deficiency", "vitamin D deficiency", "PTH high"),
        ("is PTH driven by low calcium", "low calcium", "PTH"),
        ("are cramps made worse by low magnesium", "low magnesium", "cramps"),
        ("are falls prevented by vitamin D", "vitamin D supplementation", "falls"),
        # and what does not turn it round
        ("does vitamin D help with falls", "vitamin D supplementation", "falls"),
        ("has vitamin D helped with falls", "vitamin D supplementation", "falls"),
        ("has vitamin D deficiency increased PTH", "vitamin D deficiency", "PTH"),
        ("does vitamin D deficiency cause an increase in PTH", "vitamin D deficiency", "increase in PTH"),
        ("does PTH decrease bone mass", "PTH", "bone mass"),
        ("does raised PTH lower serum calcium up", "raised PTH", "serum calcium up"),
        ("does vitamin D deficiency cause raised PTH", "vitamin D deficiency", "raised PTH"),
        # links, whatever their direction: the first name is the source
        ("is vitamin D deficiency linked to back pain", "vitamin D deficiency", "back pain"),
        ("is low vitamin D associated with depression", "low vitamin D", "depression"),
        ("is there a link between vitamin D deficiency and depression", "vitamin D deficiency", "depression"),
        ("vitamin D deficiency and back pain", "vitamin D deficiency", "back pain"),
        ("vitamin D deficiency → back pain", "vitamin D deficiency", "back pain"),
        ("How do I get from vitamin D deficiency to back pain?", "vitamin D deficiency", "back pain"),
        ("kidney stones from vitamin D", "vitamin D", "kidney stones"),
        # other shapes
        ("what's the effect of taking vitamin D on falls", "vitamin D supplementation", "falls"),
        ("what is the role of magnesium in vitamin D activation", "magnesium", "vitamin D activation"),
        ("what is the effect on falls of vitamin D", "vitamin D", "falls"),
        ("why does vitamin D deficiency lead to osteomalacia", "vitamin D deficiency", "osteomalacia"),
        ("how does vitamin D affect falls", "vitamin D", "falls"),
        ("will taking vitamin D help back pain", "vitamin D supplementation", "back pain"),
        ("does low vitamin D make back pain worse", "low vitamin D", "back pain"),
        ("what happens to PTH when serum calcium is low", "serum calcium low", "PTH"),
        ("what happens to PTH if the vitamin D falls", "vitamin D down", "PTH"),
        ("what happens to PTH in vitamin D deficiency", "vitamin D deficiency", "PTH"),
        ("when serum calcium goes up what happens to PTH", "serum calcium up", "PTH"),
        ("if vitamin D decreases, what happens to PTH?", "vitamin D down", "PTH"),
        ("if vitamin D falls does PTH rise", "vitamin D down", "PTH up"),
        # levels
        ("low levels of vitamin D cause bone pain", "low vitamin D", "bone pain"),
        ("can vitamin D levels that are too low cause bone pain", "vitamin D low", "bone pain"),
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
            "expected 2 concepts, got 1 (back pain); no known name in “ibuprofen”; try: kg find ibuprofen",
        ),
        (
            "do supplements prevent falls?",
            "expected 2 concepts, got 1 (falls); no known name in “supplements”; did you mean “dietary supplement”?",
        ),
        (
            "does vitamin D help rickets and falls",
            "expected 2 concepts, got 3 (vitamin D | rickets | falls);",
        ),
        ("vitamin D back pain", 'put each name in quotes: "vitamin D" "back pain"; or ask in words: does A help B?'),
        ("low vitamin D LBP", 'put each name in quotes: "low vitamin D" "LBP"; or ask'),
        (
            "is vitamin D near back pain",
            "expected a word for an effect between “vitamin D” and “back pain”, such as “cause” or “help”;",
        ),
        ("do vitamin D and back pain", "expected a word for an effect between “vitamin D” and “back pain”"),
        ("vitamin D and back pain in winter", "expected a word for an effect between “vitamin D” and “back pain”"),
        (
            "is PTH drived by low calcium",
            "expected a word for an effect between “parathyroid hormone” and “hypocalcemia”",
        ),
        ("does PTH rise near vitamin D", "expected a word for an effect between"),
        ("vitamin D on back pain", "expected a word for an effect between"),
        ("what causes vitamin D deficiency and falls", "expected a word for an effect between"),
        (
            "does vitamin D not help back pain",
            "a question with “not” cannot be read; ask for the effect itself: does A help B?",
        ),
        ("doesn’t vitamin D help back pain", "a question with “doesn't” cannot be read"),
        ("does vitamin D help more than calcium", "a question with “than” cannot be read"),
    ],
)
def test_what_is_no_such_question_is_refused(graph, text, message):
    """One line that says what is missing; nothing is guessed."""
    with pytest.raises(UsageError) as caught:
        split(graph, text)
    assert str(caught.value).startswith(message)


CAUSES, EFFECTS = (
    "this asks what leads to one thing; try: kg why ",
    "this asks what one thing leads to; try: kg effects ",
)


@pytest.mark.parametrize(
    ("text", "command", "name"),
    [
        ("what raises PTH", "why", "PTH"),
        ("What can lower serum calcium?", "why", "serum calcium"),
        ("how to lower serum calcium", "why", "serum calcium"),
        ("what causes lower serum calcium", "why", "lower serum calcium"),
        ("which other things raise PTH", "why", "PTH"),
        ("what are the causes of the osteomalacia", "why", "osteomalacia"),
        ("causes of back pain", "why", "back pain"),
        ("what leads to low serum calcium", "why", "low serum calcium"),
        ("how can I raise serum calcium", "why", "serum calcium"),
        ("why is serum calcium too low", "why", "serum calcium low"),
        ("what is osteomalacia caused by", "why", "osteomalacia"),
        ("what is osteomalacia due to", "why", "osteomalacia"),
        ("what does PTH do?", "effects", "PTH"),
        ("what can magnesium deficiency cause", "effects", "magnesium deficiency"),
        ("what are the effects of magnesium", "effects", "magnesium"),
        ("what does lower serum calcium do", "effects", "lower serum calcium"),
        ("effects of magnesium", "effects", "magnesium"),
        ("what happens when serum calcium falls", "effects", "serum calcium down"),
    ],
)
def test_a_question_about_one_thing_has_a_command_of_its_own(graph, text, command, name):
    """Which is named where the other command is asked, ready to copy; the command itself reads it."""
    quoted = f"'{name}'" if " " in name else name
    with pytest.raises(UsageError) as caught:
        split(graph, text)
    assert str(caught.value) == f"{CAUSES if command == 'why' else EFFECTS}{quoted}"
    assert single(graph, text, command) == name
    with pytest.raises(UsageError) as caught:
        single(graph, text, {"why": "effects", "effects": "why"}[command])
    assert str(caught.value).endswith(f"; try: kg {command} {quoted}")
    asked = {"why": kg.why, "effects": kg.effects}[command]
    names = replace(graph, claims={}, evidence={})  # names are all that a question is read by
    assert asked(names, text).question == asked(names, name).question


@pytest.mark.parametrize(
    "text",
    [
        "what raises ibuprofen",
        "what does ibuprofen do to PTH",
        "what effect does it have on PTH",
        "ibuprofen raises PTH",
        "what about PTH",
        "does PTH do",
        "how does PTH do",
        "is PTH caused by",
        "what helps PTH in winter",
        "PTH and ibuprofen",
        "PTH is",
        "serum calcium up",
        "high serum calcium",
        "vitamin D",
    ],
)
def test_what_is_no_question_about_one_thing_stays_as_it_is(graph, text):
    """A name, a level, or what cannot be read; where two names are needed, it is said that there is one."""
    assert single(graph, text, "why") == single(graph, text, "effects") == text
    with pytest.raises(UsageError) as caught:
        split(graph, text)
    assert str(caught.value).startswith("expected 2 concepts, got")


def test_a_question_about_two_things_is_none_about_one(graph):
    """The command for two things is named; without an effect between them nothing is."""
    with pytest.raises(UsageError) as caught:
        kg.why(graph, "does low calcium raise parathyroid hormone")
    assert str(caught.value) == "this asks about two things; try: kg effect 'low calcium' 'parathyroid hormone'"
    for text in ("PTH near serum calcium", "what not raises PTH"):
        with pytest.raises(UnknownConcept):
            kg.effects(graph, text)


def test_a_name_may_have_words_of_a_question():
    """It is the longest name that counts, and a name of the graph is no question."""
    graph = toy.graph("rise-in-no-tea increases cup", "what-raises-cup decreases tea")
    assert split(graph, "does rise in no tea raise cup") == ("rise in no tea", "cup", "")
    assert single(graph, "what raises cup", "effects") == "what raises cup"


def test_a_word_for_a_move_is_a_name_where_it_is_no_verb(graph):
    """Falls are prevented, and something falls."""
    assert split(graph, "does vitamin D prevent falls")[1] == "falls"
    assert split(graph, "do falls cause back pain")[:2] == ("falls", "back pain")
    with pytest.raises(UsageError, match=r"got 3 \(vitamin D \| falls \| back pain\)"):
        split(graph, "vitamin D falls cause back pain")


def test_no_verb_has_a_wrong_participle():
    """English has few irregular ones among these."""
    irregular = {word for word, verb in phrases.PARTICIPLES.items() if word not in (f"{verb}d", f"{verb}ed")}
    assert irregular == {"controlled", "driven", "given", "hurt", "made", "meant"}
    assert not {"drived", "maked", "gived", "hurted", "controled"} & phrases.PARTICIPLES.keys()


def test_no_name_of_the_data_is_a_word_of_questions(graph):
    """Such a name could not be asked about."""
    names = {name.casefold() for concept in graph.concepts.values() for name in concept.names}
    assert names & (phrases.SMALL | phrases.ACTIVE | phrases.REFUSED) == set()
