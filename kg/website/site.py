"""The site: the whole graph as one page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg import files, resources
from kg.errors import UsageError
from kg.model.graph import Applied, KnowledgeGraph
from kg.website import pages
from kg.website.extras import Extras, extras

PAGE = "index.html"


def site(
    graph: KnowledgeGraph,
    output: Path | str | None = None,
    *,
    linked: bool = False,
    own: bool | None = None,
    extra: Extras | None = None,
    lessons: Sequence[Path] = (),
) -> Path:
    """Write the site to a folder (default: the current one, where no page is replaced) and return the file.

    Only an earlier page of this program is replaced. ``linked`` links to the drawing library instead of including it:
    smaller, but needs a network. ``own`` adds guides and a description for search engines, which exist only for the
    bundled graph; by default its digest decides. ``extra`` holds the loops and what is left out, if known.
    ``lessons`` are files of lessons to add. Raises UsageError, DataError or OutputError.
    """
    file = Path(output or ".") / PAGE
    if output is None and file.exists():
        raise UsageError(f"{PAGE} already exists here; name a folder with --output")
    text = page(graph, linked=linked, own=is_own(graph) if own is None else own, extra=extra, lessons=lessons)
    files.folder(file.parent)
    pages.save(file, text)
    return file


def page(
    graph: KnowledgeGraph, *, linked: bool, own: bool, extra: Extras | None = None, lessons: Sequence[Path] = ()
) -> str:
    """The site as one page; ``own``: for the bundled graph."""
    from kg.website import build, dataset, guides
    from kg.website.lessons import load

    described = dataset.described() if own else None
    told = guides.load(graph) if own else ()
    taught = load(graph, lessons, bundled=own)
    return build.html(graph, told, linked=linked, dataset=described, extra=extra, lessons=taught)


def is_fresh(file: Path, graph: KnowledgeGraph, *, own: bool) -> bool:
    """Whether a file is the current page of a graph, linked or not."""
    found = file.read_bytes() if file.is_file() else b""
    extra = extras(graph)
    return any(found == page(graph, linked=linked, own=own, extra=extra).encode() for linked in (True, False))


def is_own(graph: KnowledgeGraph) -> bool:
    """Whether a graph is the whole bundled graph."""
    return graph.filters == Applied() and resources.is_bundled(graph.sha256)
