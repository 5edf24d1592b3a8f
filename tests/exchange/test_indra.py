"""INDRA statements: what each type states, who its agents are, and what became of belief, hypotheses and negations."""

import json

import pytest

import kg
from kg.errors import DataError
from kg.exchange.intake import take
from kg.model.core import Stance
from tests.exchange.graphs import ends
from tests.exchange.peers import FIXTURES

A, B = {"name": "a", "db_refs": {"HGNC": "1"}}, {"name": "b", "db_refs": {"HGNC": "2"}}


@pytest.fixture
def taken(tmp_path):
    """Read statements, and what was not understood."""

    def read(*statements, text=None):
        path = tmp_path / "some.json"
        path.write_text(json.dumps(statements) if text is None else text, encoding="utf-8")
        graph, report = take([path], "indra")[:2]
        return graph, {missed.what: missed.count for missed in report.not_understood}

    return read


def activation(subject=A, object_=B, **more):
    """An activation with one publication."""
    return {
        "type": "Activation",
        "subj": subject,
        "obj": object_,
        "evidence": [{"source_api": "x", "pmid": "1"}],
        **more,
    }


@pytest.mark.parametrize(
    ("before", "after", "relation"),
    [(1, 1, "increases"), (1, -1, "decreases"), (-1, 1, "decreases"), (-1, -1, "increases"), (None, None, "affects")],
)
@pytest.mark.parametrize("form", ["event", "delta"])
def test_an_influence_has_the_product_of_its_polarities(taken, before, after, relation, form):
    """In the form of today, and in that of INDRA until 2019, which has the polarities beside the concepts."""
    polarities = [{"polarity": before}, {"polarity": after}]
    if form == "event":
        said = {
            end: {"concept": one, "delta": delta}
            for end, one, delta in zip(("subj", "obj"), (A, B), polarities, strict=True)
        }
    else:
        said = {"subj": A, "obj": B, "subj_delta": polarities[0], "obj_delta": polarities[1]}
    graph, _ = taken({"type": "Influence", **said})
    assert ends(graph) == [("HGNC:1", relation, "HGNC:2")]


@pytest.mark.parametrize(
    ("references", "identifier"),
    [
        ({"UP": "P1", "HGNC": "5", "TEXT": "x"}, "HGNC:5"),
        ({"UP": "P1", "EGID": "7"}, "UniProtKB:P1"),
        ({"EGID": "7", "CHEMBL": "9"}, "CHEMBL.COMPOUND:9"),
        ({"CHEBI": "CHEBI:3", "MESH": "D1"}, "CHEBI:3"),
        ({"FPLX": "X", "HGNC": ["5", "6"]}, "FPLX:X"),
        ({"HGNC": ["6", "5"]}, "HGNC:6"),
        ({"UN": [["UN/a", 0.2], ["UN/b", 0.9]]}, "UN:UN/b"),
        ({"TEXT": "x", "TEXT_NORM": "x"}, "indra:called"),
        ({"a b": "1", "HGNC": None, "UP": ""}, "indra:called"),
    ],
)
def test_an_agent_has_the_first_identifier_in_the_order_of_indra(taken, references, identifier):
    """The other identifiers are its matches; text is none."""
    graph, missed = taken(activation({"name": "called", "db_refs": references}))
    assert ends(graph)[0][0] == identifier
    assert graph.concepts[identifier].label == "called"
    assert ("agent without an identifier of a database, kept by its name" in missed) is (identifier == "indra:called")


def test_other_identifiers_are_matches(taken):
    """Of a plain agent only."""
    protein = {"name": "p", "db_refs": {"UP": "P1", "HGNC": "5", "TEXT": "p"}}
    graph, _ = taken(activation(protein, {**protein, "location": "nucleus"}))
    assert graph.concepts["HGNC:5"].exact == ("UniProtKB:P1",)
    assert graph.concepts["indra:HGNC:5 (in nucleus)"].exact == ()


