"""What people type at the command line, and how the answers tell how it was read."""

import json

import pytest

import kg
from kg.errors import UsageError
from kg.serving.questions import questions

SENTENCE = "is vitamin D deficiency a cause of osteomalacia"


@pytest.mark.parametrize("words", [(SENTENCE,), ("does", "VDD", "cause", "osteomalacia?")])
@pytest.mark.parametrize("command", ["effect", "path"])
def test_a_question_in_words_is_answered_as_one_of_two_names(run, command, words):
    """Quoted or not; the first line says how it was read, and the rest is the answer to the names."""
    asked = run(command, *words)
    plain = run(command, "vitamin D deficiency", "osteomalacia")
    name = "VDD" if "VDD" in words else "vitamin D deficiency"
    read = {"effect": f"the effect of {name} on osteomalacia", "path": f"chains from {name} to osteomalacia"}[command]
    text = " ".join(asked.out.split())
    assert text.startswith(f"“{' '.join(words)}” was read as {read}. vitamin D deficiency → osteomalacia")
    assert (asked.code, asked.err) == (plain.code, "")
    answer = json.loads(run(command, *words, "--json").out)
    assert answer["question"].pop("sentence") == {"typed": " ".join(words), "read": read}
    assert answer == json.loads(run(command, "vitamin D deficiency", "osteomalacia", "--json").out)


def test_what_was_ignored_and_how_levels_were_read_is_told(run):
    """The question comes first, then its levels, each once."""
    out = " ".join(run("effect", "does raised PTH lower serum calcium up in winter?").out.split())
    assert out.startswith(
        "“does raised PTH lower serum calcium up in winter?” was read as the effect of raised PTH on serum calcium up "
        "(“winter” was ignored). “serum calcium up” was read as rising serum calcium, within its range. elevated "
        "parathyroid hormone → rising serum calcium"
    )
    assert out.count("was read as") == 2


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (("effect", "high serum calcium", "neuropathy"), "“high serum calcium” was read as hypercalcemia."),
        (("path", "PTH up", "bone pain"), "“PTH up” was read as rising parathyroid hormone, within its range."),
        (("effects", "serum calcium", "up"), "“serum calcium up” was read as rising serum calcium, within its range."),
        (("why", "magnesium low"), "“magnesium low” was read as magnesium deficiency."),
        (("what-if", "magnesium", "low"), "“magnesium low” was read as magnesium deficiency."),
        (("what-if", "PTH", "down"), "“PTH down” was read as low parathyroid hormone."),
        (("what-if", "PTH", "excess vitamin D"), "“excess vitamin D” was read as vitamin D toxicity."),
        (("break", "high vitamin D", "falls"), "“high vitamin D” was read as vitamin D toxicity."),
        (("bridges", "lack of magnesium", "falls"), ""),
        (("compare", "high vitamin D", "osteomalacia"), "“high vitamin D” was read as vitamin D toxicity."),
    ],
)
def test_an_answer_tells_how_a_level_was_read(run, command, line):
    """On its first line, and in JSON at the end of the question; nothing is said of a plain name."""
    out = " ".join(run(*command).out.split())
    assert out.startswith(line)
    assert out.count("was read as") == bool(line)
    read = json.dumps(json.loads(run(*command, "--json").out)["question"], ensure_ascii=False)
    assert ('"typed"' in read, '"read"' in read) == (bool(line), bool(line))
    if line:
        typed, _, said = line.removesuffix(".").removeprefix("“").partition("” was read as ")
        assert f'"typed": "{typed}", "read": "{said}"' in read


@pytest.mark.parametrize("command", ["effect", "path"])
def test_a_question_in_words_needs_no_target_anywhere(graph, command):
    """In Python and for programs alike; two names never make a question in words."""
    question = questions()[command]
    assert question.schema()["required"] == ["source"]
    answer = question.ask(graph, {"source": SENTENCE})
    assert (answer.source.id, answer.target.id) == ("concept:vitamin-d-deficiency", "concept:osteomalacia")
    assert answer.question.sentence.typed == SENTENCE
    assert str(getattr(kg, command)(graph, SENTENCE)) == str(answer)
    with pytest.raises(UsageError, match="a word for an effect between “vitamin D” and “falls”"):
        question.ask(graph, {"source": "vitamin D near falls"})
    with pytest.raises(UsageError, match="unknown concept"):
        question.ask(graph, {"source": SENTENCE, "target": "falls"})


@pytest.mark.parametrize("command", ["break", "bridges"])
def test_other_questions_want_two_names(run, command):
    """Only effect and path read whole questions."""
    refused = run(command, SENTENCE)
    assert (refused.code, refused.err[:34]) == (2, "kg: expected 2 concepts, got 1 (is")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("diseases", "disease"), ("Foods", "food"), ("anatomies", "anatomy"), ("behaviors", "behaviour")],
)
def test_kinds_may_be_typed_in_the_plural_and_in_american_spelling(run, typed, kind):
    """They are the same kind; what is neither is refused."""
    command = ("effects", "vitamin D deficiency", "--json", "--kind")
    assert run(*command, typed).out == run(*command, kind).out
    assert json.loads(run(*command, typed).out)["question"]["kind"] == kind
    for wrong in (f"{typed}s", typed[:-2], ""):
        assert "unknown kind" in run(*command, wrong).err


def test_a_mark_has_no_plural(run):
    """A sign is only what it is."""
    assert run("path", "vitamin D", "back pain", "--sign", "−").code == 0
    assert "unknown sign “-s”" in run("path", "vitamin D", "back pain", "--sign=-s").err
