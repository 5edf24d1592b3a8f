"""Looking around: find, show, claims, sources and statistics. Each answer is the JSON that the command prints."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import asdict

from kg.errors import UnknownConcept, UsageError
from kg.model.core import Claim, Concept, Document, Sign, Stance, Study, Withdrawal
from kg.model.graph import KnowledgeGraph
from kg.model.influence import polarity
from kg.model.lookup import names, nearest, normal, resolve
from kg.model.words import sentence, source_name
from kg.questions.legacy import (
    STANCES,
    Json,
    citation,
    claim_json,
    concept_json,
    influence_json,
    source_json,
    stamp,
    sum_of,
)


def _best(graph: KnowledgeGraph, found: list[Claim], limit: int) -> list[Claim]:
    """All that was found, or at most so many: those with the best support, best first."""
    if not limit:
        return found
    return sorted(found, key=lambda claim: (-graph.confidence(claim.id).value, claim.id))[:limit]


def _check(limit: int) -> None:
    if limit < 0:
        raise UsageError(f"limit is {limit}; give a number, 0 for all")


def find(graph: KnowledgeGraph, words: str, *, limit: int = 0) -> Json:
    """Concepts, claims and sources that speak of all the words; concepts by name first. Raises UsageError on none.

    ``limit`` (0: none) cuts each of the lists, and takes the claims with the best support; ``found`` tells how many
    there are.
    """
    _check(limit)
    wanted = normal(words).split()
    if not wanted:
        raise UsageError("nothing to look for; give a word or two")

    def has(text: str) -> bool:
        spoken = normal(text)
        return all(word in spoken for word in wanted)

    def rank(concept: Concept) -> tuple[int, str] | None:
        called = list(map(normal, names(concept)))
        if " ".join(wanted) in called:
            return 0, concept.label
        if any(has(name) for name in called):
            return 1, concept.label
        return (2, concept.label) if has(concept.definition) else None

    ranked = sorted((place, c.id) for c in graph.concepts.values() if (place := rank(c)) is not None)
    said = [
        claim
        for claim in graph.claims.values()
        if has(sentence(graph, claim)) or any(has(e.says) for e in graph.evidence_of[claim.id])
    ]
    sources = [s for s in graph.sources.values() if has(f"{s.title} {source_name(s)} {s.id}")]
    return {
        **stamp(graph, "kg-find/2"),
        "question": {"words": words, "limit": limit},
        "found": {"concepts": len(ranked), "claims": len(said), "sources": len(sources)},
        "concepts": [concept_json(graph, graph.concepts[name]) for _, name in ranked[: limit or None]],
        "claims": [claim_json(graph, claim) for claim in _best(graph, said, limit)],
        "sources": [source_json(source) for source in sources[: limit or None]],
    }


def show(graph: KnowledgeGraph, thing: str) -> Json:
    """Everything about a concept, a claim (withdrawn or not), an evidence's claim, a source. Raises UnknownConcept."""
    name = thing.strip()
    if name in graph.evidence:
        name = graph.evidence[name].claim
    if name in graph.claims:
        return _show_claim(graph, graph.claims[name])
    if name in graph.withdrawn:
        return _show_withdrawn(graph, graph.withdrawn[name])
    for known in (name, f"document:{name}", f"study:{name}"):
        if known in graph.sources:
            return _show_source(graph, graph.sources[known])
    if name.partition(":")[0] in ("claim", "evidence", "document", "study"):
        raise UnknownConcept(name, nearest(graph, name.partition(":")[2]))
    return _show_concept(graph, resolve(graph, name).concept)


def _show_concept(graph: KnowledgeGraph, concept: Concept) -> Json:
    quantity = concept.quantity
    into = [i for i in graph.influences if i.target == quantity]
    out = [i for i in graph.influences if i.source == quantity]
    signs = {"raise": Sign.PLUS, "lower": Sign.MINUS, "change": Sign.UNKNOWN, "do not change": Sign.NULL}
    kinds = {k for name in (concept.id, quantity) for k in graph.narrower.get(name, ())}
    about = {concept.id, quantity, *(s.id for s in graph.states.get(quantity, ()))}
    of_kinds = [c for c in graph.claims.values() if kinds & {c.subject, c.object} and not about & {c.subject, c.object}]
    other = [
        c for c in graph.claims.values() if about & {c.subject, c.object} and not graph.relations[c.relation].causal
    ]
    contrary = [
        c
        for c in graph.claims.values()
        if about & {c.subject, c.object}
        and graph.relations[c.relation].causal
        and not any(e.stance == Stance.SUPPORTS for e in graph.evidence_of[c.id])
    ]
    return {
        **stamp(graph, "kg-show-concept/1"),
        "concept": concept_json(graph, concept),
        "quantity": quantity,
        "what_changes_it": {
            word: [influence_json(graph, i) for i in into if i.sign is sign] for word, sign in signs.items()
        },
        "what_it_changes": {
            word: [influence_json(graph, i) for i in out if i.sign is sign] for word, sign in signs.items()
        },
        "other_claims": [claim_json(graph, claim) for claim in other],
        "unsupported_claims": [claim_json(graph, claim) for claim in contrary],
        "claims_about_kinds": [claim_json(graph, claim) for claim in of_kinds],
    }


def _show_claim(graph: KnowledgeGraph, claim: Claim) -> Json:
    relation = graph.relations[claim.relation]
    confidence = graph.confidence(claim.id)
    return {
        **stamp(graph, "kg-show-claim/1"),
        "claim": claim_json(graph, claim),
        "relation": {"id": relation.id, "label": relation.label, "definition": relation.definition},
        "influence": (
            dict(zip(("source", "target", "sign"), _signed(graph, claim, relation.sign), strict=True))
            if relation.sign
            else None
        ),
        "confidence": sum_of(confidence),
        "evidence": {
            stance: [citation(graph, e) for e in graph.evidence_of[claim.id] if e.stance == stance]
            for stance in STANCES
        },
    }


