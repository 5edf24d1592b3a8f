"""The many spellings of tables from elsewhere: no sign is read wrongly, and what is not understood is reported."""

import contextlib
import gzip
import json
import tarfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import kg
from kg.exchange.delimited import values
from kg.exchange.intake import take
from kg.exchange.kgx import biolink, predicates
from kg.model import hierarchy, kinds
from kg.model.core import Concept, Sign, Study
from kg.turtle.read import examine
from kg.turtle.write import turtle
from tests import toy
from tests.exchange.readers.biolink import above, biolink_model

NODES = [
    {"id": "X:a", "name": "alpha", "category": "biolink:SmallMolecule"},
    {"id": "X:b", "name": "beta", "category": "biolink:BiologicalProcess"},
    {"id": "X:d", "name": "illness", "category": "biolink:Disease"},
    {"id": "X:g", "name": "GENE", "category": "biolink:Gene"},
    {"id": "X:s", "name": "sign", "category": "biolink:PhenotypicFeature"},
]
EDGE = {"id": "e", "subject": "X:a", "predicate": "biolink:causes", "object": "X:b", "primary_knowledge_source": "i:x"}


def text(rows):
    """Rows as a table."""
    header = list(dict.fromkeys(column for row in rows for column in row))
    return "".join("\t".join(line) + "\n" for line in [header, *([r.get(c, "") for c in header] for r in rows)])


@pytest.fixture
def read(tmp_path):
    """Read tables of nodes and edges."""

    def make(edges, nodes=NODES):
        places = tmp_path / "nodes.tsv", tmp_path / "edges.tsv"
        for place, rows in zip(places, (nodes, edges), strict=True):
            place.write_text(text(rows), encoding="utf-8")
        return take(places)[:2]

    return make


def signs(graph):
    """The signed influences of a graph."""
    return {(i.source, i.target): i.sign for i in graph.influences}


def missed(report):
    """What was not understood."""
    return {entry.what for entry in report.not_understood}


@pytest.mark.parametrize(
    ("predicate", "turned", "sign"),
    [
        ("biolink:positively_regulates", False, "+"),
        ("entity_positively_regulates_entity", False, "+"),
        ("biolink:process_negatively_regulates_process", False, "-"),
        ("biolink:increases_activity_of", False, "+"),
        ("decreases_expression_of", False, "-"),
        ("biolink:increases_degradation_of", False, "?"),
        ("biolink:affects_transport_of", False, "?"),
        ("biolink:ameliorates", False, "-"),
        ("biolink:Exacerbates", False, "+"),
        ("https://w3id.org/biolink/vocab/prevents", False, "-"),
        ("positively regulates", False, "+"),
        ("RO:0002212", False, "-"),
        ("obo:RO_0002213", False, "+"),
        ("http://purl.obolibrary.org/obo/RO_0002213", False, "+"),
        ("biolink:caused_by", True, "+"),
        ("biolink:treated_by", True, "-"),
        ("biolink:regulated_by", True, "?"),
        ("biolink:negatively_regulated_by", True, "-"),
        ("biolink:entity_positively_regulated_by_entity", True, "+"),
        ("activity_decreased_by", True, "-"),
        ("degradation_increased_by", True, "?"),
        ("RO:0002335", True, "-"),
    ],
)
def test_older_inverse_and_foreign_predicates_keep_their_sign(read, predicate, turned, sign):
    """An edge that is written from the other end is turned round."""
    graph, report = read([{**EDGE, "predicate": predicate}])
    ends = ("X:b", "X:a") if turned else ("X:a", "X:b")
    assert signs(graph) == {ends: sign}
    aspect = "predicate about another aspect of the object, imported without a sign"
    assert (aspect in missed(report)) == (predicate.startswith(("biolink:increases_deg", "degradation")))


def test_qualifiers_turn_with_the_edge(read):
    """The direction of the subject of an inverse predicate is that of what is affected."""
    cells = {"predicate": "biolink:affected_by", "qualified_predicate": "biolink:caused_by"}
    graph, _ = read([{**EDGE, **cells, "subject_direction_qualifier": "decreased"}])
    assert signs(graph) == {("X:b", "X:a"): "-"}
    graph, report = read(
        [{**EDGE, **cells, "qualified_predicate": "causes", "subject_direction_qualifier": "decreased"}]
    )
    assert signs(graph) == {("X:b", "X:a"): "?"}
    assert missed(report) == {"unknown qualified_predicate, imported without a sign"}


