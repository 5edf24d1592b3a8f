"""What signed edge lists have in common: words for signs, identifiers and publications, in terms of KGX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import PurePath

from kg.errors import UsageError
from kg.exchange.families import Options
from kg.exchange.given import Given
from kg.exchange.kgx.predicates import INVERSE, local, predicates
from kg.model.core import Sign
from kg.turtle.names import KINDS, is_curie

Cells = Mapping[str, str]
AFFECTS: Cells = {"predicate": "biolink:affects"}
RAISES: Cells = {**AFFECTS, "object_direction_qualifier": "increased"}
LOWERS: Cells = {**AFFECTS, "object_direction_qualifier": "decreased"}
INTERACTS: Cells = {"predicate": "biolink:interacts_with"}
ASSOCIATED: Cells = {"predicate": "biolink:associated_with"}
PART: Cells = {"predicate": "biolink:part_of"}
#: A sign in terms of KGX.
SIGNED: Mapping[Sign, Cells] = {Sign.PLUS: RAISES, Sign.MINUS: LOWERS, Sign.UNKNOWN: AFFECTS}
#: Words for a sign, and the relations of SIF files of Cytoscape and Pathway Commons, in small letters.
_RAISES = """
    + pos positive positively plus up -> --> → ↑ activate activates activated activation activating activator stimulate
    stimulates stimulation stimulatory induce induces induction enhance enhances promote promotes increase increases
    increased increases-amount increases-activity increases-expression up-regulate up-regulates up-regulation upregulate
    upregulates upregulated upregulation positive-regulation positively-regulates agonist excitatory excitation
"""
_LOWERS = """
    - − – neg negative negatively minus down -| --| ⊣ ↓ inhibit inhibits inhibited inhibition inhibiting inhibitor
    inhibitory repress represses repression suppress suppresses suppression reduce reduces decrease decreases decreased
    decreases-amount decreases-activity decreases-expression down-regulate down-regulates down-regulation downregulate
    downregulates downregulated downregulation negative-regulation negatively-regulates block blocks antagonist
"""
_AFFECTS = """
    ? unknown unsigned affect affects regulate regulates regulation modulate modulates influences pd pr
    controls-state-change-of controls-transport-of controls-phosphorylation-of controls-expression-of
    controls-production-of controls-transport-of-chemical catalysis-precedes chemical-affects consumption-controlled-by
"""
_INTERACTS = """
    pp interacts interacts-with binds binding bind physical in-complex-with neighbor-of reacts-with gg rc cr
"""
_CELLS: Mapping[str, Cells] = {
    **dict.fromkeys(_RAISES.split(), RAISES),
    **dict.fromkeys(_LOWERS.split(), LOWERS),
    **dict.fromkeys(_AFFECTS.split(), AFFECTS),
    **dict.fromkeys(_INTERACTS.split(), INTERACTS),
    "used-to-produce": {"predicate": "biolink:has_metabolite"},
}
#: A relation that is written from the other end.
_TURNED = frozenset({"consumption-controlled-by"})
_NUMBERS = re.compile(r"[0-9]{1,8}")
_SEPARATORS = re.compile(r"[;,|\s]+")
_UNIPROT = re.compile(r"(?:[OPQ][0-9][A-Z0-9]{3}[0-9]|[A-NR-Z][0-9](?:[A-Z][A-Z0-9]{2}[0-9]){1,2})(?:-[0-9]+)?")


@lru_cache(maxsize=4096)
def relation(word: str) -> Cells | None:
    """The cells of an edge that a word for a sign or a relation stands for; None if it is not understood.

    A number stands for its sign.

    >>> relation("inhibits") == relation("-1") == LOWERS, relation("0") == AFFECTS, relation("glows")
    (True, True, None)
    """
    word = re.sub(r"[\s_]+", "-", word.strip().casefold())
    if word in _CELLS:
        return _CELLS[word]
    try:
        number = float(word.replace("−", "-"))
    except ValueError:
        return {"predicate": word} if local(word) in predicates().keys() | INVERSE.keys() else None
    return RAISES if number > 0 else LOWERS if number < 0 else AFFECTS if number == 0 else None


def identifier(name: str, prefix: str) -> str:
    """The identifier of a thing: as it is if it is a CURIE, UniProt's for an accession, else below a prefix.

    >>> identifier("CHEBI:1", "x"), identifier("P04637", "x"), identifier("p53", "x")
    ('CHEBI:1', 'UniProtKB:P04637', 'x:p53')
    """
    if is_curie(name) or not name:
        return name
    return f"UniProtKB:{name}" if _UNIPROT.fullmatch(name) else f"{prefix}:{name}"


def prefix_of(files: Iterable[Given], options: Options) -> str:
    """The prefix of identifiers that have none: as given, or made from the name of the first file."""
    if options.prefix:
        if not _usable(options.prefix):
            raise UsageError(f"“{options.prefix}” cannot be a prefix; give letters and digits, such as HGNC")
        return options.prefix
    stem = PurePath(next(iter(files)).name).name.partition(".")[0]
    made = re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-")
    return made if _usable(made) else f"file-{made}".strip("-")


def _usable(prefix: str) -> bool:
    return is_curie(f"{prefix}:x") and ":" not in prefix and prefix not in KINDS


def publications(cell: str) -> str:
    """Publications in a cell of any separators, as KGX has them: bare numbers are of PubMed.

    >>> publications("12345; PMID:6"), publications("SIGNOR:77;HPRD:8"), publications("")
    ('PMID:12345|PMID:6', 'SIGNOR:77|HPRD:8', '')
    """
    found = filter(None, _SEPARATORS.split(cell))
    return "|".join(dict.fromkeys(f"PMID:{text}" if _NUMBERS.fullmatch(text) else text for text in found))


def turned(word: str) -> bool:
    """Whether a relation of SIF is written from the other end."""
    return word.strip().casefold() in _TURNED
