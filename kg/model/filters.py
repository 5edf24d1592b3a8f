"""Filters that leave sources, concepts or claims out of a question."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Annotated, TypedDict

from msgspec.structs import replace

from kg.errors import UsageError
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import resolve
from kg.signature import Concept


class Sources(TypedDict, total=False):
    """The filter of questions about sources and claims: ``--without`` alone."""

    without: Annotated[Sequence[str], "Ignore these documents or studies (002, zadro-2018)."]


class Filters(Sources, total=False):
    """The filters of most questions about chains: ``--without`` and ``--avoid``."""

    avoid: Annotated[Sequence[Concept], "Exclude chains through these concepts or claims."]


def filtered(
    graph: KnowledgeGraph, *asked: str, without: Sequence[str] = (), avoid: Sequence[str] = ()
) -> KnowledgeGraph:
    """The graph without some sources, and without everything that is avoided.

    ``avoid`` names concepts or claims; ``asked`` are the concepts of the question, which cannot be avoided. Raises
    UsageError or UnknownConcept.
    """
    graph = graph.without_sources(without)
    if not avoid:
        return graph
    quantities = {resolve(graph, text).quantity for text in asked}
    return replace(avoiding(graph, avoid, quantities), avoided=tuple(avoid))


def avoiding(graph: KnowledgeGraph, avoid: Sequence[str], asked: Collection[str]) -> KnowledgeGraph:
    """The graph without the avoided claims, and without all claims about avoided quantities."""
    claims = {name for name in avoid if name in graph.claims}
    quantities = {resolve(graph, name).quantity for name in avoid if name not in claims}
    for name in quantities.intersection(asked):
        raise UsageError(f"“{graph.concepts[name].label}” is both asked for and avoided; leave it out of one")
    about = {name for name, concept in graph.concepts.items() if concept.quantity in quantities}
    claims |= {claim.id for claim in graph.claims.values() if about & {claim.subject, claim.object}}
    return graph.without(frozenset(claims)) if claims else graph
