"""A table for people: columns side by side where they fit the page, else the cells of each row below each other."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import typer

from kg.cli.output import Text

GAP = "  "


def add(page: Text, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Add a table with a header; cells are wrapped, and no word is broken."""
    room = page.width - len(GAP) * (len(header) - 1)
    columns = list(zip(header, *rows, strict=True))
    widest = [max(map(len, column)) for column in columns]
    least = [max(len(word) for cell in column for word in cell.split() or [""]) for column in columns]
    if sum(least) > room:
        _records(page, header, rows)
        return
    spare, wish = room - sum(least), max(1, sum(widest) - sum(least))
    widths = [low + min(high - low, spare * (high - low) // wish) for low, high in zip(least, widest, strict=True)]
    page.lines += [typer.style(line, bold=True) for line in _wrapped(header, widths)]
    page.lines += _wrapped(["-" * width for width in widths], widths)
    told = [list(_wrapped(row, widths)) for row in rows]
    apart = [""] if any(len(lines) > 1 for lines in told) else []
    for number, lines in enumerate(told):
        page.lines += [*(apart if number else []), *lines]


def _wrapped(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    cells = [
        textwrap.wrap(cell, max(1, width), break_long_words=False, break_on_hyphens=False)
        for cell, width in zip(row, widths, strict=True)
    ]
    for parts in zip_longest(*cells, fillvalue="") if any(cells) else [[""] * len(cells)]:
        yield GAP.join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()


def _records(page: Text, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    width = max(map(len, header))
    for number, row in enumerate(rows):
        if number:
            page.add()
        for name, cell in zip(header, row, strict=True):
            page.add(f"{name:{width}}{GAP}{cell}", hang=width + len(GAP))
