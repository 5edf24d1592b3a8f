"""The data types of the graph: concepts, claims, evidence and sources.

All are immutable; identifiers are compact (``concept:vitamin-d``) as in ``data/triples.ttl``. They hold texts and
tuples of texts, never each other, so the collector of cycles need not look at them (``gc=False``): it would walk
through a graph of a million claims again and again.
"""

from enum import StrEnum
from typing import Annotated, Self

from msgspec import Struct


class Sign(StrEnum):
    """Direction of an influence, or of a change; equal to its text.

    ``*`` is the sign of a chain: null absorbs everything, unknown absorbs the rest.

    >>> Sign.MINUS * Sign.MINUS is Sign.PLUS
    True
    >>> Sign.MINUS * Sign.UNKNOWN is Sign.UNKNOWN
    True
    >>> Sign.NULL * Sign.UNKNOWN is Sign.NULL
    True
    """

    PLUS = "+"
    MINUS = "-"
    NULL = "0"
    UNKNOWN = "?"

    # The hash of Enum is written in Python and would slow down the multiplication table.
    __hash__ = str.__hash__

    def __mul__(self, other: Self) -> Self:  # type: ignore[override]  # a sign is never repeated as a text
        return _PRODUCT[self, other]

    @property
    def arrow(self) -> str:
        """The sign as it is shown after a quantity: ``↑``, ``↓``, ``·`` or ``?``."""
        return _ARROW[self]

    @property
    def symbol(self) -> str:
        """The sign as it is shown to people, with a true minus."""
        return "−" if self is Sign.MINUS else self.value


_ARROW = {Sign.PLUS: "↑", Sign.MINUS: "↓", Sign.NULL: "·", Sign.UNKNOWN: "?"}
_PRODUCT = {
    (a, b): (
        Sign.NULL
        if Sign.NULL in (a, b)
        else Sign.UNKNOWN
        if Sign.UNKNOWN in (a, b)
        else Sign.PLUS
        if a is b
        else Sign.MINUS
    )
    for a in Sign
    for b in Sign
}


class Stance(StrEnum):
    """What an evidence item says about its claim."""

    SUPPORTS = "supports"
    DISPUTES = "disputes"
    INCONCLUSIVE = "inconclusive"

    @property
    def mark(self) -> str:
        """The stance as one character: ``+``, ``−`` or ``~``."""
        return "+−~"[_STANCES.index(self)]

    @property
    def side(self) -> str:
        """The side that the source takes: for, against or undecided."""
        return ("for", "against", "undecided")[_STANCES.index(self)]

    @property
    def verb(self) -> str:
        """The stance as a verb: supports, disputes, is undecided on."""
        return "is undecided on" if self is Stance.INCONCLUSIVE else self.value


_STANCES = tuple(Stance)


