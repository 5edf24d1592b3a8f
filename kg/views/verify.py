"""How the verification of citations, and a single passage, are shown."""

from __future__ import annotations

from kg.curation.verify import ShownPassage, Verify
from kg.model.words import counted
from kg.views.page import Page


def text(page: Page, answer: Verify | ShownPassage) -> None:
    """The problems and the number of verified passages; or the words of a passage, or its problem."""
    if isinstance(answer, ShownPassage):
        page.put(answer.problem or answer.text)
        return
    page.put(*_problems(answer))
    if answer.holds:
        page.add(f"{counted(answer.passages, 'passage')} of {counted(answer.documents, 'document')} verified")


def cells(answer: Verify | ShownPassage) -> tuple[list[str], list[list[str]]]:
    """One row per problem, or one row with the words of a passage."""
    if isinstance(answer, ShownPassage):
        return ["passage", "text"], [[answer.passage, answer.text]]
    return ["problem"], [[problem] for problem in _problems(answer)]


def _problems(answer: Verify) -> tuple[str, ...]:
    return (*answer.changed, *answer.broken, *answer.repeated)
