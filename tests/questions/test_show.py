"""Looking around, in Python."""

import pytest

import kg
from kg.errors import UnknownConcept, UsageError
from tests import toy


def test_find_puts_the_name_itself_first(graph):
    """An exact name comes before names that contain the words, and these before definitions."""
    found = kg.find(graph, "bone pain")
    assert found["concepts"][0]["id"] == "concept:bone-pain"
    assert any("bone pain" in claim["sentence"] for claim in found["claims"])
    assert kg.find(graph, "zadro")["sources"][0]["id"] == "study:zadro-2018"


def test_find_needs_words():
    """Nothing to look for is refused; nothing found is an empty answer."""
    graph = toy.graph("x increases y")
    with pytest.raises(UsageError, match="nothing to look for"):
        kg.find(graph, " , ")
    empty = kg.find(graph, "zebra")
    assert (empty["concepts"], empty["claims"], empty["sources"]) == ([], [], [])
    assert [c["id"] for c in kg.find(graph, "what is")["concepts"]] == ["concept:x", "concept:y"]


def test_a_limit_keeps_the_best_supported_and_tells_how_many_there_are(graph):
    """Each list is cut; claims come with the best support first; a limit that takes nothing is refused."""
    whole, cut = kg.find(graph, "bone"), kg.find(graph, "bone", limit=3)
    assert cut["found"] == whole["found"] == {part: len(whole[part]) for part in whole["found"]}
    assert cut["concepts"] == whole["concepts"][:3]
    assert cut["sources"] == whole["sources"][:3]
    best = sorted((claim["confidence"] for claim in whole["claims"]), reverse=True)
    assert [claim["confidence"] for claim in cut["claims"]] == best[:3]
    assert best[0] > whole["claims"][0]["confidence"]
    few = kg.claims(graph, relation="increases", limit=2)
    all_of_them = kg.claims(graph, relation="increases")
    assert few["found"] == all_of_them["found"] == len(all_of_them["claims"]) > 2
    assert [claim["confidence"] for claim in few["claims"]] == sorted(
        (claim["confidence"] for claim in all_of_them["claims"]), reverse=True
    )[:2]
    assert kg.claims(graph, limit=10_000)["found"] == len(graph.claims)
    assert kg.claims(graph, limit=0) == kg.claims(graph)
    for ask in (kg.claims, lambda graph, limit: kg.find(graph, "bone", limit=limit)):
        with pytest.raises(UsageError, match="limit is -1; give a number, 0 for all"):
            ask(graph, limit=-1)


def test_a_concept_shows_what_changes_it_and_what_it_changes():
    """Influences are sorted by what they do; other and unsupported claims are not lost."""
    graph = toy.graph(
        "a increases q",
        "b decreases q",
        "c affects q",
        "d hasNoEffectOn q",
        "q causes s",
        "q isA s",
        "e increases q denied",
        states={"low-q": ("q", "Low")},
    )
    shown = kg.show(graph, "low q")
    assert shown["quantity"] == "concept:q"
    sides = {word: [i["source"] for i in found] for word, found in shown["what_changes_it"].items()}
    assert sides == {
        "raise": ["concept:a"],
        "lower": ["concept:b"],
        "change": ["concept:c"],
        "do not change": ["concept:d"],
    }
    assert [i["target"] for i in shown["what_it_changes"]["raise"]] == ["concept:s"]
    assert [c["id"] for c in shown["other_claims"]] == ["claim:q--is-a--s"]
    assert [c["id"] for c in shown["unsupported_claims"]] == ["claim:e--increases--q"]


def test_a_claim_shows_both_sides(graph):
    """A contested claim comes with what supports it and what disputes it, and its confidence as a sum."""
    shown = kg.show(graph, "claim:vitamin-d-supplementation--relieves--chronic-low-back-pain")
    assert shown["claim"]["contested"]
    assert shown["evidence"]["supports"]
    assert {item["source"] for item in shown["evidence"]["disputes"]} >= {"study:pmid-39477425"}
    parts = sum(part["points"] for part in shown["confidence"]["parts"])
    assert shown["confidence"]["value"] == pytest.approx(max(0.05, min(0.95, parts)), abs=0.005)
    assert shown["influence"] == {
        "source": "concept:vitamin-d-supplementation",
        "target": "concept:chronic-low-back-pain",
        "sign": "-",
    }
    assert kg.show(graph, "claim:vitamin-d-receptor--expressed-in--neurons")["influence"] is None


def test_an_evidence_shows_its_claim(graph):
    """The identifier of an evidence leads to the claim that it is about."""
    name, item = next(iter(graph.evidence.items()))
    assert kg.show(graph, name)["claim"]["id"] == item.claim


def test_a_source_shows_how_much_rests_on_it(graph):
    """A document or study, by number or identifier, with its claims and those that nothing else supports."""
    shown = kg.show(graph, "004")
    assert shown["source"]["id"] == "document:004"
    rests = shown["rests_on_it"]
    assert rests["of"] == len(graph.claims)
    assert 0 < rests["on_it_alone"] < rests["claims"] < rests["of"]
    assert kg.show(graph, "study:gokcek-2018")["cited_by"]


@pytest.mark.parametrize("name", ["claim:nothing", "evidence:000-999", "document:9", "study:nobody", "nothing such"])
def test_what_does_not_exist_is_named(graph, name):
    """A wrong identifier is an unknown thing, not an empty answer."""
    with pytest.raises(UnknownConcept, match="no concept is called"):
        kg.show(graph, name)


def test_claims_can_be_filtered(graph):
    """Every filter keeps only what it says, and they combine."""
    every = kg.claims(graph)["claims"]
    assert len(every) == len(graph.claims)
    about = kg.claims(graph, concept="vitamin D deficiency", relation="CAUSES", document="001")["claims"]
    assert {(c["subject"], c["relation"]) for c in about} == {("concept:vitamin-d-deficiency", "causes")}
    assert all("document:001" in c["sources"] for c in about)
    contested = kg.claims(graph, contested=True)["claims"]
    assert all(c["supports"] and c["disputes"] for c in contested)
    assert 0 < len(contested) < len(every)
    emerging = kg.claims(graph, modality="emerging", document="document:003")["claims"]
    assert emerging
    assert all(
        any(e.modality == "Emerging" and e.source == "document:003" for e in graph.evidence_of[c["id"]])
        for c in emerging
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"relation": "hugs"}, "“hugs” is no relation; use one of: .*increases"),
        ({"document": "7"}, "“7” is no document or study; use one of: document:000"),
        ({"modality": "sure"}, "“sure” is no modality; use one of: .*Hedged"),
        ({"concept": "zzz"}, "no concept is called"),
    ],
)
def test_an_unknown_filter_value_lists_what_there_is(graph, options, message):
    """A filter that cannot match anything is a mistake, not an empty answer."""
    with pytest.raises(UsageError, match=message):
        kg.claims(graph, **options)


def test_sources_and_stats_count_the_same_graph(graph):
    """The counts of sources and of the whole agree with the data."""
    listed = kg.sources(graph)["sources"]
    assert len(listed) == len(graph.documents) + len(graph.studies)
    assert sum(source["evidences"] for source in listed) == len(graph.evidence)
    counted = kg.stats(graph)
    assert counted["claims"] == len(graph.claims) == sum(counted["by_relation"].values())
    assert counted["evidences"] == sum(counted["by_modality"].values()) == sum(counted["by_source"].values())
    assert counted["contested_claims"] == len(kg.claims(graph, contested=True)["claims"])
