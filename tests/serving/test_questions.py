"""Every question can be asked by name, and answers as the command of that name does."""

import json
import shlex

import msgspec
import pytest
from msgspec.structs import replace

from kg.errors import UsageError
from kg.model.answer import Answer
from kg.registry import COMMANDS
from kg.serving.openapi import openapi
from kg.serving.questions import MOST, MOST_BYTES, parameter_schema, questions, written
from kg.signature import Parameter, Range, parameters
from tests import example

QUESTIONS = questions()

#: Every filter, as typed.
FILTERS = {
    "sources": "literature",
    "population": "older adults",
    "condition": "only if deficient",
    "since": "2010",
    "without": "002",
    "avoid": "tetany",
    "min_confidence": "0.2",
    "stated_only": "",
}
#: Command lines, besides the example of each question, alone and with its own options.
SAME = """
path "vitamin D" "back pain" -k 2 --max-hops 6 --sign - --via "calcium absorption" --avoid PTH --stated-only \
    --min-confidence 0.1 --with-associations --without 001
path neuropathy "vitamin D receptor"
effect "vitamin D" down "serum calcium"
effect neuropathy "vitamin D receptor"
effect "vitamin D" "back pain" --sources literature --population women --population "older adults" --since 2001 \
    --avoid PTH --min-confidence 0.1 --stated-only
what-if "serum calcium" PTH down --kind symptom --without 002
what-if neuropathy --kind food
why neuropathy --kind symptom
loops
loops --through PTH --max-length 4 -k 1 --kind balancing
loops --through neuropathy
break neuropathy "vitamin D receptor"
bridges neuropathy "vitamin D receptor"
worksheet "vitamin D" down "back pain" --tasks 4 --seed 3
gaps --concept "vitamin D receptor" --kind cause
contested
contested --concept neurotrophin
common 7-dehydrocholesterol "aging skin"
find zebra
find bone --limit 2
show 002
show claim:sun-exposure--treats--vitamin-d-deficiency
claims --concept "back pain" --relation causes --document 000 --modality hedged
claims --concept neuropathy --contested
claims --limit 3
values "low vitamin D" --limit 2 --without 004
values magnesium
"""
LINES = [shlex.split(line) for line in SAME.replace("\\\n", " ").split("\n") if line]
LINES += [[name, *example(name)] for name in QUESTIONS]


def _typed(given, value):
    """A parameter with its value, as typed."""
    flag = given.flag or ("-k" if given.name == "k" else f"--{given.name.replace('_', '-')}")
    return [flag, value] if value else [flag]


def _options(question):
    """Every option of a question that is a number, a choice or true, as typed."""
    for name, given in question.parameters.items():
        value = given.choices[0] if given.choices else str(max(given.range.least or 0, 1)) if given.type is int else ""
        if not given.positional and name not in FILTERS and (value or given.type is bool):
            yield from _typed(given, value)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_options_mean_the_same_as_those_of_the_command(asked, graph, question):
    """Numbers and choices of a question are read as the command reads them; other options stand in SAME above."""
    words = [*example(question.name), *_options(question)]
    given, printed = asked(question.name, words)
    assert json.loads(written(question.ask(graph, given))) == json.loads(printed.out)
    tried = {*words, *(word for line in LINES if line[0] == question.name for word in line)}
    for name, parameter in question.parameters.items():
        flag = _typed(parameter, "")[0]
        assert parameter.positional or name in FILTERS or flag in tried, (
            f"add a line to SAME: {question.name} … {flag} X"
        )


