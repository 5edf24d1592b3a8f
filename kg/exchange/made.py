"""What a writer makes, and the claims as all writers see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kg.model.core import Claim, Concept, Evidence, Sign, Stance, Value
from kg.model.graph import KnowledgeGraph
from kg.model.influence import polarity
from kg.model.values import words
from kg.model.words import sentence


@dataclass(frozen=True)
class Made:
    """The files of an export by name (empty for a single one), what is in them, and what of it had to be left out."""

    files: Mapping[str, str | bytes]
    counts: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Statement:
    """A claim with what an export says of it.

    ``source`` and ``target`` are what its sign is between: the quantities behind subject and object where the claim has
    a sign, else subject and object themselves. ``sign`` is the one between these two; a claim that "deficiency lowers
    absorption" joins vitamin D to absorption with a plus. ``evidence`` holds the evidence by stance.
    """

    claim: Claim
    sentence: str
    source: str
    target: str
    sign: Sign | None
    evidence: Mapping[Stance, tuple[Evidence, ...]]
    confidence: Decimal

    @property
    def status(self) -> str:
        """``supported``, ``contested``, or, without any support, ``disputed`` or ``undecided``."""
        if self.evidence[Stance.SUPPORTS]:
            return "contested" if self.evidence[Stance.DISPUTES] else "supported"
        return "disputed" if self.evidence[Stance.DISPUTES] else "undecided"

    @property
    def supported(self) -> bool:
        """Whether some source supports it."""
        return bool(self.evidence[Stance.SUPPORTS])

    def cited(self, stance: Stance) -> tuple[str, ...]:
        """The sources on one side, each once."""
        return tuple(dict.fromkeys(item.source for item in self.evidence[stance]))


def statements(graph: KnowledgeGraph) -> tuple[Statement, ...]:
    """Every claim of a graph, in order."""
    return tuple(_statement(graph, claim) for claim in graph.claims.values())


def _statement(graph: KnowledgeGraph, claim: Claim) -> Statement:
    relation = graph.relations[claim.relation]
    sign = relation.sign or relation.correlation
    source, target, product = claim.subject, claim.object, None
    if sign is not None and claim.object in graph.concepts:
        source, target, product = polarity(claim, graph.concepts, sign)
    items = graph.evidence_of[claim.id]
    sides = {stance: tuple(item for item in items if item.stance == stance) for stance in Stance}
    value = graph.confidence(claim.id).value
    return Statement(claim, sentence(graph, claim), source, target, product, sides, value)


def level(graph: KnowledgeGraph, name: str) -> str:
    """``Low`` or ``High`` for a state, empty for everything else."""
    return graph.concepts[name].level or "" if name in graph.concepts else ""


def label(item: Concept | Value) -> str:
    """What a reader calls a concept or a value."""
    return item.label if isinstance(item, Concept) else words(item)


def hierarchy(graph: KnowledgeGraph) -> tuple[tuple[str, str], ...]:
    """Each kind with what it is a kind of, as this graph itself orders its concepts."""
    return tuple((concept.id, genus) for concept in graph.concepts.values() for genus in concept.broader)


def line(text: str) -> str:
    r"""A text in one line without characters that cannot be printed.

    >>> line("two\n lines\x00")
    'two lines'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def joined(texts: Iterable[str]) -> str:
    """Identifiers or addresses in one cell, with a space between them."""
    return " ".join(text.replace(" ", "%20") for text in texts)
