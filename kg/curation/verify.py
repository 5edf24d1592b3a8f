"""Verify every citation against the texts: offsets, digests, and evidence in our own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, overload

from kg.curation.texts import FOLDER, Only, texts_of
from kg.errors import UsageError
from kg.model import passages
from kg.model.answer import Answer, Kept
from kg.model.graph import KnowledgeGraph
from kg.signature import Flag, Metavar, asked


class Verify(Answer, frozen=True, tag="kg-verify/1", dict=True):
    """Citations checked against the texts."""

    passages: Annotated[int, "How many passages were checked."]
    changed: Annotated[tuple[str, ...], "Documents whose text differs from the one that was curated."]
    broken: Annotated[tuple[str, ...], "Evidence items and omissions whose passage is not what was cited."]
    repeated: Annotated[tuple[str, ...], "Evidence items that repeat eight words of their document."]
    documents = Kept[int]()  # how many were read

    @property
    def holds(self) -> bool:
        """Whether every citation holds."""
        return not (self.broken or self.changed or self.repeated)

    @property
    def answered(self) -> bool:
        """Whether every citation holds."""
        return self.holds


class ShownPassage(Answer, frozen=True, tag="kg-passage/1", dict=True):
    """The text of one passage."""

    passage: Annotated[str, "The passage."]
    holds: Annotated[bool, "Whether the text there is what was cited."]
    text: Annotated[str, "The text there."]
    problem = Kept[str | None]()  # what is wrong with it

    @property
    def answered(self) -> bool:
        """Whether the text there is what was cited."""
        return self.holds


@overload
def verify(graph: KnowledgeGraph, documents: Path | str, *, show: None = None, only: Sequence[str] = ()) -> Verify: ...
@overload
def verify(graph: KnowledgeGraph, documents: Path | str, *, show: str) -> ShownPassage: ...
@asked
def verify(
    graph: KnowledgeGraph,
    documents: Annotated[Path | str, FOLDER, Flag("--documents"), Metavar("DIR")],
    *,
    show: Annotated[str | None, "Print the text of one passage instead.", Metavar("PASSAGE|EVIDENCE")] = None,
    only: Only = (),
) -> Verify | ShownPassage:
    """Verify every citation against the texts of the documents.

    Offsets and digests must match, and evidence must be in our own words.

    Example: kg verify --documents texts

    Raises UsageError, or DataError if a text is missing
    or cannot be read.
    """
    if show is not None:
        return _shown(graph, Path(documents), show)
    texts = texts_of(graph, Path(documents), only)
    changed = [
        f"{document.id}: the text differs from the one that was curated; its passages are checked one by one"
        for document in map(graph.documents.__getitem__, texts)
        if passages.digest(texts[document.id]) != document.sha256
    ]
    cited, broken = _places(graph, texts)
    found = Verify(cited, tuple(changed), tuple(broken), tuple(_repeated(graph, texts)))
    vars(found)["documents"] = len(texts)
    return found


def _places(graph: KnowledgeGraph, texts: Mapping[str, str]) -> tuple[int, list[str]]:
    """The number of cited passages of these texts, and a line for each evidence item or omission that fails."""
    broken, cited = [], set()
    places = [(item.id, item.passage) for item in graph.evidence.values() if item.passage is not None]
    for name, place in [*places, *((omission.id, omission.passage) for omission in graph.omissions.values())]:
        passage = graph.passages[place]
        if passage.document not in texts:
            continue
        cited.add(place)
        if (problem := passages.verify(passage, texts[passage.document])) is not None:
            broken.append(f"{name}: {problem}")
    return len(cited), broken


def _repeated(graph: KnowledgeGraph, texts: Mapping[str, str]) -> list[str]:
    """A line for each evidence item that repeats eight words of its document."""
    repeated = []
    for document, text in texts.items():
        known = passages.Runs(text)
        repeated += [
            f"{item.id}: repeats “{run}” of {document}; say it in your own words"
            for item in graph.evidence_from[document]
            if (run := known.shared(item.says)) is not None
        ]
    return repeated


def _shown(graph: KnowledgeGraph, folder: Path, name: str) -> ShownPassage:
    """The text of a passage, given by its identifier or by an evidence item that cites it."""
    item = graph.evidence.get(name)
    passage = graph.passages.get((item.passage or "") if item else name)
    if passage is None:
        raise UsageError(
            f"unknown passage “{name}”; give a passage, or an evidence item that cites one (kg show CLAIM)"
        )
    text = passages.read_text(passages.document_path(folder, passage.document))
    problem = passages.verify(passage, text)
    found = ShownPassage(passage.id, problem is None, text[passage.start : passage.end])
    vars(found)["problem"] = problem
    return found
