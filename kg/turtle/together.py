"""Several graphs as one graph: nothing is lost, and nothing counts twice.

Concepts are joined by :mod:`kg.turtle.joining`. The same claim of two graphs is one claim with the evidence of both.
The same study, by DOI, PubMed or PubMed Central, is one study, so it is one witness; the same text is one document. An
identifier that means something else in a graph before it gets the name of its graph.

Each evidence item names its graphs, and is marked if its graph is imported: its arrows are mechanisms by construction,
and partial effects, whatever else is known about the studies that they name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import astuple, replace

from kg.model.core import Claim, Concept, Document, Evidence, Omission, Passage, Value
from kg.model.graph import KnowledgeGraph
from kg.model.hierarchy import acyclic
from kg.model.overlay import Overlay, Part
from kg.model.vocabulary import Relation
from kg.model.withdrawn import Withdrawal, WithdrawnConcept
from kg.turtle.joining import Joined
from kg.turtle.mappings import Mapping as Row
from kg.turtle.names import claim_id, free
from kg.turtle.same import Studies, concept

T = TypeVar("T", Document, Passage, Omission, Value)


class Named(NamedTuple):
    """A graph with its name."""

    name: str
    graph: KnowledgeGraph


def together(graphs: Sequence[Named], rows: Iterable[Row] = ()) -> KnowledgeGraph:
    """Graphs with different names as one, the first as the main one; raises DataError if their levels contradict."""
    joined = Joined([each.graph for each in graphs], rows)
    made = _Made(graphs[0].graph.relations)
    parts = tuple(made.add(each, joined.names(each.graph.concepts)) for each in graphs)
    made.untangle()
    left_out = {what: count for what, count in sorted((joined.left_out + made.left_out).items()) if count}
    first = graphs[0].graph
    return KnowledgeGraph(
        _sorted(made.concepts),
        first.relations,
        _sorted(made.claims),
        _sorted(made.evidence),
        _sorted(made.passages),
        _sorted(made.documents),
        _sorted(made.studies.known),
        first.terms,
        _sorted(made.values),
        _sorted(made.omissions),
        first.version,
        first.sha256,
        first.read_until,
        withdrawn=_sorted(made.withdrawn),
        withdrawn_concepts=_sorted(made.former),
        attributed_to=first.attributed_to,
        overlay=Overlay(parts, joined.exact, left_out),
    )


class _Made:
    """The graph that is made, to which one graph after the other is added."""

    def __init__(self, relations: Mapping[str, Relation]) -> None:
        self.relations = relations
        self.concepts: dict[str, Concept] = {}
        self.claims: dict[str, Claim] = {}
        self.evidence: dict[str, Evidence] = {}
        self.passages: dict[str, Passage] = {}
        self.documents: dict[str, Document] = {}
        self.values: dict[str, Value] = {}
        self.omissions: dict[str, Omission] = {}
        self.withdrawn: dict[str, Withdrawal] = {}
        self.former: dict[str, WithdrawnConcept] = {}
        self.studies = Studies()
        self.left_out: Counter[str] = Counter()
        self._acting_on_itself: set[str] = set()
        self._claimed: dict[tuple[str, str, str], str] = {}
        self._said: dict[tuple[Any, ...], str] = {}

    def add(self, each: Named, names: Mapping[str, str]) -> Part:
        """Add a graph whose concepts are called by these names."""
        name, graph = each
        joined = sum(called in self.concepts for called in names.values())
        self._concepts(graph, names)
        studies = self.studies.add(graph.studies.values(), name)
        cited = {**studies, **self._documents(name, graph, studies)}
        passages = self._known(
            self.passages,
            (replace(one, document=cited[one.document]) for one in graph.passages.values()),
            name,
            lambda one: (one.document, one.start, one.end, one.digest),
        )
        omitted = (replace(one, passage=passages[one.passage]) for one in graph.omissions.values())
        self._known(self.omissions, omitted, name, lambda one: (one.passage, one.reason))
        values = self._known(
            self.values,
            (replace(one, of=names.get(one.of, one.of) if one.of else None) for one in graph.values.values()),
            name,
            lambda one: (one.minimum, one.maximum, one.unit, one.of),
        )
        before = len(self.claims)
        claims = self._claims(name, graph, {**values, **names})
        self._evidence(each, claims, cited, passages)
        for gone in graph.withdrawn.values():
            instead = claims.get(gone.replaced_by, gone.replaced_by) if gone.replaced_by else None
            self.withdrawn.setdefault(gone.id, replace(gone, replaced_by=instead))
        for former in graph.withdrawn_concepts.values():
            instead_of = tuple(names[other] for other in former.replaced_by)
            self.former.setdefault(former.id, replace(former, replaced_by=instead_of))
        shared = len(graph.claims) - (len(self.claims) - before)
        return Part(
            name,
            graph.version,
            graph.sha256,
            graph.is_imported,
            len(graph.concepts),
            joined,
            len(graph.claims),
            shared,
        )

    def untangle(self) -> None:
        """Leave out what only joining makes: cycles of broader concepts, and claims about a thing and its level."""
        pairs = [(each.id, broader) for each in self.concepts.values() for broader in each.broader]
        for kind, broader in acyclic(pairs)[1]:
            known = self.concepts[kind]
            self.concepts[kind] = replace(known, broader=tuple(name for name in known.broader if name != broader))
            self.left_out["broader concept that would close a cycle"] += 1
        circular = {name for name, claim in self.claims.items() if _circular(claim, self.concepts, self.relations)}
        for name in sorted(circular - self._acting_on_itself):
            del self.claims[name]
            self.left_out["claim about a thing and its own level"] += 1
        self.evidence = {name: item for name, item in self.evidence.items() if item.claim in self.claims}
        for name, gone in [*self.withdrawn.items()]:
            if name in self.claims:
                del self.withdrawn[name]
            elif gone.replaced_by not in self.claims:
                self.withdrawn[name] = replace(gone, replaced_by=None)
        self.former = {name: gone for name, gone in self.former.items() if name not in self.concepts}

    def _concepts(self, graph: KnowledgeGraph, names: Mapping[str, str]) -> None:
        """Add concepts; of one that is known, what is new about it."""
        taken = {name.casefold() for known in self.concepts.values() for name in known.names}
        quantities = {known.state_of for known in self.concepts.values()}
        states = {known.id for known in self.concepts.values() if known.state_of}
        for given in graph.concepts.values():
            called = names[given.id]
            other = (given.id,) if called != given.id else ()
            new = replace(
                given,
                id=called,
                state_of=names[given.state_of] if given.state_of else None,
                exact=tuple(sorted({*given.exact, *other})),
                broader=tuple(sorted({names[broader] for broader in given.broader} - {called})),
            )
            known = self.concepts.get(called)
            if new.state_of and not (known and known.state_of) and (new.state_of in states or called in quantities):
                self.left_out["state of a state, kept as a plain concept"] += 1
                new = replace(new, state_of=None, level=None, beyond_range=False)
            self.concepts[called] = concept(known, new, taken) if known else new

    def _documents(self, name: str, graph: KnowledgeGraph, studies: Mapping[str, str]) -> dict[str, str]:
        """Add documents: the same text is one document."""
        given = [
            replace(one, references=tuple(sorted({studies.get(each, each) for each in one.references})))
            for one in graph.documents.values()
        ]
        called = self._known(self.documents, given, name, lambda one: (one.url, one.sha256))
        for one in given:
            known = self.documents[called[one.id]]
            cited = tuple(sorted({*known.references, *one.references}))
            self.documents[known.id] = replace(known, references=cited)
        return called

    def _claims(self, graph_name: str, graph: KnowledgeGraph, names: Mapping[str, str]) -> dict[str, str]:
        """Add claims: the same statement is one claim."""
        called = {}
        for given in graph.claims.values():
            ends = names.get(given.subject, given.subject), given.relation, names.get(given.object, given.object)
            if ends not in self._claimed:
                new = (given.subject, given.relation, given.object) == ends and given.id not in self.claims
                name = given.id if new else claim_id(*ends)
                if name in self.claims:
                    name = free(name, graph_name, self.claims)
                self._claimed[ends] = name
                self.claims[name] = Claim(name, *ends)
            called[given.id] = self._claimed[ends]
            if _circular(given, graph.concepts, graph.relations):
                self._acting_on_itself.add(self._claimed[ends])
        return called

    def _evidence(
        self, each: Named, claims: Mapping[str, str], cited: Mapping[str, str], passages: Mapping[str, str]
    ) -> None:
        """Add evidence items; what another graph has word for word is one item."""
        said = {}
        for given in each.graph.evidence.values():
            item = replace(
                given,
                claim=claims[given.claim],
                source=cited[given.source],
                passage=passages[given.passage] if given.passage else None,
                cites=tuple(sorted({cited[source] for source in given.cites})),
                graphs=given.graphs or (each.name,),
                imported=given.imported or each.graph.is_imported,
            )
            key = astuple(replace(item, id="", graphs=(), imported=False))
            if key in self._said:
                known = self.evidence[self._said[key]]
                graphs = tuple(sorted({*known.graphs, *item.graphs}))
                read = not (known.imported and item.imported)
                self.evidence[known.id] = replace(known, graphs=graphs, imported=not read)
                continue
            name = item.id if item.id not in self.evidence else free(item.id, each.name, self.evidence)
            self.evidence[name] = replace(item, id=name)
            said[key] = name
        self._said |= said

    def _known(self, known: dict[str, T], given: Iterable[T], name: str, content: Any) -> dict[str, str]:
        """Add items, each unless one of the same content is known; what each is called."""
        same = {content(item): item.id for item in known.values()}
        called = {}
        for item in given:
            found = same.get(content(item))
            if found is None:
                found = item.id if item.id not in known else free(item.id, name, known)
                known[found] = replace(item, id=found)
            called[item.id] = found
        return called


def _circular(claim: Claim, concepts: Mapping[str, Concept], relations: Mapping[str, Relation]) -> bool:
    """Whether a claim lets a quantity act on itself."""
    ends = [concepts[name].quantity for name in (claim.subject, claim.object) if name in concepts]
    return relations[claim.relation].causal and len(ends) > 1 and ends[0] == ends[1]


def _sorted(items: Mapping[str, Any]) -> dict[str, Any]:
    return dict(sorted(items.items()))
