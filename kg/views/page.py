"""A page that a view fills with paragraphs and tables, to be laid out for a terminal or a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Paragraph(NamedTuple):
    """A text; ``indent`` and ``hang`` (of continuation lines) count characters; ``exact`` text is not wrapped.

    A text with an ``address`` is shown as a link; where links are not possible, as ``unlinked`` and the address.
    """

    text: str
    indent: int = 0
    hang: int = 0
    bold: bool = False
    dim: bool = False
    colour: str = ""
    exact: bool = False
    address: str = ""
    unlinked: str = ""


class Table(NamedTuple):
    """Rows of cells under a header."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]


class Page:
    """The parts of a shown answer, from top to bottom."""

    def __init__(self) -> None:
        self.parts: list[Paragraph | Table] = []

    def add(
        self, text: str = "", *, indent: int = 0, hang: int = 0, bold: bool = False, dim: bool = False, colour: str = ""
    ) -> None:
        """Add a paragraph; without text, an empty line."""
        self.parts.append(Paragraph(text, indent, hang, bold, dim, colour))

    def title(self, text: str) -> None:
        """Add an empty line and a title."""
        self.add()
        self.add(text, bold=True)

    def link(self, text: str, address: str, unlinked: str = "", *, indent: int = 0, hang: int = 0) -> None:
        """Add a paragraph that links to an address; ``unlinked`` is its text where links are not possible."""
        if address.startswith("https://"):
            self.parts.append(Paragraph(text, indent, hang, address=address, unlinked=unlinked or text))
        else:
            self.add(f"{text} {address}".strip(), indent=indent, hang=hang)

    def put(self, *lines: str) -> None:
        """Add lines without wrapping them."""
        self.parts += [Paragraph(line, exact=True) for line in lines]

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a table."""
        self.parts.append(Table(header, rows))
