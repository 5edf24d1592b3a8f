"""The site and the questions over HTTP, asked of a real server on this machine."""

import asyncio
import contextlib
import gc
import http.client
import json
import re
import select
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from typing import NamedTuple
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import kg.serving
from kg import limits
from kg.errors import SearchLimit, UsageError
from kg.model.schema import schema
from kg.serving import agents, connections, web
from kg.serving.questions import Question
from kg.serving.workers import Workers
from kg.website import site
from tests import drawn, toy
from tests.serving.test_mcp import with_client
from tests.serving.test_questions import LINES, QUESTIONS, Said

#: What only programs read.
TAGS = "\U000e0041\u200b\u2060"
PAIR = urlencode({"source": "vitamin D deficiency", "target": "back pain"})


class Got(NamedTuple):
    """What came back."""

    code: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        """The body as values; only if it says that it is JSON."""
        assert self.headers["content-type"] in ("application/json", "application/schema+json")
        return json.loads(self.body)


def get(port, path, method="GET", **headers):
    """What a server on this machine answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with contextlib.closing(connection):
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return Got(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())


@contextlib.contextmanager
def serving(graph, **options):
    """The port of a server that runs meanwhile."""
    with web.bind("127.0.0.1", 0) as listening:
        server = web.server(web.application(graph, "<p>page</p>", **options))
        web.listen(listening)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def port(graph):
    """The port of a server of the graph that comes with the program."""
    with serving(graph) as number:
        yield number


def query(given):
    """Values as they are written in an address."""
    texts = {name: str(value).lower() if isinstance(value, bool) else value for name, value in given.items()}
    return urlencode(texts, doseq=True)


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_a_question_is_answered_the_same_everywhere(asked, port, graph, line):
    """As JSON by the command, over HTTP and as a tool; that there is no answer is 1, 404, and no error of the tool."""
    name, *words = line
    given, printed = asked(name, words)
    got = get(port, f"/api/{name}?{query(given)}")
    tool = with_client(agents.server(graph), lambda client: client.call_tool(name, given))
    assert (printed.code, got.code, tool.is_error) in ((0, 200, False), (1, 404, False))
    assert json.loads(printed.out) == got.json == tool.structured_content == json.loads(tool.content[0].text)
    assert got.json["schema"] in {kind.__struct_config__.tag for kind in QUESTIONS[name].answers}


def test_the_list_and_the_description_lead_everywhere(port):
    """Every question is listed with its parameters; every link holds; the schemas are those of the repository."""
    listed = get(port, "/api/").json
    described = get(port, listed["openapi"]).json
    assert described["openapi"].startswith("3.1")
    assert [question["name"] for question in listed["questions"]] == list(QUESTIONS)
    assert list(described["paths"]) == [question["address"] for question in listed["questions"]]
    for question in listed["questions"]:
        operation = described["paths"][question["address"]]["get"]
        Draft202012Validator.check_schema(question["parameters"])
        named = {parameter["name"]: parameter for parameter in operation["parameters"]}
        assert named.keys() == question["parameters"]["properties"].keys()
        assert [name for name, p in named.items() if p["required"]] == question["parameters"]["required"]
        ok = operation["responses"]["200"]["content"]["application/json"]["schema"]
        assert len(ok.get("oneOf", [ok])) == len(question["schemas"])
        for link, kind in zip(question["schemas"], QUESTIONS[question["name"]].answers, strict=True):
            assert get(port, link).json == schema(kind)
    assert set(re.findall(r'"\$ref": ?"([^#"]*)', json.dumps(described))) == {""}


@pytest.mark.parametrize(
    ("path", "code", "message"),
    [
        ("/api/zebra", 404, "unknown question “zebra”; /api/ lists them"),
        ("/zebra", 404, "not found; /api/ lists the questions"),
        ("/schemas/zebra.json", 404, "unknown schema"),
        ("/schemas/..%2f..%2fpyproject.toml", 404, "not found"),
        ("/schemas/..", 404, "unknown schema"),
        ("/api/path", 400, "missing parameter “source” of path; it needs: source"),
        (f"/api/path?{PAIR}&k=0", 400, "k must be from 1 to 20"),
        (f"/api/path?{PAIR}&k=many", 400, "k must be a whole number"),
        (f"/api/path?{PAIR}&k=", 400, "k must be a whole number"),
        (f"/api/path?{PAIR}&k=1&k=2", 400, "k is given 2 times; give it once"),
        (f"/api/path?{PAIR}&k={'1' * 5000}", 400, "k must be a whole number"),
        (f"/api/path?{PAIR}&min_confidence=half", 400, "min_confidence must be a number"),
        (f"/api/path?{PAIR}&stated_only=yes", 400, "stated_only must be true or false"),
        (f"/api/path?{PAIR}&colour=red", 400, "unknown parameter “colour” of path"),
        (f"/api/path?{PAIR}&sign=x", 400, "unknown sign “x”"),
        (f"/api/path?{PAIR}&max_hops=13", 400, "max_hops must be from 1 to 12"),
        ("/api/why?target=" + "x" * 201, 400, "target is too long"),
        ("/api/why?target=a%0Ab", 404, "unknown concept “a b”"),
        ("/api/why?target=%ff%00", 404, "unknown concept"),
        ("/api/common?concepts=osteomalacia", 400, "expected two concepts or more"),
        ("/api/what-if?" + "changes=x&" * 11, 400, "changes is too long"),
        ("/api/show?thing=study:none-1999", 404, "unknown study “study:none-1999”"),
        ("/api/path?source=xyzzy", 404, "expected 2 concepts, got 0; no known name in “xyzzy”"),
        ("/api/path?source=vitamin+D", 404, "expected 2 concepts, got 1 (vitamin D)"),
        (f"/api/path?{PAIR}&population=zebra", 404, "unknown population “zebra”; choose one of: adults"),
        (f"/api/path?{PAIR}&without=zebra", 404, "unknown source “zebra”; kg sources lists documents and studies"),
        ("/api/claims?document=zebra", 404, "unknown document or study “zebra”"),
        (f"/api/why?target=z{quote(TAGS)}q", 404, "unknown concept “zq”"),
    ],
)
def test_what_is_asked_wrongly_is_refused_in_one_line(port, path, code, message):
    """The body says what was wrong and what to try, and nothing of the machinery."""
    got = get(port, path)
    assert got.code == code
    assert set(got.json) == {"error", "candidates"}
    assert got.json["error"].startswith(message)
    assert "\n" not in got.json["error"]


def test_a_name_that_is_not_known_brings_candidates(port):
    """404, with names of what may have been meant, each of which is then understood."""
    got = get(port, "/api/why?target=osteomalcia")
    assert (got.code, got.json["candidates"][0]) == (404, "osteomalacia")
    for name in got.json["candidates"]:
        assert get(port, f"/api/show?thing={quote(name)}").code == 200


def test_the_page_stands_at_the_root(port):
    """It is what the application was given."""
    got = get(port, "/")
    assert (got.code, got.body) == (200, b"<p>page</p>")
    assert got.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/", "/api/", "/api/stats", "/openapi.json", "/schemas/kg-path-2.json"])
def test_everything_can_be_read_and_nothing_written(port, path):
    """HEAD tells what GET would; every other method is refused, whatever it sends."""
    got, head = get(port, path), get(port, path, "HEAD")
    assert (got.code, head.code, head.body) == (200, 200, b"")
    assert head.headers["content-length"] == str(len(got.body))
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        refused = get(port, path, method)
        assert (refused.code, {*refused.headers["allow"].split(", ")}) == (405, {"GET", "HEAD"})
        assert refused.json["error"] == "this server is read-only; use GET"


@pytest.mark.parametrize("path", ["/", "/api/stats", "/api/zebra", "/zebra"])
def test_every_answer_is_guarded(port, path):
    """No sniffing, no referrer, no frames, no reading by other sites, and no name of the server."""
    headers = get(port, path, Origin="http://evil.example").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"] == "frame-ancestors 'none'"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-cache"
    assert not {"access-control-allow-origin", "server"} & headers.keys()


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("localhost", 200),
        ("localhost:8000", 200),
        ("127.0.0.1:1", 200),
        ("[::1]:8000", 200),
        ("evil.example", 400),
        ("localhost.evil.example", 400),
        ("127.0.0.1.evil.example:80", 400),
        ("[::2]", 400),
        ("", 400),
    ],
)
def test_only_the_names_of_this_machine_are_answered(port, host, code):
    """A page of another site whose name was bent to this machine gets nothing."""
    assert get(port, "/api/stats", Host=host).code == code


@pytest.mark.parametrize(
    ("path", "given", "code"),
    [
        ("/api/stats", {"Site": "cross-site", "Mode": "no-cors", "Dest": "image"}, 403),
        ("/api/stats", {"Site": "cross-site", "Mode": "navigate", "Dest": "document"}, 403),
        ("/api/stats", {"Site": "same-site", "Mode": "cors", "Dest": "empty"}, 403),
        ("/api/stats", {"Site": "same-origin", "Mode": "cors", "Dest": "empty"}, 200),
        ("/api/stats", {"Site": "none", "Mode": "navigate", "Dest": "document"}, 200),
        ("/", {"Site": "cross-site"}, 403),
        ("/", {"Site": "cross-site", "Mode": "navigate", "Dest": "iframe"}, 403),
        ("/", {"Site": "cross-site", "Mode": "navigate", "Dest": "document"}, 200),
        ("/zebra", {"Site": "cross-site"}, 403),
    ],
)
def test_pages_of_other_sites_cannot_ask(port, path, given, code):
    """Nor can pages of another port of this machine, which are of the same site; a link to the page is followed."""
    got = get(port, path, **{f"Sec-Fetch-{name}": value for name, value in given.items()})
    assert got.code == code
    if code == 403:
        assert got.json == {"error": "pages of other sites cannot use this server", "candidates": []}


@pytest.mark.parametrize(
    "words",
    [
        b"no request\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",  # TLS
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 70_000,
    ],
)
def test_what_is_no_request_is_an_error_as_any_other(port, words):
    """400 as JSON, with the headers of every answer; then the connection is closed."""
    head, _, body = sent(port, words).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"content-type: application/json" in head.lower()
    assert b"x-content-type-options: nosniff" in head.lower()
    assert json.loads(body)["error"] == "the request is not HTTP/1.1, or its header is too long"


def test_a_request_that_breaks_while_it_is_answered_ends_there(graph):
    """Its question is stopped; its client gets one answer and no more; the others are answered."""
    running = Queue()
    with serving(graph, asked={**QUESTIONS, "endless": endless(running)}) as number:
        head = b"GET /api/endless HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        assert sent(number, head, b"zebra\r\n", before=lambda _: running.get(timeout=30)).count(b"HTTP/1.1 ") == 1
        assert running.get(timeout=30) == "ends"
        head = b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        assert (
            sent(number, head, b"zebra\r\n", before=lambda here: here.recv(1, socket.MSG_PEEK)).count(b"HTTP/1.1 ") == 1
        )
        assert get(number, "/api/stats").code == 200


def sent(port, *parts, before=lambda _: None):
    """What a server sends until it closes the connection; ``before`` is called with it between two parts."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        for place, part in enumerate(parts):
            if place:
                before(connection)
            connection.sendall(part)
        found = b""
        with contextlib.suppress(ConnectionError):  # what it did not read makes the end an abrupt one
            while part := connection.recv(65536):
                found += part
        return found


