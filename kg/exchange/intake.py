"""Files of another graph: which format they have → a knowledge graph, and a report of what each row became."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.errors import DataError, UsageError
from kg.exchange.delimited import columns
from kg.exchange.families import FAMILIES, Form, Options
from kg.exchange.given import Given, given
from kg.exchange.kgx import reader
from kg.exchange.report import Report
from kg.exchange.seems import TABLE, lacking, seems
from kg.model.characters import one_line
from kg.model.graph import KnowledgeGraph

#: No options for the files.
PLAIN = Options()
#: How the columns of any table are named.
ROLES = ("--source", "--target", "--sign")
ACCEPTED = "; ".join(family.title for family in FAMILIES.values())


class Taken(NamedTuple):
    """What was read: the graph, the report, the format, and the names of the files that were used and that were not."""

    graph: KnowledgeGraph
    report: Report
    form: Form
    used: tuple[str, ...]
    others: tuple[str, ...]


def take(paths: Iterable[Path], form: Form | None = None, options: Options = PLAIN, *, every: bool = False) -> Taken:
    """Read files of one graph; ``every`` keeps in the report what became of each row.

    Raises UsageError if the format is not clear, DataError if a file cannot be read or nothing was understood.
    """
    paths = list(paths)
    if any(options[:-1]):
        form = form or _unnamed(paths)
        if not FAMILIES[form].named:
            raise UsageError(f"the format {form} has fixed columns; leave out --format, or the names of columns")
    report = Report(every=every)
    name, used, others = _recognised(paths, form)
    graph = reader.read(FAMILIES[name].reader.read(used, options, report), report)
    if not report.rows:
        raise DataError(f"{used[0].shown}: has no nodes and no edges; give a file that has some")
    if not graph.concepts:
        reasons = sorted((missed.what for missed in report.not_understood), key=lambda what: "left out" not in what)
        why = f" ({reasons[0]})" if reasons else ""
        raise DataError(f"{used[0].shown}: nothing was understood{why}; give each thing a CURIE, such as HP:0003419")
    return Taken(graph, report, name, tuple(file.shown for file in used), tuple(file.shown for file in others))


def _recognised(paths: Iterable[Path], wanted: Form | None) -> tuple[Form, list[Given], list[Given]]:
    """The family of some files, those that it reads, and the others, which are in archives.

    Raises DataError if a file is of no family, UsageError if the files are of several, or if a file may be of several.
    """
    groups = [(path, given(path)) for path in dict.fromkeys(paths)]
    if wanted is not None:
        return wanted, *_of(wanted, groups)
    found: dict[str, set[Form]] = {}
    for path, files in groups:
        forms = {file.shown: {form for form in FAMILIES if _recognises(form, file)} for file in files}
        if not any(forms.values()):
            if files and (line := files[0].nul):
                raise files[0].has_nul(line)
            if files and (short_of := lacking(files[0])):
                raise DataError(f"{path}: {short_of}; add it, or name the columns with --source, --target …")
            what = seems(files[0]) if files else "an empty archive"
            offer = _offer(path, columns(files[0])) if what.startswith(TABLE) else ""
            raise DataError(f"{path}: {what}, which cannot be imported; {offer}give one of: {ACCEPTED}")
        found |= {shown: some for shown, some in forms.items() if some}
    common = set.intersection(*found.values())
    if not common:
        several = ", ".join(f"{shown} ({_named(some)})" for shown, some in list(found.items())[:3])
        raise UsageError(f"files of several formats: {several}; import them one by one, or give --format")
    if len(common) > 1:
        raise UsageError(f"{next(iter(found))}: may be {_named(common)}; say which with --format")
    (form,) = common
    return form, *_of(form, groups)


def _unnamed(paths: Iterable[Path]) -> Form:
    """The family of files of which a user names columns or attributes: a table, unless they are networks."""
    files = [file for path in paths for file in given(path)]
    networks = (form for form, family in FAMILIES.items() if family.named and form != "table")
    return next((form for form in networks if files and all(_recognises(form, file) for file in files)), "table")


def _offer(path: Path, names: Sequence[str]) -> str:
    """The line to type for a table with three columns or more, if these are a source, a target and a sign."""
    if len(names) < len(ROLES):
        return ""
    words = [word for role, name in zip(ROLES, names, strict=False) for word in (role, one_line(name))]
    line = shlex.join(["kg", "import", str(path), *words, "--output", "graph.ttl"])
    return f"name its columns, such as: {line}; or "


def _of(form: Form, groups: Sequence[tuple[Path, list[Given]]]) -> tuple[list[Given], list[Given]]:
    """The files to read, and those of archives that are something else; a file that was named is always read."""
    used: list[Given] = []
    others: list[Given] = []
    for path, files in groups:
        mine = [file for file in files if not file.inside or _recognises(form, file)]
        if not mine:
            raise DataError(f"{path}: has no file in the format {form}; name the files, or another --format")
        used += mine
        others += [file for file in files if file not in mine]
    return used, others


def _recognises(form: Form, file: Given) -> bool:
    return bool(FAMILIES[form].reader.recognises(file))


def _named(forms: Iterable[Form]) -> str:
    return " or ".join(form for form in FAMILIES if form in forms)
