"""What is concluded of an effect, rule by rule."""

import pytest
from msgspec.structs import replace

from kg.model.core import Sign
from kg.reasoning.judge import Judge
from kg.reasoning.judgement import Situation
from kg.reasoning.outcomes import Outcome, Reason, turned
from tests import toy

PLUS, MINUS = Sign.PLUS, Sign.MINUS
HIGH = {"states": {"excess": ("x", "High"), "low-x": ("x", "Low")}, "beyond": ("excess",)}
GOAL = {"states": {"excess-y": ("y", "High")}, "beyond": ("excess-y",)}
CHILD = {"excludes": {"x": ("Children", "Infants")}}


def judged(*lines, source="x", target="y", way=PLUS, held=None, **options):
    """The verdict in a toy graph."""
    graph = toy.graph(*lines, **options)
    held = held or {source: way}
    return Situation(Judge(graph), {f"concept:{k}": v for k, v in held.items()}).verdict(f"concept:{target}")


def told(*lines, **options):
    """Sign, certainty, reason and support of a verdict, as texts."""
    found = judged(*lines, **options)
    return f"{found.sign} {found.certainty} {found.reason} {found.support}"


# -- the range --------------------------------------------------------------------------------------------------------


def test_an_excess_does_not_lead_on_by_the_plain_quantity_of_one_that_it_causes():
    """What raises x to excess does not lead to what low x does; by another quantity the plain one still passes on."""
    steps = ("c increases excess", "excess decreases h", "h increases x", "low-x increases t")
    lines = [f"{step} @cohort" for step in steps]
    states = {"excess": ("x", "High"), "low-x": ("x", "Low"), "c": ("v", "High")}
    assert told(*lines, source="c", target="t", states=states, beyond=("excess", "c")) == "? open beyond-range None"
    assert told(*lines, source="c", target="h", states=states, beyond=("excess", "c")).startswith("- certain")
    plain = {name: state for name, state in states.items() if name != "c"}
    assert told(*lines, source="c", target="t", states=plain, beyond=("excess",)).startswith("+ certain")


def test_a_state_beyond_the_range_is_reached_and_left_by_claims_that_name_it():
    """What is said of the quantity or of a lack does not hold for the excess, and the other way round."""
    lines = ("x increases y", "low-x increases z", "excess decreases w")
    assert told(*lines, source="excess", target="w", **HIGH) == "- certain agreeing-chains weak"
    for target in "yz":
        assert told(*lines, source="excess", target=target, **HIGH) == "? open beyond-range None"
    assert told(*lines, source="x", **HIGH) == "+ certain agreeing-chains weak"
    assert told(*lines, target="w", **HIGH) == "? open no-path None"
    assert told("a increases excess-y", source="a", target="excess-y", **GOAL) == "+ certain agreeing-chains weak"
    assert told("a increases excess-y", source="a", target="y", **GOAL) == "? open no-path None"
    assert told("a increases y", source="a", target="excess-y", **GOAL) == "? open beyond-range None"
    assert told("a increases b", "c increases y", source="a", target="excess-y", **GOAL) == "? open no-path None"


def test_what_is_held_within_its_range_has_no_excess():
    """Low calcium raises a hormone that raises calcium to excess, but not while calcium is held low."""
    lines = ("low-x increases h", "h increases excess", "excess increases y", "h increases z")
    assert told(*lines, source="h", target="excess", **HIGH).startswith("+ certain")
    for held in ({"x": MINUS}, {"x": MINUS, "h": PLUS}, {"x": PLUS, "h": PLUS}):
        assert told(*lines, held=held, target="excess", **HIGH) == "? open beyond-range None"
        assert told(*lines, held=held, target="y", **HIGH) == "? open beyond-range None"
        assert told(*lines, held=held, target="z", **HIGH)[0] != "?"


