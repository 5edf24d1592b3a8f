"""What this program writes into KGX tables so that it can read its own graph back: states, ranges, values.

Each is an edge ``related_to`` that other readers may take as such; ``original_predicate`` says what it means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from kg.exchange.delimited import values
from kg.exchange.report import Outcome, Report
from kg.model.core import Concept, Value
from kg.model.graph import KnowledgeGraph
from kg.model.values import parse
from kg.turtle.names import BASE, is_curie, slug
from kg.turtle.parse import vocabulary

Row = Mapping[str, str]
BROADER, STATE, BEYOND = "skos:broader", "vocab:stateOf", "vocab:beyondRange"
#: The end of the identifier of a row whose evidence is inconclusive.
UNDECIDED = "#undecided"
EXCLUDES, GENERIC = "vocab:excludesPopulation", "vocab:generic"
#: The axes of context that qualifiers hold.
AXES = ("population", "condition")
LEVELS = {"Low": "decreased", "High": "increased"}
_LEVEL = {direction: level for level, direction in LEVELS.items()}


def is_own(row: Row) -> bool:
    """Whether this program wrote the row: of its own graph, or of one that it imported, which keeps its source."""
    said = row.get("original_predicate", "")
    kept = said.startswith("vocab:") or (said == BROADER and "--broader--" in row.get("id", ""))
    return kept or row.get("primary_knowledge_source") == BASE


def source(graph: KnowledgeGraph) -> str:
    """The source of what a graph itself says, such as its hierarchy; an imported graph does not name it."""
    return "" if graph.is_imported else BASE


def limits(row: Row) -> tuple[tuple[str, str], ...]:
    """The populations and conditions to which a row is limited, each with its axis."""
    known = vocabulary()[1]
    names = (name.removeprefix("vocab:") for name in values(row.get("qualifiers", "")) if name.startswith("vocab:"))
    found = sorted((known[name].scheme.lower(), name) for name in names if name in known)
    return tuple(pair for axis in AXES for pair in found if pair[0] == axis)


def notes(graph: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    """Edges that say what is a state of what, beyond the range, generic, or not found in some people."""
    by = source(graph), agent_type(graph, "automated_agent")  # not from a text
    for concept in graph.concepts.values():
        if concept.state_of and concept.level:
            yield _note(by, STATE, concept.id, concept.state_of, LEVELS[concept.level])
        if concept.state_of and concept.beyond_range:
            yield _note(by, BEYOND, concept.id, concept.state_of)
        if concept.generic:
            yield _note(by, GENERIC, concept.id, concept.id)
        if concept.excludes:
            row = _note(by, EXCLUDES, concept.id, concept.id)
            yield {**row, "qualifiers": [f"vocab:{name}" for name in concept.excludes]}


def agent_type(graph: KnowledgeGraph, program: str = "text_mining_agent") -> str:
    """Who made a statement, in the terms of Biolink: a person, unless the data are attributed to a program."""
    return program if graph.attributed_to == "vocab:MachineCurator" else "manual_agent"


def _note(by: tuple[str, str], said: str, subject: str, object_: str, direction: str = "") -> dict[str, Any]:
    origin, agent = by
    return {
        "id": f"{subject}--{slug(said.partition(':')[2])}--{object_}",
        "category": ["biolink:Association"],
        "subject": subject,
        "predicate": "biolink:related_to",
        "object": object_,
        "object_direction_qualifier": direction,
        "negated": False,
        "knowledge_level": "knowledge_assertion",
        "agent_type": agent,
        "primary_knowledge_source": origin,
        "original_predicate": said,
    }


class Own:
    """The states, ranges and values of this program's own tables."""

    def __init__(self, report: Report) -> None:
        self.values: dict[str, Value] = {}
        self._report = report
        self._notes: list[tuple[str, Row, str, Outcome]] = []

    def node(self, row: Row) -> bool:
        """Take a row of the node table, if it is a value."""
        name, of = row["id"], row.get("has_attribute_type", "")
        found = parse(row.get("name", "")) if name.startswith("quantity:") and is_curie(name) else None
        if found is not None:
            self.values[name] = Value(name, *found, None if of in ("", name) else of)
        return found is not None

    def edge(self, row: Row, label: str, outcome: Outcome) -> bool:
        """Take a row of the edge table, if it says something of a state; what it becomes is said later."""
        said = row.get("original_predicate", "")
        if not is_own(row) or said not in (STATE, BEYOND, EXCLUDES, GENERIC):
            return False
        self._notes.append((said, row, label, outcome))
        return True

    def concepts(self, found: Mapping[str, Concept]) -> dict[str, Concept]:
        """Concepts with what was said about them; what does not fit is left out, and reported."""
        made = dict(found)
        states = self._states(found)
        for name, (quantity, level, label, outcome) in states.items():
            self._report.current = outcome
            if self._kept("state of another state, left out" if quantity in states else "", label):
                made[name] = replace(made[name], state_of=quantity, level=level)
        for said, row, label, outcome in self._notes:
            self._report.current = outcome
            concept = made.get(row["subject"])
            some = tuple(name for axis, name in limits(row) if axis == "population")
            fits: Mapping[str, tuple[bool, str, dict[str, Any]]] = {
                BEYOND: (
                    bool(concept and concept.state_of),
                    "range of something that is not a state, left out",
                    {"beyond_range": True},
                ),
                GENERIC: (concept is not None, "mark of something unknown, left out", {"generic": True}),
                EXCLUDES: (bool(some), "excluded people that are not understood, left out", {"excludes": some}),
            }
            if said in fits:
                fit, why, change = fits[said]
                if self._kept("" if fit and concept else why, label) and concept:
                    made[concept.id] = replace(concept, **change)
        return made

    def _states(self, known: Mapping[str, Concept]) -> dict[str, tuple[str, str, str, Outcome]]:
        """Each state with its quantity, its level, and the edge."""
        states: dict[str, tuple[str, str, str, Outcome]] = {}
        for said, row, label, outcome in self._notes:
            if said != STATE:
                continue
            self._report.current = outcome
            name, quantity = row["subject"], row["object"]
            level = _LEVEL.get(row.get("object_direction_qualifier", ""), "")
            problems = {
                "state whose level is not understood, left out": not level,
                "state of something unknown or of itself, left out": not {name, quantity} <= known.keys()
                or name == quantity,
                "second level of one state, left out": name in states,
            }
            if why := next((what for what, found in problems.items() if found), ""):
                self._report.miss(why, label)
            else:
                states[name] = quantity, level, label, outcome
        return states

    def _kept(self, why: str, label: str) -> bool:
        """Count a row, as left out if there is a reason."""
        if why:
            self._report.miss(why, label)
        else:
            self._report.became("not_causal")
        return not why
