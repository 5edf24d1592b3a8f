"""The references of an answer, in every style."""

import json

import pytest
from msgspec.structs import replace

import kg
from kg.errors import UsageError
from kg.exchange import citations
from kg.exchange.citations import STYLES, cite
from kg.model.core import Study
from tests import tea, toy


def answer_sources(answer):
    """The sources of all steps of an answer."""
    return {item.source for chain in answer.chains for step in chain.steps for item in step.evidence}


def test_every_source_of_a_path_is_cited(run, graph):
    """kg path --cite prints one reference for each source of the chains, against and undecided ones too."""
    answer = kg.path(graph, "vitamin D deficiency", "back pain")
    told = json.loads(run("path", "vitamin D deficiency", "back pain", "--cite", "csl-json").out)
    assert {item["id"] for item in told} == {name.replace(":", "-") for name in answer_sources(answer)}
    disputed = {e.source for c in answer.chains for s in c.steps for e in s.evidence if e.direction == "disputes"}
    assert disputed
    plain = run("path", "vitamin D deficiency", "back pain", "--cite", "plain").out
    assert len(plain.splitlines()) == len(told)
    assert all(item["URL"] in plain for item in told if "URL" in item)


def test_fewer_chains_have_fewer_references(run):
    """The references are those of the answer, not of the graph."""
    one = run("path", "vitamin D deficiency", "back pain", "-k", "1", "--cite", "plain").out
    assert 0 < len(one.splitlines()) < 10


def test_an_effect_is_cited(run, graph):
    """kg effect --cite prints the references of what the effect rests on."""
    told = run("effect", "vitamin D deficiency", "serum calcium", "--cite", "ris")
    assert (told.code, told.err) == (0, "")
    assert told.out.count("\nER  - ") == told.out.count("TY  - ") > 0
    null = json.loads(run("effect", "vitamin D supplementation", "muscle mass", "--cite", "csl-json").out)
    evidence = graph.evidence_of["claim:vitamin-d-supplementation--increases--muscle-mass"]
    assert "disputes" in {item.stance for item in evidence}
    assert {item.source.replace(":", "-") for item in evidence} <= {item["id"] for item in null}


def test_an_answer_is_cited_from_python(run, graph):
    """kg.cite(answer) gives what --cite prints; evidence items and identifiers of sources do as well."""
    for name, ends in (("path", ("vitamin D deficiency", "back pain")), ("effect", ("vitamin D", "serum calcium"))):
        answer = getattr(kg, name)(graph, *ends)
        for style in STYLES:
            assert cite(answer, style) == run(name, *ends, "--cite", style).out
        assert cite(answer) == cite(answer, "plain") == cite(answer, style="plain")
    (chain,) = kg.path(graph, "vitamin D deficiency", "osteomalacia", k=1).chains
    items = chain.steps[0].evidence
    cited = cite(graph, items)
    assert cited == cite(graph, [item.source for item in items]) == cite(graph, [graph.evidence[i.id] for i in items])
    with pytest.raises(UsageError, match="Gaps cites no evidence"):
        cite(kg.gaps(graph))


def test_what_is_shown_and_what_is_disputed_is_cited(graph):
    """Each source of a dispute, a claim, a concept or a passage once, a source itself, and nothing of other claims."""

    def cited(answer):
        return {reference["id"] for reference in json.loads(cite(answer, "csl-json"))}

    def ids(items):
        return {item.source.replace(":", "-") for item in items}

    claim = "claim:vitamin-d-supplementation--prevents--falls"
    assert cited(kg.show(graph, claim)) == ids(graph.evidence_of[claim])
    disputes = kg.contested(graph, concept="fracture").disputes
    assert cited(kg.contested(graph, concept="fracture")) == ids(
        item for dispute in disputes for item in graph.evidence_of[dispute.id]
    )
    about = [c.id for c in graph.claims.values() if "concept:tetany" in (c.subject, c.object)]
    assert cited(kg.show(graph, "tetany")) == ids(item for name in about for item in graph.evidence_of[name])
    assert cited(kg.show(graph, "passage:000-3074")) == {"document-000"}
    assert cited(kg.show(graph, "003")) == {"document-003"}
    assert cited(kg.show(tea.with_withdrawn(), "claim:tea--relieves--trouble")) == set()


def test_without_an_answer_there_is_nothing_to_cite(run):
    """A path without a chain says why, as it does without --cite, and ends with 1."""
    told = run("path", "low serum calcium", "older age", "--cite", "plain")
    assert told.code == 1
    assert "no chain" in told.out


def test_a_wrong_style_or_a_second_form_is_told(run):
    """An unknown style names those that there are; references are not JSON answers."""
    told = run("path", "vitamin D deficiency", "back pain", "--cite", "apa")
    assert (told.code, told.err) == (2, "kg: unknown style “apa”; choose one of: plain, bibtex, ris, csl-json\n")
    for option in (["--json"], ["--format", "csv"]):
        told = run("path", "vitamin D deficiency", "back pain", "--cite", "ris", *option)
        assert (told.code, told.err) == (2, "kg: --cite prints references only; leave out --format and --json\n")
    with pytest.raises(UsageError, match="unknown style"):
        cite(kg.load(), [], "apa")


