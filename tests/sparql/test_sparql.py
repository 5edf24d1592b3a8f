"""SPARQL: safe by construction, the same answers as the Python API, and one line when something is wrong."""

import contextlib
import csv
import io
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

import kg
from kg import resources
from kg.errors import OutputError, SearchLimit, UsageError
from kg.sparql import child
from kg.sparql.ask import _reply, ask
from kg.sparql.check import LONGEST, check, prepared
from kg.turtle.parse import parse
from kg.views.query import cell

SERVICE = "SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def own(tmp_path):
    """Three triples of our own, as a data file."""
    path = tmp_path / "own.ttl"
    path.write_text(
        '<x:a> <x:p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>, "thé"@fr, <x:b> .', encoding="utf-8"
    )
    return path


@pytest.fixture
def held(monkeypatch):
    """The limits that the child would set, in a list."""
    limits = []
    monkeypatch.setattr(child, "hold", lambda what, most: limits.append((what, most)))
    monkeypatch.setattr(sys, "setrecursionlimit", lambda _: None)
    return limits


@pytest.fixture
def quick(run, monkeypatch, held):
    """Run a command whose query is asked in this process: for tests of answers, not of limits."""

    def reply(request, _timeout):
        held.clear()
        return child.reply(json.loads(request))

    monkeypatch.setattr("kg.sparql.ask._reply", reply)
    return run


def rows(answer):
    """The cells of an answer as the command line prints them."""
    return [tuple(map(cell, row)) for row in answer.rows]


# What is asked is answered.


def test_select_answers_with_columns_and_typed_terms(own):
    """Each term keeps its kind, language and datatype; what is unbound is null; numbers come in shortest form."""
    answer = ask("SELECT ?o ?none { <x:a> <x:p> ?o } ORDER BY ?o", data=own)
    assert (answer.form, answer.columns) == ("select", ("o", "none"))
    assert msgspec.to_builtins(answer.rows) == (
        ({"type": "uri", "value": "x:b"}, None),
        ({"type": "literal", "value": "1.5", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}, None),
        ({"type": "literal", "value": "thé", "xml:lang": "fr"}, None),
    )


def test_the_vocabulary_is_asked_together_with_the_data(quick):
    """A query can join the claims with the labels of their relations."""
    found = quick(
        "sparql",
        "SELECT ?label { ?c rdf:object concept:low-back-pain; rdf:predicate/rdfs:label ?label } ORDER BY ?label",
    )
    assert found.code == 0
    assert "manifests as" in found.out


@pytest.mark.parametrize(
    ("query", "told"), [("ASK { concept:pain a skos:Concept }", "true"), ("ASK { <x:a> ?p ?o }", "false")]
)
def test_ask_answers_either_way(quick, query, told):
    """True and false are both answers."""
    assert quick("sparql", query) == (0, f"{told}\n", "")
    answer = json.loads(quick("sparql", query, "--json").out)
    assert answer["form"] == "ask"
    assert [row[0]["value"] for row in answer["rows"]] == [told]


def test_construct_and_describe_print_turtle(quick, graph):
    """The triples come once each, in one order, as Turtle that reads back; other forms list them."""
    query = "CONSTRUCT { ?s vocab:causes ?o } { ?claim rdf:subject ?s; rdf:predicate vocab:causes; rdf:object ?o }"
    found = quick("sparql", query)
    triples = parse(found.out.encode(), Path("out"))
    expected = {(c.subject, c.object) for c in graph.claims.values() if c.relation == "causes"}
    assert {(s, o) for s, node in triples.items() for o in node["vocab:causes"]} == expected
    listed = list(csv.reader(io.StringIO(quick("sparql", query, "--format", "csv").out)))
    assert listed[0] == ["subject", "predicate", "object"]
    assert {(s, o) for s, _, o in listed[1:]} == expected
    described = quick("sparql", "DESCRIBE concept:rickets")
    assert described.out == quick("sparql", "DESCRIBE concept:rickets").out
    assert parse(described.out.encode(), Path("out"))["concept:rickets"]["skos:prefLabel"] == ["rickets"]


