"""Different spellings of one name."""

import pytest

from kg.model.lookup import normal
from kg.model.spelling import compact, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TNF-α", "TNF alpha"),
        ("1α-hydroxylase", "1alpha-hydroxylase"),
        ("NF-κB", "NF-kappa B"),
        ("β-ENDORPHINS", "beta endorphin"),
        ("ς", "sigma"),
        ("mineralisation", "mineralization"),
        ("mineralised", "mineralized"),
        ("generalising", "generalizing"),
        ("hypercalcaemia", "hypercalcemia"),
        ("oestrogen", "estrogen"),
        ("œdema", "edema"),
        ("anæmia", "anemia"),
        ("oesophagus", "esophagus"),
        ("ageing", "aging"),
        ("behavioural", "behavioral"),
        ("tumours", "tumor"),
        ("coloured", "colored"),
        ("paralysed", "paralyzed"),
        ("muscle fibres", "muscle fiber"),
        ("centres", "center"),
        ("signalling", "signaling"),
        ("remodelled", "remodeled"),
        ("analogues", "analog"),
        ("sulphates", "sulfate"),
        ("fractures", "fracture"),
        ("deformities", "deformity"),
        ("reflexes", "reflex"),
        ("losses", "loss"),
        ("muscle aches", "muscle ache"),
        ("branches", "branch"),
        ("rashes", "rash"),
        ("diagnoses", "diagnosis"),
        ("NSAIDs", "nsaid"),
        ("vitamin D₃", "vitamin d3"),
        ("IL6", "IL-6"),
    ],
)
def test_two_spellings_of_one_name(one, other):
    """British and American, Greek letters and their names, plurals, and spaces make no difference."""
    assert compact(normal(one)) == compact(normal(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TNF-α", "TNF-β"),
        ("vitamin D2", "vitamin D3"),
        ("CNS", "CN"),
        ("four", "for"),
        ("rise", "rize"),
        ("weakness", "weaknes"),
        ("uterus", "uteru"),
        ("hypercalcemia", "hypocalcemia"),
        ("mineral", "mineralization"),
    ],
)
def test_two_names(one, other):
    """Short words, and words that only look like a plural or like British spelling, stay apart."""
    assert compact(normal(one)) != compact(normal(other))


def test_spaces_are_kept_between_words():
    """The folded words of a name can be compared one by one."""
    assert fold(normal("Tumours of the Oesophagus")) == "tumor of the esophagus"
