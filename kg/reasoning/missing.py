"""Why there is no chain: which options hide it, or which claims are missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from kg import limits
from kg.errors import SearchLimit
from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.kinds import OUTSIDE
from kg.model.lookup import Selection
from kg.reasoning.chains import MOST_HOPS, Options, find
from kg.reasoning.likely import HINTS, Likely, Link
from kg.reasoning.network import Network

#: Maximum number of missing links.
MOST_LINKS = 5


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
    hint = " (associations lead there: kg path --with-associations)" if associated else ""
    if len(downstream) == 1:
        return Why("nothing-downstream", f"this graph has nothing that “{start.label}” acts on{hint}")
    if len(upstream) == 1:
        return Why("nothing-upstream", f"this graph has nothing that acts on “{goal.label}”{hint}")
    links = missing(graph, network, downstream, upstream)
    first = f"; {links[0].question(graph)}" if links else ""
    text = f"no claim joins what “{start.label}” leads to with what leads to “{goal.label}”{hint}{first}"
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
    if steps > MOST_HOPS:
        return Why("filter", f"the shortest chain has {steps} steps, more than {MOST_HOPS}, the maximum")
    least = _least(graph, start, goal, options) if "max_hops" in alone else 0
    if least and (options.max_hops < steps or len(alone) == 1):
        such = "shortest chain" if asked == ["max_hops"] else "shortest such chain"
        text = f"the {such} has {least} steps; try --max-hops {max(least, default.max_hops)}"
        return Why("filter", text, ("--max-hops",))
    if flags:
        ways = (f"with --max-hops {least}" if flag == "--max-hops" else f"without {flag}" for flag in flags)
        return Why("filter", f"there are chains {' or '.join(ways)}", flags)
    together = [f"without --{name.replace('_', '-')}" for name in asked if name != "max_hops"]
    together += [f"with --max-hops {max(steps, default.max_hops)}"] if options.max_hops < steps else []
    return Why("filter", f"there are chains only {' and '.join(together)}")


def _least(graph: KnowledgeGraph, start: Selection, goal: Selection, options: Options) -> int:
    """The number of steps of the shortest chain with the other options, if a longer one is allowed."""
    longer = range(options.max_hops + 1, MOST_HOPS)
    tried = (replace(options, k=1, max_hops=hops) for hops in longer)
    return next((each.max_hops for each in tried if _any(graph, start, goal, each)), MOST_HOPS)


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

    Associated pairs come first, then pairs of which one is known to act on, or be acted on by, a kind of the other (or
    the broader concept), then the pairs nearest to the two ends. Pairs of which one cannot act on the other, or of
    which a source says that it does not, are left out, and so are generic concepts that are not the ends.
    """
    likely = Likely(graph)
    known = {i.ends for i in network.influences}
    generic = graph.generic
    found: dict[tuple[str, str], Link] = {}
    for link in chain(_associated(network), _by_kind(network, likely), _near(network, downstream, upstream, likely)):
        limits.check()
        inside = link.source in downstream and link.target in upstream
        through = (link.source in generic and downstream.get(link.source)) or (
            link.target in generic and upstream.get(link.target)
        )
        if inside and not through and link.ends not in known and likely.acts(*link.ends):
            found.setdefault(link.ends, link)
    steps = {ends: downstream[ends[0]] + upstream[ends[1]] for ends in found}
    ranked = sorted(found.values(), key=lambda link: (HINTS.index(link.hint), steps[link.ends], likely.rank(link)))
    return tuple(ranked[:MOST_LINKS])


def _associated(network: Network) -> Iterator[Link]:
    for i in Network(network.graph, network.goal, associations=True).influences:
        if i.association:
            claims = tuple(claim.id for claim in i.claims)
            yield Link(i.source, i.target, "associated", claims)
            yield Link(i.target, i.source, "associated", claims)


def _by_kind(network: Network, likely: Likely) -> Iterator[Link]:
    """What acts on a thing may act on its kinds, and what a thing acts on, its kinds may act on; and the reverse."""
    for i in network.used:
        claims = tuple(claim.id for claim in i.claims)
        yield from (Link(i.source, kin, "kind", claims) for kin in likely.family(i.target))
        yield from (Link(kin, i.target, "kind", claims) for kin in likely.family(i.source))


def _near(
    network: Network, downstream: Mapping[str, int], upstream: Mapping[str, int], likely: Likely
) -> Iterator[Link]:
    """The pairs nearest to the two ends, other than the ends themselves.

    What nothing is known to act on is taken as given, and so is what people do, unless it is the goal.
    """
    changed = {i.target for i in network.used if i.target == network.goal or likely.acting(i.target) != OUTSIDE}
    targets = _nearest({name: steps for name, steps in upstream.items() if name in changed}, likely.acted_on)
    for source in _nearest(downstream, likely.acting):
        yield from (Link(source, target, "near") for target in targets if downstream[source] + upstream[target])


def _nearest(side: Mapping[str, int], place: Callable[[str], int]) -> list[str]:
    """The quantities nearest to an end, some of each place in the order of what acts on what."""
    ranked = sorted(side, key=lambda name: (side[name], name))
    groups: dict[int, list[str]] = {}
    for name in ranked:
        groups.setdefault(place(name), []).append(name)
    return [name for group in groups.values() for name in group[: MOST_LINKS + 1]]
