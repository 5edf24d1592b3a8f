"""The commands of curation: fmt, verify, locate, add, withdraw."""

import json
from datetime import datetime

import pytest

import kg
from kg.curation.coverage import Coverage
from kg.curation.sheets import CONCEPTS, EVIDENCE, OMISSIONS, QUANTITIES
from kg.model.core import Quantity, Withdrawal
from tests import tea
from tests.tea import TEXT


@pytest.fixture
def texts(tmp_path):
    """A folder with the text of the document."""
    return tea.folder(tmp_path / "texts")


@pytest.fixture
def file(tmp_path):
    """A data file that keeps all rules."""
    return tea.data_file(tmp_path / "tea.ttl")


def sheet(path, header, *rows):
    """A sheet with some cells by name; the others are empty."""
    lines = ["\t".join(header), *("\t".join(str(row.get(name, "")) for name in header) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


GOOD = {
    "document": "000",
    "passage": "Warm milk",
    "subject": "milk",
    "relation": "increases",
    "object": "sleep",
    "stance": "supports",
    "modality": "Asserted",
    "says": "Milk is on the list of what helps.",
    "context": "population=Adults|dose=one cup",
    "cites": "oak-2001",
    "type": "ECO:0000303",
}


def test_fmt_writes_the_canonical_form_and_check_only_looks(run, file):
    """Formatting mends the form; with --check nothing is written and a wrong form fails."""
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("\n\nconcept:tea\n", "\n\n\nconcept:tea\n"), encoding="utf-8")
    spoilt = file.read_bytes()
    assert run("fmt", "--check", file) == (1, "", f"{file}: not canonical; run: kg fmt {file}\n")
    assert file.read_bytes() == spoilt
    assert run("fmt", file) == (0, "", f"{file}: formatted\n")
    assert file.read_text(encoding="utf-8") == good
    assert run("fmt", "--check", file) == (0, "", f"{file}: canonical\n")


def test_the_data_of_the_program_is_what_is_checked_by_default(run):
    """Without a file, the commands look at the data that comes with the program."""
    assert run("fmt", "--check").err.endswith("triples.ttl: canonical\n")
    assert run("fmt").err.endswith("triples.ttl: canonical\n")
    assert run("check").out.endswith("no problem\n")


def test_verify_holds_for_the_texts_that_were_curated(run, file, texts):
    """Every passage is proved, in words and as JSON."""
    assert run("verify", "--documents", texts, "--data", file).out == "5 passages of 1 documents verified\n"
    body = json.loads(run("verify", "--documents", texts, "--data", file, "--json").out)
    assert body == {"schema": "kg-verify/1", "passages": 5, "changed": [], "broken": [], "repeated": []}


def test_one_changed_byte_breaks_the_evidence_over_it_by_name(run, file, texts):
    """A change inside a passage names its evidence and the document; one outside names the document only."""
    path = texts / "000_tea.txt"
    path.write_bytes(TEXT.replace("awake", "awaXe").encode())
    result = run("verify", "--documents", texts, "--data", file)
    assert result.code == 1
    assert result.out.splitlines() == [
        "document:000: the text differs from the one that was curated; its passages are checked one by one",
        "evidence:000-001: passage:000-15: the text at 15–45 is not what was cited (digest differs)",
    ]
    path.write_bytes(TEXT.replace("Who", "Why").encode())
    assert run("verify", "--documents", texts, "--data", file).out.count("\n") == 1


def test_an_omitted_passage_is_verified_too(run, file, texts):
    """What is left out must still be where it was."""
    (texts / "000_tea.txt").write_bytes(TEXT.replace("What Helps", "What HelpX").encode())
    result = run("verify", "--documents", texts, "--data", file)
    assert "omission:000-106: passage:000-106" in result.out
    assert "evidence:" not in result.out


def test_a_byte_that_is_not_utf8_breaks_only_what_it_stands_in(run, file, texts):
    """A damaged text is still checked, passage by passage."""
    (texts / "000_tea.txt").write_bytes(TEXT.encode().replace(b"Strong", b"\xfftrong"))
    assert "evidence:000-001" in run("verify", "--documents", texts, "--data", file).out
    assert "evidence:000-003" not in run("verify", "--documents", texts, "--data", file).out


def test_a_repeated_sentence_is_named(run, file, texts):
    """What an evidence says must be told in our own words."""
    words = "Milk may help, some hold; others don’t. Warm milk a dark room."
    text = file.read_text(encoding="utf-8").replace("Our words, number 2.", words[:-1])
    file.write_text(text, encoding="utf-8")
    (texts / "000_tea.txt").write_bytes((TEXT + "milk may help some hold others don t warm milk").encode())
    out = run("verify", "--documents", texts, "--data", file).out
    assert "evidence:000-002: repeats “milk may help some hold others don t” of document:000" in out


@pytest.mark.parametrize("name", ["passage:000-15", "evidence:000-001"])
def test_a_passage_can_be_shown(run, file, texts, name):
    """With the texts at hand the words of a passage are printed."""
    result = run("verify", "--documents", texts, "--data", file, "--show", name)
    assert (result.code, result.out) == (0, "Strong tea keeps people awake.\n")
    assert "Strong tea" in run("verify", "--documents", texts, "--data", file, "--show", name, "--format", "csv").out


def test_a_passage_that_does_not_hold_is_not_shown_as_if_it_did(run, file, texts):
    """A wrong passage ends with 1; what is no passage with 2."""
    (texts / "000_tea.txt").write_bytes(TEXT.replace("awake", "awaXe").encode())
    result = run("verify", "--documents", texts, "--data", file, "--show", "passage:000-15", "--json")
    assert (result.code, json.loads(result.out)["holds"]) == (1, False)
    for name in ("passage:000-1", "evidence:oak-2001-001"):
        result = run("verify", "--documents", texts, "--data", file, "--show", name)
        assert (result.code, f"“{name}” is no passage" in result.err) == (2, True)


def test_locate_prints_what_is_needed_to_cite(run, file, texts):
    """The sentence around the words, as it would stand in the data file."""
    result = run("locate", texts, "people awake", "--data", file)
    assert result.code == 0
    assert result.out.startswith("“Strong tea keeps people awake.”\npassage:000-15\n    a vocab:Passage ;\n")
    assert '    vocab:section "Tea and Sleep" ;\n' in result.out
    assert result.out.strip("\n .").split("passage:000-15")[1] in file.read_text(encoding="utf-8")
    exact = json.loads(run("locate", texts, "people awake", "--exact", "--data", file, "--json").out)
    assert [(p["start"], p["end"]) for p in exact["passages"]] == [(32, 44)]


def test_locate_says_when_nothing_is_found(run, file, texts):
    """Words that stand nowhere end with 1, no words with 2."""
    assert run("locate", texts, "coffee", "--data", file) == (1, "no document says “coffee”; try fewer words\n", "")
    assert run("locate", texts, " ", "--data", file).code == 2


def test_add_makes_ids_offsets_and_digests(run, file, texts, tmp_path):
    """A sheet becomes claims, passages and evidence in a file that keeps every rule."""
    dark = {"id": "dark-room", "label": "dark room", "category": "Behavior", "definition": "A room without light."}
    new = sheet(tmp_path / "c.tsv", CONCEPTS, {**dark, "synonyms": "darkness|night", "broader": "trouble"})
    result = run("add", new, "--data", file)
    assert result.code == 0
    assert result.err.splitlines()[-1].startswith(f"{file}: added 1 concepts")
    assert "concept:dark-room is part of no claim" in result.err
    rows = (
        GOOD,
        {**GOOD, "passage": "A dark room", "subject": "dark-room", "says": "So is darkness.", "section": "Mine"},
        {
            **GOOD,
            "passage": "Strong tea",
            "subject": "tea",
            "relation": "affects",
            "stance": "disputes",
            "modality": "Denied",
            "says": "No.",
        },
        {**GOOD, "document": "study:oak-2001", "passage": "", "subject": "tea", "object": "trouble", "says": "Yes."},
        {**GOOD, "passage": "Strong tea keeps … awake.", "subject": "tea", "object": "trouble", "says": "Awake."},
    )
    result = run("add", sheet(tmp_path / "e.tsv", EVIDENCE, *rows), "--documents", texts, "--data", file)
    assert (result.code, result.out) == (0, "")
    assert run("check", file).out == f"{file}: 7 claims, 10 evidences, no problem\n"
    assert run("fmt", "--check", file).code == 0
    assert run("verify", "--documents", texts, "--data", file).code == 0
    graph = kg.load(file)
    assert graph.concepts["concept:dark-room"].synonyms == ("darkness", "night")
    assert [e for e in graph.evidence if e not in tea.graph().evidence] == [
        "evidence:000-005",
        "evidence:000-006",
        "evidence:000-007",
        "evidence:000-008",
        "evidence:oak-2001-002",
    ]
    assert graph.evidence["evidence:000-005"].context == (("population", "Adults"), ("dose", "one cup"))
    assert graph.passages["passage:000-15-25"].section == "Tea and Sleep"
    assert graph.evidence["evidence:000-008"].passage == "passage:000-15"
    assert {p.section for p in graph.passages.values()} >= {"Mine"}
    text = file.read_text(encoding="utf-8")
    assert "vocab:affects concept:sleep" not in text.split("claim:")[0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"subject": "rum"}, "concept:rum is unknown; add it first"),
        ({"object": "quantity:few"}, "quantity:few is unknown; add it first"),
        ({"relation": "hugs"}, "the relation “hugs” is unknown"),
        ({"stance": "support"}, "the stance “support” is unknown; use one of supports, disputes, inconclusive"),
        ({"type": "ECO 3"}, "the type “ECO 3” is no ECO identifier"),
        ({"says": ""}, "says nothing"),
        ({"modality": "Maybe"}, "evidence:000-006 has the unknown Modality vocab:Maybe"),
        ({"modality": "Denied"}, "evidence:000-006 denies the claim but supports it"),
        ({"cites": "ash"}, "evidence:000-006 refers to an unknown source, study:ash"),
        (
            {"context": "planet=Mars"},
            "the context “planet=Mars” is not of the form axis=Value|axis=Value, with an axis",
        ),
        ({"context": "site=Mars"}, "evidence:000-006 has the unknown Site vocab:Mars"),
        ({"context": "population"}, "the context “population” is not of the form axis=Value"),
        ({"document": "study:ash"}, "study:ash is unknown; add the study first"),
        ({"document": "9"}, "document:9 is unknown; describe the document first"),
        ({"passage": "tea"}, "the passage “tea” stands 3 times in document:000"),
        ({"passage": "coffee"}, "the passage “coffee” stands not in document:000"),
        ({"passage": "Milk may … don’t.", "says": "x"}, "repeats evidence:000-002: same claim, same place"),
        ({"says": "Milk may help, some hold; others don’t, he said."}, "says repeats the document"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(run, file, texts, tmp_path, change, message):
    """Each bad row is told with file and line; the data file stays as it was."""
    before = file.read_bytes()
    rows = (GOOD, {**GOOD, "passage": "A dark room", **change})
    result = run("add", sheet(tmp_path / "e.tsv", EVIDENCE, *rows), "--documents", texts, "--data", file)
    assert (result.code, result.out) == (2, "")
    assert f"e.tsv:3: {message}" in result.err
    assert file.read_bytes() == before


def test_all_bad_rows_are_named_at_once(run, file, tmp_path):
    """Without the texts no passage can be cited; two bad rows are two lines."""
    result = run("add", sheet(tmp_path / "e.tsv", EVIDENCE, GOOD, GOOD), "--data", file)
    assert result.err.count("a passage needs the text of its document; give --documents DIR") == 2


def test_values_are_added_and_claimed(run, file, texts, tmp_path):
    """A sheet of values, then a claim that has one as its object; the value is told in words."""
    row = {"id": "a-cup", "minimum": "1", "maximum": "1.5", "unit": "1", "of": "tea"}
    new = sheet(tmp_path / "q.tsv", QUANTITIES, row, {**row, "id": "some", "of": "", "maximum": ""})
    assert run("add", new, "--data", file).code == 0
    claim = {**GOOD, "subject": "tea", "relation": "hasDose", "object": "quantity:a-cup"}
    added = run("add", sheet(tmp_path / "e.tsv", EVIDENCE, claim), "--documents", texts, "--data", file)
    assert added.err == f"{file}: added 1 claims, 1 evidence\n"
    shown = run("show", "claim:tea--has-dose--a-cup", "--data", file)
    assert shown.out.startswith("tea is given in a dose of 1 to 1.5\n")
    assert kg.load(file).quantities["quantity:some"] == Quantity("quantity:some", "1", "", "1", None)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "two-a-day", "minimum": "1", "unit": "1"}, "quantity:two-a-day exists already"),
        ({"id": "new", "minimum": "some", "unit": "1"}, "has a bound that is no decimal number"),
        ({"id": "new", "minimum": "1", "unit": "1", "of": "rum"}, "concept:rum is unknown; add the concept first"),
    ],
)
def test_a_bad_value_is_named(run, file, tmp_path, row, message):
    """A value is added once, and of a known concept."""
    result = run("add", sheet(tmp_path / "q.tsv", QUANTITIES, row), "--data", file)
    assert (result.code, f"q.tsv:2: {message}" in result.err) == (2, True)


