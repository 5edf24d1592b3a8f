"""The relations and controlled values of the vocabulary."""

from msgspec import Struct

from kg.model.core import Sign


class Relation(Struct, frozen=True, gc=False):
    """A relation of the vocabulary; ``sign`` is None if it is not causal.

    ``correlation`` is the sign of an association, used only if a question includes associations; ``valued`` means that
    the object is a value with a unit.
    """

    id: str
    label: str
    inverse: str
    definition: str
    causal: bool
    sign: Sign | None = None
    correlation: Sign | None = None
    valued: bool = False


class Term(Struct, frozen=True, gc=False):
    """A controlled value of the vocabulary (a modality, a study design, a population …).

    A population ``by_status`` is named by its status at the start, not by who the people are.
    """

    id: str
    label: str
    definition: str
    scheme: str
    by_status: bool = False
