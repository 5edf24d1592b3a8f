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

from collections.abc import Collection, Iterable, Mapping, Sequence

from kg import limits
from kg.reasoning.components import BOTH, Signed, strong, times
from kg.reasoning.determinant import Component, Response

#: The signs of a step: one that may have either sign counts for both.
_STEP = {1: (1,), 2: (2,), BOTH: (1, 2)}


def respond(
    graph: Signed, held: Mapping[str, int], target: str | None = None, parts: Sequence[Sequence[str]] | None = None
) -> dict[str, Response]:
    """The response of each quantity, or only of ``target``, that can be reached from those ``held`` (PLUS or MINUS).

    Influences on a held quantity are ignored: it stays fixed. Quantities that cannot be reached have no response.
    ``parts`` are the strongly connected components of the graph, upstream first, if they are known.
    """
    inside = _between(graph, held, target)
    arriving = {name: Response(sign, {sign: (name,)}) for name, sign in held.items()}
    found: dict[str, Response] = {}
    for members in strong(graph) if parts is None else parts:
        entries = {node: arriving[node] for node in members if node in arriving}
        if not entries:
            continue
        own = set(members)
        component = Component(graph, members, held) if len(members) > 1 else None
        for node in members:
            limits.check()
            onward = [h for h in graph.get(node, ()) if h in inside and h not in own and h not in held]
            if not onward and target not in (None, node):
                continue
            # a component of one quantity passes on the response that arrives
            response = _response(component, entries, node) if component else entries[node]
            found[node] = response
            for head in onward:
                signs = graph[node][head]
                passed = _join(response, Response(signs, dict.fromkeys(_STEP[signs], (node, head))))
                arriving[head] = beside(arriving[head], passed) if head in arriving else passed
    return {name: response for name, response in found.items() if target in (None, name)}


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


def _between(graph: Signed, held: Collection[str], target: str | None) -> set[str]:
    """The quantities downstream of the held ones and, if there is a target, upstream of it."""
    forward = _reach(graph, held)
    if target is None:
        return forward
    into: dict[str, list[str]] = {}
    for tail in forward:
        for head in graph.get(tail, ()):
            if head not in held:
                into.setdefault(head, []).append(tail)
    return _reach(into, [target])


def _reach(graph: Mapping[str, Iterable[str]], roots: Iterable[str]) -> set[str]:
    reached = set(roots)
    open_ = list(reached)
    while open_:
        for head in graph.get(open_.pop(), ()):
            if head not in reached:
                reached.add(head)
                open_.append(head)
    return reached


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
