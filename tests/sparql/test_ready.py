"""The ready queries say what the Python API says."""

import csv
import io
import json
from collections import Counter
from itertools import chain, product

import pytest
from msgspec.structs import replace

import kg
from kg import resources
from kg.model.confidence import UNSOUND
from kg.model.core import Document, Sign, Study
from kg.sparql import library
from kg.sparql.check import check, prepared
from kg.sparql.evaluate import evaluate
from kg.turtle.write import turtle
from kg.views.query import cell

SHELF = {query.name: query for query in library.ready()}
SIDES = {"supports": "for", "disputes": "against", "inconclusive": "undecided"}
DEFICIENCY = "concept:vitamin-d-deficiency"


@pytest.fixture(scope="module")
def answers():
    """The answer of a ready query, evaluated once."""
    known = {}

    def answer(name):
        if name not in known:
            known[name] = asked(name, resources.data().read_bytes())
        return known[name]

    return answer


def asked(name, data):
    """The answer of a ready query to other data."""
    vocabulary = resources.data("vocabulary.ttl")
    text = prepared(SHELF[name].text)
    check(text)
    return evaluate(text, [(resources.data(), data), (vocabulary, vocabulary.read_bytes())], 10_000)


@pytest.fixture(scope="module")
def doubted(graph):
    """Our graph if every third study were retracted and every other third had not been identified, and its text."""
    changes = ({}, {"record_status": "Retracted"}, {"trace_status": "NotIdentified"})
    studies = {name: replace(study, **changes[n % 3]) for n, (name, study) in enumerate(graph.studies.items())}
    made = replace(graph, studies=studies)
    return made, turtle(made).encode()


class Api:
    """What the graph says, in the words of the queries."""

    def __init__(self, graph):
        self.graph = graph
        self.claims = graph.claims.values()
        self.evidence = graph.counted.values()

    def label(self, concept):
        """The label of a concept."""
        return self.graph.concepts[concept].label

    def relation(self, claim):
        """The relation of a claim."""
        return self.graph.relations[claim.relation]

    def of(self, claim, *stances):
        """The evidence of a claim with one of the stances."""
        return [item for item in self.graph.evidence_of[claim.id] if item.stance in stances]

    def supported(self, *, causal=True):
        """Claims that some evidence supports."""
        return [c for c in self.claims if self.of(c, "supports") and (not causal or self.relation(c).causal)]

    def term(self, name):
        """The label of a controlled value."""
        return self.graph.terms[name].label

    def under(self, concept):
        """A concept and its kinds."""
        return {concept, *self.graph.narrower.get(concept, ())}

    def stances(self, items):
        """How many evidence items stand on each side, as cells; what is not counted stands on none."""
        found = Counter(item.stance for item in items if item.source not in self.graph.void)
        return tuple(str(found[stance]) for stance in SIDES)

    def values(self, *relations):
        """Claims whose object is a value, with the value."""
        return [(c, self.graph.values[c.object]) for c in self.claims if c.relation in relations]

    def counted(self, pairs):
        """Pairs with how often each occurs, as cells."""
        return [(*pair, str(count)) for pair, count in Counter(pairs).items()]

    def ids(self, claims):
        """One cell for each claim."""
        return [(claim.id,) for claim in claims]


def deficiency_effects(api):
    """Causal claims about the deficiency, with the number of evidence items for and against."""
    return [
        (api.relation(c).label, api.label(c.object), str(len(api.of(c, "supports"))), str(len(api.of(c, "disputes"))))
        for c in api.claims
        if c.subject == DEFICIENCY and api.relation(c).causal
    ]


def contested_claims(api):
    """All evidence of the claims that the confidence calls contested."""
    contested = [c for c in api.claims if api.graph.confidence(c.id).contested]
    told = [(c, item) for c in contested for item in api.of(c, "supports", "disputes")]
    return [(c.id, SIDES[item.stance], item.source, item.says) for c, item in told]


def contrary_claims(api):
    """Supported claims with the same ends, of which the first has the greater sign."""
    order = [Sign.PLUS, Sign.MINUS, Sign.NULL]
    signed = [c for c in api.supported() if api.relation(c).sign in order]
    rank = {c.id: order.index(api.relation(c).sign) for c in signed}
    return [
        (a.id, b.id)
        for a, b in product(signed, signed)
        if (a.subject, a.object) == (b.subject, b.object) and rank[a.id] < rank[b.id]
    ]


def two_steps_to_back_pain(api):
    """Two supported causal claims that join, with the sources that support each."""
    into, causal = api.under("concept:back-pain"), api.supported()

    def sources(claim):
        return " ".join(sorted({item.source for item in api.of(claim, "supports")}))

    return [
        (a.id, b.id, sources(a), sources(b))
        for a, b in product(causal, causal)
        if a.subject == DEFICIENCY and a.object == b.subject and b.object in into
    ]


