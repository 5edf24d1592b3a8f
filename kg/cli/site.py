"""The command ``site``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg import resources
from kg.cli.command import loaded
from kg.cli.options import Data, Mappings, With
from kg.cli.output import note, progress
from kg.website import site as making
from kg.website.extras import extras
from kg.website.lessons import name_of


def site(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Folder for index.html (default: the current folder)."),
    ] = None,
    linked: Annotated[
        bool,
        typer.Option("--linked", help="Link to the drawing library: smaller, but needs a network."),
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; report whether the existing page is up to date.")
    ] = False,
    lesson: Annotated[
        list[Path] | None,
        typer.Option("--lesson", metavar="FILE.toml", help="Add a lesson for a class (repeatable)."),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    data: Data = None,
    with_: With = None,
    mappings: Mappings = None,
) -> None:
    """Build the site: the whole graph to explore in a browser.

    A single HTML file; needs no server and no network.

    Example: kg site --output my-site --open
    """
    graph = loaded(data, with_, mappings)
    progress("building the page …")
    if check:
        file = (output or resources.root() / "site") / making.PAGE
        if not making.is_fresh(file, graph, own=data is None and not with_):
            state = "out of date" if file.is_file() else "missing"
            note(f"kg: {file} is {state}; rebuild it: kg site --linked --output {file.parent}")
            raise typer.Exit(1)
        note(f"{file} is up to date")
        return
    extra = extras(graph)
    file = making.site(graph, output, linked=linked, own=data is None and not with_, extra=extra, lessons=lesson or ())
    for reason in extra.left_out.values():
        note(f"kg: left out of the page: {reason}")
    note(f"wrote {file}: {file.stat().st_size / 1000:,.0f} kB")
    for one in lesson or ():
        note(f"lesson: {file}#lesson={name_of(one)}")
    if open_:
        import webbrowser

        webbrowser.open(file.resolve().as_uri())
