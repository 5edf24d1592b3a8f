"""Describe the data for catalogues and archives: ``python docs/describe.py [--check]``.

``data/dataset.ttl`` describes the data set, with counts, in VoID and DCAT; ``ro-crate-metadata.json`` makes the
repository and every archive of it an RO-Crate. Both are generated from CITATION.cff, pyproject.toml and the data, so do
not edit them. The site takes its description for search engines from ``data/dataset.ttl``.
"""

import hashlib
import json
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, PROV, RDF, SKOS, VOID, XSD

import kg
from kg import resources
from kg.turtle.canonical import canonical
from kg.turtle.facts import facts as as_facts
from kg.turtle.fields import TABLES
from kg.turtle.names import DATASET, PREFIXES, expand
from kg.turtle.parse import parse, quads

ROOT = Path(__file__).resolve().parent.parent
DCAT = Namespace("http://www.w3.org/ns/dcat#")  # version 3, which rdflib does not support yet
SPDX = Namespace("http://spdx.org/rdf/terms#")
TURTLE = "text/turtle"
CC_BY, MIT = "https://creativecommons.org/licenses/by/4.0/", "https://spdx.org/licenses/MIT"
LICENCES = {
    CC_BY: ("Creative Commons Attribution 4.0 International", "The licence of the data: LICENSE-DATA."),
    MIT: ("MIT License", "The licence of the program: LICENSE."),
}
#: The files that an archive describes: path, description, format, licences.
FILES = {
    "data/triples.ttl": ("The data: concepts, claims, evidence, passages, sources", TURTLE, [CC_BY]),
    "data/dataset.ttl": ("The description of the data set, with counts (VoID, DCAT)", TURTLE, [CC_BY]),
    "data/vocabulary.ttl": ("The classes, relations and controlled values of the data", TURTLE, [CC_BY]),
    "data/shapes.ttl": ("The SHACL shapes that the data keeps", TURTLE, [CC_BY]),
    "site/index.html": ("The data to explore in a browser", "text/html", [CC_BY, MIT]),
    "CITATION.cff": ("How to cite the data and the program", "application/yaml", [CC_BY, MIT]),
    "LICENSE-DATA": ("The licence of the data", "text/plain", []),
    "LICENSE": ("The licence of the program", "text/plain", []),
}
PROGRAM = {"@id": "kg/", "@type": "Dataset", "name": "The program, a Python package", "license": {"@id": MIT}}
NOTEBOOK = "application/x-ipynb+json"


def cited() -> dict[str, Any]:
    """The citation of the data set, and its description in one sentence."""
    known: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {**known, "description": project["description"]}


def creators(known: dict[str, Any]) -> dict[str, str]:
    """The names of the authors by their identifiers."""
    return {f"{DATASET}#creator-{number}": each["name"] for number, each in enumerate(known["authors"], 1)}


