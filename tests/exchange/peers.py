"""Tables of SIGNOR, OmniPath and CTD, and what each row states, read with a few lines that share no code."""

import csv
from itertools import islice
from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"
#: The edges of a part of PhysioMap, as KGX; see the README beside them.
PHYSIOMAP = FIXTURES.parent.parent / "turtle" / "physiomap" / "edges.tsv"
#: How many of its edges are written as SIF and as a table.
PART = 120
SHIFT = {"increased": "1", "decreased": "-1", "": "0"}
EFFECTS = {
    "up-regulates": "+",
    "up-regulates activity": "+",
    "up-regulates quantity": "+",
    "up-regulates quantity by expression": "+",
    "up-regulates quantity by stabilization": "+",
    "down-regulates": "-",
    "down-regulates activity": "-",
    "down-regulates quantity": "-",
    "down-regulates quantity by repression": "-",
    "down-regulates quantity by destabilization": "-",
    "unknown": "?",
    "form complex": None,
}
#: What a sentence of CTD about a chemical c and a gene g must say to have a sign; `<` where the gene acts.
SENTENCES = {
    f"{subject} results in {way} {what} of {object_}": turned + sign
    for way, sign in (("increased", "+"), ("decreased", "-"))
    for subject, what, object_, turned in (
        ("c", "expression", "g mRNA", ""),
        ("c", "expression", "g protein", ""),
        ("c", "activity", "g protein", ""),
        ("g protein", "activity", "c", "<"),
        ("g protein", "abundance", "c", "<"),
    )
}


def told_by_signor(path):
    """Each row as (subject, object, sign); None for no sign and no cause."""
    prefixes = {"UNIPROT": "UniProtKB:", "SIGNOR": "SIGNOR:", "ChEBI": "", "PUBCHEM": "PUBCHEM."}
    kinds = {"CID:": "COMPOUND:", "SID:": "SUBSTANCE:"}
    for row in tsv(path):
        ends = (
            prefixes[row[f"DATABASE{end}"]] + kinds.get(row[f"ID{end}"][:4], row[f"ID{end}"][:4]) + row[f"ID{end}"][4:]
            for end in "AB"
        )
        yield *ends, EFFECTS[row["EFFECT"]]


def told_by_omnipath(path):
    """Each row as (subject, object, sign): that of the consensus; None if it has no direction or is against it."""
    signs = {("1", "0"): "+", ("0", "1"): "-", ("1", "1"): "?"}
    for row in tsv(path):
        ends = (row[end] if ":" in row[end] else f"UniProtKB:{row[end]}" for end in ("source", "target"))
        signed = "1" in (row["is_stimulation"], row["is_inhibition"])
        against = row["consensus_direction"] == "0" and (signed or row["is_directed"] == "0")
        yield *ends, None if against else signs.get((row["consensus_stimulation"], row["consensus_inhibition"]), "?")


def told_by_ctd(path):
    """Each row as (subject, object, sign), by its sentence."""
    for row in ctd(path):
        chemical, gene = f"MESH:{row['ChemicalID']}", f"NCBIGene:{row['GeneID']}"
        text = row["Interaction"].replace(row["ChemicalName"], "c").replace(row["GeneSymbol"], "g")
        if "[" in text or text == "c binds to g protein":
            yield chemical, gene, None
        else:
            sign = SENTENCES.get(text, "?").removeprefix("<")
            yield (gene, chemical, sign) if text.startswith("g ") else (chemical, gene, sign)


def told_by_diseases(path):
    """Each row as (subject, object, sign): only what is a treatment and no marker has one."""
    for row in ctd(path):
        sign = "-" if row["DirectEvidence"] == "therapeutic" else None
        yield f"MESH:{row['ChemicalID']}", row["DiseaseID"], sign


def ctd_columns(path):
    """The columns of a file for download of CTD, which stand in its comment."""
    return path.read_text(encoding="utf-8").splitlines()[1].removeprefix("# ").split("\t")


def ctd(path):
    """The rows of a file for download of CTD."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return (dict(zip(ctd_columns(path), row, strict=True)) for row in rows)


def sif(path):
    """The part of PhysioMap as lines of SIF, with numbers for signs."""
    ends = [
        (row["subject"], SHIFT[row["object_direction_qualifier"]], row["object"])
        for row in islice(tsv(PHYSIOMAP), PART)
    ]
    lines = (f"{_trait(source)}\t{number}\t{_trait(target)}\n" for source, number, target in ends)
    path.write_text("".join(lines), encoding="utf-8")


def told_by_sif(path):
    """Each line as (subject, object, sign)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        source, sign, target = line.split()
        yield f"{path.stem}:{source}", f"{path.stem}:{target}", {"1": "+", "-1": "-", "0": "?"}[sign]


def table(path):
    """The part of PhysioMap as a table whose columns speak for themselves."""
    words = {"increased": "+", "decreased": "-", "": "?"}
    rows = [
        (row["subject"], row["object"], words[row["object_direction_qualifier"]])
        for row in islice(tsv(PHYSIOMAP), PART)
    ]
    lines = ["source\ttarget\tsign", *(f"{_trait(source)}\t{_trait(target)}\t{sign}" for source, target, sign in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")


def told_by_table(path):
    """Each row of the table as (subject, object, sign)."""
    for row in tsv(path):
        yield f"{path.stem}:{row['source']}", f"{path.stem}:{row['target']}", row["sign"]


def told_by_kgx(path):
    """Each edge as (subject, object, sign)."""
    for row in tsv(path):
        yield (
            row["subject"],
            row["object"],
            {"increased": "+", "decreased": "-", "": "?"}[row["object_direction_qualifier"]],
        )


def _trait(name):
    return name.removeprefix("PHYSIOMAP:")


def tsv(path):
    """The rows of a table with tabs."""
    return csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
