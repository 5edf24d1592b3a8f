"""Compare concepts: their claims row by row, what they share and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Unpack, get_args

import msgspec
from msgspec import Struct

from kg.model.answer import Data, GraphAnswer
from kg.model.core import Sign, Stance
from kg.model.filters import Sources, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.values import words
from kg.questions.parts import chains, columns
from kg.questions.parts.chains import End
from kg.questions.parts.claims import ClaimLine, claim_line
from kg.questions.parts.columns import Column, Status, Topic
from kg.signature import Concept, Fewest, asked

STATUSES: tuple[Status, ...] = get_args(Status)


class NamedConcept(Struct, frozen=True):
    """A concept by name."""

    id: Annotated[str, "The concept."]
    label: Annotated[str, "Its display name."]


class Compared(Struct, frozen=True):
    """A compared concept: one column."""

    id: Annotated[str, "The concept."]
    label: Annotated[str, "Its display name."]
    definition: Annotated[str, "What it is."]
    broader: Annotated[tuple[NamedConcept, ...], "What it is a kind of."]
    states: Annotated[tuple[str, ...], "Its named states, whose claims are listed with its own."]
    claims: Annotated[int, "How many claims about it are listed."]


class Entry(Struct, frozen=True):
    """One claim in a cell."""

    other: Annotated[str, "The other end of the claim: a concept or a value."]
    other_label: Annotated[str, "Its name, or the value in words."]
    of: Annotated[str, "What the claim is about: the concept, a state of it, or what it manifests as."]
    of_label: Annotated[str, "Its display name."]
    status: Annotated[
        Status,
        "shared: also in another column; contrary: another column has the contrary sign or no effect; only: in no "
        "other column; through: a quality of what the concept manifests as; unsupported: no source supports it.",
    ]
    sign: Annotated[Sign | None, "The sign between the quantities; null if the relation has none."]
    hedged: Annotated[bool, "Whether no source asserts it outright."]
    for_: Annotated[tuple[str, ...], "Sources that support it."] = msgspec.field(name="for")
    against: Annotated[tuple[str, ...], "Sources that dispute it."]
    undecided: Annotated[tuple[str, ...], "Sources that are undecided."]
    claim: Annotated[ClaimLine, "The claim in short."]


class CompareCell(Struct, frozen=True):
    """The claims about one concept in one row."""

    concept: Annotated[str, "The concept of this column."]
    entries: Annotated[tuple[Entry, ...], "The claims; what is shared first."]


class Row(Struct, frozen=True):
    """One relation, in one direction."""

    label: Annotated[str, "The relation, read from the concept: manifests as, is caused by."]
    broader: Annotated[str | None, "The broader concept of the other ends; null if they have none in common."] = (
        msgspec.field(name="genus")
    )
    broader_label: Annotated[str | None, "Its display name."] = msgspec.field(name="genus_label")
    cells: Annotated[tuple[CompareCell, ...], "One cell for each concept, in their order."]


class Kin(Struct, frozen=True):
    """A relative (broader concept, kind or sibling) that has entries in rows where a concept has none."""

    of: Annotated[str, "A concept without claims in some rows."]
    id: Annotated[str, "A relative of it that has some."]
    label: Annotated[str, "The display name of the relative."]
    rows: Annotated[tuple[str, ...], "The rows."]


class CompareQuestion(Struct, frozen=True):
    """What was asked."""

    concepts: Annotated[tuple[End, ...], "The concepts."]


class Comparison(GraphAnswer, frozen=True, tag="kg-compare/2"):
    """What concepts share and where they differ."""

    question: Annotated[CompareQuestion, "What was asked, as it was interpreted."]
    concepts: Annotated[tuple[Compared, ...], "The columns."]
    joined: Annotated[tuple[ClaimLine, ...], "Claims from one of the concepts to another."]
    rows: Annotated[tuple[Row, ...], "The rows; those with entries in most columns come first."]
    kin: Annotated[tuple[Kin, ...], "Relatives that have entries in rows where a concept has none."]

    @property
    def answered(self) -> bool:
        """Whether there are claims about the concepts."""
        return bool(self.rows or self.joined)


@asked
def compare(
    graph: KnowledgeGraph, *concepts: Annotated[Concept, "Two concepts or more.", Fewest(2)], **filters: Unpack[Sources]
) -> Comparison:
    """Compare concepts row by row: what they share and where they differ.

    Each row is a relation; = marks what is shared, ≠ what is contrary, and sources are in brackets. If several
    other ends share a broader concept, they have a row of their own.

    Example: kg compare osteomalacia myopathy

    Each entry is a claim, with a status:

    - ``shared``: another column has the same claim. Causal relations count as the same, whichever word was used
      (causes, manifests as), if no signs are contrary; the other end and its states are one quantity;
    - ``contrary``: another column has the contrary sign, or no effect;
    - ``only``: it is in no other column;
    - ``through``: a quality (characteristic, place) of what the concept manifests as, if it has none itself;
    - ``unsupported``: no source supports the claim.

    A quantity includes its states. Claims between the compared concepts are listed separately (``joined``). ``kin``
    names relatives of a concept that have entries in rows where it has none. Raises UnknownConcept, and UsageError for
    fewer than two concepts, or if one is the other or a state of it, or is a level without a name.
    """
    graph = filtered(graph, **filters)
    listed, joined = columns.filled(graph, concepts)
    label = {name: concept.label for name, concept in graph.concepts.items()}
    return Comparison(
        Data.of(graph),
        CompareQuestion(tuple(chains.end(column.end) for column in listed)),
        tuple(_compared(graph, column) for column in listed),
        tuple(claim_line(graph, claim) for claim in joined),
        tuple(_rows(graph, listed)),
        tuple(
            Kin(column.end.concept.id, relative, label[relative], rows)
            for column in listed
            for relative, rows in columns.relatives(graph, column, listed)
        ),
    )


def _compared(graph: KnowledgeGraph, column: Column) -> Compared:
    concept = column.end.concept
    return Compared(
        concept.id,
        column.end.label,
        concept.definition,
        tuple(NamedConcept(name, graph.concepts[name].label) for name in concept.broader),
        tuple(sorted(column.about - {concept.id})),
        len({entry.claim.id for entry in column.entries if not entry.through}),
    )


def _rows(graph: KnowledgeGraph, listed: Sequence[Column]) -> list[Row]:
    """The rows: those with entries in most columns first, then in the order of the vocabulary."""
    topics = columns.statuses(graph, listed)
    broadest = columns.broadest(graph, listed)
    order = {name: number for number, name in enumerate(graph.relations)}
    found: dict[tuple[str, str], list[list[columns.Entry]]] = {}
    rank: dict[tuple[str, str], tuple[int, bool]] = {}
    for number, column in enumerate(listed):
        for entry in column.entries:
            key = entry.label, broadest.get((entry.label, entry.other), "")
            found.setdefault(key, [[] for _ in listed])[number].append(entry)
            rank.setdefault(key, (order[entry.claim.relation], entry.own == entry.claim.object))
    keys = sorted(found, key=lambda key: (-sum(map(bool, found[key])), rank[key], key[1]))
    return [
        Row(
            label,
            broader or None,
            graph.concepts[broader].label if broader else None,
            tuple(_cell(graph, *pair, topics) for pair in zip(listed, found[label, broader], strict=True)),
        )
        for label, broader in keys
    ]


def _cell(
    graph: KnowledgeGraph, column: Column, entries: Sequence[columns.Entry], topics: dict[Topic, Status]
) -> CompareCell:
    """A cell: the concept itself before its states and manifestations, and shared entries before the rest."""
    concept = column.end.concept.id

    def place(ranked: tuple[columns.Entry, Status]) -> tuple[bool, str, int, str]:
        entry, status = ranked
        return entry.own != concept, entry.own, STATUSES.index(status), entry.claim.id

    ranked = sorted(((entry, columns.status_of(graph, entry, topics)) for entry in entries), key=place)
    return CompareCell(concept, tuple(_entry(graph, entry, status) for entry, status in ranked))


def _entry(graph: KnowledgeGraph, entry: columns.Entry, status: Status) -> Entry:
    concepts = graph.concepts
    items = graph.evidence_of[entry.claim.id]
    supports, disputes, undecided = (
        tuple(sorted({item.source for item in items if item.stance is stance} - graph.void)) for stance in Stance
    )
    return Entry(
        entry.other,
        concepts[entry.other].label if entry.other in concepts else words(graph.values[entry.other]),
        entry.own,
        concepts[entry.own].label,
        status,
        entry.sign,
        not any(item.modality == "Asserted" for item in items if item.stance is Stance.SUPPORTS),
        supports,
        disputes,
        undecided,
        claim_line(graph, entry.claim),
    )