def dataset(path: Path) -> str:
    """The description of a data file in VoID and DCAT."""
    graph, known, data = kg.load(path), cited(), path.read_bytes()
    triples = parse(data, path)
    about, current = URIRef(DATASET), URIRef(f"{DATASET}{graph.version}")
    file = URIRef(f"{DATASET}data/{path.name}")
    facts: list[tuple[URIRef, URIRef, URIRef | Literal]] = [
        *((about, RDF.type, kind) for kind in (VOID.Dataset, DCAT.Dataset)),
        (about, DCTERMS.title, Literal(known["title"], lang="en")),
        (about, DCTERMS.description, Literal(known["description"], lang="en")),
        (about, DCTERMS.issued, Literal(known["date-released"].isoformat(), datatype=XSD.date)),
        (about, DCTERMS.license, URIRef(CC_BY)),
        (about, OWL.versionInfo, Literal(graph.version)),
        (about, DCAT.hasCurrentVersion, current),
        (current, RDF.type, DCAT.Dataset),
        (current, DCAT.version, Literal(graph.version)),
        (current, DCAT.isVersionOf, about),
        (about, VOID.uriSpace, Literal(DATASET)),
        (about, DCTERMS.conformsTo, URIRef(f"{DATASET}vocab")),
        *((about, DCAT.keyword, Literal(word, lang="en")) for word in known["keywords"]),
        (about, DCAT.distribution, file),
        (file, RDF.type, DCAT.Distribution),
        (file, DCTERMS.identifier, Literal(f"data/{path.name}")),
        (file, DCTERMS.title, Literal(FILES[f"data/{path.name}"][0], lang="en")),
        (file, DCTERMS.license, URIRef(CC_BY)),
        (file, DCAT.mediaType, URIRef(f"https://www.iana.org/assignments/media-types/{TURTLE}")),
        (file, DCAT.byteSize, Literal(len(data), datatype=XSD.nonNegativeInteger)),
        (file, SPDX.checksum, checksum := URIRef(f"{DATASET}#checksum")),
        (checksum, RDF.type, SPDX.Checksum),
        (checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
        (checksum, SPDX.checksumValue, Literal(hashlib.sha256(data).hexdigest(), datatype=XSD.hexBinary)),
        (about, VOID.triples, Literal(len(quads(data, path)))),
        (about, VOID.distinctSubjects, Literal(len(triples))),
        (about, VOID.properties, Literal(len({predicate for node in triples.values() for predicate in node}))),
    ]
    if graph.attributed_to:
        agent, terms_of = (
            URIRef(expand(graph.attributed_to)),
            parse(resources.data("vocabulary.ttl").read_bytes(), path),
        )
        (about_agent,) = terms_of[graph.attributed_to]["skos:definition"]
        facts += [(about, PROV.wasAttributedTo, agent), (agent, RDF.type, PROV.SoftwareAgent)]
        facts.append((agent, SKOS.definition, Literal(about_agent, lang="en")))
    for name, label in creators(known).items():
        facts += [(about, DCTERMS.creator, URIRef(name)), (URIRef(name), RDF.type, FOAF.Organization)]
        facts.append((URIRef(name), FOAF.name, Literal(label)))
    facts += [(about, DCTERMS.source, URIRef(expand(name))) for name, items in graph.evidence_from.items() if items]
    kinds = Counter(kind for node in triples.values() for kind in node.get("rdf:type", ()))
    for kind in sorted({table.kind for table in TABLES.values()} & kinds.keys()):
        part = URIRef(f"{DATASET}#{kind.partition(':')[2]}")
        facts += [(about, VOID.classPartition, part), (part, VOID["class"], URIRef(expand(kind)))]
        facts.append((part, VOID.entities, Literal(kinds[kind])))
    used = {name.partition(":")[0] for node in triples.values() for name in node} | {"biolink"}
    facts += [(about, VOID.vocabulary, URIRef(PREFIXES[prefix])) for prefix in sorted(used)]
    described = Graph(bind_namespaces="none")
    for prefix, space in {"dcat": DCAT, "foaf": FOAF, "spdx": SPDX}.items():
        described.bind(prefix, space)
    for fact in facts:
        described.add(fact)
    made = ox.parse(described.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)
    return canonical(as_facts(made), {**{prefix: str(space) for prefix, space in described.namespaces()}, **PREFIXES})


def crate() -> str:
    """The repository as an RO-Crate 1.1."""
    known = cited()
    notebooks = {path.relative_to(ROOT).as_posix(): path for path in sorted(ROOT.glob("notebooks/*.ipynb"))}
    files = FILES | {name: (f"Notebook: {path.stem}", NOTEBOOK, [CC_BY, MIT]) for name, path in notebooks.items()}
    root = {
        "@id": "./",
        "@type": "Dataset",
        "identifier": DATASET,
        "name": known["title"],
        "description": known["description"],
        "datePublished": known["date-released"].isoformat(),
        "version": kg.load(ROOT / "data" / "triples.ttl").version,
        "keywords": known["keywords"],
        "license": [{"@id": licence} for licence in LICENCES],
        "creator": [{"@id": name} for name in creators(known)],
        "hasPart": [{"@id": path} for path in [*files, PROGRAM["@id"]]],
    }
    head = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    parts = []
    for path, (name, form, licences) in files.items():
        part = {"@id": path, "@type": "File", "name": name, "encodingFormat": form}
        parts.append({**part, **({"license": [{"@id": licence} for licence in licences]} if licences else {})})
    agents = [{"@id": name, "@type": "Organization", "name": label} for name, label in creators(known).items()]
    licences = [
        {"@id": licence, "@type": "CreativeWork", "name": name, "description": where}
        for licence, (name, where) in LICENCES.items()
    ]
    graph = [head, root, *parts, PROGRAM, *agents, *licences]
    text = json.dumps({"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}, indent=2)
    return text + "\n"


def main(arguments: list[str]) -> int:
    """Update outdated files, or with ``--check`` only list them; return 1 if there were any."""
    wanted = {
        ROOT / "data" / "dataset.ttl": dataset(ROOT / "data" / "triples.ttl"),
        ROOT / "ro-crate-metadata.json": crate(),
    }
    stale = {path: text for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text}
    for path, text in stale.items():
        sys.stderr.write(f"{path.relative_to(ROOT)}: out of date\n")
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
