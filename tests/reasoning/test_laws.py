"""Laws of the judgement on random graphs that have something for each rule, and on the real one."""

import random

import networkx
import pytest
from msgspec.structs import replace

import kg
from kg.model.core import Sign, Stance
from kg.reasoning import responses
from kg.reasoning.draws import WORLDS, Draws, arcs
from kg.reasoning.judge import Judge
from kg.reasoning.judgement import Situation
from kg.reasoning.outcomes import Reason
from kg.reasoning.verdict import Certainty
from kg.reasoning.worlds import Worlds
from tests import drawn, toy
from tests.moves import UNLISTED

pytestmark = pytest.mark.thorough

SEEDS = range(40)


def told(verdict):
    """Everything that a verdict tells."""
    found = verdict
    first = (found.sign, found.certainty, found.reason, found.support, found.weight, found.leaning)
    return (*first, found.population, found.source, found.target)


def pairs(graph):
    """The verdict on each pair of quantities, one by one."""
    names = drawn.quantities(graph)
    return {(a, b): Situation(Judge(graph), {a: Sign.PLUS}).verdict(b) for a in names for b in names if a != b}


@pytest.mark.parametrize("seed", SEEDS)
def test_lists_tell_what_single_questions_tell(seed):
    """Sign, certainty, weight, support, reason and the rest, pair by pair; what is not listed has nothing to tell."""
    graph = drawn.judged(seed)
    single = pairs(graph)
    for root in drawn.quantities(graph):
        down = {each.concept: each.verdict for each in responses.downstream(graph, {root: Sign.PLUS})}
        up = {each.concept: each for each in responses.upstream(graph, root)}
        for other in set(drawn.quantities(graph)) - {root}:
            there, back = single[root, other], single[other, root]
            assert told(down[other]) == told(there) if other in down else there.reason in UNLISTED
            if other in graph.kinds(root):
                assert other not in up
            else:
                unlisted = back.reason in UNLISTED or back.source != other
                if other in up and up[other].direction is Sign.MINUS:
                    assert back.reason in ("only-mirrored", "beyond-range")
                    back = Situation(Judge(graph), {other: Sign.MINUS}).verdict(root)
                assert told(up[other].verdict) == told(back) if other in up else unlisted


def test_nothing_is_likely_behind_what_chains_leave_open(graph):
    """By their weight, that is, in the real graph; what all chains pass is found by networkx."""
    judge, asked = Judge(graph), 0
    for source in sorted(judge.acting)[::24]:
        situation = Situation(judge, {source: Sign.PLUS}).know_all()
        used = [i.ends for i in situation.judge.network.used if i.key not in situation.left_out]
        above = networkx.immediate_dominators(networkx.DiGraph([(source, source), *used]), source)
        for target in situation.targets():
            if situation.judged(target).reason is Reason.worlds and not graph.kinds(target):
                while (target := above[target]) not in (None, source):
                    if not graph.kinds(target):
                        asked += 1
                        assert situation.judged(target).certainty is not Certainty.open
    assert asked > 10


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_the_data_does_not_matter(seed):
    """The same claims and evidence in another order give the same verdicts, and so does asking again."""
    graph = drawn.judged(seed)
    single = {ends: told(verdict) for ends, verdict in pairs(graph).items()}
    assert {ends: told(verdict) for ends, verdict in pairs(drawn.shuffled(graph, seed)).items()} == single
    judge = Judge(graph)
    for (a, b), verdict in reversed(single.items()):
        assert told(Situation(judge, {a: Sign.PLUS}).verdict(b)) == verdict


@pytest.mark.parametrize("seed", SEEDS)
def test_an_answer_fits_itself(seed):
    """A sign comes with support, an open answer has none; chains have their ends; effect tells what the judge does."""
    graph = drawn.judged(seed)
    for (a, b), verdict in pairs(graph).items():
        answer = kg.effect(graph, a, b)
        parts = (answer.effect, answer.certainty, answer.reason, answer.support, answer.leaning)
        assert parts == (verdict.sign, verdict.certainty, verdict.reason, verdict.support, verdict.leaning)
        assert (answer.effect is Sign.UNKNOWN) == (answer.certainty == "open")
        assert (answer.certainty == "likely") == (answer.reason in ("worlds", "stated-by-study"))
        assert (answer.effect is Sign.NULL) == (answer.reason == "found-no-effect")
        assert answer.support is not None or answer.certainty == "open"
        assert answer.leaning is None or answer.effect is Sign.UNKNOWN
        assert answer.reason != "only-mirrored" or (answer.support, answer.leaning in "+-") == ("weak", True)
        assert answer.reason != "worlds" or answer.weight >= 0.9
        ends = {end.id for end in answer.answered_for} if answer.answered_for else {a, b}
        kinds = {b, verdict.target, *graph.kinds(verdict.target)}
        for chain in answer.chains:
            assert chain.steps[0].subject in ends
            assert chain.steps[-1].object in kinds
        assert all(claim in graph.claims for claim in (*answer.denied, *answer.decisive, *answer.summaries))
        assert not answer.decisive or answer.certainty == "open"
        for claim in answer.decisive:
            rest = Judge(graph.without(frozenset({claim})))
            assert Situation(rest, {a: Sign.PLUS}).verdict(b).certainty != "open"