def test_while_an_excess_is_held_only_claims_that_name_an_excess_lead_on():
    """What k does was found in the normal range; without the excess it counts."""
    lines = ("excess causes k", "k decreases x", "x decreases r", "k increases s")
    assert told(*lines, source="excess", target="r", **HIGH) == "? open beyond-range None"
    assert told(*lines, source="excess", target="x", **HIGH) == "? open beyond-range None"
    assert told(*lines, source="excess", target="s", **HIGH) == "? open beyond-range None"
    assert told(*lines, source="excess", target="k", **HIGH) == "+ certain agreeing-chains weak"
    assert told(*lines, source="k", target="r", **HIGH) == "? open only-mirrored weak"
    assert told(*lines, source="excess", target="q", **HIGH | {"broader": {"q": "r"}}) == "? open no-path None"


def test_an_excess_that_is_not_there_does_not_fall():
    """What lowers a cause of an excess lowers neither the excess nor what comes of it, unless the excess is given."""
    lines = ("a decreases b @cohort", "b causes excess @cohort", "excess causes t @cohort")
    for target in ("excess", "t"):
        assert told(*lines, source="a", target=target, **HIGH) == "? open beyond-range None"
        assert told(*lines, source="a", target=target, way=MINUS, **HIGH) == "+ certain agreeing-chains moderate"
        assert told(*lines, source="b", target=target, way=MINUS, **HIGH) == "- certain agreeing-chains moderate"
        assert told(*lines, "a decreases excess @b", source="a", target=target, **HIGH).startswith("- certain")
    assert told(*lines, source="excess", target="t", way=MINUS, **HIGH).startswith("- certain")
    other = HIGH | {"beyond": ("excess", "b")}
    assert told(*lines, source="a", target="t", **other).startswith("- certain")


def test_another_high_state_is_joined_with_its_quantity():
    """A high state that is not beyond the range is its quantity going up, as a low one is going down."""
    states = {"states": {"high-x": ("x", "High")}}
    assert told("high-x increases y", **states) == "+ certain agreeing-chains weak"
    found = judged("high-x increases y", way=MINUS, **states)
    assert (found.sign, found.reason, found.leaning, found.support) == ("?", "only-mirrored", "-", "weak")


def test_nothing_stands_in_for_an_excess():
    """Neither a broader concept nor what it indicates answers for a state beyond the range."""
    lines = ("g increases y", "excess indicates i", "i increases y")
    assert told(*lines, source="excess", **HIGH, broader={"excess": "g"}) == "? open no-path None"


# -- populations ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (["x increases y #Children"], "? open different-populations None"),
        (["x increases y #Children #Infants"], "? open different-populations None"),
        (["x increases y #Children", "x increases y @b #Infants"], "? open different-populations None"),
        (["x increases a", "a increases y #Children"], "? open different-populations None"),
        # evidence in others, or in no stated population, is not left out
        (["x increases y #Adults"], "+ certain agreeing-chains weak"),
        (["x increases y #Children #Adults"], "+ certain agreeing-chains weak"),
        (["x increases y #Children", "x increases y @b"], "+ certain agreeing-chains weak"),
        # what is left out opposes nothing, and denies nothing
        (["x increases y", "x increases a #Children", "a decreases y"], "+ certain agreeing-chains weak"),
        (["x hasNoEffectOn y #Children", "x increases a", "a increases y"], "? open contested-step None"),
        # nothing leads there anyhow
        (["x increases a #Children", "b increases y"], "? open no-path None"),
    ],
)
def test_what_holds_in_excluded_populations_is_left_out(lines, answer):
    """An influence all of whose supporting evidence is limited to people to whom the source cannot apply."""
    assert told(*lines, **CHILD) == answer


