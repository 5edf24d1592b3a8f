"""Pair the claims that two readers found in one passage."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct

from kg.curation.annotations import Annotation, End
from kg.model.graph import KnowledgeGraph


class Pair(Struct, frozen=True):
    """Two claims about the same things.

    ``same`` means that both ends are the same, ``level`` that they are at least levels of the same quantities; if
    neither is true, one end is only broader or narrower than the other.
    """

    first: Annotation
    second: Annotation
    same: bool
    level: bool

    @property
    def exact(self) -> bool:
        """Whether it is the same claim twice."""
        return self.same and self.first.relation == self.second.relation

    @property
    def same_sign(self) -> bool:
        """Whether the two signs agree."""
        return self.first.sign == self.second.sign

    @property
    def rank(self) -> tuple[bool | str, ...]:
        """The order in which pairs are made; it does not depend on which reader is the first."""
        relation = self.first.relation != self.second.relation
        words = sorted((self.first.words, self.second.words))
        return not self.exact, not self.same_sign, not self.level, not self.same, relation, *words

    @property
    def differs(self) -> tuple[str, ...]:
        """In what the two claims differ."""
        a, b = self.first, self.second
        parts = {
            "ends": not self.same,
            "relation": a.relation != b.relation,
            "sign": not self.same_sign,
            "stance": a.stance != b.stance,
            "modality": a.modality != b.modality,
        }
        return tuple(name for name, differ in parts.items() if differ)


def pairs(graph: KnowledgeGraph, one: Collection[Annotation], two: Collection[Annotation]) -> Iterator[Pair]:
    """Pair claims one to one, the most similar first."""
    found = (pair for a in one for b in two if (pair := _pair(graph, a, b)) is not None)
    taken: list[Annotation] = []
    for pair in sorted(found, key=lambda pair: pair.rank):
        if not any(claim is pair.first or claim is pair.second for claim in taken):
            taken += [pair.first, pair.second]
            yield pair


def _pair(graph: KnowledgeGraph, first: Annotation, second: Annotation) -> Pair | None:
    """The pair of two claims, or None if they are about different things."""
    orders = [(second.subject, second.object)]
    if first.symmetric or second.symmetric:
        orders.append((second.object, second.subject))
    both = [((first.subject, subject), (first.object, object_)) for subject, object_ in orders]
    if not any(all(_near(graph, *ends) for ends in order) for order in both):
        return None
    same = any(all(_same(*ends) for ends in order) for order in both)
    level = any(all(_same(a, b) or a.quantity == b.quantity for a, b in order) for order in both)
    return Pair(first, second, same, level)


def _same(a: End, b: End) -> bool:
    """Whether two ends are the same thing; of two values, one may have more numbers, such as a converted unit."""
    if a.numbers and b.numbers:
        return a.numbers <= b.numbers or b.numbers <= a.numbers
    return a.concept == b.concept


def _near(graph: KnowledgeGraph, a: End, b: End) -> bool:
    """Whether two ends are the same thing or levels of one quantity, or one is a kind of the other.

    A value without numbers, such as "one billion people", may be any value.
    """
    if a.value and b.value:
        return _same(a, b) or not (a.numbers and b.numbers)
    if a.quantity == b.quantity:
        return True
    kinds = ((x, y) for x in (a.concept, a.quantity) for y in (b.concept, b.quantity))
    return any(y in graph.narrower.get(x, ()) or x in graph.narrower.get(y, ()) for x, y in kinds)
