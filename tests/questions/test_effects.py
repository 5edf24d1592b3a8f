"""Everything downstream of one thing."""

from tests import toy
from tests.moves import effects, moves, what_if

STATES = {"low-d": ("d", "Low"), "low-c": ("c", "Low")}


def test_what_follows_is_listed_with_its_chain():
    """Downstream of a deficiency: directions of quantities, reasons, and the strongest chain in short."""
    graph = toy.graph("low-d decreases c", "low-c causes m @b", "m affects p", "q causes m", states=STATES)
    answer = effects(graph, "low d")
    assert answer["schema"] == "kg-effects/2"
    assert answer["question"]["source"]["id"] == "concept:low-d"
    assert moves(answer) == {"c": "-", "m": "+", "p": "?"}
    assert [move["reason"] for move in answer["effects"]] == ["agreeing-chains", "agreeing-chains", "unsigned-step"]
    chain = answer["effects"][1]["chain"]
    assert chain == {
        "sign": "+",
        "confidence": 0.04,
        "factors": [0.2, 0.2],
        "nodes": [
            {"id": "concept:d", "label": "d", "direction": "-"},
            {"id": "concept:c", "label": "c", "direction": "-"},
            {"id": "concept:m", "label": "m", "direction": "+"},
        ],
        "claims": ["claim:low-d--decreases--c", "claim:low-c--causes--m"],
        "contested": False,
    }


def test_a_direction_turns_everything_round():
    """The same thing going down moves everything the other way, but for what cannot be told."""
    lines = ("x increases a", "x decreases b", "x affects u", "x hasNoEffectOn n")
    graph = toy.graph(*(f"{line} @cohort" for line in lines))
    assert moves(effects(graph, "x")) == {"a": "+", "b": "-", "u": "?", "n": "0"}
    for down in (effects(graph, "x down"), effects(graph, "x", "-"), what_if(graph, ["x down"])):
        assert moves(down) == {"a": "-", "b": "+", "u": "?", "n": "0"}


def test_a_null_finding_has_no_chain():
    """What nothing moves comes last and without a chain."""
    (move,) = effects(toy.graph("x hasNoEffectOn n"), "x")["effects"]
    assert (move["effect"], move["reason"], move["chain"]) == ("0", "found-no-effect", None)
