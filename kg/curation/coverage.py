"""How much of each document is accounted for: cited as evidence, or left out with a reason."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from kg.model.graph import KnowledgeGraph
from kg.model.passages import Span, units


class Coverage(Struct, frozen=True):
    """Letters and digits of a document that are accounted for, and the pieces that are not."""

    document: str
    characters: int
    accounted: int
    evidences: int
    omissions: int
    missing: tuple[Span, ...]

    @property
    def share(self) -> float:
        """The part accounted for, from 0 to 1."""
        return self.accounted / self.characters if self.characters else 1.0


def coverage(graph: KnowledgeGraph, texts: Mapping[str, str]) -> list[Coverage]:
    """The coverage of each document by passages of evidence and omissions.

    The letters and digits of sentences, list items and cells count, no bullets; ``missing`` holds what is left of each.
    """
    cited = {item.passage for item in graph.evidence.values()} | {o.passage for o in graph.omissions.values()}
    found = []
    for document, text in texts.items():
        places = [p for p in graph.passages.values() if p.document == document and p.id in cited]
        open_ = [False] * len(text)
        for unit in units(text):
            open_[unit.start : unit.end] = [c.isalnum() for c in text[unit.start : unit.end]]
        total = sum(open_)
        for place in places:
            open_[place.start : place.end] = [False] * (place.end - place.start)
        omitted = sum(graph.passages[o.passage].document == document for o in graph.omissions.values())
        missing = tuple(piece for unit in units(text) for piece in _pieces(open_, unit))
        found.append(
            Coverage(document, total, total - sum(open_), len(graph.evidence_from[document]), omitted, missing)
        )
    return found


def _pieces(open_: list[bool], unit: Span) -> list[Span]:
    """The runs of a unit that are not accounted for; a run goes on over marks and spaces between letters."""
    left = [i for i in range(unit.start, unit.end) if open_[i]]
    pieces: list[Span] = []
    for i in left:
        if pieces and i - pieces[-1].end <= GAP:
            pieces[-1] = Span(pieces[-1].start, i + 1)
        else:
            pieces.append(Span(i, i + 1))
    return pieces


#: Marks and spaces that a missing run may go on over.
GAP = 3
