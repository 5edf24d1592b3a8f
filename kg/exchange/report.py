"""The report of an import: what each row became, and what was not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Struct

from kg.model.characters import one_line

Table = Literal["nodes", "edges"]
LEFT_OUT = "left_out"
#: The maximum length of an example in the report, and of the name of an edge in its evidence.
LONGEST = 120
EXAMPLES = 3


class Read(Struct, frozen=True):
    """What was read."""

    nodes: Annotated[int, "Rows of nodes."]
    edges: Annotated[int, "Rows of edges."]


class BecameNodes(Struct, frozen=True):
    """What the rows of nodes became."""

    concepts: Annotated[int, "Concepts."]
    values: Annotated[int, "Values."]
    left_out: Annotated[int, "Left out, for a reason listed below."]


class Became(Struct, frozen=True):
    """What the edges became."""

    raises: Annotated[int, "The subject raises the object."] = msgspec.field(name="+")
    lowers: Annotated[int, "The subject lowers the object."] = msgspec.field(name="-")
    affects: Annotated[int, "The subject affects the object, without a sign."] = msgspec.field(name="?")
    no_effect: Annotated[int, "The subject has no effect on the object."] = msgspec.field(name="0")
    associations: Annotated[int, "The two are associated."]
    not_causal: Annotated[int, "Another relation."]
    hierarchy: Annotated[int, "The subject is a kind of the object."]
    denied: Annotated[int, "The edge is negated, or its object was looked for and not found: evidence against."]
    merged: Annotated[int, "Like another edge by the same source, and merged with it."]
    left_out: Annotated[int, "Left out, for a reason listed below."]


B = TypeVar("B", BecameNodes, Became)


class Unused(Struct, frozen=True):
    """Columns that are not used."""

    nodes: Annotated[tuple[str, ...], "Of nodes."]
    edges: Annotated[tuple[str, ...], "Of edges."]


class Missed(Struct, frozen=True):
    """Something that was not understood, or why edges have no sign."""

    what: Annotated[str, "What was not understood, or was changed, or why there is no sign."]
    count: Annotated[int, "How often."]
    examples: Annotated[tuple[str, ...], "The first cases, each with its place."]


class Outcome(Struct):
    """What one row became."""

    table: Annotated[Table, "Whether it is a node or an edge."]
    place: Annotated[str, "Where it is."]
    became: Annotated[str, "What it became, by the names of the counts."] = LEFT_OUT
    reasons: Annotated[tuple[str, ...], "What was not understood, or was changed, or why there is no sign."] = ()


#: How often something was found, with examples.
Found = dict[str, tuple[int, tuple[str, ...]]]


@dataclass
class Report:
    """Counts, kept while files are read; with ``every``, also what became of each row.

    ``missed`` is what was not understood, ``weak`` why edges that were understood have no sign or are not causal.
    """

    every: bool = False
    rows: Counter[Table] = field(default_factory=Counter)
    counts: Counter[tuple[Table, str]] = field(default_factory=Counter)
    unused: dict[Table, dict[str, None]] = field(default_factory=dict)
    missed: Found = field(default_factory=dict)
    weak: Found = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    current: Outcome = field(default_factory=lambda: Outcome("edges", ""))

    def row(self, table: Table, place: str) -> Outcome:
        """Begin a row, the ``current`` one: what is reported next is about it."""
        self.rows[table] += 1
        self.current = Outcome(table, place)
        if self.every:
            self.outcomes.append(self.current)
        return self.current

    def became(self, sort: str, why: str = "") -> None:
        """Count what the row became, and why it has no sign; a row that is not counted is left out."""
        self.counts[self.current.table, sort] += 1
        self.current.became = sort
        if why:
            self._count(self.weak, why, "")

    def miss(self, what: str, example: str = "") -> None:
        """Count something in the row that was not understood, and keep the first examples with their places."""
        self._count(self.missed, what, example)

    def _count(self, found: Found, what: str, example: str) -> None:
        count, examples = found.get(what, (0, ()))
        if count < EXAMPLES:
            examples = (*examples, self._placed(one_line(example)))
        found[what] = count + 1, examples
        if self.every and what not in self.current.reasons:
            self.current.reasons = (*self.current.reasons, what)

    def _placed(self, example: str) -> str:
        """An example with the place of its row."""
        place = short(self.current.place, LONGEST // 2)
        if example in ("", self.current.place):
            return place
        return f"{short(example, LONGEST - len(place) - 3)} ({place})" if place else short(example)

    def leave(self, table: Table, place: str, what: str, example: str = "") -> None:
        """Count a row that is left out."""
        self.row(table, place)
        self.miss(what, example)

    def columns(self, table: Table, names: Iterable[str], known: Iterable[str]) -> None:
        """Note the columns that are not used."""
        known = set(known)
        self.unused.setdefault(table, {}).update(dict.fromkeys(one_line(n) for n in names if n and n not in known))

    @property
    def read(self) -> Read:
        """How many rows were read."""
        return Read(self.rows["nodes"], self.rows["edges"])

    @property
    def nodes(self) -> BecameNodes:
        """What the rows of nodes became."""
        return self._became("nodes", BecameNodes)

    @property
    def edges(self) -> Became:
        """What the edges became."""
        return self._became("edges", Became)

    def _became(self, table: Table, kind: type[B]) -> B:
        counts = {sort: self.counts[table, sort] for sort in kind.__struct_encode_fields__ if sort != LEFT_OUT}
        return msgspec.convert({**counts, LEFT_OUT: self.rows[table] - sum(counts.values())}, kind)

    @property
    def unused_columns(self) -> Unused:
        """The columns that are not used."""
        return Unused(tuple(self.unused.get("nodes", ())), tuple(self.unused.get("edges", ())))

    @property
    def not_understood(self) -> tuple[Missed, ...]:
        """What was not understood, the most frequent first."""
        return _listed(self.missed)

    @property
    def without_sign(self) -> tuple[Missed, ...]:
        """Why edges that were understood have no sign or are not causal, the most frequent first."""
        return _listed(self.weak)


def _listed(found: Found) -> tuple[Missed, ...]:
    ordered = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
    return tuple(Missed(what, count, examples) for what, (count, examples) in ordered)


def short(text: str, most: int = LONGEST) -> str:
    """A text, cut to a maximum length."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
