"""Responses to what is held: on graphs that are read at a glance, by brute force, and on random linear systems."""

import random
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from kg.reasoning import determinant as response
from kg.reasoning.components import BOTH, MINUS, PLUS, strong
from kg.reasoning.determinant import Response
from kg.reasoning.press import Structure, beside, respond
from tests.signed import drawn, quantities, shuffled, signed, signs_of, simple_loops, simple_paths

UP = {"s": PLUS}
DOWN = {"s": MINUS}
DRAWS = 2000


def sign(text, held=UP, target="t"):
    """The sign of the response of one quantity."""
    return respond(signed(text), held, target)[target].signs


def test_one_path_is_its_own_answer():
    """The response to one path has its sign, turned with what is held, and the path is told."""
    graph = signed("s+a a-t")
    assert respond(graph, UP, "t") == {"t": Response(MINUS, {MINUS: ("s", "a", "t")})}
    assert respond(graph, DOWN, "t") == {"t": Response(PLUS, {PLUS: ("s", "a", "t")})}


def test_all_quantities_that_are_reached_respond():
    """Without a target all responses are told, that of what is held included; what lies upstream or aside has none."""
    found = respond(signed("u+s s+a a-t v+t"), UP)
    assert {name: told.signs for name, told in found.items()} == {"s": PLUS, "a": PLUS, "t": MINUS}


@pytest.mark.parametrize("target", ["u", "v", "nowhere"])
def test_what_cannot_be_reached_has_no_response(target):
    """There is no answer for a target upstream, aside, or unknown to the graph."""
    assert respond(signed("u+s s+a a-t v+t"), UP, target) == {}


def test_paths_that_oppose_each_other_leave_it_open():
    """Of two signs nothing can be said, and one path of each is shown."""
    opposed = respond(signed("s+a a+t s+b b-t"), UP, "t")["t"]
    assert opposed == Response(BOTH, {PLUS: ("s", "a", "t"), MINUS: ("s", "b", "t")})


def test_what_is_open_upstream_is_open_downstream():
    """An answer that is open at a stage on the way is open at the end, and both its paths are led on there."""
    told = respond(signed("s+a a+m s+b b-m m-x x+t m-t"), UP, "t")["t"]
    assert told == Response(BOTH, {MINUS: ("s", "a", "m", "t"), PLUS: ("s", "b", "m", "t")})


@pytest.mark.parametrize(
    ("text", "target", "signs"),
    [
        # balancing feedback: what is held back by what it raises, or by itself, still moves the way it is pushed
        ("s+t t+r r-t", "t", PLUS),
        ("s+a a+t t-a", "t", PLUS),
        ("s+a a+t t-s", "t", PLUS),
        ("s+t t-t", "t", PLUS),
        ("s+a a+r r-a a+t", "r", PLUS),
        # a reinforcing loop is harmless if the path goes through it, or if no balancing one joins it to the path
        ("s+t t-u u+t u+v v+u", "u", MINUS),
        ("s+t t-u u+t u+v v+u", "v", MINUS),
        ("s+t s+u u+v v+u u+u", "t", PLUS),
        ("s+u u+v v+u v+t", "t", PLUS),
        # a component without a balancing loop cannot overrule a path; one balancing loop more can
        ("s+t t+u u+t u-v v-u v+v", "t", PLUS),
        ("s+t t+u u+t u-v v-u v+v", "v", MINUS),
        ("s+t t+u u+t u-v v-u v+v v+t", "t", BOTH),
        # a step of unknown sign
        ("s+t t?t", "t", PLUS),
        ("s+t t-u u+t u?u", "t", BOTH),
        ("s+t t-u u+t u?v v+u", "t", BOTH),
        ("s+t t?u u+t", "t", PLUS),
        # what acts on a held quantity is left out, and paths that agree are sure
        ("s-a a+t", "t", MINUS),
        ("s+a a+t s-b b-t", "t", PLUS),
    ],
)
def test_the_sign_of_a_response(text, target, signs):
    """Loops turn it only where balancing feedback joins a path to a loop that may be reinforcing."""
    assert sign(text, target=target) == signs


def test_a_reinforcing_loop_beside_the_path_leaves_it_open():
    """Where balancing feedback joins the path to a reinforcing loop, the loop may overrule it, and is named."""
    text = "s+t t-u u+t u+v v+u"
    told = respond(signed(text), UP, "t")["t"]
    assert (told.signs, told.paths, set(told.loop)) == (BOTH, {PLUS: ("s", "t")}, {"u", "v"})
    assert sign("s+t t-u u+t u+u") == BOTH
    assert respond(signed("s+t t-u u+t u+u"), UP, "t")["t"].loop == ("u",)