@pytest.mark.parametrize("seed", SEEDS)
def test_turning_the_source_turns_the_answer(seed):
    """The other way round structure and weight turn; what is stated of one direction, and no excess, may be silent.

    Where there is no excess in one direction, something else may answer for the source.
    """
    graph = drawn.judged(seed)
    for (a, b), verdict in pairs(graph).items():
        other = Situation(Judge(graph), {a: Sign.MINUS}).verdict(b)
        own = {Situation(Judge(graph), {a: way}).judged(b).reason for way in (Sign.PLUS, Sign.MINUS)}
        if "beyond-range" in {verdict.reason, other.reason, *own}:
            silent = [found for found in (verdict, other) if found.reason == "beyond-range"]
            assert all((found.sign, found.leaning, found.support) == (Sign.UNKNOWN, None, None) for found in silent)
            assert Judge(graph).excesses
            continue
        assert (other.source, other.target) == (verdict.source, verdict.target)
        assert (other.weight and other.weight.weight) == (verdict.weight and verdict.weight.weight)
        known = {verdict.sign, verdict.leaning} & {Sign.PLUS, Sign.MINUS}
        assert {other.sign, other.leaning} & {Sign.PLUS, Sign.MINUS} == {sign * Sign.MINUS for sign in known}
        if "only-mirrored" not in (verdict.reason, other.reason):
            assert other.reason == verdict.reason


@pytest.mark.parametrize("seed", range(100))
def test_what_is_certain_holds_in_every_world(seed):
    """No world of the influences that the proof uses, which leaves summaries out, moves the target the other way."""
    graph = drawn.drawn(seed) if seed % 2 else drawn.judged(seed)
    for verdict in pairs(graph).values():
        judge = Judge(graph).of({verdict.source})
        if verdict.certainty != "certain" or verdict.sign is Sign.NULL or graph.kinds(verdict.target):
            continue
        summed = {key for key in judge.summaries if key[:2] != (verdict.source, verdict.target)}
        left_out = judge.left_out({verdict.source: Sign.PLUS}) | summed
        worlds = Worlds(Draws(arcs(i for i in judge.network.used if i.key not in left_out)), {verdict.source: 1})
        for even in (False, True):
            moved = worlds._at(verdict.target, set(), even=even)
            assert len(moved) == WORLDS
            assert all(x >= -1e-9 for x in moved) if verdict.sign is Sign.PLUS else all(x <= 1e-9 for x in moved)


@pytest.mark.parametrize("seed", range(40))
def test_no_chain_runs_through_a_generic_concept(seed):
    """For what is not generic, the answers are those without the claims that say what the generic concept does."""
    graph = drawn.drawn(seed)
    first = drawn.quantities(graph)[seed % 3]
    concepts = {**graph.concepts, first: replace(graph.concepts[first], generic=True)}
    marked = replace(graph, concepts=concepts)
    acting = frozenset(c.id for c in graph.claims.values() if graph.concepts[c.subject].quantity == first)
    without = pairs(graph.without(acting))
    for ends, verdict in pairs(marked).items():
        if first not in ends:
            assert told(verdict) == told(without[ends])
        assert all(first not in (step.object for step in chain.steps[:-1]) for chain in kg.path(marked, *ends).chains)


@pytest.mark.parametrize("seed", range(40))
def test_what_a_generic_concept_does_is_told_if_it_is_asked(seed):
    """Its effects are those that it has if it is not marked, where no other is."""
    graph = drawn.drawn(seed, feedback=False)
    name = drawn.quantities(graph)[0]
    marked = replace(graph, concepts={**graph.concepts, name: replace(graph.concepts[name], generic=True)})
    wanted = {ends: told(verdict) for ends, verdict in pairs(graph).items() if ends[0] == name}
    assert {ends: told(verdict) for ends, verdict in pairs(marked).items() if ends[0] == name} == wanted


