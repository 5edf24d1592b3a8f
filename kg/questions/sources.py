"""List documents and studies, and how many claims rest on each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Unpack

from msgspec import Struct

from kg.model.answer import Data, ListAnswer
from kg.model.core import Document, Stance, Study
from kg.model.filters import Sources, filtered
from kg.model.graph import KnowledgeGraph
from kg.questions.parts.facts import DocumentParts, StudyParts, resting, traced, with_parts
from kg.signature import asked

Claims = Annotated[int, "How many claims it has evidence on."]
Of = Annotated[int, "How many claims there are."]
Alone = Annotated[int, "How many claims have evidence from this source only."]
Given = Annotated[
    int, "How many evidence items come from it; if the study is retracted or not identified, they take no side."
]
Supports = Annotated[int, "How many of them support a claim."]
Disputes = Annotated[int, "How many of them dispute a claim."]
Inconclusive = Annotated[int, "How many of them are undecided on a claim."]
CitedBy = Annotated[int, "How many evidence items cite this study."]
References = Annotated[dict[str, int], "How many studies a document cites, by the result of tracing them."]


class SourceLine(Struct, frozen=True, kw_only=True):
    """A document or a study, and how much of the graph rests on it."""

    if TYPE_CHECKING:  # without fields of its own, it represents its subclasses: see kg.model.schema
        id: str
        claims: int
        of: int
        on_it_alone: int
        evidence_items: int
        supports: int
        disputes: int
        inconclusive: int
        cited_by: int
        references: dict[str, int]

        @property
        def name(self) -> str:
            """Its display name."""


class DocumentLine(DocumentParts, SourceLine, frozen=True, kw_only=True):
    """A document, and how much of the graph rests on it."""

    references: References  # type: ignore[assignment]  # their numbers
    name: Annotated[str, "Its display name."]
    claims: Claims
    of: Of
    on_it_alone: Alone
    evidence_items: Given
    supports: Supports
    disputes: Disputes
    inconclusive: Inconclusive
    cited_by: CitedBy


class StudyLine(StudyParts, SourceLine, frozen=True, kw_only=True):
    """A study, and how much of the graph rests on it."""

    claims: Claims
    of: Of
    on_it_alone: Alone
    evidence_items: Given
    supports: Supports
    disputes: Disputes
    inconclusive: Inconclusive
    cited_by: CitedBy
    references: References


class ListedSources(ListAnswer, frozen=True, tag="kg-sources/2"):
    """All documents and studies."""

    sources: Annotated[tuple[SourceLine, ...], "The sources."]


@asked
def sources(graph: KnowledgeGraph, **filters: Unpack[Sources]) -> ListedSources:
    """List documents and studies, and how many claims rest on each.

    Example: kg sources
    """
    graph = filtered(graph, **filters)
    return ListedSources(Data.of(graph), tuple(_line(graph, source) for source in graph.sources.values()))


def _line(graph: KnowledgeGraph, source: Document | Study) -> SourceLine:
    items = graph.evidence_from[source.id]
    claims, alone = resting(graph, source)
    counts = source.id not in graph.void
    kind: type[SourceLine] = DocumentLine if isinstance(source, Document) else StudyLine
    return with_parts(
        kind,
        source,
        claims=claims,
        of=len(graph.claims),
        on_it_alone=alone,
        evidence_items=len(items),
        **{stance.value: sum(item.stance is stance for item in items if counts) for stance in Stance},
        cited_by=len(graph.cited_by.get(source.id, ())),
        references={status: len(names) for status, names in traced(graph, source).items()},
    )
