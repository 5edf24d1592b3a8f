"""Many pairs at once: --pairs FILE."""

import csv
import io
import json
import sys

import pytest
from msgspec.structs import replace

import kg
from kg.cli import pairs
from tests import toy


@pytest.fixture
def asked(run, tmp_path):
    """Asks for the pairs of a file about a toy graph."""
    data = toy.data_file(tmp_path / "toy.ttl", "x increases y", "y decreases z @b", "w affects y")

    def ask(content, *options, question="effect", file=tmp_path / "pairs.csv"):
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return run(question, "--pairs", file, "--data", data, *options)

    return ask


def rows(result):
    """The rows of a csv."""
    return list(csv.DictReader(io.StringIO(result.out)))


@pytest.mark.parametrize(
    "content",
    [
        "x,z\nw,y\n",
        "x\tz\nw\ty\n",
        "source,target\nx,z\nw,y\n",
        " Source , Target \nx , z\n\n,\nw,y",
        "\ufeffsource\ttarget\r\nx\tz\r\nw\ty\r\n",
        "note,target,source\n1,z,x\n2,y,w,more\n",
        '"x","z"\n"w",y\n',
        "x,z,,\nw,y,\n",
        "From,To\nx,z\nw,y\n",
        "object\tnote\tsubject\nz\t1\tx\ny\t2\tw\n",
        "x\tz\t\t\nw\ty\n",
        "source;target\nx;z\nw;y\n",
    ],
)
def test_pairs_are_two_columns(asked, content):
    """Commas, tabs or semicolons, with or without a header, in any order if there is one; empty lines do not count."""
    found = asked(content, "--format", "csv")
    assert (found.code, found.err) == (0, "")
    assert [(row["source"], row["target"], row["effect"], row["error"]) for row in rows(found)] == [
        ("x", "z", "-", ""),
        ("w", "y", "?", ""),
    ]


def test_filters_are_those_of_each_question(asked, tmp_path):
    """What an answer is without them is told for each pair, as for one question; without filters there is none."""
    graph = kg.load(tmp_path / "toy.ttl")
    filters = {"since": ("2000", 2000), "sources": ("literature",) * 2, "without": ("b", ["b"]), "avoid": ("w", ["w"])}
    for name, (option, value) in filters.items():
        given = f"--{name}", option
        (told,) = json.loads(asked("x,z", *given, "--json").out)["answers"]
        assert told["answer"] == kg.effect(graph, "x", "z", **{name: value}).plain()
        assert told["answer"]["unfiltered"]["effect"] == "-"
        (row,) = rows(asked("x,z", *given, "--format", "csv"))
        assert (row["effect"], row["unfiltered"]) == (told["answer"]["effect"], "-")
        assert "\nunfiltered" in asked("x,z", *given).out
    (row,) = rows(asked("x,z", "--format", "csv"))
    assert row["unfiltered"] == ""
    (row,) = rows(asked("x,z", "--sources", "literature", "--format", "csv", question="path"))
    assert row["why"] == str(kg.path(graph, "x", "z", sources="literature").why)


def test_each_answer_is_that_of_the_pair_alone(asked, tmp_path):
    """JSON has the whole answer of each pair, in the order of the file."""
    body = json.loads(asked("x,z\nx down,z\n", "--json").out)
    graph = kg.load(tmp_path / "toy.ttl")
    assert body == {
        "schema": "kg-pairs/1",
        "answers": [
            {"line": 1, "source": "x", "target": "z", "error": None, "answer": kg.effect(graph, "x", "z").plain()},
            {
                "line": 2,
                "source": "x down",
                "target": "z",
                "error": None,
                "answer": kg.effect(graph, "x down", "z").plain(),
            },
        ],
    }


def test_a_pair_that_cannot_be_asked_does_not_stop_the_others(asked, tmp_path):
    """It is one line on standard error, with its line number, and a row with the error."""
    content = "source,target\nx,nothing\nx,z\nx\nx,x\na,b,c\n"
    found = asked(content, "--format", "csv")
    assert found.code == 0
    file = tmp_path / "pairs.csv"
    lines = found.err.splitlines()
    assert [line.partition("; ")[0] for line in lines] == [
        f"kg: {file}:2: unknown concept “nothing”",
        f"kg: {file}:4: expected 2 columns, got 1",
        f"kg: {file}:5: “x” and “x” are the same quantity",
        f"kg: {file}:6: unknown concept “a”",
    ]
    assert [bool(row["error"]) for row in rows(found)] == [True, False, True, True, True]
    body = json.loads(asked(content, "--json").out)
    assert [each["answer"] is None for each in body["answers"]] == [True, False, True, True, True]
    assert [each["line"] for each in body["answers"]] == [2, 3, 4, 5, 6]
    assert body["answers"][0]["error"].startswith("unknown concept “nothing”")


