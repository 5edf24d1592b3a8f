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

#: The kinds of Biolink classes; a class below one of them in the model is of its kind.
ROOTS: dict[str, Kind] = {
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
    "DiseaseOrPhenotypicFeature": "disease",
    "BiologicalProcessOrActivity": "process",
    "ChemicalOrDrugOrTreatment": "substance",
    "Gene": "protein",  # a gene counts as its product
    "GeneFamily": "protein",
    "GeneOrGeneProduct": "protein",
    "GeneOrGeneProductOrGeneFamily": "protein",
    "GeneProductMixin": "protein",
    "MacromolecularComplex": "protein",
    "MacromolecularMachineMixin": "protein",
    "Polypeptide": "protein",
    "ProteinDomain": "protein",
    "ProteinFamily": "protein",
    "BehavioralExposure": "behaviour",
    "DrugExposure": "treatment",
    "BioticExposure": "environment",
    "ChemicalExposure": "environment",
    "EnvironmentalExposure": "environment",
    "EnvironmentalProcess": "environment",
    "ClinicalIntervention": "procedure",
}
#: Names of classes in earlier versions of Biolink.
EARLIER: dict[str, Kind] = {"ChemicalSubstance": "substance", "Metabolite": "substance", "GeneProduct": "protein"}
#: The other classes of the Biolink Model 4.4 of a known kind, by the nearest class above (a test makes this table).
BELOW: dict[str, tuple[str, ...]] = {
    "AnatomicalEntity": ("GrossAnatomicalStructure", "PathologicalAnatomicalStructure"),
    "BiologicalProcess": ("PathologicalProcess", "Pathway"),
    "BiologicalProcessOrActivity": ("MolecularActivity",),
    "ChemicalEntity": (
        "ChemicalMixture",
        "ComplexMolecularMixture",
        "EnvironmentalFoodContaminant",
        "FoodAdditive",
        "MolecularEntity",
        "MolecularMixture",
        "NucleicAcidEntity",
        "ProcessedMaterial",
    ),
    "ChemicalOrDrugOrTreatment": ("Drug",),
    "ClinicalAttribute": ("ClinicalCourse", "ClinicalMeasurement", "ClinicalModifier", "Onset"),
    "ClinicalIntervention": ("Hospitalization",),
    "DrugExposure": ("DrugToGeneInteractionExposure",),
    "EnvironmentalExposure": ("GeographicExposure",),
    "GeneProductMixin": (
        "GeneProductIsoformMixin",
        "MicroRNA",
        "NoncodingRNAProduct",
        "NucleosomeModification",
        "PosttranslationalModification",
        "RNAProduct",
        "RNAProductIsoform",
        "SiRNA",
    ),
    "PhenotypicFeature": ("BehavioralFeature", "ClinicalFinding"),
    "Protein": ("ProteinIsoform",),
}
_KIND: dict[str, Kind] = {
    **ROOTS,
    **EARLIER,
    **{name: ROOTS[root] for root, names in BELOW.items() for name in names},
}


def kind_of(category: str) -> Kind:
    """The kind of a concept, by its Biolink class.

    >>> kind_of("PhenotypicFeature"), kind_of("Agent")
    ('symptom', 'other')
    """
    return _KIND.get(category, "other")


#: The order in which one thing acts on another: what comes from outside, then what is inside the body, then diseases,
#: then symptoms.
OUTSIDE, INSIDE, DISEASE, SYMPTOM = range(4)
_ILL: dict[Kind, int] = {"disease": DISEASE, "symptom": SYMPTOM}
_ACTING: dict[Kind, int] = {
    **_ILL,
    **dict.fromkeys(("treatment", "food", "behaviour", "environment", "procedure"), OUTSIDE),
}
_ACTED: dict[Kind, int] = {
    **_ILL,
    **dict.fromkeys(("treatment", "food", "environment", "procedure"), OUTSIDE),
    "behaviour": SYMPTOM,
}


def acting(category: str) -> int:
    """The place of a concept in the order when it acts.

    >>> acting("Treatment"), acting("Protein"), acting("Disease"), acting("PhenotypicFeature")
    (0, 1, 2, 3)
    """
    return _ACTING.get(kind_of(category), INSIDE)


def acted_on(category: str) -> int:
    """The place of a concept in the order when it is acted on; symptoms may change what people do.

    >>> acted_on("Treatment"), acted_on("Protein"), acted_on("Behavior")
    (0, 1, 3)
    """
    return _ACTED.get(kind_of(category), INSIDE)
