"""What changes when one or more things are fixed high or low."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Unpack

from msgspec import Struct

from kg.errors import UsageError
from kg.model.answer import Data, ListAnswer
from kg.model.core import Sign
from kg.model.filters import Filters, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.kinds import Kind
from kg.model.lookup import moving, resolve
from kg.questions.parts.chains import End, end
from kg.questions.parts.moves import Move, moves
from kg.reasoning import region, responses
from kg.signature import Concept, Fewest, asked


class WhatIfQuestion(Struct, frozen=True):
    """What was asked."""

    changes: Annotated[tuple[End, ...], "What is fixed, and in which direction."]
    kind: Annotated[Kind | None, "The kind of concept that was asked for; null for any."]


class WhatIf(ListAnswer, frozen=True, tag="kg-what-if/2"):
    """What changes when one or more things are fixed high or low."""

    question: Annotated[WhatIfQuestion, "What was asked, as it was interpreted."]
    moves: Annotated[tuple[Move, ...], "The outcome for everything downstream, best supported chain first."]


@asked
def what_if(
    graph: KnowledgeGraph,
    changes: Annotated[Sequence[Concept], "What is fixed high (or low).", Fewest(1)],
    *,
    kind: Annotated[Kind | None, "Only concepts of this kind."] = None,
    **filters: Unpack[Filters],
) -> WhatIf:
    """What changes when one or more things are fixed high or low.

    Each thing comes with its direction, or with ? and the reason why it is undetermined. What is fixed stays fixed,
    whatever acts on it.

    Example: kg what-if "vitamin D supplementation" up

    Directions are determined as in :func:`kg.effect`. Raises UsageError if a thing is named twice, or UnknownConcept.
    """
    graph = filtered(region.downstream(graph, changes, filters), *changes, **filters)
    selections = [moving(resolve(graph, text), Sign.PLUS) for text in changes]
    held: dict[str, Sign] = {}
    for selection in selections:
        if selection.quantity in held:
            raise UsageError(f"“{graph.concepts[selection.quantity].label}” is changed twice; name it once")
        held[selection.quantity] = selection.direction or Sign.PLUS
    if not held:
        raise UsageError("nothing is changed; name a concept, followed by up or down")
    found = responses.downstream(graph, held, kind)
    return WhatIf(Data.of(graph), WhatIfQuestion(tuple(map(end, selections)), kind), moves(graph, found, held))
