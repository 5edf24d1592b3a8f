"""The queries that find the edges on good walks, one text for DuckDB and Apache Spark.

A sweep joins the edges with the least costs found so far: one row a node, with a column for each row of
:class:`~kg.reasoning.arrays.sweeps.Planes` (a direction, and a set of nodes still to visit). Backward sweeps give the
tables ``back0``, ``back1`` … with the least costs of walks to the target of at most so many steps. Forward sweeps then
follow only edges on walks whose cost and number of steps are within limits (as A* does with an exact bound), and keep
these edges as ``near0``, ``near1`` …. A text contains no values but whole numbers.
"""

# ruff: noqa: S608 - all that is put into a text is from here, or a whole number
from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.reasoning.arrays.sweeps import Planes
from kg.store.csr import DEAREST, SIGN, Extra

#: A step in the cost of a walk: one unit of the cost of an edge outweighs any number of steps.
UNIT = 1 << 12
#: The cost where there is no walk; more than that of any walk, and sums of a few fit into 64 bits.
INFINITE = 1 << 60
#: Values of the sign, and of the sign and the directions for which an edge is stated.
_SIGNS, _FLAGS = 4, 16
#: Costs up to which Spark gives a table of them to each worker, instead of moving the edges.
_SMALL = 30_000_000
_WEIGHT = f"(CAST(e.cost AS BIGINT) * {UNIT} + 1)"


