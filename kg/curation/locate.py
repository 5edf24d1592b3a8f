"""Find passages in the documents, ready to cite."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from msgspec.structs import astuple

from kg.curation.texts import FOLDER, Only, texts_of
from kg.model import passages
from kg.model.answer import Answer, Kept
from kg.model.core import Passage
from kg.model.graph import KnowledgeGraph
from kg.signature import Metavar, asked


class Located(Passage, frozen=True):
    """One passage of a document."""


class Locate(Answer, frozen=True, tag="kg-locate/1", dict=True):
    """The passages that contain some words."""

    passages: Annotated[tuple[Located, ...], "The passages."]
    words = Kept[str]()  # that were searched for
    texts = Kept[tuple[str, ...]]()  # of each passage

    @property
    def answered(self) -> bool:
        """Whether the words were found."""
        return bool(self.passages)


@asked
def locate(
    graph: KnowledgeGraph,
    documents: Annotated[Path | str, FOLDER, Metavar("DIR")],
    words: Annotated[str, "Words of the passage; “first … last” for a longer one."],
    *,
    exact: Annotated[bool, "Only the words, not the whole sentence, list item or cell."] = False,
    only: Only = (),
) -> Locate:
    """Find a passage in the documents, ready to cite.

    Prints offsets, digest, section and text fragment.

    Example: kg locate texts "words of the passage"

    Raises UsageError if there are no words, DataError if a text is missing or cannot be read.
    """
    found: list[Located] = []
    texts: list[str] = []
    for document, text in texts_of(graph, Path(documents), only).items():
        for span in passages.locate(text, words):
            place = span if exact else passages.enclosing(text, span)
            found.append(Located(*astuple(passages.make_passage(document, text, place))))
            texts.append(text[place.start : place.end])
    located = Locate(tuple(found))
    vars(located).update(words=words, texts=tuple(texts))
    return located
