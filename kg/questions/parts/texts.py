"""The texts of a graph in which words are looked for, in normal form, made once for each graph."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from kg.model.core import Document, Study
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import normal
from kg.model.words import sentence, source_name


class Texts:
    """Texts in normal form as one long text, each on a line of its own, and whose each is."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """``texts`` are pairs of an owner and a text."""
        owned = [(owner, normal(text)) for owner, text in texts]
        self._owners = [owner for owner, _ in owned]
        self._starts = [*accumulate((len(text) + 1 for _, text in owned), initial=0)]
        self._whole = "".join(f"{text}\n" for _, text in owned)

    def with_words(self, words: Collection[Collection[str]]) -> set[str]:
        """The owners of texts that have every word in one of its forms, at least as a part of another word."""
        first, *others = sorted(words, key=lambda forms: -max(map(len, forms)))
        places = {place for form in first for place in self._places(form)}
        return {self._owners[p] for p in places if all(any(self._has(form, p) for form in forms) for forms in others)}

    def _places(self, form: str) -> Iterator[int]:
        """The places of the texts that contain this."""
        found = self._whole.find(form)
        while found >= 0:
            place = bisect(self._starts, found) - 1
            yield place
            found = self._whole.find(form, self._starts[place + 1])

    def _has(self, form: str, place: int) -> bool:
        return self._whole.find(form, self._starts[place], self._starts[place + 1]) >= 0


class Searched(NamedTuple):
    """Everything in which words are looked for.

    ``named`` are the concepts with each name; ``identified`` the concepts and sources with each identifier.
    """

    names: Texts
    definitions: Texts
    claims: Texts
    sources: Texts
    named: dict[str, set[str]]
    identified: dict[str, set[str]]


def searched(graph: KnowledgeGraph) -> Searched:
    """The texts of a graph; they are made once."""
    kept = vars(graph)
    if "_searched" not in kept:
        kept["_searched"] = _searched(graph)
    found: Searched = kept["_searched"]
    return found


def _searched(graph: KnowledgeGraph) -> Searched:
    called = [(concept.id, name) for concept in graph.concepts.values() for name in concept.names]
    called += [(name, gone.label) for gone in graph.withdrawn_concepts.values() for name in gone.replaced_by]
    named: dict[str, set[str]] = {}
    for owner, name in called:
        named.setdefault(normal(name), set()).add(owner)
    identified: dict[str, set[str]] = {}
    for owner, names in _identifiers(graph):
        for name in names:
            identified.setdefault(name.casefold(), set()).add(owner)
    said = [(claim.id, sentence(graph, claim)) for claim in graph.claims.values()]
    said += [(claim, item.says) for claim, items in graph.evidence_of.items() for item in items]
    return Searched(
        Texts(called),
        Texts((concept.id, concept.definition) for concept in graph.concepts.values()),
        Texts(said),
        Texts((source.id, f"{source.title} {source_name(source)} {source.id}") for source in graph.sources.values()),
        named,
        identified,
    )


def _identifiers(graph: KnowledgeGraph) -> Iterator[tuple[str, Sequence[str]]]:
    """Each concept and source with its identifiers."""
    for concept in graph.concepts.values():
        yield concept.id, (concept.id, *concept.exact, *concept.close, *concept.broad)
    for source in graph.sources.values():
        yield source.id, (source.id, *_numbers(source))


def _numbers(source: Document | Study) -> tuple[str, ...]:
    """The DOI, PMID and PMC number of a study."""
    return (source.doi, source.pmid, source.pmcid) if isinstance(source, Study) else ()
