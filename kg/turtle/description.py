"""Read the description of one thing by the table of its class, with a problem if it is not well formed."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from typing import Any, NamedTuple

from kg.model.characters import harmless
from kg.model.core import Evidence, Problem
from kg.model.vocabulary import Relation, Term
from kg.turtle.fields import TABLES, Item
from kg.turtle.forms import Field, Form
from kg.turtle.parse import Node

#: The only way to write a number: no plus sign, no leading zero, no trailing point.
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,15}")
#: Maximum number of sorts of descriptions whose way of reading is kept.
MOST_PLANS = 1_000


def flaw(rule: str, subject: str, what: str, repair: str) -> Problem:
    """A problem of a subject, whose message begins with its name."""
    return Problem(rule, subject, f"{subject} {what}", repair)


class _Flawed(Exception):
    """A description cannot be used, because of this problem."""

    def __init__(self, rule: str, subject: str, message: str, repair: str) -> None:
        self.problem = flaw(rule, subject, message, repair)


#: Makes the value of a field of a subject from a text.
Make = Callable[[str, Field, str], Any]


class _Plan(NamedTuple):
    """How descriptions with the same predicates are read: what is given for all, then field by field."""

    blank: dict[str, Any]
    #: Each field that is given, or that is not, but required: its name and predicate, whether it is given, whether a
    #: single value is the value of the field, and what makes it of the text, if it is not taken as it stands.
    fields: tuple[tuple[Field, str, str, bool, bool, Make | None], ...]
    #: Rule, message and repair, if these predicates cannot go together.
    refused: tuple[str, str, str] | None


class Reader:
    """Reads descriptions with the relations and terms of the vocabulary."""

    def __init__(self, relations: Mapping[str, Relation], terms: Mapping[str, Term]) -> None:
        self.relations, self.terms = relations, terms
        self.makers: dict[Form, Make] = {
            "whole": self._whole,
            "decimal": self._decimal,
            "term": self._term,
            "relation": self._relation,
            "true": self._true,
        }
        self._plans: dict[tuple[type[Item], tuple[str, ...]], _Plan] = {}

    def item(self, kind: type[Item], subject: str, node: Node) -> Item | Problem:
        """What is described, or the first problem because of which it cannot be used."""
        if (plan := self._plans.get(key := (kind, tuple(node)))) is None:
            if len(self._plans) >= MOST_PLANS:
                self._plans.clear()
            plan = self._plans[key] = self._plan(kind, node)
        try:
            return kind(subject, **self._read(plan, subject, node))
        except _Flawed as flaw:
            return flaw.problem

    def _plan(self, kind: type[Item], node: Container[str]) -> _Plan:
        """How a description with the predicates of this one is read."""
        table = TABLES[kind]
        blank: dict[str, Any] = {**table.blank, **({"source": ""} if kind is Evidence else {})}
        given: list[tuple[Field, str, str, bool, bool, Make | None]] = []
        for field in table.fields:
            if field.predicate in node:
                single = field.count != "many" and field.form != "category"
                given.append((field, field.name, field.predicate, True, single, self.makers.get(field.form)))
                blank.update([field.when] if field.when else [])
            elif field.count == "one" and field.when is None:
                given.append((field, field.name, field.predicate, False, False, None))
        for rule in table.together:
            if (found := sum(map(node.__contains__, rule.predicates))) not in rule.allowed:
                return _Plan(blank, (), (rule.rule, rule.message.format(found), rule.repair))
        return _Plan(blank, tuple(given), None)

    def _read(self, plan: _Plan, subject: str, node: Node) -> dict[str, Any]:
        """The fields of one description; the first that cannot be used raises an error."""
        if plan.refused:
            rule, message, repair = plan.refused
            raise _Flawed(rule, subject, message, repair)
        fields = plan.blank.copy()
        for field, name, predicate, is_given, single, make in plan.fields:
            if not is_given:
                raise _Flawed("value", subject, f"has no {predicate}", "give exactly one")
            given = node[predicate]
            if single and len(given) == 1:
                text = harmless(given[0])
                fields[name] = make(subject, field, text) if make else text
                continue
            value = self._value(subject, field, [*map(harmless, given)])
            fields[name] = (*fields[name], *value) if field.key else value
        return fields

    def _value(self, subject: str, field: Field, given: list[str]) -> Any:
        """The value of a field, made from the values of its predicate."""
        make = self.makers.get(field.form)
        if field.count == "many":
            values = [make(subject, field, text) for text in sorted(given)] if make else sorted(given)
            return tuple([(field.key, value) for value in values] if field.key else values)
        if field.form == "category":
            given = [text.partition(":")[2] for text in given if text.startswith("biolink:")]
            return given[0] if len(given) == 1 else ""
        if len(given) > 1 and field.count != "first":
            raise _Flawed("value", subject, f"has {len(given)} values of {field.predicate}", "give exactly one")
        return make(subject, field, given[0]) if make else given[0]

    def _whole(self, subject: str, field: Field, value: str) -> int:
        if _WHOLE.fullmatch(value):
            return int(value)
        repair = "give a whole number, 0 or more, of at most 15 digits"
        raise _Flawed("value", subject, f"has {field.predicate} “{value}”", repair)

    def _true(self, subject: str, field: Field, value: str) -> bool:
        if value == "true":
            return True
        raise _Flawed("value", subject, f"has {field.predicate} “{value}”", "write true, or leave it out")

    def _decimal(self, subject: str, _: Field, value: str) -> str:
        if _DECIMAL.fullmatch(value):
            return value.removesuffix(".0")
        raise _Flawed("value", subject, f"has the bound “{value}”", "give a decimal number, such as 20 or 0.5")

    def _term(self, subject: str, field: Field, value: str) -> str:
        name, scheme = value.removeprefix("vocab:"), field.scheme
        if name in self.terms and self.terms[name].scheme == scheme:
            return name
        allowed = ", ".join(sorted(t.id for t in self.terms.values() if t.scheme == scheme))
        raise _Flawed("vocabulary", subject, f"has the unknown {scheme} {value}", f"use one of {allowed}")

    def _relation(self, subject: str, _: Field, value: str) -> str:
        name = value.removeprefix("vocab:")
        if name in self.relations:
            return name
        raise _Flawed("relation", subject, f"has the unknown relation {value}", "use a relation of data/vocabulary.ttl")
