"""Which influences only sum up others.

A page that says "A increases D" may sum up A → B ↓ → C ↑ → D ↑. Taken as one more mechanism beside these, it would
oppose its own mediators. Adverse outcome pathways distinguish adjacent and non-adjacent relationships in the same way.
So an uncontested influence that is supported by a passage of prose counts as a summary if a chain of two to four other
uncontested influences has its sign. The chains consist of influences that stay, so what reaches what, and with which
signs, remains the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from kg.reasoning.mechanisms import Mechanism, Mechanisms
from kg.reasoning.support import supporting

#: Each summary by source, target and sign, with a mechanism that it sums up.
Summaries = Mapping[tuple[str, str, Sign], Mechanism]


def summaries(graph: KnowledgeGraph, firm: Sequence[Influence], known: Summaries | None = None) -> Summaries:
    """The influences that are summaries, among the uncontested influences with a sign, taken in order.

    ``known`` are those among these influences and some more. What is none there is none here, as long as all that are
    summaries there are summaries here.
    """
    mechanisms = Mechanisms(firm)
    before = known or {}
    fewer = known is not None
    found = {}
    for i in firm:
        way = None
        if (not fewer or i.key in before) and _prose(graph, i):
            way = before.get(i.key)
            if way is None or not mechanisms.holds(i, way):
                way = next(mechanisms.of(*i.key), None)
        if way is not None:
            mechanisms.drop(i)
            found[i.key] = way
        elif i.key in before:
            fewer = False  # this one stays, so others may sum it up
    return found


def _prose(graph: KnowledgeGraph, used: Influence) -> bool:
    """Whether a passage of a document supports it, and no arrow of an imported graph: those are mechanisms."""
    items = supporting(graph, used)
    return any(item.passage is not None for item in items) and not any(item.imported for item in items)
