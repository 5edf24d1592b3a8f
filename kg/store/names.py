"""Names and identifiers by digest: a sorted table, in which one is found without reading the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Generic, Literal, TypeVar

import numpy as np

from kg.model.core import Concept, Document, Study
from kg.model.lookup import normal
from kg.model.spelling import compact
from kg.model.texts import identifiers
from kg.store.csr import Integers

#: Names without case, in any spelling and in normal form; identifiers of a concept, its exact and its close matches;
#: all identifiers of a concept, and of a source.
Form = Literal["named", "spelled", "normal", "id", "exact", "close", "concept", "source"]
T_co = TypeVar("T_co", covariant=True)


def forms(thing: Concept | Document | Study) -> Iterator[tuple[Form, str]]:
    """The names and identifiers of a concept or a source in each form, each once."""
    known = tuple(map(str.casefold, identifiers(thing)))
    if not isinstance(thing, Concept):
        yield from (("source", name) for name in dict.fromkeys(known))
        return
    plain = [normal(name) for name in thing.names]
    names: Mapping[Form, Iterable[str]] = {
        "named": map(str.casefold, thing.names),
        "spelled": map(compact, plain),
        "normal": plain,
        "id": (thing.id.casefold(),),
        "exact": map(str.casefold, thing.exact),
        "close": map(str.casefold, thing.close),
        "concept": known,
    }
    for form, given in names.items():
        yield from ((form, name) for name in dict.fromkeys(given))


def write_names(folder: Path, concepts: Iterable[Concept], sources: Iterable[Document | Study]) -> None:
    """Write the names of concepts and of sources, each in the order of their numbers."""
    pairs = sorted(
        (digest(form, name), number)
        for things in (concepts, sources)
        for number, thing in enumerate(things)
        for form, name in forms(thing)
    )
    np.save(folder / "names.digest.npy", np.array([pair[0] for pair in pairs], np.uint64))
    np.save(folder / "names.number.npy", np.array([pair[1] for pair in pairs], np.int32))


def digest(form: Form, name: str) -> int:
    """64 bits of a name in a form."""
    return int.from_bytes(blake2b(f"{form} {name}".encode(errors="replace"), digest_size=8).digest())


def called(digests: Integers, numbers: Integers, form: Form, name: str) -> list[int]:
    """The numbers of the things that have this name in this form, and perhaps of some that do not."""
    key = np.uint64(digest(form, name))
    first, last = (np.searchsorted(digests, key, side) for side in ("left", "right"))
    return numbers[first:last].tolist()  # type: ignore[no-any-return]


class Named(Generic[T_co]):
    """What has each name, found when it is asked for: as much of a mapping as lookups need."""

    def __init__(self, found: Callable[[str], Collection[T_co]]) -> None:
        self._found = found

    def __contains__(self, name: str) -> bool:
        return bool(self._found(name))

    def __getitem__(self, name: str) -> Collection[T_co]:
        if not (found := self._found(name)):
            raise KeyError(name)
        return found

    def get(self, name: str, default: tuple[()] = ()) -> Collection[T_co]:
        """What has a name, or the default if nothing has it."""
        return self._found(name) or default
