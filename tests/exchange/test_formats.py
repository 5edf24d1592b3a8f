"""Exports say in every format what the graph says, by programs that did not write them."""

import json
import os
import re
import subprocess
import sys

import pytest
from msgspec.structs import replace

import kg
from kg.errors import OutputError
from kg.exchange import export
from kg.exchange.export import FORMATS
from kg.exchange.intake import take
from kg.exchange.kgx import own
from kg.exchange.kgx.writer import CLOSER, EDGE, NODE, PREDICATES
from kg.model.core import Stance, Study
from kg.turtle.names import expand
from tests import tea, toy
from tests.exchange.readers import READERS, biolink, rdf
from tests.exchange.readers.common import signs

PAIRS = [(name, reader) for name, readers in READERS.items() for reader in readers]
#: What a graph says of its states.
NOTES = (own.STATE, own.BEYOND, own.EXCLUDES, own.GENERIC)
NAMES = [f"{name}, {reader.program}" for name, reader in PAIRS]
#: Formats of which a foreign reader takes seconds for the real graph.
LARGE = {"json-ld", "n-triples", "owl", "trig"}
REAL = [pytest.param(*pair, marks=[pytest.mark.slow] if pair[0] in LARGE else []) for pair in PAIRS]
#: Labels and words that would break out of a format that does not escape them.
NASTY = "=1+1 \"quoted\" 'x' a|b <b>&amp; ]]> {curly} $100 50% #1 ~^\\ ;-- \\N %% [x](y) ER -"


def small(*more):
    """Low and high states, one beyond the range, a dispute, a null finding, and what nobody supports who counts."""
    made = toy.graph(
        "lack decreases absorption",
        "lack decreases absorption @b denied",
        "vit increases strength",
        "vit increases strength @c",
        "lack causes excess",
        "excess manifestsAs pain",
        "absorption hasNoEffectOn pain",
        "lack treats pain denied",
        "pain positivelyAssociatedWith lack",
        "vit affects pain",
        "vit isA pain",
        "vit locatedIn pain",
        "loss increases calcium",
        "loss increases calcium @retracted denied",
        "vit increases calcium @retracted",
        "lack causes pain @lost",
        "lack causes pain @c",
        *more,
        states={"lack": ("vit", "Low"), "excess": ("calcium", "High"), "loss": ("vit", "Low")},
        beyond={"loss"},
        broader={"pain": "strength"},
    )
    return toy.with_passages(made)


@pytest.fixture(scope="module")
def exported(graph, tmp_path_factory):
    """Write the real graph in a format, once."""
    folder = tmp_path_factory.mktemp("exports")
    answer = kg.path(graph, "vitamin D deficiency", "pain", k=9)

    def export(name):
        place = folder / name
        extra = (answer,) if FORMATS[name].path else ()
        if not place.exists():
            kg.export.write(graph, name, place, *extra)
        return place, extra

    return export


def files(place):
    """The files of an export."""
    return sorted(place.iterdir()) if place.is_dir() else [place]


@pytest.mark.parametrize(("name", "reader"), REAL, ids=NAMES)
@pytest.mark.thorough
def test_every_claim_comes_back(graph, exported, name, reader):
    """A foreign reader finds every claim with the sign, state and sources that the graph has."""
    place, extra = exported(name)
    options = {"every": 40} if reader.read is rdf.trig else {}
    result = reader.read(graph, place, *extra, **options)
    assert result.differences == []
    assert max(result.compared.values()) >= (9 if extra else 50)


