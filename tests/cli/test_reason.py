"""The commands that reason, from effect to gaps, and what --explain and --without do."""

import csv
import io
import json
import re
from decimal import ROUND_HALF_UP, Decimal
from math import prod

import pytest

import kg
from kg.reasoning.outcomes import Reason
from kg.views.effect import REASON
from tests import toy
from tests.questions.test_effect import BESIDE

ANSWERS = [
    ("effect", "vitamin D supplementation", "falls", "--explain", "--evidence"),
    ("path", "vitamin D", "low back pain", "-k", "2", "--explain", "--without", "000"),
    ("what-if", "vitamin B12", "up", "muscle mass", "down"),
    ("effects", "vitamin B12", "down", "--by", "kind", "--limit", "2", "--explain"),
    ("why", "numbness", "--limit", "0"),
    ("loops", "--through", "PTH", "--explain"),
    ("break", "vitamin D deficiency", "back pain", "--explain"),
    ("bridges", "vitamin D receptor", "back pain"),
    ("gaps", "--kind", "association", "--concept", "vitamin D"),
]
COMMANDS = sorted({command[0] for command in ANSWERS})
FACTOR = re.compile(r"\([^)]*\)")
TERM = re.compile(r"([+−]) ([\d.]+) = ([^:]+): (evidence:\S+)")
END = re.compile(r"confidence: [\d.]+(?: × \(1 − [\d.]+\) = [\d.]+)?(?:, rounded ([\d.]+)|(, at least 0\.01))?(?= |$)")


@pytest.fixture
def toys(tmp_path):
    """Writes a toy graph to a file for --data."""

    def write(*lines, **options):
        file = toy.data_file(tmp_path / f"toy-{len(list(tmp_path.iterdir()))}.ttl", *lines, **options)
        return ("--data", file)

    return write


def words(result):
    """What a command printed, in one line."""
    return " ".join(result.out.split())


# -- effect -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "head", "reason"),
    [
        (["x increases y"], "web pages alone say that it raises it", Reason.agreeing),
        (["x decreases y"], "web pages alone say that it lowers it", Reason.agreeing),
        (["x hasNoEffectOn y"], "web pages alone say", Reason.null),
        (["x affects y"], "undetermined", Reason.unsigned),
        (["x increases y", "x increases y @b denied"], "undetermined", Reason.contested),
    ],
)
def test_an_effect_is_told_in_words(run, toys, lines, head, reason):
    """The first line tells the sign, the fourth why; an effect of 0 and an undetermined one are answers too."""
    result = run("effect", "x", "y", *toys(*lines))
    assert (result.code, result.err) == (0, "")
    assert words(result).startswith(f"x → y: {head}")
    assert f": {REASON[reason]}" in words(result).partition(" All chains: ")[2]
    assert "References [1] " in words(run("effect", "x", "y", "--evidence", *toys(*lines)))


def test_every_reason_has_words():
    """No reason for an effect is without its words."""
    assert set(REASON) == set(Reason)


def test_an_effect_shows_its_loop_and_its_denials(run, toys):
    """Chains have their sign as a mark, a loop its name; rows hold the chains and the loop."""
    result = run("effect", "x", "y", "--evidence", *toys(*BESIDE))
    assert "+ x ↑ → a ↑ → y ↑ net sign +, 2 steps" in words(result)
    assert "loop b ↑ → c ↑ → b ↑" in words(result)
    rows = list(csv.DictReader(io.StringIO(run("effect", "x", "y", *toys(*BESIDE), "--format", "csv").out)))
    assert [row["chain"] for row in rows] == ["1", "1", "2", "2"]
    denied = run("effect", "x", "y", "--evidence", *toys("x increases a", "a increases y", "x increases y @b denied"))
    assert "1] x increases y [contested] 0.01 (low; 0.00 for, 0.20 against) − document b, b.example" in words(denied)


def test_no_path_has_nothing_to_show(run, toys):
    """An effect without a chain is a question without an answer; path tells what is missing."""
    data = toys("x increases a", "b increases y", "c increases b")
    result = run("effect", "x", "y", *data)
    assert (result.code, "References" in result.out) == (1, False)
    assert json.loads(run("effect", "x", "y", *data, "--json").out)["because"] == []


