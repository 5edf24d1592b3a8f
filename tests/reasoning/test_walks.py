"""The signs of walks, what is upstream of a target, and that one search serves many pairs."""

import random

import pytest

from kg.reasoning import walks
from kg.reasoning.walks import Walks


def drawn(seed):
    """A random network of up to seven quantities."""
    dice = random.Random(seed)
    names = "abcdefg"[: dice.randint(2, 7)]
    found = {}
    for _ in range(dice.randint(2, 14)):
        found.setdefault(dice.choice(names), {})[dice.choice(names)] = dice.choice(([1], [-1], [1, -1], [0]))
    return found


def reached(network, source, target):
    """The signs of the walks from a source to a target that return to neither, by plain search."""
    states, open_ = {(source, 1)}, [(source, 1)]
    while open_:
        name, way = open_.pop()
        for head, signs in network.get(name, {}).items() if name != target else ():
            for turn in {turn for sign in signs for turn in ((sign,) if sign else (1, -1))}:
                if head != source and (head, way * turn) not in states:
                    states.add((head, way * turn))
                    open_.append((head, way * turn))
    return {way for name, way in states if name == target}


@pytest.mark.parametrize("seed", range(150))
def test_a_search_back_from_a_target_answers_for_each_source(seed):
    """Signs of walks, loops through the target, and how much is upstream are those of a search of each pair."""
    network = drawn(seed)
    found = Walks(network)
    names = sorted({*network, *(head for heads in network.values() for head in heads)})
    for target in names:
        for source in set(names) - {target}:
            assert found.toward(target).signs(source) == reached(network, source, target)
            if not reached(network, source, target):
                continue
            held = {tail: {h: s for h, s in heads.items() if h != source} for tail, heads in network.items()}
            after = {name for name in names if name == source or reached(network, source, name)}
            before = {name for name in after if name == target or reached(held, name, target)}
            around = any(reached(held, name, target) and reached(held, target, name) for name in set(names) - {target})
            assert found.toward(target).returns(source) == around
            size = sum(h in before and t in after and t != h for t in held for h in held[t])
            for most in (size - 1, size):
                assert found.toward(target).crowded(source, most) == (size > most)


def test_only_where_a_shortest_walk_turns_back_is_a_pair_searched(monkeypatch):
    """One search for a target and any number of sources; of a row of loops that raise, each walk is straight."""
    searches = []
    real = walks.spread
    monkeypatch.setattr(walks, "spread", lambda *given: searches.append(1) or real(*given))
    row = {f"n{i}": {f"n{i + 1}": [1], f"n{i - 1}": [1]} for i in range(1, 50)}
    toward = Walks(row).toward("n50")
    assert {sign for i in range(1, 50) for sign in toward.signs(f"n{i}")} == {1}
    assert len(searches) == 1
    turning = Walks({**row, "n1": {"n2": [1], "n0": [-1]}, "n0": {"n1": [1]}}).toward("n50")
    assert [turning.signs(f"n{i}") for i in range(50)] == [{1}] * 50
    assert len(searches) > 2
