"""Where the data and the site live: beside the package in a wheel, else in the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder that holds ``data/`` and ``site/``."""
    package = Path(__file__).resolve().parent
    bundled = package / "_bundled"
    return bundled if bundled.is_dir() else package.parent


def data(name: str = "triples.ttl") -> Path:
    """A file of the data that comes with the program."""
    return root() / "data" / name


def site() -> Path:
    """The folder of the site that comes with the program."""
    return root() / "site"


def queries() -> Path:
    """The folder of the SPARQL queries that come with the program."""
    return root() / "queries"


def schemas() -> Path:
    """The folder of the JSON Schemas of answers that comes with the program."""
    return root() / "docs" / "schemas"
