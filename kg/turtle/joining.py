"""Which concepts of several graphs are one: those with the same identifier, by exact matches, and by reviewed mappings.

Labels never join. Two concepts of one graph are never joined either: its authors hold them apart. What comes first
counts: identifiers, then mappings in the order of their rows, then exact matches in the order of the graphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from kg.model.graph import KnowledgeGraph
from kg.turtle.mappings import EXACT, Mapping

#: The places of graphs in their order, each with the concept that it has.
Members = dict[int, str]


class Joined:
    """The concepts of several graphs, joined where they are one."""

    def __init__(self, graphs: Sequence[KnowledgeGraph], rows: Iterable[Mapping] = ()) -> None:
        self._root: dict[str, str] = {}
        self._members: dict[str, Members] = {}
        for place, graph in enumerate(graphs):
            for name in graph.concepts:
                self._members.setdefault(name, {})[place] = name
        self.exact = 0
        self.left_out: Counter[str] = Counter()
        known = {*self._members}.union(*(concept.exact for graph in graphs for concept in graph.concepts.values()))
        mapped = set[str]()
        for row in rows:
            if row.predicate != EXACT:
                self.left_out[f"row of the mappings that says {row.predicate}, not an exact match"] += 1
            elif not {row.subject, row.object} <= known:
                self.left_out["row of the mappings with a concept that is in no graph"] += 1
            elif self._join(row.subject, row.object):
                self.exact += 1
                mapped |= {row.subject, row.object}
        for concept, match in _matches(graphs, mapped):
            self._join(concept, match)

    def names(self, concepts: Iterable[str]) -> dict[str, str]:
        """What each of some concepts is called: as the first graph that has it does."""
        found = {name: self._members[self._find(name)] for name in concepts}
        return {name: members[min(members)] for name, members in found.items()}

    def _join(self, one: str, other: str) -> bool:
        """Make two identifiers one; False, and counted, if that would join two concepts of one graph."""
        roots = self._find(one), self._find(other)
        if roots[0] == roots[1]:
            return True
        mine, theirs = (self._members.get(root, {}) for root in roots)
        if mine.keys() & theirs.keys():
            self.left_out["exact match that would join two concepts of one graph"] += 1
            return False
        self._root[roots[1]] = roots[0]
        self._members[roots[0]] = {**mine, **theirs}
        self._members.pop(roots[1], None)
        return True

    def _find(self, name: str) -> str:
        while (parent := self._root.get(name, name)) != name:
            self._root[name] = self._root.get(parent, parent)
            name = self._root[name]
        return name


def _matches(graphs: Sequence[KnowledgeGraph], mapped: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each concept with each exact match that another graph or a mapping names, and no other concept of its graph."""
    held = [Counter(match for concept in graph.concepts.values() for match in concept.exact) for graph in graphs]
    named = Counter(name for graph, counts in zip(graphs, held, strict=True) for name in {*graph.concepts, *counts})
    for graph, counts in zip(graphs, held, strict=True):
        for concept in graph.concepts.values():
            for match in concept.exact:
                alone = counts[match] == 1 and match not in graph.concepts
                if alone and (named[match] > 1 or match in mapped):
                    yield concept.id, match
