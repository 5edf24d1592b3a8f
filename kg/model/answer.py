"""What every answer is: a frozen value that names its contract, and the data that it was drawn from, if any.

An answer is one thing in several shapes. Its fields are the JSON contract, in this order, and ``Annotated`` texts say
what they mean; the schema, the tables and the reference pages are made from them. Its view (``kg.views``) shows it as
text, and in a notebook as HTML.
"""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import msgspec
from msgspec import Struct

from kg.model.graph import KnowledgeGraph


class Answer(Struct, frozen=True, tag_field="schema"):
    """An answer; each kind of answer has a contract, such as ``kg-gaps/1``, as its tag."""

    @property
    def answered(self) -> bool:
        """Whether it holds what was asked for, rather than that there is none; the command then ends with 0, else 1."""
        return True

    def to_json(self) -> bytes:
        """The answer as JSON in UTF-8, as ``--json`` prints it but for line breaks."""
        try:
            return msgspec.json.encode(self)
        except UnicodeEncodeError:  # half a character, as it was typed
            import json

            return json.dumps(msgspec.to_builtins(self), ensure_ascii=False).encode(errors="replace")

    def plain(self) -> dict[str, Any]:
        """The answer as the plain values of its JSON."""
        plain: dict[str, Any] = msgspec.json.decode(self.to_json())
        return plain

    def to_frame(self) -> Any:
        """The rows that ``--format csv`` prints, as a data frame; needs pandas."""
        import pandas as pd  # type: ignore[import-untyped, unused-ignore]

        header, rows = import_module("kg.views.table").table(self)
        return pd.DataFrame(rows, columns=header)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}, {self.__struct_config__.tag}; print() shows it>"

    def __str__(self) -> str:
        text: str = import_module("kg.views").text(self)
        return text

    def _repr_html_(self) -> str:
        html: str = import_module("kg.views.html").html(self)
        return html


class Data(Struct, frozen=True, omit_defaults=True, dict=True):
    """The data that an answer was drawn from."""

    version: Annotated[str, "Version of the data; empty for a data file that has none."]
    sha256: Annotated[str, "SHA-256 of the bytes of the data file, in hexadecimal."]
    without: Annotated[tuple[str, ...], "Documents and studies that were ignored."] = ()
    avoid: Annotated[tuple[str, ...], "Concepts and claims that were avoided."] = ()

    @classmethod
    def of(cls, graph: KnowledgeGraph) -> Data:
        """The data of a graph; it remembers the graph, so that a view can look things up."""
        data = cls(graph.version, graph.sha256, graph.left_out, graph.avoided)
        vars(data)["graph"] = graph
        return data


class GraphAnswer(Answer, frozen=True):
    """An answer that is drawn from a graph."""

    data: Annotated[Data, "The data that the answer was drawn from."]

    @property
    def graph(self) -> KnowledgeGraph:
        """The graph that was asked; raises AttributeError for an answer that was read from JSON."""
        graph: KnowledgeGraph = vars(self.data)["graph"]
        return graph
