"""Networks of Cytoscape, NDEx and networkx: what their words mean, whom they cite, and what is refused."""

import json

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.errors import DataError, UsageError
from kg.exchange.families import Options
from kg.exchange.intake import PLAIN, take
from kg.turtle.names import BASE
from tests import tea

ROUND = {"graphml": "graphml", "cx2": "cx", "node-link": "node-link"}


@pytest.fixture
def taken(tmp_path):
    """Read a network of networkx, and what was not understood."""

    def read(*edges, nodes=(), kind=networkx.MultiDiGraph, options=PLAIN, form="node-link"):
        network = kind()
        network.add_nodes_from(nodes)
        for source, target, known in edges:
            network.add_edge(source, target, **known)
        path = tmp_path / "net.txt"
        if form == "graphml":
            networkx.write_graphml(network, path)
        else:
            path.write_text(json.dumps(networkx.node_link_data(network, edges="edges")), encoding="utf-8")
        found = take([path], None, options)
        assert found.form == form
        return found.graph, {missed.what: missed.count for missed in found.report.not_understood}

    return read


def relations(graph):
    """The relation of each claim."""
    return [claim.relation for claim in graph.claims.values()]


@pytest.mark.parametrize(
    ("known", "relation"),
    [
        ({"sign": 1}, "increases"),
        ({"sign": -1.0}, "decreases"),
        ({"sign": 0}, "affects"),
        ({"Polarity": "negative"}, "decreases"),
        ({"interaction": "activates"}, "increases"),
        ({"interaction": "inhibits", "weight": 0.4}, "decreases"),
        ({"i": "up-regulates quantity by expression"}, "increases"),
        ({"interaction": "bel:directlyDecreases"}, "decreases"),
        ({"interaction": "positiveCorrelation"}, "positivelyAssociatedWith"),
        ({"EndArrow": "mim-inhibition"}, "decreases"),
        ({"represents": "RO:0002629"}, "increases"),
        ({"interaction": "controls-expression-of"}, "affects"),
        ({"interaction": "interactsWith"}, "interactsWith"),
        ({"interaction": "pp"}, "interactsWith"),
        ({"interaction": "Phosphorylation"}, "affects"),
        ({"interaction": "IncreaseAmount"}, "increases"),
        ({"interaction": "Complex"}, "interactsWith"),
        ({"sign": "+", "interaction": "activates"}, "increases"),
        ({"sign": "+", "interaction": "regulates"}, "increases"),
        ({"sign": "-", "interaction": "glows"}, "decreases"),
        ({"sign": "", "interaction": "inhibits"}, "decreases"),
        ({"sign": "0", "interaction": "inhibits"}, "decreases"),
        ({"effect": "odd", "interaction": "inhibits"}, "decreases"),
        ({"interaction": "", "type": "inhibition"}, "decreases"),
        ({"predicate": "biolink:affects", "object_direction_qualifier": "decreased"}, "decreases"),
        ({"predicate": "biolink:treats"}, "treats"),
    ],
)
def test_words_of_many_programs_are_understood(taken, known, relation):
    """A sign, a relation, or both."""
    graph, missed = taken(("X:a", "X:b", known))
    assert relations(graph) == [relation]
    assert missed == {}


@pytest.mark.parametrize(
    ("known", "relation", "what"),
    [
        ({"sign": "odd", "interaction": "inhibits"}, "affects", "sign that is not understood, imported without a sign"),
        (
            {"sign": 1, "interaction": "inhibits"},
            "affects",
            "sign and relation that contradict each other, imported without a sign",
        ),
        (
            {"polarity": "positive", "interaction": "Phosphorylation"},
            "affects",
            "polarity of a change of form, which does not give the effect, imported without a sign",
        ),
        (
            {"sign": -1, "interaction": "pp"},
            "negativelyAssociatedWith",
            "sign of a mere interaction, imported as an association",
        ),
    ],
)
def test_a_doubtful_sign_is_no_effect(taken, known, relation, what):
    """It is reported."""
    graph, missed = taken(("X:a", "X:b", known))
    assert relations(graph) == [relation]
    assert missed == {what: 1}


@pytest.mark.parametrize(
    "known",
    [
        {},
        {"interaction": "glows"},
        {"interaction": "5"},
        {"weight": -2},
        {"label": "0.7"},
        {"i": "nan"},
        {"type": "inf"},
    ],
)
def test_an_edge_that_says_nothing_is_left_out(taken, known):
    """A number is a sign only where it is called one."""
    graph, missed = taken(("X:a", "X:b", known), ("X:b", "X:c", {"sign": 1}))
    assert relations(graph) == ["increases"]
    assert missed == {"edge without a sign or a relation that is understood, left out": 1}


