"""BEL as PyBEL writes it: terms that BEL tells apart stay apart, and each edge keeps its sign and its publication."""

import json

import pytest

import kg
from kg.errors import DataError
from kg.exchange.intake import take
from kg.model.core import Sign, Stance
from tests.exchange.graphs import ends
from tests.exchange.peers import FIXTURES


def term(function="Protein", identifier="1", text="", **more):
    """A term of BEL; without an identifier it has a name only."""
    concept = {"namespace": "hgnc", "name": f"N{identifier}"} | ({"identifier": identifier} if identifier else {})
    return {"function": function, "concept": concept, "bel": text or f"{function}({identifier})", **more}


def link(relation="increases", source=0, target=1, **more):
    """An edge with a publication."""
    return {
        "relation": relation,
        "source": source,
        "target": target,
        "citation": {"namespace": "pubmed", "identifier": "7"},
        **more,
    }


@pytest.fixture
def taken(tmp_path):
    """Read a graph, and what was not understood."""

    def read(nodes, links, **graph):
        path = tmp_path / "some.json"
        path.write_text(json.dumps({"graph": graph, "nodes": nodes, "links": links}), encoding="utf-8")
        graph, report = take([path], "bel")[:2]
        return graph, {missed.what: missed.count for missed in report.not_understood}

    return read


def test_terms_of_one_entry_are_different_concepts():
    """Protein, RNA, gene, microRNA, modified protein, complex, composite: each raises the same process by itself."""
    graph = take([FIXTURES / "bel.json"])[0]
    raising = [
        graph.concepts[claim.subject] for claim in graph.claims.values() if claim.id.endswith("--increases--toy:2")
    ]
    assert sorted((concept.category, concept.label) for concept in raising) == [
        ("DiseaseOrPhenotypicFeature", "ill"),
        ("Gene", "g(toy:1 ! one)"),
        ("MacromolecularComplex", "complex(bp(toy:2 ! two), p(toy:1 ! one))"),
        ("MicroRNA", "m(toy:1 ! one)"),
        ("NamedThing", "composite(bp(toy:2 ! two), p(toy:1 ! one))"),
        ("Protein", "one"),
        ("Protein", "only a name"),
        ("Protein", 'p(toy:1 ! one, pmod(go:0006468 ! "protein phosphorylation"))'),
        ("RNAProduct", "r(toy:1 ! one)"),
    ]
    assert [concept.id for concept in raising if not concept.id.startswith("bel:")] == ["toy:1"]


def test_a_term_is_found_by_its_name_and_by_its_text(taken):
    """A name is the label, the text of BEL a synonym."""
    graph, _ = taken([term(text="p(hgnc:1 ! N1)"), term("RNA", text="r(hgnc:1 ! N1)")], [link()])
    assert kg.effect(graph, "N1", "r(hgnc:1 ! N1)").effect is Sign.PLUS
    assert kg.effect(graph, "p(hgnc:1 ! N1)", "r(hgnc:1 ! N1)").effect is Sign.PLUS


def test_one_function_has_the_entry_whatever_the_order(taken):
    """A complex and a protein of one name: the protein has the CURIE, first or last."""
    nodes = [term("Complex", id="c"), term("Protein", id="p")]
    first, second = (taken(some, [link()])[0] for some in (nodes, nodes[::-1]))
    assert set(first.concepts) == set(second.concepts) == {"bel:c", "HGNC:1"}
    assert first.concepts["HGNC:1"].category == "Protein"


def test_the_entry_belongs_to_the_same_function_in_all_files(tmp_path):
    """A complex that alone in its file would have it leaves it to the protein of another file."""
    for name, function in (("one", "Complex"), ("two", "Protein")):
        nodes = [term(function, id=function), term("BiologicalProcess", "2")]
        text = json.dumps({"graph": {"pybel_version": "0.15.5"}, "nodes": nodes, "links": [link()]})
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    found = take([tmp_path / "one.json", tmp_path / "two.json"])
    assert found.form == "bel"
    assert [claim.subject for claim in found.graph.claims.values()] == ["HGNC:1", "bel:Complex"]


def test_entries_of_databases_have_their_class(taken):
    """An abundance of another database is a substance; a disease of a database of diseases is one."""
    nodes = [term("Abundance"), term("Pathology"), term("Abundance", "2")]
    nodes[0]["concept"]["namespace"], nodes[1]["concept"]["namespace"] = "mesh", "doid"
    graph, _ = taken(nodes, [link(), link(source=2)])
    assert {concept.id: concept.category for concept in graph.concepts.values()} == {
        "MESH:1": "ChemicalEntity",
        "DOID:1": "Disease",
        "HGNC:2": "Gene",
    }


@pytest.mark.parametrize(
    ("relation", "became"),
    [
        ("increases", ("increases", Stance.SUPPORTS)),
        ("directlyIncreases", ("increases", Stance.SUPPORTS)),
        ("decreases", ("decreases", Stance.SUPPORTS)),
        ("directlyDecreases", ("decreases", Stance.SUPPORTS)),
        ("regulates", ("affects", Stance.SUPPORTS)),
        ("causesNoChange", ("affects", Stance.DISPUTES)),
        ("positiveCorrelation", ("positivelyAssociatedWith", Stance.SUPPORTS)),
        ("negativeCorrelation", ("negativelyAssociatedWith", Stance.SUPPORTS)),
        ("noCorrelation", ("associatedWith", Stance.DISPUTES)),
        ("association", ("associatedWith", Stance.SUPPORTS)),
        ("binds", ("interactsWith", Stance.SUPPORTS)),
        ("partOf", ("partOf", Stance.SUPPORTS)),
    ],
)
def test_each_relation_has_its_sign(taken, relation, became):
    """And its side: an observed lack of change is evidence against an effect."""
    graph, _ = taken([term(), term(identifier="2")], [link(relation)])
    (item,) = graph.evidence.values()
    assert (graph.claims[item.claim].relation, item.stance) == became


