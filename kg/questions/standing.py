"""Standing questions: what is asked of every version of the data, so that one sees which answers change.

They stand in ``data/questions.toml``: paths and effects between two concepts, as a person types them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace

from kg import resources
from kg.errors import DataError, KgError, UnknownConcept
from kg.model.graph import KnowledgeGraph
from kg.questions.effect import effect
from kg.questions.legacy import Json
from kg.questions.parts.chains import Chain, arrows
from kg.questions.path import path


class Question(Struct, frozen=True):
    """What is asked, under a name of its own; ``kind`` is path or effect."""

    id: str
    kind: str
    source: str
    target: str

    @property
    def name(self) -> str:
        """The question as a reader sees it."""
        return f"{self.source} → {self.target} ({self.kind})"


class Reply(Struct, frozen=True):
    """What one version answers, in short, as ``kg path`` or ``kg effect`` would tell it.

    ``verdict`` is that of a path or the reason of an effect, ``sign`` that of the best chain or of the effect; ``best``
    holds the quantities of the best chain, each with where it goes. ``problem`` says why it cannot be asked, if so.
    ``words`` says all of this to a reader, with the names of that version.
    """

    words: str
    problem: str | None = None
    verdict: str | None = None
    sign: str | None = None
    chains: int = 0
    best: tuple[tuple[str, str], ...] = ()

    def same(self, other: Reply) -> bool:
        """Whether both say the same, whatever the concepts are called."""
        return replace(self, words=other.words) == other

    def json(self) -> Json:
        """The reply as plain values."""
        return {**asdict(self), "best": [{"concept": name, "direction": sign} for name, sign in self.best]}


def load(file: Path | None = None) -> tuple[Question, ...]:
    """The questions of a file, else those of the program; raises DataError."""
    place = file or resources.data("questions.toml")
    questions: dict[str, Question] = {}
    for number, table in enumerate(resources.tables(place, "question"), 1):
        where = f"{place}: question {number}"
        if not isinstance(table, dict) or table.keys() != set(Question.__struct_fields__):
            raise DataError(f"{where}: it must have {', '.join(Question.__struct_fields__)} and nothing else; mend it")
        if not all(isinstance(value, str) and value.strip() for value in table.values()):
            raise DataError(f"{where}: one of its values is no text, or empty; write each in quotes")
        question = Question(**table)
        if question.kind not in ASK:
            raise DataError(f"{where}: “{question.kind}” is no kind; choose {' or '.join(ASK)}")
        if question.id in questions:
            raise DataError(f"{where}: another question is called “{question.id}”; choose a new id")
        questions[question.id] = question
    return tuple(questions.values())


def ask(graph: KnowledgeGraph, question: Question) -> Reply:
    """What a version of the data answers; a question that it cannot be asked has a problem in place of an answer."""
    try:
        return ASK[question.kind](graph, question)
    except UnknownConcept as error:  # what is meant instead hangs on the version: it is left out
        problem = f"unknown concept “{error.name}”"
    except KgError as error:
        problem = str(error)
    return Reply(problem, problem)


def _path(graph: KnowledgeGraph, question: Question) -> Reply:
    answer = path(graph, question.source, question.target)
    sign = answer.chains[0].sign.value if answer.chains else None
    return _reply(graph, answer.verdict, sign, answer.chains)


def _effect(graph: KnowledgeGraph, question: Question) -> Reply:
    answer = effect(graph, question.source, question.target)
    return _reply(graph, answer.reason.value, answer.effect.value, answer.chains)


def _reply(graph: KnowledgeGraph, verdict: str, sign: str | None, chains: tuple[Chain, ...]) -> Reply:
    count = f"{len(chains) or 'no'} chain{'' if len(chains) == 1 else 's'}"
    told = f"{'−' if sign == '-' else sign} ({verdict})" if sign else verdict
    if not chains:
        return Reply(f"{told}, {count}", None, verdict, sign)
    steps = chains[0].steps
    start = (steps[0].subject, steps[0].subject_direction.value)
    best = (start, *((step.object, step.object_direction.value) for step in steps))
    return Reply(f"{told}, {count}, best {arrows(graph, steps)}", None, verdict, sign, len(chains), best)


#: How each kind of question is asked.
ASK: dict[str, Callable[[KnowledgeGraph, Question], Reply]] = {"path": _path, "effect": _effect}
