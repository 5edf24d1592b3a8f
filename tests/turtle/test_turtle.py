"""Reading and writing Turtle."""

import gc
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import kg
from kg import resources
from kg.errors import DataError
from kg.turtle import canonical as form
from kg.turtle import snapshot
from kg.turtle.names import claim_id, compact, compactor, expand
from kg.turtle.parse import parse, read_raw
from kg.turtle.read import examine
from kg.turtle.write import canonical, turtle
from tests import tea, toy


def test_a_graph_comes_back_as_it_was_written(tmp_path):
    """Concepts, claims, evidence, passages, documents and studies survive the round trip."""
    file = tmp_path / "tea.ttl"
    graph = replace(tea.full(), read_until="2026-11-21")
    file.write_text(turtle(graph), encoding="utf-8")
    back = examine(file)
    assert back.problems == ()
    for (
        part
    ) in "concepts withdrawn_concepts claims passages documents studies values omissions withdrawn version".split():
        assert getattr(back.graph, part) == getattr(graph, part)
    assert back.graph.evidence == graph.evidence


def test_a_graph_without_version_study_or_place_can_be_written(tmp_path):
    """What a graph does not have is left out, not written empty."""
    file = toy.data_file(tmp_path / "toy.ttl", "x increases y", "x decreases z denied")
    text = file.read_text(encoding="utf-8")
    assert "owl:versionInfo" not in text
    assert "vocab:readUntil" not in text
    assert "vocab:increases concept:y" in text
    assert "vocab:decreases concept:z ;\n" not in text.split("claim:")[0]
    assert (kg.load(file).version, kg.load(file).read_until) == ("", "")


def test_a_concept_may_have_a_name_only(tmp_path):
    """A graph that somebody else made may lack definitions and categories."""
    graph = toy.with_passages(toy.graph("x increases y"))
    bare = {name: replace(concept, definition="", category="") for name, concept in graph.concepts.items()}
    file = tmp_path / "bare.ttl"
    file.write_text(turtle(replace(graph, concepts=bare)), encoding="utf-8")
    assert kg.load(file).concepts == bare


def test_the_canonical_form_is_a_fixed_point_whatever_the_order(tmp_path):
    """Shuffled triples and other prefixes come out as the same bytes."""
    file = tea.data_file(tmp_path / "tea.ttl")
    text = file.read_text(encoding="utf-8")
    assert canonical(text.encode(), file) == text
    import rdflib

    triples = rdflib.Graph().parse(data=text, format="turtle").serialize(format="nt").splitlines()
    random.Random(1).shuffle(triples)
    assert canonical("\n".join(triples).encode(), file) == text


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_the_canonical_form_is_the_same_under_any_hash_seed(seed):
    """Formatting the real data in a process with another hash seed gives the same bytes."""
    code = (
        "import sys; from kg import resources; from kg.turtle.write import canonical; p = resources.data(); "
        "sys.stdout.buffer.write(canonical(p.read_bytes(), p).encode())"
    )
    environment = {"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert done.stdout == resources.data().read_bytes()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("@prefix a: <b", "x.ttl:1: not valid Turtle"),
        ("@prefix", "x.ttl:1: not valid Turtle"),
        ("<a> <b> <c> .", "x.ttl:1: not valid Turtle"),
        ("PREFIX c: <https://c.example/>\nc:a c:b", "x.ttl:2: not valid Turtle"),
        ("[] <https://x.example/p> 1 .", "has a blank node; give every resource an IRI"),
        ("<https://x.example/a> <https://x.example/p> [] .", "has a blank node"),
    ],
)
def test_what_is_not_proper_turtle_is_one_line(tmp_path, text, message):
    """A syntax error names file and line; a blank node is refused."""
    file = tmp_path / "x.ttl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        examine(file)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_one_line(tmp_path):
    """Missing, a folder, not UTF-8: each is named."""
    with pytest.raises(DataError, match=r"none\.ttl: cannot be read \(No such file"):
        kg.load(tmp_path / "none.ttl")
    with pytest.raises(DataError, match="is a folder; name a file in it"):
        kg.load(tmp_path)
    (tmp_path / "latin.ttl").write_bytes(b"# one\n# \xe9\n")
    with pytest.raises(DataError, match=r"latin\.ttl:2: not UTF-8 \(byte 8\); save the file as UTF-8"):
        kg.load(tmp_path / "latin.ttl")


