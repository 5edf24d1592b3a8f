"""What the rules of :mod:`kg.reasoning.judgement` need of a graph, found once and when first needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from kg.model.core import Concept, Sign
from kg.model.graph import KnowledgeGraph
from kg.model.grouped import grouped
from kg.model.influence import Influence
from kg.model.kept import kept
from kg.model.kinds import kind_of
from kg.reasoning import denials
from kg.reasoning.denials import Ends
from kg.reasoning.draws import Draws, arcs
from kg.reasoning.network import Network
from kg.reasoning.outcomes import Grades, Reason
from kg.reasoning.reached import Onward, Reached, onward
from kg.reasoning.summaries import Summaries, summaries
from kg.reasoning.support import ORDER, Support, grade, populations

Key = tuple[str, str, Sign]
#: Sets of influences that are kept.
KEPT = 4
#: The kinds of concepts that describe people: conditions and what is measured.
CONDITIONS = frozenset({"symptom", "disease", "measurement"})


@kept(1)
def judge_of(graph: KnowledgeGraph) -> Judge:
    """The judge of a graph, the same for all questions."""
    return Judge(graph)


class Judge:
    """One graph, and what concerns all questions about it; of generic concepts, those in ``leading`` have effects.

    ``whole`` is the judge of the same graph with more claims, or more that leads on, if there is one.
    """

    def __init__(
        self, graph: KnowledgeGraph, leading: frozenset[str] = frozenset(), whole: Judge | None = None
    ) -> None:
        self.graph = graph
        self._whole = whole
        self.network = Network(graph, leading=leading)
        self._judges = {leading: self}
        #: The influences that apply, without summaries, as signed graphs, by those that are left out.
        self.grades = lru_cache(KEPT)(self._applying)
        #: The influences by their source, without some: all, or the uncontested ones of at least this support.
        self.onward = lru_cache(4 * KEPT)(self._onward)
        #: The draws for the worlds of all questions, by the influences that are left out.
        self.draws = lru_cache(KEPT)(
            lambda left_out: Draws(arcs(i for i in self.network.used if i.key not in left_out))
        )

    def of(self, held: Iterable[str]) -> Judge:
        """The judge of questions about what is held: from a generic concept something follows only if it is held."""
        generic = self.graph.generic.intersection(held)
        if generic not in self._judges:
            judge = self._judges[generic] = Judge(self.graph, generic, self._judges.get(self.graph.generic))
            judge._judges = self._judges
        return self._judges[generic]

    def without(self, claim: str) -> Judge:
        """The judge of the graph without a claim."""
        return Judge(self.graph.without(frozenset({claim})), whole=self)

    @cached_property
    def contested(self) -> frozenset[Key]:
        """The contested influences."""
        return frozenset(i.key for i in self.network.used if denials.contested(self.graph, i))

    @cached_property
    def firm(self) -> tuple[Influence, ...]:
        """The uncontested influences with a sign."""
        used = self.network.used
        return tuple(i for i in used if i.sign is not Sign.UNKNOWN and i.key not in self.contested)

    @cached_property
    def summaries(self) -> Summaries:
        """The influences that sum up others."""
        whole = self._whole
        fewer = whole is not None and {i.key for i in self.firm} <= {i.key for i in whole.firm}
        return summaries(self.graph, self.firm, whole.summaries if whole and fewer else None)

    @cached_property
    def denied(self) -> frozenset[Ends]:
        """The pairs that sources deny or dispute."""
        return frozenset(denials.denials(self.graph))

    @cached_property
    def nulls(self) -> Mapping[Ends, Influence]:
        """The null findings."""
        return denials.nulls(self.graph)

    @cached_property
    def missed(self) -> Mapping[str, tuple[str, ...]]:
        """Where the null findings on each quantity end."""
        return grouped(self.nulls)

    @cached_property
    def indicated(self) -> Mapping[str, str]:
        """What some quantities indicate, by the claims that say so; not levels, nor treatments that are indicated."""
        concepts, found = self.graph.concepts, dict[str, str]()
        claims = (claim for claim in self.graph.claims.values() if claim.relation == "indicates")
        for claim in sorted(claims, key=lambda claim: claim.id):
            level = any(concepts[n].is_level for n in (claim.subject, claim.object))
            if not level and kind_of(concepts[claim.object].category) != "treatment":
                found.setdefault(claim.subject, claim.object)
        return found

    @cached_property
    def excesses(self) -> frozenset[str]:
        """The states beyond the range."""
        return frozenset(name for name, concept in self.graph.concepts.items() if concept.beyond_range)

    @cached_property
    def acting(self) -> frozenset[str]:
        """The quantities that act on something."""
        return frozenset(i.source for i in self.network.influences)

    @cached_property
    def answering(self) -> frozenset[str]:
        """The quantities that can answer for others: those that act on something, or were found not to."""
        return self.acting.union(self.missed) - self.graph.generic

    def stand_ins(self, source: str) -> Iterator[str]:
        """The quantities that may answer for a source: what it indicates, then the concepts above it, nearest first.

        None answers for a state beyond the range. No generic concept answers for anything, nor does what has no effect.
        """
        concept = self.graph.concepts[source]
        if concept.beyond_range:
            return
        indicated = [self.indicated[source]] if source in self.indicated else []
        above = (name for name in denials.above(self.graph, source)[1:] if not self.graph.concepts[name].is_level)
        yield from (name for name in (*indicated, *above) if name in self.answering)

    def by_statement(self, source: str, instead: str) -> bool:
        """Whether only what is stated of a stand-in holds for a source, not what follows by chains.

        So it is for a concept above a condition of which no source says that it leads to anything: what a disease leads
        to by way of others need not hold for each kind of it.
        """
        kind = kind_of(self.graph.concepts[source].category)
        return kind in CONDITIONS and source not in self.acting and self.indicated.get(source) != instead

    def left_out(self, held: Mapping[str, Sign]) -> frozenset[Key]:
        """The influences that do not apply to what is held.

        Of states beyond the range only those apply that start at one of them. What is held within its range has no
        excess. Others do not apply if they were found in other people, or, if the filters say so, if sources do not
        state them as they are used.
        """
        concepts = [self.graph.concepts[name] for name in held]
        excesses = self._excesses(concepts)
        excluded = {name for concept in concepts for name in concept.excludes}
        found = set[Key]()
        if concepts and all(concept.beyond_range for concept in concepts):
            names = {concept.id for concept in excesses}
            found = {i.key for i in self.network.influences if i.source not in names}
        elif excesses:
            plain = {str(concept.state_of) for concept in excesses}
            found = {i.key for i in self.network.influences if plain.intersection(i.ends)}
        own = {name for name in self.excesses if self.graph.concepts[name].state_of in held}
        if own:
            found |= {i.key for i in self.network.influences if i.target in own}
        if excluded:
            for i in self.network.influences:
                limits = populations(self.graph, i)
                if limits and all(limit and limit <= excluded for limit in limits):
                    found.add(i.key)
        return self.unstated(held).union(found)

    def _excesses(self, held: Iterable[Concept]) -> list[Concept]:
        """The states beyond the range among what is held, and those to which one of them leads directly."""
        found = [concept for concept in held if concept.beyond_range]
        for concept in found:  # it grows during the loop
            heads = (i.target for i in self.network.used if i.source == concept.id and i.sign is Sign.PLUS)
            beyond = (self.graph.concepts[head] for head in heads)
            found += [each for each in beyond if each.beyond_range and each not in found]
        return found

    def unstated(self, held: Mapping[str, Sign]) -> frozenset[Key]:
        """The influences that sources state only for the contrary of what happens, if the filters exclude them.

        Where a change reaches a quantity in both directions, what is stated for either direction counts.
        """
        if not self.graph.filters.stated_only:
            return frozenset()
        states = Reached(self.onward(frozenset()), held, stated=True)
        moved: dict[str, set[Sign]] = {}
        for name, direction in states:
            moved.setdefault(name, set()).add(direction)
        usable = {i.key for i in self.network.used}
        return frozenset(
            i.key
            for i in self.network.influences
            if all(map(i.mirrored, moved.get(i.source, ()))) or (i.sign is Sign.UNKNOWN and i.key not in usable)
        )

    def _applying(self, left_out: frozenset[Key]) -> Grades:
        gone = left_out | self.summaries.keys()
        return Grades([i for i in self.network.used if i.key not in gone], self.contested)

    def _onward(self, left_out: frozenset[Key], least: Support | None = None) -> Onward:
        enough = ORDER[ORDER.index(least or Support.weak) :]
        pool = self.network.used if least is None else self.firm
        if len(enough) < len(ORDER):
            pool = tuple(i for i in pool if self.supports[i.key] in enough)
        return onward(i for i in pool if i.key not in left_out)

    @cached_property
    def supports(self) -> Mapping[Key, Support]:
        """The support of each uncontested influence with a sign."""
        return {i.key: grade(self.graph, i) for i in self.firm}

    def counted(self, reason: Reason) -> tuple[Influence, ...]:
        """The influences that decide for a reason that the chains give."""
        if reason is Reason.unsigned:
            return self.network.used
        if reason is Reason.contested:
            return tuple(i for i in self.network.used if i.sign is not Sign.UNKNOWN)
        return self.firm
