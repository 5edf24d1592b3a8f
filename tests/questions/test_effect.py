"""The net effect of one thing on another, and why it cannot be told."""

from collections import Counter

import pytest
from msgspec.structs import replace as changed

import kg
from kg.model.core import Sign
from kg.reasoning.judge import Judge
from kg.reasoning.judgement import Situation
from kg.reasoning.outcomes import Reason
from kg.reasoning.worlds import LARGEST
from tests import drawn, toy
from tests.questions.test_path import STEP_KEYS

STATES = {"low-x": ("x", "Low"), "low-y": ("y", "Low")}
#: x → a → y, a held down by what it raises, and b and c raising each other beside the chain.
BESIDE = ("x increases a", "a increases y", "a increases b", "b increases c", "c increases b", "b decreases a")
#: The same with a loop beside the chain that is too large for a weight.
LARGE = (
    *BESIDE[:4],
    *(f"c{i or ''} increases c{i + 1}" for i in range(LARGEST)),
    f"c{LARGEST} increases b",
    "b decreases a",
)
OPEN = {"opposing-chains", "feedback-loop", "unsigned-step"}


def asked(*lines, source="x", target="y", **options):
    """The effect and its reason in a toy graph."""
    answer = kg.effect(toy.graph(*lines, **options), source, target)
    return answer.effect, answer.reason


def along(chain):
    """The quantities of a chain behind its first."""
    return [step.object.removeprefix("concept:") for step in chain.steps]


def steps(answer):
    """What stands under because: source, sign and target of each step."""
    return [f"{s.subject[8:]} {s.sign.value} {s.object.removeprefix('concept:')}" for s in answer.because]


@pytest.mark.parametrize(
    ("lines", "effect", "reason"),
    [
        # what is known
        (["x increases y"], "+", "agreeing-chains"),
        (["x decreases y"], "-", "agreeing-chains"),
        (["x decreases a", "a decreases y", "x increases y"], "+", "agreeing-chains"),
        (["x hasNoEffectOn y"], "0", "found-no-effect"),
        (["x hasNoEffectOn y", "x increases y denied"], "0", "found-no-effect"),
        (["x affects y", "x increases y"], "+", "agreeing-chains"),
        # a contested chain beside a firm one of the same sign takes nothing away
        (["x increases a", "a increases y", "x increases b", "b increases y", "b increases y @b denied"], "+", "agree"),
        # feedback that damps, or that only reinforces
        (["x increases a", "a decreases b", "b increases a", "a increases y"], "+", "agreeing-chains"),
        (["x increases a", "a increases b", "b increases a", "a decreases y"], "-", "agreeing-chains"),
        # what sources dispute
        (["x increases y", "x increases y @b denied"], "?", "contested-step"),
        (["x increases y", "x decreases y @b"], "?", "contested-step"),
        (["x increases a", "a increases y", "a increases y @b denied"], "?", "contested-step"),
        (["x increases a", "a increases y", "x increases y denied"], "?", "contested-step"),
        (["x increases a", "a increases y", "x hasNoEffectOn y"], "?", "contested-step"),
        (["x hasNoEffectOn y", "x hasNoEffectOn y @b denied"], "?", "contested-step"),
        (["x increases y", "x decreases b", "b increases y", "b increases y @b denied"], "?", "contested-step"),
        (["x affects a", "a increases y", "x increases y denied"], "?", "contested-step"),
        # that a null finding is denied speaks for an effect
        (["x increases y", "x hasNoEffectOn y @b denied"], "+", "agreeing-chains"),
        # chains of both signs, settled and not
        (["x increases y", "x increases b", "b decreases y"], "?", "opposing-chains"),
        # feedback that may overrule the chain
        (LARGE, "?", "feedback-loop"),
        ([*BESIDE, "b increases c @b denied"], "?", "contested-step"),
        # where it hardly ever does, or a study states the effect
        (BESIDE, "+", "worlds"),
        ([*BESIDE[:3], "b increases c", "c affects b", "b decreases a"], "+", "worlds"),
        (["x increases y @trial", "x increases b", "b decreases y"], "+", "stated-by-study"),
        # steps of unknown sign
        (["x affects y"], "?", "unsigned-step"),
        (["x increases y", "x affects b", "b increases y"], "+", "worlds"),
        # no chain at all
        (["y increases x"], "?", "no-path"),
        (["x increases y denied", "z increases y"], "?", "no-path"),
        (["x hasNoEffectOn a", "a increases y"], "?", "no-path"),
    ],
)
def test_an_effect_is_told_with_its_reason(lines, effect, reason):
    """Each sign and each reason, on the smallest graph that has it."""
    found = asked(*lines)
    assert (found[0], found[1][: len(reason)]) == (effect, reason)


