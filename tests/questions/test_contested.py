"""Where sources disagree, in Python."""

from typing import NamedTuple

import pytest
from msgspec.structs import replace
from msgspec.structs import replace as changed

import kg
from kg.model.core import Claim, Evidence, Stance, Value
from tests import toy


def contested(graph, **options):
    """The disputes of a graph as plain values."""
    return kg.contested(graph, **options).plain()["disputes"]


def disputes(graph, concept=None):
    """The disputes of a graph as (kind, about, {side: sources})."""
    return [
        (d["kind"], d["about"], {s["side"]: [e["source"][9:] for e in s["evidence"]] for s in d["sides"]})
        for d in contested(graph, concept=concept)
    ]


class Given(NamedTuple):
    """A value that a document gives."""

    document: str
    subject: str
    low: str
    high: str
    unit: str = "1"
    population: str = ""
    stance: str = "supports"


def valued(*values, relation="hasThreshold", of="level"):
    """A graph in which documents give values of a concept."""
    base = toy.graph("lack isA state", "plenty isA state", "level isA state", "serum-25-hydroxyvitamin-d isA state")
    quantities, claims, evidence = {}, {}, {}
    for number, value in enumerate(values):
        name = f"quantity:{value.low}-{value.high}-{value.unit.replace('/', '-').lower()}"
        quantities[name] = Value(name, value.low, value.high, value.unit, f"concept:{of}")
        claim = Claim(f"claim:{value.subject}--{name[9:]}", f"concept:{value.subject}", relation, name)
        claims[claim.id] = claim
        item = Evidence(
            f"evidence:{value.document}-{number:03d}",
            claim.id,
            Stance(value.stance),
            f"document:{value.document}",
            None,
            "Denied" if value.stance == "disputes" else "Asserted",
            "ECO:0000303",
            "Says so.",
            (),
            (("population", value.population),) if value.population else (),
        )
        evidence[item.id] = item
    return replace(base, values=quantities, claims=claims, evidence=evidence)


def test_a_claim_with_evidence_on_both_sides():
    """For, against and undecided stand apart; a claim that all support is no dispute."""
    graph = toy.graph("x increases y", "x increases z @b")
    claim = "claim:x--increases--y"
    items = [
        Evidence(
            f"evidence:{source}-9", claim, Stance(stance), f"document:{source}", None, modality, "ECO:0000303", "Says."
        )
        for source, stance, modality in (("b", "disputes", "Denied"), ("c", "inconclusive", "Hedged"))
    ]
    graph = replace(graph, evidence={**graph.evidence, **{item.id: item for item in items}})
    sides = {"for": ["a"], "against": ["b"], "undecided": ["c"]}
    assert disputes(graph) == [("claim", "x increases y", sides)]
    (dispute,) = contested(graph)
    assert dispute["id"] == claim
    assert dispute["facing"] == "1 unreviewed web page against 1 unreviewed web page"
    assert [side["strength"] for side in dispute["sides"]] == [0.2, 0.2, 0.0]


def test_influences_of_contrary_signs():
    """Claims that no source disputes can still contradict each other: by sign, or by finding no effect."""
    graph = toy.graph("low-x increases y", "x increases y @b", "x hasNoEffectOn y @c", states={"low-x": ("x", "Low")})
    sides = {"lowers it": ["a"], "has no effect on it": ["c"], "raises it": ["b"]}
    assert disputes(graph) == [("influence", "how x acts on y", sides)]
    (dispute,) = contested(graph)
    said = {side["side"]: [c["sentence"] for c in side["claims"]] for side in dispute["sides"]}
    assert said["lowers it"] == ["low x increases y"]


@pytest.mark.parametrize("lines", [("x increases y", "x affects y @b"), ("x increases y", "low-x decreases y @b")])
def test_agreement_is_no_dispute(lines):
    """Neither a claim without a sign nor the same said of the other level contradicts a claim."""
    graph = toy.graph(*lines, states={"low-x": ("x", "Low")})
    assert contested(graph) == []


