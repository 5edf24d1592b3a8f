"""Pictures of one concept or of the chains of a path, for ``kg render`` and notebooks."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Literal

from kg.errors import NoChain, UsageError
from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import resolve
from kg.questions import path as chains
from kg.questions.path import PathAnswer
from kg.website import pages, picture

#: What a page in a frame may do: run its own scripts, and open a source in a new window.
ALLOWED = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
ENDS = 2


@dataclass(frozen=True)
class Picture:
    """A picture as one web page that needs no network; ``html`` is its source."""

    title: str
    html: str = field(repr=False)

    def save(self, path: Path | str) -> None:
        """Write the page to a file, which may replace an earlier page of this program; raises OutputError."""
        pages.save(Path(path), self.html)

    def _repr_html_(self) -> str:
        return (
            f'<iframe title="{escape(self.title)}" sandbox="{ALLOWED}" srcdoc="{escape(self.html)}" '
            'style="width: 100%; height: 40rem; border: 0"></iframe>'
        )


def draw(
    drawn: KnowledgeGraph | PathAnswer,
    *,
    focus: str | None = None,
    path: tuple[str, str] | None = None,
    k: int | None = None,
    max_hops: int | None = None,
    sign: Sign | Literal["+", "-", "?"] | None = None,
) -> Picture:
    """Draw the chains of an answer of :func:`kg.path`; or from a graph, one concept or the best chains between two.

    ``focus`` shows a concept with what changes it and what it changes. ``path`` shows the ``k`` best chains between two
    (default 5) of at most ``max_hops`` steps (default 8), or only those of a ``sign``. Concepts are names or
    identifiers, as in a command. Raises UsageError, UnknownConcept or NoChain.
    """
    if isinstance(drawn, PathAnswer):
        if (focus, path, k, max_hops, sign) != (None,) * 5:
            raise UsageError("an answer takes no focus, path, k, max_hops or sign; give them with a graph")
        if drawn.chains and not picture.shows(drawn):
            raise UsageError("a picture shows the best chains between two concepts; leave out directions and options")
        return _chains(drawn)
    if (focus is None) == (path is None):
        raise UsageError("give either a focus or a path; kg site draws the whole graph")
    if path is None:
        if (k, max_hops, sign) != (None, None, None):
            raise UsageError("k, max_hops and sign are about chains; give them with a path")
        concept = resolve(drawn, str(focus)).concept
        return Picture(f"{concept.label}: what changes it, and what it changes", picture.focus(drawn, concept))
    if isinstance(path, str) or len(path) != ENDS:
        raise UsageError("a path needs two concepts, as in path=(source, target)")
    k, max_hops = chains.K if k is None else k, chains.HOPS if max_hops is None else max_hops
    return _chains(chains.path(drawn, *path, k=k, max_hops=max_hops, sign=sign))


def _chains(answer: PathAnswer) -> Picture:
    """The chains of an answer."""
    ends = f"{answer.source.label} → {answer.target.label}"
    if not answer.chains:
        raise NoChain(f"{ends}: no chain; {answer.why}")
    return Picture(ends, picture.chains(answer))
