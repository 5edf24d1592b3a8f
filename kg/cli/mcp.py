"""The command ``mcp``."""

from __future__ import annotations

import gc

from kg.cli.command import Data
from kg.cli.output import missing
from kg.turtle.read import load


def mcp(data: Data = None) -> None:
    """Answer an agent over the Model Context Protocol.

    An agent starts it; it uses standard input and output. Each question is a tool that only reads.

    Example: kg mcp
    """
    import asyncio
    import signal

    try:
        from kg.serving import agents
    except ImportError:
        raise missing("mcp") from None
    graph = load(data)
    gc.enable()  # this process lasts
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it even while it waits for input
    asyncio.run(agents.run(graph))