@pytest.mark.parametrize("spelling", ["biolink:decreased", "Decreased", "DECREASED", "biolink:Downregulated"])
def test_qualifiers_are_read_in_any_spelling(read, spelling):
    """As CURIEs, with capitals, and with words for an aspect."""
    cells = {"predicate": "affects", "object_aspect_qualifier": "Activity or abundance"}
    graph, report = read([{**EDGE, **cells, "object_direction_qualifier": spelling}])
    assert (signs(graph), missed(report)) == ({("X:a", "X:b"): "-"}, set())


@pytest.mark.parametrize(
    "cells",
    [
        {"negated": "1.0"},
        {"negated": "TRUE"},
        {"negated": "yes"},
        {"qualifiers": "NOT|x"},
        {"frequency_qualifier": "HP:0040285"},
        {"frequency_qualifier": "http://purl.obolibrary.org/obo/HP_0040285"},
        {"frequency_qualifier": "Excluded (0%)"},
        {"frequency_qualifier": "0/10"},
        {"frequency_qualifier": "absent"},
        {"frequency_qualifier": "0 of 7 (none of them)"},
        {"frequency_qualifier": "0%"},
        {"frequency_qualifier": "0/12 (follow-up)"},
        {"frequency_qualifier": "0/5 (0-3%)"},
        {"frequency_qualifier": "0 out of 7 (long-term)"},
        {"frequency_qualifier": "HP:0040285 (excluded)"},
        {"has_count": "0", "has_total": "10"},
        {"has_count": "0.0"},
        {"has_percentage": "0.0%"},
        {"has_quotient": "0"},
    ],
)
def test_what_was_looked_for_and_not_found_is_denied(read, cells):
    """It is evidence against, and counted as such."""
    edge = {**EDGE, "subject": "X:d", "predicate": "biolink:has_phenotype", "object": "X:s"}
    graph, report = read([{**edge, **cells}])
    (item,) = graph.evidence.values()
    assert (item.stance, item.modality, graph.influences) == ("disputes", "Denied", ())
    assert (report.edges.denied, report.edges.raises, report.edges.left_out) == (1, 0, 0)


@pytest.mark.parametrize(
    "cells",
    [
        {
            "predicate": "affects",
            "qualified_predicate": "causes",
            "object_direction_qualifier": "increased",
            "object_aspect_qualifier": "degradation",
        },
        {"predicate": "affects", "object_aspect_qualifier": "degradation"},
        {"predicate": "affects", "qualified_predicate": "causes"},
        {"object_direction_qualifier": "sideways"},
        {"subject_direction_qualifier": "low"},
        {"subject_form_or_variant_qualifier": "mutant_form"},
        {"predicate": "part_of", "object_direction_qualifier": "increased"},
        {"predicate": "associated_with", "object_part_qualifier": "X:b"},
        {"predicate": "treats", "object_direction_qualifier": "decreased"},
        {"predicate": "increases_degradation_of"},
        {"predicate": "affects_degradation_of"},
        {"predicate": "degradation_decreased_by"},
        {"qualified_predicate": "preventative_for_condition"},
        {"subject": "X:g", "predicate": "has_phenotype"},
        {"subject": "X:g", "predicate": "has_phenotype", "negated": "", "frequency_qualifier": "0/10"},
        {"frequency_qualifier": "hardly"},
    ],
)
def test_a_denial_that_is_not_understood_denies_nothing(read, cells):
    """That alpha does not raise the degradation of beta does not speak against all its effects."""
    graph, report = read([EDGE, {**EDGE, "id": "no", "negated": "true", **cells}])
    assert [(e.claim, e.stance) for e in graph.evidence.values()] == [("claim:X:a--causes--X:b", "supports")]
    (entry,) = report.not_understood
    assert entry.what == "negated edge whose sign is not understood, left out"
    assert [example.endswith(" (line 3 of edges.tsv)") for example in entry.examples] == [True]
    assert (report.edges.denied, report.edges.left_out) == (0, 1)


