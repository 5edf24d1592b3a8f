"""Which questions about missing claims are worth asking."""

import pytest
from msgspec.structs import replace

from kg.reasoning.likely import Likely, Link, directions
from tests import toy

#: A class of each place in the order, from outside the body to symptoms.
ORDER = ("Food", "SmallMolecule", "Disease", "PhenotypicFeature")


@pytest.mark.parametrize("acts", range(4))
@pytest.mark.parametrize("acted_on", range(4))
def test_things_act_in_the_order(acts, acted_on):
    """What comes first may act on what comes later, and on its like; not the reverse."""
    graph = toy.of_categories(toy.graph("x increases y"), x=ORDER[acts], y=ORDER[acted_on])
    assert Likely(graph).acts("concept:x", "concept:y") is (acts <= acted_on)


def test_symptoms_may_change_what_people_do():
    """Behaviour acts like a food, and is acted on like a symptom."""
    graph = toy.of_categories(toy.graph("x increases y"), x="Behavior")
    assert Likely(graph).acts("concept:x", "concept:y")
    assert Likely(graph).acts("concept:y", "concept:x")
    assert not Likely(toy.of_categories(graph, x="Food")).acts("concept:y", "concept:x")


@pytest.mark.parametrize(
    ("lines", "states", "inside"),
    [
        (["m increases s"], {}, True),
        (["m indicates s"], {}, True),
        (["low-m indicates low-s"], {"low-m": ("m", "Low"), "low-s": ("s", "Low")}, True),
        (["m hasNoEffectOn s"], {}, False),
        (["m associatedWith s"], {}, False),
        (["s increases m"], {}, False),
        (["m increases t", "s increases t"], {}, False),
    ],
)
def test_a_measured_value_stands_for_the_body_if_it_acts_there(lines, states, inside):
    """Serum calcium acts on hormones; quality of life does not, unless a source says so."""
    graph = toy.of_categories(toy.graph(*lines, states=states), m="ClinicalAttribute", s="SmallMolecule")
    assert Likely(graph).acts("concept:m", "concept:s") is inside


def test_a_thing_does_not_act_on_its_kinds():
    """At any level, in both directions; kinds of one thing may act on each other."""
    likely = Likely(toy.graph("k increases x", broader={"k": "m", "m": "g", "l": "g"}))
    for a, b in (("k", "g"), ("k", "m"), ("m", "g")):
        assert not likely.acts(f"concept:{a}", f"concept:{b}")
        assert not likely.acts(f"concept:{b}", f"concept:{a}")
    assert likely.acts("concept:k", "concept:l")


def test_kinds_of_kinds_may_be_many():
    """A hierarchy of any depth is followed, and a thing that is a kind of itself is one thing."""
    likely = Likely(toy.graph("k0 increases x", broader={f"k{n}": f"k{n + 1}" for n in range(2_000)}))
    assert not likely.acts("concept:k0", "concept:k2000")
    assert likely.acts("concept:k0", "concept:x")
    assert likely.acts("concept:x", "concept:k2000")
    assert not Likely(toy.graph("a increases x", broader={"a": "b", "b": "a"})).acts("concept:a", "concept:b")


def test_a_quantity_does_not_act_on_its_excess():
    """A state beyond the range is a quantity of its own, but the same thing; another excess is not."""
    graph = toy.graph("x increases y", states={"much-x": ("x", "High"), "much-y": ("y", "High")})
    beyond = {name: replace(c, beyond_range=c.level == "High") for name, c in graph.concepts.items()}
    likely = Likely(replace(graph, concepts=beyond))
    assert not likely.acts("concept:x", "concept:much-x")
    assert not likely.acts("concept:much-x", "concept:x")
    assert likely.acts("concept:much-x", "concept:much-y")
    assert list(likely.family("concept:x")) == []


def test_questions_are_ranked():
    """What is against the order comes last, what acts early in it first, then by name."""
    graph = toy.graph("a increases b", "c increases d", "d increases e")
    likely = Likely(toy.of_categories(graph, c="SmallMolecule", d="Protein"))
    given = [("a", "d"), ("b", "a"), ("a", "b"), ("c", "b"), ("c", "d")]
    links = [Link(f"concept:{a}", f"concept:{b}", "near") for a, b in given]
    ranked = sorted(links, key=likely.rank)
    assert [(link.source[-1], link.target[-1]) for link in ranked] == [given[n] for n in (4, 3, 2, 1, 0)]


def test_influences_without_a_direction_are_asked_for():
    """Of those given, with their claims; one that is signed elsewhere is known."""
    graph = toy.graph("falls affects c", "a affects c", "a increases c", "a increases b")
    (link,) = directions(graph.influences)
    assert link == Link("concept:falls", "concept:c", "direction", ("claim:falls--affects--c",))
    assert link.question(graph) == "do falls raise or lower c?"
    assert Link("concept:a", "concept:falls", "near").question(graph) == "does a act on falls?"
