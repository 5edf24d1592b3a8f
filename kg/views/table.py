"""An answer as rows, for csv, md and data frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import UNSET, Struct, UnsetType

from kg import registry
from kg.model.answer import Answer

Cells = tuple[list[str], list[list[Any]]]


def table(answer: Answer) -> Cells:
    """The header and rows of an answer: from its view, else the items of its first list."""
    view = registry.view(type(answer).__module__)
    if hasattr(view, "cells"):  # the header depends on the answer
        header, listed = view.cells(answer)
        return rows(listed, header)
    if hasattr(view, "rows"):
        header = view.header(answer) if hasattr(view, "header") else view.HEADER
        return rows(view.rows(answer), header)
    hints = get_type_hints(type(answer)).items()
    name, kind = next((name, get_args(hint)[0]) for name, hint in hints if get_origin(hint) is tuple)
    return rows(getattr(answer, name), getattr(view, "HEADER", kind.__struct_encode_fields__))


def pair_header(kind: type[Answer]) -> list[str]:
    """The columns of an answer in one row: those of its view, else the fields that are a single text or number."""
    view = registry.view(kind.__module__)
    if hasattr(view, "PAIR"):
        return list(view.PAIR)
    hints = get_type_hints(kind)
    return [name for name in kind.__struct_fields__ if _single(hints[name])]


def pair_cells(answer: Answer) -> list[Any]:
    """The cells of an answer in one row."""
    view = registry.view(type(answer).__module__)
    cells = view.pair(answer) if hasattr(view, "PAIR") else [getattr(answer, n) for n in pair_header(type(answer))]
    return [_cell(value) for value in cells]


def _single(hint: Any) -> bool:
    """Whether all values of a type are single texts, numbers or nothing."""
    if get_origin(hint) in (Union, UnionType):
        return all(map(_single, get_args(hint)))
    if get_origin(hint) is Literal:
        return True
    return isinstance(hint, type) and issubclass(hint, str | int | float | NoneType | UnsetType)


def rows(items: Iterable[Any], header: Sequence[str]) -> Cells:
    """Items as rows of texts and numbers: the fields of a struct, or the cells of a sequence."""
    cells = [_fields(item, header) if isinstance(item, Struct) else item for item in items]
    return list(header), [[_cell(value) for value in row] for row in cells]


def _fields(item: Struct, header: Sequence[str]) -> list[Any]:
    """The fields of a struct by their names in JSON: ``for`` is ``for_`` in Python."""
    fields = dict(zip(item.__struct_encode_fields__, item.__struct_fields__, strict=True))
    return [getattr(item, fields.get(name, name)) for name in header]


def _cell(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return " ".join(str(_cell(item)) for item in value)
    return "" if value is None or value is UNSET else value
