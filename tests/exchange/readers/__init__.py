"""Readers of the exports that are not ours: each reads a file back and tells where it differs from the graph.

``READERS`` names, for each format, the programs that read it, the package whose version counts, and what is compared.
Where no program can be installed with pip, a small reader written here from the format's own definition stands in.
"""

from collections.abc import Callable
from typing import NamedTuple

from tests.exchange.readers import biolink, networks, owl, rdf, sources, texts
from tests.exchange.readers.common import Result


class Reader(NamedTuple):
    """A program that reads a format; ``package`` is the one whose version counts, empty if it was written here."""

    program: str
    package: str
    compares: str
    read: Callable[..., Result]


CLAIMS = "ends, sign, and the sources on each side of every claim"
NETWORK = f"{CLAIMS}; level of every state; hierarchy"
REFERENCES = "every known field of every reference"
ARROWS = "ends, directions, sign, claims, and the sources on each side of every arrow"
READERS: dict[str, list[Reader]] = {
    "kgx-tsv": [
        Reader("a reader of Biolink's predicates and qualifiers", "", f"{CLAIMS}; hierarchy", biolink.kgx_tables)
    ],
    "kgx-jsonl": [
        Reader("a reader of Biolink's predicates and qualifiers", "", f"{CLAIMS}; hierarchy", biolink.kgx_lines),
        Reader("biolink-model", "biolink-model", "classes, slots, enumerations; domains and ranges", biolink.kgx_model),
    ],
    "json-ld": [
        Reader("PyLD", "PyLD", "every triple; sign and sources of every claim", rdf.json_ld_pyld),
        Reader("rdflib", "rdflib", "every triple; sign and sources of every claim", rdf.json_ld_rdflib),
    ],
    "n-triples": [Reader("rdflib", "rdflib", "every triple; sign and sources of every claim", rdf.n_triples)],
    "owl": [
        Reader("rdflib", "rdflib", "every triple; sign and sources of every claim", owl.rdflib),
        Reader(
            "owlready2",
            "owlready2",
            "every class, every property of the vocabulary; both ends of every claim",
            owl.owlready2,
        ),
        Reader("pronto", "pronto", "every class, every object property of the vocabulary", owl.pronto),
    ],
    "trig": [
        Reader("rdflib and nanopub", "nanopub", "structure; what is asserted; sign and sources of each side", rdf.trig)
    ],
    "graphml": [
        Reader("networkx", "networkx", NETWORK, networks.graphml_networkx),
        Reader("Python's XML library", "", NETWORK, networks.graphml_xml),
    ],
    "cx2": [Reader("ndex2", "ndex2", NETWORK, networks.cx2)],
    "node-link": [Reader("networkx", "networkx", NETWORK, networks.node_link)],
    "csv": [
        Reader("Python's csv module", "", "claim, stance, sign, levels, source and words of every evidence", texts.csv)
    ],
    "bel": [
        Reader(
            "a reader of BEL 2 written for the tests",
            "",
            "each line; each statement with state, sign, source",
            texts.bel,
        )
    ],
    "sif": [Reader("a reader of SIF written for the tests", "", "ends and sign of every claim; hierarchy", texts.sif)],
    "dagitty": [
        Reader("pydot", "pydot", "every quantity of the chains with its role; every arrow between them", texts.dagitty)
    ],
    "dot": [Reader("pydot", "pydot", ARROWS, texts.dot)],
    "mermaid": [Reader("a reader of flowcharts written for the tests", "", ARROWS, texts.mermaid)],
    "bibtex": [
        Reader("bibtexparser", "bibtexparser", REFERENCES, sources.bibtex),
        Reader("pybtex", "pybtex", REFERENCES, sources.bibtex_strict),
    ],
    "ris": [Reader("rispy", "rispy", REFERENCES, sources.ris)],
    "csl-json": [Reader("citeproc-py", "citeproc-py", f"{REFERENCES}; each is set in a style", sources.csl_json)],
    "anki": [Reader("SQLite", "", "sign, levels, words and links on each side of every card", sources.anki)],
}
