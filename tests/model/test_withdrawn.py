"""Concepts that are no longer used: old identifiers and labels lead to what replaces them."""

import pytest
from msgspec.structs import replace

import kg
from kg.errors import UnknownConcept, UsageError
from kg.model.withdrawn import Withdrawal, WithdrawnConcept
from kg.views.table import table
from tests import toy


def gone(name, *replaced_by):
    """A withdrawn concept."""
    return WithdrawnConcept(f"concept:{name}", name.replace("-", " "), "Merged.", "2026-11-28", replaced_by)


@pytest.fixture
def graph():
    """A graph with a concept that was merged, one that was split, and one that was dropped."""
    made = toy.graph("x increases y", "z increases y")
    old = (gone("former-x", "concept:x"), gone("both", "concept:x", "concept:z"), gone("lost"), gone("z", "concept:x"))
    claim = Withdrawal("claim:x--causes--y", "Too strong.", "2026-11-28", "claim:x--increases--y", "x causes y")
    return replace(made, withdrawn_concepts={c.id: c for c in old}, withdrawn={claim.id: claim})


@pytest.mark.parametrize("typed", ["concept:former-x", "former-x", "Former X"])
def test_a_question_about_an_old_name_is_answered_with_a_note(graph, typed):
    """By identifier, or by label."""
    answer = kg.effect(graph, typed, "y")
    assert (answer.effect, answer.question.source.id) == ("+", "concept:x")
    assert str(answer).startswith(f"“{typed}” is now x.\n")
    assert answer.plain()["question"]["source"]["read"] == "now x"
    assert kg.path(graph, typed, "y").chains
    assert kg.effect(graph, f"low {typed}", "y").effect == "?"


def test_a_name_that_is_used_means_what_it_means_now(graph):
    """A withdrawn concept of the same name does not take it."""
    assert kg.effect(graph, "z", "y").question.source.id == "concept:z"
    assert kg.show(graph, "z").concept.id == "concept:z"
    assert not str(kg.effect(graph, "x", "y")).startswith("“")


def test_what_several_replace_must_be_chosen(graph):
    """And what nothing replaces cannot be asked."""
    with pytest.raises(UsageError, match="“both” was withdrawn on 2026-11-28; choose one of: concept:x, concept:z"):
        kg.effect(graph, "both", "y")
    with pytest.raises(UsageError, match="“lost” was withdrawn on 2026-11-28; nothing replaces it"):
        kg.effect(graph, "lost", "y")
    with pytest.raises(UnknownConcept):
        kg.effect(graph, "never", "y")


def test_a_withdrawn_concept_is_shown(graph):
    """Its label, the reason, the date, and what replaces it."""
    answer = kg.show(graph, "concept:both")
    assert str(answer) == (
        "withdrawn: both\n  concept:both\n  withdrawn on 2026-11-28: Merged.\n"
        "  replaced by: x  (concept:x)\n  replaced by: z  (concept:z)"
    )
    assert answer.plain()["schema"] == "kg-show-withdrawn-concept/1"
    assert [c["id"] for c in answer.plain()["replacements"]] == ["concept:x", "concept:z"]
    assert str(kg.show(graph, "lost")).endswith("nothing replaces it")
    header, (row,) = table(kg.show(graph, "former x"))
    assert dict(zip(header, row, strict=True))["reason"] == "Merged."


def test_old_identifiers_and_labels_are_found(graph):
    """Search leads to what replaces them."""
    assert [c.id for c in kg.find(graph, "concept:both").concepts] == ["concept:x", "concept:z"]
    assert [c.id for c in kg.find(graph, "former").concepts] == ["concept:x"]
    assert [c.id for c in kg.find(graph, "claim:x--causes--y").claims] == ["claim:x--increases--y"]
    alone = replace(graph.withdrawn["claim:x--causes--y"], replaced_by=None)
    assert not kg.find(replace(graph, withdrawn={alone.id: alone}), "claim:x--causes--y").claims


def test_versions_are_compared_by_their_records():
    """A record that is added, removed or changed is a difference."""
    plain = toy.graph("x increases y")
    kept = replace(plain, withdrawn_concepts={"concept:old": gone("old", "concept:x")})
    other = replace(plain, withdrawn_concepts={"concept:old": gone("old", "concept:y")})
    assert "Concepts withdrawn: 1\n  old" in str(kg.diff(plain, kept, questions=[]))
    assert "Records of withdrawn concepts removed (an error in the data): 1" in str(kg.diff(kept, plain, questions=[]))
    assert "was concept:x; is concept:y" in str(kg.diff(kept, other, questions=[]))
