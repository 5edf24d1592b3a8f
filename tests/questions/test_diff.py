"""What differs between two versions of the data, and which answers with it."""

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as changed

import kg
from kg import resources
from kg.errors import DataError
from kg.model.core import Concept, Document, Evidence, Omission, Passage, Quantity, Stance, Study, Withdrawal
from kg.model.lookup import resolve
from kg.questions import standing
from kg.questions.diff import PARTS
from kg.questions.standing import Question
from kg.turtle.write import without
from tests import ROOT, toy, versions
from tests.reasoning.test_properties import random_graph

CLAIM = "claim:x--increases--y"
RECORD = Withdrawal(CLAIM, "The page says something else.", "2026-11-21", "claim:x--decreases--y", "x increases y")


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
    claim = "claim:parathyroid-hormone--increases--serum-calcium"
    answer = kg.diff(graph.without(frozenset({claim})), graph)
    evidence = [item.id for item in graph.evidence_of[claim]]
    assert differences(answer) == {("claims", "added"): [claim], ("evidence", "added"): evidence}
    (changed,) = [question for question in answer["answers"] if question["changed"]]
    assert changed["id"] == "hormone-serum-calcium"
    assert [len(changed[when]["best"]) for when in ("was", "is")] == [3, 2]
    assert answer["different"]


def test_the_page_shows_what_is_printed(graph, run, tmp_path):
    """Its example is what stands there if an older file lacks that claim."""
    claim = graph.claims["claim:parathyroid-hormone--increases--serum-calcium"]
    data = resources.data()
    (tmp_path / "old.ttl").write_text(without(data.read_bytes(), data, claim, graph.evidence_of[claim.id], []), "utf-8")
    page = (ROOT / "docs" / "commands" / "diff.md").read_text("utf-8")
    told = run("diff", tmp_path / "old.ttl").out.partition("\n")[2]
    assert f"```text\n{told}```" in page


def test_nothing_differs_from_itself(graph):
    """A version compared with itself has no difference, and all the questions were asked."""
    answer = kg.diff(graph, graph)
    assert differences(answer) == {}
    assert not answer["different"]
    assert [question["id"] for question in answer["answers"]] == [question.id for question in standing.load()]


def test_a_claim_that_is_gone_was_withdrawn_or_has_vanished():
    """With a record it is withdrawn, and the record is told; without one it has vanished."""
    old, new = toy.graph("x increases y", "a increases b"), toy.graph("x decreases y")
    claims = kg.diff(old, replace(new, withdrawn={CLAIM: RECORD}), [])["claims"]
    assert [claim["id"] for claim in claims["vanished"]] == ["claim:a--increases--b"]
    (claim,) = claims["withdrawn"]
    assert (claim["id"], claim["name"], claim["confidence"]) == (CLAIM, "x increases y", 0.35)
    assert claim["withdrawal"] == {
        "reason": RECORD.reason,
        "date": "2026-11-21",
        "replaced_by": "claim:x--decreases--y",
    }
    assert [claim["id"] for claim in kg.diff(old, new, [])["claims"]["vanished"]][1] == CLAIM


def test_a_claim_that_comes_back_is_told_with_the_record_of_its_withdrawal():
    """What was withdrawn and is made again is added, not as if it were new."""
    old = replace(toy.graph("x decreases y"), withdrawn={CLAIM: RECORD})
    answer = kg.diff(old, toy.graph("x decreases y", "x increases y @b"), [])
    (claim,) = answer["claims"]["added"]
    assert claim["withdrawal"]["reason"] == RECORD.reason
    assert answer["withdrawals"] == {"added": [], "removed": [], "changed": []}


def test_records_are_compared_by_themselves_where_neither_version_makes_the_claim():
    """A record that is removed, changed, or of a claim that came and went between, is a difference."""
    plain = toy.graph("x decreases y")
    kept = replace(plain, withdrawn={CLAIM: RECORD})
    mended = replace(plain, withdrawn={CLAIM: changed(RECORD, reason="A slip.")})
    assert differences(kg.diff(plain, kept, [])) == {("withdrawals", "added"): [CLAIM]}
    assert differences(kg.diff(kept, plain, [])) == {("withdrawals", "removed"): [CLAIM]}
    (entry,) = kg.diff(kept, mended, [])["withdrawals"]["changed"]
    assert (entry["name"], entry["field"], entry["is"]) == ("x increases y", "reason", "A slip.")


