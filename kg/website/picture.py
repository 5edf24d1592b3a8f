"""What is drawn: boxes for quantities, arrows for influences, and the columns in which they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.chains import PathAnswer
from kg.graph import KnowledgeGraph
from kg.influence import Influence
from kg.model import Concept, Sign
from kg.steps import Step
from kg.website import layout

#: More boxes than this are not read.
MOST_BOXES = 80
#: A column that would be longer than this becomes two, if its boxes have one arrow each.
LONG_COLUMN = 12
ORDER = {Sign.PLUS: 0, Sign.MINUS: 1, Sign.UNKNOWN: 2, Sign.NULL: 3}


@dataclass(frozen=True, slots=True)
class Use:
    """That a chain, counted from 1, has an arrow as one of its steps."""

    chain: int
    place: int
    step: Step


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow: an influence, what sources say less exactly of the same step, and the chains that use it."""

    influence: Influence
    vaguer: tuple[Influence, ...] = ()
    uses: tuple[Use, ...] = ()

    @property
    def style(self) -> str:
        """What its sign looks like: ``raises``, ``lowers``, ``changes`` or ``null``."""
        return {"+": "raises", "-": "lowers", "?": "changes", "0": "null"}[self.influence.sign.value]

    @property
    def contested(self) -> bool:
        """Whether there is evidence on both sides."""
        return self.influence.contested

    @property
    def best(self) -> bool:
        """Whether the best chain uses it."""
        return any(use.chain == 1 for use in self.uses)


@dataclass(frozen=True, slots=True)
class Box:
    """A quantity; ``role`` is ``focus``, ``end``, ``best`` or ``plain``, ``arrow`` where all the chains move it."""

    concept: Concept
    role: str = "plain"
    arrow: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """All that one page shows; ``groups`` are the parts of its list, each a title and indices of links."""

    kind: str
    title: str
    boxes: tuple[Box, ...]
    columns: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]
    groups: tuple[tuple[str, tuple[int, ...]], ...]
    left_out: int = 0
    undrawn: int = 0
    about: Concept | None = None
    answer: PathAnswer | None = None


def focus(graph: KnowledgeGraph, concept: Concept, most: int = MOST_BOXES) -> Picture:
    """One quantity in the middle, what acts on it at left, what it acts on at right; at most ``most`` boxes.

    Where there are more, those with the best support stay. What both acts on it and is acted on stands at right.
    """
    here = concept.quantity
    found = _links(i for i in graph.influences if here in (i.source, i.target))
    by_other: dict[str, list[Link]] = {}
    for link in found:
        by_other.setdefault(_other(link, here), []).append(link)
    neighbours = sorted(by_other.keys() - {here}, key=lambda name: (-max(map(_value, by_other[name])), name))
    kept = neighbours[: most - 1]

    def row(name: str) -> tuple[int, float, str]:
        first = by_other[name][0]
        return ORDER[first.influence.sign], -_value(first), name

    effects = sorted((n for n in kept if any(k.influence.source == here for k in by_other[n])), key=row)
    causes = sorted(set(kept) - set(effects), key=row)
    near, far = _split(effects, by_other)
    close, distant = _split(causes, by_other)
    columns = [distant, close, [here], near, far]
    drawn = {*kept, here}
    links = sorted((k for k in found if _other(k, here) in drawn), key=lambda k: (*row(_other(k, here)), _key(k)))
    groups = (
        ("What changes it", tuple(n for n, link in enumerate(links) if link.influence.target == here)),
        (
            "What it changes",
            tuple(n for n, k in enumerate(links) if k.influence.source == here != k.influence.target),
        ),
    )
    about = {here, *(state.id for state in graph.states.get(here, ()))}
    shown = {c.id for link in found for i in (link.influence, *link.vaguer) for c in i.claims}
    undrawn = sum(bool(about & {c.subject, c.object}) and c.id not in shown for c in graph.claims.values())
    return Picture(
        "focus",
        f"{concept.label}: causes and effects",
        tuple(Box(graph.concepts[n], "focus" if n == here else "plain") for n in sorted(drawn)),
        tuple(tuple(column) for column in columns if column),
        tuple(links),
        groups,
        left_out=len(neighbours) - len(kept),
        undrawn=undrawn,
        about=concept,
    )


