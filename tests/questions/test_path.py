"""The main question, in Python."""

import pytest

import kg
from kg.model.core import Sign
from tests import toy

STATES = {"low-d": ("d", "Low"), "low-c": ("c", "Low")}
CHAIN = ("low-d decreases c @a", "low-c causes m @a", "m causes p @b hedged")


PATH_KEYS = {"sign", "confidence", "hops", "weakest", "documents", "bridges", "steps"}
STEP_KEYS = {
    "subject",
    "subject_label",
    "subject_direction",
    "object",
    "object_label",
    "object_direction",
    "sign",
    "stated",
    "relation",
    "confidence",
    "claims",
    "evidence",
}
EVIDENCE_KEYS = {"id", "source", "section", "says", "start", "end", "direction", "modality", "url"}


def test_a_chain_says_what_each_step_does():
    """Directions, labels, sign, confidence, bridges and the weakest step of a chain."""
    (chain,) = kg.path(toy.graph(*CHAIN, states=STATES), "low d", "p").chains
    assert chain.sign is Sign.PLUS
    assert [
        (s.subject_label, s.subject_direction.value, s.object_label, s.object_direction.value) for s in chain.steps
    ] == [
        ("low d", "-", "low c", "-"),
        ("low c", "-", "m", "+"),
        ("m", "+", "p", "+"),
    ]
    assert chain.confidence == 0.0056  # 0.20 × 0.20 × 0.14
    assert chain.weakest == 2
    assert chain.bridges == (1,)
    assert chain.documents == ("document:a", "document:b")


def test_a_chain_used_the_other_way_round_is_mirrored():
    """What is stated only of a deficiency is mirrored for a rise, and can be left out."""
    graph = toy.graph(*CHAIN, states=STATES)
    (chain,) = kg.path(graph, "d", "p").chains
    assert [step.stated for step in chain.steps] == [False, False, False]
    assert chain.sign is Sign.MINUS
    assert kg.path(graph, "d", "p", stated_only=True).verdict == "none"
    assert len(kg.path(graph, "low d", "p", stated_only=True).chains) == 1


def test_the_sign_is_that_of_the_target_as_it_was_named():
    """A chain that lowers the quantity raises its low state."""
    graph = toy.graph("x decreases c", states=STATES)
    assert kg.path(graph, "x", "c").chains[0].sign is Sign.MINUS
    assert kg.path(graph, "x", "low c").chains[0].sign is Sign.PLUS
    assert kg.path(graph, "x", "low c", sign="+").chains[0].steps[0].object_label == "low c"
    assert kg.path(graph, "x", "low c", sign="−").verdict == "none"


def test_a_kind_of_the_target_is_the_target():
    """A chain may end at a kind of what was asked for, and says so; kinds are no stations on the way."""
    graph = toy.graph(
        "x causes low-back-pain",
        "low-back-pain causes back-pain",
        "x causes hip",
        broader={"low-back-pain": "back-pain"},
    )
    (chain,) = kg.path(graph, "x", "back pain").chains
    assert chain.steps[0].object == "concept:back-pain"
    assert chain.steps[0].kinds == ("concept:low-back-pain",)
    assert kg.path(graph, "low back pain", "back pain").chains[0].steps[0].kinds == ()


def test_a_named_state_that_is_a_kind_of_the_target_keeps_its_quantity():
    """A low level is not merged into its genus: its quantity goes on being what it is."""
    graph = toy.graph("x decreases c", "low-c causes imbalance", states=STATES, broader={"low-c": "imbalance"})
    (chain,) = kg.path(graph, "x", "imbalance").chains
    assert [step.object for step in chain.steps] == ["concept:c", "concept:imbalance"]


def test_a_symptom_going_down_is_not_called_low():
    """Less back pain is not low back pain: a level without a name is told apart from what has that name."""
    answer = kg.path(toy.graph("x prevents back-pain"), "x", "back pain down")
    assert answer.target.label == "less back pain"
    assert answer.chains[0].steps[0].object_label == "less back pain"


def test_chains_of_both_signs_are_incoherent():
    """The verdict says whether the chains agree; a chain of unknown sign contradicts nobody."""
    assert kg.path(toy.graph("x increases y", "x decreases y"), "x", "y").verdict == "incoherent"
    assert kg.path(toy.graph("x increases y", "x affects z", "z increases y"), "x", "y").verdict == "coherent"
    assert kg.path(toy.graph("x increases y"), "y", "x").verdict == "none"


