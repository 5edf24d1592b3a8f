"""The chains, steps and claims that show why an effect is what it is, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, reduce
from itertools import chain, pairwise
from operator import mul

from kg.errors import SearchLimit
from kg.model.core import Claim, Sign
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from kg.model.kept import kept
from kg.model.lookup import Selection
from kg.reasoning import denials
from kg.reasoning.chains import LOOK_ASIDE, Options, best
from kg.reasoning.components import strong
from kg.reasoning.determinant import Path, Response
from kg.reasoning.judge import Judge
from kg.reasoning.judgement import Situation
from kg.reasoning.network import Chain, Links, Network, Step
from kg.reasoning.outcomes import SIGN, Outcome, Reason
from kg.reasoning.verdict import Certainty, Verdict

#: Maximum number of steps of the chains shown for an effect; the effect itself takes chains of any length into account.
SHOWN_HOPS = 12
#: Maximum number of claims that are tried as decisive, and of those that are named.
TRIED, SETTLING = 8, 3
#: Sets of influences that are kept.
PARTS = 8


class Evidence:
    """What shows why a verdict is what it is."""

    def __init__(self, judge: Judge, start: Selection, goal: Selection, verdict: Verdict) -> None:
        self.judge = judge.of({start.quantity})
        self.graph = judge.graph
        self.start, self.goal = start, goal
        self.verdict = verdict
        self.outcome = verdict.outcome or Outcome(Sign.UNKNOWN, Reason.none)
        self.left_out = self.judge.left_out({start.quantity: start.direction or Sign.PLUS})

    @cached_property
    def network(self) -> Network:
        """The influences that apply, the kinds of the target counting as the target."""
        return self._applying(Network(self.graph, self.goal.quantity, {self.start.quantity}))

    @cached_property
    def plain(self) -> Network:
        """The influences that apply, each kind by itself."""
        return self._applying(self.judge.network)

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """The best chain of each sign that counts, and the direct influences that are contested or null findings."""
        if self.verdict.outcome is None:
            return ()
        network, start, goal, outcome = self.network, self.start, self.goal, self.outcome
        ends = (start.quantity, goal.quantity)
        direct = [i.sign for i in network.influences if i.ends == ends and (i.contested or i.sign is Sign.NULL)]
        chains = [network.chain(start, goal, ends, [sign]) for sign in direct]
        shown, plain = self._counted(network), self._counted(self.plain)
        proving: list[Chain] = []
        for direction, path in outcome.response.paths.items() if outcome.response else ():
            moved = SIGN[direction] * (start.direction or Sign.PLUS)
            witness = plain.chain(start, goal, path, _along(plain, path, moved))
            found: Sequence[Chain] = ()
            with suppress(SearchLimit):
                options = Options(k=1, max_hops=SHOWN_HOPS)
                found = best(shown, start, goal, options, frozenset({witness.sign}), limit=LOOK_ASIDE).chains
            proving.append(witness)
            chains.append(found[0] if found else witness)
        if outcome.reason is Reason.contested and not any(c.contested for c in chains):
            chains += [witness for witness in proving if witness.contested]
        unique = {tuple(s.influence.key for s in c.steps): c for c in chains}
        return tuple(sorted(unique.values(), key=lambda c: (-c.confidence, c.sign.value)))

    @cached_property
    def loop(self) -> Chain | None:
        """The reinforcing loop that may reverse the effect, as a chain that returns to its start."""
        response = self.outcome.response
        if response is None or not response.loop:
            return None
        part = self._counted(self.plain)
        nodes = (*response.loop, response.loop[0])
        concept = self.graph.concepts[nodes[0]]
        there = Selection(concept, None, concept.label)
        return part.chain(there, there, nodes, _along(part, nodes, Sign.PLUS))

    @cached_property
    def because(self) -> tuple[Step, ...]:
        """The steps that decide: all steps of the chains, or those that leave the effect undetermined."""
        reason, loop = self.outcome.reason, self.loop
        steps = [each for known in (*self.chains, *([loop] if loop else ())) for each in known.steps]
        if self.verdict.reason is Reason.contested or reason is Reason.unsigned:
            reason = Reason.contested if self.verdict.reason is Reason.contested else reason
            denied = self._denied() if reason is Reason.contested else []
            open_ = [*denied, *(s for s in steps if _leaves_open(s.influence, reason))]
            steps = open_ or self._around(reason) or steps
        elif reason is Reason.feedback and loop and self.verdict.certainty is Certainty.open:
            steps = list(loop.steps)
        return tuple({each.influence.key: each for each in steps}.values())

    @cached_property
    def summaries(self) -> tuple[str, ...]:
        """The claims of the influences between the ends that were left out because they only sum up others."""
        if self.verdict.outcome is None:
            return ()
        used = [i.ends for i in self.judge.network.used]
        down = _reach({self.start.quantity}, used)
        up = _reach({self.goal.quantity, *self.graph.kinds(self.goal.quantity)}, [(t, s) for s, t in used])
        between = down & up
        asked = {
            (self.start.quantity, member) for member in (self.goal.quantity, *self.graph.kinds(self.goal.quantity))
        }
        left_out = (i for i in self.judge.firm if i.key in self.judge.summaries and i.ends not in asked)
        between_ends = (i for i in left_out if between.issuperset(i.ends))
        return tuple(claim.id for i in between_ends for claim in i.claims)

    def _applying(self, network: Network) -> Network:
        """A network with the influences that apply."""
        left_out = self.left_out
        gone = (c.id for i in self.judge.network.influences if i.key in left_out for c in i.claims) if left_out else ()
        return network.along(_without(self.graph, network.links, frozenset(gone)))

    def _counted(self, network: Network) -> Network:
        """A network with the influences that decided."""
        reason = self.outcome.reason
        weighed = reason if reason in (Reason.unsigned, Reason.contested) else None
        return network.along(_deciding(self.graph, network.links, weighed))

    def _denied(self) -> list[Step]:
        """Direct influences that sources only dispute, as steps; chains do not use them."""
        graph, start, goal = self.graph, self.start, self.goal
        kinds = {goal.quantity, *graph.kinds(goal.quantity)}
        claims: dict[Sign, list[Claim]] = {}
        for claim, source, target, sign in denials.denied(graph):
            known = (source, goal.quantity, sign) in self.network.links.by_key
            if source == start.quantity and target in kinds and not known:
                claims.setdefault(sign, []).append(claim)
        steps: list[Step] = []
        for sign, made in claims.items():
            said = frozenset(graph.concepts[claim.subject].direction for claim in made)
            confidence = graph.confidence(*(claim.id for claim in made))
            used = Influence(start.quantity, goal.quantity, sign, tuple(made), said, confidence, opposed=True)
            steps += self.network.only([used]).chain(start, goal, used.ends, [sign]).steps
        return steps

    def _around(self, reason: Reason) -> list[Step]:
        """The steps that leave an effect undetermined, from the feedback that its chains pass."""
        part = self._counted(self.plain)
        response = self.outcome.response or Response(0, {})
        met = {*response.loop, *chain.from_iterable(response.paths.values())}
        components = [component for component in map(set, strong(part.links.searched)) if component & met]
        steps: list[Step] = []
        for i in part.influences:
            if _leaves_open(i, reason) and any({i.source, i.target} <= component for component in components):
                there = Selection(self.graph.concepts[i.source], None, self.graph.concepts[i.source].label)
                steps += part.chain(there, there, i.ends, [i.sign]).steps
        return steps


@kept(PARTS)
def _without(_: KnowledgeGraph, links: Links, gone: frozenset[str]) -> Links:
    """The influences that are left without some claims."""
    if not gone:
        return links
    return links.only(i for i in links.influences if not gone.issuperset(claim.id for claim in i.claims))


@kept(PARTS)
def _deciding(graph: KnowledgeGraph, links: Links, reason: Reason | None) -> Links:
    """The influences that decide for a reason: all, those with a sign, or the uncontested ones of these."""
    if reason is Reason.unsigned:
        return links.only(links.used)
    signed = (i for i in links.used if i.sign is not Sign.UNKNOWN)
    return links.only(i for i in signed if reason is Reason.contested or not denials.contested(graph, i))


def decisive(
    judge: Judge, held: Mapping[str, Sign], goal: str, verdict: Verdict, steps: Iterable[Step]
) -> tuple[str, ...]:
    """Claims without any one of which an open effect would be known; at most :data:`SETTLING`.

    The claims that alone make a step that is shown are tried, the least confident first.
    """
    if verdict.outcome is None or verdict.certainty is not Certainty.open:
        return ()
    alone = {step.influence.key: step.influence for step in steps if len(step.influence.claims) == 1}
    ranked = sorted(alone.values(), key=lambda i: (i.confidence.value, i.key))
    found: list[str] = []
    for i in ranked[:TRIED]:
        if len(found) < SETTLING and (_leaves_open(i, Reason.contested) or _settles(judge, held, goal, i)):
            claim = i.claims[0].id
            if Situation(judge.without(claim), held).verdict(goal).certainty is not Certainty.open:
                found.append(claim)
    return tuple(found)


def _settles(judge: Judge, held: Mapping[str, Sign], goal: str, left_out: Influence) -> bool:
    """Whether the chains alone would determine the effect without an influence: a quick first check."""
    grades = judge.grades(judge.left_out(held))
    used = next((i for i in grades.used if i.key == left_out.key), None)
    outcome = (grades.without(used) if used else grades).outcomes(held, goal).get(goal)
    return outcome is None or outcome.sign is not Sign.UNKNOWN


def _along(network: Network, path: Path, wanted: Sign) -> list[Sign]:
    """Signs of influences along a path whose product is the wanted sign, if possible."""
    choices = [[s for s in Sign if (a, b, s) in network.links.by_key] for a, b in pairwise(path)]
    signs = [choice[0] for choice in choices]
    if reduce(mul, signs) is not wanted:
        for place, choice in enumerate(choices):
            if {Sign.PLUS, Sign.MINUS} <= set(choice):
                signs[place] = Sign.MINUS
                break
    return signs


def _leaves_open(used: Influence, reason: Reason) -> bool:
    """Whether an influence can leave an effect undetermined for this reason."""
    return used.sign is Sign.UNKNOWN if reason is Reason.unsigned else used.contested or used.sign is Sign.NULL


def _reach(roots: set[str], steps: Iterable[tuple[str, str]]) -> set[str]:
    heads: dict[str, list[str]] = {}
    for tail, head in steps:
        heads.setdefault(tail, []).append(head)
    found, open_ = set(roots), list(roots)
    while open_:
        for head in heads.get(open_.pop(), ()):
            if head not in found:
                found.add(head)
                open_.append(head)
    return found
