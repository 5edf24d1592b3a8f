"""Commands that look around: find, show, claims, sources, stats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.app import app
from kg.cli.claim import EVIDENCE, STANCE, Answer, claim_line, evidence_row, print_evidence
from kg.cli.output import Format, Text, View, show
from kg.questions import show as browse
from kg.turtle.read import load

CLAIM = ["id", "sentence", "confidence", "contested", "supports", "disputes", "inconclusive"]
SOURCE = ["id", "name", "claims", "on_it_alone", "evidences", "supports", "disputes", "inconclusive", "cited_by"]
Limit = Annotated[
    int,
    typer.Option(help="How many to list of each, in every format, of claims the best supported; 0 lists all."),
]


@app.command()
def find(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words that must all be spoken of.")],
    limit: Limit = 0,
    data: options.Data = None,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """Find concepts, claims and sources that speak of some words.

    Example: kg find nerve growth
    """
    answer = browse.find(load(data), " ".join(words), limit=limit)
    found = [*answer["concepts"], *answer["claims"], *answer["sources"]]

    def text(page: Text) -> None:
        for concept in answer["concepts"]:
            page.add(f"{concept['label']}  ({concept['id']})", bold=True)
            page.add(concept["definition"], indent=4)
        for claim in answer["claims"]:
            claim_line(page, claim)
        for source in answer["sources"]:
            page.add(f"{source['name']}  ({source['id']})")
        if len(found) < sum(answer["found"].values()):
            there = ", ".join(f"{count} {what}" for what, count in answer["found"].items())
            page.add(f"at most {limit} of each; there are {there}")
        if not found:
            page.add(f"nothing speaks of “{' '.join(words)}”; try fewer or other words")

    rows = [[thing["id"], thing.get("label") or thing.get("sentence") or thing.get("name")] for thing in found]
    show(View(lambda: answer, text, ["id", "name"], lambda: rows, bool(found)), form, as_json=as_json)


@app.command("show")
def show_(
    thing: options.Thing, data: options.Data = None, form: options.Output = Format.text, as_json: options.Json = False
) -> None:
    """Show all about one concept, claim, document or study.

    Example: kg show osteomalacia
    """
    answer = browse.show(load(data), thing)
    parts = {
        "kg-show-concept/1": _concept,
        "kg-show-claim/1": _claim,
        "kg-show-source/1": _source,
        "kg-show-withdrawn/1": _withdrawn,
    }
    show(parts[answer["schema"]](answer), form, as_json=as_json)


def _concept(answer: Answer) -> View:
    sides = (("What changes it", "what_changes_it", "source"), ("What it changes", "what_it_changes", "target"))
    lists = (
        ("Other claims", "other_claims"),
        ("Claims that no source supports", "unsupported_claims"),
        ("Claims about its kinds", "claims_about_kinds"),
    )

    def text(page: Text) -> None:
        _facts(page, answer["concept"])
        for title, side, other in sides:
            if any(answer[side].values()):
                page.add()
                page.add(f"{title} (quantity: {answer['quantity']})", bold=True)
            for word, influences in answer[side].items():
                for used in influences:
                    contested = "  CONTESTED" if used["contested"] else ""
                    head = f"{word}: {used[other]}  [{used['sign']}] {used['confidence']:.2f}{contested}"
                    page.add(head, indent=2, hang=4)
                    for claim in used["claims"]:
                        page.add(claim["sentence"], indent=6, hang=2, dim=True)
        for title, key in lists:
            if answer[key]:
                page.add()
                page.add(title, bold=True)
            for claim in answer[key]:
                claim_line(page, claim, indent=2)

    def rows() -> Iterator[list[object]]:
        for title, side, other in sides:
            for word, influences in answer[side].items():
                for used in influences:
                    facts = [used[other], used["sign"], used["confidence"], used["contested"]]
                    yield from ([title, word, *facts, claim["id"]] for claim in used["claims"])
        for title, key in lists:
            for claim in answer[key]:
                yield [title, "", "", "", claim["confidence"], claim["contested"], claim["id"]]

    return View(lambda: answer, text, "part how concept sign confidence contested claim".split(), rows)


def _facts(page: Text, concept: Answer) -> None:
    page.add(f"{concept['label']}  ({concept['id']})", bold=True)
    page.add(concept["definition"], indent=2)
    facts = {
        "also called": concept["synonyms"],
        "kind": [concept["category"]],
        "a state of": [f"{concept['state_of']} ({concept['level']})"] if concept["state_of"] else [],
        "states": concept["states"],
        "a kind of": concept["broader"],
        "kinds": concept["narrower"],
        "the same as": concept["identifiers"]["exact"],
        "close to": concept["identifiers"]["close"],
        "within": concept["identifiers"]["broad"],
    }
    for name, values in facts.items():
        if any(values):
            page.add(f"{name}: {', '.join(values)}", indent=2, hang=4)


def _claim(answer: Answer) -> View:
    sides = (("supports", "For"), ("disputes", "Against"), ("inconclusive", "Undecided"))

    def text(page: Text) -> None:
        page.add(answer["claim"]["sentence"], bold=True)
        page.add(answer["claim"]["id"], indent=2, dim=True)
        page.add(f"{answer['relation']['label']}: {answer['relation']['definition']}", indent=2, hang=4)
        if answer["influence"]:
            signed = answer["influence"]
            page.add(f"read as: {signed['source']} → {signed['target']} ({signed['sign']})", indent=2)
        points = " ".join(f"{part['points']:+.4g}" for part in answer["confidence"]["parts"])
        page.add(f"confidence {answer['confidence']['value']:.2f}, from {points or 'nothing that counts'}", indent=2)
        for stance, title in sides:
            items = answer["evidence"][stance]
            if items:
                page.add()
                page.add(f"{title} ({len(items)})", bold=True)
            for item in items:
                print_evidence(page, item)

    rows = [evidence_row(item) for stance, _ in sides for item in answer["evidence"][stance]]
    return View(lambda: answer, text, EVIDENCE, lambda: rows)


def _withdrawn(answer: Answer) -> View:
    item, instead = answer["withdrawn"], answer["replacement"]

    def text(page: Text) -> None:
        page.add(f"withdrawn: {item['statement']}", bold=True)
        page.add(item["claim"], indent=2, dim=True)
        page.add(f"no longer made since {item['date']}: {item['reason']}", indent=2, hang=4)
        said = f"replaced by: {instead['sentence']}  ({instead['id']})" if instead else "nothing replaces it"
        page.add(said, indent=2, hang=4)

    return View(lambda: answer, text, list(item), lambda: [[value or "" for value in item.values()]])


def _source(answer: Answer) -> View:
    def text(page: Text) -> None:
        source, rests = answer["source"], answer["rests_on_it"]
        page.add(f"{source['name']}  ({source['id']})", bold=True)
        for key, value in source.items():
            if key not in ("id", "name", "references"):
                page.add(f"{key.replace('_', ' ')}: {value}", indent=2, hang=4)
        rest = f"{rests['claims']} of {rests['of']} claims rest on it, {rests['on_it_alone']} on it alone"
        page.add(rest, indent=2)
        for status, names in answer["references"].items():
            page.add(f"references {status} ({len(names)}): {', '.join(names)}", indent=2, hang=4)
        if answer["cited_by"]:
            page.add(f"named by: {', '.join(answer['cited_by'])}", indent=2, hang=4)
        for item in answer["evidence"]:
            mark, colour = STANCE[item["direction"]]
            page.add()
            page.add(f"{mark} {item['sentence']}", fg=colour)
            page.add(f"{item['id']}, {item['modality']}: {item['says']}", indent=2, hang=2)

    rows = [[*evidence_row(item), item["claim"]] for item in answer["evidence"]]
    return View(lambda: answer, text, [*EVIDENCE, "claim"], lambda: rows)


@app.command()
def claims(
    concept: Annotated[str | None, options.concept("Only claims about this concept.")] = None,
    relation: Annotated[str | None, typer.Option(help="Only claims with this relation, such as increases.")] = None,
    document: Annotated[
        str | None, typer.Option(help="Only claims of this document or study, such as 002 or zadro-2018.")
    ] = None,
    modality: Annotated[
        str | None,
        typer.Option(help="Only claims that a source puts so: asserted, hedged, emerging, disputed or denied."),
    ] = None,
    contested: Annotated[bool, typer.Option("--contested", help="Only claims with evidence on both sides.")] = False,
    limit: Limit = 0,
    data: options.Data = None,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """List claims, with how well each is supported.

    Example: kg claims --contested
    """
    graph = load(data)
    answer = browse.claims(
        graph,
        concept=concept,
        relation=relation,
        document=document,
        modality=modality,
        contested=contested,
        limit=limit,
    )
    count, of = len(answer["claims"]), answer["found"]

    def text(page: Text) -> None:
        for claim in answer["claims"]:
            claim_line(page, claim)
        none = "no claim passes these filters; try fewer of them"
        told = f"the {count} best supported of {of}" if count < of else f"{count} of {len(graph.claims)}"
        page.add(f"{told} claims" if count else none)

    rows = [[*(claim[key] for key in CLAIM), " ".join(claim["sources"])] for claim in answer["claims"]]
    show(View(lambda: answer, text, [*CLAIM, "sources"], lambda: rows, bool(count)), form, as_json=as_json)


@app.command()
def sources(data: options.Data = None, form: options.Output = Format.text, as_json: options.Json = False) -> None:
    """List documents and studies, and how much rests on each.

    Example: kg sources
    """
    answer = browse.sources(load(data))

    def text(page: Text) -> None:
        for source in answer["sources"]:
            page.add(f"{source['name']}  ({source['id']})", hang=2, bold=True)
            page.add(
                f"{source.get('trace_status', source.get('kind'))}; {source['claims']} claims, "
                f"{source['on_it_alone']} on it alone; evidence +{source['supports']} −{source['disputes']} "
                f"~{source['inconclusive']}; named by {source['cited_by']}",
                indent=4,
                hang=2,
            )
            if source["references"]:
                counts = ", ".join(f"{count} {status}" for status, count in source["references"].items())
                page.add(f"references: {counts}", indent=4, hang=2)

    def cells(source: Answer) -> list[object]:
        counts = "; ".join(f"{count} {status}" for status, count in source["references"].items())
        return [*(source[key] for key in SOURCE), counts]

    rows = [cells(source) for source in answer["sources"]]
    show(View(lambda: answer, text, [*SOURCE, "references"], lambda: rows, bool(rows)), form, as_json=as_json)


@app.command()
def stats(data: options.Data = None, form: options.Output = Format.text, as_json: options.Json = False) -> None:
    """Count what is in the graph.

    Example: kg stats
    """
    answer = browse.stats(load(data))

    def text(page: Text) -> None:
        for name, count in rows():
            page.add(f"{count:6}  {name}")

    def rows() -> Iterator[list[object]]:
        for key, value in answer.items():
            if isinstance(value, int):
                yield [key.replace("_", " "), value]
            elif key.startswith("by_"):
                yield from ([f"{key.replace('_', ' ')}: {name}", count] for name, count in value.items())

    show(View(lambda: answer, text, ["what", "count"], rows), form, as_json=as_json)
