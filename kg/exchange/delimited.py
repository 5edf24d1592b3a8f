"""The rows of a table: tab- or comma-separated text, or JSON lines.

Tab-separated text is read as KGX reads it: unquoted, except for cells that a spreadsheet has quoted.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from kg.errors import DataError
from kg.exchange.given import Given
from kg.exchange.report import Report, Table

#: Words for an empty value. "NA" may be a name, for example of sodium.
NULL = frozenset({"", "none", "nan", "n/a", "#n/a", "<na>", "null", r"\n"})
#: The length of the longest of these words.
_NULL = max(map(len, NULL))
NAMES = frozenset({"id", "name", "synonym", "description", "subject", "object"})
#: What may separate cells.
SEPARATORS = "\t,;"
#: Maximum length of a cell of comma-separated text.
LONGEST = 1 << 20
_LISTED = re.compile(r"""\[\s*((?:'[^']*'|"[^"]*")(?:\s*,\s*(?:'[^']*'|"[^"]*"))*)?\s*\]""")
_ITEM = re.compile(r"""'([^']*)'|"([^"]*)\"""")


def columns(file: Given) -> list[str]:
    """The names of the columns of a table, or of the keys of its first row; empty if it does not seem to be a table."""
    line = next((line for line in file.start.split("\n") if line.strip()), "").rstrip("\r")
    if line.lstrip().startswith("{"):
        try:
            first = json.loads(line)
        except (ValueError, RecursionError):
            return []
        return list(first) if isinstance(first, dict) else []
    return _split(line, separator(line))


def separator(line: str) -> str:
    """What separates the cells of a line: what is there most often, tabs before commas before semicolons."""
    return "\t" if "\t" in line else max(SEPARATORS, key=line.count)


def rows(
    file: Given,
    table: Table,
    known: Iterable[str],
    report: Report,
    names: Iterable[str] = NAMES,
    header: list[str] | None = None,
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table with their line numbers, one by one: the cells of the columns that are ``known``.

    The other columns are reported. ``names`` are the columns in which "NA" is a name. If a
    ``header`` is given, no line is one, and comments are skipped. Raises DataError if it is not such a table.
    """
    given, header = header is not None, header if header is not None else columns(file)
    known, names = frozenset(known), frozenset(names)
    report.columns(table, header, known)
    if file.start.lstrip().startswith("{"):
        seen = set(header)
        for number, found in _objects(file):
            if not found.keys() <= seen:
                seen |= found.keys()
                report.columns(table, list(found), known)
            yield number, {name: _emptied(name, shown(found[name]), names) for name in found if name in known}
        return
    kept = [(name, place) for place, name in enumerate(header) if name in known]
    for number, cells in _cells(file, table, header, report, comments=given):
        cells.extend([""] * (len(header) - len(cells)))
        yield number, {name: _emptied(name, cell, names) if (cell := cells[place]) else "" for name, place in kept}


def values(cell: str) -> list[str]:
    """The values of a cell: separated by ``|``, or a list as Python and JSON print it."""
    if cell.startswith("[") and (listed := _LISTED.fullmatch(cell)):
        parts: Iterable[str] = (one or two for one, two in _ITEM.findall(listed[0]))
    else:
        parts = cell.split("|")
    # no letter gets shorter in small letters
    return [part for part in map(str.strip, parts) if len(part) > _NULL or part.casefold() not in NULL]


def _emptied(column: str, cell: str, names: Collection[str]) -> str:
    """A cell, empty if it has a word for an empty value."""
    if len(cell) > _NULL:
        return cell
    word = cell.casefold()
    return "" if word in NULL or (word == "na" and column not in names) else cell


def _cells(
    file: Given, table: Table, header: list[str], report: Report, *, comments: bool
) -> Iterator[tuple[int, list[str]]]:
    """The cells of the rows of separated text.

    Cells that are missing at the end of a row are empty, unless the row ends within a quoted cell.
    """
    for number, cells in _separated(file, comments=comments):
        while len(cells) > len(header) and not cells[-1]:
            cells.pop()
        broken = len(cells) < len(header) and cells[-1].startswith('"') and not cells[-1].endswith('"')
        if broken or len(cells) > len(header):
            what = "row that ends within a quoted cell, left out" if broken else "row with too many cells, left out"
            place = file.place(number)
            report.leave(table, place, what, f"{len(cells)} cells instead of {len(header)}")
        elif any(cells) and cells != header:
            yield number, cells


def _separated(file: Given, *, comments: bool) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line after the first, or of each that is not a comment."""
    lines = file.lines()
    if comments:
        lines = ((number, line) for number, line in lines if not line.startswith("#"))
    number, first = next(lines, (0, ""))
    mark = separator(first)
    if comments:
        lines = chain([(number, first)], lines)
    if mark == "\t":
        yield from ((number, _split(line, mark)) for number, line in lines)
        return
    numbers = [number]

    def text() -> Iterator[str]:
        for numbers[0], line in lines:
            yield f"{line}\n"

    csv.field_size_limit(LONGEST)
    start = number + 1
    try:
        for cells in csv.reader(text(), delimiter=mark):
            yield numbers[0], [cell.strip() for cell in cells]
            start = numbers[0] + 1
    except csv.Error as error:
        raise DataError(f"{file.shown}:{start}: not comma-separated text ({error}); save the table again") from None


def _split(line: str, mark: str) -> list[str]:
    """The cells of one line."""
    if mark == "\t":
        return [*map(_cell if '"' in line else str.strip, line.split(mark))]
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=mark), [])]
    except csv.Error:
        return []


def _objects(file: Given) -> Iterator[tuple[int, dict[str, object]]]:
    """The objects of JSON lines."""
    for number, line in file.lines():
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            raise DataError(f"{file.shown}:{number}: not a JSON object; give one on each line")
        yield number, row


def shown(value: object) -> str:
    """A JSON value as a cell."""
    if isinstance(value, list):
        return "|".join(shown(part).replace("|", "/") for part in value)
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cell(text: str) -> str:
    """A cell without the quotes that a spreadsheet adds."""
    text = text.strip()
    inner = text[1:-1].replace('""', "")
    quoted = len(text) > 1 and text[0] == text[-1] == '"' and '"' not in inner
    return text[1:-1].replace('""', '"').strip() if quoted else text
