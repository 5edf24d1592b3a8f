"""Paths of the files that come with the program: inside the package in a wheel, otherwise in the checkout."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TypeVar

from kg.errors import DataError, UsageError


@cache
def root() -> Path:
    """The folder that holds ``data/``, ``queries/`` and ``site/``."""
    package = Path(__file__).resolve().parent
    bundled = package / "_bundled"
    return bundled if bundled.is_dir() else package.parent


def data(name: str = "triples.ttl") -> Path:
    """A file of the data that comes with the program."""
    return root() / "data" / name


#: The licence of the data that comes with the program, and the credit that it asks for.
LICENCE = (
    "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/, "
    "credit “vitamin-d-kg, knowledge graph of vitamin D mechanisms”"
)


def is_bundled(digest: str) -> bool:
    """Whether a SHA-256 is that of the data that comes with the program."""
    from hashlib import sha256

    return digest == sha256(data().read_bytes()).hexdigest()


def own() -> Path:
    """The data file of the checkout, for editing; raises UsageError if the data was installed with the program."""
    if root().name == "_bundled":
        raise UsageError(
            "the data installed with the program cannot be edited; name a data file of your own, or install from a "
            "checkout of the repository: python3 -m pip install -e ."
        )
    return data()


T = TypeVar("T")


def toml(file: Path, kind: type[T]) -> T:
    """The content of a TOML file, as editors save it: with or without a byte order mark; raises DataError."""
    import tomllib

    import msgspec

    try:
        text = file.read_text("utf-8-sig")
        return msgspec.convert(tomllib.loads(text), kind)
    except OSError as error:
        raise DataError(f"{file}: cannot be read ({error.strerror}); name another file") from None
    except UnicodeDecodeError:
        raise DataError(f"{file}: is not valid TOML: it is not saved as UTF-8; save it again as UTF-8") from None
    except msgspec.ValidationError as error:
        raise DataError(f"{file}: {_placed(str(error))}; correct it") from None
    except ValueError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = text.splitlines()[int(place[1]) - 1] if place else ""
        remedy = 'write straight quotes (") instead of curly ones' if set("“”„") & set(line) else "correct it"
        raise DataError(f"{file}: is not valid TOML ({error}); {remedy}") from None


#: Words of msgspec, and those that authors of a file know.
_WORDS = {
    r"Object missing required field (`\w+`)": r"\1 is missing",
    r"Object contains unknown field (`\w+`)": r"\1 is not known here",
    r"`str` matching regex '\\\\S'": "text that is not empty",
    "`str`": "text",
    "`int`": "a whole number",
    "`array`": "a list",
    "`object`": "a table",
}


def _placed(problem: str) -> str:
    """What msgspec says, after the place in the file; entries of a list are counted from 1.

    >>> _placed("Expected `str`, got `int` - at `$.step[0].tell`"), _placed("Object missing required field `step`")
    ('step 1, tell: Expected text, got a whole number', '`step` is missing')
    """
    what, _, place = problem.partition(" - at `$.")
    for theirs, ours in _WORDS.items():
        what = re.sub(theirs, ours, what)
    words = re.sub(r"\[(\d+)\]", lambda number: f" {int(number[1]) + 1}", place.rstrip("`")).replace(".", ", ")
    return f"{words}: {what}" if words else what
