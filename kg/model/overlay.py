"""Several graphs as one: what each is, and what joined their concepts."""

from typing import Annotated

from msgspec import Struct


class Part(Struct, frozen=True):
    """One of the graphs that are asked as one."""

    name: Annotated[str, "Its name: that of its file, without the ending."]
    version: Annotated[str, "Version of its data; empty if the data file has none."]
    sha256: Annotated[str, "SHA-256 of the bytes of its data file, in hexadecimal."]
    imported: Annotated[bool, "Whether it is an imported graph, whose studies nobody has read."]
    concepts: Annotated[int, "Its concepts."]
    joined: Annotated[int, "How many of these are also concepts of a graph before it."]
    claims: Annotated[int, "Its claims."]
    shared: Annotated[int, "How many of these are also claims of a graph before it."]


class Overlay(Struct, frozen=True):
    """The graphs that are asked as one, and the rows of mappings by what became of them."""

    graphs: Annotated[tuple[Part, ...], "The graphs; the first is that of --data."]
    exact: Annotated[int, "Rows of the mappings that join two concepts, or repeat what identifiers say."]
    left_out: Annotated[dict[str, int], "What does not join, and what joining leaves out, with counts."]

    @property
    def joined(self) -> int:
        """How many concepts the graphs share."""
        return sum(part.joined for part in self.graphs)
