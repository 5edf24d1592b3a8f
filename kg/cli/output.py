"""All output to the terminal: answers, files for other programs, and notes."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from enum import Enum

import typer

from kg.errors import UsageError
from kg.model.characters import escaped, harmless


class Format(str, Enum):
    """How an answer is printed."""

    text = "text"
    json = "json"
    csv = "csv"
    md = "md"


def as_json_text(plain: object) -> str:
    """Plain values as JSON, with invisible characters and those that could manipulate a terminal escaped."""
    import json

    return escaped(json.dumps(plain, ensure_ascii=False, indent=2))


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
