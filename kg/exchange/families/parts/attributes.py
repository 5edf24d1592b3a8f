"""What the attributes of an edge of any network say, by the names and words that programs give them.

A sign and a relation are read together: for an effect the sign counts; what only interacts, and has a sign, becomes an
association with that sign, because it may be a correlation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from kg.exchange.delimited import NULL, values
from kg.exchange.families import Options, indra
from kg.exchange.families.parts.signed import AFFECTS, LOWERS, RAISES, Cells, publications
from kg.exchange.families.parts.whole import shown
from kg.exchange.relations import relation

Attributes = Mapping[str, Any]
#: Names of attributes in small letters, with ``_`` for spaces, best first. The first two can only hold a sign.
SIGNS = ("sign", "polarity", "effect", "signum", "mor", "regulation")
RELATIONS = (
    *("interaction", "i", "relation", "relationship", "predicate", "interaction_type", "edge_type", "represents"),
    *("endarrow", "arrow", "target_arrow_shape", "type", "name", "label"),
)
REFERENCES = (
    *("pmid", "pmids", "pubmed", "pubmed_id", "pubmed_ids", "publications", "publication", "doi"),
    *("citation", "citations", "citation_ids", "ndex:citation", "references", "reference"),
)
SCORES = ("belief", "belief_score", "confidence", "confidence_score", "score")
UNKNOWN = "edge without a sign or a relation that is understood, left out"
FORM = "polarity of a change of form, which does not give the effect, imported without a sign"
TOGETHER = "sign of a mere interaction, imported as an association"
_SURE = 2
#: A number is not a relation.
_WORD = re.compile(r"^(?!nan$|inf).*[A-Za-z>|⊣→]", re.IGNORECASE)


class Said(NamedTuple):
    """The cells of an edge, what was not understood or changed, and the word for it."""

    cells: Cells
    notes: tuple[str, ...] = ()
    word: str = ""


@lru_cache(maxsize=4096)
def normal(name: str) -> str:
    """The name of an attribute in small letters, with ``_`` for what separates its words."""
    return re.sub(r"[\s.-]+", "_", name.strip()).casefold()


def texts(known: Attributes, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The attributes of these names that are not empty, in their order, with their texts."""
    found = {normal(name): cell(value) for name, value in known.items()}
    for name in map(normal, names):
        if name in found and found[name].casefold() not in NULL:
            yield name, found[name]


def cell(value: object) -> str:
    """A value as the cell of a table; the values of a list are separated by ``|``."""
    return "|".join(filter(None, map(shown, value))) if isinstance(value, list) else shown(value)


def said(known: Attributes, options: Options) -> Said | str:
    """What the attributes of an edge say, or a word that was not understood, empty if there was none."""
    signs = list(texts(known, [options.sign] if options.sign else SIGNS))
    words = [
        pair for pair in texts(known, [options.relation] if options.relation else RELATIONS) if _WORD.search(pair[1])
    ]
    related = next(((text, found) for _, text in words if (found := relation(text)) is not None), None)
    signed = next(((name, found, text) for name, text in signs if (found := relation(text)) is not None), None)
    if signed is None:
        if any(options.sign or name in SIGNS[:_SURE] for name, _ in signs):
            return Said(AFFECTS, ("sign that is not understood, imported without a sign",))
        if related is None:
            return next((f"{name} {text}" for name, text in (*words, *signs)), "")
        return Said(related[1], word=related[0])
    name, cells, text = signed
    if related is None:
        return Said(cells, word=text)
    return _both(name, cells, *related, named=bool(options.sign))._replace(word=related[0])


def _both(name: str, signed: Cells, word: str, related: Cells, *, named: bool) -> Said:
    """What a sign and a relation say together."""
    sign, own = (cells.get("object_direction_qualifier") for cells in (signed, related))
    if not sign or sign == own:
        return Said(related)
    if own:
        return Said(AFFECTS, ("sign and relation that contradict each other, imported without a sign",))
    if related["predicate"] == AFFECTS["predicate"]:
        return Said(related, (FORM,)) if name == "polarity" and indra.changes(word) else Said(signed)
    return Said(signed) if named else Said(undirected(signed), (TOGETHER,))


def undirected(cells: Cells) -> Cells:
    """An edge without a direction: an association, whatever its sign, or an interaction."""
    if cells["predicate"] == "biolink:interacts_with":
        return cells
    signs = {RAISES["object_direction_qualifier"]: "positively_", LOWERS["object_direction_qualifier"]: "negatively_"}
    sign = signs.get(cells.get("object_direction_qualifier", ""), "")
    return {"predicate": f"biolink:{sign}correlated_with"}


def published(known: Attributes, options: Options) -> str:
    """The publications of an edge; a number alone is one of PubMed."""
    found: list[str] = []
    for name, text in texts(known, [options.reference] if options.reference else REFERENCES):
        for part in values(text):
            plain = publications(part.strip('"'))
            found += [f"DOI:{plain}" if name == "doi" and plain.startswith("10.") else plain]
    return "|".join(dict.fromkeys(filter(None, found)))


def score(known: Attributes) -> str:
    """How certain the network says an edge is, with the name of the number."""
    return next((f"{name.replace('_', ' ')} {text}" for name, text in texts(known, SCORES)), "")
