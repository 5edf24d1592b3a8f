"""The search on arrays: the paths of ``kg.best_paths``, in the same order, on random signed multigraphs."""

import random
from itertools import islice, pairwise

import networkx
import numpy as np
import pytest

from kg import limits
from kg.errors import SearchLimit
from kg.model.core import Sign
from kg.reasoning.arrays import kernel, sweeps
from kg.reasoning.arrays.kernel import Conditions
from kg.reasoning.paths import best_paths
from kg.store import csr

SIGNS = [Sign.PLUS, Sign.MINUS, Sign.UNKNOWN]
NAMES = "".join(map(chr, range(ord("0"), ord("z"))))


def graph(n, edges):
    """The CSR of edges {(tail, head, sign): (cost, stated)}."""
    columns = [(u, v, sign | stated, cost) for (u, v, sign), (cost, stated) in edges.items()]
    return kernel.csr(n, *(np.array(column, np.int64) for column in zip(*columns, strict=True)))


def line(*signs, cost=1):
    """Edges from 0 to 1, from 1 to 2, and so on."""
    return {(i, i + 1, sign): (cost, 0) for i, sign in enumerate(signs)}


def drawn(dice):
    """Random edges between up to 40 nodes, few or many to a node, their costs equal, alike, spread or very high."""
    n, most = dice.choice([(4, 15), (7, 60), (9, 80), (30, 70)]), dice.choice([1, 3, 2_000_000, csr.DEAREST])
    edges = {}
    for _ in range(dice.randint(n[1] // 3, n[1])):
        key = dice.randrange(n[0]), dice.randrange(n[0]), dice.choices(range(3), (6, 3, 2))[0]
        edges[key] = dice.randint(1, most), dice.choice([0, 4, 8, 12])
    return n[0], most, edges


def question(dice):
    """A random graph and question: the arguments for the kernel, and the edges that it may use."""
    n, most, edges = drawn(dice)
    nodes = n + dice.randint(0, 2)
    options = {"start": dice.choice([0, 0, 1, 2]), "stated_only": dice.random() < 0.3}
    options["ends"] = frozenset(dice.choice([{0, 1, 2}, {0, 1, 2}, {0, 1, 2}, {0, 1}, {0}, {1}, {2}, {0, 2}, set()]))
    options["via"] = [dice.randrange(nodes) for _ in range(dice.choice([0, 0, 0, 1, 2]))]
    options["barred"] = [node for node in range(nodes) if dice.random() < 0.1] if dice.random() < 0.4 else ()
    options["dearest"] = max(1, most // 2) if dice.random() < 0.3 else None
    extra = drawn(dice)[2] if dice.random() < 0.3 else {}
    extra = {key: value for key, value in extra.items() if key not in edges and max(key[:2]) < nodes}
    columns = zip(*((u, v, sign | stated, cost) for (u, v, sign), (cost, stated) in extra.items()), strict=True)
    options["extra"] = kernel.Extra(*columns) if extra else None
    used = {key: value for key, value in edges.items() if key[0] not in options["barred"]} | extra
    used = {key: value for key, value in used.items() if value[0] <= (options["dearest"] or csr.DEAREST)}
    ends = dice.randrange(nodes), dice.randrange(nodes)
    return (graph(n, edges), *ends, dice.choice([0, 1, 2, 3, 4, 6, 8, 20, 10_000])), options, used


def expected(source, target, max_hops, options, used, k):
    """The answer of ``best_paths``."""
    mappings = {}
    for (u, v, sign), (cost, stated) in used.items():
        data = {
            "sign": SIGNS[sign],
            "cost": cost,
            "stated": [s for s, bit in zip(SIGNS, (4, 8), strict=False) if stated & bit],
        }
        mappings.setdefault(NAMES[u], {}).setdefault(NAMES[v], {})[SIGNS[sign].value] = data
    found = best_paths(
        mappings,
        NAMES[source],
        NAMES[target],
        k=k,
        max_hops=max_hops,
        start=SIGNS[options["start"]],
        ends=frozenset(SIGNS[end] for end in options["ends"]),
        via=[NAMES[node] for node in options["via"]],
        stated_only=options["stated_only"],
    )
    return [(tuple(map(NAMES.index, p.nodes)), tuple(SIGNS.index(Sign(key)) for key in p.keys), p.cost) for p in found]


def steps(used, root, max_hops, *, backward, nodes):
    """The least numbers of steps by networkx."""
    network = networkx.DiGraph([(u, v) for u, v, _ in used])
    network.add_nodes_from(range(nodes))
    found = networkx.single_source_shortest_path_length(network.reverse() if backward else network, root, max_hops)
    return [found.get(node, -1) for node in range(nodes)]


def check(seed):
    """Ask one random question of both; the number of paths."""
    dice = random.Random(seed)
    (arrays, source, target, max_hops), options, used = question(dice)
    found = list(islice(kernel.routes(arrays, source, target, max_hops, Conditions(**options)), 30))
    assert found == expected(source, target, max_hops, options, used, 30), seed
    spread = {key: options[key] for key in ("barred", "extra", "dearest")}
    for backward in (False, True):
        reached = kernel.distances(arrays, source, backward=backward, max_hops=max_hops, **spread)
        nodes = reached.size
        wanted = steps(used, source, max_hops, backward=backward, nodes=nodes) if source < nodes else [-1] * nodes
        assert reached.tolist() == wanted, seed
    return len(found)


@pytest.mark.parametrize("small", [False, True])
def test_paths_and_distances_are_those_of_the_plain_search(monkeypatch, small):
    """In order, nodes, signs and costs; also if edges are read a few at a time and nothing is kept."""
    if small:
        monkeypatch.setattr(csr, "CHUNK", 5)
        monkeypatch.setattr(kernel, "_KEPT", 2)
        monkeypatch.setattr(kernel, "_BLOCK", 1)
    assert sum(map(check, range(small, 400, 2))) > 200


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 4000, 2000))
def test_paths_are_those_of_the_plain_search_on_thousands_of_graphs(monkeypatch, first):
    """The same with other seeds and sizes of chunks."""
    monkeypatch.setattr(csr, "CHUNK", 7 + first // 50)
    monkeypatch.setattr(kernel, "_BLOCK", 1 + first // 1000)
    assert sum(map(check, range(10_000 + first, 12_000 + first))) > 2000


def test_a_path_may_have_hundreds_of_steps_and_a_greater_cost_than_32_bits():
    """The bounds then take 64 bits: here, the way round costs one unit more than the direct one."""
    edges = line(*([0] * 300)) | {(0, 300, 1): (299, 0)}
    assert [(path.cost, len(path.signs)) for path in kernel.routes(graph(301, edges), 0, 300, 300)] == [
        (299, 1),
        (300, 300),
    ]
    (path,) = kernel.routes(graph(9, line(*([1] * 8), cost=csr.DEAREST)), 0, 8, 8)
    assert path.cost == 8 * csr.DEAREST


def test_a_hub_gives_its_edges_in_order_a_few_at_a_time():
    """Also where many of them cost the same."""
    edges = {(0, i, 0): (i // 50, 0) for i in range(1, 200)} | {(i, 200, 0): (1, 0) for i in range(1, 200)}
    assert [path.nodes[1] for path in kernel.routes(graph(201, edges), 0, 200, 2)] == list(range(1, 200))


def test_a_target_beyond_the_graph_takes_the_place_of_a_node():
    """Its edges are all among the further ones; stored edges through the barred node it replaces lead nowhere."""
    arrays = graph(4, line(0, 0, 0))
    into = kernel.Extra([1], [4], [1], [1])
    assert [path.nodes for path in kernel.routes(arrays, 0, 4, 8, Conditions(barred=[2], extra=into))] == [(0, 1, 4)]
    assert list(kernel.routes(arrays, 0, 3, 8, Conditions(barred=[2], extra=into))) == []
    assert [path.nodes for path in kernel.routes(arrays, 0, 2, 8, Conditions(barred=[2]))] == [(0, 1, 2)]
    further = kernel.Extra([2], [3], [2], [5])
    assert [path.signs for path in kernel.routes(arrays, 0, 3, 8, Conditions(barred=[2], extra=further))] == [(0, 0, 2)]


def test_edges_between_two_nodes_are_those_of_walks_that_are_short_enough(monkeypatch):
    """An edge counts if it is on any walk from the one to the other, also through a loop."""
    monkeypatch.setattr(csr, "CHUNK", 2)
    edges = line(0, 0, 0) | {(2, 1, 0): (1, 0), (3, 0, 1): (1, 0), (0, 4, 0): (1, 0), (0, 3, 2): (1, 0)}
    every = sorted(edges)
    between = {most: [every[i] for i in kernel.between(graph(5, edges), 0, 3, most)] for most in (0, 1, 3, 5, None)}
    assert between[0] == []
    assert between[1] == [(0, 3, 2)]
    assert between[3] == [(0, 1, 0), (0, 3, 2), (1, 2, 0), (2, 3, 0), (3, 0, 1)]
    assert set(between[5]) - set(between[3]) == {(2, 1, 0)}
    assert set(every) - set(between[None]) == {(0, 4, 0)}


def test_a_search_that_would_take_too_long_or_too_much_memory_is_stopped(monkeypatch):
    """The error says what to try; a deadline that has passed ends the search, too."""
    arrays = graph(12, {(u, v, 0): (1, 0) for u in range(12) for v in range(12) if u != v})
    with pytest.raises(SearchLimit, match="stopped after 100 partial paths; try a smaller --max-hops or -k"):
        list(kernel.routes(arrays, 0, 1, 8, Conditions(limit=100)))
    with limits.within(limits.Deadline(-1)), pytest.raises(TimeoutError):
        list(kernel.routes(arrays, 0, 1, 8))
    with pytest.raises(SearchLimit, match="stopped after 150,000,000 states; try fewer --via"):
        next(kernel.routes(arrays, 12, 0, 8, Conditions(via=range(1, 12), extra=kernel.Extra([12], [1], [0], [1]))))
    monkeypatch.setattr(sweeps, "STATES", 12 * 4)
    assert next(kernel.routes(arrays, 0, 1, 4)).nodes == (0, 1)
    with pytest.raises(SearchLimit, match="stopped after 48 states; try fewer --via or a smaller --max-hops"):
        next(kernel.routes(arrays, 0, 1, 8, Conditions(via=[2, 3])))


def test_an_edge_takes_ten_bytes_and_memory_maps_are_searched(tmp_path):
    """At ten edges to a node, arrays take 9.8 bytes an edge, and may lie in files that can only be read."""
    edges = {(u, (u + step) % 50, step % 3): (step, 0) for u in range(50) for step in range(1, 11)}
    arrays = graph(50, edges)
    assert sum(column.nbytes for column in arrays) < 10 * len(edges)
    for name, column in arrays._asdict().items():
        np.save(tmp_path / f"{name}.npy", column)
    mapped = kernel.Csr(*(np.load(tmp_path / f"{name}.npy", mmap_mode="r") for name in arrays._fields))
    one, other = (list(islice(kernel.routes(each, 0, 33, 8, Conditions(via=[7])), 50)) for each in (arrays, mapped))
    assert one == other
    assert len(one) == 50
    assert all(
        (u, v, sign) in edges for path in one for (u, v), sign in zip(pairwise(path.nodes), path.signs, strict=True)
    )
