"""What is shown of studies: figures, status, where they were read, and what they say of the claims of pages."""

import pytest
from msgspec.structs import replace

import kg
from kg.questions.parts.card import ReportCard
from kg.views.table import table
from tests import tea, toy

CLAIM = "claim:milk--increases--sleep"


@pytest.fixture
def graph():
    """The small document, with a whole record of its study."""
    return tea.full()


def retracted(graph):
    """The same graph, where the study is retracted."""
    study = replace(graph.studies["study:oak-2001"], record_status="Retracted")
    return replace(graph, studies={study.id: study})


def test_an_evidence_item_says_what_was_read_where_and_when(graph):
    """In the text of the claim and in its JSON; what is not known is absent."""
    answer = kg.show(graph, CLAIM)
    assert (
        "\n  − Oak B 2001 (randomised trial; corrected)\n    denied: No effect was found.\n"
        "    condition: only if deficient\n"
        "    n: 38 adults; effect: 0.1 hours (−0.2 to 0.4); score of its source: belief 0.86; read at\n"
        "      https://tea.example/oak (abstract) on 2026-11-28\n"
    ) in str(answer)
    (item,) = answer.plain()["evidence"]["disputes"]
    assert {name: item[name] for name in ("status", "read_at", "accessed", "place", "sample", "effect", "score")} == {
        "status": "corrected",
        "read_at": "https://tea.example/oak",
        "accessed": "2026-11-28",
        "place": "abstract",
        "sample": "38 adults",
        "effect": "0.1 hours (−0.2 to 0.4)",
        "score": "belief 0.86",
    }
    (page,) = answer.plain()["evidence"]["supports"]
    assert not page.keys() & {"status", "read_at", "accessed", "place", "sample", "effect", "score"}


def test_a_place_without_an_address_is_told(graph):
    """A paper that was read in print."""
    item = replace(
        graph.evidence["evidence:oak-2001-001"],
        read_at="",
        accessed="",
        sample="",
        effect="",
        score="",
        place="table 2",
    )
    assert "\n    read in table 2\n" in str(kg.show(replace(graph, evidence={**graph.evidence, item.id: item}), CLAIM))


def test_a_study_is_shown_with_its_record(graph):
    """Design, population, baseline, dose, n, effect, and its status with the day."""
    answer = kg.show(graph, "oak-2001")
    said = str(answer)
    for line in (
        "design: RandomisedTrial",
        "n: 40 adults",
        "population: Adults who drink tea",
        "baseline: rested",
        "dose: one cup a day",
        "effect: 0.9 (0.8 to 1.0)",
        "status of the record: corrected (looked up on 2026-11-28)",
        "note on the status: A table was corrected.",
        "group: oak",
        "group reason: The same 40 adults.",
    ):
        assert f"\n  {line}\n" in said
    source = answer.plain()["source"]
    assert (source["record_status"], source["status_date"], source["baseline"]) == ("Corrected", "2026-11-28", "rested")
    assert "card" not in answer.plain()
    assert "record_status" not in kg.show(tea.graph(), "oak-2001").plain()["source"]


def test_a_retracted_study_counts_for_nothing_and_says_so(graph):
    """It neither supports nor disputes, in confidences, lists and sources; --explain names it."""
    gone = retracted(graph)
    assert (graph.confidence(CLAIM).contested, gone.confidence(CLAIM).contested) == (True, False)
    assert gone.confidence(CLAIM).against == 0
    said = str(kg.show(gone, CLAIM))
    assert "\n    0 (randomised trial, retracted: counts for nothing): evidence:oak-2001-001\n" in said
    assert "\n  ~ Oak B 2001 (randomised trial; retracted)\n" in said
    assert "status of the record: retracted, counts for nothing (looked up on 2026-11-28)" in str(
        kg.show(gone, "oak-2001")
    )
    listed = kg.sources(gone)
    (study,) = (source for source in listed.sources if source.id == "study:oak-2001")
    assert (study.supports, study.disputes, study.inconclusive, study.record_status) == (0, 0, 0, "Retracted")
    assert "randomised trial; retracted, counts for nothing; 1 claim, 0 from this source only; cited by 1" in str(
        listed
    )
    header, rows = table(listed)
    assert [row[header.index("status")] for row in rows] == ["", "retracted"]
    assert not kg.contested(gone).disputes


def test_a_study_that_was_not_identified_counts_for_nothing():
    """A claim that only it supports is unsupported; no chain uses it."""
    graph = toy.graph("x increases y @lost", "y increases z @retracted", "z increases w")
    assert [i.source for i in graph.influences] == ["concept:z"]
    assert "trace status: not identified, counts for nothing" in str(kg.show(graph, "lost"))
    assert "not identified, counts for nothing; 1 claim" in str(kg.sources(graph))
    assert kg.show(graph, "x").unsupported_claims
    explained = str(kg.path(graph, "z", "w").to_json())
    assert "lost" not in explained