def test_idle_connections_keep_nobody_out(graph):
    """More than are kept: the oldest are closed, one that is answered is not, and new ones are answered."""
    running = Queue()
    with (
        serving(graph, asked={**QUESTIONS, "endless": endless(running)}) as number,
        contextlib.ExitStack() as stack,
    ):
        busy = stack.enter_context(socket.create_connection(("127.0.0.1", number), timeout=30))
        busy.sendall(b"GET /api/endless HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert running.get(timeout=30) == "begins"
        idle = [stack.enter_context(socket.create_connection(("127.0.0.1", number), timeout=30)) for _ in range(250)]
        assert get(number, "/api/stats").code == 200
        with contextlib.suppress(ConnectionError):
            assert idle[0].recv(1) == b""
        idle[-1].sendall(b"GET /api/stats HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert idle[-1].recv(12) == b"HTTP/1.1 200"
        assert running.empty()


@pytest.mark.parametrize("words", [b"", b"GET / HTTP/1.1\r\n", b"GET /api/endless HTTP/1.1\r\nHost: localhost\r\n\r\n"])
def test_a_client_that_is_too_slow_is_left(graph, monkeypatch, words):
    """One that does not send its request, and one that takes too long with its answer."""
    monkeypatch.setattr(connections, "HEAD", 0.1)
    monkeypatch.setattr(connections, "WHOLE", 0.5)
    with serving(graph, asked={"endless": endless(Queue())}) as number:
        assert sent(number, words) == b""


def test_a_public_server_answers_under_any_name(graph):
    """Where others may ask, they may use the name that the machine has."""
    with serving(graph, hosts=("*",)) as number:
        assert get(number, "/api/stats", Host="kg.example").code == 200


def test_what_nobody_sees_reaches_no_program(port):
    """Not even what the question itself has."""
    got = get(port, f"/api/find?words=bo{quote(TAGS)}ne&limit=1")
    assert got.json["question"]["words"] == "bone"


def test_many_ask_at_once(port, graph):
    """Each gets the answer to its own question."""
    labels = [concept.label for concept in graph.concepts.values()][:12]
    with ThreadPoolExecutor(12) as pool:
        found = pool.map(lambda label: get(port, f"/api/show?thing={quote(label)}").json, labels)
        assert [answer["concept"]["label"] for answer in found] == labels


NAMES = sorted({name for question in QUESTIONS.values() for name in question.parameters})
VALUES = st.one_of(st.text(max_size=30), st.sampled_from(["vitamin D", "back pain", "5", "-1", "true", "nan", "1e9"]))


@settings(max_examples=80)
@given(
    st.sampled_from(list(QUESTIONS)),
    st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=9)), VALUES), max_size=5),
)
def test_whatever_is_asked_ends_in_json(port, name, pairs):
    """An answer, or one line that says what is wrong; never a failure of the server."""
    got = get(port, f"/api/{name}?{urlencode(pairs, errors='replace')}")
    assert got.code in (200, 400, 404)
    assert "\n" not in got.json.get("error", "")


