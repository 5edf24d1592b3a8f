"""Commands of curation: check, fmt, verify, locate, add."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import asdict

from kg import resources
from kg.cli import options
from kg.cli.app import app
from kg.cli.output import Format, Text, View, note, progress, show
from kg.curation import verify as verifying
from kg.errors import UsageError
from kg.files import write
from kg.model import passages
from kg.model.core import Passage
from kg.model.graph import KnowledgeGraph
from kg.turtle.read import examine, load

FOLDER = "Folder with the texts of the documents, as NUMBER.txt or NUMBER_anything.txt."
Documents = Annotated[Path, typer.Option("--documents", metavar="DIR", help=FOLDER)]
File = Annotated[
    Path | None, typer.Argument(metavar="FILE", help="A data file; else the one that comes with the program.")
]


@app.command()
def check(file: File = None, form: options.Output = Format.text, as_json: options.Json = False) -> None:
    """Check a data file against every rule.

    Each problem comes with its line and how to mend it.

    Example: kg check data/triples.ttl
    """
    from kg.curation import add as curation

    path = file or resources.data()
    progress(f"checking {path} …")
    loaded = examine(path)
    lines = loaded.lines
    header = ["line", "rule", "subject", "message", "repair"]
    rows = [[lines.get(p.subject, 1), p.rule, p.subject, p.message, p.repair] for p in curation.problems(loaded)]

    def text(page: Text) -> None:
        page.put(*(f"{path}:{line}: {message}; {repair}" for line, _, _, message, repair in rows))
        if not rows:
            counts = f"{len(loaded.graph.claims)} claims, {len(loaded.graph.evidence)} evidences"
            page.put(f"{path}: {counts}, no problem")

    def answer() -> dict[str, object]:
        problems = [dict(zip(header, row, strict=True)) for row in rows]
        return {"schema": "kg-check/1", "file": str(path), "problems": problems}

    show(View(answer, text, header, lambda: rows, not rows), form, as_json=as_json)


def own() -> Path:
    """The data file of the checkout; one that was installed with the program is not to be edited."""
    if resources.root().name == "_bundled":
        raise UsageError(
            "the data that was installed with the program is not edited in place; name a data file of yours"
        )
    return resources.data()


@app.command()
def fmt(
    file: File = None,
    only_check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit code 1 if the form is not canonical.")
    ] = False,
) -> None:
    """Bring a data file into its canonical form.

    One object a line, in a fixed order, so that changes are easy to read.

    Example: kg fmt --check data/triples.ttl
    """
    from kg.turtle.parse import read_bytes
    from kg.turtle.write import canonical

    path = file or (resources.data() if only_check else own())
    data = read_bytes(path)
    wanted = canonical(data, path)
    if wanted.encode() == data:
        note(f"{path}: canonical")
    elif only_check:
        note(f"{path}: not canonical; run: kg fmt {path}")
        raise typer.Exit(1)
    else:
        write(path, wanted)
        note(f"{path}: formatted")


@app.command()
def verify(
    documents: Documents,
    shown: Annotated[
        str | None, typer.Option("--show", metavar="PASSAGE|EVIDENCE", help="Print the words of one passage instead.")
    ] = None,
    data: options.Data = None,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """Prove every citation against the texts of the documents.

    Offsets and digests must fit, and what is told of a passage must be in our own words.

    Example: kg verify --documents texts
    """
    graph = load(data)
    if shown is not None:
        show(_passage(graph, documents, shown), form, as_json=as_json)
        return
    verdict = verifying.verify(graph, documents)
    problems = [*verdict.changed, *verdict.broken, *verdict.repeated]

    def text(page: Text) -> None:
        page.put(*problems)
        if verdict.holds:
            page.add(f"{verdict.passages} passages of {len(graph.documents)} documents verified")

    def answer() -> dict[str, object]:
        lists = {name: list(getattr(verdict, name)) for name in ("changed", "broken", "repeated")}
        return {"schema": "kg-verify/1", "passages": verdict.passages, **lists}

    show(View(answer, text, ["problem"], lambda: [[p] for p in problems], verdict.holds), form, as_json=as_json)


def _passage(graph: KnowledgeGraph, documents: Path, name: str) -> View:
    passage, document = verifying.passage_of(graph, name)
    source = passages.read_text(passages.document_path(documents, document.id))
    problem = passages.verify(passage, source)
    words = source[passage.start : passage.end]
    answer = {"schema": "kg-passage/1", "passage": passage.id, "holds": problem is None, "text": words}
    return View(
        lambda: answer,
        lambda page: page.put(problem or words),
        ["passage", "text"],
        lambda: [[passage.id, words]],
        problem is None,
    )


@app.command()
def coverage(
    documents: Documents, data: options.Data = None, form: options.Output = Format.text, as_json: options.Json = False
) -> None:
    """Tell how much of each document is accounted for.

    Each sentence is cited as evidence or left out with a reason; what is neither is listed.

    Example: kg coverage --documents texts
    """
    from kg.curation.coverage import coverage as covering

    graph = load(data)
    texts = verifying.read(graph, documents)
    found = covering(graph, texts)
    header = ["document", "share", "evidences", "omissions", "start", "end", "missing"]

    def rows() -> Iterator[list[object]]:
        for c in found:
            share = round(c.share, 4)
            whole = [c.document, share, c.evidences, c.omissions]
            yield from ([*whole, s.start, s.end, texts[c.document][s.start : s.end]] for s in c.missing)
            if not c.missing:
                yield [*whole, "", "", ""]

    def text(page: Text) -> None:
        for c in found:
            page.add(f"{c.document}: {c.share:.2%} accounted for, {c.evidences} evidences, {c.omissions} omissions")
            page.put(
                *(f"  {s.start}–{s.end}: {' '.join(texts[c.document][s.start : s.end].split())}" for s in c.missing)
            )

    def answer() -> dict[str, object]:
        listed = [{**asdict(c), "share": c.share, "missing": [asdict(span) for span in c.missing]} for c in found]
        return {"schema": "kg-coverage/1", "documents": listed}

    show(View(answer, text, header, rows, not any(c.missing for c in found)), form, as_json=as_json)


@app.command()
def locate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=FOLDER)],
    words: Annotated[str, typer.Argument(metavar="WORDS", help="Words of it; “first … last” for a longer passage.")],
    exact: Annotated[
        bool, typer.Option("--exact", help="The words alone, not the whole sentence, list item or cell.")
    ] = False,
    data: options.Data = None,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """Find a passage in the documents, ready to cite.

    It prints offsets, digest, section and text fragment.

    Example: kg locate texts "words of the passage"
    """
    found: list[tuple[Passage, str]] = []
    for document, source in verifying.read(load(data), folder).items():
        for span in passages.locate(source, words):
            place = span if exact else passages.enclosing(source, span)
            found.append((passages.make_passage(document, source, place), source[place.start : place.end]))
    header = ["id", "document", "start", "end", "digest", "section", "fragment"]
    rows = [[getattr(passage, name) for name in header] for passage, _ in found]

    def text(page: Text) -> None:
        for passage, cited in found:
            page.put(f"“{' '.join(cited.split())}”", *_turtle(passage), "")
        if not found:
            page.add(f"no document says “{words}”; try fewer words")

    def answer() -> dict[str, object]:
        return {"schema": "kg-locate/1", "passages": [dict(zip(header, row, strict=True)) for row in rows]}

    show(View(answer, text, header, lambda: rows, bool(found)), form, as_json=as_json)


def _turtle(passage: Passage) -> list[str]:
    """The description of a passage as it stands in a data file."""
    from rdflib import Graph

    from kg.turtle.write import add as describe
    from kg.turtle.write import serialize

    graph = Graph(bind_namespaces="none")
    describe(graph, [passage])
    return [line for line in serialize(graph).splitlines() if line and not line.startswith("PREFIX")]


@app.command()
def add(
    sheet: Annotated[
        Path, typer.Argument(metavar="SHEET.tsv", help="Documents, concepts, evidence, values or omissions.")
    ],
    documents: Annotated[Path | None, typer.Option("--documents", metavar="DIR", help=FOLDER)] = None,
    file: Annotated[
        Path | None, typer.Option("--data", metavar="FILE", help="The data file to add to; else that of this checkout.")
    ] = None,
) -> None:
    """Add a curation sheet to a data file, whole or not at all.

    Offsets, digests, sections, text fragments and identifiers are made from the documents.

    Example: kg add sheet.tsv --documents texts
    """
    from kg.curation import add as curation

    path = file or own()
    added = curation.add(path, sheet, documents)
    for problem in added.notes:
        note(f"{path}: {problem.message}; {problem.repair}")
    note(f"{path}: added {added}")
