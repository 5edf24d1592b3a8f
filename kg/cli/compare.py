"""Commands that put things side by side: contested, common, compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Annotated, Any

import typer

from kg.cli import options
from kg.cli.app import app
from kg.cli.output import Format, Text, View, show
from kg.model.lookup import ARROWS, group
from kg.questions import common as shared
from kg.questions import compare as comparison
from kg.questions import contested as disputes
from kg.turtle.read import load

STANCE = {"supports": ("+", "green"), "disputes": ("−", "red"), "inconclusive": ("~", "yellow")}
VERB = {"+": "raises", "-": "lowers", "?": "changes"}
UNSURE = "the sign is not known for all, or ways differ"
CAUSE = {"+": "raises all", "-": "lowers all", "opposite": "raises one, lowers another", "?": UNSURE}
EFFECT = {"+": "all raise it", "-": "all lower it", "opposite": "one raises it, another lowers it", "?": UNSURE}
MARK = {"shared": "= ", "contrary": "≠ ", "unsupported": "unsupported: "}
#: The widest column of names in a table on the terminal; longer names have a line of their own.
NAMES = 20
DISPUTE = "kind dispute side stance claim evidence source design section modality says url".split()
COMMON = "part id label together concept sign hops strength contested claims".split()
Answer = dict[str, Any]
Concepts = Annotated[
    list[str],
    typer.Argument(
        metavar="CONCEPT CONCEPT ...",
        help="Two concepts or more: a name, synonym or identifier each.",
        autocompletion=options._complete,  # noqa: SLF001
    ),
]


@app.command()
def contested(
    concept: Annotated[str | None, options.concept("Only disputes about this concept, its states and kinds.")] = None,
    data: options.Data = None,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """Where sources disagree, with all sides.

    They may disagree on a claim, on the sign of an influence, or on a value.

    Example: kg contested --concept "back pain"
    """
    answer = disputes.contested(load(data), concept=concept)
    found = answer["disputes"]

    def text(page: Text) -> None:
        for dispute in found:
            _dispute(page, dispute)
        count = Counter(dispute["kind"] for dispute in found)
        kinds = ", ".join(f"{number} by {kind}" for kind, number in sorted(count.items()))
        none = f"no sources disagree about “{concept}”" if concept else "no sources disagree"
        page.add(f"{len(found)} dispute{'s' if len(found) > 1 else ''}: {kinds}" if found else none)

    def rows() -> Iterator[list[object]]:
        for dispute in found:
            for side in dispute["sides"]:
                for item in side["evidence"]:
                    told = [item[key] for key in ("direction", "claim", "id", "source", "kind")]
                    more = [item[key] or "" for key in ("section", "modality", "says", "url")]
                    yield [dispute["kind"], dispute["id"], side["side"], *told, *more]

    show(View(lambda: answer, text, DISPUTE, rows, bool(found)), form, as_json=as_json)


def _dispute(page: Text, dispute: Answer) -> None:
    page.add(dispute["about"], bold=True, hang=2)
    page.add(f"by {dispute['kind']}: {dispute['facing']}", indent=2, hang=4)
    if dispute["kind"] == "claim":
        page.add(dispute["id"], indent=2, dim=True)
    for name in dispute["on_several_sides"]:
        page.add(f"{name} speaks on both sides", indent=2, hang=4)
    for side in dispute["sides"]:
        strength = f" {side['strength']:.2f}" if side["witnesses"] and side["side"] != "undecided" else ""
        page.add(
            f"{side['side'].upper() if dispute['kind'] == 'claim' else side['side']}{strength}", indent=2, bold=True
        )
        for claim in side["claims"] if dispute["kind"] != "claim" else ():
            page.add(claim["sentence"], indent=4, hang=2)
            page.add(claim["id"], indent=6, dim=True)
        for item in side["evidence"]:
            _evidence(page, item)
    page.add()


def _evidence(page: Text, item: Answer) -> None:
    mark, colour = STANCE[item["direction"]]
    section = f", “{item['section']}”" if item["section"] else ""
    context = "; ".join(f"{axis}: {', '.join(values)}" for axis, values in item["context"].items())
    who = f"{mark} {item['source_name']} ({item['kind']}){section}, {item['modality']}: {item['says']}"
    page.add(f"{who} [{context}]" if context else who, indent=4, hang=2, fg=colour)
    page.add(f"{item['id']}{'  ' + item['url'] if item['url'] else ''}", indent=6, dim=True)


def _listed(words: list[str]) -> list[str]:
    """The concepts that were typed, each with its direction."""
    return group(words, sum(word.casefold() not in ARROWS for word in words[1:]) + 1)


@app.command()
def common(
    words: Concepts,
    max_hops: Annotated[int, typer.Option(help="The most steps from or to each concept.")] = 1,
    data: options.Data = None,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """What concepts have in common.

    It lists shared causes and effects, and what lies between the concepts.

    Example: kg common "bone pain" "muscle weakness"
    """
    answer = shared.common(load(data), *_listed(words), max_hops=max_hops)
    labels = " and ".join(end["label"] for end in answer["question"]["concepts"])
    steps = f"within {max_hops} step{'s' if max_hops > 1 else ''}"
    found = answer["causes"] or answer["effects"] or answer["between"]

    def text(page: Text) -> None:
        counts = f"{_count(answer['causes'], 'cause')} and {_count(answer['effects'], 'effect')} in common"
        page.add(f"{labels}: {counts}, {steps}", hang=2, bold=True)
        for title, part, how in (("What changes all", "causes", CAUSE), ("What all change", "effects", EFFECT)):
            if answer[part]:
                page.add()
                page.add(title, bold=True)
            for thing in answer[part]:
                page.add(f"{thing['label']}: {how[thing['together']]}", indent=2, hang=2, bold=True)
                for way in thing["ways"]:
                    _way(
                        page, "" if part == "causes" else way["label"], way["label"] if part == "causes" else "it", way
                    )
        for pair in answer["between"]:
            _between(page, pair)
        if not found:
            page.add(f"nothing is shared {steps}; try: --max-hops {max_hops + 1}")

    show(View(lambda: answer, text, COMMON, lambda: _common_rows(answer), bool(found)), form, as_json=as_json)


def _between(page: Text, pair: Answer) -> None:
    source, target = pair["source"]["label"], pair["target"]["label"]
    page.add()
    page.add(f"From {source} to {target}", bold=True)
    for step in pair["direct"]:
        page.add(f"directly, {_steps([step], step['confidence'], [])}", indent=2, hang=2)
    for thing in pair["through"]:
        page.add(f"through {thing['label']}: {VERB[thing['sign']]} {target}", indent=2, hang=2, bold=True)
        for way, ends in zip(thing["ways"], ((source, "it"), ("it", target)), strict=True):
            _way(page, *ends, way)


def _way(page: Text, subject: str, object_: str, way: Answer) -> None:
    acts = " ".join(filter(None, [subject, VERB[way["sign"]], object_]))
    page.add(f"{acts}, {_steps(way['steps'], way['strength'], way['along'])}", indent=4, hang=2)


def _steps(steps: list[Answer], strength: float, along: list[str]) -> str:
    """How well it is supported and by what: the claims of one step, or the quantities on the way."""
    contested = "  CONTESTED" if any(step["contested"] for step in steps) else ""
    if len(steps) > 1:
        return f"{strength:.2f} in {len(steps)} steps: {' → '.join(along)}{contested}"
    first, *more = steps[0]["claims"]
    return f"{strength:.2f}: {first['sentence']}{f' (and {len(more)} more)' if more else ''}{contested}"


def _count(things: list[Answer], name: str) -> str:
    return f"{len(things) or 'no'} {name}{'' if len(things) == 1 else 's'}"


def _common_rows(answer: Answer) -> Iterator[list[object]]:
    for part in ("causes", "effects"):
        for thing in answer[part]:
            for way in thing["ways"]:
                yield [part, *_row(thing, thing["together"], way)]
    for pair in answer["between"]:
        part = f"{pair['source']['id']} to {pair['target']['id']}"
        for step in pair["direct"]:
            way = {"concept": pair["target"]["id"], "hops": 1, "strength": step["confidence"], "steps": [step]}
            yield [part, *_row({"id": "", "label": ""}, step["sign"], {**way, "sign": step["sign"]})]
        for thing in pair["through"]:
            for way in thing["ways"]:
                yield [part, *_row(thing, thing["sign"], way)]


def _row(thing: Answer, together: str, way: Answer) -> list[object]:
    claims = " ".join(claim["id"] for step in way["steps"] for claim in step["claims"])
    contested = any(step["contested"] for step in way["steps"])
    facts = [way[key] for key in ("concept", "sign", "hops", "strength")]
    return [thing["id"], thing["label"], together, *facts, contested, claims]


@app.command()
def compare(
    words: Concepts, data: options.Data = None, form: options.Output = Format.text, as_json: options.Json = False
) -> None:
    """What concepts share and where they differ, row by row.

    Each row is a relation; = marks what is shared, ≠ what is contrary, and sources stand in brackets.

    Example: kg compare osteomalacia myopathy
    """
    answer = comparison.compare(load(data), *_listed(words))
    concepts = answer["concepts"]
    width = max(len(concept["label"]) for concept in concepts) + 2
    told = bool(answer["rows"] or answer["joined"])

    def text(page: Text) -> None:
        for concept in concepts:
            genus = f" (a kind of {', '.join(b['label'] for b in concept['broader'])})" if concept["broader"] else ""
            page.add(f"{concept['label']}: {concept['definition']}{genus}", hang=2)
        for claim in answer["joined"]:
            page.add(f"{claim['sentence']} ({', '.join(map(_short, claim['sources']))})", indent=2, hang=2)
        for status, mark in (("shared", "= shared"), ("contrary", "≠ contrary")):
            entries = [entry for row in answer["rows"] for cell in row["cells"] for entry in cell["entries"]]
            found = dict.fromkeys(entry["other_label"] for entry in entries if entry["status"] == status)
            page.add(f"{mark}: {', '.join(found) or 'nothing'}", hang=2, bold=True)
        if not told:
            page.add("nothing is said of them; try: kg show CONCEPT")
        for row in answer["rows"]:
            page.add()
            page.add(_title(row), bold=True)
            for concept, cell in zip(concepts, row["cells"], strict=True):
                said = _cell(cell, ids=False) or "–"
                if width > NAMES:
                    page.add(f"{concept['label']}:", indent=2)
                    page.add(said, indent=4)
                else:
                    page.add(f"{concept['label']:{width}}{said}", indent=2, hang=width)
        label = {concept["id"]: concept["label"] for concept in concepts}
        for kin in answer["kin"]:
            page.add()
            page.add(
                f"nothing is said of {label[kin['of']]} under {', '.join(kin['rows'])}; see {kin['label']}", hang=2
            )

    def rows() -> Iterator[list[object]]:
        yield ["definition", *(concept["definition"] for concept in concepts)]
        for claim in answer["joined"]:
            yield ["each other", *(_joined(claim, concept) for concept in concepts)]
        for row in answer["rows"]:
            yield [_title(row), *(_cell(cell, ids=True) for cell in row["cells"])]

    header = ["relation", *(concept["label"] for concept in concepts)]
    show(View(lambda: answer, text, header, rows, told), form, as_json=as_json)


def _title(row: Answer) -> str:
    return f"{row['label']}: {row['genus_label']}" if row["genus"] else str(row["label"])


def _joined(claim: Answer, concept: Answer) -> str:
    own = claim["subject"] in (concept["id"], *concept["states"])
    return f"{claim['sentence']} ({', '.join(map(_short, claim['sources']))}; {claim['id']})" if own else ""


def _cell(cell: Answer, *, ids: bool) -> str:
    """What is said of a concept in one row; what is said of its states and manifestations is named so."""
    told = []
    for (of, label), entries in groupby(cell["entries"], key=lambda entry: (entry["of"], entry["of_label"])):
        said = ", ".join(_entry(entry, ids=ids) for entry in entries)
        told.append(said if of == cell["concept"] else f"{label}: {said}")
    return "; ".join(told)


def _entry(entry: Answer, *, ids: bool) -> str:
    """One claim: its mark, the other concept, and in brackets who says so and how."""
    facts = [
        ", ".join(map(_short, entry["for"])),
        "hedged" if entry["for"] and entry["hedged"] else "",
        *(f"{side}: {', '.join(map(_short, entry[side]))}" for side in ("against", "undecided") if entry[side]),
        entry["claim"]["id"] if ids else "",
    ]
    return f"{MARK.get(entry['status'], '')}{entry['other_label']} ({'; '.join(filter(None, facts))})"


def _short(source: str) -> str:
    """A source as it is asked for: 002, ross-2011."""
    return source.partition(":")[2]
