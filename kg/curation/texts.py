"""The texts of the documents, read from a folder for curation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from kg.errors import DataError, UsageError
from kg.model import passages
from kg.model.graph import KnowledgeGraph
from kg.signature import Metavar

#: The help text for a folder with texts.
FOLDER = "Folder with the texts of the documents, as NUMBER.txt or NUMBER_anything.txt."

#: The parameter of a question about some documents only.
Only = Annotated[Sequence[str], "Only this document; the texts of the others are not needed.", Metavar("DOCUMENT")]


def texts_of(graph: KnowledgeGraph, folder: Path, only: Collection[str] = ()) -> Mapping[str, str]:
    """The texts of the documents of a graph, or of some of them, by document; raises UsageError or DataError."""
    for name in only:
        if name not in graph.documents:
            raise UsageError(f"unknown document “{name}”; choose one of: {', '.join(graph.documents)}")
    names = only or graph.documents
    try:
        return {name: passages.read_text(passages.document_path(folder, name)) for name in names}
    except DataError as error:
        if only or len(graph.documents) == 1 or not folder.is_dir():
            raise
        raise DataError(f"{error}; or name the documents whose texts are there: --only DOCUMENT") from None
