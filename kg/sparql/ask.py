"""Run a query in a child process with limits on its time and on the size of its reply."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import msgspec

from kg import errors, resources
from kg.errors import SearchLimit, UsageError
from kg.sparql.check import prepared
from kg.sparql.child import out_of_memory
from kg.sparql.results import Result

SECONDS, ROWS = 10.0, 10_000
#: Upper bounds of these two.
MOST_SECONDS, MOST_ROWS = 3600, 1_000_000


def ask(query: str, *, data: Path | bytes | None = None, timeout: float = SECONDS, limit: int = ROWS) -> Result:
    """The answer to a SPARQL query on the vocabulary and a data file (by default that of the program), or its bytes.

    It takes at most ``timeout`` seconds, and has at most ``limit`` rows. Raises UsageError, DataError and SearchLimit.
    """
    if not 0 < timeout <= MOST_SECONDS:
        raise UsageError(f"the time limit is {timeout:g} s; give more than 0, and at most {MOST_SECONDS}")
    if not 0 < limit <= MOST_ROWS:
        raise UsageError(f"the limit is {limit} rows; give at least 1, and at most {MOST_ROWS}")
    own = [] if isinstance(data, bytes) else [str(data or resources.data())]
    request = {
        "text": prepared(query),
        "graph": data.decode() if isinstance(data, bytes) else "",
        "files": [*own, str(resources.data("vocabulary.ttl"))],
        "seconds": timeout,
        "most": limit,
    }
    found = _reply(json.dumps(request).encode(), timeout)
    if "error" in found:
        raise getattr(errors, found["error"])(found["message"])
    return msgspec.convert(found, Result)


def _reply(request: bytes, timeout: float) -> dict[str, Any]:
    """The reply of a child process to a request; raises SearchLimit if a limit ends the process first."""
    path = os.pathsep.join([*filter(None, sys.path), str(Path(__file__).parents[2])])
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kg.sparql.child"],
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        message = f"no answer within {timeout:g} s; make the query narrower, or allow more with --timeout"
        raise SearchLimit(message) from None
    with contextlib.suppress(ValueError):
        return cast(dict[str, Any], json.loads(done.stdout))
    if done.returncode == -signal.SIGABRT:
        raise out_of_memory()
    raise SearchLimit("the query is too complex for the query engine; make it simpler")
