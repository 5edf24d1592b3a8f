"""Apache Spark as an engine: it works on a cluster, or on all cores of this machine.

Only SQL runs there: a cluster needs nothing of this package, and no Python.
"""

from __future__ import annotations

import re
import shutil
import socket
import tempfile
import time
from collections.abc import Mapping
from os import environ
from pathlib import Path
from typing import Any

from numpy.typing import NDArray
from py4j.protocol import Py4JError
from pyspark import SparkConf, SparkContext, StorageLevel
from pyspark.errors import PySparkException
from pyspark.java_gateway import launch_gateway
from pyspark.sql import DataFrame, SparkSession

from kg.errors import DataError, UsageError
from kg.store.edges import EDGES, check_columns, problem

#: Seconds until a cluster must accept a connection, and until it must give a worker.
CONNECTS, WORKS = 10, 60
#: This machine, and the memory that Spark takes here.
HERE, MEMORY = "local[*]", "2g"
#: A cluster has one master, or more that stand by.
_CLUSTER = re.compile(r"spark://([\w.-]+:\d{1,5}(?:,[\w.-]+:\d{1,5})*)")
_HERE = re.compile(r"local(\[([1-9]\d{0,2}|\*)\])?")


class Spark:
    """The edges of Parquet files as a table of Apache Spark, which its workers keep in memory, or on their disks.

    A session that is active in this process is used, and left open; otherwise one is started, and stopped at the end.
    """

    def __init__(self, place: str, master: str | None = None) -> None:
        self._place = place
        active = SparkContext._active_spark_context  # noqa: SLF001 - of any thread
        if active is not None and master not in (None, active.master):
            raise UsageError(f"Spark is active at {active.master}; stop it, or leave out the master")
        self._started = active is None
        whole = _session(master or HERE) if active is None else SparkSession.builder.getOrCreate()
        try:
            _await_worker(whole.sparkContext)
            self._session = whole.newSession()
            cores = whole.sparkContext.defaultParallelism
            self._session.conf.set("spark.sql.shuffle.partitions", str(max(2, cores)))
            self._edges = self._read().persist(StorageLevel.MEMORY_AND_DISK)
            self._edges.createOrReplaceTempView("edges")
        except BaseException:
            if self._started:
                whole.stop()
            raise

    def _read(self) -> DataFrame:
        here = Path(self._place)
        try:
            stored = self._session.read.parquet(here.resolve().as_uri() if here.exists() else self._place)
        except (PySparkException, Py4JError) as error:
            raise problem(self._place, _first_line(error)) from None
        check_columns(self._place, dict(stored.dtypes))
        stored.createOrReplaceTempView("stored")
        return self._session.sql(EDGES.format("stored"))

    def keep(self, name: str, sql: str) -> int:
        """Keep the answer of a query as a table on the workers; the number of its rows."""
        try:
            found = self._session.sql(sql).localCheckpoint(eager=False)
            found.createOrReplaceTempView(name)
            return int(found.count())
        except (PySparkException, Py4JError) as error:
            raise self._stopped(error) from None

    def rows(self, sql: str) -> Mapping[str, NDArray[Any]]:
        """The columns of the answer of a query."""
        try:
            found = self._session.sql(sql).toArrow()
        except (PySparkException, Py4JError) as error:
            raise self._stopped(error) from None
        return {name: found[name].to_numpy() for name in found.column_names}

    def _stopped(self, error: Exception) -> DataError:
        return DataError(
            f"Apache Spark could not answer ({_first_line(error)}); ask again, and look whether each worker has "
            f"memory left and can read {self._place}"
        )

    def close(self) -> None:
        """Stop the session if it was started here, else free its memory."""
        if self._started:
            self._session.stop()
        else:
            self._edges.unpersist()


def _session(master: str) -> SparkSession:
    """A new session; what Java says is kept for an error alone."""
    cluster = _CLUSTER.fullmatch(master)
    if not cluster and not _HERE.fullmatch(master):
        raise UsageError(f"unknown master “{master}”; give spark://HOST:PORT, or local for this machine")
    if not shutil.which("java") and not shutil.which("java", path=f"{environ.get('JAVA_HOME', '')}/bin"):
        raise UsageError("Apache Spark needs Java 17 or later; install it, and set JAVA_HOME")
    conf = SparkConf(loadDefaults=False)
    settings = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
    if cluster:
        _reach(cluster[1].split(","))
    else:
        loop = "127.0.0.1"  # nothing outside this machine can connect
        settings |= {"spark.driver.host": loop, "spark.driver.bindAddress": loop, "spark.driver.memory": MEMORY}
    conf.setMaster(master).setAppName("vitamin-d-kg").setAll(list(settings.items()))
    with tempfile.TemporaryFile() as said:
        try:
            if SparkContext._gateway is None:  # noqa: SLF001 - there is no other way to catch what Java says
                gateway = launch_gateway(conf, popen_kwargs={"stderr": said})
                SparkContext(conf=conf, gateway=gateway)
            return SparkSession.builder.config(conf=conf).getOrCreate()
        except (PySparkException, Py4JError) as error:
            said.seek(0)
            last = next(reversed(said.read().decode(errors="replace").splitlines()), "")
            why = f"{_first_line(error)} {last}".strip()
            raise UsageError(f"Apache Spark does not start at {master} ({why}); it needs Java 17 or later") from None


def _reach(masters: list[str]) -> None:
    """Raise UsageError if no master accepts a connection."""
    why: OSError | None = None
    for host, _, port in (master.rpartition(":") for master in masters):
        try:
            socket.create_connection((host, int(port)), CONNECTS).close()
        except (OSError, OverflowError) as error:
            why = OSError(error)
        else:
            return
    raise UsageError(f"no cluster answers at spark://{','.join(masters)} ({why}); is its master running?")


def _await_worker(context: SparkContext) -> None:
    """Wait until a cluster gives a worker; raises UsageError after some time."""
    end = time.monotonic() + WORKS
    held = context._jsc.sc().getExecutorMemoryStatus  # noqa: SLF001 - of the workers and of this process
    while context.master.startswith("spark:") and held().size() == 1:
        if time.monotonic() > end:
            raise UsageError(
                f"the cluster at {context.master} gave no worker within {WORKS} seconds; have its workers free cores "
                "and memory, and can they reach this machine?"
            )
        time.sleep(0.1)


def _first_line(error: Exception) -> str:
    """The cause of an error, in one line."""
    java = getattr(error, "java_exception", None)
    text = str(java.toString() if java is not None else error)
    return text.strip().partition("\n")[0]
