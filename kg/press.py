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

from kg.components import BOTH, PLUS, Signed, strong, times
from kg.gain import Component, Gain

#: A step that may be of either sign has one path for both.
_STEP = {1: (1,), 2: (2,), BOTH: (1, 2)}


def respond(graph: Signed, held: Mapping[str, int], target: str | None = None) -> dict[str, Gain]:
    """The response of each quantity, or of ``target`` alone, that can be reached from those ``held`` (PLUS or MINUS).

    What acts on a held quantity is left out: it stays where it is held. What cannot be reached has no response.
    """
    inside = _between(graph, held, target)
    arriving = {name: Gain(sign, {sign: (name,)}) for name, sign in held.items()}
    found: dict[str, Gain] = {}
    for members in strong(graph):
        entries = {node: arriving[node] for node in members if node in arriving and node in inside}
        if not entries:
            continue
        own = set(members)
        leaving = {n: [h for h in graph.get(n, ()) if h in inside and h not in own and h not in held] for n in members}
        wanted = [n for n in members if n in inside and (target is None or n == target or leaving[n])]
        found.update(_within(graph, members, entries, wanted, held))
        for node in wanted:
            if target is not None and node in found and found[node].signs == BOTH:
                return {target: _onward(graph, inside - own, found[node], node, target)}
            for head in leaving[node] if node in found and node != target else ():
                signs = graph[node][head]
                onward = _join(found[node], Gain(signs, dict.fromkeys(_STEP[signs], (node, head))))
                arriving[head] = beside(arriving[head], onward) if head in arriving else onward
    return found if target is None else {name: found[name] for name in (target,) if name in found}


def _within(
    graph: Signed, members: list[str], entries: Mapping[str, Gain], wanted: list[str], held: Collection[str]
) -> dict[str, Gain]:
    """The responses of the wanted members of one component to what arrives at its entries."""
    if len(members) == 1:
        return dict(entries)
    component = Component(graph, members, held)
    found = {}
    for node in wanted:
        total: Gain | None = None
        for entry, arrived in entries.items():
            if node in held and node != entry:
                continue
            through = component.example(entry, node) if BOTH in (arrived.signs, total and total.signs) else None
            through = through or component.gain(entry, node)
            if through is not None:
                joined = _join(arrived, through)
                total = joined if total is None else beside(total, joined)
        if total is not None:
            found[node] = total
    return found


def _between(graph: Signed, held: Collection[str], target: str | None) -> set[str]:
    """What lies on a way from the held quantities, to the target if there is one."""
    forward = _reach(graph, held, held, target)
    if target is None:
        return forward
    into: dict[str, dict[str, int]] = {}
    for tail in forward - {target}:
        for head in graph.get(tail, {}):
            if head in forward and head not in held:
                into.setdefault(head, {})[tail] = PLUS
    return _reach(into, [target]) if target in forward else set()


def _reach(graph: Signed, roots: Iterable[str], closed: Collection[str] = (), last: str | None = None) -> set[str]:
    reached = set(roots)
    open_ = list(reached)
    while open_:
        node = open_.pop()
        for head in graph.get(node, ()) if node != last else ():
            if head not in reached and head not in closed:
                reached.add(head)
                open_.append(head)
    return reached


def _onward(graph: Signed, inside: Collection[str], so_far: Gain, node: str, target: str) -> Gain:
    """A response that is unknown on the way is unknown at the target; its paths are led on there."""
    if node == target:
        return so_far
    before: dict[str, str] = {}
    level = [node]
    while target not in before:
        onward = []
        for tail in level:
            for head in graph.get(tail, ()):
                if head in inside and head not in before:
                    before[head] = tail
                    onward.append(head)
        level = onward
    trail = [target]
    while trail[-1] != node:
        trail.append(before[trail[-1]])
    sign = PLUS
    for tail, head in zip(trail[:0:-1], trail[-2::-1], strict=True):
        sign = times(sign, _STEP[graph[tail][head]][0])
    return _join(so_far, Gain(sign, {sign: tuple(reversed(trail))}))


def _join(first: Gain, then: Gain) -> Gain:
    """One response after the other; the path of the second begins where that of the first ends."""
    paths: dict[int, tuple[str, ...]] = {}
    for a, path in first.paths.items():
        for b, onward in then.paths.items():
            paths.setdefault(times(a, b), path + onward[1:])
    return Gain(times(first.signs, then.signs), paths, first.loop or then.loop)


def beside(first: Gain, other: Gain) -> Gain:
    """One response beside the other."""
    return Gain(first.signs | other.signs, {**other.paths, **first.paths}, first.loop or other.loop)
