"""Several graphs as one: what is joined, what stays apart, and what an imported graph may not do."""

import pytest
from msgspec.structs import replace

import kg
from kg.errors import DataError
from kg.model.core import Omission, Sign, Value
from kg.model.withdrawn import Withdrawal, WithdrawnConcept
from kg.reasoning.summaries import summaries
from kg.reasoning.support import Support, grade, studied
from kg.turtle.mappings import Mapping
from kg.turtle.together import Named, together
from kg.turtle.write import turtle
from tests import toy

EXACT = "skos:exactMatch"


def merged(*graphs, rows=()):
    """Graphs as one, named a, b and so on."""
    return together([Named(name, graph) for name, graph in zip("abc", graphs, strict=False)], rows)


def changed(graph, **concepts):
    """The graph with some fields of concepts changed."""
    made = {f"concept:{name}": fields for name, fields in concepts.items()}
    return replace(graph, concepts={n: replace(c, **made.get(n, {})) for n, c in graph.concepts.items()})


def renamed(graph, **names):
    """The graph with other identifiers for some concepts, and without documents of its own names."""
    text = turtle(toy.with_passages(graph))
    for old, new in names.items():
        text = text.replace(f"concept:{old} ", f"concept:{new} ").replace(f"concept:{old}\n", f"concept:{new}\n")
    return text


def foreign(*lines, **options):
    """An imported graph: without documents, and with studies of which nothing is known."""
    graph = toy.graph(*lines, **options)
    studies = {n: replace(s, design="UnknownDesign", trace_status="Plausible") for n, s in graph.studies.items()}
    return replace(graph, documents={}, studies=studies)


def ids(graph, study, **known):
    """The graph with identifiers of a study."""
    name = f"study:{study}"
    return replace(graph, studies={**graph.studies, name: replace(graph.studies[name], **known)})


def loaded(graph, tmp_path):
    """The graph after it was written and read again."""
    file = tmp_path / "made.ttl"
    file.write_text(turtle(graph), encoding="utf-8", newline="\n")
    return kg.load(file)


# concepts


def test_an_identifier_joins_and_a_label_never_does():
    """A concept with another identifier stays apart, whatever it is called."""
    other = changed(toy.graph("x increases y", "z increases y"), z={"label": "w"})
    made = merged(toy.graph("x increases y", "w increases y"), other)
    assert set(made.concepts) == {f"concept:{name}" for name in "wxyz"}
    assert [(part.joined, part.shared) for part in made.overlay.graphs] == [(0, 0), (2, 1)]
    assert made.overlay.joined == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"exact": ("concept:y",)}, {}),
        ({}, {"exact": ("concept:x",)}),
        ({"exact": ("HP:1",)}, {"exact": ("HP:1",)}),
    ],
)
def test_exact_matches_join(first, second):
    """One is an exact match of the other, or both of a third."""
    made = merged(
        changed(toy.graph("x increases a"), x=first), changed(toy.graph("y increases b", "y increases c"), y=second)
    )
    assert "concept:y" not in made.concepts
    assert {claim.subject for claim in made.claims.values()} == {"concept:x"}
    assert "concept:y" in made.concepts["concept:x"].exact
    assert "y" in made.concepts["concept:x"].synonyms
    assert made.resolve("concept:y").concept.id == "concept:x"


def test_a_close_match_does_not_join():
    """Neither of a concept nor of a mapping, nor if the mapping is negated; rows that do not join are counted."""
    rows = [
        Mapping("concept:x", "skos:closeMatch", "concept:y"),
        Mapping("concept:x", f"not {EXACT}", "concept:y"),
        Mapping("concept:x", EXACT, "concept:nothing"),
    ]
    made = merged(
        changed(toy.graph("x increases a"), x={"close": ("concept:y",)}), toy.graph("y increases b"), rows=rows
    )
    assert {"concept:x", "concept:y"} <= set(made.concepts)
    assert made.overlay.exact == 0
    assert list(made.overlay.left_out.values()) == [1, 1, 1]


