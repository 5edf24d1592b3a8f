"""How the values of a concept are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model.core import Stance
from kg.model.graph import KnowledgeGraph
from kg.model.words import counted, short_name
from kg.questions.parts.claims import Citation
from kg.questions.values import Meaning, StatedValue, Values
from kg.views.evidence import COLOUR, CONTESTED, rated
from kg.views.page import Page

HEADER = (
    "relation measured subject label words minimum maximum unit confidence contested claim stance source design "
    "modality context says url"
).split()
#: What each relation is called in a heading.
TITLE = {
    "hasThreshold": "Thresholds",
    "hasReferenceRange": "Reference ranges",
    "hasDose": "Doses",
    "hasDuration": "Durations",
    "hasPrevalence": "Prevalences",
}
#: Maximum number of concepts named if the one that was asked for has no value.
MOST_NAMED = 3


def text(page: Page, answer: Values) -> None:
    """The values by what they mean, each with the sources on each side."""
    label = answer.question.concept.label
    if not answer.answered:
        page.add(f"no values for “{label}”{_instead(answer.others)}")
        return
    page.add(_head(answer), bold=True)
    for meaning in answer.meanings:
        _meaning(page, answer.graph, meaning)
    rest = answer.found - sum(len(meaning.values) for meaning in answer.meanings)
    if rest:
        page.add()
        page.add(f"and {rest} more (--limit 0 shows all)")


def _head(answer: Values) -> str:
    """How many values there are, and of what."""
    label, values = answer.question.concept.label, counted(answer.found, "value")
    if answer.instead_of is None:
        return f"{values} for {label}"
    return f"no values for {label} itself; {values} for {answer.graph.concepts[answer.instead_of].label}:"


def _instead(others: tuple[str, ...]) -> str:
    named = ", ".join(others[:MOST_NAMED])
    more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
    return f"; there are some for {named}{more}" if others else ""


def _meaning(page: Page, graph: KnowledgeGraph, meaning: Meaning) -> None:
    title = TITLE.get(meaning.relation, graph.relations[meaning.relation].label)
    page.title(f"{title} of {meaning.measured_label}" if meaning.measured else title)
    for value in meaning.values:
        page.add(f"{value.words}: {value.subject_label}  {rated(value)}{CONTESTED[value.contested]}", indent=2, hang=2)
        for stance in Stance:
            said = _said(graph, [item for item in value.evidence if item.direction is stance])
            if said:
                page.add(f"{stance.side}: {said}", indent=4, hang=2, colour=COLOUR[stance])
    for sentence in meaning.differ:
        page.add(f"{sentence[:1].upper()}{sentence[1:]}.", indent=2, hang=2)


def _said(graph: KnowledgeGraph, items: Iterable[Citation]) -> str:
    """The sources with their kind, how firmly they say so, and the context, given once if they share it."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for item in items:
        named = (name for names in item.context.values() for name in names)
        context = (graph.terms[name].label if name in graph.terms else name for name in named)
        alike.setdefault((item.kind, item.modality, *context), []).append(short_name(graph.sources[item.source]))
    return "; ".join(
        f"{' and '.join(names)} ({', '.join([kind if len(names) == 1 else counted(len(names), kind), *rest])})"
        for (kind, *rest), names in alike.items()
    )


def rows(answer: Values) -> Iterator[list[object]]:
    """One row per evidence item of each value."""
    for meaning in answer.meanings:
        for value in meaning.values:
            for item in value.evidence:
                yield [meaning.relation, meaning.measured, *_facts(value), *_source(item)]


def _facts(value: StatedValue) -> list[object]:
    size = [value.words, value.value.minimum, value.value.maximum, value.value.unit]
    return [value.subject, value.subject_label, *size, value.confidence, value.contested, value.claim]


def _source(item: Citation) -> list[object]:
    context = [name for names in item.context.values() for name in names]
    return [item.direction, item.source, item.kind, item.modality, "; ".join(context), item.says, item.url]


def cite(answer: Values) -> Iterable[Citation]:
    """The evidence of the values."""
    return [item for meaning in answer.meanings for value in meaning.values for item in value.evidence]