def test_what_counts_for_nothing_is_not_undecided():
    """It takes no side, in any list or count; a study that is undecided does."""
    lines = ("x increases y", "x increases y @trial undecided", "x increases y @cohort denied")
    for name in ("retracted", "lost"):
        graph = toy.graph(*lines, f"x increases y @{name}")
        shown = kg.show(graph, "claim:x--increases--y")
        sides = {side: [item["source"] for item in items] for side, items in shown.plain()["evidence"].items()}
        assert sides == {
            "supports": ["document:a"],
            "disputes": ["study:cohort"],
            "inconclusive": ["study:trial"],
            "not_counted": [f"study:{name}"],
        }
        titles = [line for line in str(shown).splitlines() if line.endswith(" (1)")]
        assert titles == ["For (1)", "Against (1)", "Undecided (1)", "Not counted (1)"]
        assert "\n~ x increases y (not counted)\n" in str(kg.show(graph, name))
        assert "\n~ x increases y\n" in str(kg.show(graph, "trial"))
        assert kg.effect(graph, "x", "y").stated.undecided == 1
        assert "1 step [1], contested 1: 1 page; 1 against; 1 undecided\n" in str(kg.path(graph, "x", "y"))
        (line,) = kg.claims(graph).claims
        assert (line.supports, line.disputes, line.inconclusive) == (1, 1, 1)
        assert line.sides.inconclusive == ("study:trial",)
        assert [side.side for side in kg.contested(graph).disputes[0].sides] == ["for", "against", "undecided"]
        card = kg.show(toy.graph("x increases y", f"x increases y @{name}"), "document:a").card
        assert (card.undecided, card.open) == (0, 1)


def test_what_counts_for_nothing_has_no_plain_triple(tmp_path):
    """The data file says that the study supports the claim, but not that the claim holds."""
    from kg.turtle.read import load
    from kg.turtle.write import turtle

    graph = toy.graph("x increases y @retracted")
    path = tmp_path / "x.ttl"
    path.write_text(turtle(graph), encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    assert "vocab:supports claim:x--increases--y" in text
    assert "vocab:increases concept:y" not in text
    assert load(path).evidence == graph.evidence


def test_a_step_shows_its_conditions_and_populations():
    """With the numbers of evidence items, in JSON, with the chain, and with each item."""
    graph = toy.graph(
        "a increases b @a %Compensation",
        "a increases b @b",
        "b increases c @trial #Women %OnlyIfDeficient",
        "c increases d @a #Women",
        "c increases d @b #VitaminDDeficientPeople",
    )
    answer = kg.path(graph, "a", "d")
    steps = answer.plain()["chains"][0]["steps"]
    assert [[(x["axis"], x["value"], x["items"], x["of"]) for x in step["limits"]] for step in steps] == [
        [("condition", "Compensation", 1, 2)],
        [("condition", "OnlyIfDeficient", 1, 1), ("population", "Women", 1, 1)],
        [("population", "VitaminDDeficientPeople", 1, 2), ("population", "Women", 1, 2)],
    ]
    assert steps[0]["limits"][0]["label"] == "as a compensation"
    said = " ".join(str(answer).split())
    assert "[1] a increases b (as a compensation in 1 of 2) 0.30" in said
    assert "[2] b increases c (only if deficient, women) 0.65" in said
    assert "[3] c increases d (people who lack vitamin D in 1 of 2) 0.30" in said


def test_the_evidence_of_a_path_shows_where_it_holds(run, tmp_path):
    """kg path --evidence marks the step and each item."""
    path = toy.data_file(tmp_path / "x.ttl", "a increases b @a %Compensation", "b increases c @a #Women")
    said = " ".join(run("path", "a", "c", "--evidence", "--data", path).out.split())
    assert "1.1 a increases b [as a compensation] 0.20" in said
    assert "asserted: Says 0. [condition: as a compensation]" in said
    assert "asserted: Says 1. [population: women]" in said


def card(*lines, **options):
    """The report card of document a."""
    return kg.show(toy.graph(*lines, **options), "document:a").card


def test_a_document_has_a_report_card():
    """Studies support, dispute, do both, are undecided, or there is none."""
    lines = ("x increases a @a", "x increases b @a", "x increases c @a", "x increases d @a", "x increases e @a")
    studies = (
        "x increases a @trial",
        "x increases b @trial denied",
        "x increases c @trial",
        "x increases c @meta denied",
        "x increases d @trial undecided",
        "x increases z @trial",
    )
    assert card(*lines, *studies) == ReportCard(5, 1, 1, 1, 1, 1)
    shown = str(kg.show(toy.graph(*lines, *studies), "document:a"))
    assert (
        "\n  literature on its 5 claims: supports 1, disputes 1, both 1;\n    undecided on 1, no study on 1\n" in shown
    )


def test_a_report_card_knows_what_says_the_same():
    """A study of the contrary level, of the contrary, or that found nothing; and what the document denies."""
    low = {"states": {"low-x": ("x", "Low")}}
    assert card("low-x decreases y @a", "x increases y @trial", **low) == ReportCard(1, 1, 0, 0, 0, 0)
    assert card("x increases y @a", "x decreases y @trial") == ReportCard(1, 0, 1, 0, 0, 0)
    assert card("x increases y @a", "x hasNoEffectOn y @trial") == ReportCard(1, 0, 1, 0, 0, 0)
    assert card("x increases y @a denied", "x increases y @trial denied") == ReportCard(1, 1, 0, 0, 0, 0)
    assert card("x increases y @a denied", "x increases y @trial") == ReportCard(1, 0, 1, 0, 0, 0)
    assert card("x increases y @a", "x decreases y @trial denied") == ReportCard(1, 0, 0, 0, 0, 1)
    assert card("x isA y @a", "x isA y @trial", "x isA z @a") == ReportCard(2, 1, 0, 0, 0, 1)
    assert card("x affects y @a", "x increases y @trial") == ReportCard(1, 0, 0, 0, 0, 1)
    assert card("x increases y @a", "x increases y @retracted") == ReportCard(1, 0, 0, 0, 0, 1)


def test_the_report_cards_of_the_real_documents_add_up(real):
    """Every claim of a document is counted once."""
    for document in real.documents:
        found = kg.show(real, document).card
        assert found.claims == len({item.claim for item in real.evidence_from[document]})
        assert sum((found.supported, found.disputed, found.both, found.undecided, found.open)) == found.claims


@pytest.fixture(scope="module")
def real():
    """The data of the program."""
    return kg.load()
