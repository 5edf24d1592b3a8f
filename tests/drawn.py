"""Random small graphs of claims for laws that must hold for every graph."""

import random
from collections.abc import Iterator
from itertools import pairwise, product

import networkx
from msgspec.structs import replace

from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.influence import Influence
from tests import toy

SIGNED = ("increases", "decreases", "causes", "prevents")
Walk = tuple[tuple[str, str, str], ...]


def drawn(seed: int, *, feedback: bool = True, kinds: bool = False) -> KnowledgeGraph:
    """A graph of four to seven quantities, some with states; some claims are denied, unsigned or null findings."""
    dice = random.Random(seed)
    names = [f"q{i}" for i in range(dice.randint(4, 7))]
    states = {f"low-{name}": (name, "Low") for name in names if dice.random() < 0.3}
    broader = {name: dice.choice(names[i + 1 :]) for i, name in enumerate(names[:-1]) if kinds and dice.random() < 0.3}
    relations = (*SIGNED * dice.randint(1, 4), "affects", "hasNoEffectOn")
    modalities = ["asserted"] * dice.randint(1, 6) + ["hedged", "denied"]
    things = [*names, *states]
    lines = []
    for _ in range(dice.randint(4, 18)):
        subject, object_ = dice.sample(things, 2)
        if feedback or subject.removeprefix("low-") < object_.removeprefix("low-"):
            said = f"{dice.choice(relations)} {object_} @{dice.choice('abc')} {dice.choice(modalities)}"
            lines.append(f"{subject} {said}")
    return toy.graph(*lines, states=states, broader=broader)


def judged(seed: int, *, repeated: bool = False) -> KnowledgeGraph:
    """A graph that has something for each rule of the judgement.

    Pages with passages and without, studies of several designs, denials, undecided sources, populations, states beyond
    the range, kinds, generic concepts, studies that count nothing, and claims that one thing indicates another. If
    ``repeated``, some claims are made again by others, who may deny them, and some hold for a status and a condition.
    """
    dice = random.Random(seed)
    names = [f"q{i}" for i in range(dice.randint(4, 8))]
    states = {f"low-{name}": (name, "Low") for name in names if dice.random() < 0.3}
    beyond = {f"excess-{name}": (name, "High") for name in names if dice.random() < 0.2}
    broader = {name: dice.choice(names[i + 1 :]) for i, name in enumerate(names[:-1]) if dice.random() < 0.25}
    excludes = {name: ("Children", "Women") for name in names if dice.random() < 0.25}
    relations = (*SIGNED * dice.randint(1, 3), "affects", "hasNoEffectOn", "indicates", "treats", "requiredFor")
    words = (*["asserted"] * dice.randint(2, 8), "hedged", "denied", "undecided")
    sources = ("@a", "@b", "@c", "@a prose", "@b prose", *("@" + name for name in toy.DESIGNS if dice.random() < 0.5))
    limits = ("", "", "", " #Children", " #Women", " #Adults", *[" #VitaminDDeficientPeople %Compensation"] * repeated)
    things = [*names, *states, *beyond]
    lines = []
    for _ in range(dice.randint(5, 22)):
        subject, object_ = dice.sample(things, 2)
        said = f"{dice.choice(relations)} {object_} {dice.choice(sources)} {dice.choice(words)}{dice.choice(limits)}"
        lines.append(f"{subject} {said}")
    again = [" ".join(line.split()[:3]) for line in lines if repeated and dice.random() < 0.3]
    lines += [f"{line} {dice.choice(sources)} {dice.choice(words)}" for line in again]
    generic = [name for name in names if seed % 3 == 1 and dice.random() < 0.3]
    given = {"beyond": beyond, "excludes": excludes, "generic": generic}
    return toy.graph(*lines, states=states | beyond, broader=broader, **given)


def quantities(graph: KnowledgeGraph) -> list[str]:
    """What goes up and down in a graph, sorted."""
    return sorted(concept.id for concept in graph.concepts.values() if not concept.is_level)


