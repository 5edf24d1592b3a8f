"""SIGNOR: causal relations between proteins, chemicals and phenotypes, as its website and its interface give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.exchange.delimited import columns, rows
from kg.exchange.families import Edge, Item, Options
from kg.exchange.families.parts.signed import AFFECTS, publications
from kg.exchange.given import Given
from kg.exchange.relations import relation
from kg.exchange.report import Report
from kg.turtle.names import is_curie

NEEDED = frozenset({"ENTITYA", "IDA", "DATABASEA", "ENTITYB", "IDB", "DATABASEB", "EFFECT"})
#: The columns that are read.
READ = (*NEEDED, "TYPEA", "TYPEB", "PMID", "SIGNOR_ID")
#: Prefix of the identifiers of a database.
_PREFIXES: Mapping[str, str] = {
    "SIGNOR": "SIGNOR",
    "UNIPROT": "UniProtKB",
    "CHEBI": "CHEBI",
    "DRUGBANK": "DRUGBANK",
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


def recognises(file: Given) -> bool:
    """Whether a table has the columns of SIGNOR, in any case."""
    return {name.upper() for name in columns(file)} >= NEEDED


def read(files: Sequence[Given], _: Options, report: Report) -> Iterator[Item]:
    """The relations of each file."""
    for file in files:
        known = [name for name in columns(file) if name.upper() in READ]
        for number, cells in rows(file, "edges", known, report, known):
            row = {name.upper(): cell for name, cell in cells.items()}
            place = file.place(number)
            effect = row.get("EFFECT", "")
            said = relation(effect) if effect else AFFECTS
            if said is None:
                report.leave("edges", place, "edge with an unknown effect, left out", effect)
                continue
            described = tuple(_node(row, end) for end in "AB")
            yield Edge(
                place,
                {
                    "id": row.get("SIGNOR_ID", ""),
                    "subject": described[0]["id"],
                    "object": described[1]["id"],
                    **said,
                    "publications": publications(row.get("PMID", "")),
                    "primary_knowledge_source": "SIGNOR",
                },
                described,
                tuple(_notes(row)),
                effect,
            )


def _notes(row: Mapping[str, str]) -> Iterator[str | tuple[str, str]]:
    """What is not understood of a row that is kept."""
    if not row.get("EFFECT"):
        yield "edge with an empty effect, imported without a sign"
    for end in "AB":
        number, database = row.get(f"ID{end}", ""), row.get(f"DATABASE{end}", "")
        if database and not is_curie(number) and database.upper() not in _PREFIXES:
            yield "identifier of an unknown database, kept", f"{database}:{number}"


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
