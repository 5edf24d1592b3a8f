"""Single pictures: the explorer's own view of one concept, or of the chains of a path, with only what it shows."""

from __future__ import annotations

from kg.model.core import Concept
from kg.model.graph import KnowledgeGraph
from kg.questions.path import PathAnswer
from kg.website import build


def focus(graph: KnowledgeGraph, concept: Concept) -> str:
    """One concept with what changes it, what it changes, and all claims about it, as a page."""
    about = {concept.quantity, *(state.id for state in graph.states.get(concept.quantity, ()))}
    claims = {claim.id for claim in graph.claims.values() if about & {claim.subject, claim.object}}
    part = build.part(graph, claims, {concept.id, concept.quantity})
    return build.html(part, single={"v": "focus", "c": concept.id})


def chains(graph: KnowledgeGraph, answer: PathAnswer) -> str:
    """The chains of an answer with the evidence behind each step, as a page."""
    claims = {claim.id for chain in answer.chains for step in chain.steps for claim in step.claims}
    ends = (answer.source.concept.id, answer.target.concept.id)
    part = build.part(graph, claims, {*ends, *(graph.concepts[end].quantity for end in ends)})
    return build.html(part, single={"v": "path", "a": ends[0], "b": ends[1], "k": len(answer.chains)})
