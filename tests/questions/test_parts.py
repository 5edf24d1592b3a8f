"""Answers in words and as JSON."""

import json
from decimal import Decimal

from msgspec.structs import replace as changed

import kg
from kg.model.core import Document, Passage, Study
from kg.model.words import link, source_name
from kg.questions.answers import effect_json, path_json
from kg.questions.legacy import citation, source_json, sum_lines, sum_of
from tests import toy

PATH_KEYS = {"sign", "confidence", "hops", "weakest", "documents", "bridges", "steps"}
STEP_KEYS = {
    "subject",
    "subject_label",
    "subject_direction",
    "object",
    "object_label",
    "object_direction",
    "sign",
    "stated",
    "relation",
    "confidence",
    "claims",
    "evidence",
}
EVIDENCE_KEYS = {"id", "source", "section", "says", "start", "end", "direction", "modality", "url"}


def test_the_json_of_a_path_keeps_the_contract(graph):
    """Schema, data, command, question, verdict and every key of chains, steps and evidence are there."""
    answer = kg.path(graph, "vitamin D deficiency", "back pain", k=3)
    body = json.loads(json.dumps(path_json(graph, answer)))
    assert body["schema"] == "kg-path/1"
    assert body["data"] == {"version": graph.version, "sha256": graph.sha256}
    assert body["command"] == "kg path 'vitamin D deficiency' 'back pain' -k 3"
    assert body["question"]["source"] == {
        "id": "concept:vitamin-d-deficiency",
        "label": "vitamin D deficiency",
        "quantity": "concept:vitamin-d",
        "direction": "-",
    }
    assert body["question"]["target"]["direction"] is None
    assert (body["question"]["k"], body["question"]["max_hops"]) == (3, 8)
    assert body["verdict"] == "coherent"
    assert len(body["paths"]) == 3
    for path in body["paths"]:
        assert path.keys() >= PATH_KEYS
        assert path["hops"] == len(path["steps"])
        assert path["steps"][0]["subject"] == "concept:vitamin-d"
        assert path["steps"][-1]["object"] == "concept:back-pain"
        for step in path["steps"]:
            assert step.keys() >= STEP_KEYS
            assert step["claims"]
            assert all(item.keys() >= EVIDENCE_KEYS for item in step["evidence"])
            assert any(item["direction"] == "supports" for item in step["evidence"])


def test_without_a_path_the_json_says_why():
    """The same object comes with the verdict none, an empty list and a reason."""
    graph = toy.graph("x increases y")
    body = path_json(graph, kg.path(graph, "y", "x"))
    assert (body["verdict"], body["paths"]) == ("none", [])
    assert body["why"] == "nothing is known that “y” acts on"


def test_the_command_asks_the_same_question():
    """Every option that was not left at its default stands in the command."""
    graph = toy.graph("x increases y", "y increases z", "w increases z")
    answer = kg.path(
        graph,
        "x",
        "z",
        k=2,
        max_hops=3,
        sign="+",
        via=["y"],
        avoid=["w"],
        stated_only=True,
        min_confidence=0.1,
        with_associations=True,
    )
    assert path_json(graph, answer)["command"] == (
        "kg path x z -k 2 --max-hops 3 --sign + --via y --avoid w "
        "--stated-only --min-confidence 0.1 --with-associations"
    )


def test_sources_are_called_by_what_is_known_of_them():
    """First author and year, else the title, else the identifier; the journal where there is one."""
    study = Study("study:s", "Review", "Verified")
    assert source_name(study) == "study:s"
    assert source_name(changed(study, title="On bones", journal="J")) == "“On bones”, J"
    assert source_name(changed(study, authors="Ash B, Oak C", year="2001")) == "Ash B et al. 2001"
    assert source_name(changed(study, authors="Ash B", year="2001", journal="J")) == "Ash B 2001, J"


def test_a_study_is_linked_by_its_identifiers_only():
    """DOI before PubMed before PubMed Central; no identifier, no link."""
    study = Study("study:s", "Review", "Verified", doi="10.1/x", pmid="5", pmcid="PMC7")
    assert study.url == "https://doi.org/10.1/x"
    assert changed(study, doi="").url == "https://pubmed.ncbi.nlm.nih.gov/5/"
    assert changed(study, doi="", pmid="").url == "https://pmc.ncbi.nlm.nih.gov/articles/PMC7/"
    assert changed(study, doi="", pmid="", pmcid="").url == ""
    assert "doi" not in source_json(changed(study, doi=""))


def test_a_passage_is_linked_by_its_text_fragment():
    """The link jumps to the passage where there is a fragment, and is empty without an address."""
    document = Document("document:a", "", "a", "https://a.example/x", "", 9, "UnreviewedWebPage", "a")
    passage = Passage("passage:a-0", "document:a", 0, 3, "", "", ":~:text=One")
    assert link(document, passage) == "https://a.example/x#:~:text=One"
    assert link(document, changed(passage, fragment="")) == "https://a.example/x"
    assert link(changed(document, url=""), passage) == ""