def waiting(event, ran):
    """A question that is not answered before an event."""

    def answer(graph) -> Said:
        ran.put(graph)
        assert event.wait(30)
        return Said()

    return Question("slow", "Slow.", answer)


def test_a_question_that_takes_too_long_is_given_up(graph):
    """Who asked is told so; what waited is dropped unanswered; then there is room again."""
    event, ran = threading.Event(), Queue()
    workers = Workers(graph, threads=1, most=2, seconds=0.2)
    slow = waiting(event, ran)

    async def ask():
        told = await asyncio.gather(*(workers.ask(slow, {}) for _ in range(3)), return_exceptions=True)
        assert all(isinstance(error, SearchLimit) for error in told)
        texts = ["takes more than 0.2 seconds", "takes more than 0.2 seconds", "too many questions"]
        assert all(text in str(error) for text, error in zip(texts, told, strict=True))
        event.set()
        while ran.qsize() < 2:  # the thread is free again some time after the event
            with contextlib.suppress(SearchLimit):
                assert (await workers.ask(slow, {})).answered

    asyncio.run(ask())
    assert ran.qsize() == 2


def test_a_busy_server_says_so(graph):
    """503 and when to come back, while another question is being answered; lookups are answered."""
    event, ran = threading.Event(), Queue()
    asked = {**QUESTIONS, "slow": waiting(event, ran)}
    with (
        serving(graph, workers=Workers(graph, threads=1, most=1), asked=asked) as number,
        ThreadPoolExecutor(1) as pool,
    ):
        first = pool.submit(get, number, "/api/slow")
        ran.get(timeout=30)
        refused, lookup = get(number, "/api/slow"), get(number, "/api/stats")
        event.set()
        assert (first.result().code, first.result().json) == (200, {"schema": "kg-said/1"})
    assert lookup.code == 200
    assert (refused.code, refused.headers["retry-after"]) == (503, "5")
    assert refused.json["error"] == "too many questions at once; try again in a moment"


