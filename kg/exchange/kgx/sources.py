"""The publications and knowledge sources of another graph → studies of unknown design."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.exchange.delimited import values
from kg.exchange.report import Report
from kg.model.characters import one_line
from kg.model.core import Study
from kg.turtle.names import is_curie, slug

#: Field of a study, by prefix of a publication.
FIELDS = {"pmid": "pmid", "pubmed": "pmid", "doi": "doi", "pmc": "pmcid", "pmcid": "pmcid"}
#: What a field contains; the prefix may be repeated.
FORMS = {
    "pmid": re.compile(r"(?:PMID:?\s*)?0*([1-9][0-9]{0,7})(?:\.0)?", re.IGNORECASE),
    "doi": re.compile(r"(?:doi:\s*)?(?:https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,}/\S+)", re.IGNORECASE),
    "pmcid": re.compile(r"(?:PMC:?)?([0-9]+)(?:\.0)?", re.IGNORECASE),
}
#: The addresses of publications.
_ADDRESSES = {
    "pmid": re.compile(
        r"https?://(?:(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed|pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?identifiers\.org/pubmed)"
        r"[/:]([0-9]+)/?"
    ),
    "doi": re.compile(r"https?://(?:dx\.)?doi\.org/(\S+)"),
    "pmcid": re.compile(
        r"https?://(?:(?:www\.)?ncbi\.nlm\.nih\.gov/pmc/articles|pmc\.ncbi\.nlm\.nih\.gov/articles|europepmc\.org/article/PMC)"
        r"/(PMC[0-9]+)/?",
        re.IGNORECASE,
    ),
}
#: A number of PubMed as it is mostly written.
_PLAIN = re.compile(r"PMID:([1-9][0-9]{0,7})", re.ASCII)
#: Several publications in one cell that are separated otherwise.
_NEXT = re.compile(r"\s*[;,]\s*(?=(?:PMID|PMC|PMCID|DOI):)|\s+(?=(?:PMID|PMC|PMCID|DOI):)", re.IGNORECASE)


class Studies:
    """The studies that the edges name, each once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.studies: dict[str, Study] = {}
        self._named: dict[str, str] = {}
        self._stems: dict[str, int] = {}

    def publications(self, cell: str) -> list[str]:
        """The identifiers of the studies for the publications in a cell."""
        if plain := _PLAIN.fullmatch(cell):
            return [self._pubmed(plain[1])]
        return list(dict.fromkeys(self._publication(text) for text in _separated(cell)))

    def source(self, origin: str) -> str:
        """The identifier of the study that stands for a knowledge source."""
        return self._study(origin, title=origin)

    def _pubmed(self, number: str) -> str:
        called = f"pmid:{number}"
        return self._named.get(called) or self._study(called, f"pmid-{number}", pmid=number)

    def _publication(self, text: str) -> str:
        if plain := _PLAIN.fullmatch(text):
            return self._pubmed(plain[1])
        text = one_line(text)
        prefix, colon, value = text.partition(":")
        field = FIELDS.get(prefix.strip().casefold(), "") if colon else ""
        for name, form in _ADDRESSES.items():
            if found := form.fullmatch(text):
                field, value = name, found[1]
        if field and (found := FORMS[field].fullmatch(value.strip())):
            number = f"PMC{found[1]}" if field == "pmcid" else found[1]
            return self._study(f"{field}:{number.casefold()}", **{field: number})
        if field:
            self.report.miss("publication with a malformed number, kept by name", text)
        if not (field or is_curie(text) or "://" in text):
            self.report.miss("publication that is not understood, kept by name", text)
        return self._study(text, title=text)

    def _study(self, called: str, short: str = "", **known: str) -> str:
        """The identifier of the study of that name, added with an unknown design if it is new.

        ``short`` is the name as :func:`slug` has it, if that is known.
        """
        if called not in self._named:
            stem = name = f"study:{short or slug(called) or 'source'}"
            while name in self.studies:
                self._stems[stem] = self._stems.get(stem, 1) + 1
                name = f"{stem}-{self._stems[stem]}"
            self._named[called] = name
            self.studies[name] = Study(name, "UnknownDesign", "Plausible", **known)
        return self._named[called]


def _separated(cell: str) -> Iterator[str]:
    for text in values(cell):
        yield from _NEXT.split(text) if _NEXT.match(f";{text}") else [text]
