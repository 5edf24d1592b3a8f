"""How one concept, claim or source is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import UNSET
from msgspec.structs import astuple

from kg.model.confidence import words
from kg.model.core import Stance
from kg.model.graph import KnowledgeGraph
from kg.model.words import counted
from kg.questions.parts.card import ReportCard
from kg.questions.parts.claims import Citation, ClaimLine, InfluenceLine, SourceCitation
from kg.questions.parts.facts import ConceptFacts, StudyFacts
from kg.questions.show import (
    BySign,
    ShownClaim,
    ShownConcept,
    ShownPassage,
    ShownSource,
    ShownWithdrawn,
    ShownWithdrawnConcept,
    WithdrawnConceptFacts,
    WithdrawnFacts,
)
from kg.views import evidence
from kg.views.calculation import add_calculation
from kg.views.page import Page

Shown = ShownConcept | ShownClaim | ShownSource | ShownPassage | ShownWithdrawn | ShownWithdrawnConcept
#: The side to which the evidence of a claim leans, if some is against it.
LEANS = {
    Stance.SUPPORTS: ": the evidence leans towards it",
    Stance.DISPUTES: ": the evidence leans against it",
    Stance.INCONCLUSIVE: ": the evidence is balanced",
}
#: The titles of the evidence of a claim, in the order of its parts.
SIDES = ("For", "Against", "Undecided", "Not counted")


#: The facts of a source that are not listed, and those with another title.
HIDDEN = ("id", "name", "references", "status_date")
TITLES = {"sample": "n", "record_status": "status of the record", "status_note": "note on the status"}


def text(page: Page, answer: Shown) -> None:
    """Everything about it."""
    ADD[type(answer)](page, answer)


def header(answer: Shown) -> Sequence[str]:
    """The names of the columns."""
    if isinstance(answer, ShownConcept):
        return "part how concept sign confidence contested claim".split()
    if isinstance(answer, ShownWithdrawn | ShownWithdrawnConcept):
        return answer.withdrawn.__struct_fields__
    return evidence.HEADER if isinstance(answer, ShownClaim) else (*evidence.HEADER, "claim")


def rows(answer: Shown) -> Iterator[object]:
    """The claims of a concept, the evidence of a claim, source or passage, or the record of a withdrawn claim."""
    if isinstance(answer, ShownConcept):
        yield from _concept_rows(answer)
    elif isinstance(answer, ShownClaim):
        yield from (item for items in _sides(answer).values() for item in items)
    elif isinstance(answer, ShownSource | ShownPassage):
        yield from answer.evidence
    else:
        yield answer.withdrawn


def _concept(page: Page, answer: ShownConcept) -> None:
    _facts(page, answer.concept)
    for title, influences in _influences(answer):
        if influences:
            page.title(f"{title} (quantity: {answer.quantity})")
        for word, other, used in influences:
            head = f"{word}: {other}  [{used.sign.value}] {evidence.rated(used)}{evidence.CONTESTED[used.contested]}"
            page.add(head, indent=2, hang=4)
            for said in used.claims:
                page.add(said.sentence, indent=6, hang=2, dim=True)
    for title, claims in _lists(answer):
        if claims:
            page.title(title)
        for claim in claims:
            evidence.add_claim(page, claim, indent=2)


def _facts(page: Page, concept: ConceptFacts) -> None:
    page.add(f"{concept.label}  ({concept.id})", bold=True)
    page.add(concept.definition, indent=2)
    level = f"{concept.level}, beyond the range" if concept.beyond_range else concept.level
    facts = {
        "also called": concept.synonyms,
        "kind": (concept.category,),
        "a state of": (f"{concept.state_of} ({level})",) if concept.state_of else (),
        "states": concept.states,
        "a kind of": concept.broader,
        "kinds": concept.narrower,
        "the same as": concept.identifiers.exact,
        "close to": concept.identifiers.close,
        "within": concept.identifiers.broad,
    }
    for name, values in facts.items():
        if any(values):
            page.add(f"{name}: {', '.join(values)}", indent=2, hang=4)


def _concept_rows(answer: ShownConcept) -> Iterator[list[object]]:
    for title, influences in _influences(answer):
        for word, other, used in influences:
            facts = [other, used.sign, used.confidence, used.contested]
            yield from ([title, word, *facts, said.id] for said in used.claims)
    for title, claims in _lists(answer):
        for claim in claims:
            yield [title, "", "", "", claim.confidence, claim.contested, claim.id]


def _influences(answer: ShownConcept) -> Iterator[tuple[str, list[tuple[str, str, InfluenceLine]]]]:
    """The influences under each title: the verb, the other quantity, and the influence."""
    yield "What changes it", [(word, used.source, used) for word, used in _worded(answer.what_changes_it)]
    yield "What it changes", [(word, used.target, used) for word, used in _worded(answer.what_it_changes)]


def _worded(found: BySign) -> Iterator[tuple[str, InfluenceLine]]:
    for word, influences in zip(found.__struct_encode_fields__, astuple(found), strict=True):
        yield from ((word, used) for used in influences)


def _lists(answer: ShownConcept) -> Iterator[tuple[str, tuple[ClaimLine, ...]]]:
    yield "Other claims", answer.other_claims
    yield "Claims that no source supports", answer.unsupported_claims
    yield "Claims about its kinds", answer.claims_about_kinds


def _claim(page: Page, answer: ShownClaim) -> None:
    page.add(answer.claim.sentence, bold=True)
    page.add(answer.claim.id, indent=2, dim=True)
    page.add(f"{answer.relation.label}: {answer.relation.definition}", indent=2, hang=4)
    if signed := answer.influence:
        page.add(f"read as: {signed.source} → {signed.target} ({signed.sign.value})", indent=2)
    told, leans = answer.confidence, LEANS[answer.confidence.direction] if answer.confidence.against else ""
    page.add(f"confidence {words(told.value, told.for_, told.against)}{leans}", indent=2)
    add_calculation(page, answer.graph, told.parts, [answer.claim.id], indent=4)
    for side, items in _sides(answer).items():
        if items:
            page.title(f"{side} ({_count(answer, side, items)})")
        for item in items:
            evidence.add_citation(page, answer.graph, item)


def _count(answer: ShownClaim, side: str, items: Sequence[Citation]) -> str:
    """The number of evidence items of a side, and how many of them count, if these are fewer."""
    counts = sum(part.supports is (side == SIDES[0]) for part in answer.confidence.parts)
    if side not in SIDES[:2] or counts == len(items):
        return f"{len(items)}"
    return f"{len(items)}, of which {counts} independent; the strongest of each group counts"


def _sides(answer: ShownClaim) -> dict[str, tuple[Citation, ...]]:
    """The evidence of a claim by title."""
    return dict(zip(SIDES, astuple(answer.evidence), strict=True))


def _withdrawn(page: Page, answer: ShownWithdrawn) -> None:
    item, instead = answer.withdrawn, answer.replacement
    replacements = [f"{instead.sentence}  ({instead.id})"] if instead else []
    _gone(page, item.statement, item.claim, item, replacements)


def _withdrawn_concept(page: Page, answer: ShownWithdrawnConcept) -> None:
    item = answer.withdrawn
    _gone(page, item.label, item.concept, item, [f"{each.label}  ({each.id})" for each in answer.replacements])


def _gone(
    page: Page, name: str, identifier: str, record: WithdrawnFacts | WithdrawnConceptFacts, replacements: list[str]
) -> None:
    """Add a record of what was withdrawn, and what replaces it."""
    page.add(f"withdrawn: {name}", bold=True)
    page.add(identifier, indent=2, dim=True)
    page.add(f"withdrawn on {record.date}: {record.reason}", indent=2, hang=4)
    for said in [f"replaced by: {each}" for each in replacements] or ["nothing replaces it"]:
        page.add(said, indent=2, hang=4)


def _told(answer: ShownSource, name: str) -> object:
    """A fact of a source in words: what its status means, and when it was looked up."""
    source, value = answer.source, getattr(answer.source, name)
    if not isinstance(source, StudyFacts) or name not in ("record_status", "trace_status"):
        return value
    void = ", counts for nothing" if value in ("Retracted", "NotIdentified") else ""
    looked_up = f" (looked up on {source.status_date})" if name == "record_status" else ""
    return f"{answer.graph.terms[value].label if void or looked_up else value}{void}{looked_up}"


def _card(page: Page, card: ReportCard) -> None:
    """What the literature says about the claims of a document."""
    sides = f"supports {card.supported}, disputes {card.disputed}, both {card.both}"
    page.add(f"literature on its {counted(card.claims, 'claim')}: {sides};", indent=2, hang=4)
    page.add(f"undecided on {card.undecided}, no study on {card.open}", indent=4)


def _source(page: Page, answer: ShownSource) -> None:
    source, rests = answer.source, answer.rests_on_it
    page.add(f"{source.name}  ({source.id})", bold=True)
    for name in source.__struct_fields__:
        value = getattr(source, name)
        if name not in HIDDEN and value not in ("", 0, UNSET):
            page.add(f"{TITLES.get(name, name.replace('_', ' '))}: {_told(answer, name)}", indent=2, hang=4)
    if answer.card:
        _card(page, answer.card)
    page.add(f"{rests.claims} of {rests.of} claims, {rests.on_it_alone} from this source only", indent=2)
    for status, names in answer.references.items():
        page.add(f"references {status} ({len(names)}): {', '.join(names)}", indent=2, hang=4)
    if answer.cited_by:
        page.add(f"cited by: {', '.join(answer.cited_by)}", indent=2, hang=4)
    _add_evidence(page, answer.graph, answer.evidence)


def _passage(page: Page, answer: ShownPassage) -> None:
    passage = answer.passage
    section = f", “{passage.section}”" if passage.section else ""
    page.add(passage.id, bold=True)
    page.add(
        f"{passage.document_name}{section}, code points {passage.start}–{passage.end} of its text",
        indent=2,
        hang=4,
    )
    for line in (
        f"SHA-256 of the passage: {passage.digest}",
        f"SHA-256 of the text of {passage.document}: {passage.document_sha256}",
        passage.url or "",
        f"makes no claim: {passage.omitted}" if passage.omitted else "",
    ):
        if line:
            page.add(line, indent=2, hang=4)
    _add_evidence(page, answer.graph, answer.evidence)


def _add_evidence(page: Page, graph: KnowledgeGraph, items: Sequence[SourceCitation]) -> None:
    """Each evidence item under its claim."""
    for item in items:
        page.add()
        void = " (not counted)" if item.source in graph.void else ""
        page.add(f"{item.direction.mark} {item.sentence}{void}", colour=evidence.COLOUR[item.direction])
        page.add(f"{item.id}, {item.modality}: {item.says}{evidence.remarks(graph, item)}", indent=2, hang=2)


def cite(answer: Shown) -> Iterable[str]:
    """The sources of what is shown, or the source itself."""
    if isinstance(answer, ShownConcept):
        claims = {row[-1]: None for row in _concept_rows(answer)}
        return [item.source for claim in claims for item in answer.graph.evidence_of[str(claim)]]
    if isinstance(answer, ShownClaim):
        return [item.source for items in _sides(answer).values() for item in items]
    if isinstance(answer, ShownPassage):
        return [answer.passage.document]
    return [answer.source.id] if isinstance(answer, ShownSource) else []


#: What shows each type of answer.
ADD: dict[type[Shown], Callable[[Page, Any], None]] = {
    ShownConcept: _concept,
    ShownClaim: _claim,
    ShownSource: _source,
    ShownPassage: _passage,
    ShownWithdrawn: _withdrawn,
    ShownWithdrawnConcept: _withdrawn_concept,
}
