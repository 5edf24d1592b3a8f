"""The description of the data for search engines: ``data/dataset.ttl`` in the terms of schema.org."""

from __future__ import annotations

from kg import resources
from kg.turtle.dataset import creators
from kg.turtle.names import DATASET
from kg.turtle.parse import first, parse, read_bytes
from kg.website.data import Json


def described() -> Json:
    """The bundled data as a schema.org Dataset in JSON-LD."""
    path = resources.data("dataset.ttl")
    triples = parse(read_bytes(path), path)
    about = triples[DATASET]
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": DATASET,
        "name": first(about, "dcterms:title"),
        "description": first(about, "dcterms:description"),
        "version": first(about, "owl:versionInfo"),
        "datePublished": first(about, "dcterms:issued"),
        "license": first(about, "dcterms:license"),
        "keywords": sorted(about.get("dcat:keyword", ())),
        "creator": [{"@type": "Organization", "name": name} for name in creators()],
        "isAccessibleForFree": True,
    }