def test_an_agent_without_name_and_identifier_is_none(taken):
    """The statement is left out, beside one that is read."""
    graph, missed = taken(activation({"db_refs": {}}), activation("a"), activation())
    assert len(graph.claims) == 1
    assert missed == {"statement without an agent at both ends, left out": 2}


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"mods": [{"mod_type": "phosphorylation", "residue": "S", "position": "9"}]}, "phosphorylation S9"),
        ({"mods": [{"mod_type": "phosphorylation", "is_modified": False}]}, "no phosphorylation"),
        ({"mutations": [{"residue_from": "V", "position": "600", "residue_to": "E"}]}, "mutation V600E"),
        ({"mutations": [{"residue_from": "V", "position": None, "residue_to": None}]}, "mutation V??"),
        ({"bound_conditions": [{"agent": B, "is_bound": True}]}, "bound to HGNC:2"),
        ({"bound_conditions": [{"agent": B, "is_bound": False}]}, "not bound to HGNC:2"),
        ({"activity": {"activity_type": "kinase", "is_active": False}}, "no kinase"),
        ({"location": "nucleus"}, "in nucleus"),
        ({"mods": [{"mod_type": "methylation"}], "location": "nucleus"}, "methylation; in nucleus"),
    ],
)
def test_an_agent_in_a_state_is_a_concept_of_its_own(taken, state, said):
    """No chain runs from what a mutant does to what its gene does, and the report counts it."""
    third = {"name": "c", "db_refs": {"HGNC": "3"}}
    graph, missed = taken(activation(A, {**B, **state}), activation(B, third))
    assert ends(graph)[0] == ("HGNC:1", "increases", f"indra:HGNC:2 ({said})")
    assert graph.concepts[f"indra:HGNC:2 ({said})"].label == f"b ({said})"
    assert kg.path(graph, "a", "c").chains == ()
    assert missed == {"agent that is modified, mutated, bound, inactive or at a place, kept as a concept of its own": 1}


def test_an_active_agent_is_the_agent(taken):
    """As a thing moves with its activity; the report says so."""
    third = {"name": "c", "db_refs": {"HGNC": "3"}}
    active = {**B, "activity": {"activity_type": "kinase", "is_active": True}}
    graph, missed = taken(activation(A, B), activation(active, third))
    assert len(kg.path(graph, "a", "c").chains) == 1
    assert missed == {"agent marked as active, read as the agent itself": 1}


def test_belief_and_publications_are_kept(taken):
    """With each evidence item, as a number of INDRA's; the confidence of the claim does not depend on it."""
    item = {"source_api": "reach", "pmid": "77"}
    sure, unsure = (taken(activation(belief=belief, evidence=[item]))[0] for belief in (0.98, 0.11))
    (evidence,) = sure.evidence.values()
    assert (evidence.score, sure.studies[evidence.source].pmid) == ("INDRA belief 0.98", "77")
    assert "score of its source: INDRA belief 0.98" in str(kg.show(sure, evidence.claim))
    assert sure.confidence(evidence.claim).value == unsure.confidence(evidence.claim).value


def test_the_beliefs_of_statements_that_become_one_claim_are_all_kept(taken):
    """More of a thing and more of its activity are one claim; a second statement of the same belief adds nothing."""
    amount = {**activation(belief=0.6), "type": "IncreaseAmount"}
    graph, missed = taken(activation(belief=0.9), amount, activation(belief=0.9))
    (evidence,) = graph.evidence.values()
    assert evidence.score == "INDRA belief 0.9; INDRA belief 0.6"
    assert missed == {"edge like another one, merged with it": 2}


def test_a_firmer_statement_keeps_the_score_of_the_hedged_one(taken):
    """The one that asserts stays, with both scores."""
    hedged = activation(belief=0.2, evidence=[{"source_api": "x", "pmid": "1", "epistemics": {"hypothesis": True}}])
    graph, _ = taken(hedged, activation(belief=0.9))
    (evidence,) = graph.evidence.values()
    assert (evidence.modality, evidence.score) == ("Asserted", "INDRA belief 0.2; INDRA belief 0.9")


def test_hypotheses_are_hedged_and_negations_dispute():
    """Evidence of two programs, of a database, a hypothesis, a negation, and one without a paper."""
    graph = take([FIXTURES / "indra.json"])[0]
    items = [item for item in graph.evidence.values() if item.claim == "claim:indra:a--decreases--indra:d"]
    found = {graph.studies[item.source].pmid or graph.studies[item.source].title: item for item in items}
    assert {name: (item.stance, item.modality, item.type) for name, item in found.items()} == {
        "90000001": (Stance.SUPPORTS, "Asserted", "ECO:0000501"),
        "90000002": (Stance.SUPPORTS, "Asserted", "ECO:0000304"),
        "90000003": (Stance.SUPPORTS, "Hedged", "ECO:0000501"),
        "90000004": (Stance.DISPUTES, "Denied", "ECO:0000501"),
        "INDRA (biopax)": (Stance.SUPPORTS, "Asserted", "ECO:0000303"),
    }
    assert "INDRA (reach, sparser)" in found["90000001"].says
    assert {item.score for item in items} == {"INDRA belief 0.3497875115"}


@pytest.mark.parametrize(
    ("item", "field", "known"),
    [
        ({"text_refs": {"PMID": "5"}}, "pmid", "5"),
        ({"pmid": "6", "text_refs": {"PMID": "5"}}, "pmid", "6"),
        ({"text_refs": {"PMCID": "PMC7", "DOI": "10.1234/x"}}, "pmcid", "PMC7"),
        ({"text_refs": {"doi": "10.1234/x"}}, "doi", "10.1234/x"),
        ({"text_refs": {"URL": "https://toy.example/1"}}, "title", "https://toy.example/1"),
        ({}, "title", "INDRA (an unnamed source)"),
        ("odd", "title", "INDRA (an unnamed source)"),
    ],
)
def test_the_publication_is_the_best_known_reference(taken, item, field, known):
    """PubMed first; without any it is the source itself."""
    graph, _ = taken(activation(evidence=[item]))
    assert [getattr(study, field) for study in graph.studies.values()] == [known]


