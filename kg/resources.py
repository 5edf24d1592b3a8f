"""Paths of the files that come with the program: inside the package in a wheel, otherwise in the checkout."""

from __future__ import annotations

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


def own() -> Path:
    """The data file of the checkout, for editing; raises UsageError if the data was installed with the program."""
    if root().name == "_bundled":
        raise UsageError("the data installed with the program cannot be edited; name a data file of your own")
    return data()


def site() -> Path:
    """The folder of the site that comes with the program."""
    return root() / "site"


def queries() -> Path:
    """The folder of the SPARQL queries that come with the program."""
    return root() / "queries"


def table(file: Path) -> dict[str, Any]:
    """The content of a TOML file; raises DataError."""
    import tomllib

    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise DataError(f"{file}: cannot be read ({error.strerror}); name another file") from None
    except ValueError as error:  # not TOML, or not UTF-8
        raise DataError(f"{file}: is not valid TOML ({error}); correct it") from None


def tables(file: Path, name: str) -> list[Any]:
    """The entries ``[[name]]`` of a TOML file, at least one; raises DataError."""
    found = table(file).get(name)
    if not isinstance(found, list) or not found:
        raise DataError(f"{file}: has no {name}; write each as [[{name}]]")
    return found
