"""The report of an import: what each row became, and what was not understood."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Annotated

import msgspec
from msgspec import Struct

from kg.model.characters import one_line

#: What an edge can become: a claim with a sign, an association, another claim, a broader concept, or a denial.
SORTS = ("+", "-", "?", "associations", "not_causal", "hierarchy", "denied", "merged")
#: The maximum length of an example in the report, and of the name of an edge in its evidence.
LONGEST = 120
EXAMPLES = 3


class Read(Struct, frozen=True):
    """What was read."""

    nodes: Annotated[int, "Rows of the node table."]
    edges: Annotated[int, "Rows of the edge table."]


class Became(Struct, frozen=True):
    """What the edges became."""

    raises: Annotated[int, "The subject raises the object."] = msgspec.field(name="+")
    lowers: Annotated[int, "The subject lowers the object."] = msgspec.field(name="-")
    affects: Annotated[int, "The subject affects the object, without a sign."] = msgspec.field(name="?")
    associations: Annotated[int, "The two are associated."]
    not_causal: Annotated[int, "Another relation."]
    hierarchy: Annotated[int, "The subject is a kind of the object."]
    denied: Annotated[int, "The edge is negated, or its object was looked for and not found: evidence against."]
    merged: Annotated[int, "Like another edge by the same source, and merged with it."]
    left_out: Annotated[int, "Left out, for a reason listed below."]


class Unused(Struct, frozen=True):
    """Columns that are not used."""

    nodes: Annotated[tuple[str, ...], "Of the node table."]
    edges: Annotated[tuple[str, ...], "Of the edge table."]


class Missed(Struct, frozen=True):
    """Something that was not understood."""

    what: Annotated[str, "What was not understood, or was changed."]
    count: Annotated[int, "How often."]
    examples: Annotated[tuple[str, ...], "The first cases."]


@dataclass
class Report:
    """Counts, kept while the tables are read."""

    rows: Counter[str] = field(default_factory=Counter)
    became: Counter[str] = field(default_factory=Counter)
    unused: dict[str, tuple[str, ...]] = field(default_factory=dict)
    missed: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)

    def miss(self, what: str, example: str) -> None:
        """Count something that was not understood, and keep the first examples."""
        count, examples = self.missed.get(what, (0, ()))
        self.missed[what] = (count + 1, (*examples, short(one_line(example)))[:EXAMPLES])

    @property
    def read(self) -> Read:
        """How many rows were read."""
        return Read(self.rows["nodes"], self.rows["edges"])

    @property
    def edges(self) -> Became:
        """What the edges became."""
        counts = {sort: self.became[sort] for sort in SORTS}
        return msgspec.convert({**counts, "left_out": self.rows["edges"] - self.became.total()}, Became)

    @property
    def unused_columns(self) -> Unused:
        """The columns that are not used."""
        return Unused(self.unused.get("nodes", ()), self.unused.get("edges", ()))

    @property
    def not_understood(self) -> tuple[Missed, ...]:
        """What was not understood, the most frequent first."""
        ordered = sorted(self.missed.items(), key=lambda item: (-item[1][0], item[0]))
        return tuple(Missed(what, count, examples) for what, (count, examples) in ordered)


def short(text: str) -> str:
    """A text, cut to the maximum length."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
