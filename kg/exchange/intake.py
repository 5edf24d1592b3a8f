"""Files of another graph → a knowledge graph, and a report of what each row became."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kg.errors import DataError, UsageError
from kg.exchange.families import FAMILIES, Form, Options
from kg.exchange.kgx import reader
from kg.exchange.recognise import named, recognised
from kg.exchange.report import Report
from kg.model.graph import KnowledgeGraph

#: No options for the files.
PLAIN = Options()


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
        form = form or named(paths)
        if not FAMILIES[form].named:
            raise UsageError(f"the format {form} has fixed columns; leave out --format, or the names of columns")
    report = Report(every=every)
    name, used, others = recognised(paths, form)
    graph = reader.read(FAMILIES[name].reader.read(used, options, report), report)
    if not graph.concepts:
        reasons = sorted((missed.what for missed in report.not_understood), key=lambda what: "left out" not in what)
        why = f" ({reasons[0]})" if reasons else ""
        raise DataError(f"{used[0].shown}: nothing was understood{why}; give each thing a CURIE, such as HP:0003419")
    return Taken(graph, report, name, tuple(file.shown for file in used), tuple(file.shown for file in others))