def test_a_user_names_the_attributes(taken):
    """Of sign, relation and publications; a named sign is the effect, also of what interacts."""
    known = {"Weight": -0.3, "interaction": "pp", "papers": "77", "sign": "+"}
    graph, missed = taken(("X:a", "X:b", known), options=Options(sign="weight", reference="papers"))
    assert relations(graph) == ["decreases"]
    assert [study.pmid for study in graph.studies.values()] == ["77"]
    assert missed == {}
    graph, _ = taken(("X:a", "X:b", {"kind": "inhibits"}), options=Options(relation="kind"))
    assert relations(graph) == ["decreases"]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (Options(sign="colour"), "no edge has the attribute “colour”; its edges have: sign, weight"),
        (
            Options(source="x", sign="sign"),
            "a network format names the ends of its edges itself; leave out --source and --target",
        ),
    ],
)
def test_an_attribute_that_is_not_there_is_refused(taken, options, why):
    """With those that are."""
    with pytest.raises(UsageError, match=why):
        taken(("X:a", "X:b", {"sign": 1, "weight": 2}), options=options)


def test_columns_of_a_known_format_cannot_be_named(tmp_path):
    """INDRA statements have no columns."""
    path = tmp_path / "some.json"
    path.write_text('[{"type": "Activation", "matches_hash": "1"}]', encoding="utf-8")
    with pytest.raises(UsageError, match="the format indra has fixed columns"):
        take([path], "indra", Options(sign="sign"))


@pytest.mark.parametrize(
    ("known", "field", "found"),
    [
        ({"pmid": "5;6"}, "pmid", {"5", "6"}),
        ({"PMIDs": [5, "PMID:6"]}, "pmid", {"5", "6"}),
        ({"citation": '"pubmed:5"'}, "pmid", {"5"}),
        ({"ndex:citation": ["pmid:5", "pmid:6"]}, "pmid", {"5", "6"}),
        ({"citation_ids": "['PMID:5', 'PMID:6']"}, "pmid", {"5", "6"}),
        ({"doi": "10.1234/x"}, "doi", {"10.1234/x"}),
        ({"pmid": "5", "references": "5"}, "pmid", {"5"}),
        ({}, "title", {"net.txt"}),
    ],
)
def test_publications_are_kept(taken, known, field, found):
    """Without any the file is the source."""
    graph, _ = taken(("X:a", "X:b", {"sign": 1, **known}))
    assert {getattr(study, field) for study in graph.studies.values()} == found


def test_how_sure_a_network_is_of_an_edge_is_kept(taken):
    """With the name of the number; a KGX network's own score, too."""
    graph, _ = taken(("X:a", "X:b", {"sign": 1, "Belief score": "0.9"}))
    assert [item.score for item in graph.evidence.values()] == ["belief score 0.9"]
    graph, _ = taken(("X:a", "X:b", {"predicate": "biolink:causes", "has_confidence_score": 0.25}))
    assert [item.score for item in graph.evidence.values()] == ["confidence score 0.25"]


def test_nodes_have_the_curie_of_what_they_represent(taken):
    """Or they are a CURIE, or called by their name, or by their identifier if names repeat."""
    nodes = [
        (1, {"name": "alpha", "represents": "uniprot:P1"}),
        (2, {"name": "beta", "description": "A thing."}),
        (3, {"name": "twice", "category": "biolink:Disease"}),
        (4, {"label": "twice"}),
        ("CHEBI:5", {"name": "five"}),
        (6, {}),
    ]
    graph, _ = taken(*((number, 6, {"sign": 1}) for number in (1, 2, 3, 4, "CHEBI:5")), nodes=nodes)
    assert {
        name: (concept.label, concept.category, concept.definition) for name, concept in graph.concepts.items()
    } == {
        "UniProtKB:P1": ("alpha", "Protein", ""),
        "net:beta": ("beta", "NamedThing", "A thing."),
        "net:3": ("twice", "Disease", ""),
        "net:4": ("twice", "NamedThing", ""),
        "CHEBI:5": ("five", "ChemicalEntity", ""),
        "net:6": ("6", "NamedThing", ""),
    }


@pytest.mark.parametrize("form", ["node-link", "graphml"])
def test_an_edge_without_a_direction_is_no_cause(taken, form):
    """A signed one is an association, one that interacts does."""
    edges = [("X:a", "X:b", {"sign": 1}), ("X:b", "X:c", {"sign": -1}), ("X:c", "X:d", {"sign": 0})]
    graph, _ = taken(*edges, ("X:d", "X:e", {"interaction": "pp"}), kind=networkx.MultiGraph, form=form)
    expected = ["positivelyAssociatedWith", "negativelyAssociatedWith", "associatedWith", "interactsWith"]
    assert relations(graph) == expected


