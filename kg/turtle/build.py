"""Build the knowledge graph from triples, with a problem for everything that is not well formed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from itertools import chain
from typing import TypeVar

from msgspec.structs import replace

from kg.model.characters import harmless
from kg.model.core import Claim, Concept, Document, Evidence, Omission, Passage, Problem, Study, Value
from kg.model.graph import KnowledgeGraph
from kg.model.withdrawn import Withdrawal, WithdrawnConcept
from kg.turtle.description import Reader, flaw
from kg.turtle.fields import TABLES, Item
from kg.turtle.names import DATASET
from kg.turtle.parse import Node, first, vocabulary

T = TypeVar("T", Concept, Value, Omission, Claim, Withdrawal, WithdrawnConcept, Evidence, Passage, Document, Study)


class Builder:
    """Builds the graph from descriptions, each read once and not kept.

    ``problems`` collects what is wrong with them, in file order of the subjects.
    """

    def __init__(self, descriptions: Iterable[tuple[str, Node]]) -> None:
        self.relations, self.terms = vocabulary()
        self.problems: list[Problem] = []
        self.described: dict[type[Item], dict[str, Item | Problem]] = {kind: {} for kind in TABLES}
        self.about: Node = {}
        reader = Reader(self.relations, self.terms)
        kinds = {table.kind: kind for kind, table in TABLES.items()}
        for subject, node in descriptions:
            for name in node.get("rdf:type", ()):
                if (kind := kinds.get(name)) is not None:
                    self.described[kind][subject] = reader.item(kind, subject, node)
            if subject == DATASET:
                self.about = node

    def graph(self, sha256: str) -> KnowledgeGraph:
        """Everything that is well formed, as a graph without broken references."""
        concepts = self._all(Concept)
        concepts = self._known(concepts, _above, concepts.keys() - self._unsupported(concepts), "concept")
        documents = self._all(Document)
        studies = self._all(Study)
        documents = self._known(documents, lambda d: d.references, studies, "study")
        passages = self._known(self._all(Passage), lambda p: [p.document], documents, "document")
        values = self._known(self._all(Value), lambda v: filter(None, [v.of]), concepts, "concept")
        claims = self._known(self._all(Claim), lambda c: [c.subject], concepts, "concept")
        claims = self._known(claims, lambda c: [c.object], {**concepts, **values}, "concept or value")
        evidence = self._known(self._evidence(passages), lambda e: [e.claim], claims, "claim")
        evidence = self._known(evidence, lambda e: [e.source, *e.cites], {**documents, **studies}, "source")
        cited = {item.claim for item in evidence.values()}
        for claim in claims:
            if claim not in cited:
                self._problem("evidence", claim, "has no evidence", "add an evidence item, or remove the claim")
        omissions = self._known(self._all(Omission), lambda o: [o.passage], passages, "passage")
        withdrawn = self._all(Withdrawal)
        former = self._all(WithdrawnConcept)
        for item in withdrawn.values():
            self._replaced(item.claim, filter(None, [item.replaced_by]), claims, "a claim in use")
        for gone in former.values():
            self._replaced(gone.id, gone.replaced_by, concepts, "concepts in use")
        about = self.about
        return KnowledgeGraph(
            concepts,
            self.relations,
            claims,
            evidence,
            passages,
            documents,
            studies,
            self.terms,
            values,
            omissions,
            harmless(first(about, "owl:versionInfo")),
            sha256,
            harmless(first(about, "vocab:readUntil")),
            withdrawn=withdrawn,
            withdrawn_concepts=former,
            attributed_to=harmless(first(about, "prov:wasAttributedTo")),
        )

    def _replaced(self, subject: str, replaced_by: Iterable[str], known: Container[str], what: str) -> None:
        """Report what is both in use and withdrawn, or replaced by something that is not in use."""
        if subject in known:
            self._problem("withdrawn", subject, "is both in use and withdrawn", "keep one of the two")
        for name in replaced_by:
            if name not in known:
                repair = f"name {what}, or leave dcterms:isReplacedBy out"
                self._problem("withdrawn", subject, f"is replaced by {name}, which is not in use", repair)

    def _problem(self, rule: str, subject: str, message: str, repair: str) -> None:
        self.problems.append(flaw(rule, subject, message, repair))

    def _all(self, kind: type[T]) -> dict[str, T]:
        """The things of a kind that are well described, by name; the problems of the others are noted."""
        described: dict[str, T | Problem] = self.described.pop(kind)  # type: ignore[assignment]
        well = {name: item for name in sorted(described) if not isinstance(item := described[name], Problem)}
        if len(well) < len(described):
            self.problems += [item for item in described.values() if isinstance(item, Problem)]
        return well

    def _evidence(self, passages: Mapping[str, Passage]) -> dict[str, Evidence]:
        """The evidence items; the source of one from a passage is its document."""
        found = self.described[Evidence]
        for subject, item in found.items():
            if isinstance(item, Evidence) and item.passage is not None:
                if item.passage in passages:
                    found[subject] = replace(item, source=passages[item.passage].document)
                else:
                    found[subject] = _unknown(subject, "passage", item.passage)
        return self._all(Evidence)

    def _known(
        self, items: dict[str, T], refers: Callable[[T], Iterable[str]], known: Collection[str], what: str
    ) -> dict[str, T]:
        """The items that refer to what is known; the problems of the others are noted."""
        if not set(chain.from_iterable(map(refers, items.values()))).difference(known):
            return items
        kept = {}
        for subject, item in items.items():
            missing = [name for name in refers(item) if name not in known]
            if missing:
                self.problems.append(_unknown(subject, what, missing[0]))
            else:
                kept[subject] = item
        return kept

    def _unsupported(self, concepts: Mapping[str, Concept]) -> set[str]:
        """The concepts that refer to an unknown concept, and those that refer to one of these, and so on."""
        below: dict[str, list[str]] = defaultdict(list)
        for concept in concepts.values():
            for name in _above(concept):
                below[name].append(concept.id)
        found: set[str] = set()
        open_ = [name for name in below if name not in concepts]
        while open_:
            more = set(below.get(open_.pop(), ())) - found
            found |= more
            open_ += more
        return found


def _unknown(subject: str, what: str, name: str) -> Problem:
    repair = f"describe {name}, or correct the name"
    return flaw("reference", subject, f"refers to an unknown {what}, {name}", repair)


def _above(concept: Concept) -> list[str]:
    return [*filter(None, [concept.state_of]), *concept.broader]
