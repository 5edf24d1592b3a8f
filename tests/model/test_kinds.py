"""Kinds of concepts in plain words."""

from kg.model.kinds import KINDS, kind_of


def test_every_concept_of_the_graph_has_a_kind(graph):
    """No category of the real graph falls among the others by oversight."""
    assert {kind_of(concept.category) for concept in graph.concepts.values()} <= set(KINDS) - {"other"}


def test_a_class_without_a_word_is_another_kind():
    """Every kind of concept is some kind."""
    assert kind_of("Nonsense") == "other"