def test_where_a_path_is_missing_the_next_questions_are_listed(run, toys):
    """The first missing claim stands in the sentence, the others below, each with what speaks for it."""
    lines = ("x increases a", "x increases falls", "b increases y", "g increases y")
    options = toys(*lines, "a associatedWith b", broader={"falls": "g"})
    result = run("path", "x", "y", *options)
    assert result.code == 1
    assert words(result).startswith("x → y: no chain no claim joins what “x” leads to with what leads to “y”")
    assert "(associations lead there: kg path --with-associations); does a act on b? or: do falls act on y?" in words(
        result
    )
    assert "or: do falls act on y? (known for a narrower or broader concept)" in words(result)
    assert "(nearest to the two ends)" in words(result)
    body = json.loads(run("path", "x", "y", *options, "--json").out)
    assert [link["hint"] for link in body["gap"]["missing"]] == ["associated", "kind", "kind", "near"]
    assert (body["verdict"], body["gap"]["cause"]) == ("none", "missing-claim")
    hidden = run("path", "x", "a", "--min-confidence", "0.9", *options)
    assert words(hidden) == (
        "excluded: steps with a confidence below 0.9 x → a: no chain there are chains without --min-confidence."
    )


LOW_X = {"states": {"low-x": ("x", "Low")}}

# -- lists ------------------------------------------------------------------------------------------------------------


def test_lists_are_grouped_or_ranked_and_cut(run, toys):
    """By kind of concept or in one rank; a list that is cut says how many more there are."""
    data = toys("x requiredFor a", "x requiredFor b hedged", "low-x increases c", "x hasNoEffectOn d", **LOW_X)
    grouped = run("what-if", "x", "--limit", "1", *data)
    assert words(grouped).startswith("If x ↑: 4 things, 2 with a known direction symptom (4) ↑ a")
    assert "and 3 more (--limit 0 shows all)" in words(grouped)
    assert "more" not in run("what-if", "x", "--limit", "4", *data).out
    ranked = run("what-if", "x", "down", "--by", "confidence", "--limit", "0", *data)
    assert "symptom" not in ranked.out
    assert [line.split()[:2] for line in ranked.out.splitlines()[2:] if line.startswith("  ") and line[2] != " "] == [
        ["↓", "a"],
        ["↑", "c"],
        ["↓", "b"],
        ["·", "d"],
    ]
    assert "d (found-no-effect)" in words(ranked)
    assert "more" not in ranked.out
    assert words(run("effects", "b", *toys("b increases a"))).startswith("What follows from b: 1 thing, 1 with")


def test_an_explained_list_shows_products(run, toys):
    """The confidence of a chain is shown as the product of its steps."""
    data = toys("x increases a", "a increases b hedged")
    assert "0.028 = 0.20 × 0.14 x ↑ → a ↑ → b ↑" in words(run("effects", "x", "--explain", *data))
    assert "0.028 x ↑" in words(run("why", "b", *data))


def test_why_there_is_no_loop_is_said(run, toys):
    """What a quantity acts on, and what acts on it; nothing of the world beyond the graph."""
    data = toys("a increases x", "x increases b", "x increases c", "x increases d", "x increases e")
    assert words(run("loops", "--through", "x", "--max-length", 3, *data)) == (
        "this graph has no feedback loop of at most 3 steps through x: what it acts on (b, c, d and 1 more) does not "
        "lead back to what acts on it (a)"
    )
    assert words(run("loops", "--through", "a", *data)).endswith("through a: it has nothing that acts on a")
    assert words(run("loops", "--kind", "balancing", *data)).startswith("this graph has no balancing feedback loop of")


