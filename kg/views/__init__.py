"""How each answer is shown, as text and as rows: one view per module of answers.

A view has ``text(page, answer, **options)``; its options, ``Annotated`` like the parameters of a question, become
options of the command. It may have ``rows(answer)`` for ``--format csv`` and ``md``, with the column names in
``HEADER``, or in ``header(answer)`` if they depend on the answer; or ``cells(answer)``, which returns the column names
and the rows. Without these, each item of the first list of the answer is a row, with its fields or those in ``HEADER``.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from kg import registry
from kg.model.answer import Answer, GraphAnswer
from kg.model.graph import Applied
from kg.model.words import counted
from kg.views.page import Page


def page_of(answer: Answer, **options: Any) -> Page:
    """An answer as a page, made by its view; its first lines say what was left out, and how it was read."""
    shown = Page()
    add_left_out(shown, answer)
    for typed, read in readings(answer):
        verb = "is" if read.startswith("now ") else "was read as"
        shown.add(f"“{typed}” {verb} {read}.", hang=2, dim=True)
    registry.view(type(answer).__module__).text(shown, answer, **options)
    return shown


def add_left_out(page: Page, answer: Answer) -> None:
    """Add lines that say which graphs were asked as one, and what the filters of an answer exclude, if anything."""
    if isinstance(answer, GraphAnswer) and (overlay := answer.data.overlay):
        names = " and ".join(part.name for part in overlay.graphs)
        page.add(f"graphs: {names}, with {counted(overlay.joined, 'concept')} in common", hang=2, dim=True)
    if isinstance(answer, GraphAnswer) and (gone := left_out(answer.data)):
        page.add(f"excluded: {'; '.join(gone)}", hang=2)


def left_out(filters: Applied) -> list[str]:
    """What some filters leave out, in words."""
    chosen = {
        "literature": "web pages and other documents",
        "pages": "studies",
        "trials": "all sources but trials and meta-analyses",
    }
    parts = [
        chosen.get(filters.sources),
        f"evidence limited to populations other than {' or '.join(filters.population)}" if filters.population else None,
        f"evidence for conditions other than {' or '.join(filters.condition)}" if filters.condition else None,
        f"studies published before {filters.since}" if filters.since is not None else None,
        *(name.partition(":")[2] or name for name in filters.without),
        f"chains through {' or '.join(filters.avoid)}" if filters.avoid else None,
        f"steps with a confidence below {filters.min_confidence:g}" if filters.min_confidence is not None else None,
        "steps that no source states in the direction in which they are used" if filters.stated_only else None,
    ]
    return [part for part in parts if part]


def readings(answer: Answer) -> list[tuple[str, str]]:
    """What was typed and how it was read, where that is not plain: first a question in words, then levels."""
    question = getattr(answer, "question", None)
    parts = [getattr(question, "sentence", None), *(astuple(question) if isinstance(question, Struct) else ())]
    ends = [one for part in parts for one in (part if isinstance(part, tuple) else (part,))]
    return list(dict.fromkeys((end.typed, end.read) for end in ends if isinstance(getattr(end, "read", None), str)))


def text(answer: Answer) -> str:
    """An answer as plain text, 100 characters wide; this is what ``print`` shows."""
    from kg.views.wrap import lines

    return "\n".join(lines(page_of(answer), 100))