@pytest.mark.parametrize("relation", ["hasVariant", "hasProduct", "transcribedTo", "equivalentTo", "loves", None])
def test_relations_between_terms_and_unknown_ones_are_left_out(taken, relation):
    """They say nothing of causes."""
    graph, missed = taken([term(), term(identifier="2")], [link(relation), link()])
    assert len(graph.claims) == 1
    assert len(missed) == 1
    assert next(iter(missed)).endswith("left out")


def test_is_a_becomes_the_hierarchy(taken):
    """A kind of protein has its family as the broader concept."""
    graph, _ = taken([term(), term(identifier="2")], [link("isA")])
    assert graph.concepts["HGNC:1"].broader == ("HGNC:2",)


def test_what_is_said_in_both_directions_is_one_claim(taken):
    """PyBEL writes a correlation twice; the second is merged."""
    for source, target in ((0, 1), (1, 0)):
        links = [link("positiveCorrelation", source, target), link("positiveCorrelation", target, source)]
        graph, missed = taken([term(), term(identifier="2")], links)
        assert ends(graph) == [("HGNC:1", "positivelyAssociatedWith", "HGNC:2")]
        assert missed == {"edge like another one, merged with it": 1}


@pytest.mark.parametrize("names", [("source_modifier", "target_modifier"), ("subject", "object")])
@pytest.mark.parametrize(
    ("modifier", "signed"),
    [
        ({"modifier": "Activity", "effect": {"name": "kin"}}, True),
        ({"modifier": "Degradation"}, False),
        ({"modifier": "Translocation"}, False),
        ({"modifier": "CellSecretion"}, False),
        ({"modifier": "Unheard"}, False),
        ({"location": {"name": "nucleus"}}, False),
        ({"modifier": "Activity", "location": {"name": "nucleus"}}, False),
    ],
)
def test_only_an_activity_moves_with_its_term(taken, names, modifier, signed):
    """More of a place, of a secretion or of a loss is not more of the term, at either end, in old files and new."""
    for name in names:
        graph, missed = taken([term(), term(identifier="2")], [link(**{name: modifier})])
        assert [claim.relation for claim in graph.claims.values()] == ["increases" if signed else "affects"]
        assert len(missed) == 1


@pytest.mark.parametrize(
    ("citation", "field", "known"),
    [
        ({"namespace": "pubmed", "identifier": "12"}, "pmid", "12"),
        ({"db": "PubMed", "db_id": "12"}, "pmid", "12"),
        ({"type": "PubMed", "reference": "12", "name": "A journal"}, "pmid", "12"),
        ({"namespace": "doi", "identifier": "10.1234/x"}, "doi", "10.1234/x"),
        ({"namespace": "pmc", "identifier": "PMC12"}, "pmcid", "PMC12"),
        ({"namespace": "other", "identifier": "A book"}, "title", "A book"),
        ({}, "title", "Mine 2.0 (BEL)"),
        (None, "title", "Mine 2.0 (BEL)"),
    ],
)
def test_publications_are_kept_in_the_words_of_every_version(taken, citation, field, known):
    """Without any the document is the source."""
    about = {"name": "Mine", "version": "2.0"}
    graph, _ = taken([term(), term(identifier="2")], [link(citation=citation)], document_metadata=about)
    assert [getattr(study, field) for study in graph.studies.values()] == [known]


@pytest.mark.parametrize(
    ("annotation", "score"),
    [({"High": True}, "BEL confidence High"), ([{"identifier": "Low"}], "BEL confidence Low"), ([7], ""), (None, "")],
)
def test_the_confidence_of_the_curator_is_kept(taken, annotation, score):
    """In the form of each version."""
    graph, _ = taken([term(), term(identifier="2")], [link(annotations={"Confidence": annotation})])
    assert [item.score for item in graph.evidence.values()] == [score]


@pytest.mark.parametrize(
    ("node", "number"),
    [(term(), 5), (term(), -1), (term(), "0"), (term(), True), (term(), None), ({"function": "Protein"}, 0), (7, 0)],
)
def test_an_edge_without_a_term_is_left_out(taken, node, number):
    """Its place in the list of terms is missing or wrong, or the term has no entry and no text."""
    graph, missed = taken([node, term(identifier="2"), term(identifier="3")], [link(source=number), link(source=2)])
    assert ends(graph) == [("HGNC:3", "increases", "HGNC:2")]
    assert missed["edge without subject, left out"] == 1


def test_the_file_of_an_older_pybel_is_read(taken):
    """Namespace and name were in the term itself, and an identifier was made of its text."""
    old = {"function": "Protein", "namespace": "HGNC", "name": "N", "bel": "p(HGNC:N)"}
    graph, _ = taken([old, {**old, "identifier": "9"}], [link()])
    assert [concept.label for concept in graph.concepts.values()] == ["N", "N"]
    assert ends(graph)[0][2] == "HGNC:9"
    assert ends(graph)[0][0].startswith("bel:")


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"nodes": [1]}', '{"nodes": [], "links": []}', '{"nodes": 1, "links": []}']
)
def test_a_file_without_terms_is_refused(tmp_path, text):
    """One line says what to give."""
    path = tmp_path / "some.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="has no nodes and links; give the node-link JSON that PyBEL writes"):
        take([path], "bel")