def about_vitamin_d(api):
    """The same claims as kg claims --concept."""
    listed = kg.claims(api.graph, concept="vitamin D").claims
    told = [api.graph.claims[claim.id] for claim in listed]
    return [
        (
            c.id,
            api.label(c.subject),
            api.relation(c).label,
            c.object if c.object in api.graph.values else api.label(c.object),
        )
        for c in told
    ]


def pain_network(api):
    """The ends of supported causal claims about pain."""
    pains = api.under("concept:pain")
    return [(c.subject, f"vocab:{c.relation}", c.object) for c in api.supported() if c.object in pains]


def claims_by_document(api):
    """The same counts as kg sources."""
    keys = ("claims", "supports", "disputes", "inconclusive")
    listed = kg.sources(api.graph).sources
    return [(source.id, *(str(getattr(source, key)) for key in keys)) for source in listed if source.evidence_items]


def claims_by_relation(api):
    """The same counts as kg stats."""
    relations = api.graph.relations
    return [
        (relations[name].label, relations[name].sign.value if relations[name].sign else "", str(count))
        for name, count in kg.stats(api.graph).by_relation.items()
    ]


def evidence_by_design(api):
    """Evidence of studies, counted by design and side."""
    found = {}
    for item in api.evidence:
        source = api.graph.sources[item.source]
        if isinstance(source, Study):
            found.setdefault(api.term(source.design), []).append(item)
    return [(design, *api.stances(items)) for design, items in found.items()]


def trials_against_pages(api):
    """Claims that a page supports and a trial or meta-analysis disputes."""
    sources = api.graph.sources
    return {
        (c.id, stated.source, denied.source, denied.says)
        for c in api.claims
        for stated in api.of(c, "supports")
        if isinstance(sources[stated.source], Document)
        for denied in api.of(c, "disputes")
        if getattr(sources[denied.source], "design", "") in ("RandomisedTrial", "MetaAnalysis")
    }


def untraceable_references(api):
    """Support that cites an unsound study."""
    studies = api.graph.studies
    return {
        (item.claim, item.source, cited, api.term(studies[cited].trace_status))
        for item in api.evidence
        if item.stance == "supports" and item.passage
        for cited in item.cites
        if studies[cited].trace_status in UNSOUND
    }


def null_findings(api):
    """Support for claims of no effect."""
    null = [c for c in api.claims if c.relation == "hasNoEffectOn"]
    told = [(c, item) for c in null for item in api.of(c, "supports")]
    return [(api.label(c.subject), api.label(c.object), item.source, item.says) for c, item in told]


def thresholds(api):
    """What is said of values of serum 25-hydroxyvitamin D."""

    def side(item):
        return "not counted" if item.source in api.graph.void else SIDES[item.stance]

    return {
        (api.label(c.subject), value.minimum, value.maximum, value.unit, side(item), item.source)
        for c, value in api.values("hasThreshold", "hasReferenceRange")
        if value.of == "concept:serum-25-hydroxyvitamin-d"
        for item in api.of(c, *SIDES)
    }


def doses(api):
    """Who gives or advises how much of what."""
    return {
        (api.label(c.subject), value.minimum, value.maximum, value.unit, item.source)
        for c, value in api.values("hasDose")
        for item in api.of(c, "supports")
    }


def concepts_by_ontology(api):
    """Concepts with a match into each ontology, by kind of match."""
    matches = [
        {(name.partition(":")[0], c.id) for c in api.graph.concepts.values() for name in getattr(c, kind)}
        for kind in ("exact", "close", "broad")
    ]
    ontologies = sorted({ontology for found in matches for ontology, _ in found})
    return [(o, *(str(sum(ontology == o for ontology, _ in found)) for found in matches)) for o in ontologies]


def ungrounded_concepts(api):
    """Concepts without a match, with the number of claims about each."""
    about = Counter(chain.from_iterable({c.subject, c.object} for c in api.claims))
    bare = [c for c in api.graph.concepts.values() if not (c.exact or c.close or c.broad)]
    return [(c.id, c.label, str(about[c.id])) for c in bare]


def states(api):
    """Named states with their level and quantity."""
    found = [c for c in api.graph.concepts.values() if c.state_of]
    return [(c.label, c.level.lower(), api.label(c.state_of)) for c in found]


def passages_of_section(api):
    """The passages of one section with their evidence."""
    told = {}
    for item in api.evidence:
        told.setdefault(item.passage, []).append((item.claim, item.says))
    return [
        (p.id, str(p.start), str(p.end), *said)
        for p in api.graph.passages.values()
        if p.section == "Bone Pain (Osteomalacia)"
        for said in told.get(p.id, [("", "")])
    ]


def one_source_claims(api):
    """Causal claims with a single supporting source."""
    found = {c.id: {item.source for item in api.of(c, "supports")} for c in api.supported()}
    return [(claim, *sources) for claim, sources in found.items() if len(sources) == 1]


