"""Asking a SPARQL server, a real one and some that misbehave."""

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from kg import resources
from kg.errors import DataError, SearchLimit, UsageError
from kg.sparql.ask import ask
from kg.sparql.child import reply
from kg.sparql.endpoint import address, fetch
from kg.sparql.results import Cell
from kg.turtle.parse import parse

TABLE = "application/sparql-results+json"


def free_port():
    """A port of this machine on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


# A real one.


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory):
    """The address of an Oxigraph server on this machine that holds our data and cannot change it."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the oxigraph server is not installed")
    place = tmp_path_factory.mktemp("oxigraph") / "store"
    files = [word for name in ("triples.ttl", "vocabulary.ttl") for word in ("--file", resources.data(name))]
    loaded = subprocess.run([program, "load", "--location", place, *files], capture_output=True, check=False)
    port = free_port()
    command = [program, "serve-read-only", "--location", place, "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(100):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                time.sleep(0.1)
            else:
                pytest.skip(f"the oxigraph server does not start: {loaded.stderr.decode()[-200:]}")
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.kill()


@pytest.mark.parametrize("name", ["contested-claims", "claims-by-relation", "relief-of-back-pain-in-trials"])
def test_a_server_answers_as_the_data_here_does(oxigraph, run, name):
    """The same ready query has the same answer from a server that holds the same data."""
    here, there = run("sparql", "--name", name), run("sparql", "--name", name, "--endpoint", oxigraph)
    assert there == here
    answer = json.loads(run("sparql", "--name", name, "--endpoint", oxigraph, "--json").out)
    assert answer["data"] == {"endpoint": oxigraph}
    assert answer["question"]["endpoint"] == oxigraph


def test_a_server_describes_and_constructs(oxigraph, run):
    """Triples of a server are printed as those of a file."""
    here, there = (
        run("sparql", "--name", "pain-network"),
        run("sparql", "--name", "pain-network", "--endpoint", oxigraph),
    )
    assert there == here
    assert there.code == 0


def test_an_error_in_a_broken_answer_is_told(oxigraph, run):
    """What the server writes into the middle of its answer, with status 200, is told in one line."""
    query = "SELECT * { ?s ?p ?o SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }"
    found = run("sparql", query, "--endpoint", oxigraph)
    assert (found.code, found.out, found.err.count("\n")) == (2, "", 1)
    assert "its answer cannot be read; it ends “" in found.err
    assert "not allowed" in found.err


def test_a_refusal_of_the_server_is_told(oxigraph, run):
    """What the server says of a wrong query comes with its status."""
    found = run("sparql", "SELEC * {}", "--endpoint", oxigraph)
    assert (found.code, found.err.count("\n")) == (2, 1)
    assert "answers 400 Bad Request: error at" in found.err


# Some that misbehave.


class Script(BaseHTTPRequestHandler):
    """Answers each path in its own bad way."""

    asked = []  # noqa: RUF012 - what was asked for, by all requests

    def do_POST(self):
        """Answer by the path."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, parse_qs(body.decode()).get("query", [""])[0], self.headers["Accept"]))
        status, kind, text, *location = PAGES[self.path]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if location:
            self.send_header("Location", location[0])
        self.end_headers()
        with contextlib.suppress(OSError):
            if self.path == "/slow":
                for _ in range(40):
                    self.wfile.write(b" ")
                    self.wfile.flush()
                    time.sleep(0.2)
            self.wfile.write(text.encode())

    def log_message(self, *_):
        """Say nothing."""


ROW = '{"head": {"vars": ["x"]}, "results": {"bindings": [%s]}}'
PAGES = {
    "/good": (
        200,
        f"{TABLE}; charset=utf-8",
        ROW % '{"x": {"type": "typed-literal", "value": "7", "datatype": "x:i"}}, {}',
    ),
    "/ask": (200, TABLE, '{"head": {}, "boolean": false}'),
    "/turtle": (200, "text/turtle", "<a> <x:b> <x:c>, <x:c> ."),
    "/moved": (308, "text/plain", "", "/good"),
    "/found": (302, "text/plain", "", "/good"),
    "/round": (307, "text/plain", "", "/round"),
    "/away": (307, "text/plain", "", "http://elsewhere.example/\x7f"),
    "/file": (302, "text/plain", "", "file:///etc/hostname"),
    "/html": (200, "text/html", "<p>Welcome</p>"),
    "/error": (500, "text/plain", "out of\n\x1b[31m luck"),
    "/broken": (200, TABLE, '{"head": {"vars": ["x"]}, "results": {"bindings": [out of\n\x1b[31m luck'),
    "/list": (200, TABLE, "[1, 2]"),
    "/number": (200, TABLE, "7"),
    "/shape": (200, TABLE, '{"head": {"vars": ["x"]}, "results": {"bindings": 7}}'),
    "/maybe": (200, TABLE, '{"boolean": "yes"}'),
    "/name": (200, TABLE, '{"head": {"vars": [7]}, "results": {"bindings": []}}'),
    "/value": (200, TABLE, ROW % '{"x": {"type": "uri", "value": 7}}'),
    "/cell": (200, TABLE, ROW % '{"x": {"type": "triple", "value": {}}}'),
    "/deep": (200, TABLE, "[" * 200_000),
    "/bad-turtle": (200, "text/turtle", "<x:a> <x:b>"),
    "/large": (200, TABLE, " " * 5000),
    "/slow": (200, TABLE, "{}"),
}


@pytest.fixture(scope="module")
def bad():
    """The address of a server that misbehaves."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Script) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/good", "/moved", "/found"])
