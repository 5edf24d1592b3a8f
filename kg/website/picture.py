"""Single pictures: the explorer's view of one concept or of the chains of a path, with only the data it needs."""

from __future__ import annotations

from collections.abc import Mapping

from kg.exchange import made
from kg.model.core import Concept, Sign
from kg.model.graph import KnowledgeGraph
from kg.questions.parts.chains import Chain
from kg.questions.path import PathAnswer
from kg.reasoning.network import Network
from kg.website import build
from kg.website.data import Json


def focus(graph: KnowledgeGraph, concept: Concept) -> str:
    """One concept with what changes it, what it changes, and all claims about it, as a page."""
    about = {concept.quantity, *(state.id for state in graph.states.get(concept.quantity, ()))}
    claims = {claim.id for claim in graph.claims.values() if about & {claim.subject, claim.object}}
    part = made.part(graph, claims, {concept.id, concept.quantity})
    return build.html(part, single={"v": "focus", "c": concept.id})


def chains(answer: PathAnswer) -> str:
    """The chains of an answer with the evidence of each step, as a page."""
    ends = {"a": answer.source.id, "b": answer.target.id}
    part = _part(answer)
    place = {name: n for n, name in enumerate(part.concepts)}
    shown = [_shown(chain, place) for chain in answer.chains]
    return build.html(part, single={"v": "path", **ends, "k": len(answer.chains)}, shown=shown)


def shows(answer: PathAnswer) -> bool:
    """Whether the page can show these chains: the ends have the directions of their concepts, no step is associated."""
    concepts = answer.graph.concepts
    for end in (answer.source, answer.target):
        if (end.direction or Sign.PLUS) is not concepts[end.id].direction:
            return False
    known = {i.key for i in Network(_part(answer), answer.target.quantity, {answer.source.quantity}).used}
    return all((step.subject, step.object, step.sign) in known for chain in answer.chains for step in chain.steps)


def _part(answer: PathAnswer) -> KnowledgeGraph:
    """The claims of the chains."""
    claims = {claim for chain in answer.chains for step in chain.steps for claim in step.claims}
    ends = {answer.source.id, answer.source.quantity, answer.target.id, answer.target.quantity}
    return made.part(answer.graph, claims, ends)


def _shown(chain: Chain, place: Mapping[str, int]) -> Json:
    """A chain for the page, which cannot find it again in a part of the graph: mechanisms are not in the part."""
    shown: Json = {"steps": [[place[step.subject], place[step.object], step.sign.value] for step in chain.steps]}
    if known := chain.feedback:
        shown["feedback"] = {"step": known.step, "n": place[known.concept], "direction": known.direction.value}
    return shown
