"""What is known of an effect, in at most 25 lines: the conclusion, the three scopes, chains and references."""

import csv
import io
import re

import pytest

import kg
from kg.views.effect import LINES, cite
from tests import toy

#: Each sort of answer: claims of a small graph, what else it has, who asks about y, and words of the first lines.
SORTS = [
    (["x decreases y @trial"], {}, "x", "x → y: lowers it (trials or several studies) Stated: 1 study says that it"),
    (["x increases y"], {}, "x", "x → y: web pages alone say that it raises it"),
    (["x increases a", "a decreases y @trial"], {}, "x", "x → y: lowers it, if web pages are right Literature alone"),
    (
        ["x increases y @trial", "x increases y denied"],
        {},
        "x",
        "x → y: undetermined; the literature alone (1 randomised trial): raises it",
    ),
    (
        ["x increases y", "x increases y @trial denied"],
        {},
        "x",
        "x → y: undetermined; 1 study says that there is no such effect Stated: 1 page says that it raises it",
    ),
    (["x increases y"], {"broader": {"k": "x"}}, "k", "This answer is for x → y: no chain links what was asked."),
    (
        ["k increases y @trial", "x increases y @trial denied"],
        {"broader": {"k": "x"}},
        "k",
        "[1]; denied for a broader or narrower concept [2]",
    ),
    (
        ["x increases a", "a increases y", "x affects b", "b increases y @trial"],
        {},
        "x",
        "no source gives the direction of a step; leaning: raises it, weight 0.66.",
    ),
    (
        ["x increases y"],
        {"states": {"high-x": ("x", "High")}, "beyond": ["high-x"]},
        "high x",
        "the chains are about the normal range, not about a state beyond it",
    ),
    (
        ["s increases x @trial", "s increases y @trial denied", "x increases y"],
        {},
        "x",
        "Also studied: s → y: 1 study says that it does not raise it [2].",
    ),
]
#: Questions as people ask them, and words of the first lines.
ANSWERS = [
    (
        "vitamin D deficiency",
        "osteomalacia",
        "osteomalacia: probably raises it (trials or several studies, weight 0.99)",
    ),
    (
        "vitamin D deficiency",
        "serum calcium",
        "serum calcium: probably lowers it (trials or several studies, weight 0.",
    ),
    (
        "vitamin D deficiency",
        "rickets",
        "rickets: probably raises it (a study for each step, weight 0.99, children only)",
    ),
    (
        "vitamin D supplementation",
        "falls",
        "falls: undetermined Stated: 4 studies (1 independent) say that it lowers it, 0.01 (low; 0.",
    ),
    (
        "vitamin D supplementation",
        "mobility",
        "undetermined; 4 studies say that there is no such effect Stated: 1 page",
    ),
    ("cholecalciferol", "muscle mass", "This answer is for vitamin D → muscle mass: no chain links what was asked."),
    ("high-dose vitamin D", "falls", "denied for a broader or narrower concept [2]"),
    ("vitamin D deficiency", "low back pain", "and 1 more chain (--evidence shows all)"),
    ("vitamin D deficiency", "neuropathy", "would settle the effect: ["),
    ("vitamin D toxicity", "muscle mass", "the chains are about the normal range, not about a state beyond it"),
    ("vitamin D toxicity", "muscle strength", "muscle strength: lowers it (a study for each step)"),
    ("vitamin D", "falls", "Also studied: vitamin D supplementation → falls: 4 studies (1 independent) say that"),
    ("vitamin D deficiency", "numbness", "Associated: vitamin D deficiency is associated with numbness [1]."),
    (
        "magnesium deficiency",
        "muscle cramp",
        "muscle cramp: probably raises it (a study for each step, weight 0.",
    ),
    ("serum calcium", "northern latitude", "this graph has no chain that links them; kg path says what is missing"),
]


@pytest.mark.parametrize(("lines", "options", "source", "words"), SORTS)
def test_each_sort_of_answer_says_what_it_rests_on(lines, options, source, words):
    """Or why there is none, in the smallest graph that has it."""
    assert words in " ".join(str(kg.effect(toy.graph(*lines, **options), source, "y")).split())


@pytest.mark.parametrize(("source", "target", "words"), ANSWERS)
def test_an_effect_is_told_in_few_lines(run, source, target, words):
    """However many chains and sources there are, what is concluded and what sources state comes first."""
    out = run("effect", source, target).out
    assert words in " ".join(out.split())
    assert out.count("\n") <= LINES