class Concept(Struct, frozen=True, gc=False):
    """Something that claims are about; a *state* is a named level of a quantity, ``state_of``.

    A state that is ``beyond_range``, such as an excess, is a quantity of its own: what holds within the range does not
    hold for it. ``excludes`` names the populations to which the concept cannot apply. A ``generic`` concept, such as
    overall health, is not a quantity that rises and falls: no chain runs through it.
    """

    id: str
    label: str
    definition: str = ""
    category: str = ""
    synonyms: tuple[str, ...] = ()
    state_of: str | None = None
    level: str | None = None
    exact: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    broad: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    beyond_range: bool = False
    excludes: tuple[str, ...] = ()
    generic: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the concept, as written."""
        return self.label, *self.synonyms, self.id.partition(":")[2]

    @property
    def quantity(self) -> str:
        """Identifier of the quantity that goes up and down: the concept itself, or what it is a level of."""
        return self.state_of if self.state_of and not self.beyond_range else self.id

    @property
    def is_level(self) -> bool:
        """Whether it is a level of another quantity; a state beyond the range is not."""
        return self.quantity != self.id

    @property
    def direction(self) -> Sign:
        """The direction of the quantity when the concept holds: minus for a low state, otherwise plus."""
        return Sign.MINUS if self.level == "Low" and not self.beyond_range else Sign.PLUS


class Value(Struct, frozen=True, gc=False):
    """A value or range with its UCUM unit, of a measured concept; bounds are decimal texts, empty if open."""

    id: Annotated[str, "The value."]
    minimum: Annotated[str, "The minimum, as a decimal number; empty if open."]
    maximum: Annotated[str, "The maximum, as a decimal number; empty if open."]
    unit: Annotated[str, "The unit, a UCUM code."]
    of: Annotated[str | None, "What is measured; null if it is the subject of the claim."] = None


class Claim(Struct, frozen=True, gc=False):
    """A claim: subject, relation and object, as sources state them."""

    id: str
    subject: str
    relation: str
    object: str


class Passage(Struct, frozen=True, gc=False):
    """A span of a document in code points, ``start`` inclusive and ``end`` exclusive, with its SHA-256."""

    id: Annotated[str, "The passage."]
    document: Annotated[str, "Its document."]
    start: Annotated[int, "Where it begins, in Unicode code points."]
    end: Annotated[int, "Where it ends, exclusive."]
    digest: Annotated[str, "SHA-256 of its text, in hexadecimal."]
    section: Annotated[str, "The heading above it; empty if there is none."] = ""
    fragment: Annotated[str, "Text fragment that takes a browser to it."] = ""


class Omission(Struct, frozen=True, gc=False):
    """A passage that makes no claim, and why: a heading, an advertisement, a disclaimer and so on."""

    id: str
    passage: str
    reason: str


class Evidence(Struct, frozen=True, omit_defaults=True, gc=False):
    """An evidence item: it supports a claim, disputes it, or is inconclusive on it.

    ``source`` is the document or study; ``passage`` is None for a study. ``context`` holds pairs of axis and
    value, ``cites`` the studies on which the document says it relies. Of a study, ``read_at`` is where it was read,
    ``accessed`` when, ``place`` where in it; ``sample`` and ``effect`` are as it gives them for the claim.
    ``graphs`` names the graphs that contain it, where several are one. An ``imported`` item is an arrow of another
    graph: nobody has read its study, so it counts as one of unknown design. ``score`` is how certain the other graph
    says an imported claim is, in its own terms, and ``origin`` the source of knowledge that it names; no calculation
    uses them.
    """

    id: str
    claim: str
    stance: Stance
    source: str
    passage: str | None
    modality: str
    type: str
    says: str
    cites: tuple[str, ...] = ()
    context: tuple[tuple[str, str], ...] = ()
    read_at: str = ""
    accessed: str = ""
    place: str = ""
    sample: str = ""
    effect: str = ""
    graphs: tuple[str, ...] = ()
    imported: bool = False
    score: str = ""
    origin: str = ""


class Document(Struct, frozen=True, gc=False):
    """A text whose passages are cited; a detail that is not known is empty."""

    id: Annotated[str, "The document."]
    title: Annotated[str, "Its title."] = ""
    publisher: Annotated[str, "Who published it."] = ""
    url: Annotated[str, "Its address; empty if none is known."] = ""
    sha256: Annotated[str, "SHA-256 of its text, in hexadecimal."] = ""
    code_points: Annotated[int, "The length of its text in Unicode code points."] = 0
    kind: Annotated[str, "The kind of source: a term of the vocabulary."] = ""
    group: Annotated[str, "Documents of one group count as one witness."] = ""
    references: Annotated[tuple[str, ...], "The studies that it lists or mentions."] = ()


class Study(Struct, frozen=True, gc=False):
    """A reference from the literature, with its verified details; a detail that is not known is empty.

    Studies of one ``group`` share trials or people and are one witness. ``record_status`` says whether the record names
    a correction or retraction, as looked up on ``status_date``.
    """

    id: Annotated[str, "The study."]
    design: Annotated[str, "Its design: a term of the vocabulary."]
    trace_status: Annotated[str, "Whether the study could be traced and says what is cited from it."]
    title: Annotated[str, "Its title."] = ""
    authors: Annotated[str, "Its authors."] = ""
    journal: Annotated[str, "Where it was published."] = ""
    year: Annotated[str, "When it was published."] = ""
    volume: Annotated[str, "The volume."] = ""
    issue: Annotated[str, "The issue."] = ""
    pages: Annotated[str, "The pages."] = ""
    doi: Annotated[str, "Its DOI."] = ""
    pmid: Annotated[str, "Its PubMed identifier."] = ""
    pmcid: Annotated[str, "Its PubMed Central identifier."] = ""
    sample: Annotated[str, "Who or what was studied."] = ""
    finding: Annotated[str, "What it found, in the curator's words."] = ""
    trace_note: Annotated[str, "How a page names it, how it was identified, and where the page differs from it."] = ""
    verified_at: Annotated[str, "The page where it was read."] = ""
    group: Annotated[str, "Studies of one group share trials or people and count as one witness."] = ""
    group_reason: Annotated[str, "Which trials or people they share."] = ""
    population: Annotated[str, "Who or what was studied, in our words."] = ""
    baseline: Annotated[str, "The vitamin D status of the participants at the start."] = ""
    dose: Annotated[str, "What was given."] = ""
    effect: Annotated[str, "The effect as printed, with its interval."] = ""
    record_status: Annotated[
        str | None, "What its record says about corrections and retractions: a term of the vocabulary."
    ] = None
    status_date: Annotated[str, "The day on which that was looked up."] = ""
    status_note: Annotated[str, "What was corrected or retracted, where and why."] = ""

    @property
    def is_void(self) -> bool:
        """Whether it supports and disputes nothing: it is retracted, or could not be identified."""
        return self.record_status == "Retracted" or self.trace_status == "NotIdentified"

    @property
    def is_page(self) -> bool:
        """Whether only its web address is known: it is a page, not a study."""
        return not self.is_identified and self.title.startswith(("http://", "https://"))

    @property
    def is_identified(self) -> bool:
        """Whether it has an identifier of a publication, or its design is known."""
        return bool(self.doi or self.pmid or self.pmcid or self.design != "UnknownDesign")

    @property
    def url(self) -> str:
        """Its address: by DOI, PubMed or PubMed Central, otherwise where it was read; empty if none is safe."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        if self.pmcid:
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/"
        return self.verified_at if self.verified_at.startswith("https://") else ""


class Problem(Struct, frozen=True, gc=False):
    """A problem in a data file: the rule it breaks, the subject, what is wrong and how to fix it."""

    rule: str
    subject: str
    message: str
    repair: str
