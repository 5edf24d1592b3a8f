"""Search concepts, claims and sources by their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Unpack

from msgspec import Struct

from kg.errors import UnknownName, UsageError
from kg.model.answer import Data, GraphAnswer
from kg.model.core import Claim, Concept, Document, Study
from kg.model.filters import Sources, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import LONGEST, normal
from kg.model.spelling import fold
from kg.model.texts import searched
from kg.questions.parts.claims import ClaimLine, best_supported, claim_line
from kg.questions.parts.facts import ConceptFacts, SourceFacts, concept_facts, source_facts
from kg.signature import Range, Words, asked


class FindQuestion(Struct, frozen=True):
    """What was asked."""

    words: Annotated[str, "The words, as they were typed."]
    limit: Annotated[int | None, "Maximum length of each list; 0 or null for no limit."]


class Found(Struct, frozen=True):
    """The number of matches; more than are listed if there is a limit."""

    concepts: Annotated[int, "Number of concepts."]
    claims: Annotated[int, "Number of claims."]
    sources: Annotated[int, "Number of documents and studies."]


class Matches(GraphAnswer, frozen=True, tag="kg-find/2"):
    """Concepts, claims and sources that contain some words."""

    question: Annotated[FindQuestion, "What was asked, as it was interpreted."]
    found: Annotated[Found, "The number of matches; more than are listed if there is a limit."]
    concepts: Annotated[
        tuple[ConceptFacts, ...],
        "Concepts: those with exactly that name, then by part of a name, then by definition; generic ones last.",
    ]
    claims: Annotated[
        tuple[ClaimLine, ...],
        "Claims with all the words in their sentence or in an evidence item; the best supported first if limited.",
    ]
    sources: Annotated[tuple[SourceFacts, ...], "Documents and studies, by title and name."]

    @property
    def answered(self) -> bool:
        """Whether something was found."""
        return bool(self.concepts or self.claims or self.sources)


@asked
def find(
    graph: KnowledgeGraph,
    words: Annotated[Words, "Words that must all occur."],
    *,
    limit: Annotated[
        int | None,
        "Maximum number of concepts, of claims (the best supported) and of sources; 0 for all (default: all; as "
        "text, one screen).",
        Range(0),
    ] = None,
    **filters: Unpack[Sources],
) -> Matches:
    """Search concepts, claims and sources.

    Concepts are searched by name and definition, claims by sentence and evidence, sources by title and name. An
    identifier (concept:, claim: or evidence:, MONDO:0005147, a DOI, PMID or PMC number) finds only what has it, or what
    replaces it.

    Example: kg find nerve growth

    Raises UnknownName if there are no words.
    """
    graph = filtered(graph, **filters)
    wanted = normal(words).split()
    if not wanted:
        raise UnknownName("no words to search for; give a word or two")
    if len(words) > LONGEST:
        raise UsageError(f"the words have {len(words):,} characters, more than {LONGEST:,}; give fewer")
    if any(identified := _identified(graph, words)):
        return _matches(graph, FindQuestion(words, limit), *identified)
    spelled = [{word, fold(word)} for word in wanted]
    texts = searched(graph)
    exact, in_part = texts.named.get(" ".join(wanted), ()), texts.names.with_words(spelled)
    defined = texts.definitions.with_words(spelled)
    ranks = {**dict.fromkeys(defined, 2), **dict.fromkeys(in_part, 1), **dict.fromkeys(exact, 0)}
    found = [graph.concepts[name] for name in ranks if name in graph.concepts]

    def place(concept: Concept) -> tuple[bool, tuple[int, str], str]:
        rank = ranks[concept.id]
        return rank > 0 and concept.quantity in graph.generic, (rank, concept.label), concept.id

    said, titled = texts.claims.with_words(spelled), texts.sources.with_words(spelled)
    return _matches(
        graph,
        FindQuestion(words, limit),
        sorted(found, key=place),
        [graph.claims[name] for name in sorted(said)],
        _sources(graph, titled),
    )


def _matches(
    graph: KnowledgeGraph,
    question: FindQuestion,
    concepts: Sequence[Concept],
    claims: Sequence[Claim],
    sources: Sequence[Document | Study],
) -> Matches:
    most = question.limit or None
    return Matches(
        Data.of(graph),
        question,
        Found(len(concepts), len(claims), len(sources)),
        tuple(concept_facts(graph, concept) for concept in concepts[:most]),
        tuple(claim_line(graph, claim) for claim in best_supported(graph, claims, question.limit)),
        tuple(map(source_facts, sources[:most])),
    )


def _identified(graph: KnowledgeGraph, text: str) -> tuple[list[Concept], list[Claim], list[Document | Study]]:
    """What has an identifier, as it is typed or as an address on the web."""
    wanted = "".join(text.casefold().split())
    for start in ("https://doi.org/", "doi:", "https://pubmed.ncbi.nlm.nih.gov/", "pmid:", "pmid"):
        wanted = wanted.removeprefix(start)
    wanted = wanted.removesuffix("/")
    item, old = graph.evidence.get(wanted), graph.withdrawn.get(wanted)
    claim = graph.claims.get(item.claim if item else str(old.replaced_by) if old else wanted)
    gone = graph.withdrawn_concepts.get(wanted)
    instead = gone.replaced_by if gone else ()
    known = {*searched(graph).identified.get(wanted, ()), *instead}
    return (
        [graph.concepts[name] for name in sorted(known) if name in graph.concepts],
        [claim] if claim else [],
        _sources(graph, known),
    )


def _sources(graph: KnowledgeGraph, names: Iterable[str]) -> list[Document | Study]:
    """The sources among some names: documents first."""
    return [part[name] for part in (graph.documents, graph.studies) for name in sorted(names) if name in part]
