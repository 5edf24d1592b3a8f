"""What concepts have in common and where they differ, in Python and on the command line."""

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

import kg
from kg.errors import UnknownConcept, UsageError
from kg.model.core import Quantity
from kg.turtle.write import turtle
from tests import toy


def shared(answer, part="causes"):
    """What is shared, as (concept, how, {asked: (sign, hops)})."""
    return [
        (thing["id"][8:], thing["together"], {way["concept"][8:]: (way["sign"], way["hops"]) for way in thing["ways"]})
        for thing in answer[part]
    ]


def cells(answer):
    """The table of a comparison, as {row: {concept: [(other, status)]}} without empty cells."""
    return {
        (row["label"], row["genus_label"]): {
            cell["concept"][8:]: [(entry["other_label"], entry["status"]) for entry in cell["entries"]]
            for cell in row["cells"]
            if cell["entries"]
        }
        for row in answer["rows"]
    }


def test_causes_and_effects_in_common():
    """Only what acts on all, or what all act on, is shared; the signs tell whether it is in the same direction."""
    graph = toy.graph(
        "up increases a",
        "up causes b",
        "split increases a",
        "split decreases b",
        "odd affects a",
        "odd increases b",
        "lone increases a",
        "null hasNoEffectOn a",
        "null increases b",
        "a decreases e",
        "b prevents e",
        "a increases f",
    )
    answer = kg.common(graph, "a", "b")
    assert shared(answer) == [
        ("odd", "?", {"a": ("?", 1), "b": ("+", 1)}),
        ("split", "opposite", {"a": ("+", 1), "b": ("-", 1)}),
        ("up", "+", {"a": ("+", 1), "b": ("+", 1)}),
    ]
    assert shared(answer, "effects") == [("e", "-", {"a": ("-", 1), "b": ("-", 1)})]
    assert answer["between"] == []
    assert shared(kg.common(graph, "a", "b", "f")) == []


def test_concepts_are_taken_as_they_were_asked_for():
    """What raises the quantity lowers its deficiency."""
    graph = toy.graph(
        "sun increases d", "sun increases m", "d decreases p", "m increases p", states={"lack": ("d", "Low")}
    )
    answer = kg.common(graph, "lack", "m down")
    assert shared(answer) == [("sun", "-", {"lack": ("-", 1), "m": ("-", 1)})]
    assert shared(answer, "effects") == [("p", "opposite", {"lack": ("+", 1), "m": ("-", 1)})]
    assert [end["label"] for end in answer["question"]["concepts"]] == ["lack", "less m"]


def test_what_is_further_away_is_found_by_asking_for_more_steps():
    """Direct causes come first; a way does not lead through the concepts that were asked for."""
    graph = toy.graph(
        "x increases y", "y increases a", "y increases b", "a increases c", "c increases b", "far causes x"
    )
    assert [name for name, _, _ in shared(kg.common(graph, "a", "b"))] == ["y"]
    two = kg.common(graph, "a", "b", max_hops=2)
    assert [name for name, _, _ in shared(two)] == ["y", "x"]
    assert two["causes"][1]["ways"][0]["along"] == ["x", "y", "a"]
    three = kg.common(graph, "a", "b", max_hops=3)
    assert [name for name, _, _ in shared(three)] == ["y", "x", "far"]
    assert "c" not in {name for name, _, _ in shared(three)}


def test_the_sign_is_that_of_all_ways():
    """Ways that disagree have no sign; the way that is told is the shortest, and of these the best supported."""
    lines = [
        "x increases a",
        "x increases b",
        "x increases m",
        "m decreases b",
        "x causes n",
        "n causes b",
        "n causes b @b",
    ]
    graph = toy.graph(*lines, "z increases m", "z increases n", "z increases a")
    one, two = kg.common(graph, "a", "b"), kg.common(graph, "a", "b", max_hops=2)
    assert shared(one) == [("x", "+", {"a": ("+", 1), "b": ("+", 1)})]
    assert shared(two) == [
        ("x", "?", {"a": ("+", 1), "b": ("?", 1)}),
        ("z", "?", {"a": ("+", 1), "b": ("?", 2)}),
    ]
    assert two["causes"][1]["ways"][1]["along"] == ["z", "n", "b"]