def test_coverage_tells_what_is_missing_until_all_is_accounted_for(run, file, texts, tmp_path):
    """Pieces that no evidence cites and no omission explains are listed with their place; then the share is 100 %."""
    result = run("coverage", "--documents", texts, "--data", file)
    assert result.code == 1
    assert result.out.splitlines()[1:] == [
        "  0–13: Tea and Sleep",
        "  80–91: So they say",
        "  94–103: Who knows",
        "  135–146: A dark room",
        "  149–154: Drink",
        "  157–163: Effect",
    ]
    body = json.loads(run("coverage", "--documents", texts, "--data", file, "--json").out)
    (document,) = body["documents"]
    assert (document["document"], document["evidences"], document["omissions"]) == ("document:000", 4, 1)
    assert document["missing"][0] == {"start": 0, "end": 13}
    assert 0.5 < document["share"] < 1
    listed = run("coverage", "--documents", texts, "--data", file, "--format", "csv").out.splitlines()
    assert listed[1].endswith(",4,1,0,13,Tea and Sleep")
    twice = sheet(tmp_path / "t.tsv", OMISSIONS, {"document": "000", "passage": "Warm milk", "reason": "LeadIn"})
    cited = run("add", twice, "--documents", texts, "--data", file)
    assert "t.tsv:2: omission:000-120 omits passage:000-120, which is cited as evidence" in cited.err
    rows = [
        {"document": "000", "passage": words, "reason": "LeadIn"}
        for words in ("Tea and Sleep", '"So they say."', "Who knows?", "A dark room", "Drink", "Effect")
    ]
    omissions = sheet(tmp_path / "o.tsv", OMISSIONS, *rows)
    assert run("add", omissions, "--documents", texts, "--data", file).code == 0
    assert run("check", file).code == 0
    result = run("coverage", "--documents", texts, "--data", file)
    assert result == (0, "document:000: 100.00% accounted for, 4 evidences, 7 omissions\n", "")
    assert run("coverage", "--documents", texts, "--data", file, "--format", "csv").out.splitlines()[1].endswith(",,,")
    again = run("add", omissions, "--documents", texts, "--data", file)
    assert "o.tsv:2: passage:000-0 is omitted already" in again.err