def test_the_weight_and_the_summaries_leave_other_populations_out_too():
    """A chain that does not apply neither opposes in any world nor counts as a summary of the pair."""
    lines = ["x increases y", "x decreases a", "a increases y", "x decreases b #Children", "b increases y"]
    weights = [judged(*lines, **options).weight for options in (CHILD, {})]
    alone = judged(*lines[:3]).weight
    assert weights[0] == alone != weights[1]
    summary = ("x increases y prose #Children", "x increases a @trial", "a increases y @trial")
    assert told(*summary, **CHILD) == told(*summary[1:]) == "+ certain agreeing-chains strong"


@pytest.mark.parametrize(
    ("lines", "population", "support"),
    [
        (["x increases y @trial #Adults"], "Adults", "moderate"),
        (["x increases y @trial #Adults", "x increases y @meta"], None, "strong"),
        (["x increases y @trial #Adults", "x increases y @meta #Adults"], "Adults", "moderate"),
        (["x increases y @trial #Adults", "x increases y @meta #Women"], None, "strong"),
        (["x increases y #Adults"], "Adults", "weak"),
        (["x increases a @trial #Adults", "a increases y @trial #Adults"], "Adults", "moderate"),
        (["x increases a @trial #Adults", "a increases y @trial"], None, "strong"),
        (["x increases y @trial #Adults #Women"], "Adults", "moderate"),
    ],
)
def test_where_all_evidence_of_the_chain_has_one_population_the_verdict_says_so(lines, population, support):
    """The support is then at most moderate."""
    found = judged(*lines)
    assert (found.sign, found.population, found.support) == ("+", population, support)


# -- denials ----------------------------------------------------------------------------------------------------------

KINDS = {"broader": {"x": "b", "b": "c", "k": "y", "y": "g", "g": "h"}}


@pytest.mark.parametrize(
    ("line", "open_"),
    [
        ("x increases y @b denied", True),
        ("b increases y @b denied", True),
        ("c increases y @b denied", True),
        ("c increases k @b denied", True),
        ("x decreases g @b denied", True),
        ("c hasNoEffectOn g", True),
        ("c hasNoEffectOn y", True),
        ("x increases h @b denied", False),
        ("z increases y @b denied", False),
        ("y increases x @b denied", False),
    ],
)
def test_denials_are_inherited(line, open_):
    """From broader sources, from kinds of the target and from the concept just above it; not from farther."""
    found = judged("x increases y", line, **KINDS)
    assert (found.sign, found.reason) == (("?", "contested-step") if open_ else ("+", "agreeing-chains"))


@pytest.mark.parametrize(
    ("line", "open_"),
    [
        ("b increases y @b denied", False),
        ("c hasNoEffectOn y", False),
        ("x increases y @b denied", True),
        ("x increases k @b denied", True),
        ("x hasNoEffectOn g", True),
    ],
)
def test_what_a_study_states_of_the_pair_stands_against_denials_of_broader_sources(line, open_):
    """But not against those of the source itself."""
    found = judged("x increases y @trial", line, **KINDS)
    assert (found.sign, found.reason) == (("?", "contested-step") if open_ else ("+", "agreeing-chains"))
    assert found.leaning is None


def test_a_null_finding_of_a_broader_source_is_one_of_its_kinds():
    """What was looked for and not found for the genus is not found for the kind, if nothing else leads there."""
    found = judged("c hasNoEffectOn y @trial", **KINDS)
    assert (found.sign, found.certainty, found.reason, found.support) == ("0", "certain", "found-no-effect", "strong")
    assert told("c hasNoEffectOn y", "c hasNoEffectOn y @b denied", **KINDS) == "? open contested-step None"


def test_a_dispute_about_treatment_alone_leaves_an_effect_known():
    """Where another claim of the same effect stands, that a treatment does not suffice is no dispute of it."""
    lines = ("x treats low-y", "x treats low-y @b denied")
    states = {"states": {"low-y": ("y", "Low")}}
    assert told(*lines, "x increases y", **states) == "+ certain agreeing-chains weak"
    assert told(*lines, **states) == "? open contested-step None"


