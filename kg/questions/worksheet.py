"""A worksheet to print: chains or claims with blank boxes and signs, and the answers with their sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Annotated, Literal, Unpack

from msgspec import Struct

from kg.model.answer import Data, ListAnswer
from kg.model.core import Sign, Stance
from kg.model.filters import Sources, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from kg.model.lookup import pair, resolve
from kg.model.words import sentence
from kg.questions.parts.claims import Citation, citation
from kg.reasoning.chains import Options, find
from kg.reasoning.network import Step
from kg.reasoning.support import Support, grade, outranked
from kg.signature import Concept, Range, asked

Blank = Literal["sign", "box"]
#: Most sources of an answer: those for it and those against it.
SOURCES = 4
#: Chains to choose from.
CHAINS = 12
MOST_TASKS = 40


class Task(Struct, frozen=True):
    """One arrow between two boxes, with a blank to fill in."""

    strip: Annotated[int, "The chain to which it belongs, from 1; tasks of one chain join end to end."]
    source: Annotated[str, "What acts."]
    sign: Annotated[Sign, "The sign: + in the same direction, - in the contrary one, ? unknown."]
    target: Annotated[str, "What is acted on."]
    blank: Annotated[
        Blank | None,
        "What is left blank: the sign, or the box at the end of the arrow; null if an earlier task asks it.",
    ]
    contested: Annotated[bool, "Whether sources disagree."]
    confidence: Annotated[float, "How well it is supported, from 0.01 to 0.99; not a probability."]
    claim: Annotated[str, "The claim that best supports it."]
    sentence: Annotated[str, "The claim as its sources state it."]
    citations: Annotated[tuple[Citation, ...], "Sources of the claim, those for it first."]


class WorksheetQuestion(Struct, frozen=True):
    """What was asked."""

    source: Annotated[str, "Where chains begin, or the topic."]
    target: Annotated[str | None, "Where chains end; null for a topic."]
    tasks: Annotated[int, "Maximum number of blanks."]
    seed: Annotated[int, "The number that decides what is left blank."]


class Worksheet(ListAnswer, frozen=True, tag="kg-worksheet/1"):
    """Tasks with blanks, and their answers."""

    question: Annotated[WorksheetQuestion, "What was asked."]
    title: Annotated[str, "The title of the sheet."]
    tasks: Annotated[tuple[Task, ...], "The arrows in order, with their answers."]

    @property
    def words(self) -> tuple[str, ...]:
        """The labels that belong in the blank boxes, in alphabetical order."""
        return tuple(sorted({task.target for task in self.tasks if task.blank == "box"}, key=str.casefold))

    @property
    def strips(self) -> Iterator[tuple[Task, ...]]:
        """The arrows of each chain."""
        for number in dict.fromkeys(task.strip for task in self.tasks):
            yield tuple(task for task in self.tasks if task.strip == number)

    @property
    def blanks(self) -> tuple[Task, ...]:
        """The tasks that have a blank, in the order of their numbers."""
        return tuple(task for task in self.tasks if task.blank)


@asked
def worksheet(
    graph: KnowledgeGraph,
    source: Annotated[Concept, "Where chains begin; or a topic, without a target."],
    target: Annotated[Concept | None, "Where chains end."] = None,
    *,
    tasks: Annotated[int, "Maximum number of blanks.", Range(1, MOST_TASKS)] = 10,
    seed: Annotated[int, "Another number chooses other blanks.", Range(0)] = 1,
    **filters: Unpack[Sources],
) -> Worksheet:
    """A worksheet to print, with blank boxes and signs to fill in, and an answer page with the sources.

    With two concepts it holds chains from one to the other. With one it holds claims about that topic that a study
    supports, no source disputes and no stronger study leaves open. The same seed gives the same sheet.

    Example: kg worksheet "vitamin D deficiency" "back pain" --html

    Raises UsageError, UnknownConcept, or SearchLimit.
    """
    graph = filtered(graph, *filter(None, [source, target]), **filters)
    if target is None:
        topic = resolve(graph, source)
        title = graph.concepts[topic.quantity].label
        strips: list[list[Influence]] = [[i] for i in _topic(graph, topic.quantity, seed)[:tasks]]
        question = WorksheetQuestion(title, None, tasks, seed)
    else:
        start, goal = pair(graph, source, target)
        title = f"from {start.label} to {goal.label}"
        strips = [[step.influence for step in chain] for chain in _chains(graph, source, target)]
        question = WorksheetQuestion(start.label, goal.label, tasks, seed)
    return Worksheet(Data.of(graph), question, title, tuple(_tasks(graph, strips, seed, tasks)))


def _chains(graph: KnowledgeGraph, source: str, target: str) -> list[Sequence[Step]]:
    """Chains of at least two steps, or else of one, the best first; none that contradicts itself."""
    chains = find(graph, *pair(graph, source, target), Options(k=CHAINS)).chains
    found: list[Sequence[Step]] = [chain.steps for chain in chains if not chain.feedback]
    return [steps for steps in found if len(steps) > 1] or found


def _topic(graph: KnowledgeGraph, quantity: str, seed: int) -> list[Influence]:
    """The well supported influences from and on a quantity, in an order that the seed decides."""
    known = (
        i
        for i in graph.influences
        if quantity in i.ends and i.sign in (Sign.PLUS, Sign.MINUS) and not i.contested
        and grade(graph, i) in (Support.moderate, Support.strong) and not outranked(graph, i)
    )  # fmt: skip
    return sorted(known, key=lambda i: (_draw(seed, *i.key), i.key))


def topics(graph: KnowledgeGraph, words: str, most: int = 3) -> list[str]:
    """The concepts with a worksheet that share a word with a topic, those with most claims first."""
    wanted = set(words.casefold().split())
    alike = [c for c in graph.concepts.values() if not c.is_level and wanted & set(c.label.casefold().split())]
    many = {c.label: len(_topic(graph, c.id, 0)) for c in alike}
    return sorted(filter(many.get, many), key=lambda label: (-many[label], label))[:most]


def _tasks(graph: KnowledgeGraph, strips: Sequence[Sequence[Influence]], seed: int, most: int) -> Iterator[Task]:
    """The tasks of whole strips, as many as fit.

    The last box of a chain stays, no pair is asked twice, and only one of the words fits in a blank box.
    """
    seen: set[tuple[str, str]] = set()
    known = {i.key for i in graph.influences}
    boxes: list[Influence] = []
    number = 0
    for strip in strips:
        new = {i.ends for i in strip} - seen
        if not new or len(seen) + len(new) > most:
            continue
        number += 1
        for place, i in enumerate(strip, 1):
            last = len(strip) > 1 and place == len(strip)
            unclear = any(
                (i.source, box.target, i.sign) in known or (box.source, i.target, box.sign) in known for box in boxes
            )
            drawn: Blank = "sign" if last or unclear or _draw(seed, *i.key) % 2 else "box"
            if drawn == "box" and i.ends in new:
                boxes.append(i)
            yield _task(graph, number, i, drawn if i.ends in new else None)
        seen |= new


def _task(graph: KnowledgeGraph, strip: int, i: Influence, blank: Blank | None) -> Task:
    claim = i.claims[0]
    items = sorted(graph.evidence_of[claim.id], key=lambda item: (item.stance is Stance.INCONCLUSIVE, item.id))
    sides = [[item for item in items if (item.stance is Stance.DISPUTES) is against] for against in (False, True)]
    shown = [item for side in sides for item in side[: SOURCES // 2]]
    return Task(
        strip,
        graph.concepts[i.source].label,
        i.sign,
        graph.concepts[i.target].label,
        blank,
        i.contested,
        float(i.confidence.value),
        claim.id,
        sentence(graph, claim),
        tuple(citation(graph, item) for item in shown),
    )


def _draw(seed: int, *names: object) -> int:
    """A number that looks random and is the same everywhere."""
    return int.from_bytes(sha256("\0".join(map(str, (seed, *names))).encode()).digest()[:8])
