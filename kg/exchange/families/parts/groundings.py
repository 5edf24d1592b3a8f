"""Names of databases and their identifiers, as other programs write them → CURIEs and classes of Biolink."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: Prefix of Biolink, by the name of a database in small letters: of INDRA, of identifiers.org, and of BEL.
PREFIXES: Mapping[str, str] = {
    "up": "UniProtKB",
    "uniprot": "UniProtKB",
    "uniprotkb": "UniProtKB",
    "uppro": "uniprot.chain",
    "upiso": "uniprot.isoform",
    "egid": "NCBIGene",
    "entrez": "NCBIGene",
    "ncbigene": "NCBIGene",
    "hgnc": "HGNC",
    "hgnc.symbol": "HGNC.symbol",
    "fplx": "FPLX",
    "mgi": "MGI",
    "rgd": "RGD",
    "chebi": "CHEBI",
    "pubchem": "PUBCHEM.COMPOUND",
    "pubchem.compound": "PUBCHEM.COMPOUND",
    "chembl": "CHEMBL.COMPOUND",
    "chembl.compound": "CHEMBL.COMPOUND",
    "drugbank": "DRUGBANK",
    "hmdb": "HMDB",
    "mirbase": "MIRBASE",
    "go": "GO",
    "gobp": "GO",
    "gocc": "GO",
    "gomf": "GO",
    "mesh": "MESH",
    "doid": "DOID",
    "mondo": "MONDO",
    "hp": "HP",
    "efo": "EFO",
    "ncit": "NCIT",
    "umls": "UMLS",
    "ip": "interpro",
    "interpro": "interpro",
    "pf": "pfam",
    "pfam": "pfam",
    "eccode": "EC",
    "ec-code": "EC",
    "uberon": "UBERON",
    "cl": "CL",
}
#: Class of Biolink by prefix, where all that the database names is of it.
CLASSES: Mapping[str, str] = {
    **dict.fromkeys(("UniProtKB", "uniprot.chain", "uniprot.isoform", "interpro", "pfam", "EC"), "Protein"),
    **dict.fromkeys(("HGNC", "HGNC.symbol", "NCBIGene", "MGI", "RGD"), "Gene"),
    **dict.fromkeys(("CHEBI", "PUBCHEM.COMPOUND", "CHEMBL.COMPOUND", "DRUGBANK", "HMDB"), "ChemicalEntity"),
    **dict.fromkeys(("DOID", "MONDO"), "Disease"),
    "FPLX": "GeneFamily",
    "MIRBASE": "MicroRNA",
    "HP": "PhenotypicFeature",
    "UBERON": "AnatomicalEntity",
    "CL": "Cell",
}
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


def curie_of(database: str, identifier: str) -> str:
    """The CURIE of an entry of a database, or an empty text if the name of the database cannot be a prefix.

    >>> curie_of("UP", "P11473"), curie_of("CHEBI", "CHEBI:17823"), curie_of("hgnc", "12679"), curie_of("a b", "1")
    ('UniProtKB:P11473', 'CHEBI:17823', 'HGNC:12679', '')
    """
    prefix = PREFIXES.get(database.casefold(), database)
    before, colon, rest = identifier.partition(":")
    same = colon and PREFIXES.get(before.casefold(), before).casefold() == prefix.casefold()
    local = (rest if same else identifier).strip()
    return f"{prefix}:{local}" if local and _NAME.fullmatch(prefix) else ""


def class_of(curie: str) -> str:
    """The class of Biolink of a CURIE, by its prefix; an empty text if the prefix does not determine it."""
    return CLASSES.get(curie.partition(":")[0], "")
