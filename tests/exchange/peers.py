"""Tables as SIGNOR, OmniPath and CTD write them, and what each row states, read with a few lines that share no code."""

import csv
import random
from itertools import islice
from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"
#: The edges of a part of PhysioMap, as KGX; see the README beside them.
PHYSIOMAP = FIXTURES.parent.parent / "turtle" / "physiomap" / "edges.tsv"
#: How many of its edges are written as SIF and as a table.
PART = 120
SHIFT = {"increased": "1", "decreased": "-1", "": "0"}
SIGNOR = (
    "ENTITYA TYPEA IDA DATABASEA ENTITYB TYPEB IDB DATABASEB EFFECT MECHANISM RESIDUE SEQUENCE TAX_ID CELL_DATA "
    "TISSUE_DATA MODULATOR_COMPLEX TARGET_COMPLEX MODIFICATIONA MODASEQ MODIFICATIONB MODBSEQ PMID DIRECT NOTES "
    "ANNOTATOR SENTENCE SIGNOR_ID SCORE"
).split()
EFFECTS = {
    "up-regulates": "+",
    "up-regulates activity": "+",
    "up-regulates quantity by expression": "+",
    "up-regulates quantity by stabilization": "+",
    "down-regulates": "-",
    "down-regulates activity": "-",
    "down-regulates quantity by repression": "-",
    "down-regulates quantity by destabilization": "-",
    "unknown": "?",
    "form complex": None,
}
OMNIPATH = (
    "source target source_genesymbol target_genesymbol is_directed is_stimulation is_inhibition consensus_direction "
    "consensus_stimulation consensus_inhibition sources references curation_effort"
).split()
CTD = (
    "ChemicalName,ChemicalID,CasRN,GeneSymbol,GeneID,GeneForms,Organism,OrganismID,Interaction,InteractionActions,PubMedIDs"
).split(",")
DISEASES = (
    "ChemicalName,ChemicalID,CasRN,DiseaseName,DiseaseID,DirectEvidence,InferenceGeneSymbol,InferenceScore,OmimIDs,PubMedIDs"
).split(",")
#: The head of the files for download.
HEAD = "# Comparative Toxicogenomics Database\n#\n# Fields:\n# {}\n#\n"
FLAGS = ("True", "False")


