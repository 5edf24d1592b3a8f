"""Chains and confidences as text."""

from decimal import Decimal

from msgspec.structs import replace

from kg.questions.parts.claims import Points, points
from kg.views.chains import sum_lines
from tests import toy


def test_a_confidence_is_told_as_the_sum_it_is():
    """Each term with its factors and what they are, then the total, bounded and rounded."""
    graph = toy.graph("x increases y @a", "x increases y @b hedged", "x increases y @c denied")
    lines = sum_lines(graph, points(graph.confidence("claim:x--increases--y")))
    assert lines == [
        "+ 0.35 = 0.35 (unreviewed web page) × 1 (asserted): evidence:a-000",
        "+ 0.1225 = 0.35 (unreviewed web page) × 0.7 (hedged) × 0.5 (further witness): evidence:b-001",
        "− 0.35 = 0.35 (unreviewed web page) × 1 (denied): evidence:c-002",
        "= 0.1225, rounded 0.12",
    ]


def test_a_sum_out_of_bounds_says_so():
    """What is below 0.05 or above 0.95 is held there; a sum of nothing is nothing."""
    graph = toy.graph("x increases y denied")
    lines = sum_lines(graph, points(graph.confidence("claim:x--increases--y")))
    assert lines[-1] == "= -0.35, limited to 0.05–0.95, rounded 0.05"
    part = Points("evidence:a-000", supports=True, kind=0.6, modality=1.0, citation=0.5, rank=1.0, points=0.3)
    lines = sum_lines(graph, [part, replace(part, rank=2**-11, points=0.6 * 2**-11)])
    assert lines[0].endswith("× 0.5 (its own reference is unsound): evidence:a-000")
    assert "× 0.00048828125 (further witness)" in lines[1]
    assert sum_lines(graph, [replace(part, points=0.96)])[-1] == ("= 0.96, limited to 0.05–0.95, rounded 0.95")
    assert sum_lines(graph, []) == ["= 0, limited to 0.05–0.95, rounded 0.05"]


def test_the_sums_of_the_real_graph_are_exact(graph):
    """No term of any sum is rounded when it is printed: the terms add up to the total to the last digit."""
    for claim in graph.claims:
        *terms, total = sum_lines(graph, points(graph.confidence(claim)))
        added = [Decimal(term.split()[1]) * (1 if term[0] == "+" else -1) for term in terms]
        assert sum(added, Decimal(0)) == Decimal(total.split()[1].rstrip(","))
        assert Decimal(total.split()[-1]) == graph.confidence(claim).value
