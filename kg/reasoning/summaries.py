"""Which influences only sum up others.

A page that says "A increases D" may sum up A → B ↓ → C ↑ → D ↑. Taken as one more mechanism beside these, it would
oppose its own mediators. Adverse outcome pathways distinguish adjacent and non-adjacent relationships in the same way.
So an uncontested influence that is supported by a passage of prose counts as a summary if a chain of two to four other
uncontested influences has its sign. The chains consist of influences that stay, so what reaches what, and with which
signs, remains the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from kg.reasoning.mechanisms import Mechanisms
from kg.reasoning.support import supporting


def summaries(graph: KnowledgeGraph, firm: Iterable[Influence]) -> frozenset[tuple[str, str, Sign]]:
    """The keys of the influences that are summaries, among the uncontested influences with a sign, taken in order."""
    listed = list(firm)
    mechanisms = Mechanisms(listed)
    found = set()
    for i in listed:
        if _prose(graph, i) and any(mechanisms.of(*i.key)):
            mechanisms.drop(i)
            found.add(i.key)
    return frozenset(found)


def _prose(graph: KnowledgeGraph, used: Influence) -> bool:
    """Whether a passage of a document supports it, and no arrow of an imported graph: those are mechanisms."""
    items = supporting(graph, used)
    return any(item.passage is not None for item in items) and not any(item.imported for item in items)
