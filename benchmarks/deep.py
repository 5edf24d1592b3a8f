"""The processor time of questions about everything in a hierarchy of growing depth, and the exponent of its growth.

``python benchmarks/deep.py [LEVELS …]`` makes chains of kinds, each narrower than the next (default: 500, 1,000, 2,000
and 4,000 levels), in a temporary folder. Something acts on the narrowest kind, and each kind acts on something of its
own. It prints a table for what acts, and for the narrowest kind, for which all broader ones may answer.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from growth import Question, asked, row, table
from large import block, escaped

import kg
from kg.turtle.names import BASE, PREFIXES, claim_id

SIZES = [500, 1_000, 2_000, 4_000]
QUESTIONS: dict[str, Question] = {
    "effects": lambda graph, _one, _other: kg.effects(graph, "cause"),
    "what-if": lambda graph, _one, _other: kg.what_if(graph, ["cause"]),
    "effects of a kind": lambda graph, _one, _other: kg.effects(graph, "kind 0"),
    "what-if of a kind": lambda graph, _one, _other: kg.what_if(graph, ["kind 0"]),
}


def turtle(levels: int) -> Iterator[str]:
    """The text of a data file with a chain of kinds, one resource at a time."""
    yield "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    yield block(f"<{BASE}>", [("owl:versionInfo", '"1"')])
    kinds = [f"concept:kind-{n}" for n in range(levels)]
    ends = [("concept:cause", kinds[0]), *((kind, f"concept:effect-{n}") for n, kind in enumerate(kinds))]
    heads, broader = dict(ends), dict(pairwise(kinds))
    for name in dict.fromkeys([*heads, *heads.values()]):
        facts = [("a", "skos:Concept"), ("a", "biolink:Protein")]
        facts += [("skos:prefLabel", f'"{name[8:].replace("-", " ")}"@en'), ("skos:definition", '"One of many."@en')]
        facts += [("vocab:increases", heads[name])] if name in heads else []
        facts += [("skos:broader", broader[name])] if name in broader else []
        yield block(name, facts)
    for number, (subject, object_) in enumerate(ends):
        name = escaped(claim_id(subject, "increases", object_))
        parts = [("rdf:subject", subject), ("rdf:predicate", "vocab:increases"), ("rdf:object", object_)]
        yield block(name, [("a", "vocab:Claim"), *parts])
        says = [("vocab:supports", name), ("rdfs:comment", f'"Says {number}."@en'), ("vocab:study", "study:s-2000")]
        kind = [("vocab:evidenceType", "ECO:0007121"), ("vocab:modality", "vocab:Asserted")]
        yield block(f"evidence:s-2000-{number:04}", [("a", "vocab:Evidence"), *says, *kind])
    design = [("vocab:design", "vocab:Cohort"), ("vocab:traceStatus", "vocab:Verified")]
    yield block("study:s-2000", [("a", "vocab:Study"), ("dcterms:issued", '"2000"^^xsd:gYear'), *design])


def main(words: list[str]) -> None:
    """Print the table."""
    sizes = [int(word) for word in words] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        files = [Path(folder, f"{size}.ttl") for size in sizes]
        for file, size in zip(files, sizes, strict=True):
            file.write_text("".join(turtle(size)), "utf-8")
            kg.load(file)
        table("levels", sizes)
        for name, question in QUESTIONS.items():
            asked(files[0], question, sizes[0])  # what it imports is not counted
            row(name, sizes, [asked(file, question, size)[0] for file, size in zip(files, sizes, strict=True)])


if __name__ == "__main__":
    main(sys.argv[1:])
