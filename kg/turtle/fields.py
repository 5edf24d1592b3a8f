"""The fields of each class of a data file: the predicate of each, the form of its values, and how many there may be.

The reader (kg.turtle.build), the writer (kg.turtle.write) and the rules (kg.curation.rules) all use these tables.
A new field is a field of its class in kg.model.core and a row here; raise ``snapshot.FORMAT`` as well.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import core, withdrawn
from kg.turtle.forms import Field, Table, Together

#: What a data file describes.
Item = (
    core.Concept
    | core.Value
    | core.Omission
    | core.Claim
    | withdrawn.Withdrawal
    | withdrawn.WithdrawnConcept
    | core.Evidence
    | core.Passage
    | core.Document
    | core.Study
)


#: Each class of a data file with its table.
TABLES: Mapping[type[Item], Table] = {
    core.Concept: Table(
        "skos:Concept",
        "concept",
        (
            Field("label", "skos:prefLabel", "english"),
            Field("definition", "skos:definition", "english", "first"),
            Field("category", "rdf:type", "category", "first"),
            Field("synonyms", "skos:altLabel", "english", "many"),
            Field("state_of", "vocab:stateOf", "name", "optional"),
            Field("level", "vocab:level", "term", "optional", scheme="Level"),
            Field("exact", "skos:exactMatch", "name", "many"),
            Field("close", "skos:closeMatch", "name", "many"),
            Field("broad", "skos:broadMatch", "name", "many"),
            Field("broader", "skos:broader", "name", "many"),
            Field("beyond_range", "vocab:beyondRange", "true", "optional"),
            Field("excludes", "vocab:excludesPopulation", "term", "many", scheme="Population"),
            Field("generic", "vocab:generic", "true", "optional"),
        ),
        (
            Together(
                "state",
                ("vocab:stateOf", "vocab:level"),
                (0, 2),
                "has only one of stateOf and level",
                "a state has both vocab:stateOf and vocab:level",
            ),
        ),
    ),
    core.Value: Table(
        "schema:QuantitativeValue",
        "quantity",
        (
            Field("minimum", "schema:minValue", "decimal", "first"),
            Field("maximum", "schema:maxValue", "decimal", "first"),
            Field("unit", "schema:unitCode"),
            Field("of", "vocab:quantityOf", "name", "first"),
        ),
        (
            Together(
                "value",
                ("schema:minValue", "schema:maxValue"),
                (1, 2),
                "has no bound",
                "give schema:minValue, schema:maxValue or both",
            ),
        ),
    ),
    core.Omission: Table(
        "vocab:Omission",
        "omission",
        (
            Field("reason", "vocab:reason", "term", scheme="OmissionReason"),
            Field("passage", "vocab:passage", "name"),
        ),
    ),
    core.Claim: Table(
        "vocab:Claim",
        "claim",
        (
            Field("relation", "rdf:predicate", "relation"),
            Field("subject", "rdf:subject", "name"),
            Field("object", "rdf:object", "name"),
        ),
    ),
    withdrawn.Withdrawal: Table(
        "vocab:WithdrawnClaim",
        "claim",
        (
            Field("reason", "skos:historyNote", "english"),
            Field("date", "vocab:withdrawnOn", "date"),
            Field("replaced_by", "dcterms:isReplacedBy", "name", "optional"),
            Field("statement", "rdfs:label", "english"),
        ),
        flags=("owl:deprecated",),
    ),
    withdrawn.WithdrawnConcept: Table(
        "vocab:WithdrawnConcept",
        "concept",
        (
            Field("label", "skos:prefLabel", "english"),
            Field("reason", "skos:historyNote", "english"),
            Field("date", "vocab:withdrawnOn", "date"),
            Field("replaced_by", "dcterms:isReplacedBy", "name", "many"),
        ),
        flags=("owl:deprecated",),
    ),
    core.Evidence: Table(
        "vocab:Evidence",
        "evidence",
        (
            Field("passage", "vocab:passage", "name", "optional"),
            Field("context", "vocab:population", "term", "many", scheme="Population", key="population"),
            Field("context", "vocab:severity", "term", "many", scheme="Severity", key="severity"),
            Field("context", "vocab:duration", "term", "many", scheme="Duration", key="duration"),
            Field("context", "vocab:site", "term", "many", scheme="Site", key="site"),
            Field("context", "vocab:dose", "text", "many", key="dose"),
            Field("context", "vocab:condition", "term", "many", scheme="Condition", key="condition"),
            Field("claim", "vocab:supports", "name", when=("stance", core.Stance.SUPPORTS)),
            Field("claim", "vocab:disputes", "name", when=("stance", core.Stance.DISPUTES)),
            Field("claim", "vocab:inconclusiveOn", "name", when=("stance", core.Stance.INCONCLUSIVE)),
            Field("source", "vocab:study", "name", when=("passage", None)),  # else it is the document of the passage
            Field("modality", "vocab:modality", "term", scheme="Modality"),
            Field("type", "vocab:evidenceType", "name"),
            Field("says", "rdfs:comment", "english"),
            Field("cites", "cito:citesAsEvidence", "name", "many"),
            Field("read_at", "vocab:readAt", "text", "first"),
            Field("accessed", "vocab:accessed", "date", "first"),
            Field("place", "vocab:place", "text", "first"),
            Field("sample", "vocab:sampleSize", "text", "first"),
            Field("effect", "vocab:effectSize", "text", "first"),
            Field("graphs", "vocab:graph", "text", "many"),
            Field("imported", "vocab:imported", "true", "optional"),
            Field("score", "vocab:sourceScore", "text", "first"),
            Field("origin", "vocab:knowledgeSource", "text", "first"),
        ),
        (
            Together(
                "stance",
                ("vocab:supports", "vocab:disputes", "vocab:inconclusiveOn"),
                (1,),
                "takes {} stances",
                "give exactly one of vocab:supports, vocab:disputes, vocab:inconclusiveOn",
            ),
            Together(
                "source",
                ("vocab:passage", "vocab:study"),
                (1,),
                "does not name exactly one source",
                "give either vocab:passage or vocab:study",
            ),
        ),
    ),
    core.Passage: Table(
        "vocab:Passage",
        "passage",
        (
            Field("document", "oa:hasSource", "name"),
            Field("start", "oa:start", "whole"),
            Field("end", "oa:end", "whole"),
            Field("digest", "vocab:digest"),
            Field("section", "vocab:section", "text", "first"),
            Field("fragment", "vocab:fragment", "text", "first"),
        ),
    ),
    core.Document: Table(
        "vocab:Document",
        "document",
        (
            Field("title", "dcterms:title", "text", "first"),
            Field("publisher", "dcterms:publisher"),
            Field("url", "schema:url", "text", "first"),
            Field("sha256", "vocab:sha256"),
            Field("code_points", "vocab:codePoints", "whole"),
            Field("kind", "vocab:kind", "term", scheme="DocumentKind"),
            Field("group", "vocab:independenceGroup"),
            Field("references", "dcterms:references", "name", "many"),
        ),
    ),
    core.Study: Table(
        "vocab:Study",
        "study",
        (
            Field("design", "vocab:design", "term", scheme="StudyDesign"),
            Field("trace_status", "vocab:traceStatus", "term", scheme="TraceStatus"),
            Field("title", "dcterms:title", "text", "first"),
            Field("authors", "dcterms:creator", "text", "first"),
            Field("journal", "vocab:journal", "text", "first"),
            Field("year", "dcterms:issued", "year", "first"),
            Field("volume", "bibo:volume", "text", "first"),
            Field("issue", "bibo:issue", "text", "first"),
            Field("pages", "bibo:pages", "text", "first"),
            Field("doi", "bibo:doi", "text", "first"),
            Field("pmid", "bibo:pmid", "text", "first"),
            Field("pmcid", "vocab:pmcid", "text", "first"),
            Field("sample", "vocab:sampleSize", "text", "first"),
            Field("finding", "vocab:finding", "text", "first"),
            Field("trace_note", "vocab:traceNote", "text", "first"),
            Field("verified_at", "vocab:verifiedAt", "text", "first"),
            Field("group", "vocab:independenceGroup", "text", "first"),
            Field("group_reason", "vocab:groupReason", "text", "first"),
            Field("population", "vocab:studyPopulation", "text", "first"),
            Field("baseline", "vocab:baseline", "text", "first"),
            Field("dose", "vocab:dose", "text", "first"),
            Field("effect", "vocab:effectSize", "text", "first"),
            Field("record_status", "vocab:recordStatus", "term", "optional", scheme="RecordStatus"),
            Field("status_date", "vocab:statusDate", "date", "first"),
            Field("status_note", "vocab:statusNote", "text", "first"),
        ),
        (
            Together(
                "record",
                ("vocab:recordStatus", "vocab:statusDate"),
                (0, 2),
                "has only one of recordStatus and statusDate",
                "a status of the record has the day on which it was looked up",
            ),
        ),
    ),
}
_EVIDENCE = TABLES[core.Evidence].fields
#: The predicates by which an evidence item names its claim, and the axes of its context.
STANCES = tuple(field.predicate for field in _EVIDENCE if field.name == "claim")
AXES = tuple(field.key for field in _EVIDENCE if field.key)
