"""Our own graph, exported to KGX tables and imported again: every claim comes back, and no answer is surer."""

import csv
import random

import pytest
from msgspec.structs import replace

import kg
from kg.exchange.intake import take
from kg.model.core import Sign, Study
from kg.model.values import parse, words
from kg.reasoning.judge import Judge
from kg.reasoning.judgement import Situation
from kg.reasoning.support import ORDER, grade
from kg.reasoning.verdict import Certainty
from kg.turtle.write import turtle
from tests import toy

CERTAINTY = list(Certainty)[::-1]


@pytest.fixture(scope="module")
def back(tmp_path_factory):
    """The graph of the tables that the program writes of its own graph."""
    place = tmp_path_factory.mktemp("kgx")
    kg.export.write(kg.load(), "kgx-tsv", place / "out")
    graph, report = take([place / "out" / "nodes.tsv", place / "out" / "edges.tsv"])[:2]
    assert report.edges.left_out == 0
    assert report.not_understood == ()
    file = place / "back.ttl"
    file.write_text(turtle(graph), encoding="utf-8", newline="\n")
    assert kg.check(file).problems == ()
    return kg.load(file)


def test_every_claim_and_every_state_comes_back(graph, back):
    """Claims, values, and concepts with their levels, ranges and hierarchy; matches that are not exact are lost."""
    assert back.claims == graph.claims
    assert back.values == graph.values
    assert back.concepts == {name: replace(c, close=(), broad=()) for name, c in graph.concepts.items()}
    assert {i.key for i in back.influences} == {i.key for i in graph.influences}
    for name in graph.claims:
        told, read = ({e.stance for e in some.evidence_of[name]} for some in (graph, back))
        assert read <= told


SIGNOR = """ENTITYA	IDA	DATABASEA	ENTITYB	IDB	DATABASEB	EFFECT	PMID	SIGNOR_ID
A	A1	SIGNOR	B	B1	SIGNOR	up-regulates	7	SIGNOR-1
B	B1	SIGNOR	C	C1	SIGNOR	down-regulates		SIGNOR-2
B	B1	SIGNOR	D	D1	SIGNOR	up-regulates	Other	SIGNOR-3
"""
INDRA = """[{{
    "type": "Activation", "id": "one", "belief": {belief}, "evidence": [{{"source_api": "reach", "pmid": "9"}}],
    "subj": {{"name": "A", "db_refs": {{"HGNC": "1"}}}}, "obj": {{"name": "B", "db_refs": {{"HGNC": "2"}}}}
}}]"""


