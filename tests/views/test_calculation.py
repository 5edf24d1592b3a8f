"""The calculation of a confidence as text."""

import re
from decimal import ROUND_HALF_UP, Decimal
from math import prod

from msgspec.structs import replace

from kg.model.core import Evidence, Stance, Study
from kg.questions.parts.claims import Points, points
from kg.views.calculation import lines
from tests import toy


def told(graph, claim="claim:x--increases--y"):
    """The calculation of the confidence of a claim."""
    return lines(graph, points(graph.confidence(claim)))


def studied(graph, *studies):
    """The same graph, where these studies of (design, stance) speak of the claim too."""
    (claim,) = graph.claims
    made = {f"study:{n}": Study(f"study:{n}", design, "Verified") for n, (design, _) in enumerate(studies)}
    items = [
        Evidence(f"evidence:{n}-1", claim, Stance(stance), f"study:{n}", None, "Asserted", "ECO:0000303", "…")
        for n, (_, stance) in enumerate(studies)
    ]
    return replace(graph, studies=made, evidence={**graph.evidence, **{item.id: item for item in items}})


def test_a_confidence_is_told_with_each_step():
    """What each witness counts and why, then the pages together, each side, and the two together."""
    graph = toy.graph("x increases y @a", "x increases y @b hedged", "x increases y @c denied")
    assert told(studied(graph, ("Cohort", "supports"))) == [
        "+ 0.45 = 0.45 (cohort study) × 1 (asserted): evidence:0-1",
        "+ 0.2 = 0.2 (unreviewed web page) × 1 (asserted): evidence:a-000",
        "+ 0.14 = 0.2 (unreviewed web page) × 0.7 (hedged): evidence:b-001",
        "for, web pages: 1 − 0.8 × 0.86 = 0.312, at most 0.30",
        "for: 1 − 0.7 × 0.55 = 0.615",
        "− 0.2 = 0.2 (unreviewed web page) × 1 (denied): evidence:c-002",
        "against: 0.2",
        "confidence: 0.615 × (1 − 0.2) = 0.492, rounded 0.49",
    ]


def test_a_side_of_one_witness_needs_no_product():
    """One page, or one study, is its own side; what is exact is not rounded."""
    assert told(toy.graph("x increases y"))[1:] == ["for: 0.2", "confidence: 0.2"]
    pages = toy.graph("x increases y @a emerging", "x increases y @b emerging")
    assert told(pages)[2:] == ["for, web pages: 1 − 0.9 × 0.9 = 0.19", "for: 0.19", "confidence: 0.19"]
    assert told(studied(toy.graph("x increases y"), ("Cohort", "disputes")))[1:] == [
        "for: 0.2",
        "− 0.45 = 0.45 (cohort study) × 1 (asserted): evidence:0-1",
        "against: 0.45",
        "confidence: 0.2 × (1 − 0.45) = 0.11",
    ]


def test_a_confidence_at_its_limits_says_so():
    """What comes to less than 0.01 or to more than 0.99 is held there; with no evidence there is nothing to add."""
    assert told(toy.graph("x increases y denied"))[1:] == [
        "against: 0.2",
        "confidence: 0 × (1 − 0.2) = 0, at least 0.01",
    ]
    many = studied(toy.graph("x increases y"), *[("MetaAnalysis", "supports")] * 3)
    assert told(many)[-1] == "confidence: 0.9936, at most 0.99"
    assert lines(many, []) == ["confidence: 0, at least 0.01"]


def test_an_unsound_reference_is_named():
    """The factor of a page whose own reference does not hold comes with its reason."""
    part = Points("evidence:a-000", supports=True, page=True, kind=0.2, modality=1.0, citation=0.5, points=0.1)
    (line, *_) = lines(toy.graph("x increases y"), [part])
    assert line.endswith("× 1 (asserted) × 0.5 (its own reference is unsound): evidence:a-000")


TERM = re.compile(r"([+−]) ([0-9.]+) = .*: evidence:.*")


def test_the_calculations_of_the_real_graph_can_be_redone(graph):
    """The points that are printed give the side and the confidence that are printed, for every claim."""
    for claim in graph.claims:
        printed = told(graph, claim)
        terms = [(match[1], Decimal(match[2]), "web page)" in line) for line in printed if (match := TERM.match(line))]
        left = []
        for mark, name in (("+", "for"), ("−", "against")):
            pages = prod((1 - one for sign, one, page in terms if sign == mark and page), start=Decimal(1))
            studies = prod((1 - one for sign, one, page in terms if sign == mark and not page), start=Decimal(1))
            left.append(max(Decimal("0.7"), pages) * studies)
            (side,) = [line for line in printed if line.startswith(f"{name}: ")] or ["0"]
            assert Decimal(side.split()[-1]) == (1 - left[-1]).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)
        value = ((1 - left[0]) * left[1]).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        assert max(Decimal("0.01"), value) == graph.confidence(claim).value == Decimal(printed[-1].split()[-1])
