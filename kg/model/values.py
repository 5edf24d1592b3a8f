"""Values with units in words, and conversion between units."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.model.core import Value

#: UCUM codes that the data may use, with the text that is shown.
UNITS = {
    "ng/mL": "ng/mL",
    "nmol/L": "nmol/L",
    "pg/mL": "pg/mL",
    "[iU]": "IU",
    "[iU]/d": "IU a day",
    "[iU]/wk": "IU a week",
    "mg/d": "mg a day",
    "min": "minutes",
    "min/d": "minutes a day",
    "wk": "weeks",
    "mo": "months",
    "a": "years",
    "%": "%",
    "{person}": "people",
    "{trial}": "trials",
    "{ratio}": "times",
    "{point}": "points",
    "1": "",
}
_CODES = {shown: code for code, shown in UNITS.items()}
_NUMBER = r"-?[0-9][0-9,]*(?:\.[0-9]+)?"
_WORDS = re.compile(
    rf"(?:(?P<side>below|at least) )?(?P<first>{_NUMBER})(?: to (?P<last>{_NUMBER}))?"
    rf" ?(?P<unit>{'|'.join(map(re.escape, filter(None, sorted(_CODES, reverse=True))))})?(?: \(.*\))?"
)
#: 25-hydroxyvitamin D: 20 ng/mL are 50 nmol/L (study:ross-2011).
NMOL_PER_NG = Decimal("2.5")
VITAMIN_D = "concept:serum-25-hydroxyvitamin-d"


def words(value: Value) -> str:
    """A value or range in words, converted if two units are in use.

    >>> words(Value("quantity:x", "", "20", "ng/mL", VITAMIN_D))
    'below 20 ng/mL (50 nmol/L)'
    >>> words(Value("quantity:x", "6", "8", "wk"))
    '6 to 8 weeks'
    """
    own = stated(value)
    if value.of != VITAMIN_D or value.unit not in ("ng/mL", "nmol/L"):
        return own
    other = "nmol/L" if value.unit == "ng/mL" else "ng/mL"
    converted = _range(_convert(value.minimum, other), _convert(value.maximum, other), other)
    return f"{own} ({converted.removeprefix('below ').removeprefix('at least ')})"


def stated(value: Value) -> str:
    """A value or range in words, in its own unit only."""
    return _range(value.minimum, value.maximum, UNITS[value.unit])


def parse(text: str) -> tuple[str, str, str] | None:
    """The minimum, the maximum and the unit of a value in words, as :func:`words` gives them; None if it is not one.

    >>> parse("below 20 ng/mL (50 nmol/L)"), parse("6 to 8 weeks"), parse("83%"), parse("a lot")
    (('', '20', 'ng/mL'), ('6', '8', 'wk'), ('83', '83', '%'), None)
    """
    found = _WORDS.fullmatch(text)
    if found is None:
        return None
    first, last = found["first"].replace(",", ""), (found["last"] or found["first"]).replace(",", "")
    side = found["side"] or ""
    return "" if side == "below" else first, "" if side == "at least" else last, _CODES[found["unit"] or ""]


def order(value: Value) -> tuple[str, Decimal, Decimal]:
    """The sort key of values: by unit, then by size; 25-hydroxyvitamin D is compared in one unit.

    >>> order(Value("quantity:x", "50", "", "nmol/L", VITAMIN_D))
    ('ng/mL', Decimal('20'), Decimal('Infinity'))
    """
    minimum, maximum, unit = value.minimum, value.maximum, value.unit
    if value.of == VITAMIN_D and unit == "nmol/L":
        minimum, maximum, unit = _convert(minimum, "ng/mL"), _convert(maximum, "ng/mL"), "ng/mL"
    return unit, Decimal(minimum or "-Infinity"), Decimal(maximum or "Infinity")


def _convert(bound: str, unit: str) -> str:
    if not bound:
        return ""
    value = Decimal(bound) * NMOL_PER_NG if unit == "nmol/L" else Decimal(bound) / NMOL_PER_NG
    return f"{value.normalize():f}"


def _range(minimum: str, maximum: str, unit: str) -> str:
    low, high = (f"{Decimal(bound):,}" if bound else "" for bound in (minimum, maximum))
    if low == high:
        span = low
    elif not low:
        span = f"below {high}"
    else:
        span = f"{low} to {high}" if high else f"at least {low}"
    return f"{span} {unit}".strip().replace(" %", "%")