def test_json_names_what_was_asked(quick, graph):
    """The JSON tells the schema, the data and its digest, and the question with its limits."""
    found = json.loads(
        quick("sparql", "SELECT ?x { VALUES ?x { concept:pain } }", "--timeout", 9, "--limit", 5, "--json").out
    )
    assert list(found)[:3] == ["schema", "data", "question"]
    assert found["schema"] == "kg-sparql/2"
    assert found["data"] == {"version": graph.version, "sha256": graph.sha256}
    assert (found["question"]["timeout"], found["question"]["limit"], found["question"]["name"]) == (9, 5, None)
    assert found["rows"] == [[{"type": "uri", "value": "https://w3id.org/vitamin-d-kg/concept/pain"}]]


def test_no_rows_is_no_answer(quick):
    """Nothing found ends with exit code 1 and says what to try; so does an empty graph."""
    for query in ("SELECT * { concept:no-such-thing ?p ?o }", "CONSTRUCT WHERE { concept:no-such-thing ?p ?o }"):
        found = quick("sparql", query)
        assert found.code == 1
        assert found.out.startswith("no rows; ")


def test_a_query_can_stand_in_a_file(quick, tmp_path):
    """An argument that ends with .rq is a file, in whatever newlines; a missing one is told in one line."""
    path = tmp_path / "mine.rq"
    path.write_bytes(b"# mine\r\nSELECT ?x\r\n{ VALUES ?x { 7 } }\r\n")
    assert quick("sparql", path, "--format", "md").out == "| x |\n| --- |\n| 7 |\n"
    missing = quick("sparql", tmp_path / "none.rq")
    assert (missing.code, missing.err.count("\n")) == (2, 1)
    assert "none.rq: cannot be read" in missing.err


def test_prefixes_can_be_declared_anew(own):
    """A prefix of the query's own goes before that of the graph."""
    assert rows(ask("PREFIX skos: <x:> SELECT ?o { skos:a skos:p ?o FILTER(isIRI(?o)) }", data=own)) == [("x:b",)]


def test_a_table_that_fits_stands_in_columns(quick, monkeypatch):
    """Columns are side by side; a long cell is wrapped, and rows then stand apart; no line is wider than the page."""
    monkeypatch.setenv("COLUMNS", "40")
    query = 'SELECT * { VALUES (?a ?b) { ("x" "y") ("one" "%s") } }'
    assert quick("sparql", query % "two").out == "a    b\n---  ---\nx    y\none  two\n\n2 rows\n"
    wrapped = quick("sparql", query % " ".join(["word"] * 12)).out.splitlines()
    assert wrapped[2:7] == ["x    y", "", "one  " + " ".join(["word"] * 7), "     " + " ".join(["word"] * 5), ""]
    assert max(map(len, wrapped)) <= 40


def test_a_table_that_does_not_fit_becomes_records(quick, monkeypatch):
    """Where words are too long for columns, each row lists its cells below each other, and no word is broken."""
    monkeypatch.setenv("COLUMNS", "40")
    long = "w" * 30
    found = quick("sparql", f'SELECT ?first ?b {{ VALUES (?first ?b) {{ ("{long}" "{long}") (UNDEF "z") }} }}')
    assert found.out == f"first  {long}\nb      {long}\n\nfirst\nb      z\n\n2 rows\n"


def test_an_empty_cell_is_a_row_too(quick):
    """A row in which nothing is bound is not lost."""
    assert quick("sparql", "SELECT ?x {}").out == "x\n-\n\n\n1 row\n"


