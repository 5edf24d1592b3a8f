"""Load a knowledge graph from a data file."""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import force_setattr

from kg import resources
from kg.errors import DataError, UsageError
from kg.model.characters import one_line
from kg.model.core import Problem
from kg.model.graph import KnowledgeGraph
from kg.model.words import counted
from kg.store import opened
from kg.store.layout import is_store
from kg.turtle import snapshot
from kg.turtle.names import compact, decoded
from kg.turtle.parse import Node, Scattered, Triples, descriptions, parse, read_raw, utf8

#: A subject at the start of a line: an IRI, or a name.
_SUBJECT = re.compile(r"^(?:<([^>\s]*)>|([^\s#@;,.:][^\s#@;,:]*:\S+))", re.MULTILINE)


class Loaded(Struct, frozen=True, dict=True):
    """The content of a data file: the graph of everything well formed, and a problem for everything else.

    ``data`` is the content itself; its triples are not kept, but read again where they are needed. ``scattered`` says
    whether some descriptions are in several places, so that they can be read only all at once.
    """

    path: Path
    graph: KnowledgeGraph
    problems: tuple[Problem, ...]
    data: bytes
    scattered: bool

    @property
    def triples(self) -> Triples:
        """All triples of the file."""
        return parse(self.data, self.path)

    @property
    def descriptions(self) -> Iterable[tuple[str, Node]]:
        """Each subject with its description, in the order of the file."""
        return self.triples.items() if self.scattered else descriptions(self.data)

    @cached_property
    def lines(self) -> Mapping[str, int]:
        """The line on which the description of each subject begins."""
        found: dict[str, int] = {}
        text = utf8(self.data, self.path)
        number, counted = 1, 0
        for match in _SUBJECT.finditer(text):
            number += text.count("\n", counted, counted := match.start())
            found.setdefault(compact(match[1]) if match[1] else decoded(match[2]), number)
        return found


def load(
    path: Path | str | None = None,
    *,
    with_: Sequence[Path | str] = (),
    mappings: Sequence[Path | str] | Path | str = (),
) -> KnowledgeGraph:
    """Load the graph of a data file, by default the one that comes with the program; or several graphs as one.

    ``with_`` are the data files of more graphs, such as ``kg.import_`` writes. Concepts of different graphs are one if
    they have the same identifier, if an exact match says so, or a row of ``mappings``: SSSOM tables, or the names of
    those that come with the program, such as "physiomap". ``graph.overlay`` reports what does not join.

    Raises UsageError, or DataError, with the first problem and its line, if a file is missing, unreadable or not well
    formed.
    """
    place = Path(path) if path is not None else resources.data()
    if is_store(place):
        if with_ or mappings:
            raise UsageError(f"{place}: a store cannot be combined with other graphs; import all files into one store")
        return opened(place)
    if not with_ and not mappings:
        graph = graph_of(place, read_raw(place))
        names = [place.stem] if path is not None else []
    else:
        from kg.turtle.overlay import overlaid

        listed = [mappings] if isinstance(mappings, Path | str) else mappings
        graph = overlaid(place, [*map(Path, with_)], listed, graph_of, named=path is not None)
        names = [part.name for part in graph.overlay.graphs] if graph.overlay else []
    force_setattr(graph, "name", one_line(" and ".join(names)))  # a copy would lose what is already calculated
    return graph


def graph_of(place: Path, data: bytes) -> KnowledgeGraph:
    """The graph of the content of a data file; raises DataError like ``load``."""
    name = snapshot.key(data, resources.data("vocabulary.ttl").read_bytes())
    if (kept := snapshot.get(name)) is not None:
        return kept
    with _uncollected():
        loaded = examine(place, data)
    if loaded.problems:
        first = loaded.problems[0]
        more = f" ({len(loaded.problems) - 1} more: kg check)" if len(loaded.problems) > 1 else ""
        raise DataError(f"{place}:{loaded.lines.get(first.subject, 1)}: {first.message}; {first.repair}{more}")
    if not (loaded.graph.concepts or loaded.graph.studies or loaded.graph.documents) and (other := _foreign(loaded)):
        raise DataError(other)
    with _uncollected():
        snapshot.put(name, loaded.graph)
    return loaded.graph


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles: reading makes none, and it would go through all that was read again and again."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def _foreign(loaded: Loaded) -> str:
    """What a file is that has triples, but nothing that this program describes; nothing if it has none."""
    number, kinds = 0, Counter[str]()
    for _, node in loaded.descriptions:
        number += 1
        kinds.update(node.get("rdf:type", ()))
    listed = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(3))
    subjects = counted(number, "subject") + (f": {listed}" if listed else " without a class")
    if not number:
        return ""
    return (
        f"{loaded.path}: has other RDF ({subjects}), but no claims of this kind; "
        "give a data file, or import KGX tables with kg import"
    )


def examine(path: Path, data: bytes | None = None) -> Loaded:
    """Read a data file (or ``data``, its new content) as far as possible; DataError only if it is not Turtle."""
    import hashlib

    from kg.turtle.build import Builder

    data = read_raw(path) if data is None else data
    if not data.isascii():  # else it is UTF-8, and is not copied
        utf8(data, path)
    scattered = False
    try:
        builder = Builder(descriptions(data))
    except Scattered:
        scattered = True
        builder = Builder(parse(data, path).items())
    graph = builder.graph(hashlib.sha256(data).hexdigest())
    return Loaded(path, graph, tuple(builder.problems), data, scattered)
