"""Build the knowledge graph from triples, with a problem for everything that is not well formed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any, TypeVar

from kg.model.characters import harmless
from kg.model.core import Claim, Concept, Document, Evidence, Omission, Passage, Problem, Study, Value
from kg.model.graph import KnowledgeGraph
from kg.model.withdrawn import Withdrawal, WithdrawnConcept
from kg.turtle.fields import TABLES, Item
from kg.turtle.forms import CATEGORY, DECIMAL, FIRST, MANY, RELATION, TERM, TRUE, WHOLE, Field
from kg.turtle.names import DATASET
from kg.turtle.parse import Triples, first, vocabulary

#: The only way to write a number: no plus sign, no leading zero, no trailing point.
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,15}")

T = TypeVar("T", Concept, Value, Omission, Claim, Withdrawal, WithdrawnConcept, Evidence, Passage, Document, Study)


class _Missing(Exception):
    """A description cannot be used; the problem is already reported."""


class Builder:
    """Builds the graph from triples; ``problems`` collects what is wrong with them, in file order of the subjects."""

    def __init__(self, triples: Triples) -> None:
        self.triples = triples
        self.relations, self.terms = vocabulary()
        self.problems: list[Problem] = []
        self.makers = {
            WHOLE: self._whole,
            DECIMAL: self._decimal,
            TERM: self._term,
            RELATION: self._relation,
            TRUE: self._true,
        }
        self.subjects: dict[str, list[str]] = defaultdict(list)
        for subject, node in triples.items():
            for kind in set(node.get("rdf:type", ())):
                self.subjects[kind].append(subject)

    def graph(self, sha256: str) -> KnowledgeGraph:
        """Everything that is well formed, as a graph without broken references."""
        concepts = self._all(Concept)
        concepts = self._known(concepts, _above, concepts.keys() - self._unsupported(concepts), "concept")
        documents = self._all(Document)
        studies = self._all(Study)
        documents = self._known(documents, lambda d: d.references, studies, "study")
        passages = self._all(Passage)
        passages = self._known(passages, lambda p: [p.document], documents, "document")
        values = self._all(Value)
        values = self._known(values, lambda v: filter(None, [v.of]), concepts, "concept")
        claims = self._all(Claim)
        claims = self._known(claims, lambda c: [c.subject], concepts, "concept")
        claims = self._known(claims, lambda c: [c.object], {**concepts, **values}, "concept or value")
        evidence = self._all(Evidence, lambda subject: self._evidence(subject, passages))
        evidence = self._known(evidence, lambda e: [e.claim], claims, "claim")
        evidence = self._known(evidence, lambda e: [e.source, *e.cites], {**documents, **studies}, "source")
        cited = {item.claim for item in evidence.values()}
        for claim in claims:
            if claim not in cited:
                self._problem("evidence", claim, "has no evidence", "add an evidence item, or remove the claim")
        omissions = self._all(Omission)
        omissions = self._known(omissions, lambda o: [o.passage], passages, "passage")
        withdrawn = self._all(Withdrawal)
        former = self._all(WithdrawnConcept)
        for item in withdrawn.values():
            self._replaced(item.claim, filter(None, [item.replaced_by]), claims, "a claim that is made")
        for gone in former.values():
            self._replaced(gone.id, gone.replaced_by, concepts, "concepts that are used")
        about = self.triples.get(DATASET, {})
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
        """Report what is both used and withdrawn, or replaced by something that is not used."""
        if subject in known:
            self._problem("withdrawn", subject, "is both made and withdrawn", "keep one of the two")
        for name in replaced_by:
            if name not in known:
                repair = f"name {what}, or leave dcterms:isReplacedBy out"
                self._problem("withdrawn", subject, f"is replaced by {name}, which is not made", repair)

    def plain(self) -> frozenset[tuple[str, str, str]]:
        """The plain triples that repeat the claims."""
        relations = {f"vocab:{name}": name for name in self.relations}
        return frozenset(
            (subject, relations[predicate], object_)
            for subject, node in self.triples.items()
            for predicate in node.keys() & relations.keys()
            for object_ in node[predicate]
        )

    def _problem(self, rule: str, subject: str, message: str, repair: str) -> None:
        self.problems.append(Problem(rule, subject, f"{subject} {message}", repair))

    def _unknown(self, subject: str, what: str, name: str) -> None:
        repair = f"describe {name}, or correct the name"
        self._problem("reference", subject, f"refers to an unknown {what}, {name}", repair)

    def _all(self, kind: type[T], make: Callable[[str], T] | None = None) -> dict[str, T]:
        made = {}
        for subject in self.subjects.get(TABLES[kind].kind, ()):
            try:
                made[subject] = make(subject) if make else kind(subject, **self._read(kind, subject))
            except _Missing:
                continue
        return dict(sorted(made.items()))

    def _known(
        self, items: dict[str, T], refers: Callable[[T], Iterable[str]], known: Container[str], what: str
    ) -> dict[str, T]:
        kept = {}
        for subject, item in items.items():
            missing = [name for name in refers(item) if name not in known]
            if missing:
                self._unknown(subject, what, missing[0])
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

    def _read(self, kind: type[Item], subject: str) -> dict[str, Any]:
        """The fields of one description; the first that cannot be used is a problem."""
        node, table = self.triples[subject], TABLES[kind]
        for rule in table.together:
            if (found := sum(map(node.__contains__, rule.predicates))) not in rule.allowed:
                self._problem(rule.rule, subject, rule.message.format(found), rule.repair)
                raise _Missing
        fields: dict[str, Any] = dict(table.blank)
        for field in table.fields:
            if given := node.get(field.predicate):
                value = self._value(subject, field, [*map(harmless, given)])
                fields[field.name] = (*fields[field.name], *value) if field.key else value
                fields.update([field.when] if field.when else [])
            elif field.required:
                self._problem("value", subject, f"has no {field.predicate}", "give exactly one")
                raise _Missing
        return fields

    def _value(self, subject: str, field: Field, given: list[str]) -> Any:
        """The value of a field, made from the values of its predicate."""
        make = self.makers.get(field.form)
        if field.count is MANY:
            values = [make(subject, field, text) for text in sorted(given)] if make else sorted(given)
            return tuple([(field.key, value) for value in values] if field.key else values)
        if field.form is CATEGORY:
            given = [text.partition(":")[2] for text in given if text.startswith("biolink:")]
            return given[0] if len(given) == 1 else ""
        if len(given) > 1 and field.count is not FIRST:
            self._problem("value", subject, f"has {len(given)} values of {field.predicate}", "give exactly one")
            raise _Missing
        return make(subject, field, given[0]) if make else given[0]

    def _whole(self, subject: str, field: Field, value: str) -> int:
        if _WHOLE.fullmatch(value):
            return int(value)
        repair = "give a whole number, 0 or more, of at most 15 digits"
        self._problem("value", subject, f"has {field.predicate} “{value}”", repair)
        raise _Missing

    def _true(self, subject: str, field: Field, value: str) -> bool:
        if value == "true":
            return True
        self._problem("value", subject, f"has {field.predicate} “{value}”", "write true, or leave it out")
        raise _Missing

    def _decimal(self, subject: str, _: Field, value: str) -> str:
        if _DECIMAL.fullmatch(value):
            return value.removesuffix(".0")
        self._problem("value", subject, f"has the bound “{value}”", "give a decimal number, such as 20 or 0.5")
        raise _Missing

    def _term(self, subject: str, field: Field, value: str) -> str:
        name, scheme = value.removeprefix("vocab:"), field.scheme
        if name in self.terms and self.terms[name].scheme == scheme:
            return name
        allowed = ", ".join(sorted(t.id for t in self.terms.values() if t.scheme == scheme))
        self._problem("vocabulary", subject, f"has the unknown {scheme} {value}", f"use one of {allowed}")
        raise _Missing

    def _relation(self, subject: str, _: Field, value: str) -> str:
        name = value.removeprefix("vocab:")
        if name in self.relations:
            return name
        self._problem("relation", subject, f"has the unknown relation {value}", "use a relation of data/vocabulary.ttl")
        raise _Missing

    def _evidence(self, subject: str, passages: Mapping[str, Passage]) -> Evidence:
        fields = self._read(Evidence, subject)
        if (passage := fields["passage"]) is not None:
            if passage not in passages:
                self._unknown(subject, "passage", passage)
                raise _Missing
            fields["source"] = passages[passage].document
        return Evidence(subject, **fields)


def _above(concept: Concept) -> list[str]:
    return [*filter(None, [concept.state_of]), *concept.broader]
