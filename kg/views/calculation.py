"""How the calculation of a confidence is shown, so that it can be checked by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kg.model.confidence import LEAST, MOST, PAGES, limited, noisy_or, places, together
from kg.model.core import Evidence
from kg.model.graph import KnowledgeGraph
from kg.model.words import design, status
from kg.questions.parts.claims import Points
from kg.views.page import Page


def add_calculation(
    page: Page, graph: KnowledgeGraph, parts: Sequence[Points], claims: Iterable[str], indent: int
) -> None:
    """Add the calculation of the confidence of some claims together; first the evidence that counts for nothing."""
    void = [item for claim in claims for item in graph.evidence_of[claim] if item.source in graph.void]
    for line in (*(_nothing(graph, item) for item in void), *lines(graph, parts)):
        page.add(line, indent=indent, hang=4, colour="cyan")


def _nothing(graph: KnowledgeGraph, item: Evidence) -> str:
    source = graph.sources[item.source]
    return f"0 ({design(graph, source)}, {status(graph, source)}: counts for nothing): {item.id}"


def lines(graph: KnowledgeGraph, parts: Sequence[Points]) -> list[str]:
    """The calculation of a confidence: what each witness counts, then each side, then the two together."""
    shown, sides = [], []
    for name, supports in (("for", True), ("against", False)):
        given = [part for part in parts if part.supports is supports]
        shown += [_part(graph, part) for part in given]
        pages, studies = ([_decimal(part.points) for part in given if part.page is page] for page in (True, False))
        sides.append(together(pages, studies))
        if len(pages) > 1:
            most = f", at most {PAGES}" if noisy_or(pages) > PAGES else ""
            shown.append(f"{name}, web pages: {_sum(pages)}{most}")
        if given:
            shown.append(f"{name}: {_sum([together(pages, []), *studies] if pages else studies)}")
    return [*shown, _result(*sides)]


def _result(support: Decimal, dispute: Decimal) -> str:
    exact = support * (1 - dispute)
    value = limited(exact)
    product = f"{_short(support)} × (1 − {_short(dispute)}) = {_short(exact)}" if dispute else _short(exact)
    if not LEAST <= exact <= MOST:
        return f"confidence: {product}, at {'least' if exact < LEAST else 'most'} {value}"
    return f"confidence: {product}{'' if exact == value else f', rounded {value}'}"


def _part(graph: KnowledgeGraph, part: Points) -> str:
    item = graph.evidence[part.evidence]
    kind, modality = design(graph, graph.sources[item.source]), item.modality.lower()
    citation = f" × {part.citation:g} (its own reference is unsound)" if part.citation < 1 else ""
    factors = f"{part.kind:g} ({kind}) × {part.modality:g} ({modality}){citation}"
    return f"{'+' if part.supports else '−'} {_short(_decimal(part.points))} = {factors}: {item.id}"


def _sum(points: Sequence[Decimal]) -> str:
    """Several points as their noisy-or: 1 − the product of what each leaves open."""
    if len(points) == 1:
        return _short(points[0])
    return f"1 − {' × '.join(_short(1 - one) for one in points)} = {_short(noisy_or(points))}"


def _decimal(number: float) -> Decimal:
    return Decimal(str(number))


def _short(number: Decimal) -> str:
    """A number to at most four places, without zeros at its end."""
    return f"{places(number).normalize():f}"