@pytest.mark.parametrize(
    ("lines", "options", "source", "reason"),
    [
        (["low-x decreases y"], {"states": STATES}, "x", "only-mirrored"),
        (["x increases y"], {"states": {"high-x": ("x", "High")}, "beyond": ("high-x",)}, "high x", "beyond-range"),
        (["x increases y #Children"], {"excludes": {"x": ("Children",)}}, "x", "different-populations"),
    ],
)
def test_what_is_said_of_something_else_is_no_effect(lines, options, source, reason):
    """Of the contrary by pages alone, of the range within which a state is not, of people to whom it does not apply."""
    assert asked(*lines, source=source, **options) == ("?", reason)


@pytest.mark.parametrize(
    ("source", "target", "direction", "effect"),
    [
        ("x", "y", Sign.PLUS, "+"),
        ("x", "y", "+", "+"),
        ("x", "y", "up", "+"),
        ("x", "y", "UP", "+"),
        ("x", "y", "↑", "+"),
        ("x", "y", "-", "-"),
        ("x", "y", "−", "-"),
        ("x", "y", "Down", "-"),
        ("x", "y", "↓", "-"),
        ("x", "y", Sign.MINUS, "-"),
        ("x down", "y", "+", "-"),
        ("x down", "y", "down", "+"),
        ("low x", "y", "+", "-"),
        ("low x", "y", "-", "+"),
        ("x", "low y", "+", "-"),
        ("x", "y down", "+", "-"),
        ("low x", "low y", "+", "+"),
    ],
)
def test_an_effect_is_told_of_things_as_they_were_named(source, target, direction, effect):
    """A state that holds is its quantity at that level; the direction turns the source round."""
    graph = toy.graph("low-x decreases y @import", states=STATES)
    answer = kg.effect(graph, source, target, direction)
    assert (answer.effect, answer.reason) == (effect, "agreeing-chains")
    assert [chain.sign.value for chain in answer.chains] == [effect]


def test_no_effect_on_a_state_is_no_effect():
    """A null finding is the same for a quantity and for its low level, up or down."""
    for target in ("y", "low y", "y down"):
        assert asked("x hasNoEffectOn low-y", target=target, states=STATES) == ("0", "found-no-effect")


def test_the_chains_shown_are_the_best_of_each_sign():
    """Of two chains with one sign the better supported one is shown, and one for each sign that was met."""
    graph = toy.graph(
        "x increases a hedged", "a increases y", "x increases b", "b increases y", "x decreases c", "c increases y"
    )
    answer = kg.effect(graph, "x", "y")
    assert [(chain.sign.value, along(chain)) for chain in answer.chains] == [("+", ["b", "y"]), ("-", ["c", "y"])]
    assert steps(answer) == ["x + b", "b + y", "x - c", "c + y"]
    assert answer.loop is None


def test_a_contested_question_shows_both_sides():
    """The null finding and the disputed claim stand among the chains and under because."""
    null = kg.effect(toy.graph("x increases a", "a increases y", "x hasNoEffectOn y"), "x", "y")
    assert sorted((chain.sign.value, along(chain)) for chain in null.chains) == [("+", ["a", "y"]), ("0", ["y"])]
    assert steps(null) == ["x 0 y"]
    disputed = kg.effect(toy.graph("x increases y", "x increases y @b denied", "x increases a", "a increases y"), *"xy")
    assert steps(disputed) == ["x + y"]
    assert {item.direction for item in disputed.because[0].evidence} == {"supports", "disputes"}


