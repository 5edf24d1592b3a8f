"""The processor time of searches for best paths on large graphs, beside that of other programs.

``python benchmarks/search.py [EDGES] [PAIRS]`` makes a graph of EDGES random signed edges (default 100,000; ten to a
node, a few nodes have very many) and asks for the best paths between PAIRS random pairs of nodes (default 12).

- Up to 200,000 edges, it asks scipy, igraph, networkx and rustworkx the same, if they are installed: the least costs of
  1, 10 and 100 simple paths, whatever their signs and lengths, one program after the other for each question. It stops
  if two costs differ. networkx is not asked for 100, and rustworkx only for 1: its k shortest paths are not simple.
- Above, it asks in a process of its own, on memory-mapped arrays, for 100 paths of at most eight steps that end with
  "+", and prints how much of the time its sweeps took, its peak memory, and the bytes an edge takes on disk.

Graphs and questions are the same in each run. Each question is asked once. What was made before the questions is kept
from the garbage collector (``gc.freeze``): else it walks the graphs of all while one of them searches.
"""

import argparse
import gc
import importlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import islice, pairwise
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from kg.reasoning.arrays import kernel

#: Edges up to which other programs are asked, and edges to a node.
MOST, DEGREE = 200_000, 10
HOPS, PATHS = 8, 100

Engine = Callable[[int, int, int], list[int]]


