"""Missing links of the whole graph, as questions for curation. The answer is JSON."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import UsageError
from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from kg.model.lookup import resolve
from kg.questions.parts import Json, stamp

#: Each kind of gap, and what it means.
GAPS = {
    "direction": "something acts on something else, and no source says in which direction",
    "association": "two things are associated, and no source says that one acts on the other",
    "kind": "what is said of a thing stops there, and goes on at a kind of it, or the other way round",
    "cause": "a disease or symptom of which no source says what brings it about",
    "consequence": "something is changed, and no source says what follows; symptoms and diseases may end a chain",
}
_ENDS = ("PhenotypicFeature", "Disease")


def gaps(graph: KnowledgeGraph, *, concept: str | None = None, kind: str | None = None) -> Json:
    """The links that are missing, as questions, by kind.

    ``concept`` keeps those about one concept, ``kind`` those of one kind. Raises UsageError or UnknownConcept.
    """
    if kind is not None and kind not in GAPS:
        raise UsageError(f"“{kind}” is no kind of gap; use one of: {', '.join(GAPS)}")
    about = resolve(graph, concept).quantity if concept is not None else None
    found = [
        gap for gap in _all(graph) if kind in (None, gap["kind"]) and about in (None, gap["source"], gap["target"])
    ]
    return {
        **stamp(graph, "kg-gaps/1"),
        "question": {"concept": concept, "kind": kind},
        "kinds": {name: {"means": text, "count": sum(g["kind"] == name for g in found)} for name, text in GAPS.items()},
        "gaps": found,
    }


def _all(graph: KnowledgeGraph) -> Iterator[Json]:
    label = {name: concept.label for name, concept in graph.concepts.items()}
    acting = {i.source for i in graph.influences if i.sign is not Sign.NULL}
    changed = {i.target for i in graph.influences if i.sign is not Sign.NULL}
    joined = {(i.source, i.target) for i in graph.influences}
    signed = {(i.source, i.target) for i in graph.influences if i.sign is not Sign.UNKNOWN}
    for i in graph.influences:
        if i.sign is Sign.UNKNOWN and (i.source, i.target) not in signed:
            question = f"does {label[i.source]} raise or lower {label[i.target]}?"
            yield _gap("direction", i.source, i.target, question, i)
    for i in graph.project(associations=True):
        if i.association and not {(i.source, i.target), (i.target, i.source)} & joined:
            question = f"{label[i.source]} and {label[i.target]} go together: does one act on the other?"
            yield _gap("association", i.source, i.target, question, i)
    for kind, genus in sorted((c.id, b) for c in graph.concepts.values() for b in c.broader if c.state_of is None):
        if genus in changed and genus not in acting and kind in acting:
            question = f"does what changes {label[genus]} change its kind {label[kind]}, and so what follows from it?"
            yield _gap("kind", genus, kind, question)
        if kind in changed and kind not in acting and genus in acting:
            question = f"{label[kind]} is a kind of {label[genus]}: does it do what {label[genus]} does?"
            yield _gap("kind", kind, genus, question)
    for name, concept in graph.concepts.items():
        if concept.category in _ENDS and name in acting and name not in changed and concept.state_of is None:
            yield _gap("cause", None, name, f"what brings about {label[name]}?")
    for name, concept in graph.concepts.items():
        if concept.category not in _ENDS and name in changed and name not in acting:
            yield _gap("consequence", name, None, f"what follows when {label[name]} changes?")


def _gap(kind: str, source: str | None, target: str | None, question: str, known: Influence | None = None) -> Json:
    return {
        "kind": kind,
        "question": question,
        "source": source,
        "target": target,
        "claims": [claim.id for claim in known.claims] if known else [],
    }
