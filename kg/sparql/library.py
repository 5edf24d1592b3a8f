"""The ready queries in ``queries/``: a title on the first line, what it shows on the other comment lines, the query."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Annotated

from msgspec import Struct

from kg import resources
from kg.errors import UsageError
from kg.turtle.parse import read_raw, utf8


class Ready(Struct, frozen=True):
    """A query that comes with the program; ``text`` is all of its file."""

    name: Annotated[str, "Its name, for --name."]
    title: Annotated[str, "What it asks, in a few words."]
    about: Annotated[str, "What it shows."]
    text: Annotated[str, "The query itself."]


def ready() -> Iterator[Ready]:
    """All ready queries, by name."""
    for path in sorted(resources.root().glob("queries/*.rq")):
        text = path.read_text(encoding="utf-8")
        title, *about = (line.lstrip("# ") for line in takewhile(lambda line: line[:1] == "#", text.splitlines()))
        yield Ready(path.stem, title, " ".join(about), text)


def named(name: str) -> Ready:
    """The ready query of this name; raises UsageError."""
    known = {query.name: query for query in ready()}
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else "kg sparql --list shows all"
        raise UsageError(f"unknown query “{name}”; {hint}")
    return known[name]


def given(query: str | None, name: str | None) -> str:
    """The text of a query: of a ready one by name, of a file ``….rq``, or the query itself.

    Raises UsageError and DataError.
    """
    if (query is None) == (name is None):
        raise UsageError("give one query: its text, a FILE.rq, or --name NAME (kg sparql --list shows names)")
    if query is None:
        return named(str(name)).text
    if query in {ready_one.name for ready_one in ready()}:
        raise UsageError(f"{query} is the name of a ready query; run it with --name {query}")
    if query.endswith(".rq") and "{" not in query:
        return utf8(read_raw(Path(query)), Path(query))
    return query.removeprefix("\ufeff")
