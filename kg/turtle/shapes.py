"""Which descriptions may break a shape of ``data/shapes.ttl``: a quick look before the thorough one of pySHACL.

A description passes only if it certainly conforms to all shapes of its classes: what this module does not know, such
as another component of SHACL (https://www.w3.org/TR/shacl/) or an uncommon way to write a value, does not pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from math import inf
from typing import Any, NamedTuple

import pyoxigraph as ox

from kg import resources
from kg.turtle.facts import settled
from kg.turtle.names import expand

#: A term of pyoxigraph.
Term = Any
#: The objects of each predicate of a resource.
Properties = Mapping[str, Collection[Term]]
Test = Callable[[Term], bool]

SH, TYPE, FIRST, REST = (expand(name) for name in ("sh:", "rdf:type", "rdf:first", "rdf:rest"))
_INTEGER = expand("xsd:integer")
#: Parts of a shape that say nothing about single values.
_AROUND = {TYPE, *(SH + name for name in ("path", "message", "minCount", "maxCount", "hasValue"))}


class Check(NamedTuple):
    """A property shape: the predicates of its path, how many values it wants, which one, and what each must keep."""

    paths: tuple[str, ...]
    least: int
    most: float
    value: Term | None
    test: Test


def properties(quads: Iterable[ox.Quad]) -> dict[str, set[Term]]:
    """The objects of each predicate."""
    found: dict[str, set[Term]] = {}
    for _, predicate, object_, _ in quads:
        found.setdefault(predicate.value, set()).add(object_)
    return found


class Shapes:
    """The shapes of the program.

    ``members`` says what is of each class of which some values must be; it is empty at first, and filled by the caller.
    """

    def __init__(self) -> None:
        nodes: dict[Term, list[ox.Quad]] = {}
        for quad in ox.parse(resources.data("shapes.ttl").read_bytes(), format=ox.RdfFormat.TURTLE):
            nodes.setdefault(quad.subject, []).append(quad)
        self._graph = {subject: properties(quads) for subject, quads in nodes.items()}
        classes = {term.value for node in self._graph.values() for term in node.get(f"{SH}class", ())}
        self.members: Mapping[str, set[str]] = {name: set() for name in classes}
        self._makers: dict[str, Callable[[Term], Test]] = {
            "class": self._class,
            "datatype": lambda wanted: lambda term: _settled(term, wanted.value),
            "in": lambda listed: frozenset(self._listed(listed)).__contains__,
            "languageIn": self._languages,
            "minInclusive": lambda least: lambda term: _settled(term, _INTEGER) and int(term.value) >= int(least.value),
            "minLength": lambda least: lambda term: len(term.value) >= int(least.value),
            "nodeKind": lambda kind: lambda term: kind.value == f"{SH}IRI" and isinstance(term, ox.NamedNode),
            "or": self._any,
            "pattern": lambda pattern: lambda term: re.match(pattern.value, term.value) is not None,
        }
        #: What is made of each component that the shapes use.
        self.used: dict[str, Callable[[Term], Test]] = {}
        self.checks: dict[str, list[Check]] = {}
        for node in self._graph.values():
            for target in node.get(f"{SH}targetClass", ()):
                checks = [self._check(self._graph[each]) for each in node.get(f"{SH}property", ())]
                self.checks.setdefault(target.value, []).extend(checks)

    def kept(self, node: Properties) -> bool:
        """Whether a description certainly conforms to the shapes of its classes."""
        kinds = [kind.value for kind in node.get(TYPE, ())]
        return all(_passes(check, node) for kind in kinds for check in self.checks.get(kind, ()))

    def _check(self, shape: Mapping[str, set[Term]]) -> Check:
        """A property shape as a check; raises StopIteration if it has no path."""
        path = next(iter(shape[f"{SH}path"]))
        either = self._graph.get(path, {}).get(f"{SH}alternativePath")
        paths = self._listed(*either) if either else [path]
        count = {name: int(term.value) for name in ("minCount", "maxCount") for term in shape.get(SH + name, ())}
        value = next(iter(shape.get(f"{SH}hasValue", ())), None)
        least, most = count.get("minCount", 0), count.get("maxCount", inf)
        return Check(tuple(each.value for each in paths), least, most, value, self._test(shape))

    def _test(self, shape: Mapping[str, set[Term]]) -> Test:
        """What each value must keep."""
        tests: list[Test] = [_settled]
        for predicate in shape.keys() - _AROUND:
            make = self.used[predicate] = self._makers.get(predicate.removeprefix(SH), unknown)
            tests += map(make, shape[predicate])
        return lambda term: all(test(term) for test in tests)

    def _class(self, kind: Term) -> Test:
        known = self.members[kind.value]
        return lambda term: isinstance(term, ox.NamedNode) and term.value in known

    def _languages(self, listed: Term) -> Test:
        known = {language.value for language in self._listed(listed)}
        return lambda term: isinstance(term, ox.Literal) and term.language in known

    def _any(self, listed: Term) -> Test:
        tests = [self._test(self._graph[shape]) for shape in self._listed(listed)]
        return lambda term: any(test(term) for test in tests)

    def _listed(self, node: Term) -> list[Term]:
        """The members of a list."""
        found: list[Term] = []
        while node in self._graph:
            found += self._graph[node][FIRST]
            (node,) = self._graph[node][REST]
        return found


def _passes(check: Check, node: Properties) -> bool:
    """Whether a description certainly conforms to a property shape."""
    values: Collection[Term] = node.get(check.paths[0], ())
    if len(check.paths) > 1:
        values = [term for path in check.paths for term in node.get(path, ())]
        if len({*values}) < len(values):  # it is one value, which stands twice
            return False
    if not check.least <= len(values) <= check.most or (check.value is not None and check.value not in values):
        return False
    return all(map(check.test, values))


def unknown(_: Term) -> Test:
    """No value certainly conforms to a component that this module does not know."""
    return lambda _: False


def _settled(term: Term, datatype: str = "") -> bool:
    """Whether a term is an IRI, or a literal that no library would write in another way; or one of this datatype."""
    if not isinstance(term, ox.Literal):
        return isinstance(term, ox.NamedNode) and not datatype
    kind = term.datatype.value
    return settled(term.value, kind) and datatype in ("", kind)