def test_another_relation_between_the_same_two_is_told_as_another_sign():
    """The claims are two, as their identifiers are; that the sign between the quantities turned is told beside."""
    answer = kg.diff(toy.graph("x increases y", "a increases b"), toy.graph("x decreases y", "a prevents c"), [])
    (changed,) = answer["influences"]["changed"]
    assert (changed["name"], changed["was"], changed["is"]) == ("x → y", ["+"], ["-"])


def test_a_claim_is_re_signed_if_its_end_becomes_another_level():
    """The same identifier has another sign where the state that it speaks of stands for another level."""
    versions = [toy.graph("poor-x increases y", states={"poor-x": ("x", level)}) for level in ("High", "Low")]
    answer = kg.diff(*versions, [])
    fields = [(entry["field"], entry["was"], entry["is"]) for entry in answer["claims"]["changed"]]
    assert fields == [("sign", "+", "-")]
    assert [entry["field"] for entry in answer["concepts"]["changed"]] == ["level"]
    assert [(entry["was"], entry["is"]) for entry in answer["influences"]["changed"]] == [(["+"], ["-"])]


def test_a_claim_that_moves_to_another_quantity_is_changed():
    """What a state is a state of decides between which quantities its claim acts."""
    versions = [toy.graph("low increases y", "v isA w", states={"low": (of, "Low")}) for of in "vw"]
    (changed,) = kg.diff(*versions, [])["claims"]["changed"]
    assert (changed["field"], changed["was"], changed["is"]) == ("source", "concept:v", "concept:w")


def test_evidence_that_takes_the_other_side_changes_how_well_the_claim_is_supported():
    """A stance that turned is told, and so are the confidence and that the claim is contested now."""
    old = toy.graph("x increases y", "x increases y @b")
    turned = changed(old.evidence["evidence:b-001"], stance=Stance.DISPUTES, modality="Denied")
    answer = kg.diff(old, replace(old, evidence={**old.evidence, turned.id: turned}), [])
    assert [(e["id"], e["field"], e["was"], e["is"]) for e in answer["evidence"]["changed"]] == [
        ("evidence:b-001", "stance", "supports", "disputes"),
        ("evidence:b-001", "modality", "Asserted", "Denied"),
    ]
    assert answer["evidence"]["changed"][0]["name"] == "document b, b.example, disputes: x increases y"
    assert [(entry["field"], entry["was"], entry["is"]) for entry in answer["claims"]["changed"]] == [
        ("confidence", 0.53, 0.05),
        ("contested", False, True),
    ]


def test_a_concept_is_renamed_or_regrounded_where_its_identifier_stays():
    """The label and the matches to ontologies are told field by field, with what they were."""
    old = toy.graph("x increases y")
    concept = changed(old.concepts["concept:x"], label="the x", exact=("HP:0000001", "HP:0000002"))
    answer = kg.diff(old, replace(old, concepts={**old.concepts, concept.id: concept}), [])
    assert answer["concepts"]["changed"] == [
        {"id": "concept:x", "name": "the x", "field": "label", "was": "x", "is": "the x"},
        {"id": "concept:x", "name": "the x", "field": "exact", "was": [], "is": ["HP:0000001", "HP:0000002"]},
    ]


def test_studies_that_came_and_went_are_told_by_name():
    """A reader is told author, year and journal."""
    old = toy.graph("x increases y")
    study = Study("study:a-2001", "Cohort", "Verified", "T", "A B, C D", "J", "2001")
    answer = kg.diff(old, replace(old, studies={study.id: study}), [])
    assert answer["studies"]["added"] == [{"id": "study:a-2001", "name": "A B et al. 2001, J"}]
    assert differences(kg.diff(replace(old, studies={study.id: study}), old, [])) == {
        ("studies", "removed"): [study.id]
    }


