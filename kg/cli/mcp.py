"""The command ``mcp``."""

from __future__ import annotations

import gc

from kg.cli.command import loaded
from kg.cli.options import Data, Mappings, With
from kg.cli.output import missing


def mcp(data: Data = None, with_: With = None, mappings: Mappings = None) -> None:
    """Answer an agent over the Model Context Protocol.

    An agent starts this command and talks to it on standard input and output. Each question is a read-only tool.

    Example: kg mcp
    """
    import asyncio
    import signal

    try:
        from kg.serving import agents
    except ImportError:
        raise missing("mcp") from None
    graph = loaded(data, with_, mappings)
    gc.enable()  # this process is long-lived
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C must end it even while it waits for input
    asyncio.run(agents.run(graph))