#: Format → a change that says something else of a claim of the small graph.
TAMPERED = {
    "kgx-tsv": ("\tdecreased\tbiolink:causes\tdecreased\t", "\tincreased\tbiolink:causes\tdecreased\t"),
    "kgx-jsonl": ('"object_direction_qualifier": "decreased"', '"object_direction_qualifier": "increased"'),
    "json-ld": ('"vocab:level": "vocab:Low"', '"vocab:level": "vocab:High"'),
    "n-triples": ("vocab#level> <https://w3id.org/vitamin-d-kg/vocab#Low>", "vocab#level> <https://x.example/High>"),
    "owl": ('xml:lang="en">claim<', 'xml:lang="en">tale<'),
    "trig": ("vocab:level vocab:Low", "vocab:level vocab:High"),
    "graphml": (">Low</data>", ">High</data>"),
    "cx2": ('"level": "Low"', '"level": "High"'),
    "node-link": ('"level": "Low"', '"level": "High"'),
    "csv": (",disputes,", ",supports,"),
    "bel": ("negativeCorrelation", "positiveCorrelation"),
    "sif": ("vit\tincreases\tabsorption", "vit\tdecreases\tabsorption"),
    "dagitty": ('"vit" ->', '"pain" ->'),
    "dot": ('direction="-"', 'direction="+"'),
    "mermaid": ("vit ↓", "vit ↑"),
    "bibtex": ("a.example", "b.example"),
    "ris": ("a.example", "b.example"),
    "csl-json": ("a.example", "b.example"),
}

#: A value that the Biolink Model does not know.
UNKNOWN = ('"object_direction_qualifier": "decreased"', '"object_direction_qualifier": "sideways"')


@pytest.mark.parametrize(("name", "reader"), PAIRS, ids=NAMES)
def test_a_file_that_says_something_else_is_found(tmp_path, name, reader):
    """The readers themselves are no rubber stamp: a turned sign, level, side or address is a difference."""
    graph = small()
    extra = (kg.path(graph, "lack", "pain"),) if FORMATS[name].path else ()
    place = tmp_path / "export"
    kg.export.write(graph, name, place, *extra)
    assert reader.read(graph, place, *extra).differences == []
    if name == "anki":
        graph = small("strength increases pain")
    else:
        old, new = UNKNOWN if reader.read is biolink.kgx_model else TAMPERED[name]
        changed = [file for file in files(place) if old in file.read_text(encoding="utf-8")]
        assert changed
        for file in changed:
            file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert reader.read(graph, place, *extra).differences


@pytest.mark.parametrize(("name", "reader"), PAIRS, ids=NAMES)
def test_no_word_breaks_out_of_a_format(tmp_path, name, reader):
    """Quotes, tags, formulas, commands and separators in names and words stay what they are."""
    graph = small()
    concepts = {
        key: replace(concept, label=f"{concept.label} {NASTY}", definition=NASTY, synonyms=(NASTY,))
        for key, concept in graph.concepts.items()
    }
    documents = {
        key: replace(source, title=f"{NASTY} {key}", publisher=NASTY, url=f"{source.url}?a=1&b=2%20#{{x}}")
        for key, source in graph.documents.items()
    }
    study = Study("study:x", "Review", "Plausible", NASTY, "O'Neil AB, Group {x} & Co, et al.", NASTY, year="2020")
    evidence = {key: replace(item, says=f"It says {NASTY}") for key, item in graph.evidence.items()}
    studies = {**graph.studies, "study:x": study}
    graph = replace(graph, concepts=concepts, documents=documents, studies=studies, evidence=evidence)
    extra = (kg.path(graph, "lack", "pain"),) if FORMATS[name].path else ()
    place = tmp_path / "export"
    kg.export.write(graph, name, place, *extra)
    differences = reader.read(graph, place, *extra).differences
    assert differences == []


def test_a_control_character_breaks_no_xml():
    """OWL has a space in its place."""
    graph = toy.graph("x increases y")
    concept = replace(graph.concepts["concept:x"], label="a\x00\ufffeb")
    text = kg.export.make(replace(graph, concepts={**graph.concepts, concept.id: concept}), "owl").files[""]
    assert ">a  b</" in text


