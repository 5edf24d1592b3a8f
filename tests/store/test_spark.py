"""What surrounds Apache Spark, without it: its sessions are those of a stand-in that hands the SQL to DuckDB.

That Spark itself understands the SQL is tested on a cluster, in test_cluster.py.
"""

# ruff: noqa: D102, N802 - the methods that Spark has
import importlib
import socket
import sys
from contextlib import closing
from itertools import islice
from types import ModuleType, SimpleNamespace

import duckdb
import numpy as np
import pytest

from kg.errors import DataError, UsageError
from kg.reasoning.arrays import kernel, pruned
from kg.store import engines
from tests.reasoning.test_kernel import graph, line
from tests.store.parts import write


class JavaError(Exception):
    """What a failed call of Java raises."""


class Session:
    """A session of Spark as far as an engine uses it, with DuckDB at work."""

    stopped = 0

    def __init__(self, master="local[*]"):
        self.database = duckdb.connect()
        self.conf = SimpleNamespace(set=lambda *_: None)
        self.read = SimpleNamespace(parquet=lambda place: Frame(self, self.database.read_parquet(place)))
        held = SimpleNamespace(getExecutorMemoryStatus=lambda: SimpleNamespace(size=lambda: 1 + self.workers))
        java = SimpleNamespace(sc=lambda: held)
        self.sparkContext = SimpleNamespace(master=master, defaultParallelism=2, _jsc=java)
        self.workers = 1

    def newSession(self):
        return self

    def sql(self, text):
        try:
            return Frame(self, self.database.sql(text))
        except duckdb.Error as error:
            raise JavaError(error) from None

    def stop(self):
        Session.stopped += 1


class Frame:
    """Rows of a session."""

    def __init__(self, session, rows):
        self.session, self.rows = session, rows
        self.dtypes = [(name, str(kind).lower()) for name, kind in zip(rows.columns, rows.types, strict=True)]

    def persist(self, _=None):
        return self

    unpersist = persist

    def localCheckpoint(self, *, eager):
        assert not eager
        return self

    def createOrReplaceTempView(self, name):
        self.session.database.register(name, self.rows.to_arrow_table())

    def count(self):
        return len(self.rows)

    def toArrow(self):
        return self.rows.to_arrow_table()


@pytest.fixture
def spark(monkeypatch):
    """The engine with the stand-in; ``starts`` lists what was started, ``fails`` is raised there."""
    told = SimpleNamespace(starts=[], fails=None, session=Session())

    def launched(conf, popen_kwargs):
        told.starts.append(conf)
        popen_kwargs["stderr"].write(b"one\nUnsupportedClassVersionError: 61.0\n")
        if told.fails:
            raise told.fails
        return "gateway"

    class Context:
        _gateway = _active_spark_context = None

        def __init__(self, conf, gateway):
            assert (conf, gateway) == (told.starts[-1], "gateway")

    class Conf(dict):
        setMaster = lambda self, master: self | {"master": master} and self  # noqa: E731, N815
        setAppName = lambda self, _: self  # noqa: E731, N815
        setAll = lambda self, pairs: self.update(pairs)  # noqa: E731, N815

    builder = SimpleNamespace(config=lambda conf: builder, getOrCreate=lambda: told.session)  # noqa: ARG005
    modules = {
        "py4j": {},
        "py4j.protocol": {"Py4JError": JavaError},
        "pyspark": {
            "SparkConf": lambda loadDefaults: Conf(),  # noqa: ARG005, N803
            "SparkContext": Context,
            "StorageLevel": SimpleNamespace(MEMORY_AND_DISK=1),
        },
        "pyspark.errors": {"PySparkException": duckdb.Error},
        "pyspark.java_gateway": {"launch_gateway": launched},
        "pyspark.sql": {
            "DataFrame": Frame,
            "SparkSession": SimpleNamespace(builder=builder),
        },
    }
    for name, content in modules.items():
        module = ModuleType(name)
        vars(module).update(content)
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.delitem(sys.modules, "kg.store.spark", raising=False)
    monkeypatch.setattr("shutil.which", lambda *_, **__: "java")
    monkeypatch.setattr(Session, "stopped", 0)
    told.module = importlib.import_module("kg.store.spark")
    yield told
    sys.modules.pop("kg.store.spark", None)
    vars(sys.modules["kg.store"]).pop("spark", None)


@pytest.fixture
def edges(tmp_path):
    """The edges of a small graph."""
    write(graph(5, line(0, 1, 2, 0)), tmp_path / "edges.parquet")
    return str(tmp_path / "edges.parquet")


