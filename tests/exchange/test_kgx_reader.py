"""Another graph becomes a data file: signs, evidence and identifiers are kept, nothing is lost in silence."""

import gc
import json
import string
import tracemalloc
from itertools import pairwise

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.errors import DataError, UsageError
from kg.exchange import intake
from kg.exchange.families import FAMILIES
from kg.exchange.kgx import predicates
from kg.model.core import Claim, Sign
from kg.model.lookup import resolve
from kg.turtle.names import IMPORT, claim_id, compact, compactor, expand, is_curie, slug
from kg.turtle.read import examine
from kg.turtle.write import canonical, turtle

NODES = [{"id": "X:a", "name": "alpha", "category": "biolink:Protein"}, {"id": "X:b", "name": "beta"}]
EDGE = {"id": "e1", "subject": "X:a", "predicate": "biolink:causes", "object": "X:b"}


def table(path, rows, columns=()):
    """A table of some rows, with the columns that they name."""
    header = list(dict.fromkeys([*columns, *(column for row in rows for column in row)]))
    lines = ["\t".join(header), *("\t".join(row.get(column, "") for column in header) for row in rows)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def tables(tmp_path):
    """Write tables of nodes and edges."""

    def make(nodes, edges):
        columns = ("subject", "predicate", "object")
        return table(tmp_path / "nodes.tsv", nodes, ["id"]), table(tmp_path / "edges.tsv", edges, columns)

    return make


@pytest.fixture
def taken(tables, tmp_path):
    """The graph of some tables as it is read back from the file that was made of them, and the report."""

    def take(edges, nodes=NODES):
        graph, report = intake.take(tables(nodes, edges))[:2]
        file = tmp_path / "taken.ttl"
        file.write_text(turtle(graph), encoding="utf-8")
        back = kg.load(file)
        assert (back.concepts, back.claims, back.evidence) == (graph.concepts, graph.claims, graph.evidence)
        assert_named(graph)
        assert back.studies == graph.studies
        return back, told(report)

    return take


def assert_named(graph):
    """Each claim has the identifier that its subject, relation and object give it."""
    for name, claim in graph.claims.items():
        assert name == claim.id == claim_id(claim.subject, claim.relation, claim.object)


@pytest.fixture
def imported(run, tables, tmp_path):
    """Run kg import on some tables."""

    def command(*options, nodes=NODES, edges=(EDGE,)):
        return run("import", *tables(list(nodes), list(edges)), "--output", tmp_path / "out.ttl", *options)

    return command


def told(report):
    """The report as JSON tells it."""
    names = ("read", "edges", "unused_columns", "not_understood")
    return {name: json.loads(msgspec.json.encode(getattr(report, name))) for name in names}


def missed(report):
    """What was not understood → how often."""
    return {entry["what"]: entry["count"] for entry in report["not_understood"]}


def test_a_node_is_found_by_its_curie_and_its_names(taken):
    """Identifier, name (with a colon in it), synonym and cross-reference all lead to the node."""
    node = {
        "id": "X:c18",
        "name": "linoleate (C18:2)",
        "category": "biolink:NamedThing|biolink:SmallMolecule|biolink:ChemicalEntity",
        "description": "A fatty acid.",
        "synonym": "linoleic acid|LINOLEATE (c18:2)|linoleic acid",
        "xref": "CHEBI:17351|X:c18",
        "same_as": "UMLS:C0023749",
    }
    graph, report = taken([EDGE], [*NODES, node])
    concept = graph.concepts["X:c18"]
    assert (concept.label, concept.definition, concept.category) == (
        "linoleate (C18:2)",
        "A fatty acid.",
        "SmallMolecule",
    )
    assert concept.synonyms == ("linoleic acid",)
    assert concept.exact == ("CHEBI:17351", "UMLS:C0023749")
    for asked in ("X:c18", "x:C18", "linoleate (C18:2)", "Linoleic Acid", "CHEBI:17351", "umls:c0023749"):
        assert resolve(graph, asked).concept is concept
    assert resolve(graph, "linoleate (C18:2) down").direction is Sign.MINUS
    assert report["not_understood"] == [
        {"what": "edge without a primary_knowledge_source, kept", "count": 1, "examples": ["e1 (line 2 of edges.tsv)"]}
    ]


def test_a_node_may_have_an_identifier_only(taken):
    """Without a name the identifier is the label; without a class it is some thing."""
    graph, _ = taken([], [{"id": "HP:0003419"}, {"id": "concept:back-pain"}])
    assert [(c.id, c.label, c.category) for c in graph.concepts.values()] == [
        ("HP:0003419", "HP:0003419", "NamedThing"),
        ("concept:back-pain", "concept:back-pain", "NamedThing"),
    ]


@pytest.mark.parametrize(
    ("cells", "relation"),
    [
        ({"predicate": "biolink:affects", "object_direction_qualifier": "increased"}, "increases"),
        ({"predicate": "biolink:affects", "object_direction_qualifier": "upregulated"}, "increases"),
        ({"predicate": "biolink:affects", "object_direction_qualifier": "decreased"}, "decreases"),
        ({"predicate": "biolink:regulates", "object_direction_qualifier": "downregulated"}, "decreases"),
        (
            {
                "predicate": "biolink:affects",
                "qualified_predicate": "biolink:causes",
                "object_direction_qualifier": "decreased",
                "object_aspect_qualifier": "abundance",
            },
            "decreases",
        ),
        ({"predicate": "biolink:affects"}, "affects"),
        ({"predicate": "biolink:affects", "subject_direction_qualifier": "decreased"}, "affects"),
        ({"predicate": "biolink:affects", "object_aspect_qualifier": "degradation"}, "affects"),
        ({"predicate": "biolink:causes"}, "causes"),
        ({"predicate": "causes"}, "causes"),
        ({"predicate": "biolink:causes", "object_direction_qualifier": "decreased"}, "decreases"),
        ({"predicate": "biolink:contributes_to"}, "contributesTo"),
        ({"predicate": "biolink:exacerbates_condition"}, "worsens"),
        ({"predicate": "biolink:predisposes_to_condition"}, "predisposesTo"),
        ({"subject": "MONDO:1", "predicate": "biolink:has_phenotype"}, "manifestsAs"),
        (
            {
                "subject": "MONDO:1",
                "predicate": "biolink:has_phenotype",
                "object_direction_qualifier": "decreased",
            },
            "decreases",
        ),
        ({"predicate": "biolink:has_adverse_event"}, "hasAdverseEffect"),
        ({"predicate": "biolink:has_metabolite"}, "convertsTo"),
        ({"predicate": "biolink:produces"}, "causes"),
        ({"predicate": "biolink:treats"}, "treats"),
        ({"predicate": "biolink:ameliorates_condition"}, "relieves"),
        ({"predicate": "biolink:preventative_for_condition"}, "prevents"),
        ({"predicate": "biolink:disrupts"}, "decreases"),
        ({"predicate": "biolink:associated_with"}, "associatedWith"),
        ({"predicate": "biolink:correlated_with"}, "associatedWith"),
        (
            {"predicate": "biolink:associated_with", "object_direction_qualifier": "increased"},
            "positivelyAssociatedWith",
        ),
        ({"predicate": "biolink:positively_correlated_with"}, "positivelyAssociatedWith"),
        ({"predicate": "biolink:negatively_correlated_with"}, "negativelyAssociatedWith"),
        ({"predicate": "biolink:associated_with_increased_likelihood_of"}, "positivelyAssociatedWith"),
        ({"predicate": "biolink:associated_with_decreased_likelihood_of"}, "negativelyAssociatedWith"),
        (
            {
                "predicate": "biolink:affects",
                "qualified_predicate": "biolink:associated_with",
                "object_direction_qualifier": "decreased",
            },
            "negativelyAssociatedWith",
        ),
        ({"predicate": "biolink:part_of"}, "partOf"),
        ({"predicate": "biolink:located_in"}, "locatedIn"),
        ({"predicate": "biolink:occurs_in"}, "locatedIn"),
        ({"predicate": "biolink:expressed_in"}, "expressedIn"),
        ({"predicate": "biolink:interacts_with"}, "interactsWith"),
        ({"predicate": "biolink:coexists_with"}, "coexistsWith"),
    ],
)
def test_an_edge_states_the_relation_of_its_predicate_and_direction(taken, cells, relation):
    """A direction of the object gives the sign, else the predicate; nothing of it is doubtful."""
    edge = {**EDGE, **cells, "primary_knowledge_source": "infores:x"}
    graph, report = taken([edge], [*NODES, {"id": "MONDO:1"}])
    (claim,) = graph.claims.values()
    subject = edge["subject"]
    assert claim == Claim(f"claim:{subject}--{slug(relation)}--X:b", subject, relation, "X:b")
    assert report["not_understood"] == []


@pytest.mark.parametrize(
    ("cells", "relation"),
    [
        ({"predicate": "biolink:affects", "object_direction_qualifier": "increased"}, "decreases"),
        ({"predicate": "biolink:affects", "object_direction_qualifier": "decreased"}, "increases"),
        ({"predicate": "biolink:causes"}, "decreases"),
        ({"predicate": "biolink:treats"}, "increases"),
        ({"predicate": "biolink:positively_correlated_with"}, "negativelyAssociatedWith"),
    ],
)
@pytest.mark.parametrize("low", ["decreased", "downregulated"])
def test_a_lowered_subject_turns_the_sign_and_the_evidence_says_so(taken, cells, relation, low):
    """What low alpha raises, alpha lowers; a raised subject changes nothing."""
    graph, _ = taken([{**EDGE, **cells, "subject_direction_qualifier": low}])
    (claim,), (item,) = graph.claims.values(), graph.evidence.values()
    assert claim.relation == relation
    assert item.says.endswith("The edge is about the lowered subject; its sign is reversed here.")
    graph, _ = taken([{**EDGE, **cells, "subject_direction_qualifier": "increased"}])
    (claim,), (item,) = graph.claims.values(), graph.evidence.values()
    assert claim.relation != relation
    assert "turned" not in item.says


@pytest.mark.parametrize(
    ("cells", "relation", "what"),
    [
        (
            {"object_direction_qualifier": "sideways"},
            "affects",
            "unknown object_direction_qualifier, imported without a sign",
        ),
        (
            {"subject_direction_qualifier": "low"},
            "affects",
            "unknown subject_direction_qualifier, imported without a sign",
        ),
        (
            {"qualified_predicate": "biolink:caused_by"},
            "affects",
            "unknown qualified_predicate, imported without a sign",
        ),
        (
            {"object_direction_qualifier": "increased", "object_aspect_qualifier": "degradation"},
            "affects",
            "object_aspect_qualifier that makes it a different thing, imported without a sign",
        ),
        (
            {"subject_form_or_variant_qualifier": "loss_of_function_variant_form"},
            "affects",
            "subject_form_or_variant_qualifier that makes it a different thing, imported without a sign",
        ),
        (
            {"predicate": "biolink:preventative_for_condition", "object_direction_qualifier": "decreased"},
            "affects",
            "object direction with a predicate that lowers, imported without a sign",
        ),
        (
            {"predicate": "biolink:positively_correlated_with", "object_direction_qualifier": "x"},
            "associatedWith",
            "unknown object_direction_qualifier, imported without a sign",
        ),
        # the edge keeps what its predicate says, and the report tells what was not used
        (
            {"qualified_predicate": "biolink:contributes_to"},
            "causes",
            "qualified_predicate without an object direction, not used",
        ),
        (
            {"predicate": "biolink:affects", "qualified_predicate": "biolink:causes"},
            "affects",
            "qualified_predicate without an object direction, not used",
        ),
        (
            {"predicate": "biolink:part_of", "subject_direction_qualifier": "decreased"},
            "partOf",
            "direction of an edge without a sign, not used",
        ),
        (
            {"predicate": "biolink:part_of", "object_direction_qualifier": "sideways"},
            "partOf",
            "unknown object_direction_qualifier, imported without a sign",
        ),
    ],
)
def test_a_sign_that_is_not_understood_is_not_told(taken, cells, relation, what):
    """The increased degradation of a thing is not its increase: the edge is imported without a sign, and counted."""
    graph, report = taken([{**EDGE, "primary_knowledge_source": "infores:x", **cells}])
    assert [claim.relation for claim in graph.claims.values()] == [relation]
    assert missed(report) == {what: 1}
    places = [example.partition(" (")[2] for entry in report["not_understood"] for example in entry["examples"]]
    assert places == ["line 2 of edges.tsv)"]


def test_every_known_predicate_leads_to_a_relation_of_the_vocabulary(graph):
    """The table and the vocabulary agree: no predicate leads nowhere, or to a finding of no effect."""
    assert set(predicates.predicates().values()) <= graph.relations.keys() - {"hasNoEffectOn"}
    ambiguous = {"affects", "interacts_with", "occurs_in"}
    assert ambiguous <= predicates.EXPLICIT.keys()
    assert set(predicates.INVERSE.values()) <= predicates.predicates().keys()
    assert not predicates.INVERSE.keys() & predicates.predicates().keys()


def test_what_is_negated_speaks_against_the_claim(taken):
    """A negated edge disputes, and gives no influence; beside an edge that states the same it contests it."""
    denied = {**EDGE, "id": "e2", "negated": "True", "primary_knowledge_source": "infores:doubt"}
    graph, _ = taken([denied])
    (item,) = graph.evidence.values()
    assert (item.stance, item.modality, item.says[:6]) == ("disputes", "Denied", "Denied")
    assert graph.influences == ()
    graph, _ = taken([{**EDGE, "negated": "false"}, denied])
    assert graph.confidence("claim:X:a--causes--X:b").contested


def test_equal_qualifiers_of_unlike_edges_are_read_for_each(taken):
    """What equal cells mean depends on the kind of the subject, the end from which they are written, and papers."""
    nodes = [*NODES, {"id": "MONDO:1", "name": "gamma", "category": "biolink:Disease"}]
    edges = [
        {"id": "1", "subject": "X:a", "predicate": "biolink:has_phenotype", "object": "X:b"},
        {"id": "2", "subject": "MONDO:1", "predicate": "biolink:has_phenotype", "object": "X:b"},
        {
            "id": "3",
            "subject": "X:b",
            "predicate": "biolink:phenotype_of",
            "object": "MONDO:1",
            "publications": "PMID:1",
        },
        {"id": "4", "subject": "X:b", "predicate": "biolink:phenotype_of", "object": "X:a", "publications": "PMID:1"},
    ]
    graph, report = taken(edges, nodes)
    assert {(item.claim, item.type) for item in graph.evidence.values()} == {
        ("claim:X:a--associated-with--X:b", "ECO:0000303"),
        ("claim:X:a--associated-with--X:b", "ECO:0000304"),
        ("claim:MONDO:1--manifests-as--X:b", "ECO:0000303"),
        ("claim:MONDO:1--manifests-as--X:b", "ECO:0000304"),
    }
    assert missed(report)["phenotype of a gene, a variant or an organism, imported as an association"] == 2


def test_a_row_that_only_says_it_is_ours_is_read_as_any_other(taken):
    """Without a relation of the vocabulary, or with a negation that is none, the row is that of another program."""
    ours = {**EDGE, "primary_knowledge_source": "https://w3id.org/vitamin-d-kg/", "original_subject": "X:b"}
    edges = [{**ours, "original_predicate": "vocab:glows"}, {**ours, "original_predicate": "vocab:causes"}]
    edges[1] |= {"id": "e2", "negated": "perhaps"}
    graph, report = taken(edges)
    assert list(graph.claims) == ["claim:X:a--causes--X:b"]
    assert missed(report) == {"edge whose negated is neither true nor false, left out": 1}


def test_a_large_graph_needs_no_text_twice(tables):
    """Claims name their ends by the same texts, and nothing of an edge stays but its claim and its evidence."""
    ends = [(f"X:{n % 50}", f"X:{n // 50}") for n in range(2500)]
    edges = [
        {
            **EDGE,
            "id": f"e{n}",
            "subject": subject,
            "object": object_,
            "publications": f"PMID:{n % 9 + 1}",
            "p": "x" * 999,
        }
        for n, (subject, object_) in enumerate(ends)
    ]
    paths = tables([], edges)
    intake.take(paths)  # what is made once stays
    tracemalloc.start()
    graph = intake.take(paths).graph
    kept, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    names = [name for claim in graph.claims.values() for name in (claim.subject, claim.object)]
    assert len({*map(id, names)}) == len({*names}) == 50
    assert not any(map(gc.is_tracked, [*graph.claims.values(), *graph.evidence.values(), *graph.studies.values()]))
    assert kept / len(edges) < 620, "bytes an edge"
    assert most / len(edges) < 880, "bytes an edge"


def test_parallel_edges_are_one_claim_with_an_evidence_each(taken):
    """Three edges between the same two things: two state the same claim, one another."""
    edges = [
        {**EDGE, "id": f"e{n}", "predicate": predicate, "primary_knowledge_source": f"infores:{n}"}
        for n, predicate in enumerate(["biolink:causes", "biolink:treats", "biolink:causes"])
    ]
    graph, report = taken(edges)
    assert {name: len(graph.evidence_of[name]) for name in graph.claims} == {
        "claim:X:a--causes--X:b": 2,
        "claim:X:a--treats--X:b": 1,
    }
    assert report["edges"] == {
        "+": 2,
        "-": 1,
        "?": 0,
        "0": 0,
        "associations": 0,
        "not_causal": 0,
        "hierarchy": 0,
        "denied": 0,
        "merged": 0,
        "left_out": 0,
    }


def test_each_publication_is_a_study_that_nobody_has_read(taken):
    """PubMed, DOI and PMC numbers are kept as such; anything else by its name; nothing is made up."""
    cell = "PMID:123|doi:10.1000/x1|PMC:PMC77|PMID:123|https://x.example/1|PMID:none"
    graph, report = taken([{**EDGE, "publications": cell, "primary_knowledge_source": "infores:x"}])
    known = {(s.pmid, s.doi, s.pmcid, s.title) for s in graph.studies.values()}
    assert known == {
        ("123", "", "", ""),
        ("", "10.1000/x1", "", ""),
        ("", "", "PMC77", ""),
        ("", "", "", "https://x.example/1"),
        ("", "", "", "PMID:none"),
    }
    assert {(s.design, s.trace_status) for s in graph.studies.values()} == {("UnknownDesign", "Plausible")}
    assert "study:pmid-123" in graph.studies
    assert len(graph.evidence) == 5
    assert {e.says for e in graph.evidence.values()} == {
        "Stated in the table of infores:x (edge e1), which names this publication."
    }
    assert missed(report) == {"publication with a malformed number, kept by name": 1}


def test_without_publications_the_table_itself_is_the_source(taken):
    """The source of knowledge stands as a study; several edges of it are numbered evidence."""
    edges = [
        {**EDGE, "id": f"e{n}", "predicate": p, "primary_knowledge_source": "infores:x"}
        for n, p in enumerate(["causes", "treats"])
    ]
    graph, _ = taken([*edges, {**EDGE, "id": "", "predicate": "part_of"}])
    assert list(graph.evidence) == [
        "evidence:an-unnamed-source-001",
        "evidence:infores-x-001",
        "evidence:infores-x-002",
    ]
    assert graph.studies["study:infores-x"].title == "infores:x"
    assert graph.evidence["evidence:infores-x-001"].says == "Stated in the table of infores:x (edge e0)."
    assert graph.evidence["evidence:an-unnamed-source-001"].says.endswith("(edge line 4 of edges.tsv).")


def test_sources_whose_names_look_alike_stay_apart(taken):
    """Names that come to the same identifier are two studies, and so two witnesses."""
    names = ["infores:a-b", "infores:a:b", "infores:a b", "研究", "調査"]
    graph, _ = taken([{**EDGE, "id": name, "primary_knowledge_source": name} for name in names])
    assert {study.id: study.title for study in graph.studies.values()} == {
        "study:infores-a-b": "infores:a-b",
        "study:infores-a-b-2": "infores:a:b",
        "study:infores-a-b-3": "infores:a b",
        "study:source": "研究",
        "study:source-2": "調査",
    }


@pytest.mark.parametrize(
    ("cells", "modality", "kind"),
    [
        ({}, "Asserted", "ECO:0000303"),
        ({"knowledge_level": "knowledge_assertion", "agent_type": "manual_agent"}, "Asserted", "ECO:0000303"),
        ({"knowledge_level": "prediction", "agent_type": "computational_model"}, "Emerging", "ECO:0000501"),
        (
            {"knowledge_level": "statistical_association", "agent_type": "data_analysis_pipeline"},
            "Hedged",
            "ECO:0000501",
        ),
        ({"knowledge_level": "observation", "publications": "PMID:1"}, "Hedged", "ECO:0000304"),
        ({"agent_type": "text_mining_agent", "publications": "PMID:1"}, "Asserted", "ECO:0000501"),
        ({"negated": "1", "knowledge_level": "prediction"}, "Emerging", "ECO:0000303"),
        ({"knowledge_level": "text_co_occurrence"}, "Emerging", "ECO:0000303"),
    ],
)
def test_level_and_agent_tell_how_firmly_and_by_whom(taken, cells, modality, kind):
    """A prediction is not an assertion, and a program is not an author."""
    graph, report = taken([{**EDGE, "primary_knowledge_source": "infores:x", **cells}])
    (item,) = graph.evidence.values()
    assert (item.modality, item.type) == (modality, kind)
    assert report["not_understood"] == []


def test_an_unknown_level_or_agent_is_taken_with_reserve_and_counted(taken):
    """What the model does not list is not passed over."""
    graph, report = taken([{**EDGE, "knowledge_level": "rumour", "agent_type": "oracle"}])
    (item,) = graph.evidence.values()
    assert (item.modality, item.type) == ("Hedged", "ECO:0000303")
    assert missed(report).keys() >= {
        "unknown knowledge_level, treated as hedged",
        "unknown agent_type, treated as a person",
    }


def test_subclasses_become_kinds_without_circles(taken):
    """subclass_of is no claim but a broader concept; an edge that would close a circle is left out and named."""
    names = [("b", "a"), ("c", "b"), ("a", "c"), ("c", "a")]
    edges = [
        {"id": f"{kind}{genus}", "subject": f"X:{kind}", "predicate": "biolink:subclass_of", "object": f"X:{genus}"}
        for kind, genus in names
    ]
    denied = {**edges[0], "id": "no", "object": "X:z", "negated": "true"}
    graph, report = taken([*edges, denied])
    assert {c.id: c.broader for c in graph.concepts.values()} == {"X:a": (), "X:b": ("X:a",), "X:c": ("X:a", "X:b")}
    assert graph.narrower["X:a"] == ("X:b", "X:c")
    assert not graph.claims
    assert report["edges"]["hierarchy"] == 3
    assert missed(report) == {
        "negated subclass_of, left out": 1,
        "node named only by edges, kept": 1,
        "subclass_of that would form a cycle, left out": 1,
    }


def test_nothing_is_left_out_in_silence(tables):
    """Every row that is not taken is counted with an example; what is taken otherwise than it stands, too."""
    nodes = [
        *NODES,
        {"id": "X:a", "name": "again"},
        {"id": "no curie"},
        {"id": "https://x.example/n"},
        {"id": "study:one"},
        {"id": "X:k", "category": "Protein", "xref": "see there"},
    ]
    wrong = [
        {**EDGE, "id": "unknown", "predicate": "biolink:related_to"},
        {**EDGE, "id": "itself", "object": "X:a"},
        {**EDGE, "id": "half", "object": ""},
        {**EDGE, "id": "perhaps", "negated": "perhaps"},
        {**EDGE, "id": "iri", "object": "urn:isbn:1"},
        {**EDGE, "id": "kept", "subject": "claim:x"},
    ]
    places = tables(nodes, [EDGE, EDGE, *wrong, {**EDGE, "id": "new", "object": "X:new"}])
    with places[1].open("a", encoding="utf-8") as stream:
        stream.write("too\tfew\n\n" + "too many\t" * 9 + 'cells\n"half\ta cell"\t"of\n')
    graph, report = intake.take(places)[:2]
    assert set(graph.concepts) == {"X:a", "X:b", "X:k", "X:new"}
    assert graph.concepts["X:a"].label == "alpha"
    found = told(report)
    assert found["read"] == {"nodes": 7, "edges": 12}
    assert sum(found["edges"].values()) == 12
    assert (found["edges"]["left_out"], found["edges"]["merged"]) == (8, 1)
    assert missed(found) == {
        "category that is not a Biolink class, left out": 1,
        "cross-reference that is not a CURIE, left out": 1,
        "edge whose negated is neither true nor false, left out": 1,
        "edge like another one, merged with it": 1,
        "edge with an unknown predicate, left out": 1,
        "edge without a primary_knowledge_source, kept": 4,
        "edge without object, left out": 2,
        "identifier that is not a CURIE, left out": 3,
        "identifier with a reserved prefix, left out": 2,
        "node named only by edges, kept": 1,
        "duplicate node, left out": 1,
        "row that ends within a quoted cell, left out": 1,
        "row with too many cells, left out": 1,
    }
    assert found["not_understood"][1] == {
        "what": "identifier that is not a CURIE, left out",
        "count": 3,
        "examples": [
            "no curie (line 5 of nodes.tsv)",
            "https://x.example/n (line 6 of nodes.tsv)",
            "urn:isbn:1 (line 8 of edges.tsv)",
        ],
    }


def test_the_report_stays_short(taken):
    """A thousand faults of one kind are one line with three examples, each cut to a line."""
    wrong = [{**EDGE, "id": str(n), "predicate": f"biolink:{'x' * 500}"} for n in range(1000)]
    (entry,) = taken(wrong)[1]["not_understood"]
    assert entry["count"] == 1000
    assert len(entry["examples"]) == 3
    assert max(map(len, entry["examples"])) == 120
    assert entry["examples"][1].endswith("… (line 3 of edges.tsv)")


def test_cells_that_a_spreadsheet_quoted_are_unwrapped_and_no_others(taken):
    """As in KGX a quote is an ordinary character, but a whole quoted cell is not meant to keep its quotes."""
    names = {"X:1": '"free ""bound"" copper"', "X:2": '"A" or "B"', "X:3": '5" nail', "X:4": '"'}
    graph, _ = taken([], [{"id": name, "name": label} for name, label in names.items()])
    labels = {name: concept.label for name, concept in graph.concepts.items()}
    assert labels == {"X:1": 'free "bound" copper', "X:2": '"A" or "B"', "X:3": '5" nail', "X:4": '"'}


def test_tables_may_come_from_any_system(tmp_path):
    """A byte order mark, Windows line ends, blank lines, columns in any order, and columns that have no use."""
    nodes, edges = tmp_path / "n", tmp_path / "e"
    nodes.write_bytes("\ufeffname\tid\tcolour\r\nalpha\tX:a\tred\r\n\r\nbeta\tX:b\t\r\n".encode())
    edges.write_bytes(b"object\tpredicate\tsubject\tp_value\r\nX:b\tbiolink:causes\tX:a\t0.5\r\n")
    graph, report = intake.take((nodes, edges))[:2]
    assert list(graph.claims) == ["claim:X:a--causes--X:b"]
    assert [concept.label for concept in graph.concepts.values()] == ["alpha", "beta"]
    assert told(report)["unused_columns"] == {"nodes": ["colour"], "edges": ["p_value"]}


def test_what_a_terminal_would_obey_is_not_passed_on(taken):
    """Control characters leave labels, sources and the report; an identifier that has some is none."""
    node = {"id": "X:c", "name": "be\x1b[31mta\u202e", "description": "a\x0bb"}
    graph, report = taken(
        [{**EDGE, "id": "\x1b]0;x\x07", "primary_knowledge_source": "in\x1bfores"}], [*NODES, node, {"id": "X:\x1b"}]
    )
    assert graph.concepts["X:c"].label == "be [31mta"
    assert graph.concepts["X:c"].definition == "a b"
    assert json.dumps(report, ensure_ascii=False).isprintable()
    assert all(e.says.isprintable() for e in graph.evidence.values())
    assert missed(report)["identifier that is not a CURIE, left out"] == 1


LOCALS = st.text(
    st.one_of(
        st.sampled_from(string.punctuation + " aA0é中µ²①→\ufffd😀"),
        st.characters(exclude_characters="\0\t\n", codec="utf-8"),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["X", "CHEMBL.COMPOUND", "HP", "concept", "a-b"]), LOCALS), LOCALS, max_size=6
    )
)
def test_any_identifier_and_any_name_survive(tables, tmp_path, given):
    """Whatever names are made of, the file is proper Turtle in canonical form, and nothing breaks out of it."""
    nodes = [{"id": f"{prefix}:{local}".strip(), "name": name} for (prefix, local), name in given.items()]
    names = list(dict.fromkeys(node["id"] for node in nodes if is_curie(node["id"])))
    pairs = set(pairwise(names))
    edges = [{**EDGE, "id": "", "subject": subject, "object": object_} for subject, object_ in pairs]
    graph, _ = intake.take(tables([*NODES, *nodes], edges))[:2]
    assert set(graph.concepts) == {"X:a", "X:b", *names}
    assert {(claim.subject, claim.object) for claim in graph.claims.values()} == pairs
    assert_named(graph)
    file = tmp_path / "any.ttl"
    file.write_text(turtle(graph), encoding="utf-8", newline="\n")
    loaded = examine(file)
    assert loaded.problems == ()
    assert loaded.graph.concepts == graph.concepts
    assert loaded.graph.claims == graph.claims
    assert loaded.graph.evidence == graph.evidence
    assert canonical(file.read_bytes(), file) == file.read_text(encoding="utf-8")
    assert loaded.lines.keys() == loaded.triples.keys()


