"""The confidence of a statement, and its calculation, which can be redone by hand.

Each evidence item has points from 0 to 1: design of the source × modality × citation. Each independent witness counts
once on each side, with its best item. Each side adds up by noisy-or, as if every witness could be wrong by itself:

    S = 1 − (1 − P) · Π(1 − sᵢ)

with the points sᵢ of each study, and P for all web pages together: their own noisy-or, but at most 0.30. So any number
of pages that repeat each other count less than one cohort. The confidence is S₊ · (1 − S₋): what speaks for the
statement, reduced by what speaks against it. It orders statements; it is not a probability.

Noisy-or of independent sources: the belief engine of INDRA (Gyori et al. 2017, doi:10.15252/msb.20177651). A limit on
what one sort of evidence may reach: ClinGen's framework for gene-disease validity (Strande et al. 2017,
doi:10.1016/j.ajhg.2017.04.015). The order of designs: GRADE (Guyatt et al. 2008, BMJ 336:924). The weights themselves
are ours. ``docs/method.md`` gives an example, decision 12 the reasons.
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from math import prod

from msgspec import Struct

from kg.model.core import Claim, Document, Evidence, Stance, Study

#: Weight of each design of a study, and of a web page. A design not named here counts as :data:`OTHER_DESIGN`.
DESIGN = {
    "MetaAnalysis": Decimal("0.80"),
    "RandomisedTrial": Decimal("0.65"),
    "Guideline": Decimal("0.60"),
    "MendelianRandomisation": Decimal("0.45"),
    "Cohort": Decimal("0.45"),
    "Review": Decimal("0.40"),
    "CrossSectional": Decimal("0.30"),
    "NonRandomisedTrial": Decimal("0.30"),
    "Animal": Decimal("0.30"),
    "Cell": Decimal("0.30"),
    "Laboratory": Decimal("0.30"),
    "CaseSeries": Decimal("0.20"),
    "UnreviewedWebPage": Decimal("0.20"),
    "CaseReport": Decimal("0.10"),
}
#: A study that is retracted, or that could not be identified, counts nothing.
NOTHING = Decimal(0)
#: A design that is not known, or not in the table, counts as little as the weakest design.
OTHER_DESIGN = Decimal("0.10")
#: Relations that say where something is found: there the laboratory looks directly.
WHERE = frozenset({"expressedIn", "partOf"})
LABORATORY_WHERE = Decimal("0.50")
#: The most that all web pages together reach on one side.
PAGES = Decimal("0.30")
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
#: The limits of a confidence: nothing is excluded, nothing is certain.
LEAST, MOST = Decimal("0.01"), Decimal("0.99")
#: The confidence from which a claim is called high, and above which medium; web pages alone reach no more than low.
HIGH, LOW = 0.60, 0.30
_HUNDREDTH, _THOUSANDTH, _FOUR_PLACES, _FULL = Decimal("0.01"), Decimal("0.001"), Decimal("0.0001"), Decimal(1)
#: Looked up once: a member of an enumeration is slow to find, and this is asked of every evidence item.
_SUPPORTS, _INCONCLUSIVE = Stance.SUPPORTS, Stance.INCONCLUSIVE

Sources = Mapping[str, Document | Study]
Claims = Mapping[str, Claim]


class Part(Struct, frozen=True, array_like=True, gc=False):
    """What one witness counts on one side: ``kind`` × ``modality`` × ``citation``; ``page`` if it is a web page."""

    evidence: str
    witness: str
    supports: bool
    page: bool
    kind: Decimal
    modality: Decimal
    citation: Decimal

    @property
    def points(self) -> Decimal:
        """What it counts, from 0 to 1."""
        return self.kind * self.modality * self.citation


class Confidence(Struct, frozen=True, array_like=True, gc=False):
    """A confidence from 0.01 to 0.99 in hundredths, both its sides to four places, and the parts of each."""

    value: Decimal
    for_: Decimal
    against: Decimal
    parts: tuple[Part, ...]

    @property
    def contested(self) -> bool:
        """Whether there is evidence on both sides."""
        return {part.supports for part in self.parts} == {True, False}

    def __str__(self) -> str:
        return words(self.value, self.for_, self.against)

    @property
    def direction(self) -> Stance:
        """The side to which the evidence leans: the larger one; inconclusive if they are equal."""
        if self.for_ == self.against:
            return Stance.INCONCLUSIVE
        return Stance.SUPPORTS if self.for_ > self.against else Stance.DISPUTES


def witness(source: Document | Study) -> str:
    """The independent witness: the independence group of a document or study, or else the study itself."""
    return source.group or source.id


def weight(source: Document | Study) -> Decimal:
    """What the design of a study, or a page, counts, from 0 to 1; nothing if the study is void."""
    if isinstance(source, Document):
        return DESIGN.get(source.kind, OTHER_DESIGN)
    return NOTHING if source.is_void else DESIGN.get(source.design, OTHER_DESIGN)


def points(evidence: Evidence, sources: Sources, claims: Claims) -> Part:
    """What one evidence item counts by itself."""
    source = sources[evidence.source]
    kind = weight(source)
    if kind and evidence.imported:
        kind = OTHER_DESIGN
    elif kind and isinstance(source, Study) and source.design == "Laboratory":
        kind = LABORATORY_WHERE if claims[evidence.claim].relation in WHERE else kind
    return Part(
        evidence.id,
        witness(source),
        evidence.stance == _SUPPORTS,
        isinstance(source, Document),
        kind,
        MODALITY[evidence.modality],
        UNSOUND_CITATION if evidence.cites and is_unsound(evidence, sources) else _FULL,
    )


def is_unsound(evidence: Evidence, sources: Sources) -> bool:
    """Whether a study that it cites cannot be traced, or says something else."""
    cited = (sources[name] for name in evidence.cites)
    return any(isinstance(source, Study) and source.trace_status in UNSOUND for source in cited)


def assess(evidence: Iterable[Evidence], sources: Sources, claims: Claims) -> Confidence:
    """The confidence of a statement from all its evidence.

    Inconclusive evidence items, and those of studies that count nothing, have no points. Of equally strong items of one
    witness, the one with the smaller identifier counts, so the result does not depend on the order of the evidence.
    """
    parts = [part for item in evidence if item.stance != _INCONCLUSIVE and (part := points(item, sources, claims)).kind]
    if len(parts) > 1:
        parts.sort(key=lambda part: (not part.supports, part.page, -part.points, part.evidence))
        best: dict[tuple[bool, bool, str], Part] = {}
        for part in parts:
            best.setdefault((part.supports, part.page, part.witness), part)
        parts = list(best.values())
    counted = tuple([(part.supports, part.page, part.points) for part in parts])
    return Confidence(*_sums(counted), tuple(parts))


#: Of one witness: whether it supports, whether it is a page, and its points.
Counted = tuple[bool, bool, Decimal]


@lru_cache(maxsize=4096)
def _sums(counted: tuple[Counted, ...]) -> tuple[Decimal, Decimal, Decimal]:
    """The confidence, and both its sides to four places; a large graph has few such sums, each calculated once."""
    support, dispute = (_side([one for one in counted if one[0] is which]) for which in (True, False))
    return limited(support * (_FULL - dispute)), places(support), places(dispute)


def _side(counted: list[Counted]) -> Decimal:
    return together(
        (points for _, page, points in counted if page), (points for _, page, points in counted if not page)
    )


def together(pages: Iterable[Decimal], studies: Iterable[Decimal]) -> Decimal:
    """What the points of one side count together: S of the formula.

    >>> D = Decimal
    >>> together([D("0.2"), D("0.2")], []), together([D("0.2")], [D("0.5")])
    (Decimal('0.30'), Decimal('0.60'))
    """
    return noisy_or([min(PAGES, noisy_or(pages)), *studies])


def noisy_or(points: Iterable[Decimal]) -> Decimal:
    """One less the product of what each of the points leaves open."""
    return _FULL - prod((_FULL - one for one in points), start=_FULL)


def places(number: Decimal) -> Decimal:
    """A number to four places, halves up."""
    return number.quantize(_FOUR_PLACES, rounding=ROUND_HALF_UP)


@cache
def limited(value: Decimal) -> Decimal:
    """A confidence in hundredths, halves up, within its limits."""
    return min(MOST, max(LEAST, value.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)))


def level(value: Decimal | float) -> str:
    """The word for the confidence of a claim.

    >>> level(0.6), level(0.31), level(0.3)
    ('high', 'medium', 'low')
    """
    return "high" if float(value) >= HIGH else "medium" if float(value) > LOW else "low"


def significant(value: Decimal | float) -> str:
    """A product of confidences with two significant digits; below 0.0001, in scientific notation.

    >>> significant(0.3712), significant(0.00123), significant(1e-8), significant(1.0)
    ('0.37', '0.0012', '1.0e-08', '1.0')
    """
    return f"{float(value):#.2g}"


def tabled(value: float) -> Decimal:
    """A product of confidences in a table: to four places, and to two significant digits if it is less.

    >>> tabled(0.3712), tabled(0.00001)
    (Decimal('0.3712'), Decimal('0.000010'))
    """
    return Decimal(significant(value) if value < float(_THOUSANDTH) else f"{value:.4f}")


def words(value: Decimal | float, for_: Decimal | float, against: Decimal | float) -> str:
    """The confidence of a claim for readers, with both sides if there is evidence against it.

    >>> words(0.37, 0.37, 0.0)
    '0.37 (medium)'
    >>> words(0.2, 0.365, 0.45)
    '0.20 (low; 0.37 for, 0.45 against)'
    """
    sides = f"; {_two(for_)} for, {_two(against)} against" if against else ""
    return f"{value:.2f} ({level(value)}{sides})"


def _two(number: Decimal | float) -> Decimal:
    return Decimal(str(number)).quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)