def test_an_unsigned_claim_adds_no_chain_where_the_sign_is_known():
    """A claim with "affects" beside one with "increases" is the same step told less exactly."""
    chains = kg.path(toy.graph("x increases y", "x affects y"), "x", "y").chains
    assert [chain.sign for chain in chains] == [Sign.PLUS]


def test_concepts_and_claims_can_be_asked_for_or_avoided():
    """The option via keeps, avoid drops; both understand names, avoid also claims."""
    graph = toy.graph("x increases a", "a increases y", "x increases b", "b increases y", broader={"k": "y"})
    through = [[s.object for s in c.steps] for c in kg.path(graph, "x", "y", via=["A"]).chains]
    assert through == [["concept:a", "concept:y"]]
    for avoid in ("a", "claim:a--increases--y"):
        routes = [[s.object for s in c.steps] for c in kg.path(graph, "x", "y", avoid=[avoid]).chains]
        assert routes == [["concept:b", "concept:y"]]


def test_a_kind_of_the_target_can_be_avoided_or_asked_for():
    """Avoiding a kind leaves out what is said of it; asking for it makes it a station of its own."""
    graph = toy.graph(
        "x causes low-pain", "x causes y", "y causes pain", "low-pain causes pain", broader={"low-pain": "pain"}
    )
    routes = [[s.object[8:] for s in c.steps] for c in kg.path(graph, "x", "pain", avoid=["low pain"]).chains]
    assert routes == [["y", "pain"]]
    routes = [[s.object[8:] for s in c.steps] for c in kg.path(graph, "x", "pain", via=["low pain"]).chains]
    assert routes == [["low-pain", "pain"]]


def test_the_best_chain_of_the_other_sign_is_not_hidden():
    """Where all the chains shown agree, the answer names the best that does not; a wanted sign asks for no other."""
    graph = toy.graph("x increases y", "x increases z hedged", "z decreases y hedged")
    answer = kg.path(graph, "x", "y", k=1)
    assert answer.verdict == "coherent"
    assert answer.opposite.sign is Sign.MINUS
    assert kg.path(graph, "x", "y", k=5).opposite is None
    assert kg.path(graph, "x", "y", k=1, sign="+").opposite is None
    assert kg.path(toy.graph("x increases y"), "x", "y").opposite is None
    assert kg.path(toy.graph("x affects y"), "x", "y").opposite is None


def test_an_answer_is_not_lost_for_the_look_at_the_other_sign(monkeypatch):
    """If looking for a chain of the other sign would take too long, the chains that were found are still told."""
    graph = toy.graph("x increases y", "x increases z hedged", "z decreases y hedged")
    monkeypatch.setattr("kg.reasoning.chains.LOOK_ASIDE", 1)
    answer = kg.path(graph, "x", "y", k=1)
    assert (len(answer.chains), answer.opposite) == (1, None)


def test_the_best_chain_of_the_other_sign_is_the_first_that_its_sign_shows(graph):
    """Also where more than fifty chains contradict themselves before one that does not."""
    answer = kg.path(graph, "vitamin D deficiency", "serum calcium")
    assert answer.opposite == kg.path(graph, "vitamin D deficiency", "serum calcium", sign="+").chains[0]
    assert not answer.opposite.feedback


@pytest.mark.parametrize(
    ("options", "cause", "hides", "why"),
    [
        ({"min_confidence": 0.9}, "filter", ["--min-confidence"], "there are chains without --min-confidence"),
        ({"avoid": ["y"]}, "filter", ["--avoid"], "there are chains without --avoid"),
        ({"via": ["w"]}, "filter", ["--via"], "there are chains without --via"),
        ({"stated_only": True}, "filter", ["--stated-only"], "there are chains without --stated-only"),
        ({"max_hops": 1}, "filter", ["--max-hops"], "the shortest chain has 2 steps; try --max-hops 8"),
        ({"max_hops": 2, "min_confidence": 0.9}, "filter", ["--min-confidence"], "there are chains without --min-conf"),
        ({"sign": "+"}, "sign", ["--sign"], "no chain raises “z”; without --sign there are others"),
        ({"sign": "?"}, "sign", ["--sign"], "no chain changes “z”; without --sign there are others"),
        ({"via": ["w"], "avoid": ["y"]}, "filter", [], "there are chains only without --via and without --avoid"),
        ({"via": ["w"], "min_confidence": 0.9, "sign": "+"}, "filter", [], "there are chains only without --sign and"),
    ],
)
def test_a_filter_is_not_taken_for_ignorance(options, cause, hides, why):
    """Each option that hides all chains by itself is named; where several do it together, the sentence has them all."""
    graph = toy.graph("d increases y hedged", "y increases z", "w increases v", states={"d": ("x", "Low")})
    answer = kg.path(graph, "x", "z", **options).plain()
    assert answer["gap"] == {"cause": cause, "hides": hides, "missing": []}
    assert answer["why"].startswith(why)


