"""Guided chains: what the program comes with, and what a file of guides must not say."""

import urllib.parse
from typing import get_args

import pytest

from kg.errors import DataError
from kg.model.passages import Runs
from kg.website import guides
from tests import toy

TITLE = 'title = "A title"\nabout = "What it is about."\n'


def step(claim: str, tell: str = "Told.") -> str:
    """A step as the file has it."""
    return f'[[guide.step]]\nclaim = "claim:{claim}"\ntell = "{tell}"\n'


CHAIN = step("sun--increases--d") + step("d--increases--calcium") + step("no-calcium--causes--ache")
LOOP = CHAIN + step("ache--increases--sun")


@pytest.fixture(scope="module")
def small():
    """A ring of four quantities, one of them asked for by a low state, and a dispute."""
    return toy.graph(
        "sun increases d",
        "d increases calcium",
        "no-calcium causes ache",
        "ache increases sun",
        "pill relieves ache @b denied",
        "pill increases d",
        states={"no-calcium": ("calcium", "Low")},
    )


@pytest.fixture
def load(small, tmp_path):
    """Load guides from a text."""

    def read(text):
        path = tmp_path / "guides.toml"
        path.write_text(text, encoding="utf-8")
        return guides.load(small, path)

    return read


def guide(steps: str, first: str = 'id = "a"\n' + TITLE) -> str:
    """A file with one guide."""
    return f"[[guide]]\n{first}{steps}"


def test_the_guides_of_the_program_are_right(graph):
    """Six to eight guides of three to eight steps each hold their rules; a loop and a dispute are among them."""
    found = guides.load(graph)
    assert 6 <= len(found) <= 8
    assert all(3 <= len(one.steps) <= 8 for one in found)
    assert {one.kind for one in found} == set(get_args(guides.Kind))


def test_the_thermostat_is_a_loop_of_the_graph(graph):
    """The calcium thermostat is one of the feedback loops that the graph finds, and a balancing one."""
    from kg.model.core import Sign
    from kg.reasoning.loops import find

    (loop,) = [one for one in guides.load(graph) if one.kind == "loop"]
    told = {graph.concepts[graph.claims[s.claim].subject].quantity for s in loop.steps}
    known = {frozenset(step.influence.source for step in one.steps): one.sign for one in find(graph)}
    assert known[frozenset(told)] is Sign.MINUS


def test_the_guides_speak_in_their_own_words(graph):
    """No text shares eight words with a passage's address, a title, or what is stored of claims and concepts."""
    known = [urllib.parse.unquote(passage.fragment) for passage in graph.passages.values()]
    known += [source.title for source in graph.sources.values()]
    known += [study.finding for study in graph.studies.values()]
    known += [item.says for item in graph.evidence.values()]
    known += [concept.definition for concept in graph.concepts.values()]
    runs = Runs(" | ".join(known))
    assert runs.shared(known[0]) is not None
    for one in guides.load(graph):
        for text in (one.about, *(step.tell for step in one.steps)):
            assert runs.shared(text) is None, text


def test_a_guide_is_read_as_it_stands(load):
    """Identifier, title, kind and steps come out in order."""
    (found,) = load(guide(CHAIN))
    assert (found.id, found.title, found.about, found.kind) == ("a", "A title", "What it is about.", "chain")
    assert found.steps[0] == guides.Step("claim:sun--increases--d", "Told.")
    assert found.steps[2].claim == "claim:no-calcium--causes--ache"


def test_steps_join_at_the_quantity_and_not_at_the_name(load):
    """A step that ends at calcium is followed by one that begins at low calcium."""
    assert len(load(guide(CHAIN))[0].steps) == 3


def test_a_loop_comes_back(load):
    """A loop that ends where it began is right, one that ends elsewhere is not."""
    first = 'id = "a"\nkind = "loop"\n' + TITLE
    assert load(guide(LOOP, first))[0].kind == "loop"
    with pytest.raises(DataError, match=r"guide “a”, step 3: ends at concept:ache, but the next begins at concept:sun"):
        load(guide(CHAIN, first))


def test_sides_need_not_join_but_both_must_speak(load):
    """A dispute may hold a claim that is only denied, and must hold evidence for and against."""
    first = 'id = "a"\nkind = "sides"\n' + TITLE
    both = step("pill--relieves--ache") + step("pill--increases--d") + step("sun--increases--d")
    assert len(load(guide(both, first))[0].steps) == 3
    with pytest.raises(DataError, match=r"guide “a”: only one side has evidence; add"):
        load(guide(CHAIN, first))


def test_nothing_goes_on_from_a_value(graph, tmp_path):
    """A claim whose object is a value is followed by no other."""
    value = step("vitamin-d-sufficiency--has-threshold--25ohd-at-least-20-ng-ml")
    path = tmp_path / "guides.toml"
    path.write_text(guide(value * 3), encoding="utf-8")
    with pytest.raises(DataError, match="step 1: ends at quantity:25ohd-at-least-20-ng-ml, but the next begins at"):
        guides.load(graph, path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "`guide` is missing"),
        ("guide = []", "guide: Expected a list of length >= 1"),
        ("guide = [", "is not valid TOML"),
        ("guide = [3]", "guide 1: Expected a table, got a whole number"),
        (guide(CHAIN, TITLE), "guide 1: `id` is missing"),
        (guide(CHAIN, 'id = "a"\ntitle = "b"\nabout = " "\n'), "guide 1, about: Expected text that is not empty"),
        (guide(CHAIN, 'id = "a"\nkind = "story"\n' + TITLE), "guide 1, kind: Invalid enum value 'story'"),
        (guide(CHAIN) + guide(CHAIN), "guide “a”: another guide has this id; choose a new one"),
        (guide(step("sun--increases--d") * 2), "guide 1, step: Expected a list of length >= 3"),
        (guide(step("sun--increases--d") * 9), "guide 1, step: Expected a list of length <= 8"),
        (
            guide(step("sun--increases--d") + step("d--increases--calcium", "") + CHAIN),
            "guide 1, step 2, tell: Expected",
        ),
        (guide(step("sun--increases--d") + step("d--increases--gold") + CHAIN), "step 2: unknown claim “claim:d--incr"),
        (guide(step("sun--increases--d") * 3), "step 1: ends at concept:d, but the next begins at concept:sun; steps"),
        (
            guide(step("pill--relieves--ache") + LOOP),
            "guide “a”, step 1: no source supports “claim:pill--relieves--ache”",
        ),
    ],
)
def test_what_a_file_must_not_say(load, text, message):
    """Each rule is broken once; the error names file, guide and step, and what to do, in one line."""
    with pytest.raises(DataError) as error:
        load(text)
    assert message in str(error.value)
    assert "guides.toml: " in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there(small, tmp_path):
    """A missing file and one in another encoding are told as such."""
    with pytest.raises(DataError, match=r"cannot be read .*; name another file"):
        guides.load(small, tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'a = "\xff"')
    with pytest.raises(DataError, match="is not valid TOML"):
        guides.load(small, tmp_path / "latin.toml")
