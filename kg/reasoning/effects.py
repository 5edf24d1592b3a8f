"""The net effect of one thing on another, or why it is undetermined.

The method is qualitative press perturbation (:mod:`kg.reasoning.press`). It is applied three times: to the uncontested
influences with a sign, to all influences with a sign, and to all influences. So an answer that depends on a dispute is
not reported as settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from functools import cached_property, reduce
from itertools import chain, pairwise
from operator import mul

from msgspec import Struct

from kg.errors import SearchLimit
from kg.model.core import Claim, Sign, Stance
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence, polarity
from kg.model.lookup import Selection
from kg.reasoning.chains import LOOK_ASIDE, Options, best
from kg.reasoning.components import BOTH, MINUS, PLUS, strong
from kg.reasoning.determinant import Path, Response
from kg.reasoning.network import Chain, Network, Step
from kg.reasoning.press import beside, respond

#: Maximum number of steps of the chains shown for an effect; the effect itself takes chains of any length into account.
SHOWN_HOPS = 12
_BIT = {Sign.PLUS: PLUS, Sign.MINUS: MINUS, Sign.UNKNOWN: BOTH}
_SIGN = {PLUS: Sign.PLUS, MINUS: Sign.MINUS, BOTH: Sign.UNKNOWN}

Mask = dict[str, dict[str, int]]


class Reason(StrEnum):
    """The reason for an effect: the first two explain a known effect, the others why it is undetermined."""

    agreeing = "agreeing-chains"
    null = "found-no-effect"
    contested = "contested-step"
    opposing = "opposing-chains"
    feedback = "feedback-loop"
    unsigned = "unsigned-step"
    none = "no-path"


class Outcome(Struct, frozen=True):
    """A sign with its reason; ``response`` is the response that establishes it, if there is a chain."""

    sign: Sign
    reason: Reason
    response: Response | None = None


class Grades:
    """The influences of a graph as signed graphs: the uncontested ones with a sign (firm), all with a sign, and all.

    ``upstream`` reverses them: the held quantity is then a target, and the outcomes are those of pressing each quantity
    that acts on it. Paths, and the loops disjoint from them, are the same in both directions.
    """

    def __init__(self, graph: KnowledgeGraph, *, upstream: bool = False) -> None:
        self.network = network = Network(graph)
        self.upstream = upstream
        self.null = {self._ends(i.source, i.target): i for i in network.influences if i.sign is Sign.NULL}
        self.disputed = {self._ends(i.source, i.target) for i in network.influences if i.contested}
        self.disputed |= {self._ends(source, target) for _, source, target, _ in denied(graph)}

    @cached_property
    def firm(self) -> Mask:
        """The uncontested influences with a sign."""
        return self._mask(counted(self.network, Reason.opposing))

    @cached_property
    def signed(self) -> Mask:
        """All influences with a sign."""
        return self._mask(counted(self.network, Reason.contested))

    @cached_property
    def every(self) -> Mask:
        """All influences."""
        return self._mask(counted(self.network, Reason.unsigned))

    def _ends(self, source: str, target: str) -> tuple[str, str]:
        return (target, source) if self.upstream else (source, target)

    def _mask(self, influences: Iterable[Influence]) -> Mask:
        """The signs of the influences between two quantities, for :func:`kg.reasoning.press.respond`."""
        graph: Mask = {}
        for i in influences:
            tail, head = self._ends(i.source, i.target)
            heads = graph.setdefault(tail, {})
            heads[head] = heads.get(head, 0) | _BIT[i.sign]
        return graph

    def outcomes(self, held: Mapping[str, Sign], target: str | None = None) -> dict[str, Outcome]:
        """The outcome for each quantity, or only for ``target``, when some are held up or down.

        If sources dispute a direct influence, or find no effect although there is a chain, the outcome is contested,
        whatever other chains say. Without a chain, a null finding means that there is no effect.
        """
        pressed = {name: _BIT[sign] for name, sign in held.items()}
        firm = respond(self.firm, pressed, target)
        # a target that is open whatever the disputes stays open with more influences
        every = firm if target in firm and firm[target].signs == BOTH else respond(self.every, pressed, target)
        settled = {name for name, response in firm.items() if response.signs == BOTH}
        open_ = any(response.signs == BOTH and name not in settled for name, response in every.items())
        signed = respond(self.signed, pressed, target) if open_ else {}
        found = {name: _outcome(response, signed.get(name), firm.get(name)) for name, response in every.items()}
        nulls = {end: i for (start, end), i in self.null.items() if start in held}
        disputed = {end for start, end in self.disputed if start in held}
        for name in disputed | nulls.keys() if target is None else {target} & (disputed | nulls.keys()):
            if name in found:
                response = signed.get(name) if found[name].reason is Reason.unsigned else found[name].response
                found[name] = Outcome(Sign.UNKNOWN, Reason.contested, response)
            elif name not in nulls:
                found[name] = Outcome(Sign.NULL, Reason.none)
            elif nulls[name].contested:
                found[name] = Outcome(Sign.UNKNOWN, Reason.contested)
            else:
                found[name] = Outcome(Sign.NULL, Reason.null)
        return {name: outcome for name, outcome in found.items() if name not in held}


def _outcome(every: Response, signed: Response | None, firm: Response | None) -> Outcome:
    """The sign that holds whichever way disputes are settled, or the reason why there is none."""
    if every.signs != BOTH:
        if firm is not None:
            return Outcome(_SIGN[every.signs], Reason.agreeing, firm)
        return Outcome(Sign.UNKNOWN, Reason.contested, every)
    if firm is not None and firm.signs == BOTH:
        return Outcome(Sign.UNKNOWN, Reason.opposing if len(firm.paths) > 1 else Reason.feedback, firm)
    if signed is not None and signed.signs == BOTH:
        return Outcome(Sign.UNKNOWN, Reason.contested, signed)
    return Outcome(Sign.UNKNOWN, Reason.unsigned, every)


def denied(graph: KnowledgeGraph) -> Iterator[tuple[Claim, str, str, Sign]]:
    """The claims of an influence that a source disputes, each with source, target and sign of the influence."""
    for name in sorted({item.claim for item in graph.evidence.values() if item.stance == Stance.DISPUTES}):
        claim = graph.claims[name]
        sign = graph.relations[claim.relation].sign
        if sign not in (None, Sign.NULL):
            yield claim, *polarity(claim, graph.concepts, sign)


def together(outcomes: Iterable[Outcome]) -> Outcome | None:
    """The outcome for a concept from those of its kinds: what they agree on; None if no path leads there."""
    listed = list(outcomes)
    known = [outcome for outcome in listed if outcome.reason is not Reason.none]
    if not known:
        return None
    signs, reasons = {outcome.sign for outcome in listed}, {outcome.reason for outcome in known}
    if len(signs) == 1 and Sign.UNKNOWN not in signs:
        sign, reason = known[0].sign, known[0].reason
    elif Sign.NULL in signs or Reason.contested in reasons:
        sign, reason = Sign.UNKNOWN, Reason.contested
    else:
        open_ = (Reason.opposing, Reason.feedback, Reason.unsigned)
        sign, reason = Sign.UNKNOWN, next((r for r in open_ if r in reasons), Reason.opposing)
    ordered = sorted(known, key=lambda o: o.reason is not reason)
    responses = [o.response for o in ordered if o.response and (o.reason is reason or o.reason is not Reason.unsigned)]
    return Outcome(sign, reason, reduce(beside, responses) if responses else None)


def witnesses(network: Network, start: Selection, goal: Selection, outcome: Outcome) -> tuple[Chain, ...]:
    """The best chain of each sign that counts, and the direct influences that are contested or null findings."""
    ends = (start.quantity, goal.quantity)
    direct = [i.sign for i in network.influences if i.ends == ends and (i.contested or i.sign is Sign.NULL)]
    chains = [network.chain(start, goal, ends, [sign]) for sign in direct]
    shown = network.only(counted(network, outcome.reason))
    every = Network(network.graph)
    plain = shown if every.influences is network.influences else every.only(counted(every, outcome.reason))
    proving: list[Chain] = []
    for direction, path in outcome.response.paths.items() if outcome.response else ():
        moved = _SIGN[direction] * (start.direction or Sign.PLUS)
        witness = plain.chain(start, goal, path, _along(plain, path, moved))
        found: Sequence[Chain] = ()
        with suppress(SearchLimit):
            options = Options(k=1, max_hops=SHOWN_HOPS)
            found = best(shown, start, goal, options, frozenset({witness.sign}), limit=LOOK_ASIDE)
        proving.append(witness)
        chains.append(found[0] if found else witness)
    if outcome.reason is Reason.contested and not any(c.contested for c in chains):
        chains += [witness for witness in proving if witness.contested]
    unique = {tuple(s.influence.key for s in c.steps): c for c in chains}
    return tuple(sorted(unique.values(), key=lambda c: (-c.confidence, c.sign.value)))


def counted(network: Network, reason: Reason) -> list[Influence]:
    """The influences that decided the answer."""
    if reason is Reason.unsigned:
        return list(network.used)
    signed = [i for i in network.used if i.sign is not Sign.UNKNOWN]
    return signed if reason is Reason.contested else [i for i in signed if not i.contested]


def _along(network: Network, path: Path, wanted: Sign) -> list[Sign]:
    """Signs of influences along a path whose product is the wanted sign, if possible."""
    choices = [[s for s in Sign if (a, b, s) in network.by_key] for a, b in pairwise(path)]
    signs = [choice[0] for choice in choices]
    if reduce(mul, signs) is not wanted:
        for place, choice in enumerate(choices):
            if {Sign.PLUS, Sign.MINUS} <= set(choice):
                signs[place] = Sign.MINUS
                break
    return signs


def overruling(graph: KnowledgeGraph, outcome: Outcome) -> Chain | None:
    """The reinforcing loop that may reverse the effect, as a chain that returns to its start."""
    if outcome.response is None or not outcome.response.loop:
        return None
    network = Network(graph)
    part = network.only(counted(network, outcome.reason))
    nodes = (*outcome.response.loop, outcome.response.loop[0])
    concept = graph.concepts[nodes[0]]
    there = Selection(concept, None, concept.label)
    return part.chain(there, there, nodes, _along(part, nodes, Sign.PLUS))


def denials(network: Network, start: Selection, goal: Selection) -> list[Step]:
    """Direct influences that sources only dispute, as steps; chains do not use them."""
    graph = network.graph
    kinds = {goal.quantity, *graph.kinds(goal.quantity)}
    claims: dict[Sign, list[Claim]] = {}
    for claim, source, target, sign in denied(graph):
        if source == start.quantity and target in kinds and (source, goal.quantity, sign) not in network.by_key:
            claims.setdefault(sign, []).append(claim)
    steps: list[Step] = []
    for sign, made in claims.items():
        stated = frozenset(graph.concepts[claim.subject].direction for claim in made)
        confidence = graph.confidence(*(claim.id for claim in made))
        used = Influence(start.quantity, goal.quantity, sign, tuple(made), stated, confidence, opposed=True)
        steps += network.only([used]).chain(start, goal, used.ends, [sign]).steps
    return steps


def leaves_open(used: Influence, reason: Reason) -> bool:
    """Whether an influence can leave an effect undetermined for this reason."""
    return used.sign is Sign.UNKNOWN if reason is Reason.unsigned else used.contested or used.sign is Sign.NULL


def around(graph: KnowledgeGraph, outcome: Outcome) -> list[Step]:
    """The steps that leave an effect undetermined, from the feedback that its chains pass."""
    network = Network(graph)
    part = network.only(counted(network, outcome.reason))
    response = outcome.response or Response(0, {})
    met = {*response.loop, *chain.from_iterable(response.paths.values())}
    components = [component for component in map(set, strong(part.searched)) if component & met]
    steps: list[Step] = []
    for i in part.influences:
        if leaves_open(i, outcome.reason) and any({i.source, i.target} <= component for component in components):
            there = Selection(graph.concepts[i.source], None, graph.concepts[i.source].label)
            steps += part.chain(there, there, i.ends, [i.sign]).steps
    return steps