def test_no_two_claims_share_an_identifier():
    """Identifiers that would run together are kept apart, under our own prefix and others."""
    triples = [
        ("X:a--increases--X:b", "X:c"),
        ("X:a", "X:b--increases--X:c"),
        ("X:a-", "X:b"),
        ("X:a", "X:b"),
        ("Y:a", "X:b"),
        ("concept:a", "concept:b"),
        ("concept:X:a", "X:b"),
        ("X:a-%2D", "X:b"),
        ("X:a--", "X:b"),
    ]
    made = [claim_id(subject, "increases", object_) for subject, object_ in triples]
    assert len(set(made)) == len(triples)
    assert claim_id("concept:a", "increases", "concept:b") == "claim:a--increases--b"


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("X:plasma_calcium", f"{IMPORT}X/plasma_calcium"),
        ("X:a/b", f"{IMPORT}X/a%2Fb"),
        ('X:50% "a"', f"{IMPORT}X/50%25%20%22a%22"),
        ("X:..", f"{IMPORT}X/.."),
        ("X:thé", f"{IMPORT}X/thé"),
        ("X:→", f"{IMPORT}X/%E2%86%92"),
        ("HP:0_1", "http://purl.obolibrary.org/obo/HP_0_1"),
        ("https://x.example/a b", "https://x.example/a b"),
        ("urn:isbn:1", "urn:isbn:1"),
    ],
)
def test_a_foreign_name_has_an_iri_of_ours_and_back(name, iri):
    """Known prefixes keep their IRI; others are below the namespace of imports; an IRI stays as it is."""
    assert expand(name) == iri
    assert compact(iri) == name


