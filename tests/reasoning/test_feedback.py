"""Chains that contradict themselves: which they are, and that they come last."""

import random
from itertools import pairwise

import networkx
import pytest

import kg
from kg.errors import SearchLimit
from kg.model.core import Sign
from kg.model.lookup import pair
from kg.reasoning.chains import Options, best, counted, find
from kg.reasoning.feedback import Feedback
from kg.reasoning.network import Network
from kg.reasoning.paths import best_paths
from tests import toy

#: x lowers r by raising c, and r raises c: the response of r opposes the rise of c.
REGULATED = ("x increases c", "c decreases r", "x decreases r", "r increases c", "c increases y")


def told(*lines, source="x", target="y", **options):
    """The chains of a question as ``x r↓ c↓ y↓ | 1 c↑``, with the step and the change that it stands for."""
    graph = toy.graph(*lines)
    found = find(graph, *pair(graph, source, target), Options(**options))
    return [line(chain) for chain in found.chains]


def line(chain):
    """A chain in one line, as ``told`` gives it."""
    steps = [f"{step.influence.target[8:]}{step.after.arrow}" for step in chain.steps]
    known = chain.feedback
    tail = [f"| {known.step + 1} {known.concept[8:]}{known.direction.arrow}"] if known else []
    return " ".join([chain.steps[0].influence.source[8:], *steps, *tail])


def test_a_response_does_not_reverse_what_it_responds_to():
    """The chain by r runs against the rise of c that its first step stands for; as confident, it comes last."""
    assert told(*REGULATED) == ["x c↑ y↑", "x r↓ c↓ y↓ | 1 c↑"]
    surer = [f"{each} @b" for each in ("x decreases r", "r increases c")]
    assert told(*REGULATED, *surer, "x increases c hedged") == ["x c↑ y↑", "x r↓ c↓ y↓ | 1 c↑"]


def test_the_target_can_be_what_is_reversed():
    """A chain that only ends at c runs against it as well, and so does one that begins with a fall of x."""
    assert told(*REGULATED, target="c") == ["x c↑", "x r↓ c↓ | 1 c↑"]
    assert told(*REGULATED, source="x down", target="c") == ["x c↓", "x r↑ c↑ | 1 c↓"]


def test_it_can_be_any_step():
    """What a later step stands for counts as well, in the direction in which the chain comes to it."""
    assert told("w decreases x", *REGULATED, source="w", target="c") == ["w x↓ c↓", "w x↓ r↑ c↑ | 2 c↓"]


@pytest.mark.parametrize(
    "lines",
    [
        # c goes the same way in the chain
        ("x increases c", "c decreases r", "x decreases r", "r decreases c"),
        # x lowers r, but not by c: c would raise it, or has no sign, or does not act on it
        ("x increases c", "c increases r", "x decreases r", "r increases c"),
        ("x increases c", "c affects r", "x decreases r", "r increases c"),
        ("x affects c", "c decreases r", "x decreases r", "r increases c"),
        ("x increases c", "x decreases r", "r increases c"),
        # the step has no sign, or what follows has none
        ("x increases c", "c decreases r", "x affects r", "r increases c"),
        ("x increases c", "c decreases r", "x decreases r", "r affects c"),
    ],
)
def test_what_does_not_contradict_itself(lines):
    """A mechanism needs signs that give that of the step, and a chain contradicts it only in the other direction."""
    chains = told(*lines, target="c")
    assert chains
    assert not [each for each in chains if "|" in each]


@pytest.mark.parametrize(("between", "contrary"), [("ab", True), ("abd", False)])
def test_a_mechanism_has_at_most_four_steps(between, contrary):
    """Four steps from x to r by c count, five do not."""
    nodes = ["x", *between, "c", "r"]
    lines = [f"{a} {'decreases' if b == 'r' else 'increases'} {b}" for a, b in pairwise(nodes)]
    chains = told(*lines, "x decreases r", "r increases c", target="c")
    assert any("|" in each for each in chains) is contrary


