"""All data of the page as plain values: concepts, claims, evidence, influences, and precomputed answers.

Concepts, claims, evidence and sources refer to each other by position in the lists. Computed here, not in the page:
confidences, kinds that count as a target, what chains determine, and sentences that need the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from msgspec.structs import astuple

from kg import resources
from kg.model.confidence import Confidence, is_unsound, weight
from kg.model.core import Claim, Concept, Document, Evidence, Stance, Study
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from kg.model.kept import kept
from kg.model.kinds import kind_of
from kg.model.words import design, sentence, source_name
from kg.questions.parts.card import report_card
from kg.questions.parts.claims import citation
from kg.reasoning import loops
from kg.reasoning.network import Network, into
from kg.turtle.names import claim_id
from kg.views.evidence import reading
from kg.website.extras import Extras, extras
from kg.website.judging import judging

Json = dict[str, Any]
_STANCE = {Stance.SUPPORTS: 1, Stance.DISPUTES: -1, Stance.INCONCLUSIVE: 0}
#: An address that may become a link; anything else stays text.
ADDRESS = re.compile(r"(https?)://[^\s\x00-\x1f\x7f]+")


def data(graph: KnowledgeGraph, extra: Extras | None = None) -> Json:
    """The whole content of the page; what is left out of it comes with the reason, by view.

    ``own`` says that it is a version of the data that comes with the program, about which the page has words.
    """
    extra = extra or extras(graph)
    concept = {name: n for n, name in enumerate(graph.concepts)}
    claim = {name: n for n, name in enumerate(graph.claims)}
    source = {name: n for n, name in enumerate(graph.sources)}
    evidence = {name: n for n, name in enumerate(graph.evidence)}
    passage = {name: n for n, name in enumerate(graph.passages)}
    network = Network(graph, leading=graph.generic)
    used = set(network.used)
    return {
        "version": graph.version,
        **({"own": 1} if graph.version and (not graph.name or resources.is_bundled(graph.sha256)) else {}),
        "concepts": [_concept(graph, c, concept) for c in graph.concepts.values()],
        "relations": {
            r.id: {"label": r.label, "definition": r.definition, "sign": r.sign.value if r.causal and r.sign else ""}
            for r in graph.relations.values()
        },
        "modalities": {t.id: t.definition for t in graph.terms.values() if t.scheme == "Modality"},
        "sources": [_source(graph, s) for s in graph.sources.values()],
        "claims": [
            {
                **({} if c.id == claim_id(c.subject, c.relation, c.object) else {"id": c.id}),
                "s": concept[c.subject],
                "r": c.relation,
                **_object(graph, c, concept),
                "e": [evidence[e.id] for e in graph.evidence_of[c.id]],
                **_confidence(graph.confidence(c.id), evidence),
            }
            for c in graph.claims.values()
        ],
        "evidence": [
            {
                "id": e.id,
                "st": _STANCE[e.stance],
                **({"void": 1} if e.source in graph.void else {}),
                **({"mod": e.modality} if e.modality != "Asserted" else {}),
                "says": e.says,
                **({"p": passage[e.passage]} if e.passage else {"src": source[e.source]}),
                **({"ctx": [f"{axis}: {value}" for axis, value in e.context]} if e.context else {}),
                **({"note": note} if (note := _note(graph, e)) else {}),
                **({"fig": figures} if (figures := _figures(e)) else {}),
                **({"unsound": 1} if is_unsound(e, graph.sources) else {}),
            }
            for e in graph.counted.values()
        ],
        "passages": [[source[p.document], p.section, p.fragment, p.start, p.end] for p in graph.passages.values()],
        "influences": [_influence(i, concept, claim, evidence) for i in network.influences],
        "used": [n for n, i in enumerate(network.influences) if i in used],
        "kinds": {
            concept[name]: _kinds(graph, name, concept, claim, evidence)
            for name, known in graph.concepts.items()
            if not known.is_level and graph.kinds(name)
        },
        "judge": judging(graph, concept, pairs="whatif" not in extra.left_out),
        "moved": _moved(graph, concept, claim),
        "loops": [
            {
                "name": loops.name(graph, loop),
                "kind": loops.KIND[loop.sign],
                "confidence": str(loop.confidence),
                "steps": [
                    [concept[s.influence.source], concept[s.influence.target], s.influence.sign.value]
                    for s in loop.steps
                ],
            }
            for loop in extra.loops
        ],
        "omitted": dict(extra.left_out),
    }


def _moved(graph: KnowledgeGraph, concept: Mapping[str, int], claim: Mapping[str, int]) -> Json:
    """What replaces each withdrawn concept and claim, so that old addresses lead there."""
    concepts = graph.withdrawn_concepts.values()
    claims = graph.withdrawn.values()
    return {
        "concepts": {gone.id: concept[name] for gone in concepts for name in gone.replaced_by[:1] if name in concept},
        "claims": {gone.id: claim[name] for gone in claims if (name := gone.replaced_by or "") in claim},
    }


def _object(graph: KnowledgeGraph, claim: Claim, place: Mapping[str, int]) -> Json:
    """The object of a claim: a concept, or a value as text with its identifier."""
    if claim.object in place:
        return {"o": place[claim.object]}
    prefix = f"{graph.concepts[claim.subject].label} {graph.relations[claim.relation].label} "
    return {"v": claim.object, "value": sentence(graph, claim).removeprefix(prefix)}


def _concept(graph: KnowledgeGraph, concept: Concept, place: Mapping[str, int]) -> Json:
    found: Json = {"id": concept.id, "label": concept.label, "kind": kind_of(concept.category)}
    found |= {"def": concept.definition} if concept.definition else {}
    found |= {"syn": list(concept.synonyms)} if concept.synonyms else {}
    found |= {"of": place[concept.quantity], "low": int(concept.level == "Low")} if concept.is_level else {}
    if concept.state_of and not concept.is_level:
        found |= {"excess": place[concept.state_of]} if concept.state_of in place else {}
    found |= {"generic": 1} if concept.id in graph.generic else {}
    found |= {"broader": [place[name] for name in concept.broader]} if concept.broader else {}
    same = [name for name in concept.exact if re.fullmatch(r"[A-Za-z]+:[\w.-]+", name)]
    return found | ({"same": same} if same else {})


def _source(graph: KnowledgeGraph, source: Document | Study) -> Json:
    own = source.url if isinstance(source, Document) else ""
    found: Json = {
        "id": source.id,
        "name": source_name(source),
        "kind": design(graph, source),
        "title": source.title,
        "doc": int(isinstance(source, Document)),
        **({"bare": 1} if source.id in graph.knowledge_sources else {}),
        "w": float(weight(source)),
    }
    if url := safe(source.url, own):
        found["url"] = url
    if isinstance(source, Study):
        known = {
            name: getattr(source, name)
            for name in ("authors", "journal", "year", "volume", "issue", "pages", "doi", "pmid")
        }
        found |= {name: value for name, value in known.items() if value}
        found["trace"] = graph.terms[source.trace_status].label
        people = [source.population, *([f"given {source.dose}"] if source.dose else [])]
        found |= {"people": told} if (told := [words for words in people if words]) else {}
    else:
        found["publisher"] = source.publisher
        found["card"] = list(astuple(report_card(graph, source.id)))
    return found


def _note(graph: KnowledgeGraph, item: Evidence) -> str:
    """The status of the study of an evidence item, its figures, and where it was read, as the program reports them."""
    known = citation(graph, item)
    void = ", counts for nothing" if item.source in graph.void else ""
    return "; ".join(filter(None, [f"{known.status}{void}" if known.status else "", reading(known)]))


def _figures(item: Evidence) -> list[str]:
    """How many were studied, and the size of the effect, as far as they are known."""
    many = f"{item.sample} people" if item.sample.isdecimal() else item.sample
    return [words for words in (many, item.effect) if words]


def _confidence(confidence: Confidence, evidence: Mapping[str, int]) -> Json:
    """A confidence with its calculation: evidence, kind, modality, citation and points of each part."""
    parts = [
        [evidence[p.evidence], *(f"{x.normalize():f}" for x in (p.kind, p.modality, p.citation, p.points))]
        for p in confidence.parts
    ]
    found: Json = {"conf": str(confidence.value), "sum": parts}
    return found | ({"contested": 1} if confidence.contested else {})


def _influence(i: Influence, concept: Mapping[str, int], claim: Mapping[str, int], evidence: Mapping[str, int]) -> Json:
    found: Json = {
        "s": concept[i.source],
        "t": concept[i.target],
        "sign": i.sign.value,
        "cost": i.cost,
        "claims": [claim[c.id] for c in i.claims],
        "stated": "".join(sorted(s.value for s in i.stated)),
    }
    if len(i.claims) > 1:  # with one claim, it has the confidence of that claim
        found |= _confidence(i.confidence, evidence)
    return found | ({"contested": 1} if i.contested else {})


@kept(1)
def _claimed(graph: KnowledgeGraph) -> frozenset[str]:
    """The quantities that claims are about."""
    ends = {name for claim in graph.claims.values() for name in (claim.subject, claim.object)}
    return frozenset(graph.concepts[name].quantity for name in ends if name in graph.concepts)


def _kinds(
    graph: KnowledgeGraph, name: str, concept: Mapping[str, int], claim: Mapping[str, int], evidence: Mapping[str, int]
) -> Json:
    """The kinds of a target, and the influences on it when its kinds count as the target.

    A kind at which a chain begins counts only as itself: ``but`` gives the influences then ``gone`` or ``other``.
    """
    kinds = graph.kinds(name)

    def joined_for(asked: Collection[str]) -> dict[tuple[str, str], Json]:
        used = into(graph, name, asked)
        return {(i.source, i.sign.value): _influence(i, concept, claim, evidence) for i in used}

    joined = joined_for(())
    but = {}
    for kind in filter(_claimed(graph).__contains__, kinds):  # nothing begins at the others
        own = joined_for((kind,))
        gone = [list(key) for key in joined if key not in own]
        other = [body for key, body in own.items() if joined.get(key) != body]
        if gone or other:
            but[concept[kind]] = {"gone": [[concept[source], sign] for source, sign in gone], "other": other}
    body = {"members": [concept[kind] for kind in kinds], "influences": list(joined.values())}
    return {**body, "but": but} if but else body


def safe(url: str | None, own: str = "") -> str | None:
    """The address if a page may link to it: https, or http if the document's ``own`` address is http.

    >>> safe("javascript:alert(1)"), safe("http://a.example/#x", "http://a.example/")
    (None, 'http://a.example/#x')
    """
    match = ADDRESS.fullmatch(url or "")
    if match is None or (match[1] == "http" and not own.startswith("http://")):
        return None
    return match[0]
