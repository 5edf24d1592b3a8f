"""Feedback loops, reinforcing or balancing, each step cited."""

from __future__ import annotations

from typing import Annotated, Unpack

from msgspec import Struct

from kg.model.answer import Data, ListAnswer
from kg.model.core import Sign
from kg.model.filters import Steps, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import resolve
from kg.questions.parts.chains import Step, step
from kg.reasoning import loops as search
from kg.reasoning import network
from kg.reasoning.chains import MOST_CHAINS, MOST_HOPS
from kg.reasoning.loops import COUNT, KIND, LENGTH, Kind
from kg.signature import Concept, Range, asked


class LoopsQuestion(Struct, frozen=True):
    """What was asked."""

    through: Annotated[str | None, "The concept that loops had to pass, as it was typed; null for any."]
    max_length: Annotated[int, "Maximum number of steps in a loop."]
    k: Annotated[int, "How many loops were asked for."]
    kind: Annotated[Kind | None, "The kind that was asked for; null for any."]


class Loop(Struct, frozen=True):
    """A feedback loop."""

    name: Annotated[str, "Its quantities in order."]
    kind: Annotated[Kind, "reinforcing: a change returns in its own direction; balancing: it returns reversed."]
    sign: Annotated[Sign, "The product of the signs of its steps."]
    length: Annotated[int, "How many steps it has."]
    confidence: Annotated[float, "The product of the confidences of its steps, to four places or two digits."]
    contested: Annotated[bool, "Whether a step is contested."]
    bridges: Annotated[tuple[int, ...], "Each i such that no single source supports both step i and step i + 1."]
    steps: Annotated[tuple[Step, ...], "Its steps; the last returns to the subject of the first."]


class Loops(ListAnswer, frozen=True, tag="kg-loops/2"):
    """Feedback loops."""

    question: Annotated[LoopsQuestion, "What was asked, as it was interpreted."]
    loops: Annotated[tuple[Loop, ...], "The loops, best supported first."]


@asked
def loops(
    graph: KnowledgeGraph,
    *,
    through: Annotated[Concept | None, "Only loops through this concept."] = None,
    max_length: Annotated[int, "Maximum number of steps in a loop.", Range(1, MOST_HOPS)] = LENGTH,
    kind: Annotated[Kind | None, "Only loops of this kind."] = None,
    k: Annotated[int, "How many loops to show, the best supported first.", Range(1, MOST_CHAINS)] = COUNT,
    **filters: Unpack[Steps],
) -> Loops:
    """Feedback loops, reinforcing or balancing.

    In a reinforcing loop a change returns in its own direction; in a balancing loop it returns reversed.

    Example: kg loops --through PTH

    Each loop is listed once; the product of its signs is + if it is reinforcing, and - if it is balancing. Raises
    UsageError, UnknownConcept, or SearchLimit if so many quantities act on each other that it would take too long.
    """
    graph = filtered(graph, *filter(None, [through]), **filters)
    quantity = resolve(graph, through).quantity if through is not None else None
    found = search.find(graph, through=quantity, max_length=max_length, k=k, kind=kind)
    return Loops(
        Data.of(graph), LoopsQuestion(through, max_length, k, kind), tuple(_loop(graph, loop) for loop in found)
    )


def _loop(graph: KnowledgeGraph, loop: network.Chain) -> Loop:
    return Loop(
        search.name(graph, loop),
        KIND[loop.sign],
        loop.sign,
        len(loop.steps),
        float(loop.confidence),
        loop.contested,
        loop.bridges,
        tuple(step(graph, taken) for taken in loop.steps),
    )
