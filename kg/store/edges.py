"""The Parquet table of edges, as the engines of SQL read it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.errors import DataError

#: The columns of the table of edges that a search reads, and the types that the engines give them.
COLUMNS = ("tail", "head", "flags", "cost", "used")
#: What the table ``edges`` of an engine holds, in the same SQL for all: thirteen bytes an edge.
EDGES = (
    "SELECT CAST(tail AS INT) AS tail, CAST(head AS INT) AS head, CAST(flags AS TINYINT) AS flags, "
    "CAST(cost AS INT) AS cost FROM {} WHERE used"
)
#: Types of whole numbers, as the engines name them.
_NUMBERS = frozenset("tinyint smallint int integer bigint utinyint usmallint uinteger".split())


def problem(place: str, why: object) -> DataError:
    """The error for edges that cannot be read."""
    return DataError(f"{place}: the edges cannot be read ({why}); give a Parquet file or a folder of them with --edges")


def check_columns(place: str, found: Mapping[str, str]) -> None:
    """Raise DataError if the columns of the edges, with their types, are not those of a store."""
    wanted = {name: {"boolean"} if name == "used" else _NUMBERS for name in COLUMNS}
    for name, kinds in wanted.items():
        if found.get(name, "").casefold() not in kinds:
            has = f"has {found[name]} values" if name in found else "is missing"
            raise problem(place, f"the column {name} {has}")


def files(place: str) -> list[str]:
    """The Parquet files of a place on this machine: itself, or those in a folder."""
    path = Path(place)
    return sorted(map(str, path.glob("*.parquet"))) if path.is_dir() else [place]
