"""Load several data files as one graph, from a snapshot if they were loaded together before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kg import resources
from kg.errors import UsageError
from kg.model.characters import one_line
from kg.model.graph import KnowledgeGraph
from kg.turtle import mappings, snapshot
from kg.turtle.names import unused
from kg.turtle.parse import read_raw
from kg.turtle.together import Named, together

#: The name of the graph that comes with the program.
OWN = "vitamin-d-kg"


def overlaid(
    first: Path,
    others: Sequence[Path],
    tables: Iterable[Path | str],
    graph_of: Callable[[Path, bytes], KnowledgeGraph],
    *,
    named: bool,
) -> KnowledgeGraph:
    """The graphs of several data files as one; the first is the program's own unless it was ``named``.

    ``graph_of`` makes the graph of a file from its content.
    Raises UsageError if there is nothing to join, or a file is given twice, and DataError like ``kg.load``.
    """
    if not others:
        raise UsageError("mappings join two graphs, and there is only one; give another with --with FILE")
    contents = {place: read_raw(place) for place in (first, *others)}
    places = [first, *others]
    for number, place in enumerate(places):
        again = next((one for one in places[:number] if contents[one] == contents[place]), None)
        if again is not None:
            what = "is given twice" if again == place else f"has the same content as {again}"
            raise UsageError(f"{place} {what}; give each graph once")
    rows = [(place, read_raw(place)) for place in map(mappings.located, tables)]
    names = _names([first.stem if named else OWN, *(one_line(place.stem) for place in others)])
    vocabulary = resources.data("vocabulary.ttl").read_bytes()
    known = ("\0".join(names).encode(), vocabulary, *contents.values(), b"", *(content for _, content in rows))
    key = snapshot.key(*known)
    if (kept := snapshot.get(key)) is not None:
        return kept
    graphs = [Named(name, graph_of(place, contents[place])) for name, place in zip(names, places, strict=True)]
    graph = together(graphs, [row for place, content in rows for row in mappings.read(place, content)])
    snapshot.put(key, graph)
    return graph


def _names(stems: Iterable[str]) -> list[str]:
    """The names of graphs, each different."""
    names: list[str] = []
    for stem in stems:
        names.append(unused(stem, names))
    return names