@pytest.mark.parametrize(
    ("cells", "claim"),
    [
        ({"predicate": "affects"}, "affects"),
        ({"predicate": "affects", "object_aspect_qualifier": "abundance"}, "affects"),
        ({"predicate": "affects", "object_direction_qualifier": "increased"}, "increases"),
        ({"predicate": "part_of"}, "part-of"),
    ],
)
def test_a_denial_that_is_understood_is_evidence_against(read, cells, claim):
    """Of an effect in one direction, of any effect, or of another relation."""
    graph, report = read([{**EDGE, "negated": "true", **cells}])
    assert [(e.claim, e.stance) for e in graph.evidence.values()] == [(f"claim:X:a--{claim}--X:b", "disputes")]
    assert report.not_understood == ()


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        *(
            ({"qualified_predicate": name}, "qualified_predicate of another sign, imported without a sign")
            for name in ("preventative_for_condition", "affects", "part_of", "negatively_correlated_with")
        ),
        (
            {"predicate": "treats", "qualified_predicate": "causes", "object_direction_qualifier": "increased"},
            "qualified_predicate of another sign, imported without a sign",
        ),
        *(
            ({f"{end}_{kind}_qualifier": "X:1"}, f"{end}_{kind}_qualifier that makes it a different thing, ")
            for end in ("subject", "object")
            for kind in ("specialization", "process", "activity")
        ),
        (
            {"predicate": "affects_degradation_of", "object_direction_qualifier": "increased"},
            "predicate about another aspect of the object, imported without a sign",
        ),
    ],
)
def test_a_sign_that_a_qualifier_makes_doubtful_is_not_told(read, cells, what):
    """Two signs in one edge, or a sign of another thing."""
    graph, report = read([{**EDGE, **cells}])
    assert signs(graph) == {("X:a", "X:b"): "?"}
    (entry,) = report.not_understood
    assert entry.what.startswith(what)


def test_what_is_not_significant_is_inconclusive(read):
    """It speaks neither for the claim nor, if negated, against it."""
    for cells in ({}, {"negated": "true"}):
        edge = {**EDGE, **cells, "statistical_significance_qualifier": "biolink:not_significant"}
        graph, report = read([edge])
        (item,) = graph.evidence.values()
        assert (item.stance, item.modality, signs(graph)) == ("inconclusive", "Asserted", {})
        assert missed(report) == {"edge that is not statistically significant, imported as inconclusive"}
        assert report.edges.denied == 0
    graph, report = read([{**EDGE, "statistical_significance_qualifier": "significant"}])
    assert (signs(graph), missed(report)) == ({("X:a", "X:b"): "+"}, set())


def test_levels_agents_and_qualifiers_are_those_of_the_model():
    """Nothing that the Biolink Model lists is unknown here."""
    model = biolink_model()
    listed = {name: {*enum.get("permissible_values", ())} for name, enum in model["enums"].items()}
    assert biolink.MODALITIES.keys() - {""} == listed["KnowledgeLevelEnum"]
    assert biolink.AGENTS - {""} == listed["AgentTypeEnum"]
    assert biolink.DIRECTIONS.keys() == listed["DirectionQualifierEnum"]
    assert biolink.NOT_SIGNIFICANT in listed["StatisticalSignificanceQualifierEnum"]
    names = {name.replace(" ", "_") for name in model["slots"] if name.endswith(" qualifier")}
    assert biolink.SIGNIFICANCE in names
    ends = {name for name in names if name.startswith(("subject_", "object_"))}
    others = {f"{end}_{kind}_qualifier" for end in ("subject", "object") for kind in ("direction", "context")}
    assert {*biolink.CHANGING} == ends - others


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        ({"negated": "0.0"}, "+"),
        ({"negated": "None", "frequency_qualifier": "nan", "qualifiers": "N/A", "has_count": "null"}, "+"),
        ({"frequency_qualifier": "HP:0040281"}, "+"),
        ({"frequency_qualifier": "very rare"}, "+"),
        ({"frequency_qualifier": "3/10"}, "+"),
        ({"frequency_qualifier": "<5%"}, "+"),
        ({"frequency_qualifier": ">0%"}, "+"),
        ({"frequency_qualifier": "0-5%"}, "+"),
        ({"frequency_qualifier": "0 to 3"}, "+"),
        ({"has_count": "3", "has_total": "10"}, "+"),
        ({"has_count": "3", "has_total": "1000", "has_percentage": "0"}, "+"),
        ({"frequency_qualifier": "0-5% (of 12)"}, "+"),
        ({"frequency_qualifier": "3/12 (0 at follow-up)"}, "+"),
        ({"frequency_qualifier": "3/0 (10%)"}, "?"),
        ({"frequency_qualifier": "HP:0040285", "has_count": "3"}, "?"),
        ({"frequency_qualifier": "0/0"}, "?"),
        ({"frequency_qualifier": "hardly"}, "?"),
        ({"has_count": "0", "has_total": "0"}, "?"),
        ({"has_count": "few"}, "?"),
    ],
)
def test_a_frequency_above_zero_is_no_denial(read, cells, sign):
    """One that is not understood gives no sign, and is reported."""
    edge = {**EDGE, "subject": "X:d", "predicate": "biolink:has_phenotype", "object": "X:s"}
    graph, report = read([{**edge, **cells}])
    assert signs(graph) == {("X:d", "X:s"): sign}
    assert missed(report) == ({"frequency that is not understood, imported without a sign"} if sign == "?" else set())


