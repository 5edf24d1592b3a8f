"""The commands of curation at their edges: every shape, every form of answer, every file that cannot be used."""

import json
from functools import cache

import pytest
import rdflib
from msgspec.structs import replace

import kg
from kg import resources
from kg.model.core import Study
from kg.turtle import shacl
from kg.turtle.write import turtle
from tests import tea

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SHAPE = "https://w3id.org/vitamin-d-kg/shape/"

WITHDRAWN = "claim:tea--prevents--sleep"
#: property shape, subject, what stands in its description, what stands there instead
DECOYS = [
    ("concept-prefLabel", "concept:tea", '"tea"@en', '"thé"@fr'),
    ("concept-definition", "concept:tea", '"What tea is."@en', '"What tea is."@en , "A leaf."@en'),
    ("concept-altLabel", "concept:milk", '"warm milk"@en', '"warm milk"'),
    ("concept-type", "concept:tea", "skos:Concept ,\n        biolink:PhenotypicFeature", "skos:Concept"),
    ("concept-broader", "concept:poor-sleep", "skos:broader concept:trouble", "skos:broader document:000"),
    ("concept-exactMatch", "concept:milk", "skos:exactMatch MESH:D008892", 'skos:exactMatch "D008892"'),
    ("concept-closeMatch", "concept:milk", "skos:exactMatch MESH:D008892", 'skos:closeMatch "D008892"'),
    ("concept-broadMatch", "concept:milk", "skos:exactMatch MESH:D008892", 'skos:broadMatch "D008892"'),
    ("concept-stateOf", "concept:poor-sleep", "vocab:stateOf concept:sleep", "vocab:stateOf study:oak-2001"),
    ("concept-level", "concept:poor-sleep", "vocab:level vocab:Low", "vocab:level vocab:Mild"),
    ("claim-subject", "claim:tea--affects--trouble", "rdf:subject concept:tea", "rdf:subject document:000"),
    ("claim-predicate", "claim:tea--affects--trouble", "rdf:predicate vocab:affects", 'rdf:predicate "affects"'),
    (
        "claim-object",
        "claim:tea--affects--trouble",
        "rdf:object concept:trouble",
        "rdf:object concept:trouble , concept:milk",
    ),
    ("withdrawn-label", WITHDRAWN, '"tea prevents sleep"@en', '""@en'),
    ("withdrawn-historyNote", WITHDRAWN, 'poor sleep."@en', 'poor sleep."'),
    ("withdrawn-withdrawnOn", WITHDRAWN, '"2026-11-21"^^xsd:date', '"2026-11-31"^^xsd:date'),
    ("withdrawn-isReplacedBy", WITHDRAWN, "claim:tea--causes--poor-sleep", "concept:tea"),
    ("withdrawn-deprecated", WITHDRAWN, "    owl:deprecated true ;\n", ""),
    ("passage-hasSource", "passage:000-15", "oa:hasSource document:000", "oa:hasSource study:oak-2001"),
    ("passage-start", "passage:000-15", "oa:start 15", 'oa:start "15"'),
    ("passage-end", "passage:000-15", "oa:end 45", "oa:end 45 , 46"),
    ("passage-digest", "passage:000-15", 'vocab:digest "', 'vocab:digest "0'),
    ("passage-section", "passage:000-15", '"Tea and Sleep"', '"Tea and Sleep"@en'),
    ("passage-fragment", "passage:000-15", '":~:text=Strong', '"#:~:text=Strong'),
    (
        "evidence-supports",
        "evidence:000-003",
        "vocab:supports claim:tea--affects--trouble",
        "vocab:supports concept:tea",
    ),
    (
        "evidence-disputes",
        "evidence:oak-2001-001",
        "vocab:disputes claim:milk--increases--sleep",
        "vocab:disputes concept:tea",
    ),
    (
        "evidence-inconclusiveOn",
        "evidence:oak-2001-001",
        "vocab:disputes claim:milk--increases--sleep",
        "vocab:inconclusiveOn concept:tea",
    ),
    ("evidence-passage", "evidence:000-003", "vocab:passage passage:000-46", "vocab:passage document:000"),
    ("evidence-study", "evidence:oak-2001-001", "vocab:study study:oak-2001", "vocab:study document:000"),
    ("evidence-modality", "evidence:000-003", "vocab:modality vocab:Asserted", "vocab:modality vocab:Low"),
    ("evidence-evidenceType", "evidence:000-003", "ECO:0000303", "ECO:303"),
    ("evidence-comment", "evidence:000-003", '"Our words, number 3."@en', '""@en'),
    (
        "evidence-citesAsEvidence",
        "evidence:000-001",
        "cito:citesAsEvidence study:oak-2001",
        "cito:citesAsEvidence document:000",
    ),
    ("quantity-unitCode", "quantity:two-a-day", '    schema:unitCode "mg/d" ;\n', ""),
    ("quantity-minValue", "quantity:two-a-day", "schema:minValue 2.0", 'schema:minValue "2.0"'),
    ("quantity-maxValue", "quantity:two-a-day", "schema:maxValue 2.5", "schema:maxValue 2.5 , 2.6"),
    ("quantity-quantityOf", "quantity:two-a-day", "vocab:quantityOf concept:milk", "vocab:quantityOf document:000"),
    ("omission-passage", "omission:000-106", "vocab:passage passage:000-106", "vocab:passage document:000"),
    ("omission-reason", "omission:000-106", " ;\n    vocab:reason vocab:Heading", ""),
    ("document-publisher", "document:000", '    dcterms:publisher "tea.example" ;\n', ""),
    ("document-url", "document:000", '"https://tea.example/"', '"ftp://tea.example/"'),
    ("document-sha256", "document:000", 'vocab:sha256 "', 'vocab:sha256 "X'),
    ("document-codePoints", "document:000", "vocab:codePoints 206", "vocab:codePoints 0"),
    ("document-kind", "document:000", "vocab:kind vocab:UnreviewedWebPage", 'vocab:kind "a page"'),
    ("document-independenceGroup", "document:000", '"tea.example" ;\n    vocab:kind', '"a" , "b" ;\n    vocab:kind'),
    ("study-design", "study:oak-2001", "    vocab:design vocab:RandomisedTrial ;\n", ""),
    ("study-traceStatus", "study:oak-2001", "vocab:traceStatus vocab:Verified", "vocab:traceStatus vocab:Low"),
    ("study-issued", "study:oak-2001", '"2001"^^xsd:gYear', '"1801"^^xsd:gYear'),
    ("study-doi", "study:oak-2001", '"10.1000/x1"', '"https://doi.org/10.1000/x1"'),
    ("study-pmid", "study:oak-2001", 'bibo:doi "10.1000/x1"', 'bibo:pmid "PMID 12"'),
    ("study-pmcid", "study:oak-2001", 'bibo:doi "10.1000/x1"', 'vocab:pmcid "7654321"'),
    ("study-independenceGroup", "study:oak-2001", 'vocab:independenceGroup "oak"', 'vocab:independenceGroup "a" , "b"'),
    ("concept-generic", "concept:trouble", "vocab:generic true", "vocab:generic true , false"),
    ("withdrawn-concept-prefLabel", "concept:nap", '"nap"@en', '"nap"'),
    (
        "withdrawn-concept-isReplacedBy",
        "concept:nap",
        "dcterms:isReplacedBy concept:sleep",
        "dcterms:isReplacedBy document:000",
    ),
    (
        "evidence-condition",
        "evidence:oak-2001-001",
        "vocab:condition vocab:OnlyIfDeficient",
        'vocab:condition "OnlyIfDeficient"',
    ),
    ("evidence-readAt", "evidence:oak-2001-001", '"https://tea.example/oak"', '"tea.example/oak"'),
    ("evidence-accessed", "evidence:oak-2001-001", '"2026-11-28"^^xsd:date', '"28 November"'),
    ("evidence-place", "evidence:oak-2001-001", '"abstract"', '"abstract"@en'),
    ("evidence-sampleSize", "evidence:oak-2001-001", '"38 adults"', "38"),
    ("evidence-effectSize", "evidence:oak-2001-001", '"0.1 hours (−0.2 to 0.4)"', "0.1"),
    ("evidence-graph", "evidence:oak-2001-001", 'vocab:place "abstract"', 'vocab:place "abstract" ; vocab:graph 1'),
    (
        "evidence-imported",
        "evidence:oak-2001-001",
        'vocab:place "abstract"',
        'vocab:place "abstract" ; vocab:imported false',
    ),
    ("evidence-sourceScore", "evidence:oak-2001-001", '"belief 0.86"', "0.86"),
    ("evidence-knowledgeSource", "evidence:oak-2001-001", '"infores:oak"', '"infores:oak"@en'),
    ("study-recordStatus", "study:oak-2001", "vocab:recordStatus vocab:Corrected", "vocab:recordStatus vocab:Verified"),
    ("study-statusDate", "study:oak-2001", '"2026-11-28"^^xsd:date', '"2026-11-28"'),
    ("study-statusNote", "study:oak-2001", '"A table was corrected."', '""'),
    ("study-studyPopulation", "study:oak-2001", '"Adults who drink tea"', '""'),
    ("study-baseline", "study:oak-2001", '"rested"', '"rested" , "tired"'),
    ("study-dose", "study:oak-2001", '"one cup a day"', "1"),
    ("study-effectSize", "study:oak-2001", '"0.9 (0.8 to 1.0)"', "0.9"),
    ("study-groupReason", "study:oak-2001", '"The same 40 adults."', '"The same 40 adults."@en'),
]