def test_the_better_supported_way_of_the_same_length_is_told():
    """Of two ways of one length and sign the one with the higher product of confidences is told."""
    graph = toy.graph(
        "x increases a",
        "x increases m",
        "m increases b",
        "x increases n",
        "n increases b",
        "n causes b @b",
        "x causes n @b",
    )
    (cause,) = kg.common(graph, "a", "b", max_hops=2)["causes"]
    assert cause["ways"][1]["along"] == ["x", "n", "b"]
    assert cause["ways"][1]["strength"] == pytest.approx(0.525**2, abs=0.01)


def test_of_ways_that_disagree_the_shortest_is_told():
    """A direct influence is told although a longer way of the other sign is better supported."""
    strong = [f"{claim} @{source}" for claim in ("x causes m", "m prevents b") for source in "abc"]
    graph = toy.graph("x increases a", "x increases b disputed", *strong)
    (cause,) = kg.common(graph, "a", "b", max_hops=2)["causes"]
    assert (cause["ways"][1]["sign"], cause["ways"][1]["along"]) == ("?", ["x", "b"])


def test_a_kind_is_no_cause_of_its_genus():
    """What is said to lead from a kind to the concept itself does not make the kind a shared cause."""
    lines = ("low-back-pain worsens back-pain", "low-back-pain causes y", "x causes y", "x causes back-pain")
    answer = kg.common(toy.graph(*lines, broader={"low-back-pain": "back-pain"}), "back pain", "y")
    assert [name for name, _, _ in shared(answer)] == ["x"]


def test_what_leads_to_a_kind_leads_to_it():
    """As in a path, a kind of a concept stands for it where it is an effect, unless it is asked for itself."""
    graph = toy.graph("x causes low-back-pain", "x causes y", broader={"low-back-pain": "back-pain"})
    answer = kg.common(graph, "back pain", "y")
    assert shared(answer) == [("x", "+", {"back-pain": ("+", 1), "y": ("+", 1)})]
    assert answer["causes"][0]["ways"][0]["along"] == ["x", "low back pain"]
    assert kg.common(graph, "back pain", "low back pain")["causes"] == []
    assert kg.common(graph, "x", "back pain")["between"][0]["direct"][0]["target"] == "concept:low-back-pain"


def test_what_lies_between():
    """If one leads to another: the claims that join them, and what is downstream of one and upstream of the other."""
    graph = toy.graph(
        "a increases m", "m decreases b", "a causes b", "a increases dead", "b increases back", "back affects a"
    )
    forth, back = kg.common(graph, "a", "b")["between"]
    assert (forth["source"]["id"], forth["target"]["id"]) == ("concept:a", "concept:b")
    assert [step["sign"] for step in forth["direct"]] == ["+"]
    assert [(thing["id"], thing["sign"]) for thing in forth["through"]] == [("concept:m", "-")]
    assert (back["source"]["id"], back["direct"]) == ("concept:b", [])
    assert [(thing["id"], thing["sign"]) for thing in back["through"]] == [("concept:back", "?")]


def test_the_answer_does_not_depend_on_the_run():
    """Two processes with other hash seeds give the same bytes."""
    command = [sys.executable, "-m", "kg", "common", "back pain", "muscle weakness", "--max-hops", "2", "--json"]
    outs = [
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    ]
    assert outs[0] == outs[1]


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda g: kg.common(g, "osteomalacia"), "expected two concepts or more, got 1"),
        (lambda g: kg.common(g, "vitamin D", "vitamin D deficiency"), "are the same quantity"),
        (lambda g: kg.common(g, "bone pain", "rickets", max_hops=0), "max hops is 0; give a number from 1 to 20"),
        (lambda g: kg.common(g, "bone pain", "rickets", max_hops=21), "max hops is 21"),
        (lambda g: kg.compare(g, "osteomalacia"), "expected two concepts or more, got 1"),
        (
            lambda g: kg.compare(g, "osteomalacia", "myopathy", "soft bones"),
            "“osteomalacia” and “osteomalacia” are the",
        ),
        (lambda g: kg.compare(g, "vitamin D", "vitamin D deficiency"), "or one is a state of the other"),
        (lambda g: kg.compare(g, "osteomalacia", "calcium absorption down"), "compare “impaired calcium absorption”"),
        (lambda g: kg.compare(g, "osteomalacia", "less back pain"), "is no concept of its own; compare “back pain”"),
    ],
)
def test_a_wrong_question_is_refused(graph, ask, message):
    """Fewer than two concepts, one of them twice, a number out of range, or a level without a name."""
    with pytest.raises(UsageError, match=message):
        ask(graph)


