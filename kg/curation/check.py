"""Check a data file against every rule."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from msgspec import Struct

from kg import resources
from kg.curation import rules
from kg.model.answer import Answer, Kept
from kg.model.core import Problem
from kg.model.graph import KnowledgeGraph
from kg.signature import asked
from kg.turtle.read import Loaded, examine


class Fault(Struct, frozen=True):
    """One problem of a data file."""

    line: Annotated[int, "Line of the subject, from 1."]
    rule: Annotated[str, "The rule that is broken."]
    subject: Annotated[str, "The resource that breaks it."]
    message: Annotated[str, "What is wrong with it."]
    repair: Annotated[str, "How to correct it."]


class Check(Answer, frozen=True, tag="kg-check/1", dict=True):
    """What is wrong in a data file."""

    file: Annotated[str, "The data file."]
    problems: Annotated[tuple[Fault, ...], "The problems; none if the file passes every rule."]
    graph = Kept[KnowledgeGraph]()  # the part of the file that could be read

    @property
    def answered(self) -> bool:
        """Whether the file passes every rule."""
        return not self.problems


@asked
def check(
    file: Annotated[Path | str | None, "A data file; by default the one that comes with the program."] = None,
) -> Check:
    """Check a data file against every rule.

    Reports each problem with its line and a fix.

    Example: kg check data/triples.ttl

    Raises DataError if the file cannot be read or is not Turtle.
    """
    loaded = examine(Path(file) if file is not None else resources.data())
    found = Check(str(loaded.path), faults(loaded, problems(loaded)))
    vars(found)["graph"] = loaded.graph
    return found


def problems(loaded: Loaded) -> list[Problem]:
    """The problems found by the rules, and those found by the SHACL shapes for other subjects."""
    from kg.turtle import shacl

    found = rules.run(loaded)
    named = {problem.subject for problem in found}
    return [*found, *(p for p in shacl.validate(loaded.data, loaded.path) if p.subject not in named)]


def changed(path: Path, read: bytes, wanted: str) -> tuple[Loaded, list[Problem]]:
    """A data file with a new content, and the problems that the old one did not have."""
    before, after = problems(examine(path, read)), examine(path, wanted.encode())
    return after, [problem for problem in problems(after) if problem not in before]


def faults(loaded: Loaded, found: list[Problem]) -> tuple[Fault, ...]:
    """Problems of a data file with their lines."""
    lines = loaded.lines
    return tuple(Fault(lines.get(p.subject, 1), p.rule, p.subject, p.message, p.repair) for p in found)