@pytest.fixture
def file(tmp_path):
    """A data file that keeps all rules and shapes."""
    path = tmp_path / "tea.ttl"
    path.write_text(turtle(tea.full()), encoding="utf-8")
    return path


@cache
def shapes():
    """The message of each property shape of the program, by name."""
    graph = rdflib.Graph().parse(resources.data("shapes.ttl"), format="turtle")
    found = graph.subjects(rdflib.RDF.type, SH.PropertyShape)
    return {str(shape).removeprefix(SHAPE): str(graph.value(shape, SH.message)) for shape in found}


def broken(text, subject, there, instead):
    """A file with one change in the description of one subject."""
    start = text.index(f"\n{subject}\n")
    end = text.index("\n.\n", start)
    described = text[start:end]
    assert described.count(there) == 1
    return text[:start] + described.replace(there, instead) + text[end:]


def test_a_file_that_keeps_the_shapes_has_no_result(file):
    """What all decoys are made of is itself accepted."""
    assert shacl.validate(file.read_bytes(), file) == []


def test_a_study_of_which_nothing_is_known_may_be_described(run, tmp_path):
    """A reference that cannot be traced has neither year nor identifier, and breaks no rule and no shape."""
    graph = tea.graph()
    lost = Study("study:lost", "UnknownDesign", "NotTraceable")
    path = tmp_path / "lost.ttl"
    path.write_text(turtle(replace(graph, studies={**graph.studies, lost.id: lost})), encoding="utf-8")
    assert run("check", path) == (0, f"{path}: 4 claims, 5 evidence items, no problems\n", "")
    assert kg.load(path).studies[lost.id] == lost


