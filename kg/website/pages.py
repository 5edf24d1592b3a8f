"""Saving pages: only a page of this program is replaced."""

from __future__ import annotations

from pathlib import Path

from kg import files
from kg.errors import OutputError

#: What marks a page of this program, in its ``<meta name="generator">``.
GENERATOR = "vitamin-d-kg"
DESCRIPTION = "Signed, cited, contested: how vitamin D acts, claim by claim, each with its source."
TITLE = "Vitamin D mechanisms"
#: The title and description of a graph in another file, or without a version: not a version of this one.
NEUTRAL = "Causes and effects"
#: The mark, or what earlier versions wrote instead, near the start of a page.
MARKS = tuple(f'content="{mark}">'.encode() for mark in (GENERATOR, DESCRIPTION))
HEAD = 16_384
#: What the name of a page may end in.
NAMED = ("", ".html", ".htm")


def save(path: Path, page: str) -> None:
    """Write a page; raises OutputError, also for a file that is neither empty nor a page of this program.

    It is not written under the name of another format either, such as that of a picture.
    """
    if not ours(files.current(path) or b""):
        raise OutputError(f"{path}: was not made by kg, so it is not replaced; remove it, or choose another place")
    if path.suffix.lower() not in NAMED:
        raise OutputError(f"{path}: the page is HTML; name it {path.with_suffix('.html').name}")
    files.write(path, page)


def ours(content: bytes) -> bool:
    """Whether the content of a file may be replaced by a page."""
    head = content[:HEAD]
    return not content or (head.startswith(b"<!DOCTYPE html>") and any(mark in head for mark in MARKS))