def test_an_empty_document_is_covered():
    """Where nothing is written, nothing is missing."""
    assert Coverage("document:x", 0, 0, 0, 0, ()).share == 1.0


def test_add_does_not_repeat_old_problems(run, file, tmp_path):
    """Only what the sheet brings about is told, not what was wrong before."""
    row = {"id": "rum", "label": "rum", "category": "Food", "definition": "Rum."}
    run("add", sheet(tmp_path / "c.tsv", CONCEPTS, row), "--data", file)
    result = run("add", sheet(tmp_path / "d.tsv", CONCEPTS, {**row, "id": "gin", "label": "gin"}), "--data", file)
    assert "concept:gin is part of no claim" in result.err
    assert "concept:rum" not in result.err


def test_a_text_that_is_not_the_curated_one_is_refused(run, file, texts, tmp_path):
    """Offsets in another text would be wrong."""
    (texts / "000_tea.txt").write_bytes(TEXT.replace("Who", "Why").encode())
    result = run("add", sheet(tmp_path / "e.tsv", EVIDENCE, GOOD), "--documents", texts, "--data", file)
    assert "the text of document:000 is not the one that was curated" in result.err


def test_a_concept_is_added_once(run, file, tmp_path):
    """A concept that exists, in the data or further up in the sheet, is refused."""
    row = {"id": "tea", "label": "tea", "category": "Food", "definition": "Tea."}
    result = run(
        "add", sheet(tmp_path / "c.tsv", CONCEPTS, row, {**row, "id": "rum"}, {**row, "id": "rum"}), "--data", file
    )
    assert "c.tsv:2: concept:tea exists already" in result.err
    assert "c.tsv:4: concept:rum exists already" in result.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ":1: the columns are not those of a sheet"),
        ("a\tb\n1\t2\n", ":1: the columns are not those of a sheet"),
        ("\t".join(CONCEPTS) + "\nx\ty\n", ":2: has 2 cells instead of 11"),
    ],
)
def test_what_is_no_sheet_is_refused(run, file, tmp_path, text, message):
    """A table with other columns, or a torn row, is named."""
    path = tmp_path / "s.tsv"
    path.write_text(text, encoding="utf-8")
    result = run("add", path, "--data", file)
    assert (result.code, f"{path}{message}" in result.err) == (2, True)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "the sun"}, "“the sun” is no identifier"),
        ({"label": ""}, "has no label"),
        ({"level": "Low"}, "has only one of state_of and level"),
        ({"state_of": "tea", "level": "low"}, "concept:rum has the unknown Level vocab:low"),
        ({"broader": "spirits"}, "concept:rum refers to an unknown concept, concept:spirits"),
        ({"label": "Tea"}, "concept:rum and concept:tea use the name “tea” 2 times"),
        ({"category": ""}, ""),
    ],
)
def test_a_bad_concept_is_named_with_its_row(run, file, tmp_path, change, message):
    """A blank line in the sheet does not shift the rows; nothing is written that could not be read again."""
    before = file.read_bytes()
    row = {"id": "rum", "label": "rum", "category": "Food", "definition": "Rum.", **change}
    path = sheet(tmp_path / "c.tsv", CONCEPTS, row)
    header, cells, _ = path.read_text(encoding="utf-8").split("\n")
    path.write_text(f"{header}\n\n{cells}\n", encoding="utf-8")
    result = run("add", path, "--data", file)
    if message:
        assert (result.code, f"{path}:3: {message}" in result.err) == (2, True), result.err
        assert file.read_bytes() == before
    else:
        assert result.code == 0
        assert run("check", file).code == 1


