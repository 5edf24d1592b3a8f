"""The k best signed simple paths where an engine of SQL has the edges: the paths of :mod:`kg.reasoning.arrays.kernel`.

The engine finds the edges on walks up to a cost (:mod:`~kg.reasoning.arrays.sql`), and the kernel searches these alone.
A path up to that cost has all its edges among them, so these paths are the best ones of the graph, in the same order.
If more are wanted, the cost is raised.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

import numpy as np

from kg import limits
from kg.errors import SearchLimit
from kg.reasoning.arrays import kernel, sql
from kg.reasoning.arrays.kernel import FREE, Conditions, Route
from kg.reasoning.arrays.sweeps import planes
from kg.store.csr import DEAREST, Extra, csr
from kg.store.engines import Engine

#: Maximum number of edges that are given to the kernel.
MOST_EDGES = 20_000_000
#: Nodes to visit that the engine knows of; the kernel sees to the others.
MOST_VIA = 2
#: The first limit exceeds the least cost by one part in so many for each doubling of the paths, as their number grows
#: with the power of the cost; and how many times more the next one does.
_SLACK, _WIDER = 10, 3
#: Steps up to which the nodes are found that the source reaches within them.
_WITHIN = 3
#: Sweeps after which it is worth looking whether any cost still gets better.
_SURE = 8


def routes(
    engine: Engine, nodes: int, source: int, target: int, max_hops: int, most: int, conditions: Conditions = FREE
) -> Iterator[Route]:
    """The ``most`` best simple paths between two of ``nodes`` nodes; see :func:`kg.reasoning.arrays.kernel.routes`.

    The limit of the conditions counts the partial paths of one search of the kernel. Raises SearchLimit also if paths
    may be on more than :data:`MOST_EDGES` edges.
    """
    start, ends, via, barred, extra, stated_only, dearest, _ = conditions
    further = extra or Extra((), (), (), ())
    nodes = max(nodes, *(int(node) + 1 for node in (*further.tail, *further.head)), 0)
    if source == target or not ends or max_hops < 1 or not all(0 <= node < nodes for node in (source, target, *via)):
        return
    passing = [node for node in dict.fromkeys(via) if node not in (source, target)][:MOST_VIA]
    texts = sql.Texts(
        planes(ends, len(passing), stated_only=stated_only),
        nodes,
        source,
        target,
        {node: 1 << i for i, node in enumerate(passing)},
        sorted({*barred}),
        bool(extra and extra.tail),
        stated_only,
        DEAREST if dearest is None else max(0, min(dearest, DEAREST)),
    )
    row = texts.table.of[start]
    if row is None:
        return
    if extra and extra.tail:
        engine.keep("further", sql.table(extra))
    row += texts.table.each * ((1 << len(passing)) - 1)
    hops = min(max_hops, nodes - 1, sql.UNIT - 1)
    backs = _backward(engine, texts, {texts.table.of[end] or 0 for end in ends}, hops - 1)
    least, longest = _number(engine, texts.least(backs[-1], row)), 0
    slack, given = least * most.bit_length() // _SLACK, 0
    bound = least + slack
    while least < sql.INFINITE and given < most:
        edges = engine.rows(sql.found(_forward(engine, texts, row, backs, hops, bound), MOST_EDGES + 1))
        tails, heads = (edges[name].astype(np.int64) for name in ("tail", "head"))
        if tails.size > MOST_EDGES:
            raise SearchLimit(f"the paths may be on more than {MOST_EDGES:,} edges; try a smaller --max-hops or -k")
        names = np.unique(np.concatenate([tails, heads, np.array([source, target, *via])]))
        part = csr(
            names.size, np.searchsorted(names, tails), np.searchsorted(names, heads), edges["flags"], edges["cost"]
        )
        a, b, *through = np.searchsorted(names, [source, target, *via]).tolist()
        found = conditions._replace(via=through, barred=(), extra=None, dearest=None)  # the engine saw to these
        paths = kernel.routes(part, a, b, hops, found)
        total = seen = 0
        try:
            for seen, path in enumerate(islice(paths, most), 1):
                total = path.cost * sql.UNIT + len(path.signs)
                if given < seen and total <= bound:
                    given = seen
                    yield Route(tuple(names[list(path.nodes)].tolist()), path.signs, path.cost)
        except SearchLimit:
            if total <= bound:  # pragma: no branch - beyond the bound, a wider one may still answer
                raise
        if given < most:
            longest = longest or _number(engine, texts.longest(hops))
            if bound >= longest:
                return
        slack *= _WIDER
        bound = total if seen == most else least + slack  # there are as many paths up to that total


def _backward(engine: Engine, texts: sql.Texts, rows: Collection[int], steps: int) -> list[str]:
    """The tables of least costs to the target within 0, 1 … steps; the last holds for any more.

    The costs of more steps are for nodes alone that the source reaches within the steps that are left.
    """
    nearest = min(_WITHIN, steps // 2)
    for near in range(1, nearest + 1):
        engine.keep(f"within{near}", texts.within(f"within{near - 1}" if near > 1 else None))
    backs = [f"({texts.first(texts.target, rows)})"]
    for step in range(1, steps + 1):
        limits.check()
        among = steps + 1 - step
        engine.keep(f"back{step}", texts.backward(backs[-1], f"within{among}" if among <= nearest else None))
        if step > _SURE and not _number(engine, f"SELECT COUNT(*) AS n FROM back{step} WHERE fresh"):  # noqa: S608
            break  # no cost gets better any more
        backs.append(f"back{step}")
    return backs


def _forward(engine: Engine, texts: sql.Texts, row: int, backs: Sequence[str], hops: int, bound: int) -> list[str]:
    """The tables of the edges on walks from the source of at most so many steps and this cost."""
    engine.keep("front", texts.first(texts.source, {row}))
    nears: list[str] = []
    for left in range(hops - 1, -1, -1):
        limits.check()
        if nears:
            engine.keep("front", texts.forward(nears[-1]))
        nears.append(f"near{len(nears)}")
        if not engine.keep(nears[-1], texts.near(backs[min(left, len(backs) - 1)], bound)):
            break
    return nears


def _number(engine: Engine, text: str) -> int:
    """The answer of a query for one number."""
    return int(engine.rows(text)["n"][0])
