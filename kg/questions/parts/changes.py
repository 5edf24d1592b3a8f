"""What changed from one version of the data to another, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Annotated, Any, TypeVar

from msgspec import Struct
from msgspec.structs import asdict

from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.questions.parts.claims import AGAINST, CONFIDENCE, FOR

#: The value of a field: a text, a number, yes or no, or the texts of a list.
Value = str | bool | int | float | tuple[str, ...] | None
#: The earlier version and the later one.
Versions = tuple[KnowledgeGraph, KnowledgeGraph]
_Item = TypeVar("_Item", bound=Struct)


class Changes(Struct, frozen=True):
    """The changes in one part of the data, by kind of change."""

    def __bool__(self) -> bool:
        return any(getattr(self, change) for change in self.__struct_fields__)


class Named(Struct, frozen=True):
    """Something that only one of the versions has."""

    id: Annotated[str, "Its identifier."]
    name: Annotated[str, "Its display name."]


class Field(Struct, frozen=True, rename={"is_": "is"}):
    """One field that changed of something that both versions have."""

    id: Annotated[str, "What changed."]
    name: Annotated[str, "Its display name in the later version."]
    field: Annotated[str, "The field that changed."]
    was: Annotated[Value, "What it was; null if there was none."]
    is_: Annotated[Value, "What it is; null if there is none."]


class Record(Struct, frozen=True):
    """The record of a withdrawal."""

    reason: Annotated[str, "Why it was withdrawn."]
    date: Annotated[str, "The date of withdrawal: year, month and day."]
    replaced_by: Annotated[str | None, "The claim that replaces it; null if there is none."]


class NamedClaim(Struct, frozen=True, rename={"for_": "for"}):
    """A claim that only one of the versions makes."""

    id: Annotated[str, "The claim."]
    name: Annotated[str, "The claim in words."]
    confidence: Annotated[float, CONFIDENCE]
    for_: Annotated[float, FOR]
    against: Annotated[float, AGAINST]
    contested: Annotated[bool, "Whether there is evidence on both sides."]
    withdrawal: Annotated[
        Record | None, "The record of its withdrawal in the version that does not make it; null if there is none."
    ]


class Resigned(Struct, frozen=True, rename={"is_": "is"}):
    """An influence between two quantities whose signs changed."""

    source: Annotated[str, "The quantity that acts."]
    target: Annotated[str, "The quantity that is acted on."]
    name: Annotated[str, "Both in words."]
    was: Annotated[tuple[Sign, ...], "The signs in the earlier version."]
    is_: Annotated[tuple[Sign, ...], "The signs in the later version."]

    @property
    def id(self) -> str:
        """The two quantities."""
        return f"{self.source} {self.target}"


class ClaimChanges(Changes, frozen=True):
    """The changes of claims."""

    added: Annotated[tuple[NamedClaim, ...], "Claims that only the later version makes."]
    withdrawn: Annotated[tuple[NamedClaim, ...], "Claims that the later version has withdrawn."]
    vanished: Annotated[
        tuple[NamedClaim, ...],
        "Claims that only the earlier version makes, without a record in the later one, which is an error.",
    ]
    changed: Annotated[tuple[Field, ...], "Changes of claims that both versions make, an entry for each field."]


class InfluenceChanges(Changes, frozen=True):
    """The changes of influences."""

    changed: Annotated[tuple[Resigned, ...], "Influences whose signs are not the same in both versions."]


class PartChanges(Changes, frozen=True):
    """The changes in one part of the data."""

    added: Annotated[tuple[Named, ...], "Only in the later version."]
    removed: Annotated[tuple[Named, ...], "Only in the earlier version."]
    changed: Annotated[tuple[Field, ...], "Different in the two versions: an entry for each field."]


def part(
    versions: Versions,
    before: Mapping[str, _Item],
    after: Mapping[str, _Item],
    name: Callable[[KnowledgeGraph, _Item], str],
) -> PartChanges:
    """What was added, what was removed, and what changed in the rest, field by field."""
    old, new = versions
    return PartChanges(
        tuple(Named(key, name(new, after[key])) for key in sorted(after.keys() - before.keys())),
        tuple(Named(key, name(old, before[key])) for key in sorted(before.keys() - after.keys())),
        tuple(
            field
            for key in sorted(before.keys() & after.keys())
            for field in fields(key, name(new, after[key]), asdict(before[key]), asdict(after[key]))
        ),
    )


def fields(key: str, name: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Field]:
    """The fields that differ, each with what it was and what it is."""
    for field, value in after.items():
        if before[field] != value:
            yield Field(key, name, field, _plain(before[field]), _plain(value))


def _plain(value: Any) -> Value:
    """A value as JSON has it: the value of an enumeration, and the texts of a tuple, pairs as “axis: value”."""
    if isinstance(value, tuple):
        return tuple(item if isinstance(item, str) else ": ".join(item) for item in value)
    plain: Value = value.value if isinstance(value, Enum) else value
    return plain