def test_mappings_join():
    """In either order, again, through a third graph, and through an identifier that is no concept of a graph."""
    rows = [Mapping("concept:y", EXACT, "concept:x"), Mapping("HP:1", EXACT, "concept:y")]
    rows += [Mapping("concept:x", EXACT, "concept:y")]
    third = changed(toy.graph("z decreases a"), z={"exact": ("HP:1",)})
    made = merged(toy.graph("x increases a"), toy.graph("y increases a"), third, rows=rows)
    assert set(made.concepts) == {"concept:a", "concept:x"}
    assert made.overlay.exact == 3
    assert [i.opposed for i in made.influences] == [True, True]


def test_two_concepts_of_one_graph_stay_two():
    """A row that would join them is refused and counted, and so is an exact match; an ambiguous one joins nothing."""
    two = toy.graph("y increases a", "z increases a")
    rows = [Mapping("concept:x", EXACT, "concept:y"), Mapping("concept:x", EXACT, "concept:z")]
    made = merged(changed(toy.graph("x increases a"), x={"exact": ("concept:z",)}), two, rows=rows)
    assert set(made.concepts) == {"concept:a", "concept:x", "concept:z"}
    assert made.overlay.left_out == {"exact match that would join two concepts of one graph": 2}
    both = changed(two, y={"exact": ("HP:1",)}, z={"exact": ("HP:1",)})
    apart = merged(changed(toy.graph("x increases a"), x={"exact": ("HP:1",)}), both)
    assert {"concept:x", "concept:y", "concept:z"} <= set(apart.concepts)


def test_what_two_graphs_say_of_one_concept_is_kept():
    """The first counts; what it does not say comes from the second, but no name that another concept has."""
    first = changed(toy.graph("x increases y"), x={"definition": "", "category": "NamedThing", "broad": ("HP:3",)})
    second = changed(
        toy.graph("x increases y"), x={"label": "ex", "synonyms": ("y", "eks"), "close": ("HP:2",), "generic": True}
    )
    concept = merged(first, second).concepts["concept:x"]
    assert (concept.label, concept.synonyms, concept.definition) == ("x", ("eks", "ex"), "What x is.")
    assert (concept.category, concept.close, concept.broad) == ("PhenotypicFeature", ("HP:2",), ("HP:3",))
    assert concept.generic
    unnamed = changed(second, x={"category": ""})
    assert merged(toy.graph("x increases y"), unnamed).concepts["concept:x"].category == "PhenotypicFeature"


def test_a_state_of_one_graph_is_a_state_for_both():
    """The claims of the other graph about it become claims about its quantity."""
    states = {"low-x": ("x", "Low")}
    made = merged(toy.graph("x increases y", states=states), toy.graph("low-x causes z"))
    assert [(i.source[8:], i.target[8:], i.sign) for i in made.influences] == [("x", "y", "+"), ("x", "z", "-")]
    turned = merged(toy.graph("low-x causes z"), toy.graph("x increases y", states=states))
    assert {i.key for i in turned.influences} == {i.key for i in made.influences}
    excess = merged(
        toy.graph("x increases y", states=states), toy.graph("low-x causes z", states=states, beyond=["low-x"])
    )
    assert excess.concepts["concept:low-x"].beyond_range


def test_a_low_state_of_one_graph_is_no_high_state_of_another():
    """That is an error of the mappings or of a graph, and would turn signs."""
    low, high = (toy.graph("s causes y", states={"s": ("x", level)}) for level in ("Low", "High"))
    with pytest.raises(DataError, match="low level of concept:x in one graph and a high one"):
        merged(low, high)


def test_a_state_of_a_state_is_a_plain_concept():
    """Whichever graph comes first; it is counted."""
    one, other = (
        toy.graph("s causes y", states={"s": ("x", "Low")}),
        toy.graph("x causes y", states={"x": ("w", "High")}),
    )
    for graphs in ((one, other), (other, one)):
        made = merged(*graphs)
        assert sum(concept.state_of is not None for concept in made.concepts.values()) == 1
        assert made.overlay.left_out == {"state of a state, kept as a plain concept": 1}


