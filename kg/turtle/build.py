"""Triples → knowledge graph, and a problem for everything that is not well formed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from kg.model.core import (
    Claim,
    Concept,
    Document,
    Evidence,
    Omission,
    Passage,
    Problem,
    Quantity,
    Stance,
    Study,
    Withdrawal,
)
from kg.model.graph import KnowledgeGraph
from kg.turtle.parse import Triples, first, many, vocabulary

STANCES = {
    "vocab:supports": Stance.SUPPORTS,
    "vocab:disputes": Stance.DISPUTES,
    "vocab:inconclusiveOn": Stance.INCONCLUSIVE,
}
CONTEXT = {
    "vocab:population": "Population",
    "vocab:severity": "Severity",
    "vocab:duration": "Duration",
    "vocab:site": "Site",
}
DATASET = "https://w3id.org/vitamin-d-kg/"
STUDY = {
    "title": "dcterms:title",
    "authors": "dcterms:creator",
    "journal": "vocab:journal",
    "year": "dcterms:issued",
    "volume": "bibo:volume",
    "issue": "bibo:issue",
    "pages": "bibo:pages",
    "doi": "bibo:doi",
    "pmid": "bibo:pmid",
    "pmcid": "vocab:pmcid",
    "sample": "vocab:sampleSize",
    "finding": "vocab:finding",
    "trace_note": "vocab:traceNote",
    "verified_at": "vocab:verifiedAt",
}

#: One lexical form: no sign of plus, no leading zero, no trailing point.
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")

T = TypeVar("T", Concept, Quantity, Claim, Passage, Omission, Evidence, Document, Study, Withdrawal)


class _Missing(Exception):
    """A description lacks something without which it cannot be used; already reported."""


class Builder:
    """Makes the graph from triples; ``problems`` collects what is wrong with them, in file order of the subjects."""

    def __init__(self, triples: Triples) -> None:
        self.triples = triples
        self.relations, self.terms = vocabulary()
        self.problems: list[Problem] = []
        self.types = {subject: tuple(node.get("rdf:type", ())) for subject, node in triples.items()}

    def graph(self, sha256: str) -> KnowledgeGraph:
        """All that is well formed, as a graph whose references all hold."""
        concepts = self._all("skos:Concept", self._concept)
        while len(kept := self._known(concepts, _above, concepts, "concept")) < len(concepts):
            concepts = kept  # what referred to a concept that had to go must go too
        documents = self._all("vocab:Document", self._document)
        studies = self._all("vocab:Study", self._study)
        documents = self._known(documents, lambda d: d.references, studies, "study")
        passages = self._all("vocab:Passage", self._passage)
        passages = self._known(passages, lambda p: [p.document], documents, "document")
        quantities = self._all("schema:QuantitativeValue", self._quantity)
        quantities = self._known(quantities, lambda q: filter(None, [q.of]), concepts, "concept")
        claims = self._all("vocab:Claim", self._claim)
        claims = self._known(claims, lambda c: [c.subject], concepts, "concept")
        claims = self._known(claims, lambda c: [c.object], {**concepts, **quantities}, "concept or quantity")
        evidence = self._all("vocab:Evidence", lambda subject: self._evidence(subject, passages))
        evidence = self._known(evidence, lambda e: [e.claim], claims, "claim")
        evidence = self._known(evidence, lambda e: [e.source, *e.cites], {**documents, **studies}, "source")
        cited = {item.claim for item in evidence.values()}
        for claim in claims:
            if claim not in cited:
                self._problem("evidence", claim, "has no evidence", "add an evidence, or remove the claim")
        omissions = self._all("vocab:Omission", self._omission)
        omissions = self._known(omissions, lambda o: [o.passage], passages, "passage")
        withdrawn = self._all("vocab:WithdrawnClaim", self._withdrawal)
        for item in withdrawn.values():
            if item.claim in claims:
                self._problem("withdrawn", item.claim, "is both made and withdrawn", "keep one of the two")
            if item.replaced_by is not None and item.replaced_by not in claims:
                repair = "name a claim that is made, or leave dcterms:isReplacedBy out"
                self._problem("withdrawn", item.claim, f"is replaced by {item.replaced_by}, which is not made", repair)
        version = self.triples.get(DATASET, {}).get("owl:versionInfo", [""])[0]
        return KnowledgeGraph(
            concepts,
            self.relations,
            claims,
            evidence,
            passages,
            documents,
            studies,
            self.terms,
            quantities,
            omissions,
            version,
            sha256,
            withdrawn=withdrawn,
        )

    def plain(self) -> frozenset[tuple[str, str, str]]:
        """The plain triples that stand beside the claims."""
        relations = {f"vocab:{name}": name for name in self.relations}
        return frozenset(
            (subject, relations[predicate], object_)
            for subject, node in self.triples.items()
            for predicate in node.keys() & relations.keys()
            for object_ in node[predicate]
        )

    def _problem(self, rule: str, subject: str, message: str, repair: str) -> None:
        self.problems.append(Problem(rule, subject, f"{subject} {message}", repair))

    def _all(self, kind: str, make: Callable[[str], T]) -> dict[str, T]:
        made = {}
        for subject, kinds in self.types.items():
            if kind in kinds:
                try:
                    made[subject] = make(subject)
                except _Missing:
                    continue
        return dict(sorted(made.items()))

    def _known(
        self, items: dict[str, T], refers: Callable[[T], Iterable[str]], known: Mapping[str, object], what: str
    ) -> dict[str, T]:
        kept = {}
        for subject, item in items.items():
            missing = [name for name in refers(item) if name not in known]
            if missing:
                repair = f"describe {missing[0]}, or correct the name"
                self._problem("reference", subject, f"refers to an unknown {what}, {missing[0]}", repair)
            else:
                kept[subject] = item
        return kept

    def _one(self, subject: str, predicate: str) -> str:
        values = self.triples[subject].get(predicate, [])
        if len(values) == 1:
            return values[0]
        found = "no" if not values else f"{len(values)} values of"
        self._problem("value", subject, f"has {found} {predicate}", "give exactly one")
        raise _Missing

    def _number(self, subject: str, predicate: str) -> int:
        value = self._one(subject, predicate)
        if value.isascii() and value.isdigit():
            return int(value)
        self._problem("value", subject, f"has {predicate} “{value}”", "give a whole number, 0 or more")
        raise _Missing

    def _term(self, subject: str, value: str, scheme: str) -> str:
        name = value.removeprefix("vocab:")
        if name in self.terms and self.terms[name].scheme == scheme:
            return name
        allowed = ", ".join(sorted(t.id for t in self.terms.values() if t.scheme == scheme))
        self._problem("vocabulary", subject, f"has {value}, which is no {scheme}", f"use one of {allowed}")
        raise _Missing

    def _concept(self, subject: str) -> Concept:
        node = self.triples[subject]
        state_of, level = node.get("vocab:stateOf"), node.get("vocab:level")
        if bool(state_of) != bool(level):
            repair = "a state has both vocab:stateOf and vocab:level"
            self._problem("state", subject, "has only one of stateOf and level", repair)
            raise _Missing
        category = [kind.partition(":")[2] for kind in self.types[subject] if kind.startswith("biolink:")]
        return Concept(
            subject,
            self._one(subject, "skos:prefLabel"),
            first(node, "skos:definition"),
            _only(category),
            many(node, "skos:altLabel"),
            self._one(subject, "vocab:stateOf") if state_of else None,
            self._term(subject, self._one(subject, "vocab:level"), "Level") if level else None,
            many(node, "skos:exactMatch"),
            many(node, "skos:closeMatch"),
            many(node, "skos:broadMatch"),
            many(node, "skos:broader"),
        )

    def _claim(self, subject: str) -> Claim:
        relation = self._one(subject, "rdf:predicate")
        name = relation.removeprefix("vocab:")
        if name not in self.relations:
            repair = "use a relation of data/vocabulary.ttl"
            self._problem("relation", subject, f"has the unknown relation {relation}", repair)
            raise _Missing
        return Claim(subject, self._one(subject, "rdf:subject"), name, self._one(subject, "rdf:object"))

    def _withdrawal(self, subject: str) -> Withdrawal:
        replaced = "dcterms:isReplacedBy" in self.triples[subject]
        return Withdrawal(
            subject,
            self._one(subject, "skos:historyNote"),
            self._one(subject, "vocab:withdrawnOn"),
            self._one(subject, "dcterms:isReplacedBy") if replaced else None,
            self._one(subject, "rdfs:label"),
        )

    def _quantity(self, subject: str) -> Quantity:
        node = self.triples[subject]
        minimum, maximum = first(node, "schema:minValue"), first(node, "schema:maxValue")
        for bound in filter(None, (minimum, maximum)):
            if not _DECIMAL.fullmatch(bound):
                self._problem("value", subject, f"has the bound “{bound}”", "give a decimal number, such as 20 or 0.5")
                raise _Missing
        if not minimum and not maximum:
            self._problem("value", subject, "has no bound", "give schema:minValue, schema:maxValue or both")
            raise _Missing
        unit = self._one(subject, "schema:unitCode")
        minimum, maximum = (bound.removesuffix(".0") for bound in (minimum, maximum))
        return Quantity(subject, minimum, maximum, unit, first(node, "vocab:quantityOf") or None)

    def _omission(self, subject: str) -> Omission:
        reason = self._term(subject, self._one(subject, "vocab:reason"), "OmissionReason")
        return Omission(subject, self._one(subject, "vocab:passage"), reason)

    def _passage(self, subject: str) -> Passage:
        node = self.triples[subject]
        return Passage(
            subject,
            self._one(subject, "oa:hasSource"),
            self._number(subject, "oa:start"),
            self._number(subject, "oa:end"),
            self._one(subject, "vocab:digest"),
            first(node, "vocab:section"),
            first(node, "vocab:fragment"),
        )

    def _evidence(self, subject: str, passages: Mapping[str, Passage]) -> Evidence:
        node = self.triples[subject]
        stances = [predicate for predicate in STANCES if predicate in node]
        if len(stances) != 1:
            repair = "give exactly one of vocab:supports, vocab:disputes, vocab:inconclusiveOn"
            self._problem("stance", subject, f"takes {len(stances)} stances", repair)
            raise _Missing
        if ("vocab:passage" in node) == ("vocab:study" in node):
            repair = "give either vocab:passage or vocab:study"
            self._problem("source", subject, "does not name exactly one source", repair)
            raise _Missing
        passage = self._one(subject, "vocab:passage") if "vocab:passage" in node else None
        if passage is not None and passage not in passages:
            repair = f"describe {passage}, or correct the name"
            self._problem("reference", subject, f"refers to an unknown passage, {passage}", repair)
            raise _Missing
        context = [
            (predicate.removeprefix("vocab:"), self._term(subject, value, scheme))
            for predicate, scheme in CONTEXT.items()
            for value in sorted(node.get(predicate, ()))
        ]
        return Evidence(
            subject,
            self._one(subject, stances[0]),
            STANCES[stances[0]],
            passages[passage].document if passage is not None else self._one(subject, "vocab:study"),
            passage,
            self._term(subject, self._one(subject, "vocab:modality"), "Modality"),
            self._one(subject, "vocab:evidenceType"),
            self._one(subject, "rdfs:comment"),
            many(node, "cito:citesAsEvidence"),
            (*context, *(("dose", dose) for dose in many(node, "vocab:dose"))),
        )

    def _document(self, subject: str) -> Document:
        node = self.triples[subject]
        return Document(
            subject,
            first(node, "dcterms:title"),
            self._one(subject, "dcterms:publisher"),
            first(node, "schema:url"),
            self._one(subject, "vocab:sha256"),
            self._number(subject, "vocab:codePoints"),
            self._term(subject, self._one(subject, "vocab:kind"), "DocumentKind"),
            self._one(subject, "vocab:independenceGroup"),
            many(node, "dcterms:references"),
        )

    def _study(self, subject: str) -> Study:
        node = self.triples[subject]
        return Study(
            subject,
            self._term(subject, self._one(subject, "vocab:design"), "StudyDesign"),
            self._term(subject, self._one(subject, "vocab:traceStatus"), "TraceStatus"),
            **{name: first(node, predicate) for name, predicate in STUDY.items()},
        )


def _above(concept: Concept) -> list[str]:
    return [*filter(None, [concept.state_of]), *concept.broader]


def _only(values: list[str]) -> str:
    return values[0] if len(values) == 1 else ""