@pytest.mark.parametrize(("shape", "subject", "there", "instead"), DECOYS, ids=[decoy[0] for decoy in DECOYS])
def test_each_shape_rejects_its_decoy(file, shape, subject, there, instead):
    """One change breaks the shape at that subject, in the words of the shape."""
    text = broken(file.read_text(encoding="utf-8"), subject, there, instead)
    what, _, repair = shapes()[shape].partition("; ")
    found = shacl.validate(text.encode(), file)
    assert [(p.rule, p.subject, p.repair) for p in found if p.message == f"{subject} {what}"] == [
        ("shape", subject, repair)
    ]


def test_every_property_shape_has_a_decoy():
    """No property shape of data/shapes.ttl goes without a file that it must reject."""
    assert {decoy[0] for decoy in DECOYS} == set(shapes())


def test_a_fault_that_a_rule_names_is_not_told_again_by_a_shape(file, run):
    """A reader gets one message on a missing label, not two."""
    text = broken(file.read_text(encoding="utf-8"), "study:oak-2001", "    vocab:design vocab:RandomisedTrial ;\n", "")
    file.write_text(text, encoding="utf-8")
    rows = json.loads(run("check", file, "--json").out)["problems"]
    assert [row["rule"] for row in rows if row["subject"] == "study:oak-2001"] == ["value"]


def test_problems_come_in_every_form(file, run):
    """Text, JSON, CSV and Markdown tell the same problem with its line, rule, subject, message and repair."""
    text = broken(file.read_text(encoding="utf-8"), "passage:000-15", "oa:end 45", "oa:end 9999")
    file.write_text(text, encoding="utf-8")
    row = json.loads(run("check", file, "--json").out)["problems"][0]
    cells = [str(text.split("\n").index("passage:000-15") + 1), "offsets", "passage:000-15"]
    cells += ["passage:000-15 spans 15–9999 of a text of 206 code points", "find it again with kg locate"]
    assert row == dict(zip(["line", "rule", "subject", "message", "repair"], [int(cells[0]), *cells[1:]], strict=True))
    assert run("check", file).out == f"{file}:{cells[0]}: {cells[3]}; {cells[4]}\n"
    assert run("check", file, "--format", "csv").out == f"line,rule,subject,message,repair\n{','.join(cells)}\n"
    assert run("check", file, "--format", "md").out.splitlines()[2:] == [f"| {' | '.join(cells)} |"]


@pytest.mark.parametrize("command", ["check", "fmt"])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read (No such file or directory); check the path and its permissions"),
        (b"# \xff", "1: not UTF-8 (byte 2); save the file as UTF-8"),
        (
            b"<https://x.example/a> <https://x.example/b> [] .",
            "has a blank node; give every resource an IRI of its own",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line(run, tmp_path, command, content, message):
    """Missing, not UTF-8, with a blank node: exit code 2 and one line on standard error alone."""
    path = tmp_path / "x.ttl"
    if content is not None:
        path.write_bytes(content)
    result = run(command, path)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.endswith(f"{message}\n")
    assert result.err.startswith(f"kg: {path}:")
