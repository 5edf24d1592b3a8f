"""Your own rows as a table, for the terminal and for notebooks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from html import escape

from msgspec import Struct

from kg.views.html import grid


@dataclass(frozen=True)
class Table:
    """A table of texts; ``print`` aligns it, and a notebook shows addresses as links."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        widths = [max(map(len, column)) for column in zip(self.header, *self.rows, strict=True)]
        lines = [self.header, tuple("-" * width for width in widths), *self.rows]
        padded = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
        return "\n".join("  ".join(line).rstrip() for line in padded)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return grid(self.header, self.rows, _html)


def table(rows: Iterable[Mapping[str, object] | Struct], *columns: str) -> Table:
    """Rows, such as parts of an answer, as a table with these columns (default: all); a missing value is empty.

    >>> print(table([{"claim": "a raises b", "sources": ["x", "y"]}, {"claim": "b lowers c"}], "claim", "sources"))
    claim       sources
    ----------  -------
    a raises b  x, y
    b lowers c
    """
    listed = [row if isinstance(row, Mapping) else _fields(row) for row in rows]
    header = columns or tuple(dict.fromkeys(name for row in listed for name in row))
    return Table(header, tuple(tuple(_text(row.get(name)) for name in header) for row in listed))


def _fields(row: Struct) -> dict[str, object]:
    names = zip(row.__struct_encode_fields__, row.__struct_fields__, strict=True)
    return {name: getattr(row, field) for name, field in names}


def _text(value: object) -> str:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_text, value))
    return "" if value is None else " ".join(str(value).split())


def _html(cell: str) -> str:
    """A cell as HTML: an address is a link with the name of its site; everything else is escaped."""
    shown = escape(cell)
    if not re.fullmatch(r"https://\S+", cell):
        return shown
    site = escape(cell.partition("//")[2].partition("/")[0])
    return f'<a href="{shown}" target="_blank" rel="noopener noreferrer">{site}</a>'
