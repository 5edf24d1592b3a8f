"""Thresholds, doses and other values of a concept, and who says so."""

import csv
import io

import pytest

import kg
from kg.model.core import Stance
from tests import toy
from tests.toy import valued

BELOW_20 = "claim:vitamin-d-deficiency--has-threshold--25ohd-below-20-ng-ml"


def found(graph, concept, **options):
    """Each group as its relation and the words and subjects of its values."""
    answer = kg.values(graph, concept, **options)
    return [(m.relation, [f"{v.subject_label}: {v.words}" for v in m.values]) for m in answer.meanings]


@pytest.mark.parametrize(
    "concept",
    [
        "vitamin D",
        "vitamin D deficiency",
        "low vitamin D",
        "vitamin D toxicity",
        "serum 25-hydroxyvitamin D",
        "vitamin D blood test",
    ],
)
def test_a_quantity_its_levels_and_its_measure_have_the_same_thresholds(graph, concept):
    """Whatever of these is typed, the cut-offs of 25(OH)D are found, in order of size."""
    thresholds = kg.values(graph, concept).meanings[0]
    assert (thresholds.relation, thresholds.measured) == ("hasThreshold", "concept:serum-25-hydroxyvitamin-d")
    told = [f"{value.words}: {value.subject_label}" for value in thresholds.values]
    assert told[:2] == [
        "below 20 ng/mL (50 nmol/L): vitamin D deficiency",
        "20 to 30 ng/mL (50 to 75 nmol/L): vitamin D insufficiency",
    ]
    assert "at least 20 ng/mL (50 nmol/L): vitamin D sufficiency" in told


def test_what_is_no_measure_does_not_lend_its_values(graph):
    """A symptom that indicates a deficiency has no threshold of its own."""
    assert any(
        (claim.subject, claim.relation) == ("concept:muscle-weakness", "indicates") for claim in graph.claims.values()
    )
    answer = kg.values(graph, "muscle weakness")
    assert (answer.answered, answer.found, answer.meanings) == (False, 0, ())
    assert answer.others[0] == "vitamin D"


def test_each_value_has_its_sources(graph):
    """Stance, modality, context and link of each source; those for it come first."""
    (below,) = [v for m in kg.values(graph, "vitamin D").meanings for v in m.values if v.claim == BELOW_20]
    assert below.sentence.startswith("vitamin D deficiency is taken to mean below 20 ng/mL")
    sides = [item.direction for item in below.evidence]
    assert sides == sorted(sides, key=list(Stance).index)
    assert ("study:demay-2024", Stance.DISPUTES, "denied") in [
        (item.source, item.direction, item.modality) for item in below.evidence
    ]
    assert below.contested
    assert below.confidence == float(graph.confidence(BELOW_20).value)


@pytest.mark.parametrize(
    ("line", "kind", "concept", "seen"),
    [
        ("m indicates q", "ClinicalAttribute", "q", True),
        ("m indicates q", "Procedure", "q", True),
        ("m indicates q", "ClinicalAttribute", "low q", True),
        ("m indicates low-q", "ClinicalAttribute", "q", True),
        ("m indicates q denied", "ClinicalAttribute", "q", False),
        ("m indicates q", "PhenotypicFeature", "q", False),
        ("q isMeasuredBy m", "PhenotypicFeature", "q", True),
        ("m isMeasuredBy q", "PhenotypicFeature", "q", True),
        ("m isDiagnosedBy q", "Procedure", "q", False),
        ("q isMeasuredBy z", "Procedure", "q", False),
    ],
)
def test_values_are_found_through_what_indicates_or_measures(line, kind, concept, seen):
    """Only measures that a source supports join; the value of a measure is found by what it measures."""
    graph = toy.graph(line, "m increases e", states={"low-q": ("q", "Low")})
    graph = valued(toy.of_categories(graph, m=kind), "e hasThreshold m 1-2 mo")
    assert (found(graph, concept) != []) is seen
    assert found(graph, "m") == found(graph, "e") == [("hasThreshold", ["e: 1 to 2 months"])]