def test_a_file_with_faults_is_not_loaded(tmp_path):
    """Loading stops at the first fault with its line, and says how many more there are."""
    file = tea.data_file(tmp_path / "tea.ttl")
    text = file.read_text(encoding="utf-8").replace("vocab:Hedged", "vocab:Sure")
    file.write_text(text, encoding="utf-8")
    line = text.split("\n").index("evidence:000-002") + 1
    with pytest.raises(DataError, match=f"tea.ttl:{line}: evidence:000-002 has the unknown Modality vocab:Sure"):
        kg.load(file)
    file.write_text(text.replace("vocab:Verified", "vocab:Lost"), encoding="utf-8")
    with pytest.raises(DataError, match=r"\(\d+ more: kg check\)"):
        kg.load(file)


@pytest.mark.parametrize(
    ("text", "line"), [("# a note\n", 1), ('<https://x.example/a#b> a "#" . # here\n', 1), ("\n\n  # there\n", 3)]
)
def test_comments_are_refused_because_they_would_be_lost(tmp_path, text, line):
    """Formatting keeps everything or does nothing; # inside an IRI or a string is no comment."""
    with pytest.raises(DataError, match=f"x.ttl:{line}: has a comment"):
        canonical(text.encode(), tmp_path / "x.ttl")
    harmless = '<https://x.example/a#b> <https://x.example/p> "# no", """# \n"no""" .\n'
    assert "no" in canonical(harmless.encode(), tmp_path / "x.ttl")


@pytest.mark.parametrize(
    "text",
    [
        "<https://x.example/a> <https://x.example/p> 034 .",
        '<https://x.example/a> <https://x.example/p> "1"^^<http://www.w3.org/2001/XMLSchema#boolean> .',
    ],
)
def test_what_formatting_would_change_is_refused(tmp_path, text):
    """A value in another form than the canonical one is named, not rewritten in silence."""
    with pytest.raises(DataError, match=r"formatting would change|not valid Turtle"):
        canonical(text.encode(), tmp_path / "x.ttl")


@pytest.mark.parametrize(
    "text",
    [
        "<https://x.example/a> <https://x.example/p> 'a \" b # no' .",
        '<https://x.example/a> <https://x.example/p> """Air\nbelow \\\\\\"""" .',
        "PREFIX x: <https://x.example/>\nx:a\\#b x:p 1 .",
        "<https://w3id.org/vitamin-d-kg/concept/1²> <https://x.example/p> 1 .",
        'VERSION "1.2"\n<https://x.example/a> <https://x.example/p> 1 .',
    ],
)
def test_legal_turtle_is_formatted(tmp_path, text):
    """A # in any kind of string or an escaped one in a name is no comment; any digit may stand in a name."""
    assert canonical(text.encode(), tmp_path / "x.ttl").endswith(".\n")


def test_a_concept_goes_with_what_it_refers_to(tmp_path):
    """If a broader concept must be left out, so must its kinds: each is named, none is a traceback."""
    file = tea.data_file(tmp_path / "tea.ttl")
    text = file.read_text(encoding="utf-8")
    text = text.replace("concept:trouble\n    a", "concept:trouble\n    skos:broader concept:nothing ;\n    a")
    file.write_text(text, encoding="utf-8")
    found = {problem.subject: problem.message for problem in examine(file).problems}
    assert "refers to an unknown concept, concept:nothing" in found["concept:trouble"]
    assert "refers to an unknown concept, concept:trouble" in found["concept:poor-sleep"]


