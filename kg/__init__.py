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
    from kg import export
    from kg.browse import claims, find, show, sources, stats
    from kg.chains import PathAnswer, path
    from kg.comparison import compare
    from kg.disputes import contested
    from kg.errors import KgError
    from kg.feedback import loops
    from kg.graph import KnowledgeGraph
    from kg.outcomes import EffectAnswer, effect
    from kg.responses import effects, what_if, why
    from kg.shared import common
    from kg.support import break_, bridges
    from kg.turtle.read import load
    from kg.worklist import gaps

__all__ = [
    "EffectAnswer",
    "KgError",
    "KnowledgeGraph",
    "PathAnswer",
    "break_",
    "bridges",
    "claims",
    "common",
    "compare",
    "contested",
    "effect",
    "effects",
    "export",
    "find",
    "gaps",
    "load",
    "loops",
    "path",
    "show",
    "sources",
    "stats",
    "what_if",
    "why",
]

#: Where each name lives; it is imported when it is first used, so that a question loads only what it needs.
_HOME = {
    **dict.fromkeys(("claims", "find", "show", "sources", "stats"), "kg.browse"),
    **dict.fromkeys(("PathAnswer", "path"), "kg.chains"),
    **dict.fromkeys(("EffectAnswer", "effect"), "kg.outcomes"),
    **dict.fromkeys(("effects", "what_if", "why"), "kg.responses"),
    **dict.fromkeys(("break_", "bridges"), "kg.support"),
    "KgError": "kg.errors",
    "KnowledgeGraph": "kg.graph",
    "common": "kg.shared",
    "compare": "kg.comparison",
    "contested": "kg.disputes",
    "gaps": "kg.worklist",
    "load": "kg.turtle.read",
    "loops": "kg.feedback",
}


def __getattr__(name: str) -> Any:
    if name == "export":  # a package of its own: kg.export.write
        return import_module("kg.export")
    if name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
