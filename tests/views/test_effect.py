"""What is known of an effect, in at most 25 lines: the conclusion, the three scopes, chains and references."""

import csv
import io

import pytest

from kg.views.effect import LINES

#: Questions with each sort of answer, and words of the first lines.
ANSWERS = [
    ("vitamin D deficiency", "osteomalacia", "osteomalacia: probably raises it (a study for each step, weight 0.99)"),
    ("vitamin D deficiency", "serum calcium", "serum calcium: lowers it (trials or several studies)"),
    ("vitamin D deficiency", "rickets", "rickets: web pages alone say that it raises it"),
    (
        "vitamin D deficiency",
        "inflammation",
        "inflammation: undetermined; the literature alone (1 cell experiment): raises it",
    ),
    ("vitamin D supplementation", "falls", "falls: undetermined; 2 studies say that there is no such effect Stated: 2"),
    (
        "cholecalciferol",
        "serum calcium",
        "This answer is for vitamin D → serum calcium: no chain links what was asked.",
    ),
    ("high-dose vitamin D", "falls", "denied for a broader or narrower concept [1]"),
    ("vitamin D deficiency", "low back pain", "and 1 more chain (--evidence shows all)"),
    ("vitamin D deficiency", "inflammation", "would settle the effect: ["),
    ("magnesium deficiency", "muscle cramp", "no source gives the direction of a step; leaning: raises it, weight 0."),
    ("vitamin D toxicity", "muscle strength", "the chains are about the normal range, not about an excess"),
    ("vitamin D", "falls", "Also studied: vitamin D supplementation → falls: 2 studies say that it does not lower it"),
    ("vitamin D deficiency", "numbness", "Associated: vitamin D deficiency is associated with numbness [1]."),
    ("serum calcium", "northern latitude", "this graph has no chain that links them; kg path says what is missing"),
]


@pytest.mark.parametrize(("source", "target", "words"), ANSWERS)
def test_an_effect_is_told_in_few_lines(run, source, target, words):
    """Each sort of answer says what it rests on, or why there is none."""
    out = run("effect", source, target).out
    assert words in " ".join(out.split())
    assert out.count("\n") <= LINES


def test_evidence_and_explanations_are_shown_on_request(run):
    """The passages of all steps; the rule, the worlds and the summaries that were left out."""
    out = " ".join(run("effect", "vitamin D deficiency", "osteomalacia", "--evidence").out.split())
    assert "Because: 1 vitamin D deficiency causes osteomalacia" in out
    assert "bone resorption causes osteomalacia" in out
    out = " ".join(run("effect", "vitamin D deficiency", "osteomalacia", "--explain").out.split())
    assert "Rule: worlds, likely. Worlds: in " in out
    assert "stated directly with chance" in out
    out = " ".join(run("effect", "vitamin D deficiency", "back pain", "--explain").out.split())
    assert "Rule: contested-step, open. Summaries left out: claim:" in out
    none = run("effect", "serum calcium", "northern latitude", "--evidence").out
    assert "Because" not in none


def test_csv_has_the_answer_in_each_row(run):
    """Also where nothing leads from one to the other."""
    rows = list(
        csv.DictReader(io.StringIO(run("effect", "vitamin D deficiency", "osteomalacia", "--format", "csv").out))
    )
    assert {(row["effect"], row["certainty"], row["support"], row["weight"]) for row in rows} == {
        ("+", "likely", "moderate", "0.99")
    }
    [row] = csv.DictReader(io.StringIO(run("effect", "serum calcium", "northern latitude", "--format", "csv").out))
    assert (row["effect"], row["reason"], row["chain"]) == ("?", "no-path", "")


def test_what_stands_in_for_all_is_said_once(run):
    """A list about something without claims of its own names what answers for it."""
    out = run("effects", "cholecalciferol").out
    assert out.count("This answer is for vitamin D, in place of what was asked.") == 1
    assert "(as " not in out


def test_what_is_only_denied_is_listed(run):
    """Also where no sources disagree."""
    out = run("contested", "--concept", "falls").out
    assert out == "Denied, and no source supports it\n  vitamin D supplementation prevents falls\n"
