"""The rows of curation sheets that are about the literature: records of studies, and where a study was read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from kg.model.core import Evidence, Study
from kg.model.graph import KnowledgeGraph
from kg.turtle.facts import is_day

STUDIES = (
    "id title authors year journal volume issue pages doi pmid pmcid url design population baseline dose n effect "
    "finding status status_date status_note group group_reason trace trace_note"
).split()
#: The columns that an evidence sheet may end with: where and when a study was read, the place in it, and its figures.
READING = "read_at accessed place n effect".split()
#: The columns of a row that are fields of the same name, and those with another name.
_SAME = "title authors year journal volume issue pages doi pmid pmcid population baseline dose effect finding".split()
_OTHER = {"url": "verified_at", "n": "sample"}
_FORMS = {
    "year": (re.compile(r"(?:19|20)[0-9]{2}"), "four digits"),
    "doi": (re.compile(r"10\.[0-9]{4,}/\S+"), "a DOI without an address, 10.…"),
    "pmid": (re.compile(r"[0-9]{1,8}"), "digits only"),
    "pmcid": (re.compile(r"PMC[0-9]+"), "PMC and digits"),
    "url": (re.compile(r"https?://\S+"), "an address, https://…"),
    "read_at": (re.compile(r"https?://\S+|10\.[0-9]{4,}/\S+"), "an address or a DOI"),
}
_DAYS = ("status_date", "accessed")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
Row = Mapping[str, str]


class BadRow(Exception):
    """A row that cannot be added, with the reason."""


def slug(name: str) -> str:
    """A name that may be an identifier; raises BadRow."""
    if not _SLUG.fullmatch(name):
        raise BadRow(f"“{name}” is not an identifier; use lower-case letters, digits and single hyphens")
    return name


def study(graph: KnowledgeGraph, row: Row) -> Study:
    """The record of a study; raises BadRow."""
    _formed(row)
    if bool(row["status"]) != bool(row["status_date"]):
        raise BadRow("has only one of status and status_date; give the day on which the status was looked up")
    return Study(
        f"study:{slug(row['id'].removeprefix('study:'))}",
        _term(graph, row, "design", "StudyDesign"),
        _term(graph, row, "trace", "TraceStatus"),
        **{name: row[name] for name in (*_SAME, "group", "group_reason", "trace_note", "status_date", "status_note")},
        **{field: row[name] for name, field in _OTHER.items()},
        record_status=_term(graph, row, "status", "RecordStatus") if row["status"] else None,
    )


def read(item: Evidence, row: Row) -> Evidence:
    """An evidence item with where it was read, if its sheet has these columns; raises BadRow."""
    given = {name: row[name] for name in READING if row.get(name)}
    if not given:
        return item
    _formed(row)
    if item.passage is not None:
        raise BadRow(f"has {' and '.join(given)}, but cites a passage; these columns are for studies")
    if ("read_at" in given) != ("accessed" in given):
        raise BadRow("has only one of read_at and accessed; give where it was read, and the day")
    return replace(item, **{_OTHER.get(name, name): value for name, value in given.items()})


def _term(graph: KnowledgeGraph, row: Row, column: str, scheme: str) -> str:
    known = sorted(term.id for term in graph.terms.values() if term.scheme == scheme)
    if row[column] not in known:
        raise BadRow(f"the {column} “{row[column]}” is unknown; use one of {', '.join(known)}")
    return row[column]


def _formed(row: Row) -> None:
    """Reject identifiers, addresses and days of the wrong form."""
    for column, (form, wanted) in _FORMS.items():
        if row.get(column) and not form.fullmatch(row[column]):
            raise BadRow(f"the {column} “{row[column]}” has the wrong form; give {wanted}")
    for column in _DAYS:
        if row.get(column) and not is_day(row[column]):
            raise BadRow(f"the {column} “{row[column]}” is not a day; give it as 2026-11-21")
