"""How claims and their evidence are shown, for all views."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from msgspec import UnsetType

from kg.model.confidence import words
from kg.model.core import Stance
from kg.model.graph import KnowledgeGraph
from kg.questions.parts.claims import Citation, ClaimLine
from kg.views.page import Page

COLOUR = {Stance.SUPPORTS: "green", Stance.DISPUTES: "red", Stance.INCONCLUSIVE: "yellow"}
#: The mark of what has evidence on both sides.
CONTESTED = {True: "  CONTESTED", False: ""}
#: How many digits of a digest are shown.
DIGITS = 16
#: The columns of an evidence item.
HEADER = ("id", "direction", "source", "section", "modality", "says", "start", "end", "url")


class Rated(Protocol):
    """A claim, a step or an influence with its confidence."""

    @property
    def confidence(self) -> float:
        """How well it is supported."""

    @property
    def for_(self) -> float:
        """What counts for it."""

    @property
    def against(self) -> float:
        """What counts against it."""


def rated(item: Rated) -> str:
    """How well something is supported, in words: ``0.37 (medium)``, with both sides if there is evidence against it."""
    return words(item.confidence, item.for_, item.against)


def add_citation(page: Page, graph: KnowledgeGraph, item: Citation) -> None:
    """Add an evidence item: its source, what it says in our words, its context, and where to check it."""
    section = f", “{item.section}”" if item.section else ""
    where = f"{section}, {item.start}–{item.end}" if item.start is not None else ""
    head = f"{item.direction.mark} {item.source_name} ({kind(item)}){where}"
    page.add(head, indent=2, hang=2, colour=COLOUR[item.direction])
    page.add(f"{item.modality}: {item.says}", indent=4, hang=2)
    if item.context:
        page.add(context(graph, item), indent=4, hang=2, dim=True)
    if facts := reading(item):
        page.add(facts, indent=4, hang=2, dim=True)
    for cited in item.cites:
        page.add(f"relies on {cited.id} ({cited.trace})", indent=4, hang=2)
    if item.digest:
        page.add(f"{item.passage}, SHA-256 {item.digest[:DIGITS]}…", indent=4, dim=True)
    page.add(address(item), indent=4, dim=True)


def kind(item: Citation) -> str:
    """The kind of its source, the status of a study that is retracted, corrected and so on, and its graph."""
    return "; ".join(filter(None, (item.kind, item.status or "", within(item.graphs))))


def within(graphs: tuple[str, ...] | UnsetType) -> str:
    """The graphs that contain something, in words; empty if only one graph was asked."""
    return f"in {' and '.join(graphs)}" if graphs else ""


def context(graph: KnowledgeGraph, item: Citation) -> str:
    """The context of the finding: population, condition, severity, dose and so on."""
    return "; ".join(
        f"{axis}: {', '.join(graph.terms[value].label if value in graph.terms else value for value in values)}"
        for axis, values in item.context.items()
    )


def remarks(graph: KnowledgeGraph, item: Citation) -> str:
    """The context of a finding, and the score that an imported graph gives it, in brackets after its words.

    The score is one that no calculation uses.
    """
    return "".join(f" [{text}]" for text in (context(graph, item), item.score) if text)


def said(graph: KnowledgeGraph, item: Citation) -> str:
    """Who says what, how firmly and where, in one line."""
    section = f", “{item.section}”" if item.section else ""
    head = f"{item.direction.mark} {item.source_name} ({kind(item)}){section}"
    return f"{head}, {item.modality}: {item.says}{remarks(graph, item)}"


def reading(item: Citation) -> str:
    """The figures of a finding, and where it was read."""
    place = f" ({item.place})" if item.place else ""
    facts = {
        f"n: {item.sample}": item.sample,
        f"effect: {item.effect}": item.effect,
        f"score of its source: {item.score}": item.score,
        f"read at {item.read_at}{place} on {item.accessed}": item.read_at,
        f"read in {item.place}": item.place and not item.read_at,
    }
    return "; ".join(words for words, known in facts.items() if known)


def address(item: Citation) -> str:
    """The identifier of an evidence item, and where to check it."""
    return f"{item.id}  {item.url}" if item.url else item.id


def best_first(claims: Iterable[ClaimLine]) -> list[ClaimLine]:
    """Claims in the order of their support."""
    return sorted(claims, key=lambda claim: (-claim.confidence, claim.id))


def balance(supports: int, disputes: int, inconclusive: int) -> str:
    """The number of evidence items on each side: "3 for, 1 undecided"."""
    sides = ((supports, "for"), (disputes, "against"), (inconclusive, "undecided"))
    return ", ".join(f"{number:,} {side}" for number, side in sides if number)


def add_claim(page: Page, claim: ClaimLine, indent: int = 0) -> None:
    """Add a claim with its support; if it is contested, with the sources on each side."""
    sides = balance(claim.supports, claim.disputes, claim.inconclusive)
    where = f"  {within(claim.graphs)}" if claim.graphs else ""
    page.add(f"{rated(claim)}  {claim.sentence}  ({sides}){where}{CONTESTED[claim.contested]}", indent=indent, hang=6)
    page.add(claim.id, indent=indent + 6, dim=True)
    if not claim.contested:
        return
    names = (claim.sides.supports, claim.sides.disputes, claim.sides.inconclusive)
    for stance, sources in zip(Stance, names, strict=True):
        if sources:
            page.add(f"{stance.side}: {'; '.join(sources)}", indent=indent + 6, hang=2, colour=COLOUR[stance])
