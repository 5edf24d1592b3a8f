"""What an export says of a graph as a whole: our own name and authors stand at our own data alone."""

import io
import json
import sqlite3
import zipfile

import pytest
from msgspec.structs import replace

import kg
from kg.exchange.cards import DECK
from kg.exchange.made import part
from kg.website import build
from tests import toy

TABLE = "source\ttarget\tsign\nx\ty\t+\n"
STATES = {"low-x": ("x", "Low")}


@pytest.fixture
def theirs(tmp_path, run):
    """A graph that a user imported."""
    (tmp_path / "hops.tsv").write_text(TABLE, encoding="utf-8")
    assert run("import", tmp_path / "hops.tsv", "--output", tmp_path / "hops.ttl").code == 0
    return kg.load(tmp_path / "hops.ttl")


def text(graph, form):
    """An export of one file."""
    (content,) = kg.export.make(graph, form).files.values()
    return content


def deck(graph):
    """The names of the decks in an export for Anki, by number, without the one that every collection has."""
    with zipfile.ZipFile(io.BytesIO(text(graph, "anki"))) as packed, sqlite3.connect(":memory:") as base:
        base.deserialize(packed.read("collection.anki2"))
        ((decks, models),) = base.execute("select decks, models from col")
    found = {int(number): each["name"] for number, each in json.loads(decks).items() if number != "1"}
    return found, decks + models


@pytest.mark.parametrize("form", ["bel", "graphml", "cx2", "node-link", "csv", "trig", "kgx-tsv", "sif"])
def test_our_authors_and_our_name_do_not_stand_in_the_export_of_another_graph(theirs, form):
    """Nor the licence of our data."""
    for content in kg.export.make(theirs, form).files.values():
        for words in ("founders", "vitamin D mechanisms", "Vitamin D mechanisms", "creativecommons"):
            assert words not in content if isinstance(content, str) else words.encode() not in content


def test_a_script_of_bel_names_the_authors_of_our_data(graph, theirs):
    """As its description does; another graph gives none, and its states are cited by its name."""
    own, other = text(graph, "bel"), text(theirs, "bel")
    assert 'SET DOCUMENT Authors = "The vitamin-d-kg founders"\nSET DOCUMENT ContactInfo = "https://w3id.org' in own
    assert 'SET Citation = {"URL", "the graph itself", "https://w3id.org/vitamin-d-kg/"}' in own
    assert 'SET DOCUMENT Name = "hops"\n' in other
    assert "SET DOCUMENT Authors" not in other
    assert "SET DOCUMENT ContactInfo" not in other
    changed = replace(toy.graph("low-x decreases y", states=STATES), name="hops")
    assert 'SET Citation = {"Other", "the graph itself", "hops"}' in text(changed, "bel")


def test_another_graph_has_a_deck_of_its_own(graph, theirs):
    """Anki knows decks by number: cards of another graph do not come among ours."""
    (ours, _), (others, told) = deck(graph), deck(theirs)
    assert ours == {DECK: "Vitamin D mechanisms"}
    assert list(others.values()) == ["hops"]
    assert DECK not in others
    assert others == deck(theirs)[0]
    assert "itamin D" not in told


def test_the_page_of_another_file_with_a_version_has_a_neutral_title(graph):
    """A version says nothing of whose it is; the file that comes with the program keeps its title under any name."""
    other = build.html(replace(toy.graph("x increases y"), version="1", name="hops"))
    assert "<title>Causes and effects</title>" in other
    assert "vitamin D acts" not in other[:5000]
    small = part(graph, ["claim:vitamin-d--increases--intestinal-calcium-absorption"])
    assert "<title>Vitamin D mechanisms</title>" in build.html(replace(small, name="triples"))
    assert "<title>Causes and effects</title>" in build.html(replace(small, name="hops", sha256="0" * 64))
