"""How well a sign is supported: by trials or several studies, by a study for each step, by less, or by web pages alone.

The order of designs is that of GRADE (Guyatt et al. 2008): trials and their syntheses before other studies, and several
independent studies before one.
"""

from __future__ import annotations

from enum import StrEnum

from kg.model.confidence import weight, witness
from kg.model.core import Evidence, Stance
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence

#: The designs of which one study is strong support.
STRONG = frozenset({"MetaAnalysis", "RandomisedTrial", "Guideline"})
#: The design of a study of which nothing is known.
UNKNOWN_DESIGN = "UnknownDesign"
#: Number of independent studies that together are strong support.
SEVERAL = 2


class Support(StrEnum):
    """What the weakest step of a chain rests on."""

    strong = "strong"
    moderate = "moderate"
    unnamed = "unnamed"
    weak = "weak"


#: From the weakest to the strongest. That no study is named comes above pages, because it leaves no sign open: what an
#: imported graph states is a mechanism, in both directions.
ORDER = (Support.weak, Support.unnamed, Support.moderate, Support.strong)


def supporting(graph: KnowledgeGraph, used: Influence) -> list[Evidence]:
    """The evidence items that support an influence."""
    items = (item for claim in used.claims for item in graph.evidence_of[claim.id])
    return [item for item in items if item.stance is Stance.SUPPORTS]


def grade(graph: KnowledgeGraph, used: Influence) -> Support:
    """The support of one influence; what is known by a web address only is a page, not a study.

    Nobody has read a study that an imported graph names, nor knows its design: however many there are, their support is
    moderate. If it names none, there is no study.
    """
    items = [item for item in supporting(graph, used) if item.source not in graph.pages]
    if not any(item.source in graph.literature for item in items):
        return Support.unnamed if items else Support.weak
    named = [graph.studies[name] for name in {item.source for item in items if not item.imported}]
    read = [study for study in named if study.design != UNKNOWN_DESIGN]
    if any(study.design in STRONG for study in read) or len({witness(study) for study in read}) >= SEVERAL:
        return Support.strong
    return Support.moderate


def outranked(graph: KnowledgeGraph, used: Influence) -> bool:
    """Whether a stronger design than any that supports an influence denies it or leaves it open."""
    items = [item for claim in used.claims for item in graph.evidence_of[claim.id]]
    best = max((weight(graph.sources[item.source]) for item in items if item.stance is Stance.SUPPORTS), default=0)
    return any(weight(graph.sources[item.source]) > best for item in items if item.stance is not Stance.SUPPORTS)


def studied(graph: KnowledgeGraph, used: Influence) -> bool:
    """Whether a study of known design supports an influence without a hedge: that something *may* be is not stated.

    What an imported graph states is a partial effect, whatever study it names.
    """
    items = (item for item in supporting(graph, used) if not item.imported)
    sources = {item.source for item in items if item.modality == "Asserted"}
    designs = {graph.studies[source].design for source in sources if source in graph.studies}
    return bool(designs - {UNKNOWN_DESIGN})


def populations(graph: KnowledgeGraph, used: Influence) -> list[frozenset[str]]:
    """The populations to which each supporting evidence item is limited; an empty set for one without a limit.

    Populations by their status at the start are not other people.
    """
    return [
        frozenset(value for axis, value in item.context if axis == "population") - graph.statuses
        for item in supporting(graph, used)
    ]
