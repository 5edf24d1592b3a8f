"""What an imported graph states without naming a study: no answer says that a study stands behind it."""

import json

import pytest
from msgspec.structs import replace

import kg
from kg import store
from kg.model.graph import KnowledgeGraph
from kg.views.table import table
from tests import toy


def linked(**more):
    """A network of one edge in JSON."""
    link = {"source": "x", "target": "y", "sign": "+", **more}
    return json.dumps({"directed": True, "nodes": [{"id": "x"}, {"id": "y"}], "links": [link]})


#: The claim that x raises y in each format, without a publication and with one: the name of the file, and its text.
FILES = {
    "table": ("t.tsv", "source\ttarget\tsign\nx\ty\t+\n", "source\ttarget\tsign\tpmid\nx\ty\t+\t7\n"),
    "kgx": (
        "edges.csv",
        "subject,predicate,object,primary_knowledge_source\nX:x,biolink:causes,X:y,infores:ctd\n",
        "subject,predicate,object,primary_knowledge_source,publications\nX:x,biolink:causes,X:y,infores:ctd,PMID:7\n",
    ),
    "kgx without a source": (
        "edges.csv",
        "subject,predicate,object\nX:x,biolink:causes,X:y\n",
        "subject,predicate,object,publications\nX:x,biolink:causes,X:y,PMID:7\n",
    ),
    "node-link": ("g.json", linked(), linked(publications="PMID:7")),
}


@pytest.fixture(params=FILES)
def both(request, tmp_path, run):
    """The claim as imported from a file that names no publication, and from one that names one."""

    def imported(text):
        file, made = tmp_path / name, tmp_path / f"{len(text)}.ttl"
        file.write_text(text, encoding="utf-8")
        columns = ["--reference", "pmid"] if "\tpmid" in text else []
        assert run("import", file, "--output", made, *columns).code == 0
        return kg.load(made)

    name, *texts = FILES[request.param]
    return [imported(text) for text in texts]


def asked(graph: KnowledgeGraph):
    """The effect of the subject of the only claim on its object."""
    (claim,) = graph.claims.values()
    return kg.effect(graph, claim.subject, claim.object)


def test_no_study_is_told_where_a_file_names_none(both):
    """In each format; a file that names a publication has a study for each step, as before."""
    without, named = map(asked, both)
    assert (without.effect, without.certainty, without.support) == ("+", "certain", "unnamed")
    assert "y: raises it (no study named)\n" in str(without)
    assert "Stated: 1 knowledge source says that it raises it, 0.10 (low) [1].\nLiterature alone: no chain." in str(
        without
    )
    assert (without.literature.reason, without.literature.studies) == ("no-path", ())
    assert (named.effect, named.certainty, named.support) == ("+", "certain", "moderate")
    assert "y: raises it (a study for each step)\nStated: 1 study says that it raises it" in str(named)
    assert (named.literature.effect, len(named.literature.studies)) == ("+", 1)


def test_only_studies_are_counted_as_studies(both):
    """In what is stated, in kg stats, and in the list of sources."""
    found = []
    for graph in both:
        side = asked(graph).stated.up
        (heading, *_) = str(kg.sources(graph)).splitlines()
        found.append((side.studies, side.knowledge_sources, side.pages, kg.stats(graph).studies, heading))
    assert found == [(0, 1, 0, 0, "Knowledge sources (1)"), (1, 0, 0, 1, "Studies (1)")]


def test_an_import_counts_the_studies_that_its_files_name(tmp_path, run):
    """A store as a data file, and a dry run; a row without a publication adds none."""
    (tmp_path / "t.tsv").write_text("source\ttarget\tsign\tpmid\nx\ty\t+\t7\ny\tz\t+\t\n", encoding="utf-8")
    for more in (["--output", tmp_path / "t.ttl"], ["--output", tmp_path / "t.kg"], ["--dry-run"]):
        told = json.loads(run("import", tmp_path / "t.tsv", "--reference", "pmid", "--json", *more).out)
        assert (told["written"]["evidence_items"], told["written"]["studies"]) == (2, 1)


MIXED = toy.graph("x increases y @import", "y decreases z @table", "x increases v @import")


def test_a_chain_is_as_well_supported_as_its_weakest_step():
    """One step that names no study is enough; the literature alone has no such chain."""
    answer = kg.effect(MIXED, "x", "z")
    assert (answer.effect, answer.support, answer.literature.reason) == ("-", "unnamed", "no-path")
    assert [chain.support for chain in answer.chains] == ["unnamed"]
    assert kg.effect(MIXED, "x", "y").support == "moderate"
    pages = toy.graph("x increases y @a", "y decreases z @table")
    assert kg.effect(pages, "x", "z").support == "weak"  # pages alone, for the first step