def test_values_of_kinds_and_levels_belong_to_the_concept():
    """What holds for a kind or a level is listed with the concept; what holds for the concept not with a kind."""
    graph = toy.graph("x increases y", states={"low-g": ("g", "Low")}, broader={"k": "g"})
    graph = valued(graph, "k hasDose own 5-5 mg/d", "low-g hasPrevalence own 3-3 %", "g hasDuration own 2-4 wk")
    doses, lasts, often = ("hasDose", ["k: 5 mg a day"]), ("hasDuration", ["g: 2 to 4 weeks"]), "low g: 3%"
    assert found(graph, "g") == [doses, lasts, ("hasPrevalence", [often])]
    assert found(graph, "k") == [doses]


def test_values_are_sorted_by_unit_and_size():
    """An open end comes before a number that is as large."""
    lines = ("a hasDose own 30-40 mo", "b hasDose own 9-9 mo", "c hasDose own -9 mo", "d hasDose own 9- mo")
    graph = valued(toy.graph("a increases z", broader=dict.fromkeys("abcd", "g")), *lines, "a hasDose own 7-7 a")
    assert found(graph, "g") == [
        ("hasDose", ["a: 7 years", "c: below 9 months", "b: 9 months", "d: at least 9 months", "a: 30 to 40 months"])
    ]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["x hasThreshold m 1- mo"], ()),
        (["x hasThreshold m 1- mo", "x hasThreshold m 1- mo @b hedged"], ()),
        (["x hasThreshold m 1- mo denied"], ()),
        (["x hasThreshold m 1- mo", "y hasThreshold m 2- mo"], ()),
        (["x hasThreshold m 1- mo", "x hasThreshold m 2- mo denied"], ()),
        (["x hasThreshold m 1- mo", "x hasThreshold m 1- mo @b denied"], ()),
        (["x hasThreshold m 1- mo", "x hasThreshold m 2- mo @b"], ("x: at least 1 months or at least 2 months",)),
        (
            [
                "x hasReferenceRange own 1-2 mo",
                "x hasReferenceRange own 1-3 mo",
                "x hasReferenceRange own 1-4 mo @b",
                "x hasReferenceRange own 1-2 mo @b denied",
                "x hasReferenceRange own 1-3 mo @c denied",
            ],
            ("x: 1 to 2 months, 1 to 3 months or 1 to 4 months; disputed by 2 sources",),
        ),
        (["x hasDose m 1- mo", "x hasDose m 2- mo @b"], ()),
        (["x hasPrevalence own 1-1 %", "x hasPrevalence own 1-1 % @b denied"], ()),
    ],
)
def test_sources_that_differ_on_a_level_are_told_in_one_sentence(lines, told):
    """Several values of one threshold that sources state; doses and prevalences may differ with good reason."""
    graph = valued(toy.graph("x increases m", "y increases m"), *lines)
    (meaning,) = kg.values(graph, "m" if " m " in lines[0] else "x").meanings
    assert meaning.differ == tuple(f"sources differ on {sentence}" for sentence in told)


def test_a_limit_keeps_the_first_values_and_tells_how_many_there_are(graph, run):
    """A group is cut, or left out; what differs is told from all values."""
    whole, cut = kg.values(graph, "vitamin D", limit=0), kg.values(graph, "vitamin D", limit=2)
    assert sum(len(meaning.values) for meaning in whole.meanings) == whole.found == cut.found
    (first,) = cut.meanings
    assert first.values == whole.meanings[0].values[:2]
    assert first.differ == whole.meanings[0].differ
    exact = len(whole.meanings[0].values)
    assert [len(meaning.values) for meaning in kg.values(graph, "vitamin D", limit=exact).meanings] == [exact]
    assert run("values", "vitamin D", "--limit", "2").out.endswith(
        f"\n\nand {whole.found - 2} more (--limit 0 shows all)\n"
    )
    assert "more (--limit" not in run("values", "vitamin D", "--limit", "0").out