@pytest.mark.parametrize("ask", [kg.common, kg.compare])
def test_an_unknown_concept_comes_with_what_may_be_meant(graph, ask):
    """The nearest names are offered."""
    with pytest.raises(UnknownConcept, match="did you mean “osteomalacia”"):
        ask(graph, "osteomalcia", "myopathy")


def test_the_same_relation_to_the_same_thing_is_shared():
    """One thing in the row of both is shared; what is said of one alone is not, nor what goes the other way."""
    graph = toy.graph("a locatedIn leg", "b locatedIn leg @b", "a locatedIn arm", "x partOf a", "b partOf x")
    assert cells(kg.compare(graph, "a", "b")) == {
        ("is located in", None): {"a": [("leg", "shared"), ("arm", "only")], "b": [("leg", "shared")]},
        ("is part of", None): {"b": [("x", "only")]},
        ("has the part", None): {"a": [("x", "only")]},
    }


def test_causal_relations_are_compared_by_sign():
    """The same effect in other words is shared, an opposite effect or none is contrary."""
    graph = toy.graph(
        "a causes x",
        "b manifestsAs x",
        "a increases y",
        "b causes low-y",
        "a worsens z",
        "b hasNoEffectOn z",
        "a affects v",
        "b decreases v",
        "t treats a",
        "t worsens b",
        states={"low-y": ("y", "Low")},
    )
    found = {
        (concept, entry[0]): entry[1]
        for row in cells(kg.compare(graph, "a", "b")).values()
        for concept, entries in row.items()
        for entry in entries
    }
    assert found == {
        ("a", "x"): "shared",
        ("b", "x"): "shared",
        ("a", "y"): "contrary",
        ("b", "low y"): "contrary",
        ("a", "z"): "contrary",
        ("b", "z"): "contrary",
        ("a", "v"): "shared",
        ("b", "v"): "shared",
        ("a", "t"): "contrary",
        ("b", "t"): "contrary",
    }


def test_associations_have_no_direction():
    """A symmetric relation has one row whichever end is the subject; contrary associations are contrary."""
    graph = toy.graph(
        "a associatedWith x", "x associatedWith b", "a positivelyAssociatedWith y", "y negativelyAssociatedWith b"
    )
    assert cells(kg.compare(graph, "a", "b")) == {
        ("is associated with", None): {"a": [("x", "shared")], "b": [("x", "shared")]},
        ("is positively associated with", None): {"a": [("y", "contrary")]},
        ("is negatively associated with", None): {"b": [("y", "contrary")]},
    }


def test_a_quantity_brings_its_states():
    """Claims about a state stand in the column of its quantity, named, with the sign that they have for it."""
    graph = toy.graph("lack causes x", "m prevents x", "q isA nutrient", states={"lack": ("q", "Low")})
    answer = kg.compare(graph, "q", "m")
    assert cells(answer)["causes", None] == {"q": [("x", "shared")]}
    (entry,) = [row["cells"][0]["entries"][0] for row in answer["rows"] if row["label"] == "causes"]
    assert (entry["of_label"], entry["sign"]) == ("lack", "-")
    assert cells(kg.compare(graph, "lack", "m"))["causes", None] == {"lack": [("x", "contrary")]}


def test_what_is_said_of_the_concept_itself_comes_before_its_states():
    """So that nobody takes what is said of the quantity for what is said of its deficiency."""
    graph = toy.graph("lack locatedIn leg", "m locatedIn leg", "q locatedIn arm", states={"lack": ("q", "Low")})
    (row,) = kg.compare(graph, "q", "m")["rows"]
    assert [entry["of_label"] for entry in row["cells"][0]["entries"]] == ["q", "lack"]


def test_what_nobody_supports_is_neither_shared_nor_contrary():
    """A claim that is only disputed is told, and does not count."""
    graph = toy.graph("a causes x", "b causes x denied")
    answer = kg.compare(graph, "a", "b")
    assert cells(answer) == {("causes", None): {"a": [("x", "only")], "b": [("x", "unsupported")]}}
    assert answer["rows"][0]["cells"][1]["entries"][0]["against"] == ["document:a"]


