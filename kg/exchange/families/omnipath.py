"""OmniPath: interactions with flags for stimulation and inhibition, as its web service and its clients give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.exchange.delimited import columns, rows
from kg.exchange.families import Edge, Item, Options
from kg.exchange.families.parts.signed import AFFECTS, INTERACTS, LOWERS, RAISES, Cells, identifier
from kg.exchange.given import Given
from kg.exchange.report import Report

NEEDED = ("source", "target", "is_stimulation", "is_inhibition")
#: The columns that are read.
READ = (
    *NEEDED,
    "source_genesymbol",
    "target_genesymbol",
    "is_directed",
    "consensus_direction",
    "consensus_stimulation",
    "consensus_inhibition",
    "references",
)
MAJORITY = "edge whose sources disagree on the sign, imported with the sign of the consensus"
_TRUE = frozenset({"1", "1.0", "true", "t", "yes"})
_REFERENCE = re.compile(r"(?:[^:;]*:)?([0-9]{1,8})")


def recognises(file: Given) -> bool:
    """Whether a table has the columns of OmniPath."""
    return set(NEEDED) <= set(columns(file))


def read(files: Sequence[Given], options: Options, report: Report) -> Iterator[Item]:
    """The interactions of each file."""
    for file in files:
        for number, row in rows(file, "edges", READ, report, READ):
            cells, notes = _meant(row)
            described = tuple(_node(row, end, options.prefix or "OmniPath") for end in ("source", "target"))
            yield Edge(
                file.place(number),
                {
                    "subject": described[0]["id"],
                    "object": described[1]["id"],
                    **cells,
                    "publications": _published(row.get("references", "")),
                    "primary_knowledge_source": "OmniPath",
                },
                described,
                notes,
            )


def _meant(row: Mapping[str, str]) -> tuple[Cells, tuple[str, ...]]:
    """The sign of an interaction: of the consensus if there is one, otherwise the one that is flagged.

    A sign in a direction that most sources do not support is no effect: OmniPath has the other direction as well. Its
    consensus is about signed rows only, so that a directed row without a sign never agrees with it.
    """

    def flags(kind: str) -> tuple[bool, bool]:
        up, down = (row.get(f"{kind}_{name}", "").casefold() in _TRUE for name in ("stimulation", "inhibition"))
        return up, down

    directed = row.get("is_directed", "1").casefold() in _TRUE
    agreed, flagged = flags("consensus"), flags("is")
    if directed and any(flagged) and row.get("consensus_direction", "1").casefold() not in _TRUE:
        return INTERACTS, ("edge with a sign against the direction of the consensus, imported as an interaction",)
    for up, down in (agreed, flagged):
        if up and down:
            return AFFECTS, ("edge that both stimulates and inhibits, imported without a sign",)
        if up or down:
            return RAISES if up else LOWERS, (MAJORITY,) if all(flagged) else ()
    return AFFECTS if directed else INTERACTS, ()


def _node(row: Mapping[str, str], end: str, prefix: str) -> dict[str, str]:
    """An end as a row of nodes, under its gene symbol."""
    name = row.get(end, "")
    return {"id": identifier(name, prefix), "name": row.get(f"{end}_genesymbol", "") or name}


def _published(cell: str) -> str:
    """The references, each a number of PubMed after the name of its database; others are kept as they are.

    >>> _published("SIGNOR:11290752;KEA:7;9;KEA:text")
    'PMID:11290752|PMID:7|PMID:9|KEA:text'
    """
    parts = filter(None, map(str.strip, cell.split(";")))
    found = ((part, _REFERENCE.fullmatch(part)) for part in parts)
    return "|".join(dict.fromkeys(f"PMID:{match[1]}" if match else part for part, match in found))