def test_a_claim_about_a_thing_and_its_own_level_is_left_out():
    """Unless a graph says it by itself."""
    states = {"low-x": ("x", "Low")}
    plain = toy.graph("low-x decreases x", "x increases y")
    made = merged(toy.graph("x increases y", states=states), plain)
    assert [claim.object for claim in made.claims.values()] == ["concept:y"]
    assert made.overlay.left_out == {"claim about a thing and its own level": 1}
    own = toy.graph("low-x decreases x", states=states)
    assert len(merged(own, plain).claims) == 2


def test_kinds_form_no_cycle():
    """The first graph counts."""
    made = merged(toy.graph("x increases y", broader={"x": "y"}), toy.graph("x increases y", broader={"y": "x"}))
    assert (made.concepts["concept:x"].broader, made.concepts["concept:y"].broader) == (("concept:y",), ())
    assert made.overlay.left_out == {"broader concept that would close a cycle": 1}


# claims, evidence and sources


def test_the_same_claim_of_two_graphs_has_the_evidence_of_both():
    """And so an influence does; each item names its graph, and what both have word for word names both."""
    one = toy.graph("x increases y @cohort")
    made = merged(one, toy.graph("x increases y @trial", "x increases z"), one)
    (claim, _) = made.claims
    assert {item.id: item.graphs for item in made.evidence_of[claim]} == {
        "evidence:cohort-000": ("a", "c"),
        "evidence:trial-000": ("b",),
    }
    assert len(made.evidence) == 3


def test_disputes_between_graphs_are_disputes():
    """One graph supports what another denies; or they give contrary signs."""
    made = merged(toy.graph("x increases y @cohort"), toy.graph("x increases y @trial denied"))
    assert [dispute.kind for dispute in kg.contested(made).disputes] == ["claim"]
    assert kg.effect(made, "x", "y").reason == "contested-step"
    signs = merged(toy.graph("x increases y @cohort"), foreign("x decreases y @import"))
    (dispute,) = kg.contested(signs).disputes
    assert [item.graphs for side in dispute.sides for item in side.evidence] == [("a",), ("b",)]


@pytest.mark.parametrize("known", [{"doi": "10.1000/AB"}, {"pmid": "12"}, {"pmcid": "PMC12"}, {}])
def test_a_study_that_two_graphs_cite_is_one_witness(known):
    """By its identifiers, in any case; without any, by its name and title."""
    one = ids(toy.graph("x increases y @cohort"), "cohort", title="A study", **known)
    other = ids(
        toy.graph("x increases y @cohort hedged"),
        "cohort",
        title="A study",
        **{k: v.lower() for k, v in known.items() if k != "pmcid"} | ({"pmcid": "PMC12"} if "pmcid" in known else {}),
    )
    if known:
        text = other.studies["study:cohort"]
        other = replace(
            other,
            studies={"study:c": replace(text, id="study:c", title="")},
            evidence={n: replace(i, source="study:c") for n, i in other.evidence.items()},
        )
    made = merged(one, other)
    assert set(made.studies) == {"study:cohort"}
    assert len(made.evidence) == 2
    (claim,) = made.claims
    assert made.confidence(claim).value == one.confidence(claim).value
    assert made.studies["study:cohort"].title == "A study"


def test_different_studies_of_one_name_are_two():
    """With other identifiers or titles; the second gets the name of its graph."""
    one, other = (
        ids(toy.graph("x increases y @cohort"), "cohort", pmid="1", doi=doi) for doi in ("10.1000/a", "10.1000/b")
    )
    made = merged(one, other, ids(toy.graph("x increases y @cohort"), "cohort", title="A study"))
    assert set(made.studies) == {"study:cohort", "study:b-cohort", "study:c-cohort"}
    assert {item.id: item.source for item in made.evidence.values()} == {
        "evidence:cohort-000": "study:cohort",
        "evidence:b-cohort-000": "study:b-cohort",
        "evidence:c-cohort-000": "study:c-cohort",
    }
    again = merged(
        one, other, replace(other, studies={n: replace(s, doi="10.1000/c") for n, s in other.studies.items()})
    )
    assert set(again.studies) == {"study:cohort", "study:b-cohort", "study:c-cohort"}


