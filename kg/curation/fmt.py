"""Format a data file: the canonical form has one object per line, in a fixed order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from kg import files, resources
from kg.model.answer import Answer
from kg.signature import asked


class Fmt(Answer, frozen=True, tag="kg-fmt/1"):
    """The result of formatting a data file."""

    file: Annotated[str, "The data file."]
    result: Annotated[
        Literal["canonical", "formatted", "not canonical"],
        "canonical: already in canonical form; formatted: now in canonical form; not canonical: it is not, and was not "
        "changed.",
    ]

    @property
    def answered(self) -> bool:
        """Whether the file is in canonical form."""
        return self.result != "not canonical"


@asked
def fmt(
    file: Annotated[Path | str | None, "A data file; by default the one that comes with the program."] = None,
    *,
    check: Annotated[bool, "Change nothing; exit with code 1 if the file is not in canonical form."] = False,
) -> Fmt:
    """Format a data file.

    Writes one object per line, in a fixed order, so that changes are easy to read.

    Example: kg fmt --check data/triples.ttl

    Raises DataError if the file is not Turtle, or contains something that would be lost; UsageError; OutputError.
    """
    from kg.turtle.parse import read_bytes
    from kg.turtle.write import canonical

    path = Path(file) if file is not None else resources.data() if check else resources.own()
    data = read_bytes(path)
    wanted = canonical(data, path)
    if wanted.encode() == data:
        return Fmt(str(path), "canonical")
    if check:
        return Fmt(str(path), "not canonical")
    files.update(path, data, wanted)
    return Fmt(str(path), "formatted")
