"""Concepts compared, in Python."""

from msgspec.structs import replace

import kg
from kg.model.core import Value
from tests import toy


def compare(graph, *concepts, **options):
    """The answer as plain values."""
    return kg.compare(graph, *concepts, **options).plain()


def cells(answer):
    """The table of a comparison, as {row: {concept: [(other, status)]}} without empty cells."""
    return {
        (row["label"], row["genus_label"]): {
            cell["concept"][8:]: [(entry["other_label"], entry["status"]) for entry in cell["entries"]]
            for cell in row["cells"]
            if cell["entries"]
        }
        for row in answer["rows"]
    }


def test_the_same_relation_to_the_same_thing_is_shared():
    """One thing in the row of both is shared; what is said of one alone is not, nor what goes the other way."""
    graph = toy.graph("a locatedIn leg", "b locatedIn leg @b", "a locatedIn arm", "x partOf a", "b partOf x")
    assert cells(compare(graph, "a", "b")) == {
        ("is located in", None): {"a": [("leg", "shared"), ("arm", "only")], "b": [("leg", "shared")]},
        ("is part of", None): {"b": [("x", "only")]},
        ("has the part", None): {"a": [("x", "only")]},
    }


def test_causal_relations_are_compared_by_sign():
    """The same effect in other words is shared, an opposite effect or none is contrary."""
    graph = toy.graph(
        "a causes x",
        "b manifestsAs x",
        "a increases y",
        "b causes low-y",
        "a worsens z",
        "b hasNoEffectOn z",
        "a affects v",
        "b decreases v",
        "t treats a",
        "t worsens b",
        states={"low-y": ("y", "Low")},
    )
    found = {
        (concept, entry[0]): entry[1]
        for row in cells(compare(graph, "a", "b")).values()
        for concept, entries in row.items()
        for entry in entries
    }
    assert found == {
        ("a", "x"): "shared",
        ("b", "x"): "shared",
        ("a", "y"): "contrary",
        ("b", "low y"): "contrary",
        ("a", "z"): "contrary",
        ("b", "z"): "contrary",
        ("a", "v"): "shared",
        ("b", "v"): "shared",
        ("a", "t"): "contrary",
        ("b", "t"): "contrary",
    }


def test_associations_have_no_direction():
    """A symmetric relation has one row whichever end is the subject; contrary associations are contrary."""
    graph = toy.graph(
        "a associatedWith x", "x associatedWith b", "a positivelyAssociatedWith y", "y negativelyAssociatedWith b"
    )
    assert cells(compare(graph, "a", "b")) == {
        ("is associated with", None): {"a": [("x", "shared")], "b": [("x", "shared")]},
        ("is positively associated with", None): {"a": [("y", "contrary")]},
        ("is negatively associated with", None): {"b": [("y", "contrary")]},
    }


def test_a_quantity_brings_its_states():
    """Claims about a state stand in the column of its quantity, named, with the sign that they have for it."""
    graph = toy.graph("lack causes x", "m prevents x", "q isA nutrient", states={"lack": ("q", "Low")})
    answer = compare(graph, "q", "m")
    assert cells(answer)["causes", None] == {"q": [("x", "shared")]}
    (entry,) = [row["cells"][0]["entries"][0] for row in answer["rows"] if row["label"] == "causes"]
    assert (entry["of_label"], entry["sign"]) == ("lack", "-")
    assert cells(compare(graph, "lack", "m"))["causes", None] == {"lack": [("x", "contrary")]}


def test_what_is_said_of_the_concept_itself_comes_before_its_states():
    """So that nobody takes what is said of the quantity for what is said of its deficiency."""
    graph = toy.graph("lack locatedIn leg", "m locatedIn leg", "q locatedIn arm", states={"lack": ("q", "Low")})
    (row,) = compare(graph, "q", "m")["rows"]
    assert [entry["of_label"] for entry in row["cells"][0]["entries"]] == ["q", "lack"]


def test_what_nobody_supports_is_neither_shared_nor_contrary():
    """A claim that is only disputed is shown, and does not count."""
    graph = toy.graph("a causes x", "b causes x denied")
    answer = compare(graph, "a", "b")
    assert cells(answer) == {("causes", None): {"a": [("x", "only")], "b": [("x", "unsupported")]}}
    assert answer["rows"][0]["cells"][1]["entries"][0]["against"] == ["document:a"]


def test_claims_between_the_compared_concepts_stand_apart():
    """What joins two columns is no row of either; states of one concept joined to each other are."""
    graph = toy.graph("a differsFrom b", "low-b mistakenFor a", "b differsFrom low-b", states={"low-b": ("b", "Low")})
    answer = compare(graph, "a", "b")
    assert [claim["sentence"] for claim in answer["joined"]] == ["a differs from b", "low b can be mistaken for a"]
    assert cells(answer) == {("differs from", None): {"b": [("low b", "only")]}}