class Texts(NamedTuple):
    """The queries of one question; ``bits`` numbers the nodes to visit."""

    table: Planes
    nodes: int
    source: int
    target: int
    bits: Mapping[int, int]
    barred: Collection[int] = ()
    further: bool = False
    stated_only: bool = False
    dearest: int = DEAREST

    @property
    def _edges(self) -> str:
        """The edges that walks use: none leads on from the target or back to the source."""
        mask = _FLAGS - 1 if self.stated_only else SIGN
        columns = f"SELECT tail, head, flags, flags & {mask} AS bits, cost"
        where = f"tail <> {self.target} AND head <> {self.source}"
        where += f" AND cost <= {self.dearest}" if self.dearest < DEAREST else ""
        barred = f" AND tail NOT IN ({_list(self.barred)})" if self.barred else ""
        stored = f"{columns} FROM edges WHERE {where}{barred}"
        return f"({stored} UNION ALL {columns} FROM further WHERE {where})" if self.further else f"({stored})"

    @property
    def _rows(self) -> range:
        return range(self.table.rows)

    @property
    def _hint(self) -> str:
        """A hint for Spark, which is a comment elsewhere."""
        return "/*+ BROADCAST(b), BROADCAST(f), BROADCAST(n) */" if self.nodes * self.table.rows <= _SMALL else ""

    def first(self, node: int, rows: Collection[int]) -> str:
        """The costs before the first sweep: 0 at a node, in some rows."""
        costs = (f"CAST({0 if row in rows else INFINITE} AS BIGINT) AS c{row}" for row in self._rows)
        return f"SELECT CAST({node} AS INT) AS v, {', '.join(costs)}, TRUE AS fresh"

    def within(self, before: str | None) -> str:
        """The nodes one step from the source, or from those of a table as well."""
        if before is None:
            return f"SELECT DISTINCT e.head AS v FROM {self._edges} e WHERE e.tail = {self.source}"
        after = f"SELECT {self._hint} e.head FROM {before} n JOIN {self._edges} e ON e.tail = n.v"
        return f"SELECT v FROM {before} UNION {after}"

    def backward(self, back: str, among: str | None) -> str:
        """One more sweep backward after that of a table, for all nodes or for those of a table."""
        costs = ", ".join(f"{self._onto(row)} + {_WEIGHT} AS c{row}" for row in self._rows)
        joined = (
            f"SELECT {self._hint} e.tail AS v, {costs}, FALSE AS old FROM {back} b JOIN {self._edges} e "
            f"ON e.head = b.v {_among('e.tail', among)}WHERE b.fresh"
        )
        least = {row: f"MIN(c{row})" for row in self._rows}
        for row in self._rows:
            visited = {v: least[row - bit * self.table.each] for v, bit in self.bits.items() if self._open(row, bit)}
            least[row] = _at(visited, least[row])
        columns = ", ".join(f"c{row}" for row in self._rows)
        before = f"SELECT {self._hint} b.v, {columns}, TRUE AS old FROM {back} b {_among('b.v', among)}"
        return self._merged(before, joined, least)

    def least(self, back: str, row: int) -> str:
        """The least cost of a walk that begins with an edge from the source."""
        return (
            f"SELECT COALESCE(MIN({self._onto(row)} + {_WEIGHT}), {INFINITE}) AS n FROM {back} b "
            f"JOIN {self._edges} e ON e.head = b.v WHERE e.tail = {self.source}"
        )

    def longest(self, hops: int) -> str:
        """A cost that no walk of so many steps exceeds."""
        return f"SELECT {hops} * COALESCE(MAX({_WEIGHT}), 0) AS n FROM {self._edges} e"

    def near(self, back: str, bound: int) -> str:
        """The edges on walks of at most this cost that lead on from where the last sweep bettered the costs.

        With the costs from the source by them to their heads; the walks lead on by at most as many steps as in
        ``back``.
        """
        costs = ", ".join(f"{self._from(row)} + {_WEIGHT} AS c{row}" for row in self._rows)
        walks = (f"f.c{row} + {self._onto(row)} + {_WEIGHT} <= {bound}" for row in self._rows)
        return (
            f"SELECT {self._hint} e.tail, e.head, e.flags, e.cost, {costs} FROM front f JOIN {self._edges} e "
            f"ON e.tail = f.v JOIN {back} b ON b.v = e.head WHERE f.fresh AND ({' OR '.join(walks)})"
        )

    def forward(self, near: str) -> str:
        """The table ``front``, the least costs from the source, after one more sweep, which found these edges."""
        columns = ", ".join(f"c{row}" for row in self._rows)
        least = {row: f"MIN(c{row})" for row in self._rows}
        for row in self._rows:
            visited = {
                v: f"{INFINITE}" if self._open(row, bit) else f"LEAST(MIN(c{row}), MIN(c{row + bit * self.table.each}))"
                for v, bit in self.bits.items()
            }
            least[row] = _at(visited, least[row])
        before, last = f"SELECT v, {columns}, TRUE", f"SELECT head AS v, {columns}, FALSE AS old FROM {near}"
        return self._merged(f"{before} AS old FROM front", last, least)

    def _onto(self, row: int) -> str:
        """The cost at the head of an edge, from a row of its tail."""
        heads = [int(head) for head in self.table.onto[row]]
        return self._cases([f"b.c{head}" if head < self.table.rows else f"{INFINITE}" for head in heads])

    def _from(self, row: int) -> str:
        """The cost at the tail of an edge, for a row of its head."""
        onto = self.table.onto
        tails = [[f"f.c{tail}" for tail in self._rows if onto[tail, flags] == row] for flags in range(_FLAGS)]
        return self._cases([_least(costs) for costs in tails])

    def _cases(self, of: Sequence[str]) -> str:
        """What holds for an edge by its flags."""
        of = of[: _FLAGS if self.stated_only else _SIGNS]
        *others, last = dict.fromkeys(of)
        cases = (
            f"WHEN e.bits IN ({_list(i for i, one in enumerate(of) if one == text)}) THEN {text}" for text in others
        )
        return f"CASE {' '.join(cases)} ELSE {last} END" if others else last

    def _open(self, row: int, bit: int) -> bool:
        """Whether a node is still to be visited in a row."""
        return bool(row // self.table.each & bit)

    def _merged(self, before: str, last: str, costs: Mapping[int, str]) -> str:
        """The least costs of those found before and at last; ``fresh`` where these are better."""
        columns = ", ".join(f"c{row}" for row in self._rows)
        now = ", ".join(f"{cost} AS c{row}" for row, cost in costs.items())
        past = ", ".join(f"MIN(CASE WHEN old THEN c{row} ELSE {INFINITE} END) AS o{row}" for row in self._rows)
        better = " OR ".join(f"c{row} < o{row}" for row in self._rows)
        return (
            f"SELECT v, {columns}, {better} AS fresh FROM "
            f"(SELECT v, {now}, {past} FROM ({before} UNION ALL {last}) x GROUP BY v) y"
        )


def found(nears: Sequence[str], most: int) -> str:
    """The edges of some tables, each once; at most ``most``."""
    return f"{' UNION '.join(f'SELECT tail, head, flags, cost FROM {near}' for near in nears)} LIMIT {most}"


def table(extra: Extra) -> str:
    """A few edges as a table."""
    rows = ", ".join(f"({_list(edge)})" for edge in zip(*extra, strict=True))
    return f"SELECT * FROM (VALUES {rows}) AS t(tail, head, flags, cost)"


def _among(node: str, table: str | None) -> str:
    return f"JOIN {table} n ON n.v = {node} " if table else ""


def _list(numbers: Iterable[int]) -> str:
    return ", ".join(f"{int(number)}" for number in numbers)


def _least(costs: Sequence[str]) -> str:
    if not costs:
        return f"{INFINITE}"
    return costs[0] if len(costs) == 1 else f"LEAST({', '.join(costs)})"


def _at(special: Mapping[int, str], otherwise: str) -> str:
    """A cost that is another one at some nodes."""
    cases = " ".join(f"WHEN v = {node} THEN {cost}" for node, cost in special.items())
    return f"CASE {cases} ELSE {otherwise} END" if cases else otherwise