def test_a_table_is_read(bad, path):
    """Rows are read as the standard writes them; where the server has moved its service, the question goes along."""
    answer = fetch("SELECT ?x {}", bad + path, 10, 1000)
    assert answer.columns == ("x",)
    assert answer.rows == ((Cell("literal", "7", datatype="x:i"),), (None,))
    assert Script.asked[-1][:2] == ("/good", "SELECT ?x {}")
    assert Script.asked[-1][2].startswith(TABLE)


def test_truth_and_triples_are_read(bad):
    """ASK and CONSTRUCT are told by what comes back; relative names are those of the server."""
    assert fetch("ASK {}", f"{bad}/ask", 10, 1000).rows[0][0].value == "false"
    answer = fetch("CONSTRUCT WHERE { ?s ?p ?o }", f"{bad}/turtle", 1, 1000)
    assert [cell.value for cell in answer.rows[0]] == [f"{bad}/a", "x:b", "x:c"]
    assert parse(answer.turtle.encode(), Path("out")) == {f"{bad}/a": {"x:b": ["x:c"]}}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/round", "answers 307"),
        ("/away", "redirects to http://elsewhere.example/%7F; ask that address if you trust it"),
        ("/file", "answers 302"),
        ("/html", "answers text/html, which is not the result of a query"),
        ("/error", "answers 500 Internal Server Error: out of [31m luck; change the query"),
        ("/broken", "its answer cannot be read; it ends “"),
        ("/list", "cannot be read"),
        ("/number", "cannot be read"),
        ("/shape", "cannot be read"),
        ("/maybe", "cannot be read"),
        ("/name", "cannot be read"),
        ("/value", "cannot be read"),
        ("/cell", "cannot be read"),
        ("/deep", "cannot be read"),
        ("/bad-turtle", "cannot be read"),
    ],
)
def test_what_is_no_answer_is_told_in_one_line(bad, path, told):
    """Errors, redirects elsewhere and broken answers end in one line that cannot steer the terminal."""
    with pytest.raises(DataError) as error:
        fetch("ASK {}", bad + path, 10, 1_000_000)
    assert told in str(error.value)
    assert str(error.value).startswith(bad)
    assert str(error.value).isprintable()


