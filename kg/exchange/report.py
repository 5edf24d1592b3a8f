"""What became of the tables of an import: counts, and what was not understood."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Annotated

import msgspec
from msgspec import Struct

#: What may become of an edge: a claim with a sign, an association, another claim, or a broader concept.
SORTS = ("+", "-", "?", "associations", "not_causal", "hierarchy")
#: An example in the report, or the name of an edge in its evidence, has at most so many characters.
LONGEST = 120
EXAMPLES = 3


class Read(Struct, frozen=True):
    """What was read."""

    nodes: Annotated[int, "Rows of the table of nodes."]
    edges: Annotated[int, "Rows of the table of edges."]


class Became(Struct, frozen=True):
    """What became of the edges."""

    raises: Annotated[int, "The subject raises the object."] = msgspec.field(name="+")
    lowers: Annotated[int, "The subject lowers the object."] = msgspec.field(name="-")
    affects: Annotated[int, "The subject affects the object, without a sign."] = msgspec.field(name="?")
    associations: Annotated[int, "The two are associated."]
    not_causal: Annotated[int, "Another relation."]
    hierarchy: Annotated[int, "The subject is a kind of the object."]
    left_out: Annotated[int, "Left out, for a reason that is listed."]


class Unused(Struct, frozen=True):
    """Columns that have no use here."""

    nodes: Annotated[tuple[str, ...], "Of the table of nodes."]
    edges: Annotated[tuple[str, ...], "Of the table of edges."]


class Missed(Struct, frozen=True):
    """Something that was not understood."""

    what: Annotated[str, "What was not understood, or not as it stands."]
    count: Annotated[int, "How often."]
    examples: Annotated[tuple[str, ...], "The first cases."]


@dataclass
class Report:
    """Counts while tables are read."""

    rows: Counter[str] = field(default_factory=Counter)
    became: Counter[str] = field(default_factory=Counter)
    unused: dict[str, tuple[str, ...]] = field(default_factory=dict)
    missed: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)

    def miss(self, what: str, example: str) -> None:
        """Count something that was not understood, and keep the first examples."""
        count, examples = self.missed.get(what, (0, ()))
        self.missed[what] = (count + 1, (*examples, short(plain(example)))[:EXAMPLES])

    @property
    def read(self) -> Read:
        """How many rows were read."""
        return Read(self.rows["nodes"], self.rows["edges"])

    @property
    def edges(self) -> Became:
        """What became of the edges."""
        plus, minus, unknown, associations, not_causal, hierarchy = (self.became[sort] for sort in SORTS)
        left_out = self.rows["edges"] - self.became.total()
        return Became(plus, minus, unknown, associations, not_causal, hierarchy, left_out)

    @property
    def unused_columns(self) -> Unused:
        """The columns that have no use here."""
        return Unused(self.unused.get("nodes", ()), self.unused.get("edges", ()))

    @property
    def not_understood(self) -> tuple[Missed, ...]:
        """What was not understood, the most frequent first."""
        ordered = sorted(self.missed.items(), key=lambda item: (-item[1][0], item[0]))
        return tuple(Missed(what, count, examples) for what, (count, examples) in ordered)


def plain(text: str) -> str:
    """A text in one line that a terminal can print."""
    return text if text.isprintable() else " ".join("".join(c if c.isprintable() else " " for c in text).split())


def short(text: str) -> str:
    """A text of at most so many characters."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
