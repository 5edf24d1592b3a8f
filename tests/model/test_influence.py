"""From claims to signed influences, and the networkx door."""

from decimal import Decimal

import networkx
import pytest
from msgspec.structs import replace

from kg.model.core import Sign, Stance, Study
from tests import toy

STATES = {"low-d": ("d", "Low"), "high-d": ("d", "High"), "low-c": ("c", "Low")}


@pytest.mark.parametrize(
    ("claim", "sign", "stated"),
    [
        ("d increases c", "+", "+"),
        ("d decreases c", "-", "+"),
        ("low-d decreases c", "+", "-"),
        ("low-d causes c", "-", "-"),
        ("high-d causes c", "+", "+"),
        ("low-d causes low-c", "+", "-"),
        ("d prevents low-c", "+", "+"),
        ("d relieves low-c", "+", "+"),
        ("low-d affects c", "?", "-"),
        ("low-d hasNoEffectOn c", "0", "-"),
    ],
)
def test_a_state_is_its_quantity_with_a_direction(claim, sign, stated):
    """What a deficiency does becomes an influence of the quantity, with the sign turned, and remembers the side."""
    (influence,) = toy.graph(claim, states=STATES).influences
    assert (influence.source, influence.target) == ("concept:d", "concept:c")
    assert influence.sign is Sign(sign)
    assert influence.stated == {Sign(stated)}


def test_claims_about_both_sides_join_into_one_influence():
    """Claims about a quantity and about its low state are one influence, stated both ways, better supported first."""
    (influence,) = toy.graph("low-d decreases c @a hedged", "d increases c @b", states=STATES).influences
    assert [claim.id for claim in influence.claims] == ["claim:d--increases--c", "claim:low-d--decreases--c"]
    assert influence.stated == {Sign.PLUS, Sign.MINUS}
    assert not influence.mirrored(Sign.MINUS)
    assert influence.confidence.value > toy.graph("d increases c").influences[0].confidence.value


def test_a_step_is_mirrored_only_against_a_known_direction():
    """A claim about the quantity rising is mirrored when it falls, and not when its direction is unknown."""
    (influence,) = toy.graph("d increases c").influences
    assert [influence.mirrored(sign) for sign in (Sign.PLUS, Sign.MINUS, Sign.UNKNOWN)] == [False, True, False]


def test_a_claim_that_is_only_denied_gives_no_influence():
    """A claim without support is kept in the data but moves nothing."""
    graph = toy.graph("d increases c denied")
    assert graph.influences == ()
    assert len(graph.claims) == 1


def test_what_speaks_against_an_unsupported_claim_speaks_against_the_influence():
    """Evidence of all claims of one influence is pooled, of those too that no source supports."""
    (alone,) = toy.graph("low-d decreases c @a", states=STATES).influences
    (denied,) = toy.graph("low-d decreases c @a", "d increases c @b denied", states=STATES).influences
    assert denied.confidence.value < alone.confidence.value
    assert (alone.contested, denied.contested) == (False, True)
    assert [claim.subject for claim in denied.claims] == ["concept:low-d", "concept:d"]
    assert denied.stated == {Sign.MINUS}


def test_claims_without_support_come_last_however_weak_the_others_are():
    """A claim as weak as one that is only denied still stands before it."""
    given = toy.graph("low-d decreases c @a disputed", "low-d decreases c @b", "d increases c @c denied", states=STATES)
    trial = Study("study:t", "MetaAnalysis", "Verified")
    against = replace(given.evidence["evidence:b-001"], source=trial.id, stance=Stance.DISPUTES)
    graph = replace(given, studies={trial.id: trial}, evidence={**given.evidence, against.id: against})
    assert {graph.confidence(claim).value for claim in graph.claims} == {Decimal("0.01")}
    (influence,) = graph.influences
    assert [claim.subject for claim in influence.claims] == ["concept:low-d", "concept:d"]


def test_contrary_influences_contest_each_other():
    """Opposite signs, or a null finding, between two quantities contest each other; an unsigned claim does not."""
    both = toy.graph(
        "d increases c", "low-d increases c", "d affects c", "d increases e", "d hasNoEffectOn e", states=STATES
    )
    found = {(i.target[8:], i.sign.value): i.contested for i in both.influences}
    assert found == {("c", "+"): True, ("c", "-"): True, ("c", "?"): False, ("e", "+"): True, ("e", "0"): True}
    assert [i.contested for i in toy.graph("d increases c", "d affects c").influences] == [False, False]


def test_an_association_adds_nothing_to_a_causal_claim_of_the_same_sign():
    """The influence rests on the causal claim alone, whether associations are asked for or not."""
    graph = toy.graph("x increases y hedged", "x positivelyAssociatedWith y @b")
    for asked in (False, True):
        (used,) = graph.project(associations=asked)
        assert [claim.relation for claim in used.claims] == ["increases"]
        assert (used.confidence.value, used.association) == (Decimal("0.14"), False)


def test_associations_count_only_when_asked_for():
    """An association gives a marked influence on request, and never beside a causal claim of the same sign."""
    graph = toy.graph(
        "d positivelyAssociatedWith c", "d negativelyAssociatedWith e", "d decreases e", "d associatedWith f"
    )
    assert [i.target for i in graph.influences] == ["concept:e"]
    asked = {(i.target, i.sign.value): i.association for i in graph.project(associations=True)}
    assert asked == {("concept:c", "+"): True, ("concept:e", "-"): False, ("concept:f", "?"): True}


def test_the_kinds_of_a_thing_can_stand_for_it():
    """With an alias, what acts on the kind acts on the whole, and what then acts on itself is left out."""
    graph = toy.graph("x causes low-back-pain", "low-back-pain causes back-pain")
    joined = graph.project(alias={"concept:low-back-pain": "concept:back-pain"})
    assert [(i.source, i.target) for i in joined] == [("concept:x", "concept:back-pain")]


def test_networkx_gets_nodes_and_edges_with_their_claims():
    """The MultiDiGraph carries labels, states, signs, confidence, claims and citations, and works with networkx."""
    graph = toy.graph("low-d decreases c", "c decreases e", "d increases e", "d decreases e", states=STATES)
    network = graph.to_networkx()
    assert network.nodes["concept:d"] == {
        "label": "d",
        "category": "PhenotypicFeature",
        "states": "concept:high-d concept:low-d",
    }
    assert network["concept:d"]["concept:c"]["+"] == {
        "label": "decreases",
        "sign": "+",
        "confidence": 0.2,
        "cost": 1609438,
        "association": False,
        "stated": "-",
        "claims": "claim:low-d--decreases--c",
        "citations": "document:a",
    }
    assert sorted(network["concept:d"]["concept:e"]) == ["+", "-"]
    assert networkx.shortest_path(network, "concept:d", "concept:e") == ["concept:d", "concept:e"]


def test_every_writer_of_networkx_takes_the_graph(graph, tmp_path):
    """Nodes and edges carry plain values, so GraphML and GEXF come out, and GraphML comes back the same."""
    network = graph.to_networkx()
    networkx.write_gexf(network, tmp_path / "a.gexf")
    networkx.write_graphml(network, tmp_path / "a.graphml")
    back = networkx.read_graphml(tmp_path / "a.graphml", force_multigraph=True)
    edges = [sorted((a, b, d["sign"], d["claims"]) for a, b, d in g.edges(data=True)) for g in (network, back)]
    assert edges[0] == edges[1]
