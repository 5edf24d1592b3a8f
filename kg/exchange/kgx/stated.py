"""Who states what, for KGX: the source that an imported graph named, with its score and publications, or this graph."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.exchange.kgx.claims import UNNAMED
from kg.model.core import Document, Evidence, Study
from kg.model.graph import KnowledgeGraph
from kg.turtle.names import BASE, expand


class Stated(NamedTuple):
    """Who states something: the source that an imported graph names, empty for others; its score; the graphs asked."""

    origin: str
    score: str
    graphs: tuple[str, ...]

    @property
    def source(self) -> str:
        """The source of knowledge; empty if an imported graph named none."""
        return "" if self.origin == UNNAMED else self.origin or BASE


def by_source(items: Iterable[Evidence]) -> dict[Stated, list[Evidence]]:
    """Evidence items by who states them: each is an edge, because an edge has one source and one score."""
    found: dict[Stated, list[Evidence]] = {}
    for item in items:
        found.setdefault(Stated(item.origin, item.score, item.graphs), []).append(item)
    return found


def number_of(score: str) -> float | None:
    """The number of a score such as ``INDRA belief 0.92``; None if it has none, or several."""
    try:
        number = float(score.rpartition(" ")[2])
    except ValueError:
        return None
    return number if math.isfinite(number) and ";" not in score else None


def unwritten(graph: KnowledgeGraph) -> Mapping[str, int]:
    """What KGX cannot hold of the scores of imported claims."""
    scores = [item.score for item in graph.evidence.values() if item.score]
    numbers = sum(number_of(score) is not None for score in scores)
    return {
        "scores of imported claims that are not a number": len(scores) - numbers,
        "names of the scores of imported claims": numbers,
    }


def published(graph: KnowledgeGraph, item: Evidence, stated: Stated) -> str:
    """The publication of an evidence item; empty if an imported row named none, so that its source stands for it."""
    source = graph.sources[item.source]
    if stated.origin and isinstance(source, Study) and not (source.pmid or source.doi or source.pmcid):
        return "" if source.title == stated.origin else source.title
    return publication(source)


def publication(source: Document | Study) -> str:
    """The identifier of a publication in Biolink, else its address, else our own identifier."""
    known = {}
    if isinstance(source, Study):
        known = {"PMID": source.pmid, "DOI": source.doi, "PMC": source.pmcid.removeprefix("PMC")}
    numbers = (f"{prefix}:{number}" for prefix, number in known.items() if number)
    return next(numbers, (source.url or expand(source.id)).replace("|", "%7C"))
