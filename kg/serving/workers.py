"""Answering questions in threads, held to limits, so that one that takes long does not stop the others."""

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
    """An answer as JSON, and whether it holds what was asked for."""

    text: bytes
    answered: bool


class Workers:
    """Threads that answer questions about one graph.

    At most ``threads`` questions are answered at a time and ``most`` wait or are answered; more are refused. Whoever
    asked is told after ``seconds`` that it takes too long. A question that waits is then dropped; one that is being
    answered cannot be stopped, and keeps its thread until it ends by the limits of the search itself.
    """

    def __init__(self, graph: KnowledgeGraph, *, threads: int = 2, most: int = 16, seconds: float = 20) -> None:
        self._graph = graph
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="question")
        self._room = BoundedSemaphore(most)
        self._seconds = seconds

    async def ask(self, question: Question, given: Mapping[str, object]) -> Reply:
        """The answer to a question; raises KgError, SearchLimit if there is no room or no time."""
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
    """What an error says, in one line, whatever was typed."""
    return " ".join(str(error).split())
