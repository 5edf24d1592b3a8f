"""The fields of each class of a data file: the predicate of each, the form of its values, and how many there may be.

The reader (kg.turtle.build), the writer (kg.turtle.write) and the rules (kg.curation.rules) all use these tables.
A new field is a field of its class in kg.model.core and a row here; raise ``snapshot.FORMAT`` as well.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import core, withdrawn
from kg.turtle.forms import (
    CATEGORY,
    DATE,
    DECIMAL,
    ENGLISH,
    FIRST,
    MANY,
    NAME,
    OPTIONAL,
    RELATION,
    TERM,
    TEXT,
    TRUE,
    WHOLE,
    YEAR,
    Field,
    Table,
    Together,
)

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
            Field("label", "skos:prefLabel", ENGLISH),
            Field("definition", "skos:definition", ENGLISH, FIRST),
            Field("category", "rdf:type", CATEGORY, FIRST),
            Field("synonyms", "skos:altLabel", ENGLISH, MANY),
            Field("state_of", "vocab:stateOf", NAME, OPTIONAL),
            Field("level", "vocab:level", TERM, OPTIONAL, scheme="Level"),
            Field("exact", "skos:exactMatch", NAME, MANY),
            Field("close", "skos:closeMatch", NAME, MANY),
            Field("broad", "skos:broadMatch", NAME, MANY),
            Field("broader", "skos:broader", NAME, MANY),
            Field("beyond_range", "vocab:beyondRange", TRUE, OPTIONAL),
            Field("excludes", "vocab:excludesPopulation", TERM, MANY, scheme="Population"),
            Field("generic", "vocab:generic", TRUE, OPTIONAL),
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
            Field("minimum", "schema:minValue", DECIMAL, FIRST),
            Field("maximum", "schema:maxValue", DECIMAL, FIRST),
            Field("unit", "schema:unitCode"),
            Field("of", "vocab:quantityOf", NAME, FIRST),
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
            Field("reason", "vocab:reason", TERM, scheme="OmissionReason"),
            Field("passage", "vocab:passage", NAME),
        ),
    ),
    core.Claim: Table(
        "vocab:Claim",
        "claim",
        (
            Field("relation", "rdf:predicate", RELATION),
            Field("subject", "rdf:subject", NAME),
            Field("object", "rdf:object", NAME),
        ),
    ),
    withdrawn.Withdrawal: Table(
        "vocab:WithdrawnClaim",
        "claim",
        (
            Field("reason", "skos:historyNote", ENGLISH),
            Field("date", "vocab:withdrawnOn", DATE),
            Field("replaced_by", "dcterms:isReplacedBy", NAME, OPTIONAL),
            Field("statement", "rdfs:label", ENGLISH),
        ),
        flags=("owl:deprecated",),
    ),
    withdrawn.WithdrawnConcept: Table(
        "vocab:WithdrawnConcept",
        "concept",
        (
            Field("label", "skos:prefLabel", ENGLISH),
            Field("reason", "skos:historyNote", ENGLISH),
            Field("date", "vocab:withdrawnOn", DATE),
            Field("replaced_by", "dcterms:isReplacedBy", NAME, MANY),
        ),
        flags=("owl:deprecated",),
    ),
    core.Evidence: Table(
        "vocab:Evidence",
        "evidence",
        (
            Field("passage", "vocab:passage", NAME, OPTIONAL),
            Field("context", "vocab:population", TERM, MANY, scheme="Population", key="population"),
            Field("context", "vocab:severity", TERM, MANY, scheme="Severity", key="severity"),
            Field("context", "vocab:duration", TERM, MANY, scheme="Duration", key="duration"),
            Field("context", "vocab:site", TERM, MANY, scheme="Site", key="site"),
            Field("context", "vocab:dose", TEXT, MANY, key="dose"),
            Field("context", "vocab:condition", TERM, MANY, scheme="Condition", key="condition"),
            Field("claim", "vocab:supports", NAME, when=("stance", core.Stance.SUPPORTS)),
            Field("claim", "vocab:disputes", NAME, when=("stance", core.Stance.DISPUTES)),
            Field("claim", "vocab:inconclusiveOn", NAME, when=("stance", core.Stance.INCONCLUSIVE)),
            Field("source", "vocab:study", NAME, when=("passage", None)),  # else it is the document of the passage
            Field("modality", "vocab:modality", TERM, scheme="Modality"),
            Field("type", "vocab:evidenceType", NAME),
            Field("says", "rdfs:comment", ENGLISH),
            Field("cites", "cito:citesAsEvidence", NAME, MANY),
            Field("read_at", "vocab:readAt", TEXT, FIRST),
            Field("accessed", "vocab:accessed", DATE, FIRST),
            Field("place", "vocab:place", TEXT, FIRST),
            Field("sample", "vocab:sampleSize", TEXT, FIRST),
            Field("effect", "vocab:effectSize", TEXT, FIRST),
            Field("graphs", "vocab:graph", TEXT, MANY),
            Field("imported", "vocab:imported", TRUE, OPTIONAL),
            Field("score", "vocab:sourceScore", TEXT, FIRST),
            Field("origin", "vocab:knowledgeSource", TEXT, FIRST),
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
            Field("document", "oa:hasSource", NAME),
            Field("start", "oa:start", WHOLE),
            Field("end", "oa:end", WHOLE),
            Field("digest", "vocab:digest"),
            Field("section", "vocab:section", TEXT, FIRST),
            Field("fragment", "vocab:fragment", TEXT, FIRST),
        ),
    ),
    core.Document: Table(
        "vocab:Document",
        "document",
        (
            Field("title", "dcterms:title", TEXT, FIRST),
            Field("publisher", "dcterms:publisher"),
            Field("url", "schema:url", TEXT, FIRST),
            Field("sha256", "vocab:sha256"),
            Field("code_points", "vocab:codePoints", WHOLE),
            Field("kind", "vocab:kind", TERM, scheme="DocumentKind"),
            Field("group", "vocab:independenceGroup"),
            Field("references", "dcterms:references", NAME, MANY),
        ),
    ),
    core.Study: Table(
        "vocab:Study",
        "study",
        (
            Field("design", "vocab:design", TERM, scheme="StudyDesign"),
            Field("trace_status", "vocab:traceStatus", TERM, scheme="TraceStatus"),
            Field("title", "dcterms:title", TEXT, FIRST),
            Field("authors", "dcterms:creator", TEXT, FIRST),
            Field("journal", "vocab:journal", TEXT, FIRST),
            Field("year", "dcterms:issued", YEAR, FIRST),
            Field("volume", "bibo:volume", TEXT, FIRST),
            Field("issue", "bibo:issue", TEXT, FIRST),
            Field("pages", "bibo:pages", TEXT, FIRST),
            Field("doi", "bibo:doi", TEXT, FIRST),
            Field("pmid", "bibo:pmid", TEXT, FIRST),
            Field("pmcid", "vocab:pmcid", TEXT, FIRST),
            Field("sample", "vocab:sampleSize", TEXT, FIRST),
            Field("finding", "vocab:finding", TEXT, FIRST),
            Field("trace_note", "vocab:traceNote", TEXT, FIRST),
            Field("verified_at", "vocab:verifiedAt", TEXT, FIRST),
            Field("group", "vocab:independenceGroup", TEXT, FIRST),
            Field("group_reason", "vocab:groupReason", TEXT, FIRST),
            Field("population", "vocab:studyPopulation", TEXT, FIRST),
            Field("baseline", "vocab:baseline", TEXT, FIRST),
            Field("dose", "vocab:dose", TEXT, FIRST),
            Field("effect", "vocab:effectSize", TEXT, FIRST),
            Field("record_status", "vocab:recordStatus", TERM, OPTIONAL, scheme="RecordStatus"),
            Field("status_date", "vocab:statusDate", DATE, FIRST),
            Field("status_note", "vocab:statusNote", TEXT, FIRST),
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
