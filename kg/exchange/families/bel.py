"""BEL as the node-link JSON that PyBEL writes (``pybel.dump``): each edge with the publication that it cites.

Increases and decreases have a sign; an observed lack of change is a null finding; correlations and associations are not
causes. An activity is read as the term itself; a location, a translocation, a secretion or a degradation makes an end a
different thing, so the edge has no sign. Edges that only say how terms are built are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from kg.errors import DataError
from kg.exchange.families import Edge, Item, Node, Options
from kg.exchange.families.parts.bel_terms import Terms
from kg.exchange.families.parts.whole import mapping, sequence, shown, value
from kg.exchange.given import Given
from kg.exchange.report import Report

_CAUSES = {"predicate": "biolink:affects", "qualified_predicate": "biolink:causes"}
_RAISES = {**_CAUSES, "object_direction_qualifier": "increased"}
_LOWERS = {**_CAUSES, "object_direction_qualifier": "decreased"}
_AFFECTS = {"predicate": "biolink:affects"}
#: The cells of each relation.
RELATIONS = {
    "increases": _RAISES,
    "directlyIncreases": _RAISES,
    "decreases": _LOWERS,
    "directlyDecreases": _LOWERS,
    "regulates": _AFFECTS,
    "directlyRegulates": _AFFECTS,
    "rateLimitingStepOf": _AFFECTS,
    "causesNoChange": {**_AFFECTS, "negated": "true"},
    "positiveCorrelation": {"predicate": "biolink:positively_correlated_with"},
    "negativeCorrelation": {"predicate": "biolink:negatively_correlated_with"},
    "correlation": {"predicate": "biolink:correlated_with"},
    "noCorrelation": {"predicate": "biolink:correlated_with", "negated": "true"},
    "association": {"predicate": "biolink:associated_with"},
    "biomarkerFor": {"predicate": "biolink:associated_with"},
    "prognosticBiomarkerFor": {"predicate": "biolink:associated_with"},
    "binds": {"predicate": "biolink:interacts_with"},
    "isA": {"predicate": "biolink:subclass_of"},
    "partOf": {"predicate": "biolink:part_of"},
    "hasComponent": {"predicate": "biolink:has_part"},
    "subProcessOf": {"predicate": "biolink:part_of"},
}
#: Relations that PyBEL writes in both directions.
BOTH_WAYS = frozenset("positiveCorrelation negativeCorrelation correlation noCorrelation association binds".split())
#: Relations that say how terms are built, or what is the same elsewhere.
BUILT = frozenset(
    "hasVariant hasMember hasMembers hasComponents hasReactant hasProduct transcribedTo translatedTo "
    "orthologous analogousTo equivalentTo".split()
)
#: What a modifier makes of a term: its activity, or a different thing.
MODIFIERS = {
    "Activity": "activity",
    "Degradation": "degradation",
    "Translocation": "localization",
    "CellSecretion": "secretion",
    "CellSurfaceExpression": "localization",
}
_SEEMS = re.compile(r'"pybel_version"|"function"\s*:\s*"[A-Za-z]+"[^\0]*"bel"\s*:|"bel"\s*:[^\0]*"function"\s*:')
_DATABASES = {"pubmed": "PMID", "pmc": "PMC", "doi": "DOI"}


def recognises(file: Given) -> bool:
    """Whether a file of JSON has the version of PyBEL, or terms of BEL."""
    start = file.start
    return start.lstrip().startswith("{") and bool(_SEEMS.search(start))


def read(files: Sequence[Given], _: Options, report: Report) -> Iterator[Item]:
    """The terms of each file and its edges; an entry belongs to the same function in all files."""
    graphs = [_graph(file) for file in files]
    terms = Terms(node for _, nodes, _ in graphs for node in nodes)
    for file, (origin, nodes, links) in zip(files, graphs, strict=True):
        rows = [terms.row(node) for node in nodes]
        for number, row in enumerate(rows, 1):
            yield Node(f"node {number} of {file.name}", row)
        for number, link in enumerate(links, 1):
            place = f"link {number} of {file.name}"
            if isinstance(edge := _edge(place, link, rows), str):
                report.leave("edges", place, edge, shown(link.get("relation")) or "no relation")
            else:
                yield edge._replace(row={**edge.row, "primary_knowledge_source": f"{origin} (BEL)"})


def _graph(file: Given) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]]]:
    """The name of a document with its version, its terms, and its edges."""
    found = mapping(value(file))
    nodes, links = found.get("nodes"), found.get("links", found.get("edges"))
    if not nodes or not isinstance(nodes, list) or not isinstance(links, list):
        raise DataError(f"{file.shown}: has no nodes and links; give the node-link JSON that PyBEL writes")
    about = mapping(mapping(found.get("graph")).get("document_metadata"))
    origin = f"{shown(about.get('name')) or file.name} {shown(about.get('version'))}".strip()
    return origin, list(map(mapping, nodes)), list(map(mapping, links))


def _edge(place: str, link: dict[str, Any], rows: list[dict[str, str]]) -> Edge | str:
    """The row of an edge, or why it is left out."""
    relation = shown(link.get("relation"))
    if relation in BUILT:
        return "relation of BEL that says how terms are built, left out"
    if relation not in RELATIONS:
        return "unknown relation of BEL, left out"
    ends = [_end(link.get(end), rows) for end in ("source", "target")]
    notes = []
    row = {"knowledge_level": "knowledge_assertion", "agent_type": "manual_agent", **RELATIONS[relation]}
    said = [mapping(link.get(f"{end}_modifier")) or mapping(link.get(old)) for end, old in _MODIFIED]
    if relation in BOTH_WAYS and ends[0] > ends[1]:
        ends, said = ends[::-1], said[::-1]
    for end, modifier in zip(("subject", "object"), said, strict=True):
        aspect = MODIFIERS.get(shown(modifier.get("modifier")), "localization") if modifier else ""
        row[f"{end}_aspect_qualifier"] = "localization" if modifier.get("location") else aspect
        notes += ["activity of a term, read as the term itself"] if row[f"{end}_aspect_qualifier"] == "activity" else []
    row["subject"], row["object"] = ends
    row["publications"] = _publication(mapping(link.get("citation")))
    confidence = _annotated(mapping(link.get("annotations")).get("Confidence"))
    row["has_confidence_score"] = f"BEL confidence {confidence}" if confidence else ""
    return Edge(place, row, (), tuple(dict.fromkeys(notes)), relation)


#: The names of the modifiers of both ends; versions of PyBEL before 0.15 call them by their part in the statement.
_MODIFIED = (("source", "subject"), ("target", "object"))


def _end(number: object, rows: list[dict[str, str]]) -> str:
    """The identifier of an end, which is given by its place in the list of nodes; empty if there is none."""
    if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < len(rows):
        return rows[number]["id"]
    return ""


def _publication(citation: dict[str, Any]) -> str:
    """The publication of a citation, under the names that versions of PyBEL have given its parts."""
    database = next(filter(None, (shown(citation.get(name)) for name in ("namespace", "db", "type"))), "")
    number = next(filter(None, (shown(citation.get(name)) for name in ("identifier", "db_id", "reference"))), "")
    prefix = _DATABASES.get(database.casefold())
    return f"{prefix}:{number}" if prefix and number else number


def _annotated(value: object) -> str:
    """The values of an annotation: a list of entries today, once an object with the values as keys."""
    names = list(value) if isinstance(value, dict) else [mapping(item).get("identifier") for item in sequence(value)]
    return ", ".join(filter(None, map(shown, names)))