def test_text_of_a_file_cannot_steer_the_terminal(quick, tmp_path):
    """Control characters in a literal are shown as such, in every form for people, and kept in JSON."""
    path = tmp_path / "bad.ttl"
    path.write_text('<x:a> <x:p> "red \\u001B[31m" .', encoding="utf-8")
    for query in ("SELECT ?o { <x:a> <x:p> ?o }", "CONSTRUCT WHERE { <x:a> <x:p> ?o }"):
        for form in ("text", "csv", "md"):
            found = quick("sparql", query, "--data", path, "--format", form)
            assert "\x1b" not in found.out
            assert "red" in found.out
    assert (
        json.loads(quick("sparql", "SELECT ?o { <x:a> <x:p> ?o }", "--data", path, "--json").out)["rows"][0][0]["value"]
        == "red \x1b[31m"
    )


@pytest.mark.usefixtures("quick")
def test_blank_nodes_and_nested_triples_are_shown(tmp_path):
    """Terms that our own data does not have are answered all the same."""
    path = tmp_path / "odd.ttl"
    path.write_text("<x:a> <x:p> [], <<( <x:a> <x:b> <x:c> )>> .", encoding="utf-8")
    answer = ask("SELECT ?o { <x:a> <x:p> ?o } ORDER BY ?o", data=path)
    assert [row[0].type for row in answer.rows] == ["bnode", "triple"]


def test_a_query_is_asked_in_python_of_a_graph(graph):
    """A graph is asked as it is, without the sources that it leaves out, and the answer names both."""
    text = "SELECT DISTINCT ?s { ?e a vocab:Evidence ; vocab:passage/oa:hasSource ?s } ORDER BY ?s"
    answer = kg.query(graph.without_sources(["002"]), text)
    assert [row[0] for row in rows(answer)] == [name for name in graph.documents if name != "document:002"]
    assert answer.plain()["data"] == {
        "version": graph.version,
        "sha256": graph.sha256,
        "without": ["document:002"],
        "read_until": graph.read_until,
    }
    assert str(answer).endswith(f"\n{len(answer.rows)} rows")


def test_a_graph_is_asked_without_a_file(graph, monkeypatch):
    """Nothing stays behind if the program is killed; a text that UTF-8 cannot encode is named."""
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    assert str(kg.query(graph, "ASK { concept:vitamin-d a skos:Concept }")) == "true"
    concept = msgspec.structs.replace(graph.concepts["concept:vitamin-d"], label="\ud800")
    broken = msgspec.structs.replace(graph, concepts={**graph.concepts, concept.id: concept})
    with pytest.raises(OutputError, match=r"^the graph: .* cannot encode U\+D800; remove it$"):
        kg.query(broken, "ASK {}")


def test_a_query_is_asked_in_python_of_a_file(own):
    """A file is asked by its path, a ready query by its name; the list of these is an answer, too."""
    asked = kg.query(str(own), "ASK { <x:a> <x:p> <x:b> }")
    assert (str(asked), asked.question.name) == ("true", None)
    assert kg.query(name="states").answered
    listed = kg.query(listed=True)
    assert "states" in [query.name for query in listed.queries]
    (one,) = kg.query(name="states", listed=True).queries
    assert one.title == "Named states and their quantities"
    with pytest.raises(UsageError, match="give one query"):
        kg.query(own)


