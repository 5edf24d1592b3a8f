"""Adding a curation sheet to a data file, whole or not at all, and checking the file against every rule."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from kg import files
from kg.curation import rules as checks
from kg.curation import sheets
from kg.curation.sheets import Additions
from kg.errors import DataError
from kg.model.core import Problem, Stance
from kg.turtle.read import Loaded, examine, load


class Added(Struct, frozen=True):
    """What was added, and what the rules have to say of it that does not stand in the way: concepts without a claim."""

    items: Additions
    notes: tuple[Problem, ...]

    def __str__(self) -> str:
        return sheets.summary(self.items)


def add(data: Path | str, sheet: Path | str, documents: Path | str | None = None) -> Added:
    """Add a sheet to the data file ``data``; ``documents`` is the folder with the texts that it cites.

    Raises DataError, with a line for each bad row, and then writes nothing. docs/curation.md describes the sheets.
    """
    from kg.turtle.fields import Item
    from kg.turtle.parse import read_bytes
    from kg.turtle.write import extended

    path, table = Path(data), Path(sheet)
    graph = load(path)
    added, problems = sheets.additions(graph, table, Path(documents) if documents is not None else None)
    if problems:
        raise DataError(*problems)
    items: list[Item] = [item for _, made in added.parts() for item in made.values()]
    merged = sheets.merged(graph, added)
    supported = {item.claim for item in merged.evidence.values() if item.stance == Stance.SUPPORTS}
    plain = [claim for claim in merged.claims.values() if claim.id in supported]
    wanted = extended(read_bytes(path), path, items, plain)
    before = checks.run(examine(path))
    new = [problem for problem in checks.run(examine(path, wanted.encode())) if problem not in before]
    told = [f"{table}:{added.line(p)}: {p.message}; {p.repair}" for p in new if p.rule != "unused"]
    if told:
        raise DataError(*told)
    files.write(path, wanted)
    return Added(added, tuple(new))


def check(data: Path | str) -> list[Problem]:
    """All that is wrong in a data file; raises DataError if it is no Turtle."""
    return problems(examine(Path(data)))


def problems(loaded: Loaded) -> list[Problem]:
    """The problems of the rules, and those of the SHACL shapes about what the rules did not name."""
    from kg.turtle import shacl

    found = checks.run(loaded)
    named = {problem.subject for problem in found}
    return [*found, *(p for p in shacl.validate(loaded.text.encode(), loaded.path) if p.subject not in named)]