@pytest.mark.parametrize(
    "answer",
    [kg.effects(MIXED, "x"), kg.what_if(MIXED, ["x up"]), kg.why(MIXED, "z")],
    ids=["effects", "what-if", "why"],
)
def test_lists_mark_what_names_no_study(answer):
    """With the words of kg effect; what a study supports has no mark."""
    assert "↓ z (no study named)\n" in str(answer) or "↓ y (no study named)\n" in str(answer)
    assert "↑ y\n" in str(answer) or "↓ x (no study named)\n" in str(answer)
    header, rows = table(answer)
    assert {"unnamed", "moderate"} >= {str(row[header.index("support")]) for row in rows} >= {"unnamed"}


def test_an_arrow_that_names_no_study_holds_in_both_directions():
    """It is a mechanism, as every imported arrow; what pages alone say is not turned round."""
    found = [kg.effect(toy.graph(f"x increases y @{name}"), "x", "y", "-") for name in ("table", "a")]
    assert [(answer.effect, answer.support, answer.reason) for answer in found] == [
        ("-", "unnamed", "agreeing-chains"),
        ("?", "weak", "only-mirrored"),
    ]


def test_filters_leave_out_what_names_no_study():
    """It is no literature and no page, and is still called what it is where its evidence is ignored."""
    for sources in ("literature", "pages", "trials"):
        assert kg.effect(MIXED, "y", "z", sources=sources).reason == "no-path"
        assert "Knowledge sources (1)" in str(kg.sources(MIXED, sources=sources))
        assert kg.stats(MIXED, sources=sources).studies == 1
    assert kg.effect(MIXED, "x", "y", sources="literature").effect == "+"


def test_the_kind_of_the_source_is_told():
    """In each citation, and in the answer as JSON."""
    step = kg.path(MIXED, "y", "z").chains[0].steps[0]
    assert [item.kind for item in step.evidence] == ["knowledge source"]
    assert "1 step [1]: 1 knowledge source" in str(kg.path(MIXED, "y", "z"))
    assert [item.kind for item in kg.path(MIXED, "x", "y").chains[0].steps[0].evidence] == ["unknown design"]


def test_what_names_no_study_is_a_gap():
    """As what only pages say; with both, both are counted. What names one is no gap."""
    graph = toy.graph("x increases y @table", "x increases z @table", "x increases z @a", "x increases v @import")
    assert [gap.question for gap in kg.gaps(graph, kind="unstudied").gaps] == [
        "is there a study showing that x increases z? 1 page and 1 knowledge source say so",
        "is there a study showing that x increases y? 1 knowledge source says so",
    ]


def test_without_documents_a_chain_that_names_no_study_breaks():
    """The literature alone has no such chain, as it has none that rests on documents."""
    for source in ("a", "table"):
        graph = toy.graph("x increases y @import", f"y increases z @{source}", f"x increases z @{source}")
        assert kg.break_(graph, "x", "z").literature_only.disjoint_chains == 0
    both = toy.graph("x increases z @a", "x increases z @table", "x causes z @import")
    answer = kg.break_(both, "x", "z")
    assert (answer.literature_only.disjoint_chains, "study:table" in answer.literature_only.sources) == (1, True)
    assert "  1  without all documents and knowledge sources (the literature alone)" in str(answer)


def test_a_page_is_not_said_to_be_studied_by_what_names_no_study():
    """On the card of a document, and for the worksheet of a topic."""
    cards = [kg.show(toy.graph("x increases y @a", f"x increases y @{name}"), "document:a").card for name in TWO]
    assert [(card.open, card.supported) for card in cards] == [(1, 0), (0, 1)]
    sheets = [kg.worksheet(toy.graph(f"x increases y @{name}"), "x") for name in TWO]
    assert [sheet.answered for sheet in sheets] == [False, True]


TWO = ("table", "import")


def test_a_study_of_the_same_title_is_a_study():
    """With an identifier or a known design, or if it is not what the graph calls its source of knowledge."""
    (study,) = (each for each in MIXED.studies.values() if each.title)
    for changes in ({"doi": "10.1000/x"}, {"design": "Cohort"}, {"title": "another"}, {"title": ""}):
        studies = {**MIXED.studies, study.id: replace(study, **changes)}
        assert not replace(MIXED, studies=studies).knowledge_sources
    assert MIXED.knowledge_sources == {study.id}


def test_a_store_keeps_what_names_no_study(tmp_path):
    """The answers of the store are those of the graph."""
    kept = store.stored(MIXED, tmp_path / "g.kg")
    assert kept.knowledge_sources == MIXED.knowledge_sources
    for ends in (("x", "z"), ("x", "y")):
        assert kg.effect(kept, *ends).support == kg.effect(MIXED, *ends).support
    assert str(kg.sources(kept)) == str(kg.sources(MIXED))
