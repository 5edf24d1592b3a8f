"""How disputes are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Annotated

from kg.model.core import Stance
from kg.model.graph import KnowledgeGraph
from kg.model.words import counted
from kg.questions.contested import Dispute, Disputes, Side, tally
from kg.questions.parts.claims import Citation, Said
from kg.views.evidence import COLOUR, address, said
from kg.views.page import Page
from kg.views.screen import Group, Limit, add_groups, entries

HEADER = "kind dispute side stance claim evidence source design section modality says url".split()


def text(
    page: Page,
    answer: Disputes,
    *,
    limit: Limit = None,
    evidence: Annotated[bool, "Show the evidence on each side (without a limit, unless one is given)."] = False,
) -> None:
    """The number of disputes of each kind, then each dispute with its sides."""
    if not answer.answered:
        about = answer.question.concept
        page.add(f"no sources disagree about “{about}”" if about else "no sources disagree")
        return
    kinds = sorted(Counter(dispute.kind for dispute in answer.disputes).items())
    head = f"{counted(len(answer.disputes), 'dispute')}: {', '.join(counted(n, kind) for kind, n in kinds)}"
    if answer.disputes:
        page.add(head, bold=True)
    if answer.disputes and not evidence:
        page.add("--evidence shows who says what", dim=True)
    add = partial(_with_evidence, graph=answer.graph) if evidence else _dispute
    denied = entries(_denied, answer.denied)
    groups = [Group("", entries(add, answer.disputes)), Group("Denied, and supported by no source", denied)]
    add_groups(page, groups, 0 if evidence and limit is None else limit)


def rows(answer: Disputes) -> Iterator[list[object]]:
    """Each evidence item with its dispute and side."""
    for dispute in answer.disputes:
        for side in dispute.sides:
            for item in side.evidence:
                cited = [item.direction, item.claim, item.id, item.source, item.kind]
                yield [dispute.kind, dispute.id, side.side, *cited, item.section, item.modality, item.says, item.url]


def _dispute(page: Page, dispute: Dispute) -> None:
    """What it is about, and the kinds of sources on each side."""
    page.add(dispute.about, bold=True, hang=2)
    decided = [side for side in dispute.sides if side.side != Stance.INCONCLUSIVE.side]
    page.add(" ".join(map(_facing, decided)), indent=2, hang=4)


def _facing(side: Side) -> str:
    """A side with its independent witnesses by kind, and how many sources they are, if these are more."""
    stance = Stance.DISPUTES if side.side == Stance.DISPUTES.side else Stance.SUPPORTS
    sources, independent = len({i.source for i in side.evidence if i.direction is stance}), sum(side.witnesses.values())
    among = f"{independent} independent of {counted(sources, 'source')}: " if independent < sources else ""
    return f"{side.side[:1].upper()}{side.side[1:]}: {among}{tally(side.witnesses)}."


def _denied(page: Page, claim: Said) -> None:
    page.add(claim.sentence, indent=2, hang=2)


def _with_evidence(page: Page, dispute: Dispute, graph: KnowledgeGraph) -> None:
    _dispute(page, dispute)
    if dispute.kind == "claim":
        page.add(dispute.id, indent=2, dim=True)
    for name in dispute.on_several_sides:
        page.add(f"on both sides: {name}", indent=2, hang=4)
    for side in dispute.sides:
        _side(page, graph, side, named=dispute.kind != "claim")
    page.add()


def _side(page: Page, graph: KnowledgeGraph, side: Side, *, named: bool) -> None:
    strength = f" {side.strength:.2f}" if side.witnesses and side.side != Stance.INCONCLUSIVE.side else ""
    page.add(f"{side.side if named else side.side.upper()}{strength}", indent=2, bold=True)
    for claim in side.claims if named else ():
        page.add(claim.sentence, indent=4, hang=2)
        page.add(claim.id, indent=6, dim=True)
    for item in side.evidence:
        page.add(said(graph, item), indent=4, hang=2, colour=COLOUR[item.direction])
        page.add(address(item), indent=6, dim=True)


def cite(answer: Disputes) -> Iterable[Citation]:
    """The evidence of all sides."""
    return [item for dispute in answer.disputes for side in dispute.sides for item in side.evidence]
