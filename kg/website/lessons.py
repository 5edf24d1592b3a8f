"""Lessons for a class: an ordered list of states of the page, each with a heading and a sentence.

A lesson is a TOML file; ``data/lessons/`` holds the bundled ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from kg import resources
from kg.errors import DataError
from kg.model.graph import KnowledgeGraph
from kg.website import guides

#: The address of a state: names with values, after “#”.
ADDRESS = re.compile(r"#[a-z]+=[^&\s]+(&[a-z]+=[^&\s]+)*")
#: The views of the page.
VIEWS = tuple("start focus path map debates table whatif learn quiz about".split())
Text = Annotated[str, Meta(pattern=r"\S", max_length=400)]
Minutes = Annotated[int, Meta(ge=1, le=240)]


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """A state of the page by its address, with a heading, a sentence and its minutes; 0 if none are given."""

    show: Text
    heading: Text
    tell: Text
    minutes: Minutes = 0


class Lesson(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A lesson; its ``id``, which stands in addresses, is made from the name of its file."""

    id: str = ""
    title: Text
    minutes: Minutes
    steps: Annotated[tuple[Step, ...], Meta(min_length=1, max_length=40)] = field(name="step")


def load(graph: KnowledgeGraph, files: Iterable[Path] = (), *, bundled: bool = False) -> tuple[Lesson, ...]:
    """The lessons of some files, and those of the program with its stories (``bundled``); raises DataError."""
    stories = [guide.id for guide in guides.load(graph)] if bundled else []
    own = sorted(resources.data("lessons").glob("*.toml")) if bundled else []
    found: dict[str, Lesson] = {}
    for file in [*own, *files]:
        lesson = read(graph, file, stories)
        if lesson.id in found:
            raise DataError(f"{file}: another lesson is named “{lesson.id}”; rename the file")
        found[lesson.id] = lesson
    return tuple(found.values())


def read(graph: KnowledgeGraph, file: Path, stories: Sequence[str] = ()) -> Lesson:
    """The lesson of a file, with these stories in the page; raises DataError with the place and the remedy."""
    lesson = resources.toml(file, Lesson)
    name = name_of(file)
    if not name:
        raise DataError(f"{file}: the name of the file has no letter; rename it, such as my-lesson.toml")
    for number, step in enumerate(lesson.steps, 1):
        _check(graph, stories, step.show, f"{file}: step {number}")
    minutes, total = lesson.minutes, sum(step.minutes for step in lesson.steps)
    if total > minutes or (total < minutes and all(step.minutes for step in lesson.steps)):
        raise DataError(f"{file}: “minutes” is {minutes}, but the steps have {total} together; correct one of them")
    return replace(lesson, id=name)


def name_of(file: Path) -> str:
    """The name of a lesson in addresses, from that of its file."""
    return re.sub(r"[^a-z0-9]+", "-", file.stem.casefold()).strip("-")


def _check(graph: KnowledgeGraph, stories: Sequence[str], show: str, where: str) -> None:
    """Raise DataError if an address is not a state of the page, or names something that the page does not have."""
    if not ADDRESS.fullmatch(show):
        raise DataError(f"{where}: “{show}” is not a state of the page; copy the end of its address, from # on")
    for part in show[1:].split("&"):
        name, _, value = part.partition("=")
        _known(graph, stories, name, unquote(value), where)


def _known(graph: KnowledgeGraph, stories: Sequence[str], name: str, value: str, where: str) -> None:
    """Whether a part of an address names something in the page."""
    kind = value.partition(":")[0]
    known = {"concept": graph.concepts, "claim": graph.claims}.get(kind)
    if known is not None and value not in known:
        raise DataError(f"{where}: unknown {kind} “{value}”; try: kg find WORDS")
    for part, kind, names in (("v", "view", VIEWS), ("guide", "story", stories)):
        if name == part and value not in names:
            raise DataError(f"{where}: unknown {kind} “{value}”; use {', '.join(names) or 'another view'}")
