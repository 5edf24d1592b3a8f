"""Inferred links: neighbouring steps of the best chains that no single source connects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Unpack

from msgspec import UNSET, Struct, UnsetType

from kg.model.answer import Data, ListAnswer
from kg.model.core import Sign, Stance
from kg.model.filters import Filters, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.grouped import grouped
from kg.model.words import sentence
from kg.questions.parts.chains import End, Feedback, Missing, Step, arrows
from kg.questions.path import path
from kg.reasoning.chains import MOST_CHAINS, MOST_HOPS
from kg.signature import Concept, Range, asked


class BridgesQuestion(Struct, frozen=True):
    """What was asked, as it was interpreted."""

    source: Annotated[End, "Where chains begin."]
    target: Annotated[End, "Where chains end."]
    k: Annotated[int, "Maximum number of chains examined.", Range(1, MOST_CHAINS)]
    max_hops: Annotated[int, "Maximum number of steps in a chain.", Range(1, MOST_HOPS)]


class ChainLine(Struct, frozen=True):
    """A chain in one line."""

    sign: Annotated[Sign, "The direction of the target when the source holds or rises: + up, - down, ? unknown."]
    confidence: Annotated[float, "The product of the confidences of its steps, to four places or two digits."]
    bridges: Annotated[tuple[int, ...], "Each i such that no single source supports both step i and step i + 1."]
    chain: Annotated[str, "Its quantities, each with its direction."]
    feedback: Annotated[Feedback | UnsetType, "How the chain contradicts itself; absent if it does not."] = UNSET


class BridgeSide(Struct, frozen=True):
    """The step on one side of a bridge."""

    claim: Annotated[str, "Its first claim."]
    sentence: Annotated[str, "The claim as its sources state it."]
    sources: Annotated[tuple[str, ...], "The sources that support the step."]


class Bridge(Struct, frozen=True):
    """Two neighbouring steps that no single source connects."""

    at: Annotated[str, "The quantity where the two steps meet."]
    label: Annotated[str, "Its display name."]
    before: Annotated[BridgeSide, "The step that leads there."]
    behind: Annotated[BridgeSide, "The step that leads on."]
    chains: Annotated[tuple[int, ...], "The chains that contain it, counted from 1."]


class Bridges(ListAnswer, frozen=True, tag="kg-bridges/2"):
    """Inferred links of the best chains between two concepts."""

    question: Annotated[BridgesQuestion, "What was asked, as it was interpreted."]
    chains: Annotated[tuple[ChainLine, ...], "The chains that were examined, in the order of kg path."]
    bridges: Annotated[tuple[Bridge, ...], "The bridges."]
    why: Annotated[str | UnsetType, "Why there is no chain; absent if there is one."] = UNSET
    gap: Annotated[
        Missing | UnsetType, "Which options hide the chains, or which claims are missing; absent if there is one."
    ] = UNSET


@asked
def bridges(
    graph: KnowledgeGraph,
    source: Annotated[Concept, "Where chains begin."],
    target: Annotated[Concept, "Where chains end."],
    *,
    k: Annotated[int, "How many chains to examine.", Range(1, MOST_CHAINS)] = 5,
    max_hops: Annotated[int, "Maximum number of steps in a chain.", Range(1, MOST_HOPS)] = 8,
    **filters: Unpack[Filters],
) -> Bridges:
    """Inferred links: neighbouring steps no single source connects.

    At a bridge one step is supported by some sources and the next by others: the graph itself connects them.

    Example: kg bridges "vitamin D receptor" "back pain"

    Raises UsageError, UnknownConcept, or SearchLimit.
    """
    answer = path(graph, source, target, k=k, max_hops=max_hops, **filters)
    graph = filtered(answer.graph, source, target, **filters)
    joined = [
        ((first.subject, first.object, then.object), (number, first, then))
        for number, chain in enumerate(answer.chains, 1)
        for first, then in (chain.steps[place : place + 2] for place in chain.bridges)
    ]
    return Bridges(
        Data.of(graph),
        BridgesQuestion(answer.source, answer.target, k, max_hops),
        tuple(ChainLine(c.sign, c.confidence, c.bridges, arrows(graph, c.steps), c.feedback) for c in answer.chains),
        tuple(_bridge(graph, met) for met in grouped(joined).values()),
        answer.why,
        answer.gap,
    )


def _bridge(graph: KnowledgeGraph, met: Sequence[tuple[int, Step, Step]]) -> Bridge:
    """A bridge, with the numbers of the chains in which its steps meet."""
    _, first, then = met[0]
    label = graph.concepts[first.object].label
    return Bridge(first.object, label, _side(graph, first), _side(graph, then), tuple(number for number, *_ in met))


def _side(graph: KnowledgeGraph, step: Step) -> BridgeSide:
    sources = {item.source for item in step.evidence if item.direction is Stance.SUPPORTS}
    return BridgeSide(step.claims[0], sentence(graph, graph.claims[step.claims[0]]), tuple(sorted(sources)))
