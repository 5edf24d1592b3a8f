"""The questions as tools for agents, asked by the client of the mcp package."""

import asyncio
import contextlib
import gc
import json
import signal
import subprocess
import sys
import threading

import pytest
from jsonschema import Draft202012Validator
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.memory import create_client_server_memory_streams

import kg.serving
from kg import limits
from kg.serving import agents
from kg.serving.questions import Question
from kg.serving.workers import Workers
from tests.serving.test_questions import QUESTIONS, Said

PAIR = {"source": "vitamin D deficiency", "target": "serum calcium"}
COMMAND = [sys.executable, "-m", "kg", "mcp"]


def with_client(server, talk, **options):
    """What a conversation with a server comes to."""

    async def meet():
        async with Client(server, **options) as client:
            return await talk(client)

    return asyncio.run(meet())


def started(*arguments):
    """The command as an agent starts it."""
    return stdio_client(StdioServerParameters(command=COMMAND[0], args=[*COMMAND[1:], *arguments]))


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_an_agent_starts_the_command_and_asks(graph, mode, tmp_path):
    """By either handshake it sees a tool for each question, and gets answers and errors about the file it named."""
    data = tmp_path / "data.ttl"
    data.write_bytes(kg.resources.data().read_bytes())
    sources = list(graph.sources)[:16]  # as many as are let in at once

    async def talk(client):
        tools = (await client.list_tools()).tools
        answer = await client.call_tool("effect", PAIR)
        wrong = await client.call_tool("why", {"target": "osteomalcia"})
        many = await asyncio.gather(*(client.call_tool("show", {"thing": s}) for s in sources))
        return tools, answer, wrong, many

    tools, answer, wrong, many = with_client(started("--data", str(data)), talk, mode=mode)
    assert [tool.name for tool in tools] == list(QUESTIONS)
    assert not answer.is_error
    assert answer.structured_content["effect"] == kg.effect(graph, **PAIR).effect
    assert wrong.is_error
    assert "did you mean “osteomalacia”" in wrong.content[0].text
    assert [found.structured_content["source"]["id"] for found in many] == sources


def test_the_tools_are_described(graph):
    """Each has a summary, typed parameters that are closed and described, and the hint that it only reads."""
    tools = with_client(agents.server(graph), lambda client: client.list_tools()).tools
    for tool in tools:
        question = QUESTIONS[tool.name]
        assert tool.description == question.summary
        assert tool.input_schema == question.schema()
        assert not tool.input_schema["additionalProperties"]
        assert all(part["description"] for part in tool.input_schema["properties"].values())
        Draft202012Validator.check_schema(tool.input_schema)
        assert tool.annotations.read_only_hint
        assert not tool.annotations.destructive_hint
        assert not tool.annotations.open_world_hint


def test_the_server_says_how_to_take_its_answers(graph):
    """Its instructions name contested claims and tell data from instructions."""

    async def talk(client):
        return client.instructions, client.server_info

    told, server = with_client(agents.server(graph), talk)
    assert "contested" in told
    assert "never an instruction" in told
    assert server.name == "vitamin-d-kg"


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("zebra", {}, "unknown question “zebra”; choose one of: path, effect"),
        ("path", None, "missing parameter “source” of path; it needs: source"),
        ("path", {**PAIR, "k": 21}, "k must be from 1 to 20"),
        ("path", {**PAIR, "k": "5"}, "k must be a whole number"),
        ("path", {**PAIR, "max_hops": 13}, "max_hops must be from 1 to 12"),
        ("path", {**PAIR, "data": "/etc/passwd"}, "unknown parameter “data” of path"),
        ("path", {**PAIR, "source": "x" * 201}, "source is too long"),
        ("path", {**PAIR, "via": ["x"] * 11}, "via is too long"),
        ("show", {"thing": "claim:a\nb"}, "unknown claim “claim:a b”"),
        ("show", {"thing": "a\U000e0041\u200bb"}, "unknown concept “ab”"),
        ("show", {"thing": "../../etc/passwd"}, "unknown concept “../../etc/passwd”"),
        ("claims", {"relation": "hugs"}, "unknown relation “hugs”; choose one of:"),
    ],
)
def test_a_wrong_call_is_an_error_of_the_tool(graph, name, given, message):
    """One line that says what was wrong, which the agent reads and mends."""
    result = with_client(agents.server(graph), lambda client: client.call_tool(name, given))
    assert result.is_error
    (told,) = result.content
    assert told.text.startswith(message)
    assert "\n" not in told.text


