"""What reaches the terminal: answers, files for other programs, and notes. Nothing else prints."""

from __future__ import annotations

import sys
from enum import Enum

import typer

from kg.errors import UsageError


class Format(str, Enum):
    """How an answer is printed."""

    text = "text"
    json = "json"
    csv = "csv"
    md = "md"


def as_json_text(plain: object) -> str:
    """Plain values as JSON, without what could steer a terminal."""
    import json
    import re

    from kg.views.wrap import STEERING

    body = json.dumps(plain, ensure_ascii=False, indent=2)
    return re.sub(STEERING, lambda match: f"\\u{ord(match[0]):04x}", body)


def put(text: str | bytes) -> None:
    """Print a text as it stands, for other programs to read; a terminal gets it without what could steer it."""
    if sys.stdout.isatty():
        from kg.views.wrap import harmless

        text = harmless(text if isinstance(text, str) else text.decode(errors="replace"))
    typer.echo(text, nl=False)


def note(text: str) -> None:
    """Say something beside the answer, on standard error."""
    from kg.views.wrap import harmless

    typer.echo(harmless(text), err=True)


def progress(text: str) -> None:
    """Show that long work goes on, if a person watches standard error."""
    if sys.stderr.isatty():
        note(text)


def missing(name: str) -> UsageError:
    """The error for a command whose libraries are not installed."""
    return UsageError(f"{name} needs more libraries; install them: python3 -m pip install 'vitamin-d-kg[{name}]'")