def test_what_sources_only_deny_is_named():
    """A claim that every source denies makes no chain, and yet is told as what the answer depends on."""
    graph = toy.graph(
        "x increases a", "a increases y", "low-x decreases y denied", "x affects y @b denied", states=STATES
    )
    answer = kg.effect(graph, "x", "y")
    assert (answer.effect, answer.reason) == ("?", "contested-step")
    assert [along(chain) for chain in answer.chains] == [["a", "y"]]
    assert sorted(steps(answer)) == ["x + y", "x ? y"]
    assert all(step.contested and not any(e.direction == "supports" for e in step.evidence) for step in answer.because)
    assert list(answer.because[0].claims) == ["claim:low-x--decreases--y"]


def test_a_dispute_beside_a_chain_of_unknown_sign_is_told():
    """Where the only chain has an unsigned step, a denial of the very question is what decides."""
    answer = kg.effect(toy.graph("x affects a", "a increases y", "x increases y denied"), "x", "y")
    assert (answer.reason, steps(answer)) == ("contested-step", ["x + y"])
    assert [(chain.sign.value, along(chain)) for chain in answer.chains] == [("?", ["a", "y"])]
    null = kg.effect(toy.graph("x affects a", "a increases y", "x hasNoEffectOn y"), "x", "y")
    assert (null.reason, steps(null)) == ("contested-step", ["x 0 y"])


def test_a_loop_that_may_overrule_the_chain_is_shown():
    """The reinforcing loop beside the chain comes as a chain back to where it began."""
    for lines, around in ((BESIDE, {"b", "c"}), (LARGE, {"b", "c", *(f"c{i}" for i in range(1, LARGEST + 1))})):
        answer = kg.effect(toy.graph(*lines), "x", "y")
        assert [along(chain) for chain in answer.chains] == [["a", "y"]]
        assert (set(along(answer.loop)), answer.loop.sign) == (around, Sign.PLUS)
        chain = {"x + a", "a + y"} if answer.certainty == "likely" else set()
        assert set(steps(answer)) == chain | {f"{s.subject[8:]} + {s.object[8:]}" for s in answer.loop.steps}


def test_a_dispute_within_feedback_is_named():
    """Where only a disputed step joins a loop to the chain's feedback, that step is told."""
    lines = ("x increases a", "a increases y", "a increases b", "b increases b2", "b2 increases b")
    assert asked(*lines) == ("+", "agreeing-chains")
    answer = kg.effect(toy.graph(*lines, "b decreases a", "b decreases a @b denied"), "x", "y")
    assert (answer.effect, answer.reason, steps(answer)) == ("?", "contested-step", ["b - a"])
    assert not any(chain.contested for chain in (*answer.chains, answer.loop))


def test_every_dispute_within_that_feedback_is_named_and_none_elsewhere():
    """Two disputed steps join loops to the feedback of the chain; a loop elsewhere has no part."""
    lines = ("x increases a", "a increases y", "a increases b", "b increases b2", "b2 increases b")
    disputed = ("b decreases a", "b2 decreases a", "p increases q")
    denials = (f"{line} @b denied" for line in disputed)
    answer = kg.effect(toy.graph(*lines, *disputed, *denials, "q increases p"), "x", "y")
    assert (answer.reason, steps(answer)) == ("contested-step", ["b - a", "b2 - a"])


def test_a_denial_is_told_of_the_question_alone():
    """That a source denies another influence on the same target is no part of it."""
    lines = ("x increases a", "a increases y", "x increases y denied", "z increases y denied", "x increases z")
    (step,) = kg.effect(toy.graph(*lines), "x", "y").because
    assert list(step.claims) == ["claim:x--increases--y"]
    assert step.stated


def test_a_step_of_unknown_sign_within_feedback_is_named():
    """Where only an unsigned step joins a loop to the chain's feedback, that step is told."""
    lines = ("x increases a", "a increases y", "a increases b", "b increases c", "c increases b", "b affects a")
    answer = kg.effect(toy.graph(*lines), "x", "y")
    assert (answer.effect, answer.reason, steps(answer)) == ("+", "worlds", ["b ? a"])
    large = kg.effect(toy.graph(*(line for line in LARGE if line != "b decreases a"), "b affects a"), "x", "y")
    assert (large.effect, large.reason, steps(large)) == ("?", "unsigned-step", ["b ? a"])


