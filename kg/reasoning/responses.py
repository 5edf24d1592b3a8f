"""What changes downstream of some quantities, and what upstream changes one, each with its strongest chain.

The verdicts come from :mod:`kg.reasoning.judgement`; here each gets the best supported chain among the influences that
decided it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from heapq import heappop, heappush

from msgspec import Struct

from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.grouped import grouped
from kg.model.influence import Influence
from kg.model.kinds import Kind, kind_of
from kg.reasoning.judge import Judge, judge_of
from kg.reasoning.judgement import Concluded, Situation
from kg.reasoning.outcomes import Grades, Outcome, Reason, turned
from kg.reasoning.reached import Onward
from kg.reasoning.verdict import Certainty, Verdict

#: The influences along a path, from its first quantity to its last.
Links = tuple[Influence, ...]


class Response(Struct, frozen=True):
    """One concept and the verdict on it, with the strongest chain among those that count; empty if there is none.

    ``direction`` is that in which an upstream concept goes.
    """

    concept: str
    verdict: Verdict
    links: Links
    direction: Sign = Sign.PLUS


def downstream(graph: KnowledgeGraph, held: Mapping[str, Sign], kind: Kind | None = None) -> list[Response]:
    """The verdict on everything that can be reached when some quantities are held up or down."""
    judge = judge_of(graph).of(held)
    situation = Situation(judge, held).know_all()
    targets = (name for name in situation.targets() if kind in (None, kind_of(graph.concepts[name].category)))
    found = [(name, situation.verdict(name)) for name in targets]
    chains = _Strongest(judge, held, upstream=False)
    listed = (Response(name, verdict, chains.to(name, verdict)) for name, verdict in found)
    return _ordered(graph, (response for response in listed if response.verdict.reason is not Reason.none))


def upstream(graph: KnowledgeGraph, goal: str, kind: Kind | None = None) -> list[Response]:
    """The verdict on one quantity when each other one that leads to it, or to one of its kinds, rises.

    If sources state only what happens when the other one falls, or its rise would have an absent excess fall, it falls.
    """
    judge = judge_of(graph)
    chains = _Strongest(judge, {}, upstream=True)
    members = (goal, *graph.kinds(goal))
    indicated = judge.indicated.get(goal)
    others = (indicated, *graph.kinds(indicated)) if indicated else ()
    concluded: Concluded = {}
    listed = []
    for source, known in _outcomes_upstream(judge, dict.fromkeys((*members, *others))):
        if source not in members and kind in (None, kind_of(graph.concepts[source].category)):
            way, verdict = Sign.PLUS, Situation(judge, {source: Sign.PLUS}, known, concluded=concluded).verdict(goal)
            if verdict.reason in (Reason.mirrored, Reason.beyond):
                fallen = {name: turned(outcome) if outcome else None for name, outcome in known.items()}
                other = Situation(judge, {source: Sign.MINUS}, fallen, concluded=concluded).verdict(goal)
                if other.certainty is not Certainty.open:
                    way, verdict = Sign.MINUS, other
            if verdict.source == source and verdict.reason is not Reason.none:
                listed.append(Response(source, verdict, chains.to(source, verdict), way))
    return _ordered(graph, listed)


def _outcomes_upstream(judge: Judge, members: Iterable[str]) -> Iterator[tuple[str, Mapping[str, Outcome | None]]]:
    """Each quantity that acts on a member or was found not to, with what the chains determine where that is known."""
    grades = judge.grades(frozenset())
    back = Grades(grades.used, judge.contested, upstream=True)
    every = {member: back.outcomes({member: Sign.PLUS}) for member in members}
    summed = {(source, target) for source, target, _ in judge.summaries}
    nulls = {source for source, target in judge.nulls if target in every}
    sources = {source for found in every.values() for source in found} | nulls
    sources |= {source for source, target in summed if target in every}
    sources |= {name for name, concept in judge.graph.concepts.items() if concept.beyond_range}
    generic = judge.of(judge.graph.generic).acting & judge.graph.generic
    for source in sorted(sources | generic):
        if source in generic or judge.left_out({source: Sign.PLUS}):
            yield source, {}
        else:
            found = {member: every[member].get(source) for member in every if (source, member) not in summed}
            yield source, {member: outcome for member, outcome in found.items() if not _ambiguous(outcome)}


def _ambiguous(outcome: Outcome | None) -> bool:
    """Whether the reason may be another in the other direction: the first witness that is found gives it."""
    return outcome is not None and outcome.reason in (Reason.opposing, Reason.feedback)


class _Strongest:
    """The strongest chain to each concept among the influences that decided a verdict."""

    def __init__(self, judge: Judge, roots: Mapping[str, Sign], *, upstream: bool) -> None:
        self.roots, self.upstream = roots, upstream
        self.judge = judge.of(judge.graph.generic) if upstream else judge
        self.left_out = frozenset() if upstream else judge.left_out(roots)
        self.onward = cache(self._onward)
        self.best: dict[tuple[str, ...], Mapping[str, Links]] = {}

    def to(self, name: str, verdict: Verdict) -> Links:
        """The chain from what is held to a concept or one of its kinds, or from a concept to the goal."""
        if verdict.outcome is None or verdict.outcome.response is None:
            return ()
        goal, roots = verdict.target, tuple(self.roots) if verdict.source in self.roots else (verdict.source,)
        if self.upstream:
            goal, roots = name, (verdict.target, *self.judge.graph.kinds(verdict.target))
        reason = verdict.outcome.reason
        if reason not in (Reason.unsigned, Reason.contested):
            reason = Reason.agreeing  # the same influences decide for all others
        if (reason, *roots) not in self.best:
            ends = self.judge.graph.generic.difference(roots) if self.upstream else ()
            best = strongest(self.onward(reason), roots, upstream=self.upstream, ends=ends)
            self.best[reason, *roots] = best if self.upstream else self._above(best)
        return self.best[reason, *roots].get(goal, ())

    def _above(self, best: Mapping[str, Links]) -> Mapping[str, Links]:
        """The best chain to each concept or one of its kinds, from those to quantities."""
        found: dict[str, Links] = {}
        for name in sorted(filter(best.get, best), key=lambda name: _order(best[name])):
            open_ = [name]
            while open_:
                if (each := open_.pop()) not in found:
                    found[each] = best[name]
                    open_ += self.judge.graph.concepts[each].broader
        return found

    def _onward(self, reason: Reason) -> Onward:
        """The influences that decide for a reason, by where a search goes on from."""
        used = (i for i in self.judge.counted(reason) if i.key not in self.left_out)
        return grouped((i.target if self.upstream else i.source, i) for i in used)


def _ordered(graph: KnowledgeGraph, responses: Iterable[Response]) -> list[Response]:
    """The best supported first, and generic concepts last."""
    return sorted(responses, key=lambda r: (r.concept in graph.generic, not r.links, *_order(r.links), r.concept))


def _order(links: Links) -> tuple[int, int, tuple[str, ...]]:
    return sum(i.cost for i in links), len(links), tuple(i.target for i in links)


def strongest(
    onward: Onward, roots: Iterable[str], *, upstream: bool = False, ends: Collection[str] = ()
) -> dict[str, Links]:
    """The best supported path from the roots to each quantity, or from each quantity to a root (Dijkstra 1959).

    Ties go to fewer steps, then to the names along the path. If two quantities have influences of both signs, the
    better supported one is used. No path runs through ``ends``.
    """
    found: dict[str, Links] = {}
    heap: list[tuple[int, int, tuple[str, ...], str, int, Links]] = []
    pushed = 0
    for root in roots:
        heappush(heap, (0, 0, (), root, pushed, ()))
        pushed += 1
    while heap:
        cost, hops, names, node, _, links = heappop(heap)
        if node in found:
            continue
        found[node] = links
        for i in () if node in ends else onward.get(node, ()):
            head = i.source if upstream else i.target
            if head not in found:
                pushed += 1
                longer = (i, *links) if upstream else (*links, i)
                heappush(heap, (cost + i.cost, hops + 1, (*names, head), head, pushed, longer))
    return found
