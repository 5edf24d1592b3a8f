"""Lists of claims, in Python."""

import pytest

import kg
from kg.errors import UsageError


def claims(graph, **options):
    """The listed claims as plain values."""
    return kg.claims(graph, **options).plain()["claims"]


def test_a_limit_keeps_the_best_supported_and_tells_how_many_there_are(graph):
    """Claims come with the best support first; a limit that takes nothing is refused."""
    few = kg.claims(graph, relation="increases", limit=2)
    all_of_them = kg.claims(graph, relation="increases")
    assert few.found == all_of_them.found == len(all_of_them.claims) > 2
    best = sorted((claim.confidence for claim in all_of_them.claims), reverse=True)
    assert [claim.confidence for claim in few.claims] == best[:2]
    assert kg.claims(graph, limit=10_000).found == len(graph.claims)
    assert kg.claims(graph, limit=0).claims == kg.claims(graph).claims
    with pytest.raises(UsageError, match="limit is -1; give a number 0 or more"):
        kg.claims(graph, limit=-1)


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


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"relation": "hugs"}, "unknown relation “hugs”; choose one of: .*increases"),
        ({"document": "7"}, "unknown document or study “7”; choose one of: document:000"),
        ({"modality": "sure"}, "unknown modality “sure”; choose one of: .*Hedged"),
        ({"concept": "zzz"}, "“zzz”"),
    ],
)
def test_an_unknown_filter_value_lists_what_there_is(graph, options, message):
    """A filter that cannot match anything is a mistake, not an empty answer."""
    with pytest.raises(UsageError, match=message):
        kg.claims(graph, **options)