def test_kinds_of_one_thing_have_a_row_of_their_own():
    """Where a row holds several kinds of one thing; a single one stays with the others."""
    broader = {"ache": "pain", "dull-ache": "ache", "ct": "imaging"}
    graph = toy.graph(
        "a manifestsAs dull-ache", "b manifestsAs ache", "a manifestsAs ct", "b causes ache", broader=broader
    )
    assert cells(compare(graph, "a", "b")) == {
        ("manifests as", "pain"): {"a": [("dull ache", "only")], "b": [("ache", "only")]},
        ("manifests as", None): {"a": [("ct", "only")]},
        ("causes", None): {"b": [("ache", "only")]},
    }


def test_qualities_of_manifestations_fill_a_gap():
    """A condition without characteristics of its own shows those of its signs, marked."""
    graph = toy.graph(
        "a manifestsAs ache",
        "a manifestsAs itch denied",
        "ache hasCharacteristic dull",
        "itch hasCharacteristic red",
        "ache locatedIn leg",
        "b hasCharacteristic dull",
        "b manifestsAs ache",
    )
    table = cells(compare(graph, "a", "b"))
    assert table["has the characteristic", None] == {"a": [("dull", "through")], "b": [("dull", "only")]}
    assert ("is located in", None) not in table
    own = toy.graph("a manifestsAs ache", "ache locatedIn leg", "a locatedIn arm", "b locatedIn leg")
    assert cells(compare(own, "a", "b"))["is located in", None] == {"a": [("arm", "only")], "b": [("leg", "only")]}


def test_relatives_that_fill_a_gap_are_named():
    """Siblings, broader concepts and kinds with claims that distinguish conditions; others are not named."""
    broader = {"a": "genus", "sibling": "genus", "kind": "a"}
    lines = ("b isDiagnosedBy test", "b manifestsAs sign", "b causes fall")
    told = ("sibling isDiagnosedBy scan", "sibling manifestsAs sign", "kind manifestsAs sign", "genus causes fall")
    answer = compare(toy.graph(*lines, *told, "a causes fall", "other manifestsAs sign", broader=broader), "a", "b")
    assert [(kin["of"], kin["id"], kin["rows"]) for kin in answer["kin"]] == [
        ("concept:a", "concept:sibling", ["is diagnosed by", "manifests as"]),
        ("concept:a", "concept:kind", ["manifests as"]),
    ]
    full = compare(toy.graph(*lines, *told, "a isDiagnosedBy scan", "a manifestsAs sign", broader=broader), "a", "b")
    assert full["kin"] == []


def test_rows_that_compare_come_first():
    """A row in which more concepts have something stands before one in which fewer have."""
    graph = toy.graph("a increases x", "a locatedIn leg", "b locatedIn arm", "a partOf y", "b partOf y", "c partOf y")
    assert [row["label"] for row in compare(graph, "a", "b", "c")["rows"]] == [
        "is part of",
        "is located in",
        "increases",
    ]


def test_values_are_shown_in_words():
    """The other end of a claim may be a value."""
    graph = toy.graph("a isA x", "b isA x")
    value = Value("quantity:v", "6", "8", "wk")
    claim = replace(next(iter(graph.claims.values())), relation="hasDuration", object="quantity:v")
    graph = replace(graph, claims={**graph.claims, claim.id: claim}, values={"quantity:v": value})
    assert cells(compare(graph, "a", "b"))["lasts", None] == {"a": [("6 to 8 weeks", "only")]}


def test_the_comparison_of_document_002_comes_out_side_by_side(graph):
    """Bone pain, muscle disease and injury: course, distribution and place in the columns of the page's table."""
    table = cells(compare(graph, "bone pain from vitamin D deficiency", "myopathy", "pain from injury"))
    row = table["has the characteristic", None]
    assert ("widespread distribution", "shared") in row["deficiency-bone-pain"]
    assert ("widespread distribution", "shared") in row["myopathy"]
    assert ("self-limited course", "only") in row["injury-pain"]
    assert set(table["is located in", None]) == {"deficiency-bone-pain", "myopathy", "injury-pain"}
    assert ("sharp pain", "only") in table["has the characteristic", "pain"]["injury-pain"]


def test_the_comparison_of_document_003_leads_to_the_column_of_the_page(graph):
    """The page compares with neuropathies of other cause: who asks about the diabetic one is told so."""
    asked = ("nerve pain from vitamin D deficiency", "diabetic neuropathy", "spinal nerve compression")
    answer = compare(graph, *asked)
    relatives = {kin["id"] for kin in answer["kin"] if kin["of"] == "concept:diabetic-neuropathy"}
    assert "concept:other-neuropathy" in relatives
    row = cells(compare(graph, asked[0], "neuropathy of other cause", asked[2]))["has the characteristic", None]
    assert [("gradual onset", "shared") in row[name] for name in row] == [True, True, True]
