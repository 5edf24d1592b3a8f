"""The weight of a sign over possible worlds."""

import random
from itertools import pairwise

import pytest

from kg.model.core import Sign
from kg.reasoning import draws, worlds
from kg.reasoning.draws import EVEN, WORLDS, Draws, arcs
from kg.reasoning.worlds import ALONE, LARGEST, MOST, REGULATED, Worlds
from tests import toy

PLUS, MINUS = Sign.PLUS, Sign.MINUS
NUMBER = {"+": 1, "-": -1, "?": 0}


def network(text, **confidences):
    """A network such as ``"s+a a-t"``, each influence with confidence 0.5 or that given by its ends, ``sa=0.9``."""
    found = {}
    for word in text.split():
        tail, sign, head = word[0], word[1], word[2:]
        heads = found.setdefault(tail, {})
        heads[head] = (*heads.get(head, ()), (NUMBER[sign], confidences.get(tail + head, 0.5)))
    return found


def weight(text, held=None, target="t", **confidences):
    """The weight in a network."""
    return Worlds(Draws(network(text, **confidences)), held or {"s": 1}).weight(target)


def test_where_nothing_leads_there_is_no_weight():
    """Not without a walk, and not by influences into what is held."""
    assert weight("t+s") is None
    assert weight("s+a t+a") is None
    assert weight("s+a a+r t+r", {"s": 1, "r": 1}) is None


def test_walks_of_one_sign_have_one_weight():
    """No worlds are drawn where only feedback beside the walks could reverse the sign."""
    for text, sign in (("s+a a+t", PLUS), ("s-a a+t", MINUS), ("s-a a-t s+t", PLUS), ("s+a a+b b+a b+t", PLUS)):
        found = weight(text)
        assert (found.sign, found.weight, found.shares, found.direct) == (sign, ALONE, (0, 0), (0, 0))
    assert weight("s+a a+t", {"s": -1}).sign is MINUS
    # what the target acts on is not on a walk to it
    assert weight("s+t t-a a+t").weight == ALONE
    assert weight("s+a a-r r+t s+t", {"s": 1, "r": 1}).weight == ALONE


@pytest.mark.parametrize("around", [{}, {"b": ((-1, 0.5),)}, {"b": ((1, 0.3), (-1, 0.5)), "c": ((1, 0.5),)}])
def test_what_a_target_acts_on_is_left_out_even_if_it_is_the_target_itself(around):
    """No walk passes the target, so one chain alone has the weight of a chain without opposition."""
    found = Worlds(Draws({"a": {"b": ((1, 0.4),)}, "b": around}), {"a": 1})
    assert found.weight("b") == worlds.Weight(PLUS, ALONE)


def test_more_and_better_supported_chains_weigh_more():
    """Two chains against one, certain chains against doubtful ones; never more than the most."""
    two = weight("s+a a+t s+b b+t s-c c+t")
    one = weight("s+a a+t s+b b+t s-c c+t", sa=0.95, at=0.95, sc=0.1)
    assert two.sign is one.sign is PLUS
    assert 0.5 < two.weight <= one.weight < 0.9
    many = weight(" ".join(f"s+{x} {x}+t" for x in "abdefghijklm") + " s-c c+t", sc=0.05, ct=0.05)
    assert many.weight == MOST or many.weight > 0.95
    assert sum(many.shares) <= 1


@pytest.mark.parametrize("confidence", [0.05, 0.3, 0.8, 0.95])
def test_a_direct_statement_is_evidence_of_the_total_effect(confidence):
    """w = (d + (1 − d)·P₊) / (d + (1 − d)(P₊ + P₋)), the lower of two chances d."""
    text = "s+a a+t s-b b+t s-c c+t"
    found = weight(f"{text} s+t", st=confidence)
    chains = Worlds(Draws(network(text)), {"s": 1})
    weights = {}
    for even in (False, True):
        moved = chains._at("t", set(), even=even)
        up, down = (sum(1 for x in moved if x * way > 1e-9) / WORLDS for way in (1, -1))
        d = EVEN if even else confidence
        plus, minus = d + (1 - d) * up, (1 - d) * down
        weights[even] = (plus > minus, round(max(plus, minus) / (plus + minus), 4), (up, down), (d, 0))
    if len({each[0] for each in weights.values()}) > 1:
        assert found is None
        return
    rises, most, shares, direct = min(weights.values(), key=lambda each: each[1])
    assert (found.sign is PLUS, found.weight) == (rises, min(MOST, most))
    assert (found.shares, tuple(round(d, 9) for d in found.direct)) == (shares, direct)


def test_statements_of_both_signs_share_what_both_hold():
    """Two contrary direct statements of the same confidence decide nothing; of unlike ones, the better one does."""
    assert weight("s+t s-t") is None
    better = Worlds(Draws({"s": {"t": ((1, 0.9), (-1, 0.2))}}), {"s": 1})
    assert better._weigh("t", even=False).sign is PLUS
    assert better._weigh("t", even=True) is None  # the same chance for both
    assert better.weight("t") is None
    two = Worlds(Draws(network("s+t r-t", st=0.9, rt=0.9)), {"s": 1, "r": -1})
    assert two.weight("t").weight == ALONE


