"""Withdrawn claims and concepts, with the reason and what replaces each."""

from typing import Annotated

from msgspec import Struct


class Withdrawal(Struct, frozen=True, gc=False):
    """A withdrawn claim: the reason, the date, its replacement, and what it said."""

    claim: Annotated[str, "Its identifier, which is never reused."]
    reason: Annotated[str, "Why it was withdrawn."]
    date: Annotated[str, "The date of withdrawal, such as 2026-11-21."]
    replaced_by: Annotated[str | None, "The claim that replaces it; null if there is none."]
    statement: Annotated[str, "What it said, in words."]

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
