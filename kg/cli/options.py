"""Options that several commands share, and what shell completion offers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.output import Format
from kg.model.graph import KnowledgeGraph


def _complete(incomplete: str) -> list[str]:
    """Labels of concepts that begin with what was typed, for the shell."""
    from kg.turtle.read import load

    labels = sorted(concept.label for concept in load().concepts.values())
    return [label for label in labels if label.casefold().startswith(incomplete.casefold())]


Words = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE [up|down] TARGET [up|down]",
        help="Two concepts: a name, synonym or identifier (HP:0003419) each, or a level such as “low serum calcium”; "
        "put names of several words in quotes.",
        autocompletion=_complete,
    ),
]
Thing = Annotated[
    str, typer.Argument(metavar="THING", help="A concept, claim, document or study.", autocompletion=_complete)
]
Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="FILE", help="Ask another data file than the one that comes with the program."),
]
Output = Annotated[Format, typer.Option("--format", help="How to print the answer.")]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]


Without = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="SOURCE", help="As if this document or study had said nothing (repeatable)."),
]
Explain = Annotated[bool, typer.Option("--explain", help="Each confidence as the sum that it is, to redo by hand.")]


def graph(data: Path | None, without: list[str] | None = None) -> KnowledgeGraph:
    """The graph that is asked, without what some sources say."""
    from kg.turtle.read import load

    return load(data).without_sources(without or ())


def concept(text: str, metavar: str = "CONCEPT") -> Any:
    """An option that takes a concept."""
    return typer.Option(metavar=metavar, help=text, autocompletion=_complete)
