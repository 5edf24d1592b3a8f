"""What is concluded about one target."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from kg.model.core import Sign
from kg.reasoning.outcomes import Outcome, Reason
from kg.reasoning.support import Support
from kg.reasoning.worlds import Weight


class Certainty(StrEnum):
    """How sure a sign is."""

    certain = "certain"
    likely = "likely"
    open = "open"


class Verdict(Struct, frozen=True):
    """What is concluded about one target.

    ``sign`` is the one that is told, and ``leaning`` one that is not; ``outcome`` is what the chains determine, and
    ``weight`` that over possible worlds, if it was asked for. ``population`` is the only one in which a told sign was
    found. ``source`` and ``target`` are the quantities that were judged, which may stand in for those asked.
    """

    sign: Sign
    certainty: Certainty
    reason: Reason
    source: str
    target: str
    support: Support | None = None
    weight: Weight | None = None
    leaning: Sign | None = None
    outcome: Outcome | None = None
    population: str | None = None


def left_open(found: Verdict, reason: Reason, leaning: Sign | None) -> Verdict:
    """The verdict without a sign, for a reason."""
    return replace(found, sign=Sign.UNKNOWN, certainty=Certainty.open, reason=reason, leaning=leaning)