def test_what_is_held_stays_where_it_is_held():
    """What acts on a held quantity is left out: it passes on its own direction only."""
    assert sign("s-a a+t", {"s": PLUS, "a": PLUS}) == PLUS
    assert respond(signed("s+a a+t"), {"s": PLUS, "t": MINUS})["t"].signs == MINUS
    assert sign("t+s s+t", {"s": PLUS, "x": MINUS}) == PLUS


def test_several_held_quantities_act_together():
    """The response is sure if what each does agrees, and open if it does not."""
    assert sign("s+t x-t", {"s": PLUS, "x": MINUS}) == PLUS
    told = respond(signed("s+t x-t"), {"s": PLUS, "x": PLUS}, "t")["t"]
    assert told == Response(BOTH, {PLUS: ("s", "t"), MINUS: ("x", "t")})


def test_nothing_passes_through_what_is_held():
    """What is open before a held quantity is neither led through it, though that be shorter, nor open behind it."""
    both = {"s": PLUS, "h": PLUS}
    told = respond(signed("s+a a+n s+b b-n n+h h+t n+y y+z z+t"), both, "t")["t"]
    assert told.paths == {PLUS: ("s", "a", "n", "y", "z", "t"), MINUS: ("s", "b", "n", "y", "z", "t")}
    behind = "s+a a+n s+b b-n n+m m+h h+t"
    assert sign(behind, both) == PLUS
    told = respond(signed(behind + " t-u u+t u+v v+u"), both, "t")["t"]
    assert (told.paths, set(told.loop)) == ({PLUS: ("h", "t")}, {"u", "v"})


def test_a_step_of_unknown_sign_leaves_the_response_open():
    """One path through a step of either sign stands for both."""
    assert respond(signed("s?a a+t"), UP, "t")["t"] == Response(BOTH, dict.fromkeys((PLUS, MINUS), ("s", "a", "t")))


def test_responses_beside_each_other_keep_the_path_of_the_loop():
    """A loop is told with the path that it stands beside, not with another of the same sign."""
    sure, open_ = Response(PLUS, {PLUS: ("s", "u", "t")}), Response(BOTH, {PLUS: ("s", "t")}, ("u", "v"))
    assert beside(sure, open_) == beside(open_, sure) == open_
    assert beside(sure, Response(MINUS, {MINUS: ("s", "t")})).signs == BOTH


def ring(length, *, width=1):
    """A ring of layers, each raising all of the next; the last lowers all of the first."""
    layers = [[f"{n:02}{letter}" for letter in "abc"[:width]] for n in range(length)]
    graph = {tail: dict.fromkeys(heads, PLUS) for tails, heads in pairwise(layers) for tail in tails}
    return {**graph, **{tail: dict.fromkeys(layers[0], MINUS) for tail in layers[-1]}}


def test_a_loop_that_goes_around_twice_is_found():
    """Two rounds of balancing feedback beside the path make a reinforcing loop, if there is room for them."""
    assert sign_of_entry(ring(2, width=2)).signs == PLUS
    told = sign_of_entry(ring(2, width=3))
    assert told.signs == BOTH
    assert {"00b", "00c"} < set(told.loop)
    assert "00a" not in told.loop
    beside_it = {**ring(2, width=3), "00": {"01b": MINUS}}
    beside_it["01b"]["00"] = PLUS
    assert {"00b", "00c"} < set(sign_of_entry(beside_it).loop)


def sign_of_entry(graph):
    """The response of the quantity at which a graph is entered."""
    return respond({**graph, "s": {"00a": PLUS}}, UP, "00a")["00a"]


def test_a_longer_path_of_the_other_sign_is_found():
    """A contrary path counts though a shorter way of its sign is no path, as it comes by one quantity twice."""
    text = "s+x x+a a+t a+b b-a x+c c+d d+e e+f f-t t-x"
    assert respond(signed(text), UP, "t")["t"].paths[MINUS] == ("s", "x", "c", "d", "e", "f", "t")
    assert sign(text.replace("f-t", "f+t")) == PLUS


def test_nested_balancing_feedback_is_seen_through():
    """Where each of twelve quantities holds all back from which it came, all still move as they are pushed."""
    names = [f"{n:02}" for n in range(12)]
    graph = {tail: dict.fromkeys(names[:n], MINUS) for n, tail in enumerate(names)}
    for tail, head in pairwise(names):
        graph[tail][head] = PLUS
    assert {told.signs for told in respond({**graph, "s": {"00": PLUS}}, UP).values()} == {PLUS}
    graph["11"]["10"] = PLUS
    told = respond({**graph, "s": {"00": PLUS}}, UP, "00")["00"]
    assert (told.signs, set(told.loop)) == (BOTH, {"10", "11"})