@pytest.mark.parametrize(
    ("subject", "category", "signed"),
    [
        ("X:g", "biolink:Gene", False),
        ("X:g", "biolink:SequenceVariant", False),
        ("X:g", "biolink:Genotype", False),
        ("X:g", "biolink:OrganismTaxon", False),
        ("X:g", "biolink:Protein", False),
        ("HGNC:1", "", False),
        ("MONDO:1", "", True),
        ("X:g", "biolink:Disease", True),
        ("X:g", "biolink:SmallMolecule", True),
    ],
)
def test_the_phenotype_of_a_gene_has_no_sign(read, subject, category, signed):
    """It shows when the gene is changed, mostly when it is lost; the same from the other end, and with a direction."""
    nodes = [*NODES[:3], NODES[4], {"id": subject, "category": category}]
    for cells in (
        {"subject": subject, "predicate": "biolink:has_phenotype", "object": "X:s"},
        {"subject": "X:s", "predicate": "biolink:phenotype_of", "object": subject},
        {"subject": subject, "predicate": "RO:0002200", "object": "X:s", "object_direction_qualifier": "increased"},
    ):
        graph, report = read([{**EDGE, **cells}], nodes)
        assert bool(signs(graph)) == signed
        assert ("phenotype of a gene, a variant or an organism, imported as an association" in missed(report)) != signed


def test_addresses_become_curies(read):
    """Of known prefixes and of any OBO ontology, in all columns; others are reported."""
    obo = "http://purl.obolibrary.org/obo/"
    nodes = [
        {"id": f"{obo}HP_1", "xref": f"<{obo}FYPO_2>|https://x.example/1"},
        {"id": "https://identifiers.org/hgnc/3"},
    ]
    graph, report = read([{**EDGE, "subject": f"{obo}HP_1", "object": "http://identifiers.org/hgnc/3"}], nodes)
    assert set(graph.concepts) == {"HP:1", "HGNC:3"}
    assert graph.concepts["HP:1"].exact == ("FYPO:2",)
    assert signs(graph) == {("HP:1", "HGNC:3"): "+"}
    assert missed(report) == {"cross-reference that is not a CURIE, left out"}


def test_a_name_may_be_na(read):
    """NA is an empty value, except where it may be a name."""
    graph, _ = read([{**EDGE, "negated": "NA", "publications": "NA|nan"}], [*NODES, {"id": "X:na", "name": "Na"}])
    assert graph.concepts["X:na"].label == "Na"
    assert signs(graph) == {("X:a", "X:b"): "+"}


def test_what_cannot_be_seen_is_not_passed_on(read, tmp_path):
    """Not even marks that count as printable: the file passes kg check."""
    hidden = "al\u3164p\u034fha\u200b"
    graph, _ = read([{**EDGE, "publications": f"a {hidden}", "id": hidden}], [{"id": "X:a", "name": hidden}])
    assert graph.concepts["X:a"].label == "alpha"
    file = tmp_path / "out.ttl"
    file.write_text(turtle(graph), encoding="utf-8", newline="\n")
    assert kg.check(file).problems == ()


