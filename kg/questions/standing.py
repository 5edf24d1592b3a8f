"""Standing questions, asked of every version of the data to show which answers change.

They are in ``data/questions.toml``: paths and effects between two concepts, as a user would type them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from kg import resources
from kg.errors import DataError, KgError, UnknownConcept
from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.words import counted
from kg.questions.effect import effect
from kg.questions.parts.chains import Chain, arrows
from kg.questions.path import path

Kind = Literal["path", "effect"]
Text = Annotated[str, Meta(pattern=r"\S")]


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """A question with an identifier; ``kind`` is path or effect."""

    id: Text
    kind: Kind
    source: Text
    target: Text

    @property
    def name(self) -> str:
        """The question in words."""
        return f"{self.source} → {self.target} ({self.kind})"


class Place(Struct, frozen=True):
    """One quantity along a chain."""

    concept: Annotated[str, "The quantity."]
    direction: Annotated[Sign, "Its direction."]


class Reply(Struct, frozen=True):
    """The answer of one version, in brief, to ``kg path`` or ``kg effect``."""

    words: Annotated[str, "The answer in words, with the names of that version."]
    problem: Annotated[str | None, "Why the question cannot be asked of that version; null if it can."] = None
    verdict: Annotated[str | None, "Verdict of a path, or reason of an effect; null if it cannot be asked."] = None
    sign: Annotated[Sign | None, "Sign of the best chain of a path, or the effect; null if there is none."] = None
    chains: Annotated[int, "How many chains the command shows."] = 0
    best: Annotated[tuple[Place, ...], "The quantities along the best chain; empty without a chain."] = ()

    def same(self, other: Reply) -> bool:
        """Whether both are the same, apart from the names of concepts."""
        return replace(self, words=other.words) == other


class Questions(Struct, frozen=True):
    """A file of questions."""

    question: Annotated[tuple[Question, ...], Meta(min_length=1)]


def load(file: Path | None = None) -> tuple[Question, ...]:
    """The questions of a file, by default those of the program; raises DataError."""
    place = file or resources.data("questions.toml")
    questions = resources.toml(place, Questions).question
    for name, times in Counter(question.id for question in questions).items():
        if times > 1:
            raise DataError(f"{place}: {times} questions are called “{name}”; choose a new id")
    return questions


def ask(graph: KnowledgeGraph, question: Question) -> Reply:
    """The answer of a version of the data; if the question cannot be asked of it, a problem instead of an answer."""
    try:
        if question.kind == "path":
            chains = path(graph, question.source, question.target)
            sign = chains.chains[0].sign if chains.chains else None
            return _reply(graph, chains.verdict, sign, chains.chains)
        answer = effect(graph, question.source, question.target)
        return _reply(graph, answer.reason.value, answer.effect, answer.chains)
    except UnknownConcept as error:  # leave out the suggestions, which depend on the version
        problem = error.problem
    except KgError as error:
        problem = str(error)
    return Reply(problem, problem)


def _reply(graph: KnowledgeGraph, verdict: str, sign: Sign | None, chains: Sequence[Chain]) -> Reply:
    count = counted(len(chains), "chain", "no")
    said = f"{sign.symbol} ({verdict})" if sign else verdict
    if not chains:
        return Reply(f"{said}, {count}", None, verdict, sign)
    steps = chains[0].steps
    best = (
        Place(steps[0].subject, steps[0].subject_direction),
        *(Place(step.object, step.object_direction) for step in steps),
    )
    return Reply(f"{said}, {count}, best {arrows(graph, steps)}", None, verdict, sign, len(chains), best)