def test_pairs_of_a_context_are_told_as_words():
    """The population that an evidence speaks of is a text in the answer."""
    old = toy.graph("x increases y")
    item = changed(old.evidence["evidence:a-000"], context=(("population", "OlderAdults"),))
    (entry,) = kg.diff(old, replace(old, evidence={item.id: item}), [])["evidence"]["changed"]
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


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_looking_back_is_the_mirror_of_looking_forth(a, b):
    """What one direction adds the other removes, and what was is; nothing is told in one direction alone."""
    old, new = random_graph(a), random_graph(b)
    names = sorted(old.claims.keys() - new.claims.keys())[:3]
    records = {name: Withdrawal(name, "No.", "2026-11-21", None, name) for name in names}
    new = replace(new, withdrawn=records)
    there, back = kg.diff(old, new, QUESTIONS), kg.diff(new, old, QUESTIONS)
    assert without_names(mirrored(there)) == without_names(plainly(back))
    assert [claim["id"] for claim in there["claims"]["withdrawn"]] == names
    assert there["different"] == back["different"]
    assert there["different"] or a == b


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_what_is_said_is_no_difference(seed):
    """The same things in another order, and a version compared with itself, tell nothing."""
    graph = random_graph(seed)
    dice = random.Random(seed)
    orders = {name: list(getattr(graph, name).items()) for name in ("concepts", "claims", "evidence")}
    for items in orders.values():
        dice.shuffle(items)
    shuffled = replace(graph, **{name: dict(items) for name, items in orders.items()})
    for answer in (kg.diff(graph, shuffled, QUESTIONS), kg.diff(graph, graph, QUESTIONS)):
        assert differences(answer) == {}
        assert not answer["different"]


def test_the_random_versions_differ_in_every_way():
    """The laws are tested on versions with claims that came, went and changed, turned signs and changed answers."""
    found = set()
    for seed in range(0, 60, 2):
        answer = kg.diff(random_graph(seed), random_graph(seed + 1), QUESTIONS)
        found |= differences(answer).keys() | {("answers", q["kind"]) for q in answer["answers"] if q["changed"]}
    parts = {"claims": ("added", "vanished", "changed"), "influences": ("changed",), "answers": ("path", "effect")}
    parts |= {"evidence": ("added", "removed", "changed"), "concepts": ("added", "removed")}
    assert found == {(part, change) for part, changes in parts.items() for change in changes}


# Standing questions


def test_the_standing_questions_can_be_asked(graph):
    """Each finds its two concepts in the present data, and they ask for paths and effects of every kind of answer."""
    questions = standing.load()
    assert len(questions) >= 12
    for question in questions:
        ends = {resolve(graph, name).quantity for name in (question.source, question.target)}
        assert len(ends) == 2, question.id
    replies = {question: standing.ask(graph, question) for question in questions}
    assert [reply.problem for reply in replies.values()] == [None] * len(replies)
    assert {question.kind for question in questions} == {"path", "effect"}
    assert {reply.sign for reply in replies.values()} >= {"+", "-", "?", None}


def ask(graph, kind, source="x", target="y"):
    """What a small graph answers."""
    return standing.ask(graph, Question("q", kind, source, target))


def test_a_reply_says_what_the_command_says():
    """Sign, verdict or reason, number of chains, and the quantities of the best one with where they go."""
    graph = toy.graph("x increases z", "z decreases y", "x decreases y hedged")
    reply = ask(graph, "path")
    assert reply.words == "− (coherent), 2 chains, best x ↑ → y ↓"
    assert (reply.verdict, reply.sign, reply.chains) == ("coherent", "-", 2)
    assert reply.json()["best"] == [
        {"concept": "concept:x", "direction": "+"},
        {"concept": "concept:y", "direction": "-"},
    ]
    assert ask(graph, "effect").words == "− (agreeing-chains), 1 chain, best x ↑ → y ↓"
    assert ask(graph, "path", "y", "x").words == "none, no chains"
    assert ask(graph, "effect", "y", "x").words == "? (no-path), no chains"


