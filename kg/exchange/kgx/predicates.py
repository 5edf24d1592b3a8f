"""Predicates of other graphs (Biolink today and earlier, the Relation Ontology) → relations of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kg import resources
from kg.turtle.names import curie
from kg.turtle.parse import parse, read_bytes

#: Predicates that the vocabulary matches to no single relation, or only in the other direction, with the reason.
EXPLICIT = {
    "affects": "affects",  # an effect without a direction
    "regulates": "affects",  # a kind of affects
    "affects_likelihood_of": "affects",  # more or less likely is not stated
    "disrupts": "decreases",  # degrades the object or interferes with it
    "produces": "causes",  # causes the object
    "promotes_condition": "predisposesTo",  # can cause the condition
    "has_side_effect": "hasAdverseEffect",  # an unwanted effect
    "increases_amount_or_activity_of": "increases",
    "decreases_amount_or_activity_of": "decreases",
    "acts_upstream_of": "affects",
    "acts_upstream_of_or_within": "affects",
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
    "occurs_in": "locatedIn",  # where a process takes place
}
_ASPECT = "abundance activity expression synthesis".split()
#: What earlier versions of Biolink let a chemical do to a gene that is not its amount or activity.
OTHER_ASPECTS = tuple(
    "degradation folding localization metabolic_processing molecular_interaction molecular_modification mutation_rate "
    "secretion splicing stability transport uptake".split()
)
_SORTS = ("entity_{}_entity", "process_{}_process", "{}", "{}_entity_to_entity", "{}_process_to_process")
#: Predicates of earlier versions of Biolink.
OLDER = {
    **{sort.format("positively_regulates"): "increases" for sort in _SORTS},
    **{sort.format("negatively_regulates"): "decreases" for sort in _SORTS},
    **{sort.format("regulates"): "affects" for sort in _SORTS},
    "ameliorates": "relieves",
    "exacerbates": "worsens",
    "prevents": "prevents",
    "predisposes": "predisposesTo",
    "causes_adverse_event": "hasAdverseEffect",
    "approved_to_treat": "treats",
    **{f"{verb}_{aspect}_of": verb for verb in ("increases", "decreases", "affects") for aspect in _ASPECT},
    **{f"{verb}_{aspect}_of": "affects" for verb in ("increases", "decreases", "affects") for aspect in OTHER_ASPECTS},
}
#: Terms of the Relation Ontology and BFO, besides those that the vocabulary names.
TERMS = {
    "RO:0002211": "affects",  # regulates
    "RO:0002212": "decreases",  # negatively regulates
    "RO:0002213": "increases",  # positively regulates
    "RO:0002263": "affects",  # acts upstream of
    "RO:0002264": "affects",  # acts upstream of or within
    "RO:0002304": "increases",  # causally upstream of, positive effect
    "RO:0002305": "decreases",  # causally upstream of, negative effect
    "RO:0002326": "contributesTo",  # contributes to
    "RO:0002411": "affects",  # causally upstream of
    "RO:0002418": "affects",  # causally upstream of or within
    "RO:0002434": "interactsWith",  # interacts with
    "RO:0002436": "interactsWith",  # molecularly interacts with
    "RO:0002448": "affects",  # directly regulates activity of
    "RO:0002449": "decreases",  # directly negatively regulates activity of
    "RO:0002450": "increases",  # directly positively regulates activity of
    "RO:0002566": "affects",  # causally influences
    "RO:0002578": "affects",  # directly regulates
    "RO:0002629": "increases",  # directly positively regulates
    "RO:0002630": "decreases",  # directly negatively regulates
    "RO:0002206": "expressedIn",  # expressed in
    "RO:0003000": "causes",  # produces
    "RO:0003002": "decreases",  # represses expression of
    "RO:0003003": "increases",  # increases expression of
    "RO:0003302": "contributesTo",  # causes or contributes to condition
    "RO:0003305": "worsens",  # contributes to severity of condition
    "RO:0003308": "associatedWith",  # correlated with condition
    "RO:0004032": "increases",  # acts upstream of or within, positive effect
    "RO:0004033": "decreases",  # acts upstream of or within, negative effect
    "RO:0004034": "increases",  # acts upstream of, positive effect
    "RO:0004035": "decreases",  # acts upstream of, negative effect
    "RO:0004046": "decreases",  # causally upstream of or within, negative effect
    "RO:0004047": "increases",  # causally upstream of or within, positive effect
    "RO:0011002": "affects",  # regulates activity of
    "RO:0011003": "affects",  # regulates quantity of
    "RO:0012005": "increases",  # is small molecule activator of
    "RO:0012006": "decreases",  # is small molecule inhibitor of
    "BFO:0000050": "partOf",  # part of
    "BFO:0000066": "locatedIn",  # occurs in
}
#: A predicate that is written from the other end → the one that it turns into.
INVERSE = {
    "adverse_event_of": "has_adverse_event",
    "affected_by": "affects",
    "amount_or_activity_decreased_by": "decreases_amount_or_activity_of",
    "amount_or_activity_increased_by": "increases_amount_or_activity_of",
    "caused_by": "causes",
    "condition_ameliorated_by": "ameliorates_condition",
    "condition_associated_with_gene": "gene_associated_with_condition",
    "condition_exacerbated_by": "exacerbates_condition",
    "condition_predisposed_by": "predisposes_to_condition",
    "condition_promoted_by": "promotes_condition",
    "contains_process": "occurs_in",
    "contribution_from": "contributes_to",
    "decreased_likelihood_associated_with": "associated_with_decreased_likelihood_of",
    "disrupted_by": "disrupts",
    "expresses": "expressed_in",
    "has_negative_upstream_actor": "acts_upstream_of_negative_effect",
    "has_negative_upstream_or_within_actor": "acts_upstream_of_or_within_negative_effect",
    "has_part": "part_of",
    "has_positive_upstream_actor": "acts_upstream_of_positive_effect",
    "has_positive_upstream_or_within_actor": "acts_upstream_of_or_within_positive_effect",
    "has_preventative_intervention": "preventative_for_condition",
    "has_upstream_actor": "acts_upstream_of",
    "has_upstream_or_within_actor": "acts_upstream_of_or_within",
    "increased_likelihood_associated_with": "associated_with_increased_likelihood_of",
    "is_metabolite_of": "has_metabolite",
    "is_side_effect_of": "has_side_effect",
    "likelihood_affected_by": "affects_likelihood_of",
    "likelihood_associated_with": "associated_with_likelihood_of",
    "location_of": "located_in",
    "phenotype_of": "has_phenotype",
    "produced_by": "produces",
    "regulated_by": "regulates",
    "superclass_of": "subclass_of",
    "treated_by": "treats",
    # Of earlier versions of Biolink.
    **{
        sort.format(f"{way}ly_regulated_by"): f"{way}ly_regulates"
        for sort in _SORTS
        for way in ("positive", "negative")
    },
    "ameliorated_by": "ameliorates",
    "exacerbated_by": "exacerbates",
    "has_predisposing_factor": "predisposes",
    "prevented_by": "prevents",
    **{
        f"{aspect}_{way}d_by": f"{way}s_{aspect}_of"
        for aspect in (*_ASPECT, *OTHER_ASPECTS)
        for way in ("increase", "decrease")
    },
    **{f"{aspect}_affected_by": f"affects_{aspect}_of" for aspect in (*_ASPECT, *OTHER_ASPECTS)},
    "RO:0001015": "RO:0001025",  # location of
    "RO:0002201": "RO:0002200",  # phenotype of
    "RO:0002292": "RO:0002206",  # expresses
    "RO:0002302": "RO:0002606",  # is treated by substance
    "RO:0002334": "RO:0002211",  # regulated by
    "RO:0002335": "RO:0002212",  # negatively regulated by
    "RO:0002336": "RO:0002213",  # positively regulated by
    "RO:0002404": "RO:0002411",  # causally downstream of
    "RO:0002427": "RO:0002418",  # causally downstream of or within
    "RO:0002559": "RO:0002566",  # causally influenced by
    "RO:0003001": "RO:0003000",  # produced by
    "RO:0003310": "RO:0003307",  # condition ameliorated by
    "BFO:0000051": "BFO:0000050",  # has part
}
_TERM = re.compile(r"(?:obo:)?(ro|bfo)[:_]([0-9]+)", re.IGNORECASE)


@cache
def predicates() -> Mapping[str, str]:
    """Predicate → relation: the only relation of the vocabulary that matches it, or one of the tables above."""
    path = resources.data("vocabulary.ttl")
    found: dict[str, set[str]] = {}
    for subject, node in parse(read_bytes(path), path).items():
        if "vocab:Relation" in node["rdf:type"]:
            for match in node.get("skos:closeMatch", ()):
                found.setdefault(match, set()).add(subject.removeprefix("vocab:"))
    single = {local(match): min(relations) for match, relations in found.items() if len(relations) == 1}
    single = {name: relation for name, relation in single.items() if name not in INVERSE}
    return {**single, **EXPLICIT, **OLDER, **TERMS}


@cache
def local(word: str) -> str:
    """A predicate, a qualifier or another word of the model without its prefix, in small letters.

    >>> local("biolink:causes"), local("https://w3id.org/biolink/vocab/Positively_regulates"), local("ro:0002213")
    ('causes', 'positively_regulates', 'RO:0002213')
    """
    word = curie(word.strip())
    if term := _TERM.fullmatch(word):
        return f"{term[1].upper()}:{term[2]}"
    prefix, _, rest = word.partition(":")
    return re.sub(r"[\s-]+", "_", (rest if prefix.casefold() == "biolink" else word).strip()).casefold()