def test_weak_steps_can_be_left_out_and_associations_let_in():
    """min_confidence filters steps; with_associations marks what it lets in."""
    graph = toy.graph("x increases y hedged", "x positivelyAssociatedWith z", "z increases y")
    assert [len(c.steps) for c in kg.path(graph, "x", "y").chains] == [1]
    assert kg.path(graph, "x", "y", min_confidence=0.15).verdict == "none"
    (chain,) = kg.path(graph, "x", "y", min_confidence=0.15, with_associations=True).chains
    assert [step.association for step in chain.steps] == [True, False]


@pytest.mark.parametrize(
    "options",
    [{"k": 1}, {"k": 100}, {"max_hops": 20}, {"min_confidence": 0.0}, {"min_confidence": 1.0}, {"sign": Sign.UNKNOWN}],
)
def test_options_may_be_at_their_bounds(options):
    """What lies beyond is refused."""
    assert kg.path(toy.graph("x affects y"), "x", "y", **options).question


def test_the_json_of_a_path_keeps_the_contract(graph):
    """Schema, data, command, question, verdict and every key of chains, steps and evidence are there."""
    answer = kg.path(graph, "vitamin D deficiency", "back pain", k=3)
    body = answer.plain()
    assert body["schema"] == "kg-path/2"
    assert body["data"] == {"version": graph.version, "sha256": graph.sha256, "read_until": graph.read_until}
    assert body["command"] == "kg path 'vitamin D deficiency' 'back pain' -k 3"
    assert body["question"]["source"] == {
        "id": "concept:vitamin-d-deficiency",
        "label": "vitamin D deficiency",
        "quantity": "concept:vitamin-d",
        "direction": "-",
    }
    assert body["question"]["target"]["direction"] is None
    assert (body["question"]["k"], body["question"]["max_hops"]) == (3, 8)
    assert body["verdict"] == "coherent"
    assert len(body["chains"]) == 3
    for path in body["chains"]:
        assert path.keys() >= PATH_KEYS
        assert path["hops"] == len(path["steps"])
        assert path["steps"][0]["subject"] == "concept:vitamin-d"
        assert path["steps"][-1]["object"] == "concept:back-pain"
        for step in path["steps"]:
            assert step.keys() >= STEP_KEYS
            assert step["claims"]
            assert all(item.keys() >= EVIDENCE_KEYS for item in step["evidence"])
            assert any(item["direction"] == "supports" for item in step["evidence"])


def test_the_command_asks_the_same_question():
    """Every option that was not left at its default stands in the command."""
    graph = toy.graph("x increases y", "y increases z", "w increases z")
    answer = kg.path(
        graph,
        "x",
        "z",
        k=2,
        max_hops=3,
        sign="+",
        via=["y"],
        avoid=["w"],
        stated_only=True,
        min_confidence=0.1,
        with_associations=True,
    )
    assert answer.command == (
        "kg path x z -k 2 --max-hops 3 --sign + --via y --avoid w "
        "--stated-only --min-confidence 0.1 --with-associations"
    )


def test_the_json_says_what_is_missing():
    """The JSON of a path has the reason as a sentence and as data; with a chain it has neither."""
    graph = toy.graph("x increases a", "a associatedWith b", "b increases y")
    body = kg.path(graph, "x", "y").plain()
    assert body["why"].startswith("no claim joins")
    assert (body["gap"]["cause"], body["gap"]["hides"]) == ("missing-claim", [])
    assert body["gap"]["missing"][0] == {
        "source": "concept:a",
        "source_label": "a",
        "target": "concept:b",
        "target_label": "b",
        "hint": "associated",
        "claims": ["claim:a--associated-with--b"],
    }
    hidden = kg.path(graph, "x", "a", min_confidence=0.9).plain()
    assert hidden["gap"] == {"cause": "filter", "hides": ["--min-confidence"], "missing": []}
    assert {"why", "gap"}.isdisjoint(kg.path(graph, "x", "a").plain())


@pytest.mark.parametrize(("text", "sign"), [*zip("+-?", "+-?", strict=True), ("−", "-"), (Sign.MINUS, "-")])
def test_a_sign_is_understood(text, sign):
    """A sign as it is typed or printed, or a Sign itself."""
    assert kg.path(toy.graph("x increases y"), "x", "y", sign=text).question.sign is Sign(sign)