@pytest.mark.parametrize("local", ["X/a%2fb", "X/a%62", "X/%FF", "HP/0003419", "X/a/b", "_x/a", "a"])
def test_an_iri_that_is_not_spelt_as_ours_stays_whole(local):
    """Another spelling of an IRI is another IRI: it is not taken for the same thing."""
    assert compact(IMPORT + local, compactor({"p": f"{IMPORT}X/"})) == IMPORT + local


def test_the_prefix_of_a_file_does_not_rename_what_was_imported(tmp_path):
    """Written as triples without prefixes, or with other prefixes, the same file gives the same identifiers."""
    text = (
        f"PREFIX other: <{IMPORT}X/>\nother:a a <http://www.w3.org/2004/02/skos/core#Concept> ; "
        f'<http://www.w3.org/2004/02/skos/core#prefLabel> "alpha"@en .\n'
    )
    file = tmp_path / "x.ttl"
    file.write_text(text, encoding="utf-8")
    assert list(kg.load(file).concepts) == ["X:a"]
    assert "PREFIX X: <" in canonical(text.encode(), file)


def test_a_name_that_turtle_would_misread_is_written_in_full(tmp_path):
    """A semicolon in an identifier of one's own ends no statement."""
    names = [f"<https://w3id.org/vitamin-d-kg/concept/{local}>" for local in ("a;b", "-c", "plain")]
    text = f"{names[0]} <https://x.example/p> {names[1]} , {names[2]} .\n"
    written = canonical(text.encode(), tmp_path / "x.ttl")
    assert [name in written for name in names] == [True, True, False]
    assert "concept:plain" in written


