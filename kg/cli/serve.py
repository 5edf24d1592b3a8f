"""The command ``serve``."""

from __future__ import annotations

import gc
from contextlib import suppress
from typing import Annotated

import typer

from kg.cli.command import loaded
from kg.cli.options import Data, Mappings, With
from kg.cli.output import missing, note
from kg.errors import UsageError
from kg.website import site


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on (local only).")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 picks a free port.")] = 8000,
    public: Annotated[
        bool, typer.Option("--public", help="Allow a --host that other machines can reach, under any host name.")
    ] = False,
    data: Data = None,
    with_: With = None,
    mappings: Mappings = None,
) -> None:
    """Serve the site and the questions, read-only.

    The site is at /, the list of questions at /api/, and answers are JSON.

    Example: kg serve --port 8080
    """
    try:
        from kg.serving import web
    except ImportError:
        raise missing("serve") from None
    if not (public or web.loopback(host)):
        raise UsageError(f"{host} can be reached from other machines; add --public to allow that")
    graph = loaded(data, with_, mappings)
    with web.bind(host, port) as bound:
        text = site.page(graph, linked=False, own=data is None and not with_)
        server = web.server(web.application(graph, text, hosts=("*",) if public else web.hosts(host)))
        web.listen(bound)
        if public:
            note("kg: other machines can send requests, and their number is not limited (docs/commands/serve.md)")
        note(f"serving {web.address(bound)} until Ctrl-C")
        gc.enable()  # this process is long-lived
        with suppress(KeyboardInterrupt):
            server.run(sockets=[bound])
