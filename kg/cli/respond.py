"""Commands that list what moves, and what moves it: what-if, effects, why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from kg.cli import options
from kg.cli.app import app
from kg.cli.output import Format, Text, View, show
from kg.errors import UsageError
from kg.model.lookup import group, join_directions
from kg.questions import moves as responses

Kind = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help=f"Only concepts of this kind: {', '.join(responses.KINDS)}."),
]
By = Annotated[
    str, typer.Option("--by", metavar="kind|confidence", help="Group by kind of concept, or rank by confidence.")
]
Limit = Annotated[int, typer.Option("--limit", help="How many the text lists, of each kind or in all; 0 lists all.")]
Changes = Annotated[
    list[str],
    typer.Argument(metavar="CONCEPT [up|down]…", help="What is held up (or down): one or more concepts."),
]
One = Annotated[list[str], typer.Argument(metavar="CONCEPT [up|down]", help="A concept, and where it moves.")]
ARROW = {"+": "↑", "-": "↓", "0": "·", "?": "?"}
COLOUR = {"+": "green", "-": "red", "0": "white", "?": "yellow"}
HEADER = "id label kind effect reason confidence chain claims".split()
Moves = list[dict[str, Any]]


@app.command("what-if")
def what_if(
    changes: Changes,
    kind: Kind = None,
    by: By = "kind",
    limit: Limit = 10,
    explain: options.Explain = False,
    without: options.Without = None,
    data: options.Data = None,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """What would move if some things were held up or down.

    Each thing comes with its direction, or with ? and the reason why it cannot be told.

    Example: kg what-if "vitamin D supplementation" up
    """
    graph = options.graph(data, without)
    answer = responses.what_if(graph, join_directions(changes), kind=kind)
    changed = [(graph.concepts[c["quantity"]].label, c["direction"] or "+") for c in answer["question"]["changes"]]
    asked = " and ".join(f"{label} {ARROW[direction]}" for label, direction in changed)
    _show(f"If {asked}", answer, answer["moves"], (by, limit, explain), form, as_json)


@app.command("effects")
def effects_(
    concept: One,
    kind: Kind = None,
    by: By = "confidence",
    limit: Limit = 20,
    explain: options.Explain = False,
    without: options.Without = None,
    data: options.Data = None,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """Everything downstream of one thing.

    Each thing comes with where it moves, or ?; that with the best supported chain comes first.

    Example: kg effects "vitamin D deficiency" --kind symptom
    """
    graph = options.graph(data, without)
    answer = responses.effects(graph, group(concept, 1)[0], kind=kind)
    title = f"What follows from {answer['question']['source']['label']}"
    _show(title, answer, answer["effects"], (by, limit, explain), form, as_json)


@app.command()
def why(
    concept: One,
    kind: Kind = None,
    by: By = "confidence",
    limit: Limit = 20,
    explain: options.Explain = False,
    without: options.Without = None,
    data: options.Data = None,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """Everything upstream of one thing.

    It lists what would raise it (↑) or lower it (↓) by rising; that with the best supported chain comes first.

    Example: kg why "back pain"
    """
    graph = options.graph(data, without)
    answer = responses.why(graph, group(concept, 1)[0], kind=kind)
    title = f"What moves {answer['question']['target']['label']}"
    _show(title, answer, answer["causes"], (by, limit, explain), form, as_json)


def _show(
    title: str, answer: dict[str, Any], moves: Moves, asked: tuple[str, int, bool], form: Format, as_json: bool
) -> None:
    by, limit, explain = asked
    if by not in ("kind", "confidence"):
        raise UsageError(f"--by {by} is unknown; give kind or confidence")
    if limit < 0:
        raise UsageError(f"limit is {limit}; give a number, 0 for all")

    def text(page: Text) -> None:
        known = sum(move["effect"] in "+-" for move in moves)
        things = f"{len(moves)} thing{'' if len(moves) == 1 else 's'}"
        page.add(f"{title}: {things}, {known} with a known direction", bold=True)
        kinds = list(dict.fromkeys(move["kind"] for move in moves)) if by == "kind" else [""]
        for kind in sorted(kinds, key=[*responses.KINDS, ""].index):
            _group(page, kind, [move for move in moves if kind in ("", move["kind"])], limit, explain)

    def rows() -> list[Sequence[object]]:
        return [
            [
                *(move[key] for key in HEADER[:5]),
                chain["confidence"] if chain else "",
                _arrows(chain) if chain else "",
                " ".join(chain["claims"]) if chain else "",
            ]
            for move in moves
            for chain in [move["chain"]]
        ]

    show(View(lambda: answer, text, HEADER, rows, bool(moves)), form, as_json=as_json)


def _group(page: Text, kind: str, moves: Moves, limit: int, explain: bool) -> None:
    page.add()
    if kind:
        page.add(f"{kind} ({len(moves)})", bold=True)
    for move in moves[: limit or None]:
        chain, reason = move["chain"], "" if move["effect"] in "+-" else f"  ({move['reason']})"
        page.add(f"{ARROW[move['effect']]} {move['label']}{reason}", indent=2, hang=4, fg=COLOUR[move["effect"]])
        if chain:
            product = " = " + " × ".join(f"{factor:.2f}" for factor in chain["factors"]) if explain else ""
            page.add(f"{chain['confidence']:.4g}{product}  {_arrows(chain)}", indent=6, hang=2, dim=True)
    if limit and len(moves) > limit:
        page.add(f"and {len(moves) - limit} more (--limit 0 shows all)", indent=2)


def _arrows(chain: dict[str, Any]) -> str:
    return " → ".join(f"{node['label']} {ARROW[node['direction']]}" for node in chain["nodes"])
