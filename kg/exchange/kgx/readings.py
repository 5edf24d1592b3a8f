"""A row of edges → what it states of which subject and object."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from kg.exchange.kgx import biolink, own
from kg.model.core import Sign, Stance
from kg.model.kinds import kind_of
from kg.turtle.names import curie
from kg.turtle.parse import vocabulary

#: The columns of an edge that this module reads, besides its ends.
COLUMNS = (*biolink.COLUMNS, "original_subject", "original_predicate", "original_object")
#: Kinds of things whose phenotype is what happens when they are changed, mostly when they are lost.
CHANGED = frozenset({"protein", "anatomy", "other"})
#: Classes that do not determine the kind, and the prefixes of diseases and symptoms, which then do.
ANYTHING = frozenset({"", "NamedThing", "BiologicalEntity"})
CONDITIONS = frozenset("mondo doid hp orpha orphanet omimps icd10 icd10cm icd9 icd11".split())
Row = Mapping[str, str]
#: What was not understood, and its value.
Noted = tuple[tuple[str, str], ...]


class Reading(Struct, frozen=True, gc=False):
    """What an edge states, its modality and its ECO term; ``reversed`` if a lowered subject has reversed the sign."""

    subject: str
    relation: str
    object: str
    reversed: bool
    stance: Stance
    modality: str
    type: str
    limits: tuple[tuple[str, str], ...] = ()

    @property
    def ends(self) -> tuple[str, str]:
        """Subject and object."""
        return self.subject, self.object


def read(row: Row, category: Callable[[str], str]) -> tuple[Reading | None, Noted]:
    """What an edge states (None if it cannot be read), and what was not understood.

    ``category`` gives the Biolink class of a node, or an empty text.
    """
    if own.is_own(row) and (mine := _own(row)) is not None:
        return mine
    cells, cited = tuple(map(row.get, biolink.COLUMNS)), bool(row.get("publications"))
    means = biolink.meaning(cells, cited=cited)
    subject, object_ = curie(row["subject"]), curie(row["object"])
    if means.turned:
        subject, object_ = object_, subject
    if means.manifests and _changed(subject, category(subject)):
        means = biolink.meaning(cells, cited=cited, changed=True)
    if not means.relation:
        return None, means.unclear
    said = means.relation, object_, means.reversed, means.stance, means.modality, means.type
    return Reading(subject, *said), means.unclear


def _own(row: Row) -> tuple[Reading, Noted] | None:
    """The claim as it was, and what was not understood, if this program wrote the row."""
    known = vocabulary()[0].get(row.get("original_predicate", "").removeprefix("vocab:"))
    negated = biolink.is_negated(row)
    if known is None or negated is None:
        return None
    unclear: biolink.Unclear = []
    modality, kind = biolink.firmness(row, unclear, cited=bool(row.get("publications")))
    modality = "Hedged" if row.get("knowledge_level") == "not_provided" else modality  # as the writer means it
    stance = Stance.DISPUTES if negated != (known.sign is Sign.NULL) else Stance.SUPPORTS
    stance = Stance.INCONCLUSIVE if row.get("id", "").endswith(own.UNDECIDED) else stance
    modality = "Denied" if stance is Stance.DISPUTES and modality == "Asserted" else modality
    ends = row.get("original_subject", ""), known.id, row.get("original_object", "")
    return Reading(*ends, False, stance, modality, kind, own.limits(row)), tuple(unclear)


def _changed(name: str, category: str) -> bool:
    """Whether the phenotype of a thing is what happens when it is changed: that of a gene, a variant, an organism."""
    if category in ANYTHING:
        return name.partition(":")[0].casefold() not in CONDITIONS
    return kind_of(category) in CHANGED
