"""The graph in the formats of other tools: one registry of formats, each with one writer.

A claim that no source supports is never exported as supported: it is negated if the format has negation; otherwise it
has no sign or is left out. Anything left out is counted and reported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

from msgspec import Struct
from msgspec.structs import replace

from kg.errors import NoChain, OutputError, UsageError
from kg.exchange.made import Made, part
from kg.model.answer import Answer, Data, GraphAnswer
from kg.model.graph import KnowledgeGraph
from kg.questions.path import PathAnswer, path


class Format(Struct, frozen=True):
    """One format: what it is for, its writer, whether it needs or takes a path, and whether it can be printed."""

    summary: str
    writer: str
    path: bool = False
    part: bool = False
    printable: bool = True


class Question(Struct, frozen=True):
    """What was asked."""

    format: Annotated[str, "The format."]
    path: Annotated[tuple[str, str] | None, "Source and target of the path; null for the whole graph."]


class LeftOut(Struct, frozen=True):
    """Something that a format cannot hold."""

    what: Annotated[str, "What the format cannot hold."]
    count: Annotated[int, "How many."]


class Export(GraphAnswer, frozen=True, tag="kg-export/1"):
    """What was written, and what the format cannot hold."""

    question: Annotated[Question, "What was asked, as understood."]
    files: Annotated[tuple[str, ...], "The files that were written."]
    written: Annotated[Mapping[str, int], "What the files contain, counted."]
    left_out: Annotated[tuple[LeftOut, ...], "What was left out."]
    warnings: Annotated[tuple[str, ...], "What to know before the files are used."] = ()


class Known(Struct, frozen=True):
    """One format."""

    format: Annotated[str, "Its name."]
    summary: Annotated[str, "What it contains and who can use it."]


class Formats(Answer, frozen=True, tag="kg-export-formats/1"):
    """The formats."""

    formats: Annotated[tuple[Known, ...], "The formats."]


#: Every format by name; a writer is a function of a module of this package.
FORMATS: Mapping[str, Format] = {
    "kgx-tsv": Format("Biolink: a folder with nodes.tsv and edges.tsv", "kgx.writer.tsv", printable=False),
    "kgx-jsonl": Format("Biolink: a folder with nodes.jsonl and edges.jsonl", "kgx.writer.jsonl", printable=False),
    "json-ld": Format("the data and its vocabulary as JSON-LD, with the context inside", "rdf.json_ld"),
    "n-triples": Format("the data and its vocabulary as sorted N-Triples", "rdf.n_triples"),
    "owl": Format("the same as OWL in RDF/XML, for Protégé, owlready2 and pronto", "owl.rdf_xml"),
    "trig": Format("nanopublications, unsigned: one per side of each claim", "nanopubs.trig"),
    "graphml": Format(
        "the network of claims or of a path for networkx, igraph, Gephi, yEd", "networks.graphml", part=True
    ),
    "cx2": Format("the network of claims or of a path for Cytoscape and NDEx", "networks.cx2", part=True),
    "node-link": Format("the same as node-link JSON, for networkx and D3", "networks.node_link", part=True),
    "sif": Format("one line per arrow: source, what it does, target; for Cytoscape", "networks.sif", part=True),
    "csv": Format("one row per evidence item: claim, sign, source, passage", "tables.csv"),
    "bel": Format("the claims as BEL script, the Biological Expression Language", "bel.bel"),
    "dot": Format("the chains of a path for Graphviz (with --path)", "drawings.dot", path=True),
    "mermaid": Format("the chains of a path for Mermaid (with --path)", "drawings.mermaid", path=True),
    "dagitty": Format(
        "the quantities of a path and all arrows between them (with --path)", "drawings.dagitty", path=True
    ),
    "bibtex": Format("the sources as BibTeX", "citations.bibtex_file"),
    "ris": Format("the sources as RIS", "citations.ris_file"),
    "csl-json": Format("the sources as CSL-JSON", "citations.csl_json_file"),
    "anki": Format("a deck of cards for Anki (needs the extra “anki”)", "cards.anki", printable=False),
}


def make(graph: KnowledgeGraph, name: str, answer: PathAnswer | None = None) -> Made:
    """The graph, or the chains of an answer, in a format; raises UsageError if the format does not fit."""
    form = named(name)
    if answer is None and form.path:
        raise UsageError(f"{name} draws the chains of a path; give --path")
    if answer is not None and not (form.path or form.part):
        fitting = ", ".join(other for other, known in FORMATS.items() if known.path or known.part)
        raise UsageError(f"{name} is not for a path; use one of: {fitting}")
    module, _, function = form.writer.rpartition(".")
    writer: Callable[..., Made] = getattr(import_module(f"kg.exchange.{module}"), function)
    if answer is None:
        return writer(graph)
    return writer(graph, answer) if form.path else writer(of_chains(graph, answer))


def of_chains(graph: KnowledgeGraph, answer: PathAnswer) -> KnowledgeGraph:
    """The part of a graph that the chains of an answer consist of: their claims, with what these are about."""
    steps = [step for chain in answer.chains for step in chain.steps]
    claims = {name for step in steps for name in step.claims}
    return replace(part(graph, claims, {end for step in steps for end in (step.subject, step.object)}), values={})


def named(name: str) -> Format:
    """The format of that name; raises UsageError with the list of formats."""
    if name not in FORMATS:
        raise UsageError(f"unknown format “{name}”; choose one of: {', '.join(FORMATS)}")
    return FORMATS[name]


def chains(graph: KnowledgeGraph, ends: tuple[str, str], **options: Any) -> PathAnswer:
    """The best chains between two concepts, with options of :func:`kg.path`.

    Raises UsageError, UnknownConcept or NoChain.
    """
    answer = path(graph, *ends, **options)
    if not answer.chains:
        raise NoChain(f"{answer.source.label} → {answer.target.label}: no chain; {answer.why}")
    return answer


def formats() -> Formats:
    """All formats, as ``kg export --list`` shows them."""
    return Formats(tuple(Known(name, form.summary) for name, form in FORMATS.items()))


def write(
    graph: KnowledgeGraph, name: str, output: Path | str, answer: PathAnswer | None = None, *, force: bool = True
) -> Export:
    """Write a format to a file, or to a folder if it has several files.

    Without ``force`` no existing file is replaced, and never the data file itself. Raises UsageError or OutputError.
    """
    from hashlib import sha256

    from kg import files

    place = Path(output)
    made = make(graph, name, answer)
    paths = {place / part if part else place: content for part, content in made.files.items()}
    for there in paths:
        if there.exists() and not force:
            raise OutputError(f"{there}: already exists; give --force to replace it, or another name")
        found = files.current(there)
        if found is not None and sha256(found).hexdigest() == graph.sha256:
            raise OutputError(f"{there}: is the data file; choose another place")
    if "" not in made.files:
        files.folder(place)
    for there, content in paths.items():
        files.write(there, content)
    ends = (answer.source.label, answer.target.label) if answer else None
    left_out = tuple(LeftOut(what, count) for what, count in made.left_out.items())
    question, written = Question(name, ends), tuple(map(str, paths))
    return Export(Data.of(graph), question, written, dict(made.counts), left_out, made.warnings)
