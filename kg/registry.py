"""Every command by name: where its function is, what it is for, and who may ask.

This is the one list of commands. A question is its module in ``kg.questions``, its view in ``kg.views`` and a line
here; the command, its help, the HTTP interface, the tools for agents, the JSON Schema and the reference pages are made
from its signature and the type of its answer. Nothing is imported until it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from keyword import iskeyword
from types import ModuleType
from typing import Any, NamedTuple


class Command(NamedTuple):
    """A command: the module with its function, a summary, the group in which it is listed, and its view.

    ``served`` says whether programs may ask it over HTTP and as agents: it only reads, and needs no file.
    """

    module: str
    summary: str
    group: str
    served: bool = False
    view: str = ""


COMMANDS: dict[str, Command] = {
    "gaps": Command("kg.questions.gaps", "Claims that are missing, as questions for curation.", "Reason", served=True),
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
    found: Callable[..., Any] = getattr(import_module(COMMANDS[name].module), identifier(name))
    return found


def view(module: str) -> ModuleType:
    """The view of the answers that a module defines."""
    named = {command.module: command.view for command in COMMANDS.values()}
    return import_module(named.get(module) or f"kg.views.{module.rpartition('.')[2]}")
