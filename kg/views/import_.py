"""How the report of an import is shown."""

from __future__ import annotations

import msgspec

from kg.exchange.import_ import Import
from kg.model.words import counted
from kg.views.page import Page

BUSY = "reading the files …"
#: What an edge can become, in words.
SORTS = {
    "+": "raises",
    "-": "lowers",
    "?": "affects, without a sign",
    "0": "has no effect",
    "associations": "association",
    "not_causal": "not causal",
    "hierarchy": "is a kind of",
    "denied": "denies",
    "merged": "duplicate of another edge, merged",
    "left_out": "left out",
}


#: The same, of nodes.
NODES = {"concepts": "concept", "values": "value", "left_out": "left out"}


def text(page: Page, answer: Import) -> None:
    """The numbers of rows read, things written, and rows not understood."""
    written, question = answer.written, answer.question
    page.add(f"read {counted(answer.read.nodes, 'node')} and {counted(answer.read.edges, 'edge')} ({question.format})")
    counts = (
        counted(written.concepts, "concept"),
        counted(written.claims, "claim"),
        counted(written.evidence_items, "evidence item"),
        counted(written.studies, "study"),
    )
    said = f"wrote {question.output}" if question.output else "dry run, nothing written"
    page.add(f"{said}: {', '.join(counts)}")
    for table, words in (("nodes", NODES), ("edges", SORTS)):
        if getattr(answer.read, table):
            page.add(table)
            for sort, count in msgspec.to_builtins(getattr(answer, table)).items():
                if count:
                    page.add(f"{count:6}  {words[sort]}", indent=2)
    for table in ("nodes", "edges"):
        if columns := getattr(answer.unused_columns, table):
            page.add(f"unused columns of the {table}: {', '.join(columns)}", hang=2)
    if answer.unused_files:
        page.add(f"unused files: {', '.join(answer.unused_files)}", hang=2)
    for title, some, most in (
        ("without a sign, or not causal", answer.without_sign, 1),
        ("not understood, or changed", answer.not_understood, None),
    ):
        if some:
            page.add(title)
        for missed in some:
            page.add(f"{missed.count:6}  {missed.what}", indent=2, hang=8)
            for example in missed.examples[:most]:
                page.add(example, indent=10, hang=2, dim=True)