def signor(path, seed=1, size=90):
    """A table as the interface of SIGNOR gives it: proteins, chemicals, phenotypes and complexes."""
    dice = random.Random(seed)
    kinds = [
        ("protein", "P{:05d}", "UNIPROT"),
        ("smallmolecule", "CHEBI:{}", "ChEBI"),
        ("phenotype", "SIGNOR-PH{}", "SIGNOR"),
    ]
    kinds += [("chemical", "CID:{}", "PUBCHEM"), ("complex", "SIGNOR-C{}", "SIGNOR")]
    things = []
    for number in range(30):
        kind, form, database = dice.choice(kinds[:1] * 3 + kinds)
        things.append((f"thing {number}", kind, form.format(number + 10), database))
    rows = []
    for number in range(size):
        ends = [cell for end in dice.sample(things, 2) for cell in end]
        row = dict.fromkeys(SIGNOR, "") | dict(zip(SIGNOR[:8], ends, strict=True))
        effect = dice.choice([*EFFECTS, "up-regulates", "down-regulates"])
        row |= {"EFFECT": effect, "PMID": str(1000 + number // 2), "SENTENCE": 'It "binds", then acts; so.'}
        rows.append({**row, "SIGNOR_ID": f"SIGNOR-{number}", "TAX_ID": "9606", "DIRECT": dice.choice("tf")})
    path.write_text(
        "".join("\t".join(line) + "\n" for line in [SIGNOR, *(row.values() for row in rows)]), encoding="utf-8"
    )


def told_by_signor(path):
    """Each row as (subject, object, sign); None for no sign and no cause."""
    prefixes = {"UNIPROT": "UniProtKB:", "SIGNOR": "SIGNOR:", "ChEBI": "", "PUBCHEM": "PUBCHEM.COMPOUND:"}
    for row in _tsv(path):
        ends = (prefixes[row[f"DATABASE{end}"]] + row[f"ID{end}"].removeprefix("CID:") for end in "AB")
        yield *ends, EFFECTS[row["EFFECT"]]


def omnipath(path, seed=2, size=80):
    """A table as the web service of OmniPath gives it, with a complex and rows of both signs."""
    dice = random.Random(seed)
    names = [f"Q{number:05d}" for number in range(10, 54)] + ["COMPLEX:Q00010_Q00011"]
    rows = [OMNIPATH]
    for number in range(size):
        ends = dice.sample(names, 2)
        directed = dice.random() < 0.9
        flags = [directed and dice.random() < share for share in (0.55, 0.35)]
        agreed = list(flags)
        if all(flags) and dice.random() < 0.5:
            agreed[dice.randrange(2)] = False
        cells = [FLAGS[not flag] for flag in (directed, *flags, directed, *agreed)]
        rows.append(
            [*ends, *(f"GENE{end[1:]}" for end in ends), *cells, "SIGNOR;KEGG", f"SIGNOR:{900 + number};KEA:7", "2"]
        )
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def told_by_omnipath(path):
    """Each row as (subject, object, sign): the sign of the consensus; none where nothing is directed."""
    signs = {("True", "False"): "+", ("False", "True"): "-", ("True", "True"): "?"}
    for row in _tsv(path):
        ends = (row[end] if ":" in row[end] else f"UniProtKB:{row[end]}" for end in ("source", "target"))
        plain = "?" if row["is_directed"] == "True" else None
        yield *ends, signs.get((row["consensus_stimulation"], row["consensus_inhibition"]), plain)


#: Sentences about a chemical and a gene, their actions, and what they state; `<` where the gene acts.
SENTENCES = [
    ("{c} results in increased expression of {g} mRNA", "increases^expression", "+"),
    ("{c} results in decreased expression of {g} protein", "decreases^expression", "-"),
    ("{c} results in increased activity of {g} protein", "increases^activity", "+"),
    ("{c} results in decreased activity of {g} protein", "decreases^activity", "-"),
    ("{g} protein results in increased activity of {c}", "increases^activity", "<+"),
    ("{c} results in increased phosphorylation of {g} protein", "increases^phosphorylation", "?"),
    ("{c} affects the expression of {g} mRNA", "affects^expression", "?"),
    ("{c} results in increased activity of {g} protein mutant form", "increases^activity", "?"),
    ("{c} metabolite results in increased expression of {g} mRNA", "increases^expression", "?"),
    ("{g} protein results in decreased susceptibility to {c}", "decreases^response to substance", "<?"),
    ("{c} results in increased expression of and results in increased activity of {g} protein",
     "increases^activity|increases^expression", "?"),
    ("{c} binds to {g} protein", "affects^binding", None),
    ("{c} inhibits the reaction [Zinc results in increased expression of {g} protein]",
     "decreases^reaction|increases^expression", None),
    ("[{c} co-treated with Zinc] results in increased expression of {g} mRNA",
     "affects^cotreatment|increases^expression", None),
]  # fmt: skip


def ctd(path, seed=3, size=90):
    """A file for download of CTD: interactions of chemicals and genes."""
    dice = random.Random(seed)
    chemicals = [(f"chem-{n}, (R)", f"D{n:06d}") for n in range(9)]
    genes = [(f"GEN{n}", str(n + 100)) for n in range(9)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(HEAD.format(",".join(CTD)))
        for number in range(size):
            (chemical, code), (gene, entrez) = dice.choice(chemicals), dice.choice(genes)
            text, actions, _ = SENTENCES[number % len(SENTENCES)]
            text = text.format(c=chemical, g=gene)
            row = [chemical, code, "", gene, entrez, "protein", "Homo sapiens", "9606", text, actions, f"{number}|77"]
            csv.writer(stream).writerow(row)


def told_by_ctd(path):
    """Each row as (subject, object, sign), by the sentence that it is made of."""
    for row in csv.DictReader([",".join(CTD), *_data(path)]):
        chemical, gene = f"MESH:{row['ChemicalID']}", f"NCBIGene:{row['GeneID']}"
        named = {"c": row["ChemicalName"], "g": row["GeneSymbol"]}
        (sign,) = (sign for text, _, sign in SENTENCES if text.format(**named) == row["Interaction"])
        yield (gene, chemical, sign[1:]) if (sign or "").startswith("<") else (chemical, gene, sign)


def diseases(path, size=60):
    """A file for download of CTD: associations of chemicals and diseases."""
    kinds = ["therapeutic", "marker/mechanism", "marker/mechanism|therapeutic", ""]
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(HEAD.format(",".join(DISEASES)))
        for number in range(size):
            kind = kinds[number % len(kinds)]
            ends = [f"chem {number % 7}", f"D{number % 7:06d}", "", f"ill {number % 11}", f"MESH:C{number % 11:06d}"]
            csv.writer(stream).writerow([*ends, kind, "" if kind else "GENE", "", "", str(number + 1)])


def told_by_diseases(path):
    """Each row as (subject, object, sign): only what is a treatment and no marker has one."""
    for row in csv.DictReader([",".join(DISEASES), *_data(path)]):
        sign = "-" if row["DirectEvidence"] == "therapeutic" else None
        yield f"MESH:{row['ChemicalID']}", row["DiseaseID"], sign


def sif(path):
    """The part of PhysioMap as lines of SIF, with numbers for signs."""
    ends = [
        (row["subject"], SHIFT[row["object_direction_qualifier"]], row["object"])
        for row in islice(_tsv(PHYSIOMAP), PART)
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
        for row in islice(_tsv(PHYSIOMAP), PART)
    ]
    lines = ["source\ttarget\tsign", *(f"{_trait(source)}\t{_trait(target)}\t{sign}" for source, target, sign in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")


def told_by_table(path):
    """Each row of the table as (subject, object, sign)."""
    for row in _tsv(path):
        yield f"{path.stem}:{row['source']}", f"{path.stem}:{row['target']}", row["sign"]


def told_by_kgx(path):
    """Each edge as (subject, object, sign)."""
    for row in _tsv(path):
        yield (
            row["subject"],
            row["object"],
            {"increased": "+", "decreased": "-", "": "?"}[row["object_direction_qualifier"]],
        )


def _trait(name):
    return name.removeprefix("PHYSIOMAP:")


def _tsv(path):
    return csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


def _data(path):
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
