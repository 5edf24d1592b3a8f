"""Every rule finds its fault, on the right line, and leaves a good file alone."""

import json
import re

import pytest

from kg import resources
from kg.curation import rules as checks
from kg.turtle.read import examine

DIGEST = '    vocab:digest "[0-9a-f]{64}" ;\n'

AGAIN = """evidence:000-005
    a vocab:Evidence ;
    rdfs:comment "Again."@en ;
    vocab:evidenceType ECO:0000303 ;
    vocab:modality vocab:Asserted ;
    vocab:passage passage:000-46 ;
    vocab:supports claim:tea--affects--trouble ;
.

evidence:000-003
"""
WITHDRAWN = """claim:tea--prevents--sleep
    a vocab:WithdrawnClaim ;
    rdfs:label "tea prevents sleep"@en ;
    dcterms:isReplacedBy claim:tea--causes--poor-sleep ;
    owl:deprecated true ;
    skos:historyNote "The passage speaks of poor sleep."@en ;
    vocab:withdrawnOn "2026-11-21"^^xsd:date ;
.

evidence:000-001
"""
GONE = """    owl:deprecated true ;
    skos:historyNote "It is sleep."@en ;
    vocab:withdrawnOn "2026-11-28"^^xsd:date ;
"""
NAP = f"""concept:nap
    a vocab:WithdrawnConcept ;
    skos:prefLabel "nap"@en ;
    dcterms:isReplacedBy concept:sleep ;
{GONE}.

evidence:000-001
"""
RUM = """concept:rum
    a
        biolink:Food ,
        skos:Concept ;
    skos:prefLabel "rum"@en ;
    skos:definition "Rum."@en ;
.

concept:tea
    a"""