def test_a_proof_that_is_given_up_leaves_the_effect_open(monkeypatch):
    """Where it would take too long to show that no loop can overrule the chain, the answer is ? with its chain."""
    lines = ("x increases a", "a decreases b", "b increases c", "c increases a", "a decreases c", "b increases y")
    lines = [f"{line} @import" for line in lines]
    assert asked(*lines) == ("-", "agreeing-chains")
    monkeypatch.setattr("kg.reasoning.determinant.LIMIT", -1)
    answer = kg.effect(toy.graph(*lines), "x", "y")
    assert (answer.effect, answer.certainty, answer.reason, answer.loop) == ("?", "open", "feedback-loop", None)
    assert steps(answer) == ["x + a", "a - b", "b + y"]


def test_only_the_steps_without_a_sign_leave_an_unsigned_effect_open():
    """Under because stand the steps of which no source says the sign, not the others of the chain."""
    answer = kg.effect(toy.graph("x affects a", "a increases y", "x increases y"), "x", "y")
    assert sorted(chain.sign.value for chain in answer.chains) == ["+", "?"]
    assert steps(answer) == ["x ? a"]


@pytest.mark.parametrize("where", ["kg.reasoning.witnesses.SHOWN_HOPS", "kg.reasoning.witnesses.LOOK_ASIDE"])
def test_a_chain_is_shown_even_where_the_best_cannot_be_found(monkeypatch, where):
    """Where the best chain has too many steps, or takes too long to find, another of that sign is shown."""
    monkeypatch.setattr(where, 1)
    graph = toy.graph(
        "x increases a", "x decreases a @b", "a increases b", "b affects y", "b decreases y", "y causes z"
    )
    answer = kg.effect(graph, "x down", "z")
    assert sorted((chain.sign.value, along(chain)) for chain in answer.chains) == [
        ("+", ["a", "b", "y", "z"]),
        ("-", ["a", "b", "y", "z"]),
    ]


def test_a_chain_that_is_shown_in_need_has_its_sign(monkeypatch):
    """Where two quantities are joined by both signs, the chain takes the one that it is shown for."""
    monkeypatch.setattr("kg.reasoning.witnesses.LOOK_ASIDE", 0)
    for other in ("b", "z"):
        lines = ("x increases m", "x decreases m @b", "m increases y", f"x decreases {other}", f"{other} increases y")
        answer = kg.effect(toy.graph(*lines), "x", "y")
        assert sorted(chain.sign.value for chain in answer.chains) == ["+", "-"]


def test_the_disputed_chain_is_shown_beside_a_better_one():
    """Where the best chain of a sign is firm and that to a kind is not, what the answer depends on is shown as well."""
    for a, b in ("ab", "ba"):
        lines = (f"x increases {a}", f"{a} increases k hedged", f"{a} increases k @b denied")
        answer = kg.effect(toy.graph(*lines, f"x increases {b}", f"{b} increases y", broader={"k": "y"}), "x", "y")
        assert [(chain.sign.value, along(chain)) for chain in answer.chains] == [("+", [b, "y"]), ("+", [a, "k"])]
        assert steps(answer) == [f"{a} + k"]
        assert answer.chains[1].steps[-1].object_label == "k"


def test_the_json_of_an_effect_keeps_the_contract():
    """Schema, question, effect, reason, and what it rests on: steps, chains and the loop, if there is one."""
    graph = toy.graph("x increases a", "a decreases b", "b increases a", "a increases y")
    body = kg.effect(graph, "x", "y", "down").plain()
    first = [
        "schema",
        "data",
        "question",
        "effect",
        "certainty",
        "weight",
        "support",
        "reason",
        "leaning",
        "population",
    ]
    then = ["answered_for", "stated", "denied", "associations", "tested", "literature", "unfiltered", "decisive"]
    assert list(body) == [*first, *then, "because", "chains", "loop", "worlds", "summaries"]
    assert (body["schema"], body["effect"], body["reason"]) == ("kg-effect/2", "?", "only-mirrored")
    assert (body["certainty"], body["weight"], body["support"], body["leaning"]) == ("open", None, "weak", "-")
    assert body["question"]["source"]["direction"] == "-"
    assert [step["object"] for step in body["because"]] == ["concept:a", "concept:y"]
    assert [chain["sign"] for chain in body["chains"]] == ["-"]
    assert body["loop"] is body["unfiltered"] is None
    lines = ("x increases a", "a increases y", "a increases b", "b increases c", "c increases b", "b decreases a")
    looped = toy.graph(*lines)
    loop = kg.effect(looped, "x", "y").plain()["loop"]
    assert (loop["sign"], loop["hops"]) == ("+", 2)
    assert all(step.keys() >= STEP_KEYS for step in [*body["because"], *loop["steps"]])


