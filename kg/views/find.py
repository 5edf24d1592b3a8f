"""How the results of a search are shown."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import asdict

from kg.questions.find import Matches
from kg.views.evidence import add_claim
from kg.views.page import Page

HEADER = ("id", "name")


def text(page: Page, answer: Matches) -> None:
    """Concepts with their definitions, claims with their support, and sources."""
    for concept in answer.concepts:
        page.add(f"{concept.label}  ({concept.id})", bold=True)
        page.add(concept.definition, indent=4)
    for claim in answer.claims:
        add_claim(page, claim)
    for source in answer.sources:
        page.add(f"{source.name}  ({source.id})")
    found = asdict(answer.found)
    if len(list(rows(answer))) < sum(found.values()):
        there = ", ".join(f"{count} {name}" for name, count in found.items())
        page.add(f"showing at most {answer.question.limit} of each; found {there}")
    if not answer.answered:
        page.add(f"no match for “{answer.question.words}”; try fewer or other words")


def rows(answer: Matches) -> Iterator[tuple[str, str]]:
    """One row per result, with its name."""
    yield from ((concept.id, concept.label) for concept in answer.concepts)
    yield from ((claim.id, claim.sentence) for claim in answer.claims)
    yield from ((source.id, source.name) for source in answer.sources)
