"""What is in the folder of a store.

====================  ==================================================================================
``about.json``        the version of the layout, of the data, and everything of which there is little
``NAME.rows``         the records of NAME (concepts, claims, evidence, studies), sorted by identifier
``NAME.at.npy``       where each record begins, and where the last one ends
``LIST.at.npy``       where the numbers of each record begin in ``LIST.numbers.npy``, such as its claims
``search.*.npy``      the influences that chains use: see :class:`kg.store.kernel.Csr`
``unsigned.*.npy``    the influences without a sign that chains use only if those with one are left out
``names.*.npy``       the digests of all names, sorted, and the concept of each
``*.parquet``         nodes, edges and evidence for other programs, and for engines of SQL
====================  ==================================================================================

The number of a record is its place by identifier, so numbers compare as identifiers do.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from kg.model.graph import KnowledgeGraph

#: Increase this when the layout, a record or the projection to influences changes.
FORMAT = 3
ABOUT = "about.json"
#: The parts of a graph of which there can be much, one record a row.
KEPT = ("concepts", "claims", "evidence", "studies")
#: The columns of the unsigned influences: the least cost of the signed ones, then those of an edge.
UNSIGNED = ("signed", "tail", "head", "flags", "cost")


class About(Struct, frozen=True):
    """What ``about.json`` holds: the format, the graph without its records, and what follows from these."""

    format: int
    graph: KnowledgeGraph
    states: dict[str, tuple[str, ...]]
    cited_by: Mapping[str, tuple[str, ...]]
    generic: list[str]
    knowledge_sources: list[str]
    pages: list[str]
    void: list[str]


def is_store(path: Path) -> bool:
    """Whether a path is the folder of a store."""
    return (path / ABOUT).is_file()
