"""How the problems of a data file are shown."""

from __future__ import annotations

from kg.curation.check import Check
from kg.model.words import counted
from kg.views.page import Page

BUSY = "checking the data file …"


def text(page: Page, answer: Check) -> None:
    """Each problem on one line, beginning with its file and line number."""
    page.put(*(f"{answer.file}:{p.line}: {p.message}; {p.repair}" for p in answer.problems))
    if not answer.problems:
        claims, evidence = len(answer.graph.claims), len(answer.graph.evidence)
        page.put(f"{answer.file}: {counted(claims, 'claim')}, {counted(evidence, 'evidence item')}, no problems")
