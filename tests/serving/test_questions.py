"""Every question can be asked by name, and answers as the command of that name does."""

import json

import msgspec
import pytest

from kg.errors import UnknownConcept, UsageError
from kg.model.answer import Answer
from kg.registry import COMMANDS
from kg.serving.openapi import openapi
from kg.serving.questions import MOST, MOST_BYTES, _read, parameter_schema, questions, written
from kg.signature import Parameter, Range, parameters

QUESTIONS = questions()

#: Every filter, and what a question may require.
FILTERS = {
    "sources": "literature",
    "population": ["older adults"],
    "condition": ["only if deficient"],
    "since": 2010,
    "without": ["002"],
    "avoid": ["magnesium"],
    "min_confidence": 0.2,
    "stated_only": True,
}
WORDS = {
    "source": "vitamin D deficiency",
    "target": "back pain",
    "changes": ["serum calcium"],
    "concepts": ["bone pain", "muscle weakness"],
    "words": "bone",
    "thing": "osteomalacia",
    "concept": "vitamin D deficiency",
}

#: A question, what is given with it, and the command line that asks the same; every parameter is used.
SAME = [
    ("path", {"source": "vitamin D deficiency", "target": "back pain"}, ["vitamin D deficiency", "back pain"]),
    (
        "path",
        {
            "source": "vitamin D",
            "target": "back pain",
            "k": 2,
            "max_hops": 6,
            "sign": "-",
            "via": ["calcium absorption"],
            "avoid": ["PTH"],
            "stated_only": True,
            "min_confidence": 0.1,
            "with_associations": True,
            "without": ["001"],
        },
        (
            "vitamin_D;back_pain;-k;2;--max-hops;6;--sign;-;--via;calcium_absorption;--avoid;PTH;--stated-only;"
            "--min-confidence;0.1;--with-associations;--without;001"
        ),
    ),
    ("path", {"source": "neuropathy", "target": "vitamin D receptor"}, ["neuropathy", "vitamin D receptor"]),
    ("effect", {"source": "vitamin D down", "target": "serum calcium"}, ["vitamin D", "down", "serum calcium"]),
    ("effect", {"source": "neuropathy", "target": "vitamin D receptor"}, ["neuropathy", "vitamin D receptor"]),
    (
        "effect",
        {
            "source": "vitamin D",
            "target": "back pain",
            "sources": "literature",
            "population": ["women", "older adults"],
            "since": 2001,
            "avoid": ["PTH"],
            "min_confidence": 0.1,
            "stated_only": True,
        },
        (
            "vitamin_D;back_pain;--sources;literature;--population;women;--population;older_adults;--since;2001;"
            "--avoid;PTH;--min-confidence;0.1;--stated-only"
        ),
    ),
    (
        "what-if",
        {"changes": ["serum calcium", "PTH down"], "kind": "symptom", "without": ["002"]},
        "serum_calcium;PTH;down;--kind;symptom;--without;002",
    ),
    ("what-if", {"changes": ["neuropathy"], "kind": "food"}, ["neuropathy", "--kind", "food"]),
    ("effects", {"source": "vitamin D deficiency", "kind": "disease"}, "vitamin_D_deficiency;--kind;disease"),
    ("why", {"target": "back pain", "kind": "process"}, "back_pain;--kind;process"),
    ("loops", {}, []),
    (
        "loops",
        {"through": "PTH", "max_length": 4, "k": 1, "kind": "balancing"},
        "--through;PTH;--max-length;4;-k;1;--kind;balancing",
    ),
    ("loops", {"through": "neuropathy"}, ["--through", "neuropathy"]),
    ("break", {"source": "vitamin D deficiency", "target": "back pain"}, ["vitamin D deficiency", "back pain"]),
    ("break", {"source": "neuropathy", "target": "vitamin D receptor"}, ["neuropathy", "vitamin D receptor"]),
    (
        "bridges",
        {"source": "vitamin D receptor", "target": "back pain", "k": 3, "max_hops": 9},
        "vitamin_D_receptor;back_pain;-k;3;--max-hops;9",
    ),
    ("bridges", {"source": "neuropathy", "target": "vitamin D receptor"}, ["neuropathy", "vitamin D receptor"]),
    (
        "worksheet",
        {"source": "vitamin D down", "target": "back pain", "tasks": 4, "seed": 3},
        "vitamin_D;down;back_pain;--tasks;4;--seed;3",
    ),
    ("gaps", {"concept": "magnesium", "kind": "consequence"}, "--concept;magnesium;--kind;consequence"),
    ("gaps", {"concept": "vitamin D receptor", "kind": "cause"}, "--concept;vitamin_D_receptor;--kind;cause"),
    ("contested", {}, []),
    ("contested", {"concept": "neurotrophin"}, ["--concept", "neurotrophin"]),
    ("common", {"concepts": ["bone pain", "muscle weakness"], "max_hops": 2}, "bone_pain;muscle_weakness;--max-hops;2"),
    ("common", {"concepts": ["7-dehydrocholesterol", "aging skin"]}, None),
    ("compare", {"concepts": ["osteomalacia", "myopathy"]}, ["osteomalacia", "myopathy"]),
    ("find", {"words": "nerve growth"}, ["nerve", "growth"]),
    ("find", {"words": "zebra"}, ["zebra"]),
    ("find", {"words": "bone", "limit": 2}, ["bone", "--limit", "2"]),
    ("show", {"thing": "osteomalacia"}, ["osteomalacia"]),
    ("show", {"thing": "002"}, ["002"]),
    ("show", {"thing": "claim:sun-exposure--treats--vitamin-d-deficiency"}, None),
    (
        "claims",
        {
            "concept": "back pain",
            "relation": "causes",
            "document": "000",
            "modality": "hedged",
            "contested": False,
        },
        "--concept;back_pain;--relation;causes;--document;000;--modality;hedged",
    ),
    ("claims", {"concept": "neuropathy", "contested": True}, "--concept;neuropathy;--contested"),
    ("claims", {"limit": 3}, ["--limit", "3"]),
    ("values", {"concept": "vitamin D deficiency"}, ["vitamin D deficiency"]),
    ("values", {"concept": "low vitamin D", "limit": 2, "without": ["004"]}, "low_vitamin_D;--limit;2;--without;004"),
    ("values", {"concept": "magnesium"}, ["magnesium"]),
    ("sources", {}, []),
    ("stats", {}, []),
]


