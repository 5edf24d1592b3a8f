"""Guided chains for learners: claims explained one step at a time.

``data/guides.toml`` holds them; each step is a claim of the graph with an explanation.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from kg import resources
from kg.errors import DataError
from kg.model.core import Stance
from kg.model.graph import KnowledgeGraph

#: How the steps of a guide are connected: end to end, back to the start, or as the two sides of a dispute.
Kind = Literal["chain", "loop", "sides"]
Text = Annotated[str, Meta(pattern=r"\S")]


class Step(Struct, frozen=True):
    """One claim of a guide, by identifier, with its explanation for learners."""

    claim: Text
    tell: Text


class Guide(Struct, frozen=True, kw_only=True):
    """A guided chain; ``about`` describes it in one sentence."""

    id: Text
    title: Text
    about: Text
    kind: Kind = "chain"
    steps: Annotated[tuple[Step, ...], Meta(min_length=3, max_length=8)] = field(name="step")


class Guides(Struct, frozen=True):
    """A file of guides."""

    guide: Annotated[tuple[Guide, ...], Meta(min_length=1)]


def load(graph: KnowledgeGraph, path: Path | None = None) -> tuple[Guide, ...]:
    """The guides of a file (default: the bundled one), checked against the graph; raises DataError."""
    file = path or resources.data("guides.toml")
    guides: dict[str, Guide] = {}
    for guide in resources.toml(file, Guides).guide:
        where = f"{file}: guide “{guide.id}”"
        if guide.id in guides:
            raise DataError(f"{where}: another guide has this id; choose a new one")
        guides[guide.id] = guide
        _check(graph, guide, where)
    return tuple(guides.values())


def _check(graph: KnowledgeGraph, guide: Guide, where: str) -> None:
    """Raise DataError if the claims of a guide are unknown, unsupported or not connected."""
    stances: set[Stance] = set()
    for n, step in enumerate(guide.steps, 1):
        if step.claim not in graph.claims:
            raise DataError(f"{where}, step {n}: unknown claim “{step.claim}”; kg claims lists all claims")
        said = {item.stance for item in graph.evidence_of[step.claim]}
        if Stance.SUPPORTS not in said and guide.kind != "sides":
            raise DataError(f"{where}, step {n}: no source supports “{step.claim}”; use another claim or kind sides")
        stances |= said
    if guide.kind == "sides":
        if not {Stance.SUPPORTS, Stance.DISPUTES} <= stances:
            raise DataError(f"{where}: only one side has evidence; add a claim with evidence for the other")
        return
    ends = [_ends(graph, step.claim) for step in guide.steps]
    following = ends[1:] + (ends[:1] if guide.kind == "loop" else [])
    for n, ((_, end), (begin, _)) in enumerate(zip(ends, following, strict=False), 1):
        if end != begin:
            raise DataError(f"{where}, step {n}: ends at {end}, but the next begins at {begin}; steps must join")


def _ends(graph: KnowledgeGraph, claim: str) -> tuple[str, str]:
    """The quantities of the subject and object of a claim."""
    said = graph.claims[claim]
    subject, object_ = graph.concepts[said.subject], graph.concepts.get(said.object)
    return subject.quantity, object_.quantity if object_ else said.object
