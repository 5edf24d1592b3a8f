"""The rows of a KGX table: tab-separated text or JSON lines, plain or compressed, alone or in a parcel of both tables.

Tables are read as KGX reads them: unquoted, ``|`` between values; cells quoted by a spreadsheet are unquoted.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.errors import DataError
from kg.exchange.report import Report
from kg.turtle.parse import LARGEST, read_raw, utf8

Row = Mapping[str, str]
#: The columns that each table must have.
NEEDED: Mapping[str, tuple[str, ...]] = {"nodes": ("id",), "edges": ("subject", "predicate", "object")}
#: Words for an empty value. "NA" may be a name: of sodium, for one.
NULL = frozenset({"", "none", "nan", "n/a", "#n/a", "<na>", "null", r"\n"})
NAMES = frozenset({"id", "name", "synonym", "description", "subject", "object"})
_LISTED = re.compile(r"""\[\s*((?:'[^']*'|"[^"]*")(?:\s*,\s*(?:'[^']*'|"[^"]*"))*)?\s*\]""")
_ITEM = re.compile(r"""'([^']*)'|"([^"]*)\"""")


def rows(table: str, path: Path, report: Report, known: Iterable[str]) -> Iterator[tuple[int, Row]]:
    """The rows of a table with their line numbers; columns that are not ``known`` are reported.

    Raises DataError if it is not such a table.
    """
    text = _text(path, table)
    lines = [(number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    objects = bool(lines) and lines[0][1].lstrip().startswith("{")
    columns: dict[str, None] = {}
    found = _objects(path, lines) if objects else _cells(table, path, lines, report)
    made = []
    for number, row in found:
        columns.update(dict.fromkeys(row))
        if number:
            made.append((number, {column: _emptied(column, cell) for column, cell in row.items()}))
    if any(column not in columns for column in NEEDED[table]):
        raise _not_a_table(table, path)
    report.unused[table] = tuple(column for column in columns if column not in set(known))
    report.rows[table] += len(made)
    needed = dict.fromkeys(NEEDED[table], "")
    for number, row in made:
        yield number, {**needed, **row}


def values(cell: str) -> list[str]:
    """The values of a cell: separated by ``|``, or a list as Python and JSON print it."""
    if listed := _LISTED.fullmatch(cell):
        parts: Iterable[str] = (one or two for one, two in _ITEM.findall(listed[0]))
    else:
        parts = cell.split("|")
    return [part.strip() for part in parts if part.strip().casefold() not in NULL]


def _emptied(column: str, cell: str) -> str:
    """A cell, empty if it has a word for an empty value."""
    word = cell.casefold()
    return "" if word in NULL or (word == "na" and column not in NAMES) else cell


def _not_a_table(table: str, path: Path) -> DataError:
    wanted = ", ".join(NEEDED[table])
    return DataError(
        f"{path}: not a KGX table of {table}; give tab-separated text with the columns {wanted}, each once, "
        "or JSON lines with these keys"
    )


def _cells(
    table: str, path: Path, lines: list[tuple[int, str]], report: Report
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of tab-separated text, first the columns as row 0.

    Cells that are missing at the end of a row are empty, unless the row ends within a quoted cell.
    """
    header = [_cell(cell) for cell in lines[0][1].split("\t")] if lines else []
    if any(header.count(column) != 1 for column in NEEDED[table]):
        raise _not_a_table(table, path)
    yield 0, dict.fromkeys(filter(None, header), "")
    for number, line in lines[1:]:
        cells = [_cell(cell) for cell in line.split("\t")]
        while len(cells) > len(header) and not cells[-1]:
            cells.pop()
        broken = len(cells) < len(header) and cells[-1].startswith('"') and not cells[-1].endswith('"')
        if broken or len(cells) > len(header):
            report.rows[table] += 1
            what = "row that ends within a quoted cell, left out" if broken else "row with too many cells, left out"
            report.miss(what, f"{table}, line {number}: {len(cells)} instead of {len(header)}")
        else:
            yield number, dict(zip(header, cells, strict=False))


def _objects(path: Path, lines: list[tuple[int, str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of JSON lines."""
    for number, line in lines:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            raise DataError(f"{path}:{number}: not a JSON object; give one on each line")
        yield number, {name: _shown(value) for name, value in row.items()}


def _shown(value: object) -> str:
    """A JSON value as a cell."""
    if isinstance(value, list):
        return "|".join(_shown(part).replace("|", "/") for part in value)
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _text(path: Path, table: str) -> str:
    """The text of a table; raises DataError if it is damaged, not UTF-8 or has a NUL character."""
    data = read_raw(path)
    if data.startswith(b"\x1f\x8b"):
        try:
            with gzip.open(io.BytesIO(data)) as packed:
                data = packed.read(LARGEST + 1)
        except (OSError, EOFError, zlib.error):
            raise DataError(f"{path}: not a whole gzip file; download or compress it again") from None
    if len(data) > LARGEST:
        raise DataError(f"{path}: is larger than {LARGEST >> 20} MiB; split it, or leave out what is not needed")
    if data[257:262] == b"ustar":
        data = _member(path, data, table)
    text = utf8(data, path)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise DataError(f"{path}:{line}: has a NUL character, so it is not text; save the table again as UTF-8")
    return text


def _member(path: Path, data: bytes, table: str) -> bytes:
    """The table of that name in a tar file."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as parcel:
            for member in parcel:
                if Path(member.name).name.startswith("."):  # what macOS adds of its own
                    continue
                if re.search(rf"{table}\.(?:tsv|jsonl)$", member.name) and (file := parcel.extractfile(member)):
                    return file.read()
    except (tarfile.TarError, OSError):
        pass
    raise DataError(f"{path}: has no file whose name ends with {table}.tsv or {table}.jsonl; name the table")


def _cell(text: str) -> str:
    """A cell without the quotes that a spreadsheet adds."""
    text = text.strip()
    inner = text[1:-1].replace('""', "")
    quoted = len(text) > 1 and text[0] == text[-1] == '"' and '"' not in inner
    return text[1:-1].replace('""', '"').strip() if quoted else text