def test_an_answer_past_a_limit_is_not_read(bad):
    """Too many bytes and too many rows are refused."""
    with pytest.raises(SearchLimit, match="more than 0 MB"):
        fetch("ASK {}", f"{bad}/large", 10, 4000)
    with pytest.raises(SearchLimit, match="more than 1 rows"):
        fetch("ASK {}", f"{bad}/good", 1, 4000)


def test_a_server_that_drips_is_left(bad):
    """A byte now and then does not keep the question open past its time."""
    begun = time.monotonic()
    with pytest.raises(SearchLimit, match=r"no answer within 1\.5 s"):
        ask("ASK {}", endpoint=f"{bad}/slow", timeout=1.5)
    assert time.monotonic() - begun < 3.5


def test_a_closed_connection_is_told():
    """A server that hangs up, in its first words or in the middle of an error, is told in one line."""
    begun = b"HTTP/1.1 500 Error\r\nTransfer-Encoding: chunked\r\n\r\nzebra"
    ends = ((b"", "no answer (Remote end closed"), (b"zebra\r\n", "no answer (zebra"), (begun, "answers 500 Error"))
    for words, told in ends:
        with socket.create_server(("127.0.0.1", 0)) as server:

            def once(server=server, words=words):
                connection, _ = server.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(words)

            thread = threading.Thread(target=once)
            thread.start()
            with pytest.raises(DataError) as error:
                fetch("ASK {}", f"http://127.0.0.1:{server.getsockname()[1]}/", 10, 1000)
            thread.join()
        assert told in str(error.value)
    with pytest.raises(DataError, match=r"gives no answer \(.*refused"):
        fetch("ASK {}", f"http://127.0.0.1:{free_port()}/", 10, 1000)


@pytest.mark.parametrize(
    "url", ["https://query.example/sparql", "http://localhost:7878/query", "http://127.0.0.2/", "http://[::1]:80/query"]
)
def test_https_and_this_machine_may_be_asked(url):
    """https anywhere, http on loopback."""
    assert address(url) == url


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://query.example/sparql", "use https"),
        ("http://10.0.0.1/", "use https"),
        ("http://localhost.example/", "use https"),
        ("https://me:secret@query.example/", "name or password"),
        ("file:///etc/hostname", "not the address of a server"),
        ("ftp://query.example/", "not the address of a server"),
        ("query.example", "not the address of a server"),
        ("https://", "not the address of a server"),
        ("https://query.example:port/", "not the address of a server"),
        ("https://[::1/", "not the address of a server"),
        ("https://query.example/ x", "not the address of a server"),
        ("https://query.example/\r\nX: y", "not the address of a server"),
        ("https://quéry.example/", "not the address of a server"),
    ],
)
def test_other_addresses_are_refused(url, told):
    """Files, plain http elsewhere, passwords and what is no address are refused before anything is sent."""
    with pytest.raises(UsageError, match=told) as error:
        ask("ASK {}", endpoint=url)
    assert "secret" not in str(error.value)
    assert str(error.value).isprintable()


def test_the_child_asks_the_server(bad, monkeypatch):
    """In the child the server is asked instead of the data, also on a system that cannot hold it to limits."""
    monkeypatch.setitem(sys.modules, "resource", None)
    request = {"text": "ASK {}", "files": [], "endpoint": f"{bad}/ask", "seconds": 3, "most": 10, "size": 1000}
    assert reply(request)["form"] == "ask"


def test_the_limits_hold_for_a_server(oxigraph, run):
    """Rows and time are limited as they are here."""  # last, as the server goes on for a while
    six = run("sparql", "SELECT * { ?s ?p ?o } LIMIT 6", "--endpoint", oxigraph, "--limit", 5)
    assert "more than 5 rows" in six.err
    begun = time.monotonic()
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    found = run("sparql", query, "--endpoint", oxigraph, "--timeout", 2)
    assert time.monotonic() - begun < 4
    assert (found.code, "no answer within 2 s" in found.err) == (4, True)