def test_comments_are_not_lost_by_adding(run, file, tmp_path):
    """A data file with a comment is refused as kg fmt refuses it."""
    file.write_text("# a note\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    row = {"id": "rum", "label": "rum", "category": "Food", "definition": "Rum."}
    result = run("add", sheet(tmp_path / "c.tsv", CONCEPTS, row), "--data", file)
    assert (result.code, ":1: has a comment, which would be lost" in result.err) == (2, True)


def test_a_state_can_be_added_by_a_sheet(run, file, tmp_path):
    """Quantity and level come together."""
    row = {"id": "much-tea", "label": "much tea", "category": "Behavior", "definition": "Tea."}
    state = {**row, "state_of": "tea", "level": "High"}
    assert run("add", sheet(tmp_path / "c.tsv", CONCEPTS, state), "--data", file).code == 0
    added = kg.load(file).concepts["concept:much-tea"]
    assert (added.state_of, added.level) == ("concept:tea", "High")


def test_the_installed_data_is_not_edited(run, tmp_path, monkeypatch):
    """What was installed with the program stays as it was; a file of one's own must be named."""
    monkeypatch.setattr("kg.resources.root", lambda: tmp_path / "_bundled")
    for command in (("fmt",), ("add", tmp_path / "x.tsv")):
        result = run(*command)
        assert (result.code, "is not edited in place; name a data file of yours" in result.err) == (2, True)


def test_a_withdrawn_claim_keeps_its_identifier_and_the_reason(run, file):
    """The claim, its evidence and its plain triple go; what is left of it tells why, and what nothing uses is named."""
    claim, other = "claim:tea--affects--trouble", "claim:tea--causes--poor-sleep"
    done = run("withdraw", claim, "--reason", "It speaks of\nweak tea.", "--replaced-by", other, "--data", file)
    assert done.code == 0
    assert "passage:000-46 is cited by no evidence or omission" in done.err
    assert done.err.endswith(f"withdrew {claim}, with 1 evidences\n")
    graph = kg.load(file)
    today = datetime.now().astimezone().date().isoformat()
    assert graph.withdrawn == {claim: Withdrawal(claim, "It speaks of weak tea.", today, other, "tea affects trouble")}
    assert claim not in graph.claims
    assert "evidence:000-003" not in graph.evidence
    assert "vocab:affects" not in file.read_text("utf-8")
    assert run("fmt", "--check", file).code == 0
    assert run("path", "tea", "trouble", "--data", file).code == 1
    shown = run("show", claim, "--data", file)
    assert (shown.code, shown.out.splitlines()) == (
        0,
        [
            "withdrawn: tea affects trouble",
            f"  {claim}",
            f"  withdrawn on {today}: It speaks of weak tea.",
            f"  replaced by: tea causes poor sleep  ({other})",
        ],
    )
    table = (
        f"claim,reason,date,replaced_by,statement\n{claim},It speaks of weak tea.,{today},{other},tea affects trouble\n"
    )
    assert run("show", claim, "--format", "csv", "--data", file).out == table


def test_what_replaced_a_claim_may_be_withdrawn_too(run, file):
    """A withdrawal that led to it leads to its replacement, or says that nothing replaces it."""
    first, second, third = (
        "claim:tea--affects--trouble",
        "claim:tea--causes--poor-sleep",
        "claim:milk--increases--sleep",
    )
    why = ("--reason", "Misread.", "--data", file)
    assert run("withdraw", first, "--replaced-by", second, *why).code == 0
    assert run("withdraw", second, "--replaced-by", third, *why).code == 0
    assert [item.replaced_by for item in kg.load(file).withdrawn.values()] == [third, third]
    assert run("withdraw", third, *why).code == 0
    assert [item.replaced_by for item in kg.load(file).withdrawn.values()] == [None, None, None]
    assert "nothing replaces it" in run("show", first, "--data", file).out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["claim:tea--causes--joy", "--reason", "No."], "“claim:tea--causes--joy” is no claim that is made"),
        (["claim:tea--affects--trouble", "--reason", " "], "is not withdrawn without a reason"),
        (
            ["claim:tea--affects--trouble", "--reason", "No.", "--replaced-by", "claim:tea--affects--trouble"],
            "is no other claim that is made",
        ),
        (
            ["claim:tea--affects--trouble", "--reason", "No.", "--replaced-by", "concept:tea"],
            "“concept:tea” is no other claim that is made",
        ),
    ],
)
def test_a_withdrawal_without_sense_changes_nothing(run, file, options, message):
    """An unknown claim, no reason, or no other claim instead: one line, and the file stays."""
    before = file.read_bytes()
    result = run("withdraw", *options, "--data", file)
    assert (result.code, file.read_bytes()) == (2, before)
    assert message in result.err


def test_a_replacement_that_is_set_aside_is_still_named(run, file):
    """Without the source that makes it, a replacement has no sentence, but its name."""
    assert run("withdraw", "claim:tea--affects--trouble", "--replaced-by", "claim:milk--increases--sleep",
               "--reason", "No.", "--data", file).code == 0  # fmt: skip
    graph = kg.load(file).without_sources(["000", "oak-2001"])
    shown = kg.show(graph, "claim:tea--affects--trouble")
    assert (shown.withdrawn.replaced_by, shown.replacement) == ("claim:milk--increases--sleep", None)
