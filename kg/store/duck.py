"""DuckDB as an engine: it works on all cores, in bounded memory, and puts what does not fit there into a folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from glob import escape
from typing import Any

import duckdb
from numpy.typing import NDArray

from kg.errors import SearchLimit
from kg.store.edges import EDGES, check_columns, files, problem

#: Memory that the engine may take.
MEMORY = "2GB"


class Duck:
    """The edges of one or several Parquet files, as a table of DuckDB.

    What does not fit into ``MEMORY`` goes to a temporary folder, which is removed at the end.
    """

    def __init__(self, place: str) -> None:
        self._folder = tempfile.mkdtemp(prefix="kg-duckdb-")
        config: dict[str, Any] = {
            "memory_limit": MEMORY,
            "temp_directory": self._folder,
            "preserve_insertion_order": "false",
            "autoinstall_known_extensions": "false",  # nothing is fetched
            "autoload_known_extensions": "false",
        }
        self._connection = duckdb.connect(config=config)
        try:
            self._read(place)
        except BaseException:
            self.close()
            raise

    def _read(self, place: str) -> None:
        asked = [escape(file) for file in files(place)]
        if not asked:
            raise problem(place, "there is no file *.parquet")
        try:
            told = self._ask("DESCRIBE SELECT * FROM read_parquet(?)", asked).fetchall()
            check_columns(place, {name: kind for name, kind, *_ in told})
            self._ask(f"CREATE TEMP TABLE edges AS {EDGES.format('read_parquet(?)')}", asked)
        except duckdb.Error as error:
            raise problem(place, str(error).partition("\n")[0]) from None

    def keep(self, name: str, sql: str) -> int:
        """Keep the answer of a query as a table; the number of its rows."""
        (count,) = self._ask(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}").fetchone() or (0,)
        return int(count)

    def rows(self, sql: str) -> Mapping[str, NDArray[Any]]:
        """The columns of the answer of a query."""
        return self._ask(sql).fetchnumpy()

    def _ask(self, sql: str, *values: Sequence[str]) -> duckdb.DuckDBPyConnection:
        try:
            return self._connection.execute(sql, values)
        except duckdb.OutOfMemoryException:
            message = f"the search needs more than {MEMORY} of memory in DuckDB; try a smaller --max-hops"
            raise SearchLimit(message) from None

    def close(self) -> None:
        """End the engine, and remove its temporary folder."""
        self._connection.close()
        shutil.rmtree(self._folder, ignore_errors=True)