def test_a_mechanism_that_a_shorter_one_contradicts_does_not_count():
    """Absorption (a) raises calcium (c), and does not stand for its fall: bone (b) responds to the hormone (p)."""
    lines = ("d increases a", "a increases c", "d decreases b", "b increases c", "c decreases p", "p increases a")
    assert "d a↑ c↑ | 1 c↓" in told(*lines, source="d", target="c")
    assert "d a↑ c↑" in told(*lines, "d decreases p", "p increases b", source="d", target="c")


def test_the_shortest_mechanism_is_named():
    """Of several changes that a chain reverses, that of the shortest mechanism is named, then the first one."""
    lines = (*REGULATED, "x increases b", "b increases c", "r increases b")
    assert "x r↓ b↓ c↓ | 1 c↑" in told(*lines, target="c")
    both = ("x decreases r", "x increases b", "x increases c", "b decreases r", "c decreases r", "r increases b")
    assert "x r↓ b↓ c↓ | 1 b↑" in told(*both, "b increases c", target="c")


def definition(graph, chain, longest=4):
    """The contradictions of a chain of (node, direction) by the definition: (size, step, place, node, direction)."""
    found = []
    for step, ((tail, before), (head, after)) in enumerate(pairwise(chain)):
        for edges in networkx.all_simple_edge_paths(graph, tail, head, cutoff=longest):
            way = [(tail, Sign.PLUS)]
            for _, node, key in edges:
                way.append((node, way[-1][1] * Sign(key)))
            if len(edges) < 2 or Sign.UNKNOWN in (before, after) or way[-1][1] is not before * after:
                continue
            if definition(graph, way, len(edges) - 1):
                continue
            passed = {(node, before * sign) for node, sign in way[1:-1]}
            for place, (node, direction) in enumerate(chain[step + 2 :]):
                if direction is not Sign.UNKNOWN and (node, direction * Sign.MINUS) in passed:
                    found.append((len(edges), step, place, node, direction * Sign.MINUS))
    return found


def regulated(seed):
    """A random graph in which few pairs have both signs, so that mechanisms are seldom ambiguous."""
    dice = random.Random(seed)
    names = [f"q{i}" for i in range(dice.randint(4, 7))]
    pairs = dice.sample([(a, b) for a in names for b in names if a != b], dice.randint(8, 12))
    relations = ["increases", "decreases", "increases", "decreases", "affects"]
    return toy.graph(*(f"{a} {dice.choice(relations)} {b} @{dice.choice('abc')}" for a, b in pairs))


@pytest.mark.parametrize("seed", range(60))
def test_the_order_is_that_of_the_definition(seed):
    """The best chains that do not contradict themselves come first, then the others, and each says how."""
    graph = regulated(seed)
    network = Network(graph)
    signed = networkx.MultiDiGraph()
    signed.add_edges_from((*i.ends, i.sign.value) for i in network.used if i.sign is not Sign.UNKNOWN)
    for source, target in [("q0", "q1"), ("q1", "q2"), ("q3", "q0")]:
        if any(f"concept:{name}" not in graph.concepts for name in (source, target)):
            continue
        routes = best_paths(network.links.searched, f"concept:{source}", f"concept:{target}", k=1000)
        wanted = []
        for route in routes:
            chain = list(zip(route.nodes, route.directions, strict=True))
            signed.add_nodes_from(route.nodes)
            found = min(definition(signed, chain), default=None, key=lambda known: known[:3])
            wanted.append((chain, found and Feedback(found[1], *found[3:])))
        wanted.sort(key=lambda each: each[1] is not None)
        for k in (1, 3, 100):
            got = find(graph, *pair(graph, source, target), Options(k=k)).chains
            assert [([(s.influence.source, s.before) for s in c.steps], c.feedback) for c in got] == [
                (chain[:-1], known) for chain, known in wanted[:k]
            ]


