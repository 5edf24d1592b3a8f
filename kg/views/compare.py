"""How a comparison is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.questions.compare import CompareCell, Compared, Comparison, Entry, Row
from kg.questions.parts.claims import ClaimLine
from kg.views.page import Page

MARK = {"shared": "= ", "contrary": "≠ ", "unsupported": "unsupported: "}
#: The maximum width of the column of names on the terminal; a longer name gets its own line.
NAMES = 20


def text(page: Page, answer: Comparison) -> None:
    """The concepts, what they share, where they are contrary, and each row with a line per concept."""
    for concept in answer.concepts:
        broader = ", ".join(named.label for named in concept.broader)
        kind = f" (a kind of {broader})" if broader else ""
        page.add(f"{concept.label}: {concept.definition}{kind}", hang=2)
    for claim in answer.joined:
        page.add(f"{claim.sentence} ({_short(claim.sources)})", indent=2, hang=2)
    for status, mark in (("shared", "= shared"), ("contrary", "≠ contrary")):
        entries = (entry for row in answer.rows for cell in row.cells for entry in cell.entries)
        found = dict.fromkeys(entry.other_label for entry in entries if entry.status == status)
        page.add(f"{mark}: {', '.join(found) or 'nothing'}", hang=2, bold=True)
    if not answer.answered:
        page.add("no claims about them; try: kg show CONCEPT")
    for row in answer.rows:
        _row(page, row, answer.concepts)
    label = {concept.id: concept.label for concept in answer.concepts}
    for kin in answer.kin:
        page.add()
        page.add(f"no claims about {label[kin.of]} under {', '.join(kin.rows)}; see {kin.label}", hang=2)


def header(answer: Comparison) -> list[str]:
    """A column for each concept."""
    return ["relation", *(concept.label for concept in answer.concepts)]


def rows(answer: Comparison) -> Iterator[list[str]]:
    """The definitions, the claims that connect the concepts, and the rows."""
    yield ["definition", *(concept.definition for concept in answer.concepts)]
    for claim in answer.joined:
        yield ["each other", *(_joined(claim, concept) for concept in answer.concepts)]
    for row in answer.rows:
        yield [_title(row), *(_cell(cell, ids=True) for cell in row.cells)]


def _row(page: Page, row: Row, concepts: Iterable[Compared]) -> None:
    page.title(_title(row))
    width = max(len(concept.label) for concept in concepts) + 2
    for concept, cell in zip(concepts, row.cells, strict=True):
        said = _cell(cell, ids=False) or "–"
        if width > NAMES:
            page.add(f"{concept.label}:", indent=2)
            page.add(said, indent=4)
        else:
            page.add(f"{concept.label:{width}}{said}", indent=2, hang=width)


def _title(row: Row) -> str:
    return f"{row.label}: {row.broader_label}" if row.broader else row.label


def _joined(claim: ClaimLine, concept: Compared) -> str:
    own = claim.subject in (concept.id, *concept.states)
    return f"{claim.sentence} ({_short(claim.sources)}; {claim.id})" if own else ""


def _cell(cell: CompareCell, *, ids: bool) -> str:
    """The claims about a concept in one row; claims about its states and manifestations name them."""
    texts = []
    for (of, label), entries in groupby(cell.entries, key=lambda entry: (entry.of, entry.of_label)):
        said = ", ".join(_entry(entry, ids=ids) for entry in entries)
        texts.append(said if of == cell.concept else f"{label}: {said}")
    return "; ".join(texts)


def _entry(entry: Entry, *, ids: bool) -> str:
    """One claim: its mark, the other concept, and in brackets its sources and the way they state it."""
    facts = [
        _short(entry.for_),
        "hedged" if entry.for_ and entry.hedged else "",
        f"against: {_short(entry.against)}" if entry.against else "",
        f"undecided: {_short(entry.undecided)}" if entry.undecided else "",
        entry.claim.id if ids else "",
    ]
    return f"{MARK.get(entry.status, '')}{entry.other_label} ({'; '.join(filter(None, facts))})"


def _short(sources: Iterable[str]) -> str:
    """Sources by their short names, as in commands: 002, ross-2011."""
    return ", ".join(source.partition(":")[2] for source in sources)
