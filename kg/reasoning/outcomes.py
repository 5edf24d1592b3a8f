"""What the chains between quantities determine: a sign, or the reason why there is none.

The method is qualitative press perturbation (:mod:`kg.reasoning.press`). It is applied to up to three sets of
influences: the uncontested ones with a sign, all with a sign, and all. So an answer that depends on a dispute is not
reported as settled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from functools import cached_property, reduce

from msgspec import Struct

from kg.model.core import Sign
from kg.model.influence import Influence
from kg.reasoning.components import BOTH, MINUS, PLUS, times
from kg.reasoning.determinant import Response
from kg.reasoning.press import Structure, beside

_BIT = {Sign.PLUS: PLUS, Sign.MINUS: MINUS, Sign.UNKNOWN: BOTH}
SIGN = {PLUS: Sign.PLUS, MINUS: Sign.MINUS, BOTH: Sign.UNKNOWN}

#: Size of the largest component of a graph with little feedback.
LARGEST = 12

Mask = Mapping[str, Mapping[str, int]]


class Reason(StrEnum):
    """The rule that decided: the first four lead to a known effect, the others leave it undetermined."""

    agreeing = "agreeing-chains"
    worlds = "worlds"
    studies = "stated-by-study"
    null = "found-no-effect"
    opposing = "opposing-chains"
    feedback = "feedback-loop"
    unsigned = "unsigned-step"
    contested = "contested-step"
    mirrored = "only-mirrored"
    beyond = "beyond-range"
    populations = "different-populations"
    none = "no-path"


class Outcome(Struct, frozen=True):
    """A sign with its reason; ``response`` is the response that establishes it, if there is a chain."""

    sign: Sign
    reason: Reason
    response: Response | None = None


class Grades:
    """Influences as signed graphs: the uncontested ones with a sign (firm), all with a sign, and all.

    ``contested`` holds the keys of the contested ones. ``upstream`` reverses them all: the held quantity is then the
    target, and the outcomes are those of pressing each quantity that acts on it. Paths, and the loops disjoint from
    them, are the same in both directions.
    """

    def __init__(
        self, used: Iterable[Influence], contested: Collection[tuple[str, str, Sign]], *, upstream: bool = False
    ) -> None:
        self.used = tuple(used)
        self.contested = contested
        self.upstream = upstream

    @cached_property
    def firm(self) -> Structure:
        """The uncontested influences with a sign."""
        return self._graph(i for i in self.used if i.sign is not Sign.UNKNOWN and i.key not in self.contested)

    @cached_property
    def signed(self) -> Structure:
        """All influences with a sign."""
        return self._graph(i for i in self.used if i.sign is not Sign.UNKNOWN)

    @cached_property
    def every(self) -> Structure:
        """All influences."""
        return self._graph(self.used)

    def without(self, left_out: Influence) -> Grades:
        """The same without one of the influences; what is known of the graphs is used again."""
        less = Grades((i for i in self.used if i is not left_out), self.contested, upstream=self.upstream)
        tail, head = left_out.ends[::-1] if self.upstream else left_out.ends
        unsigned = left_out.sign is Sign.UNKNOWN
        for name, absent in (
            ("firm", unsigned or left_out.key in self.contested),
            ("signed", unsigned),
            ("every", False),
        ):
            if name in vars(self):
                known: Structure = vars(self)[name]
                vars(less)[name] = known if absent else known.without(tail, head, _BIT[left_out.sign])
        return less

    @cached_property
    def light(self) -> bool:
        """Whether all components are small, so that the responses within them are quickly proved."""
        return max(map(len, self.every.parts), default=0) <= LARGEST

    def outcomes(
        self, held: Mapping[str, Sign], target: str | None = None, also: Collection[Influence] = ()
    ) -> dict[str, Outcome]:
        """The outcome for each quantity that a chain reaches, or only for ``target``, when some are held up or down.

        ``also`` are uncontested influences of what is held, with a sign, that count in addition.
        """
        pressed = {name: _BIT[sign] for name, sign in held.items()}

        def responses(structure: Structure, known: Mapping[str, Response]) -> dict[str, Response]:
            return self._with(structure, also).respond(pressed, target, known)

        firm = responses(self.firm, {})
        # what is open whatever the disputes stays open with more influences
        settled = {name: response for name, response in firm.items() if response.signs == BOTH}
        # among few quantities, paths are shown: they are searched in each set
        known = settled if target is None and not self.light else {}
        every = firm if target in settled else responses(self.every, known)
        open_ = any(r.signs == BOTH and name not in settled for name, r in every.items())
        signed = responses(self.signed, known) if open_ else {}
        found = {name: _outcome(response, signed.get(name), firm.get(name)) for name, response in every.items()}
        return {name: outcome for name, outcome in found.items() if name not in held}

    def _graph(self, influences: Iterable[Influence]) -> Structure:
        return Structure(self._mask({}, influences))

    def _with(self, known: Structure, also: Collection[Influence]) -> Structure:
        """A structure with further influences; if they only lead downstream, its components remain, and their order."""
        if not also:
            return known
        mask, place = self._mask(known.graph, also), known.place
        in_order = all(place.get(i.source, len(place)) <= place.get(i.target, -1) for i in also)
        return known.leading(mask, {i.source for i in also}) if in_order else Structure(mask)

    def _mask(self, known: Mask, influences: Iterable[Influence]) -> Mask:
        """The signs of the influences between two quantities, for :class:`kg.reasoning.press.Structure`."""
        added: dict[str, dict[str, int]] = {}
        for i in influences:
            tail, head = (i.target, i.source) if self.upstream else (i.source, i.target)
            heads = added.setdefault(tail, {})
            heads[head] = heads.get(head, 0) | _BIT[i.sign]
        if not known:
            return added
        for tail, heads in added.items():
            old = known.get(tail, {})
            added[tail] = {**old, **{head: old.get(head, 0) | bits for head, bits in heads.items()}}
        return {**known, **added}


def _outcome(every: Response, signed: Response | None, firm: Response | None) -> Outcome:
    """The sign that holds whichever way disputes are settled, or the reason why there is none."""
    if every.signs != BOTH:
        if firm is not None:
            return Outcome(SIGN[every.signs], Reason.agreeing, firm)
        return Outcome(Sign.UNKNOWN, Reason.contested, every)
    if firm is not None and firm.signs == BOTH:
        return Outcome(Sign.UNKNOWN, Reason.opposing if len(firm.paths) > 1 else Reason.feedback, firm)
    if signed is not None and signed.signs == BOTH:
        return Outcome(Sign.UNKNOWN, Reason.contested, signed)
    return Outcome(Sign.UNKNOWN, Reason.unsigned, every)


def turned(outcome: Outcome) -> Outcome:
    """The outcome if what is held goes the other way."""
    response = outcome.response
    if response is not None:
        paths = {times(MINUS, sign): path for sign, path in response.paths.items()}
        response = Response(times(MINUS, response.signs), paths, response.loop)
    return Outcome(Sign.MINUS * outcome.sign, outcome.reason, response)


def together(outcomes: Iterable[Outcome]) -> Outcome | None:
    """The outcome for a concept from those of its kinds: what they agree on; None if there are none."""
    known = list(outcomes)
    if not known:
        return None
    signs, reasons = {outcome.sign for outcome in known}, {outcome.reason for outcome in known}
    if len(signs) == 1 and Sign.UNKNOWN not in signs:
        sign, reason = known[0].sign, known[0].reason
    elif Reason.contested in reasons:
        sign, reason = Sign.UNKNOWN, Reason.contested
    else:
        open_ = (Reason.opposing, Reason.feedback, Reason.unsigned)
        sign, reason = Sign.UNKNOWN, next((r for r in open_ if r in reasons), Reason.opposing)
    ordered = sorted(known, key=lambda o: o.reason is not reason)
    responses = [o.response for o in ordered if o.response and (o.reason is reason or o.reason is not Reason.unsigned)]
    return Outcome(sign, reason, reduce(beside, responses) if responses else None)