def test_a_formula_is_no_formula_in_the_table():
    """A cell that a spreadsheet would compute begins with an apostrophe."""
    graph = small()
    evidence = {key: replace(item, says="=HYPERLINK(1)") for key, item in graph.evidence.items()}
    (text,) = kg.export.make(replace(graph, evidence=evidence), "csv").files.values()
    assert ",'=HYPERLINK(1)," in text
    assert ",=" not in text


def test_a_deficiency_keeps_its_sign_in_biolink(tmp_path):
    """“lack decreases absorption” is an edge of the decreased quantity, and a dispute of it a negated one."""
    kg.export.write(small(), "kgx-jsonl", tmp_path / "out")
    rows = map(json.loads, (tmp_path / "out" / "edges.jsonl").read_text(encoding="utf-8").splitlines())
    edges = {row["id"]: row for row in rows}
    edge = edges["claim:lack--decreases--absorption"]
    assert {key: edge[key] for key in ("subject", "predicate", "qualified_predicate", "object")} == {
        "subject": "concept:vit",
        "predicate": "biolink:affects",
        "qualified_predicate": "biolink:causes",
        "object": "concept:absorption",
    }
    assert (edge["subject_direction_qualifier"], edge["object_direction_qualifier"]) == ("decreased", "decreased")
    assert (edge["original_subject"], edge["original_predicate"]) == ("concept:lack", "vocab:decreases")
    assert edge["publications"] == ["https://a.example/"]
    assert not edge["negated"]
    against = edges["claim:lack--decreases--absorption#disputed"]
    assert (against["negated"], against["publications"]) == (True, ["https://b.example/"])
    assert "has_confidence_score" not in against
    assert edges["claim:absorption--has-no-effect-on--pain"]["negated"]
    assert "claim:lack--treats--pain" not in edges
    assert all("supporting_text" not in row for row in edges.values())


def test_what_is_left_open_is_no_support():
    """A claim on which sources only bear is told without a sign, and the evidence is counted as left out."""
    graph = small()
    evidence = {key: replace(item, stance=Stance.INCONCLUSIVE) for key, item in graph.evidence.items()}
    graph = replace(graph, evidence=evidence)
    made = kg.export.make(graph, "kgx-jsonl")
    edges = [json.loads(line) for line in made.files["edges.jsonl"].splitlines()]
    told = {edge["predicate"] for edge in edges if "original_subject" in edge}
    assert told == {"biolink:related_to"}
    assert made.left_out == {"inconclusive evidence items, which Biolink cannot express": len(evidence)}
    made = kg.export.make(graph, "bel")
    assert made.counts == {"statements": 0, "claims": 0}
    assert made.left_out["claims that no source supports (in comments)"] == len(graph.claims)
    network = json.loads(kg.export.make(graph, "node-link").files[""])
    assert {edge.get("sign", "") for edge in network["edges"]} == {""}
    assert "^^" not in made.files[""]


def test_knowledge_level_and_agent():
    """What is put as a fact is asserted, what is only possible is not; what no person said is automatic."""
    graph = toy.graph("a increases b hedged", "c increases d")
    first = next(iter(graph.evidence))
    graph = replace(graph, evidence={**graph.evidence, first: replace(graph.evidence[first], type="ECO:0000501")})
    edges = [json.loads(line) for line in kg.export.make(graph, "kgx-jsonl").files["edges.jsonl"].splitlines()]
    assert [(edge["knowledge_level"], edge["agent_type"]) for edge in edges] == [
        ("not_provided", "automated_agent"),
        ("knowledge_assertion", "manual_agent"),
    ]


def test_claims_made_by_a_program_say_so(exported):
    """If the data are attributed to it, no edge names a person as the agent; other data may be by people."""
    place, _ = exported("kgx-jsonl")
    edges = [json.loads(line) for line in (place / "edges.jsonl").read_text("utf-8").splitlines()]
    agents = {edge["id"]: edge["agent_type"] for edge in edges}
    stated = {agent for name, agent in agents.items() if name.startswith("claim:")}
    assert (stated, set(agents.values())) == ({"text_mining_agent"}, {"text_mining_agent", "automated_agent"})
    lines = kg.export.make(small(), "kgx-jsonl").files["edges.jsonl"].splitlines()
    assert {json.loads(line)["agent_type"] for line in lines} == {"manual_agent"}


