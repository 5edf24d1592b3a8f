"""The questions that programs may ask, with limits: every command that takes a graph and no file.

Parameters, bounds and texts come from the signatures (:mod:`kg.signature`); the limits for programs are lower than for
a person at a terminal.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kg import registry, signature
from kg.errors import UsageError
from kg.model.answer import Answer
from kg.model.characters import harmless, hidden
from kg.model.graph import KnowledgeGraph
from kg.model.schema import answers
from kg.signature import LARGEST, Parameter

Json = dict[str, Any]
#: Limits of a question and of its answer.
MOST_CHARACTERS, MOST_ITEMS, MOST_BYTES = 200, 10, 5_000_000
#: Maximum values for programs, lower than for a person.
MOST = {"k": 20, "max_hops": 12, "max_length": 12, "limit": 1000}

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
_WORDS = {"string": "a string", "integer": "a whole number", "number": "a number", "boolean": "true or false"}


class Question(NamedTuple):
    """A question that programs can ask."""

    name: str
    summary: str
    function: Callable[..., Answer]
    lookup: bool = False

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """The parameters that programs may give, with the bounds for them: a request never starts another program."""
        known = signature.parameters(self.function)
        return {name: _limited(given) for name, given in known.items() if not given.here}

    @property
    def answers(self) -> tuple[type[Answer], ...]:
        """The types of answers, each with its own contract."""
        return answers(self.function)

    def schema(self) -> Json:
        """The parameters as JSON Schema."""
        return {
            "type": "object",
            "properties": {name: parameter_schema(given) for name, given in self.parameters.items()},
            "required": [name for name, given in self.parameters.items() if given.required],
            "additionalProperties": False,
        }

    def read(self, texts: Mapping[str, Sequence[str]]) -> Json:
        """The values in the query of an address; raises UsageError. :meth:`ask` rejects unknown names."""
        known = self.parameters
        return {name: _read(known[name], given) if name in known else given[0] for name, given in texts.items()}

    def ask(self, graph: KnowledgeGraph, given: Mapping[str, object]) -> Answer:
        """The answer; raises KgError. None counts as not given."""
        known = self.parameters
        values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        for name, value in values.items():
            if name not in known:
                has = f"its parameters are: {', '.join(known)}" if known else "it takes none"
                raise UsageError(f"unknown parameter “{name:.40}” of {self.name}; {has}")
            _check(known[name], value)
        required = [name for name, parameter in known.items() if parameter.required]
        for name in required:
            if name not in values:
                raise UsageError(f"missing parameter “{name}” of {self.name}; it needs: {', '.join(required)}")
        listed = inspect.signature(self.function).parameters
        several = next((name for name, p in listed.items() if p.kind is p.VAR_POSITIONAL), None)
        return self.function(graph, *(values.pop(several, ()) if several else ()), **values)


def questions() -> dict[str, Question]:
    """Every question that programs can ask, by name."""
    found = {}
    for name, command in registry.COMMANDS.items():
        if command.module.startswith("kg.cli."):
            continue
        function = registry.function(name)
        given = signature.parameters(function).values()
        if next(iter(inspect.signature(function).parameters), "") == "graph" and all(p.type is not Path for p in given):
            found[name] = Question(name, command.summary, function, lookup=command.group == "Look up")
    return found


def parameter_schema(given: Parameter) -> Json:
    """A parameter as JSON Schema."""
    text: Json = {"type": "string", "maxLength": MOST_CHARACTERS}
    one: Json = text if given.type is str else {"type": _TYPES[given.type]}
    one |= {"enum": list(given.choices)} if given.choices else {}
    one |= {"minimum": given.range.least} if given.range.least is not None else {}
    one |= {"maximum": given.range.most} if given.range.most is not None else {}
    body = {"type": "array", "items": one, "maxItems": MOST_ITEMS} if given.many else one
    body |= {"minItems": given.fewest} if given.fewest else {}
    default = {} if given.default is None else {"default": given.default}
    return {"description": given.about, **body, **default}


def written(answer: Answer) -> bytes:
    """An answer as JSON, without what only programs would read; raises UsageError if it is too large."""
    text = answer.to_json()
    if hidden(shown := text.decode()):  # in a question, or in a store that another program wrote
        text = harmless(shown).encode()
    if len(text) > MOST_BYTES:
        raise UsageError(
            f"the answer has {len(text) / 1e6:.1f} MB, more than {MOST_BYTES / 1e6:g}; narrow the question"
        )
    return text


def _limited(given: Parameter) -> Parameter:
    most = MOST.get(given.name, LARGEST if given.type is int and given.range.most is None else given.range.most)
    return given._replace(range=given.range._replace(most=most))


def _read(given: Parameter, texts: Sequence[str]) -> object:
    """The value of a parameter in the query of an address; raises UsageError."""
    if given.many:
        return list(texts)
    if len(texts) != 1:
        raise UsageError(f"{given.name} is given {len(texts)} times; give it once")
    try:
        return {"true": True, "false": False}[texts[0]] if given.type is bool else given.type(texts[0])
    except (ValueError, KeyError):
        raise UsageError(f"{given.name} must be {_WORDS[_TYPES[given.type]]}") from None


def _check(given: Parameter, value: object) -> None:
    """Raise UsageError if a value has the wrong type, is too long or out of bounds."""
    words = "a list of strings" if given.many else _WORDS[_TYPES[given.type]]
    kinds = list if given.many else (int, float) if given.type is float else given.type
    texts = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    mistaken = isinstance(value, bool) and given.type is not bool  # in Python, True is an int
    if mistaken or not isinstance(value, kinds) or not all(isinstance(text, str) for text in texts):
        raise UsageError(f"{given.name} must be {words}")
    if len(texts) > MOST_ITEMS or any(len(text) > MOST_CHARACTERS for text in texts):
        raise UsageError(f"{given.name} is too long; give at most {MOST_ITEMS} strings of {MOST_CHARACTERS} characters")
    least, most = given.range
    if isinstance(value, int | float) and (
        (least is not None and not value >= least) or (most is not None and not value <= most)
    ):
        raise UsageError(f"{given.name} must be {given.bounds}")
