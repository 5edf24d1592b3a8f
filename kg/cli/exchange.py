"""Commands that take in other people's graphs, and hand out this one: import, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.app import app
from kg.cli.output import Format, Text, View, note, progress, put, show
from kg.errors import OutputError, UsageError
from kg.exchange import formats as export
from kg.exchange import kgx_reader as kgx
from kg.exchange.made import Made
from kg.files import write
from kg.model.graph import KnowledgeGraph
from kg.questions import path as chains
from kg.questions.legacy import stamp
from kg.questions.path import PathAnswer
from kg.turtle.read import load

SORTS = {
    "+": "raises",
    "-": "lowers",
    "?": "affects, without a sign",
    "associations": "association",
    "not_causal": "not causal",
    "hierarchy": "is a kind of",
    "left_out": "left out",
}


@app.command("import")
def import_(
    nodes: Annotated[Path, typer.Option("--nodes", metavar="NODES.tsv", help="The table of nodes.")],
    edges: Annotated[Path, typer.Option("--edges", metavar="EDGES.tsv", help="The table of edges.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.ttl", help="The data file to write.")],
    form: Annotated[
        str, typer.Option("--format", metavar="kgx", help="What the tables are; kgx is all there is.")
    ] = "kgx",
    force: Annotated[bool, typer.Option("--force", help="Replace the data file if there is one.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Make a data file of somebody else's signed graph.

    Every command can then be asked about it with --data. What was not understood is listed.

    Example: kg import --nodes nodes.tsv --edges edges.tsv --output theirs.ttl
    """
    if form != "kgx":
        raise UsageError(f"“{form}” is no format that can be imported; give kgx")
    if output.exists() and not force:
        raise OutputError(f"{output}: exists already; give --force to replace it, or another name")
    if output.resolve() in (nodes.resolve(), edges.resolve()):
        raise UsageError(f"{output} is one of the tables; give another name")
    progress(f"reading {edges} …")
    graph, report = kgx.read(nodes, edges)
    from kg.turtle.write import turtle

    write(output, turtle(graph))
    show(
        _view(load(output), report, {"format": form, "nodes": str(nodes), "edges": str(edges), "output": str(output)}),
        Format.text,
        as_json=as_json,
    )


def _view(graph: KnowledgeGraph, report: kgx.Report, question: dict[str, str]) -> View:
    written = {
        "concepts": len(graph.concepts),
        "claims": len(graph.claims),
        "evidences": len(graph.evidence),
        "studies": len(graph.studies),
    }
    answer = {**stamp(graph, "kg-import/1"), "question": question, "written": written, **report.json()}

    def text(page: Text) -> None:
        page.add(f"read {' and '.join(f'{count} {table}' for table, count in answer['read'].items())}")
        page.add(f"wrote {question['output']}: {', '.join(f'{count} {what}' for what, count in written.items())}")
        page.add("edges")
        for sort, count in answer["edges"].items():
            page.add(f"{count:6}  {SORTS[sort]}", indent=2)
        for table, columns in answer["unused_columns"].items():
            if columns:
                page.add(f"columns of the {table} without use: {', '.join(columns)}", hang=2)
        if answer["not_understood"]:
            page.add("not understood, or not as it stands")
        for missed in answer["not_understood"]:
            page.add(f"{missed['count']:6}  {missed['what']}", indent=2, hang=8)
            for example in missed["examples"]:
                page.add(example, indent=10, hang=2, dim=True)

    header = ["what", "count", "examples"]
    return View(lambda: answer, text, header, lambda: [list(missed.values()) for missed in answer["not_understood"]])


@app.command("export")
def export_(
    form: Annotated[str | None, typer.Argument(metavar="FORMAT", help="One of those that --list names.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE|DIR", help="Where to write it; else to standard output."),
    ] = None,
    path: Annotated[
        tuple[str, str] | None, options.concept("The best chains between two concepts.", "SOURCE TARGET")
    ] = None,
    k: Annotated[int | None, typer.Option("-k", help="How many chains to draw with --path (5 if not given).")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the formats.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there already.")] = False,
    without: options.Without = None,
    data: options.Data = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list or the report as JSON.")] = False,
) -> None:
    """Hand out the graph in another program's format.

    What a format has no place for is counted and told. --list says which formats there are.

    Example: kg export graphml --output vitamin-d.graphml
    """
    if list_:
        show(_formats(), Format.text, as_json=as_json)
        return
    if form is None:
        raise UsageError(f"give a format, one of: {', '.join(export.FORMATS)}")
    known = export.named(form)
    if k is not None and path is None:
        raise UsageError("-k counts chains; give it together with --path")
    if output is None and (as_json or not known.printable):
        raise UsageError(f"{'the report' if known.printable else form} needs a place to write to; give --output")
    graph = options.graph(data, without)
    answer = chains.path(graph, *path, k=5 if k is None else k) if path else None
    if answer and not answer.chains:
        note(f"kg: {answer.source.label} → {answer.target.label}: no chain; {answer.why}")
        raise typer.Exit(1)
    if output is None:
        _print(export.make(graph, form, answer))
        return
    progress(f"writing {form} …")
    made, paths = export.write(graph, form, output, answer, force=force)
    show(_report(graph, form, made, paths, answer), Format.text, as_json=as_json)


def _print(made: Made) -> None:
    """The single file of an export on standard output, and what was left out beside it."""
    (content,) = made.files.values()
    put(content)
    for what, count in made.left_out.items():
        note(f"left out: {count} {what}")


def _formats() -> View:
    """The list of formats."""
    formats = [{"format": name, "summary": known.summary} for name, known in export.FORMATS.items()]
    answer = {"schema": "kg-export-formats/1", "formats": formats}

    def text(page: Text) -> None:
        for known in formats:
            page.add(f"{known['format']:11} {known['summary']}", hang=12)

    return View(lambda: answer, text, ["format", "summary"], lambda: [list(known.values()) for known in formats])


def _report(graph: KnowledgeGraph, form: str, made: Made, paths: tuple[Path, ...], answer: PathAnswer | None) -> View:
    """What was written, and what was left out."""
    ends = [answer.source.label, answer.target.label] if answer else None
    left_out = [{"what": what, "count": count} for what, count in made.left_out.items()]
    told = {
        **stamp(graph, "kg-export/1"),
        "question": {"format": form, "path": ends},
        "files": [str(path) for path in paths],
        "written": dict(made.counts),
        "left_out": left_out,
    }

    def text(page: Text) -> None:
        counts = ", ".join(f"{count} {what}" for what, count in made.counts.items())
        page.add(f"wrote {' and '.join(map(str, paths))}: {counts}", hang=2)
        for missed in left_out:
            page.add(f"left out: {missed['count']} {missed['what']}", indent=2, hang=2)

    return View(lambda: told, text, ["what", "count"], lambda: [list(missed.values()) for missed in left_out])