def test_a_chain_is_never_an_assertion(graph, exported):
    """Chains are drawn only, as compositions; no file of edges holds an influence that no source states."""
    for name in ("dot", "mermaid"):
        text = exported(name)[0].read_text(encoding="utf-8")
        assert "composed by the graph (a logical entailment)" in text
        assert "knowledge_assertion" not in text
    place, _ = exported("kgx-jsonl")
    rows = [json.loads(line) for line in (place / "edges.jsonl").read_text(encoding="utf-8").splitlines()]
    claims = [row for row in rows if "original_subject" in row]
    asserted = {row["id"] for row in claims if row["knowledge_level"] == "knowledge_assertion"}
    stated = {*graph.claims, *(f"{claim}#disputed" for claim in graph.claims)}
    assert asserted <= stated
    assert {row["original_predicate"] for row in rows if row not in claims} == {"skos:broader", *NOTES}


@pytest.mark.parametrize("relation", CLOSER)
def test_biolink_has_the_closer_predicates_for_these_classes(relation):
    """Each class that a closer predicate is used for lies in its domain or range in the model."""
    predicate, subjects, objects = CLOSER[relation]
    slot = biolink.biolink_model()["slots"][biolink.spaced(predicate)]
    for part, classes in (("domain", subjects), ("range", objects)):
        for name in classes:
            assert slot.get(part) is None or slot[part] in biolink.above(biolink.spaced(name), "classes"), (
                predicate,
                name,
            )


def test_biolink_has_the_general_predicates_and_columns():
    """Predicates that join anything have no domain, and every column is a slot of the model."""
    slots = biolink.biolink_model()["slots"]
    for predicate in PREDICATES.values():
        assert slots[biolink.spaced(predicate)].get("domain") in (None, "named thing", "ontology class"), predicate
    assert [column for column in (*NODE, *EDGE) if biolink.spaced(column) not in slots] == []


def test_values_are_told_in_every_network(graph, exported):
    """A threshold or dose is a node with its value in words, joined to what has it; SIF reports that it has none."""
    data = json.loads(exported("node-link")[0].read_text(encoding="utf-8"))
    nodes = {node["id"]: node["name"] for node in data["nodes"]}
    claim = next(c for c in graph.claims.values() if c.relation == "hasReferenceRange")
    assert "ng/mL" in nodes[claim.object]
    assert signs(graph)[claim.id] == ""
    assert kg.export.make(graph, "sif").left_out["claims about a number or a date"] > 10


def test_nanopublications_say_their_licence_only_for_our_own_data(graph, exported):
    """The licence is that of the installed data; of other data nobody told us one."""
    assert "dcterms:license" in exported("trig")[0].read_text(encoding="utf-8")
    assert b"license" not in kg.export.make(small(), "trig").files[""].split(b"vocab#Ontology")[0]
    assert f"nanopub/{next(iter(graph.claims)).partition(':')[2]}/" in exported("trig")[0].read_text(encoding="utf-8")


def test_imported_identifiers_survive(tmp_path):
    """Identifiers of other people's graphs, with whatever characters, stay whole in RDF and in networks."""
    graph = toy.with_passages(toy.graph("a increases b"))
    other = "X:ä b/1"
    concepts = {(other if key == "concept:a" else key): c for key, c in graph.concepts.items()}
    concepts[other] = replace(concepts[other], id=other)
    claims = {key: replace(claim, subject=other) for key, claim in graph.claims.items()}
    graph = replace(graph, concepts=dict(sorted(concepts.items())), claims=claims)
    assert expand(other) in kg.export.make(graph, "n-triples").files[""]
    for name in ("node-link", "kgx-tsv", "json-ld", "graphml", "bel"):
        kg.export.write(graph, name, tmp_path / name)
        assert [r.read(graph, tmp_path / name).differences for r in READERS[name]] == [[] for _ in READERS[name]]


