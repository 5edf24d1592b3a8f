"""Why there is no chain: which options hide it, or which claims are missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from kg.errors import SearchLimit
from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection
from kg.reasoning.chains import MOST_HOPS, Options, find
from kg.reasoning.network import Network

#: Maximum number of missing links.
MOST_LINKS = 5


class Link(Struct, frozen=True):
    """A missing claim: does ``source`` act on ``target``? ``hint`` is the reason to ask.

    ``claims`` are the associations between the two, if that is the reason.
    """

    source: str
    target: str
    hint: str
    claims: tuple[str, ...] = ()


class Why(Struct, frozen=True):
    """Why there is no chain: the ``cause``, and one sentence that includes what to do.

    ``cause`` is nothing-downstream, nothing-upstream, sign, filter or missing-claim; ``hides`` names the options that
    hide all chains on their own, ``missing`` the links that would complete one.
    """

    cause: str
    text: str
    hides: tuple[str, ...] = ()
    missing: tuple[Link, ...] = ()

    def __str__(self) -> str:
        return self.text


def why_none(graph: KnowledgeGraph, start: Selection, goal: Selection, options: Options) -> Why:
    """Why no chain was found with these options."""
    network = Network(graph, goal.quantity, {start.quantity}, associations=options.with_associations)
    downstream = distances(((i.source, i.target) for i in network.used), start.quantity)
    upstream = distances(((i.target, i.source) for i in network.used), goal.quantity)
    if goal.quantity in downstream:
        return _hidden(graph, start, goal, options, downstream[goal.quantity])
    joined = Network(graph, goal.quantity, {start.quantity}, associations=True).used
    associated = goal.quantity in distances(((i.source, i.target) for i in joined), start.quantity)
    hint = " (associations lead there: --with-associations)" if associated else ""
    if len(downstream) == 1:
        return Why("nothing-downstream", f"nothing is known that “{start.label}” acts on{hint}")
    if len(upstream) == 1:
        return Why("nothing-upstream", f"nothing is known that acts on “{goal.label}”{hint}")
    links = missing(graph, network, downstream, upstream)
    first = f"does {graph.concepts[links[0].source].label} act on {graph.concepts[links[0].target].label}?"
    text = f"no claim joins what “{start.label}” leads to with what leads to “{goal.label}”{hint}; {first}"
    return Why("missing-claim", text, (), links)


def _hidden(graph: KnowledgeGraph, start: Selection, goal: Selection, options: Options, steps: int) -> Why:
    """Which options hide the existing chains."""
    free = Options(k=1, max_hops=MOST_HOPS, with_associations=options.with_associations)
    default = Options()
    asked = [
        name
        for name in free.__struct_fields__
        if name not in ("k", "max_hops") and getattr(options, name) != getattr(free, name)
    ]
    asked += ["max_hops"] if options.max_hops < MOST_HOPS else []
    alone = []
    for name in asked:
        tried = replace(options, k=1, **{name: getattr(free, name)})
        if _any(graph, start, goal, tried):
            alone.append(name)
    flags = tuple("--" + name.replace("_", "-") for name in alone)
    if flags == ("--sign",):
        verb = {Sign.PLUS: "raises", Sign.MINUS: "lowers"}.get(options.sign or Sign.UNKNOWN, "changes")
        return Why("sign", f"no chain {verb} “{goal.label}”; without --sign there are others", flags)
    if options.max_hops < steps:
        text = f"the shortest chain has {steps} steps; try --max-hops {max(steps, default.max_hops)}"
        return Why("filter", text, ("--max-hops",))
    if flags:
        return Why("filter", f"there are chains without {' or without '.join(flags)}", flags)
    changed = [name for name in asked if getattr(options, name) != getattr(default, name)]
    together = " and ".join("--" + name.replace("_", "-") for name in changed)
    return Why("filter", f"only {together} together hide all chains; try without them")


def _any(graph: KnowledgeGraph, start: Selection, goal: Selection, options: Options) -> bool:
    try:
        return bool(find(graph, start, goal, options).chains)
    except SearchLimit:
        return False


def distances(steps: Iterable[tuple[str, str]], root: str) -> dict[str, int]:
    """The minimum number of steps from the root to each quantity; unreachable quantities are left out.

    >>> distances([("a", "b"), ("b", "c"), ("a", "c"), ("d", "a")], "a")
    {'a': 0, 'b': 1, 'c': 1}
    """
    heads: dict[str, list[str]] = {}
    for tail, head in steps:
        heads.setdefault(tail, []).append(head)
    found, level = {root: 0}, [root]
    while level:
        onward = []
        for tail in level:
            for head in heads.get(tail, ()):
                if head not in found:
                    found[head] = found[tail] + 1
                    onward.append(head)
        level = onward
    return found


def missing(
    graph: KnowledgeGraph, network: Network, downstream: Mapping[str, int], upstream: Mapping[str, int]
) -> tuple[Link, ...]:
    """The claims that would connect the downstream with the upstream quantities, the most promising first.

    Associated pairs come first, then pairs of a concept and its broader concept, then pairs with a common broader
    concept, then the pairs nearest to the two ends.
    """
    seen: dict[tuple[str, str], tuple[int, str, tuple[str, ...]]] = {}
    for i in Network(graph, network.goal, associations=True).influences:
        for a, b in ((i.source, i.target), (i.target, i.source)):
            if i.association and a in downstream and b in upstream:
                seen.setdefault((a, b), (0, "associated", tuple(c.id for c in i.claims)))
    for a in downstream:
        above = set(graph.concepts[a].broader)
        for b in upstream:
            other = graph.concepts[b]
            if b in above or a in other.broader:
                seen.setdefault((a, b), (1, "kind", ()))
            elif above & set(other.broader):
                seen.setdefault((a, b), (2, "kin", ()))
    ends = [sorted(side, key=lambda n: (side[n], n))[: MOST_LINKS + 1] for side in (downstream, upstream)]
    for a in ends[0]:
        for b in ends[1]:
            if downstream[a] + upstream[b]:  # not the two ends themselves
                seen.setdefault((a, b), (3, "near", ()))
    ranked = sorted(seen, key=lambda p: (seen[p][0], downstream[p[0]] + upstream[p[1]], p))
    return tuple(Link(a, b, *seen[a, b][1:]) for a, b in ranked[:MOST_LINKS])
