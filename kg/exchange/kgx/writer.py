"""KGX tables and JSON lines in the terms of the Biolink Model 4.4.

In a claim that raises or lowers something, a state becomes its quantity with a direction: "vitamin D deficiency
decreases absorption" is an edge from vitamin D, ``subject_direction_qualifier`` decreased, to absorption,
``object_direction_qualifier`` decreased; ``original_subject``, ``original_predicate`` and ``original_object`` keep what
the source said. Each side of a claim is an edge of its own: disputing evidence makes a ``negated`` edge; inconclusive
evidence is left out, and a claim with no other evidence becomes ``related_to``, without a sign. What an imported graph
says keeps its source and its score, on an edge for each; of several graphs that are one,
``aggregator_knowledge_source`` names those that contain an edge.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from kg.exchange.kgx import own
from kg.exchange.kgx.stated import Stated, by_source, number_of, published, unwritten
from kg.exchange.made import Made, Statement, hierarchy, label, statements
from kg.model.characters import one_line
from kg.model.core import Evidence, Sign, Stance
from kg.model.graph import KnowledgeGraph
from kg.turtle.names import expand

Row = dict[str, Any]

#: The Biolink classes allowed as subject or object below, as far as the data use them; tests check the model.
TREATMENT = frozenset({"ChemicalEntity", "Drug", "Food", "MolecularEntity", "SmallMolecule", "Treatment"})
CONDITION = frozenset({"Disease", "PhenotypicFeature"})
PROCESS = frozenset({"Behavior", "BiologicalProcess", "PhysiologicalProcess"})
ANATOMY = frozenset({"AnatomicalEntity", "Cell", "CellularComponent"})
CHEMICAL = TREATMENT - {"Treatment"}
MOLECULE = frozenset({"MolecularEntity", "SmallMolecule"})
BIOLOGICAL = CONDITION | PROCESS | ANATOMY | {"Gene", "Protein"}
TERM = CONDITION | PROCESS | ANATOMY | MOLECULE | {"ClinicalAttribute"}

#: Classes of attributes, whose nodes need has_attribute_type.
ATTRIBUTES = frozenset({"Attribute", "ClinicalAttribute", "ClinicalCourse", "ClinicalModifier", "Onset"})

#: Relation → predicate, if Biolink has one with the same meaning that allows any subject and object.
PREDICATES = {
    "affects": "affects",
    "hasNoEffectOn": "affects",
    "causes": "causes",
    "contributesTo": "contributes_to",
    "predisposesTo": "contributes_to",
    "associatedWith": "associated_with",
    "isA": "related_to_at_concept_level",
    "partOf": "part_of",
    "locatedIn": "located_in",
    "producedIn": "occurs_in",
}
#: Relation → a more specific predicate, and the classes of subject and object that Biolink allows for it.
CLOSER = {
    "predisposesTo": ("predisposes_to_condition", TREATMENT, CONDITION),
    "worsens": ("exacerbates_condition", TREATMENT, CONDITION),
    "hasAdverseEffect": ("has_adverse_event", TREATMENT, CONDITION),
    "prevents": ("preventative_for_condition", TREATMENT, CONDITION),
    "treats": ("treats", TREATMENT, CONDITION),
    "relieves": ("ameliorates_condition", TREATMENT, CONDITION),
    "manifestsAs": ("has_phenotype", BIOLOGICAL, frozenset({"PhenotypicFeature"})),
    "convertsTo": ("has_metabolite", MOLECULE, MOLECULE),
    "contains": ("has_food_component", CHEMICAL, CHEMICAL),
    "isA": ("subclass_of", TERM, TERM),
    "expressedIn": ("expressed_in", frozenset({"Gene", "Protein"}), ANATOMY),
}
#: Class of the object → class of an association that allows direction qualifiers.
DIRECTED = {"Disease": "EntityToDiseaseAssociation", "PhenotypicFeature": "EntityToPhenotypicFeatureAssociation"}
DIRECTION = {Sign.PLUS: "increased", Sign.MINUS: "decreased"}
NODE = "id category name description synonym xref iri has_attribute_type".split()
EDGE = (
    "id category subject predicate object subject_direction_qualifier qualified_predicate object_direction_qualifier "
    "negated knowledge_level agent_type primary_knowledge_source aggregator_knowledge_source "
    "publications has_evidence has_evidence_of_type "
    "has_confidence_score original_subject original_predicate original_object qualifiers"
).split()
#: Automatically generated evidence, in the Evidence and Conclusion Ontology.
AUTOMATIC = "ECO:0000501"


def tsv(graph: KnowledgeGraph) -> Made:
    """Two tables with ``|`` between values, as KGX reads them."""
    return _made(graph, "tsv", _table)


def jsonl(graph: KnowledgeGraph) -> Made:
    """Two files with one JSON object per line."""
    return _made(graph, "jsonl", _lines)


def _made(graph: KnowledgeGraph, ending: str, written: Callable[[list[str], list[Row]], str]) -> Made:
    nodes, edges = _nodes(graph), _edges(graph)
    files = {f"nodes.{ending}": written(NODE, nodes), f"edges.{ending}": written(EDGE, edges)}
    inconclusive = sum(item.stance == Stance.INCONCLUSIVE for item in graph.counted.values())
    left_out = {"inconclusive evidence items, which Biolink cannot express": inconclusive, **unwritten(graph)}
    counts = {"nodes": len(nodes), "edges": len(edges), "claims": len(graph.claims)}
    return Made(files, counts, {what: count for what, count in left_out.items() if count})


def _nodes(graph: KnowledgeGraph) -> list[Row]:
    concepts = [
        {
            "id": concept.id,
            "category": [f"biolink:{concept.category or 'NamedThing'}"],
            "name": one_line(concept.label),
            "description": one_line(concept.definition),
            "synonym": [one_line(name) for name in concept.synonyms],
            "xref": list(concept.exact),
            "iri": expand(concept.id),
            "has_attribute_type": concept.id if concept.category in ATTRIBUTES else "",
        }
        for concept in graph.concepts.values()
    ]
    values = [
        {
            "id": value.id,
            "category": ["biolink:Attribute"],
            "name": one_line(label(value)),
            "iri": expand(value.id),
            "has_attribute_type": value.of or value.id,
        }
        for value in graph.values.values()
    ]
    return [*concepts, *values]


def _edges(graph: KnowledgeGraph) -> list[Row]:
    rows = []
    for statement in statements(graph):
        for side in (Stance.SUPPORTS, Stance.DISPUTES):
            for number, (stated, items) in enumerate(by_source(statement.evidence[side]).items()):
                row = _edge(graph, statement, side, stated, items)
                rows.append({**row, "id": f"{row['id']}#{number + 1}"} if number else row)
        if statement.status == "undecided":
            rows.append(_undecided(graph, statement))
    return [*rows, *(_broader(graph, *pair) for pair in hierarchy(graph)), *own.notes(graph)]


def _edge(graph: KnowledgeGraph, statement: Statement, stance: Stance, stated: Stated, items: list[Evidence]) -> Row:
    """What one source, or this graph, says on one side of a claim."""
    claim = statement.claim
    supports = stance == Stance.SUPPORTS
    rated = float(statement.confidence.value) if supports else None
    automatic = all(item.type == AUTOMATIC for item in items)
    agent = "manual_agent" if stated.origin else own.agent_type(graph)
    sides = _sides(graph, statement)
    return {
        **sides,
        "category": [f"biolink:{_association(graph, sides)}"],
        "id": claim.id if supports else f"{claim.id}#disputed",
        "negated": supports == (statement.sign is Sign.NULL),
        "knowledge_level": _knowledge(items),
        "agent_type": "automated_agent" if automatic else agent,
        "aggregator_knowledge_source": list(stated.graphs),
        "publications": list(dict.fromkeys(filter(None, (published(graph, item, stated) for item in items)))),
        "has_evidence": [item.id for item in items],
        "has_evidence_of_type": sorted({item.type for item in items}),
        "has_confidence_score": number_of(stated.score) if stated.origin else rated,
        "qualifiers": [name for axis in own.AXES for name in _limits(items, axis)],
        **_original(statement),
        "primary_knowledge_source": stated.source,
    }


def _limits(items: Iterable[Evidence], axis: str) -> list[str]:
    """The populations or conditions to which all the evidence items are limited, if they are the same."""
    found = {tuple(sorted(value for key, value in item.context if key == axis)) for item in items}
    return [f"vocab:{name}" for name in found.pop()] if len(found) == 1 else []


def _knowledge(items: Iterable[Evidence]) -> str:
    """The knowledge level: an assertion if any source states or denies the claim as a fact, else not provided."""
    firm = any(item.modality in ("Asserted", "Denied") for item in items)
    return "knowledge_assertion" if firm else "not_provided"


def _original(statement: Statement) -> Row:
    claim = statement.claim
    return {
        "original_subject": claim.subject,
        "original_predicate": f"vocab:{claim.relation}",
        "original_object": claim.object,
    }


def _undecided(graph: KnowledgeGraph, statement: Statement) -> Row:
    """A claim with inconclusive evidence only: the edge says that the two have been studied together, nothing more."""
    stated = next(iter(by_source(statement.evidence[Stance.INCONCLUSIVE])), Stated("", "", ()))
    return {
        "id": f"{statement.claim.id}#undecided",
        "category": ["biolink:Association"],
        "subject": statement.claim.subject,
        "predicate": "biolink:related_to",
        "object": statement.claim.object,
        "negated": False,
        "knowledge_level": "not_provided",
        "agent_type": own.agent_type(graph),
        **_original(statement),
        "primary_knowledge_source": stated.source,
        "aggregator_knowledge_source": list(stated.graphs),
    }


def _broader(graph: KnowledgeGraph, kind: str, broader: str) -> Row:
    """An edge of the graph's own hierarchy."""
    pair = graph.concepts[kind].category, graph.concepts[broader].category
    closer, subjects, objects = CLOSER["isA"]
    predicate = closer if pair[0] in subjects and pair[1] in objects else PREDICATES["isA"]
    return {
        "id": f"{kind}--broader--{broader}",
        "category": ["biolink:Association"],
        "subject": kind,
        "predicate": f"biolink:{predicate}",
        "object": broader,
        "negated": False,
        "knowledge_level": "knowledge_assertion",
        "agent_type": own.agent_type(graph, "automated_agent"),
        "primary_knowledge_source": own.source(graph),
        "original_predicate": own.BROADER,
    }


