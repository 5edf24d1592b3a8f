"""What a writer returns, and the claims as all writers read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from kg.model.characters import one_line
from kg.model.confidence import Confidence
from kg.model.core import Claim, Concept, Evidence, Sign, Stance, Value
from kg.model.graph import KnowledgeGraph
from kg.model.influence import polarity
from kg.model.values import words
from kg.model.words import sentence

#: The name of the network of the graph that comes with the program.
OWN = "vitamin D mechanisms"


@dataclass(frozen=True)
class Made:
    """The files of an export by name (empty for a single file), what they contain, what was left out, and warnings."""

    files: Mapping[str, str | bytes]
    counts: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A claim with everything an export needs.

    ``source`` and ``target`` are the quantities of subject and object if the claim has a sign, else subject and object
    themselves. ``sign`` is the sign between the two: "deficiency lowers absorption" is a plus from vitamin D to
    absorption. ``evidence`` holds the evidence by stance.
    """

    claim: Claim
    sentence: str
    source: str
    target: str
    sign: Sign | None
    evidence: Mapping[Stance, tuple[Evidence, ...]]
    confidence: Confidence

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
        """The sources of one side, without repeats."""
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
    confidence = graph.confidence(claim.id)
    return Statement(claim, sentence(graph, claim), source, target, product, sides, confidence)


def part(graph: KnowledgeGraph, claims: Collection[str], also: Collection[str] = ()) -> KnowledgeGraph:
    """The graph of some claims, with the concepts, sources and passages they need, and those in ``also``."""
    kept = {name: claim for name, claim in graph.claims.items() if name in claims}
    evidence = {name: item for name, item in graph.evidence.items() if item.claim in kept}
    named = set(also) | {name for claim in kept.values() for name in (claim.subject, claim.object)}
    named |= {value.of for name in named & graph.values.keys() if (value := graph.values[name]).of}
    named |= {graph.concepts[name].quantity for name in named & graph.concepts.keys()}
    concepts = {
        name: replace(concept, broader=tuple(name for name in concept.broader if name in named))
        for name, concept in graph.concepts.items()
        if name in named
    }
    passages = {item.passage for item in evidence.values()}
    sources = {item.source for item in evidence.values()} | {c for item in evidence.values() for c in item.cites}
    return replace(
        graph,
        concepts=concepts,
        claims=kept,
        evidence=evidence,
        passages={name: passage for name, passage in graph.passages.items() if name in passages},
        documents={name: document for name, document in graph.documents.items() if name in sources},
        studies={name: study for name, study in graph.studies.items() if name in sources},
        omissions={},
    )


def unique(graph: KnowledgeGraph) -> Mapping[str, str]:
    """A name for each concept that no other has: its label, with its identifier if others have the same label."""
    labels = {name: one_line(concept.label) for name, concept in graph.concepts.items()}
    shared = Counter(labels.values())
    return {name: f"{text} ({name})" if shared[text] > 1 else text for name, text in labels.items()}


def level(graph: KnowledgeGraph, name: str) -> str:
    """``Low`` or ``High`` for a state, empty for everything else."""
    return graph.concepts[name].level or "" if name in graph.concepts else ""


def label(item: Concept | Value) -> str:
    """The name of a concept or a value, for readers."""
    return item.label if isinstance(item, Concept) else words(item)


def hierarchy(graph: KnowledgeGraph) -> tuple[tuple[str, str], ...]:
    """Each concept with each of its broader concepts."""
    return tuple((concept.id, broader) for concept in graph.concepts.values() for broader in concept.broader)


def quoted(text: str) -> str:
    r"""A text in double quotes, with backslashes and quotes escaped, as DOT and BEL read it.

    >>> print(quoted('a "b" \\N'))
    "a \"b\" \\N"
    """
    escaped = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def joined(texts: Iterable[str]) -> str:
    """Identifiers or addresses in one cell, separated by spaces."""
    return " ".join(text.replace(" ", "%20") for text in texts)


def on_web(address: str) -> bool:
    """Whether an address is one that a program may open, and no script or file.

    >>> on_web("https://a.example/"), on_web("javascript:alert(1)")
    (True, False)
    """
    return address.lower().startswith(("https://", "http://"))