# -- summaries --------------------------------------------------------------------------------------------------------

SUMMED = ("d increases r prose", "d decreases c", "c decreases p", "p increases r")


def test_a_summary_does_not_oppose_its_mediators():
    """A page that sums up d → c ↓ → p ↑ → r ↑ is no mechanism beside it: what else p does is not opposed by it."""
    lines = (*SUMMED, "r increases c", "c decreases r")
    summed = judged(*SUMMED, "r decreases t", source="d", target="t")
    assert (summed.sign, summed.reason) == ("-", "agreeing-chains")
    # the same without a passage is a mechanism of its own, and the loop may then reverse what d does to c
    assert judged(*lines, source="d", target="c").outcome.reason in ("agreeing-chains", "opposing-chains")
    plain = [line.replace(" prose", "") for line in lines]
    assert judged(*plain, source="d", target="c").outcome.reason == "opposing-chains"
    assert judged(*SUMMED, "r increases c", source="d", target="c").outcome.reason == "agreeing-chains"


def test_between_the_very_ends_a_summary_is_the_direct_statement():
    """Asked about its own ends a summary counts: it is stated, and where it alone is well supported, as support."""
    found = judged("x increases y prose", "x increases y @trial", "x increases a", "a increases y")
    assert (found.sign, found.support) == ("+", "strong")
    assert found.outcome.response.paths[1] == ("concept:x", "concept:y")
    opposed = judged("x increases y prose", "x increases a", "a increases y", "x increases b", "b decreases y")
    assert opposed.outcome.reason == "opposing-chains"


# -- certain, likely, stated by studies -------------------------------------------------------------------------------


OPPOSED = ("x increases b", "b decreases y")


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (["x increases y @trial", *OPPOSED], "+ likely stated-by-study strong"),
        (["x increases y @cohort", *OPPOSED], "+ likely stated-by-study moderate"),
        (["x increases y @cohort hedged", *OPPOSED], "? open opposing-chains None"),
        (["x increases y @cohort", "x increases y", *OPPOSED], "+ likely stated-by-study moderate"),
        # not by pages, by studies of which nothing is known, or of another pair
        (["x increases y", *OPPOSED], "? open opposing-chains None"),
        (["x increases y @import", *OPPOSED], "? open opposing-chains None"),
        (["x increases a @trial", "a increases y @trial", *OPPOSED], "? open opposing-chains None"),
        # not where it is disputed, or says no sign
        (["x increases y @trial", "x increases y @b denied", *OPPOSED], "? open contested-step None"),
        (["x affects y @trial", *OPPOSED], "? open unsigned-step None"),
        (["x decreases y @trial", *OPPOSED], "- certain agreeing-chains strong"),
    ],
)
def test_an_undisputed_statement_by_a_study_is_likely(lines, answer):
    """Where chains oppose each other, a study of known design that states the very pair decides."""
    assert told(*lines) == answer


def test_studies_that_state_two_signs_of_kinds_decide_nothing():
    """A rise of one kind and a fall of another are no statement of the target, and several changes have none."""
    lines = ("x increases k @trial", "x decreases l @trial")
    assert told(*lines, broader={"k": "y", "l": "y"}) == "? open opposing-chains None"
    one = ("x increases k @trial", "x increases a", "a decreases k")
    assert told(*one, broader={"k": "y"}) == "+ likely stated-by-study strong"
    both = ("x increases y @trial", "z decreases y")
    assert told(*both, held={"x": PLUS, "z": PLUS}) == "? open opposing-chains None"


