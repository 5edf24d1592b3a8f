"""What differs between two versions of the data, and which answers with it."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import kg
from kg.model.core import Stance, Study
from kg.model.withdrawn import Withdrawal
from kg.questions import standing
from kg.questions.diff import Diff
from kg.questions.standing import Question
from tests import toy
from tests.reasoning.test_properties import random_graph

CLAIM = "claim:x--increases--y"
RECORD = Withdrawal(CLAIM, "The page says something else.", "2026-11-21", "claim:x--decreases--y", "x increases y")


#: The parts that are compared field by field.
PARTS = ("evidence", "concepts", "documents", "studies", "quantities", "passages", "omissions", "withdrawn_concepts")


def diff(old, new, questions=None):
    """The answer of kg.diff as JSON."""
    return kg.diff(old, new, questions=questions).plain()


def differences(answer):
    """Every kind of change that there is, with what it is about."""
    return {
        (part, change): [entry.get("id") or entry["name"] for entry in entries]
        for part in ("claims", "influences", "withdrawals", *PARTS)
        for change, entries in answer[part].items()
        if entries
    }


def test_a_claim_more_is_told_with_its_evidence_and_the_answer_that_it_changes(graph):
    """Going from the data without a claim to the data with it, only that claim and what hangs on it is new."""
    claim = "claim:vitamin-b12-deficiency--manifests-as--numbness"
    answer = diff(graph.without(frozenset({claim})), graph)
    evidence = [item.id for item in graph.evidence_of[claim]]
    assert differences(answer) == {("claims", "added"): [claim], ("evidence", "added"): evidence}
    (changed,) = [question for question in answer["answers"] if question["changed"]]
    assert changed["id"] == "b12-numbness"
    assert [len(changed[when]["best"]) for when in ("was", "is")] == [3, 2]
    assert answer["different"]


def test_nothing_differs_from_itself(graph):
    """A version compared with itself has no difference, and all the questions were asked."""
    answer = diff(graph, graph)
    assert differences(answer) == {}
    assert not answer["different"]
    assert [question["id"] for question in answer["answers"]] == [question.id for question in standing.load()]


def test_a_claim_that_is_gone_was_withdrawn_or_has_vanished():
    """With a record it is withdrawn, and the record is told; without one it has vanished."""
    old, new = toy.graph("x increases y", "a increases b"), toy.graph("x decreases y")
    claims = diff(old, replace(new, withdrawn={CLAIM: RECORD}), [])["claims"]
    assert [claim["id"] for claim in claims["vanished"]] == ["claim:a--increases--b"]
    (claim,) = claims["withdrawn"]
    assert (claim["id"], claim["name"], claim["confidence"]) == (CLAIM, "x increases y", 0.2)
    assert claim["withdrawal"] == {
        "reason": RECORD.reason,
        "date": "2026-11-21",
        "replaced_by": "claim:x--decreases--y",
    }
    assert [claim["id"] for claim in diff(old, new, [])["claims"]["vanished"]][1] == CLAIM


def test_a_claim_that_comes_back_is_told_with_the_record_of_its_withdrawal():
    """What was withdrawn and is made again is added, not as if it were new."""
    old = replace(toy.graph("x decreases y"), withdrawn={CLAIM: RECORD})
    answer = diff(old, toy.graph("x decreases y", "x increases y @b"), [])
    (claim,) = answer["claims"]["added"]
    assert claim["withdrawal"]["reason"] == RECORD.reason
    assert answer["withdrawals"] == {"added": [], "removed": [], "changed": []}


def test_records_are_compared_by_themselves_where_neither_version_makes_the_claim():
    """A record that is removed, changed, or of a claim that came and went between, is a difference."""
    plain = toy.graph("x decreases y")
    kept = replace(plain, withdrawn={CLAIM: RECORD})
    mended = replace(plain, withdrawn={CLAIM: replace(RECORD, reason="A slip.")})
    assert differences(diff(plain, kept, [])) == {("withdrawals", "added"): [CLAIM]}
    assert differences(diff(kept, plain, [])) == {("withdrawals", "removed"): [CLAIM]}
    (entry,) = diff(kept, mended, [])["withdrawals"]["changed"]
    assert (entry["name"], entry["field"], entry["is"]) == ("x increases y", "reason", "A slip.")


def test_another_relation_between_the_same_two_is_told_as_another_sign():
    """The claims are two, as their identifiers are; that the sign between the quantities turned is told beside."""
    answer = diff(toy.graph("x increases y", "a increases b"), toy.graph("x decreases y", "a prevents c"), [])
    (changed,) = answer["influences"]["changed"]
    assert (changed["name"], changed["was"], changed["is"]) == ("x → y", ["+"], ["-"])


def test_a_claim_is_re_signed_if_its_end_becomes_another_level():
    """The same identifier has another sign where the state that it speaks of stands for another level."""
    versions = [toy.graph("poor-x increases y", states={"poor-x": ("x", level)}) for level in ("High", "Low")]
    answer = diff(*versions, [])
    fields = [(entry["field"], entry["was"], entry["is"]) for entry in answer["claims"]["changed"]]
    assert fields == [("sign", "+", "-")]
    assert [entry["field"] for entry in answer["concepts"]["changed"]] == ["level"]
    assert [(entry["was"], entry["is"]) for entry in answer["influences"]["changed"]] == [(["+"], ["-"])]


def test_a_claim_that_moves_to_another_quantity_is_changed():
    """What a state is a state of decides between which quantities its claim acts."""
    versions = [toy.graph("low increases y", "v isA w", states={"low": (of, "Low")}) for of in "vw"]
    (changed,) = diff(*versions, [])["claims"]["changed"]
    assert (changed["field"], changed["was"], changed["is"]) == ("source", "concept:v", "concept:w")


def test_evidence_that_takes_the_other_side_changes_how_well_the_claim_is_supported():
    """A stance that turned is told, and so are the confidence and that the claim is contested now."""
    old = toy.graph("x increases y", "x increases y @b")
    turned = replace(old.evidence["evidence:b-001"], stance=Stance.DISPUTES, modality="Denied")
    answer = diff(old, replace(old, evidence={**old.evidence, turned.id: turned}), [])
    assert [(e["id"], e["field"], e["was"], e["is"]) for e in answer["evidence"]["changed"]] == [
        ("evidence:b-001", "stance", "supports", "disputes"),
        ("evidence:b-001", "modality", "Asserted", "Denied"),
    ]
    assert answer["evidence"]["changed"][0]["name"] == "document b, b.example, disputes: x increases y"
    assert [(entry["field"], entry["was"], entry["is"]) for entry in answer["claims"]["changed"]] == [
        ("confidence", 0.3, 0.16),
        ("contested", False, True),
    ]


def test_a_concept_is_renamed_or_regrounded_where_its_identifier_stays():
    """The label and the matches to ontologies are told field by field, with what they were."""
    old = toy.graph("x increases y")
    concept = replace(old.concepts["concept:x"], label="the x", exact=("HP:0000001", "HP:0000002"))
    answer = diff(old, replace(old, concepts={**old.concepts, concept.id: concept}), [])
    assert answer["concepts"]["changed"] == [
        {"id": "concept:x", "name": "the x", "field": "label", "was": "x", "is": "the x"},
        {"id": "concept:x", "name": "the x", "field": "exact", "was": [], "is": ["HP:0000001", "HP:0000002"]},
    ]


def test_studies_that_came_and_went_are_told_by_name():
    """A reader is told author, year and journal."""
    old = toy.graph("x increases y")
    study = Study("study:a-2001", "Cohort", "Verified", "T", "A B, C D", "J", "2001")
    answer = diff(old, replace(old, studies={study.id: study}), [])
    assert answer["studies"]["added"] == [{"id": "study:a-2001", "name": "A B et al. 2001, J"}]
    assert differences(diff(replace(old, studies={study.id: study}), old, [])) == {("studies", "removed"): [study.id]}


def test_pairs_of_a_context_are_told_as_words():
    """The population that an evidence speaks of is a text in the answer."""
    old = toy.graph("x increases y")
    item = replace(old.evidence["evidence:a-000"], context=(("population", "OlderAdults"),))
    (entry,) = diff(old, replace(old, evidence={item.id: item}), [])["evidence"]["changed"]
    assert (entry["was"], entry["is"]) == ([], ["population: OlderAdults"])


def mirrored(answer):
    """An answer as if its versions had been exchanged; claims that are gone are told as one."""
    claims = answer["claims"]
    swapped = {"added": "removed", "removed": "added", "changed": "changed"}
    parts = {
        part: {
            swapped[change]: [{**entry, "was": entry.get("is"), "is": entry.get("was")} for entry in entries]
            for change, entries in answer[part].items()
        }
        for part in ("influences", "withdrawals", *PARTS)
    }
    gone = sorted(claims["withdrawn"] + claims["vanished"], key=lambda claim: claim["id"])
    changed = [{**entry, "was": entry["is"], "is": entry["was"]} for entry in claims["changed"]]
    answers = [{**question, "was": question["is"], "is": question["was"]} for question in answer["answers"]]
    return {**parts, "claims": {"gone": claims["added"], "added": gone, "changed": changed}, "answers": answers}


def plainly(answer):
    """An answer with claims that are gone told as one, to compare with a mirrored one."""
    claims = answer["claims"]
    gone = sorted(claims["withdrawn"] + claims["vanished"], key=lambda claim: claim["id"])
    parts = {
        part: {
            change: [{**entry, "was": entry.get("was"), "is": entry.get("is")} for entry in entries]
            for change, entries in answer[part].items()
        }
        for part in ("influences", "withdrawals", *PARTS)
    }
    told = {"gone": gone, "added": claims["added"], "changed": claims["changed"]}
    return {**parts, "claims": told, "answers": answer["answers"]}


def without_names(value):
    """The same without what things are called and who withdrew them, which only one of the versions may say."""
    if isinstance(value, dict):
        return {key: without_names(part) for key, part in value.items() if key not in ("name", "withdrawal")}
    return [without_names(part) for part in value] if isinstance(value, list) else value


QUESTIONS = [Question("p", "path", "q0", "q1"), Question("e", "effect", "q1", "q0"), Question("n", "path", "q6", "q0")]


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_looking_back_is_the_mirror_of_looking_forth(a, b):
    """What one direction adds the other removes, and what was is; nothing is told in one direction alone."""
    old, new = random_graph(a), random_graph(b)
    names = sorted(old.claims.keys() - new.claims.keys())[:3]
    records = {name: Withdrawal(name, "No.", "2026-11-21", None, name) for name in names}
    new = replace(new, withdrawn=records)
    there, back = diff(old, new, QUESTIONS), diff(new, old, QUESTIONS)
    assert without_names(mirrored(there)) == without_names(plainly(back))
    assert [claim["id"] for claim in there["claims"]["withdrawn"]] == names
    assert there["different"] == back["different"]
    assert there["different"] or a == b


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_the_order_of_what_is_said_is_no_difference(seed):
    """The same things in another order, and a version compared with itself, tell nothing."""
    graph = random_graph(seed)
    dice = random.Random(seed)
    orders = {name: list(getattr(graph, name).items()) for name in ("concepts", "claims", "evidence")}
    for items in orders.values():
        dice.shuffle(items)
    shuffled = replace(graph, **{name: dict(items) for name, items in orders.items()})
    for answer in (diff(graph, shuffled, QUESTIONS), diff(graph, graph, QUESTIONS)):
        assert differences(answer) == {}
        assert not answer["different"]


@pytest.mark.parametrize(
    ("lines", "changed"),
    [
        (("x increases y", "x increases z", "a increases b"), []),
        (("x decreases y", "x increases z"), ["path", "effect"]),  # the sign
        (("x increases y", "x increases z", "z decreases y"), ["path", "effect"]),  # determinate no more
        (("x increases y", "x increases z", "z increases y"), ["path"]),  # one more chain
        (("x increases z", "z increases y"), ["path", "effect"]),  # another best chain
        (("w increases y", "x increases z"), ["path", "effect"]),  # none
        (("w increases y",), ["path", "effect"]),  # no such concept
    ],
)
def test_which_answers_change(lines, changed):
    """An answer changes with its sign, its verdict, its chains, and if it cannot be asked any more."""
    old = toy.graph("x increases y", "x increases z")
    questions = [Question(kind, kind, "x", "y") for kind in ("path", "effect")]
    answers = diff(old, toy.graph(*lines), questions)["answers"]
    assert [answer["id"] for answer in answers if answer["changed"]] == changed


def test_a_new_name_on_the_way_changes_no_answer():
    """A concept that is renamed stays what it is; the words tell it as each version calls it."""
    old = toy.graph("x increases z", "z increases y")
    concept = replace(old.concepts["concept:z"], label="the z")
    new = replace(old, concepts={**old.concepts, "concept:z": concept})
    (answer,) = diff(old, new, [Question("q", "path", "x", "y")])["answers"]
    assert not answer["changed"]
    assert answer["was"]["words"].endswith("x ↑ → z ↑ → y ↑")
    assert answer["is"]["words"].endswith("x ↑ → the z ↑ → y ↑")


def test_every_part_of_the_data_is_compared():
    """Each kind of value that a graph holds is a part of the answer, beside claims, influences and answers."""
    graph, parts = toy.graph("x increases y"), {"values": "quantities", "withdrawn": "withdrawals"}
    held = {name for name in graph.__struct_fields__ if isinstance(getattr(graph, name), dict)}
    compared = {parts.get(name, name) for name in held - {"relations", "terms"}}
    assert compared <= set(Diff.__struct_fields__)
    assert compared - {"claims"} == {*PARTS, "withdrawals"}
