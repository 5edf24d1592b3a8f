"""What every reader needs: what is expected of a file, worked out from the data alone, and how to compare it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from kg.model.core import Claim, Evidence
from kg.model.graph import KnowledgeGraph

SIGNS = {"+": 1, "-": -1}
NAMES = {1: "+", -1: "-"}
SIDES = {"supports": "supported_by", "disputes": "disputed_by", "inconclusive": "undecided_by"}
#: Claim (or another key) → anything that can be compared.
Facts = dict[Any, Any]


class Result(NamedTuple):
    """How many things of which sort were compared, and where the file says something else than the graph."""

    compared: Mapping[str, int]
    differences: list[str]


def result(**pairs: tuple[Facts, Facts]) -> Result:
    """Compare what was expected with what was read, by sort of thing."""
    differences = []
    for sort, (wanted, read) in pairs.items():
        for key in sorted({*wanted, *read}, key=str):
            if key not in read or key not in wanted or wanted[key] != read[key]:
                there, here = wanted.get(key, "nothing"), read.get(key, "nothing")
                differences.append(f"{sort} of {key}: {there!r} in the graph, {here!r} in the file")
    return Result({sort: len(wanted) for sort, (wanted, _) in pairs.items()}, differences)


def signs(graph: KnowledgeGraph) -> dict[str, str]:
    """The sign between the quantities behind subject and object, by claim; empty where the claim has none."""
    found = {}
    for claim in graph.claims.values():
        relation = graph.relations[claim.relation]
        told = (relation.sign or relation.correlation) if claim.object in graph.concepts else None
        sign = told.value if told else ""
        if sign in SIGNS:
            states = [graph.concepts[end] for end in (claim.subject, claim.object)]
            sign = turned(sign, [state.level == "Low" and not state.beyond_range for state in states])
        found[claim.id] = sign
    return found


def turned(sign: str, low: Iterable[bool]) -> str:
    """A sign between states as one between quantities: each low level turns it; a state beyond the range does not."""
    return NAMES[SIGNS[sign] * (-1) ** sum(low)]


def quantity(graph: KnowledgeGraph, name: str) -> str:
    """What a state is a state of; everything else stands for itself."""
    return graph.concepts[name].quantity if name in graph.concepts else name


def ends(graph: KnowledgeGraph, claim: Claim) -> tuple[str, str]:
    """What a sign of a claim is between."""
    return (quantity(graph, claim.subject), quantity(graph, claim.object))


def stance(graph: KnowledgeGraph, item: Evidence) -> str:
    """The side of an evidence as it counts: a study that is retracted or not identified takes none."""
    study = graph.studies.get(item.source)
    void = study and (study.record_status == "Retracted" or study.trace_status == "NotIdentified")
    return "inconclusive" if void else str(item.stance)


def sides(
    graph: KnowledgeGraph, name: Callable[[str], str] = str, *, stated: bool = False
) -> dict[str, dict[str, set[str]]]:
    """The sources of each claim by side, as ``name`` calls them; ``stated``, whether or not they count."""
    found: dict[str, dict[str, set[str]]] = {claim: {side: set() for side in SIDES} for claim in graph.claims}
    for item in graph.evidence.values():
        found[item.claim][item.stance if stated else stance(graph, item)].add(name(item.source))
    return found


def supported(graph: KnowledgeGraph) -> set[str]:
    """The claims that some source supports, if it counts."""
    return {item.claim for item in graph.evidence.values() if stance(graph, item) == "supports"}