def test_a_graph_is_written_as_fmt_writes_it(tmp_path):
    """Byte for byte, without rdflib: foreign names, values, texts with line breaks and quotes, and our own graph."""
    graph = toy.with_passages(toy.graph(*(f"x{n} increases y" for n in range(10))))
    names = {name: f"X:{name[8:]}" for name in graph.concepts}
    concepts = {names[name]: replace(concept, id=names[name]) for name, concept in graph.concepts.items()}
    ids = {name: claim_id(names[c.subject], c.relation, names[c.object]) for name, c in graph.claims.items()}
    claims = [replace(c, id=ids[c.id], subject=names[c.subject], object=names[c.object]) for c in graph.claims.values()]
    evidence = {name: replace(item, claim=ids[item.claim]) for name, item in graph.evidence.items()}
    odd = ['two\nlines "quoted"', 'ends with "', 'three """\n"""', "back\\slash", '\n"', "\n\\"]
    named = {f"X:{n}/": text for n, text in enumerate(odd)}
    named = {name: replace(next(iter(concepts.values())), id=name, label=text) for name, text in named.items()}
    claims = {c.id: c for c in claims}
    for made in (kg.load(), replace(graph, concepts={**concepts, **named}, claims=claims, evidence=evidence)):
        text = turtle(made)
        file = tmp_path / "made.ttl"
        assert canonical(text.encode(), file) == text
        file.write_text(text, encoding="utf-8", newline="\n")
        assert kg.load(file).concepts == dict(sorted(made.concepts.items()))
    assert "claim/X:x7--increases--X:y>" in text


@settings(max_examples=500)
@example('a\n\\"')
@given(st.text(st.sampled_from('"\\\n\r\t a\u00e9'), max_size=12))
def test_any_text_comes_back_as_it_was_written(text):
    """Quotes, backslashes and line breaks in any order."""
    about, says = "https://x.example/a", "https://x.example/p"
    written = form.canonical([(about, says, form.Object(True, text))])
    assert parse(written.encode(), Path("x.ttl")) == {about: {says: [text]}}


def test_a_file_of_any_triples_is_formatted(tmp_path):
    """Terms without a prefix, numbers and datatypes of any kind are kept; the order of rdflib does not matter."""
    place = "<https://x.example/"
    text = f'{place}s> {place}p> 1 , -2.50 , true , "x"^^{place}t> , "y"@de , "z" , {place}a> .\n'
    written = canonical(text.encode(), tmp_path / "x.ttl")
    for part in ("        1 ,", "-2.50", "true", f'"x"^^{place}t>', '"y"@de', '"z"', f"{place}a>"):
        assert part in written
    assert canonical(written.encode(), tmp_path / "x.ttl") == written


def test_a_subject_written_in_full_has_its_line(tmp_path):
    """The line of a resource is found whether its name is short or a full IRI."""
    file = tea.data_file(tmp_path / "tea.ttl")
    text = file.read_text(encoding="utf-8").replace(
        "\nconcept:tea\n", "\n<https://w3id.org/vitamin-d-kg/concept/tea>\n"
    )
    file.write_text(text, encoding="utf-8")
    assert examine(file).lines["concept:tea"] == text[: text.index("concept/tea>\n")].count("\n") + 1


