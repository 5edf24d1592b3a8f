"""All output to the terminal: answers, files for other programs, and notes."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Literal

import typer

from kg.errors import UsageError
from kg.model.characters import escaped, harmless, unread

#: How an answer is printed.
Format = Literal["text", "json", "csv", "md"]


def as_json_text(plain: object) -> str:
    """Plain values as JSON, with invisible characters and those that could manipulate a terminal escaped."""
    import json

    return escaped(json.dumps(plain, ensure_ascii=False, indent=2))


def table_text(header: Sequence[object], rows: Sequence[Sequence[object]], form: Format) -> str:
    """Rows as csv or Markdown."""
    return _csv(header, rows) if form == "csv" else _markdown(header, rows)


def _csv(header: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    import csv
    import io

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(map(_seen, header))
    writer.writerows([unread(_seen(cell)) for cell in row] for row in rows)
    return stream.getvalue().rstrip("\n")


def _seen(cell: object) -> object:
    """A cell as a reader sees it: an invisible character before a formula does not protect."""
    return harmless(cell) if isinstance(cell, str) else cell


def _markdown(header: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    body = ([unread(_cell(cell), "\\", "=+-@") for cell in row] for row in rows)
    lines = [map(_cell, header), ["---"] * len(header), *body]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in lines)


def _cell(value: object) -> str:
    """A cell of Markdown: HTML, links and marks of emphasis are shown, not made."""
    text = re.sub(
        r"[\\|`*]|~(?=~)|(?<!\w)_|_(?!\w)", r"\\\g<0>", " ".join(harmless(" ".join(str(value).split())).split())
    )
    text = re.sub(r"&(?=#|\w+;)", "&amp;", text)
    return re.sub(r"<(?=[A-Za-z/!?])", "&lt;", text).replace("](", "]\\(")


def put(text: str | bytes) -> None:
    """Print a text unchanged for other programs; on a terminal, remove characters that could manipulate it."""
    if sys.stdout.isatty():
        text = harmless(text if isinstance(text, str) else text.decode(errors="replace"))
    typer.echo(text, nl=False)


def linking() -> bool:
    """Whether texts may be links: only on a terminal that was not asked to be plain."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def note(text: str) -> None:
    """Print a note on standard error; do nothing if that cannot be written."""
    with suppress(OSError):
        typer.echo(harmless(text), err=True)


def progress(text: str) -> None:
    """Show progress on standard error, if that is a terminal."""
    if sys.stderr.isatty():
        note(text)


def missing(name: str) -> UsageError:
    """The error for a command whose libraries are not installed."""
    return UsageError(f"{name} needs more libraries; install them: python3 -m pip install 'vitamin-d-kg[{name}]'")
