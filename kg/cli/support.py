"""Commands that look at how well a conclusion is held up: loops, break."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kg.cli import options
from kg.cli.app import app
from kg.cli.chain import Shown, print_chain, print_sum
from kg.cli.output import Format, Text, View, show
from kg.model.lookup import group
from kg.questions import break_ as support
from kg.questions import loops as feedback

LOOP = "loop name kind confidence step subject object sign claims".split()


@app.command()
def loops(
    through: Annotated[str | None, options.concept("Only loops through this concept.")] = None,
    max_length: Annotated[int, typer.Option(help="The most steps that a loop may have.")] = 8,
    kind: Annotated[
        str | None, typer.Option(help="Only loops of this kind: reinforcing, balancing or “of unknown sign”.")
    ] = None,
    k: Annotated[int, typer.Option("-k", help="How many loops to show, the best supported first.")] = 20,
    all_evidence: Annotated[
        bool, typer.Option("--all-evidence", help="Every passage, not only the firmest of each source.")
    ] = False,
    explain: options.Explain = False,
    without: options.Without = None,
    data: options.Data = None,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """Feedback loops, reinforcing or balancing.

    In a reinforcing loop a change comes back in its own direction, in a balancing one it comes back reversed.

    Example: kg loops --through PTH
    """
    graph = options.graph(data, without)
    question = feedback.Question(through, max_length, k, kind)
    found = feedback.find(graph, question)
    shown = Shown({}, all_evidence, explain)

    def text(page: Text) -> None:
        page.add(f"{len(found) or 'no'} feedback loop{'' if len(found) == 1 else 's'}", bold=True)
        for number, loop in enumerate(found, 1):
            page.add()
            page.add(f"{feedback.KIND[loop.sign]}: {feedback.name(graph, loop)}", bold=True, fg="cyan")
            print_chain(page, graph, loop, str(number), shown)

    def rows() -> list[list[object]]:
        return [
            [
                number,
                feedback.name(graph, loop),
                feedback.KIND[loop.sign],
                loop.confidence,
                place,
                graph.concepts[step.influence.source].label,
                graph.concepts[step.influence.target].label,
                step.influence.sign.value,
                " ".join(claim.id for claim in step.claims),
            ]
            for number, loop in enumerate(found, 1)
            for place, step in enumerate(loop.steps, 1)
        ]

    show(View(lambda: feedback.answer(graph, question, found), text, LOOP, rows, bool(found)), form, as_json=as_json)


@app.command("break")
def break_(
    words: options.Words,
    explain: options.Explain = False,
    without: options.Without = None,
    data: options.Data = None,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """What a conclusion rests on, and what would break it.

    The fewest claims whose removal leaves no chain, and how many chains are left without each document.

    Example: kg break "vitamin D deficiency" "back pain"
    """
    graph = options.graph(data, without)
    answer = support.break_(graph, *group(words, 2))
    count = answer["disjoint_chains"]

    def text(page: Text) -> None:
        page.add(f"{_ends(answer)}: {_chains(count)}{' that share no claim' if count > 1 else ''}", bold=True)
        if not count:
            page.add(answer["why"])
            return
        page.add(f"The fewest claims whose removal leaves no chain ({count}):")
        for claim in answer["cut"]:
            page.add(f"{claim['confidence']:.2f}  {claim['sentence']}", indent=2, hang=6)
            sides = "; ".join(source for names in claim["sides"].values() for source in names)
            page.add(f"{claim['id']}: {sides}", indent=8, hang=2, dim=True)
            if explain:
                print_sum(page, graph, claim["sum"], indent=8)
        passed = [graph.concepts[name].label for name in answer["through"]]
        page.add(f"Every chain passes: {', '.join(passed) or 'no one concept'}.", hang=2)
        page.add("Chains that share no claim, if one had said nothing:")
        for part in (*answer["without"], answer["literature_only"]):
            name = part["names"][0] if len(part["names"]) == 1 else "all documents (the literature alone)"
            page.add(f"{part['disjoint_chains']:3}  without {name}", indent=2, hang=7)

    def rows() -> list[list[object]]:
        cut = [["cut", claim["id"], claim["confidence"], " ".join(claim["sources"])] for claim in answer["cut"]]
        passed = [["through", name, "", ""] for name in answer["through"]]
        parts = (*answer["without"], answer["literature_only"])
        return [*cut, *passed, *(["without", p["disjoint_chains"], "", " ".join(p["sources"])] for p in parts)]

    header = ["part", "what", "confidence", "sources"]
    show(View(lambda: answer, text, header, rows, bool(count)), form, as_json=as_json)


def _ends(answer: dict[str, Any]) -> str:
    return f"{answer['question']['source']['label']} → {answer['question']['target']['label']}"


def _chains(count: int) -> str:
    return f"{count or 'no'} chain{'' if count == 1 else 's'}"
