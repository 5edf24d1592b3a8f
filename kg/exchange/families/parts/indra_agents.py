"""The agents of INDRA statements → rows of nodes.

An agent is known by the first of its identifiers in INDRA's own order of databases. An agent in a state (modified,
mutated, bound, not active, or at a place) is a concept of its own: what a mutant does, its gene need not do. An agent
that is called active is the agent itself, as everywhere here: a thing moves with its activity.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from kg.exchange.families.parts.groundings import PREFIXES, class_of, curie_of
from kg.exchange.families.parts.whole import mapping, sequence, shown
from kg.turtle.names import is_curie

#: INDRA's order of databases: of agents, and of the concepts of its other domains.
ORDER = (
    *("FPLX", "UPPRO", "HGNC", "UP", "CHEBI", "GO", "MESH", "MIRBASE", "DOID", "HP", "EFO"),
    *("WM", "UN", "HUME", "SOFIA", "CWMS"),
)
#: The prefix of agents without an identifier, and of agents in a state.
PREFIX = "indra"
IN_A_STATE = "agent that is modified, mutated, bound, inactive or at a place, kept as a concept of its own"
#: The prefixes of databases that INDRA prefers, or that Biolink knows.
_KNOWN = frozenset({*ORDER, *PREFIXES.values()})
UNKNOWN = "agent with an identifier of an unknown database, kept"
NAMED = "agent without an identifier of a database, kept by its name"
ACTIVE = "agent marked as active, read as the agent itself"
NESTED = "bound agent that is itself in a state, left out"


class Agent(NamedTuple):
    """An agent: its row, and what was noted of it; without a row it is left out."""

    row: dict[str, str]
    notes: tuple[str, ...] = ()


def agent(value: object) -> Agent | None:
    """The agent that an object of JSON describes; None if it has no name and no identifier."""
    known = mapping(value)
    plain = _plain(known)
    if plain is None:
        return None
    prefix = plain["id"].partition(":")[0]
    notes: tuple[str, ...] = () if prefix in _KNOWN else (NAMED,) if prefix == PREFIX else (UNKNOWN,)
    states = list(_states(known))
    if None in states:
        return Agent({}, (NESTED,))
    active = mapping(known.get("activity"))
    notes += (ACTIVE,) if active and active.get("is_active") is not False else ()
    if not states:
        return Agent(plain, notes)
    said = "; ".join(map(str, states))
    row = {"name": f"{plain['name']} ({said})", "category": plain["category"]}
    return Agent({"id": f"{PREFIX}:{plain['id']} ({said})", **row}, (*notes, IN_A_STATE))


def _plain(known: dict[str, Any]) -> dict[str, str] | None:
    """The row of an agent, whatever its state."""
    name = shown(known.get("name"))
    found = dict(_curies(mapping(known.get("db_refs"))))
    ordered = [found[database] for database in ORDER if database in found]
    others = sorted(curie for database, curie in found.items() if database not in ORDER)
    best = next(iter([*ordered, *others]), f"{PREFIX}:{name}" if name else "")
    if not best:
        return None
    same = [curie for curie in (*ordered, *others) if curie != best]
    kind = class_of(best) or "NamedThing"
    return {"id": best, "name": name or best, "category": f"biolink:{kind}", "xref": "|".join(same)}


def _curies(references: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The CURIE of each database; of several identifiers, that with the highest score, else the first."""
    for database, value in references.items():
        if database.startswith("TEXT") or not value:
            continue
        several = value if isinstance(value, list) else [value]
        if all(isinstance(item, list) and len(item) == 2 and isinstance(item[1], int | float) for item in several):  # noqa: PLR2004
            several = [item[0] for item in sorted(several, key=lambda item: -item[1])]
        curie = curie_of(database, shown(several[0]))
        if is_curie(curie):
            yield database, curie


def _states(known: dict[str, Any]) -> Iterator[str | None]:
    """The states of an agent, in words; None for one that is not understood."""
    for item in map(mapping, sequence(known.get("mods"))):
        site = "".join(shown(item.get(part)) for part in ("residue", "position"))
        done = "no " if item.get("is_modified") is False else ""
        yield f"{done}{shown(item.get('mod_type'))}{' ' if site else ''}{site}"
    for item in map(mapping, sequence(known.get("mutations"))):
        change = "".join(shown(item.get(part)) or "?" for part in ("residue_from", "position", "residue_to"))
        yield f"mutation {change}"
    for item in map(mapping, sequence(known.get("bound_conditions"))):
        other = mapping(item.get("agent"))
        partner = _plain(other)
        nested = any(other.get(part) for part in ("mods", "mutations", "bound_conditions", "activity", "location"))
        bound = "not bound to" if item.get("is_bound") is False else "bound to"
        yield None if nested or partner is None else f"{bound} {partner['id']}"
    activity = mapping(known.get("activity"))
    if activity.get("is_active") is False:
        yield f"no {shown(activity.get('activity_type')) or 'activity'}"
    if place := shown(known.get("location")):
        yield f"in {place}"