@pytest.mark.parametrize("name", [name for name, question in QUESTIONS.items() if "sources" in question.parameters])
def test_every_question_has_the_same_filters(asked, run, graph, name):
    """Each filter that a question has is applied as by its command, and named in its answer."""
    known = QUESTIONS[name].parameters
    words = [word for part, value in FILTERS.items() if part in known for word in _typed(known[part], value)]
    given, printed = asked(name, [*example(name), *words])
    body = json.loads(printed.out)
    assert json.loads(written(QUESTIONS[name].ask(graph, given))) == body
    filters = {part: given[part] for part in FILTERS if part in known}
    assert {part: body["data"].get(part) for part in filters} == {**filters, "without": ["document:002"]}
    assert run(name, *example(name), *words).out.startswith(
        "excluded: web pages and other documents; evidence limited to populations other"
    )


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_source_that_is_left_out_is_as_if_it_had_said_nothing(asked, graph, name):
    """Every question can leave sources out, and is then answered as of a graph without them."""
    given, _ = asked(name, example(name))
    question, sources = QUESTIONS[name], ("document:002", "study:zadro-2018")
    less = question.ask(graph.without_sources(sources), given)
    found = question.ask(graph, {**given, "without": list(sources)})
    assert (replace(found, unfiltered=None) if name == "effect" else found) == less
    assert less.data.without == sources


def test_programs_may_ask_what_only_reads_the_graph():
    """Commands that write, or that take files, are for the command line and Python."""
    kept = "diff sparql render site check fmt verify coverage agreement locate add withdraw import export".split()
    assert {*QUESTIONS, *kept, "serve", "mcp"} == set(COMMANDS)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_every_parameter_is_described(run, question):
    """Each has a sentence; the help of the command begins with the same summary, and offers the same filters."""
    assert all(given.about.endswith(".") for given in question.parameters.values())
    told = run(question.name, "--help").out
    assert " ".join(told.split("\n\n")[1].split()) == question.summary
    for name in ("without", "avoid"):
        assert (f"--{name} " in told) is (name in question.parameters)


@pytest.mark.parametrize(
    ("name", "parameter", "given"),
    [
        ("path", "sign", {"source": "vitamin D deficiency", "target": "back pain"}),
        ("what-if", "kind", {"changes": ["vitamin B12"]}),
        ("loops", "kind", {}),
        ("gaps", "kind", {}),
    ],
)
def test_what_may_be_chosen_is_understood(graph, name, parameter, given):
    """Each choice that is offered is one, and another is refused."""
    for choice in QUESTIONS[name].parameters[parameter].choices:
        QUESTIONS[name].ask(graph, {**given, parameter: choice})
    with pytest.raises(UsageError, match=f"unknown {parameter} “zebra”; choose one of: "):
        QUESTIONS[name].ask(graph, {**given, parameter: "zebra"})


PAIR = {"source": "vitamin D deficiency", "target": "back pain"}


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("path", {"source": "vitamin D"}, "expected 2 concepts, got 1 (vitamin D); put names of several words"),
        ("break", {"source": "vitamin D"}, "missing parameter “target” of break; it needs: source, target"),
        (
            "path",
            {**PAIR, "colour": "red"},
            "unknown parameter “colour” of path; its parameters are: source, target",
        ),
        ("effect", {**PAIR, "direction": "-"}, "unknown parameter “direction” of effect"),
        ("path", {**PAIR, "k": 0}, "k must be from 1 to 20"),
        ("path", {**PAIR, "k": 21}, "k must be from 1 to 20"),
        ("path", {**PAIR, "k": 10**5000}, "k must be from 1 to 20"),
        ("path", {**PAIR, "k": "5"}, "k must be a whole number"),
        ("path", {**PAIR, "k": 2.5}, "k must be a whole number"),
        ("path", {**PAIR, "k": True}, "k must be a whole number"),
        ("path", {**PAIR, "max_hops": 13}, "max_hops must be from 1 to 12"),
        ("path", {**PAIR, "min_confidence": float("nan")}, "min_confidence must be from 0 to 1"),
        ("path", {**PAIR, "stated_only": 1}, "stated_only must be true or false"),
        ("path", {**PAIR, "via": "osteomalacia"}, "via must be a list of strings"),
        ("path", {**PAIR, "via": ["osteomalacia", 1]}, "via must be a list of strings"),
        ("path", {**PAIR, "via": ["x"] * 11}, "via is too long; give at most 10 strings of 200 characters"),
        ("path", {**PAIR, "source": "x" * 201}, "source is too long; give at most 10 strings of 200 characters"),
        ("path", {**PAIR, "avoid": ["x" * 201]}, "avoid is too long"),
        ("path", {**PAIR, "source": {}}, "source must be a string"),
        ("path", {**PAIR, "without": ["zebra"]}, "unknown source “zebra”"),
        ("loops", {"max_length": 13}, "max_length must be from 1 to 12"),
        ("common", {"concepts": ["osteomalacia"]}, "expected two concepts or more, got 1"),
        ("compare", {"concepts": ["osteomalacia"] * 11}, "concepts is too long"),
        ("what-if", {"changes": []}, "nothing is changed"),
        (
            "stats",
            {"k": 1},
            "unknown parameter “k” of stats; its parameters are: sources, population, condition, since, without",
        ),
    ],
)
def test_a_wrong_question_is_refused(graph, name, given, message):
    """One line says what was wrong and what is right."""
    with pytest.raises(UsageError) as caught:
        QUESTIONS[name].ask(graph, given)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["engine", "master", "edges"])