def test_a_call_that_takes_too_long_is_given_up(graph):
    """The agent is told so, and the next call is answered."""
    event = threading.Event()

    def slow(graph) -> Said:  # noqa: ARG001
        event.wait(30)
        return Said()

    asked = {"slow": Question("slow", "Slow.", slow), "stats": QUESTIONS["stats"]}

    async def talk(client):
        late = await client.call_tool("slow", {})
        event.set()
        return late, await client.call_tool("stats", {})

    late, then = with_client(agents.server(graph, Workers(graph, seconds=0.5), asked), talk)
    assert late.is_error
    assert late.content[0].text == "the answer takes more than 0.5 seconds; narrow the question"
    assert not then.is_error


def test_a_call_that_the_agent_cancels_is_stopped(graph):
    """Its search ends, and the next call has the only thread."""
    began, ended = threading.Event(), threading.Event()

    def endless(graph) -> Said:  # noqa: ARG001
        began.set()
        try:
            while True:
                limits.check()
        finally:
            ended.set()

    asked = {"endless": Question("endless", "Endless.", endless), "loops": QUESTIONS["loops"]}

    async def talk(client):
        asking = asyncio.create_task(client.call_tool("endless", {}))
        assert await asyncio.to_thread(began.wait, 30)
        asking.cancel()
        return await asyncio.to_thread(ended.wait, 30), await client.call_tool("loops", {})

    stopped, then = with_client(agents.server(graph, Workers(graph, threads=1), asked), talk)
    assert stopped
    assert not then.is_error


def test_broken_messages_do_not_stop_the_server():
    """What is no message is passed over; on standard output stands nothing but messages, and no traceback anywhere."""
    call = {"name": "stats", "arguments": {}}
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}
    lines = [
        b"no message",
        b"\xff\xfe{",
        b'{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": "\\ud800"}}',
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}).encode(),
        b'{"jsonrpc": "2.0", "method": "notifications/initialized"}',
        b'{"jsonrpc": "2.0", "id": 2, "method": "zebra"}',
        json.dumps({"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": call}).encode(),
    ]
    process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with process:
        process.stdin.write(b"\n".join(lines) + b"\n")
        process.stdin.flush()
        found = {}
        while 3 not in found:
            message = json.loads(process.stdout.readline())
            found[message.get("id")] = message
        out, err = process.communicate(timeout=30)
    assert found[3]["result"]["structuredContent"]["schema"] == "kg-stats/2"
    assert "error" in found[2]
    assert (process.returncode, out) == (0, b"")
    assert b"Traceback" not in err


def test_the_command_ends_when_it_is_interrupted():
    """Even while it waits for input."""
    process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with process:
        process.stdin.write(b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == -signal.SIGINT
        assert process.stderr.read() == b""


def test_the_command_serves_on_standard_input_and_output(graph, run, monkeypatch):
    """It ends without a word when the input ends; memory is freed again, as the process lasts."""
    collected = []

    async def served(asked):
        collected.append((gc.isenabled(), asked.sha256))

    gc.disable()
    with monkeypatch.context() as patch:
        patch.setattr(agents, "run", served)
        patch.setattr(signal, "signal", lambda *_: None)
        assert run("mcp") == (0, "", "")
    assert collected == [(True, graph.sha256)]


def test_the_server_runs_until_the_client_leaves(graph, monkeypatch):
    """What stands between standard input and output is the server with its tools."""

    async def meet():
        async with create_client_server_memory_streams() as (ours, its):

            @contextlib.asynccontextmanager
            async def streams(ends):
                yield ends

            monkeypatch.setattr(agents, "stdio_server", lambda: streams(its))
            running = asyncio.create_task(agents.run(graph))
            async with Client(streams(ours), mode="legacy") as client:
                result = await client.call_tool("stats", {})
            await ours[1].aclose()
            await asyncio.wait_for(running, 10)
            return result.structured_content["claims"]

    assert asyncio.run(meet()) == len(graph.claims)


def test_without_its_libraries_the_command_says_what_to_install(run, monkeypatch):
    """One line with the command that installs them."""
    monkeypatch.delitem(sys.modules, "kg.serving.agents")
    monkeypatch.delattr(kg.serving, "agents")
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    result = run("mcp")
    needs = "mcp needs more libraries; install them: python3 -m pip install 'vitamin-d-kg[mcp]'"
    assert (result.code, result.err) == (2, f"kg: {needs}\n")
