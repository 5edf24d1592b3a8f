"""Lists of claims, in Python."""

import kg


def claims(graph, **options):
    """The listed claims as plain values."""
    return kg.claims(graph, **options).plain()["claims"]


def test_a_limit_keeps_the_best_supported_and_tells_how_many_there_are(graph):
    """Claims come with the best support first."""
    few = kg.claims(graph, relation="increases", limit=2)
    all_of_them = kg.claims(graph, relation="increases")
    assert few.found == all_of_them.found == len(all_of_them.claims) > 2
    best = sorted((claim.confidence for claim in all_of_them.claims), reverse=True)
    assert [claim.confidence for claim in few.claims] == best[:2]
    assert kg.claims(graph, limit=10_000).found == len(graph.claims)
    assert kg.claims(graph, limit=0).claims == kg.claims(graph).claims


def test_claims_can_be_filtered(graph):
    """Every filter keeps only what it says, and they combine."""
    every = claims(graph)
    assert len(every) == len(graph.claims)
    about = claims(graph, concept="vitamin D deficiency", relation="CAUSES", document="001")
    assert {(c["subject"], c["relation"]) for c in about} == {("concept:vitamin-d-deficiency", "causes")}
    assert all("document:001" in c["sources"] for c in about)
    contested = claims(graph, contested=True)
    assert all(c["supports"] and c["disputes"] for c in contested)
    assert 0 < len(contested) < len(every)
    emerging = claims(graph, modality="emerging", document="document:003")
    assert emerging
    assert all(
        any(e.modality == "Emerging" and e.source == "document:003" for e in graph.evidence_of[c["id"]])
        for c in emerging
    )