def chains(graph: KnowledgeGraph, answer: PathAnswer) -> Picture:
    """The union of the chains of an answer, from left to right; the best chain is marked."""
    uses: dict[tuple[str, str, str], list[Use]] = {}
    moves: dict[str, set[Sign]] = {}
    for number, chain in enumerate(answer.chains, 1):
        for place, step in enumerate(chain.steps, 1):
            uses.setdefault(_key(Link(step.influence)), []).append(Use(number, place, step))
            moves.setdefault(step.influence.source, set()).add(step.before)
            moves.setdefault(step.influence.target, set()).add(step.after)
    links = [Link(found[0].step.influence, uses=tuple(found)) for found in uses.values()]
    ends = {answer.source.quantity, answer.target.quantity}
    best = {name for link in links if link.best for name in (link.influence.source, link.influence.target)}
    boxes = tuple(
        Box(
            graph.concepts[name],
            "end" if name in ends else "best" if name in best else "plain",
            next(iter(signs)).arrow if len(signs) == 1 else "",
        )
        for name, signs in sorted(moves.items())
    )
    groups: list[tuple[str, tuple[int, ...]]] = []
    for number in range(1, len(answer.chains) + 1):
        first = tuple(n for n, link in enumerate(links) if link.uses[0].chain == number)
        title = "Steps of the best chain" if number == 1 else f"Further steps of chain {number}"
        groups += [(title, first)] if first else []
    return Picture(
        "chains",
        f"From {answer.source.label} to {answer.target.label}",
        boxes,
        _leveled(moves, links),
        tuple(links),
        tuple(groups),
        answer=answer,
    )


def overview(graph: KnowledgeGraph) -> Picture:
    """Every influence of the graph, in columns from what acts to what is acted on."""
    links = _links(graph.influences)
    names = {name for link in links for name in (link.influence.source, link.influence.target)}
    quantities = sum(concept.state_of is None for concept in graph.concepts.values())
    groups = [
        (
            f"What {graph.concepts[name].label} changes",
            tuple(n for n, link in enumerate(links) if link.influence.source == name),
        )
        for name in sorted(names, key=lambda name: (graph.concepts[name].label.casefold(), name))
    ]
    return Picture(
        "overview",
        "The whole graph",
        tuple(Box(graph.concepts[name]) for name in sorted(names)),
        _leveled(names, links),
        tuple(links),
        tuple(group for group in groups if group[1]),
        left_out=quantities - len(names),
    )


def _links(influences: Iterable[Influence]) -> list[Link]:
    """One link for each pair and sign; what is told without a sign goes with the best that has one, as in a chain."""
    pairs: dict[tuple[str, str], list[Influence]] = {}
    for influence in influences:
        pairs.setdefault((influence.source, influence.target), []).append(influence)
    links: list[Link] = []
    for parallel in pairs.values():
        ranked = sorted(parallel, key=lambda i: (-i.confidence.value, ORDER[i.sign]))
        signed = [i for i in ranked if i.sign in (Sign.PLUS, Sign.MINUS)]
        vague = tuple(i for i in ranked if i.sign is Sign.UNKNOWN and signed)
        links += [Link(i, vague if i is signed[0] else ()) if signed else Link(i) for i in ranked if i not in vague]
    return links


def _leveled(names: Iterable[str], links: Sequence[Link]) -> tuple[tuple[str, ...], ...]:
    ordered = sorted(names)
    level = layout.levels(ordered, [(link.influence.source, link.influence.target) for link in links])
    return tuple(tuple(n for n in ordered if level[n] == c) for c in range(max(level.values(), default=-1) + 1))


def _split(names: Sequence[str], by_other: dict[str, list[Link]]) -> tuple[list[str], list[str]]:
    """Two columns for a long list, the near one and the far one, in which no box has several arrows."""
    far = [n for n in names[1::2] if len(by_other[n]) == 1] if len(names) > LONG_COLUMN else []
    return [n for n in names if n not in far], far


def _other(link: Link, here: str) -> str:
    return link.influence.target if link.influence.source == here else link.influence.source


def _value(link: Link) -> float:
    return float(link.influence.confidence.value)


def _key(link: Link) -> tuple[str, str, str]:
    return link.influence.source, link.influence.target, link.influence.sign.value
