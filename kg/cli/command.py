"""Makes a command from the signature of its function, and prints its answer."""

from __future__ import annotations

import functools
import inspect
import os
import shlex
import shutil
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import typer
from msgspec.structs import replace

from kg import registry, signature
from kg.cli.options import CITE, DATA, FORM, HTML, JSON, MAPPINGS, OUTPUT, PAIRS, WITH, option, positional
from kg.cli.output import Format, as_json_text, linking, note, progress, put, table_text
from kg.errors import UsageError
from kg.model.answer import Answer
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import join_directions
from kg.signature import Parameter, Typed

if TYPE_CHECKING:
    from kg.views.page import Page

#: Maximum width of prose; wider lines are hard to read.
WIDEST = 110
#: Instead of a style of references: the answer as a page to print.
PAGE = "\0page"
#: The commands that have --pairs.
PAIRED = ("path", "effect")


def command(name: str) -> Callable[..., None]:
    """The function that Typer calls for a command."""
    function = registry.function(name)
    view = registry.view(function.__module__)
    known = signature.parameters(function)
    shown = signature.parameters(view.text)
    first = next(iter(inspect.signature(function).parameters), "")
    cites, prints, paired = "cite" in dir(view), "printed" in dir(view), name in PAIRED

    def run(**given: Any) -> None:
        form: Format = "json" if given.pop("as_json") else given["form"] if forms else "text"
        if forms:
            given.pop("form")
        options = {name: option.checked(given.pop(name)) for name, option in shown.items()}
        style, output = _style(given) if prints or cites else (None, None)
        if style is not None and form != "text":
            flag = "--html and --output make a page" if style == PAGE else "--cite prints references"
            raise UsageError(f"{flag} only; leave out --format and --json")
        pairs = given.pop("pairs", None)
        if pairs is not None and (given.pop("words") or style is not None):
            raise UsageError("--pairs replaces the two concepts and prints no references; leave out both and --cite")
        arguments = _arguments(known, given) if pairs is None else []
        others = [given.pop(option.name, None) for option in (WITH, MAPPINGS)]
        ask = function
        if first == "graph":
            places = given.pop("data"), *others
            ask = _repeatable(function, *places)
            arguments = [loaded(*places), *arguments]
        elif first == "data":
            data = given.pop("data")
            arguments = [loaded(data, *others) if any(others) else data, *arguments]
        if hasattr(view, "BUSY"):
            progress(view.BUSY)
        values = {name: value for name, value in given.items() if value is not None}
        if pairs is not None:
            from kg.cli.pairs import answer as answer_pairs

            answer_pairs(ask, arguments[0], values, pairs, form, _laid_out)
            return
        answer = ask(*arguments, **values)
        if style is None or not answer.answered:
            show(answer, form, options)
        else:
            from kg.exchange.citations import cite

            _give(view.printed(answer) if style == PAGE else cite(answer, style), output)

    forms = "form" not in known
    asked = sorted((p for p in known.values() if not p.positional), key=lambda p: p.name == "data")
    several = first in ("graph", "data") and registry.COMMANDS[name].group != "Curate"
    parameters = [
        *positional(known, required=not paired),
        *map(option, asked),
        *([PAIRS] if paired else []),
        *map(option, shown.values()),
        *([CITE] if cites else []),
        *([HTML, OUTPUT] if prints else []),
        *([DATA] if first == "graph" else []),
        *([WITH, MAPPINGS] if several else []),
        *([FORM] if forms else []),
        JSON,
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    run.__doc__ = help_of(function, registry.COMMANDS[name].summary)
    return run


def loaded(data: Path | None, with_: Sequence[Path] | None, mappings: Sequence[Path] | None) -> KnowledgeGraph:
    """The graph of a data file, or several as one."""
    from kg.turtle.read import load

    return load(data, with_=with_ or (), mappings=mappings or ())


def _repeatable(
    function: Callable[..., Any], data: Path | None, with_: Sequence[Path] | None, mappings: Sequence[Path] | None
) -> Callable[..., Any]:
    """The function, but the command in its answer also loads the same graph."""
    given = {"--data": [data] if data else (), "--with": with_ or (), "--mappings": mappings or ()}
    options = [word for flag, places in given.items() for place in places for word in (flag, str(place))]

    @functools.wraps(function)
    def asked(*arguments: Any, **values: Any) -> Any:
        answer = function(*arguments, **values)
        known = getattr(answer, "command", None)
        return replace(answer, command=f"{known} {shlex.join(options)}") if known and options else answer

    return asked


def help_of(function: Callable[..., Any], summary: str) -> str:
    """The text of ``--help``: the summary, then the docstring of the function up to its example."""
    parts = inspect.cleandoc(function.__doc__ or "").split("\n\n")[1:]
    end = next((n for n, part in enumerate(parts, 1) if part.startswith("Example:")), 0)
    return "\n\n".join([summary, *parts[:end]])


def _arguments(known: Mapping[str, Parameter], given: MutableMapping[str, Any]) -> list[Any]:
    """The concepts among the given values; several words become one text.

    If the last concept is optional, any other number of words is a question in words.
    """
    positional = [p for p in known.values() if p.positional]
    concepts = [p for p in positional if p.typed is Typed.CONCEPT]
    if not concepts:
        given.update({p.name: " ".join(given[p.name]) for p in positional if p.typed is Typed.WORDS})
        return []
    words = join_directions(given.pop("words") or [])
    if concepts[0].many:
        return list(words) if concepts[0].name == "concepts" else [words]
    if not words:
        raise UsageError("give two concepts, or a file of pairs with --pairs; -h shows the help")
    if len(words) != len(concepts):
        if not concepts[-1].required:
            return [" ".join(words)]
        wanted = "1 concept" if len(concepts) == 1 else f"{len(concepts)} concepts"
        got = f"{len(words)} ({' | '.join(words)})"
        raise UsageError(f"expected {wanted}, got {got}; put names of several words in quotes")
    return words


def show(answer: Answer, form: Format, options: Mapping[str, Any] = MappingProxyType({})) -> None:
    """Print an answer on standard output; the exit code is 1 if it is empty."""
    if form == "json":
        body = as_json_text(answer.plain())
    elif form == "text":
        from kg.views import page_of

        body = _laid_out(page_of(answer, **options))
    else:
        from kg.views.table import table

        body = table_text(*table(answer), form)
    typer.echo(body, color=False if os.environ.get("NO_COLOR") else None)
    if not answer.answered:
        raise typer.Exit(1)


def _style(given: MutableMapping[str, Any]) -> tuple[str | None, Path | None]:
    """What is printed instead of the answer, if anything, and the file for it."""
    cite, page, output = (given.pop(name, None) for name in ("cite", "html", "output"))
    return (PAGE if page or output else cite), output


def _give(text: str, output: Path | None) -> None:
    if output is None:
        put(text)
        return
    from kg.website import pages

    pages.save(output, text)
    note(f"wrote {output}")


def _laid_out(page: Page) -> str:
    """A page as text: 80 columns wide in a pipe, else as wide as the terminal, within limits."""
    from kg.views.wrap import hyperlink, lines

    width = max(40, min(shutil.get_terminal_size((80, 24)).columns, WIDEST))
    return "\n".join(lines(page, width, _styled, hyperlink if linking() else None))


def _styled(line: str, part: Any) -> str:
    if not (part.bold or part.dim or part.colour):
        return line
    return typer.style(line, bold=part.bold or None, dim=part.dim or None, fg=part.colour or None)