def test_what_acts_in_the_same_way_is_shown_together(run, toys):
    """Three or more things with the same chain behind them are one entry, unless the calculation is asked for."""
    data = toys("a increases m", "b increases m", "low-c increases m", "m causes y", states={"low-c": ("c", "Low")})
    told = words(run("why", "y", *data))
    assert "↑ 3 things, all via m (web pages alone) 0.040 … → m ↑ → y ↑ a ↑, b ↑, c ↓" in told
    weaker = words(run("why", "y", *toys("a increases m", "b increases m", "c increases m hedged", "m causes y")))
    assert "3 things, all via m (web pages alone) 0.028 to 0.040 … → m ↑ → y ↑" in weaker
    explained = words(run("why", "y", "--explain", *data))
    assert "things, all" not in explained
    assert "0.040 = 0.20 × 0.20 c ↓ → m ↑ → y ↑" in explained
    lines = ("a increases m", "a increases m @b", "b increases m hedged", "m causes y", "d increases k", "k causes y")
    two = run("why", "y", *toys(*lines))
    assert "things, all" not in two.out
    shown = [float(line.split()[0]) for line in two.out.splitlines() if line.startswith("      0.")]
    assert shown == sorted(shown, reverse=True)
    assert len(shown) == 5


def test_several_changes_stand_in_the_title(run, toys):
    """What is held up and what is held down are told by their quantities."""
    data = toys("x increases a", "low-d increases a", states={"low-d": ("d", "Low")})
    assert words(run("what-if", "x", "low d", *data)).startswith("If x ↑ and d ↓: 1 thing, 1 with a known direction")
    read = words(run("what-if", "x", "↓", "d", *data))
    assert read.startswith("“x ↓” was read as less x. If x ↓ and d ↑: 1 thing")


def test_rows_of_a_list_hold_chain_and_claims(run, toys):
    """A row has effect and reason, and the chain and its claims where there is one."""
    data = toys("x increases a", "x hasNoEffectOn n")
    rows = list(csv.DictReader(io.StringIO(run("effects", "x", *data, "--format", "csv").out)))
    assert [(row["id"], row["effect"], row["chain"], row["claims"]) for row in rows] == [
        ("concept:a", "+", "x ↑ → a ↑", "claim:x--increases--a"),
        ("concept:n", "0", "", ""),
    ]


# -- loops, break, bridges --------------------------------------------------------------------------------------------


def test_loops_are_told_with_their_kind(run, toys):
    """The number of loops, their kinds and names, and each step with its evidence."""
    data = toys("a increases b", "b decreases a", "b increases c @b", "c affects a")
    told = words(run("loops", *data))
    assert told.startswith("2 feedback loops: 1 balancing, 1 of unknown sign --evidence shows the sources of each step")
    assert "1. balancing 0.040 a ↑ → b ↑ → a ↓ 2 steps, weakest: a increases b 0.20 (low)" in told
    assert "document" not in told
    whole = words(run("loops", *data, "--evidence"))
    assert "balancing: a ⇄ b 1. a ↑ → b ↑ → a ↓" in whole
    assert "of unknown sign: a → b → c → a" in whole
    assert whole.count("document b, b.example") == 1
    cut = words(run("loops", *data, "--limit", "1"))
    assert cut.endswith("and 1 more (--limit 0 shows all)")
    assert "2." not in cut
    body = json.loads(run("loops", *data, "--json").out)
    assert body["question"] == {"through": None, "max_length": 8, "k": 20, "kind": None}
    assert words(run("loops", "--max-length", "2", *data)).startswith("1 feedback loop: 1 balancing")


def test_what_breaks_a_conclusion_is_told(run, toys):
    """Claims with their sources, the concepts that all pass, and what each document holds up."""
    one = words(run("break", "x", "y", *toys("x causes m", "m causes z", "x causes z @b", "z causes y @b")))
    assert one.startswith("x → y: 1 chain The fewest claims whose removal leaves no chain (1): 0.20 (low) z causes y")
    assert "claim:z--causes--y: document b, b.example" in one
    assert "Every chain passes through: z." in one
    assert "1 without document a, a.example 0 without document b, b.example" in one
    assert one.endswith("0 without all documents (the literature alone)")
    two = words(run("break", "x", "y", *toys("x causes y", "x worsens y @b")))
    assert two.startswith("x → y: 2 chains that share no claim")
    assert "Every chain passes through: no common concept." in two


def test_bridges_are_told_with_both_sides(run, toys):
    """The chains, and for each bridge who says what before and behind it; without a bridge there is an answer too."""
    told = words(run("bridges", "x", "y", *toys("x causes a", "a causes y @b")))
    assert told == (
        "x → y: 1 bridge in 1 chain 1. x ↑ → a ↑ → y ↑ (0.040) at a (in chain 1) "
        "before: x causes a claim:x--causes--a: document:a after: a causes y claim:a--causes--y: document:b"
    )
    none = run("bridges", "x", "y", *toys("x causes y"))
    assert (none.code, words(none)) == (0, "x → y: no bridges in 1 chain 1. x ↑ → y ↑ (0.20)")


