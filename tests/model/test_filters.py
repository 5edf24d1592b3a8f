"""What filters leave out, and what an answer says of it."""

import pytest
from msgspec.structs import replace

import kg
from kg.model.core import Sign, Study
from kg.model.filters import filtered
from kg.reasoning.judge import Judge
from kg.registry import COMMANDS, function
from kg.signature import parameters
from kg.views import left_out
from tests import toy

STUDIES = {
    f"study:{name}": Study(f"study:{name}", design, "Verified", year=year)
    for name, design, year in (
        ("trial", "RandomisedTrial", "2001"),
        ("pooled", "MetaAnalysis", "2015"),
        ("cohort", "Cohort", "2020"),
        ("undated", "Review", ""),
    )
}
SOURCES = ["document:a", *STUDIES]
PLACES = "abcde"


@pytest.fixture
def mixed():
    """One claim by each source: x increases a by a page, b by a trial, c by a meta-analysis, and so on."""
    graph = toy.graph(*(f"x increases {place}" for place in PLACES))
    items = zip(graph.evidence.values(), SOURCES, strict=True)
    return replace(graph, studies=STUDIES, evidence={e.id: replace(e, source=source) for e, source in items})


def kept(graph):
    """What x still increases."""
    return "".join(sorted(i.target.partition(":")[2] for i in graph.influences))


def limited(graph, **populations):
    """The graph, with the evidence on some claims limited to populations."""
    evidence = {}
    for item in graph.evidence.values():
        names = populations.get(item.claim[-1], "").split()
        evidence[item.id] = replace(item, context=(("dose", "much"), *(("population", name) for name in names)))
    return replace(graph, evidence=evidence)


@pytest.mark.parametrize(
    ("filters", "targets"),
    [
        ({}, "abcde"),
        ({"sources": "all"}, "abcde"),
        ({"sources": "literature"}, "bcde"),
        ({"sources": "pages"}, "a"),
        ({"sources": "trials"}, "bc"),
        ({"since": 2001}, "abcde"),
        ({"since": 2002}, "acde"),
        ({"since": 2021}, "ae"),
        ({"sources": "trials", "since": 2015}, "c"),
        ({"sources": "literature", "without": ["trial", "undated"]}, "cd"),
        ({"sources": "literature", "avoid": ["d"]}, "bce"),
        ({"min_confidence": 0.5}, "bc"),
        ({"sources": "pages", "min_confidence": 0.5}, ""),
    ],
)
def test_only_evidence_that_counts_is_left(mixed, filters, targets):
    """Claims without other evidence are gone; filters combine; the first graph stays as it was."""
    assert kept(filtered(mixed, **filters)) == targets
    assert kept(mixed) == "abcde"


def test_a_graph_that_is_filtered_again_is_at_hand(mixed):
    """What was found out about a filtered graph serves the next question; only the last few are kept."""
    first = filtered(mixed, sources="trials")
    assert filtered(mixed, sources="trials") is first
    assert filtered(mixed) is mixed
    for year in range(2000, 2010):
        filtered(mixed, since=year)
    assert filtered(mixed, sources="trials") is not first


def test_a_claim_keeps_the_evidence_that_counts():
    """The confidence is that of what is left."""
    graph = toy.graph("x increases y @a", "x increases y @b denied")
    (denied,) = (e for e in graph.evidence.values() if e.source == "document:b")
    graph = replace(
        graph, studies=STUDIES, evidence={**graph.evidence, denied.id: replace(denied, source="study:trial")}
    )
    claim = "claim:x--increases--y"
    assert graph.confidence(claim).contested
    assert not filtered(graph, sources="pages").confidence(claim).contested
    assert filtered(graph, sources="literature").influences == ()


