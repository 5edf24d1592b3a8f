"""An answer as rows, for csv, md and data frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

from msgspec import Struct

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
        header = view.header(answer) if hasattr(view, "header") else getattr(view, "HEADER", ())
        return rows(view.rows(answer), header)
    for name, hint in get_type_hints(type(answer)).items():
        if get_origin(hint) is tuple and issubclass(get_args(hint)[0], Struct):
            return rows(getattr(answer, name), get_args(hint)[0].__struct_fields__)
    return [], []


def rows(items: Iterable[Any], header: Sequence[str] = ()) -> Cells:
    """Items as rows of texts and numbers: the fields of a struct, or the cells of a sequence."""
    listed = list(items)
    if not header and listed and isinstance(listed[0], Struct):
        header = listed[0].__struct_fields__
    cells = [[getattr(item, name) for name in header] if isinstance(item, Struct) else item for item in listed]
    return list(header), [[_cell(value) for value in row] for row in cells]


def _cell(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return " ".join(str(_cell(item)) for item in value)
    return "" if value is None else value
