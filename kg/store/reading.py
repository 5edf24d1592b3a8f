"""Open a store: a knowledge graph whose parts are read where they are needed."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
from msgspec.structs import replace

from kg.errors import DataError
from kg.model import lookup, texts
from kg.model.characters import one_line
from kg.model.core import Claim, Concept, Document, Evidence, Stance, Study
from kg.model.graph import Applied, KnowledgeGraph
from kg.model.kept import known
from kg.model.lookup import Lookup
from kg.model.texts import Searched
from kg.store.csr import Csr, Integers
from kg.store.layout import ABOUT, FORMAT, KEPT, UNSIGNED, About
from kg.store.names import Form, Named, called, forms
from kg.store.rows import Lists, Rows, array
from kg.store.texts import searched

V = TypeVar("V")


class Lazy(Mapping[str, V]):
    """A mapping with the keys of another one, whose values are made when they are asked for."""

    def __init__(self, keys: Mapping[str, Any], make: Callable[[str], V]) -> None:
        self._keys = keys
        self._make = make

    def __getitem__(self, name: str) -> V:
        if name not in self._keys:
            raise KeyError(name)
        return self._make(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class Store:
    """A store: its records by identifier, and the numbers of what belongs together.

    ``tail`` and ``head`` are the numbers of the quantities that each claim joins, by the number of the claim; the head
    of a claim about a value is −1. ``search`` are the influences that chains use; ``unsigned`` those without a sign
    between quantities of which others have one: the least cost of these, the numbers of its ends, its flags, and its
    cost. ``lists`` gives the lists of numbers of a name; see :mod:`kg.store.layout`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.about = _about(folder)
        # the default filters themselves: answers leave them out
        self.rest = replace(self.about.graph, filters=Applied(), name=one_line(folder.stem))
        self.concepts: Rows[Concept] = Rows(folder, "concepts", Concept)
        self.claims: Rows[Claim] = Rows(folder, "claims", Claim)
        self.evidence: Rows[Evidence] = Rows(folder, "evidence", Evidence)
        self.studies: Rows[Study] = Rows(folder, "studies", Study)
        self._void = frozenset(self.about.void)
        self.lists = cache(partial(Lists, folder))
        self._names = array(folder, "names.digest"), array(folder, "names.number")
        self.tail, self.head = (array(folder, f"claims.{end}") for end in ("tail", "head"))
        self.search = Csr(*(array(folder, f"search.{name}") for name in Csr._fields))
        self.unsigned: tuple[Integers, ...] = tuple(array(folder, f"unsigned.{name}") for name in UNSIGNED)

    def of_relation(self, name: str) -> Integers:
        """The numbers of the claims of a relation."""
        place = [*self.rest.relations].index(name)
        return np.flatnonzero(array(self.folder, "claims.relation") == place)

    @cached_property
    def graph(self) -> KnowledgeGraph:
        """The whole graph, of which only what is asked for is read."""
        parts: dict[str, Any] = {name: getattr(self, name) for name in KEPT}
        graph = replace(self.rest, **parts)
        sources: Mapping[str, Document | Study] = ChainMap(self.studies, graph.documents)  # type: ignore[arg-type]
        vars(graph).update(
            store=self,
            named=Named(lambda name: self._called("named", name)),
            spelled=Named(lambda name: self._called("spelled", name)),
            states={name: tuple(self.concepts[one] for one in found) for name, found in self.about.states.items()},
            generic=frozenset(self.about.generic),
            narrower=Lazy(self.concepts, self.below),
            knowledge_sources=frozenset(self.about.knowledge_sources),
            pages=frozenset(self.about.pages),
            void=self._void,
            cited_by=self.about.cited_by,
            evidence_of=Lazy(self.claims, lambda name: self.items("evidence.of", self.claims.number(name))),
            evidence_from=Lazy(sources, lambda name: self.items("evidence.from", self._source(name, graph))),
            sources=sources,
        )
        by_identifier: tuple[Form, ...] = ("id", "exact", "close")
        identified: Sequence[Lookup[Concept]] = [Named(partial(self._called, form)) for form in by_identifier]
        known(graph, lookup.identified, identified)
        known(graph, texts.searched, self._searched(graph))
        return graph

    def _called(self, form: Form, name: str) -> tuple[Concept, ...]:
        """The concepts that have a name or an identifier in a form."""
        near = map(self.concepts.at, called(*self._names, form, name))
        return tuple(concept for concept in near if (form, name) in forms(concept))

    def _searched(self, graph: KnowledgeGraph) -> Searched:
        documents = list(graph.documents)

        def source(number: int) -> str:
            return self.studies.at(number).id if number < len(self.studies) else documents[number - len(self.studies)]

        def identified(name: str) -> set[str]:
            near = [graph.sources[source(number)] for number in called(*self._names, "source", name)]
            concepts = {concept.id for concept in self._called("concept", name)}
            return concepts | {one.id for one in near if ("source", name) in forms(one)}

        things = {
            "concepts": lambda n: self.concepts.at(n).id,
            "claims": lambda n: self.claims.at(n).id,
            "sources": source,
        }
        named = Named(lambda name: {concept.id for concept in self._called("normal", name)})
        return searched(self.folder, things, named, Named(identified))

    def part(
        self, claims: Collection[int], concepts: Iterable[str] = (), sources: Iterable[str] = ()
    ) -> KnowledgeGraph:
        """The graph of some claims, by number, and of some more concepts and sources, in memory.

        It has everything that belongs to them: quantities, states and broader concepts, evidence, studies.
        """
        made = {claim.id: claim for claim in map(self.claims.at, claims)}
        items = [item for n in claims for item in self.items("evidence.of", n, counted=False)]
        cited = {name for item in items for name in (item.source, *item.cites)}
        cited |= {known for name in sources for known in (name, f"study:{name}") if known in self.studies}
        named = {name for claim in made.values() for name in (claim.subject, claim.object)}
        return replace(
            self.rest,
            concepts=self._closed({*named, *concepts}),
            claims=made,
            evidence={item.id: item for item in sorted(items, key=lambda item: item.id)},
            studies={name: self.studies[name] for name in sorted(cited - self.graph.documents.keys())},
        )

    def _closed(self, names: Iterable[str]) -> dict[str, Concept]:
        """Concepts with their quantities, the states of these, and all broader concepts, by identifier."""
        found: dict[str, Concept] = {}
        open_ = list(names)
        while open_:
            name = open_.pop()
            if name not in found and (number := self.concepts.number(name)) is not None:
                concept = found[name] = self.concepts.at(number)
                open_ += [*concept.broader, *([concept.state_of] if concept.state_of else [])]
                open_ += self.about.states.get(name, ())
        return dict(sorted(found.items()))

    def below(self, name: str) -> tuple[str, ...]:
        """The concepts below a concept, at all levels, in their order."""
        number, kinds = self.concepts.number(name), self.lists("kinds")
        found, open_ = set[int](), [] if number is None else [number]
        while open_:
            fresh = set(kinds[open_.pop()]) - found
            found |= fresh
            open_ += fresh
        return tuple(self.concepts.at(kind).id for kind in sorted(found))

    def _source(self, name: str, graph: KnowledgeGraph) -> int | None:
        """The number of a source: studies, then documents."""
        number = self.studies.number(name)
        return len(self.studies) + list(graph.documents).index(name) if number is None else number

    def items(self, name: str, owner: int | None, *, counted: bool = True) -> tuple[Evidence, ...]:
        """The evidence of a claim or from a study, as it counts or as it is."""
        items = [] if owner is None else map(self.evidence.at, self.lists(name)[owner])
        return tuple(
            replace(item, stance=Stance.INCONCLUSIVE) if counted and item.source in self._void else item
            for item in items
        )


def _about(folder: Path) -> About:
    """What the folder says of itself; raises DataError."""
    try:
        about = msgspec.json.decode((folder / ABOUT).read_bytes(), type=About)
    except (OSError, msgspec.MsgspecError) as error:
        raise DataError(f"{folder}: {ABOUT} cannot be read ({error}); import the files again") from None
    if about.format != FORMAT:
        raise DataError(f"{folder}: has format {about.format}, not {FORMAT}; import the files again")
    return about