# What is wrong is told in one line.


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * { ?s ?p ?o", "line 1, column 20: not SPARQL at the end of the line"),
        ("SELECT *\n{ ?s ?p ?o .\n  FILTR(?o = 1) }", "line 3, column 3: not SPARQL at “FILTR(?o = 1) }”"),
        ("vitamin D", "line 1, column 1: not SPARQL at “vitamin D”"),
        ("", "line 1, column 1: not SPARQL at the end of the line"),
        ("SELECT * { ?s foaf:name ?o }", "the prefix foaf: is not declared"),
        ("SELECT * { ?s :name ?o }", "the prefix : is not declared"),
        ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "The SELECT contains a variable that is unbound"),
        ("SELECT * { ?s ?p ?o BIND(1 AS ?s) }", "in a place where it is not allowed"),
        ("SELECT * { ?s <here> ?o }", "IRI parsing failed"),
        ("SELECT * { ?s ?p ?o FILTER(<x:f>(?o)) }", "The custom function <x:f> is not supported"),
    ],
)
def test_a_mistake_is_told_with_its_place(quick, query, told):
    """The line says where the query as it was given goes wrong, as far as that is known."""
    found = quick("sparql", query)
    assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)
    assert told in found.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "give one query"),
        (["ASK {}", "--name", "states"], "give one query"),
        (["states"], "run it with --name states"),
        (["ASK {}", "--list"], "leave the query out"),
        (["--name", "contestd-claim"], "did you mean contested-claims"),
        (["--name", "zzz"], "kg sparql --list shows all"),
        (["ASK {}", "--timeout", "0"], "the time limit is 0 s"),
        (["ASK {}", "--timeout", "nan"], "the time limit is nan s"),
        (["ASK {}", "--limit", "0"], "the limit is 0 rows"),
        (["ASK {}", "--data", "none.ttl"], "none.ttl: cannot be read"),
    ],
)
def test_a_wrong_use_is_told(quick, arguments, told):
    """Options that do not go together, or are out of range, end with exit code 2 and one line."""
    found = quick("sparql", *arguments)
    assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)
    assert told in found.err


def test_a_data_file_that_is_not_turtle_is_told(quick, tmp_path):
    """The line names the file and the line in it."""
    path = tmp_path / "broken.ttl"
    path.write_text("<x:a> <x:b> <x:c> .\n@prefix", encoding="utf-8")
    found = quick("sparql", "ASK {}", "--data", path)
    assert found.code == 2
    assert f"{path}:2: not valid Turtle" in found.err


# What could do harm is refused or stopped.


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {SERVICE} }}",
        f"SELECT * {{ ?s ?p ?o OPTIONAL {{ {SERVICE} }} }}",
        f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ {SERVICE} }} }}",
        f"SELECT * {{ ?s ?p ?o FILTER(1 = 1 || NOT EXISTS {{ {SERVICE} }}) }}",
        f"SELECT * {{ ?s ?p ?o MINUS {{ {SERVICE} }} }}",
        f"SELECT * {{ {{ ?s ?p ?o }} UNION {{ {SERVICE} }} }}",
        f"SELECT * {{ GRAPH ?g {{ {SERVICE} }} }}",
        f"SELECT * {{ {{ SELECT * {{ {{ SELECT * {{ {SERVICE} }} }} }} }} }}",
        f"SELECT * {{ BIND(IF(EXISTS {{ {SERVICE} }}, 1, 2) AS ?x) }}",
        f"SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING(EXISTS {{ {SERVICE} }})",
        f"SELECT ?x {{ ?s ?p ?o }} GROUP BY (EXISTS {{ {SERVICE} }} AS ?x)",
        f"SELECT ?s {{ ?s ?p ?o }} ORDER BY DESC(EXISTS {{ {SERVICE} }})",
        f"SELECT (EXISTS {{ {SERVICE} }} AS ?x) {{}}",
        f"SELECT (COUNT(IF(EXISTS {{ {SERVICE} }}, 1, 2)) AS ?n) {{}}",
        f"CONSTRUCT {{ ?a ?b ?c }} WHERE {{ {SERVICE} }}",
        f"DESCRIBE ?a {{ {SERVICE} }}",
        f"ASK {{ {SERVICE} }}",
        "ASK { SERVICE SILENT ?where { ?s ?p ?o } }",
        "ASK { service # hidden\n <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
        "SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/hostname> { GRAPH ?g { ?s ?p ?o } }",
        "CONSTRUCT FROM <file:///etc/hostname> WHERE { ?s ?p ?o }",
        "DESCRIBE <x:a> FROM <file:///etc/hostname>",
        "ASK FROM <http://127.0.0.1:9/> {}",
    ],
)
def test_reaching_beyond_the_data_is_refused(query):
    """SERVICE and FROM are refused wherever they hide; without them the same query would pass."""
    with pytest.raises(UsageError, match=r"(SERVICE|FROM), which"):
        check(prepared(query))
    harmless = query.replace(SERVICE, "?a ?b ?c")
    if harmless != query:
        check(prepared(harmless))


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/hostname>",
        "LOAD <http://127.0.0.1:9/> INTO GRAPH <x:g>",
        "CLEAR ALL",
        "drop all",
        "CREATE GRAPH <x:g>",
        "COPY <x:g> TO <x:h>",
        "MOVE <x:g> TO <x:h>",
        "ADD <x:g> TO <x:h>",
        "PREFIX x: <x:>\nINSERT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(query):
    """Nothing that changes data or loads it is a query."""
    with pytest.raises(UsageError, match="column 1: updates are not allowed"):
        check(prepared(query))


