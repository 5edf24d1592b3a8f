"""References of sources, for bibliographies: CSL-JSON, and from it BibTeX, RIS and plain text.

A document is a web page with its publisher and address. Unknown fields are left out; a source without title, identifier
and address cannot be cited and is left out too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, overload

from kg import registry
from kg.errors import UsageError
from kg.exchange.bibtex import bibtex
from kg.exchange.made import Made, on_web
from kg.model.answer import GraphAnswer
from kg.model.characters import one_line
from kg.model.core import Document, Evidence, Study
from kg.model.graph import KnowledgeGraph
from kg.questions.parts.claims import Citation

#: A reference in CSL-JSON.
Reference = dict[str, Any]

UNCITABLE = "sources without title, identifier and address"
#: Field of CSL-JSON → tag of RIS, in the order of the file.
RIS = {
    "title": "TI",
    "container-title": "T2",
    "publisher": "PB",
    "volume": "VL",
    "issue": "IS",
    "DOI": "DO",
    "PMID": "AN",
    "PMCID": "C2",
    "URL": "UR",
    "genre": "M3",
    "note": "N1",
}
RIS_TYPES = {"article-journal": "JOUR", "webpage": "ELEC", "document": "GEN"}


def references(graph: KnowledgeGraph, sources: Iterable[str]) -> list[Reference]:
    """The sources as CSL-JSON; sources that cannot be cited are left out."""
    found: list[Reference] = []
    used = set[str]()
    for name in sources:
        if known := _reference(graph, graph.sources[name]):
            stem, number = known["id"], 1
            while known["id"].casefold() in used:  # in BibTeX a small letter is the same as a capital
                number += 1
                known["id"] = f"{stem}-{number}"
            used.add(known["id"].casefold())
            found.append(known)
    return found


#: A source, given by its identifier or by evidence from it.
Named = str | Citation | Evidence


@overload
def cite(given: GraphAnswer, style: str = "plain", /) -> str: ...
@overload
def cite(given: KnowledgeGraph, sources: Iterable[Named], style: str = "plain") -> str: ...
def cite(given: GraphAnswer | KnowledgeGraph, sources: str | Iterable[Named] = (), style: str = "") -> str:
    """The references of an answer or of some sources: ``plain``, ``bibtex``, ``ris`` or ``csl-json``.

    ``kg.cite(answer, "bibtex")`` returns what ``--cite bibtex`` prints for that answer. ``kg.cite(graph, sources)``
    takes evidence items or identifiers of sources. Raises UsageError for an unknown style, or an answer that cites
    nothing.
    """
    if isinstance(given, GraphAnswer):
        style = str(sources or style)
    style = style or "plain"
    if style not in STYLES:
        raise UsageError(f"unknown style “{style}”; choose one of: {', '.join(STYLES)}")
    graph, items = (given.graph, _evidence(given)) if isinstance(given, GraphAnswer) else (given, sources)
    names = (item if isinstance(item, str) else item.source for item in items)
    return STYLES[style](references(graph, dict.fromkeys(names)))


def _evidence(answer: GraphAnswer) -> Iterable[Named]:
    """The evidence that an answer shows."""
    view = registry.view(type(answer).__module__)
    if "cite" not in dir(view):
        raise UsageError(f"{type(answer).__name__} cites no evidence; give the graph and the sources")
    found: Iterable[Named] = view.cite(answer)
    return found


def bibliography(graph: KnowledgeGraph, style: str) -> Made:
    """Every source of a graph in a style."""
    asked = [name for name in graph.sources if name not in graph.filters.without]
    known = references(graph, asked)
    missing = len(asked) - len(known)
    return Made({"": STYLES[style](known)}, {"references": len(known)}, {UNCITABLE: missing} if missing else {})


def _reference(graph: KnowledgeGraph, source: Document | Study) -> Reference:
    """A source as CSL-JSON; empty if it cannot be cited."""
    if not (source.title or source.url or (isinstance(source, Study) and (source.doi or source.pmid or source.pmcid))):
        return {}
    known = _page(graph, source) if isinstance(source, Document) else _study(graph, source)
    shown = {name: one_line(value) if isinstance(value, str) else value for name, value in known.items()}
    return {"id": source.id.replace(":", "-"), **{name: value for name, value in shown.items() if value}}


def _page(graph: KnowledgeGraph, source: Document) -> Reference:
    return {
        "type": "webpage",
        "title": source.title,
        "publisher": source.publisher,
        "URL": source.url if on_web(source.url) else "",
        "genre": graph.terms[source.kind].label,
    }


def _study(graph: KnowledgeGraph, source: Study) -> Reference:
    article = source.journal or source.doi or source.pmid or source.pmcid
    status = graph.terms[source.trace_status]
    return {
        "type": "article-journal" if article else "webpage" if source.url else "document",
        "title": source.title,
        "author": [_name(name) for name in source.authors.split(",") if name.strip()],
        "container-title": source.journal,
        "issued": {"date-parts": [[int(source.year)]]} if re.fullmatch("[0-9]{1,4}", source.year) else None,
        "volume": source.volume,
        "issue": source.issue,
        "page": source.pages,
        "DOI": source.doi,
        "PMID": source.pmid,
        "PMCID": source.pmcid,
        "URL": source.url if on_web(source.url) else "",
        "note": "" if source.trace_status == "Verified" else f"{status.label}: {status.definition}",
    }


def _name(name: str) -> dict[str, str]:
    """An author: family name, initials and suffix, or the whole text if they cannot be separated.

    >>> _name("Carvalho Silva AP"), _name("Shillo et al.")
    ({'family': 'Carvalho Silva', 'given': 'A. P.'}, {'literal': 'Shillo et al.'})
    >>> _name("Lewis JL III")
    {'family': 'Lewis', 'given': 'J. L.', 'suffix': 'III'}
    """
    name = one_line(name)
    match = re.fullmatch(r"(.+?) ([A-Z]{1,4})(?: (Jr|Sr|II|III|IV))?", name)
    if match is None:
        return {"literal": name}
    family, initials, suffix = match.groups()
    return {"family": family, "given": " ".join(f"{c}." for c in initials)} | ({"suffix": suffix} if suffix else {})


def csl_json(known: list[Reference]) -> str:
    """References as CSL-JSON."""
    return json.dumps(known, ensure_ascii=False, indent=1) + "\n"


def ris(known: list[Reference]) -> str:
    """References as RIS; the PubMed identifier is the accession number."""
    lines = []
    for item in known:
        authors = [author for author in item.get("author", ()) if author != {"literal": "et al."}]
        pages = zip(("SP", "EP"), _first_and_last(item.get("page", "")), strict=True)
        written = {**item, "URL": str(item.get("URL")).replace(";", "%3B")}  # it would separate two addresses
        lines += [
            f"TY  - {RIS_TYPES[item['type']]}",
            f"ID  - {item['id']}",
            *(f"AU  - {', '.join(author.values())}" for author in authors),
            *([f"PY  - {_year(item)}"] if "issued" in item else []),
            *(f"{tag}  - {page}" for tag, page in pages if page),
            *(f"{tag}  - {written[field]}" for field, tag in RIS.items() if field in item),
            "ER  - ",
            "",
        ]
    return "\n".join(lines)


def _first_and_last(pages: str) -> tuple[str, str]:
    """The first and the last page; anything that is not a range is one page.

    >>> _first_and_last("10-12"), _first_and_last("e7"), _first_and_last("S1 - appendix")
    (('10', '12'), ('e7', ''), ('S1 - appendix', ''))
    """
    first, _, last = pages.partition("-")
    whole = not (first and last) or first.endswith(" ") or last.startswith(" ")
    return (pages, "") if whole else (first, last)


def plain(known: list[Reference]) -> str:
    """References as numbered text, in the style of medical journals."""
    return "".join(f"{number}. {_sentence(item)}\n" for number, item in enumerate(known, 1))


def _sentence(item: Reference) -> str:
    authors = ", ".join(_plain_name(author) for author in item.get("author", ()))
    issue = f"({item['issue']})" if "issue" in item else ""
    place = ":".join(filter(None, [f"{item.get('volume', '')}{issue}", item.get("page", "")]))
    dated = ";".join(filter(None, [str(_year(item)) if "issued" in item else "", place]))
    parts = [authors, item.get("title"), item.get("container-title"), item.get("publisher"), dated]
    ended = [part if part.endswith(("?", "!")) else f"{part.rstrip('.')}." for part in map(str, filter(None, parts))]
    notes = [f"[{item[field]}]" for field in ("genre", "note") if field in item]
    return " ".join([*ended, *notes, *filter(None, [item.get("URL")])])


def _plain_name(author: Mapping[str, str]) -> str:
    if "family" not in author:
        return author["literal"]
    initials = author["given"].replace(".", "").replace(" ", "")
    return " ".join(filter(None, [author["family"], initials, author.get("suffix")]))


def _year(item: Reference) -> int:
    return int(item["issued"]["date-parts"][0][0])


#: Every style of citation by name.
STYLES: Mapping[str, Callable[[list[Reference]], str]] = {
    "plain": plain,
    "bibtex": bibtex,
    "ris": ris,
    "csl-json": csl_json,
}
bibtex_file, ris_file, csl_json_file = (partial(bibliography, style=style) for style in ("bibtex", "ris", "csl-json"))