def test_the_record_of_a_study_is_that_of_the_graph_that_read_it():
    """With what the other knows besides; a study that one graph knows as retracted is retracted."""
    read = ids(toy.graph("x increases y @trial"), "trial", doi="10.1000/a", title="A trial")
    unread = ids(foreign("x increases y @trial"), "trial", doi="10.1000/a", title="A trial", pmid="12")
    for graphs in ((read, unread), (unread, read)):
        (study,) = merged(*graphs).studies.values()
        assert (study.design, study.trace_status, study.pmid) == ("RandomisedTrial", "Verified", "12")
    gone = {"record_status": "Retracted", "status_date": "2026-01-01"}
    for graphs in ((read, ids(read, "trial", **gone)), (ids(read, "trial", **gone), read)):
        (study,) = merged(*graphs).studies.values()
        assert study.is_void
        assert study.status_date == "2026-01-01"


def test_the_same_text_is_one_document_and_another_one_is_another(tmp_path):
    """Passages and omissions go with their documents."""
    one = toy.with_passages(toy.graph("x increases y @a"))
    passage = next(iter(one.passages))
    one = replace(one, omissions={"omission:1": Omission("omission:1", passage, "Heading")})
    documents = {n: replace(d, sha256="1" * 64) for n, d in one.documents.items()}
    other = replace(one, documents=documents)
    same = merged(one, one)
    assert (len(same.documents), len(same.passages), len(same.evidence), len(same.omissions)) == (3, 1, 1, 1)
    made = merged(one, other)
    assert (len(made.documents), len(made.passages), len(made.evidence), len(made.omissions)) == (6, 2, 2, 2)
    assert {item.source for item in made.evidence.values()} == {"document:a", "document:b-a"}
    assert loaded(made, tmp_path).evidence == made.evidence
    assert kg.effect(made, "x", "y", without=["a"]).chains
    assert not kg.effect(made, "x", "y", without=["a", "b-a"]).chains


def test_values_are_kept():
    """The same value is one; another one of the same name gets the name of its graph, and its claim follows."""
    graph = toy.graph("x increases y")

    def valued(minimum):
        claim = replace(next(iter(graph.claims.values())), id="claim:v", relation="hasThreshold", object="quantity:v")
        item = replace(next(iter(graph.evidence.values())), id="evidence:v", claim="claim:v")
        return replace(
            graph,
            claims={**graph.claims, "claim:v": claim},
            evidence={**graph.evidence, "evidence:v": item},
            values={"quantity:v": Value("quantity:v", minimum, "", "ng/mL", "concept:x")},
        )

    made = merged(valued("20"), valued("30"), valued("20"))
    assert {name: value.minimum for name, value in made.values.items()} == {"quantity:v": "20", "quantity:b-v": "30"}
    objects = sorted(claim.object for claim in made.claims.values())
    assert objects == ["concept:y", "quantity:b-v", "quantity:v"]


def test_a_claim_with_a_taken_name_gets_another():
    """Two graphs may give one identifier to different claims."""
    one, other = toy.graph("x increases y"), toy.graph("x decreases y")
    (name,) = one.claims
    claim = replace(next(iter(other.claims.values())), id=name)
    items = {n: replace(item, claim=name) for n, item in other.evidence.items()}
    made = merged(one, replace(other, claims={name: claim}, evidence=items))
    assert set(made.claims) == {"claim:x--increases--y", "claim:x--decreases--y"}
    taken = {**{c.id: replace(c, object="concept:z") for c in other.claims.values()}, **one.claims}
    full = replace(
        toy.graph("x increases y", "x decreases z"),
        claims=taken,
        evidence={
            **one.evidence,
            "evidence:z": replace(next(iter(other.evidence.values())), id="evidence:z"),
        },
    )
    again = merged(full, replace(other, claims={name: claim}, evidence=items))
    assert {c.id: c.object for c in again.claims.values()}["claim:b-x--decreases--y"] == "concept:y"


