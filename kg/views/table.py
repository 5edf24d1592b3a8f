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
        header = view.header(answer) if hasattr(view, "header") else view.HEADER
        return rows(view.rows(answer), header)
    hints = get_type_hints(type(answer)).items()
    name, kind = next((name, get_args(hint)[0]) for name, hint in hints if get_origin(hint) is tuple)
    return rows(getattr(answer, name), kind.__struct_encode_fields__)


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
    return "" if value is None else value
