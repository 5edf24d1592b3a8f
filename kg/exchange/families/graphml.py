"""GraphML, read by networkx; a file with a document type or entities of its own is refused."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from xml.parsers import expat

from kg.errors import DataError
from kg.exchange.families import Item, Options
from kg.exchange.families.parts import whole
from kg.exchange.families.parts.network_rows import Link, Network, items
from kg.exchange.given import Given
from kg.exchange.report import Report

_ROOT = re.compile(r"<(?:\w+:)?graphml[\s/>]")


def recognises(file: Given) -> bool:
    """Whether a file is XML whose root is graphml."""
    start = file.start.lstrip()
    return start.startswith("<") and bool(_ROOT.search(start))


def read(files: Sequence[Given], options: Options, report: Report) -> Iterator[Item]:
    """The nodes and edges of each file."""
    for file in files:
        yield from items(file, _network(file), options, report)


def _network(file: Given) -> Network:
    import networkx as nx

    data = whole.text(file)
    _checked(file, data)
    try:
        graph = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    except (nx.NetworkXException, LookupError, ValueError, TypeError, AttributeError, SyntaxError) as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise DataError(f"{file.shown}: networkx cannot read it as GraphML ({why[:200]}); save it again") from None
    directed = graph.is_directed()
    links = [
        Link(f"edge {number} of {file.name}", str(source), str(target), known, directed)
        for number, (source, target, known) in enumerate(graph.edges(data=True), 1)
    ]
    return Network({str(name): known for name, known in graph.nodes(data=True)}, links)


def _checked(file: Given, data: bytes) -> None:
    """Refuse what networkx would read otherwise: entities, which can grow without end, and edges without an end."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def declared(*_: object) -> None:
        raise DataError(f"{file.shown}: declares a document type or entities of its own; save it again without")

    def element(name: str, known: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == "edge" and not known.keys() >= {"source", "target"}:
            raise DataError(f"{file.shown}:{parser.CurrentLineNumber}: edge without source or target; save it again")

    parser.StartDoctypeDeclHandler, parser.StartElementHandler = declared, element
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise DataError(f"{file.shown}:{error.lineno}: not well-formed XML ({expat.ErrorString(error.code)})") from None