@pytest.mark.slow
def test_the_same_bytes_each_time(tmp_path):
    """Two processes with different hash seeds write the same files, the deck of cards included."""
    code = (
        "import sys, hashlib, kg; g = kg.load(); a = kg.path(g, 'vitamin D deficiency', 'back pain')\n"
        "for n, f in kg.export.FORMATS.items():\n"
        "    for p, c in kg.export.make(g, n, a if f.path else None).files.items():\n"
        "        print(n, p, hashlib.sha256(c if isinstance(c, bytes) else c.encode()).hexdigest())\n"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=tmp_path,
        )
        for seed in ("1", "2")
    ]
    first, second = (process.communicate()[0].decode() for process in running)
    assert len(first.splitlines()) == len(FORMATS) + 2
    assert first == second


def test_a_second_deck_updates_the_first(tmp_path):
    """A card keeps its identity when its claim gets more evidence, so that Anki keeps what was learned."""
    import sqlite3
    import zipfile

    def guids(graph, name):
        kg.export.write(graph, "anki", tmp_path / name)
        with zipfile.ZipFile(tmp_path / name) as archive:
            archive.extractall(tmp_path / f"{name}.d")
        database = sqlite3.connect(tmp_path / f"{name}.d" / "collection.anki2")
        found = {fields.split("\x1f")[0]: guid for guid, fields in database.execute("SELECT guid, flds FROM notes")}
        database.close()
        return found

    before = guids(small(), "one.apkg")
    after = guids(small("vit increases strength @b denied"), "two.apkg")
    assert before == after
    assert len(set(before.values())) == len(before)


def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path):
    """And a folder never replaces it."""
    graph = small()
    (tmp_path / "x").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="already exists; give --force"):
        kg.export.write(graph, "csv", tmp_path / "x", force=False)
    with pytest.raises(OutputError, match="cannot be created"):
        kg.export.write(graph, "kgx-tsv", tmp_path / "x")
    assert (tmp_path / "x").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("form", ["csv", "kgx-tsv"])
def test_the_data_file_is_not_written_over(run, tmp_path, form):
    """Not even by force, under whatever name; another file of the same place is."""
    name = "nodes.tsv" if form == "kgx-tsv" else "x"
    file, out = tea.data_file(tmp_path / name), tmp_path if form == "kgx-tsv" else tmp_path / name
    before = file.read_bytes()
    told = (2, "", f"kg: {file}: is the data file; choose another place\n")
    assert run("export", form, "--data", file, "--without", "000", "-o", out, "--force") == told
    (tmp_path / "link").symlink_to(file)
    assert run("export", "csv", "--data", file, "-o", tmp_path / "link", "--force").code == 2
    with pytest.raises(OutputError, match="is the data file; choose another place"):
        kg.export.write(kg.load(file), form, out)
    assert file.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {name, "link"}
    (tmp_path / "y").write_bytes(before + b"\n")
    assert run("export", "csv", "--data", file, "-o", tmp_path / "y", "--force").code == 0


def test_an_empty_data_file_is_exported(run, tmp_path):
    """A file that does not exist is not the data file, although neither has content."""
    (tmp_path / "empty.ttl").touch()
    assert run("export", "csv", "--data", tmp_path / "empty.ttl", "-o", tmp_path / "x").code == 0


def test_a_missing_extra_is_one_line(monkeypatch, run, tmp_path):
    """Without genanki a deck cannot be made, and the error says what to install."""
    monkeypatch.setitem(sys.modules, "genanki", None)
    told = run("export", "anki", "-o", tmp_path / "x")
    assert (told.code, told.out) == (2, "")
    assert told.err == "kg: anki needs genanki; install it: python3 -m pip install 'vitamin-d-kg[anki]'\n"


