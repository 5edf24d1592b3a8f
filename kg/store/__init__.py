"""Graphs too large to be read at a time: a folder that is asked as a data file is.

``writing`` writes the folder, ``reading`` opens it. Arrays and tables need the packages of the extra ``scale``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.model.graph import KnowledgeGraph

if TYPE_CHECKING:
    from kg.store.reading import Store


def stored(graph: KnowledgeGraph, place: Path, *, force: bool = False) -> KnowledgeGraph:
    """Write a graph as a store, and open it; raises OutputError, or UsageError if packages are missing."""
    try:
        from kg.store import writing
    except ImportError as error:
        raise missing(error) from None
    writing.write(graph, place, force=force)
    return opened(place)


def opened(place: Path) -> KnowledgeGraph:
    """The graph of a store; raises DataError, or UsageError if packages are missing."""
    try:
        from kg.store.reading import Store
    except ImportError as error:
        raise missing(error) from None
    return Store(place).graph


def missing(error: ImportError) -> UsageError:
    """What to do where a package is not installed."""
    return UsageError(f"a store needs {error.name}; install it with pip install 'vitamin-d-kg[scale]'")


def store_of(graph: KnowledgeGraph) -> Store | None:
    """The store of a graph; None for a graph in memory."""
    found: Store | None = vars(graph).get("store")
    return found
