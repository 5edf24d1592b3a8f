"""What sources say besides the effect in question: associations of the two, and trials of what acts on the source."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection
from kg.questions.parts.stated import Stated, each
from kg.reasoning.support import STRONG

#: The most interventions that an answer names.
MOST = 2


class Tested(Struct, frozen=True):
    """Something that acts on the source and was tested for its effect on the target in trials."""

    id: Annotated[str, "The concept."]
    label: Annotated[str, "Its name."]
    trials: Annotated[int, "Number of trials, meta-analyses and guidelines."]
    stated: Annotated[Stated, "What sources say about its effect on the target."]


def associations(graph: KnowledgeGraph, start: Selection, goal: Selection) -> tuple[str, ...]:
    """The claims about two things or their states that do not say that one acts on the other."""
    ends = {start.quantity, goal.quantity}
    names = {name for name, concept in graph.concepts.items() if concept.quantity in ends}
    return tuple(
        claim.id
        for claim in graph.claims.values()
        if claim.subject in names
        and claim.object in names
        and graph.concepts[claim.subject].quantity != graph.concepts[claim.object].quantity
        and graph.relations[claim.relation].sign is None
        and claim.id in graph.supported
    )


def tested(graph: KnowledgeGraph, start: Selection, goal: Selection) -> tuple[Tested, ...]:
    """What acts on the source, or is a kind of it, and was tested for its effect on the target; most trials first."""
    acting = {i.source for i in graph.influences if i.target == start.quantity and i.sign in (Sign.PLUS, Sign.MINUS)}
    names = (acting | {*graph.kinds(start.quantity)}) - {start.quantity, goal.quantity}
    found = []
    for name, said in each(graph, dict.fromkeys(names, Sign.PLUS), goal).items():
        sides = [side for side in (said.up, said.down, said.none) if side]
        items = (item for side in sides for claim in side.claims for item in graph.evidence_of[claim])
        trials = {item.source for item in items if item.source in graph.studies and not item.imported}
        if number := sum(graph.studies[source].design in STRONG for source in trials):
            found.append(Tested(name, graph.concepts[name].label, number, said))
    return tuple(sorted(found, key=lambda one: (-one.trials, one.id))[:MOST])
