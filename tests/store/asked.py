"""Random graphs, and many questions about them."""

import random
import string

from msgspec.structs import replace

import kg
from kg.errors import KgError
from kg.model.graph import KnowledgeGraph
from tests import toy

RELATIONS = "increases decreases affects causes associatedWith treats requiredFor hasNoEffectOn indicates".split()
SOURCES = "a b trial cohort cohort2 cell import retracted".split()


def drawn(seed: int) -> KnowledgeGraph:
    """A graph of some twenty concepts: states, excesses, kinds, generic ones, and claims of all sorts."""
    dice = random.Random(seed)
    names = [f"{letter}{dice.randrange(10)}" for letter in string.ascii_lowercase[:14]]
    states = {f"low-{name}": (name, "Low") for name in names[:3]} | {f"high-{names[3]}": (names[3], "High")}
    ends = [*names, *states]
    lines = []
    for _ in range(dice.choice((20, 40, 60))):
        line = f"{dice.choice(ends)} {dice.choice(RELATIONS)} {dice.choice(ends)}"
        sources = dice.sample(SOURCES, dice.choice((1, 1, 2)))
        lines += [f"{line} @{source} {dice.choice(WORDS)}" for source in sources]
    broader = {kind: names[n + 9] for n, kind in enumerate(names[5:9]) if dice.random() < 0.7}
    lines = [line for line in lines if _quantity(states, line.split()[0]) != _quantity(states, line.split()[2])]
    generic = [name for name in names if dice.random() < 0.06]
    made = toy.graph(*lines, states=states, broader=broader, beyond=[f"high-{names[3]}"], generic=generic)
    parts = {name: dict(sorted(getattr(made, name).items())) for name in ("concepts", "evidence", "studies")}
    return replace(made, **parts)  # in the order of identifiers, as imported graphs are


WORDS = ("asserted", "asserted", "hedged", "denied", "undecided", "#Adults")


def _quantity(states, name):
    return states.get(name, (name,))[0]


def questions(graph: KnowledgeGraph, seed: int, rounds: int = 1):
    """Questions of every kind that a store answers, each a function with its arguments and options."""
    dice = random.Random(seed)
    names = sorted(graph.concepts)
    for _ in range(rounds):
        source, target, other = dice.sample(names, 3)
        pair = source, target
        yield kg.path, pair, {}
        yield kg.path, (f"{source} {dice.choice(('up', 'down'))}", target), {"k": 20, "max_hops": dice.choice((2, 4))}
        yield kg.path, pair, {"sign": dice.choice("+-")}
        yield kg.path, pair, {"via": [other], "k": 2}
        yield kg.path, pair, {"avoid": [other, dice.choice(sorted(graph.claims))]}
        yield kg.path, pair, {"avoid": [other]}
        yield kg.path, pair, {"stated_only": True}
        yield kg.path, pair, {"min_confidence": dice.choice((0.1, 0.2, 0.35))}
        yield kg.path, pair, {"with_associations": True}
        for question in (kg.path, kg.effect, kg.break_, kg.bridges):
            yield question, pair, {"sources": "literature"}
        for question in (kg.effect, kg.break_, kg.bridges, kg.common):
            yield question, pair, {}
        yield kg.common, pair, {"max_hops": 2}
        yield kg.effects, (source,), {}
        yield kg.why, (target,), {"without": sorted(graph.studies)[:1]}
        yield kg.what_if, ([source],), {}
        yield kg.show, (source,), {}
        yield kg.show, (source,), {"sources": "literature"}
        yield kg.show, (dice.choice(sorted(graph.claims)),), {}
        yield kg.show, (dice.choice(sorted(graph.sources)),), {}
        yield kg.show, (dice.choice(sorted(graph.evidence)),), {}
        yield kg.find, (graph.concepts[source].label,), {}
        yield kg.find, (graph.concepts[other].label.split()[0],), {"limit": 2}
        yield kg.find, (target,), {}


def answer(graph: KnowledgeGraph, question, arguments, options):
    """The answer as plain values without the digest of the data, or the error."""
    try:
        found = question(graph, *arguments, **options).plain()
    except KgError as error:
        return f"{type(error).__name__}: {error}"
    found.get("data", {}).pop("sha256", None)
    return found
