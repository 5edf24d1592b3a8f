"""How often something was found: whether it was looked for and not found."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.turtle.names import curie

#: The columns that say how often.
COLUMNS = ("frequency_qualifier", "has_count", "has_total", "has_percentage", "has_quotient")
EXCLUDED = "HP:0040285"
#: Classes of frequency of the Human Phenotype Ontology, and their names.
CLASSES = frozenset(f"HP:004028{digit}" for digit in range(5))
WORDS = frozenset("obligate very_frequent frequent occasional rare very_rare common always often sometimes".split())
_NUMBER = r"[<>~≤≥]?\s*(\d+(?:\.\d*)?|\.\d+)\s*%?"
_SHARE = re.compile(rf"{_NUMBER}(?:\s*(/|of|out of|-|–|to)\s*{_NUMBER})?", re.IGNORECASE)
_REMARK = re.compile(r"\s*\(.*\)$")


class Unclear(Exception):
    """A frequency that is not understood."""


def excluded(row: Mapping[str, str]) -> bool:
    """Whether the object was looked for and not found in the subject; raises Unclear."""
    count, total = _number(row, "has_count"), _number(row, "has_total")
    if count == 0 and total == 0:
        raise Unclear("0 of 0")
    shares = (_number(row, "has_percentage"), _number(row, "has_quotient"), count)
    never = _class(text := row.get("frequency_qualifier", ""))
    if count and never:
        raise Unclear(f"{text}, but found {count:g} times")
    return never or (not count and 0 in shares)  # with a count above 0, a percentage of 0 is rounded


def _number(row: Mapping[str, str], column: str) -> float | None:
    text = row.get(column, "").removesuffix("%")
    try:
        return float(text) if text else None
    except ValueError:
        raise Unclear(f"{column} {text}") from None


def _class(text: str) -> bool:
    """Whether a class, a word, a share or a percentage means never."""
    bare = _REMARK.sub("", text.strip())
    name = curie(bare).upper().replace("HP_", "HP:")
    word = re.sub(r"[\s-]+", "_", bare).casefold()
    if name == EXCLUDED or word in ("excluded", "never", "absent"):
        return True
    if not text or name in CLASSES or word in WORDS:
        return False
    share = _SHARE.fullmatch(bare)
    if share is None or (share[3] and float(share[3]) == 0 and "%" not in bare):
        raise Unclear(text)
    least, most = float(share[1]), float(share[3] or 0)
    is_range = most > 0 and share[2].casefold() in ("-", "–", "to")  # that ends above 0, such as 0–5 %
    return least == 0 and not bare.startswith((">", "≥")) and not is_range