def test_a_question_that_cannot_be_asked_says_so():
    """A concept that a version does not know, or a question to one quantity, is a problem and no answer."""
    graph = toy.graph("x increases y", "xx increases y")
    assert ask(graph, "path", "xxx").problem == "unknown concept “xxx”"
    assert ask(graph, "effect", "x", "x").problem.startswith("“x” and “x” are the same quantity")


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
    answers = kg.diff(old, toy.graph(*lines), questions)["answers"]
    assert [answer["id"] for answer in answers if answer["changed"]] == changed


def test_a_new_name_on_the_way_changes_no_answer():
    """A concept that is renamed stays what it is; the words tell it as each version calls it."""
    old = toy.graph("x increases z", "z increases y")
    concept = changed(old.concepts["concept:z"], label="the z")
    new = replace(old, concepts={**old.concepts, "concept:z": concept})
    (answer,) = kg.diff(old, new, [Question("q", "path", "x", "y")])["answers"]
    assert not answer["changed"]
    assert answer["was"]["words"].endswith("x ↑ → z ↑ → y ↑")
    assert answer["is"]["words"].endswith("x ↑ → the z ↑ → y ↑")


GOOD = '[[question]]\nid = "a"\nkind = "path"\nsource = "x"\ntarget = "y"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no question; write each as"),
        ("question = []", "holds no question"),
        ("question = 1", "holds no question"),
        ("question = [1]", "question 1: it must have id, kind, source, target and nothing else"),
        ("[[question", "is not TOML"),
        ("question = '\udcff'", "is not TOML"),
        (GOOD + "k = 3\n", "question 1: it must have id, kind, source, target and nothing else"),
        (GOOD.replace('source = "x"\n', ""), "question 1: it must have id"),
        (GOOD.replace('"x"', "1"), "question 1: one of its values is no text, or empty"),
        (GOOD.replace('"x"', '" "'), "question 1: one of its values is no text, or empty"),
        (GOOD + GOOD.replace("path", "loops"), "question 2: “loops” is no kind; choose path or effect"),
        (GOOD + GOOD, "question 2: another question is called “a”"),
    ],
)
def test_a_bad_file_of_questions_is_told_in_one_line(tmp_path, text, message):
    """What is wrong, where, and what to do."""
    file = tmp_path / "questions.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(DataError) as error:
        standing.load(file)
    assert str(error.value).startswith(f"{file}: {message}")
    assert "\n" not in str(error.value)
    file.write_text(GOOD, encoding="utf-8")
    assert standing.load(file) == (Question("a", "path", "x", "y"),)


def test_a_file_of_questions_that_is_not_there_is_told(tmp_path):
    """The file is named."""
    with pytest.raises(DataError, match="cannot be read"):
        standing.load(tmp_path / "none.toml")


def test_the_schema_names_every_field():
    """What the JSON contract lists of each part are the fields that a value has."""
    file = ROOT / "docs" / "schemas" / "kg-diff-1.json"
    schema = json.loads(file.read_text("utf-8"))["properties"]
    values = {"evidence": Evidence, "concepts": Concept, "documents": Document, "studies": Study}
    values |= {"quantities": Quantity, "passages": Passage, "omissions": Omission, "withdrawals": Withdrawal}
    assert values.keys() == PARTS.keys() | {"withdrawals"}
    for part, value in values.items():
        listed = schema[part]["properties"]["changed"]["items"]["properties"]["field"]["enum"]
        assert listed == [field for field in value.__struct_fields__ if field != "id"]


# The command


@pytest.fixture
def files(tmp_path):
    """Two data files that differ in many ways, and questions."""
    return versions.files(tmp_path)