def test_a_weight_makes_a_sign_likely_from_nine_tenths():
    """Feedback that could hardly reverse a chain leaves it likely; opposing chains of like strength leave it open."""
    beside = ("x increases a", "a increases y", "a increases b", "b increases c", "c increases b", "b decreases a")
    found = judged(*beside)
    assert (found.sign, found.certainty, found.reason, found.support) == ("+", "likely", "worlds", "weak")
    assert found.weight.weight >= 0.9
    opposed = judged(
        "x increases a", "a increases y", "x increases b", "b decreases y", "x increases c", "c increases y"
    )
    assert (opposed.sign, opposed.certainty, opposed.reason) == ("?", "open", "opposing-chains")
    assert opposed.leaning is opposed.weight.sign
    assert 0.5 < opposed.weight.weight < 0.9


#: What x raises by way of m alone, around which feedback may reverse it.
BEHIND = [
    "x increases a",
    "a increases m",
    "m increases b",
    "b increases c",
    "c increases b",
    "b decreases m",
    "m increases y",
]


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ("", "? open feedback-loop None"),
        ("d increases k @trial", "? open feedback-loop None"),
        ("x increases m @trial", "+ likely worlds weak"),
        ("x increases y", "+ likely worlds weak"),
        ("x increases k", "+ likely worlds weak"),
    ],
)
def test_no_sign_is_surer_than_that_of_what_all_chains_pass(more, answer):
    """What is open for m is open behind it; not if a study states the effect on m, nor beside it."""
    lines = [*BEHIND, more] if more else BEHIND
    assert told(*lines, broader={"k": "y"}) == answer
    found, before = judged(*lines, broader={"k": "y"}), judged(*lines, target="m")
    if found.sign is Sign.UNKNOWN:
        assert (before.sign, found.leaning, found.weight.weight) == (Sign.UNKNOWN, PLUS, before.weight.weight)


def test_kinds_are_likely_together_only_if_each_is():
    """The lowest weight of the kinds counts, a certain one with the most; without agreement there is no leaning."""
    beside = ("x increases a", "a increases k", "a increases b", "b increases c", "c increases b", "b decreases a")
    kinds = {"broader": {"k": "y", "l": "y"}}
    found = judged(*beside, "x increases l", **kinds)
    assert (found.sign, found.certainty, found.reason) == ("+", "likely", "worlds")
    assert found.weight.weight == judged(*beside, target="k").weight.weight
    against = judged(*beside, "x decreases l", **kinds)
    assert (against.sign, against.leaning, against.weight) == ("?", None, None)


# -- only mirrored ----------------------------------------------------------------------------------------------------

LOW = {"states": {"low-x": ("x", "Low")}}


@pytest.mark.parametrize(
    ("lines", "answer", "leaning"),
    [
        (["low-x decreases y"], "? open only-mirrored weak", "+"),
        (["low-x decreases y @cohort"], "+ certain agreeing-chains moderate", None),
        (["low-x decreases y", "x increases y @b"], "+ certain agreeing-chains weak", None),
        (["x requiredFor y"], "+ certain agreeing-chains weak", None),
        (["low-x decreases a", "a increases y @trial"], "? open only-mirrored weak", "+"),
        (
            ["low-x decreases a @trial", "a increases y"],
            "? open only-mirrored weak",
            "+",
        ),
        # a stated chain of the sign beside a better supported one
        (["low-x decreases y", "x increases a", "a increases y"], "+ certain agreeing-chains weak", None),
    ],
)
def test_what_pages_say_only_of_the_contrary_is_not_told(lines, answer, leaning):
    """A weak sign without a chain that is stated as it is used is a leaning."""
    found = judged(*lines, **LOW)
    assert told(*lines, **LOW) == answer
    assert found.leaning == leaning


def test_a_likely_sign_that_is_only_mirrored_is_not_told_either():
    """The worlds do not make pages say more than they say."""
    lines = ("low-x decreases a", "a increases y", "a increases b", "b increases c", "c increases b", "b decreases a")
    found = judged(*lines, **LOW)
    assert (found.sign, found.certainty, found.reason, found.leaning) == ("?", "open", "only-mirrored", "+")
    assert found.weight.weight >= 0.9


