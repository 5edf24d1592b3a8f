"""Kinds of concepts in plain words, for lists and filters."""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal[
    "symptom",
    "disease",
    "measurement",
    "process",
    "substance",
    "protein",
    "anatomy",
    "treatment",
    "food",
    "behaviour",
    "environment",
    "procedure",
    "other",
]
#: The kinds, in the order in which they are listed.
KINDS: tuple[Kind, ...] = get_args(Kind)

_KIND: dict[str, Kind] = {
    "PhenotypicFeature": "symptom",
    "Disease": "disease",
    "ClinicalAttribute": "measurement",
    "BiologicalProcess": "process",
    "PhysiologicalProcess": "process",
    "ChemicalEntity": "substance",
    "SmallMolecule": "substance",
    "Protein": "protein",
    "AnatomicalEntity": "anatomy",
    "Cell": "anatomy",
    "CellularComponent": "anatomy",
    "Treatment": "treatment",
    "Food": "food",
    "Behavior": "behaviour",
    "EnvironmentalFeature": "environment",
    "Procedure": "procedure",
}


def kind_of(category: str) -> Kind:
    """The kind of a concept, by its Biolink class.

    >>> kind_of("PhenotypicFeature"), kind_of("Agent")
    ('symptom', 'other')
    """
    return _KIND.get(category, "other")
