"""The confidence formula."""

from decimal import Decimal

import pytest
from msgspec.structs import replace as changed

from kg.model.confidence import assess, points
from kg.model.core import Document, Evidence, Stance, Study

PAGE = Document("document:a", "", "a", "", "", 1, "UnreviewedWebPage", "a")
TWIN = changed(PAGE, id="document:b")
OTHER = changed(PAGE, id="document:c", group="c")
TRIAL = Study("study:t", "RandomisedTrial", "Verified")
GHOST = Study("study:g", "RandomisedTrial", "NotTraceable")
ODD = changed(PAGE, id="document:odd", kind="Rumour", group="odd")
SOURCES = {source.id: source for source in (PAGE, TWIN, OTHER, TRIAL, GHOST, ODD)}


def evidence(number, source, stance="supports", modality="Asserted", cites=()):
    """One evidence for or against the same claim."""
    return Evidence(f"evidence:{number}", "claim:x", Stance(stance), source, None, modality, "ECO:0000303", "…", cites)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([evidence(1, "document:a")], "0.35"),
        ([evidence(1, "document:a", modality="Hedged")], "0.25"),
        ([evidence(1, "document:a"), evidence(2, "document:a")], "0.35"),
        ([evidence(1, "document:a"), evidence(2, "document:b")], "0.35"),
        ([evidence(1, "document:a"), evidence(2, "document:c")], "0.53"),
        ([evidence(1, "document:a"), evidence(2, "study:t")], "0.73"),
        ([evidence(1, "document:a", cites=("study:g",))], "0.18"),
        ([evidence(1, "document:a", cites=("study:t",))], "0.35"),
        ([evidence(1, "document:odd")], "0.20"),
        ([evidence(1, "document:a"), evidence(2, "document:c"), evidence(3, "document:odd")], "0.58"),
        ([evidence(1, "document:a"), evidence(2, "study:t", "disputes", "Denied")], "0.05"),
        ([evidence(1, "study:t"), evidence(2, "document:a", "disputes", "Hedged")], "0.31"),
        ([evidence(1, "document:a"), evidence(2, "study:t", "inconclusive")], "0.35"),
        ([], "0.05"),
    ],
)
def test_confidence_is_the_documented_sum(items, expected):
    """Points are kind × modality × citation; each further witness counts half; what speaks against is taken off."""
    assert assess(items, SOURCES).value == Decimal(expected)


def test_the_parts_add_up_to_the_value():
    """A reader can redo the sum from the parts."""
    items = [evidence(1, "document:a"), evidence(2, "study:t"), evidence(3, "document:c", "disputes", "Hedged")]
    confidence = assess(items, SOURCES)
    assert sum(part.points for part in confidence.parts) == Decimal("0.55") + Decimal("0.175") - Decimal("0.245")
    assert confidence.value == Decimal("0.48")
    told = [(part.witness, part.supports, part.rank) for part in confidence.parts]
    assert told == [("study:t", True, 1), ("a", True, Decimal("0.5")), ("c", False, 1)]


def test_confidence_never_reaches_certainty():
    """However many witnesses agree, the value stays at most 0.95."""
    studies = {f"study:{i}": Study(f"study:{i}", "MetaAnalysis", "Verified") for i in range(20)}
    assert assess([evidence(i, f"study:{i}") for i in range(20)], studies).value == Decimal("0.95")


def test_contested_means_evidence_on_both_sides():
    """A claim with one side only is not contested, whatever the modality; undecided evidence is no side."""
    one_sided = [evidence(1, "document:a", modality="Disputed"), evidence(2, "study:t", "inconclusive")]
    denied = [evidence(3, "study:t", "disputes", "Denied")]
    assert not assess(one_sided, SOURCES).contested
    assert not assess(denied, SOURCES).contested
    assert assess([*one_sided, *denied], SOURCES).contested


def test_the_strongest_evidence_of_a_witness_counts():
    """The second, firmer statement of the same page replaces the hedged one; equal ones go to the smaller id."""
    items = [evidence(1, "document:a", modality="Hedged"), evidence(2, "document:a"), evidence(3, "document:b")]
    assert [part.evidence for part in assess(reversed(items), SOURCES).parts] == ["evidence:2"]


def test_points_are_those_before_ranking():
    """By itself an evidence counts in full."""
    assert points(evidence(1, "document:a", modality="Hedged"), SOURCES).points == Decimal("0.245")