def test_what_one_graph_withdrew_another_may_still_say(tmp_path):
    """A withdrawal stays unless the claim, or the concept, is used; what replaces it keeps its name."""
    graph = toy.graph("x increases y")
    gone = Withdrawal("claim:x--increases--z", "Wrong.", "2026-01-01", "claim:x--increases--y", "x increases z")
    lone = replace(gone, claim="claim:old", replaced_by=None)
    former = WithdrawnConcept("concept:z", "z", "Wrong.", "2026-01-01", ("concept:y",))
    withdrawing = replace(graph, withdrawn={gone.id: gone, lone.id: lone}, withdrawn_concepts={former.id: former})
    made = merged(withdrawing, graph)
    assert (set(made.withdrawn), set(made.withdrawn_concepts)) == ({gone.id, lone.id}, {former.id})
    assert merged(withdrawing, toy.graph("x increases z")).withdrawn == {lone.id: lone}
    assert merged(withdrawing, toy.graph("x increases z")).withdrawn_concepts == {}
    joined = merged(
        toy.graph("x increases a", states={"y": ("x", "Low")}), withdrawing
    )  # the claim that replaces it is left out
    assert joined.withdrawn[gone.id].replaced_by is None
    assert loaded(replace(joined, documents={}, evidence={}, claims={}), tmp_path).withdrawn


# imported graphs


def test_an_imported_arrow_is_no_summary():
    """A page sums up the chain beside it; the same arrow of an imported graph is a mechanism."""
    lines = ("x increases m @cohort", "m increases y @cohort")
    page = toy.graph(*lines, "x increases y @a prose")
    firm = ("concept:x", "concept:y", Sign.PLUS)
    assert firm in summaries(page, page.influences)
    made = merged(page, foreign("x increases y @import"))
    assert firm not in summaries(made, made.influences)


def test_an_imported_arrow_is_not_stated_by_the_study_that_it_names(tmp_path):
    """Whatever the other graph knows of the study: it counts as one of unknown design, in a file with both, too."""
    known = ids(toy.graph("x increases z @meta"), "meta", doi="10.1000/a")
    made = merged(known, ids(foreign("x increases y @meta"), "meta", doi="10.1000/a"))
    for graph in (made, loaded(replace(made, documents={}), tmp_path)):
        by_end = {i.target[8:]: i for i in graph.influences}
        assert [studied(graph, by_end[end]) for end in "zy"] == [True, False]
        assert [grade(graph, by_end[end]) for end in "zy"] == [Support.strong, Support.moderate]
        assert [float(by_end[end].confidence.value) for end in "zy"] == [0.8, 0.1]
        assert kg.path(graph, "x", "z", sources="trials").chains
        assert not kg.path(graph, "x", "y", sources="trials").chains
        assert kg.path(graph, "x", "y", sources="literature").chains


def test_a_retraction_counts_for_imported_arrows_too():
    """What one graph knows of the record of a study holds for all."""
    gone = ids(toy.graph("x increases z @retracted"), "retracted", doi="10.1000/a")
    made = merged(
        gone, ids(foreign("x increases y @retracted"), "retracted", doi="10.1000/a", record_status=None, status_date="")
    )
    assert not kg.path(made, "x", "y").chains


def test_imported_trials_are_no_trials():
    """They neither deny for the deficiency that a treatment treats, nor let a denial of trials fail, nor are tests."""
    states = {"low-x": ("x", "Low")}
    lines = ("pill treats low-x @a", "x increases m @cohort", "m increases y @cohort")
    trials = ("pill increases y @trial denied", "pill increases y @meta denied")
    denied = toy.graph(*lines, *trials, states=states)
    assert kg.effect(denied, "x", "y").reason == "contested-step"
    known = toy.graph(*lines, "pill increases q @trial", "pill increases q @meta", states=states)
    known = ids(ids(known, "trial", doi="10.1000/t"), "meta", doi="10.1000/m")
    other = ids(ids(foreign(*trials), "trial", doi="10.1000/t"), "meta", doi="10.1000/m")
    assert kg.effect(merged(known, other), "x", "y").effect == "+"
    assert kg.effect(merged(denied, foreign("x increases y @import")), "x", "y").reason == "contested-step"
    tests = toy.graph("pill increases x @cohort", "x increases m @a", "pill increases q @trial")
    tests = ids(tests, "trial", doi="10.1000/t")
    arrow = ids(foreign("pill increases m @trial"), "trial", doi="10.1000/t")
    assert kg.effect(merged(tests, toy.graph("pill increases m @meta")), "x", "m").tested
    assert not kg.effect(merged(tests, arrow), "x", "m").tested
