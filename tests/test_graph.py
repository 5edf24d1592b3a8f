"""The index of claims."""

import pytest

import kg
import kg.__main__
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


def test_the_package_offers_what_it_says():
    """Every public name can be had from the package, and nothing else."""
    assert dir(kg) == sorted(kg.__all__)
    assert kg.__main__.main is kg.cli.main
    assert all(getattr(kg, name) is not None for name in kg.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing
