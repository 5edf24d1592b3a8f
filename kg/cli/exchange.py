"""Commands that take in other people's graphs: import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg import kgx
from kg.cli.app import app
from kg.cli.output import Format, Text, View, progress, show
from kg.errors import OutputError, UsageError
from kg.explain import stamp
from kg.files import write
from kg.graph import KnowledgeGraph
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
    """Make a data file of somebody else's signed graph, which every command can be asked about with --data.

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
