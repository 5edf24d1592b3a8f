"""Networks that this program wrote (GraphML, CX2, node-link JSON), read back: each claim as it was, side by side.

An edge of such a network joins quantities; its attributes name the claim with its states, which are nodes that name
their quantity and level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.exchange.families import Edge, Node
from kg.exchange.families.parts.whole import sequence, shown
from kg.exchange.kgx import own
from kg.model.core import Sign
from kg.turtle.names import BASE
from kg.turtle.parse import vocabulary

Attributes = Mapping[str, Any]
#: What the edges of such a network have.
EDGE = frozenset(("claim", "relation", "sign", "status", "subject_level", "object_level"))
_SIDES = {"supported_by": "", "disputed_by": "evidence against", "undecided_by": "inconclusive evidence"}


def is_own(known: Attributes) -> bool:
    """Whether the attributes are those of a claim of this program's networks."""
    return known.keys() >= EDGE and shown(known["relation"]) in vocabulary()[0]


def node(place: str, name: str, known: Attributes) -> Iterator[Node | Edge]:
    """A concept or a value, and what it is a state of."""
    row = {
        "id": name,
        "name": shown(known.get("name")),
        "category": f"biolink:{shown(known.get('category'))}" if shown(known.get("category")) != "Value" else "",
        "description": shown(known.get("definition")),
        "xref": "|".join(_several(known.get("matches"))),
    }
    yield Node(place, row)
    if quantity := shown(known.get("quantity")):
        said = {
            "subject": name,
            "object": quantity,
            "predicate": "biolink:related_to",
            "primary_knowledge_source": BASE,
        }
        direction = own.LEVELS.get(shown(known.get("level")), "")
        yield Edge(
            f"{place}, its level",
            {**said, "original_predicate": own.STATE, "object_direction_qualifier": direction},
        )
        if shown(known.get("beyond_range")) == "true":
            yield Edge(f"{place}, its range", {**said, "original_predicate": own.BEYOND})


def edge(place: str, source: str, target: str, known: Attributes) -> Iterator[Edge]:
    """A claim once for each side of its sources, or a broader concept."""
    common = {"subject": source, "object": target, "primary_knowledge_source": BASE}
    relation = shown(known.get("relation"))
    if relation == "broader":
        yield Edge(place, {**common, "predicate": "biolink:subclass_of", "original_predicate": own.BROADER})
        return
    denial = vocabulary()[0][relation].sign is Sign.NULL
    for side, called in _SIDES.items():
        if not (sources := _several(known.get(side))):
            continue
        row = {
            **common,
            "id": shown(known["claim"]) + (own.UNDECIDED if side == "undecided_by" else ""),
            "predicate": "biolink:related_to",
            "negated": str((side == "disputed_by") != denial).lower(),
            "publications": "|".join(sources),
            "knowledge_level": "knowledge_assertion",
            "original_subject": shown(known.get("subject")),
            "original_predicate": f"vocab:{relation}",
            "original_object": shown(known.get("object")),
        }
        yield Edge(f"{place}, {called}" if called else place, row)


def _several(value: object) -> list[str]:
    """The texts of a list, or of a text of several that are separated by spaces, as in GraphML."""
    return [shown(item) for item in sequence(value)] or shown(value).split()