def test_drawings_of_d3_are_read(tmp_path):
    """Ends are numbers of nodes, or the nodes themselves; an edge to nothing is left out."""
    links = [{"source": 0, "target": 1, "sign": 1}, {"source": {"id": 1}, "target": 0, "sign": -1}]
    path = tmp_path / "d3.json"
    path.write_text(
        json.dumps({"nodes": [{"name": "a"}, {"name": "b"}, 7], "links": [*links, {"source": 0, "target": 9}]})
    )
    found = take([path])
    assert [(c.subject, c.relation, c.object) for c in found.graph.claims.values()] == [
        ("d3:a", "increases", "d3:b"),
        ("d3:b", "decreases", "d3:a"),
    ]
    assert [missed.what for missed in found.report.not_understood] == [
        "edge to a node that is not in the file, left out"
    ]


def test_nodes_of_networkx_may_be_pairs(taken):
    """A tuple is a list in JSON."""
    graph, _ = taken(((1, 2), "X:b", {"sign": 1}))
    assert set(graph.concepts) == {"net:1, 2", "X:b"}


CX = [
    {"numberVerification": [{"longNumber": 281474976710655}]},
    {"nodes": [{"@id": 1, "n": "a", "r": "hgnc:5"}, {"@id": 2, "n": "b"}, {"@id": 3}]},
    {"nodeAttributes": [{"po": 2, "n": "represents", "v": "HGNC:6"}, {"po": 9, "n": "name", "v": "nobody"}]},
    {"edges": [{"@id": 11, "s": 1, "t": 2, "i": "activates"}, {"@id": 12, "s": 2, "t": 3}]},
    {"edgeAttributes": [{"po": [11, 12], "n": "sign", "v": "+"}, {"po": 12, "n": "", "v": "odd"}]},
    {"citations": [{"@id": 21, "dc:identifier": "pmid:77"}, {"@id": 22}]},
    {"edgeCitations": [{"po": [11, 99], "citations": [21, 22, 23]}]},
    {"status": [{"success": True}]},
]


def test_cx_keeps_attributes_and_citations_apart(tmp_path):
    """They are joined with the nodes and edges that they point to."""
    path = tmp_path / "net.cx"
    path.write_text(json.dumps(CX), encoding="utf-8")
    found = take([path])
    assert found.form == "cx"
    assert [(c.subject, c.relation, c.object) for c in found.graph.claims.values()] == [
        ("HGNC:5", "increases", "HGNC:6"),
        ("HGNC:6", "increases", "net:3"),
    ]
    assert [(study.pmid, study.title) for study in found.graph.studies.values()] == [("", "net.cx"), ("77", "")]


def test_cx2_has_short_names_and_default_values(tmp_path):
    """Both are declared before the nodes and edges."""
    declared = {"edges": {"interaction": {"a": "i"}, "sign": {"v": "-", "d": "string"}}, "nodes": {"name": {"a": "n"}}}
    parts = [
        {"CXVersion": "2.0", "hasFragments": False},
        {"attributeDeclarations": [declared]},
        {"nodes": [{"id": 0, "v": {"n": "a"}}]},
        {"nodes": [{"id": 1, "v": {"n": "b"}}]},
        {"edges": [{"id": 0, "s": 0, "t": 1, "v": {"i": "regulates"}}, {"id": 1, "s": 1, "t": 0, "v": {"sign": "+"}}]},
    ]
    path = tmp_path / "net.cx2"
    path.write_text(json.dumps(parts), encoding="utf-8")
    graph = take([path]).graph
    assert [(c.subject, c.relation, c.object) for c in graph.claims.values()] == [
        ("net:a", "decreases", "net:b"),
        ("net:b", "increases", "net:a"),
    ]


@pytest.mark.parametrize("form", ROUND)
@pytest.mark.parametrize("which", ["vitamin d", "tea"])
def test_our_own_networks_come_back_as_they_were(graph, tmp_path, form, which):
    """Every claim, state, range, kind and value, the sign of every influence, and the side of every source."""
    ours = graph if which == "vitamin d" else tea.full()
    path = tmp_path / "ours.txt"
    kg.export.write(ours, form, path)
    found = take([path])
    theirs = found.graph
    assert found.form == ROUND[form]
    assert set(theirs.claims) == set(ours.claims)
    assert signs(theirs) == signs(ours)
    assert states(theirs) == states(ours)
    assert set(theirs.values) == set(ours.values)
    assert sides(theirs) == sides(ours)
    assert {item.origin for item in theirs.evidence.values()} == {BASE}
    assert all(" in vitamin-d-kg (edge " in item.says for item in theirs.evidence.values())


