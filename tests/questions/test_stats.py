"""What is in the graph, counted, in Python."""

import kg
from kg.views.stats import rows
from tests import toy


def test_stats_count_the_graph(graph):
    """The counts agree with the data and with each other."""
    counted = kg.stats(graph)
    assert counted.claims == len(graph.claims) == sum(counted.by_relation.values())
    assert counted.evidence_items == sum(counted.by_modality.values()) == sum(counted.by_source.values())
    assert counted.contested_claims == len(kg.claims(graph, contested=True).claims)


def test_the_contested_claims_are_said_to_have_evidence_on_both_sides():
    """Claims of contrary signs are a dispute, which kg contested lists, but neither claim is contested."""
    graph = toy.graph("x increases y", "x decreases y @b")
    answer = kg.stats(graph)
    assert (answer.contested_claims, len(kg.contested(graph).disputes)) == (0, 1)
    assert "0 contested claims: with evidence on both sides (kg contested" in " ".join(str(answer).split())
    assert dict(rows(answer))["contested claims"] == 0


def test_the_text_says_which_data_were_counted(graph):
    """What a citation needs: version, last day of reading, digest; a graph made in Python has none of them."""
    told = [f"Data version: {graph.version}", f"Literature read until: {graph.read_until}", f"SHA-256: {graph.sha256}"]
    assert str(kg.stats(graph)).splitlines()[:4] == [*told, ""]
    assert "ersion" not in str(kg.stats(toy.graph("x increases y")))