#: rule, pattern in the good file, what stands there instead, subject at whose line it is reported, words of the message
FAULTS = [
    ("self", "rdf:object concept:sleep", "rdf:object concept:milk", "claim:milk--increases--sleep", "act on itself"),
    ("value", "schema:maxValue 2.5", 'schema:maxValue "much"', "quantity:two-a-day", "has the bound “much”"),
    (
        "value",
        "    schema:maxValue 2.5 ;\n    schema:minValue 2.0 ;\n",
        "",
        "quantity:two-a-day",
        "has no bound; give schema:minValue",
    ),
    (
        "characters",
        "What sleep is.",
        "What slee\u200bp is.",
        "concept:sleep",
        "has U+200B (zero width space) in skos:def",
    ),
    ("bounds", "schema:minValue 2.0", "schema:minValue 3.0", "quantity:two-a-day", "has a minimum above its maximum"),
    ("unit", '"mg/d"', '"cups"', "quantity:two-a-day", "has the unknown unit cups; use a UCUM code"),
    ("reference", "vocab:quantityOf concept:milk", "vocab:quantityOf concept:ale", "quantity:two-a-day", "concept:ale"),
    ("reference", "dcterms:references study:oak-2001", "dcterms:references study:ash", "document:000", "study:ash"),
    (
        "value-relation",
        "rdf:object concept:sleep",
        "rdf:object quantity:two-a-day",
        "claim:milk--increases--sleep",
        "joins increases with quantity:two-a-day",
    ),
    (
        "value-relation",
        "rdf:object quantity:two-a-day",
        "rdf:object concept:tea",
        "claim:milk--has-dose--two-a-day",
        "joins hasDose with concept:tea",
    ),
    (
        "vocabulary",
        "vocab:reason vocab:Heading",
        "vocab:reason vocab:Mood",
        "omission:000-106",
        "unknown OmissionReason",
    ),
    (
        "omission",
        "vocab:passage passage:000-120",
        "vocab:passage passage:000-106",
        "omission:000-106",
        "omits passage:000-106, which is cited as evidence",
    ),
    (
        "unused",
        "rdf:object quantity:two-a-day",
        "rdf:object concept:tea",
        "quantity:two-a-day",
        "quantity:two-a-day is part of no claim",
    ),
    ("value", '    skos:prefLabel "tea"@en ;\n', "", "concept:tea", "has no skos:prefLabel; give exactly one"),
    ("value", '"tea"@en', '"tea"@en, "char"@en', "concept:tea", "has 2 values of skos:prefLabel"),
    ("value", "oa:start 15", 'oa:start "early"', "passage:000-15", "oa:start “early”; give a whole number"),
    ("value", "oa:start 15", 'oa:start "1²"', "passage:000-15", "oa:start “1²”; give a whole number"),
    ("value", "oa:start 15", 'oa:start "١٥"', "passage:000-15", "oa:start “١٥”; give a whole number"),
    ("state", "    vocab:level vocab:Low ;\n", "", "concept:poor-sleep", "has only one of stateOf and level"),
    ("vocabulary", "vocab:Hedged", "vocab:Sure", "evidence:000-002", "unknown Modality vocab:Sure; use"),
    ("vocabulary", "vocab:RandomisedTrial", "vocab:Guess", "study:oak-2001", "unknown StudyDesign"),
    (
        "relation",
        "rdf:predicate vocab:causes",
        "rdf:predicate vocab:hugs",
        "claim:tea--causes--poor-sleep",
        "unknown relation",
    ),
    (
        "reference",
        "rdf:object concept:sleep",
        "rdf:object concept:slumber",
        "claim:milk--increases--sleep",
        "concept:slumber",
    ),
    ("reference", "skos:broader concept:trouble", "skos:broader concept:woe", "concept:poor-sleep", "concept:woe"),
    ("reference", "oa:hasSource document:000", "oa:hasSource document:9", "passage:000-15", "unknown document"),
    (
        "reference",
        "vocab:passage passage:000-15 ",
        "vocab:passage passage:000-9 ",
        "evidence:000-001",
        "unknown passage",
    ),
    (
        "reference",
        "cito:citesAsEvidence study:oak-2001",
        "cito:citesAsEvidence study:ash",
        "evidence:000-001",
        "study:ash",
    ),
    ("stance", "    vocab:supports claim:tea--affects--trouble ;\n", "", "evidence:000-003", "takes 0 stances"),
    ("source", "    vocab:study study:oak-2001 ;\n", "", "evidence:oak-2001-001", "does not name exactly one source"),
    (
        "evidence",
        "vocab:supports claim:tea--affects--trouble",
        "vocab:supports claim:milk--increases--sleep",
        "claim:tea--affects--trouble",
        "has no evidence",
    ),
    (
        "class",
        "evidence:000-003\n    a vocab:Evidence",
        "evidence:000-003\n    a vocab:Rumour",
        "evidence:000-003",
        "is of 0 known classes",
    ),
    (
        "class",
        "concept:tea\n    a",
        "claim:tea\n    a skos:Concept ;\n.\n\nconcept:tea\n    a",
        "claim:tea",
        "is a skos:Concept, but is not named as one",
    ),
    ("predicate", "oa:end 45", "oa:end 45 ;\n    vocab:colour 3", "passage:000-15", "unknown predicate vocab:colour"),
    (
        "predicate",
        "oa:end 45",
        "oa:end 45 ;\n    vocab:dose 3",
        "passage:000-15",
        "uses vocab:dose, which a vocab:Passage does not have; remove it, or correct the name",
    ),
    (
        "claim-id",
        "rdf:object concept:sleep",
        "rdf:object concept:tea",
        "claim:milk--increases--sleep",
        "does not match its subject, relation and object",
    ),
    (
        "plain-triple",
        "    vocab:increases concept:sleep ;\n",
        "",
        "claim:milk--increases--sleep",
        "lacks its plain triple",
    ),
    (
        "plain-triple",
        "vocab:increases concept:sleep",
        "vocab:increases concept:sleep ;\n    vocab:causes concept:tea",
        "concept:milk",
        "has no supported claim",
    ),
    ("name", '"warm milk"@en', '"Tea"@en', "concept:tea", "use the name “tea” 2 times"),
    (
        "state",
        "vocab:stateOf concept:sleep",
        "vocab:stateOf concept:poor-sleep",
        "concept:poor-sleep",
        "itself a state",
    ),
    (
        "hierarchy",
        "skos:broader concept:trouble",
        "skos:broader concept:poor-sleep",
        "concept:poor-sleep",
        "is a kind of itself",
    ),
    (
        "grounding",
        "skos:exactMatch MESH:D008892",
        "skos:exactMatch <https://x.example/1>",
        "concept:milk",
        "whose prefix is unknown",
    ),
    (
        "grounding",
        'skos:definition "What tea is."@en',
        'skos:exactMatch MESH:D008892 ;\n    skos:definition "What tea is."@en',
        "concept:tea",
        "both the exact match of MESH:D008892",
    ),
    ("offsets", "oa:end 45", "oa:end 9999", "passage:000-15", "spans 15–9999 of a text of"),
    ("offsets", "oa:end 45", "oa:end 15", "passage:000-15", "spans 15–15"),
    ("passage-id", "oa:start 15", "oa:start 16", "passage:000-15", "is not named after its document and start"),
    (
        "repeated",
        "evidence:000-003\n",
        AGAIN,
        "evidence:000-005",
        "same claim, same place",
    ),
    (
        "unused",
        "vocab:passage passage:000-46",
        "vocab:passage passage:000-15",
        "passage:000-46",
        "is not cited by any evidence item",
    ),
    (
        "unused",
        "concept:tea\n    a",
        RUM,
        "concept:rum",
        "is part of no claim",
    ),
    (
        "modality",
        "vocab:disputes claim:milk--increases--sleep",
        "vocab:supports claim:milk--increases--sleep",
        "evidence:oak-2001-001",
        "denies the claim but supports it",
    ),
    (
        "modality",
        "vocab:disputes claim:milk--increases--sleep",
        "vocab:inconclusiveOn claim:milk--increases--sleep",
        "evidence:oak-2001-001",
        "is inconclusive on it",
    ),
    (
        "trace",
        "vocab:Verified",
        "vocab:Plausible",
        "evidence:oak-2001-001",
        "rests on study:oak-2001, which is plausible",
    ),
    ("record", '    dcterms:title "Milk at night" ;\n', "", "study:oak-2001", "has no title"),
    ("record", r'    dcterms:issued "2001"\^\^xsd:gYear ;\n', "", "study:oak-2001", "has no year"),
    (
        "evidence-id",
        "evidence:oak-2001-001\n",
        "evidence:ash-2001-001\n",
        "evidence:ash-2001-001",
        "is not named after its source",
    ),
    ("definition", '    skos:definition "What tea is."@en ;\n', "", "concept:tea", "has no definition"),
    (
        "shape",
        'skos:definition "What tea is."@en',
        'skos:definition "What tea is."@en , "A leaf."@en',
        "concept:tea",
        "has more than one definition",
    ),
    (
        "withdrawn",
        "evidence:000-001\n",
        WITHDRAWN.replace("claim:tea--prevents--sleep", "claim:milk--increases--sleep"),
        "claim:milk--increases--sleep",
        "is both in use and withdrawn; keep one of the two",
    ),
    (
        "withdrawn",
        "evidence:000-001\n",
        WITHDRAWN.replace("tea--causes--poor-sleep", "tea--causes--woe"),
        "claim:tea--prevents--sleep",
        "is replaced by claim:tea--causes--woe, which is not in use; name a claim in use",
    ),
    (
        "withdrawn",
        "evidence:000-001\n",
        WITHDRAWN.replace("tea--causes--poor-sleep", "tea--prevents--sleep"),
        "claim:tea--prevents--sleep",
        "is replaced by claim:tea--prevents--sleep, which is not in use",
    ),
    (
        "value",
        "evidence:000-001\n",
        WITHDRAWN.replace('    skos:historyNote "The passage speaks of poor sleep."@en ;\n', ""),
        "claim:tea--prevents--sleep",
        "has no skos:historyNote; give exactly one",
    ),
    (
        "value",
        "evidence:000-001\n",
        WITHDRAWN.replace('    vocab:withdrawnOn "2026-11-21"^^xsd:date ;\n', ""),
        "claim:tea--prevents--sleep",
        "has no vocab:withdrawnOn; give exactly one",
    ),
    (
        "shape",
        "evidence:000-001\n",
        WITHDRAWN.replace("2026-11-21", "2026-11-31"),
        "claim:tea--prevents--sleep",
        "needs the day on which it was withdrawn",
    ),
    (
        "withdrawn",
        'skos:prefLabel "tea"@en',
        f'a vocab:WithdrawnConcept ;\n{GONE}    skos:prefLabel "tea"@en',
        "concept:tea",
        "is both in use and withdrawn; keep one of the two",
    ),
    (
        "withdrawn",
        "evidence:000-001\n",
        NAP.replace("concept:sleep", "concept:rest"),
        "concept:nap",
        "is replaced by concept:rest, which is not in use; name concepts in use",
    ),
    (
        "vocabulary",
        "vocab:study study:oak-2001",
        "vocab:study study:oak-2001 ; vocab:condition vocab:Adults",
        "evidence:oak-2001-001",
        "has the unknown Condition vocab:Adults; use one of AtAdequateLevel",
    ),
    (
        "vocabulary",
        "vocab:traceStatus vocab:Verified",
        'vocab:traceStatus vocab:Verified ; vocab:recordStatus vocab:Fine ; vocab:statusDate "2026-11-28"^^xsd:date',
        "study:oak-2001",
        "has the unknown RecordStatus vocab:Fine; use one of Corrected",
    ),
    (
        "record",
        "vocab:traceStatus vocab:Verified",
        "vocab:traceStatus vocab:Verified ; vocab:recordStatus vocab:NoneSeen",
        "study:oak-2001",
        "has only one of recordStatus and statusDate",
    ),
    (
        "reading",
        "vocab:study study:oak-2001",
        'vocab:study study:oak-2001 ; vocab:readAt "10.1000/x1"',
        "evidence:oak-2001-001",
        "has only one of readAt and accessed",
    ),
    (
        "reading",
        "vocab:passage passage:000-46",
        'vocab:passage passage:000-46 ; vocab:place "abstract"',
        "evidence:000-003",
        "cites a passage, but says where a study was read",
    ),
    (
        "value",
        'skos:prefLabel "trouble"@en',
        'skos:prefLabel "trouble"@en ; vocab:generic false',
        "concept:trouble",
        "has vocab:generic “false”; write true, or leave it out",
    ),
    (
        "state",
        "vocab:level vocab:Low",
        "vocab:level vocab:Low ; vocab:generic true",
        "concept:poor-sleep",
        "is generic, and a state of concept:sleep; mark concept:sleep as generic",
    ),
    (
        "predicate",
        'dcterms:publisher "tea.example"',
        'dcterms:publisher "tea.example" ; vocab:baseline "rested"',
        "document:000",
        "uses vocab:baseline, which a vocab:Document does not have",
    ),
    ("shape", '"10.1000/x1"', '"doi:10.1000/x1"', "study:oak-2001", "has a DOI of the wrong form"),
    ("shape", '"2001"\\^\\^xsd:gYear', '"20011"^^xsd:gYear', "study:oak-2001", "has a year that is none"),
    ("shape", DIGEST, '    vocab:digest "abc" ;\n', "passage:000-15", "needs the SHA-256 of its text"),
    ("shape", '"https://tea.example/"', '"javascript:alert"', "document:000", "has an address that is none"),
]


