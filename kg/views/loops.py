"""How feedback loops are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from kg.model.confidence import tabled
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import resolve
from kg.model.words import counted
from kg.questions.loops import Loops
from kg.views.chains import EXPLAIN, Shown, add_chain
from kg.views.page import Page

#: Number of concepts that are named where there is no loop.
NAMED = 3
HEADER = "loop name kind confidence step subject object sign claims".split()


def text(
    page: Page,
    answer: Loops,
    *,
    evidence: Annotated[bool, "Show every passage, not just the strongest per source."] = False,
    explain: Annotated[bool, EXPLAIN] = False,
) -> None:
    """The loops by confidence, each with its kind, its steps and their evidence."""
    shown = Shown(all_evidence=evidence, explain=explain)
    page.add(counted(len(answer.loops), "feedback loop") if answer.loops else _none(answer), hang=2, bold=True)
    for number, loop in enumerate(answer.loops, 1):
        page.add()
        page.add(f"{loop.kind}: {loop.name}", bold=True, colour="cyan")
        add_chain(page, answer.graph, loop, str(number), shown)


def _none(answer: Loops) -> str:
    """Why this graph has no loop: what is missing on the way back."""
    graph, asked = answer.graph, answer.question
    kind = f"{asked.kind} feedback loop" if asked.kind else "feedback loop"
    if asked.through is None:
        return f"this graph has no {kind} of at most {counted(asked.max_length, 'step')}"
    selected = resolve(graph, asked.through)
    name = graph.concepts[selected.quantity].label
    heads = {i.target for i in graph.influences if i.source == selected.quantity}
    tails = {i.source for i in graph.influences if i.target == selected.quantity}
    if not heads:
        return f"this graph has no {kind} through {name}: it has nothing that {name} acts on"
    if not tails:
        return f"this graph has no {kind} through {name}: it has nothing that acts on {name}"
    acts = f"what it acts on ({_some(graph, heads)}) does not lead back to what acts on it ({_some(graph, tails)})"
    return f"this graph has no {kind} of at most {counted(asked.max_length, 'step')} through {name}: {acts}"


def _some(graph: KnowledgeGraph, names: set[str]) -> str:
    """The first few names of a list, with the number of the others."""
    labels = sorted(graph.concepts[name].label for name in names)
    return ", ".join(labels[:NAMED]) + (f" and {len(labels) - NAMED} more" if len(labels) > NAMED else "")


def header(answer: Loops) -> list[str]:
    """The columns, with the graphs of each step if several graphs were asked."""
    return [*HEADER, "graphs"] if answer.graph.overlay else HEADER


def rows(answer: Loops) -> Iterator[Sequence[object]]:
    """A row for each step of each loop."""
    label = {name: concept.label for name, concept in answer.graph.concepts.items()}
    for number, loop in enumerate(answer.loops, 1):
        for place, step in enumerate(loop.steps, 1):
            confidence = tabled(loop.confidence)
            start = [number, loop.name, loop.kind, confidence, place]
            graphs = [step.graphs] if answer.graph.overlay else []
            yield [*start, label[step.subject], label[step.object], step.sign, step.claims, *graphs]