@pytest.mark.parametrize(
    ("names", "targets"),
    [
        (["older adults"], "abd"),
        (["OlderAdults"], "abd"),
        (["Older-Adults"], "abd"),
        (["women"], "acd"),
        (["women", "older adults"], "abcd"),
        (["infants"], "a"),
    ],
)
def test_evidence_limited_to_other_populations_is_ignored(mixed, names, targets):
    """Evidence without a population counts, and evidence with one of those named among its populations."""
    graph = limited(mixed, b="OlderAdults", c="Women", d="OlderAdults Women", e="Children")
    assert kept(filtered(graph, population=names)) == targets


def test_evidence_for_other_conditions_is_ignored():
    """Evidence without a condition counts, and evidence with one of those named; the answer and its command say so."""
    graph = toy.graph(
        "x increases a", "x increases b %Compensation", "x increases c %CalciumSufficient %OnlyIfDeficient"
    )
    assert kept(filtered(graph, condition=["as a compensation"])) == "ab"
    assert kept(filtered(graph, condition=["Compensation", "only if deficient"])) == "abc"
    answer = kg.path(graph, "x", "a", condition=["OnlyIfDeficient"])
    assert answer.data.condition == ("only if deficient",)
    assert answer.command == "kg path x a --condition 'only if deficient'"
    assert left_out(answer.data) == ["evidence for conditions other than only if deficient"]


def test_an_answer_names_its_filters_alone(mixed):
    """The data of an answer has the filters as they were understood; without any, none."""
    plain = kg.effect(mixed, "x", "b").plain()["data"]
    assert plain == {"version": "", "sha256": ""}
    told = kg.effect(
        mixed,
        "x",
        "b",
        sources="TRIALS",
        population=["OlderAdults"],
        since=1999,
        without=["a"],
        avoid=["c"],
        min_confidence=0.1,
        stated_only=True,
    )
    assert told.plain()["data"] == {
        **plain,
        "without": ["document:a"],
        "avoid": ["c"],
        "sources": "trials",
        "population": ["older adults"],
        "since": 1999,
        "stated_only": True,
        "min_confidence": 0.1,
    }
    assert str(told).split("\nx →")[0].replace("\n  ", " ") == (
        "excluded: all sources but trials and meta-analyses; evidence limited to populations other than older "
        "adults; studies published before 1999; a; chains through c; steps with a confidence below 0.1; steps that no "
        "source states in the direction in which they are used"
    )
    assert not str(kg.effect(mixed, "x", "b")).startswith("leaves out")


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"sources": "literature"}, ["web pages and other documents"]),
        ({"sources": "pages"}, ["studies"]),
        (
            {"population": ["women", "infants"]},
            ["evidence limited to populations other than women or infants"],
        ),
        ({"avoid": ["b", "c"]}, ["chains through b or c"]),
        ({"without": ["a"]}, ["a"]),
        ({}, []),
    ],
)
def test_what_is_left_out_is_told_in_words(mixed, filters, words):
    """Nothing is said of filters that are not used."""
    assert left_out(kg.effects(mixed, "x", **filters).data) == words


def test_a_path_repeats_its_filters():
    """The command of a path asks the same question again."""
    graph = toy.graph("x increases y", "z increases y")
    answer = kg.path(graph, "x", "y", sources="pages", population=["infants", "women"], since=2000, without=["b"])
    assert answer.command == (
        "kg path x y --sources pages --population infants --population women --since 2000 --without document:b"
    )
    assert answer.data.sources == "pages"
    asked = kg.path(graph, "x", "y", avoid=["z"], min_confidence=0.1, stated_only=True)
    assert (asked.data.avoid, asked.data.min_confidence, asked.data.stated_only) == (("z",), 0.1, True)


# -- stated only ------------------------------------------------------------------------------------------------------

STATES = {"low-d": ("d", "Low"), "low-m": ("m", "Low")}


def used(graph, **held):
    """The influences that count when some things are held up or down."""
    judge = Judge(filtered(graph, stated_only=True))
    gone = judge.left_out({f"concept:{name}": Sign(sign) for name, sign in held.items()})
    return [f"{i.source[8:]}{i.sign.value}{i.target[8:]}" for i in graph.influences if i.key not in gone]


