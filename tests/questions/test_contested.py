"""Where sources disagree, in Python."""

import pytest
from msgspec.structs import replace

import kg
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


def valued(*lines):
    """A graph in which documents give values, as ``toy.valued`` reads them."""
    names = ("lack", "plenty", "level", "serum-25-hydroxyvitamin-d")
    return toy.valued(toy.graph(*(f"{name} isA state" for name in names)), *lines)


#: A value, and one that cannot hold beside it.
ONE = "plenty hasThreshold level 20- 1 @a #Adults"
CONTRARY = "plenty hasThreshold level 30- 1 @b #Adults"


def test_a_claim_with_evidence_on_both_sides():
    """For, against and undecided stand apart; a claim that all support is no dispute."""
    graph = toy.graph("x increases y", "x increases z @b", "x increases y @b denied", "x increases y @c undecided")
    sides = {"for": ["a"], "against": ["b"], "undecided": ["c"]}
    assert disputes(graph) == [("claim", "x increases y", sides)]
    (dispute,) = contested(graph)
    assert dispute["id"] == "claim:x--increases--y"
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
    spans = {"a": "20-", "b": "30-50", "c": "30-"}
    graph = valued(*(f"plenty hasThreshold level {span} 1 @{source}" for source, span in spans.items()))
    sides = {"at least 20": ["a"], "30 to 50": ["b"], "at least 30": ["c"]}
    assert disputes(graph) == [("value", "plenty is taken to mean … of level", sides)]
    low = valued("lack hasThreshold lack -20 1", "lack hasThreshold lack -12 1 @b")
    assert disputes(low) == [("value", "lack is taken to mean …", {"below 12": ["b"], "below 20": ["a"]})]


@pytest.mark.parametrize(
    ("other", "contrary"),
    [("50- nmol/L", False), ("75- nmol/L", True), ("50-125 nmol/L", False), ("-75 nmol/L", False)],
)
def test_units_are_converted_before_values_are_compared(other, contrary):
    """20 ng/mL are 50 nmol/L of 25-hydroxyvitamin D: the same; 75 nmol/L are not."""
    of = "plenty hasThreshold serum-25-hydroxyvitamin-d"
    assert bool(contested(valued(f"{of} 20- ng/mL", f"{of} {other} @b"))) is contrary


@pytest.mark.parametrize(
    "other",
    [
        CONTRARY.replace("30-", "20-50"),
        CONTRARY.replace("plenty", "lack"),
        CONTRARY.replace("Adults", "Children"),
        CONTRARY.replace("@b", "@a"),
        CONTRARY.replace(" 1 ", " mo "),
        f"{CONTRARY} denied",
    ],
    ids=["open end", "other subject", "other population", "same source", "other unit", "nobody gives it"],
)
def test_values_that_merely_differ_are_no_dispute(other):
    """What can both hold, or is not said of the same thing, or by one source alone, is not contested."""
    assert contested(valued(ONE, other)) == []
    assert len(contested(valued(ONE, CONTRARY))) == 1


def test_doses_and_prevalences_are_no_dispute():
    """A dose belongs to its treatment, a prevalence to the people who were counted."""
    for relation in ("hasThreshold", "hasDose", "hasPrevalence", "hasDuration"):
        graph = valued(f"plenty {relation} level 20-20 %", f"plenty {relation} level 80-80 % @b")
        assert len(contested(graph)) == (relation == "hasThreshold")


def test_a_witness_that_contradicts_itself_is_named():
    """Documents of one group are one witness, even where they take both sides."""
    apart = toy.graph("x increases y", "x increases y @b denied")
    assert contested(apart)[0]["on_several_sides"] == []
    document = replace(apart.documents["document:b"], group="a")
    both = replace(apart, documents={**apart.documents, document.id: document})
    assert contested(both)[0]["on_several_sides"] == ["a"]


def test_a_witness_that_gives_contrary_values_is_named():
    """A range and its lower end alone can both hold; two different lower ends cannot."""
    lines = [ONE, CONTRARY, CONTRARY.replace("30-", "30-50")]
    assert contested(valued(*lines))[0]["on_several_sides"] == []
    assert contested(valued(*lines, CONTRARY.replace("30-", "40-")))[0]["on_several_sides"] == ["b"]


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
    graph = toy.graph("x increases y", "x decreases y @c", "x increases y @b", "x increases y @b")
    one, two = (replace(graph.documents[f"document:{n}"], kind=kind) for n, kind in zip("ab", kinds, strict=True))
    given = replace(graph, documents={**graph.documents, one.id: one, two.id: two})
    assert contested(given)[0]["facing"] == f"{words} against 1 unreviewed web page"
