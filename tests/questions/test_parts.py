"""Answers in words and as JSON."""

import msgspec
from msgspec.structs import replace as changed

from kg.model.core import Document, Passage, Study
from kg.model.words import link, source_name
from kg.questions.parts.claims import Cited, citation
from kg.questions.parts.facts import source_facts


def test_sources_are_called_by_what_is_known_of_them():
    """First author and year, else the title, else the identifier; the journal where there is one."""
    study = Study("study:s", "Review", "Verified")
    assert source_name(study) == "study:s"
    assert source_name(changed(study, title="On bones", journal="J")) == "“On bones”, J"
    assert source_name(changed(study, authors="Ash B, Oak C", year="2001")) == "Ash B et al. 2001"
    assert source_name(changed(study, authors="Ash B", year="2001", journal="J")) == "Ash B 2001, J"
    group = "Bone (of all ages) Task Force (Ash B, Oak C, et al.)"
    assert source_name(changed(study, authors=group, year="2001")) == "Bone (of all ages) Task Force 2001"
    assert source_name(changed(study, authors="Ash (B), Oak C", year="2001")) == "Ash (B) et al. 2001"


def test_a_study_is_linked_by_its_identifiers_only():
    """DOI before PubMed before PubMed Central; no identifier, no link."""
    study = Study("study:s", "Review", "Verified", doi="10.1/x", pmid="5", pmcid="PMC7")
    assert study.url == "https://doi.org/10.1/x"
    assert changed(study, doi="").url == "https://pubmed.ncbi.nlm.nih.gov/5/"
    assert changed(study, doi="", pmid="").url == "https://pmc.ncbi.nlm.nih.gov/articles/PMC7/"
    assert changed(study, doi="", pmid="", pmcid="").url == ""
    assert "doi" not in msgspec.to_builtins(source_facts(changed(study, doi="")))


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
    assert all(c.end > c.start and c.url.startswith("https://") for c in passages)
    assert all(c.start is None and c.section is None for c in studies)
    assert Cited("study:gokcek-2018", "misdescribed") in [x for c in passages for x in c.cites]