def test_an_update_behind_a_query_is_refused():
    """A second statement is not read on the quiet."""
    with pytest.raises(UsageError, match="line 2, column 1: not SPARQL at “; DROP ALL”"):
        check(prepared("ASK {}\n; DROP ALL"))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("ASK { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", r"line 1, column 7: \\u escapes"),
        ('ASK { ?s ?p "a\\u0022 } # " . ' + SERVICE + " }", "escapes are not allowed"),
        ("ASK {}\n#\0", "line 2, column 2: an invalid character"),
        ("ASK { ?s ?p '\x1b[31m' }", "an invalid character"),
        ("ASK { ?s ?p '\x9b31m' }", "an invalid character"),
        ("ASK { ?s ?p '\udce9' }", "an invalid character"),
        ("ASK {}" + " " * LONGEST, "make it shorter"),
        ("ASK " + "{" * 4000 + "}" * 4000, "nested too deeply"),
    ],
)
def test_what_two_parsers_may_read_in_two_ways_is_refused(query, told):
    """Escapes outside the grammar, control characters, and what is too long or too deep do not reach the engine."""
    with pytest.raises(UsageError, match=told):
        check(prepared(query))


def test_a_comment_ends_where_any_engine_ends_it():
    """A bare carriage return does not hide what stands behind it."""
    with pytest.raises(UsageError, match="SERVICE"):
        check(prepared("ASK { # comment\r" + SERVICE + " }"))


def test_an_error_of_the_parser_without_a_place_is_told(monkeypatch):
    """Whatever the parser raises ends in one line."""

    def broken(_text):
        raise IndexError

    monkeypatch.setattr("rdflib.plugins.sparql.parser.parseQuery", broken)
    with pytest.raises(UsageError, match="the query is not SPARQL"):
        check("ASK {}")


HELD = """
import sys
from kg.sparql.child import hold
import pyoxigraph as ox
store = ox.Store()
if sys.argv[1] == "held":
    hold("NOFILE", 0)
try:
    list(store.query("SELECT * { SERVICE <http://127.0.0.1:%s/> { ?s ?p ?o } }" % sys.argv[2]))
except OSError as error:
    print("refused")
try:
    open("/etc/hostname").close()
except OSError as error:
    print(error.strerror)
"""


@pytest.mark.parametrize("how", ["held", "free"])
def test_the_engine_could_not_connect_even_if_it_were_asked_to(how):
    """Past the check of the query stands the system: a child that is held opens no connection and no file."""
    called = 0
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        command = [sys.executable, "-c", HELD, how, str(listener.getsockname()[1])]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            while child.poll() is None:
                with contextlib.suppress(TimeoutError):
                    listener.accept()[0].close()
                    called += 1
            said = child.stdout.read()
    assert (child.returncode, called > 0) == (0, how == "free")
    assert said == ("refused\nToo many open files\n" if how == "held" else "refused\n")


