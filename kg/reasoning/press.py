"""Where quantities move when some are held up or down: qualitative press perturbation, or loop analysis.

Take any system dx/dt = Jx near a stable equilibrium whose influences have the signs of the graph and in which every
quantity also decays by itself. When s is pressed, the response of t has the sign of the sum, over all simple paths P
from s to t, of sign(P) · strength(P) · det(−J without P), as det(−J) > 0 (Levins 1974; Puccia and Levins 1985;
Dambacher, Li and Rossignol 2003). So the sign holds for all strengths if all paths agree and no such determinant can
be negative. The determinant of what a path leaves aside is a product over the strong components of the graph:

* a component that no path visits is stable by itself: positive;
* a stable component all of whose loops are reinforcing is, up to signs, an M-matrix: all its principal minors are
  positive (Berman and Plemmons 1979);
* else the determinant is positive if no reinforcing loop stands beside the path in that component.

These conditions are sufficient, not necessary. A simple path never comes back to a component that it has left, so the
components are taken one by one, upstream first, and paths are not listed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from kg.reasoning.components import BOTH, Signed, strong, times
from kg.reasoning.determinant import Component, Response

#: A step that may be of either sign has one path for both.
_STEP = {1: (1,), 2: (2,), BOTH: (1, 2)}


def respond(graph: Signed, held: Mapping[str, int], target: str | None = None) -> dict[str, Response]:
    """The response of each quantity, or of ``target`` alone, that can be reached from those ``held`` (PLUS or MINUS).

    What acts on a held quantity is left out: it stays where it is held. What cannot be reached has no response.
    """
    inside = _between(graph, held, target)
    arriving = {name: Response(sign, {sign: (name,)}) for name, sign in held.items()}
    found: dict[str, Response] = {}
    sure = True
    for members in strong(graph):
        entries = {node: arriving[node] for node in members if node in arriving}
        if not entries:
            continue
        own = set(members)
        component = Component(graph, members, held) if len(members) > 1 else None
        for node in members:
            onward = [h for h in graph.get(node, ()) if h in inside and h not in own and h not in held]
            if not onward and target not in (None, node):
                continue
            # a quantity by itself passes on what arrives
            response = _response(component, entries, node, prove=sure) if component else entries[node]
            found[node] = response
            if target is not None and response.signs == BOTH:
                sure = False  # what is unknown on the way is unknown at the target
            for head in onward:
                signs = graph[node][head]
                passed = _join(response, Response(signs, dict.fromkeys(_STEP[signs], (node, head))))
                arriving[head] = beside(arriving[head], passed) if head in arriving else passed
    return {name: response for name, response in found.items() if target in (None, name)}


def _response(component: Component, entries: Mapping[str, Response], node: str, *, prove: bool) -> Response:
    """The response of one member of a component to what arrives at its entries, by one path each or proved."""
    response = Response(0, {})
    examples = {}
    for entry in entries:
        if example := component.example(entry, node):
            examples[entry] = example
            response = beside(response, _join(entries[entry], example))
            if len(response.paths) > 1:
                return response
    for entry, example in examples.items():
        if prove and response.signs != BOTH:
            response = beside(response, _join(entries[entry], component.response(example)))
    return response


def _between(graph: Signed, held: Collection[str], target: str | None) -> set[str]:
    """What lies on a way from the held quantities, to the target if there is one."""
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
    """One response after the other; the path of the second begins where that of the first ends."""
    paths: dict[int, tuple[str, ...]] = {}
    for a, path in first.paths.items():
        for b, onward in then.paths.items():
            paths.setdefault(times(a, b), path + onward[1:])
    return Response(times(first.signs, then.signs), paths, first.loop or then.loop)


def beside(first: Response, other: Response) -> Response:
    """One response beside the other; a path keeps the loop that stands beside it."""
    if other.loop and not first.loop:
        first, other = other, first
    return Response(first.signs | other.signs, {**other.paths, **first.paths}, first.loop)