def _show_withdrawn(graph: KnowledgeGraph, item: Withdrawal) -> Json:
    replacement = graph.claims.get(item.replaced_by or "")
    return {
        **stamp(graph, "kg-show-withdrawn/1"),
        "withdrawn": asdict(item),
        "replacement": claim_json(graph, replacement) if replacement else None,
    }


def _signed(graph: KnowledgeGraph, claim: Claim, sign: Sign) -> tuple[str, str, str]:
    source, target, product = polarity(claim, graph.concepts, sign)
    return source, target, product.value


def _show_source(graph: KnowledgeGraph, source: Document | Study) -> Json:
    items = graph.evidence_from[source.id]
    claims = {item.claim for item in items}
    alone = [c for c in claims if {e.source for e in graph.evidence_of[c]} == {source.id}]
    return {
        **stamp(graph, "kg-show-source/1"),
        "source": source_json(source),
        "rests_on_it": {
            "claims": len(claims),
            "of": len(graph.claims),
            "on_it_alone": len(alone),
        },
        "cited_by": list(graph.cited_by.get(source.id, ())),
        "references": _references(graph, source),
        "evidence": [
            {"claim": item.claim, "sentence": sentence(graph, graph.claims[item.claim]), **citation(graph, item)}
            for item in items
        ],
    }


def _references(graph: KnowledgeGraph, source: Document | Study) -> dict[str, list[str]]:
    """The references of a document by what became of them: verified, misdescribed, plausible, not traceable."""
    found: dict[str, list[str]] = {}
    for name in source.references if isinstance(source, Document) else ():
        found.setdefault(graph.terms[graph.studies[name].trace_status].label, []).append(name)
    return dict(sorted(found.items()))


def claims(
    graph: KnowledgeGraph,
    *,
    concept: str | None = None,
    relation: str | None = None,
    document: str | None = None,
    modality: str | None = None,
    contested: bool = False,
    limit: int = 0,
) -> Json:
    """The claims that pass all the filters. Raises UsageError, naming what there is, for an unknown filter value.

    ``limit`` (0: none) takes those with the best support; ``found`` tells how many there are.
    """
    _check(limit)
    about = set(graph.concepts)
    if concept is not None:
        quantity = resolve(graph, concept).quantity
        about = {quantity, *(s.id for s in graph.states.get(quantity, ()))}
    relation = _choice(relation, list(graph.relations), "relation")
    source = _choice(document, [*graph.sources, *(s.partition(":")[2] for s in graph.sources)], "document or study")
    modalities = [t.id for t in graph.terms.values() if t.scheme == "Modality"]
    modality = _choice(modality, modalities, "modality")
    kept = [
        claim
        for claim in graph.claims.values()
        if about & {claim.subject, claim.object}
        and relation in (None, claim.relation)
        and any(
            (source is None or source in (e.source, e.source.partition(":")[2])) and modality in (None, e.modality)
            for e in graph.evidence_of[claim.id]
        )
        and (not contested or graph.confidence(claim.id).contested)
    ]
    question = {
        "concept": concept,
        "relation": relation,
        "document": source,
        "modality": modality,
        "contested": contested,
        "limit": limit,
    }
    return {
        **stamp(graph, "kg-claims/2"),
        "question": question,
        "found": len(kept),
        "claims": [claim_json(graph, claim) for claim in _best(graph, kept, limit)],
    }


def _choice(value: str | None, known: list[str], what: str) -> str | None:
    """The known value that was meant, in any case and spelling of words."""
    if value is None:
        return None
    matches = [name for name in known if name.casefold() == "".join(value.split()).casefold()]
    if matches:
        return matches[0]
    raise UsageError(f"“{value}” is no {what}; use one of: {', '.join(known[:40])}")


def sources(graph: KnowledgeGraph) -> Json:
    """Every document and study, with how much of the graph rests on it."""
    listed = []
    for source in graph.sources.values():
        shown = _show_source(graph, source)
        stances = Counter(item["direction"] for item in shown["evidence"])
        listed.append(
            {
                **shown["source"],
                **shown["rests_on_it"],
                "evidences": len(shown["evidence"]),
                **{stance: stances[stance] for stance in STANCES},
                "cited_by": len(shown["cited_by"]),
                "references": {status: len(names) for status, names in shown["references"].items()},
            }
        )
    return {**stamp(graph, "kg-sources/1"), "sources": listed}


def stats(graph: KnowledgeGraph) -> Json:
    """What is in the graph, counted."""
    causal = sum(graph.relations[claim.relation].causal for claim in graph.claims.values())
    grounded = sum(bool(c.exact or c.close or c.broad) for c in graph.concepts.values())
    return {
        **stamp(graph, "kg-stats/1"),
        "concepts": len(graph.concepts),
        "grounded_concepts": grounded,
        "states": sum(c.state_of is not None for c in graph.concepts.values()),
        "claims": len(graph.claims),
        "causal_claims": causal,
        "contested_claims": sum(graph.confidence(claim).contested for claim in graph.claims),
        "evidences": len(graph.evidence),
        "passages": len(graph.passages),
        "omissions": len(graph.omissions),
        "quantities": len(graph.quantities),
        "documents": len(graph.documents),
        "studies": len(graph.studies),
        "influences": len(graph.influences),
        "by_relation": dict(sorted(Counter(c.relation for c in graph.claims.values()).items())),
        "by_modality": dict(sorted(Counter(e.modality for e in graph.evidence.values()).items())),
        "by_source": {name: len(items) for name, items in graph.evidence_from.items() if items},
    }
