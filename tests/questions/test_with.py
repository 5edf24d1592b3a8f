"""Several graphs asked as one."""

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg import resources
from kg.errors import KgError
from kg.model.core import Sign
from tests import overlaid

#: A part of PhysioMap.
CUT = Path(__file__).parents[1] / "turtle" / "physiomap"
#: What names the graphs of an answer, and its data.
NAMES = ("data", "graphs")


def plain(value):
    """The JSON of an answer without what names its graphs."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items() if name not in NAMES}
    return [plain(each) for each in value] if isinstance(value, list) else value


def asked(question, *arguments, **options):
    """The answer to a question, or the error, without what names the graphs."""
    try:
        return plain(question(*arguments, **options).plain())
    except KgError as error:
        return f"{type(error).__name__}: {error}"


def answers(graph, seed):
    """The answers to many questions."""
    dice = random.Random(seed)
    ends = sorted(graph.concepts)
    for source, target in (dice.sample(ends, 2) for _ in range(6)):
        yield asked(kg.path, graph, source, target)
        yield asked(kg.effect, graph, source, target)
        yield asked(kg.break_, graph, source, target)
    for name in dice.sample(ends, 2):
        yield asked(kg.what_if, graph, [name])
    yield asked(kg.loops, graph)
    yield asked(kg.contested, graph)
    yield asked(kg.contested, graph, sources="trials")
    for source in sorted(graph.sources)[:2]:
        yield asked(kg.effect, graph, *dice.sample(ends, 2), without=[source])


@settings(max_examples=25)
@given(st.integers(0, 10**6))
@pytest.mark.thorough
def test_three_graphs_answer_like_one_file_that_holds_them_all(tmp_path_factory, seed):
    """Whether a claim, a study or a concept is in one of the graphs or in several, under this name or another."""
    files = overlaid.split(seed, tmp_path_factory.mktemp("split"))
    whole = kg.load(files.whole)
    first, *others = files.parts
    together = kg.load(first, with_=others, mappings=files.mappings)
    assert together.claims == whole.claims
    assert together.evidence == whole.evidence
    assert list(answers(together, seed)) == list(answers(whole, seed))


# our graph and PhysioMap

#: Questions that the two graphs answer together: source, target, and the sign of the best chain.
TEN = (
    ("PHYSIOMAP:parietal_cell_intrinsic_factor_secretion", "pernicious anemia", "-"),
    ("PHYSIOMAP:phex_endopeptidase_activity down", "rickets", "+"),
    ("PHYSIOMAP:phex_endopeptidase_activity down", "muscle strength", "-"),
    ("PHYSIOMAP:phex_endopeptidase_activity down", "osteomalacia", "+"),
    ("PHYSIOMAP:testosterone", "muscle strength", "+"),
    ("PHYSIOMAP:plasma_branched_chain_amino_acids", "muscle strength", "+"),
    ("PHYSIOMAP:alpha_msh", "vitamin D synthesis in skin", "-"),
    ("chronic kidney disease", "PHYSIOMAP:plasma_beta_ctx", "+"),
    ("vitamin D deficiency", "PHYSIOMAP:plasma_beta_ctx", "+"),
    ("chronic kidney disease", "PHYSIOMAP:renal_phosphate_reabsorption", "-"),
)


@pytest.fixture(scope="module")
def physiomap(tmp_path_factory):
    """A cut of PhysioMap as a data file."""
    file = tmp_path_factory.mktemp("physiomap") / "physiomap.ttl"
    kg.import_([CUT / "nodes.tsv", CUT / "edges.tsv"], output=file)
    return file


@pytest.fixture(scope="module")
def both(physiomap):
    """Our graph and the cut as one."""
    return kg.load(with_=[physiomap], mappings="physiomap")


@pytest.mark.parametrize(("source", "target", "sign"), TEN)
def test_the_two_answer_together_what_neither_answers_alone(graph, physiomap, both, source, target, sign):
    """The best chain has the sign of the textbook, no other chain of the five has the contrary one."""
    for alone in (graph, kg.load(physiomap)):
        with pytest.raises(KgError):
            kg.path(alone, source, target)
    answer = kg.path(both, source, target)
    assert answer.verdict == "coherent"
    assert answer.chains[0].sign is Sign(sign)
    graphs = [step.graphs for step in answer.chains[0].steps]
    assert {name for names in graphs for name in names} == {"vitamin-d-kg", "physiomap"}
    assert kg.effect(both, source, target).effect in (sign, "?")


def test_the_cut_is_joined_by_every_exact_row(both):
    """The labels of the mappings are those of PhysioMap; nothing of either graph is lost."""
    lines = resources.data("mappings/physiomap.sssom.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    nodes = [line.split("\t") for line in (CUT / "nodes.tsv").read_text("utf-8").splitlines()]
    labels = {cells[0]: cells[2] for cells in nodes}
    assert [labels[cells[3]] for cells in rows] == [cells[4] for cells in rows]
    exact = sum(cells[2] == "skos:exactMatch" for cells in rows)
    ours, theirs = both.overlay.graphs
    assert (theirs.joined, theirs.imported, ours.imported) == (exact, True, False)
    assert len(both.concepts) == ours.concepts + theirs.concepts - exact
    assert len(both.claims) == ours.claims + theirs.claims - theirs.shared
    assert len(both.evidence) == len(kg.load().evidence) + theirs.claims
    assert both.overlay.exact == exact
    others = Counter(cells[2] for cells in rows if cells[2] != "skos:exactMatch")
    assert sorted(both.overlay.left_out.values()) == sorted(others.values())
    assert all(any(predicate in what for what in both.overlay.left_out) for predicate in others)


def test_our_own_answers_keep_their_evidence(graph, both):
    """What our graph says of two of its concepts is still there, with at least the same confidence for it."""
    for name, claim in graph.claims.items():
        assert both.claims[name] == claim
        mine = {item.id for item in graph.evidence_of[name]}
        assert mine <= {item.id for item in both.evidence_of[name]}
        assert both.confidence(name).for_ >= graph.confidence(name).for_
