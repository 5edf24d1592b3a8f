"""How lists of things that change are shown: grouped by kind or ranked, each with its strongest chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from kg.model.core import Sign
from kg.model.kinds import KINDS
from kg.model.words import counted
from kg.questions.parts.moves import Move, ShortChain
from kg.views.page import Page

By = Literal["kind", "confidence"]
BY = "Group by kind of concept, or rank by confidence."
LIMIT = "Maximum number to list as text, per kind or in total; 0 lists all."
EXPLAIN = "Show how each confidence is calculated."

COLOUR = {Sign.PLUS: "green", Sign.MINUS: "red", Sign.NULL: "white", Sign.UNKNOWN: "yellow"}
KNOWN = (Sign.PLUS, Sign.MINUS)
HEADER = "id label kind effect reason confidence chain claims".split()


def add(page: Page, title: str, moves: Sequence[Move], by: By, limit: int, *, explain: bool) -> None:
    """Add a list of things that change, with a title and their number."""
    known = sum(move.effect in KNOWN for move in moves)
    page.add(f"{title}: {counted(len(moves), 'thing')}, {known} with a known direction", bold=True)
    if by == "confidence":
        page.add()
        _listed(page, moves, limit, explain=explain)
        return
    for kind in KINDS:
        if some := [move for move in moves if move.kind == kind]:
            page.add()
            page.add(f"{kind} ({len(some)})", bold=True)
            _listed(page, some, limit, explain=explain)


def rows(moves: Sequence[Move]) -> Iterator[Sequence[object]]:
    """One row per thing, with its chain and the claims of the chain."""
    for move in moves:
        chain = [move.chain.confidence, _arrows(move.chain), move.chain.claims] if move.chain else [None] * 3
        yield [move.id, move.label, move.kind, move.effect, move.reason, *chain]


def _listed(page: Page, moves: Sequence[Move], limit: int, *, explain: bool) -> None:
    for move in moves[: limit or None]:
        reason = "" if move.effect in KNOWN else f"  ({move.reason.value})"
        page.add(f"{move.effect.arrow} {move.label}{reason}", indent=2, hang=4, colour=COLOUR[move.effect])
        if move.chain:
            product = " = " + " × ".join(f"{factor:.2f}" for factor in move.chain.factors) if explain else ""
            page.add(f"{move.chain.confidence:.4g}{product}  {_arrows(move.chain)}", indent=6, hang=2, dim=True)
    if limit and len(moves) > limit:
        page.add(f"and {len(moves) - limit} more (--limit 0 shows all)", indent=2)


def _arrows(chain: ShortChain) -> str:
    return " → ".join(f"{node.label} {node.direction.arrow}" for node in chain.nodes)
