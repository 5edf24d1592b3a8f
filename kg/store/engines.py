"""Engines of SQL for graphs that are too large to be searched in one process: what they do, and how one is opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol
from warnings import catch_warnings, simplefilter

from kg.errors import DataError, UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.store.reading import Store

#: The engines by name.
Name = Literal["duckdb", "spark"]
_TOLD = (
    "SELECT COUNT(*) AS edges, COALESCE(MIN(LEAST(tail, head, cost)), 0) AS least, "
    "COALESCE(MAX(GREATEST(tail, head)), 0) AS last FROM edges"
)


class Engine(Protocol):
    """Keeps the answers of queries as tables, and gives them as arrays.

    It has a table ``edges``: see :data:`kg.store.edges.EDGES`.
    """

    def keep(self, name: str, sql: str) -> int:
        """Keep the answer of a query as a table; the number of its rows."""

    def rows(self, sql: str) -> Mapping[str, NDArray[Any]]:
        """The columns of the answer of a query."""


class Where(NamedTuple):
    """Which engine answers; its cluster, and the place of the edges, if these are not the usual ones."""

    name: Name
    master: str | None = None
    edges: str | None = None


def where(name: Name | None, master: str | None, edges: str | None) -> Where | None:
    """Which engine answers, if any; raises UsageError for conditions that do not belong together."""
    if name is None and (master, edges) != (None, None):
        raise UsageError(f"--{'edges' if master is None else 'master'} belongs to an engine; give --engine, too")
    if name != "spark" and master is not None:
        raise UsageError(f"--master names a cluster of Apache Spark; leave it out, or give --engine spark, not {name}")
    return None if name is None else Where(name, master, edges)


@contextmanager
def engine(store: Store, asked: Where) -> Iterator[Engine]:
    """An engine with the edges of a store, open as long as it is needed.

    Raises UsageError if a package or program is missing or a cluster does not answer, and DataError if the edges
    cannot be read or are not those of the store.
    """
    place = asked.edges or str(store.folder / "edges.parquet")
    with _opened(asked, place) as made:
        told = {name: int(column[0]) for name, column in made.rows(_TOLD).items()}
        if told["edges"] != store.search.head.size or told["least"] < 0 or told["last"] >= len(store.concepts):
            raise DataError(
                f"{place}: these are not the edges of {store.folder}: chains use {told['edges']:,} of them, and "
                f"{store.search.head.size:,} of the store; write them again from its edges.parquet"
            )
        yield made


def _opened(asked: Where, place: str) -> AbstractContextManager[Engine]:
    try:
        if asked.name == "duckdb":
            from kg.store.duck import Duck

            return closing(Duck(place))
        with catch_warnings():
            simplefilter("ignore", FutureWarning)  # about the version of pandas, which is not used
            from kg.store.spark import Spark

            return closing(Spark(place, asked.master))
    except ImportError as error:
        extra = "scale" if asked.name == "duckdb" else "spark"
        raise UsageError(
            f"--engine {asked.name} needs {error.name}; install it with pip install 'vitamin-d-kg[{extra}]'"
        ) from None
