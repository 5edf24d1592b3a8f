"""Answers questions in threads, with limits, so that a slow question does not block the others."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import NamedTuple

from kg.errors import SearchLimit
from kg.model.graph import KnowledgeGraph
from kg.serving.questions import Question, written


class Reply(NamedTuple):
    """An answer as JSON, and whether it is an answer rather than empty."""

    text: bytes
    answered: bool


class Workers:
    """Threads that answer questions about one graph.

    At most ``threads`` questions run at a time, and at most ``most`` run or wait; others are refused. After ``seconds``
    the client gets an error. A waiting question is then dropped; a running one cannot be stopped and keeps its thread
    until the limits of the search end it.
    """

    def __init__(self, graph: KnowledgeGraph, *, threads: int = 2, most: int = 16, seconds: float = 20) -> None:
        self._graph = graph
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="question")
        self._room = BoundedSemaphore(most)
        self._seconds = seconds

    async def ask(self, question: Question, given: Mapping[str, object]) -> Reply:
        """The answer to a question; raises KgError, or SearchLimit if the server is busy or the time is up."""
        if not self._room.acquire(blocking=False):
            raise SearchLimit("too many questions are being answered; ask again in a moment")
        task = self._pool.submit(self._answer, question, given)
        task.add_done_callback(lambda _: self._room.release())
        try:
            async with asyncio.timeout(self._seconds):
                return await asyncio.wrap_future(task)
        except TimeoutError:
            raise SearchLimit(f"the answer takes more than {self._seconds:g} seconds; ask for less of it") from None

    def _answer(self, question: Question, given: Mapping[str, object]) -> Reply:
        answer = question.ask(self._graph, given)
        return Reply(written(answer), answer.answered)


def one_line(error: Exception) -> str:
    """The message of an error on one line, even if the input had several."""
    return " ".join(str(error).split())
