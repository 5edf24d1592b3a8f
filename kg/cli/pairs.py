"""Answers for many pairs at once: ``--pairs FILE`` of the questions about a source and a target."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import typer

from kg import signature
from kg.cli.output import Format, as_json_text, note, progress, table_text
from kg.errors import DataError, KgError, UsageError
from kg.model.answer import Answer
from kg.model.filters import Steps, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.schema import answers
from kg.turtle.parse import read_raw, utf8
from kg.views.page import Page
from kg.views.table import pair_cells, pair_header

#: Limits of a file of pairs.
MOST_PAIRS, MOST_BYTES = 1_000, 1_000_000
#: Maximum number of characters of a cell.
LONGEST = 131_072
#: How many pairs are answered between two signs of progress.
MANY = 20
ENDS = ("source", "target")
#: The names of the two columns in a header.
HEADERS = (ENDS, ("from", "to"), ("subject", "object"), ("cause", "effect"), ("start", "end"))


class Pair(NamedTuple):
    """One line of the file; ``error`` says what is wrong with it, or why it has no answer."""

    line: int
    source: str
    target: str
    error: str = ""


#: A pair with its answer; without one, the pair has the reason.
Answered = tuple[Pair, Answer | None]


def read(file: Path) -> list[Pair]:
    """The pairs of a file; raises DataError, or UsageError if there are none or too many.

    A header is optional; with one, the columns named source and target (or by other usual words, such as from and to)
    count, and others are ignored.
    """
    content = sys.stdin.buffer.read(MOST_BYTES + 1) if str(file) == "-" else read_raw(file)
    if len(content) > MOST_BYTES:
        raise UsageError(f"{file} is larger than {MOST_BYTES / 1e6:g} MB; split it")
    text = utf8(content, file)
    pairs: list[Pair] = []
    columns: Sequence[int] = ()
    csv.field_size_limit(LONGEST)  # of the whole process: what is read before may have raised it
    separator = next((mark for mark in "\t,;" if mark in text.partition("\n")[0]), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            names = [cell.casefold() for cell in cells]
            if not any(cells):
                continue
            if not pairs and not columns and (found := _header(names)):
                columns = found
            else:
                pairs.append(_pair(reader.line_num, cells, columns))
    except csv.Error as error:
        raise DataError(f"{file}:{reader.line_num}: not a table ({error}); separate two columns by commas") from None
    if not pairs:
        raise UsageError(f"{file} has no pairs; give two columns, source and target")
    if len(pairs) > MOST_PAIRS:
        raise UsageError(f"{file} has {len(pairs):,} pairs, more than {MOST_PAIRS:,}; split it")
    return pairs


def _header(names: Sequence[str]) -> list[int]:
    """The places of the two columns, if these are names of columns: source and target, or other usual words."""
    return next(([names.index(end) for end in ends] for ends in HEADERS if set(ends) <= set(names)), [])


def _pair(line: int, cells: list[str], columns: Sequence[int]) -> Pair:
    expected = max(columns, default=1) + 1
    while len(cells) > expected and not cells[-1]:
        cells.pop()
    if len(cells) < expected or (not columns and len(cells) > expected):
        return Pair(line, cells[0], "", f"expected {expected} columns, got {len(cells)}")
    source, target = (cells[place] for place in columns or (0, 1))
    return Pair(line, source, target)


def answer(
    function: Callable[..., Answer],
    graph: KnowledgeGraph,
    options: Mapping[str, object],
    file: Path,
    form: Format,
    page: Callable[[Page], str],
) -> None:
    """Print the answers for all pairs of a file; the exit code is 1 if none has an answer.

    ``page`` lays out a page. Raises KgError for options that are wrong for every pair.
    """
    known = signature.parameters(function)
    checked = {name: known[name].checked(value) for name, value in options.items()}
    filters = {name: value for name, value in checked.items() if name in Steps.__annotations__}
    filtered(graph, **filters)  # what is wrong for every pair; a question finds what is left once for all
    found = _asked(function, graph, checked, file, read(file))
    any_ = _put_json(found) if form == "json" else _put_rows(found, answers(function)[0], form, page)
    if not any_:
        raise typer.Exit(1)


def _asked(
    function: Callable[..., Answer],
    graph: KnowledgeGraph,
    options: Mapping[str, object],
    file: Path,
    pairs: Sequence[Pair],
) -> Iterator[Answered]:
    """Each pair with its answer; errors are also reported on standard error."""
    for number, pair in enumerate(pairs):
        if len(pairs) > MANY and number % MANY == 0:
            progress(f"{number:,} of {len(pairs):,} pairs …")
        answered, given = pair, None
        if not pair.error:
            try:
                given = function(graph, pair.source, pair.target, **options)
            except KgError as problem:
                answered = pair._replace(error=" ".join(str(problem).split()))
        if answered.error:
            note(f"kg: {file}:{pair.line}: {answered.error}")
        yield answered, given


def _put_json(found: Iterable[Answered]) -> bool:
    """Print each answer as soon as there is one, so that many large answers need little memory."""
    typer.echo('{\n  "schema": "kg-pairs/1",\n  "answers": [', nl=False)
    any_, separator = False, ""
    for pair, given in found:
        any_ = any_ or (given is not None and given.answered)
        plain = {**pair._asdict(), "error": pair.error or None}
        body = as_json_text({**plain, "answer": given.plain() if given is not None else None})
        typer.echo(separator + "\n    " + body.replace("\n", "\n    "), nl=False)
        separator = ","
    typer.echo("\n  ]\n}")
    return any_


def _put_rows(found: Iterable[Answered], kind: type[Answer], form: Format, page: Callable[[Page], str]) -> bool:
    """Print one row per pair."""
    from kg.views import add_left_out

    columns = pair_header(kind)
    header = [*ENDS, *columns, "error"]
    listed = list(found)
    answered = [given for _, given in listed if given]
    rows: list[list[object]] = [
        [pair.source, pair.target, *(pair_cells(given) if given else [""] * len(columns)), pair.error]
        for pair, given in listed
    ]
    if form == "text":
        shown = Page()
        for given in answered[:1]:
            add_left_out(shown, given)
        shown.table(header, [list(map(str, row)) for row in rows])
        typer.echo(page(shown))
    else:
        typer.echo(table_text(header, rows, form))
    return any(given.answered for given in answered)
