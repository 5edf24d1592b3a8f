"""The curation coverage of each document: what is cited as evidence, or left out with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from msgspec import Struct

from kg.curation.texts import FOLDER, Only, texts_of
from kg.model.answer import Answer, Kept
from kg.model.graph import KnowledgeGraph
from kg.model.passages import Span, units
from kg.signature import Flag, Metavar, asked

#: Marks and spaces that a missing piece may include between letters.
GAP = 3


class Piece(Struct, frozen=True):
    """A piece of a document."""

    start: Annotated[int, "Where it begins, in Unicode code points."]
    end: Annotated[int, "Where it ends, exclusive."]


class Covered(Struct, frozen=True):
    """The coverage of one document, in letters and digits."""

    document: Annotated[str, "The document."]
    characters: Annotated[int, "Letters and digits of its sentences, list items and cells."]
    accounted: Annotated[int, "Of these, those that are cited or left out with a reason."]
    evidence_items: Annotated[int, "Its evidence items."]
    omissions: Annotated[int, "Its passages that were left out with a reason."]
    missing: Annotated[tuple[Piece, ...], "Pieces that are neither cited nor left out with a reason."]
    share: Annotated[float, "The share that is accounted for, from 0 to 1."]


class Coverage(Answer, frozen=True, tag="kg-coverage/2", dict=True):
    """The curation coverage of each document."""

    documents: Annotated[tuple[Covered, ...], "The documents."]
    texts = Kept[Mapping[str, str]]()  # by document

    @property
    def answered(self) -> bool:
        """Whether nothing is missing."""
        return not any(document.missing for document in self.documents)


@asked
def coverage(
    graph: KnowledgeGraph,
    documents: Annotated[Path | str, FOLDER, Flag("--documents"), Metavar("DIR")],
    *,
    only: Only = (),
) -> Coverage:
    """Report the curation coverage of each document.

    Each sentence must be cited as evidence or left out with a reason; the others are listed.

    Example: kg coverage --documents texts

    Letters and digits of sentences, list items and cells are counted, without bullets. Raises DataError if a text is
    missing or cannot be read.
    """
    texts = texts_of(graph, Path(documents), only)
    found = Coverage(tuple(covered(graph, document, text) for document, text in texts.items()))
    vars(found)["texts"] = texts
    return found


def covered(graph: KnowledgeGraph, document: str, text: str) -> Covered:
    """The coverage of one document by passages of evidence and omissions."""
    cited = {item.passage for item in graph.evidence.values()} | {o.passage for o in graph.omissions.values()}
    open_ = [False] * len(text)
    for unit in units(text):
        open_[unit.start : unit.end] = [c.isalnum() for c in text[unit.start : unit.end]]
    total = sum(open_)
    for place in graph.passages.values():
        if place.document == document and place.id in cited:
            open_[place.start : place.end] = [False] * (place.end - place.start)
    accounted = total - sum(open_)
    return Covered(
        document,
        total,
        accounted,
        len(graph.evidence_from[document]),
        sum(graph.passages[o.passage].document == document for o in graph.omissions.values()),
        tuple(piece for unit in units(text) for piece in _pieces(open_, unit)),
        accounted / total if total else 1.0,
    )


def _pieces(open_: list[bool], unit: Span) -> list[Piece]:
    """The pieces of a unit that are not accounted for; a piece may include marks and spaces between letters."""
    pieces: list[Piece] = []
    for i in (i for i in range(unit.start, unit.end) if open_[i]):
        if pieces and i - pieces[-1].end <= GAP:
            pieces[-1] = Piece(pieces[-1].start, i + 1)
        else:
            pieces.append(Piece(i, i + 1))
    return pieces