def test_a_disputed_claim_is_listed_once_though_others_join_the_same_quantities():
    """An influence of several claims is no dispute of its own where one of them is one."""
    graph = toy.graph("x increases y", "x increases y @b denied", "x causes y @c")
    assert [(dispute["kind"], dispute["id"]) for dispute in contested(graph)] == [("claim", "claim:x--increases--y")]


def test_an_influence_can_be_contested_where_none_of_its_claims_is():
    """One claim has all the support, another of the same sign all that is held against it."""
    graph = toy.graph("x increases y", "x causes y @b denied")
    assert disputes(graph) == [("influence", "x → y (+)", {"for": ["a"], "against": ["b"]})]


def test_values_of_which_only_one_can_hold():
    """Other bounds of the same end, by different sources, for the same subject and population."""
    graph = valued(Given("a", "plenty", "20", ""), Given("b", "plenty", "30", "50"), Given("c", "plenty", "30", ""))
    sides = {"at least 20": ["a"], "30 to 50": ["b"], "at least 30": ["c"]}
    assert disputes(graph) == [("value", "plenty is taken to mean … of level", sides)]
    low = valued(Given("a", "lack", "", "20"), Given("b", "lack", "", "12"), of="lack")
    assert disputes(low) == [("value", "lack is taken to mean …", {"below 12": ["b"], "below 20": ["a"]})]


@pytest.mark.parametrize(
    ("other", "contrary"),
    [
        (Given("b", "plenty", "50", "", "nmol/L"), False),
        (Given("b", "plenty", "75", "", "nmol/L"), True),
        (Given("b", "plenty", "50", "125", "nmol/L"), False),
        (Given("b", "plenty", "", "75", "nmol/L"), False),
    ],
)
def test_units_are_converted_before_values_are_compared(other, contrary):
    """20 ng/mL are 50 nmol/L of 25-hydroxyvitamin D: the same; 75 nmol/L are not."""
    graph = valued(Given("a", "plenty", "20", "", "ng/mL"), other, of="serum-25-hydroxyvitamin-d")
    assert bool(contested(graph)) is contrary


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (Given("b", "plenty", "20", "50"), {"low": "30"}),
        (Given("b", "lack", "30", ""), {"subject": "plenty"}),
        (Given("b", "plenty", "30", "", population="Children"), {"population": "Adults"}),
        (Given("a", "plenty", "30", "", population="Adults"), {"document": "b"}),
        (Given("b", "plenty", "30", "", "mo", "Adults"), {"unit": "1"}),
        (Given("b", "plenty", "30", "", "1", "Adults", "disputes"), {"stance": "supports"}),
    ],
    ids=["open end", "other subject", "other population", "same source", "other unit", "nobody gives it"],
)
def test_values_that_merely_differ_are_no_dispute(other, why):
    """What can both hold, or is not said of the same thing, or by one source alone, is not contested."""
    one = Given("a", "plenty", "20", "", population="Adults")
    assert contested(valued(one, other)) == []
    contrary = other._replace(**{"population": "Adults", **why})
    assert len(contested(valued(one, contrary))) == 1


def test_doses_and_prevalences_are_no_dispute():
    """A dose belongs to its treatment, a prevalence to the people who were counted."""
    values = Given("a", "plenty", "20", "20", "%"), Given("b", "plenty", "80", "80", "%")
    assert len(contested(valued(*values))) == 1
    for relation in ("hasDose", "hasPrevalence", "hasDuration"):
        assert contested(valued(*values, relation=relation)) == []


def test_a_witness_that_contradicts_itself_is_named():
    """Documents of one group are one witness, even where they take both sides."""
    graph = toy.graph("x increases y")
    against = Evidence(
        "evidence:b-9", "claim:x--increases--y", Stance.DISPUTES, "document:b", None, "Denied", "", "Says."
    )
    documents = {**graph.documents, "document:b": changed(graph.documents["document:b"], group="a")}
    both = replace(graph, evidence={**graph.evidence, against.id: against}, documents=documents)
    assert contested(both)[0]["on_several_sides"] == ["a"]
    apart = replace(both, documents=graph.documents)
    assert contested(apart)[0]["on_several_sides"] == []


