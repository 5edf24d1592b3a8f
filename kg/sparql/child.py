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

#: Memory limit in bytes: for the program, and for each byte of data.
MEMORY, MEMORY_PER_BYTE = 1 << 30, 16
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


def answer(*, text: str, files: Sequence[str], seconds: float, most: int) -> Result:
    """The answer to a prepared query on data files, within limits that cannot be lifted again; raises KgError."""
    paths = [Path(name) for name in files]
    try:
        hold("AS", MEMORY + MEMORY_PER_BYTE * sum(path.stat().st_size for path in paths if path.is_file()))
        hold("CPU", int(seconds) + 2)  # the parent watches the clock; this also ends an orphan
        hold("CORE", 0)
        return _local(text, paths, most)
    except MemoryError:
        raise out_of_memory() from None


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


def _local(text: str, paths: Sequence[Path], most: int) -> Result:
    """The answer on data files. After they are read, the process cannot open any file or connection."""
    import pyoxigraph  # noqa: F401 - loaded while files can be opened
    import rdflib.plugins.sparql.parser  # noqa: F401

    from kg.sparql.check import check
    from kg.sparql.evaluate import evaluate
    from kg.turtle.parse import read_bytes

    data = [(path, read_bytes(path)) for path in paths]
    sys.setrecursionlimit(DEPTH)
    hold("NOFILE", 0)
    check(text)
    return evaluate(text, data, most)


if __name__ == "__main__":
    main()