def test_publications_in_any_spelling(read):
    """Numbers and addresses of one publication are one study; a page of which only the address is known is no study."""
    cells = {
        "PMID:12|pubmed:12|https://pubmed.ncbi.nlm.nih.gov/12/|PMID: 12.0": ("12", "", "", ""),
        "PMC:34|PMCID:PMC34|pmc:PMC34": ("", "", "PMC34", ""),
        "DOI:10.1000/x|https://doi.org/10.1000/x": ("", "10.1000/x", "", ""),
        "https://x.example/page": ("", "", "", "https://x.example/page"),
    }
    for cell, known in cells.items():
        graph, _ = read([{**EDGE, "publications": cell}])
        (study,) = graph.studies.values()
        assert (study.pmid, study.doi, study.pmcid, study.title) == known
        assert study.is_page == bool(study.title)
    for cell in ("PMID:1; PMID:2", "['PMID:1', 'PMID:2']", '["PMID:1","PMID:2"]', "PMID:1 PMID:2"):
        assert {study.pmid for study in read([{**EDGE, "publications": cell}])[0].studies.values()} == {"1", "2"}
    for mark in ("\u200b", "\u202e", "\x1b"):  # that cannot be seen
        (study,) = read([{**EDGE, "publications": f"DOI:10.1234/x{mark}y"}])[0].studies.values()
        assert (study.doi, study.title) == ("", "DOI:10.1234/x y")
    assert values("[]") == []
    assert not Study("study:x", "Cohort", "Plausible", title="https://x.example/").is_page


def test_edges_alike_are_merged_and_others_are_kept(read, tmp_path):
    """What differs only in what is not read is one evidence item; one identifier on two edges is two edges."""
    cites = {"publications": "PMID:1", "knowledge_level": "prediction"}
    edges = [
        {**EDGE, **cites, "id": "1"},
        {**EDGE, **cites, "id": "2", "primary_knowledge_source": "i:y"},
        {**EDGE, **cites, "id": "3", "knowledge_level": "knowledge_assertion"},
        {**EDGE, **cites, "id": "3", "predicate": "biolink:treats"},
        {**EDGE, **cites, "id": "4", "negated": "1"},
        {**EDGE, "id": "5", "subject": "X:d", "predicate": "biolink:subclass_of"},
        {**EDGE, "id": "6", "subject": "X:d", "predicate": "biolink:subclass_of"},
    ]
    graph, report = read(edges)
    told = {(e.claim, e.stance.value): e.modality for e in graph.evidence.values()}
    assert told == {
        ("claim:X:a--causes--X:b", "supports"): "Asserted",
        ("claim:X:a--causes--X:b", "disputes"): "Emerging",
        ("claim:X:a--treats--X:b", "supports"): "Emerging",
    }
    assert (report.edges.merged, report.edges.hierarchy, report.edges.denied) == (3, 1, 1)
    assert missed(report) == {"edge like another one, merged with it", "identifier of several edges, all kept"}
    file = tmp_path / "out.ttl"
    file.write_text(turtle(graph), encoding="utf-8")
    assert kg.check(file).problems == ()


def test_short_rows_are_filled_and_empty_cells_at_the_end_do_no_harm(tmp_path):
    """What a row lacks at its end is empty, and what it has too much may be."""
    nodes, edges = tmp_path / "nodes.tsv", tmp_path / "edges.tsv"
    nodes.write_text("id\tname\tcategory\ttaxon\nX:a\talpha\nX:b\tbeta\tbiolink:Gene\t\t\t\n", encoding="utf-8")
    edges.write_text("subject\tpredicate\tobject\tnegated\nX:a\tbiolink:causes\tX:b\n", encoding="utf-8")
    graph, report = take((nodes, edges))[:2]
    assert [c.label for c in graph.concepts.values()] == ["alpha", "beta"]
    assert signs(graph) == {("X:a", "X:b"): "+"}
    assert missed(report) == {"edge without a primary_knowledge_source, kept"}


