"""The texts and identifiers by which things are found, written once, and read where they are needed."""

from __future__ import annotations

from array import array as numbers_
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np

from kg.model import texts
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Lookup
from kg.model.texts import Searched, Texts
from kg.store.rows import array, mapped, write_rows

#: What is looked through, and the part of the graph to which each text belongs.
KINDS = {
    "names": (texts.called, "concepts"),
    "definitions": (texts.defined, "concepts"),
    "claims": (texts.said, "claims"),
    "sources": (texts.titled, "sources"),
}
#: The number of a thing in a part of the graph, and the thing with a number.
Numbers = Mapping[str, Mapping[str, int]]
Things = Mapping[str, Callable[[int], str]]


def write_texts(folder: Path, graph: KnowledgeGraph, numbers: Numbers) -> None:
    """Write the texts of a graph."""
    for kind, (of, part) in KINDS.items():
        owners = numbers_("i")

        def lines(
            pairs: Iterator[tuple[str, str]], owners: numbers_[int] = owners, part: str = part
        ) -> Iterator[bytes]:
            for owner, text in pairs:
                if owner in numbers[part]:
                    owners.append(numbers[part][owner])
                    yield texts.line(text)

        write_rows(folder, f"texts.{kind}", lines(of(graph)))
        np.save(folder / f"texts.{kind}.owner.npy", np.frombuffer(owners, np.int32))


def searched(folder: Path, things: Things, named: Lookup[str], identified: Lookup[str]) -> Searched:
    """Everything in which words are looked for."""
    found = {kind: _texts(folder, kind, things[part]) for kind, (_, part) in KINDS.items()}
    return Searched(**found, named=named, identified=identified)


def _texts(folder: Path, kind: str, thing: Callable[[int], str]) -> Texts:
    owners, starts = array(folder, f"texts.{kind}.owner"), array(folder, f"texts.{kind}.at")
    return Texts(mapped(folder / f"texts.{kind}.rows"), starts, lambda place: thing(int(owners[place])))
