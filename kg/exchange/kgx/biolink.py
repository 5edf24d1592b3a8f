"""The predicate and qualifiers of a Biolink edge → a relation with its sign, its modality and its type of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from kg.exchange.delimited import values
from kg.exchange.kgx import frequency
from kg.exchange.kgx.predicates import INVERSE, OTHER_ASPECTS, local, predicates
from kg.model.core import Sign, Stance
from kg.turtle.parse import vocabulary

DIRECTIONS = {
    "increased": Sign.PLUS,
    "upregulated": Sign.PLUS,
    "decreased": Sign.MINUS,
    "downregulated": Sign.MINUS,
}
_ENDS = ("subject", "object")
#: Aspects that rise and fall with the thing itself: its amount, activity or severity.
ASPECTS = frozenset({"activity_or_abundance", "abundance", "activity", "expression", "synthesis", "severity"})
#: Qualifiers that make subject or object a different thing from the node: its degradation, a mutant, a metabolite.
CHANGING = tuple(
    f"{end}_{kind}_qualifier"
    for end in _ENDS
    for kind in "aspect form_or_variant part derivative specialization process activity".split()
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
    "text_co_occurrence": "Emerging",
}
#: How significant a result is; one that is not is inconclusive.
SIGNIFICANCE, NOT_SIGNIFICANT = "statistical_significance_qualifier", "not_significant"
AUTOMATIC = frozenset(
    "automated_agent text_mining_agent image_processing_agent data_analysis_pipeline computational_model".split()
)
AGENTS = AUTOMATIC | {"", "not_provided", "manual_agent", "manual_validation_of_automated_agent"}
NEGATED = {
    **dict.fromkeys(("", "false", "no", "f", "n"), False),
    **dict.fromkeys(("true", "yes", "t", "y"), True),
}
#: The columns of an edge that this module reads.
COLUMNS = (
    "predicate",
    "negated",
    "qualifier",
    "qualifiers",
    *frequency.COLUMNS,
    "qualified_predicate",
    "subject_direction_qualifier",
    "object_direction_qualifier",
    *CHANGING,
    SIGNIFICANCE,
    "knowledge_level",
    "agent_type",
)
#: What was not understood, and its value.
Unclear = list[tuple[str, str]]
Row = Mapping[str, str]


class Meaning(NamedTuple):
    """What an edge of some qualifiers states, whatever its ends are.

    ``turned`` if it is written from the other end; ``manifests`` if it says that its subject has a phenotype. Without a
    relation it cannot be read.
    """

    turned: bool = False
    manifests: bool = False
    relation: str = ""
    reversed: bool = False
    stance: Stance = Stance.SUPPORTS
    modality: str = ""
    type: str = ""
    unclear: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=4096)
def meaning(cells: tuple[str | None, ...], *, cited: bool, changed: bool = False) -> Meaning:
    """What an edge states by its cells in the relevant columns; a graph has few such combinations.

    ``cited`` if it names publications; ``changed`` if its phenotype is that of a thing when it is changed.
    """
    row: Row = {column: cell for column, cell in zip(COLUMNS, cells, strict=True) if cell is not None}
    negated = is_negated(row)
    if negated is None:
        return Meaning(unclear=(("edge whose negated is neither true nor false, left out", row["negated"]),))
    turned = INVERSE.get(local(row["predicate"])) is not None
    row = _turned(row)
    if local(row["predicate"]) not in predicates():
        return Meaning(unclear=(("edge with an unknown predicate, left out", row["predicate"]),))
    unclear: Unclear = []
    doubts: Unclear = []
    try:
        negated = frequency.excluded(row) or negated
    except frequency.Unclear as error:
        doubts.append(("frequency that is not understood, imported without a sign", str(error)))
    manifests = _manifests(row)
    if changed:
        unclear.append(("phenotype of a gene, a variant or an organism, imported as an association", row["predicate"]))
    relation, flipped = _relation(row, unclear, doubts, changed=changed)
    if negated and (narrowed := unclear or _narrowed(row)):  # to deny less is not to deny any effect
        why = "negated edge whose sign is not understood, left out", narrowed[0][1]
        return Meaning(turned, manifests, unclear=(why,))
    modality, kind = firmness(row, unclear, cited=cited)
    stance = Stance.DISPUTES if negated else Stance.SUPPORTS
    if (significance := local(row.get(SIGNIFICANCE, ""))) == NOT_SIGNIFICANT:
        unclear.append(("edge that is not statistically significant, imported as inconclusive", significance))
        stance = Stance.INCONCLUSIVE
    modality = "Denied" if stance is Stance.DISPUTES and modality == "Asserted" else modality
    return Meaning(turned, manifests, relation, flipped, stance, modality, kind, tuple(unclear))


def is_negated(row: Row) -> bool | None:
    """Whether an edge is negated; None if that cannot be read."""
    text = row.get("negated", "").casefold()
    try:
        negated = {0.0: False, 1.0: True}.get(float(text))
    except ValueError:
        negated = NEGATED.get(text)
    said = {local(part) for column in ("qualifier", "qualifiers") for part in values(row.get(column, ""))}
    return True if "not" in said else negated


def _turned(row: Row) -> Row:
    """An edge that is written from the other end, reversed with its qualifiers."""
    predicate = INVERSE.get(local(row["predicate"]))
    if predicate is None:
        return row
    other = {"subject": "object", "object": "subject"}
    turned = {}
    for column, cell in row.items():
        end, _, rest = column.partition("_")
        turned[f"{other[end]}_{rest}".rstrip("_") if end in other else column] = cell
    qualified = local(row.get("qualified_predicate", ""))
    # A qualified predicate is written from the same end; read in reverse, the two contradict each other.
    back = INVERSE.get(qualified, f"not_turned:{qualified}" if qualified else "")
    return {**turned, "predicate": predicate, "qualified_predicate": back}


def _manifests(row: Row) -> bool:
    """Whether the predicate, or the one that qualifies it, says that the subject has a phenotype."""
    said = (local(row["predicate"]), local(row.get("qualified_predicate", "")))
    return any(predicates().get(name) == "manifestsAs" for name in said)


def firmness(row: Row, unclear: Unclear, *, cited: bool) -> tuple[str, str]:
    """The modality of an edge, and its type of evidence; ``cited`` if it names publications."""
    level, agent = local(row.get("knowledge_level", "")), local(row.get("agent_type", ""))
    if level not in MODALITIES:
        unclear.append(("unknown knowledge_level, treated as hedged", level))
    if agent not in AGENTS:
        unclear.append(("unknown agent_type, treated as a person", agent))
    person = "ECO:0000304" if cited else "ECO:0000303"  # traceable or not
    return MODALITIES.get(level, "Hedged"), "ECO:0000501" if agent in AUTOMATIC else person


def _sign(predicate: str) -> Sign | None:
    """The sign of a predicate by itself, causal or not."""
    relation = vocabulary()[0][predicates()[predicate]]
    return relation.sign or relation.correlation


def _aspect(predicate: str) -> str:
    """The aspect of the object that an older predicate is about, if it is not its amount or activity."""
    aspect = predicate.partition("_")[2].removesuffix("_of")
    return aspect if aspect in OTHER_ASPECTS else ""


def _others(row: Row) -> Unclear:
    """The qualifiers that make subject or object a different thing."""
    found = ((column, local(row.get(column, ""))) for column in CHANGING)
    what = "{} that makes it a different thing, imported without a sign"
    return [(what.format(column), value) for column, value in found if value and value not in ASPECTS]


def _narrowed(row: Row) -> Unclear:
    """What makes an edge without a sign a statement about less than its subject and object."""
    said = (local(row["predicate"]), local(row.get("qualified_predicate", "")))
    return _others(row) or [("aspect", aspect) for aspect in map(_aspect, said) if aspect]


def _relation(row: Row, unclear: Unclear, doubts: Unclear, *, changed: bool) -> tuple[str, bool]:
    """The relation of an edge, and whether a lowered subject has reversed its sign.

    A direction of the object is the sign, unless the predicate itself lowers: "prevents decreased mobility" is
    ambiguous. If the sign is not understood, the relation is unsigned: ``affects`` or ``associatedWith``.
    """
    predicate, qualified = local(row["predicate"]), local(row.get("qualified_predicate", ""))
    said = {f"{end}_direction_qualifier": local(row.get(f"{end}_direction_qualifier", "")) for end in _ENDS}
    unknown = {column: value for column, value in said.items() if value and value not in DIRECTIONS}
    doubts += [(f"unknown {column}, imported without a sign", value) for column, value in unknown.items()]
    subject, object_ = map(DIRECTIONS.get, said.values())
    other = "qualified_predicate of another sign, imported without a sign", qualified
    if qualified and qualified not in predicates():
        doubts.append(("unknown qualified_predicate, imported without a sign", qualified))
    elif qualified and object_:
        doubts += [other] if _sign(predicate) is Sign.MINUS and object_ is Sign.PLUS else []
        predicate = qualified
    elif qualified and _sign(predicate) in (Sign.PLUS, Sign.MINUS) and _sign(qualified) is not _sign(predicate):
        doubts.append(other)
    elif qualified:
        unclear.append(("qualified_predicate without an object direction, not used", qualified))
    if (aspect := _aspect(predicate)) and (object_ or not predicate.startswith("aff")):
        doubts.append(("predicate about another aspect of the object, imported without a sign", aspect))
    relation = vocabulary()[0]["associatedWith" if changed else predicates()[predicate]]
    own = _sign(predicate)
    if own is None or changed:
        if subject or object_:
            unclear.append(("direction of an edge without a sign, not used", predicate))
        unclear += doubts
        return relation.id, False
    if own is Sign.MINUS and object_:
        doubts.append(("object direction with a predicate that lowers, imported without a sign", predicate))
    sign = object_ or own
    doubts += _others(row) if sign is not Sign.UNKNOWN else []
    unclear += doubts
    sign = Sign.UNKNOWN if doubts else sign
    flipped = subject is Sign.MINUS and sign is not Sign.UNKNOWN
    if sign is own and not (flipped or object_):
        return relation.id, False
    return (CAUSAL if relation.causal else ASSOCIATED)[sign * Sign.MINUS if flipped else sign], flipped
