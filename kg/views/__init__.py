"""How each answer is shown, as text and as rows: one view per module of answers.

A view has ``text(page, answer, **options)``; its options, ``Annotated`` like the parameters of a question, become
options of the command. It may have ``rows(answer)`` for ``--format csv`` and ``md``, with the column names in
``HEADER``, or in ``header(answer)`` if they depend on the answer; or ``cells(answer)``, which returns the column names
and the rows. Without these, each item of the first list of the answer is a row.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from kg import registry
from kg.model.answer import Answer
from kg.views.page import Page


def page_of(answer: Answer, **options: Any) -> Page:
    """An answer as a page, made by its view."""
    shown = Page()
    for typed, read in readings(answer):
        shown.add(f"“{typed}” was read as {read}.", hang=2, dim=True)
    registry.view(type(answer).__module__).text(shown, answer, **options)
    return shown


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
