"""Responses of quantities when some are held up or down: qualitative press perturbation, or loop analysis.

A response is the direction of the new steady state after a sustained change. Take any system dx/dt = Jx near a stable
equilibrium whose influences have the signs of the graph and in which every quantity also decays by itself. When s is
pressed, the response of t has the sign of the sum, over all simple paths P from s to t, of sign(P) · strength(P) ·
det(−J without P), as det(−J) > 0 (Levins 1974; Puccia and Levins 1985; Dambacher, Li and Rossignol 2003). So the sign
holds for all strengths if all paths agree and no such determinant can be negative. The determinant without the
quantities of a path is a product over the strongly connected components of the graph:

* a component that no path visits is stable by itself: positive;
* a stable component all of whose loops are reinforcing is, up to signs, an M-matrix: all its principal minors are
  positive (Berman and Plemmons 1979);
* otherwise the determinant is positive if the component has no reinforcing loop disjoint from the path.

These conditions are sufficient, not necessary. A simple path never returns to a component that it has left, so the
components are processed one by one, upstream first, and paths are not enumerated.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from functools import cached_property, lru_cache, partial
from heapq import heappop, heappush

from kg import limits
from kg.reasoning.components import BOTH, Signed, strong, times
from kg.reasoning.determinant import Component, Response
from kg.reasoning.frame import KEPT, Frame

#: The signs of a step: one that may have either sign counts for both.
_STEP = {1: (1,), 2: (2,), BOTH: (1, 2)}


class Structure:
    """A signed graph with its strongly connected components, upstream first, and what all questions about it share."""

    def __init__(self, graph: Signed) -> None:
        self.graph = graph
        self.parts = strong(graph)
        self.place = {name: place for place, part in enumerate(self.parts) for name in part}
        self.frames: dict[int, Frame] = {}
        #: By place, the quantities that lead to a target by another component, or are the target.
        self.toward = lru_cache(KEPT)(self._toward)

    def leading(self, graph: Signed, tails: Collection[str]) -> Structure:
        """The structure of a graph in which some quantities, which must be held, act on more that is downstream."""
        more = copy(self)
        more.graph, more.frames = graph, dict(self.frames)
        for place in {self.place[tail] for tail in tails}:
            members = self.parts[place]
            if len(members) > 1:
                more.frames[place] = self.frame(place).leading(graph, [tail for tail in tails if tail in members])
        return more

    def without(self, tail: str, head: str, signs: int) -> Structure:
        """The structure of the graph without an influence; components remain, unless it alone kept one together."""
        heads = dict(self.graph[tail])
        if rest := heads.pop(head) & ~signs:
            heads[head] = rest
        graph = {**self.graph, tail: heads}
        place = self.place[tail]
        inside = self.place[head] == place
        if inside and (tail == head or not (rest or self._leads(graph, tail, head))):
            return Structure(graph)
        less = copy(self)
        less.graph = graph
        if inside:
            less.frames = {**self.frames, place: self.frame(place).without(graph, tail)}
        else:
            vars(less).pop("_entering", None)
            less.toward = lru_cache(KEPT)(partial(Structure._toward, less))
        return less

    def _leads(self, graph: Signed, tail: str, head: str) -> bool:
        """Whether influences in a graph lead from one quantity to another of the same component."""
        place = self.place[head]
        met = {tail: None}
        for name in (queue := [tail]):  # it grows during the loop
            limits.check()
            heads = graph.get(name, {})
            if head in heads:
                return True
            new = [each for each in heads if each not in met and self.place[each] == place]
            met |= dict.fromkeys(new)
            queue += new
        return False

    def frame(self, place: int) -> Frame:
        """The component at a place, as numbers."""
        if place not in self.frames:
            self.frames[place] = Frame(self.graph, self.parts[place])
        return self.frames[place]

    @cached_property
    def _entering(self) -> Mapping[int, list[str]]:
        """The quantities outside a component that act on one in it, by its place."""
        found: dict[int, list[str]] = {}
        for tail, heads in self.graph.items():
            for place in {self.place[head] for head in heads} - {self.place[tail]}:
                found.setdefault(place, []).append(tail)
        return found

    def _toward(self, target: str) -> Mapping[int, set[str]]:
        exits = {self.place[target]: {target}}
        open_ = list(exits)
        while open_:
            limits.check()
            for tail in self._entering.get(open_.pop(), ()):
                if self.place[tail] not in exits:
                    exits[self.place[tail]] = set()
                    open_.append(self.place[tail])
                exits[self.place[tail]].add(tail)
        return exits

    def respond(
        self, held: Mapping[str, int], target: str | None = None, known: Mapping[str, Response] | None = None
    ) -> dict[str, Response]:
        """The response of each quantity, or only of ``target``; see :func:`respond`. Some may be ``known``."""
        known = known or {}
        if target is not None and target not in self.place:
            return {}
        toward = None if target is None else self.toward(target)
        arriving = {name: Response(sign, {sign: (name,)}) for name, sign in held.items() if name in self.place}
        arrived: dict[int, set[str]] = {}
        for name in arriving:
            arrived.setdefault(self.place[name], set()).add(name)
        open_ = sorted(arrived)
        found: dict[str, Response] = {}
        while open_:
            place = heappop(open_)
            members = self.parts[place]
            entries = {node: arriving[node] for node in sorted(arrived[place])}
            component = Component(self.frame(place), held, aimed=toward is not None) if len(members) > 1 else None
            if toward is not None:
                members = sorted(toward.get(place, set()) | (arrived[place] & held.keys()))
            for node in members:
                limits.check()
                heads = (h for h in self.graph.get(node, ()) if toward is None or self.place[h] in toward)
                onward = [h for h in heads if self.place[h] != place and h not in held]
                if not onward and target not in (None, node):
                    continue
                # a component of one quantity passes on the response that arrives
                response = known.get(node) or (_response(component, entries, node) if component else entries[node])
                found[node] = response
                for head in onward:
                    signs = self.graph[node][head]
                    passed = _join(response, Response(signs, dict.fromkeys(_STEP[signs], (node, head))))
                    arriving[head] = beside(arriving[head], passed) if head in arriving else passed
                    if self.place[head] not in arrived:
                        arrived[self.place[head]] = set()
                        heappush(open_, self.place[head])
                    arrived[self.place[head]].add(head)
        return {name: response for name, response in found.items() if target in (None, name)}


def respond(graph: Signed, held: Mapping[str, int], target: str | None = None) -> dict[str, Response]:
    """The response of each quantity, or only of ``target``, that can be reached from those ``held`` (PLUS or MINUS).

    Influences on a held quantity are ignored: it stays fixed. Quantities that cannot be reached have no response.
    """
    return Structure(graph).respond(held, target)


def _response(component: Component, entries: Mapping[str, Response], node: str) -> Response:
    """The response of one member of a component to the responses at its entries: by one path each, or proved."""
    response = Response(0, {})
    examples = {}
    for entry in entries:
        if example := component.example(entry, node):
            examples[entry] = example
            response = beside(response, _join(entries[entry], example))
            if len(response.paths) > 1:
                return response
    for entry, example in examples.items():
        if response.signs != BOTH:
            response = beside(response, _join(entries[entry], component.response(example)))
    return response


def _join(first: Response, then: Response) -> Response:
    """Two responses in sequence; the path of the second begins where that of the first ends."""
    paths: dict[int, tuple[str, ...]] = {}
    for a, path in first.paths.items():
        for b, onward in then.paths.items():
            paths.setdefault(times(a, b), path + onward[1:])
    return Response(times(first.signs, then.signs), paths, first.loop or then.loop)


def beside(first: Response, other: Response) -> Response:
    """Two responses in parallel; a path is kept together with the loop disjoint from it."""
    if other.loop and not first.loop:
        first, other = other, first
    return Response(first.signs | other.signs, {**other.paths, **first.paths}, first.loop)