def test_the_command_tells_changes_for_a_reader(run, files):
    """Counts come first, then each kind of change with what was and what is; the exit code says that there is one."""
    old, new, asked = files
    done = run("diff", old, new, "--questions", asked, "--limit", 1)
    assert done.code == 0
    head, *counts = done.out.partition("\n\n")[0].splitlines()
    assert head.startswith("old.ttl (no version, ")
    assert " → new.ttl (2, " in head
    for line in (
        "     2  answers changed (3 asked)",
        "     1  questions that neither version can be asked (3 asked)",
        "     2  claims added",
        "     2  claims withdrawn",
        "     1  claims vanished without a record, which is a fault",
        "     1  claims re-signed",
        "     1  confidences of claims changed",
        "     2  signs between two quantities changed",
        "     1  concepts renamed",
        "     1  concepts regrounded",
    ):
        assert line in counts
    assert "x → y (path)\n      a\n      was + (coherent), 1 chain, best x ↑ → y ↑; is " in done.out
    assert "x → zebra (path): unknown concept “zebra”" in done.out
    assert "Claims withdrawn: 2\n  a0 increases b0  0.35\n      claim:a0--increases--b0\n" in done.out
    assert "      was withdrawn on 2026-11-21: A slip.\n  … and 1 more; --limit 0 lists all\n" in done.out
    assert "      sign was −; is +\n" in done.out
    assert "Concepts regrounded: 1\n  the x\n      concept:x\n      close was nothing; is HP:0000001\n" in done.out
    every = " ".join(run("diff", old, new, "--questions", asked, "--limit", 0).out.split())
    assert f"was withdrawn on 2026-11-21: Wrong. Instead: {CLAIM}" in every
    assert "--limit 0" not in every


def test_the_command_says_if_there_is_no_difference(run, files):
    """The order of a file is none; the exit code is 1, and no more is told."""
    old, _, asked = files
    head, *blocks = old.read_text("utf-8").strip().split("\n\n")
    turned = old.with_name("turned.ttl")
    turned.write_text("\n\n".join([head, *reversed(blocks)]) + "\n", encoding="utf-8")
    assert turned.read_bytes() != old.read_bytes()
    done = run("diff", old, turned, "--questions", asked)
    assert done.code == 1
    assert done.out.splitlines()[1:3] == [
        "     2  questions that neither version can be asked (3 asked)",
        "No difference.",
    ]


def test_the_command_gives_tables_and_json(run, files):
    """One row for each change, with was and is, in CSV and Markdown; all of it in JSON."""
    old, new, asked = files
    rows = run("diff", old, new, "--questions", asked, "--format", "csv").out.splitlines()
    assert rows[0] == "part,change,id,name,field,was,is,reason,replaced_by"
    assert f"claims,withdrawn,claim:a1--increases--b1,a1 increases b1,,,,Wrong.,{CLAIM}" in rows
    assert "claims,changed,claim:low-z--causes--y,low z causes y,sign,-,+,," in rows
    assert "influences,changed,concept:z concept:y,z → y,,-,+,," in rows
    assert any(row.startswith("answers,changed,a,x → y (path),,") for row in rows)
    assert not any("zebra" in row for row in rows)
    table = run("diff", old, new, "--questions", asked, "--format", "md").out.splitlines()
    assert len(table) == len(rows) + 1
    answer = json.loads(run("diff", old, new, "--questions", asked, "--json").out)
    assert answer["schema"] == "kg-diff/1"
    assert answer["data"] == {"version": "2", "sha256": kg.load(new).sha256}
    assert answer["question"]["old"] == {"version": "", "sha256": kg.load(old).sha256}
    assert answer["different"]


def test_without_a_second_file_the_data_of_the_program_is_meant(run, files):
    """The later version is then the project's own."""
    answer = json.loads(run("diff", files[0], "--json").out)
    assert answer["data"]["sha256"] == kg.load().sha256
    assert len(answer["answers"]) == len(standing.load())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.ttl"], "none.ttl: "),
        (["old.ttl", "none.ttl"], "none.ttl: "),
        (["old.ttl", "--questions", "none.toml"], "none.toml: cannot be read"),
        (["old.ttl", "--limit", "-1"], "limit is -1; give a number, 0 for all"),
        ([], "Missing argument 'OLD'"),
    ],
)
def test_a_wrong_use_is_told_in_one_line(run, files, monkeypatch, arguments, message):
    """A file that is missing, or a number that is none, ends with exit code 2."""
    monkeypatch.chdir(files[0].parent)
    done = run("diff", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"kg: {message}")
    assert done.err.count("\n") == 1
