"""How places in documents are shown: in Turtle, ready for a data file."""

from __future__ import annotations

from msgspec.structs import astuple

from kg.curation.locate import Locate
from kg.model.core import Passage
from kg.views.page import Page


def text(page: Page, answer: Locate) -> None:
    """The words at each place, and the place as Turtle."""
    from kg.turtle.write import described

    for place, words in zip(answer.passages, answer.texts, strict=True):
        page.put(f"“{' '.join(words.split())}”", *described(Passage(*astuple(place))), "")
    if not answer.passages:
        page.add(f"no document contains “{answer.words}”; try fewer words")
