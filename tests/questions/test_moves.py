"""What moves, and what moves it: what-if, effects, why."""

import random
from decimal import Decimal

import pytest
from msgspec.structs import replace as changed

import kg
from kg.errors import UnknownConcept, UsageError
from kg.model.core import Sign
from kg.questions.moves import KINDS, kind_of
from kg.reasoning.network import Network, product
from tests import drawn, toy

STATES = {"low-d": ("d", "Low"), "low-c": ("c", "Low")}
BOTH_TRUE = {"opposing-chains", "feedback-loop"}


def moves(answer):
    """Where each thing moves in an answer, in its order."""
    listed = answer.get("moves", answer.get("effects", answer.get("causes")))
    return {move["id"].removeprefix("concept:"): move["effect"] for move in listed}


def same(move, effect):
    """Whether a listed thing is told as by kg.effect; of two reasons that are both true either may be told."""
    return move["effect"] == effect.effect and (
        move["reason"] == effect.reason or {move["reason"], effect.reason} == BOTH_TRUE
    )


def test_what_follows_is_listed_with_its_chain():
    """Downstream of a deficiency: directions of quantities, reasons, and the strongest chain in short."""
    graph = toy.graph("low-d decreases c", "low-c causes m @b", "m affects p", "q causes m", states=STATES)
    answer = kg.effects(graph, "low d")
    assert answer["schema"] == "kg-effects/1"
    assert answer["question"]["source"]["id"] == "concept:low-d"
    assert moves(answer) == {"c": "-", "m": "+", "p": "?"}
    assert [move["reason"] for move in answer["effects"]] == ["agreeing-chains", "agreeing-chains", "unsigned-step"]
    chain = answer["effects"][1]["chain"]
    assert chain == {
        "sign": "+",
        "confidence": 0.1225,
        "factors": [0.35, 0.35],
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
    graph = toy.graph("x increases a", "x decreases b", "x affects u", "x hasNoEffectOn n")
    assert moves(kg.effects(graph, "x")) == {"a": "+", "b": "-", "u": "?", "n": "0"}
    for down in (kg.effects(graph, "x down"), kg.effects(graph, "x", "-"), kg.what_if(graph, ["x down"])):
        assert moves(down) == {"a": "-", "b": "+", "u": "?", "n": "0"}


def test_a_null_finding_has_no_chain():
    """What nothing moves comes last and without a chain."""
    (move,) = kg.effects(toy.graph("x hasNoEffectOn n"), "x")["effects"]
    assert (move["effect"], move["reason"], move["chain"]) == ("0", "found-no-effect", None)


def test_what_moves_a_thing_is_told_as_if_it_rose():
    """Upstream: + for what raises the thing as it was asked for, - for what lowers it."""
    graph = toy.graph("x increases c", "d decreases c", "y increases x", "c increases z", states=STATES)
    assert moves(kg.why(graph, "c")) == {"d": "-", "x": "+", "y": "+"}
    assert moves(kg.why(graph, "c down")) == {"d": "+", "x": "-", "y": "-"}
    low = kg.why(graph, "low c")
    assert moves(low) == {"d": "+", "x": "-", "y": "-"}
    assert low["question"]["target"]["label"] == "low c"
    assert [cause["chain"]["sign"] for cause in low["causes"]] == ["+", "-", "-"]
    assert [node["direction"] for node in low["causes"][2]["chain"]["nodes"]] == ["+", "+", "+"]


def test_several_things_may_change_at_once():
    """Chains of both are heeded together: they agree, or they oppose each other."""
    graph = toy.graph("x increases y", "z increases y", "z increases w")
    assert moves(kg.what_if(graph, ["x", "z"])) == {"w": "+", "y": "+"}
    against = kg.what_if(graph, ["x", "z down"])
    assert moves(against) == {"w": "-", "y": "?"}
    assert [m["reason"] for m in against["moves"]] == ["agreeing-chains", "opposing-chains"]
    assert [change["direction"] for change in against["question"]["changes"]] == [None, "-"]


def test_what_is_held_stays():
    """A held thing is not listed, whatever acts on it, and what acts on it does not act through it."""
    lines = ("x increases a", "a increases y", "y increases z")
    assert moves(kg.what_if(toy.graph(*lines), ["x"])) == {"a": "+", "y": "+", "z": "+"}
    assert moves(kg.what_if(toy.graph(*lines), ["x", "a down"])) == {"y": "-", "z": "-"}
    null = toy.graph("x hasNoEffectOn a", "x increases b", "b increases c denied")
    assert moves(kg.what_if(null, ["x", "a"])) == {"b": "+"}


@pytest.mark.parametrize("changes", [["x", "x"], ["x", "x down"], ["d", "low d"], ["low d", "z", "d up"]])
def test_one_thing_changed_twice_is_refused(changes):
    """A thing cannot be held at two places, not even by two of its names."""
    graph = toy.graph("x increases y", "z increases d", states=STATES)
    with pytest.raises(UsageError, match="is changed twice; name it once"):
        kg.what_if(graph, changes)


def test_wrong_questions_are_refused():
    """No change, an unknown name, an unknown kind and an unknown direction are named."""
    graph = toy.graph("x increases y")
    with pytest.raises(UsageError, match="nothing is changed; name a concept"):
        kg.what_if(graph, [])
    with pytest.raises(UnknownConcept):
        kg.what_if(graph, ["x", "nobody"])
    for ask in (lambda: kg.effects(graph, "x", kind="colour"), lambda: kg.why(graph, "y", kind="colour")):
        with pytest.raises(UsageError, match="“colour” is no kind of concept; use one of: symptom, disease"):
            ask()
    with pytest.raises(UsageError, match="“sideways” is no direction"):
        kg.effects(graph, "x", "sideways")


def test_a_kind_of_concept_selects():
    """Only concepts of the wanted kind are listed; every kind of concept is some kind."""
    graph = toy.graph("x increases y", "x increases z")
    concepts = {**graph.concepts, "concept:z": changed(graph.concepts["concept:z"], category="Disease")}
    graph = type(graph)(concepts, graph.relations, graph.claims, graph.evidence, documents=graph.documents)
    assert moves(kg.effects(graph, "x", kind="disease")) == {"z": "+"}
    assert moves(kg.what_if(graph, ["x"], kind="symptom")) == {"y": "+"}
    assert kg.why(graph, "z", kind="disease")["causes"] == []
    assert kind_of("Nonsense") == "other"


def test_every_concept_of_the_graph_has_a_kind(graph):
    """No category of the real graph falls among the others by oversight."""
    assert {kind_of(concept.category) for concept in graph.concepts.values()} <= KINDS.keys() - {"other"}


# -- kinds ----------------------------------------------------------------------------------------------------------


def test_a_concept_moves_with_its_kinds():
    """Downstream a genus is listed with what becomes of its kinds, by a chain to one of them."""
    graph = toy.graph("x increases k", "k increases z", broader={"k": "y"})
    (move,) = [move for move in kg.effects(graph, "x")["effects"] if move["id"] == "concept:y"]
    assert (move["effect"], [node["id"] for node in move["chain"]["nodes"]]) == ("+", ["concept:x", "concept:k"])
    assert moves(kg.why(graph, "y")) == {"x": "+"}
    assert moves(kg.why(graph, "z")) == {"k": "+", "x": "+"}


def test_a_kind_that_is_held_does_not_move_its_genus():
    """The genus of what is held moves by other chains only, and these are shown."""
    alone = toy.graph("k increases q", broader={"k": "y"})
    assert moves(kg.what_if(alone, ["k"])) == {"q": "+"}
    graph = toy.graph("k increases q", "q increases y", broader={"k": "y"})
    assert moves(kg.what_if(graph, ["k"])) == {"q": "+", "y": "+"}
    assert all(move["chain"] for move in kg.what_if(graph, ["k"])["moves"])


def test_a_denied_kind_makes_its_genus_contested():
    """What only sources against it say of a kind is not listed, and yet leaves its genus open."""
    graph = toy.graph("x increases y", "x increases k denied", broader={"k": "y"})
    assert moves(kg.effects(graph, "x")) == {"y": "?"}
    assert kg.why(graph, "y")["causes"][0]["reason"] == "contested-step"
    assert kg.effects(toy.graph("x increases k denied"), "x")["effects"] == []


# -- laws -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(30))
def test_lists_tell_what_effect_tells(seed):
    """For every pair: the same effect and reason in what-if, effects and why; what is not listed has no path."""
    graph = drawn.drawn(seed, kinds=True)
    names = drawn.quantities(graph)
    single = {(a, b): kg.effect(graph, a, b) for a in names for b in names if a != b}
    for root in names:
        downstream = {move["id"]: move for move in kg.what_if(graph, [root])["moves"]}
        assert list(downstream.values()) == kg.effects(graph, root)["effects"]
        upstream = {move["id"]: move for move in kg.why(graph, root)["causes"]}
        for other in set(names) - {root}:
            listed = [(downstream.get(other), single[root, other])]
            if other not in graph.kinds(root):
                listed.append((upstream.get(other), single[other, root]))
            for move, effect in listed:
                assert same(move, effect) if move else effect.reason == "no-path"


@pytest.mark.parametrize("seed", range(30))
def test_the_chain_of_a_thing_bears_out_its_effect(seed):
    """A known direction is that of the chain shown, and chains run from the source to the thing, or to a kind of it."""
    graph = drawn.drawn(seed, kinds=True)
    for root in drawn.quantities(graph):
        goals = {root, *graph.kinds(root)}
        for move in kg.effects(graph, root)["effects"]:
            if chain := move["chain"]:
                assert chain["nodes"][0]["id"] == root
                assert chain["nodes"][-1]["id"] in {move["id"], *graph.kinds(move["id"])} - {root}
                assert move["effect"] in ("?", chain["sign"])
            else:
                assert move["reason"] in ("found-no-effect", "contested-step")
        for cause in kg.why(graph, root)["causes"]:
            if chain := cause["chain"]:
                assert (chain["nodes"][0]["id"], chain["nodes"][-1]["id"] in goals) == (cause["id"], True)
                assert cause["effect"] in ("?", chain["sign"])


@pytest.mark.parametrize("seed", range(30))
def test_the_strongest_chain_is_the_best_path(seed):
    """The confidence of the chain shown is that of the best path over the influences that count."""
    graph = drawn.drawn(seed)
    for root in drawn.quantities(graph):
        for move in kg.effects(graph, root)["effects"]:
            if move["chain"] is None:
                continue
            found = kg.path(graph, root, move["id"], k=100, max_hops=20).chains
            assert len(found) < 100
            if move["reason"] != "unsigned-step":
                found = [c for c in found if all(s.sign is not Sign.UNKNOWN for s in c.steps)]
            if move["reason"] not in ("unsigned-step", "contested-step"):
                found = [c for c in found if not c.contested]
            assert move["chain"]["confidence"] == float(found[0].confidence)
            assert move["chain"]["contested"] == any(chain.contested for chain in found if _as_told(chain, move))


def _as_told(chain, move):
    """Whether a chain is the one shown."""
    told = move["chain"]["claims"]
    return len(told) == len(chain.steps) and all(claim in s.claims for claim, s in zip(told, chain.steps, strict=True))


@pytest.mark.parametrize("seed", range(30))
def test_answers_are_ordered_and_do_not_hang_on_the_order_of_claims(seed):
    """The best supported chain comes first, what has none last; claims in another order give the same answer."""
    graph = drawn.drawn(seed, kinds=True)
    other = drawn.shuffled(graph, seed)
    for root in drawn.quantities(graph):
        answer = kg.what_if(graph, [root])
        scores = [Decimal(str(m["chain"]["confidence"])) if m["chain"] else Decimal(-1) for m in answer["moves"]]
        assert scores == sorted(scores, reverse=True)
        assert answer == kg.what_if(other, [root])
        assert kg.why(graph, root) == kg.why(other, root)


@pytest.mark.parametrize("seed", range(30))
def test_several_changes_are_heeded_together(seed):
    """What two changes do together is never surer than what each does alone: a sign needs one and has no contrary."""
    graph = drawn.drawn(seed, feedback=False)
    one, two = random.Random(seed).sample(drawn.quantities(graph), 2)
    network = drawn.used(graph)
    told = {move["id"]: move for move in kg.what_if(graph, [one, f"{two} down"])["moves"]}
    assert not {one, two} & told.keys()
    for target in set(drawn.quantities(graph)) - {one, two}:
        signs = {drawn.sign_of(walk) for walk in _around(network, one, target, two)}
        signs |= {(Sign(drawn.sign_of(w)) * Sign.MINUS).value for w in _around(network, two, target, one)}
        effect = told[target]["effect"] if target in told else None
        assert (effect in (None, "0")) == (not signs) or told[target]["reason"] == "contested-step"
        assert effect in (None, "0", "?") or {effect} == signs


def _around(network, source, target, held):
    """The chains that do not pass what is held."""
    return [walk for walk in drawn.chains(network, source, target) if held not in {head for _, head, _ in walk}]


# -- the real graph ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["vitamin D", "parathyroid hormone", "fatty fish"])
def test_effects_of_the_real_graph_are_those_of_effect(graph, source):
    """Everything downstream of a source is told as kg.effect tells it, target by target."""
    listed = kg.effects(graph, source)["effects"]
    assert len(listed) > 10
    assert all(same(move, kg.effect(graph, source, move["id"])) for move in listed[::15])


@pytest.mark.parametrize("target", ["low back pain", "serum calcium"])
def test_causes_in_the_real_graph_are_those_of_effect(graph, target):
    """Everything upstream of a target is told as kg.effect tells it, source by source."""
    listed = kg.why(graph, target)["causes"]
    assert len(listed) > 10
    assert all(same(move, kg.effect(graph, move["id"], target)) for move in listed[::15])


def test_a_strong_chain_of_the_real_graph_is_its_best_path(graph):
    """From magnesium to what it moves: the chain shown is the best firm path, its confidence the product."""
    firm = {i.ends: i for i in Network(graph).used if not i.contested and i.sign is not Sign.UNKNOWN}
    known = [m for m in kg.effects(graph, "magnesium")["effects"] if m["reason"] == "agreeing-chains"]
    known = [m for m in known if not graph.kinds(m["id"])]
    assert known
    for move in known:
        ends = list(zip(move["chain"]["nodes"], move["chain"]["nodes"][1:], strict=False))
        steps = [firm[a["id"], b["id"]] for a, b in ends]
        assert move["chain"]["confidence"] == float(product(i.confidence.value for i in steps))
        paths = kg.path(graph, "magnesium", move["id"], k=20).chains
        assert max(c.confidence for c in paths if not c.contested) == move["chain"]["confidence"]