def study(**known):
    """A graph with one study."""
    made = Study("study:x", known.pop("design", "Review"), known.pop("trace_status", "Verified"), **known)
    return replace(toy.graph("a increases b"), studies={"study:x": made})


def test_a_reference_in_each_style():
    """Authors, title, journal, pages and identifiers stand where each style has them."""
    graph = study(
        title="Bone & 50%", authors="Silva AP, Shillo et al.", journal="Pain", year="2020", volume="3", issue="1",
        pages="10-12", doi="10.1/x_y", pmid="12", pmcid="PMC3",
    )  # fmt: skip
    assert cite(graph, ["study:x"], "plain") == (
        "1. Silva AP, Shillo et al. Bone & 50%. Pain. 2020;3(1):10-12. https://doi.org/10.1/x_y\n"
    )
    bibtex = cite(graph, ["study:x"], "bibtex")
    assert bibtex.startswith("@article{study-x,\n  title = {{Bone \\& 50\\%}},\n  journal = {Pain},\n")
    assert "  author = {Silva, A. P. and {Shillo} and others},\n" in bibtex
    assert "  pages = {10--12},\n" in bibtex
    assert "  doi = {10.1/x\\_y},\n" in bibtex
    assert "  url = {https://doi.org/10.1/x_y},\n" in bibtex
    ris = cite(graph, ["study:x"], "ris").splitlines()
    assert ris[:4] == ["TY  - JOUR", "ID  - study-x", "AU  - Silva, A. P.", "AU  - Shillo et al."]
    assert {"PY  - 2020", "SP  - 10", "EP  - 12", "AN  - 12", "C2  - PMC3", "DO  - 10.1/x_y"} <= set(ris)
    (item,) = json.loads(cite(graph, ["study:x"], "csl-json"))
    assert item["author"] == [{"family": "Silva", "given": "A. P."}, {"literal": "Shillo et al."}]
    assert item["issued"] == {"date-parts": [[2020]]}


def test_a_suffix_is_not_a_name():
    """III and Jr stand where each style has them; two letters that follow no initials are initials."""
    graph = study(title="T", authors="Lewis JL III, Potts JT Jr, Ivanov II")
    assert cite(graph, ["study:x"], "plain") == "1. Lewis JL III, Potts JT Jr, Ivanov II. T.\n"
    assert "{Lewis, III, J. L. and Potts, Jr, J. T. and Ivanov, I. I.}" in cite(graph, ["study:x"], "bibtex")
    assert "AU  - Lewis, J. L., III\nAU  - Potts, J. T., Jr\nAU  - Ivanov, I. I.\n" in cite(graph, ["study:x"], "ris")
    first, *_ = json.loads(cite(graph, ["study:x"], "csl-json"))[0]["author"]
    assert first == {"family": "Lewis", "given": "J. L.", "suffix": "III"}


def test_authors_that_are_only_others():
    """A list that breaks off ends with “others” in BibTeX, and names nobody in RIS."""
    graph = study(title="T", authors="Silva AP, et al.", pages="e7")
    assert "author = {Silva, A. P. and others}" in cite(graph, ["study:x"], "bibtex")
    ris = cite(graph, ["study:x"], "ris")
    assert "et al." not in ris
    assert "SP  - e7\n" in ris
    assert "EP" not in ris
    assert cite(graph, ["study:x"], "plain") == "1. Silva AP, et al. T. e7.\n"


def test_what_is_not_known_is_left_out():
    """A study without year, journal or address gives what there is, and says if it was never read."""
    graph = study(title="Is it so?", trace_status="Plausible")
    (item,) = json.loads(cite(graph, ["study:x"], "csl-json"))
    assert item == {
        "id": "study-x",
        "type": "document",
        "title": "Is it so?",
        "note": "plausible: Only the name or the identifier of the reference is known; it was not read.",
    }
    assert cite(graph, ["study:x"], "plain").startswith("1. Is it so? [plausible: ")
    assert cite(graph, ["study:x"], "bibtex").startswith("@misc{")
    page = study(title="T", verified_at="https://x.example/a")
    assert json.loads(cite(page, ["study:x"], "csl-json"))[0]["type"] == "webpage"


def test_what_cannot_be_cited_is_left_out_and_counted():
    """A study of which nothing is known but that it was spoken of has no reference."""
    graph = study(trace_status="NotTraceable")
    assert {style: cite(graph, ["study:x"], style) for style in STYLES} == {
        "plain": "",
        "bibtex": "",
        "ris": "",
        "csl-json": "[]\n",
    }
    made = kg.export.make(graph, "bibtex")
    assert made.left_out == {citations.UNCITABLE: 1}
    assert made.counts == {"references": 3}
    assert kg.export.make(toy.graph("a increases b"), "ris").left_out == {}


def test_a_page_is_cited_with_publisher_and_address():
    """A document is a web page; its kind stands beside it."""
    told = cite(toy.graph("a increases b"), ["document:a"], "bibtex")
    assert told == (
        "@misc{document-a,\n  title = {{Page a}},\n  publisher = {a.example},\n  url = {https://a.example/},\n"
        "  type = {unreviewed web page},\n}\n"
    )
