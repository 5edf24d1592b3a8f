"""Check a query: it must not reach beyond the data, or contain what two parsers may read differently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kg.errors import UsageError
from kg.turtle.names import PREFIXES

#: Maximum number of characters; a query written by a person has a few hundred.
LONGEST = 10_000
UPDATES = "INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split()
REFUSED = {
    "ServiceGraphPattern": "SERVICE, which queries another server, is not allowed; leave it out",
    "DatasetClause": "FROM, which names other data, is not allowed; leave it out, or choose a data file with --data",
}


def prepared(query: str) -> str:
    """The query, after one line that declares the prefixes of this graph that it uses; raises UsageError."""
    text = query.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST:
        raise UsageError(f"the query has {len(text)} characters, and the maximum is {LONGEST}; make it shorter")
    if bad := re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", text):
        raise UsageError(f"{_place(text, bad.start())}: an invalid character; remove it")
    if bad := re.search(r"\\[uU]", text):
        raise UsageError(f"{_place(text, bad.start())}: {bad[0]} escapes are not allowed; write the character itself")
    used = [name for name in PREFIXES if f"{name}:" in text and not re.search(rf"(?i)\bprefix\s+{name}:", text)]
    return " ".join(f"PREFIX {name}: <{PREFIXES[name]}>" for name in used) + "\n" + text


def check(text: str) -> None:
    """Raise UsageError if a prepared query is not well formed, or would reach beyond the data."""
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parsed = parseQuery(text)
    except RecursionError:
        raise UsageError("the query is nested too deeply; make it simpler") from None
    except Exception as error:  # noqa: BLE001 - rdflib raises errors of many kinds
        raise UsageError(_syntax(error)) from None
    nodes = list(_nodes(parsed))
    for node in nodes:
        if node.name in REFUSED:
            raise UsageError(REFUSED[node.name])
    declared = {_prefix(node) for node in nodes if node.name == "PrefixDecl"}
    for node in nodes:
        if node.name == "pname" and _prefix(node) not in declared:
            raise UsageError(f"the prefix {_prefix(node)}: is not declared; declare it, or use {', '.join(PREFIXES)}")


def _nodes(parsed: Any) -> Iterator[Any]:
    """Every named node of rdflib's syntax tree, at any depth."""
    from rdflib.plugins.sparql.parserutils import CompValue

    open_ = [parsed]
    while open_:
        node = open_.pop()
        if isinstance(node, CompValue):
            yield node
        if isinstance(node, dict):
            open_.extend(node.values())
        elif isinstance(node, Iterable) and not isinstance(node, str):
            open_.extend(node)


def _prefix(node: Any) -> str:
    return str(node["prefix"]) if "prefix" in node else ""


def _place(text: str, offset: int) -> str:
    line = text.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - text.rfind(chr(10), 0, offset)}"


def _syntax(error: Exception) -> str:
    """A syntax error in one line, with its place in the query as it was given."""
    line, column, shown = (getattr(error, name, None) for name in ("lineno", "column", "line"))
    if not line or not column or shown is None:
        return "the query is not SPARQL; see the ready ones: kg sparql --list"
    rest = " ".join(shown[column - 1 :].split())
    where = f"line {line - 1}, column {column}"
    if rest.partition(" ")[0].upper() in UPDATES:
        return f"{where}: updates are not allowed; use SELECT, ASK, CONSTRUCT or DESCRIBE"
    at = f"at “{rest[:40]}”" if rest else "at the end of the line"
    return f"{where}: not SPARQL {at}; check the words there and the brackets before it"
