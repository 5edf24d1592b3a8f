"""What textbooks say of pairs of concepts, and what the graph is told to say of them."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from kg.errors import UnknownConcept
from kg.model.core import Sign
from kg.model.lookup import resolve
from kg.reasoning.judge import Judge
from kg.reasoning.judgement import Situation

with (Path(__file__).parent / "textbook.tsv").open(encoding="utf-8", newline="") as stream:
    ROWS = list(csv.DictReader(stream, delimiter="\t"))


@pytest.fixture(scope="module")
def told(graph):
    """The answer to each row, as (row, sign, support); names that the graph does not know leave it silent."""
    judge = Judge(graph)
    found = []
    for row in ROWS:
        try:
            start, goal = (resolve(graph, row[end]) for end in ("source", "target"))
        except UnknownConcept:
            found.append((row, Sign.UNKNOWN, None))
            continue
        verdict = Situation(judge, {start.quantity: start.direction or Sign.PLUS}).verdict(goal.quantity)
        found.append((row, verdict.sign * (goal.direction or Sign.PLUS), verdict.support))
    return found


def faults(told):
    """What is told wrongly: another sign, a sign of what has none, a disputed pair as more than what pages say."""
    wrong = []
    for row, sign, support in told:
        signed = sign in (Sign.PLUS, Sign.MINUS)
        truth = row["truth"]
        if (
            (signed and truth not in (sign, "disputed"))
            or (signed and truth == "disputed" and support != "weak")
            or (truth in "+-" and sign is Sign.NULL)
        ):
            wrong.append(f"{row['source']} → {row['target']}: {sign}, not {truth}")
    return wrong


def counts(told):
    """The rows with a sign that are told rightly, and the disputed ones that are told."""
    found = Counter()
    for row, sign, _ in told:
        found["right"] += sign == row["truth"]
        found["disputed"] += row["truth"] == "disputed" and sign in (Sign.PLUS, Sign.MINUS)
    return found


def test_the_table_is_one():
    """Each row has two different ends, a truth and a kind, and stands once."""
    assert len({(row["source"], row["target"]) for row in ROWS}) == len(ROWS) > 80
    assert {row["truth"] for row in ROWS} == {"+", "-", "none", "disputed"}
    assert all(row["source"] != row["target"] and row["kind"] for row in ROWS)


def test_nothing_is_told_wrongly(told):
    """No sign that a textbook turns round or denies; what is disputed at most as what pages say."""
    assert faults(told) == []


def test_most_is_told(told):
    """At least 39 of the signed rows are told, and at most four of the disputed ones."""
    found = counts(told)
    assert found["right"] >= 39
    assert found["disputed"] <= 4
