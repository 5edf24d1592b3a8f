"""Any table of signed edges whose columns the user names, or whose names speak for themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.errors import UsageError
from kg.exchange.delimited import columns, rows
from kg.exchange.families import Edge, Item, Options
from kg.exchange.families.parts.signed import AFFECTS, Cells, identifier, prefix_of, publications
from kg.exchange.given import Given
from kg.exchange.relations import relation
from kg.exchange.report import Report

#: The names of columns that are recognised by themselves, in small letters.
KNOWN: Mapping[str, tuple[str, ...]] = {
    "source": ("source",),
    "target": ("target",),
    "sign": ("sign", "mor", "polarity"),
    "relation": ("relation", "interaction", "effect"),
    "reference": ("pmid", "pmids", "reference", "references", "publications"),
}
EMPTY = "edge with an empty sign or relation, imported without a sign"


def recognises(file: Given) -> bool:
    """Whether the columns are called source, target, and sign or relation; others have to be named."""
    found = _columns(file, Options())
    return bool(found["source"] and found["target"] and (found["sign"] or found["relation"]))


def _columns(file: Given, options: Options) -> dict[str, str]:
    """The columns by their role, empty if there is none; raises UsageError if one that is named is missing."""
    names = columns(file)
    small = {name.casefold(): name for name in reversed(names)}
    if _numbers(names, options):
        return {role: getattr(options, role) for role in KNOWN}
    missing = [column for column in options[:-1] if column and column.casefold() not in small]
    if missing:
        raise UsageError(f"{file.shown}: has no column “{missing[-1]}”; its columns are {', '.join(names) or 'none'}")
    found = {}
    for role, guesses in KNOWN.items():
        wanted = getattr(options, role)
        named = wanted if wanted in names else small.get(wanted.casefold(), "")
        guess = next((small[name] for name in guesses if name in small), "")
        found[role] = named or ("" if role in ("sign", "relation") and (options.sign or options.relation) else guess)
    return found


def _numbers(names: Sequence[str], options: Options) -> list[str] | None:
    """The numbers of the columns, from 1, if they are named so, as the table has no line with their names."""
    wanted = {column for column in options[:-1] if column}
    numbers = [str(number) for number, _ in enumerate(names, 1)]
    return numbers if wanted and not wanted & {*names} and wanted <= {*numbers} else None


def read(files: Sequence[Given], options: Options, report: Report) -> Iterator[Item]:
    """The edges of each file."""
    prefix = prefix_of(files, options)
    for file in files:
        names = _columns(file, options)
        if not (names["source"] and names["target"] and (names["sign"] or names["relation"])):
            found = ", ".join(columns(file)) or "none"
            raise UsageError(
                f"{file.shown}: name its columns with --source, --target, and --sign or --relation; they are {found}"
            )
        header = _numbers(columns(file), options)
        for number, row in rows(file, "edges", names.values(), report, names.values(), header):
            place = file.place(number)
            word = row.get(names["relation"], "")
            sign = row.get(names["sign"], "")
            said = _meant(sign if names["sign"] else None, word)
            if said is None:
                report.leave("edges", place, "edge with an unknown relation, left out", word)
                continue
            cells, notes = said
            ends = [row.get(names[end], "") for end in ("source", "target")]
            described = tuple({"id": identifier(name, prefix), "name": name} for name in ends)
            subject, object_ = (end["id"] for end in described)
            published = publications(row.get(names["reference"], ""))
            stated = {"publications": published, "primary_knowledge_source": file.name}
            yield Edge(
                place, {"subject": subject, "object": object_, **cells, **stated}, described, notes, word or sign
            )


def _meant(sign: str | None, word: str) -> tuple[Cells, tuple[str | tuple[str, str], ...]] | None:
    """What a sign and a relation mean together; None if there is only a relation, and it is not understood.

    A relation without a sign of its own takes the sign if it is an effect; an association keeps no sign of an effect.
    """
    said = relation(word) if word else AFFECTS
    if not sign and (word or sign is None):
        return None if said is None else (said, () if word else (EMPTY,))
    signed = relation(sign) if sign else AFFECTS
    if signed is None or signed["predicate"] != AFFECTS["predicate"]:
        return AFFECTS, (("edge whose sign is not understood, imported without a sign", sign or ""),)
    if not sign:
        return AFFECTS, (EMPTY,)
    if said is None or said["predicate"] == AFFECTS["predicate"]:
        return signed, ()
    return said, ()
