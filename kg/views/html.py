"""An answer as HTML for notebooks: the text of the command, with addresses as links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape

from kg.model.answer import Answer
from kg.model.characters import harmless
from kg.views import page_of
from kg.views.page import Paragraph, Table

#: Notebooks align tables right by default, which suits only numbers.
LEFT = ' style="text-align: left"'
ADDRESS = re.compile(r"https://[^\s<>\"]+")


def html(answer: Answer) -> str:
    """An answer as one block of HTML, made by its view."""
    return f"<div>{''.join(map(_part, page_of(answer).parts))}</div>"


def linked(text: str) -> str:
    """A text with its addresses as links; everything else is escaped."""
    parts, end = [], 0
    for found in ADDRESS.finditer(text):
        parts += [escape(text[end : found.start()]), _link(found[0], found[0])]
        end = found.end()
    return "".join([*parts, escape(text[end:])])


def grid(header: Iterable[str], rows: Iterable[Iterable[str]], shown: Callable[[str], str]) -> str:
    """A table, each cell as ``shown`` makes it HTML."""
    head = "".join(f'<th scope="col"{LEFT}>{shown(name)}</th>' for name in header)
    body = "".join(f"<tr>{''.join(f'<td{LEFT}>{shown(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'


def _part(part: Paragraph | Table) -> str:
    if isinstance(part, Table):
        return grid(part.header, part.rows, lambda cell: linked(harmless(cell)))
    if not part.text:
        return "<br>"
    style = f"margin: 0 0 0 {part.indent + part.hang}ch; text-indent: -{part.hang}ch; overflow-wrap: anywhere"
    style += "; font-weight: bold" if part.bold else ""
    style += "; opacity: 0.7" if part.dim else ""
    style += "; white-space: pre-wrap" if part.exact else ""
    text = _link(part.address, harmless(part.text)) if part.address else linked(harmless(part.text))
    return f'<p style="{style}">{text}</p>'
