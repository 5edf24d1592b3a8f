"""How chains of cited steps are shown."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from kg.model.confidence import MODALITY, is_unsound, significant
from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.grouped import grouped
from kg.model.words import asks, sentence
from kg.questions.parts.chains import Chain, Missing, Step, arrows
from kg.questions.parts.claims import Citation, ClaimLine, citation
from kg.views.calculation import add_calculation
from kg.views.evidence import COLOUR, rated, said, within
from kg.views.page import Page

if TYPE_CHECKING:
    from kg.questions.loops import Loop

#: The columns of csv and md output.
HEADER = "chain step subject object sign stated confidence claims stance source section says url".split()
#: Why a missing claim is suggested.
HINT = {
    "associated": "they are associated",
    "kind": "known for a narrower or broader concept",
    "near": "nearest to the two ends",
}


class Shown(Struct, frozen=True):
    """How to show evidence, and where the evidence of each influence was shown first."""

    all_evidence: bool = False
    explain: bool = False
    seen: dict[tuple[str, str, Sign], str] = {}


def add_chain(
    page: Page, graph: KnowledgeGraph, chain: Chain | Loop, name: str, shown: Shown, feedback: str | None = None
) -> None:
    """Add a chain, named for example "1": its arrows, its confidence as a product, and each step with its evidence."""
    page.add()
    add_head(page, graph, chain, f"{name}.", feedback)
    for place, step in enumerate(chain.steps, 1):
        add_step(page, graph, step, f"{name}.{place}", shown)
        if place - 1 in chain.bridges:
            bridge = f"bridge: no single source connects step {place} and step {place + 1}"
            page.add(bridge, indent=7, hang=2, colour="yellow")


def told(chain: Chain) -> str | None:
    """How a chain contradicts itself, in words."""
    return f"{chain.feedback}" if chain.feedback else None


def add_head(page: Page, graph: KnowledgeGraph, chain: Chain | Loop, mark: str, feedback: str | None = None) -> None:
    """Add the lines about a chain: its arrows, its confidence as a product, and how it contradicts itself."""
    page.add(f"{mark} {arrows(graph, chain.steps)}", hang=3, bold=True)
    factors = [step.confidence for step in chain.steps]
    product = " × ".join(f"{factor:.2f}" for factor in factors)
    equals = f"confidence {significant(chain.confidence)} = {product}"
    rest = f"s, {equals}, weakest step {factors.index(min(factors)) + 1}" if len(factors) > 1 else f", {equals}"
    page.add(f"net sign {chain.sign.symbol}, {len(factors)} step{rest}", indent=3, hang=2)
    if feedback:
        page.add(f"feedback: {feedback}", indent=3, hang=2)


def add_step(page: Page, graph: KnowledgeGraph, step: Step, place: str, shown: Shown) -> None:
    """Add a step: its best supported claim, its marks, and its evidence unless already shown."""
    marks = {"mirrored": not step.stated, "contested": step.contested, "association": step.association}
    named = [
        *(name for name, holds in marks.items() if holds),
        *limits(graph, step),
    ]
    first = shown.seen.setdefault((step.subject, step.object, step.sign), place)
    tail = f" [{', '.join(named)}]" if named else ""
    again = f" (evidence: see {first})" if first != place else ""
    sentences = [sentence(graph, graph.claims[name]) for name in step.claims]
    page.add(f"{place} {sentences[0]}{tail} {rated(step)}{again}", indent=3, hang=4)
    if first == place:
        if len(sentences) > 1:
            page.add(f"also: {'; '.join(sentences[1:])}", indent=7, hang=2, dim=True)
        if shown.explain:
            add_calculation(page, graph, step.sum, step.claims, indent=7)
        _add_evidence(page, graph, step.evidence, shown)
    if step.kinds:
        names = " and ".join(graph.concepts[name].label for name in step.kinds)
        kind = "a kind" if len(step.kinds) == 1 else "kinds"
        note = f"{names}: {kind} of {graph.concepts[step.object].label} in this graph's hierarchy"
        page.add(note, indent=7, hang=2, dim=True)


def add_claim(page: Page, graph: KnowledgeGraph, claim: ClaimLine, place: str, shown: Shown) -> None:
    """Add a claim that is cited by itself, with its evidence."""
    named = [*(["contested"] if claim.contested else []), *([within(claim.graphs)] if claim.graphs else [])]
    tail = f" [{', '.join(named)}]" if named else ""
    page.add(f"{place} {claim.sentence}{tail} {rated(claim)}", indent=3, hang=4)
    if shown.explain:
        add_calculation(page, graph, claim.sum, [claim.id], indent=7)
    _add_evidence(page, graph, [citation(graph, item) for item in graph.evidence_of[claim.id]], shown)


def limits(graph: KnowledgeGraph, step: Step) -> list[str]:
    """The conditions to which evidence for a step is limited, the populations to which all of it is, and its graphs."""
    found = [
        limit.label if limit.items == limit.of else f"{limit.label} in {limit.items} of {limit.of}"
        for limit in step.limits
        if limit.items == limit.of or limit.axis == "condition" or limit.value in graph.statuses
    ]
    return [*found, within(step.graphs)] if step.graphs else found


def _add_evidence(page: Page, graph: KnowledgeGraph, evidence: Iterable[Citation], shown: Shown) -> None:
    """Add each source with its strongest passage on each side, or with all passages."""
    for items in grouped(((item.direction, item.source), item) for item in evidence).values():
        strongest = sorted(items, key=lambda i: (-MODALITY[graph.evidence[i.id].modality], i.id))
        listed = strongest if shown.all_evidence else strongest[:1]
        for item in listed:
            unsound = is_unsound(graph.evidence[item.id], graph.sources)
            caveat = " (its own reference cannot be traced or says something else)" if unsound else ""
            page.add(f"{said(graph, item)}{caveat}", indent=7, hang=2, colour=COLOUR[item.direction])
            if item.url:
                page.add(item.url, indent=9, dim=True)
        if rest := len(items) - len(listed):
            more = f"and in {rest} more passage{'s' if rest > 1 else ''} (--evidence shows them)"
            page.add(more, indent=9, hang=2, dim=True)


def add_missing(page: Page, gap: Missing) -> None:
    """Add the missing claims except the first, which is part of the reason why there is no chain."""
    for link in gap.missing[1:]:
        question = asks(link.source_label, f"act on {link.target_label}")
        page.add(f"or: {question} ({HINT[link.hint]})", indent=2, hang=2)


def evidence_of(steps: Iterable[Step]) -> list[Citation]:
    """The evidence of some steps."""
    return [item for step in steps for item in step.evidence]


def header(graph: KnowledgeGraph) -> list[str]:
    """The columns of csv and md output, with the graphs of each evidence item if several graphs were asked."""
    return [*HEADER, "graphs"] if graph.overlay else HEADER


def rows(graph: KnowledgeGraph, chains: Iterable[Chain | Loop]) -> list[list[object]]:
    """One row per evidence item of each step."""
    return [
        [
            number,
            place,
            f"{graph.concepts[step.subject].label} {step.subject_direction.arrow}",
            f"{graph.concepts[step.object].label} {step.object_direction.arrow}",
            step.sign,
            "stated" if step.stated else "mirrored",
            Decimal(f"{step.confidence:.2f}"),
            step.claims,
            *_says(graph, item),
        ]
        for number, chain in enumerate(chains, 1)
        for place, step in enumerate(chain.steps, 1)
        for item in step.evidence
    ]


def claim_rows(graph: KnowledgeGraph, claims: Iterable[str]) -> list[list[object]]:
    """One row per evidence item of each claim that is cited beside the chains: its chain and step are empty."""
    return [
        [
            *(None, None),
            *(graph.concepts[end].label for end in (claim.subject, claim.object)),
            graph.relations[claim.relation].sign,
            "stated",
            Decimal(f"{graph.confidence(claim.id).value:.2f}"),
            (claim.id,),
            *_says(graph, citation(graph, item)),
        ]
        for claim in map(graph.claims.__getitem__, claims)
        for item in graph.evidence_of[claim.id]
    ]


def _says(graph: KnowledgeGraph, item: Citation) -> list[object]:
    """The last columns: who says what, and where."""
    graphs = [item.graphs] if graph.overlay else []
    return [item.direction, item.source, item.section or "", item.says, item.url or "", *graphs]