def test_packed_tables_and_json_lines_are_the_same_graph(read, tmp_path):
    """Compressed, in one parcel, or as JSON lines."""
    edge = {**EDGE, "publications": "PMID:1|PMID:2", "negated": "false"}
    graph, _ = read([edge])
    tables = {"nodes": text(NODES), "edges": text([edge])}
    lines = {
        "nodes": [{**row, "category": [row["category"]], "synonym": ["a|b"]} for row in NODES],
        "edges": [{**edge, "publications": ["PMID:1", "PMID:2"], "negated": False, "p": 0.5, "agent_type": None}],
    }
    places = {}
    for name, table in tables.items():
        places[name] = tmp_path / f"{name}.tsv.gz", tmp_path / f"{name}.jsonl"
        places[name][0].write_bytes(gzip.compress(table.encode()))
        places[name][1].write_text("".join(json.dumps(row) + "\n" for row in lines[name]), encoding="utf-8")
    for number in (0, 1):
        back, _ = take((places["nodes"][number], places["edges"][number]))[:2]
        assert back.evidence == graph.evidence
    assert back.concepts["X:a"].synonyms == ("a/b",)
    parcel = tmp_path / "g.tar.gz"
    with tarfile.open(parcel, "w:gz") as tar:
        for name in ("nodes.jsonl", "edges.jsonl"):
            tar.add(tmp_path / name, name)
    assert take([parcel]).graph.evidence == graph.evidence
    (tmp_path / "other").write_bytes(b"\0\5\x16\7\0")
    with tarfile.open(parcel, "w:gz") as tar:  # as macOS writes it
        for name in ("nodes.jsonl", "edges.jsonl"):
            tar.add(tmp_path / "other", f"./._{name}")
            tar.add(tmp_path / name, f"./{name}")
    assert take([parcel]).graph.evidence == graph.evidence


def test_the_kind_of_a_class_is_that_of_the_nearest_class_above():
    """The table that the program ships is that of the Biolink Model."""
    classes = biolink_model()["classes"]
    names = {name: "".join(word[:1].upper() + word[1:] for word in name.split()) for name in classes}

    def nearest(name):
        level, seen = [name], set()
        while level:
            for one in level:
                if names[one] in kinds.ROOTS:
                    return names[one]
            seen |= {*level}
            more = [[*filter(None, [classes[one].get("is_a")]), *classes[one].get("mixins", [])] for one in level]
            level = [one for some in more for one in some if one not in seen]
        return None

    found = {}
    for name in classes:
        root = nearest(name)
        if root and root != names[name]:
            found.setdefault(root, []).append(names[name])
    assert set(kinds.ROOTS) <= set(names.values())
    assert {root: set(some) for root, some in found.items()} == {k: set(v) for k, v in kinds.BELOW.items()}
    assert [kinds.kind_of(name) for name in ("Drug", "Pathway", "GeneFamily", "ClinicalFinding", "Agent")] == [
        "substance",
        "process",
        "protein",
        "symptom",
        "other",
    ]


def test_the_first_class_of_a_known_kind_counts(read):
    """A more general class before it does not hide it."""
    graph, _ = read([EDGE], [{"id": "X:1", "category": "biolink:NamedThing|biolink:BiologicalEntity|biolink:Gene"}])
    assert graph.concepts["X:1"].category == "Gene"


def test_every_inverse_of_the_model_is_turned():
    """Each predicate of the Biolink Model that is the inverse of a known one."""
    slots = biolink_model()["slots"]
    known = predicates.predicates()
    for name, slot in slots.items():
        other = slot.get("inverse", "").replace(" ", "_")
        here = name.replace(" ", "_")
        if "related to" in above(name, "slots") and here not in known and other in known:
            assert predicates.INVERSE[here] == other


def test_a_hierarchy_is_read_in_proportion_to_its_size():
    """A chain, a ladder and a ring of many edges; what is left out closes a cycle with the edges before it."""
    size = 20_000
    chain = [(f"{n}", f"{n + 1}") for n in range(size)]
    ladder = [(f"{n}", f"{n + 2}") for n in range(size)]
    assert hierarchy.acyclic([*chain, *ladder]) == ([*chain, *ladder], [])
    back = (f"{size}", "0")
    assert hierarchy.acyclic([*chain, back]) == (chain, [back])
    assert hierarchy.acyclic([("a", "a"), ("a", "b"), ("b", "c"), ("d", "c"), ("a", "c"), ("c", "a")]) == (
        [("a", "b"), ("b", "c"), ("d", "c"), ("a", "c")],
        [("a", "a"), ("c", "a")],
    )


