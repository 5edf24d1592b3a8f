"""Reviewed mappings between the concepts of two graphs, in SSSOM: a table, after comments with metadata.

Simple Standard for Sharing Ontological Mappings: Matentzoglu et al. 2022, doi:10.1093/database/baac035. A row joins two
concepts only if it is an exact match that is not negated; of the metadata, only the prefixes are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from kg import resources
from kg.errors import DataError
from kg.turtle.names import curie, is_curie
from kg.turtle.parse import read_raw, utf8

NEEDED = ("subject_id", "predicate_id", "object_id")
EXACT = "skos:exactMatch"
#: The ending of the mappings that come with the program.
ENDING = ".sssom.tsv"
_PREFIX = re.compile(r"\s+([A-Za-z][\w.-]*):\s*[\"']?(\S+?)[\"']?\s*")


class Mapping(Struct, frozen=True):
    """One row: two identifiers, and how they match; ``predicate`` begins with ``not`` if the row is negated."""

    subject: str
    predicate: str
    object: str


def located(file: Path | str) -> Path:
    """A file of mappings, or the one of that name that comes with the program."""
    path = Path(file)
    bundled = resources.data(f"mappings/{path}{ENDING}")
    return bundled if path.name == str(file) and not path.exists() and bundled.is_file() else path


def read(path: Path, data: bytes | None = None) -> list[Mapping]:
    """The rows of a file of mappings; raises DataError, with the line, if it is malformed."""
    text = utf8(read_raw(path) if data is None else data, path)
    if "\0" in text:
        raise DataError(f"{path}: has a NUL character, so it is not text; save the table again as UTF-8")
    return list(_rows(path, text))


def _rows(path: Path, text: str) -> Iterator[Mapping]:
    prefixes: dict[str, str] = {}
    within, header = False, list[str]()
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#") and not header:
            found = _PREFIX.fullmatch(line[1:].rstrip("\r"))
            within = line[1:].strip() == "curie_map:" or (within and found is not None)
            if within and found:
                prefixes[found[1]] = found[2]
        elif line.strip():
            cells = [cell.strip().removeprefix('"').removesuffix('"') for cell in line.split("\t")]
            if header:
                yield _mapping(f"{path}:{number}", header, cells, prefixes)
            elif any(cells.count(name) != 1 for name in NEEDED):
                wanted = ", ".join(NEEDED)
                raise DataError(
                    f"{path}:{number}: not an SSSOM table; give tab-separated columns, among them {wanted}, each once"
                )
            else:
                header = cells
    if not header:
        raise DataError(f"{path}: is empty; give an SSSOM table with the columns {', '.join(NEEDED)}")


def _mapping(place: str, header: list[str], cells: list[str], prefixes: dict[str, str]) -> Mapping:
    while len(cells) > len(header) and not cells[-1]:
        cells.pop()
    if len(cells) > len(header):
        raise DataError(f"{place}: has {len(cells)} cells, more than the {len(header)} columns; separate them by tabs")
    row = {**dict.fromkeys(header, ""), **dict(zip(header, cells, strict=False))}
    given = [_name(row[name], prefixes) for name in NEEDED]
    for column, name in zip(NEEDED, given, strict=True):
        if not is_curie(name):
            raise DataError(f"{place}: {column} is “{row[column]}”; give a CURIE, such as HP:0003419")
    subject, predicate, object_ = given
    return Mapping(subject, f"not {predicate}" if row.get("predicate_modifier") else predicate, object_)


def _name(text: str, prefixes: dict[str, str]) -> str:
    """A CURIE as this program writes it: by the prefixes of the file, if it has any."""
    prefix, colon, local = text.partition(":")
    if colon and not local.startswith("//") and prefix in prefixes:
        found = curie(prefixes[prefix] + local)
        return found if is_curie(found) else text
    return curie(text)
