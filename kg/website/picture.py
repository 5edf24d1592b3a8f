"""Single pictures: the explorer's view of one concept or of the chains of a path, with only the data it needs."""

from __future__ import annotations

from kg.model.core import Concept, Sign
from kg.model.graph import KnowledgeGraph
from kg.questions.path import PathAnswer, path
from kg.website import build


def focus(graph: KnowledgeGraph, concept: Concept) -> str:
    """One concept with what changes it, what it changes, and all claims about it, as a page."""
    about = {concept.quantity, *(state.id for state in graph.states.get(concept.quantity, ()))}
    claims = {claim.id for claim in graph.claims.values() if about & {claim.subject, claim.object}}
    part = build.part(graph, claims, {concept.id, concept.quantity})
    return build.html(part, single={"v": "focus", "c": concept.id})


def chains(answer: PathAnswer) -> str:
    """The chains of an answer with the evidence of each step, as a page."""
    ends = {"a": answer.source.id, "b": answer.target.id}
    return build.html(_part(answer), single={"v": "path", **ends, "k": len(answer.chains)})


def shows(answer: PathAnswer) -> bool:
    """Whether the page would show these chains: it asks for the best between two concepts, without options."""
    again = path(_part(answer), answer.source.id, answer.target.id, k=len(answer.chains))
    return _along(again) == _along(answer)


def _part(answer: PathAnswer) -> KnowledgeGraph:
    """The claims of the chains."""
    claims = {claim for chain in answer.chains for step in chain.steps for claim in step.claims}
    ends = {answer.source.id, answer.source.quantity, answer.target.id, answer.target.quantity}
    return build.part(answer.graph, claims, ends)


def _along(answer: PathAnswer) -> list[list[tuple[str, Sign, str, Sign]]]:
    """The quantities of each chain, and their positions."""
    return [
        [(step.subject, step.subject_direction, step.object, step.object_direction) for step in chain.steps]
        for chain in answer.chains
    ]