def test_evidence_and_explanations_are_shown_on_request(graph, run):
    """The passages of all steps; the rule, the worlds and the summaries that were left out."""
    out = " ".join(run("effect", "vitamin D deficiency", "osteomalacia", "--evidence").out.split())
    assert "References [1] vitamin D deficiency causes osteomalacia" in out
    _, opposed = kg.effect(graph, "vitamin D deficiency", "osteomalacia").chains
    assert all(kg.sentence(graph, graph.claims[step.claims[0]]) in out for step in opposed.steps)
    out = " ".join(run("effect", "vitamin D deficiency", "osteomalacia", "--explain").out.split())
    assert "Rule: worlds, likely: the weight decides, because 0.99 is at least 0.90. Worlds: by the chains alone" in out
    assert "what sources state directly holds with chance" in out
    out = " ".join(run("effect", "vitamin D deficiency", "serum calcium", "--explain").out.split())
    assert "a study that states the effect itself decides, not the weight, because 0.838 is below 0.90." in out
    out = " ".join(run("effect", "active vitamin D", "renal calcium reabsorption", "--explain").out.split())
    assert "a study that states the effect itself decides, not the weight, because there is none." in out
    out = " ".join(run("effect", "vitamin D deficiency", "back pain", "--explain").out.split())
    assert "Rule: contested-step, open. Left out as summaries of the chains: " in out
    assert "more (--json lists all)" in out
    none = run("effect", "serum calcium", "northern latitude", "--evidence").out
    assert "References" not in none


#: Questions whose answers rest on what sources state, with one of these sources and its name.
STATED = [
    ("vitamin D deficiency", "serum calcium", "study:cooper-2008", "Cooper MS et al. 2008"),
    ("vitamin D supplementation", "falls", "study:scheel-2016", "Scheel"),
    ("vitamin D", "falls", "study:scheel-2016", "Scheel"),
    ("vitamin D deficiency", "numbness", "document:003", "document 003"),
]


@pytest.mark.parametrize("option", ["--evidence", "--explain"])
@pytest.mark.parametrize(
    ("source", "target", "shown"), [(source, target, shown) for source, target, _, shown in STATED]
)
def test_evidence_shows_all_that_the_answer_cites(run, source, target, shown, option):
    """Each number before the references leads to a claim about the very pair, and the sources of this claim."""
    head, references = run("effect", source, target, option).out.split("\nReferences\n")
    listed = dict(re.findall(r"^   \[(\d+)\] (.*(?:\n {7}.*)*)", references, re.MULTILINE))
    numbers = [number for found in re.findall(r"\[([\d ]+)\]", head) for number in found.split()]
    assert numbers
    assert all(target in listed[number].partition("\n")[0] for number in numbers)
    assert any(shown in listed[number] for number in numbers)


@pytest.mark.parametrize(("source", "target", "name"), [each[:3] for each in STATED])
def test_tables_and_citations_have_all_that_the_answer_cites(graph, run, source, target, name):
    """Beside the chains, in rows without a chain; none of them twice."""
    rows = list(csv.DictReader(io.StringIO(run("effect", source, target, "--format", "csv").out)))
    assert name in {row["source"] for row in rows}
    among = {claim for row in rows if row["chain"] for claim in row["claims"].split()}
    assert among.isdisjoint(row["claims"] for row in rows if not row["chain"])
    assert name in {item.source for item in cite(kg.effect(graph, source, target))}


def test_chains_come_best_first(graph):
    """Whatever is disputed, as the page on the method says."""
    answer = kg.effect(graph, "vitamin D supplementation", "fracture")
    shown = [line.split()[2] for line in str(answer).splitlines() if re.match(r"\d\. [+−]", line)]
    assert shown == sorted(shown, key=float, reverse=True)
    assert [round(chain.confidence, 2) for chain in answer.chains] != sorted(shown, key=float, reverse=True)


def test_csv_has_the_answer_in_each_row(run):
    """Also where nothing leads from one to the other."""
    rows = list(
        csv.DictReader(io.StringIO(run("effect", "vitamin D deficiency", "osteomalacia", "--format", "csv").out))
    )
    assert {(row["effect"], row["certainty"], row["support"], row["weight"]) for row in rows} == {
        ("+", "likely", "strong", "0.99")
    }
    [row] = csv.DictReader(io.StringIO(run("effect", "serum calcium", "northern latitude", "--format", "csv").out))
    assert (row["effect"], row["reason"], row["chain"]) == ("?", "no-path", "")


def test_what_stands_in_for_all_is_said_once(run):
    """A list about something without claims of its own names what answers for it."""
    out = run("effects", "salmon", "--kind", "process").out
    assert out.count("This answer is for fatty fish, in place of what was asked.") == 1
    assert "(as " not in out
    assert "(as vitamin D)" in run("effects", "cholecalciferol", "--kind", "process").out


def test_what_is_only_denied_is_listed(run):
    """Also where no sources disagree."""
    out = run("contested", "--concept", "muscle mass").out
    assert out == "Denied, and supported by no source\n  vitamin D supplementation increases muscle mass\n"