def test_a_proof_that_is_given_up_is_no_answer(monkeypatch):
    """With little to spend an answer is open or the same, never another."""
    given_up = Counter()
    for seed in range(200):
        graph = drawn(seed)
        held = {quantities(graph)[0]: PLUS}
        sure = respond(graph, held)
        for limit in (0, 10, 30, 100, response.LIMIT):
            monkeypatch.setattr(response, "LIMIT", limit)
            found = respond(graph, held)
            assert found.keys() == sure.keys()
            for name, told in found.items():
                assert told.signs in (sure[name].signs, BOTH)
                given_up[limit] += told.signs == BOTH and len(told.paths) < 2 and not told.loop
    assert given_up[0] > given_up[30] > given_up[response.LIMIT] == 0


def test_the_target_alone_is_told_as_with_all(monkeypatch):
    """What is found out for one target spares nothing for another: each is told as if it were asked for alone."""
    met = Counter()
    graphs = [{**ring(3, width=2), "s": {"00a": PLUS}, "00a": {"01a": PLUS, "x": PLUS}, "x": {"00a": MINUS}}]
    for graph in graphs + [drawn(seed) for seed in range(50)]:
        held = {quantities(graph)[-1]: PLUS}
        for limit in (*range(0, 1000, 50), response.LIMIT):
            monkeypatch.setattr(response, "LIMIT", limit)
            for name, told in respond(graph, held).items():
                assert respond(graph, held, name) == {name: told}
                met[told.signs] += 1
    assert min(met.values()) > 100


def test_what_a_held_quantity_does_in_addition_changes_no_component():
    """A structure with further influences of what is held, downstream, answers as that of the whole graph."""
    met = Counter()
    for seed in range(120):
        graph = drawn(seed)
        known = Structure(graph)
        source = quantities(graph)[0]
        for target in sorted(respond(graph, {source: PLUS}).keys() - {source}):
            for signs in (PLUS, MINUS):
                more = {**graph, source: {**graph[source], target: signs | graph[source].get(target, 0)}}
                found = known.leading(more, {source}).respond({source: PLUS}, target)
                assert found == respond(more, {source: PLUS}, target)
                met[found[target].signs] += 1
    assert min(met.values()) > 20


@pytest.mark.parametrize("known_before", [False, True])
def test_a_structure_without_an_influence_answers_as_that_of_what_is_left(known_before):
    """Whether its component stays one or not, and whether or not it was asked before."""
    kept = Counter()
    for seed in range(120):
        graph = drawn(seed)
        whole = Structure(graph)
        source = quantities(graph)[0]
        if known_before:
            whole.respond({source: PLUS})
        for tail, heads in graph.items():
            for head, signs in heads.items():
                for gone in (signs, MINUS) if signs == BOTH else (signs,):
                    other = (
                        {**heads, head: signs & ~gone} if signs & ~gone else {h: heads[h] for h in heads if h != head}
                    )
                    less = whole.without(tail, head, gone)
                    expected = Structure({**graph, tail: other})
                    for target in quantities(graph)[1:]:
                        found = less.respond({source: PLUS}, target)
                        told = expected.respond({source: PLUS}, target)
                        assert {name: each.signs for name, each in found.items()} == {
                            name: each.signs for name, each in told.items()
                        }
                    kept[less.parts is whole.parts] += 1
    assert min(kept.values()) > 20


def draw(seed):
    """A random graph and one or two quantities held up or down."""
    graph, dice = drawn(seed), random.Random(seed)
    names = quantities(graph)
    held = dice.sample(names, dice.choice((1, 1, 2)) if len(names) > 2 else 1)
    return graph, {name: dice.choice((PLUS, MINUS)) for name in held}


def expected(graph, held, target):
    """The sign by the method as it is stated, from the lists of all simple paths and all loops; 0 without a path."""
    signs = 0
    for path, each in simple_paths(graph, held, target):
        signs |= each
        for part in strong(graph):
            loops = list(simple_loops(graph, set(part)))
            if set(part) & set(path) and any(MINUS in met for loop, met in loops if len(loop) > 1):
                aside = set(part) - set(path) - set(held)
                signs |= BOTH if any(PLUS in met and set(loop) <= aside for loop, met in loops) else 0
    return signs


