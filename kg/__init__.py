"""The knowledge graph of vitamin D mechanisms: cited, signed causal chains.

>>> import kg
>>> graph = kg.load()
>>> answer = kg.path(graph, "vitamin D deficiency", "back pain")
>>> answer.verdict
'coherent'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.browse import claims, find, show, sources, stats
    from kg.chains import PathAnswer, path
    from kg.errors import KgError
    from kg.graph import KnowledgeGraph
    from kg.turtle.read import load

__all__ = ["KgError", "KnowledgeGraph", "PathAnswer", "claims", "find", "load", "path", "show", "sources", "stats"]

#: Where each name lives; it is imported when it is first used, so that a question loads only what it needs.
_HOME = {
    **dict.fromkeys(("claims", "find", "show", "sources", "stats"), "kg.browse"),
    **dict.fromkeys(("PathAnswer", "path"), "kg.chains"),
    "KgError": "kg.errors",
    "KnowledgeGraph": "kg.graph",
    "load": "kg.turtle.read",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
