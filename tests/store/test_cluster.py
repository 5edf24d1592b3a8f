"""A real cluster of Apache Spark, a master and two workers on this machine, answers as the kernel does."""

import shutil
import socket
import subprocess
import time
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from kg import store
from kg.reasoning.arrays import kernel, pruned
from tests.store.parts import write

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.skipif(not shutil.which("java"), reason="there is no Java"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # sockets of pyspark
]
pyspark = pytest.importorskip("pyspark")
#: Java starts sooner, and is as fast for so little.
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
DEFAULTS = """spark.executor.memory 512m
spark.driver.host 127.0.0.1
spark.sql.codegen.wholeStage false
"""


def free_port():
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """The address of a cluster, which is stopped at the end whatever happens."""
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "spark-defaults.conf").write_text(DEFAULTS, encoding="utf-8")
    loop, port = "127.0.0.1", free_port()
    address = f"spark://{loop}:{port}"
    settings = {
        "JAVA_TOOL_OPTIONS": JAVA,
        "SPARK_LOCAL_IP": loop,
        "SPARK_CONF_DIR": str(folder),
        "SPARK_HOME": str(Path(pyspark.__file__).parent),
    }
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack, (folder / "log").open("wb") as log:
        for name, value in settings.items():
            patch.setenv(name, value)

        def start(role, *options):
            """Start a program of the cluster; it is stopped when the stack is left."""
            program = [f"{settings['SPARK_HOME']}/bin/spark-class", f"org.apache.spark.deploy.{role}"]
            given = ["--host", loop, "--webui-port", "0", *options]
            process = subprocess.Popen([*program, *given], stdout=log, stderr=log, cwd=folder)
            stack.callback(stop, process)

        start("master.Master", "--port", str(port))
        wait_for(port)
        for _ in range(2):
            start("worker.Worker", "--cores", "1", "--memory", "600M", "--work-dir", str(folder / "work"), address)
        yield address
        if (gateway := pyspark.SparkContext._gateway) is not None:
            gateway.shutdown()
            pyspark.SparkContext._gateway = None
            gateway.proc.stdin.close()
            gateway.proc.wait(30)


def stop(process):
    """End a program, at the latest after some seconds by force."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for(port):
    """Wait until somebody listens at a port."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the master of the cluster does not start")


def drawn(edges):
    """A random signed graph in which a few nodes have very many edges."""
    dice = np.random.default_rng(edges)
    n = edges // 10
    tail, head = (n * dice.random((2, edges)) ** 2).astype(np.int64)
    keys = np.unique(tail * n + head)
    flags = dice.choice(3, keys.size, p=[0.55, 0.3, 0.15]) | dice.choice([4, 8, 12], keys.size)
    return kernel.csr(n, keys // n, keys % n, flags, dice.integers(10_000, 1_000_000, keys.size)), dice


def questions(dice, nodes):
    """Questions with each of the options."""
    for i in range(20):
        source, target, other, *barred = dice.integers(nodes, size=13).tolist()
        options = [
            {},
            {"ends": frozenset({i % 3}), "start": 1},
            {"via": [other]},
            {"barred": barred, "extra": kernel.Extra([barred[0], source], [target, nodes], [1, 2], [5, 5])},
            {"stated_only": True, "dearest": 800_000},
        ][i % 5]
        yield (source, target, 8 if not i else 2 + i % 2), {"most": 5 if i % 2 else 100, **options}


def test_twenty_questions_on_100_000_edges_are_answered_as_by_the_kernel(cluster, tmp_path):
    """From Parquet in four parts: the same paths in the same order."""
    from kg.store.spark import Spark

    arrays, dice = drawn(100_000)
    nodes = arrays.start.size - 1
    write(arrays, tmp_path / "edges", parts=4)
    total = 0
    with closing(Spark(str(tmp_path / "edges"), cluster)) as engine:
        assert engine.rows("SELECT COUNT(*) AS n FROM edges")["n"].tolist() == [arrays.head.size]
        for ends, options in questions(dice, nodes):
            most, conditions = options.pop("most"), kernel.Conditions(**options)
            found = list(pruned.routes(engine, nodes, *ends, most, conditions))
            assert found == list(islice(kernel.routes(arrays, *ends, conditions), most)), (ends, conditions)
            total += len(found)
    assert total > 50


def test_the_command_line_asks_a_cluster(cluster, tmp_path, graph, run):
    """The same JSON as without one; edges that the workers cannot read are told, and a cluster that is not there."""
    place = tmp_path / "graph.kg"
    store.stored(graph, place)
    (tmp_path / "parts").mkdir()
    shutil.copy(place / "edges.parquet", tmp_path / "parts")
    asked = "path", "vitamin D deficiency", "bone pain", "--data", place, "--json", "--sign", "+", "--max-hops", 2
    spark = "--engine", "spark", "--master"
    parts = "--edges", tmp_path / "parts"
    assert run(*asked, *spark, cluster, *parts) == run(*asked)
    missing = run(*asked, *spark, cluster, "--edges", f"file://{tmp_path}/gone")
    assert (missing.code, missing.out) == (2, "")
    assert "the edges cannot be read (" in missing.err
    nobody = f"spark://127.0.0.1:{free_port()}"
    told = run(*asked, *spark, nobody, *parts)
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert f"no cluster answers at {nobody} (" in told.err