# -- kinds of the target ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "effect", "reason"),
    [
        (["x increases k"], "+", "agreeing-chains"),
        (["x increases k", "x increases l"], "+", "agreeing-chains"),
        (["x increases k", "x increases y"], "+", "agreeing-chains"),
        (["x increases k", "x decreases l"], "?", "opposing-chains"),
        (["x increases k", "x hasNoEffectOn l"], "?", "contested-step"),
        (["x increases y", "x hasNoEffectOn l"], "?", "contested-step"),
        (["x hasNoEffectOn k", "x hasNoEffectOn l"], "0", "found-no-effect"),
        (["x hasNoEffectOn k", "x increases l denied"], "0", "found-no-effect"),
        (["x increases y", "x increases l denied"], "?", "contested-step"),
        (["x increases a", "a increases y", "x increases l denied"], "?", "contested-step"),
        (["x increases y", "x increases k", "x increases k @b denied"], "?", "contested-step"),
        (["x increases y", "x affects k"], "?", "unsigned-step"),
        (["x affects y", "x increases k", "x increases k @b denied"], "?", "contested-step"),
        (["x affects y", "x increases k", "x increases a", "a decreases k"], "?", "opposing-chains"),
        ([*BESIDE, "x affects k"], "?", "feedback-loop"),
        ([*BESIDE, "x increases k", "x increases c2", "c2 decreases k"], "?", "opposing-chains"),
        (["x increases k denied", "x increases l denied"], "?", "no-path"),
        (["k increases y", "x increases z"], "?", "no-path"),
    ],
)
def test_a_target_moves_if_it_or_its_kinds_do(lines, effect, reason):
    """Kinds of the target answer for it where they agree; a denial or a null finding of one is a dispute."""
    kinds = {"k": "y", "l": "k"}
    assert asked(*lines, broader=kinds) == (effect, reason)
    if reason != "no-path":
        assert kg.effect(toy.graph(*lines, broader=kinds), "x", "y").because


def test_a_chain_to_a_kind_says_so():
    """The kind that the sources speak of is named with the step; the source's genus stands in for it, and is named."""
    answer = kg.effect(toy.graph("x increases k", broader={"k": "y"}), "x", "y")
    assert list(answer.because[0].kinds) == ["concept:k"]
    assert answer.answered_for is None
    instead = kg.effect(toy.graph("g increases y", broader={"x": "g"}), "x", "y")
    assert (instead.effect, instead.reason) == ("+", "agreeing-chains")
    assert [end.id for end in instead.answered_for] == ["concept:g", "concept:y"]


def test_a_denied_kind_is_named():
    """The claim about the kind that a source denies stands under because, beside a chain that is not disputed."""
    answer = kg.effect(toy.graph("x increases a", "a increases y", "x increases k denied", broader={"k": "y"}), *"xy")
    assert [(claim, step.kinds[0]) for step in answer.because for claim in step.claims] == [
        ("claim:x--increases--k", "concept:k")
    ]


def test_a_kind_that_is_asked_is_no_target():
    """Asked about itself a kind stands aside: what it does to its genus is told by claims alone."""
    assert asked("k decreases y", source="k", broader={"k": "y"}) == ("-", "agreeing-chains")


# -- laws -----------------------------------------------------------------------------------------------------------


def is_stated(graph, walk):
    """Whether each step is stated in the direction in which it is used when the source rises."""
    said = {i.key: i.stated for i in graph.influences}
    direction = Sign.PLUS
    for tail, head, key in walk:
        if direction not in said[tail, head, key]:
            return False
        direction *= Sign(key)
    return True


