"""The command ``export``: writes files and a report, or prints a single file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.command import loaded, show
from kg.cli.options import Data, Hops, Json, Mappings, PathSign, With, completed
from kg.cli.output import Format, note, progress, put
from kg.errors import UsageError
from kg.exchange import export as exporting


def export(
    form: Annotated[str | None, typer.Argument(metavar="FORMAT", help="A format from --list.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE|DIR", help="Output file or folder (default: standard output)."),
    ] = None,
    path: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="SOURCE TARGET", help="Export the chains between two concepts.", autocompletion=completed),
    ] = None,
    k: Annotated[int | None, typer.Option("-k", help="How many chains to draw with --path (default: 5).")] = None,
    max_hops: Hops = None,
    sign: PathSign = None,
    list_: Annotated[bool, typer.Option("--list", help="List the formats.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace existing files.")] = False,
    without: Annotated[
        list[str] | None, typer.Option(metavar="SOURCE", help="Ignore this document or study (repeatable).")
    ] = None,
    data: Data = None,
    with_: With = None,
    mappings: Mappings = None,
    as_json: Json = False,
) -> None:
    """Export the graph for other tools.

    Anything the format cannot hold is reported. --list shows the formats.

    Example: kg export graphml --output vitamin-d.graphml
    """
    shape: Format = "json" if as_json else "text"
    if list_:
        show(exporting.formats(), shape)
        return
    if form is None:
        raise UsageError(f"give a format, one of: {', '.join(exporting.FORMATS)}")
    known = exporting.named(form)
    asked = {"-k": ("k", k), "--max-hops": ("max_hops", max_hops), "--sign": ("sign", sign)}
    given = {flag: option for flag, option in asked.items() if option[1] is not None}
    if given and path is None:
        raise UsageError(f"{' and '.join(given)}: only for chains; use with --path")
    if output is None and (as_json or not known.printable):
        raise UsageError(f"{'the report' if known.printable else form} cannot be printed; give --output")
    graph = loaded(data, with_, mappings).without_sources(without or ())
    answer = exporting.chains(graph, path, **dict(given.values())) if path else None
    if output is None:
        made = exporting.make(graph, form, answer)
        (content,) = made.files.values()
        put(content)
        for what, count in made.left_out.items():
            note(f"left out: {count} {what}")
        for warning in made.warnings:
            note(f"warning: {warning}")
    else:
        progress(f"writing {form} …")
        show(exporting.write(graph, form, output, answer, force=force), shape)
