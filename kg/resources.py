"""Paths of the files that come with the program: inside the package in a wheel, otherwise in the checkout."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import DataError, UsageError


@cache
def root() -> Path:
    """The folder that holds ``data/`` and ``site/``."""
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


def site() -> Path:
    """The folder of the site that comes with the program."""
    return root() / "site"


def queries() -> Path:
    """The folder of the SPARQL queries that come with the program."""
    return root() / "queries"


def table(file: Path) -> dict[str, Any]:
    """The content of a TOML file, as editors save it: with or without a byte order mark; raises DataError."""
    import tomllib

    try:
        text = file.read_text("utf-8-sig")
        return tomllib.loads(text)
    except OSError as error:
        raise DataError(f"{file}: cannot be read ({error.strerror}); name another file") from None
    except UnicodeDecodeError:
        raise DataError(f"{file}: is not valid TOML: it is not saved as UTF-8; save it again as UTF-8") from None
    except ValueError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = text.splitlines()[int(place[1]) - 1] if place else ""
        remedy = 'write straight quotes (") instead of curly ones' if set("“”„") & set(line) else "correct it"
        raise DataError(f"{file}: is not valid TOML ({error}); {remedy}") from None


def tables(file: Path, name: str) -> list[Any]:
    """The entries ``[[name]]`` of a TOML file, at least one; raises DataError."""
    found = table(file).get(name)
    if not isinstance(found, list) or not found:
        raise DataError(f"{file}: has no {name}; write each as [[{name}]]")
    return found
