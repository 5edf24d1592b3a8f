"""What sources deny or dispute, for which pairs it counts, and which disputes are none about an effect."""

import pytest

from kg.model.core import Sign
from kg.reasoning import denials
from tests import toy

#: a is a kind of b, b of c; k a kind of y, y of g, g of h.
KINDS = {"a": "b", "b": "c", "k": "y", "l": "k", "y": "g", "g": "h"}


def names(*ends):
    """Pairs of quantities by their names."""
    return [tuple(f"concept:{name}" for name in pair.split()) for pair in ends]


@pytest.mark.parametrize(
    ("lines", "contested"),
    [
        (["x increases y"], False),
        (["x increases y", "x increases y @b undecided"], False),
        (["x increases y", "x increases y @b denied"], True),
        (["x increases y", "x decreases y @b"], True),
        (["x increases y", "x hasNoEffectOn y @b"], True),
        # a dispute about use as a treatment alone
        (["x treats low-y", "x treats low-y @b denied", "x increases y"], False),
        (["x prevents low-y", "x relieves low-y @b", "x relieves low-y @c denied"], False),
        (["x treats low-y", "x treats low-y @b denied"], True),
        (["x treats low-y", "x treats low-y @b denied", "x increases y @c undecided"], True),
        (["x treats low-y", "x treats low-y @b denied", "x increases y", "x increases y @c denied"], True),
        (["x treats low-y", "x treats low-y @b denied", "x increases y", "x decreases y @c"], True),
        (["x treats low-y", "x increases y", "x increases y @c denied"], True),
    ],
)
def test_an_influence_is_contested_by_more_than_its_use_as_a_treatment(lines, contested):
    """Disputed claims that are all about treatment leave a firm claim beside them firm; others do not."""
    graph = toy.graph(*lines, states={"low-y": ("y", "Low")})
    used = next(i for i in graph.influences if i.sign is Sign.PLUS)
    assert denials.contested(graph, used) is contested
    assert bool(denials.denials(graph)) is contested


def test_denials_are_the_claims_of_disputed_influences_and_those_that_nobody_makes():
    """What is only denied, what is disputed, and what has two signs; not a null finding, and not what is firm."""
    graph = toy.graph(
        "x increases y denied",
        "x increases z",
        "x increases z @b denied",
        "x increases v",
        "x decreases v @b",
        "x hasNoEffectOn n",
        "x hasNoEffectOn m @b denied",
        "x associatedWith w denied",
        "x treats low-t",
        "x treats low-t @b denied",
        "x increases t",
        states={"low-t": ("t", "Low")},
    )
    found = denials.denials(graph)
    assert sorted(found) == names("x v", "x y", "x z")
    assert [[claim.id for claim in found[ends]] for ends in sorted(found)] == [
        ["claim:x--increases--v", "claim:x--decreases--v"],  # of either sign
        ["claim:x--increases--y"],
        ["claim:x--increases--z"],
    ]
    assert sorted(denials.nulls(graph)) == names("x n")


#: Trials deny what a treatment of low x does to y.
DENIED = ("s treats low-x", "s decreases y @trial denied", "s decreases y @meta denied", "low-x increases y @a")


@pytest.mark.parametrize(
    ("lines", "counts"),
    [
        (DENIED, True),
        # one trial, or studies that are no trials
        ([line for line in DENIED if "meta" not in line], False),
        (["s treats low-x", "s decreases y @cohort denied", "s decreases y @cell denied", "low-x increases y"], False),
        # a study finds the effect of the treatment, or that of what it treats
        ([*DENIED, "s decreases y @cohort"], False),
        ([*DENIED, "low-x increases y @cohort"], False),
        ([*DENIED, "s decreases y @b"], True),
        # it treats a symptom and no level, or nobody says that it treats it
        (["s treats x", *DENIED[1:]], False),
        (["s treats low-x undecided", *DENIED[1:]], False),
        (["s affects low-x", *DENIED[1:]], False),
    ],
)
def test_what_trials_of_a_treatment_deny_counts_for_what_it_treats(lines, counts):
    """Several trials, and no study for the effect of the treatment or of the quantity."""
    found = denials.denials(toy.graph(*lines, states={"low-x": ("x", "Low")}))
    assert [claim.id for claim in found.get(("concept:x", "concept:y"), ())] == ["claim:s--decreases--y"] * counts


@pytest.mark.parametrize(
    ("lines", "category", "counts"),
    [
        ((), "SmallMolecule", True),
        (("k increases y @a",), "SmallMolecule", True),
        (("k increases y @trial",), "SmallMolecule", False),  # a study states it of the substance
        ((), "ClinicalAttribute", False),  # what is measured is not in a supplement
    ],
)
def test_what_is_denied_of_a_supplement_counts_for_the_substance_in_it(lines, category, counts):
    """What trials of supplements dispute is not claimed for vitamin D3, as it is for the deficiency."""
    given = ("s treats low-x", "s increases y @trial", "s increases y @meta denied", "low-x decreases y @trial", *lines)
    graph = toy.graph(*given, states={"low-x": ("x", "Low")}, broader={"k": "x", "s": "k"})
    found = denials.denials(toy.of_categories(graph, k=category))
    assert (names("k y")[0] in found) is counts
    assert names("s y")[0] in found
    assert names("x y")[0] not in found


def test_a_denial_counts_for_kinds_of_its_source_and_near_its_target():
    """Sources are the source and all above it; targets the target, all its kinds and the concepts just above it."""
    denied = [
        f"{source} increases {target} @trial denied" for source in "abcx" for target in "yklgh" if source != target
    ]
    graph = toy.graph(*denied, "b hasNoEffectOn z @trial", broader=KINDS)
    pairs = denials.inherited(graph, "concept:a", "concept:y")
    assert pairs[0][0] == "concept:a"
    assert {source[8:] for source, _ in pairs} == set("abc")
    assert {target[8:] for _, target in pairs} == set("yklg")  # not h, two above
    assert denials.inherited(graph, "concept:a", "concept:z") == [("concept:b", "concept:z")]
    assert denials.above(graph, "concept:a") == ["concept:a", "concept:b", "concept:c"]


def test_above_a_concept_with_two_genera_each_is_met_once():
    """A common genus of two genera comes after both, once, and a circle ends."""
    graph = toy.graph("x increases y", broader={"a": "b", "b": "d", "d": "a"})
    assert denials.above(graph, "concept:a") == ["concept:a", "concept:b", "concept:d"]


@pytest.mark.parametrize(
    ("line", "claims"),
    [
        ("c increases g denied", ["claim:c--increases--g"]),
        ("b hasNoEffectOn l", ["claim:b--has-no-effect-on--l"]),
        ("a increases h denied", []),
        ("y increases a denied", []),
        ("a increases y", []),
    ],
)
def test_the_claims_against_an_effect_are_named(line, claims):
    """Denials and null findings that count for the pair, and no others."""
    graph = toy.graph(line, broader=KINDS)
    assert list(denials.denied_claims(graph, "concept:a", "concept:y")) == claims


def test_what_is_denied_comes_with_its_ends_and_sign():
    """A denial about a low state is one about its quantity; what has no sign of its own is left out."""
    graph = toy.graph(
        "low-x increases y denied", "x affects z denied", "x isA z denied", states={"low-x": ("x", "Low")}
    )
    found = [
        (claim.id[6:], source[8:], target[8:], sign.value) for claim, source, target, sign in denials.denied(graph)
    ]
    assert found == [("low-x--increases--y", "x", "y", "-"), ("x--affects--z", "x", "z", "?")]
