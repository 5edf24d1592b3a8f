"""Everything upstream of one thing."""

from __future__ import annotations

from typing import Annotated, Unpack

from msgspec import Struct

from kg.model.answer import Data, ListAnswer
from kg.model.core import Sign
from kg.model.filters import Filters, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.kinds import Kind
from kg.model.lookup import resolve
from kg.questions.parts.chains import End, end, one
from kg.questions.parts.moves import Move, moves
from kg.reasoning import region, responses
from kg.signature import Concept, asked


class WhyQuestion(Struct, frozen=True):
    """What was asked."""

    target: Annotated[End, "The thing."]
    kind: Annotated[Kind | None, "The kind of concept that was asked for; null for any."]


class Why(ListAnswer, frozen=True, tag="kg-why/2"):
    """Everything upstream of one thing."""

    question: Annotated[WhyQuestion, "What was asked, as it was interpreted."]
    causes: Annotated[
        tuple[Move, ...],
        "Everything upstream, and the direction of the target when each rises, best supported chain first.",
    ]


@asked
def why(
    graph: KnowledgeGraph,
    target: Annotated[Concept, "What changes in the end."],
    *,
    kind: Annotated[Kind | None, "Only concepts of this kind."] = None,
    **filters: Unpack[Filters],
) -> Why:
    """Everything upstream of one thing.

    Lists each thing whose increase raises it (↑) or lowers it (↓); the one with the best supported chain comes first.

    A question in words is read if it has one known name: what raises it, what causes it, why is it high.

    Example: kg why "back pain"

    Raises UsageError or UnknownConcept.
    """
    target = one(graph, target, "why")
    graph = filtered(region.upstream(graph, [target], filters), target, **filters)
    goal = resolve(graph, target)
    reference = goal.direction or Sign.PLUS
    found = responses.upstream(graph, goal.quantity, kind)
    return Why(Data.of(graph), WhyQuestion(end(goal), kind), moves(graph, found, {}, reference))