@pytest.mark.parametrize(
    ("nodes", "edges", "message"),
    [
        (b"", None, "nodes.tsv: an empty file, which cannot be imported; give one of: KGX"),
        (b"\n \n", None, "nodes.tsv: an empty file"),
        (b"id\tid\tname\n", None, "nodes.tsv: not a KGX table; give the column id, or the columns subject, "),
        (b"iri,name\nX:a,alpha\n", None, "nodes.tsv: a table with the columns iri, name, which cannot be imported"),
        (
            b"the gene,to,s\nX:a,X:b,+\n",
            None,
            "nodes.tsv --source 'the gene' --target to --sign s --output graph.ttl; or give one of: KGX",
        ),
        (b"id\nX:a\0\n", None, "nodes.tsv:2: has a NUL character, so it is not text; save it again"),
        (b"id\nX:\xff\n", None, "nodes.tsv:2: not UTF-8; save the file as UTF-8"),
        (b"\x1f\x8b\x08\x00", None, "nodes.tsv: is incomplete or damaged; download or pack it again"),
        (b"\0" * 257 + b"ustar" + b"\0" * 300, None, "nodes.tsv: is incomplete or damaged"),
        (b'{"name": "alpha"}\n', None, "nodes.tsv: JSON with the keys name, which cannot be imported"),
        (b"[Term]\nid: GO:1\n", None, "nodes.tsv: an ontology in OBO, which cannot be imported"),
        (b"[settings]\nvalue=1\n", None, "nodes.tsv: plain text, which cannot be imported"),
        (b"[1, 2]\n", None, "nodes.tsv: JSON, which cannot be imported"),
        (
            b"ENTITYA\tIDA\tDATABASEA\tENTITYB\tIDB\tDATABASEB\n",
            None,
            "nodes.tsv: SIGNOR without the column EFFECT; add it",
        ),
        (
            b"ENTITYA\tIDA\tDATABASEA\tENTITYB\n",
            None,
            "nodes.tsv: SIGNOR without the columns DATABASEB, EFFECT, IDB; add",
        ),
        (b"ENTITYA\tENTITYB\tn\n", None, "nodes.tsv: a table with the columns ENTITYA, ENTITYB, n, which cannot"),
        (b'{"id": "X:a", "name": "a"}\n[1]\n', None, "nodes.tsv:2: not a JSON object; give one on each line"),
        (b'{"id": "X:a"}\n{"id": \n', None, "nodes.tsv:2: not a JSON object; give one on each line"),
        (None, b"subject\tobject\n", "edges.tsv: a KGX table of edges without the column predicate; add it"),
        (b"id\n", b"subject\tpredicate\tobject\n", "nodes.tsv: has no nodes and no edges; give a file that has some"),
    ],
)
def test_a_file_that_is_no_table_is_one_line(tables, run, tmp_path, nodes, edges, message):
    """Empty, compressed, comma-separated, of the other kind: one line that says what is wanted, and no file."""
    places = tables(NODES, [EDGE])
    for place, content in zip(places, (nodes, edges), strict=True):
        if content is not None:
            place.write_bytes(content)
    with pytest.raises(DataError) as caught:
        intake.take(places)[:2]
    assert message in str(caught.value)
    out = tmp_path / "out.ttl"
    result = run("import", *places, "--output", out)
    assert (result.code, result.out, result.err) == (2, "", f"kg: {caught.value}\n")
    assert not out.exists()


