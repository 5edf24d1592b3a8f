"""Lists in a text: what fits a screen, or as many entries as a limit says; the rest is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, NamedTuple, TypeVar

from kg.signature import Range
from kg.views.page import Page
from kg.views.wrap import lines

#: The size of a screen.
LINES, COLUMNS = 60, 80
#: The option of a view that shows lists; None for a screen.
Limit = Annotated[
    int | None,
    f"Maximum number of entries to show in each list of the text; 0 shows all (default: a screen of {LINES} lines).",
    Range(0),
]
#: The help of an option of views that show confidences.
EXPLAIN = "Show how each confidence is calculated."
T = TypeVar("T")


class Group(NamedTuple):
    """A list with its title, which may be empty; ``missing`` counts further entries that the answer does not hold."""

    title: str
    entries: Sequence[Page]
    missing: int = 0


def entries(add: Callable[[Page, T], None], things: Iterable[T]) -> list[Page]:
    """The entries of a list, each filled by ``add``."""
    pages = []
    for thing in things:
        pages.append(Page())
        add(pages[-1], thing)
    return pages


def add_groups(page: Page, groups: Sequence[Group], limit: int | None) -> None:
    """Add lists: ``limit`` entries of each, all if it is 0; if it is None, what fits the rest of a screen.

    The lists share the screen evenly; what one does not need, the others take.
    """
    groups = [group for group in groups if group.entries]
    counts = _fitting(page, groups) if limit is None else [limit or len(group.entries) for group in groups]
    for group, count in zip(groups, counts, strict=True):
        _add_title(page, group)
        for each in group.entries[:count]:
            page.parts += each.parts
        if rest := len(group.entries[count:]) + group.missing:
            page.add(f"and {rest:,} more (--limit 0 shows all)", indent=2)


def _add_title(page: Page, group: Group) -> None:
    if page.parts:
        page.add()
    if group.title:
        page.add(group.title, bold=True, hang=2)


def _fitting(page: Page, groups: Sequence[Group]) -> list[int]:
    """How many entries of each list fit; one of each in any case."""
    heads = Page()
    heads.parts += page.parts
    for group in groups:
        _add_title(heads, group)
        heads.add("and … more")
    room = LINES - height(heads)
    counts = [0] * len(groups)
    growing = set(range(len(groups)))
    while growing:
        for place in sorted(growing):
            rest = groups[place].entries[counts[place] :]
            tall = height(rest[0]) if rest else 0
            if not rest or (counts[place] and tall > room):
                growing.remove(place)
            else:
                room -= tall
                counts[place] += 1
    return counts


def height(page: Page) -> int:
    """How many lines a page has on a screen."""
    return sum(1 for _ in lines(page, COLUMNS))
