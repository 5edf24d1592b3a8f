"""The deadline of a question. A time-out, or a client that leaves, can move it to now.

Searches call :func:`check` in the loops that can take long. No signals are used, so this works in every thread and on
every system. Ctrl-C on the command line needs no deadline.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic


class Deadline:
    """When a question must end."""

    def __init__(self, seconds: float) -> None:
        self.at = monotonic() + seconds

    def cancel(self) -> None:
        """End the question at its next check; any thread may call this."""
        self.at = -math.inf


_DEADLINE: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def within(deadline: Deadline) -> Iterator[None]:
    """Questions asked inside end at this deadline."""
    token = _DEADLINE.set(deadline)
    try:
        yield
    finally:
        _DEADLINE.reset(token)


def check() -> None:
    """Raise TimeoutError if the question must end.

    It is not a KgError, so that what goes on after a search that found too much does not go on after this.
    """
    deadline = _DEADLINE.get()
    if deadline is not None and monotonic() > deadline.at:
        raise TimeoutError