def never_asserted(api):
    """Supported claims that nobody asserts."""
    found = {c.id: api.of(c, "supports") for c in api.supported(causal=False)}
    hinted = {claim: items for claim, items in found.items() if all(item.modality != "Asserted" for item in items)}
    return [(claim, str(len(items))) for claim, items in hinted.items()]


def trace_status(api):
    """References of documents by what became of them."""
    studies, documents = api.graph.studies, api.graph.documents.values()
    return api.counted((d.id, api.term(studies[s].trace_status)) for d in documents for s in d.references)


def omissions(api):
    """Omitted passages by document and reason."""
    passages = api.graph.passages
    return api.counted((passages[o.passage].document, api.term(o.reason)) for o in api.graph.omissions.values())


def evidence_by_population(api):
    """Evidence and claims by population."""
    found = {}
    for item in api.evidence:
        for axis, value in item.context:
            if axis == "population":
                found.setdefault(api.term(value), []).append(item)
    return [(name, str(len(items)), str(len({i.claim for i in items}))) for name, items in found.items()]


def relief_of_back_pain_in_trials(api):
    """Whether a trial supports that vitamin D lessens back pain."""
    pains, remedies = api.under("concept:back-pain"), ("concept:vitamin-d", "concept:vitamin-d-supplementation")
    trials = [
        item
        for c in api.claims
        if c.subject in remedies and c.object in pains and api.relation(c).sign is Sign.MINUS
        for item in api.of(c, "supports")
        if getattr(api.graph.sources[item.source], "design", "") == "RandomisedTrial"
    ]
    return [(str(bool(trials)).lower(),)]


def about_osteomalacia(api):
    """The names, matches and supported claims of the concept."""
    concept = api.graph.concepts["concept:osteomalacia"]
    fixed = [
        ("rdf:type", "skos:Concept"),
        ("rdf:type", f"biolink:{concept.category}"),
        ("skos:prefLabel", concept.label),
        ("skos:definition", concept.definition),
    ]
    lists = {"skos:altLabel": "synonyms", "skos:exactMatch": "exact", "skos:closeMatch": "close"}
    lists |= {"skos:broadMatch": "broad", "skos:broader": "broader"}
    named = [(predicate, value) for predicate, field in lists.items() for value in getattr(concept, field)]
    said = [(f"vocab:{c.relation}", c.object) for c in api.supported(causal=False) if c.subject == concept.id]
    return [(concept.id, *pair) for pair in (*fixed, *named, *said)]


@pytest.mark.parametrize("name", SHELF)
def test_a_ready_query_agrees_with_the_python_api(name, graph, answers):
    """Each ready query finds something in our data, and exactly what Python finds there."""
    answer = answers(name)
    found = [tuple(map(cell, row)) for row in answer.rows]
    expected = globals()[name.replace("-", "_")](Api(graph))
    assert found
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("name", SHELF)
def test_what_counts_for_nothing_counts_for_nothing_in_a_ready_query(name, doubted):
    """Studies that are retracted or not identified are on no side, in queries as in Python."""
    graph, data = doubted
    found = [tuple(map(cell, row)) for row in asked(name, data).rows]
    assert sorted(found) == sorted(globals()[name.replace("-", "_")](Api(graph)))


def test_contested_claims_are_those_of_kg_claims(graph, answers):
    """The query, the list of claims and the disputes name the same contested claims."""
    column = {cell(row[0]) for row in answers("contested-claims").rows}
    assert column == {claim.id for claim in kg.claims(graph, contested=True).claims}
    assert column == {d.id for d in kg.contested(graph).disputes if d.kind == "claim"}


@pytest.mark.parametrize("name", SHELF)
def test_rows_come_in_one_order(name, answers):
    """A table has an order of its own, so that two runs print the same."""
    assert answers(name).form != "select" or "\nORDER BY " in SHELF[name].text


def test_every_ready_query_explains_itself(run):
    """Each has a title and says what it shows; the list names all; --name beside it prints one as it stands."""
    assert len(SHELF) >= 15
    listed = run("sparql", "--list").out
    for query in SHELF.values():
        assert query.about.endswith(".")
        assert f"{query.name}\n    {query.title[:40]}" in listed
    printed = run("sparql", "--list", "--name", "states").out
    assert printed == (resources.root() / "queries" / "states.rq").read_text(encoding="utf-8")
    answer = json.loads(run("sparql", "--list", "--json").out)
    assert [query["name"] for query in answer["queries"]] == sorted(SHELF)
    table = list(csv.reader(io.StringIO(run("sparql", "--list", "--format", "csv").out)))
    assert table[0] == ["name", "title", "about"]
    assert len(table) == len(SHELF) + 1


def test_a_ready_query_is_asked_by_name(run):
    """The name stands for the text, and is told in the answer."""
    answer = json.loads(run("sparql", "--name", "states", "--json").out)
    assert (answer["question"]["name"], answer["question"]["query"]) == ("states", SHELF["states"].text)
    assert ["vitamin D deficiency", "low", "vitamin D"] in [[term["value"] for term in row] for row in answer["rows"]]
