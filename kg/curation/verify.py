"""Every citation against the texts: offsets, digests, and that we tell what they say in our own words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import Struct

from kg.errors import UsageError
from kg.model import passages
from kg.model.core import Document, Passage
from kg.model.graph import KnowledgeGraph


class Verdict(Struct, frozen=True):
    """What the texts say of the citations: ``broken`` has a line for each evidence or omission that fails."""

    passages: int
    evidences: int
    broken: tuple[str, ...]
    changed: tuple[str, ...]
    repeated: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every passage of every document is as it was cited."""
        return not (self.broken or self.changed or self.repeated)


def verify(graph: KnowledgeGraph, folder: Path | str, *, only: Collection[str] = ()) -> Verdict:
    """Check every passage against the texts in a folder.

    ``only`` names the documents (``document:000``) to which that is limited, where the other texts are not at hand.
    ``changed`` names documents whose text is not the one that was curated, ``repeated`` what repeats eight words of
    its document. Raises DataError if a text is missing or cannot be read.
    """
    texts = read(graph, Path(folder), only)
    changed = [
        f"{document.id}: the text differs from the one that was curated; its passages are checked one by one"
        for document in map(graph.documents.__getitem__, texts)
        if passages.digest(texts[document.id]) != document.sha256
    ]
    broken, repeated, cited = [], [], set()
    places = [(item.id, item.passage) for item in graph.evidence.values() if item.passage is not None]
    for name, place in [*places, *((omission.id, omission.passage) for omission in graph.omissions.values())]:
        passage = graph.passages[place]
        if passage.document not in texts:
            continue
        cited.add(place)
        if (problem := passages.verify(passage, texts[passage.document])) is not None:
            broken.append(f"{name}: {problem}")
    for document, text in texts.items():
        known = passages.Runs(text)
        repeated += [
            f"{item.id}: repeats “{run}” of {document}; say it in your own words"
            for item in graph.evidence_from[document]
            if (run := known.shared(item.says)) is not None
        ]
    return Verdict(len(cited), len(graph.evidence), tuple(broken), tuple(changed), tuple(repeated))


def read(graph: KnowledgeGraph, folder: Path, only: Collection[str] = ()) -> Mapping[str, str]:
    """The texts of the documents of a graph, or of some of them, by document; raises UsageError or DataError."""
    for name in only:
        if name not in graph.documents:
            raise UsageError(f"“{name}” is no document; use one of: {', '.join(graph.documents)}")
    return {name: passages.read_text(passages.document_path(folder, name)) for name in only or graph.documents}


def passage_of(graph: KnowledgeGraph, name: str) -> tuple[Passage, Document]:
    """The passage of that name, or the one that an evidence cites; raises UsageError if there is none."""
    item = graph.evidence.get(name)
    passage = graph.passages.get((item.passage or "") if item else name)
    if passage is None:
        raise UsageError(f"“{name}” is no passage, nor an evidence that cites one; kg show CLAIM lists them")
    return passage, graph.documents[passage.document]