def test_the_queries_go_to_a_session_that_ends_with_the_engine(spark, edges):
    """Also if Java runs already; the answer is that of the kernel."""
    store = SimpleNamespace(folder=edges, search=SimpleNamespace(head=np.zeros(4)), concepts=range(5))
    for started in (1, 2):
        with engines.engine(store, engines.Where("spark", None, edges)) as engine:
            found = list(pruned.routes(engine, 5, 0, 4, 8, 3))
            assert found == list(islice(kernel.routes(graph(5, line(0, 1, 2, 0)), 0, 4, 8), 3))
            assert len(found) == 1
        assert (len(spark.starts), Session.stopped) == (1, started)
        sys.modules["pyspark"].SparkContext._gateway = object()
    assert spark.starts[0]["spark.driver.bindAddress"] == "127.0.0.1"


def test_an_active_session_is_used_and_left_open(spark, edges, monkeypatch):
    """But not if another cluster is asked for."""
    spark.session = Session("spark://h:1")
    monkeypatch.setattr(sys.modules["pyspark"].SparkContext, "_active_spark_context", spark.session.sparkContext)
    with closing(spark.module.Spark(edges, "spark://h:1")) as engine:
        assert engine.keep("two", "SELECT 1 AS a UNION ALL SELECT 2") == 2
    assert (spark.starts, Session.stopped) == ([], 0)
    with pytest.raises(DataError, match="the edges cannot be read"):
        spark.module.Spark(f"{edges}/gone")
    assert Session.stopped == 0
    with pytest.raises(UsageError, match="Spark is active at spark://h:1; stop it, or leave out the master"):
        spark.module.Spark(edges, "local")


@pytest.mark.parametrize("master", ["yarn", "spark://", "spark://h", "spark://h:x", "local[0]", "spark://h:1;rm"])
def test_a_master_of_another_form_is_told(spark, edges, master):
    """Nothing is started for it."""
    with pytest.raises(UsageError, match=r"unknown master “.*”; give spark://HOST:PORT, or local for this machine"):
        spark.module.Spark(edges, master)
    assert spark.starts == []


def test_a_cluster_that_does_not_answer_is_told(spark, edges, monkeypatch):
    """After a bounded time: if no master is there, and if it has no worker for us. Any one master will do."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        spark.session = Session(f"spark://127.0.0.1:99999,127.0.0.1:{port}")
        with closing(spark.module.Spark(edges, spark.session.sparkContext.master)):
            assert "spark.driver.host" not in spark.starts[0]
        monkeypatch.setattr(spark.module, "WORKS", 0.1)
        spark.session.workers = 0
        with pytest.raises(UsageError, match=r"gave no worker within 0\.1 seconds; have its workers free cores"):
            spark.module.Spark(edges, f"spark://127.0.0.1:{port}")
        assert Session.stopped == 2
    with pytest.raises(UsageError, match=rf"no cluster answers at spark://127\.0\.0\.1:{port} \(.*refused.*its master"):
        spark.module.Spark(edges, f"spark://127.0.0.1:{port}")


def test_a_java_that_is_missing_or_too_old_is_told(spark, edges, monkeypatch):
    """With the last line that it said."""
    spark.fails = JavaError("gateway exited")
    with pytest.raises(
        UsageError, match=r"does not start at local \(gateway exited UnsupportedClassVersionError: 61.0"
    ):
        spark.module.Spark(edges, "local")
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    with pytest.raises(UsageError, match="Apache Spark needs Java 17 or later; install it, and set JAVA_HOME"):
        spark.module.Spark(edges, "local")


def test_what_fails_on_a_cluster_is_told(spark, edges):
    """In one line; the session is stopped if the edges cannot be read."""
    with pytest.raises(DataError, match=r"gone: the edges cannot be read \(IO Error: [^\n]*\); give a Parquet file"):
        spark.module.Spark(f"{edges}/gone")
    assert Session.stopped == 1
    with closing(spark.module.Spark(edges)) as engine:
        java = JavaError()
        java.java_exception = SimpleNamespace(toString=lambda: "java.lang.Lost: a\nb")
        assert "(java.lang.Lost: a); ask again" in str(engine._stopped(java))
        for ask in (engine.rows, lambda text: engine.keep("x", text)):
            with pytest.raises(DataError, match=r"Apache Spark could not answer \(Catalog Error: [^\n]*\); ask again"):
                ask("SELECT * FROM nowhere")
