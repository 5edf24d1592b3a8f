"""A new question is its module, its view and a line of the registry; everything else is made from these."""

import json
import sys

import jsonschema
import msgspec
import pytest

from kg import registry
from kg.model.schema import schema
from kg.serving import web
from kg.serving.openapi import openapi
from kg.serving.questions import questions
from tests.serving.test_serve import get, serving

QUESTION = '''
from typing import Annotated, Unpack
from msgspec import Struct
from kg.model.answer import Data, GraphAnswer
from kg.model.filters import Sources, filtered
from kg.model.graph import KnowledgeGraph
from kg.signature import Concept, Range, asked

class Word(Struct, frozen=True):
    """A word."""
    word: Annotated[str, "The word."]
    times: Annotated[int, "How often it stands there."]

class Tally(GraphAnswer, frozen=True, tag="kg-tally/1"):
    """Words of definitions, counted."""
    words: Annotated[tuple[Word, ...], "The words."]

@asked
def tally(
    graph: KnowledgeGraph,
    *,
    most: Annotated[int, "How many words to list.", Range(1, 50)] = 3,
    concept: Annotated[Concept | None, "Only the definition of this concept."] = None,
    **filters: Unpack[Sources],
) -> Tally:
    """Count the words of definitions.

    Example: kg tally --most 2

    Raises UsageError.
    """
    graph = filtered(graph, **filters)
    texts = [c.definition for c in graph.concepts.values() if concept in (None, c.label)]
    words = sorted(" ".join(texts).lower().split())
    counted = sorted({w: words.count(w) for w in dict.fromkeys(words)}.items(), key=lambda p: (-p[1], p[0]))
    return Tally(Data.of(graph), tuple(Word(*pair) for pair in counted[:most]))
'''
VIEW = """
from typing import Annotated

def text(page, answer, *, loud: Annotated[bool, "Print in capitals."] = False):
    for word in answer.words:
        page.add(f"{word.times:4}  {word.word.upper() if loud else word.word}")
"""


@pytest.fixture
def added(tmp_path, monkeypatch):
    """A package of somebody's own with a question, and the one line that registers it."""
    package = tmp_path / "counting"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "tally.py").write_text(QUESTION, encoding="utf-8")
    (package / "view.py").write_text(VIEW, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    line = registry.Command("counting.tally", "Count the words of definitions.", "Look up", "counting.view")
    monkeypatch.setitem(registry.COMMANDS, "tally", line)
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] == "counting"]:
        del sys.modules[name]


@pytest.mark.usefixtures("added")
def test_a_question_is_a_command(run, graph):
    """It has a line in the help, help of its own, bounds, filters, and every form of answer."""
    assert "  tally " in run("--help").out
    told = run("tally", "--help").out
    for words in ("Count the words of definitions.", "Example: kg tally --most 2", "--most", "from 1 to 50", "--loud"):
        assert words in told
    assert "--without" in told
    assert "Raises" not in told
    answer = registry.function("tally")(graph, most=2)
    lines = [f"{word.times:4}  {word.word}" for word in answer.words]
    assert run("tally", "--most", "2").out.splitlines() == lines
    assert run("tally", "--most", "2", "--loud").out.splitlines() == [line.upper() for line in lines]
    assert json.loads(run("tally", "--most", "2", "--json").out) == json.loads(msgspec.json.encode(answer))
    assert run("tally", "--most", "1", "--format", "csv").out.splitlines()[0] == "word,times"
    assert run("tally", "--most", "1", "--format", "md").out.startswith("| word | times |")
    assert run("tally", "--most", "51").err == "kg: most is 51; give a number from 1 to 50\n"
    assert str(answer).splitlines() == lines
    assert lines[0].split()[1] in answer._repr_html_()


@pytest.mark.usefixtures("added")
def test_a_question_is_served_and_described(graph):
    """It is answered over HTTP, is a tool for agents, and its parameters and answers have schemas."""
    question = questions()["tally"]
    assert question.schema()["properties"]["most"]["maximum"] == 50
    assert "/api/tally" in openapi([question])["paths"]
    assert "Tally" in openapi([question])["components"]["schemas"]
    with serving(graph) as port:
        got = get(port, "/api/tally?most=2")
        refused = get(port, "/api/tally?most=51")
        told = get(port, f"/schemas/{web.place('kg-tally/1')}").json
    jsonschema.Draft202012Validator(told).validate(got.json)
    assert got.json == json.loads(msgspec.json.encode(question.ask(graph, {"most": 2})))
    assert refused.json["error"] == "most must be from 1 to 50"
    assert told == schema(question.answers[0])
