"""Every long search looks at the deadline of its question, and no answer is given once that has passed."""

import sys
import threading

import pytest
from msgspec.structs import replace

import kg
from kg import limits
from kg.errors import SearchLimit
from kg.limits import Deadline
from kg.reasoning import paths
from kg.serving.questions import questions
from tests import drawn, example, toy

QUESTIONS = questions()
LACK, PAIN = "vitamin D deficiency", "back pain"
#: A page sums up a chain; opposing chains to d pass a loop; nothing joins d and e.
SMALL = toy.graph(
    "a increases b",
    "b increases c",
    "c decreases b",
    "a increases c @b prose",
    "c increases d",
    "a decreases d",
    "d associatedWith e",
    "e increases f",
)

#: A function that looks at the deadline, and a question that needs it.
SEARCHES = {
    "project": kg.gaps,
    "_bounds": lambda graph: kg.path(graph, LACK, PAIN),
    "ranked": lambda graph: kg.path(graph, LACK, PAIN),
    "missing": lambda _: kg.path(SMALL, "a", "f"),
    "find": kg.loops,
    "_levels": lambda graph: kg.break_(graph, LACK, PAIN),
    "path": lambda graph: kg.break_(graph, LACK, PAIN),
    "_spread": lambda graph: kg.effect(graph, LACK, PAIN),
    "respond": lambda graph: kg.effect(graph, LACK, PAIN),
    "_judged": lambda graph: kg.effects(graph, "vitamin B12"),
    "spread": lambda graph: kg.effects(graph, "vitamin B12"),
    "_sum": lambda graph: kg.effects(graph, "vitamin B12"),
    "steady": lambda _: kg.effect(SMALL, "a", "d"),
    "of": lambda _: kg.effect(replace(SMALL), "a", "d"),  # of which nothing is known yet
    "_reach": lambda graph: kg.common(graph, LACK, PAIN),
}


class Passing:
    """A deadline that passes at a check: that in a function, or the one of a number."""

    def __init__(self, function="", number=0):
        self.function, self.number, self.checks = function, number, 0

    @property
    def at(self):
        """When the question must end, as :func:`kg.limits.check` asks."""
        self.checks += 1
        here = sys._getframe(2).f_code.co_name == self.function or self.checks == self.number
        return float("-inf" if here else "inf")


@pytest.mark.parametrize("function", SEARCHES)
def test_a_search_stops_at_its_deadline(graph, function):
    """Wherever the deadline passes, the question ends there; without a deadline it is answered."""
    with limits.within(Passing(function)), pytest.raises(TimeoutError):
        SEARCHES[function](graph)
    assert SEARCHES[function](graph)


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.thorough
def test_a_question_that_is_stopped_has_no_answer(asked, graph, name):
    """At whichever check it is stopped; the checks change no answer."""
    given, _ = asked(name, example(name))
    expected = QUESTIONS[name].ask(graph, given)
    with limits.within(counted := Passing()):
        assert QUESTIONS[name].ask(graph, given) == expected
    for part in (0, 0.5, 1) if counted.checks else ():
        number = max(1, int(counted.checks * part))
        with limits.within(Passing(number=number)), pytest.raises(TimeoutError):
            QUESTIONS[name].ask(graph, given)


def test_a_deadline_ends_what_is_asked_within_it():
    """It passes with time, or when it is cancelled; what is asked outside it goes on."""
    with limits.within(Deadline(60)) as _, limits.within(Deadline(-1)), pytest.raises(TimeoutError):
        limits.check()
    deadline = Deadline(60)
    with limits.within(deadline):
        limits.check()
        deadline.cancel()
        with pytest.raises(TimeoutError):
            limits.check()
    limits.check()


def test_another_thread_stops_a_question():
    """A search that would take long ends when it is cancelled, in a thread and without a signal."""
    dense, deadline, ended = drawn.dense(), Deadline(60), []

    def ask():
        with limits.within(deadline), pytest.raises(TimeoutError):
            kg.loops(dense)
        ended.append(True)

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join(0.5)
    assert asking.is_alive()
    deadline.cancel()
    asking.join(60)
    assert ended == [True]


def test_the_memory_of_a_search_is_limited(monkeypatch):
    """With places to visit, a search has many states; each has a bound in memory."""
    lines = drawn.dense(20, 200)
    assert kg.path(lines, "c1", "c2", via=["c3", "c4"]).chains
    monkeypatch.setattr(paths, "STATES", 100)
    with pytest.raises(SearchLimit, match="stopped after 100 states; try fewer --via"):
        kg.path(lines, "c1", "c2", via=["c3", "c4"])