def test_the_command_makes_a_file_that_every_command_reads(imported, run, tmp_path):
    """What was imported can be asked about by identifier and name, and is in canonical form."""
    out = tmp_path / "out.ttl"
    result = imported("--format", "kgx")
    assert (result.code, result.err) == (0, "")
    assert run("fmt", "--check", out).code == 0
    answer = json.loads(run("path", "alpha", "X:b", "--data", out, "--json").out)
    assert [(p["sign"], p["hops"]) for p in answer["chains"]] == [("+", 1)]
    assert "alpha causes beta" in run("show", "X:a", "--data", out).out
    assert "beta  (X:b)" in run("find", "beta", "--data", out).out


def test_the_report_in_text_and_json_tells_the_same(imported, tmp_path):
    """Counts of what was read, written and not understood."""
    edges = [EDGE, {**EDGE, "id": "e2", "predicate": "biolink:related_to", "p_value": "1"}]
    out = tmp_path / "out.ttl"
    told = json.loads(imported("--json", edges=edges).out)
    assert list(told)[:3] == ["schema", "data", "question"]
    assert told["schema"] == "kg-import/3"
    assert told["data"]["sha256"] == kg.load(out).sha256
    assert told["question"]["output"] == str(out)
    assert told["written"] == {"concepts": 2, "claims": 1, "evidence_items": 1, "studies": 0}
    assert told["edges"]["+"] == told["edges"]["left_out"] == 1
    lines = imported("--force", edges=edges).out.splitlines()
    assert lines[0] == "read 2 nodes and 2 edges (kgx)"
    assert "       1  raises" in lines
    assert "unused columns of the edges: p_value" in lines
    assert "       1  edge with an unknown predicate, left out" in lines
    assert "          biolink:related_to (line 3 of edges.tsv)" in lines
    assert "not understood" not in imported("--force", edges=[{**EDGE, "primary_knowledge_source": "infores:x"}]).out