def test_the_text_says_who_says_so(run):
    """A heading for each meaning, then each value with its sides, and what sources differ on."""
    result = run("values", "vitamin D deficiency")
    assert result.code == 0
    assert result.out.count("\n") <= 60
    assert "Thresholds of 25-hydroxyvitamin D\n  below 20 ng/mL (50 nmol/L): vitamin D deficiency" in result.out
    assert "\n    against: Demay MB et al. 2024 (guideline, denied)\n" in result.out
    assert "against: Demay MB et al. 2024 and Ross AC et al. 2011 (2 guidelines, denied)" in " ".join(
        result.out.split()
    )
    assert "people with chronic pain" in result.out
    assert "\n  Sources differ on vitamin D sufficiency: at least 20 ng/mL, 30 to 50 ng/mL or\n" in result.out
    (title,) = [line for line in run("values", "sun exposure").out.splitlines() if line.startswith("Doses")]
    assert title == "Doses"


def test_a_concept_without_a_value_is_told_which_have_some(run):
    """One sentence and exit code 1; a graph without any value names none."""
    result = run("values", "magnesium")
    assert (result.code, result.err) == (1, "")
    told = " ".join(result.out.split())
    assert told.startswith("no values for “magnesium”; there are some for vitamin D, ")
    assert told.endswith(" more")
    few = valued(toy.graph("x increases y"), "x hasDose own 5-5 mg/d")
    assert str(kg.values(few, "y")) == "no values for “y”; there are some for x"
    assert str(kg.values(toy.graph("x increases y"), "x")) == "no values for “x”"


def test_a_level_without_a_value_is_told_whose_values_are_listed(graph):
    """Its quantity has them; a value of the level itself, or of a kind of it, is enough to be asked for."""
    told = str(kg.values(graph, "limited sun exposure"))
    assert told.startswith("no values for limited sun exposure itself; 1 value for sun exposure:\n\nDoses\n")
    found = kg.values(graph, "vitamin D").found
    assert str(kg.values(graph, "vitamin D deficiency")).startswith(f"{found} values for vitamin D deficiency\n")
    assert str(kg.values(graph, "vitamin D")).startswith(f"{found} values for vitamin D\n")
    lines = [
        "high-g hasThreshold m 9- mo",
        "low-g hasThreshold m -1 mo",
        "k hasThreshold m -2 mo",
        "m hasDose low-h 5- mo",
    ]
    states = {"high-g": ("g", "High"), "low-g": ("g", "Low"), "sick-g": ("g", "Low"), "low-h": ("g", "Low")}
    small = valued(toy.graph("x increases m", states=states, broader={"k": "sick-g"}), *lines)
    for level in ("high g", "low-g", "sick g", "low h"):
        assert kg.values(small, level).instead_of is None, level
    few = valued(toy.graph("x increases m", states=states), *lines[:1])
    assert kg.values(few, "low-g").instead_of == "concept:g"
    assert str(kg.values(few, "low-g")).startswith("no values for low g itself; 1 value for g:\n\nThresholds of m\n")


def test_rows_and_references_are_those_of_the_evidence(run, graph):
    """A row for each evidence item of each value; the references are those of the same items."""
    answer = kg.values(graph, "vitamin D", limit=0)
    items = [item for meaning in answer.meanings for value in meaning.values for item in value.evidence]
    rows = list(csv.DictReader(io.StringIO(run("values", "vitamin D", "--limit", "0", "--format", "csv").out)))
    assert [row["source"] for row in rows] == [item.source for item in items]
    first = {name: rows[0][name] for name in ("relation", "label", "words", "minimum", "maximum", "unit", "stance")}
    assert list(first.values()) == [
        "hasThreshold",
        "vitamin D deficiency",
        "below 20 ng/mL (50 nmol/L)",
        "",
        "20",
        "ng/mL",
        "supports",
    ]
    assert {"PeopleWithChronicPain"} < {row["context"] for row in rows}
    assert "Demay MB" in run("values", "vitamin D", "--cite", "plain").out