def test_a_witness_that_gives_contrary_values_is_named():
    """A range and its lower end alone can both hold; two different lower ends cannot."""
    values = [Given("a", "plenty", "20", ""), Given("b", "plenty", "30", ""), Given("b", "plenty", "30", "50")]
    assert contested(valued(*values))[0]["on_several_sides"] == []
    contrary = valued(*values, Given("b", "plenty", "40", ""))
    assert contested(contrary)[0]["on_several_sides"] == ["b"]


def test_the_closest_dispute_comes_first(graph):
    """The order is that of the strength of the second side, then of the identifiers."""
    found = contested(graph)
    order = [(-sorted(side["strength"] for side in d["sides"])[-2], d["id"]) for d in found]
    assert order == sorted(order)
    assert {d["kind"] for d in found} == {"claim", "influence", "value"}


def test_the_real_graph_tells_every_contested_claim_and_influence(graph):
    """Nothing that another command marks as contested is left out, and nothing is told twice."""
    found = contested(graph)
    claims = {d["id"] for d in found if d["kind"] == "claim"}
    assert claims == {c.id for c in kg.claims(graph, contested=True).claims}
    told = {c["id"] for d in found for side in d["sides"] for c in side["claims"]}
    assert all(told & {c.id for c in i.claims} for i in graph.influences if i.contested)
    assert len({(d["kind"], d["id"]) for d in found}) == len(found)


def test_the_real_thresholds_of_sufficiency_stand_against_each_other(graph):
    """20 against 30 ng/mL, with the guidelines that give them; the percentages of patients are no dispute."""
    (dispute,) = [d for d in contested(graph) if d["kind"] == "value"]
    given = {
        side["side"]: {e["source"] for e in side["evidence"] if e["direction"] == "supports"}
        for side in dispute["sides"]
    }
    assert given == {
        "at least 20 ng/mL (50 nmol/L)": {"study:ross-2011"},
        "30 to 50 ng/mL (75 to 125 nmol/L)": {"document:004"},
        "at least 30 ng/mL (75 nmol/L)": {"study:holick-2011"},
    }


def test_a_concept_brings_its_states_and_kinds(graph):
    """Disputes about low back pain are disputes about back pain; others are left out; what was measured counts."""
    about = {claim for _, claim, _ in disputes(graph, "back pain")}
    assert "vitamin D supplementation relieves chronic low back pain" in about
    assert all("back pain" in claim for claim in about)
    lowered = toy.graph("x increases y", "low-x increases y @b", "a isA b", states={"low-x": ("x", "Low")})
    assert len(disputes(lowered, "x")) == len(disputes(lowered, "low x")) == 1
    assert disputes(lowered, "a") == []
    assert [kind for kind, _, _ in disputes(graph, "serum 25-hydroxyvitamin D")].count("value") == 1


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (("MetaAnalysis", "MetaAnalysis"), "2 meta-analyses"),
        (("Cohort", "Cohort"), "2 cohort studies"),
        (("CaseSeries", "CaseSeries"), "2 case series"),
        (("Review", "Cohort"), "1 cohort study, 1 review"),
    ],
)
def test_the_kinds_of_evidence_are_counted_in_words(kinds, words):
    """Each independent witness counts once, under its kind."""
    graph = toy.graph("x increases y", "x decreases y @c")
    second = Evidence(
        "evidence:b-9", "claim:x--increases--y", Stance.SUPPORTS, "document:b", None, "Asserted", "", "Says."
    )
    again = changed(second, id="evidence:b-8")
    one, two = (changed(graph.documents[f"document:{n}"], kind=kind) for n, kind in zip("ab", kinds, strict=True))
    graph = replace(
        graph,
        evidence={**graph.evidence, second.id: second, again.id: again},
        documents={**graph.documents, one.id: one, two.id: two},
    )
    assert contested(graph)[0]["facing"] == f"{words} against 1 unreviewed web page"
