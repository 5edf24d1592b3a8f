"""The formula for the confidence of a statement, and its explanation as a sum.

Each evidence item has points: the weight of its kind of source times the weight of its modality, halved if it cites a
study that cannot be traced or says something else. Each independent witness counts once, with its best evidence item.
On each side the best witness counts in full, the next one half, the next a quarter, and so on. The confidence is the
sum of the points for the statement minus those against it, limited to 0.05 to 0.95. ``docs/method.md`` gives the
reasons.
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from msgspec import Struct

from kg.model.core import Document, Evidence, Stance, Study

#: Weight of each kind of source. A source of a kind not named here counts as :data:`OTHER_KIND`.
KIND = {
    "MetaAnalysis": Decimal("0.60"),
    "RandomisedTrial": Decimal("0.55"),
    "Guideline": Decimal("0.50"),
    "MendelianRandomisation": Decimal("0.45"),
    "Review": Decimal("0.45"),
    "Cohort": Decimal("0.45"),
    "NonRandomisedTrial": Decimal("0.35"),
    "CrossSectional": Decimal("0.35"),
    "UnreviewedWebPage": Decimal("0.35"),
    "Animal": Decimal("0.30"),
    "Cell": Decimal("0.30"),
    "Laboratory": Decimal("0.30"),
    "CaseSeries": Decimal("0.25"),
    "CaseReport": Decimal("0.15"),
}
OTHER_KIND = Decimal("0.20")
#: Weight of each modality.
MODALITY = {
    "Asserted": Decimal("1.0"),
    "Denied": Decimal("1.0"),
    "Hedged": Decimal("0.7"),
    "Emerging": Decimal("0.5"),
    "Disputed": Decimal("0.3"),
}
#: Weight of a passage whose own reference cannot be traced or says something else.
UNSOUND_CITATION = Decimal("0.5")
UNSOUND = frozenset({"NotTraceable", "Misdescribed"})
#: The weight of each further independent witness, relative to the one before.
NEXT_WITNESS = Decimal("0.5")
LEAST, MOST = Decimal("0.05"), Decimal("0.95")
_HUNDREDTH, _FULL = Decimal("0.01"), Decimal(1)

Sources = Mapping[str, Document | Study]


class Part(Struct, frozen=True):
    """One term of the sum: ``kind`` × ``modality`` × ``citation`` × ``rank`` points, for or against."""

    evidence: str
    witness: str
    supports: bool
    kind: Decimal
    modality: Decimal
    citation: Decimal
    rank: Decimal

    @property
    def points(self) -> Decimal:
        """What this part adds to the sum (negative if it disputes the statement)."""
        size = self.kind * self.modality * self.citation * self.rank
        return size if self.supports else -size


class Confidence(Struct, frozen=True):
    """A confidence from 0.05 to 0.95 in hundredths, with the parts of its sum."""

    value: Decimal
    parts: tuple[Part, ...]

    @property
    def contested(self) -> bool:
        """Whether there is evidence on both sides."""
        return {part.supports for part in self.parts} == {True, False}


def witness(source: Document | Study) -> str:
    """The independent witness: the independence group of a document, or the study itself."""
    return source.group if isinstance(source, Document) else source.id


def points(evidence: Evidence, sources: Sources) -> Part:
    """The points of one evidence item, before it is ranked among the witnesses."""
    source = sources[evidence.source]
    kind = source.kind if isinstance(source, Document) else source.design
    cited = [sources[c] for c in evidence.cites]
    unsound = bool(cited) and any(isinstance(s, Study) and s.trace_status in UNSOUND for s in cited)
    return Part(
        evidence.id,
        witness(source),
        evidence.stance == Stance.SUPPORTS,
        KIND.get(kind, OTHER_KIND),
        MODALITY[evidence.modality],
        UNSOUND_CITATION if unsound else _FULL,
        _FULL,
    )


def assess(evidence: Iterable[Evidence], sources: Sources) -> Confidence:
    """The confidence of a statement from all its evidence.

    Inconclusive evidence items have no points. Of equally strong items of one witness, the one with the smaller
    identifier counts, so the result does not depend on the order of the evidence.
    """
    decided = sorted((item for item in evidence if item.stance != Stance.INCONCLUSIVE), key=lambda e: e.id)
    if len(decided) == 1:
        part = points(decided[0], sources)
        return Confidence(_limited(part.points), (part,))
    best: dict[tuple[bool, str], Part] = {}
    for item in decided:
        part = points(item, sources)
        key = (part.supports, part.witness)
        if key not in best or abs(part.points) > abs(best[key].points):
            best[key] = part
    parts: list[Part] = []
    for side in (True, False):
        rank = _FULL
        ranked = sorted((p for p in best.values() if p.supports is side), key=lambda p: (-abs(p.points), p.evidence))
        for part in ranked:
            parts.append(Part(part.evidence, part.witness, side, part.kind, part.modality, part.citation, rank))
            rank *= NEXT_WITNESS
    return Confidence(_limited(sum((part.points for part in parts), Decimal(0))), tuple(parts))


@cache
def _limited(total: Decimal) -> Decimal:
    """A sum of points as a confidence: limited to its range, in hundredths."""
    return min(MOST, max(LEAST, total)).quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)