@pytest.mark.parametrize(("name", "given", "words"), SAME)
def test_a_question_is_answered_as_by_the_command(run, graph, name, given, words):
    """The answer is the JSON that the command prints, and both know whether it is one."""
    if words is None:
        words = [word for value in given.values() for word in (value if isinstance(value, list) else [value])]
    elif isinstance(words, str):
        words = [word.replace("_", " ") for word in words.split(";")]
    printed = run(name, *words, "--json")
    answer = QUESTIONS[name].ask(graph, given)
    assert json.loads(written(answer)) == json.loads(printed.out)
    assert answer.answered is (printed.code == 0)
    assert type(answer) in QUESTIONS[name].answers


@pytest.mark.parametrize("name", [name for name, question in QUESTIONS.items() if "sources" in question.parameters])
def test_every_question_has_the_same_filters(run, graph, name):
    """Each filter that a question has is applied as by its command, and named in its answer."""
    required = {part for part, parameter in QUESTIONS[name].parameters.items() if parameter.required}
    given = {part: WORDS[part] for part in WORDS if part in required | {"target"} & {*QUESTIONS[name].parameters}}
    filters = {part: value for part, value in FILTERS.items() if part in QUESTIONS[name].parameters}
    answer = QUESTIONS[name].ask(graph, {**given, **filters})
    flags = [w for part, value in filters.items() for w in _flag(part, value)]
    words = [word for value in given.values() for word in ([value] if isinstance(value, str) else value)]
    body = json.loads(run(name, *words, *flags, "--json").out)
    assert json.loads(written(answer)) == body
    assert {part: body["data"].get(part) for part in filters} == {**filters, "without": ["document:002"]}
    assert run(name, *words, *flags).out.startswith(
        "excluded: web pages and other documents; evidence limited to populations other"
    )


def _flag(name, value):
    flag = f"--{name.replace('_', '-')}"
    return [flag] if value is True else [flag, *(value if isinstance(value, list) else [str(value)])]


def test_the_comparison_leaves_nothing_out():
    """Every question and every parameter of each is compared above."""
    used = {(name, parameter) for name, given, _ in SAME for parameter in given}
    filters = {(name, part) for name in QUESTIONS for part in FILTERS}
    assert used | filters >= {(name, p) for name, question in QUESTIONS.items() for p in question.parameters}
    assert {name for name, _, _ in SAME} == set(QUESTIONS)


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
        ("what-if", "kind", {"changes": ["vitamin D"]}),
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
        ("break", {"source": "vitamin D"}, "target is missing; where chains end"),
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


def test_a_name_that_is_not_known_brings_candidates(graph):
    """The error carries what may have been meant."""
    with pytest.raises(UnknownConcept) as caught:
        QUESTIONS["why"].ask(graph, {"target": "osteomalcia"})
    assert caught.value.candidates[0] == "osteomalacia"


@pytest.mark.parametrize(
    ("kind", "many", "texts", "value"),
    [
        (str, False, ["a b"], "a b"),
        (int, False, ["7"], 7),
        (float, False, ["0.5"], 0.5),
        (bool, False, ["true"], True),
        (bool, False, ["false"], False),
        (str, True, ["a", "b"], ["a", "b"]),
    ],
)
def test_a_value_is_read_as_it_is_written(kind, many, texts, value):
    """In an address everything is text; a list is written by naming the parameter again."""
    assert _read(Parameter("x", kind, "", required=False, many=many), texts) == value


@pytest.mark.parametrize(
    ("kind", "texts", "message"),
    [
        (int, ["many"], "x must be a whole number"),
        (int, ["1" * 5000], "x must be a whole number"),
        (float, ["half"], "x must be a number"),
        (bool, ["yes"], "x must be true or false"),
        (str, ["a", "b"], "x is given 2 times; give it once"),
    ],
)
def test_a_value_that_is_written_wrongly_is_refused(kind, texts, message):
    """What is not a value of the type, and what is given twice."""
    with pytest.raises(UsageError, match=message):
        _read(Parameter("x", kind, "", required=False), texts)


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
