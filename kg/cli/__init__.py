"""The command line ``kg``."""

import gc
import io
import os
import sys
from contextlib import suppress
from typing import cast


def main() -> None:
    """Run the command line and end the process.

    A command ends before garbage collection pays off, and it has nothing to clean up: skipping the collector and the
    interpreter's shutdown saves a fifth of the time of an answer.
    """
    try:
        gc.disable()
        _replace_closed()
        from kg.cli.app import run

        for stream in (sys.stdout, sys.stderr):
            # A terminal that cannot print arrows gets question marks, not a traceback.
            cast(io.TextIOWrapper, stream).reconfigure(errors="replace")
        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while the program was still loading
        sys.stderr.write("kg: stopped\n")
        code = 130
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


def _replace_closed() -> None:
    """Replace closed standard streams: input is empty, output cannot be written, and messages are dropped.

    This also keeps their numbers from the files that are opened next.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
            setattr(sys, name, os.fdopen(handle, "r" if name == "stdin" else "w", encoding="utf-8"))
