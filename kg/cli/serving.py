"""Commands that answer other programs: serve, mcp."""

from __future__ import annotations

import gc
from contextlib import suppress
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.app import app
from kg.cli.output import note
from kg.errors import UsageError
from kg.turtle.read import load


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on; one of this machine alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 8000,
    public: Annotated[
        bool, typer.Option("--public", help="Let --host be an address that others can reach, under any name.")
    ] = False,
    data: options.Data = None,
) -> None:
    """Serve the site and the questions, to read only.

    The site is at /, the list of questions at /api/, and answers are JSON.

    Example: kg serve --port 8080
    """
    try:
        from kg.serving import web
    except ImportError:
        raise _missing("serve") from None
    if not (public or web.loopback(host)):
        raise UsageError(f"{host} may be reached from other machines; if that is meant, add --public")
    graph = load(data)
    with web.listen(host, port) as listening:
        from kg.cli.draw import page

        text = page(graph, linked=False, own=data is None)
        server = web.server(web.application(graph, text, hosts=("*",) if public else web.hosts(host)))
        if public:
            note("kg: other machines may ask as well; nothing limits how often (docs/commands/serve.md)")
        note(f"serving {web.address(listening)} until Ctrl-C")
        gc.enable()  # this process lasts
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


@app.command("mcp")
def mcp_(data: options.Data = None) -> None:
    """Answer an agent over the Model Context Protocol.

    It speaks on standard input and output; an agent starts it. Each question is a tool that only reads.

    Example: kg mcp
    """
    import asyncio
    import signal

    try:
        from kg.serving import agents
    except ImportError:
        raise _missing("mcp") from None
    graph = load(data)
    gc.enable()  # this process lasts
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it even while it waits for input
    asyncio.run(agents.run(graph))


def _missing(name: str) -> UsageError:
    return UsageError(f"{name} needs more libraries; install them: python3 -m pip install 'vitamin-d-kg[{name}]'")
