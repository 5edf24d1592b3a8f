"""A search for words, in Python."""

import pytest

import kg
from kg.errors import UsageError
from tests import toy


def find(graph, words, **options):
    """The answer as plain values."""
    return kg.find(graph, words, **options).plain()


def test_find_puts_the_name_itself_first(graph):
    """An exact name comes before names that contain the words, and these before definitions."""
    found = find(graph, "bone pain")
    assert found["concepts"][0]["id"] == "concept:bone-pain"
    assert any("bone pain" in claim["sentence"] for claim in found["claims"])
    assert find(graph, "zadro")["sources"][0]["id"] == "study:zadro-2018"


def test_find_needs_words():
    """Nothing to look for is refused; nothing found is an empty answer."""
    graph = toy.graph("x increases y")
    with pytest.raises(UsageError, match="nothing to look for"):
        kg.find(graph, " , ")
    empty = kg.find(graph, "zebra")
    assert (empty.concepts, empty.claims, empty.sources, empty.answered) == ((), (), (), False)
    assert [c.id for c in kg.find(graph, "what is").concepts] == ["concept:x", "concept:y"]


def test_a_limit_keeps_the_best_supported_and_tells_how_many_there_are(graph):
    """Each list is cut; claims come with the best support first; a limit that takes nothing is refused."""
    whole, cut = find(graph, "bone"), find(graph, "bone", limit=3)
    assert cut["found"] == whole["found"] == {part: len(whole[part]) for part in whole["found"]}
    assert cut["concepts"] == whole["concepts"][:3]
    assert cut["sources"] == whole["sources"][:3]
    best = sorted((claim["confidence"] for claim in whole["claims"]), reverse=True)
    assert [claim["confidence"] for claim in cut["claims"]] == best[:3]
    assert best[0] > whole["claims"][0]["confidence"]
    with pytest.raises(UsageError, match="limit is -1; give a number 0 or more"):
        kg.find(graph, "bone", limit=-1)


def test_a_search_without_a_source(graph):
    """What only that source says is not found."""
    assert find(graph, "bone", without=["002"])["found"]["claims"] < find(graph, "bone")["found"]["claims"]
    assert find(graph, "bone", without=["002"])["data"]["without"] == ["document:002"]
