"""Edges as Parquet, as a store has them, also cut into parts."""

import numpy as np
import pyarrow
from pyarrow import parquet


def write(graph, place, parts=1):
    """Write the edges of a CSR to a file, or to a folder of several."""
    tail = np.repeat(np.arange(graph.start.size - 1, dtype=np.int32), np.diff(graph.start))
    columns = {"tail": tail, "head": graph.head, "flags": graph.flags, "cost": graph.cost}
    table = pyarrow.table(columns | {"used": np.ones(tail.size, bool)})
    if parts == 1:
        parquet.write_table(table, place)
        return
    place.mkdir()
    for part in range(parts):
        parquet.write_table(table.take(np.arange(part, tail.size, parts)), place / f"part-{part}.parquet")
