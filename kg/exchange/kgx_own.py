"""What this program writes into KGX tables so that it can read its own graph back: states, ranges, values.

Each is an edge ``related_to`` that other readers may take as such; ``original_predicate`` says what it means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from kg.exchange.kgx_tables import Row, values
from kg.model.core import Concept, Value
from kg.model.graph import KnowledgeGraph
from kg.model.values import parse
from kg.turtle.names import BASE, slug
from kg.turtle.parse import vocabulary

BROADER, STATE, BEYOND, EXCLUDES = "skos:broader", "vocab:stateOf", "vocab:beyondRange", "vocab:excludesPopulation"
LEVELS = {"Low": "decreased", "High": "increased"}
_LEVEL = {direction: level for level, direction in LEVELS.items()}


def is_own(row: Row) -> bool:
    """Whether this program wrote the row."""
    return row.get("primary_knowledge_source") == BASE


def populations(row: Row) -> tuple[str, ...]:
    """The populations to which a row is limited."""
    known = vocabulary()[1]
    names = (name.removeprefix("vocab:") for name in values(row.get("qualifiers", "")) if name.startswith("vocab:"))
    return tuple(sorted(name for name in names if name in known and known[name].scheme == "Population"))


def notes(graph: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """Edges that say what is a state of what, beyond the range, or not found in some people."""
    for concept in graph.concepts.values():
        if concept.state_of and concept.level:
            yield _note(STATE, concept.id, concept.state_of, LEVELS[concept.level])
        if concept.state_of and concept.beyond_range:
            yield _note(BEYOND, concept.id, concept.state_of)
        if concept.excludes:
            row = _note(EXCLUDES, concept.id, concept.id)
            yield {**row, "qualifiers": [f"vocab:{name}" for name in concept.excludes]}


def _note(said: str, subject: str, object_: str, direction: str = "") -> dict[str, Any]:
    return {
        "id": f"{subject}--{slug(said.partition(':')[2])}--{object_}",
        "category": ["biolink:Association"],
        "subject": subject,
        "predicate": "biolink:related_to",
        "object": object_,
        "object_direction_qualifier": direction,
        "negated": False,
        "knowledge_level": "knowledge_assertion",
        "agent_type": "manual_agent",
        "primary_knowledge_source": BASE,
        "original_predicate": said,
    }


class Own:
    """The states, ranges and values of this program's own tables."""

    def __init__(self) -> None:
        self.values: dict[str, Value] = {}
        self._states: dict[str, tuple[str, str]] = {}
        self._beyond: set[str] = set()
        self._excludes: dict[str, tuple[str, ...]] = {}

    def node(self, row: Row) -> bool:
        """Take a row of the node table, if it is a value."""
        name, of = row["id"], row.get("has_attribute_type", "")
        found = parse(row.get("name", "")) if name.startswith("quantity:") else None
        if found is not None:
            self.values[name] = Value(name, *found, None if of in ("", name) else of)
        return found is not None

    def edge(self, row: Row) -> bool:
        """Take a row of the edge table, if it says something of a state."""
        said, subject = row.get("original_predicate", ""), row["subject"]
        if not is_own(row) or said not in (STATE, BEYOND, EXCLUDES):
            return False
        if said == STATE and (level := _LEVEL.get(row.get("object_direction_qualifier", ""))):
            self._states[subject] = (row["object"], level)
        elif said == BEYOND:
            self._beyond.add(subject)
        elif said == EXCLUDES:
            self._excludes[subject] = populations(row)
        return True

    def concepts(self, found: Mapping[str, Concept]) -> dict[str, Concept]:
        """Concepts with what was said of them; a state of something unknown is a concept of its own."""
        made = dict(found)
        for name, (quantity, level) in self._states.items():
            if {name, quantity} <= made.keys() and name != quantity:
                made[name] = replace(made[name], state_of=quantity, level=level, beyond_range=name in self._beyond)
        for name, excluded in self._excludes.items():
            if name in made:
                made[name] = replace(made[name], excludes=excluded)
        return made