@pytest.mark.parametrize(
    ("said", "answer"), [("x increases", "+ likely worlds weak"), ("low-x decreases", "? open only-mirrored weak")]
)
def test_a_sign_without_a_chain_of_firm_influences_is_weak(said, answer):
    """Where each chain has a contested or unsigned step a likely sign has none to rest on, whatever studies say."""
    lines = [f"{said} {name} {source}" for name in "abcd" for source in ("@meta", "@trial", "@b denied")]
    lines += [f"{name} increases y @trial" for name in "abcd"]
    lines += ["x affects p", "p increases q", "q increases r", "r increases y"]
    assert told(*lines, **LOW) == answer
    assert judged(*lines, **LOW).outcome.reason == "unsigned-step"


# -- standing in ------------------------------------------------------------------------------------------------------


def answers(*lines, **options):
    """The sign and the quantities that answered."""
    found = judged(*lines, **options)
    return f"{found.sign} {found.source[8:]} {found.target[8:]}"


def test_what_a_source_indicates_answers_for_it_and_then_what_is_above_it():
    """In this order, and only where the source itself leads nowhere."""
    lines = ("x indicates i", "i increases y @trial", "b decreases y @trial", "c increases y @trial")
    broader = {"broader": {"x": "b", "b": "c"}}
    assert answers(*lines, **broader) == "+ i y"
    assert answers(*lines[1:], **broader) == "- b y"
    assert answers(lines[1], lines[3], **broader) == "+ c y"
    assert answers(*lines, "x decreases y @trial", **broader) == "- x y"
    assert answers("x increases a", "z increases y", **broader) == "? x y"
    assert answers("x indicates i", "i increases y @trial", way=MINUS) == "- i y"
    # a level is neither an indicator nor a broader concept that answers
    assert answers("x indicates low-i", "i increases y", states={"low-i": ("i", "Low")}) == "? x y"
    assert answers("g increases y", broader={"x": "low-g"}, states={"low-g": ("g", "Low")}) == "? x y"


def test_what_stands_in_answers_where_the_chains_of_a_source_oppose():
    """Unless the effect is disputed, or these chains lean the other way."""
    lines = ("x increases a", "x decreases c", "a increases y", "c increases y", "b increases y @trial")
    assert answers(*lines, broader={"x": "b"}) == "+ b y"
    assert answers(*lines[:4], "x indicates i", "i decreases y @trial") == "- i y"
    assert answers(*lines[:4], broader={"x": "b"}) == "? x y"
    assert answers(*lines, "x increases y @meta denied", "x increases y @trial", broader={"x": "b"}) == "? x y"
    leaning = ("x increases a @meta", "x decreases c @meta", "a increases y @meta", "c increases y @meta")
    assert judged(*leaning).leaning is Sign.MINUS
    assert answers(*leaning, "b increases y @trial", broader={"x": "b"}) == "? x y"
    assert answers(*leaning, "b decreases y @trial", broader={"x": "b"}) == "- b y"


def test_a_treatment_that_is_indicated_does_not_answer():
    """That a test indicates a treatment says when it is used, not what the test is a sign of."""
    given = toy.graph("x indicates i", "i increases y @trial")
    for category, sign in (("Treatment", "?"), ("Protein", "+")):
        graph = toy.of_categories(given, i=category)
        found = Situation(Judge(graph), {"concept:x": Sign.PLUS}).verdict("concept:y")
        assert found.sign.value == sign


