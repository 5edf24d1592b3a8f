"""The part of a graph that a question needs: all of a graph in memory, a region of one in a store.

A region holds all claims between the quantities that the answer can depend on, so the answer from the region is the
answer from the whole graph. Regions are found from the names of a question, before anything is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.errors import IDENTIFIED, UsageError
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection, pair, resolve
from kg.reasoning import kin
from kg.store import store_of

if TYPE_CHECKING:
    from kg.reasoning.chains import Options
    from kg.store.engines import Where
    from kg.store.reading import Store

#: The filters of a question, by name.
Filters = Mapping[str, Any]


def chains(
    graph: KnowledgeGraph, source: str, target: str, options: Options, filters: Filters, engine: Where | None = None
) -> KnowledgeGraph:
    """The best chains between two things, found by an engine if one is named; raises UsageError or UnknownConcept."""
    store = store_of(graph)
    if store is None:
        if engine:
            raise UsageError(
                "--engine asks a store; make one with kg import … --output OUT.kg, and name it with --data"
            )
        return graph
    start, goal = pair(graph, source, target)
    if filters or options.with_associations or any(name in store.claims for name in options.avoid):
        if engine:
            raise UsageError("--engine takes no filters, associations or claims to avoid; leave these out, or --engine")
        return between(graph, source, target, {**filters, "avoid": options.avoid, "via": options.via})
    from kg.reasoning.arrays.stored import chains as best

    return best(store, start, goal, options, engine)


def between(graph: KnowledgeGraph, source: str, target: str, filters: Filters) -> KnowledgeGraph:
    """What one thing leads to that leads to another; raises UsageError if that is too much, or UnknownConcept."""
    return _region(graph, [source], [target], filters)


def downstream(graph: KnowledgeGraph, names: Sequence[str], filters: Filters) -> KnowledgeGraph:
    """What some things lead to; raises UsageError if that is too much, or UnknownConcept."""
    return _region(graph, names, [], filters)


def upstream(graph: KnowledgeGraph, names: Sequence[str], filters: Filters) -> KnowledgeGraph:
    """What leads to some things; raises UsageError if that is too much, or UnknownConcept."""
    return _region(graph, [], names, filters)


def near(graph: KnowledgeGraph, names: Sequence[str], hops: int, filters: Filters) -> KnowledgeGraph:
    """What leads to each of some things, or from it, in some steps; raises UsageError if that is too much."""
    store = store_of(graph)
    if store is None:
        return graph
    from kg.store import reach

    families = [kin.numbers(store, kin.of(store, [resolve(graph, name).concept.id])) for name in names]
    claims = {claim for roots in families for claim in reach.claims_near(store, roots, hops)}
    return _part(store, claims, names, filters)


def about(graph: KnowledgeGraph, name: str, filters: Filters) -> KnowledgeGraph:
    """The claims about a concept, its states and kinds, or all of a graph for another thing.

    Raises UsageError if these are too many, or UnknownConcept.
    """
    store = store_of(graph)
    if store is None or _other(graph, name):
        return graph
    return _part(store, kin.touching(store, kin.of(store, [resolve(graph, name).concept.id])), [name], filters)


def _other(graph: KnowledgeGraph, name: str) -> bool:
    """Whether a name is that of a claim, an evidence item or a source, or has the form of one."""
    others = (graph.evidence, graph.claims, graph.withdrawn, graph.withdrawn_concepts, graph.sources)
    forms = (name, f"document:{name}", f"study:{name}")
    return name.partition(":")[0] in IDENTIFIED or any(form in part for part in others for form in forms)


def _region(graph: KnowledgeGraph, sources: Sequence[str], targets: Sequence[str], filters: Filters) -> KnowledgeGraph:
    store = store_of(graph)
    if store is None:
        return graph
    from kg.store import reach

    asked = [resolve(graph, name) for name in (*sources, *targets)]
    roots, goals = (
        kin.numbers(store, kin.of(store, [one.concept.id for one in some]))
        for some in (asked[: len(sources)], asked[len(sources) :])
    )
    claims = reach.claims_between(store, roots, goals)
    if sources and targets and len(store.claims) <= kin.MOST_CLAIMS and (filters or not _leads(store, *asked)):
        claims = list(range(len(store.claims)))  # the claims that are missing between them may be anywhere
    return _part(store, claims, [*sources, *targets], filters)


def _leads(store: Store, start: Selection, goal: Selection) -> bool:
    """Whether influences that chains use lead from one quantity to another, or to a kind of it."""
    from kg.store import reach

    graph, source, target = store.graph, start.quantity, goal.quantity
    roots, goals = (kin.numbers(store, names) for names in ([source], {target, *graph.kinds(target)} - {source}))
    barred = set(kin.numbers(store, graph.generic)) - {*roots, *goals}
    return reach.leads(store.search, roots, goals, barred)


def _part(store: Store, claims: Collection[int], names: Sequence[str], filters: Filters) -> KnowledgeGraph:
    """The part with some claims, and with everything that a question names."""
    avoided = {name: store.claims.number(name) for name in filters.get("avoid", ())}
    named = {number for number in avoided.values() if number is not None}
    asked = [*names, *filters.get("via", ()), *(name for name, number in avoided.items() if number is None)]
    kept = sorted({*claims, *named})
    if len(kept) > kin.MOST_CLAIMS:
        raise UsageError(
            f"this question needs {len(kept):,} claims of the store, more than {kin.MOST_CLAIMS:,}; "
            "kg path without filters answers from a store of any size"
        )
    whole = store.graph
    concepts = kin.of(store, [resolve(whole, name).concept.id for name in asked])
    return store.part(kept, concepts, filters.get("without", ()))
