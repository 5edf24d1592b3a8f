"""What changed between two versions of the data: claims, what speaks for them, concepts, sources, and answers.

Things are compared by identifier, each with all that is said of it; so the order of a file does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import asdict

from kg.model import values as units
from kg.model.core import Claim, Sign, Withdrawal
from kg.model.graph import KnowledgeGraph
from kg.model.influence import polarity
from kg.model.words import sentence, source_name
from kg.questions import standing
from kg.questions.legacy import Json, stamp
from kg.questions.standing import Question

#: What is compared field by field, beside the claims, and what a reader calls one of them.
PARTS: Mapping[str, Callable[[KnowledgeGraph, Any], str]] = {
    "evidence": lambda graph, item: (
        f"{source_name(graph.sources[item.source])}, {item.stance.verb}: {sentence(graph, graph.claims[item.claim])}"
    ),
    "concepts": lambda _, concept: concept.label,
    "documents": lambda _, document: source_name(document),
    "studies": lambda _, study: source_name(study),
    "quantities": lambda _, quantity: units.words(quantity),
    "passages": lambda _, passage: f"{passage.document}, {passage.start} to {passage.end}",
    "omissions": lambda _, omission: f"{omission.passage}, {omission.reason}",
}


def diff(old: KnowledgeGraph, new: KnowledgeGraph, questions: Sequence[Question] | None = None) -> Json:
    """All that differs from one version to another; ``different`` tells whether anything does.

    ``questions`` are asked of both (the standing ones of the program if None is given). Raises DataError if these
    cannot be read.
    """
    asked = standing.load() if questions is None else questions
    told: dict[str, dict[str, list[Json]]] = {
        "claims": _claims(old, new),
        "influences": {"changed": list(_influences(old, new))},
        **{part: _part(old, new, getattr(old, part), getattr(new, part), name) for part, name in PARTS.items()},
        "withdrawals": _withdrawals(old, new),
    }
    answers = [_answer(old, new, question) for question in asked]
    differs = any(entries for part in told.values() for entries in part.values())
    return {
        **stamp(new, "kg-diff/1"),
        "question": {"old": stamp(old, "kg-diff/1")["data"]},
        "different": differs or any(answer["changed"] for answer in answers),
        **told,
        "answers": answers,
    }


def _claims(old: KnowledgeGraph, new: KnowledgeGraph) -> Json:
    """What became of claims. One that is gone was withdrawn, with a reason, or vanished without any, which is a fault.

    The identifier of a claim is made of its three parts; so its sign changes only if what its ends are levels of does.
    """
    gone = [_claim(old, name, new.withdrawn) for name in sorted(old.claims.keys() - new.claims.keys())]
    return {
        "added": [_claim(new, name, old.withdrawn) for name in sorted(new.claims.keys() - old.claims.keys())],
        "withdrawn": [claim for claim in gone if claim["withdrawal"]],
        "vanished": [claim for claim in gone if not claim["withdrawal"]],
        "changed": [
            {"id": name, "name": sentence(new, new.claims[name]), **field}
            for name in sorted(old.claims.keys() & new.claims.keys())
            for field in _fields(_facts(old, old.claims[name]), _facts(new, new.claims[name]))
        ],
    }


def _claim(graph: KnowledgeGraph, name: str, withdrawn: Mapping[str, Withdrawal]) -> Json:
    """A claim that only one version makes; ``withdrawn`` are the claims that the other has withdrawn."""
    confidence, record = graph.confidence(name), withdrawn.get(name)
    return {
        "id": name,
        "name": sentence(graph, graph.claims[name]),
        "confidence": float(confidence.value),
        "contested": confidence.contested,
        "withdrawal": {key: getattr(record, key) for key in ("reason", "date", "replaced_by")} if record else None,
    }


def _facts(graph: KnowledgeGraph, claim: Claim) -> Json:
    """What a claim says, between which quantities and with which sign it does, and how well it is supported."""
    relation, confidence = graph.relations[claim.relation], graph.confidence(claim.id)
    sign = relation.sign or relation.correlation
    ends = polarity(claim, graph.concepts, sign) if sign else (None, None, None)
    return {
        **asdict(claim),
        **dict(zip(("source", "target", "sign"), ends, strict=True)),
        "confidence": float(confidence.value),
        "contested": confidence.contested,
    }


def _influences(old: KnowledgeGraph, new: KnowledgeGraph) -> Iterator[Json]:
    """Where both versions let one quantity act on another, but not with the same signs."""
    before, after = _signs(old), _signs(new)
    for pair in sorted(before.keys() & after.keys()):
        if before[pair] != after[pair]:
            yield {
                "source": pair[0],
                "target": pair[1],
                "name": " → ".join(new.concepts[end].label for end in pair),
                "was": before[pair],
                "is": after[pair],
            }


def _signs(graph: KnowledgeGraph) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for used in graph.influences:
        found.setdefault((used.source, used.target), []).append(used.sign.value)
    return found


def _part(
    old: KnowledgeGraph,
    new: KnowledgeGraph,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    name: Callable[[KnowledgeGraph, Any], str],
) -> Json:
    """What came, what went, and what changed in what stayed, field by field."""
    return {
        "added": [{"id": key, "name": name(new, after[key])} for key in sorted(after.keys() - before.keys())],
        "removed": [{"id": key, "name": name(old, before[key])} for key in sorted(before.keys() - after.keys())],
        "changed": [
            {"id": key, "name": name(new, after[key]), **field}
            for key in sorted(before.keys() & after.keys())
            for field in _fields(asdict(before[key]), asdict(after[key]))
        ],
    }


def _withdrawals(old: KnowledgeGraph, new: KnowledgeGraph) -> Json:
    """Records of claims that neither version makes; a record that is removed is a fault, as it is to be kept."""
    made = old.claims.keys() | new.claims.keys()
    before, after = ({k: w for k, w in graph.withdrawn.items() if k not in made} for graph in (old, new))
    return _part(old, new, before, after, lambda _, record: record.statement)


def _fields(before: Json, after: Json) -> list[Json]:
    """The fields that differ, each with what it was and what it is."""
    return [
        {"field": field, "was": _plain(before[field]), "is": _plain(after[field])}
        for field in after
        if before[field] != after[field]
    ]


def _plain(value: Any) -> Any:
    """A value as JSON has it: the sign's mark, and the texts of a tuple, pairs as “axis: value”."""
    if isinstance(value, Sign):
        return value.value
    if isinstance(value, tuple):
        return [item if isinstance(item, str) else ": ".join(item) for item in value]
    return value


def _answer(old: KnowledgeGraph, new: KnowledgeGraph, question: Question) -> Json:
    was, now = standing.ask(old, question), standing.ask(new, question)
    return {
        **asdict(question),
        "name": question.name,
        "changed": not was.same(now),
        "was": was.json(),
        "is": now.json(),
    }
