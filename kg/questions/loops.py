"""Feedback loops: named, reinforcing or balancing, each step cited. The answer is JSON."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import asdict

from kg.errors import SearchLimit, UsageError
from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import Selection, resolve
from kg.questions.legacy import Json, chain_json, stamp
from kg.reasoning import paths
from kg.reasoning.chains import MOST_CHAINS, MOST_HOPS
from kg.reasoning.components import BOTH, strong
from kg.reasoning.network import Chain, Network

KIND = {Sign.PLUS: "reinforcing", Sign.MINUS: "balancing", Sign.UNKNOWN: "of unknown sign"}
#: Steps of work that a search for loops may take: quantities × influences among them × steps of a loop.
LIMIT = 20_000_000
#: Partial loops that may be looked at for each quantity, and for all together if that is more.
LOOKED = 10_000
_BACK = "\0"  # the name, within a search, of the quantity at which a loop begins when it comes back there


class Question(Struct, frozen=True):
    """Which loops are wanted: see :func:`loops`."""

    through: str | None = None
    max_length: int = 8
    k: int = 20
    kind: str | None = None


def loops(
    graph: KnowledgeGraph, *, through: str | None = None, max_length: int = 8, k: int = 20, kind: str | None = None
) -> Json:
    """The ``k`` best supported feedback loops of at most ``max_length`` steps, each once.

    A loop is *reinforcing* if a change comes back in its own direction, *balancing* if it comes back reversed: the
    product of its signs is + or −. ``through`` keeps those through one concept, ``kind`` those of one kind. Raises
    UsageError, UnknownConcept, or SearchLimit where so many quantities act on each other that it would take too long.
    """
    question = Question(through, max_length, k, kind)
    return answer(graph, question, find(graph, question))


def answer(graph: KnowledgeGraph, question: Question, found: Sequence[Chain]) -> Json:
    """The loops found as JSON."""
    return {**stamp(graph, "kg-loops/1"), "question": asdict(question), "loops": [_loop(graph, c) for c in found]}


def find(graph: KnowledgeGraph, question: Question) -> list[Chain]:
    """The loops as chains that come back to where they began, found within each strong component."""
    if not 1 <= question.max_length <= MOST_HOPS:
        raise UsageError(f"max length is {question.max_length}; give a number from 1 to {MOST_HOPS}")
    if not 1 <= question.k <= MOST_CHAINS:
        raise UsageError(f"k is {question.k}; give a number from 1 to {MOST_CHAINS}")
    if question.kind not in (None, *KIND.values()):
        raise UsageError(f"“{question.kind}” is no kind of loop; use one of: {', '.join(KIND.values())}")
    through = resolve(graph, question.through).quantity if question.through is not None else None
    network = Network(graph)
    linked = {tail: dict.fromkeys(heads, BOTH) for tail, heads in network.searched.items()}
    starts: list[tuple[int, list[str]]] = []
    work = 0
    for component in strong(linked):
        for place, root in enumerate(component):  # each loop is found at the first of its quantities
            if len(component) > 1 or root in linked.get(root, {}):
                work += 0 if through else (place + 1) * len(linked[root])
                if through in (None, root):
                    starts.append((place, component))
    if work * question.max_length > LIMIT:
        message = (
            f"{len(starts):,} quantities act on each other; name one with --through, or try a smaller --max-length"
        )
        raise SearchLimit(message)
    chains: list[Chain] = []
    for place, component in starts:
        inside = set(component if through else component[place:])
        chains += _at(network, component[place], inside, question, max(LOOKED, paths.LIMIT // len(starts)))
    return sorted(chains, key=_order)[: question.k]


def _order(loop: Chain) -> tuple[int, int, list[tuple[str, str]]]:
    used = [step.influence for step in loop.steps]
    return sum(i.cost for i in used), len(used), [(i.source, i.sign.value) for i in used]


def _at(network: Network, start: str, inside: set[str], question: Question, limit: int) -> list[Chain]:
    """The best loops through one quantity that stay inside: best chains to a copy of it that only comes back."""
    searched = network.searched
    around = {
        tail: {_BACK if head == start else head: keyed for head, keyed in searched[tail].items() if head in inside}
        for tail in sorted(inside & searched.keys())
    }
    signs = frozenset(sign for sign, word in KIND.items() if question.kind in (None, word))
    try:
        routes = paths.best_paths(
            around, start, _BACK, k=question.k, max_hops=question.max_length, ends=signs, limit=limit
        )
    except SearchLimit:
        raise SearchLimit(
            f"the search was stopped after {limit:,} partial loops; try a smaller --max-length or -k"
        ) from None
    concept = network.graph.concepts[start]
    there = Selection(concept, None, concept.label)
    return [
        network.chain(there, there, (*route.nodes[:-1], start), [Sign(key) for key in route.keys]) for route in routes
    ]


def name(graph: KnowledgeGraph, loop: Chain) -> str:
    """What a loop is called: by its quantities, as they follow each other."""
    labels = [graph.concepts[step.influence.source].label for step in loop.steps]
    there_and_back = 2
    return " ⇄ ".join(labels) if len(labels) == there_and_back else " → ".join([*labels, labels[0]])


def _loop(graph: KnowledgeGraph, loop: Chain) -> Json:
    body = chain_json(graph, loop)
    return {
        "name": name(graph, loop),
        "kind": KIND[loop.sign],
        "sign": body["sign"],
        "length": body["hops"],
        "confidence": body["confidence"],
        "contested": loop.contested,
        "bridges": body["bridges"],
        "steps": body["steps"],
    }
