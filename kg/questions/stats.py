"""Count what is in the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Unpack

from kg.model.answer import Data, GraphAnswer
from kg.model.filters import Sources, filtered
from kg.model.graph import KnowledgeGraph
from kg.signature import asked


class Stats(GraphAnswer, frozen=True, tag="kg-stats/2"):
    """Counts of what is in the graph."""

    concepts: Annotated[int, "Concepts."]
    grounded_concepts: Annotated[int, "Concepts that are mapped to a term of an ontology."]
    states: Annotated[int, "Concepts that are a level of a quantity."]
    claims: Annotated[int, "Claims."]
    causal_claims: Annotated[int, "Claims with a causal relation."]
    contested_claims: Annotated[int, "Claims with evidence on both sides."]
    evidence_items: Annotated[int, "Evidence items."]
    passages: Annotated[int, "Passages of documents."]
    omissions: Annotated[int, "Passages left out with a reason, because they make no claim."]
    quantities: Annotated[int, "Values with units."]
    documents: Annotated[int, "Curated documents."]
    studies: Annotated[int, "References to the literature."]
    influences: Annotated[int, "Signed influences between quantities, derived from the causal claims."]
    by_relation: Annotated[dict[str, int], "Claims by relation."]
    by_modality: Annotated[dict[str, int], "Evidence items by how firmly the source states the claim."]
    by_source: Annotated[dict[str, int], "Evidence items by source."]


@asked
def stats(graph: KnowledgeGraph, **filters: Unpack[Sources]) -> Stats:
    """Count concepts, claims, evidence items and sources.

    Example: kg stats
    """
    graph = filtered(graph, **filters)
    by_relation = _counted(claim.relation for claim in graph.claims.values())
    by_source = Counter(item.source for item in graph.evidence.values())
    return Stats(
        Data.of(graph),
        concepts=len(graph.concepts),
        grounded_concepts=sum(bool(c.exact or c.close or c.broad) for c in graph.concepts.values()),
        states=sum(c.state_of is not None for c in graph.concepts.values()),
        claims=len(graph.claims),
        causal_claims=sum(number for name, number in by_relation.items() if graph.relations[name].causal),
        contested_claims=sum(
            graph.confidence(claim).contested
            for claim, items in graph.evidence_of.items()
            if len(items) > 1 and len({item.stance for item in items}) > 1
        ),
        evidence_items=len(graph.evidence),
        passages=len(graph.passages),
        omissions=len(graph.omissions),
        quantities=len(graph.values),
        documents=len(graph.documents),
        studies=len(graph.studies) - len(graph.knowledge_sources),
        influences=len(graph.influences),
        by_relation=by_relation,
        by_modality=_counted(item.modality for item in graph.evidence.values()),
        by_source={name: by_source[name] for name in graph.sources if name in by_source},
    )


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
