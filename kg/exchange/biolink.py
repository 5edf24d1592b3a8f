"""A row of Biolink edges → a relation with its sign, its modality and its type of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from kg import resources
from kg.model.core import Sign
from kg.turtle.parse import parse, read_bytes, vocabulary

#: Predicates that the vocabulary matches to no single relation, or only in the other direction, with the reason.
EXPLICIT = {
    "affects": "affects",  # an effect without a direction
    "regulates": "affects",  # a kind of affects
    "affects_likelihood_of": "affects",  # more or less likely is not stated
    "disrupts": "decreases",  # degrades the object or interferes with it
    "produces": "causes",  # causes the object
    "promotes_condition": "predisposesTo",  # can cause the condition
    "has_side_effect": "hasAdverseEffect",  # an unwanted effect
    "positively_regulates": "increases",  # this and the next five: used in older tables
    "negatively_regulates": "decreases",
    "entity_positively_regulates_entity": "increases",
    "entity_negatively_regulates_entity": "decreases",
    "increases_amount_or_activity_of": "increases",
    "decreases_amount_or_activity_of": "decreases",
    "acts_upstream_of_positive_effect": "increases",  # activates the process or increases it
    "acts_upstream_of_negative_effect": "decreases",
    "acts_upstream_of_or_within_positive_effect": "increases",
    "acts_upstream_of_or_within_negative_effect": "decreases",
    "correlated_with": "associatedWith",  # not causal, and no direction
    "genetically_associated_with": "associatedWith",  # a statistical association
    "gene_associated_with_condition": "associatedWith",  # may influence or only correlate
    "associated_with_likelihood_of": "associatedWith",  # more or less likely is not stated
    "associated_with_increased_likelihood_of": "positivelyAssociatedWith",  # statistical, not causal
    "associated_with_decreased_likelihood_of": "negativelyAssociatedWith",
    "interacts_with": "interactsWith",  # the relation of that name
    "coexists_with": "coexistsWith",  # the relation of that name
    "occurs_in": "locatedIn",  # where a process takes place; the vocabulary matches it to what makes a thing
}
DIRECTIONS = {
    "increased": Sign.PLUS,
    "upregulated": Sign.PLUS,
    "decreased": Sign.MINUS,
    "downregulated": Sign.MINUS,
}
#: Aspects that rise and fall with the thing itself: its amount, activity or severity.
ASPECTS = frozenset({"activity_or_abundance", "abundance", "activity", "expression", "synthesis", "severity"})
#: Qualifiers that make subject or object a different thing from the node: its degradation, a mutant, a metabolite.
CHANGING = tuple(
    f"{end}_{kind}_qualifier"
    for end in ("subject", "object")
    for kind in ("aspect", "form_or_variant", "part", "derivative")
)
CAUSAL = {Sign.PLUS: "increases", Sign.MINUS: "decreases", Sign.UNKNOWN: "affects"}
ASSOCIATED = {
    Sign.PLUS: "positivelyAssociatedWith",
    Sign.MINUS: "negativelyAssociatedWith",
    Sign.UNKNOWN: "associatedWith",
}
#: An observation in one data set is hedged; a prediction is emerging.
MODALITIES = {
    "": "Asserted",
    "not_provided": "Asserted",
    "knowledge_assertion": "Asserted",
    "logical_entailment": "Asserted",
    "statistical_association": "Hedged",
    "observation": "Hedged",
    "prediction": "Emerging",
}
AUTOMATIC = frozenset(
    "automated_agent text_mining_agent image_processing_agent data_analysis_pipeline computational_model".split()
)
AGENTS = AUTOMATIC | {"", "not_provided", "manual_agent", "manual_validation_of_automated_agent"}
NEGATED = {"": False, "false": False, "0": False, "true": True, "1": True}
#: The columns of an edge that this module reads.
COLUMNS = (
    "predicate",
    "negated",
    "qualified_predicate",
    "subject_direction_qualifier",
    "object_direction_qualifier",
    *CHANGING,
    "knowledge_level",
    "agent_type",
)
#: What was not understood, and its value.
Unclear = list[tuple[str, str]]
Row = Mapping[str, str]


class Reading(Struct, frozen=True):
    """What an edge states, its modality and its ECO term; ``reversed`` if a lowered subject has reversed the sign."""

    relation: str
    reversed: bool
    negated: bool
    modality: str
    type: str


@cache
def predicates() -> Mapping[str, str]:
    """Biolink predicate → relation: the only relation of the vocabulary that matches it, or :data:`EXPLICIT`."""
    path = resources.data("vocabulary.ttl")
    found: dict[str, set[str]] = {}
    for subject, node in parse(read_bytes(path), path).items():
        if "vocab:Relation" in node["rdf:type"]:
            for match in node.get("skos:closeMatch", ()):
                found.setdefault(match, set()).add(subject.removeprefix("vocab:"))
    single = {local(match): min(relations) for match, relations in found.items() if len(relations) == 1}
    return {**single, **EXPLICIT}


def local(predicate: str) -> str:
    """A predicate without its prefix.

    >>> local("biolink:causes")
    'causes'
    """
    return predicate.removeprefix("biolink:")


def read(row: Row) -> tuple[Reading | None, Unclear]:
    """What an edge states (None if it cannot be read), and what was not understood."""
    unclear: Unclear = []
    negated = NEGATED.get(row.get("negated", "").casefold())
    if negated is None:
        unclear.append(("edge whose negated is neither true nor false, left out", row["negated"]))
        return None, unclear
    if local(row["predicate"]) not in predicates():
        unclear.append(("edge with an unknown predicate, left out", row["predicate"]))
        return None, unclear
    relation, flipped = _relation(row, unclear)
    level, agent = row.get("knowledge_level", ""), row.get("agent_type", "")
    if level not in MODALITIES:
        unclear.append(("unknown knowledge_level, treated as hedged", level))
    if agent not in AGENTS:
        unclear.append(("unknown agent_type, treated as a person", agent))
    modality = MODALITIES.get(level, "Hedged")
    modality = "Denied" if negated and modality == "Asserted" else modality
    person = "ECO:0000304" if row.get("publications") else "ECO:0000303"  # traceable or not
    return Reading(relation, flipped, negated, modality, "ECO:0000501" if agent in AUTOMATIC else person), unclear


def _relation(row: Row, unclear: Unclear) -> tuple[str, bool]:
    """The relation of an edge, and whether a lowered subject has reversed its sign.

    A direction of the object is the sign, unless the predicate itself lowers: "prevents decreased mobility" is
    ambiguous. If the sign is not understood, the relation is unsigned: ``affects`` or ``associatedWith``.
    """
    predicate, qualified = local(row["predicate"]), local(row.get("qualified_predicate", ""))
    doubts: Unclear = []
    for column in ("subject_direction_qualifier", "object_direction_qualifier"):
        if (value := row.get(column, "")) and value not in DIRECTIONS:
            doubts.append((f"unknown {column}, imported without a sign", value))
    subject = DIRECTIONS.get(row.get("subject_direction_qualifier", ""))
    object_ = DIRECTIONS.get(row.get("object_direction_qualifier", ""))
    if qualified and qualified not in predicates():
        doubts.append(("unknown qualified_predicate, imported without a sign", qualified))
    elif qualified and object_:
        predicate = qualified
    elif qualified:
        unclear.append(("qualified_predicate without an object direction, not used", qualified))
    relation = vocabulary()[0][predicates()[predicate]]
    own = relation.sign or relation.correlation
    if own is None:
        if subject or object_:
            unclear.append(("direction of an edge without a sign, not used", predicate))
        unclear += doubts
        return relation.id, False
    if own is Sign.MINUS and object_:
        doubts.append(("object direction with a predicate that lowers, imported without a sign", predicate))
    sign = object_ or own
    for column in CHANGING if sign is not Sign.UNKNOWN else ():
        if (value := row.get(column, "")) and value not in ASPECTS:
            doubts.append((f"{column} that makes it a different thing, imported without a sign", value))
    unclear += doubts
    sign = Sign.UNKNOWN if doubts else sign
    flipped = subject is Sign.MINUS and sign is not Sign.UNKNOWN
    if sign is own and not (flipped or object_):
        return relation.id, False
    return (CAUSAL if relation.causal else ASSOCIATED)[sign * Sign.MINUS if flipped else sign], flipped
