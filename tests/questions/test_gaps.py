"""Missing links as questions for curation."""

import kg
from kg.questions.gaps import MEANS
from tests import toy

STATES = {"low-c": ("c", "Low")}


def gaps(graph, **options):
    """The answer as plain values."""
    return kg.gaps(graph, **options).plain()


def questions(*lines, kind=None, **options):
    """The questions of one kind, or all, that a toy graph leaves open."""
    return [gap["question"] for gap in gaps(toy.graph(*lines, **options), kind=kind)["gaps"]]


def of_category(category, *lines, kind):
    """The questions of one kind where every concept has this category."""
    graph = toy.graph(*lines)
    names = [name.removeprefix("concept:") for name in graph.concepts]
    graph = toy.of_categories(graph, **dict.fromkeys(names, category))
    return [gap["question"] for gap in gaps(graph, kind=kind)["gaps"]]


def test_what_sources_dispute_is_a_gap():
    """A claim, a sign and a value on which sources disagree; where they agree, nothing is open."""
    (gap,) = gaps(toy.graph("x increases y @a", "x increases y @trial denied"), kind="disputed")["gaps"]
    assert gap["question"] == "x increases y: what would settle it? 1 unreviewed web page against 1 randomised trial"
    assert (gap["source"], gap["target"]) == ("concept:x", "concept:y")
    assert gap["claims"] == ["claim:x--increases--y"]
    (gap,) = gaps(
        toy.graph("x increases y @a", "low-x increases y @b", states={"low-x": ("x", "Low")}), kind="disputed"
    )["gaps"]
    assert gap["question"].startswith("how x acts on y: what would settle it?")
    assert len(gap["claims"]) == 2
    assert questions("x increases y @a", "x increases y @trial", kind="disputed") == []


def test_a_disputed_value_is_a_gap(graph):
    """Each value that is given for one thing; the value itself is no concept."""
    found = [gap for gap in gaps(graph, kind="disputed")["gaps"] if "which value?" in gap["question"]]
    assert any("at least 20 ng/mL (50 nmol/L), 30 to 50 ng/mL" in gap["question"] for gap in found)
    assert {gap["target"] for gap in found} == {None}


def test_what_only_pages_say_is_a_gap():
    """An influence with a sign that no study is about, the one that most pages state first."""
    lines = ("x increases y @a", "x increases z @a", "x increases z @b", "x affects v", "x hasNoEffectOn w")
    assert questions(*lines, kind="unstudied") == [
        "is there a study showing that x increases z? 2 pages say so",
        "is there a study showing that x increases y? 1 page says so",
    ]
    assert questions("x increases y @a", "x increases y @cohort undecided", kind="unstudied") == []


def test_an_effect_without_a_direction_is_a_gap():
    """Something acts on something else and no source says which way; where one says it, nothing is missing."""
    assert questions("x affects c", kind="direction") == ["does x raise or lower c?"]
    assert questions("x affects low-c", kind="direction", states=STATES) == ["does x raise or lower c?"]
    for known in ("x increases c", "x decreases c", "x hasNoEffectOn c"):
        assert questions("x affects c", known, kind="direction") == []
    assert questions("x affects c denied", kind="direction") == []


def test_an_association_without_a_cause_is_a_gap():
    """Two things go together and none acts on the other; a claim in either direction closes the gap."""
    asked = ["x and c are associated: does one act on the other?"]
    assert questions("x associatedWith c", kind="association") == asked
    assert questions("x positivelyAssociatedWith c", kind="association") == asked
    for known in ("x increases c", "c decreases x", "x affects c", "x hasNoEffectOn c"):
        assert questions("x associatedWith c", known, kind="association") == []


def test_an_association_is_asked_in_the_likely_direction():
    """Where only one of the two may act on the other, that one is asked about; a thing and its kind are not."""
    graph = toy.of_categories(toy.graph("falls associatedWith c"), c="SmallMolecule")
    (gap,) = gaps(graph, kind="association")["gaps"]
    assert gap["question"] == "c and falls are associated: does c act on falls?"
    assert (gap["source"], gap["target"], gap["claims"]) == (
        "concept:c",
        "concept:falls",
        ["claim:falls--associated-with--c"],
    )
    unlikely = toy.of_categories(toy.graph("m associatedWith n"), m="ClinicalAttribute", n="ClinicalAttribute")
    assert [gap["question"] for gap in gaps(unlikely, kind="association")["gaps"]] == [
        "m and n are associated: does one act on the other?"
    ]
    assert questions("k associatedWith g", kind="association", broader={"k": "g"}) == []


def test_gaps_are_ranked_by_what_acts_on_what():
    """Within each kind, what is inside the body comes before diseases and symptoms; then by name."""
    lines = ("a affects b", "s affects t", "a affects t", "t affects s", "a associatedWith u", "b associatedWith s")
    graph = toy.of_categories(toy.graph(*lines), s="SmallMolecule", t="Protein", u="Disease")
    assert [gap["question"] for gap in gaps(graph, kind="direction")["gaps"]] == [
        "does s raise or lower t?",
        "does t raise or lower s?",
        "does a raise or lower b?",
        "does a raise or lower t?",
    ]
    assert [gap["question"] for gap in gaps(graph, kind="association")["gaps"]] == [
        "s and b are associated: does s act on b?",
        "u and a are associated: does u act on a?",
    ]
    ill = toy.of_categories(
        toy.graph("a causes b", "d causes b", "b causes c", "c causes e", "b causes f"), d="Disease"
    )
    ill = toy.of_categories(ill, e="Disease", f="Protein", c="Protein")
    assert [gap["question"] for gap in gaps(ill, kind="cause")["gaps"]] == [
        "what causes d?",
        "what causes a?",
    ]
    fed = toy.of_categories(toy.graph("a causes b", "a causes c"), b="Protein", c="Treatment")
    assert [gap["question"] for gap in gaps(fed, kind="consequence")["gaps"]] == [
        "what follows when c changes?",
        "what follows when b changes?",
    ]