def test_answers_are_those_of_the_method_as_stated():
    """Signs are those of listing all simple paths and the loops beside them, for each target alone and for all."""
    met = Counter()
    for seed in range(400):
        graph, held = draw(seed)
        together = respond(graph, held)
        for target in set(quantities(graph)) - held.keys():
            alone = respond(graph, held, target).get(target, Response(0, {}))
            assert alone.signs == expected(graph, held, target), (graph, held, target)
            assert alone == together.get(target, Response(0, {}))
            met[alone.signs] += 1
    assert min(met[each] for each in (0, PLUS, MINUS, BOTH)) > 100


def test_every_answer_shows_its_reason():
    """A sure answer has a path; an open one has two contrary paths, or one with a reinforcing loop beside it."""
    met = Counter()
    for seed in range(500):
        graph, held = draw(seed)
        together = respond(graph, held)
        for target in together.keys() - held.keys():
            listed = set(simple_paths(graph, held, target))
            for told in (together[target], *respond(graph, held, target).values()):
                assert {(path, each) for each, path in told.paths.items()} <= listed
                assert set(told.paths) == {told.signs} or told.signs == BOTH
                if told.signs == BOTH and len(told.paths) == 1:
                    (path,) = told.paths.values()
                    assert not set(told.loop) & (set(path) | held.keys())
                    assert len(set(told.loop)) == len(told.loop) > 0
                    assert PLUS in signs_of(graph, (*told.loop, told.loop[0]))
                met[len(told.paths), bool(told.loop)] += 1
    assert min(met[1, False], met[2, False], met[1, True]) > 100


def test_the_order_of_the_data_does_not_matter(monkeypatch):
    """The same influences in another order give the same answers, paths and loops, also where a proof is given up."""
    asked = [draw(seed) for seed in range(200)] + [(ring(3, width=3), {"00a": PLUS, "02b": MINUS})]
    for limit in (100, response.LIMIT):
        monkeypatch.setattr(response, "LIMIT", limit)
        for seed, (graph, held) in enumerate(asked):
            other, turned = shuffled(graph, seed), dict(reversed(held.items()))
            assert respond(graph, held) == respond(other, turned)
            for target in quantities(graph):
                assert respond(graph, held, target) == respond(other, turned, target)


def strengths(dice):
    """One random strength for each system."""
    return dice.lognormal(0, 1.5, DRAWS)


def moves(graph, held, seed, *, clamped):
    """Where quantities move in 2,000 random linear systems with the signs of a graph, of which the stable ones count.

    Each quantity decays by itself, too. Held quantities are pushed, or ``clamped``:
    taken out of the system and moved. Returns the signs of the moves (systems × quantities) and the quantities.
    """
    dice = np.random.default_rng(seed)
    names = quantities(graph)
    matrices = np.zeros((DRAWS, len(names), len(names)))
    for column, tail in enumerate(names):
        for head, signs in graph.get(tail, {}).items():
            either = {PLUS: (1, 1), MINUS: (-1, -1), BOTH: (1, -1)}[signs]
            matrices[:, names.index(head), column] = strengths(dice) * dice.choice(either, DRAWS)
    push = np.zeros((DRAWS, len(names)))
    for number, name in enumerate(names):
        matrices[:, number, number] -= strengths(dice)
        if name in held:
            push[:, number] = strengths(dice) * (1 if held[name] == PLUS else -1)
    free = [number for number, name in enumerate(names) if not (clamped and name in held)]
    if clamped:
        push = np.einsum("nij,nj->ni", matrices, push)
    system, push = matrices[:, free][:, :, free], push[:, free]
    stable = np.linalg.eigvals(system).real.max(axis=1, initial=-np.inf) < -1e-6
    moved = np.linalg.solve(-system[stable], push[stable][:, :, None])[:, :, 0]
    moved[abs(moved) <= 1e-9 * abs(moved).max(axis=1, initial=0, keepdims=True)] = 0
    return np.sign(moved), [names[number] for number in free]


@pytest.fixture(scope="module")
def moved():
    """Random graphs, what is held, and the directions in which each quantity moves in stable systems."""
    found = []
    for seed in range(400):
        graph, held = draw(seed)
        for clamped in (False, True) if len(held) == 1 else (True,):
            signs, names = moves(graph, held, seed, clamped=clamped)
            met = {name: set(signs[:, n]) - {0} for n, name in enumerate(names)} if len(signs) > 100 else {}
            found.append((graph, held, met))
    return found


def test_no_stable_system_contradicts_a_sure_answer(moved):
    """Whatever the strengths, pushed or clamped, quantities move where the answer says."""
    right = 0
    for graph, held, signs in moved:
        for name, told in respond(graph, held).items():
            if told.signs != BOTH and signs.get(name):
                assert signs[name] == {1 if told.signs == PLUS else -1}
                right += 1
    assert right > 800