def rows(graph, place):
    """The edges of the tables of a graph, and what they leave out."""
    made = kg.export.write(graph, "kgx-tsv", place)
    with (place / "edges.tsv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream, delimiter="\t")), {one.what: one.count for one in made.left_out}


def imported(place, name, text):
    """The graph of a file."""
    (place / name).write_text(text, encoding="utf-8")
    out = place / f"{name}.ttl"
    kg.import_([place / name], output=out)
    return out


def test_what_was_imported_keeps_its_source(tmp_path):
    """A row that named no publication gets none, and all are read back as they were."""
    graph = kg.load(imported(tmp_path, "signor.tsv", SIGNOR))
    found, left_out = rows(graph, tmp_path / "out")
    assert [row["publications"] for row in found] == ["PMID:7", "", "Other"]
    assert {row["primary_knowledge_source"] for row in found} == {"SIGNOR"}
    assert {row["aggregator_knowledge_source"] + row["has_confidence_score"] for row in found} == {""}
    assert left_out == {}
    again = take([tmp_path / "out" / "nodes.tsv", tmp_path / "out" / "edges.tsv"]).graph
    assert again.claims == graph.claims
    assert {s.id: s.title for s in again.studies.values()} == {s.id: s.title for s in graph.studies.values()}
    assert not any("w3id.org" in item.says for item in again.evidence.values())


def test_a_source_is_kept_whatever_its_name(tmp_path):
    """Also if it is long, or reads like the sentence of an evidence item; our own evidence has none."""
    (tmp_path / "nodes.tsv").write_text("id\nX:a\nX:b\n", encoding="utf-8")
    name = f"Denied in the table of tea (edge 7), {'and so on ' * 20}".strip()
    head = "id\tsubject\tpredicate\tobject\tpublications\tprimary_knowledge_source\n"
    edges = f"{head}1\tX:a\tbiolink:causes\tX:b\tPMID:7\t{name}\n"
    (tmp_path / "edges.tsv").write_text(edges, encoding="utf-8")
    kg.import_([tmp_path / "nodes.tsv", tmp_path / "edges.tsv"], output=tmp_path / "out.ttl")
    (row,), _ = rows(kg.load(tmp_path / "out.ttl"), tmp_path / "out")
    assert (row["primary_knowledge_source"], row["publications"]) == (name, "PMID:7")
    assert {item.origin for item in kg.load().evidence.values()} == {""}


@pytest.mark.parametrize(("belief", "score"), [("0.92", "0.92"), ('"high"', ""), ('"nan"', "")])
def test_the_score_of_an_imported_claim_is_kept_if_it_is_a_number(tmp_path, belief, score):
    """Its name is left out and reported, and so is a score that is no number."""
    (row,), left_out = rows(kg.load(imported(tmp_path, "s.json", INDRA.format(belief=belief))), tmp_path / "out")
    assert (row["primary_knowledge_source"], row["has_confidence_score"]) == ("INDRA (reach)", score)
    what = "names of the scores of imported claims" if score else "scores of imported claims that are not a number"
    assert left_out == {what: 1}


def test_an_edge_of_several_graphs_names_those_that_contain_it(tmp_path):
    """What is said with another belief, or in another graph, is another edge."""
    one = imported(tmp_path, "one.json", INDRA.format(belief="0.5"))
    other = imported(tmp_path, "other.json", INDRA.format(belief="0.6"))
    found, _ = rows(kg.load(one, with_=[other]), tmp_path / "out")
    scores = {row["aggregator_knowledge_source"]: row["has_confidence_score"] for row in found}
    assert scores == {"one.json": "0.5", "other.json": "0.6"}
    assert [row["id"] for row in found] == [f"claim:HGNC:1--increases--HGNC:2{end}" for end in ("", "#2")]


def test_a_source_without_a_name_gets_none(tmp_path):
    """Neither this program's nor the words that stand for it; hierarchy and inconclusive evidence as well."""
    (tmp_path / "nodes.tsv").write_text("id\nX:a\nX:b\nX:c\n", encoding="utf-8")
    head = "id\tsubject\tpredicate\tobject\tstatistical_significance_qualifier\n"
    lines = "1\tX:a\tbiolink:causes\tX:b\t\n2\tX:a\tbiolink:subclass_of\tX:b\t\n"
    lines += "3\tX:b\tbiolink:causes\tX:c\tnot_significant\n"
    (tmp_path / "edges.tsv").write_text(head + lines, encoding="utf-8")
    graph = take([tmp_path / "nodes.tsv", tmp_path / "edges.tsv"]).graph
    found, _ = rows(graph, tmp_path / "out")
    assert {row["primary_knowledge_source"] for row in found} == {""}
    again = take([tmp_path / "out" / "nodes.tsv", tmp_path / "out" / "edges.tsv"]).graph
    assert (again.claims, again.concepts) == (graph.claims, graph.concepts)


@pytest.mark.thorough
def test_answers_are_seldom_surer_than_before(graph, back):
    """On 200 pairs between which something leads: no contrary sign, nothing new is certain, at most 1 % is surer.

    The tables hold neither confidences nor all denials, so a weight may become greater, and an open effect likely.
    """
    judges = Judge(graph), Judge(back)
    names = sorted({end for i in graph.influences for end in (i.source, i.target)})
    some, asked, surer = random.Random(14), 0, []
    while asked < 200:
        source, target = some.sample(names, 2)
        held = {source: some.choice((Sign.PLUS, Sign.MINUS))}
        before, after = (Situation(judge, held).verdict(target) for judge in judges)
        if before.reason == "none":
            continue
        asked += 1
        assert {before.sign, after.sign} != {Sign.PLUS, Sign.MINUS}, (source, target)
        assert before.certainty is Certainty.certain or after.certainty is not Certainty.certain, (source, target)
        if CERTAINTY.index(after.certainty) > CERTAINTY.index(before.certainty):
            surer.append((source, target))
        elif after.sign is before.sign and after.support and before.support:
            surer += [(source, target)] * (ORDER.index(after.support) > ORDER.index(before.support))
    assert len(surer) <= 2, surer


def test_every_value_in_words_is_read_back(graph):
    """What is no value is none."""
    for value in graph.values.values():
        assert parse(words(value)) == (value.minimum, value.maximum, value.unit)
    assert (parse("several times"), parse("20 furlongs")) == (None, None)


def test_a_web_address_is_no_study():
    """A publication of which only the address is known supports as a web page does."""
    graph = toy.graph("a increases b")
    (used,) = graph.influences
    item = next(iter(graph.evidence.values()))
    for title, support in (("https://x.example/", "weak"), ("infores:x", "moderate")):
        study = Study("study:x", "UnknownDesign", "Plausible", title=title)
        cited = {item.id: replace(item, source="study:x", passage=None)}
        assert grade(replace(graph, evidence=cited, studies={"study:x": study}), used) == support


def table(path, text):
    """A table."""
    path.write_text(text, encoding="utf-8")
    return path


def test_a_forged_table_of_ours_gives_no_broken_graph(tmp_path):
    """Notes on unknown concepts, odd levels, values that are none, and relations without ends are left out or plain."""
    base = "https://w3id.org/vitamin-d-kg/"
    nodes = "id\tname\tcategory\thas_attribute_type\nX:a\talpha\t\t\nX:b\tbeta\t\t\nquantity:v\t5 weeks\t\tX:none\n"
    nodes += "quantity:w\tlong\t\t\nquantity:\t5 weeks\t\t\nX:c\tgamma\t\t\nX:d\tdelta\t\t\nX:e\tepsilon\t\t\n"
    rows = [
        ("1", "X:a", "X:b", "vocab:stateOf", "sideways", "", "", ""),
        ("2", "X:none", "X:b", "vocab:stateOf", "decreased", "", "", ""),
        ("3", "X:a", "X:a", "vocab:excludesPopulation", "", "vocab:Children|vocab:Low|x", "", ""),
        ("4", "X:none", "X:none", "vocab:excludesPopulation", "", "vocab:Children", "", ""),
        ("5", "X:a", "X:b", "vocab:hasDuration", "", "", "X:a", "quantity:v"),
        ("6", "X:a", "X:b", "vocab:hasDuration", "", "", "X:a", "quantity:w"),
        ("7", "X:a", "X:b", "vocab:increases", "", "", "X:a", "quantity:v"),
        ("8", "X:a", "X:b", "vocab:increases", "", "", "", ""),
        ("9", "X:a", "X:b", "skos:broader", "", "", "", ""),
        ("10#undecided", "X:a", "X:b", "vocab:causes", "", "", "X:a", "X:b"),
        ("11", "X:a", "X:b", "vocab:beyondRange", "", "", "", ""),
        ("12", "a b", "X:b", "skos:broader", "", "", "", ""),
        ("13", "X:a", "claim:x", "skos:broader", "", "", "", ""),
        ("14", "X:a", "quantity:v", "skos:broader", "", "", "", ""),
        ("15", "X:c", "X:d", "vocab:stateOf", "decreased", "", "", ""),
        ("16", "X:d", "X:c", "vocab:stateOf", "decreased", "", "", ""),
        ("17", "X:e", "X:e", "vocab:stateOf", "decreased", "", "", ""),
        ("18", "X:e", "X:b", "vocab:stateOf", "increased", "", "", ""),
        ("19", "X:e", "X:b", "vocab:stateOf", "decreased", "", "", ""),
        ("20", "X:none", "X:none", "vocab:generic", "", "", "", ""),
    ]
    header = (
        "id subject object original_predicate object_direction_qualifier qualifiers original_subject original_object"
    )
    lines = ["\t".join([*header.split(), "predicate", "primary_knowledge_source"])]
    lines += ["\t".join([*row, "biolink:related_to", base]) for row in rows]
    graph, report = take(
        [table(tmp_path / "nodes.tsv", nodes), table(tmp_path / "edges.tsv", "\n".join(lines) + "\n")]
    )[:2]
    assert {name: c.state_of for name, c in graph.concepts.items() if c.state_of} == {"X:e": "X:b"}
    assert graph.concepts["X:e"].level == "High"
    assert graph.concepts["X:a"].excludes == ("Children",)
    assert graph.concepts["X:a"].broader == ("X:b",)
    assert graph.values["quantity:v"].of is None
    assert {claim: [e.stance for e in graph.evidence_of[claim]] for claim in graph.claims} == {
        "claim:X:a--causes--X:b": ["inconclusive"],
        "claim:X:a--has-duration--v": ["supports"],
    }
    assert {entry.what: entry.count for entry in report.not_understood} == {
        "identifier that is not a CURIE, left out": 3,
        "identifier with a reserved prefix, left out": 4,
        "value that is not understood, left out": 1,
        "state whose level is not understood, left out": 1,
        "state of something unknown or of itself, left out": 2,
        "state of another state, left out": 2,
        "second level of one state, left out": 1,
        "range of something that is not a state, left out": 1,
        "excluded people that are not understood, left out": 1,
        "mark of something unknown, left out": 1,
    }
    assert report.edges.left_out == 15
    assert not any(concept.generic for concept in graph.concepts.values())
    file = table(tmp_path / "out.ttl", turtle(graph))
    assert kg.check(file).problems == ()


def test_conditions_and_generic_concepts_come_back(tmp_path):
    """As qualifiers of an edge, and as an edge of their own."""
    lines = (
        "a increases b @trial #Women %Compensation %OnlyIfDeficient",
        "b increases c @trial",
        "b increases c @meta #Women",
    )
    graph = toy.graph(*lines, generic=["b"])
    kg.export.write(graph, "kgx-tsv", tmp_path / "out")
    back, report = take([tmp_path / "out" / "nodes.tsv", tmp_path / "out" / "edges.tsv"])[:2]
    assert (report.edges.left_out, [c.id for c in back.concepts.values() if c.generic]) == (0, ["concept:b"])
    assert sorted(item.context for item in back.evidence.values()) == [
        (),
        (),
        (("population", "Women"), ("condition", "Compensation"), ("condition", "OnlyIfDeficient")),
    ]
