"""Add a curation sheet to a data file (all rows or none)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from msgspec import Struct

from kg import files, resources
from kg.curation import sheets
from kg.curation.check import Fault, changed, faults
from kg.curation.texts import FOLDER
from kg.errors import DataError
from kg.model.answer import Answer
from kg.signature import Flag, Metavar, asked
from kg.turtle.read import graph_of


class Added(Struct, frozen=True):
    """How many things of each kind were added."""

    documents: Annotated[int, "Documents."]
    studies: Annotated[int, "Studies."]
    concepts: Annotated[int, "Concepts."]
    values: Annotated[int, "Values."]
    claims: Annotated[int, "Claims."]
    passages: Annotated[int, "Passages."]
    evidence: Annotated[int, "Evidence items."]
    omissions: Annotated[int, "Omissions."]


class Add(Answer, frozen=True, tag="kg-add/2"):
    """What was added to a data file."""

    file: Annotated[str, "The data file."]
    sheet: Annotated[str, "The sheet."]
    added: Annotated[Added, "How many things of each kind were added."]
    notes: Annotated[
        tuple[Fault, ...], "New problems that do not prevent the addition, such as concepts without a claim."
    ]


@asked
def add(
    data: Annotated[
        Path | str | None,
        "The data file to change; by default that of this checkout.",
        Flag("--data"),
    ],
    sheet: Annotated[
        Path | str,
        "A sheet of documents, studies, concepts, evidence items, values or omissions.",
        Metavar("SHEET.tsv"),
    ],
    documents: Annotated[Path | str | None, FOLDER, Flag("--documents"), Metavar("DIR")] = None,
) -> Add:
    """Add a curation sheet to a data file (all rows or none).

    Offsets, digests, sections, text fragments and identifiers are computed from the documents.

    Example: kg add sheet.tsv --documents texts

    Raises DataError, with a line for each invalid row, or OutputError, and then writes nothing. docs/curation.md
    describes the sheets.
    """
    from kg.turtle.fields import Item
    from kg.turtle.parse import read_bytes
    from kg.turtle.write import extended

    path, table = Path(data) if data is not None else resources.own(), Path(sheet)
    read = read_bytes(path)
    graph = graph_of(path, read)
    added, problems = sheets.additions(graph, table, Path(documents) if documents is not None else None)
    if problems:
        raise DataError(*problems)
    items: list[Item] = [item for made in added.parts().values() for item in made.values()]
    merged = sheets.merged(graph, added)
    plain = [claim for claim in merged.claims.values() if claim.id in merged.supported]
    wanted = extended(read, path, items, plain)
    after, new = changed(path, read, wanted)
    refused = [f"{table}:{added.line(p)}: {p.message}; {p.repair}" for p in new if p.rule != "unused"]
    if refused:
        raise DataError(*refused)
    files.update(path, read, wanted)
    counts = Added(**{name: len(made) for name, made in added.parts().items()})
    return Add(str(path), str(table), counts, faults(after, new))
