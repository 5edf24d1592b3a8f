"""A program that answers one query and exits: ``python -m kg.sparql.child`` reads a request and writes a reply.

It runs as a separate process with limits set by the system, so that a query cannot affect any other process.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import msgspec

from kg.errors import KgError, SearchLimit, UsageError
from kg.sparql.results import Result

#: Memory limit in bytes: for the program, and for each byte of data; and the maximum size of an answer.
MEMORY, MEMORY_PER_BYTE, SIZE = 1 << 30, 16, 16_000_000
#: Recursion limit; rdflib's parser recurses with the triples of a query.
DEPTH = 10_000


def main() -> None:
    """Read a request from standard input and write the reply to standard output, as JSON."""
    json.dump(reply(json.load(sys.stdin)), sys.stdout)


def reply(request: dict[str, Any]) -> dict[str, Any]:
    """The fields of an answer, or the name of an error and its message."""
    try:
        found = answer(**request)
    except KgError as error:
        return {"error": type(error).__name__, "message": str(error)}
    return cast(dict[str, Any], msgspec.to_builtins(found))


def answer(*, text: str, graph: str, files: Sequence[str], seconds: float, most: int) -> Result:
    """The answer to a prepared query on a graph as Turtle, or on data files; raises KgError.

    Its limits cannot be lifted again.
    """
    paths = [Path(name) for name in files]
    sizes = [len(graph), *(path.stat().st_size for path in paths if path.is_file())]
    try:
        hold("AS", MEMORY + MEMORY_PER_BYTE * sum(sizes))
        hold("CPU", int(seconds) + 2)  # the parent watches the clock; this also ends an orphan
        hold("CORE", 0)
        found = _local(text, graph, paths, most)
        size = len(msgspec.json.encode(found))
    except MemoryError:
        raise out_of_memory() from None
    if size > SIZE:
        raise SearchLimit(f"the answer has more than {SIZE // 1_000_000} MB; add LIMIT to the query, or ask for less")
    return found


def hold(what: str, most: int) -> None:
    """Limit a resource of this process, permanently; raises UsageError on a system without such limits."""
    try:
        import resource

        kind = getattr(resource, f"RLIMIT_{what}")
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
    except (ImportError, OSError, ValueError):
        raise UsageError(
            "this system cannot limit the memory of a query; run kg sparql on Linux, or use another program"
        ) from None


def out_of_memory() -> SearchLimit:
    """The error for a query that needs more memory than allowed."""
    given = f"{MEMORY >> 30} GB and {MEMORY_PER_BYTE} times the data"
    return SearchLimit(f"the query needs more memory than allowed ({given}); make it narrower")


def _local(text: str, graph: str, paths: Sequence[Path], most: int) -> Result:
    """The answer on a graph and data files. After these are read, the process cannot open any file or connection."""
    import pyoxigraph  # noqa: F401 - loaded while files can be opened
    import rdflib.plugins.sparql.parser  # noqa: F401

    from kg.sparql.check import check
    from kg.sparql.evaluate import evaluate
    from kg.turtle.parse import read_bytes

    data = [*([(Path("graph.ttl"), graph.encode())] if graph else []), *((path, read_bytes(path)) for path in paths)]
    sys.setrecursionlimit(DEPTH)
    hold("NOFILE", 0)
    check(text)
    return evaluate(text, data, most)


if __name__ == "__main__":
    main()
