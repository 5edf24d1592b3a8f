"""What catalogues, archives and search engines are told is what the data holds."""

import hashlib
import subprocess
import sys
from collections import Counter

import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, VOID
from rocrate.rocrate import ROCrate

from kg import resources
from kg.turtle.names import DATASET, PREFIXES
from kg.website import build
from kg.website.dataset import described
from tests import ROOT, tea, toy
from tests.html import Page
from tests.website.test_website import BAD

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
ABOUT = rdflib.URIRef(DATASET)


@pytest.fixture(scope="module")
def data():
    """The data as rdflib reads it."""
    return rdflib.Graph().parse(resources.data(), format="turtle")


@pytest.fixture(scope="module")
def told():
    """The description of the data set as rdflib reads it."""
    return rdflib.Graph().parse(resources.data("dataset.ttl"), format="turtle")


def test_the_description_is_up_to_date():
    """Both files are what the program makes of the data now, byte for byte, in a process of its own."""
    done = subprocess.run([sys.executable, "docs/describe.py", "--check"], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_every_count_is_that_of_the_data(data, told, graph):
    """Triples, subjects, properties and resources of each class, counted by another program."""
    number = {name: told.value(ABOUT, VOID[name]).toPython() for name in ("triples", "distinctSubjects", "properties")}
    assert number == {
        "triples": len(data),
        "distinctSubjects": len(set(data.subjects())),
        "properties": len(set(data.predicates())),
    }
    parts = {
        told.value(part, VOID["class"]): told.value(part, VOID.entities).toPython()
        for part in told.objects(ABOUT, VOID.classPartition)
    }
    counted = Counter(data.objects(None, RDF.type))
    biolink = {kind for kind in counted if kind.startswith(PREFIXES["biolink"])}
    assert parts == {kind: count for kind, count in counted.items() if kind not in biolink}
    kinds = "concepts withdrawn_concepts values claims withdrawn evidence passages omissions documents studies".split()
    assert sorted(parts.values()) == sorted(filter(None, (len(getattr(graph, kind)) for kind in kinds)))


def test_the_description_is_of_these_bytes_and_of_this_version(data, told, graph):
    """Version, digest and length are those of the data file, and answers name the same."""
    version = data.value(ABOUT, OWL.versionInfo)
    assert told.value(ABOUT, OWL.versionInfo) == version == rdflib.Literal(graph.version)
    current = told.value(ABOUT, DCAT.hasCurrentVersion)
    assert (str(current), told.value(current, DCAT.version)) == (f"{DATASET}{graph.version}", version)
    assert told.value(current, DCAT.isVersionOf) == ABOUT
    (file,) = told.objects(ABOUT, DCAT.distribution)
    content = (ROOT / told.value(file, DCTERMS.identifier)).read_bytes()
    checksum = told.value(file, SPDX.checksum)
    assert str(told.value(checksum, SPDX.checksumValue)) == hashlib.sha256(content).hexdigest() == graph.sha256
    assert told.value(file, DCAT.byteSize).toPython() == len(content)


def test_sources_vocabularies_and_licences_are_named(data, told, graph):
    """Every source that gives evidence, every vocabulary that the data speaks, and the licence of the data."""
    named = {str(source).removeprefix(DATASET).replace("/", ":") for source in told.objects(ABOUT, DCTERMS.source)}
    assert named == {item.source for item in graph.evidence.values()}
    spoken = {str(term) for term in {*data.predicates(), *data.objects(None, RDF.type)}}
    spaces = tuple(map(str, told.objects(ABOUT, VOID.vocabulary)))
    assert [term for term in spoken if not term.startswith(spaces)] == []
    assert [space for space in spaces if not any(term.startswith(space) for term in spoken)] == []
    licence = str(told.value(ABOUT, DCTERMS.license))
    assert licence.replace("http:", "https:") + "legalcode" in (ROOT / "LICENSE-DATA").read_text("utf-8")


def test_the_repository_is_a_crate():
    """The library of RO-Crate reads it: every part is there, with its format and a licence that is described."""
    crate = ROCrate(ROOT)
    assert crate.version == "1.1"
    assert crate.root_dataset["identifier"] == DATASET
    assert crate.root_dataset["datePublished"]
    assert [agent["name"] for agent in crate.root_dataset["creator"]] == ["The vitamin-d-kg founders"]
    parts = {part.id: part for part in crate.data_entities}
    wanted = {"data/triples.ttl", "data/dataset.ttl", "data/vocabulary.ttl", "data/shapes.ttl", "site/index.html"}
    assert wanted | {path.relative_to(ROOT).as_posix() for path in ROOT.glob("notebooks/*.ipynb")} <= parts.keys()
    licences = {licence.id for licence in crate.root_dataset["license"]}
    assert len(licences) == 2
    for name, part in parts.items():
        assert (ROOT / name).exists(), name
        assert part["name"]
        if part.type == "File":
            assert part["encodingFormat"]
        given = part.get("license", [])
        given = given if isinstance(given, list) else [given]
        assert {licence.id for licence in given} <= licences
        assert all(licence["name"] for licence in given)
        assert given or name.startswith("LICENSE")


def test_search_engines_are_told_of_the_data_set(site, graph):
    """The page of the program's own data holds a schema.org Dataset that says what dataset.ttl says."""
    known = Page(site.read_text("utf-8")).json["ld"]
    assert known == described()
    assert (known["@context"], known["@type"], known["@id"]) == ("https://schema.org/", "Dataset", DATASET)
    assert known["version"] == graph.version
    assert known["creator"] == [{"@type": "Organization", "name": "The vitamin-d-kg founders"}]
    assert 50 <= len(known["description"]) <= 5000
    assert all(known[key] for key in ("name", "datePublished", "license", "keywords"))


def test_a_page_of_other_data_says_nothing_to_search_engines(run, tmp_path):
    """Neither the site of another data file nor a single picture is this data set."""
    assert run("site", "--data", tea.data_file(tmp_path / "tea.ttl"), "--output", tmp_path).code == 0
    assert "ld" not in Page((tmp_path / "index.html").read_text("utf-8")).json
    assert run("render", "--focus", "osteomalacia", "--output", tmp_path / "one.html").code == 0
    assert "ld" not in Page((tmp_path / "one.html").read_text("utf-8")).json


def test_what_search_engines_are_told_cannot_break_the_page():
    """Markup in the description stays text, and the policy does not open for it."""
    plain, bad = build.html(toy.graph("x increases y")), build.html(toy.graph("x increases y"), dataset={"name": BAD})
    assert Page(bad).json["ld"] == {"name": BAD}
    assert bad.count("</script") == plain.count("</script") + 1
    assert Page(bad).policy() == Page(plain).policy()
