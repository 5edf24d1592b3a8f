"""The data that comes with the program, one test a rule."""

import hashlib
from functools import cache
from urllib.parse import unquote

import pyoxigraph
import pyshacl
import pytest
import rdflib

from kg import resources
from kg.curation import rules as checks
from kg.model.core import Sign
from kg.model.passages import Runs
from kg.turtle import shacl
from kg.turtle.fields import TABLES
from kg.turtle.names import DATASET, PREFIXES
from kg.turtle.parse import vocabulary
from kg.turtle.read import examine
from kg.turtle.write import canonical, turtle


@pytest.fixture(scope="module")
def loaded():
    """The data file as it was read, with all that is wrong with it."""
    return examine(resources.data())


@cache
def told(name):
    """A file as rdflib reads it."""
    return rdflib.Graph().parse(resources.data(name), format="turtle")


def test_the_data_is_well_formed(loaded):
    """Nothing in the data file had to be left out."""
    assert loaded.problems == ()


@pytest.mark.parametrize("rule", [*checks.RULES, *checks.CURATION], ids=lambda rule: rule.__name__)
def test_the_data_keeps_every_rule(loaded, rule):
    """Each integrity rule holds."""
    assert list(rule(loaded)) == []


def test_the_data_keeps_its_shapes():
    """The SHACL shapes hold."""
    assert shacl.validate(resources.data().read_bytes(), resources.data()) == []


def test_the_data_is_canonical_and_the_graph_holds_all_of_it(loaded):
    """Formatting changes nothing, and writing the graph that was read gives the file back to the byte."""
    path = resources.data()
    assert canonical(path.read_bytes(), path) == path.read_text(encoding="utf-8")
    assert turtle(loaded.graph) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["triples.ttl", "dataset.ttl", "vocabulary.ttl", "shapes.ttl"])
def test_two_programs_read_the_same_triples(name):
    """rdflib and pyoxigraph agree on every file, literal for literal."""
    data = resources.data(name).read_bytes()
    ours = {str(triple) for triple in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE)}
    graph = told(name)
    assert len(graph) == len(ours)
    if name != "shapes.ttl":  # its lists are made of blank nodes, which each program names in its own way
        again = graph.serialize(format="nt").encode()
        assert {str(triple) for triple in pyoxigraph.parse(again, format=pyoxigraph.RdfFormat.N_TRIPLES)} == ours


def test_the_relation_table_is_that_of_the_model():
    """Signs of all relations: one table, read by the program."""
    relations, _ = vocabulary()
    signs = {name: relation.sign and relation.sign.value for name, relation in relations.items() if relation.causal}
    assert signs == {
        **dict.fromkeys(("increases", "causes", "contributesTo", "predisposesTo", "worsens", "manifestsAs"), "+"),
        **dict.fromkeys(("convertsTo", "requiredFor", "hasAdverseEffect"), "+"),
        **dict.fromkeys(("decreases", "prevents", "treats", "relieves"), "-"),
        "affects": "?",
        "hasNoEffectOn": "0",
    }
    correlations = {name: r.correlation for name, r in relations.items() if r.correlation}
    assert correlations == {
        "associatedWith": Sign.UNKNOWN,
        "positivelyAssociatedWith": Sign.PLUS,
        "negativelyAssociatedWith": Sign.MINUS,
    }


def test_every_term_of_the_vocabulary_is_described():
    """Classes, relations, properties and values have a label and a definition."""
    graph = told("vocabulary.ttl")
    label = (rdflib.RDFS.label, rdflib.SKOS.prefLabel)
    ours = {s for s in graph.subjects() if str(s).startswith(PREFIXES["vocab"])}
    assert len(ours) > 100
    for term in ours:
        assert any(graph.value(term, name) for name in label), term
        assert graph.value(term, rdflib.SKOS.definition), term