def test_a_file_is_replaced_only_by_force_and_is_the_same_each_time(imported, tmp_path):
    """What is there stays, down to the byte, unless one insists; then the same tables give the same bytes."""
    out = tmp_path / "out.ttl"
    out.write_text("mine", encoding="utf-8")
    told = f"kg: {out}: already exists; give --force to replace it, or another name\n"
    assert imported() == (2, "", told)
    assert out.read_text(encoding="utf-8") == "mine"
    assert imported("--force").code == 0
    first = out.read_bytes()
    assert imported("--force").code == 0
    assert out.read_bytes() == first


@pytest.mark.parametrize("old", [None, "mine"])
def test_a_file_that_changes_during_an_import_stays(imported, tmp_path, monkeypatch, old):
    """Even --force replaces only what was there when the command began."""
    out, read = tmp_path / "out.ttl", intake.take
    if old:
        out.write_text(old, encoding="utf-8")

    def late(*given):
        out.write_text("theirs", encoding="utf-8")
        return read(*given)

    monkeypatch.setattr(intake, "take", late)
    assert imported("--force") == (2, "", f"kg: {out}: changed in the meantime; run the command again\n")
    assert out.read_text(encoding="utf-8") == "theirs"


@pytest.mark.parametrize("old", [None, "mine"])
def test_what_could_not_be_read_back_is_not_written(imported, tmp_path, monkeypatch, old):
    """Whatever goes wrong in the program, no broken file is left, and none replaces a good one."""
    out = tmp_path / "out.ttl"
    if old:
        out.write_text(old, encoding="utf-8")
    monkeypatch.setattr("kg.turtle.write.turtle", lambda _: "<a b> .")
    result = imported("--force")
    assert (result.code, result.out) == (2, "")
    assert (out.read_text(encoding="utf-8") if out.exists() else None) == old


