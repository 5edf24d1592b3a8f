"""The site and the questions over HTTP: a read-only Starlette application and its server."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Coroutine, Mapping
from contextlib import ExitStack
from ipaddress import ip_address
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from kg.errors import KgError, SearchLimit, UnknownName, UsageError
from kg.model.graph import KnowledgeGraph
from kg.model.schema import contract, schema
from kg.serving.connections import Connection
from kg.serving.openapi import openapi
from kg.serving.questions import Question, questions
from kg.serving.refusals import LOCAL, Guard, refusal
from kg.serving.workers import Reply, Workers, one_line

#: Headers of every response; the page itself defines which scripts it may run.
HEADERS = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Content-Security-Policy", "frame-ancestors 'none'"),
    ("Cache-Control", "no-cache"),
]

#: Clearer messages for errors of the framework.
_MESSAGES = {
    "Not Found": "not found; /api/ lists the questions",
    "Method Not Allowed": "this server is read-only; use GET",
}


def loopback(host: str) -> bool:
    """Whether a name or address is local to this machine.

    >>> loopback("localhost"), loopback("127.0.0.2"), loopback("::1"), loopback("0.0.0.0"), loopback("example.org")
    (True, True, True, False, False)
    """
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def hosts(host: str) -> tuple[str, ...]:
    """The host names that a server on this address accepts.

    >>> hosts("127.0.0.2")
    ('localhost', '127.0.0.1', '[::1]', '127.0.0.2')
    """
    return (*LOCAL, f"[{host}]" if ":" in host else host)


def bind(host: str, port: int) -> socket.socket:
    """A socket with an address, on which nothing listens yet; port 0 picks a free port. Raises UsageError."""
    sixth = ":" in host
    family = socket.AF_INET6 if sixth else socket.AF_INET
    options = [(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY)] * sixth
    options += [(socket.SOL_SOCKET, socket.SO_REUSEADDR)] * (os.name == "posix")  # elsewhere two could share a port
    with ExitStack() as undo:
        try:
            # asyncio sends without delay (TCP_NODELAY) only if the protocol is named
            made = undo.enter_context(socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP))
            for level, option in options:
                made.setsockopt(level, option, 1)
            made.bind((host, port))
        except OSError as error:
            raise _taken(host, port, error) from None
        undo.pop_all()
        return made


def listen(bound: socket.socket) -> None:
    """Let clients connect; from then on they wait for an answer. Raises UsageError."""
    try:
        bound.listen()
    except OSError as error:  # another program has taken the port since
        host, port = bound.getsockname()[:2]
        raise _taken(host, port, error) from None


def _taken(host: str, port: int, error: OSError) -> UsageError:
    reason = error.strerror or "no such address"
    return UsageError(f"cannot listen on {host}, port {port} ({reason}); try: --port 0")


def address(bound: socket.socket) -> str:
    """The web address of a socket."""
    host, port = bound.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def server(app: Starlette) -> uvicorn.Server:
    """The server for an application."""
    config = uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_level="error",  # a malformed request is reported to its client
        access_log=False,
        server_header=False,
        proxy_headers=False,
        headers=HEADERS,
        timeout_graceful_shutdown=2,
    )
    return uvicorn.Server(config)


def application(
    graph: KnowledgeGraph,
    page: str,
    *,
    hosts: tuple[str, ...] = LOCAL,
    workers: Workers | None = None,
    asked: Mapping[str, Question] | None = None,
) -> Starlette:
    """The application: the page, the questions, their description and the schemas of their answers.

    ``hosts`` are the host names that it accepts; ("*",) accepts all.
    """
    answering = workers or Workers(graph)
    known = asked or questions()
    schemas = {place(contract(kind)): schema(kind) for question in known.values() for kind in question.answers}
    listed = {
        "openapi": "/openapi.json",
        "questions": [
            {
                "name": question.name,
                "address": f"/api/{question.name}",
                "summary": question.summary,
                "parameters": question.schema(),
                "schemas": [f"/schemas/{place(contract(kind))}" for kind in question.answers],
            }
            for question in known.values()
        ],
    }

    async def ask(request: Request) -> Response:
        question = known.get(name := request.path_params["question"])
        if question is None:
            raise HTTPException(404, f"unknown question “{name:.40}”; /api/ lists them")
        given = question.read({key: request.query_params.getlist(key) for key in request.query_params})
        reply = await _unless_left(request, answering.ask(question, given))
        return Response(reply.text, 200 if reply.answered else 404, media_type="application/json")

    async def contracted(request: Request) -> Response:
        if (body := schemas.get(request.path_params["file"])) is None:
            raise HTTPException(404, "unknown schema; /api/ links all schemas")
        return JSONResponse(body, media_type="application/schema+json")

    return Starlette(
        routes=[
            Route("/", HTMLResponse(page), methods=["GET"]),
            Route("/api/", JSONResponse(listed), methods=["GET"]),
            Route("/api/{question}", ask),
            Route("/openapi.json", JSONResponse(openapi(known.values())), methods=["GET"]),
            Route("/schemas/{file}", contracted),
        ],
        middleware=[Middleware(Guard, hosts)],
        exception_handlers={KgError: _refused, HTTPException: _failed, Exception: _broken},
    )


async def _unless_left(request: Request, answer: Coroutine[Any, Any, Reply]) -> Reply:
    """The answer; it is cancelled if the client closes the connection first."""
    asking, leaving = asyncio.create_task(answer), asyncio.create_task(_left(request))
    try:
        await asyncio.wait((asking, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            raise SearchLimit("the client closed the connection")
        return asking.result()
    finally:
        asking.cancel()
        leaving.cancel()


async def _left(request: Request) -> None:
    """Wait until the client closes the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def place(name: str) -> str:
    """The file name of the schema of a contract.

    >>> place("kg-path/1")
    'kg-path-1.json'
    """
    return f"{name.replace('/', '-')}.json"


async def _refused(_: Request, error: Exception) -> Response:
    if isinstance(error, UnknownName):
        return refusal(404, one_line(error), error.candidates)
    if isinstance(error, SearchLimit):
        return refusal(503, one_line(error), headers={"Retry-After": "5"})
    return refusal(400, one_line(error))


async def _failed(_: Request, error: Any) -> Response:
    return refusal(error.status_code, _MESSAGES.get(error.detail, error.detail), headers=error.headers)


async def _broken(_: Request, __: Exception) -> Response:
    return refusal(500, "the question could not be answered because of a bug in the program")
