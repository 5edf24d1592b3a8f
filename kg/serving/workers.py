"""Answers questions in threads, with limits, so that a slow question does not block the others."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import NamedTuple

from kg import limits
from kg.errors import SearchLimit
from kg.model.characters import harmless
from kg.model.graph import KnowledgeGraph
from kg.serving.questions import Question, written


class Reply(NamedTuple):
    """An answer as JSON, and whether it is an answer rather than empty."""

    text: bytes
    answered: bool


class Workers:
    """Threads that answer questions about one graph.

    Lookups have their own threads, so that no search keeps them waiting. Of lookups, and of other questions, at most
    ``threads`` run at a time, and at most ``most`` run or wait; more are refused. A question is stopped after
    ``seconds``, and when the caller is cancelled.
    """

    def __init__(self, graph: KnowledgeGraph, *, threads: int = 2, most: int = 16, seconds: float = 20) -> None:
        self._graph = graph
        self._pools = {  # for lookups and for other questions: threads, and places for what runs or waits
            lookup: (ThreadPoolExecutor(threads, thread_name_prefix="question"), BoundedSemaphore(most))
            for lookup in (False, True)
        }
        self._seconds = seconds

    async def ask(self, question: Question, given: Mapping[str, object]) -> Reply:
        """The answer to a question; raises KgError, or SearchLimit if the server is busy or the time is up."""
        threads, places = self._pools[question.lookup]
        if not places.acquire(blocking=False):
            raise SearchLimit("too many questions at once; try again in a moment")
        deadline = limits.Deadline(self._seconds)
        task = threads.submit(self._answer, question, given, deadline)
        task.add_done_callback(lambda _: places.release())
        try:
            async with asyncio.timeout(self._seconds):
                return await asyncio.wrap_future(task)
        except TimeoutError:
            raise SearchLimit(f"the answer takes more than {self._seconds:g} seconds; narrow the question") from None
        finally:
            deadline.cancel()

    def _answer(self, question: Question, given: Mapping[str, object], deadline: limits.Deadline) -> Reply:
        with limits.within(deadline):
            answer = question.ask(self._graph, given)
            limits.check()
            return Reply(written(answer), answer.answered)


def one_line(error: Exception) -> str:
    """The message of an error on one line of visible characters, whatever the input had."""
    return harmless(" ".join(str(error).split()))
