"""What is shown of one concept, claim or source, in Python."""

import pytest

import kg
from tests import toy


def show(graph, thing, **options):
    """The answer as plain values."""
    return kg.show(graph, thing, **options).plain()


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
    shown = show(graph, "low q")
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
    """A contested claim comes with what supports it and what disputes it, and its confidence with both sides."""
    shown = show(graph, "claim:vitamin-d-supplementation--relieves--chronic-low-back-pain")
    assert shown["claim"]["contested"]
    assert shown["evidence"]["supports"]
    assert {item["source"] for item in shown["evidence"]["disputes"]} >= {"study:pmid-39477425"}
    told, open_ = shown["confidence"], {(supports, page): 1.0 for supports in (True, False) for page in (True, False)}
    for part in told["parts"]:
        assert part["points"] == pytest.approx(part["kind"] * part["modality"] * part["citation"])
        open_[part["supports"], part["page"]] *= 1 - part["points"]
    for side, supports in (("for", True), ("against", False)):
        assert told[side] == pytest.approx(1 - max(0.7, open_[supports, True]) * open_[supports, False], abs=5e-5)
    assert told["value"] == pytest.approx(max(0.01, told["for"] * (1 - told["against"])), abs=0.0051)
    assert (told["direction"], shown["claim"]["confidence"]) == ("disputes", told["value"])
    assert [shown["claim"][side] for side in ("for", "against")] == [told["for"], told["against"]]
    assert shown["influence"] == {
        "source": "concept:vitamin-d-supplementation",
        "target": "concept:chronic-low-back-pain",
        "sign": "-",
    }
    assert kg.show(graph, "claim:vitamin-d-receptor--expressed-in--neurons").influence is None


def test_an_evidence_item_shows_its_claim(graph):
    """The identifier of an evidence item leads to the claim that it is about."""
    name, item = next(iter(graph.evidence.items()))
    assert kg.show(graph, name).claim.id == item.claim


def test_a_source_shows_how_much_rests_on_it(graph):
    """A document or study, by number or identifier, with its claims and those that nothing else supports."""
    shown = kg.show(graph, "004")
    assert shown.source.id == "document:004"
    rests = shown.rests_on_it
    assert rests.of == len(graph.claims)
    assert 0 < rests.on_it_alone < rests.claims < rests.of
    assert kg.show(graph, "study:gokcek-2018").cited_by
    assert list(shown.plain()["evidence"][0])[:3] == ["claim", "sentence", "id"]


def test_each_kind_of_thing_has_a_contract_of_its_own(graph):
    """The answer says what was shown."""
    claim = next(iter(graph.claims))
    things = {"osteomalacia": "concept", claim: "claim", "000": "source"}
    assert {thing: kg.show(graph, thing).plain()["schema"] for thing in things} == {
        thing: f"kg-show-{kind}/2" for thing, kind in things.items()
    }


def test_a_passage_shows_its_place_its_digest_and_what_rests_on_it(graph):
    """The digest that proves it unaltered is the one of its evidence items; a passage without a claim says why."""
    item = next(e for e in graph.evidence.values() if e.passage)
    shown = show(graph, item.passage)
    known = graph.passages[item.passage]
    assert (shown["passage"]["start"], shown["passage"]["end"]) == (known.start, known.end)
    assert shown["passage"]["document_sha256"] == graph.documents[known.document].sha256
    assert {e["id"] for e in shown["evidence"]} == {e.id for e in graph.evidence.values() if e.passage == item.passage}
    assert {e["digest"] for e in shown["evidence"]} == {shown["passage"]["digest"]} == {known.digest}
    assert item.claim in {e["claim"] for e in shown["evidence"]}
    omission = next(iter(graph.omissions.values()))
    empty = show(graph, omission.passage)
    assert (empty["passage"]["omitted"], empty["evidence"]) == (graph.terms[omission.reason].label, [])
    assert shown["passage"]["omitted"] is None


def test_evidence_of_a_passage_has_its_digest_and_evidence_of_a_study_has_none(graph):
    """So that a reader can check a citation; by identifier as well as by item."""
    items = list(graph.evidence.values())
    cited = next(e for e in items if e.passage)
    assert kg.citation(graph, cited.id) == kg.citation(graph, cited)
    assert kg.citation(graph, cited).digest == graph.passages[cited.passage].digest
    study = kg.citation(graph, next(e for e in items if not e.passage))
    assert (study.passage, study.digest) == (None, None)