def test_names_are_compacted_and_expanded():
    """Our prefixes, those of a file, the ontologies'; what fits nothing stays an IRI."""
    namespaces = compactor({"x": "https://x.example/"})
    assert compact("https://x.example/a", namespaces) == "x:a"
    assert compact("https://y.example/a", namespaces) == "https://y.example/a"
    assert compact("https://w3id.org/vitamin-d-kg/vocab#Low", namespaces) == "vocab:Low"
    assert expand("HP:0003419") == "http://purl.obolibrary.org/obo/HP_0003419"
    assert expand("https://y.example/a") == "https://y.example/a"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.one_of(st.binary(max_size=200), st.text(alphabet="<>@prefix:ab \"'[]().;,#\\\n1", max_size=80).map(str.encode))
)
def test_any_bytes_end_in_a_message(run, tmp_path, data):
    """Whatever a data file holds, checking and formatting end with an exit code, and errors in one line."""
    file = tmp_path / "any.ttl"
    file.write_bytes(data)
    for command in (("check", file), ("fmt", "--check", file)):
        result = run(*command)
        assert result.code in (0, 1, 2)
        assert "Traceback" not in result.err
        assert result.err.count("\n") <= 1


def test_the_second_question_uses_the_snapshot(cache, tmp_path, monkeypatch):
    """A file is parsed once; what is kept equals what was read, and is never served for other contents."""
    file = tea.data_file(tmp_path / "tea.ttl")
    first = kg.load(file)
    monkeypatch.setattr("kg.turtle.read.examine", lambda _: pytest.fail("parsed again"))
    assert kg.load(file) == first
    assert len(list((cache / "vitamin-d-kg").iterdir())) == 1
    monkeypatch.undo()
    file.write_text(file.read_text(encoding="utf-8").replace("What tea is.", "Tea."), encoding="utf-8")
    assert kg.load(file).concepts["concept:tea"].definition == "Tea."


@pytest.mark.parametrize("searched", [True, False])
def test_reading_leaves_the_search_for_cycles_as_it_was(tmp_path, monkeypatch, searched):
    """It rests while a file is read; then it goes on, also after an error, if it was on."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = tea.data_file(tmp_path / "tea.ttl")
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text("x", encoding="utf-8")
    while_reading = []
    monkeypatch.setattr(
        "kg.turtle.read.examine", lambda *read: (while_reading.append(gc.isenabled()), examine(*read))[1]
    )
    before = gc.isenabled()
    try:
        (gc.enable if searched else gc.disable)()
        kg.load(file)
        assert gc.isenabled() is searched
        with pytest.raises(DataError, match=r"wrong\.ttl:1: not valid Turtle"):
            kg.load(wrong)
        assert gc.isenabled() is searched
    finally:
        (gc.enable if before else gc.disable)()
    assert while_reading == [False, False]


def test_without_a_cache_folder_everything_works(tmp_path, monkeypatch):
    """Where nothing can be kept, nothing is, and the old ones do not pile up where it can."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tea.data_file(tmp_path / "tea.ttl")))
    assert len(kg.load(tmp_path / "tea.ttl").claims) == 4
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for number in range(snapshot.KEPT + 3):
        snapshot.put(f"{number:064x}", tea.graph())
    assert len(list(snapshot.folder().iterdir())) == snapshot.KEPT
    monkeypatch.setattr(snapshot, "folder", _no_home)
    assert len(kg.load(tmp_path / "tea.ttl").claims) == 4
    monkeypatch.undo()
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert snapshot.folder().parts[-2:] == (".cache", "vitamin-d-kg")


def _no_home():
    raise RuntimeError("Could not determine home directory.")


def test_a_path_with_a_null_character_is_refused():
    """It names no file."""
    with pytest.raises(DataError, match="is not a path"):
        read_raw(Path("a\0b"))


def test_a_file_of_another_format_is_to_be_imported_first(tmp_path):
    """It is not Turtle with a wrong line; a file that is named so is."""
    table = tmp_path / "mine.tsv"
    table.write_text("source\ttarget\na\tb\n")
    with pytest.raises(DataError, match=r"not valid Turtle.* first: kg import mine\.tsv --output mine\.ttl$"):
        kg.load(table)
    turtle_file = table.rename(tmp_path / "mine.ttl")
    with pytest.raises(DataError, match=r"fix the syntax near this line$"):
        kg.load(turtle_file)