def endless(running):
    """A question that is answered only if nobody stops it; it notes when it begins and ends."""

    def answer(graph) -> Said:  # noqa: ARG001
        running.put("begins")
        try:
            while True:
                limits.check()
        finally:
            running.put("ends")

    return Question("endless", "Endless.", answer)


def hang_up(port, running):
    """Ask an endless question over a connection, and close it while the question is being answered."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(b"GET /api/endless HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert running.get(timeout=30) == "begins"


def test_a_client_that_hangs_up_frees_its_thread(graph):
    """The search ends, and the next question has the only thread."""
    running = Queue()
    asked = {**QUESTIONS, "endless": endless(running)}
    with serving(graph, workers=Workers(graph, threads=1, most=1), asked=asked) as number:
        for _ in range(3):
            hang_up(number, running)
            assert running.get(timeout=30) == "ends"
        while (got := get(number, "/api/loops")).code == 503:  # the thread is free a moment later
            pass
        assert got.code == 200


def test_a_question_that_is_given_up_is_stopped(graph):
    """After the time limit its thread is free; the answer says when to come back."""
    running = Queue()
    asked = {**QUESTIONS, "endless": endless(running)}
    with serving(graph, workers=Workers(graph, threads=1, seconds=0.3), asked=asked) as number:
        got = get(number, "/api/endless")
        assert (got.code, got.headers["retry-after"]) == (503, "5")
        assert got.json["error"] == "the answer takes more than 0.3 seconds; narrow the question"
        assert [running.get(timeout=30) for _ in "12"] == ["begins", "ends"]


def test_a_caller_that_is_cancelled_stops_its_question(graph):
    """As it is when an agent cancels a call."""
    running = Queue()
    workers = Workers(graph, threads=1)

    async def ask():
        asking = asyncio.create_task(workers.ask(endless(running), {}))
        assert await asyncio.to_thread(running.get, timeout=30) == "begins"
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking

    asyncio.run(ask())
    assert running.get(timeout=30) == "ends"


def test_what_is_looked_up_is_answered_while_searches_run():
    """On a dense graph, two searches for loops and several cuts run or are hung up meanwhile."""
    dense = drawn.dense()
    slow = ["/api/loops", "/api/loops", *(f"/api/break?source=c{n}&target=c{n + 9}" for n in range(4))]
    with serving(dense) as number, contextlib.ExitStack() as stack:
        asking = [stack.enter_context(socket.create_connection(("127.0.0.1", number), timeout=30)) for _ in slow]
        for connection, path in zip(asking, slow, strict=True):
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        for path in ("/api/show?thing=c12", "/api/find?words=c12&limit=5", "/api/stats") * 2:
            assert get(number, path).code == 200
        assert len(select.select(asking, [], [], 0)[0]) < len(slow)  # they did not wait for all of these
        stack.close()
        assert get(number, "/api/path?source=c1&target=c7").code == 200


def test_lookups_are_the_questions_of_one_group():
    """They have their own threads."""
    lookups = {name for name, question in QUESTIONS.items() if question.lookup}
    assert lookups == {"find", "show", "claims", "values", "sources", "stats"}


def test_a_mistake_in_the_program_is_not_shown(graph):
    """The answer is 500 and one line; what went wrong is not sent out."""

    def broken(graph) -> Said:  # noqa: ARG001
        raise RuntimeError("a secret of the machine")

    with serving(graph, asked={"broken": Question("broken", "Broken.", broken)}) as number:
        got = get(number, "/api/broken")
    assert (got.code, set(got.json)) == (500, {"error", "candidates"})
    assert b"secret" not in got.body
    assert b"Traceback" not in got.body


class Noted(NamedTuple):
    """What a server noted that only noted that it ran."""

    address: str
    collected: bool
    page: str


@pytest.fixture
def noted(monkeypatch):
    """What the command has started so far, in place of a server."""
    found = []

    class Server:
        """A server that only notes that it ran."""

        def __init__(self, page):
            self.page = page

        def run(self, sockets):
            """Note it."""
            found.append(Noted(web.address(sockets[0]), gc.isenabled(), self.page))

    monkeypatch.setattr(web, "application", lambda _, page, **__: page)
    monkeypatch.setattr(web, "server", Server)
    monkeypatch.setattr(site, "page", lambda _, **how: str(how))
    return found


def test_the_command_tells_where_it_serves(run, noted):
    """One line on standard error names the address; memory is freed again, as the process lasts."""
    gc.disable()
    result = run("serve", "--port", "0")
    assert (result.code, result.out) == (0, "")
    ((address, collected, _),) = noted
    assert collected
    assert result.err == f"serving {address} until Ctrl-C\n"
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)


def test_the_page_is_that_of_the_site(run, noted, tmp_path):
    """It is the one that kg site writes, which needs no network, of the same data."""
    run("serve", "--port", "0")
    run("serve", "--port", "0", "--data", kg.resources.data())
    run("serve", "--port", "0", "--with", toy.data_file(tmp_path / "more.ttl", "x increases y"))
    assert [server.page for server in noted] == [f"{{'linked': False, 'own': {own}}}" for own in (True, False, False)]


def test_an_address_of_the_sixth_version_stands_in_brackets():
    """So that a browser understands it."""
    try:
        listening = web.bind("::1", 0)
    except UsageError:
        pytest.skip("this machine has no IPv6")
    with listening:
        assert re.fullmatch(r"http://\[::1\]:\d+/", web.address(listening))


def test_clients_connect_only_when_they_are_answered(run, noted, monkeypatch):
    """While the page is made, nobody listens; the port is taken before, so that a port in use is told at once."""
    tried = []

    def page(*_, **__):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", number), timeout=5)
        tried.append(number)
        return ""

    with web.bind("127.0.0.1", 0) as free:
        number = free.getsockname()[1]
    monkeypatch.setattr(site, "page", page)
    assert run("serve", "--port", number).code == 0
    assert tried == [number]
    assert len(noted) == 1


def test_a_port_that_another_program_takes_meanwhile_is_told():
    """The first that listens has it."""
    with web.bind("127.0.0.1", 0) as one:
        number = one.getsockname()[1]
        with web.bind("127.0.0.1", number) as other:
            web.listen(other)
            with pytest.raises(UsageError, match=rf"cannot listen on 127\.0\.0\.1, port {number} \(.*in use\); try"):
                web.listen(one)


def test_answers_are_sent_without_delay():
    """Small packets do not wait for the client to confirm those before (TCP_NODELAY)."""

    async def delays(listening):
        """Whether a connection to a socket sends without delay."""
        accepted = asyncio.Queue()
        server = await asyncio.start_server(lambda _, writer: accepted.put_nowait(writer), sock=listening)
        _, client = await asyncio.open_connection(*listening.getsockname()[:2])
        writer = await accepted.get()
        option = writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        for stream in (client, writer):
            stream.close()
            await stream.wait_closed()
        server.close()
        return not option

    assert not asyncio.run(delays(web.bind("127.0.0.1", 0)))
    assert asyncio.run(delays(socket.create_server(("127.0.0.1", 0))))


def test_only_this_machine_is_served_unless_it_is_meant(run, noted):
    """Another address needs --public, and then there is a warning."""
    refused = run("serve", "--host", "0.0.0.0", "--port", "0")  # noqa: S104 - that is the point
    assert (refused.code, noted) == (2, [])
    assert refused.err == "kg: 0.0.0.0 can be reached from other machines; add --public to allow that\n"
    assert "example.org can be reached" in run("serve", "--host", "example.org").err
    meant = run("serve", "--host", "0.0.0.0", "--port", "0", "--public")  # noqa: S104
    assert (meant.code, len(noted)) == (0, 1)
    assert meant.err.startswith("kg: other machines can send requests")


def test_a_port_that_is_taken_is_told(run):
    """One line says what to try; the same for an address that this machine has not, and for no port."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        result = run("serve", "--port", number)
    assert result.code == 2
    assert re.fullmatch(rf"kg: cannot listen on 127\.0\.0\.1, port {number} \(.+\); try: --port 0\n", result.err)
    assert "cannot listen on 192.0.2.1, port 0" in run("serve", "--host", "192.0.2.1", "--port", 0, "--public").err
    assert run("serve", "--port", "65536").code == 2


def test_without_its_libraries_the_command_says_what_to_install(run, monkeypatch):
    """One line with the command that installs them."""
    monkeypatch.delitem(sys.modules, "kg.serving.web")
    monkeypatch.delattr(kg.serving, "web")
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = run("serve")
    needs = "serve needs more libraries; install them: python3 -m pip install 'vitamin-d-kg[serve]'"
    assert (result.code, result.err) == (2, f"kg: {needs}\n")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM)])
def test_the_real_command_serves_and_stops(number, code, tmp_path):
    """Started as a user does it, it answers about the file it was given, and ends when it is told to."""
    data = tmp_path / "data.ttl"
    data.write_bytes(kg.resources.data().read_bytes())
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", "--port", "0", "--data", data],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            line = process.stderr.readline()
            port = int(re.fullmatch(r"serving http://127\.0\.0\.1:(\d+)/ until Ctrl-C\n", line)[1])
            assert get(port, f"/api/path?{PAIR}&k=1").json["verdict"] == "coherent"
            assert get(port, "/").body.startswith(b"<!DOCTYPE html>")
        finally:
            process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (code, "", "")
