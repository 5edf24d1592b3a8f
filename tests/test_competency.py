"""Questions that the graph must answer, with reviewed answers."""

import pytest

import kg
from kg.model import Sign


def routes(graph, source, target, **options):
    """The concepts along each chain, without prefix."""
    answer = kg.path(graph, source, target, **options)
    return [[step.influence.target.removeprefix("concept:") for step in chain.steps] for chain in answer.chains]


def test_deficiency_leads_to_back_pain_by_calcium_and_soft_bones(graph):
    """The chain of the mission is among the five that are shown, cited, and raises back pain."""
    answer = kg.path(graph, "vitamin D deficiency", "back pain")
    wanted = ["concept:intestinal-calcium-absorption", "concept:osteomalacia", "concept:back-pain"]
    (chain,) = [c for c in answer.chains if [s.influence.target for s in c.steps] == wanted]
    assert chain.sign is Sign.PLUS
    assert all(step.stated for step in chain.steps)
    assert {"document:001", "document:002"} <= set(chain.documents)
    assert answer.verdict == "coherent"


def test_the_receptor_protects_nerves_by_way_of_ngf(graph):
    """The step from the receptor rests on the two studies, as hedged as they are; the next one on a page."""
    answer = kg.path(graph, "vitamin D receptor", "neuropathy")
    (chain,) = [c for c in answer.chains if c.steps[0].influence.target == "concept:nerve-growth-factor"]
    assert chain.sign is Sign.MINUS
    first, second = chain.steps
    assert {(e.source, e.modality) for e in first.evidence} == {
        ("study:lu-2023", "Hedged"),
        ("study:fnins-2019-00348", "Emerging"),
    }
    assert {e.source for e in second.evidence} == {"document:003"}
    assert chain.bridges == (0,)


def test_deficiency_raises_neuropathy(graph):
    """All chains from deficiency to neuropathy that have a sign raise it, one of them by way of NGF."""
    answer = kg.path(graph, "vitamin D deficiency", "neuropathy")
    assert {chain.sign for chain in answer.chains} <= {Sign.PLUS, Sign.UNKNOWN}
    assert answer.chains[0].sign is Sign.PLUS
    assert ["nerve-growth-factor", "neuropathy"] in routes(graph, "vitamin D deficiency", "neuropathy")


@pytest.mark.parametrize(
    ("source", "target", "sign"),
    [
        ("vitamin D deficiency", "intestinal calcium absorption", "-"),
        ("vitamin D deficiency", "osteomalacia", "+"),
        ("vitamin D deficiency", "parathyroid hormone", "+"),
        ("low serum calcium", "parathyroid hormone", "+"),
        ("parathyroid hormone", "serum calcium", "+"),
        ("parathyroid hormone", "bone resorption", "+"),
        ("low calcium absorption", "bone pain", "+"),
        ("vitamin D", "bone mineralization", "+"),
        ("vitamin D", "nerve growth factor", "+"),
        ("vitamin D deficiency", "neuroinflammation", "+"),
        ("vitamin D deficiency", "leg pain", "+"),
    ],
)
def test_what_raises_and_what_lowers(graph, source, target, sign):
    """The best chain has the sign that the sources give it."""
    assert kg.path(graph, source, target, k=1).chains[0].sign is Sign(sign)


def test_parathyroid_hormone_and_serum_calcium_hold_each_other(graph):
    """Low calcium raises the hormone, and the hormone raises calcium through bone: a loop that balances."""
    there = kg.path(graph, "serum calcium", "parathyroid hormone", k=1).chains[0].sign
    back = kg.path(graph, "parathyroid hormone", "serum calcium", k=1).chains[0]
    assert there * back.sign is Sign.MINUS
    assert [s.influence.target for s in back.steps][-2:] == ["concept:bone-resorption", "concept:serum-calcium"]


def test_supplements_for_low_back_pain_are_contested(graph):
    """Pages say that supplements help chronic low back pain; a meta-analysis of trials does not find it."""
    shown = kg.show(graph, "claim:vitamin-d-supplementation--relieves--chronic-low-back-pain")
    assert {e["source"][:9] for e in shown["evidence"]["supports"]} >= {"document:"}
    assert {e["kind"] for e in shown["evidence"]["disputes"]} == {"meta-analysis"}
