"""How the report of an export and the list of formats are shown."""

from __future__ import annotations

from kg.exchange.export import Export, Formats
from kg.views.page import Page


def text(page: Page, answer: Export | Formats) -> None:
    """What was written and left out, or the formats."""
    if isinstance(answer, Formats):
        for known in answer.formats:
            page.add(f"{known.format:11} {known.summary}", hang=12)
        return
    counts = ", ".join(f"{count} {what}" for what, count in answer.written.items())
    page.add(f"wrote {' and '.join(answer.files)}: {counts}", hang=2)
    for missed in answer.left_out:
        page.add(f"left out: {missed.what} ({missed.count:,})", indent=2, hang=2)
    for warning in answer.warnings:
        page.add(f"warning: {warning}", indent=2, hang=2)
