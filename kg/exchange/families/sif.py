"""SIF, the simple interaction format of Cytoscape: ``A relation B C`` on each line; also that of Pathway Commons.

Pathway Commons writes it as a table as well, with the sources of each edge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.exchange.delimited import columns, rows
from kg.exchange.families import Edge, Item, Node, Options
from kg.exchange.families.parts.signed import identifier, prefix_of, publications
from kg.exchange.given import Given
from kg.exchange.relations import relation
from kg.exchange.report import Report

ENDS = ("PARTICIPANT_A", "INTERACTION_TYPE", "PARTICIPANT_B")
#: The columns that are read of the table of Pathway Commons.
READ = (*ENDS, "INTERACTION_PUBMED_ID")
#: How many lines are looked at, and how many relations must be known if the name does not end in .sif.
LINES, KNOWN = 200, 0.9


def recognises(file: Given) -> bool:
    """Whether nearly all lines are edges with known relations, or some are and the name says so."""
    if set(ENDS) <= set(columns(file)):
        return True
    lines = [_fields(line) for line in file.start.splitlines()[:LINES] if line.strip() and not line.startswith("#")]
    known = [len(fields) > 2 and _plain(fields[1]) for fields in lines if len(fields) > 1]  # noqa: PLR2004
    if file.name.endswith(".sif"):
        return any(known)
    return bool(known) and known[0] and sum(known) >= KNOWN * len(known)


def _plain(word: str) -> bool:
    """Whether a word is a relation and, if it is a number, a sign."""
    try:
        return float(word) in (-1, 0, 1)
    except ValueError:
        return relation(word) is not None


def _fields(line: str) -> list[str]:
    fields = line.split("\t") if "\t" in line else line.split()
    return [field.strip() for field in fields if field.strip()]


def read(files: Sequence[Given], options: Options, report: Report) -> Iterator[Item]:
    """The edges of each file; a line with a name only is a node."""
    prefix = prefix_of(files, options)
    for file in files:
        yield from (_table if set(ENDS) <= set(columns(file)) else _lines)(file, prefix, report)


def _lines(file: Given, prefix: str, report: Report) -> Iterator[Item]:
    for number, line in file.lines():
        place = file.place(number)
        if line.startswith("#"):
            continue
        match _fields(line):
            case [source, word, *targets] if targets:
                for target in targets:
                    yield from _edge((source, word, target), "", file, place, prefix, report)
            case [name]:
                yield Node(place, _node(name, prefix))
            case [_, _]:
                report.leave("edges", place, "line without a relation, left out", line)


def _table(file: Given, prefix: str, report: Report) -> Iterator[Item]:
    described = False
    for number, row in rows(file, "edges", READ, report):
        place = file.place(number)
        ends = (row.get(ENDS[0], ""), row.get(ENDS[1], ""), row.get(ENDS[2], ""))
        if ends[:2] == ("PARTICIPANT", "PARTICIPANT_TYPE"):  # a table of the participants begins
            described = True
        elif described:
            report.leave("nodes", place, "description of a participant, left out", ends[0])
        else:
            yield from _edge(ends, publications(row.get("INTERACTION_PUBMED_ID", "")), file, place, prefix, report)


def _edge(
    ends: tuple[str, str, str], published: str, file: Given, place: str, prefix: str, report: Report
) -> Iterator[Edge]:
    cells = relation(ends[1])
    if cells is None:
        report.leave("edges", place, "edge with an unknown relation, left out", ends[1])
        return
    described = tuple(_node(name, prefix) for name in (ends[0], ends[2]))
    subject, object_ = (node["id"] for node in described)
    row = {"subject": subject, "object": object_, **cells, "publications": published}
    yield Edge(place, {**row, "primary_knowledge_source": file.name}, described, word=ends[1])


def _node(name: str, prefix: str) -> dict[str, str]:
    return {"id": identifier(name, prefix), "name": name}