def test_a_program_cannot_start_an_engine_or_name_a_cluster(graph, name):
    """These options are for the one who uses this machine; for others they do not exist."""
    assert name in parameters(QUESTIONS["path"].function)
    assert all(name not in question.schema()["properties"] for question in QUESTIONS.values())
    assert f'"{name}"' not in json.dumps(openapi(QUESTIONS.values())["paths"])
    with pytest.raises(UsageError, match=f"unknown parameter “{name}” of path"):
        QUESTIONS["path"].ask(graph, {**PAIR, name: "spark"})


def test_the_bounds_themselves_are_allowed(graph):
    """The most that is offered is answered, and what is null counts as not given."""
    most = {"k": MOST["k"], "max_hops": MOST["max_hops"], "min_confidence": 1, "via": None}
    answer = QUESTIONS["path"].ask(graph, {**PAIR, **most, "avoid": ["PTH"] * 10})
    assert (answer.question.k, answer.question.max_hops) == (20, 12)
    assert answer.question.via == ()


class Said(Answer, frozen=True, tag="kg-said/1"):
    """An answer that says nothing."""


class Long(Answer, frozen=True, tag="x"):
    """An answer of any length."""

    text: str


def test_an_answer_that_is_too_large_is_refused():
    """The error says how large it is, and nothing is cut; at the limit the answer is whole."""
    fits = Long("y" * (MOST_BYTES - len(written(Long("")))))
    assert msgspec.json.decode(written(fits))["text"] == fits.text
    with pytest.raises(UsageError, match=r"the answer has 5\.0 MB, more than 5; narrow the question"):
        written(Long(fits.text + "y"))


def test_what_only_programs_would_read_is_taken_out():
    """Tags and characters of no width in any text of an answer, wherever it came from; the rest stays as it is."""
    assert written(Long("vita\u200bmin\U000e0041 → “D”\n")) == written(Long("vitamin → “D”\n"))


def test_the_schema_of_a_parameter_says_what_is_allowed():
    """Type, bounds, choices and default stand in it, as programs read them."""
    given = QUESTIONS["path"].schema()["properties"]
    assert {name: given["k"][name] for name in ("type", "minimum", "maximum", "default")} == {
        "type": "integer",
        "minimum": 1,
        "maximum": 20,
        "default": 5,
    }
    assert given["sign"]["enum"] == ["+", "-", "?"]
    assert given["via"]["items"] == {"type": "string", "maxLength": 200}
    assert "default" not in given["source"]
    assert QUESTIONS["common"].schema()["properties"]["concepts"]["minItems"] == 2
    assert QUESTIONS["worksheet"].schema()["properties"]["seed"]["maximum"] == 1_000_000_000
    assert parameter_schema(Parameter("x", float, "X.", required=True, range=Range(0, None))) == {
        "description": "X.",
        "type": "number",
        "minimum": 0,
    }