def shuffled(graph: KnowledgeGraph, seed: int) -> KnowledgeGraph:
    """The same graph, its claims and their evidence in another order."""
    dice = random.Random(seed)
    claims, evidence = list(graph.claims.items()), list(graph.evidence.items())
    dice.shuffle(claims)
    dice.shuffle(evidence)
    return replace(graph, claims=dict(claims), evidence=dict(evidence))


def used(graph: KnowledgeGraph) -> networkx.MultiDiGraph:
    """The projection without null findings, the unsigned influences only where no other tells the sign."""
    every = graph.to_networkx()
    network = networkx.MultiDiGraph()
    network.add_nodes_from(every)
    for tail, head, key, data in every.edges(keys=True, data=True):
        signed = {"+", "-"} & every[tail][head].keys()
        if key in signed or (key == "?" and not signed):
            network.add_edge(tail, head, key=key, **data)
    for influence in graph.influences:
        if network.has_edge(*influence.ends, influence.sign.value):
            network.edges[(*influence.ends, influence.sign.value)]["firm"] = not contested(graph, influence)
    return network


def contested(graph: KnowledgeGraph, used: Influence) -> bool:
    """Whether the sign is in dispute: a dispute about use as a treatment alone is none if another claim stands."""
    disputed = {claim.id for claim in used.claims if _stances(graph, claim.id) & {"disputes"}}
    other = [c for c in used.claims if c.id in disputed and c.relation not in ("treats", "prevents", "relieves")]
    standing = [claim for claim in used.claims if claim.id not in disputed and "supports" in _stances(graph, claim.id)]
    return used.opposed or bool(other) or bool(disputed and not standing)


def denied(graph: KnowledgeGraph) -> set[tuple[str, str]]:
    """The pairs of quantities of which a source disputes a claim with a sign, or of which claims have two signs."""
    found = {i.ends for i in graph.influences if i.sign is not Sign.NULL and contested(graph, i)}
    firm = {claim.id for i in graph.influences if not contested(graph, i) for claim in i.claims}
    for claim in graph.claims.values():
        causal = graph.relations[claim.relation].sign not in (None, Sign.NULL)
        if causal and claim.id not in firm and "disputes" in _stances(graph, claim.id):
            found.add((graph.concepts[claim.subject].quantity, graph.concepts[claim.object].quantity))
    return found


def _stances(graph: KnowledgeGraph, claim: str) -> set[str]:
    return {item.stance.value for item in graph.evidence_of[claim]}


def sign_of(walk: Walk) -> str:
    """The product of the signs of some steps."""
    sign = Sign.PLUS
    for _, _, key in walk:
        sign *= Sign(key)
    return sign.value


def chains(network: networkx.MultiDiGraph, source: str, target: str) -> list[Walk]:
    """Every signed simple path, by networkx."""
    return [tuple(walk) for walk in networkx.all_simple_edge_paths(network, source, target)]


def loops(network: networkx.MultiDiGraph) -> Iterator[Walk]:
    """Every signed simple cycle, by networkx, from its smallest quantity on."""
    for cycle in networkx.simple_cycles(networkx.DiGraph(network)):
        first = cycle.index(min(cycle))
        around = [*cycle[first:], *cycle[: first + 1]]
        for keys in product(*(sorted(network[tail][head]) for tail, head in pairwise(around))):
            yield tuple((tail, head, key) for (tail, head), key in zip(pairwise(around), keys, strict=True))


def dense(concepts: int = 400, edges: int = 10_000) -> KnowledgeGraph:
    """A graph in which nearly everything acts on everything, always the same: each search in it is long."""
    dice = random.Random(1)
    pairs = dice.sample([(a, b) for a in range(concepts) for b in range(concepts) if a != b], edges)
    return toy.graph(*(f"c{a} {dice.choice(SIGNED[:2])} c{b} @{dice.choice('abc')}" for a, b in pairs))