def test_plural_names_take_plural_verbs():
    """In every kind of question."""
    kinds = {"falls": "pains"}
    assert questions("falls affects c", kind="direction") == ["do falls raise or lower c?"]
    assert questions("x increases falls", "pains increases y", kind="kind", broader=kinds) == [
        "falls are a kind of pains: do they do what pains do?"
    ]
    assert of_category("Protein", "x increases cells", kind="consequence") == ["what follows when cells change?"]


def test_a_chain_that_stops_at_a_genus_or_a_kind_is_a_gap():
    """What is said of a thing stops there and goes on at its kind, or the other way round."""
    kinds = {"k": "g"}
    assert questions("x increases g", "k increases y", kind="kind", broader=kinds) == [
        "does what changes g also change its kind k, and so what follows from that?"
    ]
    assert questions("x increases k", "g increases y", kind="kind", broader=kinds) == [
        "k is a kind of g: does it do what g does?"
    ]
    assert questions("x increases g", "k increases y", "g increases z", kind="kind", broader=kinds) == []
    assert questions("x increases k", "g increases y", "k increases z", kind="kind", broader=kinds) == []
    assert questions("x increases g", "y increases k", kind="kind", broader=kinds) == []
    assert questions("x increases g", "k increases y", kind="kind") == []
    states = {"low-c": ("c", "Low")}
    assert questions("x increases c", "g increases y", kind="kind", broader={"low-c": "g"}, states=states) == []


def test_a_disease_without_a_cause_is_a_gap():
    """What brings it about is asked of symptoms and diseases that do something, not of other things."""
    for category in ("Disease", "PhenotypicFeature"):
        assert of_category(category, "x causes c", kind="cause") == ["what causes x?"]
    assert of_category("Protein", "x causes c", kind="cause") == []
    assert questions("x causes c", "c causes x", kind="cause") == []
    assert questions("x causes c", "y hasNoEffectOn x", kind="cause") == ["what causes x?"]
    assert questions("low-c causes x", "y increases c", kind="cause", states=STATES) == ["what causes y?"]


def test_a_change_without_a_consequence_is_a_gap():
    """What follows is asked of what is changed and does nothing; symptoms and diseases may end a chain."""
    assert of_category("Protein", "x increases c", kind="consequence") == ["what follows when c changes?"]
    assert of_category("Disease", "x increases c", kind="consequence") == []
    assert of_category("Protein", "x increases c", "c increases x", kind="consequence") == []
    assert of_category("Protein", "x hasNoEffectOn c", kind="consequence") == []


def test_gaps_come_in_order_with_their_counts():
    """The kinds of gaps stand in their order, each explained and counted; a gap names its ends and its claims."""
    graph = toy.graph("x affects c", "x associatedWith d")
    answer = gaps(graph)
    assert answer["schema"] == "kg-gaps/2"
    assert [gap["kind"] for gap in answer["gaps"]] == ["direction", "association", "cause"]
    assert {name: facts["count"] for name, facts in answer["kinds"].items()} == {
        "disputed": 0,
        "unstudied": 0,
        "direction": 1,
        "association": 1,
        "kind": 0,
        "cause": 1,
        "consequence": 0,
    }
    assert {name: facts["means"] for name, facts in answer["kinds"].items()} == MEANS
    assert answer["gaps"][0] == {
        "kind": "direction",
        "question": "does x raise or lower c?",
        "source": "concept:x",
        "target": "concept:c",
        "claims": ["claim:x--affects--c"],
    }
    assert answer["gaps"][1]["claims"] == ["claim:x--associated-with--d"]
    assert (answer["gaps"][2]["source"], answer["gaps"][2]["claims"]) == (None, [])


def test_generic_concepts_come_last_in_each_kind():
    """Questions about what is no quantity are the least worth asking."""
    lines = ("a affects b", "a affects health", "c affects d", "health affects e")
    plain = [gap.question for gap in kg.gaps(toy.graph(*lines), kind="direction").gaps]
    marked = kg.gaps(toy.graph(*lines, generic=["health"]))
    assert [gap.question for gap in marked.gaps if gap.kind == "direction"] == sorted(
        plain, key=lambda q: "health" in q
    )
    assert [gap.kind for gap in marked.gaps] == sorted((gap.kind for gap in marked.gaps), key=list(marked.kinds).index)


def test_gaps_about_a_concept():
    """A concept at either end keeps the gap; a state stands for its quantity."""
    graph = toy.graph("x affects c", "c affects y", "x affects y", states=STATES)
    answer = gaps(graph, concept="low c", kind="direction")
    assert [gap["question"] for gap in answer["gaps"]] == ["does c raise or lower y?", "does x raise or lower c?"]
    assert answer["question"] == {"concept": "low c", "kind": "direction"}
    assert answer["kinds"]["direction"]["count"] == 2


def test_gaps_of_the_real_graph(graph):
    """No question is asked twice or of one thing alone, none is answered by a claim, and each kind has some."""
    answer = gaps(graph)
    asked = [gap["question"] for gap in answer["gaps"]]
    assert len(set(asked)) == len(asked)
    assert all(gap["source"] != gap["target"] for gap in answer["gaps"])
    assert all(facts["count"] for facts in answer["kinds"].values())
    signed = {i.ends for i in graph.influences if i.sign.value in "+-"}
    assert not signed & {(gap["source"], gap["target"]) for gap in answer["gaps"] if gap["kind"] == "direction"}
