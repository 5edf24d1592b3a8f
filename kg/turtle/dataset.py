"""What ``data/dataset.ttl`` says about the data that comes with the program."""

from __future__ import annotations

from kg import resources
from kg.turtle.names import DATASET
from kg.turtle.parse import first, parse, read_bytes


def creators() -> list[str]:
    """Who made the data that comes with the program."""
    path = resources.data("dataset.ttl")
    triples = parse(read_bytes(path), path)
    return [first(triples[name], "foaf:name") for name in sorted(triples[DATASET].get("dcterms:creator", ()))]
