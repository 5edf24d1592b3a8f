"""What concepts have in common, on the command line."""

import csv
import io
import json
import re

import kg
from kg.views.screen import LINES
from tests import toy


def test_common_on_the_command_line(run):
    """Text with claims and signs, JSON, and a row for each path."""
    text = run("common", "bone pain", "muscle weakness")
    said = " ".join(text.out.split())
    assert re.match(r"bone pain and muscle weakness: \d causes and no effects in common, within 1 step ", said)
    assert (
        "osteomalacia: raises all raises bone pain, 0.30 (low): osteomalacia manifests as bone pain (and 1 more)"
        in said
    )
    body = json.loads(run("common", "bone pain", "muscle weakness", "--json").out)
    rows = list(csv.DictReader(io.StringIO(run("common", "bone pain", "muscle weakness", "--format", "csv").out)))
    assert [row["id"] for row in rows] == [thing["id"] for thing in body["causes"] for _ in thing["ways"]]
    (*_, last) = [row["claims"] for row in rows if row["id"] == "concept:osteomalacia"]
    assert last == "claim:osteomalacia--manifests-as--muscle-weakness"


def test_common_shows_paths_in_words(run):
    """Effects, paths of several steps, what lies between, what is contested."""
    asked = ("common", "vitamin D deficiency", "parathyroid hormone", "--max-hops", "2")
    screen = run(*asked).out
    assert screen.count("\n") <= LINES
    assert re.search(r"and \d+ more \(--limit 0 shows all\)", screen)
    out = " ".join(run(*asked, "--limit", "0").out.split())
    assert "more (--limit" not in out
    for words in (
        " effects in common, within 2 steps What changes all vitamin D supplementation: lowers all",
        "serum phosphate: all lower it vitamin D deficiency lowers it",
        "in 2 steps: parathyroid hormone → active vitamin D → intestinal phosphate absorption",
        "bone resorption: unknown sign, or paths differ",
        "intestinal calcium absorption: one raises it, another lowers it",
        "From vitamin D deficiency to parathyroid hormone",
    ):
        assert words in out
    out = " ".join(run("common", "vitamin D", "down", "back pain").out.split())
    assert "directly, 0.20 (low): vitamin D deficiency causes back pain" in out
    assert "directly, 0.27 (low; 0.49 for, 0.45 against): vitamin D deficiency manifests as low back pain" in out
    assert "through osteomalacia: raises back pain" in out
    assert "it raises back pain, 0.30 (low): osteomalacia manifests as low back pain" in out
    assert "CONTESTED" in out
    rows = list(csv.DictReader(io.StringIO(run("common", "vitamin D", "back pain", "--format", "csv").out)))
    between = [row for row in rows if row["part"] == "concept:vitamin-d to concept:back-pain"]
    assert {row["id"] for row in between} >= {"", "concept:osteomalacia"}


def test_no_more_steps_are_proposed_than_may_be_asked_for():
    """With the most steps there is nothing to try."""
    graph = toy.graph("x increases a", "y increases b")
    assert str(kg.common(graph, "a", "b", max_hops=20)).endswith("\nnothing is shared within 20 steps")
