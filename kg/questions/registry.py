"""Every question by name, for programs: its parameters with their bounds, and the one function that answers it.

>>> import kg
>>> answer = QUESTIONS["effect"].ask(kg.load(), {"source": "vitamin D deficiency", "target": "serum calcium"})
>>> answer["effect"], answer["reason"]
('?', 'opposing-chains')
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kg.errors import UsageError
from kg.model.answer import Answer
from kg.model.graph import KnowledgeGraph
from kg.questions import break_ as support
from kg.questions import common as shared
from kg.questions import compare as comparison
from kg.questions import contested as disputes
from kg.questions import gaps as worklist
from kg.questions import loops as feedback
from kg.questions import moves as responses
from kg.questions import path as chains
from kg.questions import show as browse
from kg.questions.answers import effect_json, path_json
from kg.questions.legacy import Json
from kg.reasoning import effects as outcomes

#: How much a program may ask for at once.
MOST_CHARACTERS, MOST_ITEMS, MOST_BYTES = 200, 10, 5_000_000
BOUNDS = {"k": (1, 20), "max_hops": (1, 12), "max_length": (1, 12), "limit": (0, 1000), "min_confidence": (0, 1)}

_NAMED = "a name, synonym or identifier (HP:0003419), or a level such as “low serum calcium”"
#: What each parameter means; one that means something else in a question is named with the question.
ABOUT = {
    "source": f"Where chains begin: {_NAMED}.",
    "target": f"Where chains end: {_NAMED}.",
    "why.target": f"What is moved: {_NAMED}.",
    "k": "How many chains to give, the best first.",
    "loops.k": "How many loops to give, the best supported first.",
    "bridges.k": "How many chains to look at.",
    "max_hops": "The most steps that a chain may have.",
    "common.max_hops": "The most steps from or to each concept.",
    "max_length": "The most steps that a loop may have.",
    "sign": "Only chains that raise (+) or lower (-) the target, or whose sign is not known (?).",
    "via": "Only chains through all of these concepts.",
    "avoid": "No chain through these concepts or claims.",
    "stated_only": "Only steps that a source states in the direction in which the chain uses them.",
    "min_confidence": "Only steps of at least this confidence.",
    "with_associations": "Let associations (“is linked to”) count as steps.",
    "without": "As if these documents or studies (002, zadro-2018) had said nothing.",
    "changes": "What is held up or down, such as “vitamin D” or “serum calcium down”.",
    "kind": "Only concepts of this kind.",
    "loops.kind": "Only loops of this kind.",
    "gaps.kind": "Only gaps of this kind.",
    "through": "Only loops through this concept.",
    "concept": "Only what is about this concept.",
    "concepts": f"Two concepts or more, each {_NAMED}.",
    "words": "Words that must all be spoken of.",
    "thing": "A concept, claim, evidence, document or study, by name or identifier.",
    "relation": "Only claims with this relation, such as increases.",
    "document": "Only claims of this document or study, such as 002 or zadro-2018.",
    "modality": "Only claims that a source puts so: asserted, hedged, emerging, disputed or denied.",
    "contested": "Only claims with evidence on both sides.",
    "limit": "How many to list of each, of claims those with the best support; 0 lists all.",
}
CHOICES = {
    "sign": ("+", "-", "?"),
    "kind": tuple(responses.KINDS),
    "loops.kind": tuple(feedback.KIND.values()),
    "gaps.kind": worklist.KINDS,
}
#: Not offered: a direction is said with the concept, “serum calcium down”.
_LEFT_OUT = {"graph", "direction"}
_TYPES = {"int": "integer", "float": "number", "bool": "boolean", "Sequence[str]": "array"}
_KINDS: Mapping[str, tuple[Any, str]] = {
    "integer": (int, "a whole number"),
    "number": ((int, float), "a number"),
    "boolean": (bool, "true or false"),
    "array": (list, "a list of texts"),
    "string": (str, "a text"),
}


class Parameter(Struct, frozen=True):
    """What may be given with a question; ``type`` is that of JSON, ``choices`` are the texts that it may be."""

    name: str
    type: str
    about: str
    required: bool
    default: object = None
    bounds: tuple[float, float] | None = None
    choices: tuple[str, ...] = ()

    def schema(self) -> Json:
        """The parameter as JSON Schema."""
        text: Json = {"type": "string", "maxLength": MOST_CHARACTERS}
        body = {"description": self.about, **(text if self.type == "string" else {"type": self.type})}
        if self.type == "array":
            body |= {"items": text, "maxItems": MOST_ITEMS}
        if self.bounds:
            body |= dict(zip(("minimum", "maximum"), self.bounds, strict=True))
        if self.choices:
            body["enum"] = list(self.choices)
        return body if self.default is None else {**body, "default": self.default}

    def read(self, texts: Sequence[str]) -> object:
        """The value that is written in the texts, as in the query of an address; raises UsageError."""
        if self.type == "array":
            return list(texts)
        if len(texts) != 1:
            raise UsageError(f"{self.name} is given {len(texts)} times; give it once")
        try:
            return _READ.get(self.type, str)(texts[0])
        except (ValueError, KeyError):
            raise UsageError(f"{self.name} must be {_KINDS[self.type][1]}") from None

    def check(self, value: object) -> None:
        """Raise UsageError if a value is of another type, too long or out of bounds."""
        kind, words = _KINDS[self.type]
        texts = value if isinstance(value, list) else [value] if isinstance(value, str) else []
        mistaken = isinstance(value, bool) and self.type != "boolean"  # to Python, true is a number
        if mistaken or not isinstance(value, kind) or not all(isinstance(text, str) for text in texts):
            raise UsageError(f"{self.name} must be {words}")
        if len(texts) > MOST_ITEMS or any(len(text) > MOST_CHARACTERS for text in texts):
            raise UsageError(
                f"{self.name} is too long; give at most {MOST_ITEMS} texts of {MOST_CHARACTERS} characters"
            )
        if self.bounds and isinstance(value, int | float) and not self.bounds[0] <= value <= self.bounds[1]:
            raise UsageError(f"{self.name} must be from {self.bounds[0]} to {self.bounds[1]}")


_READ: Mapping[str, Callable[[str], object]] = {
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}


class Question(Struct, frozen=True):
    """One question; ``schemas`` are the contracts of its answers, ``content`` the parts that hold what was found."""

    name: str
    summary: str
    function: Callable[..., Any]
    parameters: Mapping[str, Parameter]
    schemas: tuple[str, ...]
    content: tuple[str, ...]
    as_json: Callable[[KnowledgeGraph, Any], Json]

    def schema(self) -> Json:
        """What may be given, as JSON Schema."""
        return {
            "type": "object",
            "properties": {name: parameter.schema() for name, parameter in self.parameters.items()},
            "required": [name for name, parameter in self.parameters.items() if parameter.required],
            "additionalProperties": False,
        }

    def ask(self, graph: KnowledgeGraph, given: Mapping[str, object]) -> Json:
        """The answer as ``kg NAME --json`` prints it; raises KgError. What is given as None counts as not given."""
        values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        for name, value in values.items():
            if name not in self.parameters:
                known = f"has: {', '.join(self.parameters)}" if self.parameters else "has none"
                raise UsageError(f"“{name:.40}” is no parameter of {self.name}; it {known}")
            self.parameters[name].check(value)
        for name, parameter in self.parameters.items():
            if parameter.required and name not in values:
                raise UsageError(f"{name} is missing; {parameter.about[0].lower()}{parameter.about[1:]}")
        graph = graph.without_sources(values.pop("without", ()))
        listed = values.pop("concepts", ())
        answer = self.function(graph, *listed, **values)
        return answer.plain() if isinstance(answer, Answer) else self.as_json(graph, answer)

    def answered(self, answer: Json) -> bool:
        """Whether an answer holds what was asked for, rather than that there is none."""
        if answer.get("reason") == outcomes.Reason.none.value:
            return False
        return not self.content or any(answer[part] for part in self.content)


def written(answer: Json) -> str:
    """An answer as text; raises UsageError if it is too large."""
    text = json.dumps(answer, ensure_ascii=False)
    if (size := len(text.encode())) > MOST_BYTES:
        raise UsageError(f"the answer has {size / 1e6:.1f} MB, more than {MOST_BYTES / 1e6:g}; ask for less of it")
    return text


def _parameter(question: str, given: inspect.Parameter) -> Parameter:
    def of(table: Mapping[str, Any]) -> Any:
        return table.get(f"{question}.{given.name}", table.get(given.name))

    listed = given.kind is inspect.Parameter.VAR_POSITIONAL
    kind = "array" if listed else _TYPES.get(given.annotation, "string")
    required = listed or given.default is inspect.Parameter.empty
    default = None if required or given.default == () else given.default
    return Parameter(given.name, kind, of(ABOUT), required, default, of(BOUNDS), of(CHOICES) or ())


def _question(
    name: str,
    summary: str,
    function: Callable[..., Any],
    content: str = "",
    *,
    without: bool = False,
    schemas: Sequence[str] = (),
    as_json: Callable[[KnowledgeGraph, Any], Json] = lambda _, answer: answer,
) -> Question:
    """A question with the parameters of its function; ``without``: some sources may be set aside."""
    given = [p for p in inspect.signature(function).parameters.values() if p.name not in _LEFT_OUT]
    parameters = {p.name: _parameter(name, p) for p in given}
    if without:
        parameters["without"] = Parameter("without", "array", ABOUT["without"], required=False)
    return Question(
        name, summary, function, parameters, tuple(schemas) or (f"kg-{name}/1",), tuple(content.split()), as_json
    )


_SHOWN = tuple(f"kg-show-{part}/1" for part in ("concept", "claim", "source", "withdrawn"))
QUESTIONS: Mapping[str, Question] = {
    question.name: question
    for question in (
        _question(
            "path",
            "How one thing leads to another: the best causal chains.",
            chains.path,
            "paths",
            without=True,
            as_json=path_json,
        ),
        _question(
            "effect",
            "The net effect of one thing on another: +, −, 0, or ?.",
            outcomes.effect,
            without=True,
            as_json=effect_json,
        ),
        _question(
            "what-if", "What would move if some things were held up or down.", responses.what_if, "moves", without=True
        ),
        _question("effects", "Everything downstream of one thing.", responses.effects, "effects", without=True),
        _question("why", "Everything upstream of one thing.", responses.why, "causes", without=True),
        _question("loops", "Feedback loops, reinforcing or balancing.", feedback.loops, "loops", without=True),
        _question("break", "What a conclusion rests on, and what would break it.", support.break_, "cut", without=True),
        _question(
            "bridges",
            "Where the best chains join what no single source joins.",
            support.bridges,
            "chains",
            without=True,
        ),
        _question("gaps", "Claims that are missing, as questions for curation.", worklist.gaps, "gaps", without=True),
        _question("contested", "Where sources disagree, with all sides.", disputes.contested, "disputes"),
        _question("common", "What concepts have in common.", shared.common, "causes effects between"),
        _question(
            "compare", "What concepts share and where they differ, row by row.", comparison.compare, "rows joined"
        ),
        _question(
            "find",
            "Find concepts, claims and sources that speak of some words.",
            browse.find,
            "concepts claims sources",
            schemas=("kg-find/2",),
        ),
        _question("show", "Show all about one concept, claim, document or study.", browse.show, schemas=_SHOWN),
        _question(
            "claims", "List claims, with how well each is supported.", browse.claims, "claims", schemas=("kg-claims/2",)
        ),
        _question("sources", "List documents and studies, and how much rests on each.", browse.sources, "sources"),
        _question("stats", "Count what is in the graph.", browse.stats),
    )
}