@pytest.mark.parametrize("name", ["graphml", "cx2", "node-link"])
def test_the_network_of_a_path_has_its_claims_and_nothing_else(graph, tmp_path, name):
    """Read back, it has the claims of the chains, what these are about, and no other concept."""
    answer = export.chains(graph, ("vitamin D deficiency", "back pain"), k=2)
    claims = {claim for chain in answer.chains for step in chain.steps for claim in step.claims}
    kg.export.write(graph, name, tmp_path / "net", answer)
    read = take([tmp_path / "net"]).graph
    assert set(read.claims) == claims
    assert 0 < len(read.concepts) < len(graph.concepts)
    ends = {end for claim in read.claims.values() for end in (claim.subject, claim.object)}
    assert {graph.concepts[end].quantity for end in ends} <= set(read.concepts)
    assert {b for c in read.concepts.values() for b in c.broader} <= set(read.concepts)


def test_the_arrows_of_a_path_as_sif(tmp_path):
    """Each arrow of a chain, and none of others."""
    graph = toy.graph("x increases y", "y decreases z", "x increases w")
    answer = export.chains(graph, ("x", "z"))
    kg.export.write(graph, "sif", tmp_path / "net.sif", answer)
    assert (tmp_path / "net.sif").read_text() == "x\tincreases\ty\ny\tdecreases\tz\n"


def test_the_command_lists_the_formats(run):
    """--list names every format in one line, or as JSON."""
    lines = run("export", "--list").out.splitlines()
    assert [line.split()[0] for line in lines] == list(FORMATS)
    told = json.loads(run("export", "--list", "--json").out)
    assert (told["schema"], len(told["formats"])) == ("kg-export-formats/1", len(FORMATS))


