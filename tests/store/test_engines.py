"""The engines of SQL: a store that is asked with one gives the same answers, and what cannot be asked is told."""

import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

import kg
from kg import store
from kg.errors import DataError, SearchLimit, UsageError
from kg.store import duck
from kg.store.engines import where
from tests.reasoning.test_kernel import graph as arrays
from tests.reasoning.test_kernel import line
from tests.store.asked import answer, drawn, questions
from tests.store.parts import write


@pytest.fixture(scope="module")
def own(tmp_path_factory, graph):
    """The program's own graph as a store."""
    return store.stored(graph, tmp_path_factory.mktemp("own") / "graph.kg")


@pytest.fixture
def edges(own, tmp_path):
    """A copy of the edges of a store, and a function that writes them with some columns changed."""
    place = tmp_path / "edges.parquet"
    stored = parquet.read_table(store.store_of(own).folder / "edges.parquet")

    def changed(**columns):
        table = stored
        for name, column in columns.items():
            at = table.schema.get_field_index(name)
            table = table.remove_column(at) if column is None else table.set_column(at, name, pyarrow.array(column))
        parquet.write_table(table, place)
        return str(place)

    return changed


@pytest.mark.parametrize("seed", range(2))
def test_a_question_is_answered_with_an_engine_as_without(tmp_path, seed):
    """The whole answer, and the error, of chains with every option that needs no filter."""
    kept = store.stored(drawn(seed), tmp_path / "graph.kg")
    asked = [(ends, options) for question, ends, options in questions(kept, seed) if question is kg.path]
    for ends, options in asked:
        found = answer(kept, kg.path, ends, {**options, "engine": "duckdb"})
        refused = "takes no filters" in found
        assert refused == (bool({"sources", "with_associations"} & options.keys()) or len(options.get("avoid", ())) > 1)
        assert refused or found == answer(kept, kg.path, ends, options)


def test_the_command_line_names_an_engine_and_its_edges(own, run, edges, tmp_path):
    """The same JSON, also from edges at another place, a folder of parts."""
    asked = "path", "vitamin D deficiency", "back pain", "--json", "--data", store.store_of(own).folder
    parts = tmp_path / "parts [2]"
    parts.mkdir()
    shutil.copy(edges(), parts / "part-0.parquet")
    wanted = run(*asked)
    for options in ([], ["--edges", parts]):
        assert run(*asked, "--engine", "duckdb", *options) == wanted


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"master": "spark://h:1"}, "--master belongs to an engine; give --engine, too"),
        ({"engine": "duckdb", "master": "local"}, "--master names a cluster of Apache Spark; leave it out, or give"),
        ({"edges": "x"}, "--edges belongs to an engine; give --engine, too"),
        ({"engine": "duckdb"}, "--engine asks a store; make one with kg import … --output OUT.kg"),
        ({"engine": "presto"}, "unknown engine “presto”; choose one of: duckdb, spark"),
    ],
)
def test_conditions_that_do_not_belong_together_are_told(graph, options, message):
    """In one line, with what to do; no engine is started for a graph in memory."""
    with pytest.raises(UsageError, match=message):
        kg.path(graph, "vitamin D deficiency", "back pain", **options)


def test_a_package_that_is_not_installed_is_told(own, monkeypatch):
    """With the extra that brings it."""
    for name, package, extra in (("duckdb", "duckdb", "scale"), ("spark", "py4j", "spark")):
        monkeypatch.delitem(sys.modules, f"kg.store.{'duck' if name == 'duckdb' else 'spark'}", raising=False)
        monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(UsageError, match=rf"--engine {name} needs {package}\S*; install it .*\[{extra}\]"):
            kg.path(own, "vitamin D deficiency", "back pain", engine=name)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"cost": None}, "the column cost is missing"),
        ({"used": [1]}, "the column used has BIGINT values"),
        ({"flags": ["x"]}, "the column flags has VARCHAR values"),
        ({"used": [False]}, "these are not the edges of .*: chains use 0 of them, and"),
        ({"head": [10**6]}, "these are not the edges of"),
        ({"cost": [-1]}, "these are not the edges of"),
        ({"tail": [2**40]}, "cannot be read"),
    ],
)
def test_edges_of_another_form_are_told(own, edges, columns, message):
    """Other columns, other types, and the edges of another graph."""
    whole = parquet.read_metadata(store.store_of(own).folder / "edges.parquet").num_rows
    filled = {name: column and column * whole for name, column in columns.items()}
    with pytest.raises(DataError, match=message):
        kg.path(own, "vitamin D deficiency", "back pain", engine="duckdb", edges=edges(**filled))


def test_edges_that_are_missing_are_told(own, tmp_path):
    """A file that is not there, none in a folder, and one that is no Parquet."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "text").write_text("tail,head\n", encoding="utf-8")
    for name in ("gone.parquet", "empty", "text", "https://host.example/edges.parquet"):
        place = name if ":" in name else str(tmp_path / name)
        with pytest.raises(
            DataError, match=r"the edges cannot be read \(.+\); give a Parquet file or a folder"
        ) as told:
            kg.path(own, "vitamin D deficiency", "back pain", engine="duckdb", edges=place)
        assert "\n" not in str(told.value)


def test_what_does_not_fit_into_memory_is_told_and_nothing_is_left(tmp_path, monkeypatch):
    """The temporary folder is gone after an answer and after an error."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    Path(tempfile.tempdir).mkdir()
    write(arrays(9, line(*[0] * 8)), tmp_path / "edges.parquet")
    with closing(duck.Duck(str(tmp_path / "edges.parquet"))) as engine:
        assert engine.keep("two", "SELECT 1 AS a UNION ALL SELECT 2") == 2
        assert len(list(Path(tempfile.tempdir).iterdir())) == 1
        engine._connection.execute("SET max_temp_directory_size = '0B'")
        engine._connection.execute("SET memory_limit = '10MB'")
        with pytest.raises(SearchLimit, match="more than 2GB of memory in DuckDB; try a smaller --max-hops"):
            engine.rows("SELECT a.i, b.i FROM range(3000000) a(i) JOIN range(3000000) b(i) USING (i) ORDER BY 1")
    assert list(Path(tempfile.tempdir).iterdir()) == []


def test_an_engine_is_asked_for_only_if_it_is_named():
    """Without options there is none."""
    assert where(None, None, None) is None
    assert where("spark", "local", "x") == ("spark", "local", "x")
