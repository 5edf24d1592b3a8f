"""The whole map by groups: bone, muscle, nerve, minerals and others, in columns from sun and food to everyday life.

The group of a concept follows from its Biolink category, its names, those of what is broader, and its definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.model.core import Concept
from kg.model.kinds import Kind, kind_of


class Group(NamedTuple):
    """A group of the map: its name in an address, its label, and its column."""

    id: str
    label: str
    column: int


GROUPS = (
    Group("sun", "Skin and sun", 0),
    Group("food", "Food and habits", 0),
    Group("treatment", "Treatments", 0),
    Group("hormones", "Vitamin D and hormones", 1),
    Group("minerals", "Minerals", 2),
    Group("organs", "Gut, kidney, liver", 2),
    Group("bone", "Bone", 3),
    Group("muscle", "Muscle", 4),
    Group("nerve", "Nerve", 3),
    Group("defence", "Blood and defence", 4),
    Group("cells", "Cells and genes", 3),
    Group("disease", "Other diseases", 5),
    Group("pain", "Pain", 5),
    Group("symptom", "Signs and symptoms", 6),
    Group("life", "Health and age", 6),
)
#: Words in the names of the concepts of each group: the first match counts. A word is matched by its beginning.
WORDS = {
    "treatment": "medicat|medicine|drug",
    "bone": r"bone|alkaline|osteo|fracture|micro-fracture|rickets|rank|spinal d|bowed|pelvic",
    "nerve": "nerve|nervous|neur|nocicept|brain|myelin|demyelin|dementia|membrane pot",
    "muscle": "muscle|musc|myopath|flexib|endurance|athletic|motor",
    "hormones": "vitamin d|hydroxyvitamin|25-hydroxy|7-dehydro|previtamin|cyp|parathyroid|hyperparathyroid|fgf|hormon",
    "minerals": "calci|calbindin|hypercalc|phosph|hyperphosph|pyrophosph|magnes|potass|mineral|electrolyte|trpv",
    "sun": "sun|skin|ultraviolet|uv|melanin|latitude",
    "organs": "gut|intestin|gastro|absor|malabsor|bowel|celiac|kidney|renal|urin|liver|crohn",
    "defence": "blood|immun|inflam|cytokin|pro-inflam|interleukin|tumor necrosis|anemi|cyclooxygen|prostagl",
    "food": "vitamin b",
}
_FOUND = {group: re.compile(rf"(?:^|[\s(])(?:{words})", re.IGNORECASE) for group, words in WORDS.items()}
#: Where all of a kind belong, whatever their names say; and where they belong if those say nothing.
ALWAYS: dict[Kind, str] = {"treatment": "treatment", "procedure": "treatment", "food": "food"}
ELSE: dict[Kind, str] = {
    "symptom": "symptom",
    "disease": "disease",
    "measurement": "life",
    "behaviour": "food",
    "environment": "food",
    "other": "life",
}
_PLACE = {group.id: n for n, group in enumerate(GROUPS)}


def group(concepts: Mapping[str, Concept], name: str) -> int:
    """The place in GROUPS of the group of a concept."""
    concept = concepts[name]
    kind = kind_of(concept.category)
    return _PLACE[ALWAYS.get(kind) or _named(concepts, concept, kind) or ELSE.get(kind, "cells")]


def _named(concepts: Mapping[str, Concept], concept: Concept, kind: Kind) -> str | None:
    """The group by the names: its own, then those of what is broader; except for symptoms, also by the definition.

    Pain of whatever part is pain, and what people do or live in is grouped by the sun alone.
    """
    texts = [concept.label, *_broader(concepts, concept)]
    if kind == "symptom" and any(re.search(r"\bpain", text, re.IGNORECASE) for text in texts):
        return "pain"
    groups = ("sun",) if kind in ("behaviour", "environment") else tuple(WORDS)
    if kind not in ("symptom", "disease"):
        texts.append(concept.definition or "")
    return next((group for text in texts for group in groups if _FOUND[group].search(text)), None)


def _broader(concepts: Mapping[str, Concept], concept: Concept) -> Iterator[str]:
    """The labels of all that is broader, the nearest first."""
    found = list(concept.broader)
    for name in found:
        yield concepts[name].label
        found += [each for each in concepts[name].broader if each not in found]
