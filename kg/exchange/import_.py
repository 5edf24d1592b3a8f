"""Another graph, in one of the formats that graphs come in → a data file that every command reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from msgspec import Struct

from kg import files
from kg.errors import OutputError, UsageError
from kg.exchange import intake
from kg.exchange.families import Form, Options
from kg.exchange.intake import Taken
from kg.exchange.report import Became, BecameNodes, Missed, Outcome, Read, Unused
from kg.model.answer import Data, GraphAnswer
from kg.model.graph import KnowledgeGraph
from kg.signature import Flag, Metavar, asked

#: The ending of the name of a store.
STORE = ".kg"


class ImportQuestion(Struct, frozen=True):
    """What was asked."""

    format: Annotated[Form, "The format of the files."]
    files: Annotated[tuple[str, ...], "The files that were read."]
    output: Annotated[str | None, "The data file that was written; null for a dry run."]


class Written(Struct, frozen=True):
    """What a data file contains."""

    concepts: Annotated[int, "Concepts."]
    claims: Annotated[int, "Claims."]
    evidence_items: Annotated[int, "Evidence items."]
    studies: Annotated[int, "Studies."]


class Import(GraphAnswer, frozen=True, omit_defaults=True, tag="kg-import/3"):
    """What the files of another graph became."""

    question: Annotated[ImportQuestion, "What was asked."]
    written: Annotated[Written, "What the data file contains, or would contain."]
    read: Annotated[Read, "What was read."]
    nodes: Annotated[BecameNodes, "What the rows of nodes became."]
    edges: Annotated[Became, "What the edges became."]
    unused_columns: Annotated[Unused, "Columns that are not used."]
    unused_files: Annotated[tuple[str, ...], "Files of archives that are not used."]
    not_understood: Annotated[tuple[Missed, ...], "What was not understood, the most frequent first."]
    rows: Annotated[tuple[Outcome, ...], "What each row became or would become, for a dry run."] = ()
    without_sign: Annotated[
        tuple[Missed, ...], "Why edges that were understood have no sign or are not causal, the most frequent first."
    ] = ()


@asked
def import_(
    paths: Annotated[
        Sequence[Path | str], "The files: a table, several tables of one graph, or an archive.", Metavar("FILE…")
    ] = (),
    *,
    nodes: Annotated[Sequence[Path | str], "A table of nodes; the same as FILE."] = (),
    edges: Annotated[Sequence[Path | str], "A table of edges; the same as FILE."] = (),
    output: Annotated[
        Path | str | None, "The data file to write, or the folder of a store for a large graph: OUT.kg.", Metavar("OUT")
    ] = None,
    form: Annotated[Form | None, "The format of the files; by default it is detected.", Flag("--format")] = None,
    source: Annotated[str, "The column of the source, in a table of any kind.", Metavar("COLUMN")] = "",
    target: Annotated[str, "The column of the target.", Metavar("COLUMN")] = "",
    sign: Annotated[str, "The column of the sign: +, -1, activates …", Metavar("COLUMN")] = "",
    relation: Annotated[str, "The column of the relation, such as inhibits or biolink:causes.", Metavar("COLUMN")] = "",
    reference: Annotated[str, "The column of the publications, such as PubMed identifiers.", Metavar("COLUMN")] = "",
    prefix: Annotated[str, "The prefix of identifiers that are not CURIEs; by default the name of the file."] = "",
    dry_run: Annotated[bool, "Report what each row would become; write nothing."] = False,
    force: Annotated[bool, "Replace the data file if it exists."] = False,
) -> Import:
    """Import a signed graph.

    Every command can then read the new data file with --data. The report lists anything not understood.

    Example: kg import nodes.tsv edges.tsv --output theirs.ttl

    Raises UsageError, DataError or OutputError.
    """
    from kg.store import stored
    from kg.turtle.read import graph_of
    from kg.turtle.write import turtle

    named = [[some] if isinstance(some, str | Path) else some or () for some in (paths, nodes, edges)]
    given = [Path(path) for some in named for path in some]
    if not given:
        raise UsageError("name the files to import, such as nodes.tsv edges.tsv")
    options = Options(source, target, sign, relation, reference, prefix)
    if dry_run:
        taken = intake.take(given, form, options, every=True)
        return _answer(taken.graph, None, taken)
    if output is None:
        raise UsageError("give --output FILE.ttl, or --dry-run to see the result without writing it")
    place = Path(output)
    if place.exists() and not force:
        raise OutputError(f"{place}: already exists; give --force to replace it, or another name")
    if any(files.same(place, file) for file in given):
        raise UsageError(f"{place} is one of the files to import; give another name")
    before = files.current(place)
    taken = intake.take(given, form, options)
    if place.suffix == STORE:
        return _answer(stored(taken.graph, place, force=force), str(place), taken)
    text = turtle(taken.graph)
    made = graph_of(place, text.encode())  # before it replaces anything
    files.update(place, before, text)
    return _answer(made, str(place), taken)


def _answer(graph: KnowledgeGraph, output: str | None, taken: Taken) -> Import:
    report = taken.report
    return Import(
        Data.of(graph),
        ImportQuestion(taken.form, taken.used, output),
        Written(
            len(graph.concepts),
            len(graph.claims),
            len(graph.evidence),
            len(graph.studies) - len(graph.knowledge_sources),
        ),
        report.read,
        report.nodes,
        report.edges,
        report.unused_columns,
        taken.others,
        report.not_understood,
        tuple(report.outcomes),
        report.without_sign,
    )
