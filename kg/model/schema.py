"""The JSON Schema of answers, generated from their types and the texts of their fields."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import NODEFAULT, UNSET, Struct

from kg.model.answer import Answer

Json = dict[str, Any]


def answers(function: Callable[..., Any]) -> tuple[type[Answer], ...]:
    """The types of answers that a function returns, from its signature."""
    given = get_type_hints(inspect.unwrap(function))["return"]
    return get_args(given) if get_origin(given) in (Union, UnionType) else (given,)


def contract(answer: type[Answer]) -> str:
    """The contract of a type of answer.

    >>> from kg.questions.gaps import Gaps
    >>> contract(Gaps)
    'kg-gaps/2'
    """
    return str(answer.__struct_config__.tag)


def schema(answer: type[Answer]) -> Json:
    """The self-contained JSON Schema of one type of answer."""
    (top,), parts = components([answer], "#/$defs/{name}")
    name = top["$ref"].rpartition("/")[2]
    body = parts.pop(name)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **body,
        "title": contract(answer),
        **({"$defs": parts} if parts else {}),
    }


def components(kinds: Iterable[type[Struct]], template: str) -> tuple[tuple[Json, ...], Json]:
    """References to the schemas of some types, and the schemas by name, including all that they refer to."""
    listed = tuple(kinds)
    every = tuple(dict.fromkeys((*listed, *_all(listed))))
    references, parts = msgspec.json.schema_components(every, ref_template=template)
    place = dict(zip(every, references, strict=True))
    names = {name: kind for kind in every for name in (kind.__name__, f"{kind.__module__}.{kind.__name__}")}
    for name, part in parts.items():
        if name not in names:  # an enumeration
            continue
        if kinds_of := _kinds(names[name]):
            part.clear()
            part |= {"description": inspect.getdoc(names[name]), "anyOf": [place[kind] for kind in kinds_of]}
        else:
            _describe(part, names[name])
    return references[: len(listed)], dict(sorted(parts.items()))


def _kinds(kind: type[Struct]) -> list[type[Struct]]:
    """The types that a type without fields represents: msgspec does not support a union of structs without a tag."""
    return [] if kind.__struct_fields__ else kind.__subclasses__()


def _describe(part: Json, kind: type[Struct]) -> None:
    """Add the texts of the fields to the schema of a type, and allow no other fields."""
    hints = get_type_hints(kind, include_extras=True)
    fields = msgspec.structs.fields(kind)
    always = [f.encode_name for f in fields if f.default is NODEFAULT or not kind.__struct_config__.omit_defaults]
    unset = {f.encode_name for f in fields if f.default is UNSET}
    part["required"] = [name for name in part["properties"] if name not in unset and name in {"schema", *always}]
    part["additionalProperties"] = False
    for field in fields:
        shown = part["properties"][field.encode_name]
        shown.pop("default", None)
        text = next(text for text in hints[field.name].__metadata__ if isinstance(text, str))
        part["properties"][field.encode_name] = {"description": text, **shown}
    if "schema" in part["properties"]:
        part["properties"]["schema"] = {
            "description": "The contract of this answer.",
            "const": part["properties"]["schema"]["enum"][0],
        }


def _all(kinds: Iterable[Any]) -> Iterator[type[Struct]]:
    """All structs that some types contain."""
    found: dict[type[Struct], None] = {}
    open_ = list(kinds)
    while open_:
        kind = open_.pop()
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        if isinstance(kind, type) and issubclass(kind, Struct):
            if kind not in found:
                found[kind] = None
                open_ += _kinds(kind) or get_type_hints(kind, include_extras=True).values()
        else:
            open_ += get_args(kind)
    yield from found