def signs(graph):
    """Source, target and sign of each influence, and whether it is an association."""
    return {(i.source, i.target, i.sign, i.association) for i in graph.influences}


def states(graph):
    """Each concept with what it is a state of, and its kinds."""
    return {(c.id, c.label, c.state_of, c.level, c.beyond_range, c.broader) for c in graph.concepts.values()}


def sides(graph):
    """How many sources each side of each claim has."""
    found = {}
    for claim in graph.claims:
        for item in graph.evidence_of[claim]:
            found.setdefault((claim, item.stance), set()).add(item.source)
    return {side: len(sources) for side, sources in found.items()}


LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE graphml [<!ENTITY a "{}">{}]>
<graphml><graph edgedefault="directed"><node id="&j;"/></graph></graphml>""".format(
    "ha" * 1000, "".join(f'<!ENTITY {x} "{f"&{y};" * 10}">' for y, x in zip("abcdefghi", "bcdefghij", strict=True))
)
NETWORK = '<graphml><graph edgedefault="directed"><node id="a"/>{}</graph></graphml>'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (LAUGHS, "declares a document type or entities of its own"),
        ('<!DOCTYPE graphml SYSTEM "file:///etc/passwd"><graphml/>', "declares a document type or entities of its own"),
        ("<graphml><graph>", "net.graphml:1: not well-formed XML (no element found)"),
        ("<graphml></graphml>", "networkx cannot read it as GraphML (file not successfully read as graphml)"),
        (NETWORK.format('\n<edge source="a"/>'), "net.graphml:2: edge without source or target"),
        (
            NETWORK.format("<hyperedge/>"),
            "networkx cannot read it as GraphML (GraphML reader doesn't support hyperedges)",
        ),
        (
            NETWORK.format('<edge source="a" target="a"><data key="x">1</data></edge>'),
            "networkx cannot read it as GraphML",
        ),
        (NETWORK.format('<edge source="a" target="a" directed="false"/>'), "networkx cannot read it as GraphML"),
    ],
)
def test_graphml_that_is_hostile_or_broken_is_refused(tmp_path, text, why):
    """In one line, at once, without a network."""
    path = tmp_path / "net.graphml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        take([path])
    assert why in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("form", "text", "why"),
    [
        ("node-link", "[1]", "has no lists of nodes and of links"),
        ("node-link", '{"nodes": [], "links": 5}', "has no lists of nodes and of links"),
        ("cx", "{}", "has no aspect of nodes"),
        ("cx", '[{"edges": []}, 5]', "has no aspect of nodes"),
        ("node-link", '{"nodes": [], "links": []}', "has no nodes and no edges"),
    ],
)
def test_json_that_is_no_network_is_refused(tmp_path, form, text, why):
    """In one line that says what to give."""
    path = tmp_path / "net.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=why):
        take([path], form)


def test_a_file_that_is_too_large_to_be_read_as_a_whole_is_refused(tmp_path, monkeypatch):
    """Before it is parsed."""
    monkeypatch.setattr("kg.exchange.families.parts.whole.LARGEST", 100)
    path = tmp_path / "net.json"
    path.write_text(json.dumps({"nodes": ["x" * 100], "links": []}), encoding="utf-8")
    with pytest.raises(DataError, match="is larger than 0 MiB; split it"):
        take([path])


STEPS = st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.sampled_from([1, -1, 0])).filter(
    lambda s: s[0] != s[1]
)


@settings(max_examples=60)
@given(st.lists(STEPS, min_size=1, max_size=12))
def test_every_format_gives_the_same_signs(tmp_path_factory, steps):
    """A network that networkx writes as GraphML and as node-link JSON has the signs that it was made of."""
    folder = tmp_path_factory.mktemp("nets")
    network = networkx.MultiDiGraph()
    for source, target, sign in steps:
        network.add_edge(f"X:{source}", f"X:{target}", sign=sign)
    networkx.write_graphml(network, folder / "net.graphml")
    (folder / "net.json").write_text(json.dumps(networkx.node_link_data(network, edges="edges")))
    expected = {(f"X:{source}", f"X:{target}", "?+-"[sign]) for source, target, sign in steps}
    for name in ("net.graphml", "net.json"):
        found = take([folder / name]).graph.influences
        assert {(i.source, i.target, i.sign.value) for i in found} == expected
