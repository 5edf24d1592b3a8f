"""The program that answers one query and ends: ``python -m kg.sparql.child`` reads a request and writes a reply.

It runs by itself, held to limits by the system, so that whatever a query does to it stays there.
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

#: Bytes of memory: for the program, and for each byte of data.
MEMORY, MEMORY_PER_BYTE = 1 << 30, 16
#: Calls within calls; rdflib's parser nests them with the triples of a query.
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


def answer(*, text: str, files: Sequence[str], endpoint: str | None, seconds: float, most: int, size: int) -> Result:
    """The answer of a prepared query: of a server, or on data files within limits that nothing can lift again.

    Raises KgError.
    """
    if endpoint:
        from kg.sparql.endpoint import fetch

        return fetch(text, endpoint, most, size)
    paths = [Path(name) for name in files]
    try:
        hold("AS", MEMORY + MEMORY_PER_BYTE * sum(path.stat().st_size for path in paths if path.is_file()))
        hold("CPU", int(seconds) + 2)  # the clock is watched from outside; this one also ends an orphan
        hold("CORE", 0)
        return _local(text, paths, most)
    except MemoryError:
        raise out_of_memory() from None


def hold(what: str, most: int) -> None:
    """Hold this process, for good, to so much of a resource; raises UsageError on a system without such limits."""
    try:
        import resource

        kind = getattr(resource, f"RLIMIT_{what}")
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
    except (ImportError, OSError, ValueError):
        raise UsageError("this system cannot hold a query to limits; ask a server, with --endpoint URL") from None


def out_of_memory() -> SearchLimit:
    """The error for a query that needs more memory than there is for it."""
    given = f"{MEMORY >> 30} GB and {MEMORY_PER_BYTE} times the data"
    return SearchLimit(f"the query needs more memory than it is given ({given}); make it narrower")


def _local(text: str, paths: Sequence[Path], most: int) -> Result:
    """The answer on data files. Once they are read, no file and no connection can be opened any more."""
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
