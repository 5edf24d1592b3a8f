"""What concepts have in common, in Python."""

import os
import subprocess
import sys

import pytest

import kg
from tests import toy


def common(graph, *concepts, **options):
    """The answer as plain values."""
    return kg.common(graph, *concepts, **options).plain()


def shared(answer, part="causes"):
    """What is shared, as (concept, how, {asked: (sign, hops)})."""
    return [
        (thing["id"][8:], thing["together"], {way["concept"][8:]: (way["sign"], way["hops"]) for way in thing["ways"]})
        for thing in answer[part]
    ]


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
    answer = common(graph, "a", "b")
    assert shared(answer) == [
        ("odd", "?", {"a": ("?", 1), "b": ("+", 1)}),
        ("split", "opposite", {"a": ("+", 1), "b": ("-", 1)}),
        ("up", "+", {"a": ("+", 1), "b": ("+", 1)}),
    ]
    assert shared(answer, "effects") == [("e", "-", {"a": ("-", 1), "b": ("-", 1)})]
    assert answer["between"] == []
    assert shared(common(graph, "a", "b", "f")) == []


def test_concepts_are_taken_as_they_were_asked_for():
    """What raises the quantity lowers its deficiency."""
    graph = toy.graph(
        "sun increases d", "sun increases m", "d decreases p", "m increases p", states={"lack": ("d", "Low")}
    )
    answer = common(graph, "lack", "m down")
    assert shared(answer) == [("sun", "-", {"lack": ("-", 1), "m": ("-", 1)})]
    assert shared(answer, "effects") == [("p", "opposite", {"lack": ("+", 1), "m": ("-", 1)})]
    assert [end["label"] for end in answer["question"]["concepts"]] == ["lack", "less m"]


def test_what_is_further_away_is_found_by_asking_for_more_steps():
    """Direct causes come first; a path does not lead through the concepts that were asked for."""
    graph = toy.graph(
        "x increases y", "y increases a", "y increases b", "a increases c", "c increases b", "far causes x"
    )
    assert [name for name, _, _ in shared(common(graph, "a", "b"))] == ["y"]
    two = common(graph, "a", "b", max_hops=2)
    assert [name for name, _, _ in shared(two)] == ["y", "x"]
    assert two["causes"][1]["ways"][0]["along"] == ["x", "y", "a"]
    three = common(graph, "a", "b", max_hops=3)
    assert [name for name, _, _ in shared(three)] == ["y", "x", "far"]
    assert "c" not in {name for name, _, _ in shared(three)}


def test_the_sign_is_that_of_all_paths():
    """Paths that disagree have no sign; the path that is shown is the shortest, and of these the best supported."""
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
    one, two = common(graph, "a", "b"), common(graph, "a", "b", max_hops=2)
    assert shared(one) == [("x", "+", {"a": ("+", 1), "b": ("+", 1)})]
    assert shared(two) == [
        ("x", "?", {"a": ("+", 1), "b": ("?", 1)}),
        ("z", "?", {"a": ("+", 1), "b": ("?", 2)}),
    ]
    assert two["causes"][1]["ways"][1]["along"] == ["z", "n", "b"]


def test_the_better_supported_path_of_the_same_length_is_shown():
    """Of two paths of one length and sign the one with the higher product of confidences is shown."""
    graph = toy.graph(
        "x increases a",
        "x increases m",
        "m increases b",
        "x increases n",
        "n increases b hedged",
        "n causes b @b",
        "x causes n @b",
    )
    (cause,) = common(graph, "a", "b", max_hops=2)["causes"]
    assert cause["ways"][1]["along"] == ["x", "n", "b"]
    assert cause["ways"][1]["strength"] == pytest.approx(0.30**2, abs=0.001)


def test_of_paths_that_disagree_the_shortest_is_shown():
    """A direct influence is shown although a longer path of the other sign is better supported."""
    strong = [f"{claim} @{source}" for claim in ("x causes m", "m prevents b") for source in "abc"]
    graph = toy.graph("x increases a", "x increases b disputed", *strong)
    (cause,) = common(graph, "a", "b", max_hops=2)["causes"]
    assert (cause["ways"][1]["sign"], cause["ways"][1]["along"]) == ("?", ["x", "b"])


def test_a_kind_is_no_cause_of_what_it_is_a_kind_of():
    """A claim that a kind causes the concept itself does not make the kind a shared cause."""
    lines = ("low-back-pain worsens back-pain", "low-back-pain causes y", "x causes y", "x causes back-pain")
    answer = common(toy.graph(*lines, broader={"low-back-pain": "back-pain"}), "back pain", "y")
    assert [name for name, _, _ in shared(answer)] == ["x"]


def test_what_leads_to_a_kind_leads_to_it():
    """As in a path, a kind of a concept stands for it where it is an effect, unless it is asked for itself."""
    graph = toy.graph("x causes low-back-pain", "x causes y", broader={"low-back-pain": "back-pain"})
    answer = common(graph, "back pain", "y")
    assert shared(answer) == [("x", "+", {"back-pain": ("+", 1), "y": ("+", 1)})]
    assert answer["causes"][0]["ways"][0]["along"] == ["x", "low back pain"]
    assert common(graph, "back pain", "low back pain")["causes"] == []
    assert common(graph, "x", "back pain")["between"][0]["direct"][0]["target"] == "concept:low-back-pain"


def test_what_lies_between():
    """If one leads to another: the claims that join them, and what is downstream of one and upstream of the other."""
    graph = toy.graph(
        "a increases m", "m decreases b", "a causes b", "a increases dead", "b increases back", "back affects a"
    )
    forth, back = common(graph, "a", "b")["between"]
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


def test_what_is_avoided_or_ignored_is_no_shared_cause():
    """A cause is gone with the concept that is avoided, and with the source that names it."""
    graph = toy.graph("x increases a", "x increases b", "y increases a @b", "y increases b @b")
    assert [name for name, _, _ in shared(common(graph, "a", "b"))] == ["x", "y"]
    avoided = common(graph, "a", "b", avoid=["x"])
    assert [name for name, _, _ in shared(avoided)] == ["y"]
    assert avoided["data"]["avoid"] == ["x"]
    assert [name for name, _, _ in shared(common(graph, "a", "b", without=["b"]))] == ["x"]
