"""Citations are verified against the texts of the documents."""

import json

import pytest
from msgspec.structs import replace

import kg
from kg.errors import DataError
from kg.views.table import table
from tests.tea import TEXT


def test_verify_holds_for_the_texts_that_were_curated(run, file, texts):
    """Every passage is proved, in words and as JSON."""
    assert run("verify", "--documents", texts, "--data", file).out == "5 passages of 1 document verified\n"
    body = json.loads(run("verify", "--documents", texts, "--data", file, "--json").out)
    assert body == {"schema": "kg-verify/1", "passages": 5, "changed": [], "broken": [], "repeated": []}


def test_a_passage_that_is_cited_twice_counts_once(file, texts):
    """The number is that of passages, not of the evidence that cites them."""
    graph = kg.load(file)
    first = graph.evidence["evidence:000-001"]
    other = next(claim for claim in graph.claims if claim != first.claim)
    more = {**graph.evidence, "evidence:000-900": replace(first, id="evidence:000-900", claim=other)}
    assert kg.verify(replace(graph, evidence=more), texts).passages == kg.verify(graph, texts).passages == 5


def test_one_document_can_be_verified_alone(run, file, texts):
    """The texts of the others are not needed; without the option they are."""
    graph = kg.load(file)
    other = replace(graph.documents["document:000"], id="document:001")
    more = replace(graph, documents={**graph.documents, other.id: other})
    assert kg.verify(more, texts, only=["document:000"]).documents == 1
    with pytest.raises(DataError, match="document:001"):
        kg.verify(more, texts)
    found = run("verify", "--documents", texts, "--data", file, "--only", "document:000")
    assert found.out == "5 passages of 1 document verified\n"
    wrong = run("verify", "--documents", texts, "--data", file, "--only", "document:001")
    assert (wrong.code, wrong.err) == (2, "kg: unknown document “document:001”; choose one of: document:000\n")


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
    """What an evidence says must be in our own words."""
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
    """A wrong passage ends with 1, an unknown one with 2."""
    (texts / "000_tea.txt").write_bytes(TEXT.replace("awake", "awaXe").encode())
    result = run("verify", "--documents", texts, "--data", file, "--show", "passage:000-15", "--json")
    assert (result.code, json.loads(result.out)["holds"]) == (1, False)
    for name in ("passage:000-1", "evidence:oak-2001-001"):
        result = run("verify", "--documents", texts, "--data", file, "--show", name)
        assert (result.code, f"unknown passage “{name}”" in result.err) == (2, True)


def test_citations_are_verified_in_python(file, texts):
    """The same answers, typed; a table has a row for each problem."""
    graph = kg.load(file)
    assert kg.verify(graph, str(texts)).holds
    shown = kg.verify(graph, texts, show="evidence:000-001")
    assert (shown.passage, shown.text) == ("passage:000-15", "Strong tea keeps people awake.")
    (texts / "000_tea.txt").write_bytes(TEXT.replace("awake", "awaXe").encode())
    found = kg.verify(graph, texts)
    assert (found.answered, len(found.changed), len(found.broken)) == (False, 1, 1)
    assert "digest differs" in str(found)
    assert table(found) == (["problem"], [[problem] for problem in (*found.changed, *found.broken)])
