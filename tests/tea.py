"""A small invented document with its claims, as files to curate."""

import hashlib
from pathlib import Path

from msgspec.structs import replace

from kg.model.core import Claim, Concept, Document, Evidence, Omission, Stance, Study, Value
from kg.model.graph import KnowledgeGraph
from kg.model.passages import locate, make_passage
from kg.model.withdrawn import Withdrawal, WithdrawnConcept
from kg.turtle.names import claim_id
from kg.turtle.parse import vocabulary
from kg.turtle.write import turtle

TEXT = """Tea and Sleep

Strong tea keeps people awake. Weak tea does not, e.g. at noon. "So they say." Who knows?

What Helps

- Warm milk
  2. A dark room
| Drink | Effect |
Milk may help, some hold; others don’t.
"""


def concept(name: str, **values: object) -> Concept:
    """A concept that keeps all rules."""
    return Concept(f"concept:{name}", name.replace("-", " "), f"What {name} is.", "PhenotypicFeature", **values)


def folder(path: Path) -> Path:
    """A folder with the text of the document."""
    path.mkdir(exist_ok=True)
    (path / "000_tea.txt").write_bytes(TEXT.encode())
    return path


def graph() -> KnowledgeGraph:
    """Four claims with five evidence items, one from a study and one against; a value, and an omitted heading."""
    relations, terms = vocabulary()
    document = Document(
        "document:000",
        "Tea and Sleep",
        "tea.example",
        "https://tea.example/",
        hashlib.sha256(TEXT.encode()).hexdigest(),
        len(TEXT),
        "UnreviewedWebPage",
        "tea.example",
        ("study:oak-2001",),
    )
    known = {"title": "Milk at night", "authors": "Oak B", "year": "2001", "doi": "10.1000/x1"}
    study = Study("study:oak-2001", "RandomisedTrial", "Verified", **known)
    concepts = {
        c.id: c
        for c in (
            concept("milk", synonyms=("warm milk",), exact=("MESH:D008892",)),
            concept("sleep"),
            concept("poor-sleep", state_of="concept:sleep", level="Low", broader=("concept:trouble",)),
            concept("tea"),
            concept("trouble"),
        )
    }
    stated = {
        "Strong tea keeps people awake.": ("tea", "causes", "poor-sleep", "supports", "Asserted"),
        "Milk may help, some hold; others don’t.": ("milk", "increases", "sleep", "supports", "Hedged"),
        "Weak tea does not, e.g. at noon.": ("tea", "affects", "trouble", "supports", "Asserted"),
        "Warm milk": ("milk", "hasDose", "quantity:two-a-day", "supports", "Asserted"),
    }
    claims, evidence, passages = {}, {}, {}
    for number, (words, (subject, relation, object_, stance, modality)) in enumerate(stated.items(), 1):
        (span,) = locate(TEXT, words)
        passage = make_passage("document:000", TEXT, span)
        ends = f"concept:{subject}", object_ if ":" in object_ else f"concept:{object_}"
        claim = Claim(claim_id(ends[0], relation, ends[1]), ends[0], relation, ends[1])
        item = Evidence(
            f"evidence:000-{number:03d}",
            claim.id,
            Stance(stance),
            "document:000",
            passage.id,
            modality,
            "ECO:0000303",
            f"Our words, number {number}.",
            context=(("population", "Adults"), ("dose", "one cup")) if number == 1 else (),
            cites=("study:oak-2001",) if number == 1 else (),
        )
        claims[claim.id], evidence[item.id], passages[passage.id] = claim, item, passage
    denial = Evidence(
        "evidence:oak-2001-001",
        "claim:milk--increases--sleep",
        Stance.DISPUTES,
        "study:oak-2001",
        None,
        "Denied",
        "ECO:0007121",
        "No effect was found.",
    )
    (span,) = locate(TEXT, "What Helps")
    heading = make_passage("document:000", TEXT, span)
    omission = Omission("omission:000-106", heading.id, "Heading")
    dose = Value("quantity:two-a-day", "2", "2.5", "mg/d", "concept:milk")
    return KnowledgeGraph(
        concepts,
        relations,
        dict(sorted(claims.items())),
        evidence | {denial.id: denial},
        {**passages, heading.id: heading},
        {document.id: document},
        {study.id: study},
        terms,
        {dose.id: dose},
        {omission.id: omission},
        version="2026.11",
    )


def data_file(path: Path) -> Path:
    """A data file that keeps all rules."""
    path.write_text(turtle(graph()), encoding="utf-8")
    return path


def withdrawal(claim: str = "claim:tea--prevents--sleep", replaced_by: str | None = None) -> Withdrawal:
    """A claim that is no longer made."""
    return Withdrawal(claim, "The passage speaks of poor sleep.", "2026-11-21", replaced_by, "tea prevents sleep")


def with_withdrawn() -> KnowledgeGraph:
    """The graph with two withdrawn claims, one of them replaced by another that is made."""
    gone = (withdrawal(replaced_by="claim:tea--causes--poor-sleep"), withdrawal("claim:tea--relieves--trouble"))
    return replace(graph(), withdrawn={item.claim: item for item in gone})


def full() -> KnowledgeGraph:
    """The graph with withdrawn claims and a withdrawn concept, a whole record of its study, and where it was read."""
    graph = with_withdrawn()
    gone = WithdrawnConcept("concept:nap", "nap", "It is sleep.", "2026-11-28", ("concept:sleep",))
    study = replace(
        graph.studies["study:oak-2001"],
        sample="40 adults",
        population="Adults who drink tea",
        baseline="rested",
        dose="one cup a day",
        effect="0.9 (0.8 to 1.0)",
        record_status="Corrected",
        status_date="2026-11-28",
        status_note="A table was corrected.",
        group="oak",
        group_reason="The same 40 adults.",
    )
    item = replace(
        graph.evidence["evidence:oak-2001-001"],
        context=(("condition", "OnlyIfDeficient"),),
        read_at="https://tea.example/oak",
        accessed="2026-11-28",
        place="abstract",
        sample="38 adults",
        effect="0.1 hours (−0.2 to 0.4)",
        score="belief 0.86",
        origin="infores:oak",
    )
    generic = replace(graph.concepts["concept:trouble"], generic=True)
    return replace(
        graph,
        concepts={**graph.concepts, generic.id: generic},
        withdrawn_concepts={gone.id: gone},
        studies={study.id: study},
        evidence={**graph.evidence, item.id: item},
    )