def test_a_tangle_keeps_what_is_on_no_cycle(monkeypatch):
    """Beyond the limit of what is looked at, only pairs of a cycle are left out."""
    monkeypatch.setattr(hierarchy, "LEAST", 0)
    monkeypatch.setattr(hierarchy, "LOOKED", 0)
    ring = [("a", "b"), ("b", "c"), ("c", "a")]
    pairs = [*ring, ("c", "d"), ("d", "e"), ("e", "d"), ("x", "b"), ("e", "f"), ("c", "b"), ("b", "g"), ("g", "b")]
    kept, closing = hierarchy.acyclic(pairs)
    assert closing == [("c", "a"), ("e", "d"), ("c", "b"), ("g", "b")]
    assert sorted(kept + closing) == sorted(pairs)


def test_kinds_are_found_when_they_are_asked_for():
    """Each concept of a chain has its kinds; on a ring, and only there, a concept is a kind of itself."""
    size = 5_000
    names = [f"concept:k{n:05d}" for n in range(size)]
    made = toy.graph("a increases b")
    above = dict(zip(names, [*names[1:], ""], strict=True))
    concepts = {
        name: Concept(name, f"kind {n}", "A kind.", "Food", broader=(above[name],) if above[name] else ())
        for n, name in enumerate(names)
    }
    made = replace(made, concepts={**made.concepts, **concepts})
    assert made.narrower[names[-1]] == tuple(names[:-1])
    assert (len(made.narrower), names[0] in made.narrower) == (size - 1, False)
    assert hierarchy.circular(made.concepts) == set()
    ring = {**concepts, names[-1]: replace(concepts[names[-1]], broader=(names[-3],))}
    assert hierarchy.circular(ring) == {*names[-3:]}


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), unique=True, max_size=20))
def test_what_is_kept_of_a_hierarchy_has_no_cycle_and_loses_none_but_these(pairs):
    """Against the plain rule: an edge is left out if its end already leads back to its start."""
    reached = {name: {name} for name in "abcdef"}
    kept, closing = [], []
    for kind, broader in pairs:
        if kind in reached[broader]:
            closing.append((kind, broader))
            continue
        kept.append((kind, broader))
        reached = {name: some | reached[broader] if kind in some else some for name, some in reached.items()}
    assert hierarchy.acyclic(pairs) == (kept, closing)


def test_a_file_of_other_rdf_is_named(run, tmp_path):
    """One line says what it holds; it is not an empty graph."""
    file = tmp_path / "theirs.ttl"
    file.write_text("@prefix ex: <http://x.example/> .\nex:a ex:causes ex:b . ex:a a ex:Thing .\n", encoding="utf-8")
    for words in (["stats"], ["effects", "a"]):
        result = run(*words, "--data", file)
        assert (result.code, result.out) == (2, "")
        assert result.err == (
            f"kg: {file}: has other RDF (1 subject: 1 ex:Thing), but no claims of this kind; "
            "give a data file, or import KGX tables with kg import\n"
        )
    file.write_text("<http://x.example/a> <http://x.example/b> 1 .\n", encoding="utf-8")
    assert "other RDF (1 subject without a class)" in run("stats", "--data", file).err


DIRECTION = {"increased": 1, "decreased": -1, "": 0}
FORWARD = {
    "causes": 1, "positively_regulates": 1, "increases_activity_of": 1, "exacerbates_condition": 1, "treats": -1,
    "negatively_regulates": -1, "affects": None, "part_of": 0,
}  # fmt: skip
BACK = {"caused_by": "causes", "treated_by": "treats", "affected_by": "affects", "has_part": "part_of"}
SPELLINGS = st.sampled_from([str, str.upper, str.title, "biolink:{}".format, " {} ".format, '"{}"'.format])
EMPTY = st.sampled_from(["", "None", "nan", "N/A", "NULL"])


def truth(text):
    """Whether a text says yes; None if it says neither yes nor no."""
    with contextlib.suppress(ValueError):
        text = {0.0: "no", 1.0: "yes"}.get(float(text), "?")
    return {
        "": False,
        **dict.fromkeys(["yes", "y", "true", "t"], True),
        "no": False,
        "n": False,
        "false": False,
        "f": False,
    }.get(text)


