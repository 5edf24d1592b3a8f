"""Values with units, in words."""

import pytest

from kg.model.core import Value
from kg.model.values import VITAMIN_D, order, words


@pytest.mark.parametrize(
    ("minimum", "maximum", "unit", "of", "expected"),
    [
        ("", "20", "ng/mL", VITAMIN_D, "below 20 ng/mL (50 nmol/L)"),
        ("30", "40", "ng/mL", VITAMIN_D, "30 to 40 ng/mL (75 to 100 nmol/L)"),
        ("30", "", "ng/mL", VITAMIN_D, "at least 30 ng/mL (75 nmol/L)"),
        ("50", "50", "nmol/L", VITAMIN_D, "50 nmol/L (20 ng/mL)"),
        ("200", "900", "pg/mL", "concept:vitamin-b12", "200 to 900 pg/mL"),
        ("50000", "50000", "[iU]/wk", None, "50,000 IU a week"),
        ("83", "83", "%", None, "83%"),
        ("1000000000", "1000000000", "{person}", None, "1,000,000,000 people"),
        ("0.66", "0.66", "1", None, "0.66"),
        ("30", "40", "%", VITAMIN_D, "30 to 40%"),
    ],
)
def test_a_value_is_told_in_words_and_converted_where_two_units_are_in_use(minimum, maximum, unit, of, expected):
    """Ranges, open ends, thousands, percentages; 25-hydroxyvitamin D in both of its units."""
    assert words(Value("quantity:x", minimum, maximum, unit, of)) == expected


def test_values_are_ordered_by_unit_and_size():
    """25-hydroxyvitamin D in one unit, whichever was given; other values in their own."""
    given = [("", "50", "nmol/L"), ("21", "", "ng/mL"), ("50", "100", "nmol/L"), ("20", "41", "ng/mL"), ("", "8", "mo")]
    ranked = sorted((Value("quantity:x", *value, VITAMIN_D) for value in given), key=order)
    assert [(v.minimum, v.maximum, v.unit) for v in ranked] == [given[n] for n in (4, 0, 2, 3, 1)]
    assert order(Value("quantity:x", "5", "5", "nmol/L", "concept:zinc"))[0] == "nmol/L"
