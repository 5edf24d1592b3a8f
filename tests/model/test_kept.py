"""What is found of a graph is kept with it for further questions."""

import gc
import weakref

import kg
from kg.model.filters import filtered
from kg.model.kept import kept
from kg.reasoning.judge import judge_of
from kg.reasoning.network import Network
from tests import toy


def test_a_result_is_found_once_for_each_graph_and_the_oldest_are_dropped():
    """Another graph has its own results, equal or not."""
    asked = []

    @kept(2)
    def length(graph, word):
        asked.append(word)
        return len(graph.claims) + len(word)

    one, other = toy.graph("a increases b"), toy.graph("a increases b", "b increases c")
    assert [length(one, "x"), length(one, "x"), length(other, "x")] == [2, 2, 3]
    assert asked == ["x", "x"]
    assert [length(one, word) for word in ("y", "z", "x")] == [2, 2, 2]
    assert asked == ["x", "x", "y", "z", "x"]


def test_questions_share_what_they_need_of_a_graph():
    """The same judge, influences and filtered graph serve questions with the same options, and go with the graph."""
    graph = toy.graph("a increases b", "b decreases c")
    first = kg.effect(graph, "a", "c")
    judge = judge_of(graph)
    assert kg.effect(graph, "a", "c") == first
    assert judge_of(graph) is judge
    assert filtered(graph, sources="literature") is filtered(graph, sources="literature")
    assert filtered(graph, sources="literature") is not filtered(graph, sources="pages")
    assert Network(graph, "concept:c").links is Network(graph, "concept:b", {"concept:a"}).links
    left = weakref.ref(judge)
    del graph, judge, first
    gc.collect()
    assert left() is None