def test_only_so_many_chains_are_examined_and_the_answer_says_so():
    """Without enough that do not contradict themselves, the number of those examined is given, unless it was all."""
    graph = toy.graph("x decreases r", "r increases c", "c decreases r", "x increases a", "a increases c hedged")
    network, ends = Network(graph), pair(graph, "x", "c")
    first, second = best(network, *ends, Options()).chains
    assert (line(first), line(second)) == ("x a↑ c↑", "x r↓ c↓ | 1 c↑")
    assert best(network, *ends, Options()).examined is None
    assert best(network, *ends, Options(k=1)).examined is None
    found = best(network, *ends, Options(k=1), most=1)
    assert ([line(chain) for chain in found.chains], found.examined) == (["x r↓ c↓ | 1 c↑"], 1)


def test_a_search_that_stops_gives_what_it_has_if_that_is_enough():
    """At the limit of partial paths there are k chains, and how many were examined, or an error."""
    graph = toy.graph("x decreases r", "r increases c", "c decreases r", "x increases a", "a increases c hedged")
    network, ends = Network(graph), pair(graph, "x", "c")
    found = best(network, *ends, Options(k=1), limit=3)
    assert ([line(chain) for chain in found.chains], found.examined) == (["x r↓ c↓ | 1 c↑"], 1)
    with pytest.raises(SearchLimit):
        best(network, *ends, Options(k=1), limit=1)


def test_verdict_and_opposite_do_without_chains_that_contradict_themselves():
    """They count only where there are no others; the best chain of the other sign is another one, if there is one."""
    graph = toy.graph(*REGULATED)
    answer = kg.path(graph, "x", "y")
    assert (answer.verdict, len(answer.chains), answer.opposite) == ("coherent", 2, None)
    assert [chain.sign for chain in counted(answer.chains)] == ["+"]
    assert kg.path(graph, "x", "y", k=1).opposite.feedback.label == "c"
    other = kg.path(toy.graph(*REGULATED, "x decreases z", "z increases y hedged"), "x", "y", k=1).opposite
    assert (other.feedback or None, other.steps[0].object) == (None, "concept:z")
    alone = kg.path(graph, "x", "y", sign="-")
    assert (alone.verdict, [bool(chain.feedback) for chain in alone.chains]) == ("coherent", [True])
    assert counted(alone.chains) == alone.chains


def test_no_opposite_is_given_that_a_longer_search_may_replace(monkeypatch):
    """A chain that contradicts itself stands for its sign only if the search for it was not cut short."""
    graph = toy.graph(*REGULATED, "x decreases z", "z increases w hedged", "w increases y hedged")
    monkeypatch.setattr("kg.reasoning.chains.LOOK_ASIDE", 6)
    assert kg.path(graph, "x", "y", k=1).opposite is None
    monkeypatch.setattr("kg.reasoning.chains.LOOK_ASIDE", 7)
    assert kg.path(graph, "x", "y", k=1).opposite == kg.path(graph, "x", "y", sign="-").chains[0]


def test_supplements_do_not_cause_cramps_by_what_they_lower():
    """The hormone falls because calcium rises: no chain by lower calcium comes before those by higher calcium."""
    answer = kg.path(kg.load(), "vitamin D supplementation", "muscle cramp")
    assert {chain.sign for chain in answer.chains} == {Sign.MINUS}
    raising = kg.path(kg.load(), "vitamin D supplementation", "muscle cramp", k=100)
    hormone = [c for c in raising.chains if [s.object for s in c.steps[:1]] == ["concept:parathyroid-hormone"]]
    by_calcium = [c for c in hormone if any(s.object_label == "hypocalcemia" for s in c.steps)]
    assert by_calcium
    assert all(chain.feedback and chain.feedback.step == 0 for chain in by_calcium)
