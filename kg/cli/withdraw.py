"""The command that takes a claim back: withdraw."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from kg.cli.app import app
from kg.cli.curate import own
from kg.cli.output import note
from kg.curation import rules as checks
from kg.errors import UsageError
from kg.files import write
from kg.model.core import Withdrawal
from kg.model.words import sentence
from kg.turtle.read import examine, load


@app.command()
def withdraw(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim, such as claim:a--increases--b.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it is no longer made, in a sentence.")],
    replaced_by: Annotated[
        str | None, typer.Option("--replaced-by", metavar="CLAIM", help="The claim that is made instead.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--data", metavar="FILE", help="The data file to change; else that of this checkout.")
    ] = None,
) -> None:
    """Withdraw a claim: its identifier stays, with the reason.

    Its evidence goes. What is then of no use is named, to be removed or used otherwise.

    Example: kg withdraw claim:tea--increases--sleep --reason "Misread."
    """
    from kg.turtle.parse import read_bytes
    from kg.turtle.write import without

    path = file or own()
    graph = load(path)
    if claim not in graph.claims:
        raise UsageError(f"“{claim}” is no claim that is made; kg find WORDS finds one")
    if replaced_by is not None and (replaced_by not in graph.claims or replaced_by == claim):
        raise UsageError(f"“{replaced_by}” is no other claim that is made; name one, or leave --replaced-by out")
    if not reason.strip():
        raise UsageError("a claim is not withdrawn without a reason; say why in a sentence")
    said = graph.claims[claim]
    today = datetime.now().astimezone().date().isoformat()
    gone = Withdrawal(claim, " ".join(reason.split()), today, replaced_by, sentence(graph, said))
    led_here = [replace(old, replaced_by=replaced_by) for old in graph.withdrawn.values() if old.replaced_by == claim]
    before = checks.run(examine(path))
    write(path, without(read_bytes(path), path, said, graph.evidence_of[claim], [gone, *led_here]))
    for problem in checks.run(examine(path)):
        if problem not in before:
            note(f"{path}: {problem.message}; {problem.repair}")
    note(f"{path}: withdrew {claim}, with {len(graph.evidence_of[claim])} evidences")
