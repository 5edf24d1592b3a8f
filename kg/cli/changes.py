"""The command that compares two versions of the data: diff."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

from kg import resources
from kg.cli import options
from kg.cli.app import app
from kg.cli.output import Format, Text, View, show
from kg.errors import UsageError
from kg.questions import diff as changes
from kg.questions import standing
from kg.turtle.read import load

Entries = list[dict[str, Any]]
#: What is told of each part, in this order: title, kind of change, and the fields that it is about (None: all others).
SECTIONS: dict[str, list[tuple[str, str, tuple[str, ...] | None]]] = {
    "claims": [
        ("claims added", "added", None),
        ("claims withdrawn", "withdrawn", None),
        ("claims vanished without a record, which is a fault", "vanished", None),
        ("claims re-signed", "changed", ("sign",)),
        ("confidences of claims changed", "changed", ("confidence",)),
        ("claims newly contested, or no longer", "changed", ("contested",)),
        ("claims otherwise changed", "changed", None),
    ],
    "influences": [("signs between two quantities changed", "changed", None)],
    "evidence": [
        ("evidence added", "added", None),
        ("evidence removed", "removed", None),
        ("stances of evidence changed", "changed", ("stance",)),
        ("evidence otherwise changed", "changed", None),
    ],
    "concepts": [
        ("concepts added", "added", None),
        ("concepts removed", "removed", None),
        ("concepts renamed", "changed", ("label",)),
        ("concepts regrounded", "changed", ("exact", "close", "broad")),
        ("concepts otherwise changed", "changed", None),
    ],
    **{
        part: [(f"{part} {change}", change, None) for change in ("added", "removed", "changed")]
        for part in ("studies", "documents", "quantities", "passages", "omissions")
    },
    "withdrawals": [
        ("records of claims withdrawn before", "added", None),
        ("records of withdrawn claims removed, which is a fault", "removed", None),
        ("records of withdrawn claims changed", "changed", None),
    ],
}
HEADER = "part change id name field was is reason replaced_by".split()


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A data file, the earlier version.")],
    new: Annotated[
        Path | None, typer.Argument(metavar="NEW", help="The later version; else the data of the program.")
    ] = None,
    questions: Annotated[
        Path | None,
        typer.Option("--questions", metavar="FILE", help="Ask these of both, not the questions of the program."),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", help="How many of each kind of change the text lists; 0 lists all.")
    ] = 10,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """What changed between two versions of the data.

    Claims, evidence, confidences, concepts and sources, and which answers changed. The exit code is 1 if nothing did.

    Example: kg diff old.ttl
    """
    if limit < 0:
        raise UsageError(f"limit is {limit}; give a number, 0 for all")
    asked = standing.load(questions)
    answer = changes.diff(load(old), load(new), asked)

    def text(page: Text) -> None:
        versions = ((old, answer["question"]["old"]), (new or resources.data(), answer["data"]))
        page.add(" → ".join(f"{path.name} ({_version(data)})" for path, data in versions), bold=True)
        told = [(title, _things(entries)) for title, entries in (*_answers(answer), *_sections(answer))]
        for title, things in told:
            page.add(f"{len(things):6}  {title}")
        if not answer["different"]:
            page.add("No difference.")
        for title, things in told:
            page.add()
            page.add(f"{title[0].upper()}{title[1:]}: {len(things)}", bold=True)
            for entries in things[: limit or None]:
                _thing(page, entries)
            if limit and len(things) > limit:
                page.add(f"… and {len(things) - limit} more; --limit 0 lists all", indent=2)

    show(View(lambda: answer, text, HEADER, lambda: _rows(answer), answer["different"]), form, as_json=as_json)


def _version(data: dict[str, Any]) -> str:
    """Which version a file holds, and the first digits of its SHA-256."""
    return f"{data['version'] or 'no version'}, {data['sha256'][:12]}"


def _answers(answer: dict[str, Any]) -> Iterator[tuple[str, Entries]]:
    """The questions whose answers changed, and those that neither version can be asked."""
    asked = answer["answers"]
    changed = [{**q, "was": q["was"]["words"], "is": q["is"]["words"]} for q in asked if q["changed"]]
    unasked = [
        {"id": q["id"], "name": f"{q['name']}: {q['was']['problem']}"}
        for q in asked
        if not q["changed"] and q["was"]["problem"]
    ]
    for title, entries in (("answers changed", changed), ("questions that neither version can be asked", unasked)):
        if entries:
            yield f"{title} ({len(asked)} asked)", entries


def _sections(answer: dict[str, Any]) -> Iterator[tuple[str, Entries]]:
    """What there is to tell of each part, under its title."""
    for part, sections in SECTIONS.items():
        named = {field for _, _, fields in sections for field in fields or ()}
        for title, change, fields in sections:
            found = [
                entry
                for entry in answer[part][change]
                if (entry["field"] in fields if fields else entry.get("field") not in named)
            ]
            if found:
                yield title, found


def _things(entries: Entries) -> list[Entries]:
    """The entries of each thing, which may have changed in several fields."""
    return [list(group) for _, group in groupby(entries, key=_id)]


def _id(entry: dict[str, Any]) -> str:
    """What an entry is about: its identifier, or the two quantities."""
    return entry["id"] if "id" in entry else f"{entry['source']} {entry['target']}"


def _thing(page: Text, entries: Entries) -> None:
    """What changed in one thing: what it is called, what each field was and is."""
    first = entries[0]
    page.add(
        f"{first['name']}  {first['confidence']:.2f}" if "confidence" in first else first["name"], indent=2, hang=2
    )
    page.add(_id(first), indent=6, dim=True)
    for entry in entries:
        if "was" in entry:
            field = f"{entry['field'].replace('_', ' ')} " if "field" in entry else ""
            page.add(f"{field}was {_words(entry['was'])}; is {_words(entry['is'])}", indent=6, hang=2)
    if record := first.get("withdrawal"):
        instead = f" Instead: {record['replaced_by']}" if record["replaced_by"] else ""
        page.add(f"was withdrawn on {record['date']}: {record['reason']}{instead}", indent=6, hang=2)


def _words(value: object) -> str:
    """A value in words: a sign with a real minus, and what is not there as nothing."""
    if isinstance(value, list):
        return ", ".join(map(_words, value)) or "nothing"
    return {"-": "−", "None": "nothing", "": "nothing", "True": "yes", "False": "no"}.get(str(value), str(value))


def _rows(answer: dict[str, Any]) -> Iterator[list[object]]:
    for part in SECTIONS:
        for change, entries in answer[part].items():
            for entry in entries:
                record = entry.get("withdrawal") or {}
                facts = [entry.get("field", ""), *(_cell(entry.get(key)) for key in ("was", "is"))]
                more = [record.get(key) or "" for key in ("reason", "replaced_by")]
                yield [part, change, _id(entry), entry["name"], *facts, *more]
    for question in answer["answers"]:
        if question["changed"]:
            words = [question[key]["words"] for key in ("was", "is")]
            yield ["answers", "changed", question["id"], question["name"], "", *words, "", ""]


def _cell(value: object) -> object:
    return "; ".join(value) if isinstance(value, list) else "" if value is None else value
