"""Filters that leave evidence, concepts, claims or steps out of a question."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Annotated, Literal, TypedDict

from msgspec.structs import replace

from kg.errors import UnknownName, UsageError
from kg.model.core import Evidence
from kg.model.graph import KnowledgeGraph
from kg.model.kept import kept
from kg.model.lookup import normal, resolve
from kg.signature import Concept, Metavar, Range

Choice = Literal["all", "literature", "pages", "trials"]
#: The designs that count as trials.
TRIALS = frozenset({"RandomisedTrial", "MetaAnalysis"})
YEARS = Range(1800, 2100)


class Sources(TypedDict, total=False):
    """The filters of questions about sources and claims: which evidence counts."""

    sources: Annotated[
        Choice,
        "Which sources count: all, literature (studies of any design), pages (web pages and other documents), or "
        "trials (randomised trials and meta-analyses).",
    ]
    population: Annotated[
        Sequence[str],
        "Ignore evidence that is limited to populations other than this one, such as “older adults”; evidence without "
        "a population counts.",
    ]
    condition: Annotated[
        Sequence[str],
        "Ignore evidence that holds only under conditions other than this one, such as “with enough calcium”; evidence "
        "without a condition counts.",
    ]
    since: Annotated[
        int,
        "Ignore studies published before this year; documents, and studies without a known year, count.",
        YEARS,
        Metavar("YEAR"),
    ]
    without: Annotated[Sequence[str], "Ignore these documents or studies (002, zadro-2018)."]


class Steps(Sources, total=False):
    """The filters of questions about steps: also which steps count."""

    avoid: Annotated[Sequence[Concept], "Exclude chains through these concepts or claims."]
    min_confidence: Annotated[float, "Only steps with at least this confidence.", Range(0, 1)]


class Filters(Steps, total=False):
    """The filters of questions about what follows from a change: also in which direction steps are stated."""

    stated_only: Annotated[bool, "Only steps that a source states in the direction in which the chain uses them."]


def filtered(
    graph: KnowledgeGraph,
    *asked: str,
    sources: str = "all",
    population: Sequence[str] = (),
    condition: Sequence[str] = (),
    since: int | None = None,
    without: Sequence[str] = (),
    avoid: Sequence[str] = (),
    min_confidence: float = 0.0,
    stated_only: bool = False,
) -> KnowledgeGraph:
    """The graph with the evidence and the steps that count, and without everything that is avoided.

    ``avoid`` names concepts or claims; ``asked`` are the concepts of the question, which cannot be avoided.
    ``stated_only`` is only noted: what it leaves out depends on what changes (``Judge.unstated`` in
    :mod:`kg.reasoning.judge`). Raises UsageError or UnknownConcept.
    """
    if without or sources != "all" or population or condition or since is not None:
        graph = _counting(graph, sources, tuple(population), tuple(condition), since, tuple(without))
    if avoid:
        quantities = {resolve(graph, text).quantity for text in asked}
        graph = avoiding(graph, avoid, quantities)
    if avoid or min_confidence or stated_only:
        told = replace(
            graph.filters, avoid=tuple(avoid), min_confidence=min_confidence or None, stated_only=stated_only
        )
        graph = replace(graph, filters=told)
    return graph


@kept(4)
def _counting(
    graph: KnowledgeGraph,
    sources: str,
    population: Sequence[str],
    condition: Sequence[str],
    since: int | None,
    without: Sequence[str],
) -> KnowledgeGraph:
    """The graph with the evidence that counts."""
    graph = graph.without_sources(without)
    if sources != "all":
        graph = graph.keeping(_from(graph, sources), replace(graph.filters, sources=sources))
    for axis, names in (("population", population), ("condition", condition)):
        if names:
            graph = _limited(graph, axis, names)
    if since is not None:
        old = {study.id for study in graph.studies.values() if study.year and study.year < str(since)}
        graph = graph.keeping(lambda item: item.source not in old, replace(graph.filters, since=since))
    return graph


def _from(graph: KnowledgeGraph, sources: str) -> Callable[[Evidence], bool]:
    """Whether an evidence item comes from sources of this choice."""
    if sources == "pages":
        return lambda item: item.source in graph.pages
    if sources == "literature":
        return lambda item: item.source in graph.literature
    trials = {name for name in graph.literature if graph.studies[name].design in TRIALS}
    return lambda item: item.source in trials and not item.imported


def _limited(graph: KnowledgeGraph, axis: str, names: Sequence[str]) -> KnowledgeGraph:
    """The graph without evidence that is limited to other values of an axis; raises UsageError, naming the choices."""
    known = {term.id: term.label for term in graph.terms.values() if term.scheme == axis.capitalize()}
    named: dict[str, str] = {}
    for name in names:
        found = {key: label for key, label in known.items() if normal(name) in (normal(key), normal(label))}
        if not found:
            raise UnknownName(f"unknown {axis} “{name}”; choose one of: {', '.join(known.values())}")
        named |= found

    def counts(item: Evidence) -> bool:
        limits = {value for key, value in item.context if key == axis}
        return not limits or bool(limits & named.keys())

    return graph.keeping(counts, replace(graph.filters, **{axis: tuple(named.values())}))


def avoiding(graph: KnowledgeGraph, avoid: Sequence[str], asked: Collection[str]) -> KnowledgeGraph:
    """The graph without the avoided claims, and without all claims about avoided quantities."""
    if not avoid:
        return graph
    claims = {name for name in avoid if name in graph.claims}
    quantities = {resolve(graph, name).quantity for name in avoid if name not in claims}
    for name in quantities.intersection(asked):
        raise UsageError(f"“{graph.concepts[name].label}” is both asked for and avoided; remove it from one")
    about = {name for name, concept in graph.concepts.items() if concept.quantity in quantities}
    claims |= {claim.id for claim in graph.claims.values() if about & {claim.subject, claim.object}}
    return graph.without(frozenset(claims)) if claims else graph
