"""Commands that draw: render, site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg import files, resources
from kg.cli import options
from kg.cli.app import app
from kg.cli.output import note, progress
from kg.errors import UsageError
from kg.model.graph import KnowledgeGraph
from kg.turtle.read import load

PAGE = "index.html"


@app.command()
def render(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.html", help="Where to write the page.")],
    focus: Annotated[str | None, options.concept("Draw what changes one concept, and what it changes.")] = None,
    path: Annotated[
        tuple[str, str] | None, options.concept("Draw the best chains between two concepts.", "SOURCE TARGET")
    ] = None,
    k: Annotated[int | None, typer.Option("-k", help="How many chains to draw with --path (5 if not given).")] = None,
    data: options.Data = None,
) -> None:
    """Draw one concept, or the chains between two.

    The picture is one small web page that works without a network.

    Example: kg render --focus "vitamin D deficiency" --output deficiency.html
    """
    graph = load(data)
    from kg.website.drawing import draw

    draw(graph, focus=focus, path=path, k=k).save(output)
    note(f"wrote {output}")


@app.command()
def site(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Where to write index.html; else here.")
    ] = None,
    linked: Annotated[
        bool,
        typer.Option("--linked", help="Refer to the drawing library instead of holding it: smaller, needs a network."),
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; tell whether the page that is there is fresh.")
    ] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    data: options.Data = None,
) -> None:
    """Make the site: the whole graph to explore in a browser.

    It is one page that opens by double click and asks for nothing.

    Example: kg site --output my-site --open
    """
    graph = load(data)
    progress("building the page …")
    if check:
        folder = output or resources.site()
        _check(folder / PAGE, graph, own=data is None)
        return
    text = page(graph, linked=linked, own=data is None)
    file = (output or Path()) / PAGE
    if output is None and file.exists():
        raise UsageError(f"there is an {PAGE} here already; name a folder with --output")
    files.folder(file.parent)
    files.write(file, text)
    note(f"wrote {file}: {len(text.encode()) / 1000:,.0f} kB")
    if open_:
        import webbrowser

        webbrowser.open(file.resolve().as_uri())


def page(graph: KnowledgeGraph, *, linked: bool, own: bool) -> str:
    """The site as one page; ``own``: of the graph that comes with the program."""
    from kg.website import build, dataset, guides

    told = dataset.described() if own else None
    return build.html(graph, guides.load(graph) if own else (), linked=linked, dataset=told)


def _check(file: Path, graph: KnowledgeGraph, *, own: bool) -> None:
    found = file.read_bytes() if file.is_file() else b""
    for linked in (True, False):
        if found == page(graph, linked=linked, own=own).encode():
            note(f"{file} is fresh")
            return
    state = "out of date" if found else "missing"
    note(f"kg: {file} is {state}; make it anew: kg site --linked --output {file.parent}")
    raise typer.Exit(1)
