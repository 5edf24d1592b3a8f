"""The arguments and options of commands, as Typer reads them."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from kg.cli.output import Format
from kg.signature import Parameter, Typed

#: Choices wider than this are listed in the text of an option.
WIDEST_CHOICES = 60
DIRECTION = " [up|down]"
CONCEPTS = (
    "Name, synonym or identifier (HP:0003419), or a level such as “low serum calcium”; quote names of several words."
)


def positional(known: Mapping[str, Parameter], *, required: bool = True) -> list[inspect.Parameter]:
    """The arguments; all concepts share one argument, so that a direction can be a separate word."""
    positional = [p for p in known.values() if p.positional]
    concepts = [p for p in positional if p.typed is Typed.CONCEPT]
    if concepts:
        several = len(concepts) > 1
        about = " ".join(f"{p.name.upper()}: {p.about}" if several else p.about for p in concepts)
        names = [f"{p.name.removesuffix('s').upper()}{DIRECTION}{'…' * p.many}" for p in concepts]
        argument = typer.Argument(
            metavar=" ".join(names),
            help=f"{about} {CONCEPTS}",
            autocompletion=completed,
        )
        if required:
            return [_parameter("words", Annotated[list[str], argument])]
        return [_parameter("words", Annotated[list[str] | None, argument], None)]
    return [_typed(p, typer.Argument(metavar=_metavar(p), help=p.about)) for p in positional]


def option(p: Parameter) -> inspect.Parameter:
    """The option of a parameter."""
    flag = p.flag or ("-k" if p.name == "k" else f"--{p.name.rstrip('_').replace('_', '-')}")
    names = (flag, "-o") if p.name == "output" else (flag,)
    notes = [p.about, f"({p.bounds})" if p.bounds else "", "(repeatable)" if p.many else ""]
    notes += [f"One of: {', '.join(p.choices)}."] if len("|".join(p.choices)) > WIDEST_CHOICES else []
    made = typer.Option(
        *names,
        metavar=_metavar(p) if p.type is not bool else None,
        help=" ".join(filter(None, notes)),
        autocompletion=completed if p.typed is Typed.CONCEPT else None,
    )
    return _typed(p, made)


def _typed(p: Parameter, info: Any) -> inspect.Parameter:
    """The parameter as Typer reads it; an optional one may be omitted."""
    kind: Any = list[p.type] if p.many or p.typed is Typed.WORDS else p.type  # type: ignore[name-defined]
    hint = kind if p.required or p.default is not None else kind | None
    return _parameter(p.name, Annotated[hint, info], inspect.Parameter.empty if p.required else p.default)


def _metavar(p: Parameter) -> str | None:
    if p.metavar or (p.choices and len("|".join(p.choices)) <= WIDEST_CHOICES):
        return p.metavar or "|".join(p.choices)
    if p.type is Path:
        return "FILE"
    return p.name.rstrip("_").upper() if p.required or p.type is not int else None


def _parameter(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def completed(incomplete: str) -> list[str]:
    """Labels of concepts that start with the typed text, for shell completion."""
    from kg.turtle.read import load

    labels = sorted(concept.label for concept in load().concepts.values())
    return [label for label in labels if label.casefold().startswith(incomplete.casefold())]


Data = Annotated[Path | None, typer.Option("--data", metavar="FILE", help="Use another data file.")]
With = Annotated[
    list[Path] | None,
    typer.Option(
        "--with",
        metavar="FILE",
        help="Ask this graph together with the data; concepts are joined by identifiers, exact matches and "
        "--mappings (repeatable).",
    ),
]
Mappings = Annotated[
    list[Path] | None,
    typer.Option(
        "--mappings",
        metavar="FILE.tsv",
        help="Join the concepts that these mappings (SSSOM) list as exact matches; “physiomap” comes with the program "
        "(repeatable).",
    ),
]
Hops = Annotated[
    int | None, typer.Option("--max-hops", help="Maximum number of steps in a chain, with --path (default: 8).")
]
PathSign = Annotated[
    Literal["+", "-", "?"] | None,
    typer.Option(
        "--sign", help="With --path, only chains that raise (+) or lower (-) the target, or of unknown sign (?)."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
FORM = _parameter("form", Annotated[Format, typer.Option("--format", help="Output format.")], "text")
JSON = _parameter("as_json", Json, False)
DATA = _parameter("data", Data, None)
WITH = _parameter("with_", With, None)
MAPPINGS = _parameter("mappings", Mappings, None)
PAIRS = _parameter(
    "pairs",
    Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Answer each pair of this file: two columns, source and target, separated by tabs, commas or "
            "semicolons, with or without a header (source and target, or from and to); - for standard input. One row "
            "per pair; --json has every answer in full.",
        ),
    ],
    None,
)
HTML = _parameter(
    "html", Annotated[bool, typer.Option("--html", help="Print a page of HTML, ready for the printer.")], False
)
OUTPUT = _parameter(
    "output",
    Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE.html", help="Write that page to this file.")],
    None,
)
CITE = _parameter(
    "cite",
    Annotated[
        str | None,
        typer.Option(metavar="plain|bibtex|ris|csl-json", help="Print the references of the answer in this style."),
    ],
    None,
)