def test_an_incomplete_record_counts_if_it_says_so(run, file):
    """A study that was read where its authors were not shown has title and identifier, and is not verified."""
    text = file.read_text(encoding="utf-8").replace('    dcterms:creator "Oak B" ;\n', "")
    file.write_text(text, encoding="utf-8")
    assert "has no authors" in run("check", file).err + run("check", file).out
    file.write_text(text.replace("vocab:Verified", "vocab:RecordIncomplete"), encoding="utf-8")
    assert run("check", file).code == 0


def test_a_good_file_has_no_problem(run, file):
    """The small file that all faults are seeded in is itself clean."""
    result = run("check", file)
    assert (result.code, result.err) == (0, "")
    assert result.out == f"{file}: 4 claims, 5 evidence items, no problems\n"


@pytest.mark.parametrize(("rule", "there", "instead", "subject", "words"), FAULTS)
def test_each_fault_is_found_on_its_line(run, file, rule, there, instead, subject, words):
    """A seeded fault is reported by its rule, as file:line: what is wrong; how to mend it."""
    text = file.read_text(encoding="utf-8")
    faulty, count = re.subn(there, lambda _: instead, text, count=1)
    assert count == 1
    file.write_text(faulty, encoding="utf-8")
    result = run("check", file, "--json")
    assert result.code == 1
    found = [p for p in json.loads(result.out)["problems"] if p["rule"] == rule and p["subject"] == subject]
    assert any(words in f"{p['message']}; {p['repair']}" for p in found), result.out
    lines = {p["line"] for p in found}
    starts = [n for n, line in enumerate(faulty.split("\n"), 1) if line == subject]
    assert lines == set(starts[:1])
    assert f"{file}:{starts[0]}: " in run("check", file).out


