"""The errors that this package raises.

::

    KgError                 anything below; carries the exit code of the command line
    ├── UsageError          the question was asked wrongly (exit code 2)
    │   └── UnknownConcept  nothing has that name; carries what may have been meant
    ├── DataError           a file cannot be read, or says something that it must not (exit code 2)
    ├── OutputError         a file cannot be written (exit code 2)
    ├── SearchLimit         given up: an answer needs more time, memory or room than the limits allow (exit code 4)
    └── NoChain             there is no chain to draw (exit code 1)

Each message is one line that says what was wrong and what to try.
"""


class KgError(Exception):
    """Base of all errors of this package; ``exit_code`` is what the command line ends with.

    A message is one line, whatever is quoted in it; several messages are a line each.
    """

    exit_code = 2

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(" ".join(message.splitlines()) for message in messages))


class UsageError(KgError):
    """A question was asked wrongly: an unknown option value, or a number out of range."""


class UnknownConcept(UsageError):
    """No concept has the name that was asked for.

    ``name`` is what was asked for, ``candidates`` the labels of the nearest concepts (at most three), ``problem`` the
    message without them.
    """

    def __init__(self, name: str, candidates: tuple[str, ...]) -> None:
        self.name = name
        self.candidates = candidates
        self.problem = f"unknown concept “{name}”"
        hint = "did you mean " + " or ".join(f"“{c}”" for c in candidates) + "?" if candidates else "try: kg find WORDS"
        super().__init__(f"{self.problem}; {hint}")


class DataError(KgError):
    """A data file or a document is missing, unreadable or wrong."""


class OutputError(KgError):
    """An output file cannot be written."""


class SearchLimit(KgError):
    """A question was given up because of a limit on time, memory or size; nothing partial is returned."""

    exit_code = 4


class NoChain(KgError):
    """No chain leads from one concept to another, where one is needed; the message says why."""

    exit_code = 1
