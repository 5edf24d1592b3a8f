"""The confidence formula."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as changed

from kg.model.confidence import DESIGN, MODALITY, PAGES, assess, points, words
from kg.model.core import Claim, Document, Evidence, Stance, Study

PAGE = Document("document:a", "", "a", "", "", 1, "UnreviewedWebPage", "a")
TWIN = changed(PAGE, id="document:b")
OTHER = changed(PAGE, id="document:c", group="c")
THIRD = changed(PAGE, id="document:d", group="d")
ODD = changed(PAGE, id="document:odd", kind="Rumour", group="odd")
TRIAL = Study("study:t", "RandomisedTrial", "Verified")
GHOST = Study("study:g", "RandomisedTrial", "NotTraceable")
POOLED = Study("study:p", "MetaAnalysis", "Verified", group="trials")
AGAIN = Study("study:q", "MetaAnalysis", "Verified", group="trials")
PART = Study("study:r", "RandomisedTrial", "Verified", group="trials")
LAB = Study("study:lab", "Laboratory", "Verified")
UNKNOWN = Study("study:u", "UnknownDesign", "Verified")
SOURCES = {
    source.id: source for source in (PAGE, TWIN, OTHER, THIRD, ODD, TRIAL, GHOST, POOLED, AGAIN, PART, LAB, UNKNOWN)
}
CLAIMS = {
    f"claim:{relation}": Claim(f"claim:{relation}", "concept:x", relation, "concept:y")
    for relation in ("increases", "expressedIn", "partOf")
}


def evidence(number, source, stance="supports", modality="Asserted", cites=(), claim="increases"):
    """One evidence item for or against the same claim."""
    return Evidence(
        f"evidence:{number}", f"claim:{claim}", Stance(stance), source, None, modality, "ECO:0000303", "…", cites
    )


@pytest.mark.parametrize(
    "study", [changed(TRIAL, record_status="Retracted"), changed(TRIAL, trace_status="NotIdentified")]
)
def test_a_study_that_counts_nothing_has_no_points(study):
    """Retracted, or not identified: it is no part of the sum on either side."""
    for stance in ("supports", "disputes"):
        items = [evidence(1, "study:t", stance), evidence(2, "document:a")]
        found = assess(items, {**SOURCES, study.id: study}, CLAIMS)
        assert [part.evidence for part in found.parts] == ["evidence:2"]
        assert points(items[0], {study.id: study}, CLAIMS).points == 0


def assessed(items):
    """The confidence of a claim with these evidence items."""
    return assess(items, SOURCES, CLAIMS)


@pytest.mark.parametrize(
    ("items", "support", "dispute", "value"),
    [
        # One web page: 0.20, times 0.7 if it hedges, times 0.5 if its own reference does not hold.
        ([evidence(1, "document:a")], "0.2", "0", "0.20"),
        ([evidence(1, "document:a", modality="Hedged")], "0.14", "0", "0.14"),
        ([evidence(1, "document:a", cites=("study:g",))], "0.1", "0", "0.10"),
        ([evidence(1, "document:a", cites=("study:t",))], "0.2", "0", "0.20"),
        # Pages of one group are one witness; two others give 1 − 0.8 · 0.86, above the ceiling of all pages.
        ([evidence(1, "document:a"), evidence(2, "document:b")], "0.2", "0", "0.20"),
        ([evidence(1, "document:a"), evidence(2, "document:c", modality="Hedged")], "0.3", "0", "0.30"),
        # Below the ceiling: 1 − 0.9 · 0.86 = 0.226.
        (
            [evidence(1, "document:a", modality="Emerging"), evidence(2, "document:c", modality="Hedged")],
            "0.226",
            "0",
            "0.23",
        ),
        # Two pages and a trial: 1 − 0.7 · 0.35 = 0.755.
        (
            [evidence(1, "document:a"), evidence(2, "document:c"), evidence(3, "study:t")],
            "0.755",
            "0",
            "0.76",
        ),
        # A page for, a trial against: 0.2 · 0.35 = 0.07.
        ([evidence(1, "document:a"), evidence(2, "study:t", "disputes", "Denied")], "0.2", "0.65", "0.07"),
        # A trial for, a hedging page against: 0.65 · 0.86 = 0.559.
        ([evidence(1, "study:t"), evidence(2, "document:a", "disputes", "Hedged")], "0.65", "0.14", "0.56"),
        # Two meta-analyses and a trial of the same trials are one witness, with the best of them.
        ([evidence(1, "study:p"), evidence(2, "study:q"), evidence(3, "study:r")], "0.8", "0", "0.80"),
        # The group counts once on each side.
        ([evidence(1, "study:p"), evidence(2, "study:r", "disputes", "Denied")], "0.8", "0.65", "0.28"),
        # The laboratory looks directly at where something is, and only there.
        ([evidence(1, "study:lab")], "0.3", "0", "0.30"),
        ([evidence(1, "study:lab", claim="expressedIn")], "0.5", "0", "0.50"),
        ([evidence(1, "study:lab", claim="partOf")], "0.5", "0", "0.50"),
        ([evidence(1, "study:t", claim="partOf")], "0.65", "0", "0.65"),
        # What is not known counts little, as page or study.
        ([evidence(1, "study:u")], "0.1", "0", "0.10"),
        ([evidence(1, "document:odd")], "0.1", "0", "0.10"),
        # Inconclusive evidence counts on no side; nothing for it is the floor, not zero.
        ([evidence(1, "document:a"), evidence(2, "study:t", "inconclusive")], "0.2", "0", "0.20"),
        ([evidence(1, "study:t", "disputes", "Denied")], "0", "0.65", "0.01"),
        ([], "0", "0", "0.01"),
    ],
)
def test_confidence_follows_the_documented_formula(items, support, dispute, value):
    """S = 1 − (1 − P) · Π(1 − sᵢ) on each side, P at most 0.30; the confidence is S₊ · (1 − S₋), halves up."""
    found = assessed(items)
    assert (found.for_, found.against, found.value) == (Decimal(support), Decimal(dispute), Decimal(value))


def test_designs_stand_in_the_order_of_the_field():
    """A trial counts more than what only observes, and nothing counts less than a case report."""
    order = "MetaAnalysis RandomisedTrial Guideline Cohort Review CrossSectional CaseSeries CaseReport".split()
    assert [DESIGN[name] for name in order] == sorted({DESIGN[name] for name in order}, reverse=True)
    assert DESIGN["MendelianRandomisation"] == DESIGN["Cohort"]
    assert {DESIGN[name] for name in "CrossSectional NonRandomisedTrial Animal Cell Laboratory".split()} == {PAGES}
    assert DESIGN["UnreviewedWebPage"] == DESIGN["CaseSeries"]


def test_the_parts_give_the_value():
    """A reader can redo the calculation from the parts: studies before pages, the best first, for before against."""
    items = [
        evidence(1, "document:a"),
        evidence(2, "study:t"),
        evidence(3, "document:c", "disputes", "Hedged"),
        evidence(4, "study:p"),
    ]
    found = assessed(items)
    told = [(part.witness, part.supports, part.page, part.points) for part in found.parts]
    assert told == [
        ("trials", True, False, Decimal("0.8")),
        ("study:t", True, False, Decimal("0.65")),
        ("a", True, True, Decimal("0.2")),
        ("c", False, True, Decimal("0.14")),
    ]
    assert found.for_ == 1 - Decimal("0.8") * Decimal("0.2") * Decimal("0.35")
    assert found.value == Decimal("0.81")  # 0.944 · 0.86 = 0.81184


def test_the_evidence_leans_to_the_larger_side():
    """What is disputed more than supported leans against; equal sides, or none, lean nowhere."""
    page, other = evidence(1, "document:a"), evidence(2, "document:c", "disputes", "Denied")
    trial = evidence(3, "study:t", "disputes", "Denied")
    assert assessed([page]).direction is Stance.SUPPORTS
    assert assessed([page, trial]).direction is Stance.DISPUTES
    assert assessed([page, other]).direction is Stance.INCONCLUSIVE
    assert assessed([]).direction is Stance.INCONCLUSIVE


def test_confidence_never_reaches_certainty():
    """However many witnesses agree, the value stays at most 0.99."""
    studies = {f"study:{i}": Study(f"study:{i}", "MetaAnalysis", "Verified") for i in range(20)}
    found = assess([evidence(i, f"study:{i}") for i in range(20)], studies, CLAIMS)
    assert (found.value, found.for_) == (Decimal("0.99"), Decimal(1))


def test_contested_means_evidence_on_both_sides():
    """A claim with one side only is not contested, whatever the modality; undecided evidence is no side."""
    one_sided = [evidence(1, "document:a", modality="Disputed"), evidence(2, "study:t", "inconclusive")]
    denied = [evidence(3, "study:t", "disputes", "Denied")]
    assert not assessed(one_sided).contested
    assert not assessed(denied).contested
    assert assessed([*one_sided, *denied]).contested


def test_the_strongest_evidence_of_a_witness_counts():
    """The second, firmer statement of the same page replaces the hedged one; equal ones go to the smaller id."""
    items = [evidence(1, "document:a", modality="Hedged"), evidence(3, "document:b"), evidence(2, "document:a")]
    assert {assessed(order).parts[0].evidence for order in permutations(items)} == {"evidence:2"}


def test_points_are_those_of_one_item():
    """By itself an evidence item counts kind × modality × citation."""
    assert points(evidence(1, "document:a", modality="Hedged"), SOURCES, CLAIMS).points == Decimal("0.140")


def test_words_name_the_level_and_both_sides():
    """A contested claim is shown with both sides in hundredths, halves up; a claim nobody disputes without them."""
    assert words(Decimal("0.60"), Decimal("0.6"), Decimal(0)) == "0.60 (high)"
    assert words(0.6, 0.6, 0.0) == "0.60 (high)"
    assert words(Decimal("0.31"), Decimal("0.31"), Decimal(0)) == "0.31 (medium)"
    assert words(Decimal("0.30"), Decimal("0.3"), Decimal(0)) == "0.30 (low)"
    assert words(0.2, 0.365, 0.445) == "0.20 (low; 0.37 for, 0.45 against)"


# Properties.

ITEMS = st.lists(
    st.builds(
        lambda source, stance, modality, cites: (source, stance, modality, cites),
        st.sampled_from(sorted(SOURCES)),
        st.sampled_from(["supports", "disputes", "inconclusive"]),
        st.sampled_from(sorted(MODALITY)),
        st.sampled_from([(), ("study:g",)]),
    ),
    max_size=12,
).map(lambda rows: [evidence(f"{n:02}", *row) for n, row in enumerate(rows)])


@given(ITEMS, st.randoms(use_true_random=False))
def test_the_order_of_the_evidence_does_not_matter(items, dice):
    """The same evidence in another order gives the same confidence with the same parts."""
    assert assessed(items) == assessed(dice.sample(items, len(items)))


@given(ITEMS, ITEMS)
def test_more_evidence_for_a_claim_never_lowers_it(items, more):
    """What is added on one side raises that side or leaves it, and never moves the other."""
    other = [changed(item, id=f"{item.id}-more", stance=Stance.SUPPORTS) for item in more]
    before, after = assessed(items), assessed([*items, *other])
    assert after.value >= before.value
    assert after.for_ >= before.for_
    assert after.against == before.against
    against = assessed([*items, *(changed(item, stance=Stance.DISPUTES) for item in other)])
    assert against.value <= before.value
    assert against.against >= before.against
    assert against.for_ == before.for_


@given(ITEMS)
def test_pages_alone_are_never_more_than_low(items):
    """However many pages say so, and however firmly, a side of pages alone is at most 0.30."""
    pages = [item for item in items if item.source.startswith("document")]
    found = assessed(pages)
    assert found.for_ <= PAGES
    assert found.against <= PAGES
    assert "(low" in str(found)


@given(ITEMS)
def test_the_sides_are_treated_alike(items):
    """With support and dispute swapped, the sides are swapped, and what they lean to."""
    turned = {Stance.SUPPORTS: Stance.DISPUTES, Stance.DISPUTES: Stance.SUPPORTS}
    one, other = assessed(items), assessed([changed(i, stance=turned.get(i.stance, i.stance)) for i in items])
    assert (one.for_, one.against) == (other.against, other.for_)
    assert other.direction is turned.get(one.direction, one.direction)
