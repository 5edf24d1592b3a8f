"""Records in a file, read one by one: a mapping from identifiers that decodes what it is asked for."""

from __future__ import annotations

import mmap
from array import array as array_
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from kg.errors import DataError, UsageError
from kg.model.core import Claim, Concept, Evidence, Study
from kg.store.csr import Integers

#: Maximum number of records that one question reads as a whole.
MOST_ROWS = 100_000
#: Identifiers that are kept in memory.
KEPT_IDS = 1 << 16
_BUFFER = 1 << 20


#: A record.
R = TypeVar("R", bound=Concept | Claim | Evidence | Study)


def write_rows(folder: Path, name: str, parts: Iterable[bytes], told: Callable[[bytes], object] | None = None) -> None:
    """Write parts one after the other, and where each begins; ``told`` gets all bytes that are written."""
    ends = array_("q", [0])
    with (folder / f"{name}.rows").open("wb", _BUFFER) as stream:
        for part in parts:
            stream.write(part)
            ends.append(ends[-1] + len(part))
            if told:
                told(part)
    np.save(folder / f"{name}.at.npy", np.frombuffer(ends, np.int64))


class Rows(Mapping[str, R]):
    """Records by identifier. One that is asked for is found by bisection, and read from the file.

    Reading all of more than :data:`MOST_ROWS` raises UsageError: a question that needs them is not for a store.
    """

    def __init__(self, folder: Path, name: str, kind: type[R]) -> None:
        self.name = name
        self._at: Integers = array(folder, f"{name}.at")
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._file = mapped(folder / f"{name}.rows")
        self._id = lru_cache(KEPT_IDS)(lambda number: self.at(number).id)  # bisection asks for the same ones again

    def __len__(self) -> int:
        return len(self._at) - 1

    def __getitem__(self, name: str) -> R:
        return self.at(self.place(name))

    def __iter__(self) -> Iterator[str]:
        return (record.id for record in self.all())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.number(name) is not None

    def at(self, number: int) -> R:
        """The record with a number."""
        try:
            return self._decoder.decode(self._file[self._at[number] : self._at[number + 1]])
        except msgspec.MsgspecError:
            raise DataError(f"the records of the {self.name} are damaged; import the files again") from None

    def place(self, name: str) -> int:
        """The number of the record with an identifier; raises KeyError."""
        if (number := self.number(name)) is None:
            raise KeyError(name)
        return number

    def number(self, name: str) -> int | None:
        """The number of the record with an identifier, or None if there is none."""
        found = bisect_left(range(len(self)), name, key=self._id)
        return found if found < len(self) and self._id(found) == name else None

    def all(self) -> Iterator[R]:
        """All records in the order of their identifiers; raises UsageError if there are too many."""
        if len(self) > MOST_ROWS:
            raise UsageError(
                f"this question would read all {len(self):,} {self.name} of a store, more than {MOST_ROWS:,}; "
                "ask kg path, effect, effects, why, what-if, break, common, find or show, without filters"
            )
        return map(self.at, range(len(self)))


def mapped(path: Path) -> mmap.mmap | bytes:
    """The content of a file, read where it is used."""
    with path.open("rb") as stream:
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""


def array(folder: Path, name: str) -> NDArray[Any]:
    """An array of the folder, read where it is used; raises DataError if it is missing or damaged."""
    try:
        found = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise DataError(f"{folder}: {name}.npy cannot be read ({error}); import the files again") from None
    return np.asarray(found)  # slices of a memory map are slow


def write_lists(folder: Path, name: str, owners: Integers, members: Integers, count: int) -> None:
    """Write the members of each of ``count`` owners, in the given order of members."""
    order = np.argsort(owners, kind="stable")
    at = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(owners, minlength=count), out=at[1:])
    np.save(folder / f"{name}.at.npy", at)
    np.save(folder / f"{name}.numbers.npy", members[order])


class Lists:
    """A list of numbers for each record, such as the claims from each concept."""

    def __init__(self, folder: Path, name: str) -> None:
        self.arrays = array(folder, f"{name}.at"), array(folder, f"{name}.numbers")

    def __getitem__(self, number: int) -> list[int]:
        at, numbers = self.arrays
        found: list[int] = numbers[at[number] : at[number + 1]].tolist()
        return found
