"""--with and --mappings on the command line, in Python, and for what serves the questions."""

import json
import shlex

import pytest
from msgspec.structs import replace

import kg
from kg.turtle import snapshot
from kg.turtle.write import turtle
from tests import toy
from tests.serving.test_mcp import started, with_client
from tests.serving.test_serve import get, serving


def write(folder, name, graph):
    """Write a graph as a data file."""
    file = folder / f"{name}.ttl"
    file.write_text(turtle(toy.with_passages(graph)), encoding="utf-8", newline="\n")
    return file


@pytest.fixture
def files(tmp_path):
    """Two data files, and mappings that join a concept of each."""
    ours = write(tmp_path, "ours", toy.graph("x increases y @a", "y increases q @cohort"))
    theirs = replace(toy.graph("z decreases w @import", "y increases w @import"), documents={})
    mapped = tmp_path / "map.tsv"
    mapped.write_text(
        "subject_id\tpredicate_id\tobject_id\nconcept:q\tskos:exactMatch\tconcept:z\n"
        "concept:q\tskos:closeMatch\tconcept:w\n",
        encoding="utf-8",
    )
    return ours, write(tmp_path, "theirs", theirs), mapped


def test_the_command_of_an_answer_asks_the_same_graphs(run, files):
    """All files that were given; nothing is added if there are none."""
    ours, theirs, mapped = files
    options = ["--data", ours, "--with", theirs, "--mappings", mapped]
    for given in (options, options[:2], []):
        ends = ("x", "y") if given else ("vitamin D", "falls")
        first = run("path", *ends, "-k", "1", *given, "--json").out
        name, *again = shlex.split(json.loads(first)["command"])
        assert (name, "--data" in again) == ("kg", bool(given))
        assert run(*again, "--json").out == first


def test_each_step_names_its_graph(run, files):
    """In the text and in the JSON, only if there are several graphs."""
    ours, theirs, _ = files
    once = run("path", "x", "w", "--data", ours, "--with", theirs)
    assert once.code == 0
    assert "graphs: ours and theirs, with 1 concept in common" in once.out
    assert "(in ours)" in once.out
    assert "in theirs" in run("path", "x", "w", "--data", ours, "--with", theirs, "--evidence").out
    assert "in theirs" in run("claims", "--data", ours, "--with", theirs).out
    assert "in theirs" in run("effect", "x", "w", "--data", ours, "--with", theirs).out
    found = json.loads(run("path", "x", "w", "--json", "--data", ours, "--with", theirs).out)
    assert [step["graphs"] for step in found["chains"][0]["steps"]] == [["ours"], ["theirs"]]
    assert found["chains"][0]["steps"][0]["evidence"][0]["graphs"] == ["ours"]
    assert [part["name"] for part in found["data"]["overlay"]["graphs"]] == ["ours", "theirs"]
    for question in (("path", "x", "w"), ("effect", "x", "w"), ("effect", "w", "x"), ("loops",)):
        rows = run(*question, "--format", "csv", "--data", ours, "--with", theirs).out.splitlines()
        assert rows[0].endswith(",graphs"), question
        assert not run(*question, "--format", "csv", "--data", ours).out.startswith(rows[0])
    rows = run("path", "x", "w", "--format", "csv", "--data", ours, "--with", theirs).out.splitlines()
    assert [row.rpartition(",")[2] for row in rows] == ["graphs", "ours", "theirs"]
    alone = json.loads(run("path", "x", "q", "--json", "--data", ours).out)
    assert "overlay" not in alone["data"]
    assert "graphs" not in alone["chains"][0]["steps"][0]
    assert "graphs" not in run("path", "x", "q", "--data", ours).out
    lines = json.loads(run("common", "y", "q", "--json", "--data", ours, "--with", theirs).out)
    assert lines["data"]["overlay"]


def test_mappings_join_and_are_counted(run, files):
    """kg stats tells what joined and what did not."""
    ours, theirs, mapped = files
    assert run("path", "x", "w", "--data", ours, "--with", theirs, "--mappings", mapped).code == 0
    told = run("stats", "--data", ours, "--with", theirs, "--mappings", mapped).out
    assert "concepts of theirs also in an earlier graph (of" in told
    assert "1  row of the mappings that says skos:closeMatch, not an exact match" in told