def test_claims_between_the_compared_concepts_stand_apart():
    """What joins two columns is no row of either; states of one concept joined to each other are."""
    graph = toy.graph("a differsFrom b", "low-b mistakenFor a", "b differsFrom low-b", states={"low-b": ("b", "Low")})
    answer = kg.compare(graph, "a", "b")
    assert [claim["sentence"] for claim in answer["joined"]] == ["a differs from b", "low b can be mistaken for a"]
    assert cells(answer) == {("differs from", None): {"b": [("low b", "only")]}}


def test_kinds_of_one_thing_have_a_row_of_their_own():
    """Where a row holds several things of one genus; a single one stays with the others."""
    broader = {"ache": "pain", "dull-ache": "ache", "ct": "imaging"}
    graph = toy.graph(
        "a manifestsAs dull-ache", "b manifestsAs ache", "a manifestsAs ct", "b causes ache", broader=broader
    )
    assert cells(kg.compare(graph, "a", "b")) == {
        ("manifests as", "pain"): {"a": [("dull ache", "only")], "b": [("ache", "only")]},
        ("manifests as", None): {"a": [("ct", "only")]},
        ("causes", None): {"b": [("ache", "only")]},
    }


def test_qualities_of_manifestations_fill_a_gap():
    """A condition without characteristics of its own shows those of its signs, marked."""
    graph = toy.graph(
        "a manifestsAs ache",
        "a manifestsAs itch denied",
        "ache hasCharacteristic dull",
        "itch hasCharacteristic red",
        "ache locatedIn leg",
        "b hasCharacteristic dull",
        "b manifestsAs ache",
    )
    table = cells(kg.compare(graph, "a", "b"))
    assert table["has the characteristic", None] == {"a": [("dull", "through")], "b": [("dull", "only")]}
    assert ("is located in", None) not in table
    own = toy.graph("a manifestsAs ache", "ache locatedIn leg", "a locatedIn arm", "b locatedIn leg")
    assert cells(kg.compare(own, "a", "b"))["is located in", None] == {"a": [("arm", "only")], "b": [("leg", "only")]}


def test_relatives_that_fill_a_gap_are_named():
    """Siblings, genera and kinds of which sources tell what tells conditions apart; others are not named."""
    broader = {"a": "genus", "sibling": "genus", "kind": "a"}
    lines = ("b isDiagnosedBy test", "b manifestsAs sign", "b causes fall")
    told = ("sibling isDiagnosedBy scan", "sibling manifestsAs sign", "kind manifestsAs sign", "genus causes fall")
    answer = kg.compare(toy.graph(*lines, *told, "a causes fall", "other manifestsAs sign", broader=broader), "a", "b")
    assert [(kin["of"], kin["id"], kin["rows"]) for kin in answer["kin"]] == [
        ("concept:a", "concept:sibling", ["is diagnosed by", "manifests as"]),
        ("concept:a", "concept:kind", ["manifests as"]),
    ]
    full = kg.compare(toy.graph(*lines, *told, "a isDiagnosedBy scan", "a manifestsAs sign", broader=broader), "a", "b")
    assert full["kin"] == []


def test_rows_that_compare_come_first():
    """A row in which more concepts have something stands before one in which fewer have."""
    graph = toy.graph("a increases x", "a locatedIn leg", "b locatedIn arm", "a partOf y", "b partOf y", "c partOf y")
    assert [row["label"] for row in kg.compare(graph, "a", "b", "c")["rows"]] == [
        "is part of",
        "is located in",
        "increases",
    ]


def test_values_are_told_in_words():
    """The other end of a claim may be a value."""
    graph = toy.graph("a isA x", "b isA x")
    value = Quantity("quantity:v", "6", "8", "wk")
    claim = changed(next(iter(graph.claims.values())), relation="hasDuration", object="quantity:v")
    graph = replace(graph, claims={**graph.claims, claim.id: claim}, quantities={"quantity:v": value})
    assert cells(kg.compare(graph, "a", "b"))["lasts", None] == {"a": [("6 to 8 weeks", "only")]}


