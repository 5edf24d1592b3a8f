"""The command line ``kg``."""

import gc
import io
import os
import sys
from typing import cast


def main() -> None:
    """Run the command line and end the process.

    A question is over before there is garbage worth collecting, and nothing is left to clean up behind it: without
    the collector and the interpreter's slow farewell an answer comes in four fifths of the time.
    """
    try:
        gc.disable()
        from kg.cli.app import run

        for stream in (sys.stdout, sys.stderr):
            # A terminal without arrows gets question marks, not a traceback.
            cast(io.TextIOWrapper, stream).reconfigure(errors="replace")
        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while the program was still loading
        sys.stderr.write("kg: stopped\n")
        code = 130
    sys.stderr.flush()
    os._exit(code)
