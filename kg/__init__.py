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
    from kg.changes import diff
    from kg.comparison import compare
    from kg.curation import add, check
    from kg.disputes import contested
    from kg.errors import KgError
    from kg.explain import arrows, citation, sentence
    from kg.export.citations import cite
    from kg.feedback import loops
    from kg.model.graph import KnowledgeGraph
    from kg.outcomes import EffectAnswer, effect
    from kg.responses import effects, what_if, why
    from kg.rows import Table, table
    from kg.shared import common
    from kg.support import break_, bridges
    from kg.turtle.read import load
    from kg.website.drawing import Picture, draw
    from kg.worklist import gaps

__all__ = [
    "EffectAnswer",
    "KgError",
    "KnowledgeGraph",
    "PathAnswer",
    "Picture",
    "Table",
    "add",
    "arrows",
    "break_",
    "bridges",
    "check",
    "citation",
    "cite",
    "claims",
    "common",
    "compare",
    "contested",
    "diff",
    "draw",
    "effect",
    "effects",
    "export",
    "find",
    "gaps",
    "load",
    "loops",
    "path",
    "sentence",
    "show",
    "sources",
    "stats",
    "table",
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
    **dict.fromkeys(("Picture", "draw"), "kg.website.drawing"),
    **dict.fromkeys(("Table", "table"), "kg.rows"),
    **dict.fromkeys(("add", "check"), "kg.curation"),
    **dict.fromkeys(("arrows", "citation", "sentence"), "kg.explain"),
    "KgError": "kg.errors",
    "KnowledgeGraph": "kg.model.graph",
    "cite": "kg.export.citations",
    "common": "kg.shared",
    "compare": "kg.comparison",
    "contested": "kg.disputes",
    "diff": "kg.changes",
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
