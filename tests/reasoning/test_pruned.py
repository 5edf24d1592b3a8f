"""The search with an engine of SQL: the paths of the kernel, from the edges that matter alone."""

import random
from contextlib import closing
from itertools import islice

import pytest

from kg import limits
from kg.errors import SearchLimit
from kg.reasoning.arrays import kernel, pruned
from kg.reasoning.arrays.kernel import Conditions
from kg.store.duck import Duck
from tests.reasoning.test_kernel import graph, line, question
from tests.store.parts import write


@pytest.fixture
def asked(tmp_path):
    """Ask DuckDB about a graph: the paths, as those of the kernel."""

    def ask(arrays, *ends, most, **options):
        write(arrays, tmp_path / "edges.parquet")
        with closing(Duck(str(tmp_path / "edges.parquet"))) as engine:
            return list(pruned.routes(engine, arrays.start.size - 1, *ends, most, Conditions(**options)))

    return ask


def check(asked, seed, *, empty=True):
    """Ask one random question of both; the number of paths."""
    dice = random.Random(seed)
    ends, options, _ = question(dice)
    most = dice.choice([1, 3, 30])
    wanted = list(islice(kernel.routes(*ends, Conditions(**options)), most))
    if wanted or empty:
        assert asked(*ends, most=most, **options) == wanted, seed
    return len(wanted)


def test_paths_are_those_of_the_kernel(asked, monkeypatch):
    """In order, with every option; also if the first limits are low, and the kernel sees to most nodes to visit."""
    assert sum(check(asked, seed, empty=seed < 12) for seed in range(50)) > 15
    monkeypatch.setattr(pruned, "_SLACK", 100)
    monkeypatch.setattr(pruned, "MOST_VIA", 1)
    assert sum(check(asked, seed, empty=False) for seed in range(80, 110)) > 5


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1000, 1400, 200))
def test_paths_are_those_of_the_kernel_on_hundreds_of_graphs(asked, first):
    """The same with other seeds."""
    assert sum(check(asked, seed) for seed in range(first, first + 200)) > 80


def test_without_a_walk_nothing_is_searched(asked):
    """An unknown direction stays unknown, and a node that is not there is not reached."""
    assert asked(graph(3, line(0, 0)), 0, 2, 8, most=1, start=2, ends=frozenset({0})) == []
    assert asked(graph(3, line(0, 0)), 0, 3, 8, most=1) == []


def test_sweeps_end_where_no_cost_gets_better(asked):
    """Also if many more steps were allowed."""
    arrays = graph(30, line(0, 1))
    assert asked(arrays, 0, 2, 20, most=3) == list(kernel.routes(arrays, 0, 2, 20))


def test_only_edges_that_matter_are_given_to_the_kernel(asked, monkeypatch):
    """Of many edges the few on short walks of low cost; a walk with too many steps does not count."""
    dear = {(0, i, 0): (900, 0) for i in range(10, 40)} | {(i, 3, 0): (900, 0) for i in range(10, 40)}
    cheap = line(0, 0, 0) | {(0, 4, 0): (1, 0), (4, 5, 0): (1, 0), (5, 6, 0): (1, 0), (6, 3, 0): (1, 0)}
    given, searched = [], kernel.routes

    def noted(part, *ends, **options):
        given.append(part.head.size)
        return searched(part, *ends, **options)

    monkeypatch.setattr(kernel, "routes", noted)
    (path,) = asked(graph(40, dear | cheap), 0, 3, 3, most=1)
    assert (path.nodes, given) == ((0, 1, 2, 3), [3])
    assert [found.nodes[1] for found in asked(graph(40, dear | cheap), 0, 3, 4, most=3)] == [1, 4, 10]


def test_a_search_that_would_take_too_long_or_too_much_memory_is_stopped(asked, monkeypatch):
    """As the kernel stops; paths that are certain come first. A deadline that has passed ends the search, too."""
    arrays = graph(12, {(u, v, 0): (1, 0) for u in range(12) for v in range(12) if u != v})
    with pytest.raises(SearchLimit, match="stopped after 300 partial paths"):
        asked(arrays, 0, 1, 8, most=1000, limit=300)
    doubled = {(i, i + 1, sign): (100 + sign, 0) for i in range(8) for sign in (0, 1)}
    monkeypatch.setattr(pruned, "_SLACK", 8000)  # the first search stops where the next one must look further
    with pytest.raises(SearchLimit, match="stopped after 150 partial paths"):
        asked(graph(9, doubled), 0, 8, 8, most=1000, limit=150)
    with limits.within(limits.Deadline(-1)), pytest.raises(TimeoutError):
        asked(arrays, 0, 1, 8, most=1)
    monkeypatch.setattr(pruned, "MOST_EDGES", 50)
    with pytest.raises(SearchLimit, match="may be on more than 50 edges; try a smaller --max-hops or -k"):
        asked(arrays, 0, 1, 8, most=1000)
