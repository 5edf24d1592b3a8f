"""The rows of curation sheets that are about the literature: records of studies, and where a study was read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from kg.errors import DataError
from kg.model.core import Evidence, Study

STUDIES = (
    "id title authors year journal volume issue pages doi pmid pmcid url design population baseline dose n effect "
    "finding status status_date status_note group group_reason trace trace_note"
).split()
#: The columns that an evidence sheet may end with: where and when a study was read, the place in it, and its figures.
READING = "read_at accessed place n effect".split()
#: The columns of a row that are fields of the same name, and those with another name.
_SAME = "title authors year journal volume issue pages doi pmid pmcid population baseline dose effect finding".split()
_OTHER = {"url": "verified_at", "n": "sample"}
_ADDRESS = re.compile(r"https?://\S+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
Row = Mapping[str, str]


def slug(name: str) -> str:
    """A name that may be an identifier; raises DataError."""
    if not _SLUG.fullmatch(name):
        raise DataError(f"“{name}” is not an identifier; use lower-case letters, digits and single hyphens")
    return name


def study(row: Row) -> Study:
    """The record of a study; raises DataError."""
    if row["url"] and not _ADDRESS.fullmatch(row["url"]):
        raise DataError(f"the url “{row['url']}” has the wrong form; give an address, https://…")
    return Study(
        f"study:{slug(row['id'].removeprefix('study:'))}",
        row["design"],
        row["trace"],
        **{name: row[name] for name in (*_SAME, "group", "group_reason", "trace_note", "status_date", "status_note")},
        **{field: row[name] for name, field in _OTHER.items()},
        record_status=row["status"] or None,
    )


def read(item: Evidence, row: Row) -> Evidence:
    """An evidence item with where it was read, if its sheet has these columns."""
    given = {name: row[name] for name in READING if row.get(name)}
    return replace(item, **{_OTHER.get(name, name): value for name, value in given.items()})
