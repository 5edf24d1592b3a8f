"""Maximum flows, and what is left of one where capacities fall (Dinic 1970)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from itertools import pairwise

from kg import limits

#: Tail and head.
Ends = tuple[str, str]
#: Nodes that are added: on a way from source to target by which a flow is given up, and before and after what is lost.
_RETURN, _FROM, _TO = "\0return", "\0from", "\0to"


class Flow:
    """A maximum flow from a source to another node, the target. ``rest`` is the capacity that is left, by ends.

    >>> flow = Flow({("a", "b"): 2, ("b", "c"): 1, ("a", "c"): 1}, "a", "c")
    >>> flow.value, flow.cut(), flow.without({("a", "c"): 1})
    (2, [('a', 'c'), ('b', 'c')], 1)
    """

    def __init__(self, capacities: Mapping[Ends, int], source: str, target: str) -> None:
        self.source, self.target = source, target
        self.edges = tuple(ends for ends, capacity in capacities.items() if capacity)
        self.rest: dict[str, dict[str, int]] = {source: {}, target: {}}
        for (tail, head), capacity in capacities.items():
            if tail != head:
                self.add(tail, head, capacity)
        self.value = self.push(source, target)

    def add(self, tail: str, head: str, capacity: int) -> None:
        """Add capacity to an edge."""
        heads = self.rest.setdefault(tail, {})
        heads[head] = heads.get(head, 0) + capacity
        self.rest.setdefault(head, {}).setdefault(tail, 0)

    def cut(self) -> list[Ends]:
        """The edges of a minimum cut (Ford and Fulkerson 1956); of several, the one nearest the source."""
        before = self._levels(self.source, "")
        return sorted(ends for ends in self.edges if ends[0] in before and ends[1] not in before)

    @property
    def only_cut(self) -> bool:
        """Whether there is no other minimum cut: the one nearest the target has the same edges."""
        after = [self.target]
        known = {self.target}
        for head in after:  # it grows during the loop
            limits.check()
            more = [tail for tail in self.rest[head] if self.rest[tail][head] and tail not in known]
            known.update(more)
            after += more
        return self.cut() == sorted(ends for ends in self.edges if ends[0] not in known and ends[1] in known)

    def without(self, lost: Mapping[Ends, int]) -> int:
        """The value of a maximum flow if edges lose these capacities: what ran there takes other ways, or is given up.

        Only what ran there moves (incremental maximum flow); nothing is looked for if nothing did.
        """
        lost = {ends: by for ends, by in lost.items() if ends[0] != ends[1]}
        over = {ends: more for ends, by in lost.items() if (more := by - self.rest[ends[0]][ends[1]]) > 0}
        if not over:
            return self.value
        left = copy(self)
        left.rest = {tail: dict(heads) for tail, heads in self.rest.items()}
        for (tail, head), by in lost.items():
            left.rest[tail][head] = max(0, left.rest[tail][head] - by)
        for (tail, head), more in over.items():
            left.rest[head][tail] -= more
            left.add(_FROM, tail, more)
            left.add(head, _TO, more)
        left.add(self.source, _RETURN, self.value)
        left.add(_RETURN, self.target, self.value)
        left.push(_FROM, _TO)
        kept, left.rest[self.source][_RETURN] = left.rest[self.source][_RETURN], 0
        return kept + left.push(self.source, self.target)

    def push(self, source: str, target: str) -> int:
        """Push as much more as possible from one node to another; how much it was."""
        pushed = 0
        while target in (level := self._levels(source, target)):
            onward = {node: self._onward(node, level) for node in level}
            path = [source]
            while path:
                limits.check()
                if path[-1] == target:
                    steps = list(pairwise(path))
                    amount = min(self.rest[tail][head] for tail, head in steps)
                    for tail, head in steps:
                        self.rest[tail][head] -= amount
                        self.rest[head][tail] += amount
                    pushed += amount
                    full = next(n for n, (tail, head) in enumerate(steps) if not self.rest[tail][head])
                    del path[full + 1 :]
                elif head := next(onward[path[-1]], ""):
                    path.append(head)
                else:
                    level[path.pop()] = -1  # nothing more runs through it
        return pushed

    def _onward(self, node: str, level: Mapping[str, int]) -> Iterator[str]:
        """The heads of a node one step further, each as long as something can run there."""
        further, rest = level[node] + 1, self.rest[node]
        for head in rest:
            while rest[head] and level.get(head) == further:
                yield head

    def _levels(self, source: str, target: str) -> dict[str, int]:
        """The number of steps from a node to each one that more flow can reach, until the target is met."""
        found = {source: 0}
        queue = [source]
        for tail in queue:  # it grows during the loop
            limits.check()
            for head, rest in self.rest[tail].items():
                if rest and head not in found:
                    found[head] = found[tail] + 1
                    if head == target:
                        return found
                    queue.append(head)
        return found
