"""Feedback loops."""

import pytest

import kg
from kg.errors import SearchLimit
from kg.model.core import Sign
from kg.reasoning import loops as search
from tests import drawn, toy

STATES = {"low-c": ("c", "Low")}


def loops(*arguments, **options):
    """The answer of kg.loops as JSON."""
    return kg.loops(*arguments, **options).plain()


def walk(loop):
    """The steps of a loop as drawn.loops tells them: from its smallest quantity on."""
    steps = tuple((step["subject"], step["object"], step["sign"]) for step in loop["steps"])
    first = steps.index(min(steps))
    return steps[first:] + steps[:first]


def names(answer):
    """What the loops of an answer are called."""
    return [loop["name"] for loop in answer["loops"]]


@pytest.mark.parametrize(
    ("lines", "kind", "sign"),
    [
        (["a increases b", "b increases a"], "reinforcing", "+"),
        (["a decreases b", "b decreases a"], "reinforcing", "+"),
        (["a increases b", "b decreases a"], "balancing", "-"),
        (["a increases b", "b affects a"], "of unknown sign", "?"),
        (["low-c causes b", "b increases low-c"], "reinforcing", "+"),
        (["low-c causes b", "b increases c"], "balancing", "-"),
    ],
)
def test_a_loop_is_called_by_what_becomes_of_a_change(lines, kind, sign):
    """A change that comes back in its own direction is reinforced, one that comes back reversed is balanced."""
    (loop,) = loops(toy.graph(*lines, states=STATES))["loops"]
    assert (loop["kind"], loop["sign"], loop["length"]) == (kind, sign, 2)
    assert loop["confidence"] == 0.04
    assert loop["steps"][-1]["object"] == loop["steps"][0]["subject"]


def test_a_loop_is_named_by_its_quantities_and_cited():
    """Two quantities stand beside each other, more in a row; each step brings its evidence."""
    graph = toy.graph("a increases b", "b decreases a @b", "b increases c", "c increases a @c")
    answer = loops(graph)
    assert answer["schema"] == "kg-loops/2"
    assert names(answer) == ["a ⇄ b", "a → b → c → a"]
    assert [[e["source"] for e in s["evidence"]] for s in answer["loops"][0]["steps"]] == [
        ["document:a"],
        ["document:b"],
    ]
    assert answer["loops"][0]["bridges"] == [0]


def test_what_acts_on_itself_is_a_loop_of_one_step():
    """A state that acts on its own quantity gives the shortest loop."""
    answer = loops(toy.graph("low-c decreases c", "c increases d", states=STATES))
    assert [(loop["name"], loop["kind"], loop["length"]) for loop in answer["loops"]] == [("c → c", "reinforcing", 1)]


def test_what_is_no_loop_is_not_listed():
    """Null findings, associations, denied claims, and unsigned claims beside signed ones close no loop."""
    lines = ("b hasNoEffectOn a", "b associatedWith a", "b increases a denied")
    assert loops(toy.graph("a increases b", *lines))["loops"] == []
    assert [loop["kind"] for loop in loops(toy.graph("a increases b", "b increases a", "b affects a"))["loops"]] == [
        "reinforcing"
    ]


def test_a_disputed_loop_says_so():
    """A loop with a contested step is contested."""
    lines = ("a increases b", "b increases a")
    assert [loop["contested"] for loop in loops(toy.graph(*lines))["loops"]] == [False]
    assert [loop["contested"] for loop in loops(toy.graph(*lines, "b increases a @b denied"))["loops"]] == [True]


def test_loops_through_a_concept_within_a_length_and_of_a_kind():
    """Each filter keeps what it says; a loop begins at the concept that was asked for."""
    lines = ("a increases b", "b decreases a", "b increases c", "c increases a", "x increases y", "y affects x")
    graph = toy.graph(*lines, states={"low-b": ("b", "Low")})
    assert names(loops(graph)) == ["a ⇄ b", "x ⇄ y", "a → b → c → a"]
    assert names(loops(graph, through="low b")) == ["b ⇄ a", "b → c → a → b"]
    assert names(loops(graph, through="c")) == ["c → a → b → c"]
    assert names(loops(graph, max_length=2)) == ["a ⇄ b", "x ⇄ y"]
    assert loops(graph, max_length=1)["loops"] == []
    assert names(loops(graph, kind="reinforcing")) == ["a → b → c → a"]
    assert names(loops(graph, kind="balancing")) == ["a ⇄ b"]
    assert names(loops(graph, kind="of unknown sign")) == ["x ⇄ y"]
    answer = loops(graph, through="b", max_length=3, k=1, kind="balancing")
    assert answer["question"] == {"through": "b", "max_length": 3, "k": 1, "kind": "balancing"}


@pytest.mark.parametrize("seed", range(60))
def test_every_loop_is_found_exactly_once(seed):
    """The loops are those that networkx lists, each once, with the product of its signs."""
    graph = drawn.drawn(seed)
    expected = sorted(drawn.loops(drawn.used(graph)))
    found = loops(graph, k=100, max_length=20)["loops"]
    assert len(expected) < 100
    assert sorted(map(walk, found)) == expected
    assert all(loop["sign"] == drawn.sign_of(walk(loop)) for loop in found)


def test_parathyroid_hormone_and_serum_calcium_balance_each_other(graph):
    """In the real graph low calcium raises the hormone, and the hormone raises calcium: a balancing loop, cited."""
    answer = loops(graph, through="PTH", max_length=2)
    (loop,) = [each for each in answer["loops"] if each["name"] == "parathyroid hormone ⇄ serum calcium"]
    assert (loop["kind"], loop["sign"]) == ("balancing", Sign.MINUS.value)
    assert all(any(e["direction"] == "supports" for e in step["evidence"]) for step in loop["steps"])
    assert loop["name"] in names(loops(graph))


def test_too_many_quantities_in_feedback_are_refused_unless_one_is_named(monkeypatch):
    """Instead of a search without an end there is a line that says what to try, and trying it helps."""
    graph = toy.graph(*(f"x{a} increases x{b}" for a in range(6) for b in range(6) if a != b))
    assert len(loops(graph, k=10, max_length=3)["loops"]) == 10
    monkeypatch.setattr(search, "LIMIT", 300)  # as much as there is to do for one quantity at three steps
    with pytest.raises(SearchLimit, match="6 quantities act on each other; name one with --through"):
        loops(graph, k=10, max_length=3)
    assert len(loops(graph, through="x0", k=10, max_length=3)["loops"]) == 10
    assert len(loops(graph, k=10, max_length=2)["loops"]) == 10


def test_a_search_for_loops_that_takes_too_long_is_stopped(monkeypatch):
    """The line names the options that loops have."""
    monkeypatch.setattr(search, "LOOKED", 3)
    monkeypatch.setattr("kg.reasoning.paths.LIMIT", 3)
    graph = toy.graph(*(f"x{a} increases x{b}" for a in range(6) for b in range(6) if a != b))
    with pytest.raises(SearchLimit, match="stopped after 3 partial loops; try a smaller --max-length or -k"):
        loops(graph)
