"""The page of a large graph leaves out what takes too long, and gives the reason."""

import pytest

from kg.reasoning import loops
from kg.turtle.write import turtle
from kg.website import extras
from tests import toy
from tests.html import Page


@pytest.fixture
def graph():
    """A small graph with a loop."""
    return toy.with_passages(toy.graph("x increases y", "y decreases x @b"))


@pytest.fixture
def made(run, tmp_path, graph):
    """Builds the site, and gives what was said and the data of the page."""
    file = tmp_path / "toy.ttl"
    file.write_text(turtle(graph), encoding="utf-8")

    def build():
        done = run("site", "--data", file, "--output", tmp_path)
        assert done.code == 0
        return done.err, Page((tmp_path / "index.html").read_text("utf-8")).json["data"]

    return build


def test_a_small_page_leaves_nothing_out(made):
    """A graph below the limits has its loops and the answers about all pairs."""
    said, data = made()
    assert "left out" not in said
    assert data["omitted"] == {}
    assert data["judge"]["rows"]
    assert len(data["loops"]) == 1


def test_what_needs_all_pairs_is_left_out_of_a_large_page(made, monkeypatch):
    """Beyond the limit the effects of all on all are not computed, the rest is there, and both say so."""
    monkeypatch.setattr(extras, "PAIRS", 3)  # two acting quantities, two influences
    said, data = made()
    assert said.count("left out of the page") == 1
    assert list(data["omitted"]) == ["whatif"]
    assert data["judge"]["rows"] == {}
    assert data["judge"]["supports"]
    assert len(data["loops"]) == 1
    monkeypatch.setattr(extras, "PAIRS", 4)
    assert made()[1]["omitted"] == {}


def test_a_search_for_loops_that_is_given_up_does_not_stop_the_page(made, monkeypatch):
    """Without the loops the page is made, and both say what is missing."""
    monkeypatch.setattr(loops, "LIMIT", 0)
    said, data = made()
    assert said.count("left out of the page") == 1
    assert list(data["omitted"]) == ["learn"]
    assert data["loops"] == []
    assert data["judge"]["rows"]
