"""The errors that this package raises.

::

    KgError                 base class; carries the exit code of the command line
    ├── UsageError          the question is invalid (exit code 2)
    │   └── UnknownName     nothing in the data has this name
    │       └── UnknownConcept  no concept has it; carries suggestions
    ├── DataError           a file cannot be read, or its content is invalid (exit code 2)
    ├── OutputError         a file cannot be written (exit code 2)
    ├── SearchLimit         the answer exceeds a limit on time, memory or size (exit code 4)
    └── NoChain             there is no chain to draw (exit code 1)

Each message is one line that says what is wrong and what to try.
"""

import re

#: Maximum length of a message.
LONGEST = 2_000
#: A long quotation, with its start, and a long word, with its start and end.
_LONG = r"“([^”]{100})[^”]+”|(\S{150})\S{100,}(\S{60})"


def brief(message: str) -> str:
    """A message on one line, with long quotations and words cut.

    >>> brief(f"unknown concept “{'a' * 200}”") == f"unknown concept “{'a' * 100}…”"
    True
    """
    line = re.sub(_LONG, lambda m: f"“{m[1]}…”" if m[1] else f"{m[2]}…{m[3]}", " ".join(message.splitlines()))
    return line if len(line) <= LONGEST else f"{line[: LONGEST // 2]} … {line[-LONGEST // 2 :]}"


class KgError(Exception):
    """Base class of all errors of this package; ``exit_code`` is the exit code of the command line.

    A message is one line, whatever it quotes; several messages are one line each.
    """

    exit_code = 2

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(brief(message) for message in messages))


class UsageError(KgError):
    """The question is invalid, such as an unknown option value or a number out of range."""


class UnknownName(UsageError):
    """The data have nothing of the given name; ``candidates`` are labels of similar things, if there are any."""

    candidates: tuple[str, ...] = ()


#: What is known by an identifier that begins with its kind.
IDENTIFIED = ("claim", "evidence", "passage", "document", "study")


class UnknownConcept(UnknownName):
    """No concept has the given name.

    ``name`` is the given name, ``candidates`` the labels of the most similar concepts (at most three), ``problem`` the
    message without them. If nothing is similar, ``kin`` are the labels with the words ``shared`` of the given name;
    without them, ``hint`` says what to try.
    """

    def __init__(
        self,
        name: str,
        candidates: tuple[str, ...],
        shared: str = "",
        kin: tuple[str, ...] = (),
        hint: str = "no similar name; try: kg find WORDS",
    ) -> None:
        self.name = name
        self.candidates = candidates
        self.shared = shared
        self.kin = kin
        kind = name.partition(":")[0]
        self.problem = f"unknown {kind if kind in IDENTIFIED else 'concept'} “{name}”"
        if candidates:
            hint = "did you mean " + " or ".join(f"“{c}”" for c in candidates) + "?"
        elif kin:
            named, more = kin[:3], kin[3:]
            listed = ", ".join(named) + (f" and {len(more)} more" if more else "")
            hint = f"concepts with “{shared}”: {listed}; try: kg find {shared}"
        super().__init__(f"{self.problem}; {hint}")


class DataError(KgError):
    """A data file or a document is missing, unreadable or invalid."""


def unreadable(path: object, error: OSError) -> DataError:
    """The error for a file that cannot be opened or read."""
    if isinstance(error, IsADirectoryError):
        return DataError(f"{path}: is a folder; name a file in it")
    return DataError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions")


class OutputError(KgError):
    """An output file cannot be written."""


class SearchLimit(KgError):
    """A question exceeds a limit on time, memory or size; there is no partial answer."""

    exit_code = 4


class NoChain(KgError):
    """There is no chain between two concepts where one is needed; the message says why."""

    exit_code = 1