def _sides(graph: KnowledgeGraph, statement: Statement) -> Row:
    """Subject, predicate and object with their directions.

    If the claim raises or lowers something, a state becomes its quantity, decreased or increased.
    """
    claim, sign = statement.claim, statement.sign
    tail, head = graph.concepts[claim.subject], graph.concepts.get(claim.object)
    if sign not in DIRECTION or head is None:
        predicate = _predicate(claim.relation, tail.category, head.category if head else "") or "related_to"
        return {"subject": claim.subject, "predicate": f"biolink:{predicate}", "object": claim.object}
    ends = {"subject": statement.source, "object": statement.target}
    if not graph.relations[claim.relation].causal:
        return {**ends, "predicate": f"biolink:{'positively' if sign is Sign.PLUS else 'negatively'}_correlated_with"}
    lowered = {"subject_direction_qualifier": DIRECTION[tail.direction]} if tail.is_level else {}
    fits = _predicate(claim.relation, graph.concepts[statement.source].category, head.category)
    if fits and not head.is_level:
        return {**ends, **lowered, "predicate": f"biolink:{fits}"}
    caused = {"qualified_predicate": "biolink:causes", "object_direction_qualifier": DIRECTION[sign * tail.direction]}
    return {**ends, **lowered, "predicate": "biolink:affects", **caused}


