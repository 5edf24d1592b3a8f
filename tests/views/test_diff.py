"""How the differences between two versions of the data are shown."""

import json

import pytest

import kg
from kg import resources
from kg.questions import standing
from kg.turtle.write import without
from tests import ROOT, versions

CLAIM = "claim:x--increases--y"


@pytest.mark.slow
def test_the_page_shows_what_is_printed(graph, run, tmp_path):
    """Its example is what stands there if an older file lacks that claim."""
    claim = graph.claims["claim:vitamin-b12-deficiency--manifests-as--numbness"]
    data = resources.data()
    (tmp_path / "old.ttl").write_text(without(data.read_bytes(), data, claim, graph.evidence_of[claim.id], []), "utf-8")
    page = (ROOT / "docs" / "commands" / "diff.md").read_text("utf-8")
    told = run("diff", tmp_path / "old.ttl").out.partition("\n")[2]
    assert f"```text\n{told}```" in page


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
        "     1  questions that neither version can answer (3 asked)",
        "     2  claims added",
        "     2  claims withdrawn",
        "     1  claims removed without a withdrawal record (an error in the data)",
        "     1  signs of claims changed",
        "     1  confidences of claims changed",
        "     2  signs between two quantities changed",
        "     1  concepts renamed",
        "     1  cross-references of concepts changed",
    ):
        assert line in counts
    assert "x → y (path)\n      a\n      was + (coherent), 1 chain, best x ↑ → y ↑; is " in done.out
    assert "x → zebra (path): unknown concept “zebra”" in done.out
    assert "Claims withdrawn: 2\n  a0 increases b0  0.20 (low)\n      claim:a0--increases--b0\n" in done.out
    assert "      was withdrawn on 2026-11-21: A slip.\n  … and 1 more; --limit 0 lists all\n" in done.out
    assert "      sign was −; is +\n" in done.out
    assert (
        "Cross-references of concepts changed: 1\n  the x\n      concept:x\n      close was nothing; is HP:0000001\n"
        in done.out
    )
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
        "     2  questions that neither version can answer (3 asked)",
        "No differences.",
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
    assert answer["schema"] == "kg-diff/2"
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
        (["old.ttl", "--limit", "-1"], "limit is -1; give a number 0 or more"),
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