def test_steps_count_in_the_direction_in_which_they_are_stated():
    """A step is left out if the change reaches it only in the other direction."""
    graph = toy.graph("low-d decreases m", "low-m increases p", "m increases q", "d hasNoEffectOn z", states=STATES)
    assert used(graph, d="-") == ["d+m", "m-p"]
    assert used(graph, d="+") == ["d0z"]
    assert used(graph, m="+") == ["m+q"]
    assert used(graph, d="-", m="+") == ["d+m", "m+q"]  # what is held is not changed
    assert Judge(graph).left_out({"concept:d": Sign.PLUS}) == frozenset()


def test_a_thing_that_is_reached_in_both_directions_counts_in_both():
    """What goes up by one chain and down by another uses what is stated for either; a loop ends."""
    graph = toy.graph(
        "d increases m", "d decreases m", "low-m increases p", "m increases q", "q increases d", states=STATES
    )
    assert used(graph, d="+") == ["d+m", "d-m", "m-p", "m+q", "q+d"]


def test_a_step_of_unknown_sign_counts_only_where_no_other_has_one():
    """After it the direction is unknown, and steps of any direction count."""
    graph = toy.graph("d affects m", "low-m increases p", "m increases q", states=STATES)
    assert used(graph, d="+") == ["d?m", "m-p", "m+q"]
    graph = toy.graph("d affects m", "low-d decreases m", "m increases q", states=STATES)
    assert used(graph, d="+") == []


CAN = [name for name in COMMANDS if name != "diff" and "stated_only" in parameters(function(name))]


@pytest.mark.parametrize("name", CAN)
def test_every_question_that_takes_stated_only_heeds_it(name):
    """What is stated of a lack is not said of a plenty."""
    graph = toy.graph("low-d causes m", "low-m increases p", "m causes p", states=STATES)
    ends = {"source": "d", "target": "m", "changes": ["d"]}
    given = [ends[part] for part in parameters(function(name)) if part in ends]
    assert function(name)(graph, *given).answered
    assert not function(name)(graph, *given, stated_only=True).answered
    if name != "why":  # it asks what happens when each thing rises
        lacking = [["low d"] if isinstance(text, list) else text.replace("d", "low d") for text in given]
        assert function(name)(graph, *lacking, stated_only=True).answered


def test_a_cut_that_is_hidden_says_by_what():
    """The reason is the option, not a lack of knowledge."""
    graph = toy.graph("low-d causes m", states=STATES)
    assert kg.break_(graph, "d", "m", stated_only=True).why == "there are chains without --stated-only"


def test_the_questions_with_stated_only_are_those_of_a_change():
    """Those about chains from a source or to a target."""
    assert CAN == ["path", "effect", "what-if", "effects", "why", "break", "bridges"]


# -- read until -------------------------------------------------------------------------------------------------------


def test_answers_say_until_when_the_literature_was_read(graph):
    """The day stands in the data of every answer, and below the chains of a path; a graph without one says nothing."""
    assert graph.read_until >= max(item.date for item in graph.withdrawn.values())
    assert kg.stats(graph).data.read_until == graph.read_until
    line = f"Literature read until {graph.read_until}."
    assert str(kg.path(graph, "vitamin D deficiency", "back pain")).endswith(f"\n{line}")
    assert "Literature read" not in str(kg.path(toy.graph("x increases y"), "x", "y"))


@pytest.mark.thorough
def test_all_questions_leave_the_same_steps_out(graph):
    """What is upstream of a thing has the effect that it has if it is asked for alone."""
    found = kg.why(graph, "serum calcium", stated_only=True).causes
    assert found
    for cause in found[:10]:
        alone = kg.effect(graph, cause.id, "serum calcium", stated_only=True)
        assert (alone.effect, alone.certainty, alone.reason) == (cause.effect, cause.certainty, cause.reason)
