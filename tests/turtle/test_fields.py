"""The tables of fields, on which reading, writing and the rules rely."""

import pytest
from msgspec.structs import asdict, replace
from msgspec.structs import replace as changed

from kg.curation import rules
from kg.model.core import Passage
from kg.turtle import build
from kg.turtle.fields import TABLES
from kg.turtle.forms import Field
from kg.turtle.names import KINDS
from kg.turtle.parse import vocabulary
from kg.turtle.read import examine
from kg.turtle.write import turtle
from tests import tea


class Noted(Passage, frozen=True):
    """A passage with more fields."""

    note: str = ""
    words: int | None = None
    site: str | None = None
    tags: tuple[str, ...] = ()


ROWS = (
    Field("note", "vocab:note", "english", "first"),
    Field("words", "vocab:words", "whole", "optional"),
    Field("site", "vocab:spot", "term", "optional", scheme="Site"),
    Field("tags", "vocab:tag", "text", "many"),
)
MORE = {"note": "Underlined.", "words": 0, "site": "Legs", "tags": ("long", "old")}


@pytest.fixture
def passages():
    """The passages of the small document, one of them with these fields."""
    made = {name: Noted(**asdict(passage)) for name, passage in tea.graph().passages.items()}
    return made | {"passage:000-15": changed(made["passage:000-15"], **MORE)}


@pytest.fixture
def file(monkeypatch, passages, tmp_path):
    """A data file with these passages; their class has rows, and nothing else is changed."""
    monkeypatch.setitem(TABLES, Noted, changed(TABLES[Passage], fields=TABLES[Passage].fields + ROWS))
    monkeypatch.delitem(TABLES, Passage)
    monkeypatch.setattr(build, "Passage", Noted)
    path = tmp_path / "noted.ttl"
    path.write_text(turtle(replace(tea.graph(), passages=passages)), encoding="utf-8")
    return path


def test_a_row_is_enough_for_a_new_field(file, passages):
    """A field with a row is written, read and accepted by the rules."""
    text = file.read_text(encoding="utf-8")
    assert '    vocab:note "Underlined."@en ;\n' in text
    assert (
        '    vocab:spot vocab:Legs ;\n    vocab:tag\n        "long" ,\n        "old" ;\n    vocab:words 0 ;\n' in text
    )
    loaded = examine(file)
    assert loaded.graph.passages == passages
    assert rules.run(loaded) == []
    file.write_text(text.replace("vocab:Legs", "vocab:Mars"), encoding="utf-8")
    assert examine(file).problems[0].message == "passage:000-15 has the unknown Site vocab:Mars"


def test_a_predicate_without_a_row_is_reported(file, monkeypatch):
    """A predicate that is in no table is reported, and its values are not read."""
    monkeypatch.undo()
    loaded = examine(file)
    assert loaded.graph.passages == tea.graph().passages
    assert [problem.message for problem in rules.run(loaded)] == [
        f"passage:000-15 uses the unknown predicate {predicate}" for predicate in sorted(row.predicate for row in ROWS)
    ]


def test_a_predicate_of_another_class_is_reported(tmp_path):
    """Each class has its own predicates; a comment may be on anything."""
    file = tea.data_file(tmp_path / "tea.ttl")
    text = file.read_text(encoding="utf-8")
    more = 'concept:tea\n    rdfs:comment "A leaf."@en ;\n    vocab:dose "one cup" ;\n'
    file.write_text(text.replace("\nconcept:tea\n", f"\n{more}"), encoding="utf-8")
    assert [(problem.rule, problem.message) for problem in rules.run(examine(file))] == [
        ("predicate", "concept:tea uses vocab:dose, which a skos:Concept does not have")
    ]


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)
def test_every_field_of_a_class_has_a_row(kind):
    """The table of a class names all its fields but the identifier, and only schemes of the vocabulary."""
    identifier, *fields = kind.__struct_fields__
    table = TABLES[kind]
    named = {row.name for row in table.fields} | {row.when[0] for row in table.fields if row.when}
    assert (named, identifier in ("id", "claim")) == (set(fields), True)
    schemes = {term.scheme for term in vocabulary()[1].values()}
    assert all((row.scheme in schemes) == (row.form == "term") for row in table.fields)
    assert {name for rule in table.together for name in rule.predicates} <= table.predicates
    assert table.prefix in KINDS
