"""Guided chains for learners: claims explained one step at a time.

``data/guides.toml`` holds them; each step is a claim of the graph with an explanation.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from kg import resources
from kg.errors import DataError
from kg.model.core import Stance
from kg.model.graph import KnowledgeGraph

#: How the steps of a guide are connected: end to end, back to the start, or as the two sides of a dispute.
KINDS = ("chain", "loop", "sides")
LEAST, MOST = 3, 8


class Step(Struct, frozen=True):
    """One claim of a guide, by identifier, with its explanation for learners."""

    claim: str
    tell: str


class Guide(Struct, frozen=True):
    """A guided chain; ``about`` describes it in one sentence."""

    id: str
    title: str
    about: str
    kind: str
    steps: tuple[Step, ...]


def load(graph: KnowledgeGraph, path: Path | None = None) -> tuple[Guide, ...]:
    """The guides of a file (default: the bundled one), checked against the graph; raises DataError."""
    file = path or resources.data("guides.toml")
    guides: dict[str, Guide] = {}
    for number, table in enumerate(resources.tables(file, "guide"), 1):
        name = text(table, "id", f"{file}: guide {number}")
        where = f"{file}: guide “{name}”"
        if name in guides:
            raise DataError(f"{where}: another guide has this id; choose a new one")
        guides[name] = _guide(name, table, where)
        _check(graph, guides[name], where)
    return tuple(guides.values())


def _guide(name: str, table: Mapping[str, Any], where: str) -> Guide:
    kind = table.get("kind", "chain")
    if kind not in KINDS:
        raise DataError(f"{where}: unknown kind “{kind}”; choose one of: {', '.join(KINDS)}")
    found = table.get("step")
    if not isinstance(found, list) or not LEAST <= len(found) <= MOST:
        raise DataError(f"{where}: a guide needs {LEAST} to {MOST} steps; write each as [[guide.step]]")
    places = [f"{where}, step {n}" for n in range(1, len(found) + 1)]
    steps = [Step(text(s, "claim", at), text(s, "tell", at)) for s, at in zip(found, places, strict=True)]
    return Guide(name, text(table, "title", where), text(table, "about", where), kind, tuple(steps))


def text(table: object, name: str, where: str) -> str:
    """A text of a table; raises DataError if there is none."""
    values: Mapping[str, Any] = table if isinstance(table, dict) else {}
    value = values.get(name)
    if not isinstance(value, str) or not value.strip():
        raise DataError(f'{where}: the text “{name}” is missing; write {name} = "…"')
    return value


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
