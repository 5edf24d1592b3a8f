"""The main question: how does one thing lead to another? Signed, cited causal chains."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection, pair, sign_of
from kg.reasoning.chains import Options, find
from kg.reasoning.missing import Why, why_none
from kg.reasoning.network import Chain


class PathAnswer(Struct, frozen=True):
    """The chains from ``source`` to ``target``, best first, and what was asked.

    ``opposite`` is the best chain of the other sign where all those shown have one sign, if a short search finds one.
    ``why`` tells why there is no chain, where there is none.
    """

    source: Selection
    target: Selection
    options: Options
    chains: tuple[Chain, ...]
    opposite: Chain | None = None
    why: Why | None = None

    @property
    def verdict(self) -> str:
        """``incoherent`` if chains of both signs were found, ``coherent`` if not, ``none`` without a chain."""
        if not self.chains:
            return "none"
        signs = {chain.sign for chain in self.chains}
        return "incoherent" if {Sign.PLUS, Sign.MINUS} <= signs else "coherent"


def path(
    graph: KnowledgeGraph,
    source: str,
    target: str,
    *,
    k: int = 5,
    max_hops: int = 8,
    sign: Sign | str | None = None,
    via: Sequence[str] = (),
    avoid: Sequence[str] = (),
    stated_only: bool = False,
    min_confidence: float = 0.0,
    with_associations: bool = False,
) -> PathAnswer:
    """The ``k`` best causal chains between two concepts.

    ``source`` and ``target`` are what a person types: a label, synonym, identifier, or a name with a direction ("low
    calcium absorption"). A chain may end at a kind of the target. ``sign`` keeps only chains of that sign, ``via`` only
    those through all of these concepts; ``avoid`` leaves out concepts or claims. Chains are ordered by confidence, then
    by fewer steps, then by the names along them. Raises UsageError or UnknownConcept if the question is put wrongly.
    """
    wanted = None if sign is None else sign_of(sign)
    options = Options(k, max_hops, wanted, tuple(via), tuple(avoid), stated_only, min_confidence, with_associations)
    options.check()
    start, goal = pair(graph, source, target)
    found = find(graph, start, goal, options)
    why = None if found.chains else why_none(graph, start, goal, options)
    return PathAnswer(start, goal, options, found.chains, found.opposite, why)
