"""What changed between two versions of the data: claims, their evidence, concepts, sources, and answers.

Things are compared by identifier, field by field, so the order of a file does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from msgspec import Struct
from msgspec.structs import asdict

from kg import resources
from kg.model import values
from kg.model.answer import Data, GraphAnswer
from kg.model.core import Claim, Evidence
from kg.model.graph import KnowledgeGraph
from kg.model.grouped import grouped
from kg.model.influence import polarity
from kg.model.withdrawn import Withdrawal
from kg.model.words import sentence, source_name
from kg.questions import standing
from kg.questions.parts.changes import (
    ClaimChanges,
    Field,
    InfluenceChanges,
    NamedClaim,
    PartChanges,
    Record,
    Resigned,
    Versions,
    fields,
    part,
)
from kg.questions.parts.claims import rated
from kg.questions.standing import Reply
from kg.signature import Metavar, asked


class DiffQuestion(Struct, frozen=True):
    """What was asked."""

    old: Annotated[Data, "The earlier version."]


class Asked(Struct, frozen=True, rename={"is_": "is"}):
    """One question that was asked of both versions."""

    id: Annotated[str, "Identifier of the question."]
    kind: Annotated[standing.Kind, "The command that answers it."]
    source: Annotated[str, "Its source, as it was written."]
    target: Annotated[str, "Its target, as it was written."]
    name: Annotated[str, "The question in words."]
    changed: Annotated[bool, "Whether the two versions answer it differently, whatever the concepts are called."]
    was: Annotated[Reply, "The answer of the earlier version."]
    is_: Annotated[Reply, "The answer of the later version."]


class Diff(GraphAnswer, frozen=True, tag="kg-diff/2"):
    """What changed from one version of the data to another."""

    question: Annotated[DiffQuestion, "What the later version is compared with."]
    different: Annotated[bool, "Whether anything changed."]
    claims: Annotated[ClaimChanges, "Claims."]
    influences: Annotated[InfluenceChanges, "Influences between quantities that both versions have."]
    evidence: Annotated[PartChanges, "Evidence items, named by source, stance and claim."]
    concepts: Annotated[PartChanges, "Concepts, named by their label."]
    documents: Annotated[PartChanges, "Documents, named by number and publisher."]
    studies: Annotated[PartChanges, "Studies, named by first author, year and journal."]
    quantities: Annotated[PartChanges, "Values and ranges, named with their unit."]
    passages: Annotated[PartChanges, "Passages, named by document and offsets."]
    omissions: Annotated[PartChanges, "Passages that make no claim, named with the reason."]
    withdrawals: Annotated[
        PartChanges,
        "Records of claims that neither version makes, named by what the claim said. Removing a record is an error: "
        "records must be kept.",
    ]
    withdrawn_concepts: Annotated[
        PartChanges, "Records of withdrawn concepts, named by their label. Removing a record is an error."
    ]
    answers: Annotated[tuple[Asked, ...], "The questions that were asked of both versions."]

    @property
    def answered(self) -> bool:
        """Whether anything changed."""
        return self.different

    @property
    def names(self) -> tuple[str, str]:
        """The names of the versions: of their files, if they were read from files."""
        return vars(self.question.old).get("file", "old"), vars(self.data).get("file", "new")


@asked
def diff(
    old: Annotated[Path | KnowledgeGraph, "The earlier version, a data file.", Metavar("OLD")],
    new: Annotated[
        Path | KnowledgeGraph | None, "The later version; by default the data of the program.", Metavar("NEW")
    ] = None,
    *,
    questions: Annotated[
        Path | Sequence[standing.Question] | None, "Ask the questions in this file instead of the standing questions."
    ] = None,
) -> Diff:
    """What changed between two versions of the data.

    Compares claims, evidence, confidences, concepts and sources, and reports which answers changed. The exit code is 1
    if nothing changed.

    Example: kg diff old.ttl

    Each version is a graph or a data file; ``questions`` is a list or a file. Raises DataError if a file cannot be
    read.
    """
    put = questions if isinstance(questions, Sequence) else standing.load(questions)
    (was, before), (now, after) = _version(old), _version(new)
    both = (was, now)
    parts = (
        _claims(both),
        InfluenceChanges(tuple(_influences(both))),
        part(both, was.evidence, now.evidence, _evidence),
        part(both, was.concepts, now.concepts, lambda _, concept: concept.label),
        part(both, was.documents, now.documents, lambda _, document: source_name(document)),
        part(both, was.studies, now.studies, lambda _, study: source_name(study)),
        part(both, was.values, now.values, lambda _, quantity: values.words(quantity)),
        part(both, was.passages, now.passages, lambda _, each: f"{each.document}, {each.start} to {each.end}"),
        part(both, was.omissions, now.omissions, lambda _, omission: f"{omission.passage}, {omission.reason}"),
        _withdrawals(both),
        part(both, was.withdrawn_concepts, now.withdrawn_concepts, lambda _, concept: concept.label),
    )
    answers = tuple(_asked(both, question) for question in put)
    different = any(parts) or any(question.changed for question in answers)
    return Diff(after, DiffQuestion(before), different, *parts, answers)


def _version(version: Path | KnowledgeGraph | None) -> tuple[KnowledgeGraph, Data]:
    """The graph of a version, and its data for an answer, which keeps the name of the file."""
    if isinstance(version, KnowledgeGraph):
        return version, Data.of(version)
    from kg.turtle.read import load

    file = resources.data() if version is None else Path(version)
    graph = load(file)
    data = Data.of(graph)
    vars(data)["file"] = file.name
    return graph, data


def _evidence(graph: KnowledgeGraph, item: Evidence) -> str:
    return f"{source_name(graph.sources[item.source])}, {item.stance.verb}: {sentence(graph, graph.claims[item.claim])}"


def _claims(versions: Versions) -> ClaimChanges:
    """The changes of claims. A missing claim was withdrawn with a reason, or is missing without one, which is an error.

    The identifier of a claim is made of its three parts, so its sign changes only if one of its ends becomes a level of
    another quantity, or another level.
    """
    old, new = versions
    gone = [_claim(old, name, new.withdrawn) for name in sorted(old.claims.keys() - new.claims.keys())]
    return ClaimChanges(
        tuple(_claim(new, name, old.withdrawn) for name in sorted(new.claims.keys() - old.claims.keys())),
        tuple(claim for claim in gone if claim.withdrawal),
        tuple(claim for claim in gone if not claim.withdrawal),
        tuple(_changed_claims(versions, sorted(old.claims.keys() & new.claims.keys()))),
    )


def _claim(graph: KnowledgeGraph, name: str, withdrawn: Mapping[str, Withdrawal]) -> NamedClaim:
    """A claim that only one version makes; ``withdrawn`` are the claims withdrawn in the other version."""
    confidence, record = graph.confidence(name), withdrawn.get(name)
    return NamedClaim(
        name,
        sentence(graph, graph.claims[name]),
        *rated(confidence),
        confidence.contested,
        Record(record.reason, record.date, record.replaced_by) if record else None,
    )


def _changed_claims(versions: Versions, names: Iterable[str]) -> Iterator[Field]:
    old, new = versions
    for name in names:
        said = sentence(new, new.claims[name])
        yield from fields(name, said, _facts(old, old.claims[name]), _facts(new, new.claims[name]))


def _facts(graph: KnowledgeGraph, claim: Claim) -> Mapping[str, object]:
    """What a claim says, its quantities and sign, and how well it is supported."""
    relation, confidence = graph.relations[claim.relation], graph.confidence(claim.id)
    sign = relation.sign or relation.correlation
    ends = polarity(claim, graph.concepts, sign) if sign else (None, None, None)
    return {
        **asdict(claim),
        **dict(zip(("source", "target", "sign"), ends, strict=True)),
        "confidence": float(confidence.value),
        "contested": confidence.contested,
    }


def _influences(versions: Versions) -> Iterator[Resigned]:
    """The influences that both versions have, but with different signs."""
    before, after = (grouped((i.ends, i.sign) for i in graph.influences) for graph in versions)
    label = {name: concept.label for name, concept in versions[1].concepts.items()}
    for ends in sorted(before.keys() & after.keys()):
        if before[ends] != after[ends]:
            yield Resigned(*ends, " → ".join(label[end] for end in ends), before[ends], after[ends])


def _withdrawals(versions: Versions) -> PartChanges:
    """Records of claims that neither version makes; removing a record is an error, because records must be kept."""
    made = versions[0].claims.keys() | versions[1].claims.keys()
    before, after = ({k: w for k, w in graph.withdrawn.items() if k not in made} for graph in versions)
    return part(versions, before, after, lambda _, record: record.statement)


def _asked(versions: Versions, question: standing.Question) -> Asked:
    was, now = (standing.ask(graph, question) for graph in versions)
    place = (question.id, question.kind, question.source, question.target)
    return Asked(*place, question.name, not was.same(now), was, now)
