"""What the literature says about the claims of a document."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from msgspec import Struct

from kg.model.core import Claim, Sign, Stance
from kg.model.graph import KnowledgeGraph
from kg.model.influence import polarity


class ReportCard(Struct, frozen=True):
    """How many claims of a document studies support or dispute; the last five add up to all.

    A study bears on a claim, or on one that says the same or the contrary of the same two quantities. What a document
    denies is supported by studies that deny it, too.
    """

    claims: Annotated[int, "How many claims the document makes or denies."]
    supported: Annotated[int, "Of these, those that studies support, and none disputes."]
    disputed: Annotated[int, "Those that studies dispute, and none supports."]
    both: Annotated[int, "Those that some studies support and others dispute."]
    undecided: Annotated[int, "Those on which studies are undecided, all of them."]
    open: Annotated[int, "Those on which there is no study."]


def report_card(graph: KnowledgeGraph, document: str) -> ReportCard:
    """What the literature says about the claims of a document."""
    stances: dict[str, set[Stance]] = {}
    for item in graph.evidence_from[document]:
        stances.setdefault(item.claim, set()).add(item.stance)
    joined: dict[tuple[str, str], list[tuple[Claim, Sign]]] = {}
    signed: dict[str, tuple[str, str, Sign]] = {}
    for claim in graph.claims.values():
        if (sign := graph.relations[claim.relation].sign) not in (None, Sign.UNKNOWN):
            signed[claim.id] = polarity(claim, graph.concepts, sign)
            joined.setdefault(signed[claim.id][:2], []).append((claim, signed[claim.id][2]))
    found = Counter(
        _side(graph, name, signed, joined, denied=said == {Stance.DISPUTES}) for name, said in stances.items()
    )
    return ReportCard(len(stances), *(found[side] for side in ReportCard.__struct_fields__[1:]))


def _side(
    graph: KnowledgeGraph,
    name: str,
    signed: dict[str, tuple[str, str, Sign]],
    joined: dict[tuple[str, str], list[tuple[Claim, Sign]]],
    *,
    denied: bool,
) -> str:
    """What studies say about what a document says: the name of the field that counts it."""
    own = signed.get(name)
    about = joined[own[:2]] if own else [(graph.claims[name], None)]
    seen, for_, against = False, False, False
    for claim, sign in about:
        same = own is None or sign is own[2]
        items = (item for item in graph.evidence_of[claim.id] if item.source in graph.literature)
        stances = {item.stance for item in items if item.source not in graph.void}
        seen = seen or (bool(stances) and same)
        for_ = for_ or (Stance.SUPPORTS in stances and same)
        against = against or (Stance.DISPUTES in stances and same) or (Stance.SUPPORTS in stances and not same)
    if denied:
        for_, against = against, for_
    sides = {(True, False): "supported", (False, True): "disputed", (True, True): "both"}
    return sides.get((for_, against), "undecided" if seen else "open")
