"""The processor time of responses on large or deliberately hard graphs, in milliseconds.

``python benchmarks/effects.py [PAIRS]`` prints for each graph the slowest of PAIRS random questions about one target
(default 50), the slowest of three about all targets, and how many answers about one target are determinate,
undetermined or given up. Graphs and questions are the same in each run.
"""

import random
import sys
import time
from collections import Counter
from itertools import pairwise

from kg.reasoning.components import BOTH, MINUS, PLUS
from kg.reasoning.determinant import Response
from kg.reasoning.press import respond

Graph = dict[str, dict[str, int]]

#: Quantities and influences of a component, and of the whole graph.
SIZE, INSIDE, INFLUENCES = 200, 800, 2000


def names(letter: str, size: int) -> list[str]:
    """Sorted names of quantities."""
    return [f"{letter}{number:03}" for number in range(size)]


def ring(signs: dict[int, int], size: int = SIZE) -> Graph:
    """A ring of quantities; the default sign is +."""
    nodes = names("r", size)
    return {tail: {nodes[(n + 1) % size]: signs.get(n, PLUS)} for n, tail in enumerate(nodes)}


def mixed(dice: random.Random) -> Graph:
    """Influences with random signs: some within one component, the others into, out of or around it."""
    core = names("m", SIZE)
    every = [*names("a", 300), *core, *names("z", 300)]
    graph = {tail: {head: dice.choice((PLUS, MINUS))} for tail, head in pairwise([*core, core[0]])}
    for count, nodes in ((INSIDE, core), (INFLUENCES, every)):
        while sum(map(len, graph.values())) < count:
            tail, head = dice.sample(nodes, 2)
            if nodes is every:
                tail, head = sorted((tail, head))
            if nodes is core or not {tail, head} <= set(core):
                graph.setdefault(tail, {})[head] = dice.choice((PLUS, MINUS))
    return graph


def chords(dice: random.Random, number: int, *, ahead: bool) -> Graph:
    """A balancing ring with raising chords forward or lowering chords back: no loop is reinforcing."""
    graph = ring({SIZE - 1: MINUS})
    for _ in range(number):
        first, second = sorted(dice.sample(names("r", SIZE), 2))
        tail, head = (first, second) if ahead else (second, first)
        graph[tail].setdefault(head, PLUS if ahead else MINUS)
    return graph


def grid(dice: random.Random) -> Graph:
    """A grid of 14 × 14 quantities; neighbours act on each other with random signs."""
    graph: Graph = {}
    for x in range(14):
        for y in range(14):
            near = [(x + a, y + b) for a, b in ((0, 1), (1, 0), (0, -1), (-1, 0))]
            inside = [f"{a:02}{b:02}" for a, b in near if a in range(14) and b in range(14)]
            graph[f"{x:02}{y:02}"] = {head: dice.choice((PLUS, MINUS)) for head in inside}
    return graph


def odd(dice: random.Random, number: int) -> Graph:
    """A component in which all loops are reinforcing except through one influence."""
    side = {node: dice.choice((PLUS, MINUS)) for node in names("r", SIZE)}
    graph = ring({})
    for _ in range(number):
        tail, head = dice.sample(names("r", SIZE), 2)
        graph[tail][head] = PLUS
    for tail, heads in graph.items():
        graph[tail] = {head: PLUS if side[tail] == side[head] else MINUS for head in heads}
    graph["r000"]["r001"] ^= BOTH
    return graph


def tree(dice: random.Random) -> Graph:
    """A tree in which each quantity raises its children, and each child lowers it."""
    nodes = names("t", SIZE)
    graph: Graph = {node: {} for node in nodes}
    for n, node in enumerate(nodes[1:], 1):
        above = dice.choice(nodes[max(0, n - 6) : n])
        graph[above][node] = PLUS
        graph[node][above] = MINUS
    return graph


def layers(signs: tuple[int, int], back: int | None = None) -> Graph:
    """Ten layers of twenty, each quantity acting on all of the next layer, and ``back`` from the last to the first.

    Without ``back``, each layer is a dense component: its quantities act on each other.
    """
    rows = [names(f"{n:02}", 20) for n in range(10)]
    dice = random.Random(0)
    graph: Graph = {node: {} for row in rows for node in row}
    for row, after in pairwise([*rows, rows[0]]):
        for node in row:
            if back is None:
                graph[node] |= {other: dice.choice(signs) for other in row if other != node}
            if back is not None or after is not rows[0]:
                sign = back if back is not None and after is rows[0] else PLUS
                graph[node] |= dict.fromkeys(after, sign)
    return graph


def fan(core: Graph) -> Graph:
    """One source that acts on each member of a component, and one target on which each member acts."""
    graph = {tail: dict(heads) for tail, heads in core.items()}
    for node in core:
        graph[node][f"out {node}"] = PLUS
        graph[f"in {node}"] = {node: PLUS}
        graph[f"out {node}"] = {"target": PLUS}
    graph["source"] = {f"in {node}": PLUS for node in core}
    return graph


def kind(response: Response | None) -> str:
    """An answer in one word."""
    if response is None:
        return "none"
    if response.signs != BOTH:
        return "determinate"
    return "undetermined" if len(response.paths) > 1 or response.loop else "given up"


def main(pairs: int) -> None:
    """Print a line for each graph."""
    graphs = {
        "random, 2,000 influences": mixed(random.Random(1)),
        "ring, 20 chords ahead": chords(random.Random(2), 20, ahead=True),
        "ring, 1,500 chords ahead": chords(random.Random(2), 1500, ahead=True),
        "ring, 20 chords back": chords(random.Random(2), 20, ahead=False),
        "ring, 200 chords back": chords(random.Random(2), 200, ahead=False),
        "grid both ways": grid(random.Random(3)),
        "balanced but for one": odd(random.Random(4), 600),
        "balanced but for one, thin": odd(random.Random(4), 15),
        "tree of balancing pairs": tree(random.Random(5)),
        "dense layers in series": layers((PLUS, MINUS)),
        "balanced layers in series": layers((PLUS, PLUS)),
        "dense layers in a ring": layers((PLUS, PLUS), MINUS),
        "fan over chords back": fan(chords(random.Random(2), 200, ahead=False)),
        "fan over a tree": fan(tree(random.Random(5))),
    }
    for title, graph in graphs.items():
        nodes = sorted(graph)
        dice = random.Random(0)
        met: Counter[str] = Counter()
        questions = [dice.sample(nodes, 2) for _ in range(pairs)]
        if "source" in graph:
            questions.append(["source", "target"])
        slowest = whole = 0.0
        for start, target in questions:
            begun = time.process_time()
            response = respond(graph, {start: PLUS}, target).get(target)
            slowest = max(slowest, time.process_time() - begun)
            met[kind(response)] += 1
        for start in (nodes[0], nodes[len(nodes) // 2], nodes[-1]):
            begun = time.process_time()
            respond(graph, {start: PLUS})
            whole = max(whole, time.process_time() - begun)
        words = ", ".join(f"{number} {word}" for word, number in sorted(met.items()))
        print(f"{title:26} one target {slowest * 1000:6.1f} ms, all {whole * 1000:7.1f} ms ({words})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