def expected(graph, network, source, target):
    """The effect by listing all chains, where there is no feedback and there are no kinds."""
    walks = drawn.chains(network, source, target)
    direct = graph.to_networkx().get_edge_data(source, target, default={})
    contested = {i.sign.value for i in graph.influences if i.ends == (source, target) and drawn.contested(graph, i)}
    denied = (source, target) in drawn.denied(graph)
    if not walks:
        return ("?", "contested-step") if contested else ("0", "found-no-effect") if "0" in direct else ("?", "no-path")
    if contested or denied or "0" in direct:
        return "?", "contested-step"
    firm = {drawn.sign_of(w) for w in walks if all(network.edges[edge]["firm"] for edge in w)} - {"?"}
    signs = {drawn.sign_of(walk) for walk in walks}
    if len(signs) == 1 and "?" not in signs:
        if firm and not any(is_stated(graph, walk) for walk in walks):
            return "?", "only-mirrored"
        return (signs.pop(), "agreeing-chains") if firm else ("?", "contested-step")
    reasons = {2: "opposing-chains"} if len(firm) == 2 else {len(signs - {"?"}): "contested-step"}
    return "?", reasons.get(2, "unsigned-step")


@pytest.mark.parametrize("seed", range(0, 200, 50))
def test_without_feedback_the_effect_is_what_all_chains_say(seed):
    """Effect and reason are those found by listing every signed simple path with networkx; only worlds say more."""
    found = Counter()
    for each in range(seed, seed + 50):
        graph = drawn.drawn(each, feedback=False)
        network = drawn.used(graph)
        for source in drawn.quantities(graph):
            for target in drawn.quantities(graph):
                if source < target:
                    answer = kg.effect(graph, source, target)
                    effect, reason = expected(graph, network, source, target)
                    walks = drawn.chains(network, source, target)
                    if reason in OPEN and answer.weight and answer.weight >= 0.9:
                        told = [walk for walk in walks if drawn.sign_of(walk) in (answer.leaning, answer.effect)]
                        known = any(is_stated(graph, walk) for walk in told)
                        effect, reason = (answer.effect, "worlds") if known else ("?", "only-mirrored")
                    assert (answer.effect, answer.reason) == (effect, reason)
                    assert (answer.effect == "?") == (answer.certainty == "open")
                    found[answer.reason] += 1
    others = {"feedback-loop", "stated-by-study", "beyond-range", "different-populations"}
    assert found.keys() | {"worlds"} == {reason.value for reason in Reason} - others


@pytest.mark.parametrize("seed", range(0, 80, 20))
def test_with_feedback_an_effect_is_told_only_if_all_chains_agree(seed):
    """A certain sign is that of every simple path, one of them firm; chains shown are simple, because is not empty."""
    signs = Counter()
    for each in range(seed, seed + 20):
        graph = drawn.drawn(each)
        network = drawn.used(graph)
        for source in drawn.quantities(graph):
            for target in drawn.quantities(graph):
                if source == target:
                    continue
                answer = kg.effect(graph, source, target)
                signs[answer.effect] += 1
                walks = drawn.chains(network, source, target)
                if answer.certainty == "likely":
                    assert {answer.effect, "?"} & {drawn.sign_of(walk) for walk in walks}
                    assert answer.weight >= 0.9
                elif answer.effect in "+-":
                    assert {drawn.sign_of(walk) for walk in walks} == {answer.effect}
                    assert any(all(network.edges[edge]["firm"] for edge in walk) for walk in walks)
                assert bool(answer.because) == (answer.reason != "no-path")
                assert bool(walks) == (answer.reason not in ("no-path", "found-no-effect")) or not answer.chains[1:]
                for chain in answer.chains:
                    walk = tuple((s.subject, s.object, s.sign.value) for s in chain.steps)
                    assert chain.sign.value == drawn.sign_of(walk)
                    assert walk in walks or chain.sign is Sign.NULL
    assert set(signs) == {"+", "-", "0", "?"}


