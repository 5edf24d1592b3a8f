"""The knowledge graph: an immutable index of concepts, claims, evidence and sources."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from msgspec import Struct
from msgspec.structs import replace

from kg.errors import UnknownName
from kg.model import influence
from kg.model.confidence import Confidence, assess
from kg.model.core import Claim, Concept, Document, Evidence, Omission, Passage, Sign, Stance, Study, Value
from kg.model.grouped import grouped
from kg.model.influence import Influence
from kg.model.overlay import Overlay
from kg.model.vocabulary import Relation, Term
from kg.model.withdrawn import Withdrawal, WithdrawnConcept

if TYPE_CHECKING:
    import networkx

    from kg.model.lookup import Selection


class Applied(Struct, frozen=True, kw_only=True):
    """The filters that were applied to a graph; :mod:`kg.model.filters` applies them."""

    without: Annotated[tuple[str, ...], "Documents and studies that were ignored."] = ()
    avoid: Annotated[tuple[str, ...], "Concepts and claims that were avoided."] = ()
    sources: Annotated[str, "Which sources count: all, literature, pages or trials."] = "all"
    population: Annotated[tuple[str, ...], "Evidence limited to populations other than these was ignored."] = ()
    condition: Annotated[
        tuple[str, ...], "Evidence that holds only under conditions other than these was ignored."
    ] = ()
    since: Annotated[int | None, "Studies published before this year were ignored; null for none."] = None
    stated_only: Annotated[bool, "Whether mirrored steps were excluded."] = False
    min_confidence: Annotated[float | None, "Minimum confidence of a step; null for none."] = None


class Beyond(Protocol):
    """What finds mechanisms beyond a part of a store; see :mod:`kg.reasoning.mechanisms`."""

    def through(
        self, source: str, target: str, sign: Sign, size: int, change: tuple[str, Sign]
    ) -> Iterator[tuple[tuple[str, Sign], ...]]:
        """The mechanisms of ``size`` steps of an influence that include a change."""


class KnowledgeGraph(Struct, frozen=True, dict=True):
    """The content of a data file, by identifier. Create one with :func:`kg.load`.

    ``filters`` says what a question leaves out. ``attributed_to`` is who made the claims, empty if the data file does
    not say. ``withdrawn`` and ``withdrawn_concepts`` hold what no question uses any more. ``read_until`` is the day
    until which the literature was read, empty if the data file does not say. ``overlay`` describes the graphs of which
    it is made, if there are several. ``name`` is that of its data file, empty for the one that comes with the program.
    ``beyond`` finds what is not in a part of a store. ``influences`` are the signed influences that follow, and
    :meth:`to_networkx` exports them to networkx.
    """

    concepts: Mapping[str, Concept]
    relations: Mapping[str, Relation]
    claims: Mapping[str, Claim]
    evidence: Mapping[str, Evidence]
    passages: Mapping[str, Passage] = {}
    documents: Mapping[str, Document] = {}
    studies: Mapping[str, Study] = {}
    terms: Mapping[str, Term] = {}
    values: Mapping[str, Value] = {}
    omissions: Mapping[str, Omission] = {}
    version: str = ""
    sha256: str = ""
    read_until: str = ""
    filters: Applied = Applied()
    withdrawn: Mapping[str, Withdrawal] = {}
    withdrawn_concepts: Mapping[str, WithdrawnConcept] = {}
    attributed_to: str = ""
    overlay: Overlay | None = None
    name: str = ""
    beyond: Beyond | None = None

    def __repr__(self) -> str:
        counts = (f"{len(self.concepts):,} concepts", f"{len(self.claims):,} claims")
        more = (f"{len(self.evidence):,} evidence items", f"{len(self.studies):,} studies")
        return f"<KnowledgeGraph {self.version or 'without a version'}: {', '.join((*counts, *more))}>"

    @cached_property
    def sources(self) -> Mapping[str, Document | Study]:
        """Documents and studies by identifier."""
        return {**self.documents, **self.studies}

    @cached_property
    def is_imported(self) -> bool:
        """Whether it is an imported graph: it has no documents, and no concepts of our own or no study was read.

        Its authors decide on the names, definitions and groundings of its concepts, and on the evidence for its claims.
        """
        cited = [self.studies[item.source] for item in self.evidence.values() if item.source in self.studies]
        unread = bool(cited) and all(s.design == "UnknownDesign" and s.trace_status == "Plausible" for s in cited)
        return not self.documents and (unread or not any(name.startswith("concept:") for name in self.concepts))

    @cached_property
    def pages(self) -> frozenset[str]:
        """The documents, and the studies of which only the web address is known."""
        return frozenset({*self.documents, *(study.id for study in self.studies.values() if study.is_page)})

    @cached_property
    def knowledge_sources(self) -> frozenset[str]:
        """What stands for the source of knowledge that is its title, because an imported graph names no study."""
        bare = {s.id: s.title for s in self.studies.values() if s.title and not (s.is_identified or s.is_page)}
        return frozenset(i.source for i in (self.evidence.values() if bare else ()) if bare.get(i.source) == i.origin)

    @cached_property
    def literature(self) -> frozenset[str]:
        """The studies, without what is a page or a source of knowledge."""
        return frozenset(self.studies.keys() - self.pages - self.knowledge_sources)

    @cached_property
    def void(self) -> frozenset[str]:
        """The studies that support and dispute nothing: those retracted, and those that could not be identified."""
        return frozenset(study.id for study in self.studies.values() if study.is_void)

    @cached_property
    def counted(self) -> Mapping[str, Evidence]:
        """The evidence as it counts: an item from a void study is inconclusive, whatever the study says."""
        if not self.void:
            return self.evidence
        return {
            name: replace(item, stance=Stance.INCONCLUSIVE) if item.source in self.void else item
            for name, item in self.evidence.items()
        }

    @cached_property
    def supported(self) -> frozenset[str]:
        """The claims that some evidence supports."""
        return frozenset(item.claim for item in self.counted.values() if item.stance is Stance.SUPPORTS)

    @cached_property
    def evidence_of(self) -> Mapping[str, tuple[Evidence, ...]]:
        """The evidence items of each claim as they count, by identifier of the claim, ordered by identifier."""
        return grouped(((item.claim, item) for item in self.counted.values()), self.claims)

    @cached_property
    def evidence_from(self) -> Mapping[str, tuple[Evidence, ...]]:
        """The evidence items from each document or study as they count, by identifier of the source."""
        return grouped(((item.source, item) for item in self.counted.values()), self.sources)

    @cached_property
    def cited_by(self) -> Mapping[str, tuple[str, ...]]:
        """The evidence items that cite each study, by identifier of the study; studies that none cites are left out."""
        return grouped((study, item.id) for item in self.evidence.values() for study in dict.fromkeys(item.cites))

    @cached_property
    def states(self) -> Mapping[str, tuple[Concept, ...]]:
        """The named states of each quantity that has any."""
        return grouped((concept.state_of, concept) for concept in self.concepts.values() if concept.state_of)

    @cached_property
    def generic(self) -> frozenset[str]:
        """The generic concepts, such as overall health: no chain runs through them."""
        return frozenset(concept.quantity for concept in self.concepts.values() if concept.generic)

    @cached_property
    def statuses(self) -> frozenset[str]:
        """The populations by their status at the start: what was found in them was not found in other people."""
        return frozenset(term.id for term in self.terms.values() if term.by_status)

    @cached_property
    def named(self) -> Mapping[str, tuple[Concept, ...]]:
        """The concepts with each name; names are compared without case."""
        return grouped((n, c) for c in self.concepts.values() for n in {name.casefold() for name in c.names})

    @cached_property
    def spelled(self) -> Mapping[str, tuple[Concept, ...]]:
        """The concepts with each name in any spelling; see ``kg.model.spelling.compact``."""
        from kg.model.lookup import normal
        from kg.model.spelling import compact

        return grouped((n, c) for c in self.concepts.values() for n in {compact(normal(name)) for name in c.names})

    @cached_property
    def narrower(self) -> Mapping[str, tuple[str, ...]]:
        """The narrower concepts (kinds) of each concept that has any, at all levels."""
        from kg.model.hierarchy import Kinds

        return Kinds(self.concepts)

    def resolve(self, text: str) -> Selection:
        """The concept and direction of a typed text; see ``kg.model.lookup.resolve``."""
        from kg.model.lookup import resolve

        return resolve(self, text)

    def kinds(self, concept: str) -> tuple[str, ...]:
        """The kinds that count as a concept when it is the target of a question; named levels are left out."""
        return tuple(kind for kind in self.narrower.get(concept, ()) if not self.concepts[kind].is_level)

    @cached_property
    def influences(self) -> tuple[Influence, ...]:
        """The signed causal influences between quantities."""
        return self.project()

    def project(self, *, associations: bool = False, alias: Mapping[str, str] | None = None) -> tuple[Influence, ...]:
        """The signed influences between quantities; see :func:`kg.model.influence.project`.

        With ``alias`` alone, only the influences of the quantities that it names are projected again.
        """
        claims: Collection[Claim] = self.claims.values()
        kept: list[Influence] = []
        if alias and not associations:
            moved = {*alias, *alias.values()}
            kept = [i for i in self.influences if i.source not in moved and i.target not in moved]
            named = {name for name, concept in self.concepts.items() if concept.quantity in moved}
            claims = [claim for claim in claims if claim.subject in named or claim.object in named]
        projected = self.projected(claims, associations=associations, alias=alias)
        return tuple(sorted([*kept, *projected], key=influence.order)) if kept else projected

    def projected(
        self, claims: Collection[Claim], *, associations: bool = False, alias: Mapping[str, str] | None = None
    ) -> tuple[Influence, ...]:
        """The influences that follow from some claims, without those below the minimum confidence of the filters."""
        every = influence.project(
            claims,
            self.concepts,
            self.relations,
            self.evidence_of,
            self.confidence,
            associations=associations,
            alias=alias,
        )
        if self.filters.min_confidence is None:
            return every
        least = Decimal(str(self.filters.min_confidence))
        return tuple(i for i in every if i.confidence.value >= least)

    def confidence(self, *claims: str) -> Confidence:
        """The confidence of a claim, or of several claims together, with its parts."""
        if (found := self._assessed.get(claims)) is None:
            items = chain.from_iterable(map(self.evidence_of.__getitem__, claims))
            found = self._assessed[claims] = assess(items, self.sources, self.claims)
        return found

    @cached_property
    def _assessed(self) -> dict[tuple[str, ...], Confidence]:
        return {}

    def without(self, claims: frozenset[str]) -> KnowledgeGraph:
        """The same graph without these claims and their evidence."""
        rest = replace(
            self,
            claims={c: claim for c, claim in self.claims.items() if c not in claims},
            evidence={e: item for e, item in self.evidence.items() if item.claim not in claims},
        )
        vars(rest)["knowledge_sources"] = self.knowledge_sources  # whatever evidence is left
        if "influences" in vars(self) and claims:  # only the influences of these claims change
            gone = {i.ends for i in self.influences if any(claim.id in claims for claim in i.claims)}
            kept = [i for i in self.influences if i.ends not in gone]
            again = [claim for i in self.influences if i.ends in gone for claim in i.claims if claim.id not in claims]
            projected = rest.projected(again)
            vars(rest)["influences"] = tuple(sorted([*kept, *projected], key=influence.order))
        return rest

    def without_sources(self, sources: Collection[str]) -> KnowledgeGraph:
        """The same graph without these documents and studies, and without claims that have no other evidence.

        Sources are given by identifier, ``document:002``, or by its last part, ``002``. Raises UnknownName.
        """
        named = {self._source(name) for name in sources}
        if not named:
            return self
        left_out = tuple(sorted({*self.filters.without, *named}))
        return self.keeping(lambda item: item.source not in named, replace(self.filters, without=left_out))

    def keeping(self, counts: Callable[[Evidence], bool], filters: Applied) -> KnowledgeGraph:
        """The same graph with the evidence that counts, and without claims that have no other; ``filters`` says so."""
        evidence = {e: item for e, item in self.evidence.items() if counts(item)}
        made = {item.claim for item in evidence.values()}
        claims = {c: claim for c, claim in self.claims.items() if c in made}
        rest = replace(self, claims=claims, evidence=evidence, filters=filters)
        vars(rest)["knowledge_sources"] = self.knowledge_sources  # whatever evidence is left
        return rest

    def _source(self, name: str) -> str:
        for known in (name, f"document:{name}", f"study:{name}"):
            if known in self.sources:
                return known
        raise UnknownName(f"unknown source “{name}”; kg sources lists documents and studies")

    def to_networkx(self, *, associations: bool = False) -> networkx.MultiDiGraph[Any]:
        """A networkx MultiDiGraph of quantities and signed influences; edge keys are signs.

        Nodes have ``label``, ``category`` and ``states``; edges have ``label``, ``sign``, ``confidence``, ``cost``,
        ``association``, ``stated``, ``claims`` and ``citations`` (see :func:`kg.model.influence.to_networkx`).
        """
        influences = self.project(associations=associations)
        return influence.to_networkx(influences, self.concepts, self.relations, self.evidence_of)
