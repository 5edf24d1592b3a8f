"""SIGNOR: causal relations between proteins, chemicals and phenotypes, as its website and its interface give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.exchange.delimited import columns, rows
from kg.exchange.families import Edge, Item, Options
from kg.exchange.families.parts.signed import AFFECTS, LOWERS, PART, RAISES, Cells
from kg.exchange.given import Given
from kg.exchange.report import Report
from kg.turtle.names import is_curie

NEEDED = frozenset({"ENTITYA", "IDA", "DATABASEA", "ENTITYB", "IDB", "DATABASEB", "EFFECT"})
#: The columns that are read.
READ = (*NEEDED, "TYPEA", "TYPEB", "PMID", "SIGNOR_ID")
#: Prefix of the identifiers of a database.
_PREFIXES: Mapping[str, str] = {
    "UNIPROT": "UniProtKB",
    "RNACENTRAL": "RNACENTRAL",
    "MIRBASE": "miRBase",
    "NCBI": "NCBIGene",
    "NCBI_GENE": "NCBIGene",
    "PUBCHEM": "PUBCHEM.COMPOUND",
}
_PUBCHEM = {"CID:": "PUBCHEM.COMPOUND:", "SID:": "PUBCHEM.SUBSTANCE:"}
#: Class of the Biolink Model for a type of entity.
_CATEGORIES: Mapping[str, str] = {
    "protein": "Protein",
    "fusion protein": "Protein",
    "antibody": "Protein",
    "proteinfamily": "ProteinFamily",
    "complex": "MacromolecularComplex",
    "chemical": "ChemicalEntity",
    "smallmolecule": "SmallMolecule",
    "phenotype": "BiologicalProcess",
    "mirna": "MicroRNA",
    "ncrna": "NoncodingRNAProduct",
}
#: What an effect says about the second entity, whatever the mechanism.
_EFFECTS: tuple[tuple[str, Cells], ...] = (
    ("up-regulates", RAISES),
    ("down-regulates", LOWERS),
    ("form complex", PART),
    ("unknown", AFFECTS),
)
_HOW = re.compile(r"(?: (?:activity|quantity(?: by \w+)?))?")


def recognises(file: Given) -> bool:
    """Whether a table has the columns of SIGNOR, in any case."""
    return {name.upper() for name in columns(file)} >= NEEDED


def read(files: Sequence[Given], options: Options, report: Report) -> Iterator[Item]:
    """The relations of each file."""
    del options
    for file in files:
        known = [name for name in columns(file) if name.upper() in READ]
        for number, cells in rows(file, "edges", known, report, known):
            row = {name.upper(): cell for name, cell in cells.items()}
            place = file.place(number)
            effect = row.get("EFFECT", "")
            said = meant(effect)
            if said is None:
                report.leave("edges", place, "edge with an unknown effect, left out", f"{effect} ({place})")
                continue
            described = tuple(_node(row, end) for end in "AB")
            yield Edge(
                place,
                {
                    "id": row.get("SIGNOR_ID", ""),
                    "subject": described[0]["id"],
                    "object": described[1]["id"],
                    **said,
                    "publications": _published(row.get("PMID", "")),
                    "primary_knowledge_source": "SIGNOR",
                },
                described,
            )


def meant(effect: str) -> Cells | None:
    """The cells of an edge that an effect stands for; None if it is not understood.

    >>> meant("down-regulates quantity by repression") == LOWERS, meant("up-regulates growth")
    (True, None)
    """
    words = " ".join(effect.split()).casefold() or "unknown"
    for start, cells in _EFFECTS:
        if words.startswith(start):
            signed = cells in (RAISES, LOWERS)
            return cells if _HOW.fullmatch(rest := words.removeprefix(start)) and (signed or not rest) else None
    return None


def _node(row: Mapping[str, str], end: str) -> dict[str, str]:
    """An entity as a row of nodes."""
    name, database, number = (row.get(f"{part}{end}", "") for part in ("ENTITY", "DATABASE", "ID"))
    category = _CATEGORIES.get(row.get(f"TYPE{end}", "").casefold(), "")
    return {
        "id": _identifier(number, database),
        "name": name,
        "category": f"biolink:{category}" if category else "",
    }


def _identifier(number: str, database: str) -> str:
    """The CURIE of an entity.

    >>> _identifier("P04637", "UNIPROT"), _identifier("CID:2244", "PUBCHEM"), _identifier("CHEBI:1", "ChEBI")
    ('UniProtKB:P04637', 'PUBCHEM.COMPOUND:2244', 'CHEBI:1')
    """
    for start, prefix in _PUBCHEM.items():
        if number.startswith(start):
            return prefix + number.removeprefix(start)
    if is_curie(number) or not number:
        return number
    return f"{_PREFIXES.get(database.upper(), database)}:{number}"


def _published(cell: str) -> str:
    """The publication of a relation: mostly the number of PubMed."""
    if cell.isdecimal():
        return f"PMID:{cell}"
    if cell.upper().startswith("PMC"):
        return f"PMC:{cell}"
    return f"DOI:{cell}" if cell.startswith("10.") else ""