@pytest.mark.parametrize("seed", SEEDS)
def test_a_condition_or_a_status_at_the_start_changes_no_verdict(seed):
    """Whatever evidence is limited to adequate levels, to compensation, or to people who lack vitamin D."""
    graph = drawn.judged(seed)
    dice = random.Random(seed)
    limits = [
        ("condition", "Compensation"),
        ("condition", "AtAdequateLevel"),
        *(("population", p) for p in sorted(graph.statuses)),
    ]
    evidence = {
        name: replace(item, context=(*item.context, *dice.sample(limits, dice.randint(0, 2))))
        for name, item in graph.evidence.items()
    }
    wanted = {ends: told(verdict) for ends, verdict in pairs(graph).items()}
    assert {ends: told(verdict) for ends, verdict in pairs(replace(graph, evidence=evidence)).items()} == wanted


@pytest.mark.parametrize("seed", SEEDS)
def test_a_study_that_counts_nothing_is_as_if_it_were_undecided(seed):
    """A retracted study, or one that could not be identified, neither supports nor disputes."""
    graph = drawn.judged(seed)
    void = {
        item.id: replace(item, stance=Stance.INCONCLUSIVE)
        for item in graph.evidence.values()
        if item.source in graph.void
    }
    wanted = {ends: told(verdict) for ends, verdict in pairs(graph).items()}
    plain = replace(graph, evidence=graph.evidence | void)
    assert {ends: told(verdict) for ends, verdict in pairs(plain).items()} == wanted
    assert plain.influences == graph.influences


def test_a_stronger_statement_never_turns_an_answer_round():
    """With a study more for the told sign of the very pair, the answer keeps its sign."""
    turned = 0
    for seed in range(40):
        graph = drawn.judged(seed)
        for (a, b), verdict in pairs(graph).items():
            direct = [i for i in graph.influences if i.ends == (a, b) and i.sign is verdict.sign]
            if verdict.sign in (Sign.PLUS, Sign.MINUS) and direct and not verdict.population:
                said = next(e for e in graph.evidence_of[direct[0].claims[0].id] if e.stance == "supports")
                study = kg.model.core.Study("study:new", "MetaAnalysis", "Verified")
                item = replace(said, id="evidence:new-001", source=study.id, passage=None, context=())
                more = replace(
                    graph,
                    evidence={**graph.evidence, item.id: item},
                    studies={**graph.studies, study.id: study},
                )
                after = Situation(Judge(more), {a: Sign.PLUS}).verdict(b)
                assert after.sign is verdict.sign
                turned += after.support is not verdict.support
    assert turned


@pytest.mark.parametrize(
    ("end", "question", "listed"),
    [
        *((name, "effects", "effects") for name in ("vitamin D", "hypercalcemia", "cholecalciferol")),
        *((name, "why", "causes") for name in ("osteomalacia", "serum 25-hydroxyvitamin D", "low serum calcium")),
    ],
)
def test_lists_of_the_real_graph_tell_what_effect_tells(graph, end, question, listed):
    """A sample of what is downstream of a substance, an excess and a thing for which another stands in, or upstream.

    That is, of a disease, a measurement and a low state.
    """
    moves = getattr(getattr(kg, question)(graph, end), listed)
    assert moves
    for move in moves[:: max(1, len(moves) // 8)]:
        ends = (end, move.id) if question == "effects" else (move.id, end, move.direction)
        answer = kg.effect(graph, *ends)
        for part in ("effect", "certainty", "weight", "support", "reason"):
            assert getattr(move, part) == getattr(answer, part), (ends, part)


def test_what_indicates_the_goal_is_listed_with_its_chain():
    """Causes of what the target indicates are its causes if nothing leads to itself; the chain runs to that."""
    graph = toy.graph("y indicates i", "x increases i @trial", "x increases k @trial", broader={"k": "i"})
    (cause,) = responses.upstream(graph, "concept:y")
    assert (cause.concept, cause.verdict.sign, cause.verdict.target) == ("concept:x", "+", "concept:i")
    assert [i.target for i in cause.links] in (["concept:i"], ["concept:k"])


def test_null_findings_are_listed_up_and_downstream():
    """Also for what stands in for the source, and for a target that indicates what was looked for."""
    graph = toy.graph("g hasNoEffectOn i", "x increases a", "y indicates i", broader={"x": "g"})
    for target in "iy":
        causes = {each.concept[8:]: each.verdict.sign for each in responses.upstream(graph, f"concept:{target}")}
        assert causes == {"g": "0"}
    found = {each.concept[8:]: each.verdict.sign for each in responses.downstream(graph, {"concept:x": Sign.PLUS})}
    assert found == {"a": "+", "i": "0", "y": "0"}