def test_wrong_files_are_told_in_one_line(run, files, tmp_path):
    """A file that is given twice, is missing or malformed, and mappings without another graph."""
    ours, theirs, mapped = files
    copy = tmp_path / "copy.ttl"
    copy.write_bytes(theirs.read_bytes())
    (tmp_path / "bad.ttl").write_text("x", encoding="utf-8")
    (tmp_path / "bad.tsv").write_text("x\n", encoding="utf-8")
    for options, message in (
        (("--with", ours), f"kg: {ours} is given twice; give each graph once\n"),
        (("--with", theirs, "--with", copy), f"kg: {copy} has the same content as {theirs}; give each graph once\n"),
        (("--with", tmp_path / "no.ttl"), "no.ttl: cannot be read (No such file or directory)"),
        (("--with", tmp_path / "bad.ttl"), "bad.ttl:1: not valid Turtle"),
        (("--with", theirs, "--mappings", tmp_path / "no.tsv"), "no.tsv: cannot be read"),
        (("--with", theirs, "--mappings", tmp_path / "bad.tsv"), "bad.tsv:1: not an SSSOM table"),
        (
            ("--mappings", mapped),
            "kg: mappings join two graphs, and there is only one; give another with --with FILE\n",
        ),
    ):
        told = run("effect", "x", "y", "--data", ours, *options)
        assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
        assert message in told.err


def test_filters_hold_for_all_graphs(run, files):
    """A source of either graph can be ignored."""
    ours, theirs, _ = files
    asked = ("path", "x", "w", "--data", ours, "--with", theirs)
    assert run(*asked, "--without", "import").code == 1
    assert run(*asked, "--without", "cohort").code == 0
    assert run(*asked, "--sources", "pages").code == 1


@pytest.mark.usefixtures("cache")
def test_the_snapshot_follows_every_file(files, monkeypatch):
    """The second time it is read from the cache; a changed file, or other mappings, make another graph."""
    ours, theirs, mapped = files
    first = kg.load(ours, with_=[theirs], mappings=[mapped])
    made = []
    monkeypatch.setattr(snapshot, "put", lambda name, _: made.append(name))
    again = kg.load(ours, with_=[theirs], mappings=mapped)
    assert again == first
    assert again.influences == first.influences
    assert made == []
    assert kg.load(ours, with_=[theirs]) != first
    mapped.write_text(mapped.read_text("utf-8") + "concept:x\tskos:exactMatch\tconcept:w\n", encoding="utf-8")
    assert kg.load(ours, with_=[theirs], mappings=mapped).overlay.exact == 2
    theirs.write_text(theirs.read_text("utf-8").replace("Says 0.", "Says it."), encoding="utf-8")
    assert "Says it." in {item.says for item in kg.load(ours, with_=[theirs]).evidence.values()}
    assert len(set(made)) == 4


def test_graphs_of_one_name_get_two(tmp_path):
    """The program's own data has the program's name."""
    (tmp_path / "sub").mkdir()
    one = write(tmp_path, "mine", toy.graph("x increases y"))
    two = write(tmp_path / "sub", "mine", toy.graph("x increases z"))
    assert [part.name for part in kg.load(with_=[one, two]).overlay.graphs] == ["vitamin-d-kg", "mine", "mine-2"]


def test_sparql_asks_all_graphs(run, files):
    """The query runs on the one graph that they make."""
    ours, theirs, _ = files
    query = "SELECT DISTINCT ?name { ?item vocab:graph ?name } ORDER BY ?name"
    found = run("sparql", query, "--data", ours, "--with", theirs, "--json")
    assert [row[0]["value"] for row in json.loads(found.out)["rows"]] == ["ours", "theirs"]
    assert [part["name"] for part in json.loads(found.out)["data"]["overlay"]["graphs"]] == ["ours", "theirs"]
    assert run("sparql", query, "--data", ours).code == 1


def test_exports_pictures_and_the_site_take_several_graphs(run, files, tmp_path):
    """The data of the program is no longer alone."""
    ours, theirs, _ = files
    both = ("--data", ours, "--with", theirs)
    assert "theirs" in run("export", "n-triples", *both).out
    assert run("render", "--focus", "x", "--output", tmp_path / "x.html", *both).code == 0
    assert run("site", "--output", tmp_path / "site", *both).code == 0
    assert "theirs" not in run("fmt", "--help").out
    assert "--with" not in run("add", "--help").out
    assert "--with" not in run("verify", "--help").out


def test_servers_are_started_with_several_graphs(files):
    """Agents and programs ask all of them."""
    ours, theirs, _ = files
    options = ("--data", str(ours), "--with", str(theirs))

    async def talk(client):
        return await client.call_tool("path", {"source": "x", "target": "w"})

    told = with_client(started(*options), talk).structured_content
    assert [step["graphs"] for step in told["chains"][0]["steps"]] == [["ours"], ["theirs"]]
    with serving(kg.load(ours, with_=[theirs])) as port:
        assert get(port, "/api/path?source=x&target=w").json["chains"] == told["chains"]
