"""Standing questions: what is asked of every version of the data."""

import pytest

from kg.errors import DataError
from kg.model.core import Sign
from kg.model.lookup import resolve
from kg.questions import standing
from kg.questions.standing import Question
from tests import toy


def test_the_standing_questions_can_be_asked(graph):
    """Each finds its two concepts in the present data, and they ask for paths and effects of every kind of answer."""
    questions = standing.load()
    assert len(questions) >= 12
    for question in questions:
        ends = {resolve(graph, name).quantity for name in (question.source, question.target)}
        assert len(ends) == 2, question.id
    replies = {question: standing.ask(graph, question) for question in questions}
    assert [reply.problem for reply in replies.values()] == [None] * len(replies)
    assert {question.kind for question in questions} == {"path", "effect"}
    assert {reply.sign for reply in replies.values()} >= {"+", "-", "?", None}


def ask(graph, kind, source="x", target="y"):
    """What a small graph answers."""
    return standing.ask(graph, Question("q", kind, source, target))


def test_a_reply_says_what_the_command_says():
    """Sign, verdict or reason, number of chains, and the quantities of the best one with where they go."""
    graph = toy.graph("x increases z", "z decreases y", "x decreases y hedged")
    reply = ask(graph, "path")
    assert reply.words == "− (coherent), 2 chains, best x ↑ → y ↓"
    assert (reply.verdict, reply.sign, reply.chains) == ("coherent", "-", 2)
    assert reply.best == (standing.Place("concept:x", Sign.PLUS), standing.Place("concept:y", Sign.MINUS))
    assert ask(graph, "effect").words == "− (agreeing-chains), 1 chain, best x ↑ → y ↓"
    assert ask(graph, "path", "y", "x").words == "none, no chains"
    assert ask(graph, "effect", "y", "x").words == "? (no-path), no chains"


def test_a_question_that_cannot_be_asked_says_so():
    """A concept that a version does not know, or a question to one quantity, is a problem and no answer."""
    graph = toy.graph("x increases y", "xx increases y")
    assert ask(graph, "path", "xxx").problem == "unknown concept “xxx”"
    assert ask(graph, "effect", "x", "x").problem.startswith("“x” and “x” are the same quantity")


GOOD = '[[question]]\nid = "a"\nkind = "path"\nsource = "x"\ntarget = "y"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "`question` is missing"),
        ("question = []", "question: Expected a list of length >= 1"),
        ("[[question", "is not valid TOML"),
        ("question = '\udcff'", "is not valid TOML"),
        (GOOD + "k = 3\n", "question 1: `k` is not known here"),
        (GOOD.replace('source = "x"\n', ""), "question 1: `source` is missing"),
        (GOOD.replace('"x"', "1"), "question 1, source: Expected text, got a whole number"),
        (GOOD.replace('"x"', '" "'), "question 1, source: Expected text that"),
        (GOOD + GOOD.replace("path", "loops"), "question 2, kind: Invalid enum value 'loops'"),
        (GOOD + GOOD, "2 questions are called “a”; choose a new id"),
    ],
)
def test_a_bad_file_of_questions_is_told_in_one_line(tmp_path, text, message):
    """What is wrong, where, and what to do."""
    file = tmp_path / "questions.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(DataError) as error:
        standing.load(file)
    assert str(error.value).startswith(f"{file}: {message}")
    assert "\n" not in str(error.value)
    file.write_text(GOOD, encoding="utf-8")
    assert standing.load(file) == (Question("a", "path", "x", "y"),)


def test_a_file_of_questions_that_is_not_there_is_told(tmp_path):
    """The file is named."""
    with pytest.raises(DataError, match="cannot be read"):
        standing.load(tmp_path / "none.toml")
