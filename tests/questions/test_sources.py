"""The list of sources, in Python."""

from msgspec.structs import replace

import kg
from tests import tea, toy


def test_every_source_is_listed_with_its_evidence(graph):
    """Each document and study stands in the list; their evidence items add up."""
    listed = kg.sources(graph).sources
    assert len(listed) == len(graph.documents) + len(graph.studies)
    assert sum(source.evidence_items for source in listed) == len(graph.evidence)
    for source in listed:
        sides = source.supports + source.disputes + source.inconclusive
        assert sides == (0 if source.id in graph.void else source.evidence_items)


def test_a_list_agrees_with_what_is_shown_of_a_source(graph):
    """The counts are those of the source itself."""
    for source in kg.sources(graph).sources:
        shown = kg.show(graph, source.id)
        rests = shown.rests_on_it
        assert (source.claims, source.of, source.on_it_alone) == (rests.claims, rests.of, rests.on_it_alone)
        assert (source.evidence_items, source.cited_by) == (len(shown.evidence), len(shown.cited_by))
        assert source.references == {status: len(names) for status, names in shown.references.items()}


def test_what_is_not_known_of_a_source_is_left_out():
    """Empty fields are left out, but for an address, which is empty where none is known."""
    listed = kg.sources(tea.graph()).plain()["sources"]
    document, study = listed
    assert document["references"] == {"verified": 1}
    assert (study["references"], study["cited_by"], study["url"]) == ({}, 1, "https://doi.org/10.1000/x1")
    assert "journal" not in study
    graph = toy.graph("x increases y")
    bare = replace(graph.documents["document:a"], title="", url="")
    first = kg.sources(replace(graph, documents={bare.id: bare})).plain()["sources"][0]
    assert (first["url"], first["references"], "title" in first) == ("", {}, False)
    assert not kg.sources(replace(graph, documents={}, claims={}, evidence={})).answered