def test_where_the_priors_disagree_there_is_no_weight():
    """Many doubtful chains against one that is sure: by confidence the one, by number the many."""
    doubtful = {f"s{x}": 0.05 for x in "abc"}
    found = Worlds(Draws(network("s+a a+t s+b b+t s+c c+t s-d d+t", **doubtful, sd=0.95, dt=0.95)), {"s": 1})
    assert found._weigh("t", even=False).sign is MINUS
    assert found._weigh("t", even=True).sign is PLUS
    assert found.weight("t") is None


def loop(size, start="m"):
    """A loop of so many quantities, the first of them ``start``, as words."""
    names = [start, *(chr(0x100 + i) for i in range(size - 1))]
    return " ".join(f"{a}+{b}" for a, b in zip(names, [*names[1:], names[0]], strict=True))


@pytest.mark.parametrize(
    "rest", ["s+m m+t s-a a+t", "s+m m-t s+t", "s+m m+t t-m s-t"], ids=["before", "beside", "around"]
)
def test_a_component_that_is_too_large_gives_no_weight(rest):
    """Upstream of the target or around it, beyond as many quantities; then a direct statement alone counts."""
    large = weight(f"{loop(LARGEST + 1)} {rest}")
    small = weight(f"{loop(LARGEST - 1)} {rest}")
    assert small is None or small.shares != (0.5, 0.5)
    if "s+t" in rest or "s-t" in rest:
        assert (large.weight, large.shares) == (0.75, (0.5, 0.5))
    else:
        assert large is None


def test_a_loop_around_the_target_is_opened_at_the_target():
    """What the target acts on is left out, so a loop that is large only with the target has a weight."""
    names = "abcdefghijklm"
    chain = " ".join(f"{a}+{b}" for a, b in pairwise(names))
    found = weight(f"s+a {chain} m+t t+a s-t")
    assert found.shares != (0.5, 0.5)
    inner = weight(f"{loop(LARGEST + 1)} s+m m+t t-m s-a a+t")
    assert inner is None


def test_feedback_around_a_target_limits_a_weight_without_a_direct_statement():
    """A mechanism that nobody states would turn the sign there; what is stated of the total effect is not limited."""
    for text in ("s+a a+t t-b b+t", "s+a a+t t+a"):
        assert (weight(text).sign, weight(text).weight) == (PLUS, REGULATED)
        assert weight(f"{text} s+t", st=0.99).weight > REGULATED
    many = " ".join(f"s+{x} {x}+t" for x in "abdefghijklm") + " s-c c+t"
    assert weight(f"{many} t-n", sc=0.05, ct=0.05).weight > REGULATED  # what the target acts on does not return
    assert weight(f"{many} t-n n+a", sc=0.05, ct=0.05).weight == REGULATED
    assert weight(f"{many} n-o o+n n+t", sc=0.05, ct=0.05).weight > REGULATED  # nothing leads from it into that loop
    assert weight("s+a a+t s-b b+t t-c c+b").weight < REGULATED


def test_a_region_that_is_too_large_gives_no_weight(monkeypatch):
    """As many pairs of quantities upstream as are allowed, and one more."""
    text = "s+a a+t s-b b+t"
    assert weight(text, sa=0.9) is not None
    monkeypatch.setattr(worlds, "REGION", 4)
    assert weight(text, sa=0.9) is not None
    monkeypatch.setattr(worlds, "REGION", 3)
    assert weight(text, sa=0.9) is None


def test_an_unsigned_influence_has_a_sign_by_the_toss_of_a_coin():
    """About half of the worlds go either way, and several signs between two come in proportion to their confidence."""
    draws = Draws({"a": {"b": ((0, 1.0),), "c": ((1, 0.9), (-1, 0.3))}, "b": {"a": ((-1, 0.5),)}})
    coin = draws.acting("a", "b", even=False)
    assert 0.4 < sum(1 for x in coin if x > 0) / WORLDS < 0.6
    assert all(coin)
    mixed = draws.acting("a", "c", even=False)
    there = [x for x in mixed if x]
    assert 0.85 < len(there) / WORLDS < 0.99
    assert 0.68 < sum(1 for x in there if x > 0) / len(there) < 0.82
    assert all(-1 < x <= 0 for x in draws.acting("b", "a", even=True))
    assert draws.acting("a", "c", even=False) is mixed
    assert weight("s?a a+t") is None or weight("s?a a+t").weight < 0.6


def test_influences_as_a_network_leave_null_findings_out():
    """Signs as numbers, confidences as floats, several influences between two in order."""
    found = arcs(toy.graph("x increases y", "x decreases y @b", "x affects z", "x hasNoEffectOn n").influences)
    assert found == {
        "concept:x": {"concept:y": ((1, 0.2), (-1, 0.2)), "concept:z": ((0, 0.2),)},
    }


