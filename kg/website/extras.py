"""What a page may have to leave out because the graph is too large: feedback loops, and answers about all pairs."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from kg.errors import SearchLimit
from kg.model.graph import KnowledgeGraph
from kg.reasoning import loops
from kg.reasoning.network import Chain, Network

#: Most work for the answers to "what if", which need all pairs: acting quantities × influences.
PAIRS = 800_000
WHAT_IF = (
    "What if: this graph is too large to compute the effect of every quantity on every other; "
    "for one quantity, ask kg what-if"
)
LOOPS = "Feedback loops: this graph has too many to list; ask kg loops with --through or a smaller --max-length"


class Extras(Struct, frozen=True):
    """The loops of a graph, and why some views are left out: the reason by the name of the view."""

    loops: tuple[Chain, ...]
    left_out: Mapping[str, str]


def extras(graph: KnowledgeGraph) -> Extras:
    """The loops of a graph, unless the search is given up, and what its page leaves out."""
    left_out = {} if is_small(graph) else {"whatif": WHAT_IF}
    try:
        found = tuple(loops.find(graph))
    except SearchLimit:
        return Extras((), {**left_out, "learn": LOOPS})
    return Extras(found, left_out)


def is_small(graph: KnowledgeGraph) -> bool:
    """Whether what is true of all pairs can be computed in seconds."""
    used = Network(graph, leading=graph.generic).used
    return len({i.source for i in used}) * len(used) <= PAIRS
