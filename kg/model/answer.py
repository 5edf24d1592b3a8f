"""The base classes of answers: immutable, each with the name of its contract and the data it is based on, if any.

An answer has several forms. Its fields are the JSON contract, in this order, and their ``Annotated`` texts describe
them; the schema, the tables and the reference pages are generated from the fields. Its view (``kg.views``) shows it as
text, and as HTML in a notebook.
"""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, astuple

from kg.errors import UsageError
from kg.model.graph import Applied, KnowledgeGraph
from kg.model.overlay import Overlay

T = TypeVar("T")


class Kept(Generic[T]):
    """What an answer keeps for its view besides its fields; raises KeyError for an answer that was read from JSON."""

    def __set_name__(self, _: type, name: str) -> None:
        self._name = name

    def __get__(self, *_: object) -> T:
        raise KeyError(self._name)  # what is kept stands in the answer itself, where Python looks first


class Answer(Struct, frozen=True, tag_field="schema"):
    """Base class of answers; the tag of each type of answer is the name of its contract, such as ``kg-gaps/1``."""

    @property
    def answered(self) -> bool:
        """Whether there is a result; the exit code of the command is 0 if there is, otherwise 1."""
        return True

    def to_json(self) -> bytes:
        """The answer as JSON in UTF-8, as ``--json`` prints it except for line breaks."""
        try:
            return msgspec.json.encode(self)
        except UnicodeEncodeError:  # a lone surrogate in a typed text
            import json

            return json.dumps(msgspec.to_builtins(self), ensure_ascii=False).encode(errors="replace")

    def plain(self) -> dict[str, Any]:
        """The JSON of the answer as Python values."""
        plain: dict[str, Any] = msgspec.json.decode(self.to_json())
        return plain

    def to_frame(self) -> Any:
        """The rows that ``--format csv`` prints, as a data frame in which an empty cell is missing.

        Raises UsageError if pandas is not installed.
        """
        try:
            import pandas as pd  # type: ignore[import-untyped, unused-ignore]
        except ImportError:
            raise UsageError("a data frame needs pandas; install it: python3 -m pip install pandas") from None

        header, rows = import_module("kg.views.table").table(self)
        return pd.DataFrame([[*map(_typed, row)] for row in rows], columns=header)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}, {self.__struct_config__.tag}; print() shows it>"

    def __str__(self) -> str:
        text: str = import_module("kg.views").text(self)
        return text

    def _repr_html_(self) -> str:
        html: str = import_module("kg.views.html").html(self)
        return html


def _typed(cell: object) -> object:
    """A cell of a table in a data frame, where numbers are numbers and nothing is missing."""
    return float(cell) if isinstance(cell, Decimal) else None if cell == "" else cell


class Data(Applied, frozen=True, omit_defaults=True, dict=True):
    """The data that an answer is based on, and what was left out of it."""

    version: Annotated[str, "Version of the data; empty if the data file has none."]
    sha256: Annotated[str, "SHA-256 of the bytes of the data file, in hexadecimal."]
    read_until: Annotated[str, "Day until which the literature was read; absent if the data file does not say."] = ""
    overlay: Annotated[Overlay | None, "The graphs that were asked as one; absent if there is only one."] = None

    @classmethod
    def of(cls, graph: KnowledgeGraph, filters: Applied | None = None) -> Data:
        """The data of a graph with its filters, or those given; it keeps the graph, so that views can use it."""
        applied = asdict(graph.filters if filters is None else filters)
        data = cls(graph.version, graph.sha256, graph.read_until, graph.overlay, **applied)
        vars(data)["graph"] = graph
        return data


class GraphAnswer(Answer, frozen=True):
    """An answer that is based on a graph."""

    data: Annotated[Data, "The data that the answer is based on."]

    @property
    def graph(self) -> KnowledgeGraph:
        """The graph of the question; raises KeyError for an answer that was read from JSON."""
        graph: KnowledgeGraph = vars(self.data)["graph"]
        return graph


class ListAnswer(GraphAnswer, frozen=True):
    """An answer that is mainly a list: the first of its fields that is one."""

    @property
    def listed(self) -> tuple[Any, ...]:
        """The list."""
        return next(value for value in astuple(self) if isinstance(value, tuple))

    @property
    def answered(self) -> bool:
        """Whether the list has an entry."""
        return bool(self.listed)