@pytest.mark.parametrize("form", ["tsv", "json"])
def test_another_format_is_a_mistake(imported, tmp_path, form):
    """The message has those that are known."""
    said = f"kg: unknown format “{form}”; choose one of: {', '.join(FAMILIES)}\n"
    assert imported("--format", form) == (2, "", said)
    assert not (tmp_path / "out.ttl").exists()
    assert imported("--format", "KGX").code == 0


def test_a_graph_is_imported_in_python(tables, tmp_path):
    """The report is typed, and the graph can be asked about at once."""
    nodes, edges = tables(NODES, [EDGE])
    made = kg.import_([str(nodes), edges], output=tmp_path / "made.ttl")
    assert kg.import_(nodes=[nodes], edges=str(edges), output=tmp_path / "same.ttl").written == made.written
    with pytest.raises(UsageError, match=r"^name the files to import, such as nodes\.tsv edges\.tsv$"):
        kg.import_()
    assert (made.written.concepts, made.edges.raises, made.edges.left_out) == (2, 1, 0)
    assert kg.sentence(made.graph, next(iter(made.graph.claims.values()))) == "alpha causes beta"
    assert str(made).startswith("read 2 nodes and 1 edge (kgx)\n")


def test_a_table_is_not_written_over(tables, run):
    """Not even by force."""
    nodes, edges = tables(NODES, [EDGE])
    before = edges.read_bytes()
    result = run("import", nodes, edges, "--output", edges, "--force")
    assert (result.code, result.err) == (2, f"kg: {edges} is one of the files to import; give another name\n")
    link = edges.with_name("link.ttl")
    link.hardlink_to(edges)
    result = run("import", nodes, edges, "--output", link, "--force")
    assert (result.code, result.err) == (2, f"kg: {link} is one of the files to import; give another name\n")
    assert edges.read_bytes() == before


def test_an_import_passes_kg_check(imported, run, tmp_path):
    """The rules of our own curation (definitions, unique names, sources that were read) are not asked of it."""
    assert imported().code == 0
    assert json.loads(run("check", tmp_path / "out.ttl", "--json").out)["problems"] == []
    file = tmp_path / "out.ttl"
    file.write_text(file.read_text(encoding="utf-8").replace("vocab:modality vocab:", "vocab:modality vocab:Not", 1))
    assert run("check", file).code == 1
