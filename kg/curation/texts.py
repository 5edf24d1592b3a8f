"""The texts of the documents, read from a folder for curation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from kg.errors import UsageError
from kg.model import passages
from kg.model.graph import KnowledgeGraph

#: The help text for a folder with texts.
FOLDER = "Folder with the texts of the documents, as NUMBER.txt or NUMBER_anything.txt."


def texts_of(graph: KnowledgeGraph, folder: Path, only: Collection[str] = ()) -> Mapping[str, str]:
    """The texts of the documents of a graph, or of some of them, by document; raises UsageError or DataError."""
    for name in only:
        if name not in graph.documents:
            raise UsageError(f"unknown document “{name}”; choose one of: {', '.join(graph.documents)}")
    return {name: passages.read_text(passages.document_path(folder, name)) for name in only or graph.documents}
