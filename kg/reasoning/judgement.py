"""What may be concluded of the effect of some quantities on others, how surely, and by which rule.

One judge answers all questions about effects. The rules, in order; docs/method.md gives their sources and what each
changes:

1. A state beyond the range is reached and left only by claims that name it (``left_out``).
2. What sources deny or dispute of the pair, or of one that includes it, is open (:mod:`kg.reasoning.denials`); but what
   is denied of a broader source does not count against what an undisputed study states of the pair.
3. What holds only in populations that the source excludes is left out.
4. Influences that sum up others are left out, but for the pair that is asked (:mod:`kg.reasoning.summaries`).
5. A sign is certain if all chains agree and no feedback can reverse it (:mod:`kg.reasoning.outcomes`).
6. Where chains or feedback oppose, the weight over possible worlds may make it likely (:mod:`kg.reasoning.worlds`), or
   an undisputed statement of the very pair by a study. Behind a quantity that all chains pass and that is itself open,
   a weight does not.
7. A sign that rests on web pages alone, which only state the contrary case, is not given.
8. If nothing leads from the source to the target, what the source indicates answers for it, then its broader concepts;
   then what the target indicates. What stands in for the source also answers, with a sign, if its own chains oppose.
   For a condition that leads to nothing, its broader concepts answer only with what is stated of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property, partial

from msgspec.structs import replace

from kg import limits
from kg.model.core import Sign
from kg.model.grouped import grouped
from kg.model.influence import Influence
from kg.reasoning import denials, worlds
from kg.reasoning.cut import passed
from kg.reasoning.judge import Judge
from kg.reasoning.outcomes import Outcome, Reason, together
from kg.reasoning.states import States
from kg.reasoning.support import ORDER, Support, grade, populations, studied
from kg.reasoning.verdict import Certainty, Verdict, left_open

#: Minimum weight of a sign that is likely.
LIKELY = 0.90
#: Why chains leave a sign open.
BY_CHAINS = frozenset({Reason.opposing, Reason.feedback, Reason.unsigned, Reason.contested})
#: With more targets than this, it is faster to determine all quantities at once, unless there is much feedback.
FEW = 3
#: What is concluded, by what is held, whether only by statements, and the target.
Concluded = dict[tuple[tuple[tuple[str, Sign], ...], bool, str], Verdict]


class Situation:
    """Some quantities held up or down; targets share what the rules need.

    ``aimed``: few targets are asked for. ``by_statement``: only where a statement leads from what is held is something
    concluded. ``concluded`` is shared: what stands in for one source may be a source that is asked itself.
    """

    def __init__(
        self,
        judge: Judge,
        held: Mapping[str, Sign],
        known: Mapping[str, Outcome | None] | None = None,
        *,
        aimed: bool = True,
        by_statement: bool = False,
        concluded: Concluded | None = None,
    ) -> None:
        self.judge = judge = judge.of(held)
        self.concluded: Concluded = {} if concluded is None else concluded
        self.known: dict[str, Outcome | None] = dict(known or {})
        self.aimed = aimed
        self._left: Collection[str] | None = None  # what is found one by one, if all others are known
        self.graph = judge.graph
        self.held = dict(held)
        self.left_out = judge.left_out(self.held)
        self.grades = judge.grades(self.left_out)
        self.states = States(judge, self.held, self.left_out, by_statement=by_statement)

    def targets(self) -> list[str]:
        """The quantities about which something is concluded: those reached, those above them, and null findings."""
        concepts = self.graph.concepts
        met = set[str]().union(*(situation.states.ends for situation in (self, *self._others)))
        found = {*denials.above(self.graph, *(name for name in met if not concepts[name].is_level))}
        indicating = (name for name, what in self.judge.indicated.items() if what in found)
        found.update(denials.above(self.graph, *indicating))
        return [name for name in concepts if name in found and not concepts[name].is_level and name not in self.held]

    def verdict(self, target: str) -> Verdict:
        """What is concluded about one target.

        If nothing leads there, what stands in for the source answers, and then what the target indicates. If the chains
        alone leave it open, what stands in for the source answers where it has a sign that they do not lean against.
        """
        asked = [target, *([self.judge.indicated[target]] if target in self.judge.indicated else [])]
        first = self.judged(target)
        if first.reason in (Reason.opposing, Reason.feedback):
            against = first.leaning * Sign.MINUS if first.leaning else None
            others = (each.judged(target) for each in self._answering(target) if target not in each.held)
            told = (found for found in others if found.sign in (Sign.PLUS, Sign.MINUS) and found.sign is not against)
            return next(told, first)
        if first.reason not in (Reason.none, Reason.beyond):
            return first
        for name in asked:
            for situation in (self, *self._answering(name)):
                if name not in situation.held:
                    found = situation.judged(name)
                    if found.reason not in (Reason.none, Reason.beyond):
                        return found
        return first

    @cached_property
    def _others(self) -> list[Situation]:
        """The situations in which something stands in for the one quantity that is held."""
        if len(self.held) > 1:
            return []
        [(source, sign)] = self.held.items()
        make = partial(Situation, self.judge, aimed=self.aimed, concluded=self.concluded)
        names = self.judge.stand_ins(source)
        return [make({name: sign}, by_statement=self.judge.by_statement(source, name)) for name in names]

    def _answering(self, target: str) -> Sequence[Situation]:
        """The situations in which something stands in for the source and may lead to a target."""
        return self._others if self.aimed else self._leading.get(target, ())

    @cached_property
    def _leading(self) -> Mapping[str, Sequence[Situation]]:
        """What stands in for the source, by each target to which it may lead."""
        return grouped((name, situation) for situation in self._others for name in situation.states.within)

    def judged(self, target: str) -> Verdict:
        """What is concluded about one target, if nothing stands in for anything."""
        key = (tuple(self.held.items()), self.states.by_statement, target)
        if key not in self.concluded:
            self.concluded[key] = self._judged(target, self._members(target))
        return self.concluded[key]

    def _judged(self, target: str, members: list[str]) -> Verdict:
        limits.check()
        if (len(members) > FEW or not self.aimed) and not self.known and self._left is None and self.grades.light:
            self.know_all()
        source = next(iter(self.held))
        if self.states.by_statement and self.states.ends.isdisjoint(members):
            return Verdict(Sign.UNKNOWN, Certainty.open, Reason.none, source, target)
        structure = together(self._outcome(member) for member in members if self._reaches(member))
        if structure is None:
            return Verdict(Sign.UNKNOWN, Certainty.open, self._nothing(target, members), source, target)
        found = Verdict(structure.sign, Certainty.certain, structure.reason, source, target, outcome=structure)
        if structure.reason is Reason.null:
            return replace(found, support=self._direct(members, Sign.NULL))
        if structure.reason is Reason.contested or self._denied(target, members):
            return left_open(found, Reason.contested, None)  # no leaning against a denial
        if structure.sign is Sign.UNKNOWN:
            found = self._weighed(found, members)
        return self._supported(found, members) if found.certainty is not Certainty.open else found

    def _members(self, target: str) -> list[str]:
        """A target and its kinds; if many targets are asked for, those to which something may lead."""
        if not self.aimed:
            return self.states.within.get(target, [])
        return [name for name in (target, *self.graph.kinds(target)) if name not in self.held]

    def _reaches(self, member: str) -> bool:
        return self.structure(member) is not None or self._null(member) is not None

    def _outcome(self, member: str) -> Outcome:
        null, found = self._null(member), self.structure(member)
        if found is None:
            assert null is not None  # noqa: S101 - only members that something reaches are asked for
            return Outcome(Sign.UNKNOWN, Reason.contested) if null.contested else Outcome(Sign.NULL, Reason.null)
        if null is None:
            return found
        # the steps without a sign are not among those that count for a dispute
        return Outcome(Sign.UNKNOWN, Reason.contested, found.response if found.reason is not Reason.unsigned else None)

    def structure(self, member: str) -> Outcome | None:
        """What the chains determine; a summary of the very pair counts."""
        if member not in self.known and (self._left is None or member in self._left):
            also = [i for i in self._directs([member]) if i.key in self.judge.summaries]
            self.known[member] = self.grades.outcomes(self.held, member, also).get(member)
        return self.known.get(member)

    def know_all(self) -> Situation:
        """Find what the chains determine for all quantities at once; summaries of a very pair are left to be found."""
        firm = self.judge.onward(self.left_out, Support.weak)
        direct = (i for source in self.held for i in firm.get(source, ()))
        self._left = {i.target for i in direct if i.key in self.judge.summaries}
        every = self.grades.outcomes(self.held)
        self.known.update({name: outcome for name, outcome in every.items() if name not in self._left})
        self.aimed = False
        return self

    def _null(self, member: str) -> Influence | None:
        """A null finding for the member and a held quantity."""
        known = (self.judge.nulls.get((source, member)) for source in self.held)
        return next((null for null in known if null is not None and null.key not in self.left_out), None)

    def _denied(self, target: str, members: Iterable[str]) -> bool:
        """Whether sources deny, dispute or did not find the effect, of the pair or of one that includes it.

        What is denied of a broader source does not count against what an undisputed study states of this one.
        """
        own = self._stated(members) is not None
        every = (ends for source in self.held for ends in denials.inherited(self.graph, source, target))
        return any(not own or ends[0] in self.held for ends in every)

    def _nothing(self, target: str, members: Iterable[str]) -> Reason:
        """Why nothing leads to a target."""
        concepts = self.graph.concepts
        beyond = [name for name in (*self.held, target) if concepts[name].beyond_range]
        unstated = self.judge.unstated(self.held)
        if self.left_out <= unstated and not beyond:
            return Reason.none
        excluded = any(concepts[name].excludes for name in self.held)
        met = self.states.met
        there = not met.isdisjoint(members) or concepts[target].state_of in met
        if not there:
            return Reason.none
        return Reason.beyond if beyond or not excluded else Reason.populations

    # weight

    def _weighed(self, found: Verdict, members: Iterable[str]) -> Verdict:
        """A sign that is likely by its weight, or by the statement of a study; open otherwise.

        No sign is surer than that of a quantity which all chains pass: if that is open, so is this.
        """
        weights = []
        for member in filter(self._reaches, members):
            outcome = self._outcome(member)
            if outcome.sign is Sign.UNKNOWN:
                weights.append(self._worlds.weight(member))
            else:
                weights.append(worlds.Weight(outcome.sign, worlds.MOST))
        known = [weight for weight in weights if weight is not None]
        agreed = len(known) == len(weights) and len({weight.sign for weight in known}) == 1
        lowest = min(known, key=lambda weight: weight.weight) if agreed else None
        if lowest is not None and lowest.weight >= LIKELY:
            if (bottleneck := self._open_bottleneck(members)) is not None:
                weight = bottleneck.weight and replace(lowest, weight=min(lowest.weight, bottleneck.weight.weight))
                return left_open(replace(found, weight=weight), found.reason, lowest.sign)
            return replace(found, sign=lowest.sign, certainty=Certainty.likely, reason=Reason.worlds, weight=lowest)
        if (sign := self._stated(members)) is not None:
            return replace(found, sign=sign, certainty=Certainty.likely, reason=Reason.studies, weight=lowest)
        return left_open(replace(found, weight=lowest), found.reason, lowest.sign if lowest else None)

    def _open_bottleneck(self, members: Iterable[str]) -> Verdict | None:
        """The verdict on the first quantity that all chains to the members pass and that is open because of chains."""
        verdicts = (self._judged(name, [name]) for name in passed(self._heads, self.held, frozenset(members)))
        return next((verdict for verdict in verdicts if verdict.reason in BY_CHAINS), None)

    @cached_property
    def _heads(self) -> Mapping[str, list[str]]:
        """What each quantity acts on."""
        return {tail: [i.target for i in acting] for tail, acting in self.judge.onward(self.left_out).items()}

    @cached_property
    def _worlds(self) -> worlds.Worlds:
        ways = {name: -1 if sign is Sign.MINUS else 1 for name, sign in self.held.items()}
        return worlds.Worlds(self.judge.draws(self.left_out), ways, aimed=self.aimed)

    def _stated(self, members: Iterable[str]) -> Sign | None:
        """The sign that undisputed claims give the very pair, if a study of known design supports one of them."""
        if len(self.held) > 1:
            return None
        found = set()
        known = False
        for i in self._directs(members):
            found.add(i.sign * self.held[i.source])
            known = known or studied(self.graph, i)
        return found.pop() if known and len(found) == 1 else None

    def _directs(self, members: Iterable[str]) -> list[Influence]:
        """The uncontested influences with a sign of what is held on the members."""
        wanted = set(members)
        firm = self.judge.onward(self.left_out, Support.weak)
        return [i for source in self.held for i in firm.get(source, ()) if i.target in wanted]

    # support

    def _supported(self, found: Verdict, members: Iterable[str]) -> Verdict:
        """A sign with its support; one that pages alone state, and only of the contrary, is open."""
        members = list(members)
        if not any((member, found.sign) in self.states.possible for member in members):
            return left_open(found, Reason.beyond, None)
        graded = ((least, walk) for least in reversed(ORDER) for walk in self.states.chains(least, members, found.sign))
        support, walk = next(graded, (Support.weak, ()))
        limits = [limit for i in walk for limit in populations(self.graph, i)]
        population = min(frozenset.intersection(*limits), default=None) if limits else None
        if population is not None:
            support = min(support, Support.moderate, key=ORDER.index)
        if support is Support.weak and not self.states.is_stated(members, found.sign):
            return replace(left_open(found, Reason.mirrored, found.sign), support=support)
        return replace(found, support=support, population=population)

    def _direct(self, members: Iterable[str], sign: Sign) -> Support:
        nulls = [null for member in members if (null := self._null(member)) is not None and null.sign is sign]
        return max((grade(self.graph, null) for null in nulls), key=ORDER.index)