def test_the_comparison_of_document_002_comes_out_side_by_side(graph):
    """Bone pain, muscle disease and injury: course, distribution and place in the columns of the page's table."""
    table = cells(kg.compare(graph, "bone pain", "myopathy", "pain from injury"))
    row = table["has the characteristic", None]
    assert ("widespread distribution", "shared") in row["bone-pain"]
    assert ("widespread distribution", "shared") in row["myopathy"]
    assert ("self-limited course", "only") in row["injury-pain"]
    assert set(table["is located in", None]) == {"bone-pain", "myopathy", "injury-pain"}
    assert ("sharp pain", "only") in table["has the characteristic", "pain"]["injury-pain"]


def test_the_comparison_of_document_003_leads_to_the_column_of_the_page(graph):
    """The page compares with neuropathies of other cause: who asks about the diabetic one is told so."""
    asked = ("nerve pain from vitamin D deficiency", "diabetic neuropathy", "spinal nerve compression")
    answer = kg.compare(graph, *asked)
    relatives = {kin["id"] for kin in answer["kin"] if kin["of"] == "concept:diabetic-neuropathy"}
    assert "concept:other-neuropathy" in relatives
    row = cells(kg.compare(graph, asked[0], "neuropathy of other cause", asked[2]))["has the characteristic", None]
    assert [("gradual onset", "shared") in row[name] for name in row] == [True, True, True]


def test_common_on_the_command_line(run):
    """Text with claims and signs, JSON, and a row for each way."""
    text = run("common", "bone pain", "muscle weakness")
    assert (text.code, text.err) == (0, "")
    said = " ".join(text.out.split())
    assert "bone pain and muscle weakness: 3 causes and no effects in common, within 1 step" in said
    assert "osteomalacia: raises all raises bone pain, 0.47: osteomalacia manifests as bone pain (and 1 more)" in said
    body = json.loads(run("common", "bone pain", "muscle weakness", "--json").out)
    assert list(body)[:3] == ["schema", "data", "question"]
    assert body["schema"] == "kg-common/1"
    rows = list(csv.DictReader(io.StringIO(run("common", "bone pain", "muscle weakness", "--format", "csv").out)))
    assert [row["id"] for row in rows] == [thing["id"] for thing in body["causes"] for _ in thing["ways"]]
    assert rows[-1]["claims"] == "claim:osteomalacia--manifests-as--muscle-weakness"


def test_common_tells_ways_in_words(run):
    """Effects, ways of several steps, what lies between, what is contested."""
    out = " ".join(run("common", "vitamin D deficiency", "parathyroid hormone", "--max-hops", "2").out.split())
    for words in (
        "1 cause and 25 effects in common, within 2 steps",
        "bone strength: all lower it vitamin D deficiency lowers it",
        "in 2 steps: parathyroid hormone → bone strength → falls",
        "bone resorption: the sign is not known for all, or ways differ",
        "calcium homeostasis: one raises it, another lowers it",
        "From vitamin D deficiency to parathyroid hormone",
    ):
        assert words in out
    out = " ".join(run("common", "vitamin D", "down", "back pain").out.split())
    assert "directly, 0.35: vitamin D deficiency causes back pain" in out
    assert "through osteomalacia: raises back pain" in out
    assert "it raises back pain, 0.47: osteomalacia manifests as low back pain" in out
    assert "CONTESTED" in out
    rows = list(csv.DictReader(io.StringIO(run("common", "vitamin D", "back pain", "--format", "csv").out)))
    between = [row for row in rows if row["part"] == "concept:vitamin-d to concept:back-pain"]
    assert {row["id"] for row in between} >= {"", "concept:osteomalacia"}


def test_common_without_an_answer(run):
    """Nothing shared is exit code 1, with what to try."""
    none = run("common", "osteomalacia", "osteoporosis")
    assert none.code == 1
    assert "nothing is shared within 1 step; try: --max-hops 2" in " ".join(none.out.split())
    assert run("common", "osteomalacia", "osteoporosis", "--json").code == 1