@pytest.mark.parametrize(
    "form",
    [
        json.dumps,
        lambda statements: "".join(f"{json.dumps(one)}\n \n" for one in statements),
        lambda statements: json.dumps({"offset": 2, "statements": {str(n): one for n, one in enumerate(statements)}}),
        lambda statements: json.dumps({"statements": statements}),
    ],
    ids=["list", "lines", "database", "object"],
)
def test_a_file_is_a_list_or_lines_or_an_answer_of_the_database(tmp_path, form):
    """Each is recognised, and gives the same graph."""
    path = tmp_path / "some.json"
    path.write_text(form([activation(matches_hash="1"), activation(B, A, matches_hash="2")]), encoding="utf-8")
    taken = take([path])
    assert taken.form == "indra"
    assert ends(taken.graph) == [("HGNC:1", "increases", "HGNC:2"), ("HGNC:2", "increases", "HGNC:1")]


def test_one_statement_alone_is_read(taken):
    """As a value of several lines."""
    assert len(taken(text=json.dumps(activation(), indent=1))[0].claims) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[]", "some.json: has no INDRA statements"),
        ("7", "some.json: has no INDRA statements"),
        ('[{"type": "Activation"', "some.json: not JSON (line 1: "),
        ('{"type": "Activation"}\n{"type": ', "some.json:2: not JSON; give one value on each line"),
        ("[" * 100_000, "some.json: not JSON (nested too deeply)"),
        ('{"type": ' + "[" * 100_000, "some.json:1: not JSON; give one value on each line"),
        ('["\udcff"]', "some.json: not JSON (not UTF-8, or a number that is too long)"),
        ("[" + "9" * 5000 + "]", "some.json: not JSON (not UTF-8, or a number that is too long)"),
    ],
)
def test_a_file_without_statements_is_refused_with_the_reason(tmp_path, text, why):
    """One line says what is wrong."""
    path = tmp_path / "some.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(DataError) as error:
        take([path], "indra")
    assert why in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ({"type": "Activation", "subj": A, "obj": A}, "statement about one agent, left out"),
        ({"type": "Complex", "members": [A]}, "statement about one agent, left out"),
        ({"type": "Complex", "members": [A, A]}, "statement about one agent, left out"),
        ({"type": "Complex", "members": [A, B, A, B]}, "complex of more than 3 agents, left out"),
        ({"type": "Complex"}, "statement about one agent, left out"),
        ({"type": "Conversion", "obj_from": [A], "obj_to": []}, "conversion of nothing or of several things, left out"),
        ({"type": "Translocation", "agent": A}, "statement about one agent, left out"),
        ({"type": "Marriage", "subj": A, "obj": B}, "statement of an unknown type, left out"),
        ({"subj": A, "obj": B}, "statement of an unknown type, left out"),
        ("odd", "statement of an unknown type, left out"),
    ],
)
def test_what_is_left_out_has_its_reason(taken, statement, what):
    """Beside a statement that is read."""
    graph, missed = taken(statement, activation())
    assert len(graph.claims) == 1
    assert missed == {what: 1}


def test_evidence_shows_the_belief(tmp_path, run):
    """Of every command with --evidence; a statement without a belief has none, and short answers do not show it."""
    denial = {"source_api": "x", "pmid": "2", "epistemics": {"negated": True}}
    plain = activation()
    for name, statement in (
        ("with", activation(belief=0.81, evidence=[*plain["evidence"], denial])),
        ("without", plain),
    ):
        place, out = tmp_path / f"{name}.json", tmp_path / f"{name}.ttl"
        place.write_text(json.dumps([statement]), encoding="utf-8")
        kg.import_([place], output=out)
        for command in (["path", "a", "b"], ["effect", "a", "b"], ["contested"], ["show", "study:pmid-1"]):
            options = [] if command[0] == "show" else ["--evidence"]
            told = " ".join(run(*command, *options, "--data", out).out.split())
            assert ("[INDRA belief 0.81]" in told) is (name == "with"), command
    assert "belief" not in run("path", "a", "b", "--data", tmp_path / "with.ttl").out


def test_an_unknown_database_is_reported(taken):
    """Its identifier is kept; those that INDRA prefers, or that Biolink has a prefix for, are ordinary."""
    for database, count in (("FOODB", 1), ("UN", None), ("HMDB", None)):
        _, missed = taken(activation({"name": "a", "db_refs": {database: "1"}}))
        assert missed.get("agent with an identifier of an unknown database, kept") == count