def test_for_a_condition_that_leads_to_nothing_only_what_is_stated_of_the_concept_above_it_holds():
    """Kidney disease leads to low vitamin D, and that on; for kidney stones, a kind of it, only the first holds."""
    lines = ("b decreases d @trial", "low-d causes y @trial", "b hasNoEffectOn n")
    graph = toy.graph(*lines, "a increases z", "i increases j", broader={"x": "b"}, states={"low-d": ("d", "Low")})
    for category, signs in (("Disease", "-?0"), ("PhenotypicFeature", "-?0"), ("Treatment", "-+0")):
        found = Situation(Judge(toy.of_categories(graph, x=category)), {"concept:x": PLUS})
        assert "".join(found.verdict(f"concept:{name}").sign for name in "dyn") == signs
        assert ("concept:y" in found.targets()) == (category == "Treatment")
    assert found.verdict("concept:z").reason == "no-path"
    acting = toy.graph(*lines, "x increases z", broader={"x": "b"}, states={"low-d": ("d", "Low")})
    assert (
        Situation(Judge(toy.of_categories(acting, x="Disease")), {"concept:x": PLUS}).verdict("concept:y").sign == "+"
    )
    sign_of = toy.graph("x indicates i", "i increases j @trial", "j increases y @trial")
    assert (
        Situation(Judge(toy.of_categories(sign_of, x="Disease")), {"concept:x": PLUS}).verdict("concept:y").sign == "+"
    )


def test_what_a_target_indicates_answers_for_it():
    """If nothing leads to the target, the quantity that it indicates is asked, and then with what stands in."""
    lines = ("y indicates i", "x increases i @trial")
    assert answers(*lines) == "+ x i"
    assert answers(*lines, "x decreases y @trial") == "- x y"
    assert answers("y indicates i", "b increases i @trial", broader={"x": "b"}) == "+ b i"
    assert answers("y indicates x", "x increases a") == "? x y"  # no quantity answers with itself
    two = ("y indicates i", "y indicates a", "x increases i @trial", "x decreases a @trial")
    assert answers(*two) == "- x a"  # the first by name


def test_nothing_stands_in_for_several_changes():
    """What is held together is taken as it is."""
    assert answers("b increases y", "z increases a", held={"x": PLUS, "z": PLUS}, broader={"x": "b"}) == "? x y"
    assert answers("y indicates i", "x increases i", "z increases a", held={"x": PLUS, "z": PLUS}) == "+ x i"


def test_the_targets_of_a_situation_are_all_of_which_something_is_told():
    """What is reached and its genera, that of the source among them, null findings, what indicates these, stand-ins."""
    graph = toy.graph(
        "x increases k",
        "i indicates y",
        "b hasNoEffectOn n",
        "b increases m",
        "z increases w",
        "x increases low-t",
        broader={"k": "y", "x": "b"},
        states={"low-t": ("t", "Low")},
    )
    found = Situation(Judge(graph), {"concept:x": PLUS}).targets()
    assert sorted(name[8:] for name in found) == ["b", "i", "k", "m", "n", "t", "y"]


# -- only what is stated ----------------------------------------------------------------------------------------------


def test_with_stated_only_an_influence_counts_where_it_is_stated_as_used():
    """What pages say of a lack does not count for a rise; where both directions arrive, either statement counts."""
    lines = ("low-x decreases y", "x increases z", "z increases w", "x affects u", "x decreases u @b")
    graph = toy.graph(*lines, **LOW)
    graph = replace(graph, filters=replace(graph.filters, stated_only=True))
    judge = Judge(graph)
    rise, fall = ({"concept:x": way} for way in (PLUS, MINUS))
    assert sorted((s[8:], t[8:], sign.value) for s, t, sign in judge.unstated(rise)) == [
        ("x", "u", "?"),
        ("x", "y", "+"),
    ]
    assert ("concept:x", "concept:z", PLUS) in judge.left_out(fall)
    assert Situation(judge, rise).verdict("concept:w").reason == "agreeing-chains"
    assert Situation(judge, rise).verdict("concept:y").reason == "no-path"
    assert Judge(toy.graph(*lines, **LOW)).unstated(rise) == frozenset()


def test_an_outcome_without_chains_can_be_turned_round():
    """There are no paths to turn."""
    assert turned(Outcome(PLUS, Reason.studies)) == Outcome(MINUS, Reason.studies)