def scale_free(edges: int) -> kernel.Csr:
    """A random signed graph: ends are drawn with weights that fall as a power of the rank (Chung and Lu 2002)."""
    dice = np.random.default_rng(edges)
    n = max(10, edges // DEGREE)
    ranks = (np.arange(n) + 10.0) ** (-1 / 1.4)
    share = np.cumsum(ranks / ranks.sum())
    into = dice.permutation(n)
    out = np.where(dice.integers(2, size=n), into, dice.permutation(n))
    pairs = np.empty(0, np.int64)
    while pairs.size < edges:
        drawn = np.searchsorted(share, dice.random((2, edges - pairs.size + 100)) * share[-1])
        tail, head = out[drawn[0]], into[drawn[1]]
        pairs = np.unique(np.concatenate([pairs, (tail * n + head)[tail != head]]))
    pairs = dice.permutation(pairs)[:edges]
    signs = dice.choice(3, edges, p=[0.55, 0.3, 0.15])
    costs = np.rint(-np.log(dice.uniform(0.3, 0.99, edges)) * 1e6).astype(np.int32)
    return kernel.csr(n, pairs // n, pairs % n, signs, costs)


def asked(graph: kernel.Csr, pairs: int) -> list[tuple[int, int]]:
    """Random pairs of nodes: two edges at least lead from the first, and two to the second."""
    dice = np.random.default_rng(pairs)
    n = graph.start.size - 1
    tails = np.flatnonzero(np.diff(graph.start) > 1)
    heads = np.flatnonzero(np.bincount(graph.head, minlength=n) > 1)
    return [
        (int(a), int(b)) for a, b in zip(dice.choice(tails, pairs), dice.choice(heads, pairs), strict=True) if a != b
    ]


def ours(graph: kernel.Csr) -> Engine:
    """The kernel."""
    n = graph.start.size - 1
    return lambda a, b, k: [path.cost for path in islice(kernel.routes(graph, a, b, n), k)]


def scipy(graph: kernel.Csr) -> Engine:
    """Dijkstra's algorithm from one node, and Yen's."""
    sparse, csgraph = (importlib.import_module(f"scipy.{name}") for name in ("sparse", "sparse.csgraph"))
    n = graph.start.size - 1
    matrix = sparse.csr_matrix((graph.cost.astype(float), graph.head, graph.start), shape=(n, n))

    def ask(a: int, b: int, k: int) -> list[int]:
        found = [csgraph.dijkstra(matrix, indices=a)[b]] if k == 1 else csgraph.yen(matrix, a, b, k)
        return sorted(int(cost) for cost in found if np.isfinite(cost))

    return ask


def igraph(graph: kernel.Csr) -> Engine:
    """One shortest path, and Yen's algorithm."""
    ends = np.column_stack([tails(graph), graph.head])
    made = importlib.import_module("igraph").Graph(n=graph.start.size - 1, edges=ends, directed=True)
    made.es["cost"] = costs = graph.cost.tolist()

    def ask(a: int, b: int, k: int) -> list[int]:
        if k == 1:
            paths = made.get_shortest_paths(a, b, weights="cost", output="epath")
        else:
            paths = made.get_k_shortest_paths(a, b, k, weights="cost", output="epath")
        return sorted(sum(costs[edge] for edge in path) for path in paths if path)

    return ask


def networkx(graph: kernel.Csr) -> Engine:
    """Dijkstra's algorithm from both ends, and Yen's."""
    library = importlib.import_module("networkx")
    made = library.DiGraph()
    made.add_weighted_edges_from(zip(tails(graph).tolist(), graph.head.tolist(), graph.cost.tolist(), strict=True))

    def ask(a: int, b: int, k: int) -> list[int]:
        try:
            if k == 1:
                return [library.bidirectional_dijkstra(made, a, b)[0]]
            paths = list(islice(library.shortest_simple_paths(made, a, b, "weight"), k))
        except library.NetworkXNoPath:
            return []
        return [sum(made[u][v]["weight"] for u, v in pairwise(path)) for path in paths]

    return ask


def rustworkx(graph: kernel.Csr) -> Engine:
    """Dijkstra's algorithm from one node to another."""
    library = importlib.import_module("rustworkx")
    made = library.PyDiGraph()
    made.add_nodes_from(range(graph.start.size - 1))
    costs = graph.cost.astype(float).tolist()
    made.add_edges_from(list(zip(tails(graph).tolist(), graph.head.tolist(), costs, strict=True)))

    def ask(a: int, b: int, _: int) -> list[int]:
        found = library.digraph_dijkstra_shortest_path_lengths(made, a, lambda cost: cost, goal=b)
        return [int(found[b])] if b in found else []

    return ask


def tails(graph: kernel.Csr) -> np.ndarray:
    """The tail of each edge."""
    return np.repeat(np.arange(graph.start.size - 1), np.diff(graph.start))


#: The other programs, each with the largest number of paths that it is asked for.
OTHERS = {scipy: 100, igraph: 100, networkx: 10, rustworkx: 1}


def compare(graph: kernel.Csr, pairs: list[tuple[int, int]]) -> None:
    """Ask all programs that are installed, and print how long they took."""
    engines: dict[str, tuple[Engine, int]] = {"kg": (ours(graph), PATHS)}
    engines |= {make.__name__: (make(graph), most) for make, most in OTHERS.items() if find_spec(make.__name__)}
    took: dict[tuple[int, str], list[float]] = {}
    engines["kg"][0](*pairs[0], 1)  # the first call loads what it needs
    gc.freeze()
    for (a, b), k in ((pair, k) for pair in pairs for k in (1, 10, 100)):
        expected = None
        for name, (ask, most) in engines.items():
            if k <= most:
                start = time.process_time()
                costs = ask(a, b, k)
                took.setdefault((k, name), []).append((time.process_time() - start) * 1000)
                expected = costs if expected is None else expected
                if costs != expected:
                    sys.exit(f"{name} finds other costs than kg for the best {k} paths from {a} to {b}")
    print(f"{'paths':>5} {'program':<10}{'median ms':>10}{'worst':>9}{'ratio of medians':>18}")
    for (k, name), times in sorted(took.items(), key=lambda item: item[0][0]):
        ratio = f"{median(times) / median(took[k, 'kg']):.2f}"
        print(f"{k:5} {name:<10}{median(times):10.1f}{max(times):9.1f}{ratio:>18}")
    print(f"all costs are equal ({len(pairs)} pairs)")


def alone(graph: kernel.Csr, pairs: list[tuple[int, int]]) -> None:
    """Ask the kernel in a process of its own, and print what it took."""
    size = sum(column.nbytes for column in graph) / graph.head.size
    with tempfile.TemporaryDirectory() as folder:
        for name, column in graph._asdict().items():
            np.save(f"{folder}/{name}.npy", column)
        del graph, column
        command = [sys.executable, __file__, "--ask", folder, json.dumps(pairs)]
        took, peak = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    every = [whole * 1000 for whole, _ in took]
    ratios = [whole / swept for whole, swept in took]
    print(f"{PATHS} signed paths of at most {HOPS} steps: median {median(every):.0f} ms, worst {max(every):.0f} ms")
    print(f"whole question / its sweeps: median {median(ratios):.2f}, worst {max(ratios):.2f}")
    print(f"peak memory {peak:.2f} GB; {size:.1f} bytes an edge")


def ask_alone(folder: str, pairs: list[tuple[int, int]]) -> None:
    """Print, as JSON, for each pair the seconds of the whole question and of its sweeps, and the peak memory in GB."""
    graph = kernel.Csr(*(np.load(f"{folder}/{name}.npy", mmap_mode="r") for name in kernel.Csr._fields))
    swept = [0.0]
    bounds = kernel.bounds

    def timed(*arguments: Any, **options: Any) -> Any:
        start = time.process_time()
        found = bounds(*arguments, **options)
        swept.append(time.process_time() - start)
        return found

    def times() -> Iterator[tuple[float, float]]:
        for a, b in pairs:
            start = time.process_time()
            list(islice(kernel.routes(graph, a, b, HOPS, kernel.Conditions(ends=frozenset({0}))), PATHS))
            yield time.process_time() - start, swept[-1]

    kernel.bounds = timed
    gc.freeze()
    took = list(times())
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    print(json.dumps([took, peak / 1e6]))


def main() -> None:
    """Make a graph and ask."""
    parser = argparse.ArgumentParser(description="Measure searches for best paths on a large random graph.")
    parser.add_argument("edges", nargs="?", type=int, default=100_000)
    parser.add_argument("pairs", nargs="?", type=int, default=12)
    given = parser.parse_args()
    graph = scale_free(given.edges)
    print(f"{given.edges:,} edges, {graph.start.size - 1:,} nodes, at most {np.diff(graph.start).max():,} from one")
    (compare if given.edges <= MOST else alone)(graph, asked(graph, given.pairs))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ask"]:
        ask_alone(sys.argv[2], json.loads(sys.argv[3]))
    else:
        main()
