"""A client that another program makes from the OpenAPI description."""

import contextlib
import importlib
import json
import subprocess
import sys
from types import NoneType
from typing import get_args, get_type_hints

import pytest
from jsonschema import Draft202012Validator

import kg
from kg.serving.openapi import openapi
from kg.serving.workers import Workers
from tests.serving.test_questions import QUESTIONS
from tests.serving.test_serve import serving

PAIR = {"source": "vitamin D deficiency", "target": "osteomalacia"}


@pytest.fixture
def client(tmp_path, monkeypatch):
    """Imports a module of the client."""
    (tmp_path / "openapi.json").write_text(json.dumps(openapi(QUESTIONS.values())), encoding="utf-8")
    (tmp_path / "config.yml").write_text("post_hooks: []\n", encoding="utf-8")
    made = ["--path", "openapi.json", "--config", "config.yml", "--output-path", "made", "--meta", "none"]
    command = [sys.executable, "-m", "openapi_python_client", "generate", *made, "--fail-on-warning"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    monkeypatch.syspath_prepend(tmp_path)
    yield lambda name: importlib.import_module(f"made.{name}")
    for name in [name for name in sys.modules if name.partition(".")[0] == "made"]:
        del sys.modules[name]


def test_the_description_is_as_strict_as_the_schema(graph):
    """Where it is written otherwise for generators, it still allows what is answered, and nothing else."""
    described = openapi(QUESTIONS.values())
    valid = Draft202012Validator({**described, "$ref": "#/components/schemas/EffectAnswer"}).is_valid
    answer = kg.effect(graph, **PAIR).plain()
    assert valid(answer)
    for part, wrong in (("stated", {**answer["stated"], "zebra": None}), ("stated", {"undecided": 0}), ("chains", "x")):
        assert not valid({**answer, part: wrong})


@pytest.mark.slow
def test_a_generated_client_has_typed_answers(client, graph):
    """Every question returns its answers or an error, as classes that hold what a server answers."""
    error = client("models").Error
    for question in QUESTIONS.values():
        ask = client(f"api.default.{question.name.replace('-', '_')}".replace("break", "break_")).sync
        returned = {*get_args(get_type_hints(ask)["return"])} - {error, NoneType}
        assert {kind.__name__ for kind in returned} == {kind.__name__ for kind in question.answers}
    with serving(graph, workers=Workers(graph)) as port, contextlib.ExitStack() as stack:
        server = stack.enter_context(client("client").Client(base_url=f"http://127.0.0.1:{port}"))

        def asked(name, **given):
            return client(f"api.default.{name}").sync(client=server, **given)

        effect, known = asked("effect", **PAIR), kg.effect(graph, **PAIR)
        assert (effect.effect, effect.certainty) == (known.effect, known.certainty)
        assert effect.stated["+"].pages == known.stated.up.pages
        steps = kg.path(graph, **PAIR).chains[0].steps
        assert [step.confidence for step in asked("path", **PAIR).chains[0].steps] == [s.confidence for s in steps]
        assert asked("show", thing="osteomalacia").concept.label == "osteomalacia"
        assert asked("path", source="neuropathy", target="vitamin D receptor").chains == []
        wrong = asked("why", target="osteomalcia")
        assert (type(wrong), wrong.candidates[0]) == (error, "osteomalacia")
