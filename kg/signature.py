"""The parameters of a function, read from its signature.

A parameter is declared once, ``k: Annotated[int, "How many chains.", Range(1, 100)] = 5``. The command line, the HTTP
interface and the tools for agents are generated from it, and it applies to every caller. A parameter without a text is
available in Python only.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache, wraps
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    ParamSpec,
    TypeVar,
    Union,
    Unpack,
    get_args,
    get_origin,
    get_type_hints,
)

from kg.errors import UsageError

#: Maximum of any whole number: no count comes close.
LARGEST = 10**9


class Range(NamedTuple):
    """The minimum and maximum of a number; None for no bound."""

    least: float | None = None
    most: float | None = None


class Typed(Enum):
    """How a text is typed on the command line."""

    #: A concept: a name, synonym or identifier, optionally followed by a direction.
    CONCEPT = "concept"
    #: Several words, without quotes.
    WORDS = "words"


class Offered(Enum):
    """Where a parameter is offered, if not everywhere."""

    #: In Python and on the command line, but neither over HTTP nor to agents.
    HERE = "here"


class Fewest(NamedTuple):
    """The minimum number of values of a parameter that takes several; the function raises the error."""

    number: int


class Flag(NamedTuple):
    """Makes a parameter an option of this name on the command line, even if it is positional in Python."""

    name: str


class Metavar(NamedTuple):
    """The placeholder for a value in the help."""

    text: str


#: A concept as typed.
Concept = Annotated[str, Typed.CONCEPT]
#: Words as typed.
Words = Annotated[str, Typed.WORDS]


class Parameter(NamedTuple):
    """One parameter.

    ``type`` is the type of one value; ``many`` means that several values are allowed. On the command line, a
    ``positional`` parameter is an argument; every other one is an option, named ``flag`` if that is set. One that is
    offered ``here`` is only for those who use this machine.
    """

    name: str
    type: type
    about: str
    required: bool
    default: Any = None
    many: bool = False
    typed: Typed | None = None
    choices: tuple[str, ...] = ()
    range: Range = Range()
    positional: bool = False
    flag: str = ""
    metavar: str = ""
    here: bool = False
    fewest: int = 0

    @property
    def words(self) -> str:
        """Its name in messages."""
        return (self.flag.lstrip("-") or self.name).replace("_", " ")

    @property
    def bounds(self) -> str:
        """The bounds in words, empty if there are none."""
        least, most = self.range
        if least is not None and most is not None:
            return f"from {least:g} to {most:g}"
        return f"{least:g} or more" if least is not None else ""

    def checked(self, value: Any) -> Any:
        """The value, with choices in canonical spelling; raises UsageError if it is out of range or not a choice."""
        if value is None:
            return None
        if self.choices:
            return [self._chosen(item) for item in value] if self.many else self._chosen(value)
        least, most = self.range
        if isinstance(value, int) and abs(value) > LARGEST:
            bounds = self.bounds if most is not None else f"up to {LARGEST:,}"
            raise UsageError(f"{self.words} is out of range; give a number {bounds}")
        if isinstance(value, int | float) and (
            (least is not None and not value >= least) or (most is not None and not value <= most)
        ):
            raise UsageError(f"{self.words} is {value:g}; give a number {self.bounds}")
        return value

    def _chosen(self, value: Any) -> str:
        text = str(value.value if isinstance(value, Enum) else value)
        wanted = text.casefold().replace("−", "-")
        for choice in self.choices:
            if wanted in _spellings(choice.casefold()):
                return choice
        raise UsageError(f"unknown {self.words} “{text}”; choose one of: {', '.join(self.choices)}")


def _spellings(word: str) -> set[str]:
    """A word with its plurals, in British and American spelling; a mark has no plural."""
    if not word.isalpha():
        return {word}
    plurals = {f"{word}s", f"{word}es", f"{word.removesuffix('y')}ies" if word.endswith("y") else word}
    return {spelled for one in {word, *plurals} for spelled in (one, one.replace("our", "or"))}


@cache
def parameters(function: Callable[..., Any]) -> Mapping[str, Parameter]:
    """The parameters of a function that have a text, by name and in order; those of its filters come last."""
    hints = get_type_hints(function, include_extras=True)
    found: dict[str, Parameter] = {}
    for given in inspect.signature(function).parameters.values():
        hint = hints.get(given.name)
        if hint is None:
            continue
        if get_origin(hint) is Unpack:
            for name, inner in get_type_hints(get_args(hint)[0], include_extras=True).items():
                found[name] = _parameter(name, inner, required=False, default=None)
        elif get_origin(hint) is Annotated and any(isinstance(part, str) for part in hint.__metadata__):
            several = given.kind is inspect.Parameter.VAR_POSITIONAL
            required = several or given.default is inspect.Parameter.empty
            parameter = _parameter(given.name, hint, required=required, default=None if required else given.default)
            positional = given.kind is not inspect.Parameter.KEYWORD_ONLY and not parameter.flag
            found[given.name] = parameter._replace(many=parameter.many or several, positional=positional)
    return found


def _parameter(name: str, hint: Any, *, required: bool, default: Any) -> Parameter:
    kind, *metadata = get_args(hint)  # of Annotated
    about = " ".join(part for part in metadata if isinstance(part, str))
    given: dict[type, Any] = {type(part): part for part in metadata}
    typed, flag = given.get(Typed), given.get(Flag, Flag("")).name
    if get_origin(kind) in (Union, UnionType):  # without None and without types that only Python callers use
        options = [part for part in get_args(kind) if part is not NoneType]
        required = required and not (flag and NoneType in get_args(kind))
        kind = next((part for part in options if get_origin(part) in (Annotated, Literal, tuple)), options[0])
    many = (
        get_origin(kind) is not None and isinstance(get_origin(kind), type) and issubclass(get_origin(kind), Sequence)
    )
    if many and get_origin(kind) is not tuple:
        (kind,) = get_args(kind)
        kind = get_args(kind)[0] if get_origin(kind) in (Union, UnionType) else kind
    many = many and get_origin(kind) is not tuple
    if get_origin(kind) is Annotated:
        typed = next((part for part in kind.__metadata__ if isinstance(part, Typed)), typed)
        kind = get_args(kind)[0]
    choices = get_args(kind) if get_origin(kind) is Literal else ()
    return Parameter(
        name,
        str if choices else kind,
        about,
        required,
        None if default == () else default,
        many,
        typed,
        choices,
        given.get(Range, Range()),
        flag=flag,
        metavar=given.get(Metavar, Metavar("")).text,
        here=Offered.HERE in metadata,
        fewest=given.get(Fewest, Fewest(0)).number,
    )


P = ParamSpec("P")
A = TypeVar("A")


def asked(function: Callable[P, A]) -> Callable[P, A]:
    """Check the arguments of a function against its signature, for every caller; the function raises UsageError."""

    @wraps(function)
    def checked(*args: P.args, **kwargs: P.kwargs) -> A:
        known = parameters(function)
        bound = inspect.signature(function).bind(*args, **kwargs)
        for values in (bound.arguments, bound.arguments.get("filters", {})):
            values.update({name: known[name].checked(value) for name, value in values.items() if name in known})
        return function(*bound.args, **bound.kwargs)

    return checked


__all__ = [
    "Concept",
    "Flag",
    "Metavar",
    "Offered",
    "Parameter",
    "Path",
    "Range",
    "Typed",
    "Words",
    "asked",
    "parameters",
]