def test_a_citation_tells_who_says_what_where(graph):
    """A passage gives offsets, section and link; a study gives none of the offsets; what it relies on is told."""
    passages = [citation(graph, item) for item in graph.evidence.values() if item.passage]
    studies = [citation(graph, item) for item in graph.evidence.values() if not item.passage]
    assert all(c["end"] > c["start"] and c["url"].startswith("https://") for c in passages)
    assert all(c["start"] is None and c["section"] is None for c in studies)
    assert {"id": "study:gokcek-2018", "trace": "misdescribed"} in [x for c in passages for x in c["cites"]]


def test_the_json_of_an_effect_keeps_the_contract():
    """Schema, question, effect, reason, and what it rests on: steps, chains and the loop, if there is one."""
    graph = toy.graph("x increases a", "a decreases b", "b increases a", "a increases y")
    body = json.loads(json.dumps(effect_json(graph, kg.effect(graph, "x", "y", "down"))))
    assert list(body) == ["schema", "data", "question", "effect", "reason", "because", "chains", "loop"]
    assert (body["schema"], body["effect"], body["reason"]) == ("kg-effect/1", "-", "agreeing-chains")
    assert body["question"]["source"]["direction"] == "-"
    assert [step["object"] for step in body["because"]] == ["concept:a", "concept:y"]
    assert [chain["sign"] for chain in body["chains"]] == ["-"]
    assert body["loop"] is None
    lines = ("x increases a", "a increases y", "a increases b", "b increases c", "c increases b", "b decreases a")
    looped = toy.graph(*lines)
    loop = effect_json(looped, kg.effect(looped, "x", "y"))["loop"]
    assert (loop["sign"], loop["hops"]) == ("+", 2)
    assert all(step.keys() >= STEP_KEYS for step in [*body["because"], *loop["steps"]])


def test_a_confidence_is_told_as_the_sum_it_is():
    """Each term with its factors and what they are, then the total, bounded and rounded."""
    graph = toy.graph("x increases y @a", "x increases y @b hedged", "x increases y @c denied")
    lines = sum_lines(graph, sum_of(graph.confidence("claim:x--increases--y"))["parts"])
    assert lines == [
        "+ 0.35 = 0.35 (unreviewed web page) × 1 (asserted): evidence:a-000",
        "+ 0.1225 = 0.35 (unreviewed web page) × 0.7 (hedged) × 0.5 (further witness): evidence:b-001",
        "− 0.35 = 0.35 (unreviewed web page) × 1 (denied): evidence:c-002",
        "= 0.1225, in hundredths 0.12",
    ]


def test_a_sum_out_of_bounds_says_so():
    """What is below 0.05 or above 0.95 is held there; a sum of nothing is nothing."""
    graph = toy.graph("x increases y denied")
    lines = sum_lines(graph, sum_of(graph.confidence("claim:x--increases--y"))["parts"])
    assert lines[-1] == "= -0.35 held between 0.05 and 0.95, in hundredths 0.05"
    part = {"evidence": "evidence:a-000", "supports": True, "kind": 0.6, "modality": 1.0, "citation": 0.5, "rank": 1.0}
    lines = sum_lines(graph, [{**part, "points": 0.3}, {**part, "rank": 2**-11, "points": 0.6 * 2**-11}])
    assert lines[0].endswith("× 0.5 (its own reference is unsound): evidence:a-000")
    assert "× 0.00048828125 (further witness)" in lines[1]
    assert sum_lines(graph, [{**part, "points": 0.96}])[-1] == ("= 0.96 held between 0.05 and 0.95, in hundredths 0.95")
    assert sum_lines(graph, []) == ["= 0 held between 0.05 and 0.95, in hundredths 0.05"]


def test_the_sums_of_the_real_graph_are_exact(graph):
    """No term of any sum is rounded when it is printed: the terms add up to the total to the last digit."""
    for claim in graph.claims:
        *terms, total = sum_lines(graph, sum_of(graph.confidence(claim))["parts"])
        points = [Decimal(term.split()[1]) * (1 if term[0] == "+" else -1) for term in terms]
        assert sum(points, Decimal(0)) == Decimal(total.split()[1].rstrip(","))
        assert Decimal(total.split()[-1]) == graph.confidence(claim).value


def test_data_without_some_sources_says_so():
    """The head of an answer names what was left out, and the command asks without it."""
    graph = toy.graph("x increases y @a", "x increases y @b").without_sources(["b"])
    body = path_json(graph, kg.path(graph, "x", "y"))
    assert body["data"] == {"version": "", "sha256": "", "without": ["document:b"]}
    assert body["command"] == "kg path x y --without document:b"
