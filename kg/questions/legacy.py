"""Claims, sources and chains in words, and as the plain values that JSON answers are made of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from msgspec.structs import asdict

from kg.model.confidence import LEAST, MOST, Confidence
from kg.model.core import Claim, Concept, Document, Evidence, Stance, Study
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from kg.model.lookup import Selection
from kg.model.words import design, link, sentence, source_name
from kg.reasoning.missing import Why
from kg.reasoning.network import Chain, Step

Json = dict[str, Any]
STANCES = tuple(Stance)


def citation(graph: KnowledgeGraph, item: Evidence) -> Json:
    """One evidence as a reader needs it: who says what, where, how firmly, and the link to check it."""
    source = graph.sources[item.source]
    passage = graph.passages[item.passage] if item.passage else None
    url = link(source, passage) if isinstance(source, Document) and passage else source.url
    return {
        "id": item.id,
        "source": item.source,
        "source_name": source_name(source),
        "kind": design(graph, source),
        "section": passage.section if passage else None,
        "says": item.says,
        "start": passage.start if passage else None,
        "end": passage.end if passage else None,
        "direction": item.stance,
        "modality": item.modality.lower(),
        "context": {axis: [v for a, v in item.context if a == axis] for axis, _ in item.context},
        "cites": [{"id": c, "trace": graph.studies[c].trace_status.lower()} for c in item.cites if c in graph.studies],
        "url": url or None,
    }


def arrows(graph: KnowledgeGraph, steps: tuple[Step, ...]) -> str:
    """A chain in one line: ``vitamin D ↓ → intestinal calcium absorption ↓ → osteomalacia ↑``."""
    names = [f"{graph.concepts[steps[0].influence.source].label} {steps[0].before.arrow}"]
    names += [f"{graph.concepts[step.influence.target].label} {step.after.arrow}" for step in steps]
    return " → ".join(names)


def sum_of(confidence: Confidence) -> Json:
    """A confidence with the parts it is the sum of."""
    return {
        "value": float(confidence.value),
        "parts": [
            {
                "evidence": part.evidence,
                "supports": part.supports,
                "kind": float(part.kind),
                "modality": float(part.modality),
                "citation": float(part.citation),
                "rank": float(part.rank),
                "points": float(part.points),
            }
            for part in confidence.parts
        ],
    }


def stamp(graph: KnowledgeGraph, schema: str) -> Json:
    """The head of every JSON answer: its schema and the data it was drawn from."""
    data: Json = {"version": graph.version, "sha256": graph.sha256}
    return {"schema": schema, "data": {**data, "without": list(graph.left_out)} if graph.left_out else data}


def sum_lines(graph: KnowledgeGraph, parts: Sequence[Json]) -> list[str]:
    """A confidence as the sum it is, to be redone by hand: one line for each part, and what bounds the sum."""
    lines = []
    for part in parts:
        item = graph.evidence[part["evidence"]]
        rank = f" × {_exact(part['rank'])} (further witness)" if part["rank"] < 1 else ""
        citation = f" × {part['citation']:g} (its own reference is unsound)" if part["citation"] < 1 else ""
        kind, modality = design(graph, graph.sources[item.source]), item.modality.lower()
        factors = f"{part['kind']:g} ({kind}) × {part['modality']:g} ({modality})"
        sign = "+" if part["supports"] else "−"
        lines.append(f"{sign} {_exact(abs(part['points']))} = {factors}{citation}{rank}: {item.id}")
    total = sum((Decimal(str(part["points"])) for part in parts), Decimal(0))
    value = min(MOST, max(LEAST, total)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    held = "" if LEAST <= total <= MOST else f" held between {LEAST} and {MOST}"
    return [*lines, f"= {total:f}{held}, in hundredths {value}"]


def _exact(number: float) -> str:
    return f"{Decimal(str(number)):f}"


def gap_json(graph: KnowledgeGraph, why: Why) -> Json:
    """What hides the chains, or which claims are missing."""
    return {
        "cause": why.cause,
        "hides": list(why.hides),
        "missing": [
            {
                "source": link.source,
                "source_label": graph.concepts[link.source].label,
                "target": link.target,
                "target_label": graph.concepts[link.target].label,
                "hint": link.hint,
                "claims": list(link.claims),
            }
            for link in why.missing
        ],
    }


def end_json(end: Selection) -> Json:
    """One end of a question, as it was understood."""
    return {
        "id": end.concept.id,
        "label": end.label,
        "quantity": end.quantity,
        "direction": end.direction.value if end.direction else None,
    }


def chain_json(graph: KnowledgeGraph, chain: Chain) -> Json:
    """A chain with its steps."""
    return {
        "sign": chain.sign.value,
        "confidence": float(chain.confidence),
        "hops": len(chain.steps),
        "weakest": chain.weakest,
        "documents": list(chain.documents),
        "bridges": list(chain.bridges),
        "steps": [step_json(graph, step) for step in chain.steps],
    }


def step_json(graph: KnowledgeGraph, step: Step) -> Json:
    """A step with its claims and their evidence."""
    used = step.influence
    return {
        "subject": used.source,
        "subject_label": step.subject_label,
        "subject_direction": step.before.value,
        "object": used.target,
        "object_label": step.object_label,
        "object_direction": step.after.value,
        "sign": used.sign.value,
        "stated": step.stated,
        "contested": step.contested,
        "association": used.association,
        "kinds": [kind.id for kind in step.kinds],
        "relation": step.claims[0].relation,
        "confidence": float(used.confidence.value),
        "sum": sum_of(used.confidence)["parts"],
        "claims": [claim.id for claim in step.claims],
        "evidence": [citation(graph, item) for item in step.evidence],
    }


def concept_json(graph: KnowledgeGraph, concept: Concept) -> Json:
    """All that is said of a concept itself."""
    return {
        "id": concept.id,
        "label": concept.label,
        "definition": concept.definition,
        "category": concept.category,
        "synonyms": list(concept.synonyms),
        "state_of": concept.state_of,
        "level": concept.level,
        "states": [state.id for state in graph.states.get(concept.id, ())],
        "broader": list(concept.broader),
        "narrower": list(graph.narrower.get(concept.id, ())),
        "identifiers": {"exact": list(concept.exact), "close": list(concept.close), "broad": list(concept.broad)},
    }


def claim_json(graph: KnowledgeGraph, claim: Claim) -> Json:
    """A claim in one line of a list: its sentence, how well it is supported, and by whom."""
    items = graph.evidence_of[claim.id]
    confidence = graph.confidence(claim.id)
    return {
        "id": claim.id,
        "sentence": sentence(graph, claim),
        "subject": claim.subject,
        "relation": claim.relation,
        "object": claim.object,
        "confidence": float(confidence.value),
        "sum": sum_of(confidence)["parts"],
        "contested": confidence.contested,
        **{stance: sum(item.stance == stance for item in items) for stance in STANCES},
        "sides": {
            stance: sorted({source_name(graph.sources[item.source]) for item in items if item.stance == stance})
            for stance in STANCES
        },
        "value": asdict(graph.quantities[claim.object]) if claim.object in graph.quantities else None,
        "sources": sorted({item.source for item in items}),
    }


def influence_json(graph: KnowledgeGraph, used: Influence) -> Json:
    """An influence with the sentences of its claims."""
    return {
        "source": used.source,
        "target": used.target,
        "sign": used.sign.value,
        "confidence": float(used.confidence.value),
        "contested": used.contested,
        "claims": [{"id": claim.id, "sentence": sentence(graph, claim)} for claim in used.claims],
    }


def source_json(source: Document | Study) -> Json:
    """A source with everything that is known of it; what is not known is left out."""
    known = {name: getattr(source, name) for name in source.__struct_fields__}
    return {**{name: value for name, value in known.items() if value}, "name": source_name(source), "url": source.url}
