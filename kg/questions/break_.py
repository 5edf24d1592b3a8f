"""What a conclusion rests on, and what would break it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated, Unpack

from msgspec import UNSET, Struct, UnsetType

from kg.model.answer import Data, ListAnswer
from kg.model.core import Claim, Sign, Stance
from kg.model.filters import Filters, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection, pair
from kg.model.words import source_name
from kg.questions.parts.chains import End, Missing, end, gap
from kg.questions.parts.claims import ClaimLine, claim_line
from kg.reasoning import region
from kg.reasoning.chains import MOST_HOPS, Options
from kg.reasoning.cut import heads, passed
from kg.reasoning.denials import denied_claims
from kg.reasoning.flow import Ends, Flow
from kg.reasoning.judge import judge_of
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


class Break(ListAnswer, frozen=True, tag="kg-break/2"):
    """What a conclusion rests on."""

    question: Annotated[BreakQuestion, "What was asked, as it was interpreted."]
    cut: Annotated[
        tuple[ClaimLine, ...],
        "The fewest claims whose removal leaves no chain; of several such sets, the one nearest the source.",
    ]
    disjoint_chains: Annotated[int, "The number of independent chains: as many as claims in the cut."]
    other_cuts: Annotated[bool, "Whether there are other sets of as few claims."]
    through: Annotated[tuple[str, ...], "Quantities that every chain passes, in order from the source."]
    without: Annotated[tuple[Left, ...], "What is left without each document."]
    literature_only: Annotated[Left, "What is left without everything that is no study: the literature alone."]
    against: Annotated[
        tuple[ClaimLine, ...],
        "Claims by which sources deny or dispute the effect itself, or looked for it and did not find it.",
    ]
    why: Annotated[str | UnsetType, "Why there is no chain; absent if there is one."] = UNSET
    gap: Annotated[
        Missing | UnsetType, "Which options hide the chains, or which claims are missing; absent if there is a chain."
    ] = UNSET


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
    whole = filtered(region.between(graph, source, target, filters), source, target, **filters)
    start, goal = pair(whole, source, target)
    unstated = judge_of(whole).of([start.quantity]).unstated({start.quantity: start.direction or Sign.PLUS})
    gone = frozenset(claim.id for i in whole.influences if i.key in unstated for claim in i.claims)
    graph = whole.without(gone) if gone else whole
    joined = _joined(graph, start, goal)
    flow = Flow({ends: len(claims) for ends, claims in joined.items()}, start.quantity, goal.quantity)
    claims = [claim for ends in flow.cut() for claim in joined[ends]]
    alone, unread = _resting(graph, joined)
    options = Options(max_hops=MOST_HOPS, stated_only=whole.filters.stated_only)
    why = None if claims else why_none(whole, start, goal, options)
    return Break(
        Data.of(graph),
        BreakQuestion(end(start), end(goal)),
        tuple(claim_line(graph, claim) for claim in claims),
        len(claims),
        not flow.only_cut,
        passed(heads(joined), [start.quantity], [goal.quantity]) if claims else (),
        tuple(_left(graph, [name], flow.without(alone.get(name, {}))) for name in graph.documents),
        _left(graph, graph.pages | graph.knowledge_sources, flow.without(unread)),
        tuple(claim_line(whole, whole.claims[c]) for c in denied_claims(whole, start.quantity, goal.quantity)),
        why.text if why else UNSET,
        gap(graph, why) if why else UNSET,
    )


def _joined(graph: KnowledgeGraph, start: Selection, goal: Selection) -> Joined:
    """The supported claims that one quantity acts on another, including those without a sign."""
    joined: dict[Ends, list[Claim]] = {}
    for i in Network(graph, goal.quantity, {start.quantity}).influences:
        if i.sign is not Sign.NULL:
            supported = [claim for claim in i.claims if claim.id in graph.supported]
            joined.setdefault((i.source, i.target), []).extend(supported)
    return joined


def _resting(graph: KnowledgeGraph, joined: Joined) -> tuple[dict[str, Counter[Ends]], Counter[Ends]]:
    """How many of the claims rest on one source alone, by source, and how many on no study."""
    alone: dict[str, Counter[Ends]] = {}
    unread: Counter[Ends] = Counter()
    for ends, claims in joined.items():
        for claim in claims:
            items = graph.evidence_of[claim.id]
            sources = {item.source for item in items if item.stance is Stance.SUPPORTS}
            if sources.isdisjoint(graph.literature):
                unread[ends] += 1
            if len(sources) == 1:
                alone.setdefault(sources.pop(), Counter())[ends] += 1
    return alone, unread


def _left(graph: KnowledgeGraph, sources: Iterable[str], chains: int) -> Left:
    """How many independent chains are left if some sources are ignored."""
    names = sorted(sources)
    return Left(tuple(names), tuple(source_name(graph.sources[name]) for name in names), chains)
