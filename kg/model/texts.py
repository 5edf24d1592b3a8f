"""The texts of a graph in which words are looked for, in normal form, made once for each graph."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import accumulate
from mmap import mmap
from typing import TYPE_CHECKING, NamedTuple

from kg import limits
from kg.model.core import Concept, Document, Study
from kg.model.graph import KnowledgeGraph
from kg.model.grouped import grouped
from kg.model.kept import kept
from kg.model.lookup import Lookup, normal
from kg.model.words import sentence, source_name

if TYPE_CHECKING:
    from _typeshed import SupportsLenAndGetItem


class Texts:
    """Texts in normal form as one long text in UTF-8, each on a line of its own, with its owner.

    ``starts`` is where each line begins, and where the last one ends; ``owner`` gives the owner of a line.
    """

    def __init__(self, whole: bytes | mmap, starts: SupportsLenAndGetItem[int], owner: Callable[[int], str]) -> None:
        self._whole = whole
        self._starts = starts
        self._owner = owner

    @classmethod
    def of(cls, texts: Iterable[tuple[str, str]]) -> Texts:
        """Pairs of an owner and a text."""
        owned = [(owner, line(text)) for owner, text in texts]
        starts = [*accumulate((len(text) for _, text in owned), initial=0)]
        return cls(b"".join(text for _, text in owned), starts, [owner for owner, _ in owned].__getitem__)

    def with_words(self, words: Collection[Collection[str]]) -> set[str]:
        """The owners of texts that have every word in one of its forms, at least as a part of another word."""
        encoded = [{form.encode() for form in forms} for forms in words]
        first, *others = sorted(encoded, key=lambda forms: -max(map(len, forms)))
        places = {place for form in first for place in self._places(form)}
        return {self._owner(p) for p in places if all(any(self._has(form, p) for form in forms) for forms in others)}

    def _places(self, form: bytes) -> Iterator[int]:
        """The places of the texts that contain this."""
        found = self._whole.find(form)
        while found >= 0:
            limits.check()
            place = bisect(self._starts, found) - 1
            yield place
            found = self._whole.find(form, self._starts[place + 1])

    def _has(self, form: bytes, place: int) -> bool:
        return self._whole.find(form, self._starts[place], self._starts[place + 1]) >= 0


def line(text: str) -> bytes:
    """A text in normal form, as a line."""
    return f"{normal(text)}\n".encode(errors="replace")


class Searched(NamedTuple):
    """Everything in which words are looked for.

    ``named`` are the concepts with each name; ``identified`` the concepts and sources with each identifier.
    """

    names: Texts
    definitions: Texts
    claims: Texts
    sources: Texts
    named: Lookup[str]
    identified: Lookup[str]


@kept(1)
def searched(graph: KnowledgeGraph) -> Searched:
    """The texts of a graph."""
    things = (*graph.concepts.values(), *graph.sources.values())
    return Searched(
        Texts.of(called(graph)),
        Texts.of(defined(graph)),
        Texts.of(said(graph)),
        Texts.of(titled(graph)),
        grouped((normal(name), owner) for owner, name in called(graph)),
        grouped((name.casefold(), thing.id) for thing in things for name in identifiers(thing)),
    )


def called(graph: KnowledgeGraph) -> Iterator[tuple[str, str]]:
    """The names of concepts, also those that they replace."""
    yield from ((concept.id, name) for concept in graph.concepts.values() for name in concept.names)
    yield from ((name, gone.label) for gone in graph.withdrawn_concepts.values() for name in gone.replaced_by)


def defined(graph: KnowledgeGraph) -> Iterator[tuple[str, str]]:
    """The definitions of concepts."""
    return ((concept.id, concept.definition) for concept in graph.concepts.values())


def said(graph: KnowledgeGraph) -> Iterator[tuple[str, str]]:
    """The sentences of claims, and what sources say about them."""
    yield from ((claim.id, sentence(graph, claim)) for claim in graph.claims.values())
    yield from ((item.claim, item.says) for item in graph.evidence.values())


def titled(graph: KnowledgeGraph) -> Iterator[tuple[str, str]]:
    """The titles and names of sources."""
    return ((s.id, f"{s.title} {source_name(s)} {s.id}") for s in graph.sources.values())


def identifiers(thing: Concept | Document | Study) -> tuple[str, ...]:
    """The identifiers of a concept or a source; of a study also its DOI, PMID and PMC number."""
    if isinstance(thing, Concept):
        return thing.id, *thing.exact, *thing.close, *thing.broad
    return (thing.id, thing.doi, thing.pmid, thing.pmcid) if isinstance(thing, Study) else (thing.id,)
