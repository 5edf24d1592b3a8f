"""The command ``render``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.command import loaded
from kg.cli.options import Data, Hops, Mappings, PathSign, With, completed
from kg.cli.output import note


def render(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.html", help="Output file.")],
    focus: Annotated[
        str | None,
        typer.Option(
            metavar="CONCEPT", help="Draw what changes one concept, and what it changes.", autocompletion=completed
        ),
    ] = None,
    path: Annotated[
        tuple[str, str] | None,
        typer.Option(
            metavar="SOURCE TARGET", help="Draw the best chains between two concepts.", autocompletion=completed
        ),
    ] = None,
    k: Annotated[int | None, typer.Option("-k", help="How many chains to draw with --path (default: 5).")] = None,
    max_hops: Hops = None,
    sign: PathSign = None,
    data: Data = None,
    with_: With = None,
    mappings: Mappings = None,
) -> None:
    """Draw one concept, or the chains between two.

    The picture is a single small HTML file; needs no network.

    Example: kg render --focus "vitamin D deficiency" --output deficiency.html
    """
    graph = loaded(data, with_, mappings)
    from kg.website.drawing import draw

    draw(graph, focus=focus, path=path, k=k, max_hops=max_hops, sign=sign).save(output)
    note(f"wrote {output}")