def test_the_command_writes_and_reports(run, tmp_path):
    """The report names files, counts and what was left out, in words and as JSON; nothing is replaced unasked."""
    place = tmp_path / "out.bel"
    told = run("export", "bel", "-o", place)
    assert told.code == 0
    assert re.search(r"left out: claims with “contains”, a relation that BEL does not have \(\d+\)", told.out)
    assert (
        run("export", "bel", "-o", place).err
        == f"kg: {place}: already exists; give --force to replace it, or another name\n"
    )
    report = json.loads(run("export", "bel", "-o", place, "--force", "--json").out)
    assert (report["schema"], report["files"]) == ("kg-export/1", [str(place)])
    assert report["question"] == {"format": "bel", "path": None}
    assert {"what", "count"} == set(report["left_out"][0])
    printed = run("export", "bel")
    assert printed.out == place.read_text(encoding="utf-8")
    assert "left out: " in printed.err
    report = json.loads(run("export", "csv", "-o", tmp_path / "out.csv", "--without", "002", "--json").out)
    assert report["data"]["without"] == ["document:002"]
    assert "document:002" not in (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert "document-002" not in run("export", "bibtex", "--without", "002").out
    assert "document-002" in run("export", "bibtex").out


def test_the_command_draws_a_path(run, tmp_path):
    """dot and mermaid take a path; one without a chain ends with 1, and says why."""
    told = run("export", "mermaid", "--path", "vitamin D deficiency", "osteomalacia", "-k", "1")
    assert told.code == 0
    assert told.out.count("-->") == 1
    report = json.loads(
        run("export", "dot", "--path", "vitamin D deficiency", "back pain", "-o", tmp_path / "a.dot", "--json").out
    )
    assert report["question"]["path"] == ["vitamin D deficiency", "back pain"]
    assert report["written"] == {"chains": 5}
    none = run("export", "dot", "--path", "low serum calcium", "older age")
    assert (none.code, none.out) == (1, "")
    assert "no chain" in none.err


@pytest.mark.parametrize("form", ["graphml", "cx2", "node-link", "bel"])
def test_a_network_has_the_name_of_its_file(run, tmp_path, form):
    """Several have those of all, and what comes with the program its own."""
    own = toy.data_file(tmp_path / "genes.ttl", "x increases y")
    other = toy.data_file(tmp_path / "more.ttl", "y increases z")
    assert "vitamin D mechanisms" in run("export", form).out
    for options, name in (([], "genes"), (["--with", other], "genes and more")):
        out = run("export", form, "--data", own, *options).out
        assert (f'"{name}"' in out or f">{name}<" in out, "vitamin D mechanisms" in out) == (True, False)


def test_a_long_chain_and_one_of_a_sign_can_be_exported(run, tmp_path):
    """As the message advises where the usual number of steps finds none."""
    lines = [f"n{step} increases n{step + 1}" for step in range(13)]
    data = toy.data_file(tmp_path / "long.ttl", *lines, "n0 decreases n13")
    chains = ("export", "sif", "--data", data, "--path", "n0", "n13")
    assert "with --max-hops 13" in run(*chains, "--sign", "+").err
    assert run(*chains, "--sign", "+", "--max-hops", "13").out.count("\n") == 13
    assert run(*chains, "--sign", "-").out.count("\n") == 1


def test_a_diagram_says_where_it_is_not_acyclic():
    """The loop is named; a diagram without one has no such warning, and disputed arrows are counted."""
    lines = ("x increases c", "c increases y", "y decreases c")
    graph = toy.graph(*lines, "x increases c @b denied")
    warnings = kg.export.make(graph, "dagitty", kg.path(graph, "x", "y")).warnings
    assert warnings[0].endswith("delete arrows of the feedback between c, y")
    assert warnings[1].startswith("sources dispute 1 of the arrows")
    plain = toy.graph(*lines[:2])
    made = kg.export.make(plain, "dagitty", kg.path(plain, "x", "y"))
    assert made.files[""] == 'dag {\n"c"\n"x" [exposure]\n"y" [outcome]\n"c" -> "y"\n"x" -> "c"\n}\n'
    assert [warning for warning in made.warnings if "feedback" in warning or "dispute" in warning] == []
    assert made.warnings


def test_the_report_shows_warnings(run, tmp_path):
    """Warnings stand in the report and, if the file is printed, on standard error."""
    asked = ("export", "dagitty", "--path", "vitamin D deficiency", "back pain")
    report = json.loads(run(*asked, "-o", tmp_path / "a", "--json").out)
    assert report["warnings"]
    assert "warning: " in run(*asked, "-o", tmp_path / "b").out
    printed = run(*asked)
    assert printed.out == (tmp_path / "b").read_text(encoding="utf-8")
    assert "warning: " in printed.err


def test_concepts_of_one_name_stay_apart_in_sif():
    """A label that two concepts share is followed by the identifier."""
    graph = small()
    same = {key: replace(concept, label="same") for key, concept in graph.concepts.items()}
    (text,) = kg.export.make(replace(graph, concepts=same), "sif").files.values()
    assert "same (concept:vit)\tincreases\tsame (concept:absorption)\n" in text


@pytest.mark.parametrize("name", ["dot", "mermaid"])
def test_a_drawn_chain_that_contradicts_itself_is_marked(name):
    """The title marks it, and a comment says how."""
    graph = toy.graph("x increases c", "c decreases r", "x decreases r", "r increases c")
    text = kg.export.make(graph, name, kg.path(graph, "x", "c")).files[""]
    assert "net sign of chain 1: +, 2: − (feedback)" in text
    assert "Chain 2, feedback: step 1 already stands for c ↑." in text


@pytest.mark.parametrize("name", ["n-triples", "json-ld", "owl", "trig"])
def test_a_text_that_utf8_cannot_encode_is_named(name, tmp_path):
    """In one line, and nothing is written."""
    graph = toy.graph("x increases y")
    concept = replace(graph.concepts["concept:x"], label="x \ud800")
    with pytest.raises(OutputError, match=r"^the data: .* cannot encode U\+D800; remove it$"):
        kg.export.write(replace(graph, concepts={**graph.concepts, concept.id: concept}), name, tmp_path / "out")
    assert not (tmp_path / "out").exists()
