"""Curation sheets become claims, passages and evidence, or are refused as a whole."""

import pytest

import kg
from kg.curation.sheets import CONCEPTS, EVIDENCE, QUANTITIES, READING, STUDIES
from kg.model.core import Study, Value
from tests import tea
from tests.curation.sheet import sheet
from tests.tea import TEXT

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


def test_add_makes_ids_offsets_and_digests(run, file, texts, tmp_path):
    """A sheet becomes claims, passages and evidence in a file that keeps every rule."""
    dark = {"id": "dark-room", "label": "dark room", "category": "Behavior", "definition": "A room without light."}
    new = sheet(tmp_path / "c.tsv", CONCEPTS, {**dark, "synonyms": "darkness|night", "broader": "trouble"})
    result = run("add", new, "--data", file)
    assert result.code == 0
    assert result.out.splitlines()[-1] == f"{file}: added 1 concept"
    assert "concept:dark-room is part of no claim" in result.out
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
    assert (result.code, result.err) == (0, "")
    assert run("check", file).out == f"{file}: 7 claims, 10 evidence items, no problems\n"
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


def test_numbers_go_on_behind_the_highest(run, file, texts, tmp_path):
    """Also where numbers before it are free, so that nothing is taken for what had a number before."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("evidence:000-004", "evidence:000-009"), encoding="utf-8")
    assert run("fmt", file).code == 0
    assert run("add", sheet(tmp_path / "e.tsv", EVIDENCE, GOOD), "--documents", texts, "--data", file).code == 0
    assert "evidence:000-010" in kg.load(file).evidence
    assert "evidence:000-005" not in kg.load(file).evidence


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"subject": "rum"}, "concept:rum is unknown; add it first"),
        ({"object": "quantity:few"}, "quantity:few is unknown; add it first"),
        ({"relation": "hugs"}, "the relation “hugs” is unknown"),
        ({"stance": "support"}, "the stance “support” is unknown; use one of supports, disputes, inconclusive"),
        ({"type": "ECO 3"}, "the type “ECO 3” is not an ECO identifier"),
        ({"says": ""}, "says is empty"),
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
        ({"passage": "tea"}, "the passage “tea” occurs 3 times in document:000"),
        ({"passage": "coffee"}, "the passage “coffee” does not occur in document:000"),
        (
            {"passage": "Milk may … don’t.", "says": "x"},
            "evidence:000-006 repeats evidence:000-002: same claim",
        ),
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
    assert added.out == f"{file}: added 1 claim, 1 evidence item\n"
    shown = run("show", "claim:tea--has-dose--a-cup", "--data", file)
    assert shown.out.startswith("tea is given in a dose of 1 to 1.5\n")
    assert kg.load(file).values["quantity:some"] == Value("quantity:some", "1", "", "1", None)


def test_add_does_not_repeat_old_problems(run, file, tmp_path):
    """Only what the sheet brings about is told, not what was wrong before."""
    row = {"id": "rum", "label": "rum", "category": "Food", "definition": "Rum."}
    run("add", sheet(tmp_path / "c.tsv", CONCEPTS, row), "--data", file)
    result = run("add", sheet(tmp_path / "d.tsv", CONCEPTS, {**row, "id": "gin", "label": "gin"}), "--data", file)
    assert "concept:gin is part of no claim" in result.out
    assert "concept:rum" not in result.out


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
    assert "c.tsv:2: concept:tea already exists" in result.err
    assert "c.tsv:4: concept:rum already exists" in result.err


ASH = {
    "id": "ash-2002",
    "title": "Tea at night",
    "authors": "Ash C",
    "year": "2002",
    "journal": "Tea",
    "volume": "1",
    "issue": "2",
    "pages": "3-4",
    "doi": "10.1000/x2",
    "pmid": "12",
    "pmcid": "PMC12",
    "url": "https://tea.example/ash",
    "design": "Cohort",
    "population": "Adults",
    "baseline": "rested",
    "dose": "one cup",
    "n": "12 adults",
    "effect": "0.9 (0.8 to 1.0)",
    "finding": "They slept.",
    "status": "NoneSeen",
    "status_date": "2026-11-28",
    "status_note": "Looked up in PubMed.",
    "group": "oak",
    "group_reason": "The same people.",
    "trace": "Verified",
    "trace_note": "Read.",
}
READ = {
    **GOOD,
    "document": "study:ash-2002",
    "passage": "",
    "context": "condition=OnlyIfDeficient|population=PostmenopausalWomen",
    "cites": "",
    "read_at": "10.1000/x2",
    "accessed": "2026-11-28",
    "place": "abstract",
    "n": "10 adults",
    "effect": "0.5",
}


def test_a_study_and_where_it_was_read_are_added(run, file, tmp_path):
    """A sheet of studies, then evidence that says where, when and in which place it was read."""
    added = run("add", sheet(tmp_path / "s.tsv", STUDIES, ASH), "--data", file)
    assert added.out == f"{file}: added 1 study\n"
    found = sheet(
        tmp_path / "e.tsv",
        [*EVIDENCE, *READING],
        READ,
        {**GOOD, "document": "study:oak-2001", "passage": "", "subject": "tea", "cites": ""},
    )
    assert run("add", found, "--data", file).code == 0
    assert run("check", file).code == 0
    graph = kg.load(file)
    renamed = {"url": "verified_at", "n": "sample", "trace": "trace_status", "status": "record_status"}
    wanted = {renamed.get(name, name): value for name, value in ASH.items()} | {"id": "study:ash-2002"}
    assert graph.studies["study:ash-2002"] == Study(**wanted)
    item = graph.evidence["evidence:ash-2002-001"]
    assert item.context == (("population", "PostmenopausalWomen"), ("condition", "OnlyIfDeficient"))
    assert [item.read_at, item.accessed, item.place, item.sample, item.effect] == [
        READ[name] for name in ("read_at", "accessed", "place", "n", "effect")
    ]
    again = run("add", sheet(tmp_path / "s.tsv", STUDIES, {**ASH, "id": "study:ash-2002"}), "--data", file)
    assert (again.code, "s.tsv:2: study:ash-2002 already exists; edit it" in again.err) == (2, True)


#: Where a known study was read.
OAK = {**READ, "document": "study:oak-2001"}


@pytest.mark.parametrize(
    ("header", "row", "message"),
    [
        # a value is added once, and of a known concept
        (QUANTITIES, {"id": "two-a-day", "minimum": "1", "unit": "1"}, "quantity:two-a-day already exists"),
        (
            QUANTITIES,
            {"id": "new", "minimum": "some", "unit": "1"},
            "quantity:new has the bound “some.0”; give a decimal number",
        ),
        (
            QUANTITIES,
            {"id": "new", "minimum": "1", "unit": "1", "of": "rum"},
            "concept:rum is unknown; add the concept first",
        ),
        # a record whose design, status or identifiers cannot be used
        (STUDIES, {**ASH, "id": "Ash"}, "“Ash” is not an identifier"),
        (
            STUDIES,
            {**ASH, "design": "Poll"},
            "study:ash-2002 has the unknown StudyDesign vocab:Poll; use one of Animal, CaseReport,",
        ),
        (
            STUDIES,
            {**ASH, "trace": ""},
            "study:ash-2002 has the unknown TraceStatus vocab:; use one of Misdescribed, NotIdentified,",
        ),
        (
            STUDIES,
            {**ASH, "status": "Fine"},
            "study:ash-2002 has the unknown RecordStatus vocab:Fine; use one of Corrected,",
        ),
        (
            STUDIES,
            {**ASH, "status_date": ""},
            "has only one of recordStatus and statusDate; a status of the record has the day",
        ),
        (
            STUDIES,
            {**ASH, "status_date": "28.11.2026"},
            "has no day on which its status was looked up; give one",
        ),
        (STUDIES, {**ASH, "status_date": "20261128"}, "has no day on which its status was looked up"),
        (STUDIES, {**ASH, "year": "98"}, "has a year that is none; give four digits"),
        (
            STUDIES,
            {**ASH, "doi": "https://doi.org/10.1000/x"},
            "has a DOI of the wrong form; give it without an address",
        ),
        (STUDIES, {**ASH, "pmid": "PMID 12"}, "has a PubMed identifier of the wrong form; give digits only"),
        (STUDIES, {**ASH, "pmcid": "12"}, "has a PubMed Central identifier of the wrong form; give PMC and digits"),
        (STUDIES, {**ASH, "url": "tea.example"}, "the url “tea.example” has the wrong form; give an address"),
        # where a study was read needs an address, a day, and a study
        (
            [*EVIDENCE, *READING],
            {**OAK, "read_at": "a library"},
            "was read at what is neither an address nor a DOI",
        ),
        (
            [*EVIDENCE, *READING],
            {**OAK, "accessed": "today"},
            "has no day on which it was read",
        ),
        (
            [*EVIDENCE, *READING],
            {**OAK, "accessed": ""},
            "has only one of readAt and accessed",
        ),
        (
            [*EVIDENCE, *READING],
            {**OAK, "document": "000", "passage": "Warm milk"},
            "cites a passage, but says where a study was read",
        ),
    ],
)
def test_a_bad_row_of_any_sheet_is_named(run, file, texts, tmp_path, header, row, message):
    """A value, a study, or where a study was read."""
    result = run("add", sheet(tmp_path / "x.tsv", header, row), "--documents", texts, "--data", file)
    assert (result.code, result.err.startswith(f"kg: {tmp_path}/x.tsv:2: "), message in result.err) == (2, True, True)


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
        ({"id": "the sun"}, "“the sun” is not an identifier"),
        ({"label": ""}, "has no label"),
        ({"level": "Low"}, "concept:rum has only one of stateOf and level"),
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
        assert (result.code, "cannot be edited; name a data file of your own, or install" in result.err) == (2, True)
