"""The index of claims."""

import pytest

import kg
import kg.__main__
from kg.errors import UsageError
from kg.registry import COMMANDS, identifier
from tests import toy


def test_kinds_of_kinds_are_found_even_in_a_circle():
    """Narrower concepts are found through all levels, and a circle in the data does not hang the program."""
    graph = toy.graph("a increases b", broader={"low": "mid", "mid": "high"})
    assert graph.narrower == {"concept:high": ("concept:low", "concept:mid"), "concept:mid": ("concept:low",)}
    circle = toy.graph("a increases b", broader={"x": "y", "y": "x"})
    assert circle.narrower == {"concept:x": ("concept:x", "concept:y"), "concept:y": ("concept:x", "concept:y")}


def test_a_graph_without_some_claims_is_as_if_they_had_not_been_made():
    """Leaving a claim out takes its evidence with it and leaves the first graph as it was."""
    graph = toy.graph("a increases b", "b increases c")
    less = graph.without(frozenset({"claim:a--increases--b"}))
    assert list(less.claims) == ["claim:b--increases--c"]
    assert [e.claim for e in less.evidence.values()] == ["claim:b--increases--c"]
    assert len(graph.claims) == 2


def test_a_graph_without_some_sources_is_as_if_they_had_said_nothing():
    """What a source says is gone, with the claims that nobody else makes; the rest and the first graph stay."""
    graph = toy.graph("a increases b @a", "a increases b @b", "b increases c @b", "c increases d @c denied")
    less = graph.without_sources(["document:b"])
    assert list(less.claims) == ["claim:a--increases--b", "claim:c--increases--d"]
    assert {item.source for item in less.evidence.values()} == {"document:a", "document:c"}
    assert less.filters.without == ("document:b",)
    assert less.confidence("claim:a--increases--b").value < graph.confidence("claim:a--increases--b").value
    assert (len(graph.claims), graph.filters.without) == (3, ())
    assert less.concepts == graph.concepts
    assert less.sources == graph.sources


def test_sources_are_left_out_by_number_or_identifier():
    """Short names do; leaving out in steps, in any order or twice comes to the same."""
    graph = toy.graph("a increases b @a", "b increases c @b")
    one = graph.without_sources(["b", "document:a", "a"])
    assert (one.filters.without, one.claims) == (("document:a", "document:b"), {})
    assert graph.without_sources(["a"]).without_sources(["b"]) == one
    assert graph.without_sources([]) is graph


def test_a_study_can_be_left_out(graph):
    """A study is named with or without its prefix; claims that rest on it alone are gone."""
    less = graph.without_sources(["demay-2024"])
    assert less.filters.without == ("study:demay-2024",)
    alone = {c for c, items in graph.evidence_of.items() if {e.source for e in items} == {"study:demay-2024"}}
    assert graph.claims.keys() - less.claims.keys() == alone


@pytest.mark.parametrize("name", ["z", "document:z", "", "concept:a", "claim:a--increases--b"])
def test_an_unknown_source_is_refused(name):
    """What is no document or study is named, with where to look."""
    with pytest.raises(UsageError, match=f"unknown source “{name}”; kg sources lists documents and studies"):
        toy.graph("a increases b").without_sources(["a", name])


def test_the_package_offers_what_it_says():
    """Every public name can be had from the package, and nothing else."""
    assert dir(kg) == sorted(kg.__all__)
    for name, command in COMMANDS.items():
        if command.module.startswith("kg.questions."):
            ours = identifier(name)
            assert ours in kg.__all__, f"kg/__init__.py: import {ours} under TYPE_CHECKING, and add it to __all__"
            assert f"kg.{ours}(" in kg.__doc__, f"kg/__init__.py: describe kg.{ours} in the docstring"
    assert kg.__main__.main is kg.cli.main
    assert all(getattr(kg, name) is not None for name in kg.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing


def test_exports_are_there_without_being_imported():
    """``kg.export`` needs no import of its own, and is loaded when it is first used."""
    assert "export" not in vars(kg)
    assert "bibtex" in kg.export.FORMATS