def _association(graph: KnowledgeGraph, sides: Row) -> str:
    """The class of an edge: one that allows direction qualifiers, if the edge needs it and Biolink has one."""
    if not {"subject_direction_qualifier", "object_direction_qualifier"} & sides.keys():
        return "Association"
    subject, object_ = (graph.concepts[sides[end]].category for end in ("subject", "object"))
    if subject in CHEMICAL and object_ in BIOLOGICAL and sides["predicate"] == "biolink:affects":
        return "ChemicalAffectsBiologicalEntityAssociation"
    return DIRECTED.get(object_, "Association")


def _predicate(relation: str, subject: str, object_: str) -> str | None:
    """The predicate for a relation between things of these classes; None if there is no specific one."""
    closer, subjects, objects = CLOSER.get(relation, ("", frozenset(), frozenset()))
    return closer if subject in subjects and object_ in objects else PREDICATES.get(relation)


def _table(columns: list[str], rows: list[Row]) -> str:
    return "".join("\t".join(cells) + "\n" for cells in [columns, *([_cell(row, c) for c in columns] for row in rows)])


def _cell(row: Row, column: str) -> str:
    value = row.get(column)
    if isinstance(value, list):
        return "|".join(one_line(part).replace("|", "/") for part in value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else one_line(str(value))


def _lines(columns: list[str], rows: list[Row]) -> str:
    """Rows as JSON lines, without empty values, with keys in the order of the tables."""
    kept = ({name: row[name] for name in columns if row.get(name) not in (None, "", [])} for row in rows)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
