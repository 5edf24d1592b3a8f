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
    from kg.curation.add import add
    from kg.curation.check import check
    from kg.curation.coverage import coverage
    from kg.curation.fmt import fmt
    from kg.curation.locate import locate
    from kg.curation.verify import verify
    from kg.curation.withdraw import withdraw
    from kg.errors import KgError
    from kg.exchange import export
    from kg.exchange.citations import cite
    from kg.exchange.import_ import import_
    from kg.model.graph import KnowledgeGraph
    from kg.model.words import sentence
    from kg.questions.break_ import break_
    from kg.questions.bridges import bridges
    from kg.questions.claims import claims
    from kg.questions.common import common
    from kg.questions.compare import compare
    from kg.questions.contested import contested
    from kg.questions.diff import diff
    from kg.questions.effect import EffectAnswer, effect
    from kg.questions.effects import effects
    from kg.questions.find import find
    from kg.questions.gaps import gaps
    from kg.questions.loops import loops
    from kg.questions.parts.chains import arrows
    from kg.questions.parts.claims import citation
    from kg.questions.path import PathAnswer, path
    from kg.questions.show import show
    from kg.questions.sources import sources
    from kg.questions.stats import stats
    from kg.questions.what_if import what_if
    from kg.questions.why import why
    from kg.reasoning.paths import best_paths
    from kg.sparql.query import query
    from kg.turtle.read import load
    from kg.views.rows import Table, table
    from kg.website.drawing import Picture, draw
    from kg.website.site import site

__all__ = [
    "EffectAnswer",
    "KgError",
    "KnowledgeGraph",
    "PathAnswer",
    "Picture",
    "Table",
    "add",
    "arrows",
    "best_paths",
    "break_",
    "bridges",
    "check",
    "citation",
    "cite",
    "claims",
    "common",
    "compare",
    "contested",
    "coverage",
    "diff",
    "draw",
    "effect",
    "effects",
    "export",
    "find",
    "fmt",
    "gaps",
    "import_",
    "load",
    "locate",
    "loops",
    "path",
    "query",
    "sentence",
    "show",
    "site",
    "sources",
    "stats",
    "table",
    "verify",
    "what_if",
    "why",
    "withdraw",
]

#: Where each name lives; it is imported when it is first used, so that a question loads only what it needs.
_HOME = {
    **dict.fromkeys(("PathAnswer", "path"), "kg.questions.path"),
    **dict.fromkeys(("EffectAnswer", "effect"), "kg.questions.effect"),
    **dict.fromkeys(("Picture", "draw"), "kg.website.drawing"),
    **dict.fromkeys(("Table", "table"), "kg.views.rows"),
    **{name: f"kg.curation.{name}" for name in "add check coverage fmt locate verify withdraw".split()},
    "sentence": "kg.model.words",
    "KgError": "kg.errors",
    "best_paths": "kg.reasoning.paths",
    "KnowledgeGraph": "kg.model.graph",
    "claims": "kg.questions.claims",
    "arrows": "kg.questions.parts.chains",
    "break_": "kg.questions.break_",
    "bridges": "kg.questions.bridges",
    "citation": "kg.questions.parts.claims",
    "cite": "kg.exchange.citations",
    "common": "kg.questions.common",
    "compare": "kg.questions.compare",
    "contested": "kg.questions.contested",
    "diff": "kg.questions.diff",
    "find": "kg.questions.find",
    "gaps": "kg.questions.gaps",
    "import_": "kg.exchange.import_",
    "load": "kg.turtle.read",
    "loops": "kg.questions.loops",
    "show": "kg.questions.show",
    "sources": "kg.questions.sources",
    "stats": "kg.questions.stats",
    "query": "kg.sparql.query",
    "site": "kg.website.site",
    "effects": "kg.questions.effects",
    "what_if": "kg.questions.what_if",
    "why": "kg.questions.why",
}


def __getattr__(name: str) -> Any:
    if name == "export":  # a package of its own: kg.exchange.export.write
        return import_module("kg.exchange.export")
    if name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
