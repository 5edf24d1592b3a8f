"""The search for best signed simple paths."""

import networkx
import pytest

from kg.errors import SearchLimit
from kg.model.core import Sign
from kg.reasoning.paths import best_paths


def edges(*lines):
    """Nested mappings from "u v sign cost" lines."""
    graph = {}
    for line in lines:
        tail, head, sign, cost = line.split()
        graph.setdefault(tail, {}).setdefault(head, {})[sign] = {"sign": sign, "cost": int(cost)}
    return graph


def test_a_cheaper_longer_path_comes_before_a_dear_short_one():
    """Cost decides first, then the number of steps."""
    graph = edges("a c + 10", "a b + 3", "b c + 3", "a aa + 5", "aa c + 5")
    assert [(path.nodes, path.cost) for path in best_paths(graph, "a", "c")] == [
        (("a", "b", "c"), 6),
        (("a", "c"), 10),
        (("a", "aa", "c"), 10),
    ]


def test_equal_paths_come_in_the_order_of_their_names():
    """Ties are broken by the names of nodes, then of edge keys."""
    graph = edges("a z + 1", "z t + 1", "a b - 1", "a b + 1", "b t + 1")
    assert [(path.nodes, path.keys) for path in best_paths(graph, "a", "t")] == [
        (("a", "b", "t"), ("+", "+")),
        (("a", "b", "t"), ("-", "+")),
        (("a", "z", "t"), ("+", "+")),
    ]


@pytest.mark.parametrize(
    ("lines", "options", "nodes"),
    [
        # a way that comes back to a node with its sign turned is no chain
        (["a b + 1", "b c - 1", "c b - 1", "c a - 1", "b t + 9", "c t + 1"], {}, ["abct", "abt"]),
        # nor one that comes back to any earlier node
        (
            "a b + 1|b c + 1|c d + 1|d e + 1|e b + 1|e c + 1|e d + 1|c t + 9|b t + 9|e t + 30".split("|"),
            {},
            ["abt", "abct", "abcdet"],
        ),
        # one of more steps than allowed is not found, however cheap
        (["a b + 1", "b c + 1", "c t + 1", "a t + 99"], {"max_hops": 2}, ["at"]),
        # only those through all given nodes, in any order; an end of the path is visited anyway
        (
            ["a b + 1", "b c + 1", "c t + 1", "a c + 1", "c b + 1", "b t + 1", "a t + 1"],
            {"via": ["c", "b", "a"]},
            ["abct", "acbt"],
        ),
    ],
)
def test_no_node_is_visited_twice_and_paths_are_as_asked(lines, options, nodes):
    """Neither around a loop nor in the other direction, within the steps and by the nodes that are asked for."""
    assert ["".join(path.nodes) for path in best_paths(edges(*lines), "a", "t", **options)] == nodes


def test_reaching_the_target_with_the_wrong_sign_is_no_way_through():
    """A path never goes through the target, and only wanted signs are found."""
    graph = edges("a t - 1", "t b + 1", "b t - 1", "a b + 5")
    found = best_paths(graph, "a", "t", ends=frozenset({Sign.PLUS}))
    assert found == []
    assert [r.directions[-1] for r in best_paths(graph, "a", "t")] == [Sign.MINUS, Sign.MINUS]


def test_an_unsigned_edge_makes_the_rest_unknown_and_a_null_one_is_never_followed():
    """The direction is unknown after an unsigned step, and a null finding carries nothing on."""
    graph = edges("a b ? 1", "b t - 1", "a c 0 1", "c t + 1")
    (path,) = best_paths(graph, "a", "t")
    assert path.directions == (Sign.PLUS, Sign.UNKNOWN, Sign.UNKNOWN)


@pytest.mark.parametrize(("source", "target"), [("a", "a"), ("x", "t"), ("a", "x"), ("t", "a")])
def test_no_path_is_an_empty_list(source, target):
    """From a node to itself, from or to a strange node, and against the arrows there is nothing."""
    assert best_paths(edges("a t + 1"), source, target) == []


def test_a_search_that_would_take_too_long_is_stopped():
    """Nothing partial is returned: the error says what to try."""
    names = [f"n{i}" for i in range(12)]
    graph = edges(*(f"{u} {v} + 1" for u in names for v in names if u != v))
    with pytest.raises(SearchLimit, match="stopped after 100 partial paths; try a smaller --max-hops or -k"):
        best_paths(graph, "n0", "n1", k=1000, limit=100)


def test_five_paths_of_eight_steps_are_found_unless_told_otherwise():
    """A seventh path and a path of nine steps have to be asked for."""
    beside = edges(*(f"a m{i} + 1" for i in range(7)), *(f"m{i} t + 1" for i in range(7)))
    assert [len(best_paths(beside, "a", "t", **asked)) for asked in ({}, {"k": 7})] == [5, 7]
    row = edges(*(f"n{i} n{i + 1} + 1" for i in range(9)))
    assert [
        len(best_paths(row, "n0", end, **asked)) for end, asked in (("n8", {}), ("n9", {}), ("n9", {"max_hops": 9}))
    ] == [1, 0, 1]


def test_a_graph_of_networkx_is_searched_as_it_is():
    """Any MultiDiGraph with signs and confidences; keys are its own, and a missing cost is that of the confidence."""
    network = networkx.MultiDiGraph()
    network.add_edge("a", "b", sign="+", confidence=0.9)
    network.add_edge("b", "c", sign="-", confidence=0.9)
    network.add_edge("a", "c", sign="-", confidence=0.5)
    network.add_edge("a", "c", sign="+", confidence=0.4)
    found = best_paths(network, "a", "c")
    assert [(path.nodes, path.keys, path.directions[-1].value) for path in found] == [
        (("a", "b", "c"), (0, 0), "-"),
        (("a", "c"), (0,), "-"),
        (("a", "c"), (1,), "+"),
    ]
    assert best_paths(network, "c", "a") == []
