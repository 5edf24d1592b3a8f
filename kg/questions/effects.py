"""Everything downstream of one thing."""

from __future__ import annotations

from typing import Annotated, Unpack

from msgspec import Struct

from kg.model.answer import Data, ListAnswer
from kg.model.core import Sign
from kg.model.filters import Filters, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.kinds import Kind
from kg.model.lookup import direction_of, moving, resolve
from kg.questions.parts.chains import End, end, one
from kg.questions.parts.moves import Move, moves
from kg.reasoning import region, responses
from kg.signature import Concept, asked


class EffectsQuestion(Struct, frozen=True):
    """What was asked."""

    source: Annotated[End, "The thing, with its direction."]
    kind: Annotated[Kind | None, "The kind of concept that was asked for; null for any."]


class Effects(ListAnswer, frozen=True, tag="kg-effects/2"):
    """Everything downstream of one thing."""

    question: Annotated[EffectsQuestion, "What was asked, as it was interpreted."]
    effects: Annotated[tuple[Move, ...], "The outcome for everything downstream, best supported chain first."]


@asked
def effects(
    graph: KnowledgeGraph,
    source: Annotated[Concept, "What changes first."],
    direction: Sign | str = Sign.PLUS,
    *,
    kind: Annotated[Kind | None, "Only concepts of this kind."] = None,
    **filters: Unpack[Filters],
) -> Effects:
    """Everything downstream of one thing.

    Each thing comes with its direction, or with ? and the reason why it is undetermined; the one with the best
    supported chain comes first.

    A question in words is read if it has one known name: what does it do, what happens when it falls.

    Example: kg effects "vitamin D deficiency" --kind symptom

    ``direction`` is the direction of the source, + or -; for a state such as a deficiency, + means that it holds.
    Raises UsageError or UnknownConcept.
    """
    source = one(graph, source, "effects")
    graph = filtered(region.downstream(graph, [source], filters), source, **filters)
    start = moving(resolve(graph, source), direction_of(direction))
    held = {start.quantity: start.direction or Sign.PLUS}
    found = responses.downstream(graph, held, kind)
    return Effects(Data.of(graph), EffectsQuestion(end(start), kind), moves(graph, found, held))
