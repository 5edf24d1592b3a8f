"""A page as lines of wrapped text; a table that is too wide for columns lists the cells of each row vertically."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from kg.model.characters import harmless
from kg.views.page import Page, Paragraph, Table

GAP = "  "

Style = Callable[[str, Paragraph], str]
Link = Callable[[str, str], str]


def lines(page: Page, width: int, style: Style = lambda line, _: line, link: Link | None = None) -> Iterator[str]:
    """The lines of a page; ``style`` styles each line of a paragraph, ``link`` makes a text a link to an address."""
    for part in page.parts:
        if isinstance(part, Table):
            yield from _table(part, width, style)
        elif part.exact:
            yield harmless(part.text)
        elif part.address:
            yield from (style(line, part) for line in _linked(part, width, link))
        else:
            yield from (style(line, part) for line in _wrapped(part, width))


def hyperlink(text: str, address: str) -> str:
    r"""A text as a link of a terminal (OSC 8); anything but printable ASCII in the address is escaped.

    >>> hyperlink("a page", "https://a.example/\x1bß")
    '\x1b]8;;https://a.example/%1B%C3%9F\x1b\\a page\x1b]8;;\x1b\\'
    """
    from urllib.parse import quote

    escaped = re.sub("[^!-~]", lambda match: quote(match[0], errors="replace"), address)
    return f"\x1b]8;;{escaped}\x1b\\{text}\x1b]8;;\x1b\\"


def _linked(part: Paragraph, width: int, link: Link | None) -> list[str]:
    """The lines of a paragraph with an address: links, or the text and the address (below it if it only fits there)."""
    if link is None:
        *above, last = _wrapped(part._replace(text=part.unlinked), width)
        address = harmless(part.address)
        both, alone = f"{last} {address}", " " * (part.indent + part.hang) + address
        return [*above, last, alone] if len(alone) <= width < len(both) else [*above, both]
    cut = [(line[: len(line) - len(line.lstrip())], line.lstrip()) for line in _wrapped(part, width)]
    return [f"{space}{link(text, part.address)}" for space, text in cut]


def _wrapped(part: Paragraph, width: int) -> list[str]:
    first, rest = " " * part.indent, " " * (part.indent + part.hang)
    wrapped = textwrap.wrap(
        harmless(part.text),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapped or [""]


def _table(table: Table, width: int, style: Style) -> Iterator[str]:
    header = [harmless(cell) for cell in table.header]
    rows = [[harmless(cell) for cell in row] for row in table.rows]
    room = width - len(GAP) * (len(header) - 1)
    columns = list(zip(header, *rows, strict=True))
    widest = [max(map(len, column)) for column in columns]
    least = [max(len(word) for cell in column for word in cell.split() or [""]) for column in columns]
    if sum(least) > room:
        yield from _records(header, rows, width)
        return
    spare, wish = room - sum(least), max(1, sum(widest) - sum(least))
    widths = [low + min(high - low, spare * (high - low) // wish) for low, high in zip(least, widest, strict=True)]
    bold = Paragraph("", bold=True)
    yield from (style(line, bold) for line in _cells(header, widths))
    yield from _cells(["-" * width for width in widths], widths)
    laid_out = [list(_cells(row, widths)) for row in rows]
    apart = [""] if any(len(row) > 1 for row in laid_out) else []
    for number, row in enumerate(laid_out):
        yield from [*(apart if number else []), *row]


def _cells(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    cells = [
        textwrap.wrap(cell, max(1, width), break_long_words=False, break_on_hyphens=False)
        for cell, width in zip(row, widths, strict=True)
    ]
    for parts in zip_longest(*cells, fillvalue="") if any(cells) else [[""] * len(cells)]:
        yield GAP.join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()


def _records(header: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    widest = max(map(len, header))
    for number, row in enumerate(rows):
        if number:
            yield ""
        for name, cell in zip(header, row, strict=True):
            yield from _wrapped(Paragraph(f"{name:{widest}}{GAP}{cell}", hang=widest + len(GAP)), width)
