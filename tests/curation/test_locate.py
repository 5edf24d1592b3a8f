"""Passages are found in the documents."""

import json

import pytest

import kg
from tests import tea


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
    for words in ("", " ", "…"):
        told = "kg: no words to search for; give some words of the passage\n"
        assert run("locate", texts, words, "--data", file) == (2, "", told)
    assert run("locate", texts, "coffee", "--data", file) == (1, "no document contains “coffee”; try fewer words\n", "")


@pytest.mark.parametrize("command", [("verify", "--documents"), ("coverage", "--documents"), ("locate",)])
def test_one_text_is_enough_for_its_document(run, tmp_path, command):
    """What is missing is named, with the option that does without it."""
    texts = tea.folder(tmp_path / "texts")
    (texts / "000_tea.txt").rename(texts / "003.txt")
    asked = (*command, texts, *(["tea"] if command == ("locate",) else []))
    missing = run(*asked)
    assert (missing.code, missing.out) == (2, "")
    assert missing.err.endswith("is needed; or name the documents whose texts are there: --only DOCUMENT\n")
    assert run(*asked, "--only", "document:003").err == ""
    assert "--only" not in run(*asked, "--only", "document:000").err


def test_locate_lists_every_place_in_every_form(file, run, tmp_path):
    """Words that stand several times give several passages, ready to cite, the same ones in each form."""
    texts = tea.folder(tmp_path / "texts")
    result = json.loads(run("locate", texts, "tea", "--data", file, "--json").out)
    assert result["schema"] == "kg-locate/1"
    assert [(p["id"], p["end"], p["section"]) for p in result["passages"]] == [
        ("passage:000-0", 13, ""),
        ("passage:000-15", 45, "Tea and Sleep"),
        ("passage:000-46", 78, "Tea and Sleep"),
    ]
    table = run("locate", texts, "tea", "--data", file, "--format", "csv").out.splitlines()
    assert table[0] == "id,document,start,end,digest,section,fragment"
    assert [line.split(",")[0] for line in table[1:]] == [p["id"] for p in result["passages"]]


def test_locate_spans_from_the_first_to_the_last_words(file, run, tmp_path):
    """“first … last” cites all between, across sentences; with --exact not a letter more."""
    texts = tea.folder(tmp_path / "texts")
    for more, ends in (((), (15, 78)), (("--exact",), (22, 77))):
        found = json.loads(run("locate", texts, "TEA KEEPS … noon", *more, "--data", file, "--json").out)["passages"]
        assert [(p["start"], p["end"]) for p in found] == [ends]


def test_passages_are_located_in_python(file, texts):
    """Each place is typed, and shown as it is written in a data file."""
    (place,) = kg.locate(kg.load(file), str(texts), "people awake").passages
    assert (place.id, place.start, place.end) == ("passage:000-15", 15, 45)
    assert "a vocab:Passage" in str(kg.locate(kg.load(file), texts, "people awake"))
