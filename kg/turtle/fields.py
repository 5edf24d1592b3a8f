"""The fields of each class of a data file: the predicate of each, the form of its values, and how many there may be.

The reader (kg.turtle.build), the writer (kg.turtle.write) and the rules (kg.curation.rules) all use these tables.
A new field is a field of its class in kg.model.core and a row here; raise ``snapshot.FORMAT`` as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from functools import cached_property

from msgspec import Struct

from kg.model import core

#: What a data file describes.
Item = (
    core.Concept
    | core.Value
    | core.Omission
    | core.Claim
    | core.Withdrawal
    | core.Evidence
    | core.Passage
    | core.Document
    | core.Study
)


class Form(Enum):
    """The form of a value in the file. In Python a whole number is an ``int``, true a ``bool``, and the rest a text."""

    TEXT = auto()  #: plain text
    ENGLISH = auto()  #: text in English
    NAME = auto()  #: the identifier of another thing
    TERM = auto()  #: a term of one scheme of the vocabulary
    RELATION = auto()  #: a relation of the vocabulary
    CATEGORY = auto()  #: a class of the Biolink model, in addition to the class of the data file
    DECIMAL = auto()  #: a bound of a value
    WHOLE = auto()  #: a whole number, 0 or more
    DATE = auto()  #: a day
    YEAR = auto()  #: a year
    TRUE = auto()  #: true; false is not written

    # Members are singletons: hashing by identity is fast.
    __hash__ = object.__hash__


class Count(Enum):
    """How many values a field may have in a description."""

    ONE = auto()  #: exactly one
    OPTIONAL = auto()  #: none, or exactly one
    FIRST = auto()  #: none, or one; of more, the first is read, and the shapes report the others
    MANY = auto()  #: any number, in alphabetical order


class Field(Struct, frozen=True, dict=True):
    """A row of a table: the predicate that holds the field ``name`` of a class.

    A ``scheme`` says which terms are allowed. With a ``key``, the field is a list of pairs, and the predicate holds the
    values of the pairs with this key. With ``when``, a second field and its value, the predicate is used only if the
    second field has this value, so that reading it sets both.
    """

    name: str
    predicate: str
    form: Form = Form.TEXT
    count: Count = Count.ONE
    scheme: str = ""
    key: str = ""
    when: tuple[str, object] | None = None

    @cached_property
    def required(self) -> bool:
        """Whether every description must have it."""
        return self.count is Count.ONE and self.when is None

    @property
    def absent(self) -> str | tuple[()] | bool | None:
        """The value of an optional field that is not given."""
        if self.count is Count.MANY:
            return ()
        if self.form is Form.TRUE:
            return False
        return None if self.form in (Form.NAME, Form.TERM, Form.WHOLE) else ""


class Together(Struct, frozen=True):
    """How many of some predicates a description must use, and the problem if it uses another number (``{}``)."""

    rule: str
    predicates: tuple[str, ...]
    allowed: tuple[int, ...]
    message: str
    repair: str


class Table(Struct, frozen=True, dict=True):
    """A class in the data file: its name there, the prefix of its identifiers, and its fields.

    The identifier itself is the first field of the class and is not in the table. ``flags`` are predicates that always
    have the value true.
    """

    kind: str
    prefix: str
    fields: tuple[Field, ...]
    together: tuple[Together, ...] = ()
    flags: tuple[str, ...] = ()

    @cached_property
    def predicates(self) -> frozenset[str]:
        """All predicates that a description may use; a comment may be on anything."""
        return frozenset({"rdf:type", "rdfs:comment", *self.flags, *(field.predicate for field in self.fields)})

    @cached_property
    def blank(self) -> Mapping[str, object]:
        """The optional fields without values."""
        return {field.name: field.absent for field in self.fields if field.count is not Count.ONE}


TEXT, ENGLISH, NAME, TERM, RELATION, CATEGORY, DECIMAL, WHOLE, DATE, YEAR, TRUE = Form
ONE, OPTIONAL, FIRST, MANY = Count

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
    core.Withdrawal: Table(
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
            Field("claim", "vocab:supports", NAME, when=("stance", core.Stance.SUPPORTS)),
            Field("claim", "vocab:disputes", NAME, when=("stance", core.Stance.DISPUTES)),
            Field("claim", "vocab:inconclusiveOn", NAME, when=("stance", core.Stance.INCONCLUSIVE)),
            Field("source", "vocab:study", NAME, when=("passage", None)),  # else it is the document of the passage
            Field("modality", "vocab:modality", TERM, scheme="Modality"),
            Field("type", "vocab:evidenceType", NAME),
            Field("says", "rdfs:comment", ENGLISH),
            Field("cites", "cito:citesAsEvidence", NAME, MANY),
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
        ),
    ),
}
_EVIDENCE = TABLES[core.Evidence].fields
#: The predicates by which an evidence item names its claim, and the axes of its context.
STANCES = tuple(field.predicate for field in _EVIDENCE if field.name == "claim")
AXES = tuple(field.key for field in _EVIDENCE if field.key)
