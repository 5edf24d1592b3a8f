"""Files of JSON that are read as a whole, within a bound."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from kg.errors import DataError
from kg.exchange.given import Given

#: Maximum size of a file that is read as a whole: its values take some ten times as much memory.
LARGEST = 512 << 20


def text(file: Given) -> bytes:
    """All bytes of a file; raises DataError if it is damaged, or too large to be read as a whole."""
    with file.open() as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise DataError(f"{file.shown}: is larger than {LARGEST >> 20} MiB; split it, or leave out what is not needed")
    return data.removeprefix(b"\xef\xbb\xbf")


def value(file: Given) -> Any:
    """The value of a file of JSON; raises DataError if it is not JSON.

    NaN and Infinity, which are not JSON but written by Python, are read, too.
    """
    data = text(file)
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{file.shown}: not JSON ({_why(error)}); save or download the file again") from None


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}: {error.msg}"
    return "nested too deeply" if isinstance(error, RecursionError) else "not UTF-8, or a number that is too long"


def shown(value: object) -> str:
    """A value of JSON as a text; empty if it is null, a list or an object."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.12g}" if isinstance(value, int | float) else ""


def mapping(value: object) -> dict[str, Any]:
    """An object of JSON; empty if it is something else."""
    return value if isinstance(value, dict) else {}


def sequence(value: object) -> list[Any]:
    """A list of JSON; empty if it is something else."""
    return value if isinstance(value, list) else []


def line_by_line(file: Given) -> Iterator[Any]:
    """The value of each line of JSON lines; raises DataError where a line is not JSON."""
    for number, line in file.lines():
        if line.isspace():
            continue
        try:
            yield msgspec.json.decode(line)
        except (msgspec.DecodeError, RecursionError):
            raise DataError(f"{file.shown}:{number}: not JSON; give one value on each line") from None
