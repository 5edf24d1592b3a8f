"""How each answer is shown: one module for each module of answers, with what it shows as text and as rows.

A view has ``text(page, answer, **options)``; its options, ``Annotated`` as those of a question, are options of the
command. It may have ``rows(answer)``, the rows of ``--format csv`` and ``md``, with the names of their columns in
``HEADER``, or in ``header(answer)`` where they depend on the answer; without ``rows`` these are the items of the first
list of the answer.
"""

from __future__ import annotations

from typing import Any

from kg import registry
from kg.model.answer import Answer
from kg.views.page import Page


def page(answer: Answer, **options: Any) -> Page:
    """An answer as its view shows it."""
    shown = Page()
    registry.view(type(answer).__module__).text(shown, answer, **options)
    return shown


def text(answer: Answer) -> str:
    """An answer as plain text, 100 characters wide, as ``print`` shows it."""
    from kg.views.wrap import lines

    return "\n".join(lines(page(answer), 100))