def test_the_vocabulary_is_declared_in_owl():
    """Each class and property has one kind, and properties have values of that kind; no relation is matched exactly."""
    graph = told("vocabulary.ttl")
    owl, vocab = rdflib.OWL, rdflib.Namespace(PREFIXES["vocab"])
    kinds = {owl.Class, owl.ObjectProperty, owl.DatatypeProperty, owl.AnnotationProperty}
    others = {vocab.Relation, rdflib.SKOS.Concept, rdflib.SKOS.ConceptScheme, rdflib.PROV.SoftwareAgent, owl.Ontology}
    types = {term: set(graph.objects(term, rdflib.RDF.type)) for term in graph.subjects()}
    assert all(found <= kinds | others and len(found & kinds) <= 1 for found in types.values())
    assert all(types[term] == {owl.ObjectProperty, vocab.Relation} for term in graph.subjects(None, vocab.Relation))
    used = {field.predicate: field.form for table in TABLES.values() for field in table.fields}
    for predicate, form in used.items():
        if predicate.startswith("vocab:"):
            resource = form in ("name", "term", "relation")
            wanted = owl.ObjectProperty if resource else owl.DatatypeProperty
            assert types[vocab[predicate.removeprefix("vocab:")]] == {wanted}, predicate
    assert not list(graph.subject_objects(rdflib.SKOS.exactMatch))


def test_the_shapes_hold_for_the_vocabulary_and_the_description():
    """In one graph; a mistake in it is found."""
    union = told("vocabulary.ttl") + told("dataset.ttl")

    def conform():
        shapes = told("shapes.ttl")
        return pyshacl.validate(union, shacl_graph=shapes, inference="none", do_owl_imports=False)[0]

    assert conform()
    union.remove((rdflib.URIRef(f"{PREFIXES['vocab']}Low"), rdflib.SKOS.prefLabel, None))
    assert not conform()


def test_the_data_say_that_no_person_made_the_claims(loaded):
    """They are attributed to language models, in the data and in its description, and the vocabulary explains it."""
    assert loaded.graph.attributed_to == "vocab:MachineCurator"
    agent = rdflib.URIRef(f"{PREFIXES['vocab']}MachineCurator")
    for name in ("triples.ttl", "dataset.ttl"):
        assert list(told(name).objects(rdflib.URIRef(DATASET), rdflib.PROV.wasAttributedTo)) == [agent], name
    assert "no clinician" in str(told(name).value(agent, rdflib.SKOS.definition))
    assert told(name).value(agent, rdflib.RDF.type) == rdflib.PROV.SoftwareAgent


def test_every_document_is_cited_and_every_passage_has_a_link(loaded):
    """No document stands idle; each passage carries a section or stands before the first heading."""
    graph = loaded.graph
    assert {e.source for e in graph.evidence.values()} >= set(graph.documents)
    assert all(passage.fragment.startswith(":~:text=") for passage in graph.passages.values())


def test_no_link_repeats_a_sentence(loaded):
    """Neither end of a text fragment quotes eight words in a row of a document, except an address."""
    ends = [unquote(e) for p in loaded.graph.passages.values() for e in p.fragment.removeprefix(":~:text=").split(",")]
    assert [end for end in ends if Runs(end).known and "://" not in end] == []


def test_two_pages_of_one_site_are_one_witness(loaded):
    """Documents 002 and 003 come from one template site."""
    documents = loaded.graph.documents
    assert documents["document:002"].group == documents["document:003"].group
    assert len({document.group for document in documents.values()}) == 4


def test_concepts_are_grounded(loaded):
    """At least four in five concepts are matched to a term of an ontology."""
    concepts = loaded.graph.concepts.values()
    assert sum(bool(c.exact or c.close or c.broad) for c in concepts) >= 0.8 * len(concepts)


def test_the_digest_in_answers_is_that_of_the_file(loaded):
    """An answer names the bytes that it was drawn from."""
    assert loaded.graph.sha256 == hashlib.sha256(resources.data().read_bytes()).hexdigest()
    assert loaded.graph.version == "2026.11.2"
