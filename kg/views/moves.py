"""How the answers of ``kg effects``, ``why`` and ``what-if`` are shown: what changes, each with its best chain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Literal

from kg.model.answer import ListAnswer
from kg.model.confidence import significant
from kg.model.core import Sign
from kg.model.grouped import grouped
from kg.model.kinds import KINDS
from kg.model.words import counted
from kg.questions.effects import Effects
from kg.questions.parts.moves import Move, ShortChain
from kg.questions.why import Why
from kg.reasoning.outcomes import Reason
from kg.reasoning.support import Support
from kg.reasoning.verdict import Certainty
from kg.views.effect import SUPPORT
from kg.views.page import Page
from kg.views.screen import EXPLAIN, Group, Limit, add_groups, entries

By = Literal["kind", "confidence"]
BY = "Group by kind of concept, or rank by confidence."

COLOUR = {Sign.PLUS: "green", Sign.MINUS: "red", Sign.NULL: "white", Sign.UNKNOWN: "yellow"}
#: From this number, moves that act in the same way are shown together.
SEVERAL = 3
KNOWN = (Sign.PLUS, Sign.MINUS)
#: Why a direction is not known, in short.
WHY = {
    Reason.opposing: "opposing chains",
    Reason.feedback: "feedback may reverse it",
    Reason.unsigned: "a step has no direction",
    Reason.contested: "sources disagree",
    Reason.mirrored: "only the opposite is stated",
    Reason.beyond: "only the normal range is known",
    Reason.populations: "found in other populations",
}
HEADER = "id label kind direction effect certainty weight support reason confidence chain claims".split()


def text(
    page: Page,
    answer: Effects | Why,
    *,
    by: Annotated[By, BY] = "confidence",
    limit: Limit = None,
    explain: Annotated[bool, EXPLAIN] = False,
) -> None:
    """What it changes, or what changes it, the best supported first."""
    title = (
        f"What changes {answer.question.target.label}"
        if isinstance(answer, Why)
        else f"What follows from {answer.question.source.label}"
    )
    add(page, answer, title, by, limit, explain=explain)


def add(page: Page, answer: ListAnswer, title: str, by: By, limit: int | None, *, explain: bool) -> None:
    """Add the things that change, with a title and their number; known directions come first."""
    graph, moves = answer.graph, answer.listed
    known = sum(move.effect in KNOWN for move in moves)
    page.add(f"{title}: {counted(len(moves), 'thing')}, {known} with a known direction", bold=True)
    instead = {move.answered_for for move in moves}
    shared = instead.pop() if len(instead) == 1 else None
    if shared:
        page.add(f"This answer is for {graph.concepts[shared].label}, in place of what was asked.")

    def fill(part: Page, move: Move) -> None:
        instead = move.answered_for
        _add(part, move, graph.concepts[instead].label if instead and instead != shared else "", explain=explain)

    ranked = sorted(moves, key=lambda move: move.effect not in KNOWN)
    if by == "confidence":
        listed = [[move] for move in ranked] if explain else _together(ranked)
        add_groups(page, [Group("", entries(lambda part, some: _add_each(part, some, fill), listed))], limit)
        return
    groups = ((kind, [move for move in ranked if move.kind == kind]) for kind in KINDS)
    add_groups(page, [Group(f"{kind} ({len(some)})", entries(fill, some)) for kind, some in groups if some], limit)


def rows(answer: ListAnswer) -> Iterator[Sequence[object]]:
    """One row per thing, with its chain and the claims of the chain."""
    for move in answer.listed:
        chain = [move.chain.confidence, _arrows(move.chain), move.chain.claims] if move.chain else [None] * 3
        weight = None if move.weight is None else Decimal(str(move.weight))
        told = [move.direction, move.effect, move.certainty, weight, move.support, move.reason]
        yield [move.id, move.label, move.kind, *told, *chain]


def _together(moves: Sequence[Move]) -> list[Sequence[Move]]:
    """The moves in their order, those with the first whose chains differ only in where they begin, if ``SEVERAL``."""

    def onward(move: Move) -> object:
        return move.chain.nodes[1:] if move.chain and move.chain.nodes[2:] else move.id

    groups = grouped(((onward(move), move.effect, move.answered_for, *_marks(move)), move) for move in moves).values()
    parts = (part for some in groups for part in ([some] if len(some) >= SEVERAL else [[each] for each in some]))
    place = {move.id: number for number, move in enumerate(moves)}
    return sorted(parts, key=lambda part: place[part[0].id])


def _add_each(page: Page, moves: Sequence[Move], fill: Callable[[Page, Move], None]) -> None:
    """Add one move, or several that act in the same way: what they have in common, then their names."""
    first = moves[0]
    if len(moves) == 1 or not first.chain:
        fill(page, first)
        return
    marks = _marks(first)
    said = f" ({', '.join(marks)})" if marks else ""
    way, *onward = first.chain.nodes[1:]
    page.add(
        f"{first.effect.arrow} {len(moves)} things, all via {way.label}{said}",
        indent=2,
        hang=4,
        colour=COLOUR[first.effect],
    )
    values = [significant(move.chain.confidence) for move in moves if move.chain]
    span = values[-1] if values[0] == values[-1] else f"{values[-1]} to {values[0]}"
    chain = " → ".join(f"{node.label} {node.direction.arrow}" for node in (way, *onward))
    page.add(f"{span}  … → {chain}", indent=6, hang=2, dim=True)
    page.add(
        ", ".join(f"{move.chain.nodes[0].label} {move.chain.nodes[0].direction.arrow}" for move in moves if move.chain),
        indent=6,
        dim=True,
    )


def _marks(move: Move) -> list[str]:
    """How sure an effect is and what it rests on, or why it is not known."""
    if move.effect not in KNOWN:
        return [WHY.get(move.reason, move.reason.value)]
    likely = ["probably"] if move.certainty is Certainty.likely else []
    return likely + ([SUPPORT[move.support]] if move.support in (Support.weak, Support.unnamed) else [])


def _add(page: Page, move: Move, instead: str, *, explain: bool) -> None:
    marks = [*([f"as {instead}"] if instead else []), *_marks(move)]
    said = f" ({', '.join(marks)})" if marks else ""
    page.add(f"{move.effect.arrow} {move.label}{said}", indent=2, hang=4, colour=COLOUR[move.effect])
    if move.chain:
        product = " = " + " × ".join(f"{factor:.2f}" for factor in move.chain.factors) if explain else ""
        page.add(f"{significant(move.chain.confidence)}{product}  {_arrows(move.chain)}", indent=6, hang=2, dim=True)


def _arrows(chain: ShortChain) -> str:
    return " → ".join(f"{node.label} {node.direction.arrow}" for node in chain.nodes)