def reference(row):
    """Subject, object and +, -, ?, nothing or denied, of a row that is understood in full; else None."""
    clean = {k: v.strip() for k, v in row.items()}
    clean = {k: v[1:-1].strip() if len(v) > 1 and v[0] == v[-1] == '"' else v for k, v in clean.items()}
    clean = {k: v.lower().removeprefix("biolink:") for k, v in clean.items()}
    clean = {k: "" if v in ("none", "nan", "n/a", "null") else v for k, v in clean.items()}
    ends, predicate = [row["subject"].strip(), row["object"].strip()], clean["predicate"]
    ways = [clean["subject_direction_qualifier"], clean["object_direction_qualifier"]]
    if predicate in BACK:
        ends, ways, predicate = ends[::-1], ways[::-1], BACK[predicate]
    if predicate not in FORWARD or (negated := truth(clean["negated"])) is None:
        return None
    if any(way not in DIRECTION for way in ways) or (FORWARD[predicate] == 0 and any(ways)):
        return None
    sign = DIRECTION[ways[1]] or FORWARD[predicate]
    if FORWARD[predicate] == -1 and ways[1]:
        return None
    if negated or clean["frequency_qualifier"] in ("hp:0040285", "0/10", "0%"):
        return (*ends, "denied")
    if sign == 0:
        return (*ends, "")
    return (*ends, "?" if sign is None else "+" if sign * (DIRECTION[ways[0]] or 1) > 0 else "-")


@st.composite
def rows_of_edges(draw):
    """A row in any of the spellings, with cells of any kind between."""
    odd = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)

    ways = st.builds(lambda spelling, word: spelling(word), SPELLINGS, st.sampled_from(["increased", "decreased"]))
    return {
        "subject": "X:a",
        "predicate": draw(st.one_of(odd, st.builds(lambda f, w: f(w), SPELLINGS, st.sampled_from([*FORWARD, *BACK])))),
        "object": "X:b",
        "negated": draw(st.one_of(EMPTY, st.sampled_from(["true", "False", "1.0", "0.0", "1", "0"]), odd)),
        "frequency_qualifier": draw(st.one_of(EMPTY, st.sampled_from(["HP:0040285", "0/10", "0%", "3/10", "80%"]))),
        "subject_direction_qualifier": draw(st.one_of(EMPTY, ways)),
        "object_direction_qualifier": draw(st.one_of(EMPTY, odd, ways)),
        draw(st.sampled_from(["colour", "p_value"])): draw(odd),
        "primary_knowledge_source": "infores:x",
    }


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows_of_edges(), st.randoms(use_true_random=False))
def test_a_row_has_the_sign_of_the_reference_reader_or_a_line_in_the_report(tmp_path, row, random):
    """Any cell, any order of columns, any spelling: what is not read as the reference reads it is reported."""
    columns = list(row)
    random.shuffle(columns)
    nodes, edges = tmp_path / "nodes.tsv", tmp_path / "edges.tsv"
    nodes.write_text(text(NODES), encoding="utf-8")
    edges.write_text(text([{column: row[column] for column in columns}]), encoding="utf-8", newline="\n")
    graph, report = take((nodes, edges))[:2]
    told = signs(graph)
    expected = reference(row)
    if expected is None:
        assert report.not_understood
        assert all("line 2" in example for entry in report.not_understood for example in entry.examples)
        assert set(told.values()) <= {Sign.UNKNOWN}
        assert report.edges.denied == 0
        return
    assert report.not_understood == ()
    *ends, sign = expected
    assert {tuple(ends)} == {(claim.subject, claim.object) for claim in graph.claims.values()}
    assert told == ({} if sign in ("", "denied") else {tuple(ends): sign})
    assert (report.edges.denied == 1) == (sign == "denied")


def test_what_refers_to_a_broader_concept_that_is_missing_is_left_out_at_once(tmp_path):
    """A long chain whose end is missing takes time in proportion."""
    size = 5_000
    head = "PREFIX X: <https://w3id.org/vitamin-d-kg/import/X/>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
    lines = (f'X:{n} a skos:Concept ; skos:prefLabel "{n}"@en ; skos:broader X:{n + 1} .' for n in range(size))
    file = tmp_path / "chain.ttl"
    file.write_text(head + "\n".join(lines), encoding="utf-8")
    loaded = examine(file)
    assert loaded.graph.concepts == {}
    assert len(loaded.problems) == size