def test_every_rule_has_a_decoy():
    """No rule of the program, and none of its names, goes without a fault that it must find."""
    named = {rule for rule, *_ in FAULTS}
    files = ("curation/rules.py", "curation/records.py", "turtle/build.py", "turtle/description.py", "turtle/fields.py")
    sources = [resources.root() / "kg" / file for file in files]
    pattern = r'(?:Problem|flaw|_problem|_Flawed|Together)\(\s*"([a-z-]+)"'
    used = {name for path in sources for name in re.findall(pattern, path.read_text(encoding="utf-8"))}
    assert used | {"shape"} == named


def test_all_problems_are_told_at_once(run, file):
    """Several faults are listed together, those of form first."""
    text = file.read_text(encoding="utf-8")
    text = text.replace("vocab:Hedged", "vocab:Sure").replace("oa:end 45", "oa:end 9999")
    file.write_text(text, encoding="utf-8")
    lines = run("check", file).out.splitlines()
    assert len(lines) >= 2
    assert "unknown Modality" in lines[0]
    assert "".join(lines).count("vocab:Sure") == 1
    assert any("9999" in line for line in lines[1:])


def test_the_line_of_what_stands_nowhere_is_the_first(file):
    """A subject without a description of its own is reported at line 1."""
    loaded = examine(file)
    assert "concept:nothing" not in loaded.lines
    assert loaded.lines["concept:milk"] == file.read_text().split("\n").index("concept:milk") + 1
    assert checks.run(loaded) == []
