"""Chains in a store: the part of it that has the best chains of a question, found on its arrays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from decimal import ROUND_CEILING, Decimal
from functools import cached_property
from itertools import islice, pairwise

import numpy as np
from msgspec.structs import replace

from kg.errors import SearchLimit
from kg.model.confidence import LEAST
from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.influence import cost
from kg.model.lookup import Selection
from kg.reasoning import kin
from kg.reasoning.arrays import kernel, pruned
from kg.reasoning.arrays.kernel import Route
from kg.reasoning.arrays.ways import Ways
from kg.reasoning.chains import EVERY, LOOK_ASIDE, MOST_CHAINS, MOST_HOPS, Found, Options, find
from kg.reasoning.denials import above, around
from kg.reasoning.mechanisms import Mechanism, Place
from kg.reasoning.network import Chain, used
from kg.reasoning.paths import LIMIT
from kg.store.csr import Csr, Extra, Integers, Part, part
from kg.store.engines import Engine, Where
from kg.store.engines import engine as opened
from kg.store.reading import Store
from kg.store.tables import flags

SIGNS = (Sign.PLUS, Sign.MINUS, Sign.UNKNOWN)
#: Steps as source, target and sign.
Steps = tuple[tuple[str, str, Sign], ...]
#: An influence as a row of :class:`kg.store.csr.Extra`.
Row = tuple[int, int, int, int]
_NUMBER = {sign: number for number, sign in enumerate(SIGNS)}


def chains(
    store: Store, start: Selection, goal: Selection, options: Options, where: Where | None = None
) -> KnowledgeGraph:
    """The part of a store that has the chains between two quantities which a question asks for.

    It holds enough of the best chains if none of them contradicts itself, otherwise all that a question examines. If
    there is no chain, it holds what shows why. An engine finds it, if one is named.
    """
    with opened(store, where) if where else nullcontext() as engine:
        search = Search(store, start, goal, options, engine)
        best, others = search.best(options.k, 1)
        if not best:
            return search.graph(search.apart())
        graph = search.around(best, others)
        if len(best) < options.k or search.told(find(graph, start, goal, options), best, others):
            return graph
        return search.around(*search.best(max(options.k, MOST_CHAINS), MOST_CHAINS))


def _steps(chain: Chain) -> Steps:
    return tuple(step.influence.key for step in chain.steps)


class Search:
    """The influences of a store as one question about chains uses them; see :class:`kg.reasoning.network.Network`."""

    def __init__(
        self, store: Store, start: Selection, goal: Selection, options: Options, engine: Engine | None = None
    ) -> None:
        self.engine = engine
        self.store, self.start, self.goal, self.options = store, start, goal, options
        whole = store.graph
        self.passing = [whole.resolve(name).quantity for name in options.via]
        self.asked = {start.quantity, *self.passing}
        self.kinds = [kind for kind in whole.kinds(goal.quantity) if kind not in self.asked]
        avoided = {whole.resolve(name).quantity for name in options.avoid}
        self.off = avoided | (whole.generic - self.asked)
        self.dearest = dearest(options.min_confidence)

    @cached_property
    def csr(self) -> Csr:
        """The influences of the store that chains use."""
        return self.store.search

    @cached_property
    def target(self) -> int:
        """The number of the goal; a new one if it has kinds, because what acts on these then acts on it."""
        return len(self.store.concepts) if self.kinds else self.number(self.goal.quantity)

    @cached_property
    def extra(self) -> Extra | None:
        """Influences besides those of the store: from and to the goal, if its kinds count as it, and unsigned ones.

        An unsigned influence is used if those with a sign between the same quantities are not sure enough.
        """
        rows = [*self._merged(), *self._unsigned()]
        return Extra(*zip(*rows, strict=True)) if rows else None

    def _unsigned(self) -> Iterable[Row]:
        if self.dearest is None:
            return ()
        signed, *arrays = self.store.unsigned
        usable = np.flatnonzero((signed > self.dearest) & ~np.isin(arrays[0], self.barred))
        return zip(*(each[usable].tolist() for each in arrays), strict=True)

    def _merged(self) -> Iterator[Row]:
        if not self.kinds:
            return
        moved = {self.goal.quantity, *self.kinds}
        graph = self.store.part(sorted(kin.touching(self.store, moved)), moved)
        alias = dict.fromkeys(self.kinds, self.goal.quantity)
        influences = [i for i in graph.project(alias=alias) if self.dearest is None or i.cost <= self.dearest]
        for i in used(influences):
            if i.source not in self.off:
                yield self.place(i.source), self.place(i.target), flags(i), i.cost

    @cached_property
    def barred(self) -> list[int]:
        """The nodes from which no stored influence leads on."""
        moved = {self.goal.quantity, *self.kinds} if self.kinds else set()
        return sorted(map(self.number, self.off | moved))

    def number(self, name: str) -> int:
        """The number of a concept of the store."""
        return self.store.concepts.place(name)

    def place(self, name: str) -> int:
        """The number of a quantity in this search."""
        return self.target if name == self.goal.quantity else self.number(name)

    def name(self, node: int) -> str:
        """The quantity with a number in this search."""
        return self.goal.quantity if node == self.target else self.store.concepts.at(node).id

    def routes(self, ends: Iterable[Sign], most: int, limit: int = LIMIT) -> Iterator[Route]:
        """The ``most`` best chains that end in some directions of the goal."""
        asked = self.number(self.start.quantity), self.target, self.options.max_hops
        conditions = kernel.Conditions(
            _NUMBER[self.start.direction or Sign.PLUS],
            frozenset(_NUMBER[sign * (self.goal.direction or Sign.PLUS)] for sign in ends),
            list(map(self.place, self.passing)),
            self.barred,
            self.extra,
            self.options.stated_only,
            self.dearest,
            limit,
        )
        if self.engine is None:
            return islice(kernel.routes(self.csr, *asked, conditions), most)
        return pruned.routes(self.engine, len(self.store.concepts), *asked, most, conditions)

    def best(self, most: int, aside: int) -> tuple[list[Route], list[Route]]:
        """The best chains, and some of each sign, unless those are all or one sign was asked for."""
        sign = self.options.sign
        found = list(self.routes({sign} if sign else EVERY, most))
        others: list[Route] = []
        for other in (Sign.PLUS, Sign.MINUS) if len(found) == most and not sign else ():
            with suppress(SearchLimit):
                others += self.routes({other}, aside, LOOK_ASIDE)
        return found, others

    def told(self, found: Found, best: Sequence[Route], others: Sequence[Route]) -> bool:
        """Whether an answer consists of the best chains, none of which contradicts itself."""
        other = [found.opposite] if found.opposite else []
        if any(chain.feedback for chain in (*found.chains, *other)):
            return False
        same = list(map(_steps, found.chains)) == list(map(self.steps, best))
        return same and {*map(_steps, other)}.issubset(map(self.steps, others))

    def around(self, *found: Sequence[Route]) -> KnowledgeGraph:
        """The part with the claims of some chains."""
        return self.graph({claim for some in found for route in some for claim in self.along(route.nodes)})

    def steps(self, route: Route) -> Steps:
        """The steps of a route, as source, target and sign."""
        ends = pairwise(map(self.name, route.nodes))
        return tuple((*pair, SIGNS[sign]) for pair, sign in zip(ends, route.signs, strict=True))

    def along(self, nodes: Collection[int]) -> Iterator[int]:
        """The claims between the quantities that follow each other on a route."""
        moved = {self.number(name) for name in (self.goal.quantity, *self.kinds)}
        for tail, head in pairwise(nodes):
            heads = moved if head == self.target else {head}
            from_it = np.array(self.store.lists("claims.from")[tail], np.int64)
            yield from from_it[np.isin(self.store.head[from_it], list(heads))].tolist()

    def apart(self) -> set[int]:
        """The claims that show why there is no chain: all of a small store, else those that :meth:`_near` finds."""
        if len(self.store.claims) <= kin.MOST_CLAIMS:
            return set(range(len(self.store.claims)))
        return self._near()

    def _near(self) -> set[int]:
        """The claims at both ends, those of a chain with the fewest steps, and of one without each of the options."""
        moved = [self.number(name) for name in (self.goal.quantity, *self.kinds)]
        found = {*self.store.lists("claims.from")[self.number(self.start.quantity)]}
        found |= {claim for node in moved for claim in self.store.lists("claims.to")[node]}
        steps = kernel.distances(self.csr, self.target, backward=True, barred=self.barred, extra=self.extra)
        node = self.number(self.start.quantity)
        while steps[node] > 0:
            head = next(h for h in self.part.edges(node)[0].tolist() if steps[h] == steps[node] - 1)
            found |= {*self.along((node, head))}
            node = head
        free = Options(max_hops=MOST_HOPS)
        for name in ("sign", "via", "avoid", "stated_only", "min_confidence", "max_hops"):
            tried = replace(self.options, **{name: getattr(free, name)})
            search = Search(self.store, self.start, self.goal, tried, self.engine)
            for route in search.routes({tried.sign} if tried.sign else EVERY, 1):
                found |= {*search.along(route.nodes)}
        return found

    def graph(self, claims: Collection[int]) -> KnowledgeGraph:
        """The part with some claims, and those by which sources deny the effect itself."""
        store, whole = self.store, self.store.graph
        names = {self.start.quantity, self.goal.quantity, self.start.concept.id, self.goal.concept.id}
        names |= {*self.passing, *(whole.resolve(name).concept.id for name in self.options.avoid)}
        targets = {self.number(target) for target in around(whole, self.goal.quantity)}
        sources = {self.number(source) for source in above(whole, self.start.quantity)}
        treats = (c for source in sources for c in store.lists("claims.to")[source])
        treating = {c for c in treats if store.claims.at(c).relation == "treats"}
        sources |= {int(store.tail[c]) for c in treating}
        denying = {c for source in sources for c in store.lists("claims.from")[source] if int(store.head[c]) in targets}
        found = store.part(sorted({*claims, *treating, *denying}), kin.of(store, names))
        return replace(found, beyond=self)

    @cached_property
    def part(self) -> Part:
        """The influences of the store that this question uses."""
        return part(self.csr, self.barred, self.extra, self.dearest)

    @cached_property
    def ways(self) -> Ways:
        """The ways along these influences."""
        further = self.extra or Extra((), (), (), ())

        def into(node: int) -> Integers:
            """The nodes from which an influence may lead to a node."""
            stored = [] if node == len(self.store.concepts) else self.store.lists("claims.to")[node]
            others = [tail for tail, head in zip(further.tail, further.head, strict=True) if head == node]
            return np.concatenate([self.store.tail[stored], np.array(others, np.int32)])

        return Ways(self.part, into)

    def through(self, source: str, target: str, sign: Sign, size: int, change: Place) -> Iterator[Mechanism]:
        """The mechanisms of an influence that include a change; see :class:`kg.model.graph.Beyond`."""
        name, direction = change
        ends = self.place(source), self.place(target), _NUMBER[sign]
        for way in self.ways.through(*ends, size, (self.place(name), _NUMBER[direction])):
            yield tuple((self.name(node), SIGNS[turn]) for node, turn in way)


def dearest(least: float) -> int | None:
    """The cost of the least confidence that counts, in hundredths; None if every confidence does.

    >>> dearest(0.5) == cost(0.5), dearest(0)
    (True, None)
    """
    return cost(max(LEAST, Decimal(str(least)).quantize(Decimal("0.01"), rounding=ROUND_CEILING))) if least else None
