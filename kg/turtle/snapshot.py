"""A data file as it was read last, so that the next question need not parse it again.

A snapshot is a file in the user's cache folder, named by the digest of everything it depends on: the data file, the
vocabulary and the format of snapshots. So it is never stale, and may be deleted at any time. Its first line is the
digest of the rest, a JSON text: a damaged one is not believed.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from kg.model.core import (
    Claim,
    Concept,
    Document,
    Evidence,
    Omission,
    Passage,
    Quantity,
    Relation,
    Sign,
    Study,
    Term,
    Withdrawal,
)
from kg.model.graph import KnowledgeGraph

#: Raised whenever what is read from a data file, or the fields of a value, change.
FORMAT = 6
KEPT = 8
_KINDS = {
    "concepts": Concept,
    "claims": Claim,
    "evidence": Evidence,
    "passages": Passage,
    "documents": Document,
    "studies": Study,
    "terms": Term,
    "quantities": Quantity,
    "omissions": Omission,
    "withdrawn": Withdrawal,
}


def folder() -> Path:
    """The cache folder of this program."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "vitamin-d-kg"


def key(*contents: bytes) -> str:
    """The name of the snapshot of some file contents."""
    digest = hashlib.sha256(f"{FORMAT}".encode())
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def get(name: str) -> KnowledgeGraph | None:
    """The graph kept under that name, or None if there is none that can be read."""
    try:  # an unreadable or damaged snapshot, or no home folder, is as good as none
        place = folder() / f"{name}.json"
        if not place.is_file():  # one would wait for a pipe
            return None
        digest, _, text = place.read_bytes().partition(b"\n")
        if hashlib.sha256(text).hexdigest().encode() != digest:
            return None
        kept: dict[str, Any] = json.loads(text)
        parts: dict[str, Any] = {}
        for part, kind in _KINDS.items():
            items = [kind(*[_value(cell) if type(cell) is list else cell for cell in row]) for row in kept[part]]
            parts[part] = {item.id: item for item in items}
        relations = {}
        for *texts, sign, correlation, valued in kept["relations"]:
            signs = [Sign(mark) if mark else None for mark in (sign, correlation)]
            relations[texts[0]] = Relation._make([*texts, *signs, valued])
        return KnowledgeGraph(relations=relations, version=kept["version"], sha256=kept["sha256"], **parts)
    except (OSError, RuntimeError, ValueError, LookupError, TypeError, AttributeError):
        return None


def put(name: str, graph: KnowledgeGraph) -> None:
    """Keep a graph; where the cache folder cannot be written, go on without."""
    from kg.errors import OutputError
    from kg.files import write

    parts: dict[str, Any] = {part: list(getattr(graph, part).values()) for part in _KINDS}
    parts["relations"] = [[c.value if isinstance(c, Sign) else c for c in r] for r in graph.relations.values()]
    try:
        place = folder() / f"{name}.json"
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.is_symlink() or (place.exists() and not place.is_file()):
            place.unlink()  # what a link points at is not ours
        text = json.dumps({**parts, "version": graph.version, "sha256": graph.sha256})
        write(place, f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}")
        old = sorted(folder().glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in old[:-KEPT]:
            path.unlink(missing_ok=True)
    except (OSError, RuntimeError, OutputError):
        return


def _value(cells: list[Any]) -> tuple[Any, ...]:
    return tuple(_value(cell) if type(cell) is list else cell for cell in cells)
