"""How the results of a search are shown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kg.questions.find import Matches
from kg.questions.parts.facts import ConceptFacts, SourceFacts
from kg.views.evidence import add_claim, best_first
from kg.views.page import Page
from kg.views.screen import Group, add_groups, entries

HEADER = ("id", "name")


def text(page: Page, answer: Matches) -> None:
    """Concepts with their definitions, claims with their support, the best supported first, and sources."""
    found = answer.found
    groups = [
        _group("Concepts", found.concepts, entries(_concept, answer.concepts)),
        _group("Claims", found.claims, entries(partial(add_claim, indent=2), best_first(answer.claims))),
        _group("Sources", found.sources, entries(_source, answer.sources)),
    ]
    add_groups(page, groups, answer.question.limit)
    if not answer.answered:
        page.add(f"no match for “{answer.question.words}”; try fewer or other words")


def _group(title: str, found: int, listed: list[Page]) -> Group:
    return Group(f"{title} ({found})", listed, found - len(listed))


def _concept(page: Page, concept: ConceptFacts) -> None:
    page.add(f"{concept.label}  ({concept.id})", indent=2, hang=2, bold=True)
    page.add(concept.definition, indent=6)


def _source(page: Page, source: SourceFacts) -> None:
    page.add(f"{source.name}  ({source.id})", indent=2, hang=2)


def rows(answer: Matches) -> Iterator[tuple[str, str]]:
    """One row per result, with its name."""
    yield from ((concept.id, concept.label) for concept in answer.concepts)
    yield from ((claim.id, claim.sentence) for claim in answer.claims)
    yield from ((source.id, source.name) for source in answer.sources)
