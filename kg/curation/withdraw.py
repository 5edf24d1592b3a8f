"""Withdrawing a claim: its identifier stays, with the reason."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

from msgspec.structs import replace

from kg import files, resources
from kg.curation.check import Fault, changed, faults
from kg.errors import UsageError
from kg.model.answer import Answer
from kg.model.graph import KnowledgeGraph
from kg.model.withdrawn import Withdrawal
from kg.model.words import sentence
from kg.signature import Flag, Metavar, asked
from kg.turtle.read import graph_of


class Withdraw(Answer, frozen=True, tag="kg-withdraw/1"):
    """What was withdrawn from a data file."""

    file: Annotated[str, "The data file."]
    claim: Annotated[str, "The claim that was withdrawn."]
    statement: Annotated[str, "What it stated, in words."]
    reason: Annotated[str, "Why it was withdrawn."]
    date: Annotated[str, "The date, such as 2026-11-21."]
    replaced_by: Annotated[str | None, "The claim that replaces it; null if none does."]
    evidence: Annotated[tuple[str, ...], "Its evidence items, which were removed."]
    notes: Annotated[tuple[Fault, ...], "New problems, such as passages that are no longer cited."]


@asked
def withdraw(
    data: Annotated[
        Path | str | None,
        "The data file to change; by default that of this checkout.",
        Flag("--data"),
    ],
    claim: Annotated[str, "The claim, such as claim:a--increases--b."],
    *,
    reason: Annotated[str, "Why it is withdrawn, in a sentence.", Metavar("TEXT")],
    replaced_by: Annotated[str | None, "The claim that replaces it.", Metavar("CLAIM")] = None,
) -> Withdraw:
    """Withdraw a claim: its identifier stays, with the reason.

    Its evidence is removed. Anything that is no longer used is listed, to be removed or used elsewhere.

    Example: kg withdraw claim:tea--increases--sleep --reason "Misread."

    Raises UsageError, DataError or OutputError, and then changes nothing.
    """
    from kg.turtle.parse import read_bytes
    from kg.turtle.write import without

    path = Path(data) if data is not None else resources.own()
    read = read_bytes(path)
    graph = graph_of(path, read)
    _check(graph, claim, reason, replaced_by)
    said, evidence = graph.claims[claim], graph.evidence_of[claim]
    today = datetime.now().astimezone().date().isoformat()
    gone = Withdrawal(claim, " ".join(reason.split()), today, replaced_by, sentence(graph, said))
    redirected = [replace(old, replaced_by=replaced_by) for old in graph.withdrawn.values() if old.replaced_by == claim]
    wanted = without(read, path, said, evidence, [gone, *redirected])
    after, new = changed(path, read, wanted)
    files.update(path, read, wanted)
    removed = tuple(item.id for item in evidence)
    return Withdraw(str(path), claim, gone.statement, gone.reason, today, replaced_by, removed, faults(after, new))


def _check(graph: KnowledgeGraph, claim: str, reason: str, replaced_by: str | None) -> None:
    """Raise UsageError for an invalid withdrawal."""
    if claim not in graph.claims:
        raise UsageError(f"unknown claim “{claim}”; kg find WORDS finds one")
    if replaced_by == claim:
        raise UsageError("a claim cannot replace itself; name another one, or leave --replaced-by out")
    if replaced_by is not None and replaced_by not in graph.claims:
        raise UsageError(f"unknown claim “{replaced_by}”; name another one, or leave --replaced-by out")
    if not reason.strip():
        raise UsageError("a withdrawal needs a reason; give it in a sentence")
