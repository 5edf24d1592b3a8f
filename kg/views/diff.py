"""How the differences between two versions of the data are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Annotated, NamedTuple

from kg.model.answer import Data
from kg.model.core import Sign
from kg.questions.diff import Asked, Diff
from kg.questions.parts.changes import Field, Named, NamedClaim, Resigned, Value
from kg.signature import Range
from kg.views.evidence import rated
from kg.views.page import Page

Entry = Named | NamedClaim | Field | Resigned
HEADER = "part change id name field was is reason replaced_by".split()
#: The parts of the data, in the order in which they are shown.
PARTS = (
    "claims influences evidence concepts studies documents quantities passages omissions withdrawals withdrawn_concepts"
).split()


class Kind(NamedTuple):
    """A kind of change: its title, the part of the data, and which fields it is about, or which not (``others``)."""

    title: str
    part: str
    change: str
    fields: tuple[str, ...] = ()
    others: bool = False


KINDS = (
    Kind("claims added", "claims", "added"),
    Kind("claims withdrawn", "claims", "withdrawn"),
    Kind("claims removed without a withdrawal record (an error in the data)", "claims", "vanished"),
    Kind("signs of claims changed", "claims", "changed", ("sign",)),
    Kind("confidences of claims changed", "claims", "changed", ("confidence",)),
    Kind("claims newly contested or no longer contested", "claims", "changed", ("contested",)),
    Kind("other changes to claims", "claims", "changed", ("sign", "confidence", "contested"), others=True),
    Kind("signs between two quantities changed", "influences", "changed"),
    Kind("evidence added", "evidence", "added"),
    Kind("evidence removed", "evidence", "removed"),
    Kind("stances of evidence changed", "evidence", "changed", ("stance",)),
    Kind("other changes to evidence", "evidence", "changed", ("stance",), others=True),
    Kind("concepts added", "concepts", "added"),
    Kind("concepts removed", "concepts", "removed"),
    Kind("concepts renamed", "concepts", "changed", ("label",)),
    Kind("cross-references of concepts changed", "concepts", "changed", ("exact", "close", "broad")),
    Kind("other changes to concepts", "concepts", "changed", ("label", "exact", "close", "broad"), others=True),
    *(Kind(f"{part} {change}", part, change) for part in PARTS[4:9] for change in ("added", "removed", "changed")),
    Kind("withdrawal records added", "withdrawals", "added"),
    Kind("withdrawal records removed (an error in the data)", "withdrawals", "removed"),
    Kind("withdrawal records changed", "withdrawals", "changed"),
    Kind("concepts withdrawn", "withdrawn_concepts", "added"),
    Kind("records of withdrawn concepts removed (an error in the data)", "withdrawn_concepts", "removed"),
    Kind("records of withdrawn concepts changed", "withdrawn_concepts", "changed"),
)
WORDS = {"": "nothing", "None": "nothing", "True": "yes", "False": "no", "-": "−"}


def text(
    page: Page,
    answer: Diff,
    *,
    limit: Annotated[int, "Maximum number of changes of each kind to list as text; 0 lists all.", Range(0)] = 10,
) -> None:
    """The number of changes of each kind, then the changes with old and new values."""
    versions = zip(answer.names, (answer.question.old, answer.data), strict=True)
    page.add(" → ".join(f"{name} ({_version(data)})" for name, data in versions), bold=True)
    kinds: list[tuple[str, Sequence[Asked | Sequence[Entry]]]] = [*_questions(answer), *_kinds(answer)]
    kinds = [(title, things) for title, things in kinds if things]
    for title, things in kinds:
        page.add(f"{len(things):6}  {title}")
    if not answer.different:
        page.add("No differences.")
    for title, things in kinds:
        page.title(f"{title[0].upper()}{title[1:]}: {len(things)}")
        for thing in things[: limit or None]:
            _question(page, thing) if isinstance(thing, Asked) else _thing(page, thing)
        if limit and len(things) > limit:
            page.add(f"… and {len(things) - limit} more; --limit 0 lists all", indent=2)


def _questions(answer: Diff) -> Iterator[tuple[str, Sequence[Asked]]]:
    """The questions whose answers changed, and the questions that neither version can answer."""
    asked = f"({len(answer.answers)} asked)"
    yield f"answers changed {asked}", [question for question in answer.answers if question.changed]
    unasked = [question for question in answer.answers if not question.changed and question.was.problem]
    yield f"questions that neither version can answer {asked}", unasked


def rows(answer: Diff) -> Iterator[Sequence[object]]:
    """A row for each change."""
    for part in PARTS:
        changes = getattr(answer, part)
        for change in changes.__struct_fields__:
            for entry in getattr(changes, change):
                yield [part, change, entry.id, entry.name, *_cells(entry)]
    for question in answer.answers:
        if question.changed:
            yield ["answers", "changed", question.id, question.name, "", question.was.words, question.is_.words, "", ""]


def _kinds(answer: Diff) -> Iterator[tuple[str, Sequence[Sequence[Entry]]]]:
    """What changed, by kind of change, each with a title."""
    for kind in KINDS:
        changes = getattr(getattr(answer, kind.part), kind.change)
        entries = (each for each in changes if not kind.fields or (each.field in kind.fields) is not kind.others)
        yield kind.title, [list(group) for _, group in groupby(entries, key=lambda entry: entry.id)]


def _thing(page: Page, entries: Sequence[Entry]) -> None:
    """What changed in one thing: its name, and the old and new value of each field."""
    first = entries[0]
    confidence = f"  {rated(first)}" if isinstance(first, NamedClaim) else ""
    page.add(f"{first.name}{confidence}", indent=2, hang=2)
    page.add(first.id, indent=6, dim=True)
    for entry in entries:
        if isinstance(entry, Field | Resigned):
            field = f"{entry.field.replace('_', ' ')} " if isinstance(entry, Field) else ""
            page.add(f"{field}was {_words(entry.was)}; is {_words(entry.is_)}", indent=6, hang=2)
    if isinstance(first, NamedClaim) and (record := first.withdrawal):
        instead = f" Instead: {record.replaced_by}" if record.replaced_by else ""
        page.add(f"was withdrawn on {record.date}: {record.reason}{instead}", indent=6, hang=2)


def _question(page: Page, question: Asked) -> None:
    """The old and new answer to a question, or why it cannot be answered."""
    problem = "" if question.changed else f": {question.was.problem}"
    page.add(f"{question.name}{problem}", indent=2, hang=2)
    page.add(question.id, indent=6, dim=True)
    if question.changed:
        page.add(f"was {question.was.words}; is {question.is_.words}", indent=6, hang=2)


def _version(data: Data) -> str:
    """The version and the first digits of its SHA-256."""
    return f"{data.version or 'no version'}, {data.sha256[:12]}"


def _words(value: Value | Sequence[Sign]) -> str:
    """A value in words: a sign with a true minus, an absent value as “nothing”."""
    if isinstance(value, tuple):
        return ", ".join(map(_words, value)) or "nothing"
    plain = value.value if isinstance(value, Sign) else str(value)
    return WORDS.get(plain, plain)


def _cells(entry: Entry) -> Sequence[object]:
    """The cells of a row after its name: field, was, is, reason, replaced_by."""
    record = entry.withdrawal if isinstance(entry, NamedClaim) else None
    changed = entry if isinstance(entry, Field | Resigned) else None
    return [
        entry.field if isinstance(entry, Field) else "",
        _cell(changed.was) if changed else "",
        _cell(changed.is_) if changed else "",
        record.reason if record else "",
        record.replaced_by if record else "",
    ]


def _cell(value: Value | Sequence[Sign]) -> object:
    if isinstance(value, tuple):
        return "; ".join(item.value if isinstance(item, Sign) else item for item in value)
    return value
