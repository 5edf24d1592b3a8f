"""When two records of two graphs are about the same thing, and what both say together: concepts and studies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import asdict, replace

from kg.errors import DataError
from kg.model.core import Concept, Study
from kg.turtle.names import free

#: Biolink's most general class, which says nothing.
ANYTHING = "NamedThing"
#: The identifiers of a publication.
IDENTIFIERS = ("doi", "pmid", "pmcid")
UNKNOWN_DESIGN = "UnknownDesign"
RETRACTED = "Retracted"
#: The status of a record.
RECORD = ("record_status", "status_date", "status_note")


def concept(known: Concept, new: Concept, taken: Collection[str]) -> Concept:
    """What two graphs say about one concept; where they differ, the first counts.

    ``taken`` are the names of all concepts so far, without case: a name that another concept has is left out. Raises
    DataError if the concept is a low state for one graph and a high one for the other.
    """
    if known.level and new.level and known.level != new.level and known.state_of == new.state_of:
        raise DataError(
            f"{known.id} is a {known.level.lower()} level of {known.state_of} in one graph and a {new.level.lower()} "
            "one in another, so it is not the same; correct one of them, or the mappings"
        )
    own = {name.casefold() for name in known.names}
    named = (name for name in (new.label, *new.synonyms) if name.casefold() not in own)
    more = (name for name in named if name.casefold() not in taken)
    state = known if known.state_of else new
    return replace(
        known,
        definition=known.definition or new.definition,
        category=new.category if known.category in ("", ANYTHING) and new.category else known.category,
        synonyms=tuple(sorted({*known.synonyms, *more})),
        state_of=state.state_of,
        level=state.level,
        exact=_union(known.exact, new.exact),
        close=_union(known.close, new.close),
        broad=_union(known.broad, new.broad),
        broader=_union(known.broader, new.broader),
        beyond_range=state.beyond_range or (known.state_of == new.state_of and new.beyond_range),
        excludes=_union(known.excludes, new.excludes),
        generic=known.generic or new.generic,
    )


def _union(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*one, *other}))


class Studies:
    """The studies of several graphs, each once."""

    def __init__(self) -> None:
        self.known: dict[str, Study] = {}
        self._by: dict[tuple[str, str], str] = {}

    def add(self, studies: Iterable[Study], graph: str) -> dict[str, str]:
        """Add the studies of a graph; what each is called."""
        called, new = {}, []
        for study in studies:
            found = next((self._by[key] for key in _keys(study) if key in self._by), None)
            if found is not None and not _apart(self.known[found], study):
                self.known[found] = record(self.known[found], study)
            else:
                found = study.id if study.id not in self.known else free(study.id, graph, self.known)
                self.known[found] = replace(study, id=found)
            new.append((found, study))
            called[study.id] = found
        for name, study in new:  # only now: two studies of one graph are never one
            for key in _keys(study):
                self._by.setdefault(key, name)
        return called


def _keys(study: Study) -> Iterator[tuple[str, str]]:
    """What identifies a study: its identifiers, and its name in its graph together with its title."""
    yield from ((field, getattr(study, field).casefold()) for field in IDENTIFIERS if getattr(study, field))
    yield "title", f"{study.id} {study.title}"


def _apart(one: Study, other: Study) -> bool:
    """Whether two studies have different identifiers of one sort."""
    pairs = ((getattr(one, field).casefold(), getattr(other, field).casefold()) for field in IDENTIFIERS)
    return any(a and b and a != b for a, b in pairs)


def record(known: Study, new: Study) -> Study:
    """What two graphs know about one study: the record of the first, unless only the second has looked at the study.

    What the record lacks comes from the other. What one graph knows as retracted is retracted.
    """
    better, other = (known, new) if _looked(known) >= _looked(new) else (new, known)
    more = {name: value for name, value in asdict(other).items() if value and not getattr(better, name)}
    status = other if other.record_status == RETRACTED or not better.record_status else better
    return replace(better, **{**more, **{name: getattr(status, name) for name in RECORD}, "id": known.id})


def _looked(study: Study) -> tuple[bool, bool]:
    return study.design != UNKNOWN_DESIGN, study.trace_status != "Plausible"
