"""Commands that draw: render."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg import chains, files
from kg.cli import options
from kg.cli.app import app
from kg.cli.output import note
from kg.errors import UsageError
from kg.lookup import resolve
from kg.turtle.read import load


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
    """Draw the graph as one web page that works without a network: all of it, or one concept, or the chains of a path.

    Example: kg render --focus "vitamin D deficiency" --output deficiency.html
    """
    if focus is not None and path is not None:
        raise UsageError("--focus and --path are two different pictures; give one of them")
    if k is not None and path is None:
        raise UsageError("-k counts chains; give it together with --path")
    graph = load(data)
    from kg.website import page, picture

    if path is not None:
        answer = chains.path(graph, *path, k=5 if k is None else k)
        if not answer.chains:
            note(f"kg: {answer.source.label} → {answer.target.label}: no chain; {answer.why}")
            raise typer.Exit(1)
        drawn = picture.chains(graph, answer)
    elif focus is not None:
        drawn = picture.focus(graph, resolve(graph, focus).concept)
    else:
        drawn = picture.overview(graph)
    files.write(output, page.html(graph, drawn))
    note(f"wrote {output}: {len(drawn.boxes)} quantities, {len(drawn.links)} arrows")
