"""Different spellings of one name: British and American, Greek letters and their names, plurals, spaces."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

#: Names of the Greek letters, which stand for them in names of proteins and hormones.
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi "
        "chi psi omega".split(),
        strict=True,
    )
)
#: Letters that are two letters elsewhere; British "ae" and "oe" are "e".
LETTERS = str.maketrans({**GREEK, "ς": "sigma", "æ": "e", "œ": "e"})
#: Endings of plurals, and of singulars where these differ in more than an s; the first that fits is used.
PLURAL = (
    ("ies", "y"),
    ("sses", "ss"),
    ("xes", "x"),
    ("ches", "ch"),
    ("che", "ch"),  # one ache, two aches
    ("shes", "sh"),
    ("sis", "se"),  # one diagnosis, two diagnoses
)
NO_PLURAL = ("ss", "us", "is")
#: British endings and their American spelling; each needs two letters before it.
BRITISH = (
    ("isation", "ization"),
    ("isational", "izational"),
    ("oural", "oral"),
    ("our", "or"),
    ("oured", "ored"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("iser", "izer"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("ysing", "yzing"),
    ("lling", "ling"),
    ("lled", "led"),
    ("bre", "ber"),
    ("tre", "ter"),
    ("ogue", "og"),
)
#: The endings alone, to try all of them at once.
_PLURAL, _BRITISH = tuple(plural for plural, _ in PLURAL), tuple(british for british, _ in BRITISH)
#: Words of three letters or less are not plurals but abbreviations.
SHORT = 3


def fold(name: str) -> str:
    """The words of a normal name in one spelling, for comparison only.

    >>> fold("tnf α"), fold("muscle cramps"), fold("estrogen") == fold("oestrogen")
    ('tnf alpha', 'muscle cramp', True)
    """
    return " ".join(_words(name))


def compact(name: str) -> str:
    """The same without spaces.

    >>> compact("25 oh d"), compact("tnf α") == compact("tnf alpha")
    ('25ohd', True)
    """
    return "".join(_words(name))


def _words(name: str) -> Iterable[str]:
    return map(_word, (name if name.isascii() else name.translate(LETTERS)).split())


@cache
def _word(word: str) -> str:
    word = singular(word)
    if "oe" in word or "ageing" in word or "sulph" in word:
        word = word.replace("oe", "e").replace("ageing", "aging").replace("sulph", "sulf")
    if word.endswith(_BRITISH):
        for british, american in BRITISH:
            if word.endswith(british) and len(word) > len(british) + 1:
                return word.removesuffix(british) + american
    return word


def singular(word: str) -> str:
    """The singular of a word, or what stands for it in comparisons.

    >>> singular("fractures"), singular("deficiencies"), singular("nsaids"), singular("cns"), singular("weakness")
    ('fracture', 'deficiency', 'nsaid', 'cns', 'weakness')
    """
    if len(word) <= SHORT:
        return word
    if word.endswith(_PLURAL):
        plural, one = next(pair for pair in PLURAL if word.endswith(pair[0]))
        return word.removesuffix(plural) + one
    return word[:-1] if word.endswith("s") and not word.endswith(NO_PLURAL) else word