@pytest.mark.parametrize("form", ["text", "json", "csv", "md"])
def test_the_exit_code_says_whether_any_pair_has_an_answer(asked, form):
    """0 with one answer, 1 with none."""
    assert asked("z,x\nx,y\n", "--format", form).code == 0
    assert asked("z,x\nnothing,x\n", "--format", form).code == 1
    assert asked("nothing,x\n", "--format", form).code == 1


@pytest.mark.parametrize("question", ["effect", "path"])
def test_text_and_tables_have_a_row_for_each_pair(asked, question):
    """The columns are the same in every form; text says what was left out."""
    header, *lines = asked("x,z\nz,x\n", "--format", "csv", question=question).out.splitlines()
    assert len(lines) == 2
    table = asked("x,z\nz,x\n", "--format", "md", question=question).out.splitlines()
    assert [cell.strip() for cell in table[0].strip("|").split("|")] == header.split(",")
    assert len(table) == 4
    text = asked("x,z\nz,x\n", "--without", "a", question=question).out
    assert text.startswith("excluded: a\n")
    assert all(name in text for name in header.split(","))


def test_a_path_in_one_row_has_its_best_chain(asked, tmp_path):
    """Or the reason why there is none."""
    one, none = rows(asked("x,z\nz,x\n", "--format", "csv", question="path"))
    assert one == {
        "source": "x",
        "target": "z",
        "verdict": "coherent",
        "chains": "1",
        "sign": "-",
        "confidence": str(kg.path(kg.load(tmp_path / "toy.ttl"), "x", "z").chains[0].confidence),
        "hops": "2",
        "chain": "x ↑ → y ↑ → z ↓",
        "feedback": "",
        "why": "",
        "error": "",
    }
    assert (none["verdict"], none["chains"], none["sign"]) == ("none", "0", "")
    assert none["why"].startswith("this graph has nothing that")


def test_filters_hold_for_every_pair(asked):
    """They are those of a single question, and a wrong one is refused once."""
    assert [row["effect"] for row in rows(asked("x,y\nx,z\n", "--format", "csv", "--without", "b"))] == ["+", "?"]
    body = json.loads(asked("x,y\nx,z\n", "--json", "--without", "b", "--sources", "pages").out)
    assert [each["answer"]["data"]["without"] for each in body["answers"]] == [["document:b"]] * 2
    for wrong, message in (
        (("--without", "q"), "unknown source “q”"),
        (("--avoid", "q"), "unknown concept “q”"),
        (("--sources", "q"), "unknown sources “q”"),
        (("--min-confidence", "2"), "min confidence is 2"),
    ):
        found = asked("x,y\nx,z\n", *wrong)
        assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)
        assert message in found.err


def test_standard_input_is_read(run, monkeypatch):
    """A minus in place of a file."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"vitamin D,serum calcium\n")))
    assert len(rows(run("effect", "--pairs", "-", "--format", "csv"))) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "has no pairs; give two columns, source and target"),
        ("source,target\n\n", "has no pairs"),
        (b"x,\xff\n", "not UTF-8 (byte 2); save the file as UTF-8"),
        ("x,y\n" * 1001, "has 1,001 pairs, more than 1,000; split it"),
        ("x," + "y" * 1_000_000, "is larger than 1 MB; split it"),
        ("x," + "y" * 200_000, "pairs.csv:1: not a table"),
    ],
)
def test_a_file_that_has_no_pairs_or_too_many_is_refused(asked, content, message):
    """One line says what is wrong."""
    found = asked(content)
    assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)
    assert message in found.err


def test_progress_is_shown_for_many_pairs(asked, monkeypatch):
    """After each twenty; not for a few."""
    shown = []
    monkeypatch.setattr(pairs, "progress", shown.append)
    asked("x,y\n" * 20)
    assert shown == []
    asked("x,y\n" * 41)
    assert shown == ["0 of 41 pairs …", "20 of 41 pairs …", "40 of 41 pairs …"]


def test_columns_are_the_fields_with_a_single_value():
    """Lists and structures are left to JSON; nothing is written for a value that is missing."""
    from kg.questions.break_ import Break
    from kg.sparql.query import Rows
    from kg.views.table import pair_cells, pair_header

    assert (pair_header(Break), pair_header(Rows)) == (["disjoint_chains", "other_cuts", "why"], ["form"])
    graph = toy.graph("x increases y")
    assert pair_cells(kg.break_(graph, "x", "y")) == [1, False, ""]
    assert pair_cells(kg.break_(replace(graph, claims={}, evidence={}), "x", "y"))[0] == 0
    assert pair_header(type(kg.loops(graph))) == []
