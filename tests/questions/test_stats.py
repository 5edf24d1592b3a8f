"""What is in the graph, counted, in Python."""

import kg


def test_stats_count_the_graph(graph):
    """The counts agree with the data and with each other."""
    counted = kg.stats(graph)
    assert counted.claims == len(graph.claims) == sum(counted.by_relation.values())
    assert counted.evidence_items == sum(counted.by_modality.values()) == sum(counted.by_source.values())
    assert counted.contested_claims == len(kg.claims(graph, contested=True).claims)


def test_stats_without_a_source(graph):
    """What only that source says is not counted."""
    counted = kg.stats(graph, without=["004"])
    assert counted.claims < len(graph.claims)
    assert "document:004" not in counted.by_source
