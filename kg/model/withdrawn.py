"""Withdrawn claims and concepts, with the reason and what replaces each."""

from msgspec import Struct


class Withdrawal(Struct, frozen=True, gc=False):
    """A withdrawn claim: the reason, the date (``2026-11-21``), its replacement, and what it said."""

    claim: str
    reason: str
    date: str
    replaced_by: str | None
    statement: str

    @property
    def id(self) -> str:
        """The identifier of the claim, which is never reused."""
        return self.claim


class WithdrawnConcept(Struct, frozen=True, gc=False):
    """A withdrawn concept: its label, the reason, the date, and the concepts that replace it."""

    id: str
    label: str
    reason: str
    date: str
    replaced_by: tuple[str, ...] = ()
