"""Questions about everything search a graph a number of times that does not grow with it."""

import random
from collections import Counter

import pytest

import kg
from kg.reasoning import walks
from kg.reasoning.determinant import Component
from kg.reasoning.frame import Frame
from tests import toy

QUESTIONS = {
    "effects": lambda graph: kg.effects(graph, "q1"),
    "why": lambda graph: kg.why(graph, "q1"),
    "what-if": lambda graph: kg.what_if(graph, ["q1"]),
}


def drawn(size):
    """A random graph with four influences on each quantity, nearly all of it one component."""
    dice = random.Random(1)
    pairs = {(f"q{dice.randrange(size)}", f"q{dice.randrange(size)}") for _ in range(4 * size)}
    verbs = ("increases", "decreases")
    return toy.graph(*(f"{tail} {dice.choice(verbs)} {head}" for tail, head in sorted(pairs) if tail != head))


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_number_of_searches_does_not_grow(monkeypatch, name):
    """A graph three times as large is not searched, or turned into numbers, more often."""
    calls = Counter()

    def counted(owner, method):
        real = getattr(owner, method)

        def counting(*given, **options):
            calls[size] += 1
            return real(*given, **options)

        monkeypatch.setattr(owner, method, counting)

    for owner, method in ((Frame, "__init__"), (Frame, "_lengths"), (Component, "_spread"), (walks, "spread")):
        counted(owner, method)
    for size in (60, 240):
        assert QUESTIONS[name](drawn(size)).answered
    assert calls[240] <= calls[60] + 5
