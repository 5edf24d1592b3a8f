"""How answers reach the terminal: colours, wrapping, tables, JSON. Nothing else prints."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import typer

from kg.errors import UsageError

#: Prose wider than this is hard to read, however wide the terminal.
WIDEST = 110
#: Control characters and those that turn text round: in a file or a question they could steer a terminal.
_STEERING = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


class Format(str, Enum):
    """How an answer is printed."""

    text = "text"
    json = "json"
    csv = "csv"
    md = "md"


@dataclass
class Text:
    """Lines for people, wrapped to the terminal."""

    width: int
    lines: list[str] = field(default_factory=list)

    def put(self, *lines: str) -> None:
        """Add lines as they stand, however long."""
        self.lines += map(harmless, lines)

    def add(self, text: str = "", *, indent: int = 0, hang: int = 0, **style: Any) -> None:
        """Add a paragraph; ``hang`` indents its further lines, ``style`` is that of typer.style."""
        first, rest = " " * indent, " " * (indent + hang)
        wrapped = textwrap.wrap(
            harmless(text),
            self.width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        self.lines += [typer.style(line, **style) if style else line for line in wrapped or [""]]


@dataclass(frozen=True)
class View:
    """One answer in every form, each made only when it is wanted."""

    json: Callable[[], dict[str, Any]]
    text: Callable[[Text], None]
    header: Sequence[str]
    rows: Callable[[], Iterable[Sequence[object]]]
    answered: bool = True


def show(view: View, form: Format, *, as_json: bool = False) -> None:
    """Print an answer to standard output; exit code 1 if the question has none."""
    if as_json or form is Format.json:
        body = as_json_text(view.json())
    elif form is Format.csv:
        import csv

        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(view.header)
        writer.writerows(view.rows())
        body = harmless(stream.getvalue().rstrip("\n"))
    elif form is Format.md:
        rows = [view.header, ["---"] * len(view.header), *view.rows()]
        body = "\n".join("| " + " | ".join(map(_cell, row)) + " |" for row in rows)
    else:
        # 80 columns in a pipe; the terminal's own width, within reason, for a person.
        page = Text(max(40, min(shutil.get_terminal_size((80, 24)).columns, WIDEST)))
        view.text(page)
        body = "\n".join(page.lines)
    typer.echo(body, color=False if os.environ.get("NO_COLOR") else None)
    if not view.answered:
        raise typer.Exit(1)


def as_json_text(plain: object) -> str:
    """Plain values as JSON, without what could steer a terminal."""
    import json

    body = json.dumps(plain, ensure_ascii=False, indent=2)
    return re.sub(_STEERING, lambda match: f"\\u{ord(match[0]):04x}", body)


def _cell(value: object) -> str:
    return harmless(" ".join(str(value).split())).replace("|", "\\|")


def harmless(text: str) -> str:
    """A text of a file or a question without what could steer a terminal."""
    return text if text.isprintable() else re.sub(_STEERING, "\ufffd", text.replace("\r\n", "\n"))


def put(text: str | bytes) -> None:
    """Print a text as it stands, for other programs to read; a terminal gets it without what could steer it."""
    if sys.stdout.isatty():
        text = harmless(text if isinstance(text, str) else text.decode(errors="replace"))
    typer.echo(text, nl=False)


def note(text: str) -> None:
    """Tell something beside the answer, on standard error."""
    typer.echo(harmless(text), err=True)


def progress(text: str) -> None:
    """Show that long work goes on, if a person watches standard error."""
    if sys.stderr.isatty():
        note(text)


def missing(name: str) -> UsageError:
    """The error for a command whose libraries are not installed."""
    return UsageError(f"{name} needs more libraries; install them: python3 -m pip install 'vitamin-d-kg[{name}]'")
