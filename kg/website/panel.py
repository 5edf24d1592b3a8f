"""What the page says in words of each arrow, box and chain, as plain values for the template."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.confidence import LEAST, MOST, Confidence
from kg.explain import Json, arrows, citation, sentence
from kg.graph import KnowledgeGraph
from kg.influence import Influence
from kg.model import Document, Evidence
from kg.steps import Chain
from kg.website.picture import Link, Picture

VERB = {"raises": "raises", "lowers": "lowers", "changes": "changes", "null": "does not change"}
STANCE = {"supports": 0, "disputes": 1, "inconclusive": 2}
#: An address that may become a link; everything else stays text.
ADDRESS = re.compile(r"(https?)://[^\s\x00-\x1f\x7f]+")


def link_id(number: int) -> str:
    """What an arrow is called in the page, from its index."""
    return f"arrow-{number + 1}"


def address(url: str | None, own: str) -> str | None:
    """The address if a page may link to it: https, or http where the document's ``own`` address is http.

    >>> address("javascript:alert(1)", ""), address("http://a.example/#x", "http://a.example/")
    (None, 'http://a.example/#x')
    """
    match = ADDRESS.fullmatch(url or "")
    if match is None or (match[1] == "http" and not own.startswith("http://")):
        return None
    return match[0]


def link_view(graph: KnowledgeGraph, link: Link, number: int) -> Json:
    """An arrow in words: its sentence, its claims with all their evidence, and how the chains use it."""
    used = link.influence
    said = [_said(graph, used), *(_said(graph, vaguer, vague=True) for vaguer in link.vaguer)]
    return {
        "id": link_id(number),
        "style": link.style,
        "source": used.source,
        "target": used.target,
        "title": f"{graph.concepts[used.source].label} {VERB[link.style]} {graph.concepts[used.target].label}",
        "confidence": str(used.confidence.value),
        "contested": link.contested,
        "best": link.best,
        "association": used.association,
        "uses": [
            {
                "chain": use.chain,
                "place": use.place,
                "from": f"{use.step.subject_label} {use.step.before.arrow}",
                "to": f"{use.step.object_label} {use.step.after.arrow}",
                "stated": use.step.stated,
                "kinds": [kind.label for kind in use.step.kinds],
            }
            for use in link.uses
        ],
        "said": said,
    }


def _said(graph: KnowledgeGraph, used: Influence, *, vague: bool = False) -> Json:
    parts = {part.evidence: part for part in used.confidence.parts}
    claims = []
    for claim in used.claims:
        items = sorted(graph.evidence_of[claim.id], key=lambda item: (STANCE[item.stance], item.id))
        claims.append(
            {
                "id": claim.id,
                "sentence": sentence(graph, claim),
                "evidence": [{**_evidence(graph, item), "part": parts.get(item.id)} for item in items],
            }
        )
    return {"vague": vague, "sum": _sum(used.confidence), "claims": claims}


def _evidence(graph: KnowledgeGraph, item: Evidence) -> Json:
    source = graph.sources[item.source]
    cited = citation(graph, item)
    return {**cited, "link": address(cited["url"], source.url if isinstance(source, Document) else "")}


def _sum(confidence: Confidence) -> str:
    """A confidence as the sum that it is.

    >>> _sum(Confidence(Decimal("0.05"), ()))
    '0.05, the least there is; the sum is 0'
    """
    total = sum((part.points for part in confidence.parts), Decimal(0))
    terms = " ".join(f"{'−' if part.points < 0 else '+'} {abs(part.points).normalize():f}" for part in confidence.parts)
    words = terms.removeprefix("+ ") or "0"
    if total < LEAST or total > MOST:
        return f"{confidence.value}, the {'least' if total < LEAST else 'most'} there is; the sum is {words}"
    return f"{confidence.value} {'=' if total == confidence.value else '≈'} {words}"


def chain_view(graph: KnowledgeGraph, picture: Picture, chain: Chain, number: int) -> Json:
    """A chain in words: its line, its sign, the product behind its confidence, its weakest step and its bridges."""
    ids = [(use.place, link_id(n)) for n, link in enumerate(picture.links) for use in link.uses if use.chain == number]
    return {
        "number": number,
        "line": arrows(chain.steps, graph),
        "sign": chain.sign.symbol,
        "verb": {"+": "raises", "-": "lowers"}.get(chain.sign.value, "may change"),
        "confidence": str(chain.confidence),
        "product": " × ".join(str(step.influence.confidence.value) for step in chain.steps),
        "weakest": chain.weakest + 1 if len(chain.steps) > 1 else None,
        "mirrored": [place for place, step in enumerate(chain.steps, 1) if not step.stated],
        "bridges": [(place + 1, place + 2) for place in chain.bridges],
        "links": [name for _, name in sorted(ids)],
    }


def box_views(picture: Picture, links: list[Json]) -> list[Json]:
    """The boxes in words, by name: definition, and the arrows that end and begin there."""
    return [
        {
            "id": box.concept.id,
            "label": box.concept.label,
            "definition": box.concept.definition,
            "synonyms": box.concept.synonyms,
            "into": [link for link in links if link["target"] == box.concept.id],
            "out": [link for link in links if link["source"] == box.concept.id],
        }
        for box in sorted(picture.boxes, key=lambda box: (box.concept.label.casefold(), box.concept.id))
    ]