@pytest.mark.parametrize("seed", range(40))
def test_a_target_with_kinds_is_as_sure_as_all_of_them(seed):
    """A sign is found exactly if one of the target and its kinds has it, and none has another or is in dispute.

    A denial or null finding counts for the kinds of its source, for the kinds of its target, and one step below it.
    """
    graph = drawn.drawn(seed, kinds=True)
    concepts = {name: changed(concept, broader=()) for name, concept in graph.concepts.items()}
    alone, judge = Judge(changed(graph, concepts=concepts)), Judge(graph)
    denied = drawn.denied(graph) | {i.ends for i in graph.influences if i.sign is Sign.NULL}
    for target in (name for name in drawn.quantities(graph) if graph.kinds(name)):
        for source in set(drawn.quantities(graph)) - {target}:
            members = {target, *graph.kinds(target)} - {source}
            chains = (Situation(alone, {source: Sign.PLUS}).judged(member).outcome for member in members)
            signs = {each.sign for each in chains if each and each.response}
            above = {source, *(name for name in graph.concepts if source in graph.kinds(name))}
            below = {target, *graph.kinds(target), *graph.concepts[target].broader}
            disputed = any((one, other) in denied for one in above for other in below)
            found = Situation(judge, {source: Sign.PLUS}).judged(target)
            settled = found.sign if found.certainty == "certain" else found.leaning
            settled = settled if found.reason in ("agreeing-chains", "only-mirrored") and not found.weight else None
            assert settled == (signs.pop() if len(signs) == 1 and not disputed and "?" not in signs else None)


# -- the real graph ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "effect", "reason"),
    [
        ("vitamin D deficiency", "intestinal calcium absorption", "-", "stated-by-study"),
        ("sun exposure", "vitamin D synthesis in skin", "+", "agreeing-chains"),
        ("vitamin D supplementation", "low back pain", "?", "contested-step"),
        ("vitamin D supplementation", "falls", "?", "contested-step"),
        ("back pain", "vitamin D", "?", "no-path"),
    ],
)
def test_effects_in_the_real_graph(graph, source, target, effect, reason):
    """What is told of the real graph is what its sources bear out, disputes not passed over."""
    answer = kg.effect(graph, source, target)
    assert (answer.effect, answer.reason) == (effect, reason)


def test_a_real_dispute_names_who_denies_it(graph):
    """That supplements do not prevent falls is denied by a meta-analysis, which the answer cites."""
    answer = kg.effect(graph, "vitamin D supplementation", "falls")
    denials = {item.source for step in answer.because for item in step.evidence if item.direction == "disputes"}
    assert any(graph.studies[name].design == "MetaAnalysis" for name in denials)


def test_associations_of_the_two_are_named():
    """Claims in either direction, of states too; not those that only a source denies, nor those about others."""
    lines = ("x increases y", "y associatedWith low-x", "x indicates y", "x associatedWith z", "y partOf x denied")
    answer = kg.effect(toy.graph(*lines, states=STATES), "x", "y")
    assert answer.associations == ("claim:x--indicates--y", "claim:y--associated-with--low-x")
    assert kg.effect(toy.graph("x associatedWith y"), "x", "y").associations == ("claim:x--associated-with--y",)
    assert kg.effect(toy.graph("x increases y", "low-x associatedWith x", states=STATES), "x", "y").associations == ()


def test_trials_of_what_acts_on_the_source_are_named():
    """An intervention or a kind of the source, with what sources say of its effect; not without a trial."""
    lines = ("s increases x", "s decreases y @trial", "s decreases y @a", "x increases y", "t increases x")
    (other,) = kg.effect(toy.graph(*lines, "t decreases y @cohort"), "x", "y").tested
    assert (other.label, other.trials, other.stated.down.studies, other.stated.down.pages) == ("s", 1, 1, 1)
    (kind,) = kg.effect(toy.graph("k increases y @meta", "x increases y", broader={"k": "x"}), "x", "y").tested
    assert kind.id == "concept:k"
    (denied,) = kg.effect(toy.graph("s increases x", "s increases y @trial denied"), "x", "y").tested
    assert denied.stated.up.against_studies == 1
    assert kg.effect(toy.graph("s affects x", "s decreases y @trial", "x increases y"), "x", "y").tested == ()


@pytest.mark.parametrize(
    ("filters", "effect"),
    [
        ({"population": ["adults"]}, "+"),
        ({"avoid": ["claim:x--increases--z"]}, "?"),
        ({"population": ["children"]}, "?"),
    ],
)
def test_a_filter_does_not_hide_that_an_effect_is_disputed(filters, effect):
    """A trial in children is not counted for adults, but the answer says that it leaves the effect open."""
    graph = toy.graph("x increases y @cohort", "x increases y @trial denied #Children", "x increases z")
    answer = kg.effect(graph, "x", "y", **filters)
    assert answer.effect.value == effect
    assert answer.plain()["unfiltered"] == {
        "effect": "?",
        "certainty": "open",
        "reason": "contested-step",
        "support": None,
    }
    said = "y: raises it (a study for each step) Without these exclusions: undetermined: sources dispute it"
    assert (said in " ".join(str(answer).split())) is (effect == "+")
    assert "exclusions" not in str(kg.effect(graph, "x", "y"))


