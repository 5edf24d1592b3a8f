"""Questions about missing claims: which are worth asking, in which order, and their words.

``kg path``, ``kg effect`` and ``kg gaps`` share them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from msgspec import Struct

from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from kg.model.kinds import SYMPTOM, Kind, acted_on, acting, kind_of
from kg.model.words import asks
from kg.reasoning.denials import above

Hint = Literal["direction", "associated", "kind", "near"]
#: The reasons to ask, the best first.
HINTS: tuple[Hint, ...] = get_args(Hint)
#: The kinds of things in the body.
BODY: tuple[Kind, ...] = ("substance", "protein", "process", "anatomy")


class Link(Struct, frozen=True):
    """A missing claim: does ``source`` act on ``target``? ``hint`` is the reason to ask.

    ``direction``: it does, and no source says in which direction; ``associated``: the two are associated; ``kind``: one
    acts on, or is acted on by, a kind of the other or its broader concept; ``near``: they are nearest to the two ends.
    ``claims`` are those that are the reason.
    """

    source: str
    target: str
    hint: Hint
    claims: tuple[str, ...] = ()

    @property
    def ends(self) -> tuple[str, str]:
        """Source and target."""
        return self.source, self.target

    def question(self, graph: KnowledgeGraph) -> str:
        """The question in words: "does A act on B?"."""
        verb = "raise or lower" if self.hint == "direction" else "act on"
        return asks(graph.concepts[self.source].label, f"{verb} {graph.concepts[self.target].label}")


class Likely:
    """What may act on what: treatments on the body, the body on diseases, and diseases on symptoms, not the reverse.

    A measured value may stand for something in the body or for how well someone is: it acts like the first only if it
    indicates something in the body, or is known to act on it.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._graph = graph
        signed = {i.ends for i in graph.influences if i.sign is not Sign.NULL}
        ends = ((c.subject, c.object) for c in graph.claims.values() if c.relation == "indicates")
        told = {(graph.concepts[tail].quantity, graph.concepts[head].quantity) for tail, head in ends}
        self._inside = {tail for tail, head in signed | told if self._kind(head) in BODY}

    def _kind(self, name: str) -> Kind:
        return kind_of(self._graph.concepts[name].category)

    def acting(self, name: str) -> int:
        """The place of a concept in the order when it acts."""
        category = self._graph.concepts[name].category
        outcome = self._kind(name) == "measurement" and name not in self._inside
        return SYMPTOM if outcome else acting(category)

    def acted_on(self, name: str) -> int:
        """The place of a concept in the order when it is acted on."""
        return acted_on(self._graph.concepts[name].category)

    def acts(self, source: str, target: str) -> bool:
        """Whether it is worth asking if one thing acts on another; never for a thing and a kind or level of it."""
        return self.acting(source) <= self.acted_on(target) and not self.related(source, target)

    def related(self, one: str, other: str) -> bool:
        """Whether one thing is a kind of the other, or both are levels of the same."""
        roots = {self._graph.concepts[name].state_of or name for name in (one, other)}
        return len(roots) == 1 or other in self.family(one)

    def family(self, name: str) -> Iterable[str]:
        """The kinds of a concept and its broader concepts, at all levels."""
        return (*self._graph.narrower.get(name, ()), *above(self._graph, name)[1:])

    def rank(self, link: Link) -> tuple[bool, int, str, str]:
        """The order of questions that have the same reason: what acts early in the order first."""
        source, target = link.ends
        return not self.acts(source, target), self.acting(source) + self.acted_on(target), source, target


def directions(influences: Iterable[Influence]) -> list[Link]:
    """The influences of which no source says in which direction they go."""
    listed = list(influences)
    signed = {i.ends for i in listed if i.sign is not Sign.UNKNOWN}
    unsigned = (i for i in listed if i.sign is Sign.UNKNOWN and i.ends not in signed)
    return [Link(i.source, i.target, "direction", tuple(claim.id for claim in i.claims)) for i in unsigned]