def test_gaps_are_told_by_kind(run, toys):
    """The questions stand under their kind, which is explained and counted."""
    told = words(run("gaps", *toys("x affects c", "c affects x")))
    assert told.startswith("2 questions direction (2): something acts on something else, and no source says")
    assert "does c raise or lower x? does x raise or lower c?" in told
    assert words(run("gaps", "--kind", "direction", *toys("x affects c"))).startswith("1 question direction (1)")


# -- --without and --explain ------------------------------------------------------------------------------------------


def test_without_a_source_confidence_is_computed_again(run, toys):
    """What the source says no longer counts; answer and command say that it was left out."""
    data = toys("x increases y @a", "x increases y @b", "x decreases y @c")
    full = json.loads(run("path", "x", "y", *data, "--json").out)
    assert [chain["confidence"] for chain in full["chains"]] == [0.3, 0.2]
    assert "without" not in full["data"]
    less = json.loads(run("path", "x", "y", *data, "--without", "b", "--without", "document:c", "--json").out)
    assert [chain["confidence"] for chain in less["chains"]] == [0.2]
    assert less["data"]["without"] == ["document:b", "document:c"]
    assert less["command"] == f"kg path x y --without document:b --without document:c --data {data[1]}"
    assert run("path", "x", "y", *data, *(w for d in "abc" for w in ("--without", d))).code == 1


def redone(out):
    """Each calculation in a text, redone by hand from its terms: the values, and whether each is held at the floor."""
    text, place, values = " ".join(out.split()), 0, []
    for end in END.finditer(text):
        left = {(sign, page): Decimal(1) for sign in "+−" for page in (True, False)}
        for sign, points, factors, _ in TERM.findall(text[place : end.start()]):
            product = prod(map(Decimal, FACTOR.sub("", factors).split("×")), start=Decimal(1))
            assert product == Decimal(points)
            left[sign, "web page" in factors] *= 1 - product
        support, dispute = (1 - max(Decimal("0.7"), left[sign, True]) * left[sign, False] for sign in "+−")
        value = (support * (1 - dispute)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        assert Decimal(end[1] or value) == value
        values.append((max(Decimal("0.01"), value), bool(end[2])))
        place = end.end()
    return values


@pytest.mark.parametrize(
    ("source", "target"), [("vitamin D", "low back pain"), ("vitamin D", "falls"), ("PTH", "bone resorption")]
)
def test_an_explained_path_can_be_redone_by_hand(run, graph, source, target):
    """The calculations that are printed come to the confidences of the steps, one for each influence."""
    chains = kg.path(graph, source, target).chains
    steps = {(step.subject, step.object, step.sign): step.confidence for chain in chains for step in chain.steps}
    sums = redone(run("path", source, target, "--explain").out)
    assert [float(value) for value, _ in sums] == list(steps.values())
    assert redone(run("path", source, target).out) == []


def test_an_explained_cut_can_be_redone_by_hand(run):
    """The claims that a conclusion rests on come with their calculations."""
    sums = redone(run("break", "vitamin D deficiency", "back pain", "--explain").out)
    body = json.loads(run("break", "vitamin D deficiency", "back pain", "--json").out)
    assert [float(value) for value, _ in sums] == [claim["confidence"] for claim in body["cut"]]
    assert len(sums) > 3


@pytest.mark.parametrize("command", [c for c in ANSWERS if c[0] in ("effect", "loops") and "--explain" in c])
def test_effects_and_loops_can_be_redone_by_hand(run, command):
    """Sums stand under the steps of an effect and of a loop too."""
    assert redone(run(*command).out)


def test_a_denial_alone_is_explained(run, toys):
    """Nothing for a claim is held at the floor."""
    data = toys("x increases a", "a increases y", "x increases y @b denied")
    assert "confidence: 0 × (1 − 0.2) = 0, at least 0.01" in words(run("effect", "x", "y", "--explain", *data))
