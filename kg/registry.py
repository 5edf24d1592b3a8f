"""All commands by name: the function, summary and group of each.

This is the only list of commands. A question consists of a module in ``kg.questions``, a view in ``kg.views`` and a
line here. The command, its help, the HTTP interface, the tools for agents, the JSON Schema and the reference pages are
generated from its signature and the type of its answer. Modules are imported only when they are used.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from keyword import iskeyword
from types import ModuleType
from typing import Any, NamedTuple


class Command(NamedTuple):
    """A command: the module of its function, a summary, and its group in the documentation.

    A question of the group "Look up" counts as quick: servers answer it on threads of their own, so that no search
    keeps it waiting. A question that searches chains, or that must call ``limits.check()``, belongs to another group.
    ``view`` and ``function`` are set only if these names differ from the module and the command.
    """

    module: str
    summary: str
    group: str
    view: str = ""
    function: str = ""


COMMANDS: dict[str, Command] = {
    "path": Command("kg.questions.path", "How one thing leads to another: the best causal chains.", "Ask"),
    "effect": Command("kg.questions.effect", "The net effect of one thing on another: +, −, 0, or ?.", "Ask"),
    "what-if": Command("kg.questions.what_if", "What changes when one or more things are fixed high or low.", "Ask"),
    "effects": Command("kg.questions.effects", "Everything downstream of one thing.", "Ask", view="kg.views.moves"),
    "why": Command("kg.questions.why", "Everything upstream of one thing.", "Ask", view="kg.views.moves"),
    "loops": Command("kg.questions.loops", "Feedback loops, reinforcing or balancing.", "Reason"),
    "break": Command("kg.questions.break_", "What a conclusion rests on, and what would break it.", "Reason"),
    "bridges": Command(
        "kg.questions.bridges", "Inferred links: neighbouring steps no single source connects.", "Reason"
    ),
    "gaps": Command("kg.questions.gaps", "Claims that are missing, as questions for curation.", "Reason"),
    "contested": Command("kg.questions.contested", "Show where sources disagree, with all sides.", "Reason"),
    "common": Command("kg.questions.common", "Find shared causes and effects of concepts.", "Reason"),
    "compare": Command("kg.questions.compare", "Compare concepts: what they share and where they differ.", "Reason"),
    "find": Command("kg.questions.find", "Search concepts, claims and sources.", "Look up"),
    "show": Command("kg.questions.show", "Show everything about one concept, claim, passage or source.", "Look up"),
    "claims": Command("kg.questions.claims", "List claims and how well each is supported.", "Look up"),
    "values": Command(
        "kg.questions.values", "Thresholds, reference ranges, doses, durations and prevalences.", "Look up"
    ),
    "sources": Command(
        "kg.questions.sources", "List documents and studies, and how many claims rest on each.", "Look up"
    ),
    "stats": Command("kg.questions.stats", "Count concepts, claims, evidence items and sources.", "Look up"),
    "diff": Command("kg.questions.diff", "What changed between two versions of the data.", "Look up"),
    "sparql": Command("kg.sparql.query", "Run a SPARQL query, your own or a ready one.", "Look up", function="query"),
    "render": Command("kg.cli.render", "Draw one concept, or the chains between two.", "Draw"),
    "worksheet": Command("kg.questions.worksheet", "Make a worksheet to print, with an answer page.", "Draw"),
    "site": Command("kg.cli.site", "Build the site: the whole graph to explore in a browser.", "Draw"),
    "check": Command("kg.curation.check", "Check a data file against every rule.", "Curate"),
    "fmt": Command("kg.curation.fmt", "Format a data file.", "Curate"),
    "verify": Command("kg.curation.verify", "Verify every citation against the texts of the documents.", "Curate"),
    "coverage": Command("kg.curation.coverage", "Report the curation coverage of each document.", "Curate"),
    "agreement": Command("kg.curation.agreement", "Measure how well two readers agree.", "Curate"),
    "locate": Command("kg.curation.locate", "Find a passage in the documents, ready to cite.", "Curate"),
    "add": Command("kg.curation.add", "Add a curation sheet (all rows or none).", "Curate"),
    "withdraw": Command("kg.curation.withdraw", "Withdraw a claim: its identifier stays, with the reason.", "Curate"),
    "import": Command("kg.exchange.import_", "Import a signed graph.", "Exchange"),
    "export": Command("kg.cli.export", "Export the graph for other tools.", "Exchange"),
    "serve": Command("kg.cli.serve", "Serve the site and the questions, read-only.", "Serve"),
    "mcp": Command("kg.cli.mcp", "Answer an agent over the Model Context Protocol.", "Serve"),
}


def identifier(name: str) -> str:
    """The name of a command in Python.

    >>> identifier("what-if"), identifier("break")
    ('what_if', 'break_')
    """
    name = name.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


def function(name: str) -> Callable[..., Any]:
    """The function of a command."""
    command = COMMANDS[name]
    found: Callable[..., Any] = getattr(import_module(command.module), command.function or identifier(name))
    return found


def view(module: str) -> ModuleType:
    """The view of the answers that a module defines."""
    named = {command.module: command.view for command in COMMANDS.values()}
    return import_module(named.get(module) or f"kg.views.{module.rpartition('.')[2]}")