@pytest.mark.parametrize(
    "query",
    [
        CROSS,
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f",
        "ASK { ?s ((skos:broader|!<x:p>)*)* ?o . ?o (((!<x:p>)*)*)* ?x . ?x (!<x:p>)* ?s FILTER(?s = <x:none>) }",
        'ASK { ?s ?p ?o FILTER regex(str(?o), "((a{1,1000}){1,1000}){1,1000}") }',
    ],
)
def test_a_query_without_end_is_stopped(run, query):
    """Cross products, nested closures and monstrous patterns end at the time limit, or because memory is at its end."""
    found = run("sparql", query, "--timeout", 0.5)
    assert (found.code, found.out, found.err.count("\n")) == (4, "", 1)
    assert "no answer within 0.5 s" in found.err or "more memory than allowed" in found.err


def test_a_pattern_that_hangs_other_engines_is_harmless():
    """Nested quantifiers are matched in linear time."""
    query = 'ASK { VALUES ?x { "%s!" } FILTER regex(?x, "^(([a-z])+.)+[A-Z]([a-z])+$") }' % ("a" * 4000)
    assert rows(ask(query)) == [("false",)]


#: A process of its own, as a child of a process with much memory has as much at first.
EATS = """
import resource, sys
from kg.errors import SearchLimit
from kg.sparql.ask import ask
try:
    ask(sys.argv[1], timeout=60)
except SearchLimit as error:
    print(error)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_a_query_that_eats_memory_is_stopped(run):
    """A text that doubles thirty times ends at the memory limit, and the limit holds."""
    doubled = " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(30))
    query = f'SELECT * {{ BIND("{"a" * 1000}" AS ?a0) {doubled} }}'
    told = "the query needs more memory than allowed (1 GB and 16 times the data); make it narrower"
    assert run("sparql", query, "--timeout", 60) == (4, "", f"kg: {told}\n")
    done = subprocess.run([sys.executable, "-c", EATS, query], capture_output=True, text=True, check=True)
    said, most = done.stdout.splitlines()
    assert said == told
    assert int(most) < 1.2 * 2**20


def test_a_child_that_dies_without_a_word_is_told():
    """Whatever ends the child, this process lives, and the next query is answered."""
    with pytest.raises(SearchLimit, match="too complex for the query engine"):
        _reply(b"no request", 20)
    assert rows(ask("ASK {}")) == [("true",)]


@pytest.mark.parametrize("depth", [300, 2400])
def test_nesting_is_answered_or_refused(depth):
    """Deep nesting that the check lets through does not overflow the engine; what is deeper is refused."""
    query = "ASK " + "{" * depth + " ?s ?p ?o " + "}" * depth
    if depth == 300:
        assert rows(ask(query)) == [("true",)]
    else:
        with pytest.raises(UsageError, match="nested too deeply"):
            ask(query)


def test_an_interrupted_question_leaves_nothing_behind(tmp_path):
    """Ctrl-C ends the child too."""
    os.mkfifo(tmp_path / "pipe")
    command = [sys.executable, "-m", "kg", "sparql", CROSS, "--timeout", "60", "--data", tmp_path / "pipe"]
    with subprocess.Popen(command, start_new_session=True) as asked:
        (tmp_path / "pipe").write_bytes(resources.data().read_bytes())  # when the program begins to read
        time.sleep(1)
        asked.send_signal(signal.SIGINT)
        assert asked.wait(timeout=20) == 130
    for _ in range(100):  # a process that was killed takes a moment to end
        try:
            os.killpg(asked.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("the child still runs")


def test_too_many_rows_are_refused_whole(quick):
    """Past the row limit there is no partial answer, for rows and for triples; at the limit there is one."""
    for query in ("SELECT * { VALUES ?x { 1 2 3 } }", "CONSTRUCT { <x:a> <x:p> ?x } { VALUES ?x { 1 2 3 } }"):
        found = quick("sparql", query, "--limit", 2)
        assert (found.code, found.out) == (4, "")
        assert "more than 2 rows" in found.err
        assert quick("sparql", query, "--limit", 3).code == 0


def test_too_large_an_answer_is_refused(run):
    """Few rows can still be many bytes: past the size limit nothing is kept."""
    long = "a" * 4000
    doubled = "".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1}) " for i in range(12))
    found = run("sparql", f'SELECT ?x12 {{ BIND("{long}" AS ?x0) {doubled} VALUES ?n {{ 1 2 }} }}')
    assert (found.code, found.out) == (4, "")
    assert "more than 16 MB" in found.err


def test_the_child_does_not_send_what_is_too_large(quick, monkeypatch):
    """The limit is that of the answer as JSON."""
    query = f'SELECT ?x {{ BIND("{"a" * 9000}" AS ?x) }}'
    assert quick("sparql", query).code == 0
    monkeypatch.setattr(child, "SIZE", 9000)
    found = quick("sparql", query)
    assert (found.code, found.out) == (4, "")


def test_the_child_works_from_a_program_of_another_place(tmp_path):
    """The child finds the package wherever the parent did, whatever lies in the working folder."""
    (tmp_path / "json.py").write_text("raise SystemExit('not this one')")
    code = "import sys; sys.path[:0] = [sys.argv[1]]; from kg.sparql.ask import ask; print(ask('ASK {}').form)"
    root = str(Path(kg.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, root], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "ask\n"


# The child, in this process.


def spoken(monkeypatch, capsys, **request):
    """What the child replies to a request."""
    usual = {"text": prepared("ASK {}"), "graph": "", "files": [], "seconds": 3.5, "most": 10}
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps({**usual, **request})))
    child.main()
    return json.loads(capsys.readouterr().out)


def test_the_child_limits_itself_before_it_looks_at_the_query(monkeypatch, capsys, held, own):
    """Memory grows with the data; once the files are read, no more can be opened; an error comes back by name."""
    reply = spoken(monkeypatch, capsys, files=[str(own)])
    size = own.stat().st_size
    assert held == [("AS", child.MEMORY + child.MEMORY_PER_BYTE * size), ("CPU", 5), ("CORE", 0), ("NOFILE", 0)]
    assert (reply["form"], reply["rows"][0][0]["value"]) == ("ask", "true")
    refused = spoken(monkeypatch, capsys, text=prepared("CLEAR ALL"), files=[str(own)])
    assert refused["error"] == "UsageError"
    assert "updates are not allowed" in refused["message"]


def test_memory_that_runs_out_in_python_is_told(monkeypatch, capsys, held):
    """The same line as where the engine runs out of it."""

    def greedy(*_):
        raise MemoryError

    monkeypatch.setattr(child, "_local", greedy)
    assert spoken(monkeypatch, capsys) == {"error": "SearchLimit", "message": str(child.out_of_memory())}
    assert held


def test_a_limit_is_never_above_that_of_the_system(monkeypatch):
    """A hard limit that is lower already is kept; where the system has none, the wanted one is set."""
    for hard, expected in ((resource.RLIM_INFINITY, 100), (60, 60)):
        found = []
        monkeypatch.setattr(resource, "getrlimit", lambda _, hard=hard: (0, hard))
        monkeypatch.setattr(resource, "setrlimit", lambda kind, pair, found=found: found.append((kind, pair)))
        child.hold("AS", 100)
        assert found == [(resource.RLIMIT_AS, (expected, expected))]


def test_without_limits_nothing_is_asked(monkeypatch):
    """Where the system cannot hold a process to limits, a query is refused."""
    monkeypatch.setitem(sys.modules, "resource", None)
    with pytest.raises(UsageError, match="cannot limit the memory of a query; run kg sparql on Linux"):
        child.hold("AS", 100)
