"""Read the exports with other programs, and write the results into docs/exports.md.

``python docs/exports.py [--pybel PYTHON] [--mermaid FOLDER]``: PYTHON is an interpreter with pybel installed (it needs
``setuptools<81``), FOLDER a folder in which ``npm install mermaid jsdom`` was run. Without these options their rows are
left out. The readers are those of the tests, in tests/exchange/readers.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from msgspec.structs import replace

import kg
from kg.model.graph import KnowledgeGraph
from kg.questions.path import PathAnswer

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "exports.md"
HEADING = "## Read back\n"
ASKED = ("vitamin D deficiency", "back pain")
PYBEL = """
import json, sys, pybel
from importlib.metadata import version
graph = pybel.from_bel_script(sys.argv[1])
name = lambda node: f"{node.namespace}:{node.identifier or node.name}"
flat = lambda data: {key: entry[0].identifier for key, entry in data.get("annotations", {}).items()}
edges = [[name(u), d["relation"], name(v), {**flat(d), "Citation": d["citation"].identifier}]
         for u, v, d in graph.edges(data=True) if d.get("citation")]
print(json.dumps({"version": version("pybel"), "warnings": len(graph.warnings), "edges": edges}))
"""
MERMAID = """
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";
globalThis.window = new JSDOM("<body></body>").window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
const { version } = JSON.parse(readFileSync("node_modules/mermaid/package.json", "utf8"));
const text = readFileSync(process.argv[1], "utf8");
await mermaid.parse(text);
const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
const nodes = Object.fromEntries([...db.getVertices().values()].map((vertex) => [vertex.id, vertex.text]));
const edges = db.getEdges().map((edge) => [nodes[edge.start], nodes[edge.end], edge.text[0]]);
console.log(JSON.stringify({ version, edges }));
"""
Row = tuple[str, str, str, str]


def result_cell(compared: dict[str, int], differences: list[str]) -> str:
    """A result in one cell."""
    counts = ", ".join(f"{count:,} {sort}" for sort, count in compared.items() if count)
    return f"{counts}: {'no difference' if not differences else f'{len(differences)} differences'}"


def installed(graph: KnowledgeGraph, answer: PathAnswer, folder: Path) -> Iterator[Row]:
    """The results of the readers that pip installs with the project."""
    from tests.exchange.readers import READERS

    for name, readers in READERS.items():
        extra = (answer,) if kg.export.FORMATS[name].path else ()
        kg.export.write(graph, name, folder / name, *extra)
        for reader in readers:
            known = version(reader.package) if reader.package else ""
            result = reader.read(graph, folder / name, *extra)
            for difference in result.differences[:5]:
                print(f"{name}: {difference}", file=sys.stderr)
            yield (
                name,
                f"{reader.program} {known}".strip(),
                reader.compares,
                result_cell(dict(result.compared), result.differences),
            )


def pybel(graph: KnowledgeGraph, python: str, file: Path) -> Row:
    """The result of reading the BEL script with PyBEL."""
    from tests.exchange.readers.texts import bel_facts

    read = json.loads(subprocess.run([python, "-c", PYBEL, file], capture_output=True, check=True).stdout)
    named = {name: concept.id for concept in graph.concepts.values() for name in (concept.id, *concept.exact)}
    # PyBEL adds the inverse of symmetric relations: keep the one that the claim states.
    kept = []
    for subject, relation, object_, known in read["edges"]:
        claim = graph.claims.get(known.get("Claim", ""))
        way = relation in ("negativeCorrelation", "positiveCorrelation")
        state = graph.concepts[named[object_]].state_of == named[subject]
        if named[subject] == claim.subject if claim else way and state:
            kept.append((subject, relation, object_, known))
    # PyBEL merges two evidence items of a claim if source and words are the same.
    known_names = {known["Evidence_ID"] for *_, known in kept if "Evidence_ID" in known}
    words = {(e.claim, e.source, e.says) for e in graph.evidence.values() if e.id in known_names}
    once = {
        key: e
        for key, e in graph.evidence.items()
        if e.id in known_names or e.stance != "supports" or (e.claim, e.source, e.says) not in words
    }
    result = bel_facts(
        replace(graph, evidence=once), kept, {f"warning {number}": "" for number in range(read["warnings"])}
    )
    verdict = result_cell(dict(result.compared), result.differences)
    return (
        "bel",
        f"PyBEL {read['version']}",
        "warnings; each statement (once for equal words) with state, sign, source",
        verdict,
    )


def mermaid(graph: KnowledgeGraph, answer: PathAnswer, folder: str, file: Path) -> Row:
    """The result of reading the flowchart with Mermaid."""
    command = ["node", "--input-type=module", "-e", MERMAID, file]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    read = json.loads(done.stdout)
    wanted = {
        (
            f"{graph.concepts[step.subject].label} {step.subject_direction.arrow}",
            f"{graph.concepts[step.object].label} {step.object_direction.arrow}",
            step.sign.symbol,
        )
        for chain in answer.chains
        for step in chain.steps
    }
    differences = sorted(map(str, wanted ^ {tuple(edge) for edge in read["edges"]}))
    verdict = result_cell({"arrows": len(wanted)}, differences)
    return "mermaid", f"Mermaid {read['version']}", "ends, directions and sign of every arrow", verdict


def main() -> None:
    """Run the readers and write their results into the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pybel", metavar="PYTHON")
    parser.add_argument("--mermaid", metavar="FOLDER")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    graph = kg.load()
    answer = kg.path(graph, *ASKED)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        rows = [*installed(graph, answer, folder)]
        if options.pybel:
            rows.append(pybel(graph, options.pybel, folder / "bel"))
        if options.mermaid:
            rows.append(mermaid(graph, answer, options.mermaid, folder / "mermaid"))
    order = list(kg.export.FORMATS)
    rows.sort(key=lambda row: order.index(row[0]))
    table = [("format", "read by", "compared", "result"), ("---",) * 4, *rows]
    lines = "\n".join(f"| {' | '.join(row)} |" for row in table)
    head = PAGE.read_text(encoding="utf-8").partition(HEADING)[0]
    note = (
        f"`python docs/exports.py` wrote version {graph.version} of the data in every format, read it with these "
        "programs, and compared the\nresult with the data. The tests do the same."
    )
    PAGE.write_text(f"{head}{HEADING}\n{note}\n\n{lines}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
