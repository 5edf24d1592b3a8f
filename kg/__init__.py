"""The knowledge graph of vitamin D mechanisms: cited, signed causal chains.

Questions::

    kg.path(graph, source, target)      how one thing leads to another: the best causal chains
    kg.effect(graph, source, target)    the net effect of one thing on another: +, −, 0 or ?
    kg.what_if(graph, changes)          what changes when one or more things are fixed high or low
    kg.effects(graph, source)           everything downstream of one thing
    kg.why(graph, target)               everything upstream of one thing
    kg.loops(graph)                     feedback loops, reinforcing or balancing
    kg.break_(graph, source, target)    what a conclusion rests on, and what would break it
    kg.bridges(graph, source, target)   inferred links: neighbouring steps no single source connects
    kg.gaps(graph)                      missing claims, as questions for curation
    kg.contested(graph)                 where sources disagree, with the evidence on each side
    kg.common(graph, *concepts)         shared causes and effects of concepts
    kg.compare(graph, *concepts)        what concepts share and where they differ
    kg.find(graph, words)               search concepts, claims and sources
    kg.show(graph, thing)               everything about one concept, claim, passage or source
    kg.claims(graph)                    claims and how well each is supported
    kg.values(graph, concept)           thresholds, reference ranges, doses, durations and prevalences
    kg.sources(graph)                   documents and studies, and how many claims rest on each
    kg.stats(graph)                     counts of concepts, claims, evidence items and sources
    kg.worksheet(graph, source, target) a worksheet to print, with an answer page
    kg.diff(old, new)                   what changed between two versions of the data
    kg.query(graph, text)               the answer to a SPARQL query

Each returns an answer with named fields; ``print(answer)`` shows it as text:

>>> import kg
>>> graph = kg.load()
>>> answer = kg.path(graph, "vitamin D deficiency", "back pain")
>>> answer.verdict
'coherent'
>>> kg.effect(graph, "vitamin D deficiency", "intestinal calcium absorption").effect.symbol
'−'

Other functions::

    kg.load(path)                       load a data file, by default the one that comes with the program
    kg.table(rows, *columns)            rows, such as the parts of an answer, as a table
    kg.sentence(graph, claim)           a claim in words
    kg.arrows(graph, steps)             a chain in one line
    kg.citation(graph, item)            an evidence item with its source and link
    kg.cite(answer, style)              the references of an answer
    kg.draw(answer)                     the chains of an answer as a picture
    kg.site(graph, output)              build the site
    kg.best_paths(graph, source, target)
                                        the best paths in any signed graph
    kg.export, kg.import_               exchange the graph with other tools
    kg.check, kg.fmt, kg.verify, kg.coverage, kg.agreement, kg.locate, kg.add, kg.withdraw
                                        curate a data file

Types: ``KnowledgeGraph`` (from ``load``), the answers ``PathAnswer`` and ``EffectAnswer``, ``Table``, ``Picture``, and
``KgError``, the base class of all errors.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.curation.add import add
    from kg.curation.agreement import agreement
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
    from kg.questions.values import values
    from kg.questions.what_if import what_if
    from kg.questions.why import why
    from kg.questions.worksheet import worksheet
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
    "agreement",
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
    "values",
    "verify",
    "what_if",
    "why",
    "withdraw",
    "worksheet",
]

#: Where each name lives that is not the function of a command.
_HOME = {
    "EffectAnswer": "kg.questions.effect",
    "KgError": "kg.errors",
    "KnowledgeGraph": "kg.model.graph",
    "PathAnswer": "kg.questions.path",
    "Picture": "kg.website.drawing",
    "Table": "kg.views.rows",
    "arrows": "kg.questions.parts.chains",
    "best_paths": "kg.reasoning.paths",
    "citation": "kg.questions.parts.claims",
    "cite": "kg.exchange.citations",
    "draw": "kg.website.drawing",
    "load": "kg.turtle.read",
    "sentence": "kg.model.words",
    "site": "kg.website.site",
    "table": "kg.views.rows",
}


def __getattr__(name: str) -> Any:
    """A name, imported when it is first used, so that a question loads only what it needs."""
    if name == "export":  # a package of its own: kg.exchange.export.write
        return import_module("kg.exchange.export")
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    if name in __all__:
        from kg.registry import COMMANDS, function, identifier

        return next(function(known) for known, it in COMMANDS.items() if name in (it.function, identifier(known)))
    raise AttributeError(f"module 'kg' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
