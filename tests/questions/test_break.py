"""What a conclusion rests on: break and bridges."""

import random

import pytest
from msgspec.structs import replace

import kg
from kg.views.table import table
from tests import drawn, toy

STATES = {"low-d": ("d", "Low")}


def break_(*arguments, **options):
    """The answer of kg.break_ as JSON."""
    return kg.break_(*arguments, **options).plain()


def cut(answer):
    """The claims of the cut, without prefix."""
    return [claim["id"].removeprefix("claim:") for claim in answer["cut"]]


def joined(graph, source, target):
    """Whether there is a chain of any length."""
    return kg.path(graph, source, target, k=1, max_hops=20).verdict != "none"


def test_a_conclusion_rests_on_its_narrowest_place():
    """The fewest claims that every chain needs one of, with their sources, and the concepts that all pass."""
    graph = toy.graph("low-d causes a", "low-d causes b @b", "a causes m", "b causes m @b", "m causes y", states=STATES)
    answer = break_(graph, "low d", "y")
    assert answer["schema"] == "kg-break/2"
    assert answer["question"]["source"]["label"] == "low d"
    assert (cut(answer), answer["disjoint_chains"]) == (["m--causes--y"], 1)
    assert answer["cut"][0]["sides"]["supports"] == ["document a, a.example"]
    assert answer["through"] == ["concept:m"]
    assert "why" not in answer


def test_concepts_that_every_chain_passes_are_told_in_their_order():
    """Narrow places stand as they follow each other; what one chain avoids is none."""
    graph = toy.graph("x causes z", "z causes b", "z causes c", "b causes a", "c causes a", "a causes y")
    assert break_(graph, "x", "y")["through"] == ["concept:z", "concept:a"]
    assert break_(toy.graph("x causes y", "x causes a", "a causes y"), "x", "y")["through"] == []


def test_each_claim_counts_and_the_unsupported_do_not():
    """Claims for one step are so many chains; a null finding, a denied claim and an association are none."""
    lines = ("x causes y", "x increases y", "x affects y", "x decreases y denied", "x hasNoEffectOn y")
    answer = break_(toy.graph(*lines, "x associatedWith y"), "x", "y")
    assert sorted(cut(answer)) == ["x--affects--y", "x--causes--y", "x--increases--y"]
    assert answer["disjoint_chains"] == 3


def test_kinds_of_the_target_hold_it_up():
    """A claim about a kind of the target is one of those that must go."""
    answer = break_(toy.graph("x causes k", "x causes y", broader={"k": "y"}), "x", "y")
    assert cut(answer) == ["x--causes--k", "x--causes--y"]


def test_what_remains_without_a_document_is_counted():
    """Claim-disjoint chains without each document, and without all, where the literature holds nothing up."""
    graph = toy.graph(
        "x causes y @a", "x causes y @b", "x increases a @a", "a increases y @c", "x causes b", "b causes y"
    )
    answer = break_(graph, "x", "y")
    assert answer["disjoint_chains"] == 3
    assert [(part["sources"], part["disjoint_chains"]) for part in answer["without"]] == [
        (["document:a"], 1),
        (["document:b"], 3),
        (["document:c"], 2),
    ]
    assert answer["without"][0]["names"] == ["document a, a.example"]
    assert answer["literature_only"]["sources"] == ["document:a", "document:b", "document:c"]
    assert answer["literature_only"]["disjoint_chains"] == 0


def test_without_a_chain_there_is_nothing_to_break():
    """No cut, no concept to pass, and why there is no chain."""
    answer = break_(toy.graph("x increases y", "z increases w"), "x", "w")
    assert (answer["cut"], answer["disjoint_chains"], answer["through"]) == ([], 0, [])
    assert answer["why"].startswith("no claim joins what “x” leads to")
    assert answer["gap"]["cause"] == "missing-claim"


# -- laws -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(30))
def test_counts_without_a_document_are_those_of_a_graph_without_it(seed):
    """Leaving a document out of the graph and asking again gives the figure that was told; so do all documents."""
    graph = drawn.drawn(seed, kinds=True)
    source, target = random.Random(seed).sample(drawn.quantities(graph), 2)
    answer = break_(graph, source, target)
    for part in (*answer["without"], answer["literature_only"]):
        again = break_(graph.without_sources(part["sources"]), source, target)
        assert again["disjoint_chains"] == part["disjoint_chains"]


# -- the real graph -------------------------------------------------------------------------------------------------


def test_what_the_main_conclusion_rests_on(graph):
    """Claims are named; without them no chain is left, with any one of them put back there is one again."""
    answer = break_(graph, "vitamin D deficiency", "back pain")
    claims = frozenset(claim["id"] for claim in answer["cut"])
    assert len(claims) == answer["disjoint_chains"] > 1
    assert not joined(graph.without(claims), "vitamin D deficiency", "back pain")
    for claim in claims:
        assert joined(graph.without(claims - {claim}), "vitamin D deficiency", "back pain")


def test_what_a_conclusion_rests_on_is_listed_as_rows():
    """A row for each claim of the cut, each concept on every chain, and each source left out."""
    graph = toy.graph("low-d causes a", "low-d causes b @b", "a causes m", "b causes m @b", "m causes y", states=STATES)
    header, rows = table(kg.break_(graph, "low d", "y"))
    assert header == ["part", "what", "confidence", "sources"]
    assert rows[0][:2] == ["cut", "claim:m--causes--y"]
    assert ["through", "concept:m", "", ""] in rows
    assert {row[0] for row in rows} == {"cut", "through", "without"}


def test_one_of_several_smallest_sets_is_told_as_such():
    """The one nearest the source is shown; a set that is the only one is not called one of several."""
    several = kg.break_(toy.graph("x causes a", "a causes y"), "x", "y")
    assert ([claim.id for claim in several.cut], several.other_cuts) == (["claim:x--causes--a"], True)
    assert "(1; other sets are as small" in " ".join(str(several).split())
    one = kg.break_(toy.graph("x causes a", "x causes b", "a causes m", "b causes m", "m causes y"), "x", "y")
    assert ([claim.id for claim in one.cut], one.other_cuts) == (["claim:m--causes--y"], False)
    assert "leaves no chain (1):" in str(one)


def test_a_graph_without_documents_is_not_asked_what_is_left_without_them():
    """Nothing is left out, so there is nothing to say."""
    graph = toy.graph("x causes y @trial")
    assert "Independent chains left" in str(kg.break_(graph, "x", "y"))
    assert "Independent chains left" not in str(kg.break_(replace(graph, documents={}), "x", "y"))
