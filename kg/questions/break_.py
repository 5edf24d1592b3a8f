"""What a conclusion rests on, and what would break it. The answer is JSON."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sized

from kg.model.core import Claim, Sign, Stance
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection, pair
from kg.model.words import source_name
from kg.questions.legacy import Json, claim_json, end_json, gap_json, stamp
from kg.reasoning.chains import MOST_HOPS, Options
from kg.reasoning.missing import distances, why_none
from kg.reasoning.network import Network

Pair = tuple[str, str]


def break_(graph: KnowledgeGraph, source: str, target: str) -> Json:
    """What the conclusion that one thing leads to another rests on, over chains of any length.

    The fewest claims whose removal leaves no chain, as a minimum cut (Ford and Fulkerson 1956), how many chains there
    are that share no claim (the same number: Menger 1927), the concepts that every chain passes, and how many
    such chains remain without each document and with the literature alone. Raises UsageError or UnknownConcept.
    """
    start, goal = pair(graph, source, target)
    joined = _joined(graph, start, goal)
    cut = minimum_cut(_sizes(joined), start.quantity, goal.quantity)
    claims = [claim for ends in cut for claim in joined[ends]]
    body = {
        **stamp(graph, "kg-break/1"),
        "question": {"source": end_json(start), "target": end_json(goal)},
        "cut": [claim_json(graph, claim) for claim in claims],
        "disjoint_chains": len(claims),
        "through": _through(joined, start.quantity, goal.quantity) if cut else [],
        "without": [_without(graph, joined, start, goal, {name}) for name in graph.documents],
        "literature_only": _without(graph, joined, start, goal, set(graph.documents)),
    }
    if cut:
        return body
    why = why_none(graph, start, goal, Options(max_hops=MOST_HOPS))
    return {**body, "why": why.text, "gap": gap_json(graph, why)}


def _joined(graph: KnowledgeGraph, start: Selection, goal: Selection) -> dict[Pair, list[Claim]]:
    """The claims by which one quantity is said to act on another, the unsigned ones too."""
    joined: dict[Pair, list[Claim]] = {}
    for i in Network(graph, goal.quantity, {start.quantity}).influences:
        if i.sign is not Sign.NULL:
            supported = [c for c in i.claims if _supporters(graph, c)]
            joined.setdefault((i.source, i.target), []).extend(supported)
    return joined


def _supporters(graph: KnowledgeGraph, claim: Claim) -> set[str]:
    return {item.source for item in graph.evidence_of[claim.id] if item.stance == Stance.SUPPORTS}


def _sizes(joined: Mapping[Pair, Sized]) -> dict[Pair, int]:
    return {ends: len(claims) for ends, claims in joined.items()}


def _without(
    graph: KnowledgeGraph, joined: Mapping[Pair, list[Claim]], start: Selection, goal: Selection, sources: set[str]
) -> Json:
    """How many claim-disjoint chains remain if some sources had said nothing, and which claims that takes away."""
    kept = {ends: [c for c in claims if _supporters(graph, c) - sources] for ends, claims in joined.items()}
    cut = minimum_cut(_sizes(kept), start.quantity, goal.quantity)
    return {
        "sources": sorted(sources),
        "names": [source_name(graph.documents[name]) for name in sorted(sources)],
        "disjoint_chains": sum(len(kept[ends]) for ends in cut),
    }


def _through(joined: Collection[Pair], start: str, goal: str) -> list[str]:
    """The concepts between the two that every chain passes, from the start on."""
    steps = sorted(joined)
    downstream = distances(steps, start)
    return [
        name
        for name in sorted(downstream, key=lambda n: (downstream[n], n))
        if name not in (start, goal) and goal not in distances([s for s in steps if name not in s], start)
    ]


def minimum_cut(capacities: Mapping[Pair, int], source: str, target: str) -> list[Pair]:
    """The pairs of a cut of least total capacity between source and target, of several the one nearest the source.

    By shortest augmenting paths (Edmonds and Karp 1972). Empty if there is no way.

    >>> minimum_cut({("a", "b"): 2, ("b", "c"): 1, ("a", "c"): 1, ("c", "a"): 9}, "a", "c")
    [('a', 'c'), ('b', 'c')]
    """
    left = dict(capacities)
    heads: dict[str, set[str]] = {}
    for tail, head in capacities:
        heads.setdefault(tail, set()).add(head)
        heads.setdefault(head, set()).add(tail)
        left.setdefault((head, tail), 0)

    def reach() -> dict[str, str]:
        before = {source: source}
        open_ = deque([source])
        while open_ and target not in before:
            tail = open_.popleft()
            for head in sorted(heads.get(tail, ())):
                if head not in before and left[tail, head]:
                    before[head] = tail
                    open_.append(head)
        return before

    while target in (before := reach()):
        trail = [target]
        while trail[-1] != source:
            trail.append(before[trail[-1]])
        steps = list(zip(trail[1:], trail, strict=False))
        amount = min(left[step] for step in steps)
        for tail, head in steps:
            left[tail, head] -= amount
            left[head, tail] += amount
    return sorted(ends for ends in capacities if ends[0] in before and ends[1] not in before)
