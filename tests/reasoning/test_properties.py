"""Laws that hold for every graph: the algebra of signs, and best paths against brute force."""

import random

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import kg
from kg.model.core import Sign
from kg.model.lookup import pair
from kg.reasoning.chains import Options, find
from kg.reasoning.network import Network
from kg.reasoning.paths import best_paths
from tests import toy

signs = st.sampled_from(list(Sign))


@given(signs, signs, signs)
def test_signs_form_a_commutative_monoid(a, b, c):
    """Signs multiply in any order and grouping, and + changes nothing."""
    assert (a * b) * c is a * (b * c)
    assert a * b is b * a
    assert a * Sign.PLUS is a


@given(signs)
def test_null_absorbs_all_and_unknown_the_rest(a):
    """Nothing times anything is nothing; an unknown sign stays unknown."""
    assert a * Sign.NULL is Sign.NULL
    assert a * Sign.UNKNOWN is (Sign.NULL if a is Sign.NULL else Sign.UNKNOWN)


def random_graph(seed: int) -> kg.KnowledgeGraph:
    """A random signed multigraph with states, feedback loops, null findings and denials."""
    dice = random.Random(seed)
    names = [f"q{i}" for i in range(dice.randint(4, 7))]
    states = {f"low-{n}": (n, "Low") for n in names if dice.random() < 0.4}
    states |= {f"high-{n}": (n, "High") for n in names if dice.random() < 0.2}
    things = [*names, *states]
    relations = ["increases", "decreases", "causes", "prevents", "affects", "hasNoEffectOn", "associatedWith"]
    lines = []
    for _ in range(dice.randint(10, 28)):
        subject, object_ = dice.sample(things, 2)
        document = dice.choice("abc")
        modality = dice.choice(["asserted", "hedged", "emerging", "denied"])
        lines.append(f"{subject} {dice.choice(relations)} {object_} @{document} {modality}")
    return toy.graph(*lines, states=states)


def brute_force(graph, source, target, start, max_hops, *, stated_only=False, via=()):
    """Every signed simple path, by networkx, in the documented order: cost, steps, names and keys."""
    signed = {(u, v) for u, v, key in graph.edges(keys=True) if key in "+-"}
    found = []
    if source not in graph or target not in graph:
        return found
    for edges in networkx.all_simple_edge_paths(graph, source, target, cutoff=max_hops):
        direction, cost, trail, directions = start, 0, [], [start]
        for u, v, key in edges:
            if key == "0" or (key == "?" and (u, v) in signed):
                break
            if stated_only and direction is not Sign.UNKNOWN and direction not in graph[u][v][key]["stated"]:
                break
            direction = direction * Sign(key)
            directions.append(direction)
            cost += graph[u][v][key]["cost"]
            trail += [v, key]
        else:
            if set(via) <= {source, *trail[::2]}:
                found.append((cost, len(edges), tuple(trail), direction))
    return sorted(found, key=lambda p: p[:3])


def as_networkx(graph: kg.KnowledgeGraph) -> networkx.MultiDiGraph:
    """The graph's own projection, with the directions in which each influence is stated."""
    network = graph.to_networkx()
    for influence in graph.influences:
        network[influence.source][influence.target][influence.sign.value]["stated"] = influence.stated
    return network


@pytest.mark.parametrize("seed", range(150))
def test_chains_equal_brute_force(seed):
    """The k best chains are the first k of all signed simple paths: the same ones, in the same order."""
    graph = random_graph(seed)
    network = as_networkx(graph)
    dice = random.Random(-seed)
    quantities = sorted(c.id for c in graph.concepts.values() if not c.is_level)
    source, target = dice.sample(quantities, 2)
    k, max_hops, stated_only = dice.randint(1, 9), dice.randint(1, 7), dice.random() < 0.3
    start = dice.choice(["up", "down"])
    direction = Sign.PLUS if start == "up" else Sign.MINUS
    via = dice.sample(quantities, 1) if dice.random() < 0.3 else []
    via = [] if set(via) & {source, target} else via
    options = Options(k, max_hops, via=tuple(via), stated_only=stated_only)
    found = find(graph, *pair(graph, f"{source} {start}", target), options)
    expected = brute_force(network, source, target, direction, max_hops, stated_only=stated_only, via=via)[:k]
    got = [
        (
            sum(step.influence.cost for step in chain.steps),
            len(chain.steps),
            tuple(x for step in chain.steps for x in (step.influence.target, step.influence.sign.value)),
            chain.sign,
        )
        for chain in found.chains
    ]
    assert got == expected


@pytest.mark.parametrize("seed", range(60))
def test_a_wanted_sign_selects_among_the_chains(seed):
    """Asking for one sign gives exactly the chains of that sign, in the same order."""
    graph = random_graph(seed)
    quantities = sorted(c.id for c in graph.concepts.values() if not c.is_level)
    source, target = random.Random(seed).sample(quantities, 2)
    everything = kg.path(graph, source, target, k=100).chains
    for sign in (Sign.PLUS, Sign.MINUS, Sign.UNKNOWN):
        wanted = tuple(chain for chain in everything if chain.sign is sign)
        assert kg.path(graph, source, target, k=100, sign=sign).chains == wanted


def test_the_search_takes_a_networkx_graph_and_plain_dicts_alike():
    """A researcher's own MultiDiGraph can be searched as it is."""
    graph = toy.graph("x increases y", "y decreases z", "x decreases z hedged")
    dicts = Network(graph).links.searched
    routes = best_paths(dicts, "concept:x", "concept:z")
    assert kg.best_paths(graph.to_networkx(), "concept:x", "concept:z") == routes
    assert [route.nodes for route in routes] == [("concept:x", "concept:z"), ("concept:x", "concept:y", "concept:z")]


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_the_order_of_the_data_does_not_matter(seed):
    """The same claims in another order give the same chains."""
    graph = random_graph(seed)
    items = list(graph.claims.items())
    random.Random(seed).shuffle(items)
    quantities = sorted(c.id for c in graph.concepts.values() if not c.is_level)
    shuffled = replace(graph, claims=dict(items))
    assert kg.path(graph, *quantities[:2]).chains == kg.path(shuffled, *quantities[:2]).chains
