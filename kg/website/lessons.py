"""Lessons for a class: an ordered list of states of the page, each with a heading and a sentence.

A lesson is a TOML file; ``data/lessons/`` holds the bundled ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from msgspec import Struct

from kg import resources
from kg.errors import DataError
from kg.model.graph import KnowledgeGraph
from kg.website import guides

#: Most steps of a lesson, minutes, and characters of a text.
STEPS, MINUTES, LONGEST = 40, 240, 400
#: The address of a state: names with values, after “#”.
ADDRESS = re.compile(r"#[a-z]+=[^&\s]+(&[a-z]+=[^&\s]+)*")
#: The views of the page.
VIEWS = tuple("start focus path map debates table whatif learn quiz about".split())
KEYS = {"lesson": ("title", "minutes", "step"), "step": ("show", "heading", "tell", "minutes")}


class Step(Struct, frozen=True):
    """A state of the page by its address, with a heading, a sentence and its minutes."""

    show: str
    heading: str
    tell: str
    minutes: int = 0


class Lesson(Struct, frozen=True):
    """A lesson; its name stands in addresses."""

    id: str
    title: str
    minutes: int
    steps: tuple[Step, ...]


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
    table = resources.table(file)
    name = name_of(file)
    if not name:
        raise DataError(f"{file}: the name of the file has no letter; rename it, such as my-lesson.toml")
    _keys(table, "lesson", str(file))
    steps = table.get("step")
    if not isinstance(steps, list) or not 1 <= len(steps) <= STEPS:
        raise DataError(f"{file}: a lesson needs 1 to {STEPS} steps; write each as [[step]]")
    found = tuple(_step(graph, stories, step, f"{file}: step {n}") for n, step in enumerate(steps, 1))
    minutes = _minutes(table, str(file))
    if not minutes:
        raise DataError(f"{file}: “minutes” is missing; write minutes = 30")
    total = sum(step.minutes for step in found)
    if total > minutes or (total < minutes and all(step.minutes for step in found)):
        raise DataError(f"{file}: “minutes” is {minutes}, but the steps have {total} together; correct one of them")
    return Lesson(name, _text(table, "title", str(file)), minutes, found)


def name_of(file: Path) -> str:
    """The name of a lesson in addresses, from that of its file."""
    return re.sub(r"[^a-z0-9]+", "-", file.stem.casefold()).strip("-")


def _step(graph: KnowledgeGraph, stories: Sequence[str], step: Any, where: str) -> Step:
    if not isinstance(step, dict):
        raise DataError(f"{where}: is not a table; write each step as [[step]]")
    _keys(step, "step", where)
    show = _text(step, "show", where)
    if not ADDRESS.fullmatch(show):
        raise DataError(f"{where}: “{show}” is not a state of the page; copy the end of its address, from # on")
    for part in show[1:].split("&"):
        name, _, value = part.partition("=")
        _known(graph, stories, name, unquote(value), where)
    return Step(show, _text(step, "heading", where), _text(step, "tell", where), _minutes(step, where))


def _known(graph: KnowledgeGraph, stories: Sequence[str], name: str, value: str, where: str) -> None:
    """Whether a part of an address names something in the page."""
    kind = value.partition(":")[0]
    known = {"concept": graph.concepts, "claim": graph.claims}.get(kind)
    if known is not None and value not in known:
        raise DataError(f"{where}: unknown {kind} “{value}”; try: kg find WORDS")
    for part, kind, names in (("v", "view", VIEWS), ("guide", "story", stories)):
        if name == part and value not in names:
            raise DataError(f"{where}: unknown {kind} “{value}”; use {', '.join(names) or 'another view'}")


def _keys(table: Mapping[str, Any], kind: str, where: str) -> None:
    if wrong := [name for name in table if name not in KEYS[kind]]:
        raise DataError(f"{where}: unknown key “{wrong[0]}”; use {', '.join(KEYS[kind])}")


def _text(table: Mapping[str, Any], name: str, where: str) -> str:
    value = guides.text(table, name, where).strip()
    if len(value) > LONGEST:
        raise DataError(f"{where}: “{name}” has {len(value)} characters; use at most {LONGEST}")
    return value


def _minutes(table: Mapping[str, Any], where: str) -> int:
    """The minutes of a lesson or step; 0 if none are given."""
    value = table.get("minutes", 0)
    if type(value) is not int or not ("minutes" not in table or 1 <= value <= MINUTES):
        raise DataError(f"{where}: “minutes” is {value}; give a whole number from 1 to {MINUTES}")
    return value
