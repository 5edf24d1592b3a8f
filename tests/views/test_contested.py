"""Disputes on the command line."""

import csv
import io
import json

import kg
from tests import toy


def test_the_command_tells_all_sides(run):
    """Text with sides and sources, JSON, and a row for each evidence with its kind of dispute and side."""
    text = run("contested", "--evidence")
    said = " ".join(text.out.split())
    for words in (
        "For: 1 meta-analysis. Against: 1 randomised trial. claim:vitamin-d-supplementation--relieves--osteoarthritis",
        "AGAINST 0.65",
        "UNDECIDED",
        "how active vitamin D acts on prostaglandin Raises it: 1 cell experiment. Lowers it: 1 cell experiment.",
        "[population: women]",
        "claim:active-vitamin-d--increases--prostaglandins",
        "at least 20 ng/mL (50 nmol/L) 0.60",
        "on both sides: ntro.it.com",
        "At least 20 ng/mL (50 nmol/L): 1 guideline. 30 to 50",
    ):
        assert words in said
    null = " ".join(str(kg.contested(toy.graph("x increases y @trial", "x hasNoEffectOn y @cohort"))).split())
    assert "how x acts on y Raises it: 1 randomised trial. Has no effect on it: 1 cohort study." in null
    body = json.loads(run("contested", "--json").out)
    rows = list(csv.DictReader(io.StringIO(run("contested", "--format", "csv").out)))
    evidence = [(d["kind"], s["side"], e["id"]) for d in body["disputes"] for s in d["sides"] for e in s["evidence"]]
    assert [(row["kind"], row["side"], row["evidence"]) for row in rows] == evidence
    assert len(run("contested", "--format", "md").out.splitlines()) == len(rows) + 2


def test_the_command_for_one_concept_and_for_other_data(run, tmp_path):
    """A concept narrows the answer; a graph without a dispute has none."""
    assert run("contested", "--concept", "prostaglandin").out.startswith("1 dispute: 1 influence\n")
    own = toy.data_file(tmp_path / "own.ttl", "x increases y")
    assert run("contested", "--data", own).out == "no sources disagree\n"
