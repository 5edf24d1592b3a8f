"""How feedback loops are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated

from kg.model.confidence import significant, tabled
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import resolve
from kg.model.words import counted, sentence
from kg.questions.loops import Loop, Loops
from kg.questions.parts.chains import arrows
from kg.views.chains import Shown, add_chain
from kg.views.evidence import rated
from kg.views.page import Page
from kg.views.screen import Group, Limit, add_groups, entries

#: Number of concepts that are named where there is no loop.
NAMED = 3
HEADER = "loop name kind confidence step subject object sign claims".split()


def text(
    page: Page,
    answer: Loops,
    *,
    limit: Limit = None,
    evidence: Annotated[bool, "Show each step with what each source says, with a link to each passage."] = False,
    explain: Annotated[bool, "Show each step with its sources and how its confidence is calculated."] = False,
) -> None:
    """The loops by confidence: each in two lines, or with its steps and their evidence, then without a limit."""
    if not answer.loops:
        page.add(_none(answer), hang=2, bold=True)
        return
    kinds = Counter(loop.kind for loop in answer.loops)
    tally = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    most = len(answer.loops) == answer.question.k  # there may be more
    page.add(f"{'the best ' * most}{counted(len(answer.loops), 'feedback loop')}: {tally}", hang=2, bold=True)
    if most:
        page.add(f"-k lists more than {answer.question.k}, --kind those of one kind", dim=True)
    long = evidence or explain
    shown = Shown(all_evidence=evidence, explain=explain)

    def add(part: Page, numbered: tuple[int, Loop]) -> None:
        number, loop = numbered
        if long:
            _add_long(part, answer.graph, loop, number, shown)
        else:
            _add_short(part, answer.graph, loop, number)

    if not long:
        page.add("--evidence shows the sources of each step", dim=True)
    listed = entries(add, enumerate(answer.loops, 1))
    add_groups(page, [Group("", listed)], 0 if long and limit is None else limit)


def _add_short(page: Page, graph: KnowledgeGraph, loop: Loop, number: int) -> None:
    """A loop in two lines: its kind, confidence and arrows; then its weakest step."""
    page.add(f"{number}. {loop.kind} {significant(loop.confidence)} {arrows(graph, loop.steps)}", hang=3, bold=True)
    weakest = min(loop.steps, key=lambda step: step.confidence)
    said = f"weakest: {sentence(graph, graph.claims[weakest.claims[0]])} {rated(weakest)}"
    contested = "; a step is contested" if loop.contested else ""
    page.add(f"{counted(loop.length, 'step')}, {said}{contested}", indent=3, hang=2)


def _add_long(page: Page, graph: KnowledgeGraph, loop: Loop, number: int, shown: Shown) -> None:
    """A loop with its steps and their evidence."""
    if number > 1:
        page.add()
    page.add(f"{loop.kind}: {loop.name}", bold=True, colour="cyan")
    add_chain(page, graph, loop, str(number), shown)


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
