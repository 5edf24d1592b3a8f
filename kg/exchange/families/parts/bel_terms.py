"""The terms of BEL, as PyBEL writes them → rows of nodes.

Terms that BEL distinguishes stay apart. A plain protein, microRNA, substance, process, pathology or population has the
CURIE of its entry; a gene, an RNA, a variant, a fragment, a fusion, a complex, a composite and a reaction have PyBEL's
own identifier, although they name the same entry, and so has a term of which only a name is known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from kg.exchange.families.parts.groundings import class_of, curie_of
from kg.exchange.families.parts.whole import mapping, shown
from kg.turtle.names import is_curie

#: The functions whose plain terms have the CURIE of their entry, in the order in which they get it; with their class.
PLAIN = {
    "Protein": "Protein",
    "miRNA": "MicroRNA",
    "Abundance": "ChemicalEntity",
    "BiologicalProcess": "BiologicalProcess",
    "Pathology": "DiseaseOrPhenotypicFeature",
    "Complex": "MacromolecularComplex",
    "Population": "PopulationOfIndividualOrganisms",
}
#: The class of the others.
_CLASSES = {**PLAIN, "Gene": "Gene", "RNA": "RNAProduct"}
#: What makes a term of a function something other than its entry.
_PARTS = ("variants", "fusion", "members", "reactants", "products")
PREFIX = "bel"


class Terms:
    """The terms of some files; the same entry is given to one function only."""

    def __init__(self, nodes: Iterable[dict[str, Any]]) -> None:
        order = list(PLAIN)
        self._owner: dict[str, str] = {}
        for node in nodes:
            function, curie = shown(node.get("function")), _entry(node)
            if curie and function in PLAIN:
                known = self._owner.get(curie, function)
                self._owner[curie] = min(known, function, key=order.index)

    def row(self, node: dict[str, Any]) -> dict[str, str]:
        """The row of a term; without an identifier if it has neither an entry nor a text."""
        function, curie, text = shown(node.get("function")), _entry(node), shown(node.get("bel"))
        own = curie and self._owner.get(curie) == function
        alone = _plain(node) and function in PLAIN and (own or not curie)
        name = shown(_concept(node).get("name")) if alone else ""
        kind = (own and function != "Protein" and class_of(curie)) or _CLASSES.get(function, "NamedThing")
        return {
            "id": curie if own else _identifier(node, text),
            "name": name or text or curie,
            "category": f"biolink:{kind}",
            "synonym": text.replace("|", "/") if name else "",
        }


def _plain(node: dict[str, Any]) -> bool:
    return not any(node.get(part) for part in _PARTS)


def _concept(node: dict[str, Any]) -> dict[str, Any]:
    """Namespace, name and identifier; versions of PyBEL before 0.14 have them in the node itself."""
    return mapping(node.get("concept")) or node


def _entry(node: dict[str, Any]) -> str:
    """The CURIE of the entry that a plain term names; empty if there is none."""
    concept = _concept(node)
    found = curie_of(shown(concept.get("namespace")), shown(concept.get("identifier"))) if _plain(node) else ""
    return found if is_curie(found) else ""


def _identifier(node: dict[str, Any], text: str) -> str:
    """PyBEL's identifier of a term, or one of the same form made of its text."""
    known = shown(node.get("id"))
    if not known and text:
        known = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    return f"{PREFIX}:{known}" if known else ""
