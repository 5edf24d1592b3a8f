"""What signed edge lists have in common: signs, identifiers and publications, in terms of KGX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from kg.errors import UsageError
from kg.exchange.delimited import NULL
from kg.exchange.families import Options
from kg.exchange.given import Given
from kg.turtle.names import KINDS, is_curie

Cells = Mapping[str, str]
AFFECTS: Cells = {"predicate": "biolink:affects"}
RAISES: Cells = {**AFFECTS, "object_direction_qualifier": "increased"}
LOWERS: Cells = {**AFFECTS, "object_direction_qualifier": "decreased"}
INTERACTS: Cells = {"predicate": "biolink:interacts_with"}
ASSOCIATED: Cells = {"predicate": "biolink:associated_with"}
PART: Cells = {"predicate": "biolink:part_of"}
_NUMBERS = re.compile(r"[0-9]{1,8}")
_PMC = re.compile(r"PMC[0-9]{1,9}", re.IGNORECASE)
_SEPARATORS = re.compile(r"[;,|]")
_NO_PUBLICATION = NULL | {"na", "-"}
_UNIPROT = re.compile(r"(?:[OPQ][0-9][A-Z0-9]{3}[0-9]|[A-NR-Z][0-9](?:[A-Z][A-Z0-9]{2}[0-9]){1,2})(?:-[0-9]+)?")


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

    Words that are no identifiers are kept together, as one publication that is not understood.

    >>> publications("12345; PMID:6 PMC7"), publications("SIGNOR:77;HPRD:8"), publications("NA")
    ('PMID:12345|PMID:6|PMC:PMC7', 'SIGNOR:77|HPRD:8', '')
    >>> publications("10.1000/1"), publications("see text, 7")
    ('DOI:10.1000/1', 'see text|PMID:7')
    """
    found: list[str] = []
    for part in map(str.strip, _SEPARATORS.split(cell)):
        apart = [*map(_publication, part.split())]
        found += apart if all(apart) else [part]
    return "|".join(dict.fromkeys(text for text in found if text.casefold() not in _NO_PUBLICATION))


def _publication(text: str) -> str:
    """An identifier of a publication with its prefix; empty if it is none."""
    if _NUMBERS.fullmatch(text):
        return f"PMID:{text}"
    if _PMC.fullmatch(text):
        return f"PMC:{text}"
    return f"DOI:{text}" if text.startswith("10.") else text if is_curie(text) or "://" in text else ""
