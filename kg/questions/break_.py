"""What a conclusion rests on, and what would break it."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from typing import Annotated, Unpack

from msgspec import UNSET, Struct, UnsetType

from kg.model.answer import Data, GraphAnswer
from kg.model.core import Claim, Sign, Stance
from kg.model.filters import Filters, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection, pair
from kg.model.words import source_name
from kg.questions.parts.chains import End, Missing, end, gap
from kg.questions.parts.claims import ClaimLine, claim_line
from kg.reasoning.chains import MOST_HOPS, Options
from kg.reasoning.cut import Ends, minimum_cut, passed
from kg.reasoning.denials import denied_claims
from kg.reasoning.judge import Judge
from kg.reasoning.missing import why_none
from kg.reasoning.network import Network
from kg.signature import Concept, asked

#: The claims that one quantity acts on another, by the two quantities.
Joined = Mapping[Ends, list[Claim]]


class BreakQuestion(Struct, frozen=True):
    """What was asked."""

    source: Annotated[End, "Where chains begin."]
    target: Annotated[End, "Where they end."]


class Left(Struct, frozen=True):
    """What is left without some sources."""

    sources: Annotated[tuple[str, ...], "The sources that are ignored."]
    names: Annotated[tuple[str, ...], "Their display names."]
    disjoint_chains: Annotated[int, "How many independent chains (that share no claim) are left."]


class Break(GraphAnswer, frozen=True, tag="kg-break/2"):
    """What a conclusion rests on."""

    question: Annotated[BreakQuestion, "What was asked, as it was interpreted."]
    cut: Annotated[
        tuple[ClaimLine, ...],
        "The fewest claims whose removal leaves no chain; of several such sets, the one nearest the source.",
    ]
    disjoint_chains: Annotated[int, "The number of independent chains: as many as claims in the cut."]
    through: Annotated[tuple[str, ...], "Quantities that every chain passes, in order from the source."]
    without: Annotated[tuple[Left, ...], "What is left without each document."]
    literature_only: Annotated[Left, "What is left without all documents: the literature alone."]
    against: Annotated[
        tuple[ClaimLine, ...],
        "Claims by which sources deny or dispute the effect itself, or looked for it and did not find it.",
    ]
    why: Annotated[str | UnsetType, "Why there is no chain; absent if there is one."] = UNSET
    gap: Annotated[
        Missing | UnsetType, "Which options hide the chains, or which claims are missing; absent if there is a chain."
    ] = UNSET

    @property
    def answered(self) -> bool:
        """Whether there is a chain."""
        return bool(self.cut)


@asked
def break_(
    graph: KnowledgeGraph,
    source: Annotated[Concept, "Where chains begin."],
    target: Annotated[Concept, "Where chains end."],
    **filters: Unpack[Filters],
) -> Break:
    """What a conclusion rests on, and what would break it.

    Lists the fewest claims whose removal leaves no chain of any length, the concepts that every chain passes, how many
    independent chains (that share no claim) are left without each document, and what sources say against the effect.

    Example: kg break "vitamin D deficiency" "back pain"

    The claims are a minimum cut (Ford and Fulkerson 1956); there are as many independent chains (Menger 1927). Raises
    UsageError or UnknownConcept.
    """
    whole = filtered(graph, source, target, **filters)
    start, goal = pair(whole, source, target)
    unstated = Judge(whole).of([start.quantity]).unstated({start.quantity: start.direction or Sign.PLUS})
    graph = whole.without(frozenset(claim.id for i in whole.influences if i.key in unstated for claim in i.claims))
    joined = _joined(graph, start, goal)
    claims = [claim for ends in _cut(joined, start, goal) for claim in joined[ends]]
    options = Options(max_hops=MOST_HOPS, stated_only=whole.filters.stated_only)
    why = None if claims else why_none(whole, start, goal, options)
    return Break(
        Data.of(graph),
        BreakQuestion(end(start), end(goal)),
        tuple(claim_line(graph, claim) for claim in claims),
        len(claims),
        passed(joined, start.quantity, goal.quantity) if claims else (),
        tuple(_left(graph, joined, start, goal, {name}) for name in graph.documents),
        _left(graph, joined, start, goal, set(graph.documents)),
        tuple(claim_line(whole, whole.claims[c]) for c in denied_claims(whole, start.quantity, goal.quantity)),
        why.text if why else UNSET,
        gap(graph, why) if why else UNSET,
    )


def _joined(graph: KnowledgeGraph, start: Selection, goal: Selection) -> Joined:
    """The claims that one quantity acts on another, including those without a sign."""
    joined: dict[Ends, list[Claim]] = {}
    for i in Network(graph, goal.quantity, {start.quantity}).influences:
        if i.sign is not Sign.NULL:
            supported = [c for c in i.claims if _supporters(graph, c)]
            joined.setdefault((i.source, i.target), []).extend(supported)
    return joined


def _supporters(graph: KnowledgeGraph, claim: Claim) -> set[str]:
    return {item.source for item in graph.evidence_of[claim.id] if item.stance is Stance.SUPPORTS}


def _cut(joined: Mapping[Ends, Sized], start: Selection, goal: Selection) -> list[Ends]:
    return minimum_cut({ends: len(claims) for ends, claims in joined.items()}, start.quantity, goal.quantity)


def _left(graph: KnowledgeGraph, joined: Joined, start: Selection, goal: Selection, sources: set[str]) -> Left:
    """How many independent chains are left if some sources are ignored."""
    kept = {ends: [c for c in claims if _supporters(graph, c) - sources] for ends, claims in joined.items()}
    return Left(
        tuple(sorted(sources)),
        tuple(source_name(graph.documents[name]) for name in sorted(sources)),
        sum(len(kept[ends]) for ends in _cut(kept, start, goal)),
    )