def test_a_chain_that_a_filter_excludes_is_not_missing_from_the_graph():
    """The answer names what there is without the filter, in the direction that was asked."""
    graph = toy.graph("x increases y @cohort")
    answer = kg.effect(graph, "x down", "y", sources="pages")
    assert "Without these exclusions: lowers it" in str(answer)
    assert answer.unfiltered.effect is Sign.MINUS
    assert "exclusions" not in str(kg.effect(graph, "y", "x", sources="pages"))


def test_the_studies_behind_the_literature_alone_are_named():
    """Those that state its sign of the very pair; none where it follows from chains, and no page."""
    answer = kg.effect(toy.graph("x increases y @a", "x increases y @cell", "x decreases y @b"), "x", "y").literature
    assert (answer.effect, answer.studies, answer.support) == ("+", ("study:cell",), "moderate")
    assert kg.effect(toy.graph("x increases m @cell", "m increases y @cell"), "x", "y").literature.studies == ()
    assert kg.effect(toy.graph("x increases y"), "x", "y").literature.studies == ()
    found = kg.effect(toy.graph("x hasNoEffectOn y @trial"), "x", "y").literature
    assert (found.effect, found.studies) == ("0", ("study:trial",))


def test_a_web_address_alone_is_a_page():
    """A source of which nothing is known but an address counts as a page in what is stated, and in each filter."""
    graph = toy.graph("x increases y @import", "x increases y @cohort")
    studies = {**graph.studies, "study:import": changed(graph.studies["study:import"], title="https://x.example/1")}
    graph = changed(graph, studies=studies)
    side = kg.effect(graph, "x", "y").stated.up
    assert (side.pages, side.studies) == (1, 1)
    assert kg.effect(graph, "x", "y", sources="pages").stated.up.studies == 0
    assert kg.effect(graph, "x", "y", sources="literature").stated.up.pages == 0


def test_sources_of_one_group_are_counted_as_sources_and_as_one_witness():
    """On both sides, in every answer that counts them; a side whose sources are all independent says no more."""
    given = toy.graph("x increases y @trial", "x increases y @cohort denied", "x increases y @meta denied")
    names = ("study:cohort", "study:meta")
    studies = {n: changed(s, group="people") if n in names else s for n, s in given.studies.items()}
    graph = changed(given, studies=studies)
    side = kg.effect(graph, "x", "y").stated.up
    assert (side.studies, side.independent) == (1, 1)
    assert (side.against_studies, side.against_independent) == (2, 1)
    assert "1 study says that it raises it" in " ".join(str(kg.effect(graph, "x", "y")).split())
    said = " ".join(str(kg.effect(graph, "x", "y")).split())
    assert "2 studies (1 independent) say that it does not raise it" in said
    assert "(1 independent)" not in str(kg.effect(given, "x", "y"))
    facing = " ".join(str(kg.contested(graph)).split())
    assert "For: 1 randomised trial. Against: 1 independent of 2 sources: 1 meta-analysis." in facing
    assert "Against: 1 cohort study, 1 meta-analysis." in str(kg.contested(given))
    shown = str(kg.show(graph, "claim:x--increases--y"))
    assert "For (1)" in shown
    assert "Against (2, of which 1 independent; the strongest of each group counts)" in shown
    assert "Against (2)" in str(kg.show(given, "claim:x--increases--y"))


def test_the_undecided_are_counted_as_in_the_chain():
    """Also those on a claim about a kind of the target that no source decides; not those on another pair."""
    lines = ("x increases y @trial", "x increases k @cohort undecided", "x increases z @meta undecided")
    graph = toy.graph(*lines, broader={"k": "y"})
    assert kg.effect(graph, "x", "y").stated.undecided == 1
    assert kg.effect(graph, "x", "z").stated.undecided == 0