# -- laws -----------------------------------------------------------------------------------------------------------


def drawn(seed):
    """A random network of one sign between any two, with loops, and its words."""
    dice = random.Random(seed)
    names = ["s", *"abcde"[: dice.randint(2, 5)], "t"]
    found = {}
    for _ in range(dice.randint(len(names), 3 * len(names))):
        tail, head = dice.sample(names, 2)
        found.setdefault(tail, {})[head] = ((dice.choice((1, 1, -1, 0)), round(dice.uniform(0.05, 0.95), 2)),)
    return found


def turned(found):
    """A weight with its signs turned."""
    if found is None:
        return None
    return worlds.Weight(found.sign * MINUS, found.weight, found.shares[::-1], found.direct[::-1])


SEEDS = range(150)


@pytest.mark.parametrize("seed", SEEDS)
def test_turning_round_swaps_the_shares(seed):
    """What is held the other way, or the target seen the other way, gives the same weight of the other sign."""
    given = drawn(seed)
    found = Worlds(Draws(given), {"s": 1}).weight("t")
    assert Worlds(Draws(given), {"s": -1}).weight("t") == turned(found)
    for node in ("t", "s", "a"):  # every influence into and out of one quantity turned
        other = {
            tail: {
                head: tuple((-s if (tail == node) != (head == node) else s, c) for s, c in each)
                for head, each in heads.items()
            }
            for tail, heads in given.items()
        }
        if all(s for heads in given.values() for each in heads.values() for s, _ in each):
            same = Worlds(Draws(other), {"s": -1 if node == "s" else 1}).weight("t")
            assert same == (turned(found) if node == "t" else found)


@pytest.mark.parametrize("seed", SEEDS)
def test_more_confidence_in_a_direct_statement_never_lowers_its_side(seed):
    """The weight of the stated sign rises with the confidence of the statement, or stays."""
    given = drawn(seed)
    for sign in (1, -1):
        before = 0.0
        for confidence in (0.05, 0.2, 0.4, 0.6, 0.8, 0.95):
            heads = {**given.get("s", {}), "t": ((sign, confidence),)}
            found = Worlds(Draws({**given, "s": heads}), {"s": 1})._weigh("t", even=False)
            side = (
                0.5
                if found is None
                else found.weight
                if found.sign is (PLUS if sign > 0 else MINUS)
                else (1 - found.weight)
            )
            assert side >= before
            before = side


@pytest.mark.parametrize("seed", SEEDS)
def test_influences_outside_the_region_change_nothing(seed):
    """What does not lie on a walk from what is held to the target: behind the target, into what is held, elsewhere."""
    given = drawn(seed)
    found = Worlds(Draws(given), {"s": 1}).weight("t")
    more = {tail: dict(heads) for tail, heads in given.items()}
    for tail, head in (("t", "y"), ("y", "z"), ("z", "y"), ("a", "s"), ("w", "a"), ("t", "s"), ("a", "y")):
        more.setdefault(tail, {}).setdefault(head, ((-1, 0.9),))
    assert Worlds(Draws(more), {"s": 1}).weight("t") == found


@pytest.mark.parametrize("seed", SEEDS)
def test_targets_share_their_worlds(seed):
    """Asked together with other targets, and again, a target gets the same weight as alone."""
    given = drawn(seed)
    together = Worlds(Draws(given), {"s": 1})
    names = [*"abcdet"]
    first = {name: together.weight(name) for name in names}
    assert {name: together.weight(name) for name in reversed(names)} == first
    for name in names:
        assert Worlds(Draws(drawn(seed)), {"s": 1}).weight(name) == first[name]


def test_what_is_no_longer_kept_is_found_again(monkeypatch):
    """However few columns are kept, all sources have the same weights for a target."""
    met = set()
    for seed in range(20):
        found = []
        for kept in (0, 2048):
            monkeypatch.setattr(draws, "DRAWN", kept)
            shared = Draws(drawn(seed))
            found.append([Worlds(shared, {source: 1}, aimed=True).weight("t") for source in "sabsab"])
        assert found[0] == found[1]
        met.update(found[0])
    assert len(met) > 10


@pytest.mark.parametrize("region", [2, 6, worlds.REGION])
def test_a_search_back_from_the_target_gives_the_same_weights(monkeypatch, region):
    """For random networks, whichever way they are searched, also where too much is upstream."""
    monkeypatch.setattr(worlds, "REGION", region)
    found = set()
    for seed in range(25):
        dice = random.Random(seed)
        pairs = dice.sample([(a, b) for a in "abcdef" for b in "abcdef"], 12)
        shared = Draws(network(" ".join(f"{a}{dice.choice('++-?')}{b}" for a, b in pairs)))
        for source, target in (("a", "b"), ("a", "c"), ("d", "a")):
            weights = {Worlds(shared, {source: -1}, aimed=aimed).weight(target) for aimed in (False, True)}
            assert len(weights) == 1
            found |= weights
    assert len(found) > 3