def test_compare_on_the_command_line(run):
    """A list by row on the terminal, a table of rows and columns in Markdown and csv, JSON."""
    text = run("compare", "osteomalacia", "myopathy")
    assert (text.code, text.err) == (0, "")
    for words in (
        "= shared: vitamin D deficiency, muscle weakness\n≠ contrary: nothing\n",
        "\n  myopathy      = vitamin D deficiency (002; hedged; undecided: lips-2001)\n",
        "\n  osteomalacia  bone pain: extremities (000; hedged), hips (002), legs (002),\n                lower back",
        "\nmanifests as: pain\n",
        "\n  myopathy      –\n",
    ):
        assert words in text.out
    body = json.loads(run("compare", "osteomalacia", "myopathy", "--json").out)
    assert list(body)[:3] == ["schema", "data", "question"]
    assert body["schema"] == "kg-compare/1"
    header, _, *table = run("compare", "osteomalacia", "myopathy", "--format", "md").out.splitlines()
    assert header == "| relation | osteomalacia | myopathy |"
    assert len(table) == len(body["rows"]) + 1
    shown = next(line for line in table if line.startswith("| is caused by |"))
    assert (
        "= vitamin D deficiency (002; hedged; undecided: lips-2001; claim:vitamin-d-deficiency--causes--myopathy)"
        in shown
    )
    rows = list(csv.DictReader(io.StringIO(run("compare", "osteomalacia", "osteoporosis", "--format", "csv").out)))
    joined = [row for row in rows if row["relation"] == "each other"]
    assert [row["osteoporosis"] for row in joined] == ["", ""]
    assert "claim:osteomalacia--differs-from--osteoporosis" in joined[1]["osteomalacia"]


def test_compare_tells_long_names_and_relatives(run):
    """Names that are too long for a column have a line of their own; relatives are named."""
    out = run("compare", "nerve pain from vitamin D deficiency", "diabetic neuropathy", "spinal nerve compression").out
    assert "(a kind of neuropathic pain)" in " ".join(out.split())
    assert (
        "\n  diabetic neuropathy:\n    = vitamin D deficiency (pmc6890351; hedged), diabetic complications (003),"
        in out
    )
    said = "nothing is said of diabetic neuropathy under has the characteristic, is diagnosed by, manifests as; see"
    assert f"{said} neuropathy of other cause" in " ".join(out.split())
    calcium = " ".join(run("compare", "vitamin D", "serum calcium").out.split())
    assert "vitamin D increases serum calcium (000, nih-ods-vitamin-d)" in calcium
    assert "vitamin D deficiency: = bone resorption (000, 002)" in calcium
    assert "unsupported: parathyroid hormone (undecided: pmc12879592)" in calcium
    assert "= muscle function (004; hedged; against: bislev-2021, pmc4594209)" in calcium


def test_own_data_and_nothing_to_compare(run, tmp_path):
    """Another data file can be asked; concepts of which nothing is said are no answer; contrary claims are marked."""
    own = tmp_path / "own.ttl"
    graph = toy.graph("a increases x", "b decreases x", broader={"c": "d"})
    own.write_text(turtle(toy.with_passages(graph)), encoding="utf-8")
    told = run("compare", "a", "b", "--data", own)
    assert told.code == 0
    assert "≠ contrary: x\n" in told.out
    assert "  a  ≠ x (a)\n" in told.out
    nothing = run("compare", "c", "d", "--data", own)
    assert (nothing.code, nothing.err) == (1, "")
    assert "nothing is said of them" in nothing.out
    assert "x: raises one" not in run("common", "a", "b", "--data", own).out
    assert "x: one raises it, another lowers it" in run("common", "a", "b", "--data", own).out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("compare", "osteomalacia"), "expected two concepts or more, got 1"),
        (("compare", "osteomalcia", "myopathy"), "did you mean “osteomalacia”"),
        (("compare", "myopathy", "muscle disease"), "are the same"),
        (("common", "osteomalacia", "down"), "expected two concepts or more, got 1"),
        (("common", "osteomalacia", "rickets", "--max-hops", "0"), "max hops is 0"),
        (("common", "osteomalacia", "osteomalcia"), "did you mean “osteomalacia”"),
    ],
)
def test_a_wrong_use_is_one_line(run, arguments, message):
    """Nothing on standard output, one line on standard error, exit code 2."""
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("columns", [80, 200])
@pytest.mark.parametrize(
    "command",
    [
        ("contested",),
        ("common", "vitamin D deficiency", "back pain", "--max-hops", "2"),
        ("compare", "nerve pain from vitamin D deficiency", "diabetic neuropathy"),
        ("compare", "osteomalacia", "myopathy"),
    ],
)
def test_text_fits_the_terminal(run, monkeypatch, command, columns):
    """No line is wider than the terminal, but for addresses and identifiers."""
    monkeypatch.setenv("COLUMNS", str(columns))
    for line in run(*command).out.splitlines():
        assert len(line) <= columns or len(line.split()[-1]) > columns - 20
