"""How the counts of the graph are shown."""

from __future__ import annotations

from collections.abc import Iterator

from kg.questions.stats import Stats
from kg.views.page import Page

HEADER = ("what", "count")
#: What a count means, where its name does not say it.
MEANT = {"contested claims": ": with evidence on both sides (kg contested lists contrary signs and values as well)"}


def text(page: Page, answer: Stats) -> None:
    """The version of the data, and a line for each count."""
    data = answer.data
    told = {"Data version": data.version, "Literature read until": data.read_until, "SHA-256": data.sha256}
    for what, value in told.items():
        if value:
            page.add(f"{what}: {value}")
    page.add()
    for name, count in rows(answer):
        page.add(f"{count:6,}  {name}{MEANT.get(name, '')}", hang=8)
    if overlay := data.overlay:
        page.add()
        for part in overlay.graphs:
            page.add(f"{part.joined:6,}  concepts of {part.name} also in an earlier graph (of {part.concepts:,})")
            page.add(f"{part.shared:6,}  claims of {part.name} also in an earlier graph (of {part.claims:,})")
        page.add(f"{overlay.exact:6,}  rows of the mappings that join two concepts")
        for what, count in overlay.left_out.items():
            page.add(f"{count:6,}  {what}")


def rows(answer: Stats) -> Iterator[tuple[str, int]]:
    """One row per count with its name; grouped counts have one row per group."""
    for field in answer.__struct_fields__:
        value, name = getattr(answer, field), field.replace("_", " ")
        if isinstance(value, int):
            yield name, value
        elif isinstance(value, dict):
            yield from ((f"{name}: {key}", count) for key, count in value.items())
